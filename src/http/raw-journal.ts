import { appendFile, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Instant } from '../../connectors/contract/period.js';
import type { RawMeta } from './raw-store.js';

/** One call of the journal. */
export interface JournalEntry extends RawMeta {
  /** of the answer's content, `raw:…` */
  readonly key: string;
}

/** The calls of each UTC day, a file of JSON lines for each. */
export interface Journal {
  /** in the order in which it is called */
  readonly append: (entry: JournalEntry) => Promise<void>;
  /** the days that have calls, oldest first, as `YYYY-MM-DD` */
  readonly days: () => Promise<readonly string[]>;
  readonly entries: (day: string) => Promise<readonly JournalEntry[]>;
  readonly bytes: (day: string) => Promise<number>;
  readonly remove: (day: string) => Promise<void>;
}

const journalLine = z.object({
  key: z.string().regex(/^raw:[0-9a-f]{64}$/),
  connection: z.string(),
  call: z.string(),
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  receivedAt: z.iso.datetime().transform((text) => text as Instant),
});

/** The journal in a folder, which is made where it is missing. */
export function openJournal(folder: string): Journal {
  const fileOf = (day: string): string => join(folder, `${day}.jsonl`);
  let made: Promise<unknown> | undefined;
  let appending: Promise<unknown> = Promise.resolve();
  return {
    append: (entry) => {
      made ??= mkdir(folder, { recursive: true, mode: 0o700 });
      const ready = Promise.all([made, appending]);
      const next = ready.then(() => appendFile(fileOf(entry.receivedAt.slice(0, 10)), `${JSON.stringify(entry)}\n`, { mode: 0o600 }));
      appending = next.catch(() => undefined);
      return next;
    },
    days: async () => {
      const names = (await readdir(folder).catch(unlessMissing)) ?? [];
      return names.flatMap((name) => /^(\d{4}-\d{2}-\d{2})\.jsonl$/.exec(name)?.[1] ?? []).sort();
    },
    entries: async (day) => ((await readFile(fileOf(day), 'utf8').catch(unlessMissing)) ?? '').split('\n').flatMap(entryOf),
    bytes: async (day) => (await stat(fileOf(day)).catch(unlessMissing))?.size ?? 0,
    remove: (day) => rm(fileOf(day), { force: true }),
  };
}

/** An entry of a line; none of a line that a crash cut short. */
function entryOf(line: string): readonly JournalEntry[] {
  if (line === '') return [];
  try {
    return [journalLine.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}

/** Undefined for a file that is not there; any other failure is thrown on. */
export function unlessMissing(cause: unknown): undefined {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
  throw cause;
}
