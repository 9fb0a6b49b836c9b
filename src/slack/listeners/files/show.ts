import type { Language } from '../../../domain/digest.js';
import type { Block, Message } from '../../blocks/block.js';
import { againMessage, previewMessage } from '../../blocks/files.js';
import { FILE_WORDS } from '../../blocks/files-words.js';
import { type Carried, shortHash } from './carried.js';
import { type FetchedFile, fetchFile, type NoFile } from './fetch-file.js';
import type { IntakeFile } from './intake.js';
import { type FileWork, type Place, placeName } from './parts.js';
import type { SentBlocks } from './sent-blocks.js';
import type { StandingButton } from './turns.js';

/** A file that somebody asks about, and the message in which it is spoken of. */
export interface FileAsked {
  readonly place: Place;
  readonly carried: Carried;
  readonly user: string;
  readonly language: Language;
}

/** Puts other words and buttons into a message of the bot. `above` are blocks that stand there already and stay. */
export async function change(place: Place, { text, blocks }: Message, { turns }: Pick<FileWork, 'turns'>, above: SentBlocks = []): Promise<void> {
  const { client, channel, ts } = place;
  await turns.change(placeName(place), standing(blocks), async () => {
    await client.chat.update({ channel, ts, text, blocks: [...above, ...blocks] });
  });
}

const standing = (blocks: readonly Block[]): readonly StandingButton[] =>
  blocks
    .flatMap((block) => {
      if (block.type === 'actions') return block.elements;
      return block.type === 'section' && block.accessory ? [block.accessory] : [];
    })
    .flatMap((element) => (element.type === 'button' ? [{ action: element.action_id, value: element.value }] : []));

/** Fetches the file from Slack; where that fails the message says why, and the answer is undefined. */
export async function fetchOrSay({ place, carried, language }: FileAsked, work: FileWork): Promise<FetchedFile | undefined> {
  const { fetching, log } = work;
  const fetched = await fetchFile(carried.f, place.client, fetching);
  if (!('why' in fetched)) return fetched;
  log.warn('A dropped file could not be fetched.', {
    file: carried.f,
    why: fetched.why,
    cause: fetched.why === 'too-large' ? undefined : fetched.cause,
  });
  const words = FILE_WORDS[language];
  const name = fetched.name ?? words.aFile;
  await change(place, againMessage(noFileSentence(fetched, name, language, fetching.mostBytes), { name, carried, language }), work);
  return undefined;
}

function noFileSentence({ why }: NoFile, name: string, language: Language, mostBytes: number): string {
  const words = FILE_WORDS[language];
  switch (why) {
    case 'too-large':
      return words.tooLarge(name, mostBytes / 1_000_000);
    case 'gone':
      return words.gone(name);
    case 'elsewhere':
      return words.elsewhere(name);
    case 'not-allowed':
      return words.appNotAllowed(name);
    case 'failed':
      return words.failed(name);
  }
}

/** The file as the rest of Pantau is asked about it. */
export const intakeFile = ({ carried, user, language }: FileAsked, { name, bytes }: FetchedFile): IntakeFile => ({
  name,
  bytes,
  answers: carried.a,
  by: user,
  language,
});

/** Reads the file and shows what it is, with what is to be decided. */
export async function showFile(asked: FileAsked, work: FileWork): Promise<void> {
  const fetched = await fetchOrSay(asked, work);
  if (fetched === undefined) return;
  const preview = await work.intake.preview(intakeFile(asked, fetched));
  await change(asked.place, previewMessage(preview, viewOf(asked, fetched)), work);
}

/** How the file is spoken of: its buttons carry which bytes were shown. */
export const viewOf = ({ carried, language }: FileAsked, { name, hash }: FetchedFile) => ({
  name,
  carried: { ...carried, h: shortHash(hash) },
  language,
});
