import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Instant } from '../../connectors/contract/period.js';
import type { WallClock } from '../clock.js';
import type { Logger } from '../log.js';
import { type Breakers, createBreakers, type OpenBreaker } from './breakers.js';

const KINDS = [
  'rate-limited',
  'quota',
  'credits',
  'unavailable',
  'auth',
  'permission',
  'retired',
  'malformed',
  'rejected',
  'reduce',
  'withheld',
  'gone',
] as const;

const kept = z.array(
  z.object({
    scope: z.string(),
    until: z.number(),
    refusals: z.number().int().nonnegative(),
    credential: z.string().optional(),
    error: z.object({
      kind: z.enum(KINDS),
      message: z.string(),
      reach: z.enum(['call', 'account', 'connection', 'platform']),
      until: z.iso
        .datetime()
        .transform((text) => text as Instant)
        .optional(),
      code: z.string().optional(),
    }),
  }),
);

/** So long after its end a breaker still tells how often in a row the platform said no. */
const REMEMBERED_MS = 24 * 3_600_000;

/**
 * Breakers that are kept in a file: a process that starts again finds open what it left open. A file that can't be read or written is logged, and the
 * breakers work without it. Where several processes write, the last one is kept.
 */
export function openBreakerFile(file: string, clock: Pick<WallClock, 'now'>, log: Pick<Logger, 'warn'>): Breakers {
  let saved = '[]';
  const breakers = createBreakers(clock, load(file, clock.now(), log), () => {
    const text = JSON.stringify(breakers.state());
    if (text === saved) return;
    saved = text;
    try {
      save(file, text);
    } catch (cause) {
      log.warn('The breakers could not be kept', { cause: String(cause) });
    }
  });
  saved = JSON.stringify(breakers.state());
  return breakers;
}

function load(file: string, now: number, log: Pick<Logger, 'warn'>): readonly OpenBreaker[] {
  try {
    return kept
      .parse(JSON.parse(readFileSync(file, 'utf8')))
      .filter(({ until }) => until > now - REMEMBERED_MS)
      .map(({ credential, error, ...rest }) => ({ ...rest, credential, error: { ...error, until: error.until, code: error.code } }));
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'))
      log.warn('The breakers that were kept could not be read', { cause: String(cause) });
    return [];
  }
}

/** Whole or not at all; written at once, since a process may end right after its platform said no. */
function save(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}
