import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../connectors/contract/errors.js';
import { openBreakerFile } from '../../src/http/breaker-file.js';
import type { Opening } from '../../src/http/breakers.js';

const NOON = Date.parse('2026-11-25T12:00:00Z');
const HOUR_MS = 3_600_000;
const X = 'platform:x';

let folder: string;
let now: number;
let warned: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pantau-breakers-'));
  now = NOON;
  warned = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (): string => join(folder, 'data', 'breakers.json');
/** What a process that begins anew finds. */
const started = () => openBreakerFile(file(), { now: () => now }, { warn: (message) => void warned.push(message) });
const away: Opening = {
  // Twice as long after each refusal.
  until: (refusals) => now + HOUR_MS * 2 ** (refusals - 1),
  error: () => new ConnectorError('unavailable', 'X is away.', { reach: 'platform', code: '503' }),
  refusal: true,
};

describe('breakers over a restart', () => {
  it('given a platform that is away, a process that starts again and again does not call it', async () => {
    started().open(X, away);
    for (let restart = 0; restart < 3; restart += 1) {
      now += 60_000;
      await expect(started().enter([X], undefined)).rejects.toMatchObject({
        kind: 'unavailable',
        message: 'X is away.',
        reach: 'platform',
        code: '503',
      });
      await expect(started().enter(['platform:youtube'], undefined)).resolves.toBeDefined();
    }
    expect(warned).toEqual([]);
  });

  it('when its time is over one call passes, and the next refusal counts as the second', async () => {
    started().open(X, away);
    now += HOUR_MS;
    const next = started();
    const passage = await next.enter([X], undefined);
    next.open(X, away);
    passage.ended();
    now += 2 * HOUR_MS - 1;
    await expect(started().enter([X], undefined)).rejects.toMatchObject({ kind: 'unavailable' });
    now += 1;
    await expect(started().enter([X], undefined)).resolves.toBeDefined();
  });

  it('a good answer is remembered as well', async () => {
    started().open(X, away);
    now += HOUR_MS;
    const next = started();
    (await next.enter([X], undefined)).good();
    expect(started().state()).toEqual([]);
  });

  it('a dead credential stays dead, and another one passes', async () => {
    const dead = { ...away, error: () => new ConnectorError('auth', 'Connect again.', { reach: 'connection' }), credential: 'digest-one' };
    started().open('connection:x', dead);
    await expect(started().enter(['connection:x'], 'digest-one')).rejects.toMatchObject({ kind: 'auth' });
    await expect(started().enter(['connection:x'], 'digest-two')).resolves.toBeDefined();
    expect(started().state()).toEqual([]);
  });

  it('the file is for its owner alone, and no draft is left', () => {
    started().open(X, away);
    expect(statSync(file()).mode & 0o077).toBe(0);
    expect(readdirSync(join(folder, 'data'))).toEqual(['breakers.json']);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toHaveLength(1);
  });

  it('a file that is broken is said to be so, and stops nothing', async () => {
    started().open(X, away);
    writeFileSync(file(), '{"scope":');
    await expect(started().enter([X], undefined)).resolves.toBeDefined();
    expect(warned).toEqual(['The breakers that were kept could not be read']);
  });
});
