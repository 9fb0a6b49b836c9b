import type { Text } from '../../../connectors/contract/metric.js';
import type { WatchedFolder } from '../../config/config.js';
import type { Store } from '../../store/port.js';
import { wasUndone } from '../export-memory.js';
import type { HandedIn } from '../handed-file.js';
import type { Importer } from '../importer.js';
import { hashOf, sourceFile } from '../source-file.js';
import { type FolderBook, folderBook } from './book.js';
import { type LyingFile, markOf, scanFolder } from './scan.js';
import { brokenSentence, fileSentence, folderSentence, undoneBeforeSentence } from './sentences.js';
import { type FolderTelling, tellFolder, type Untold } from './tell.js';

/** What watching folders works with. */
export interface FolderParts extends FolderTelling {
  readonly store: FolderTelling['store'] & Pick<Store, 'readSetting' | 'saveSetting'>;
  readonly importer: Pick<Importer, 'keep'>;
}

/** Beyond this many ms of a round no further file is begun; the next round goes on. */
const ROUND_MS = 20_000;
const ATTEMPTS = 3;

/** What is remembered between the rounds, in memory alone. */
interface Seen {
  /** by path: the mark of the round before */
  readonly before: Map<string, string>;
  /** by path: the mark under which all was done and told */
  readonly done: Map<string, string>;
  readonly failures: Map<string, number>;
}

/**
 * Watches folders, one round with each call: a file that did not change since the round before is imported as a whole or not at all, and what became of it
 * is told once. A file that was read is not read again until it is written to. Rejects where the store fails.
 */
export function folderWatch(): (folders: readonly WatchedFolder[], parts: FolderParts) => Promise<void> {
  const seen: Seen = { before: new Map(), done: new Map(), failures: new Map() };
  return async (folders, parts) => {
    const book = folderBook(parts.store, parts.clock);
    const until = parts.wallClock.now() + ROUND_MS;
    for (const folder of folders) await round(folder, seen, book, parts, until);
  };
}

async function round(folder: WatchedFolder, seen: Seen, book: FolderBook, parts: FolderParts, until: number): Promise<void> {
  const scan = await scanFolder(folder.path);
  const untold: Untold[] = [];
  const about = (path: string, sentence: Text | undefined): void => {
    if (sentence !== undefined) untold.push({ path, sentence });
  };
  if (scan.kind === 'unreadable') about(folder.path, await noted(folder.path, scan.code, folderSentence(folder.path, scan.code), book));
  else {
    await noted(folder.path, 'read', undefined, book);
    const lying = new Set(scan.files.map(({ path }) => path));
    for (const path of seen.before.keys()) if (path.startsWith(`${folder.path}/`) && !lying.has(path)) forget(path, seen);
    for (const file of scan.files) about(file.path, await attend(file, folder, seen, book, parts, until));
  }
  await tellFolder(folder, untold, book, parts);
}

function forget(path: string, { before, done, failures }: Seen): void {
  for (const map of [before, done, failures]) map.delete(path);
}

/** What is to be told of a file, now or still. */
async function attend(
  file: LyingFile,
  folder: WatchedFolder,
  seen: Seen,
  book: FolderBook,
  parts: FolderParts,
  until: number,
): Promise<Text | undefined> {
  const { path, mark } = file;
  if (seen.done.get(path) === mark) return undefined;
  const known = await book.file(path);
  if (known?.mark === mark) {
    if (known.told) seen.done.set(path, mark);
    return known.told ? undefined : known.sentence;
  }
  const before = seen.before.get(path);
  seen.before.set(path, mark);
  // What somebody still writes to has another mark in the next round.
  if (before !== mark || parts.wallClock.now() > until) return undefined;
  const outcome = await take(file, folder, seen, parts);
  // What was written to meanwhile is read again.
  if (outcome === 'later' || (await markOf(path))?.mark !== mark) return undefined;
  return noted(path, mark, sentenceOf(file, outcome, parts), book);
}

function sentenceOf({ name, path }: LyingFile, outcome: HandedIn | 'broken' | 'undone', { config }: FolderParts): Text | undefined {
  if (outcome === 'broken') return brokenSentence(name);
  return outcome === 'undone' ? undoneBeforeSentence(name, path) : fileSentence(name, path, outcome, config);
}

/** Writes down what was found, and gives what is to be told: nothing where the same was told before. */
async function noted(path: string, mark: string, sentence: Text | undefined, book: FolderBook): Promise<Text | undefined> {
  const known = await book.file(path);
  if (known?.mark === mark) return known.told ? undefined : known.sentence;
  if (known === undefined && sentence === undefined && mark === 'read') return undefined;
  const again = known?.sentence?.en === sentence?.en && known?.told === true;
  const told = sentence === undefined || again;
  await book.saveFile(path, { mark, told, ...(sentence === undefined ? {} : { sentence }) });
  return told ? undefined : sentence;
}

async function take(
  { path }: LyingFile,
  folder: WatchedFolder,
  { failures }: Seen,
  { importer, config, store, log }: FolderParts,
): Promise<HandedIn | 'later' | 'broken' | 'undone'> {
  try {
    // Whoever copies all files into the folder every night would bring back what somebody took out.
    if (await wasUndone(await hashOf(await sourceFile({ path, noLinks: true })), store)) return 'undone';
    const by = `folder: ${folder.path}`;
    return await importer.keep({ path, noLinks: true, answers: {}, acceptPartial: false, by }, config);
  } catch (cause) {
    const failed = (failures.get(path) ?? 0) + 1;
    failures.set(path, failed);
    log.error('A file of a watched folder could not be read.', { path, attempt: failed, cause });
    return failed < ATTEMPTS ? 'later' : 'broken';
  }
}
