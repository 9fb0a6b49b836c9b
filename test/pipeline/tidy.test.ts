import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { civilDate, type Instant } from '../../connectors/contract/period.js';
import { tidying } from '../../src/bot/tidy.js';
import { createRawFiles } from '../../src/http/raw-files.js';
import { tidyRaw } from '../../src/pipeline/connections.js';
import { openPullJournal, type RecordedPull } from '../../src/pipeline/pull-journal.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pantau-tidy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (text: string): Instant => new Date(text).toISOString() as Instant;
const ALWAYS = [civilDate('2020-01-01'), civilDate('2030-01-01')] as const;

/** A connection that is opened anew, as after a restart: it has written nothing. */
const opened = (budgetBytes = 10_000_000) => ({
  id: 'meta',
  raw: createRawFiles(folder, { budgetBytes, maxAgeDays: 400 }),
  journal: openPullJournal(join(folder, 'pulls')),
});

const pulledOn = (day: string): RecordedPull => ({
  task: 'daily',
  accounts: [{ id: 'instagram:ditjenpk', platformId: '17841400000000001' }],
  window: { start: civilDate('2026-01-01'), end: civilDate('2026-01-02') },
  now: at(`${day}T16:30:00Z`),
  without: [],
  known: {},
  began: at(`${day}T16:30:00Z`),
  ended: at(`${day}T16:30:20Z`),
});

/** One evening: an answer of some bytes, and the record of its pull. */
async function evening(day: string, text = day): Promise<void> {
  const { raw, journal } = opened();
  const meta = { connection: 'meta', call: 'GET graph/me', status: 200, headers: {}, receivedAt: at(`${day}T16:30:10Z`) };
  await raw.put(Buffer.from(text), meta);
  await journal.record(pulledOn(day));
}

const days = async (): Promise<readonly string[]> => (await opened().journal.pulls(...ALWAYS)).map(({ now }) => now.slice(0, 10));

describe('what is kept of the answers', () => {
  it('given a small installation that restarts every day, an answer that is too old goes at the next start, and its pull with it', async () => {
    for (const day of ['2025-10-01', '2025-11-20', '2026-11-24']) await evening(day);
    await tidyRaw(opened(), at('2026-11-25T00:00:00Z'));
    expect(await days()).toEqual(['2025-11-20', '2026-11-24'].filter((day) => day >= '2025-10-21'));
    expect(await opened().raw.reachesBackTo('meta')).toBe(at('2025-11-20T16:30:10Z'));
    expect(readdirSync(join(folder, 'journal'))).toEqual(['2025-11-20.jsonl', '2026-11-24.jsonl']);
    expect(readdirSync(join(folder, 'pulls'))).toEqual(['2025-11-20.jsonl', '2026-11-24.jsonl']);
  });

  it('what is young enough stays, answer and pull', async () => {
    for (const day of ['2026-11-23', '2026-11-24']) await evening(day);
    await tidyRaw(opened(), at('2026-11-25T00:00:00Z'));
    expect(await days()).toEqual(['2026-11-23', '2026-11-24']);
    expect(await opened().raw.reachesBackTo('meta')).toBe(at('2026-11-23T16:30:10Z'));
  });

  it('where there is more than room for, the oldest goes, whatever its age', async () => {
    const long = (seed: number): string => Array.from({ length: 4_000 }, (_, index) => ((index * 7_919 * seed) % 65_521).toString(36)).join('');
    await evening('2026-11-22', long(3));
    await evening('2026-11-23', long(5));
    await evening('2026-11-24', long(7));
    await tidyRaw(opened(20_000), at('2026-11-25T00:00:00Z'));
    expect((await days()).at(-1)).toBe('2026-11-24');
    expect(await days()).not.toContain('2026-11-22');
  });

  it('where no answer is left, no pull is', async () => {
    await evening('2024-01-01');
    await tidyRaw(opened(), at('2026-11-25T00:00:00Z'));
    expect(await days()).toEqual([]);
    expect(await opened().raw.reachesBackTo('meta')).toBeUndefined();
  });
});

describe('the work that tidies up', () => {
  it('does so at the start and when a day has passed, and a failure is logged', async () => {
    let now = 0;
    let done = 0;
    const errors: string[] = [];
    const tidy = async (): Promise<void> => {
      done += 1;
      if (done === 2) throw new Error('The disk is full.');
    };
    const present = () => ({ tidy, log: { error: (message: string) => void errors.push(message) } }) as never;
    const tidyUp = tidying({ present }, { now: () => now });
    for (const hours of [0, 0.1, 23, 24, 25, 48]) {
      now = hours * 3_600_000;
      await tidyUp();
    }
    expect(done).toBe(3);
    expect(errors).toEqual(['What is kept of the answers could not be tidied up']);
  });
});
