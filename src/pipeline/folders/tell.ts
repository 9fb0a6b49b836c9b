import { createHash } from 'node:crypto';
import type { Text } from '../../../connectors/contract/metric.js';
import type { BusinessClock } from '../../clock.js';
import type { Config, WatchedFolder } from '../../config/config.js';
import type { CardEditor } from '../../domain/delivery.js';
import type { Language } from '../../domain/digest.js';
import { type AlertDestination, destinationsOf } from '../alert-destinations.js';
import { deliver } from '../deliver.js';
import type { DeliveryDeps } from '../deliver-one.js';
import type { FolderBook, FolderNote } from './book.js';

/** What telling works with. */
export interface FolderTelling extends DeliveryDeps {
  readonly config: Config;
  readonly clock: BusinessClock;
  readonly messenger: DeliveryDeps['messenger'] & CardEditor;
}

/** How many files one message speaks of. */
const MOST_FILES = 8;

/** Something to be told of a file, or of the folder itself under its own path. */
export interface Untold {
  readonly path: string;
  readonly sentence: Text;
}

/**
 * Tells what is untold about a folder in one message, and later the rest; each once, over restarts. A message that could not be sent, or whose readers are
 * not to be woken now, is left for the next call.
 */
export async function tellFolder(folder: WatchedFolder, untold: readonly Untold[], book: FolderBook, deps: FolderTelling): Promise<void> {
  const note = (await book.note(folder.path)) ?? (await newNote(folder, untold.slice(0, MOST_FILES), book, deps.wallClock.now()));
  if (note === undefined || !(await send(folder, note, deps))) return;
  for (const path of note.paths) {
    const entry = await book.file(path);
    if (entry !== undefined) await book.saveFile(path, { ...entry, told: true });
  }
  await book.saveNote(folder.path, undefined);
}

/** Written down before it is sent, so that a bot that was killed meanwhile sends the same one again. */
async function newNote({ path }: WatchedFolder, untold: readonly Untold[], book: FolderBook, now: number): Promise<FolderNote | undefined> {
  if (untold.length === 0) return undefined;
  const id = createHash('sha256')
    .update(JSON.stringify([path, now]))
    .digest('hex')
    .slice(0, 32);
  const note = { slot: `folder:${id}`, sentences: untold.map(({ sentence }) => sentence), paths: untold.map((one) => one.path) };
  await book.saveNote(path, note);
  return note;
}

/** Whether everybody was told. */
async function send({ path, tell }: WatchedFolder, note: FolderNote, deps: FolderTelling): Promise<boolean> {
  const { config, clock, log } = deps;
  const destinations = destinationsOf({ route: tell }, undefined, config, clock.now());
  if (destinations.length === 0) log.warn('Nobody hears of a watched folder.', { folder: path, said: note.sentences.map(({ en }) => en) });
  let all = true;
  for (const destination of destinations) all = destination.mayWake && (await sendTo(destination, path, note, deps)) && all;
  return all;
}

const HEAD = { id: (path: string) => `Folder ${path}:`, en: (path: string) => `Folder ${path}:` } as const;

async function sendTo(destination: AlertDestination, path: string, note: FolderNote, deps: FolderTelling): Promise<boolean> {
  try {
    const { language } = destination;
    const place =
      destination.kind === 'channel'
        ? { channel: destination.channel.id, class: destination.channel.class }
        : { channel: await deps.messenger.direct(destination.person.slack), class: 'personal' as const };
    await deliver({ slot: note.slot, destination: place, outgoing: { type: 'notice', text: textOf(path, note, language) } }, deps);
    return true;
  } catch (cause) {
    deps.log.warn('What became of the files of a folder could not be told; the next minute tries again.', { folder: path, cause });
    return false;
  }
}

const textOf = (path: string, { sentences }: FolderNote, language: Language): string =>
  [HEAD[language](path), ...sentences.map((sentence) => `• ${sentence[language]}`)].join('\n');
