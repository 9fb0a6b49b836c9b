import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, brotliDecompress, constants } from 'node:zlib';
import type { Instant } from '../../connectors/contract/period.js';
import { type Journal, type JournalEntry, openJournal, unlessMissing } from './raw-journal.js';
import type { RawStore } from './raw-store.js';

/** How much is kept, and for how long. */
export interface RawBudget {
  readonly budgetBytes: number;
  readonly maxAgeDays: number;
}

/** Moments from the first to the last, both included. */
export interface JournalRange {
  readonly connection: string;
  readonly from: Instant;
  readonly to: Instant;
}

/** Raw answers in a folder: one compressed file for each content, and a journal of the calls of each UTC day. */
export interface RawFiles extends RawStore {
  /** the calls of one connection in the order in which they were kept */
  readonly calls: (range: JournalRange) => Promise<readonly JournalEntry[]>;
  /** the first moment from which on every call of a connection is still there; undefined where none is */
  readonly reachesBackTo: (connection: string) => Promise<Instant | undefined>;
  /** removes what is too old, and the oldest of what is too much; also done by itself as the folder grows */
  readonly prune: (now: Instant) => Promise<Pruned>;
}

/** What was removed. */
export interface Pruned {
  readonly files: number;
  readonly bytes: number;
}

const DAY_MS = 86_400_000;
// How much of the budget may be written before the folder is looked through.
const SHARE_BETWEEN_PRUNINGS = 1 / 20;

const compressLong = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);
// Measured on 2026-11-25 with answers of 2 and 23 kB: less time than gzip, and smaller.
// A short one is packed sooner than another thread is asked.
const SHORT_BYTES = 32_768;
const COMPRESSION = { params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 18 } };

const compress = async (bytes: Uint8Array): Promise<Uint8Array> =>
  bytes.length <= SHORT_BYTES ? brotliCompressSync(bytes, COMPRESSION) : compressLong(bytes, COMPRESSION);

/** Keeps raw answers in a folder, which is made where it is missing. Several processes may write to it. */
export function createRawFiles(folder: string, budget: RawBudget): RawFiles {
  const journal = openJournal(join(folder, 'journal'));
  let written = 0;
  let pruning: Promise<Pruned> | undefined;
  const prune = (now: Instant): Promise<Pruned> => {
    pruning ??= pruneFolder(folder, journal, budget, now).finally(() => {
      pruning = undefined;
    });
    return pruning;
  };
  return {
    put: async (bytes, meta) => {
      await pruning;
      const digest = createHash('sha256').update(bytes).digest('hex');
      const entry: JournalEntry = { key: `raw:${digest}`, ...meta };
      // Named before it is there: a pruning would take a content that nothing names.
      await journal.append(entry);
      written += await writeOnce(fileOf(folder, digest), bytes);
      if (written > budget.budgetBytes * SHARE_BETWEEN_PRUNINGS) {
        written = 0;
        await prune(meta.receivedAt);
      }
      return entry.key;
    },
    get: (key) => readContent(folder, key),
    calls: async ({ connection, from, to }) => {
      const days = (await journal.days()).filter((day) => day >= from.slice(0, 10) && day <= to.slice(0, 10));
      const entries = (await Promise.all(days.map(journal.entries))).flat();
      return entries.filter((entry) => entry.connection === connection && entry.receivedAt >= from && entry.receivedAt <= to);
    },
    reachesBackTo: async (connection) => {
      const contents = await contentSizes(folder);
      let first: Instant | undefined;
      for (const day of await journal.days())
        for (const entry of await journal.entries(day))
          if (entry.connection === connection) first = contents.has(digestOf(entry.key)) ? (first ?? entry.receivedAt) : undefined;
      return first;
    },
    prune,
  };
}

const digestOf = (key: string): string => key.slice('raw:'.length);
const fileOf = (folder: string, digest: string): string => join(folder, digest.slice(0, 2), `${digest}.br`);

/** Writes a content unless it is there; gives the bytes that it took. */
async function writeOnce(file: string, bytes: Uint8Array): Promise<number> {
  if ((await stat(file).catch(unlessMissing)) !== undefined) return 0;
  const packed = await compress(bytes);
  const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  const write = (): Promise<void> => writeFile(draft, packed, { mode: 0o600 });
  // Its part of the folder is made by the first file of it.
  await write().catch(async (cause: unknown) => {
    unlessMissing(cause);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await write();
  });
  await rename(draft, file);
  return packed.length;
}

async function readContent(folder: string, key: string): Promise<Uint8Array | undefined> {
  if (!/^raw:[0-9a-f]{64}$/.test(key)) return undefined;
  const packed = await readFile(fileOf(folder, digestOf(key))).catch(unlessMissing);
  if (packed === undefined) return undefined;
  // A file that a crash of the machine cut short counts as not kept.
  const bytes = await decompress(packed).catch(() => undefined);
  return bytes !== undefined && createHash('sha256').update(bytes).digest('hex') === digestOf(key) ? bytes : undefined;
}

/** Removes the contents that no call names any more that is young enough and within the budget, and the days that name nothing. */
async function pruneFolder(folder: string, journal: Journal, budget: RawBudget, now: Instant): Promise<Pruned> {
  const sizes = await contentSizes(folder);
  const { kept, emptyDays } = await whatStays(journal, sizes, budget, now);
  let [files, bytes] = [0, 0];
  for (const day of emptyDays) {
    bytes += await journal.bytes(day);
    files += 1;
    await journal.remove(day);
  }
  for (const [digest, size] of sizes) {
    if (kept.has(digest)) continue;
    await rm(fileOf(folder, digest), { force: true });
    bytes += size;
    files += 1;
  }
  return { files, bytes };
}

interface Staying {
  readonly kept: ReadonlySet<string>;
  readonly emptyDays: readonly string[];
}

/** Goes through the calls, newest first, until the room is used up: a replay needs a span without gaps, so nothing older stays for its small size. */
async function whatStays(
  journal: Journal,
  sizes: ReadonlyMap<string, number>,
  { budgetBytes, maxAgeDays }: RawBudget,
  now: Instant,
): Promise<Staying> {
  const oldest = new Date(Date.parse(now) - maxAgeDays * DAY_MS).toISOString();
  const kept = new Set<string>();
  const emptyDays: string[] = [];
  let room = budgetBytes;
  let full = false;
  for (const day of [...(await journal.days())].reverse()) {
    room -= await journal.bytes(day);
    let named = false;
    for (const { key, receivedAt } of [...(await journal.entries(day))].reverse()) {
      const digest = digestOf(key);
      const size = kept.has(digest) ? 0 : (sizes.get(digest) ?? 0);
      full ||= receivedAt < oldest || size > room;
      if (full) break;
      kept.add(digest);
      room -= size;
      named = true;
    }
    if (!named) emptyDays.push(day);
  }
  return { kept, emptyDays };
}

async function contentSizes(folder: string): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  const parts = ((await readdir(folder).catch(unlessMissing)) ?? []).filter((part) => /^[0-9a-f]{2}$/.test(part));
  for (const part of parts)
    for (const name of await readdir(join(folder, part))) {
      const digest = /^([0-9a-f]{64})\.br$/.exec(name)?.[1];
      const size = digest === undefined ? undefined : (await stat(join(folder, part, name)).catch(unlessMissing))?.size;
      if (digest !== undefined && size !== undefined) sizes.set(digest, size);
    }
  return sizes;
}
