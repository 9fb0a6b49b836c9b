import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Language } from '../../../domain/digest.js';
import { sentenceMessage } from '../../blocks/answer.js';
import type { Message } from '../../blocks/block.js';
import { againMessage, readingMessage } from '../../blocks/files.js';
import { FILE_WORDS } from '../../blocks/files-words.js';
import { type DroppedFiles, droppedFiles, filesToRead, isPicture, type SharedFile } from '../../dropped-files.js';
import type { ListenerDeps } from '../deps.js';
import { type FileWork, mayImport, type Place, whoMay } from './parts.js';
import { change, showFile } from './show.js';

/** A message with files: in the talk with the bot, with a mention, or in a channel for files. Elsewhere Pantau stays silent, and of whom it may not it reads nothing. */
export function registerDropped(app: App, deps: ListenerDeps, work: FileWork): void {
  app.event('message', async ({ event, context, client }) => {
    const dropped = droppedFiles(event);
    if (dropped === undefined || dropped.user === context.botUserId) return;
    const files = addressed(dropped, context.botUserId, work);
    if (files.length === 0 || !deps.seen.first(`files ${dropped.channel} ${dropped.ts}`)) return;
    const language = await deps.language(dropped.user, dropped.channel);
    if (mayImport(work.settings(), dropped.user)) for (const file of files) await read(file, dropped, { client, language }, deps, work);
    else await refuse(files, dropped, { client, language }, deps, work);
  });
}

/** The files that are meant for Pantau. */
function addressed(dropped: DroppedFiles, botUser: string | undefined, { settings }: FileWork): readonly SharedFile[] {
  if (dropped.direct || (botUser !== undefined && new RegExp(`<@${botUser}[|>]`).test(dropped.text))) return filesToRead(dropped);
  if (!settings().channels.some(({ id, intake }) => id === dropped.channel && intake === true)) return [];
  // Pictures among people are none of Pantau's business.
  return filesToRead({ files: dropped.files, text: '-' });
}

interface Way {
  readonly client: WebClient;
  readonly language: Language;
}

/** In a channel in the message's thread, in the talk with the bot below the message, or in its thread where it has one. */
const threadOf = ({ direct, thread, ts }: DroppedFiles): { thread_ts?: string } => {
  const there = thread ?? (direct ? undefined : ts);
  return there === undefined ? {} : { thread_ts: there };
};

async function read(file: SharedFile, dropped: DroppedFiles, { client, language }: Way, deps: ListenerDeps, work: FileWork): Promise<void> {
  const { channel, user } = dropped;
  const name = file.name ?? FILE_WORDS[language].aFile;
  const carried = { f: file.id, a: {} };
  const view = { name, carried, language };
  let place: Place | undefined;
  const say = async (message: Message): Promise<void> => {
    if (place) await change(place, message, work);
    else place = await post(message);
  };
  const post = async ({ text, blocks }: Message): Promise<Place> => {
    const { ts } = await client.chat.postMessage({ channel, text, blocks, unfurl_links: false, ...threadOf(dropped) });
    if (ts === undefined) throw new Error('Slack named no message.');
    return { client, channel, ts };
  };
  const tell = ({ text }: Message): Promise<void> => say(againMessage(text, view));
  await deps.guard({ listener: 'files', language, tell }, async () => {
    if (isPicture(file)) return say(sentenceMessage(FILE_WORDS[language].picture(name)));
    place = await post(readingMessage(name, language));
    await showFile({ place, carried, user, language }, work);
  });
}

async function refuse(
  files: readonly SharedFile[],
  dropped: DroppedFiles,
  { client, language }: Way,
  deps: ListenerDeps,
  work: FileWork,
): Promise<void> {
  const { channel, user, direct, thread } = dropped;
  const words = FILE_WORDS[language];
  const names = files.map(({ name }) => name ?? words.aFile).join(', ');
  const say = async ({ text, blocks }: Message): Promise<void> => {
    if (direct) await client.chat.postMessage({ channel, text, blocks, ...threadOf(dropped) });
    else await client.chat.postEphemeral({ channel, user, text, blocks, ...(thread ? { thread_ts: thread } : {}) });
  };
  await deps.guard({ listener: 'files', language, tell: say }, () =>
    say(sentenceMessage(words.notAllowed(names, whoMay(work.settings(), language)))),
  );
}
