import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { KnownAccount } from '../../connectors/contract/connector.js';
import { type CivilDate, civilDate, type Instant } from '../../connectors/contract/period.js';

const instant = z.iso.datetime().transform((text) => text as Instant);
const day = z.iso.date().transform((text) => civilDate(text));
const knownContent = z.object({ platformId: z.string(), kind: z.string(), publishedAt: instant, never: z.array(z.string()) });
const knownAccount = z
  .object({ content: z.array(knownContent), statedPosts: z.number().optional(), followers: z.number().optional(), missingFrom: day.optional() })
  .transform(
    ({ content, statedPosts, followers, missingFrom }): KnownAccount => ({
      content,
      statedPosts,
      ...(followers === undefined ? {} : { followers }),
      ...(missingFrom === undefined ? {} : { missingFrom }),
    }),
  );
const recordedPull = z.object({
  task: z.enum(['daily', 'backfill', 'stories']),
  accounts: z.array(z.object({ id: z.string(), platformId: z.string() })),
  window: z.object({ start: day, end: day }),
  now: instant,
  without: z.array(z.string()),
  /** what was known of each account then: by it the calls were chosen */
  known: z.record(z.string(), knownAccount),
  /** of the wall clock: its calls were answered from then until then */
  began: instant,
  ended: instant,
});

/** A pull as it was ordered, so that it can be run again from the raw answers that were kept. */
export type RecordedPull = z.infer<typeof recordedPull>;

/** The pulls of one connection, a file of JSON lines for each UTC day of the business clock. */
export interface PullJournal {
  readonly record: (pull: RecordedPull) => Promise<void>;
  /** the pulls of some days, both included, in their order */
  readonly pulls: (from: CivilDate, to: CivilDate) => Promise<readonly RecordedPull[]>;
  /** forgets the pulls of which every answer is gone: those that ended before a moment, or all of them; gives how many */
  readonly trim: (before: Instant | undefined) => Promise<number>;
}

/** The journal in a folder, which is made where it is missing. A line that a crash cut short counts as not recorded. */
export function openPullJournal(folder: string): PullJournal {
  // One after the other, so that nothing is recorded into a file that is just being rewritten.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    record: (pull) =>
      inTurn(async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await appendFile(join(folder, `${pull.now.slice(0, 10)}.jsonl`), `${JSON.stringify(pull)}\n`, { mode: 0o600 });
      }),
    trim: (before) =>
      inTurn(async () => {
        let forgotten = 0;
        for (const name of await readdir(folder).catch(() => []))
          if (name.endsWith('.jsonl')) forgotten += await trimFile(join(folder, name), before);
        return forgotten;
      }),
    pulls: async (from, to) => {
      const names = await readdir(folder).catch(() => []);
      const days = names.flatMap((name) => /^(\d{4}-\d{2}-\d{2})\.jsonl$/.exec(name)?.[1] ?? []).filter((name) => name >= from && name <= to);
      const texts = await Promise.all(days.sort().map((name) => readFile(join(folder, `${name}.jsonl`), 'utf8')));
      return texts.flatMap((text) => text.split('\n')).flatMap(pullOf);
    },
  };
}

/** A file is rewritten beside itself, so that a crash leaves the old one or the new one. */
async function trimFile(file: string, before: Instant | undefined): Promise<number> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  const kept = lines.filter((line) => pullOf(line).some(({ ended }) => before !== undefined && ended >= before));
  if (kept.length === lines.length) return 0;
  if (kept.length === 0) await rm(file);
  else {
    const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`;
    await writeFile(draft, `${kept.join('\n')}\n`, { mode: 0o600 });
    await rename(draft, file);
  }
  return lines.length - kept.length;
}

function pullOf(line: string): readonly RecordedPull[] {
  try {
    return [recordedPull.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}
