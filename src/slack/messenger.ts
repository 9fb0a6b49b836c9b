import { WebClient, type WebClientOptions } from '@slack/web-api';
import { z } from 'zod';
import type { WallClock } from '../clock.js';
import type { CardEditor, FileSender, Messenger, Outgoing, PostOutcome, PreparedMessage } from '../domain/delivery.js';
import type { Logger } from '../log.js';
import { contentCard } from './blocks/advocacy-card.js';
import { sentenceMessage } from './blocks/answer.js';
import type { Message } from './blocks/block.js';
import { chaseMessage } from './blocks/collect-board.js';
import { type DigestMessages, digestMessages } from './blocks/digest.js';
import { cardMessage, logMessage } from './blocks/incident.js';
import { boltLogger } from './bolt-log.js';
import { editMessage, openDirect } from './edit-message.js';
import { violations } from './limits.js';
import { postFailure, refusedForPicture } from './outcome.js';
import { type UploadBytes, uploadByAxios, uploadPicture } from './pictures.js';
import { sendFile } from './send-file.js';

/** The metadata's type of every message that bears a delivery key. */
const DELIVERY_EVENT = 'pantau_delivery';

/** What posting needs. `fetch` replaces the global one, for a proxy; `uploadBytes` replaces the upload by axios. */
export interface MessengerOptions {
  readonly token: string;
  /** `https://slack.com/api/` unless given; ends in a slash */
  readonly slackApiUrl?: string | undefined;
  readonly fetch?: WebClientOptions['fetch'];
  readonly uploadBytes?: UploadBytes;
  readonly wall: WallClock;
  readonly log: Logger;
  /** how long one call may take, in ms; 15,000 unless given */
  readonly timeoutMs?: number;
}

/** Messages as they are with their pictures, and as they are when Slack refuses those. */
interface Versions {
  readonly withPictures: DigestMessages;
  readonly inWords: DigestMessages;
}

const SEARCH_MARGIN_MS = 120_000;

const historyMessage = z.object({
  ts: z.string(),
  bot_id: z.string().optional(),
  metadata: z.object({ event_type: z.string(), event_payload: z.object({ key: z.string().optional() }) }).optional(),
});

/** Posts to Slack with a client of its own that never repeats a call by itself. */
export function createMessenger(options: MessengerOptions): Messenger & CardEditor & FileSender {
  const client = postingClient(options);
  const ownBot = remembered(async () => (await client.auth.test()).bot_id);
  const uploadBytes = options.uploadBytes ?? uploadByAxios;
  const directs = new Map<string, string>();
  return {
    prepare: async (outgoing, destination) => prepared(await prepareVersions(outgoing, client, options), destination, client, options.log),
    direct: async (person) => {
      const known = directs.get(person) ?? (await openDirect(client, person));
      directs.set(person, known);
      return known;
    },
    upload: (name, bytes) => uploadPicture(name, bytes, { client, wall: options.wall, uploadBytes }),
    sendFile: (person, file) => sendFile(person, file, { client, uploadBytes }),
    edit: async (outgoing, place) => {
      const { withPictures, inWords } = await prepareVersions(outgoing, client, options);
      return editMessage([withPictures.parent, inWords.parent], place, client);
    },
    find: (channel, key, sinceMs, thread) => find(client, ownBot, { channel, key, sinceMs, thread }),
  };
}

function postingClient(options: MessengerOptions): WebClient {
  return new WebClient(options.token, {
    ...(options.slackApiUrl ? { slackApiUrl: options.slackApiUrl } : {}),
    ...(options.fetch ? { fetch: options.fetch } : {}),
    logger: boltLogger(options.log),
    // a repeated chat.postMessage after a lost reply would post twice
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: options.timeoutMs ?? 15_000,
    allowAbsoluteUrls: false,
  });
}

async function prepareVersions(outgoing: Outgoing, client: WebClient, options: MessengerOptions): Promise<Versions> {
  if (outgoing.type !== 'digest') return plainVersions(outgoing);
  const { digest, language, status, pictures } = outgoing;
  const wanted = digest.sections.flatMap((section) => section.charts.filter((chart) => chart.language === language).map((chart) => chart.file));
  const files = new Map<string, string>();
  const uploadBytes = options.uploadBytes ?? uploadByAxios;
  for (const name of wanted) {
    const bytes = pictures.get(name);
    if (!bytes) continue;
    try {
      files.set(name, await uploadPicture(name, bytes, { client, wall: options.wall, uploadBytes }));
    } catch (cause) {
      options.log.warn('A picture could not be uploaded; its text goes out instead.', { picture: name, cause });
    }
  }
  const view = { digest, language, status };
  return { withPictures: digestMessages({ ...view, files }), inWords: digestMessages({ ...view, files: new Map() }) };
}

const alone = (message: Message): DigestMessages => ({ parent: message, replies: [] });

function plainVersions(outgoing: Exclude<Outgoing, { readonly type: 'digest' }>): Versions {
  const same = (message: Message): Versions => ({ withPictures: alone(message), inWords: alone(message) });
  switch (outgoing.type) {
    case 'notice':
      return same(sentenceMessage(outgoing.text));
    case 'card':
      return same(contentCard(outgoing));
    case 'collect':
      return same(chaseMessage(outgoing));
    case 'incident':
      return { withPictures: alone(cardMessage(outgoing)), inWords: alone(cardMessage({ ...outgoing, picture: undefined })) };
    case 'incident-log':
      return same(logMessage(outgoing));
  }
}

interface Where {
  readonly channel: string;
  readonly thread?: string;
}

function prepared(versions: Versions, { channel, thread }: Where, client: WebClient, log: Logger): PreparedMessage {
  const { withPictures, inWords } = versions;
  let chosen = withPictures;
  return {
    post: async (key) => {
      const parent = thread === undefined ? {} : { parent: thread };
      const first = await attempt(client, { channel, message: withPictures.parent, key, ...parent });
      if (!first.pictureRefused) return first.outcome;
      log.warn('Slack refused a picture; the message goes out without.', { channel, key });
      chosen = inWords;
      return (await attempt(client, { channel, message: inWords.parent, key, ...parent })).outcome;
    },
    // read after the post: where Slack refused a picture the replies are those of the version in words
    get replies() {
      return chosen.replies.map((message, index) => ({
        post: async (key: string, parent: string) => {
          const first = await attempt(client, { channel, message, key, parent });
          const words = inWords.replies[index];
          if (!first.pictureRefused || !words) return first.outcome;
          return (await attempt(client, { channel, message: words, key, parent })).outcome;
        },
      }));
    },
  };
}

/** One call's worth: where, what, under which key, in which thread. */
interface Attempt {
  readonly channel: string;
  readonly message: Message;
  readonly key: string;
  readonly parent?: string;
}

async function attempt(client: WebClient, { channel, message, key, parent }: Attempt): Promise<{ outcome: PostOutcome; pictureRefused: boolean }> {
  const faults = violations(message);
  if (faults.length > 0)
    return { outcome: { outcome: 'refused', reason: `over Slack's limits: ${faults.join('; ')}`, retryAfterMs: undefined }, pictureRefused: false };
  try {
    const answer = await client.chat.postMessage({
      channel,
      text: message.text,
      blocks: message.blocks,
      metadata: { event_type: DELIVERY_EVENT, event_payload: { key } },
      unfurl_links: false,
      unfurl_media: false,
      ...(parent ? { thread_ts: parent } : {}),
    });
    const outcome: PostOutcome = answer.ts
      ? { outcome: 'sent', message: answer.ts }
      : { outcome: 'ambiguous', reason: 'the answer names no message' };
    return { outcome, pictureRefused: false };
  } catch (error) {
    return { outcome: postFailure(error), pictureRefused: refusedForPicture(error) };
  }
}

/** What to look for and where. */
interface Search {
  readonly channel: string;
  readonly key: string;
  readonly sinceMs: number;
  readonly thread: string | undefined;
}

async function find(client: WebClient, ownBot: () => Promise<string | undefined>, search: Search): Promise<string | undefined> {
  const { channel, key, sinceMs, thread } = search;
  const bot = await ownBot();
  const asked = { channel, oldest: String((sinceMs - SEARCH_MARGIN_MS) / 1000), limit: 200, include_all_metadata: true };
  let cursor: string | undefined;
  do {
    const on = cursor ? { cursor } : {};
    const page =
      thread === undefined
        ? await client.conversations.history({ ...asked, ...on })
        : await client.conversations.replies({ ...asked, ts: thread, ...on });
    for (const raw of page.messages ?? []) {
      const message = historyMessage.safeParse(raw);
      if (!message.success) continue;
      const { metadata, bot_id: author, ts } = message.data;
      const ours = author === undefined || bot === undefined || author === bot;
      if (ours && metadata?.event_type === DELIVERY_EVENT && metadata.event_payload.key === key) return ts;
    }
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return undefined;
}

/** The result of the first success, kept; a failure is tried again at the next call. */
function remembered<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => {
    value ??= load().catch((error: unknown) => {
      value = undefined;
      throw error;
    });
    return value;
  };
}
