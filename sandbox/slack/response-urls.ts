import { randomBytes } from 'node:crypto';
import type { Fields } from './blocks/check.js';
import { contentOf } from './content.js';
import { limits } from './limits.js';
import type { Message } from './model.js';
import type { State } from './state.js';
import { argumentsOf, Refusal } from './web-api/call.js';

/** The addresses at which the app may answer an interaction: five times within thirty minutes. */
export interface ResponseUrls {
  /** A new path, bound to a user and channel, and to the message that was clicked. */
  readonly issue: (user: string, channel: string, origin?: Message) => string;
  /** Does what an answer asks for; the status and the text to send back. */
  readonly answer: (key: string, body: Fields) => { readonly status: number; readonly text: string };
}

interface Issued {
  readonly user: string;
  readonly channel: string;
  readonly origin: Message | undefined;
  readonly until: number;
  uses: number;
}

const documented = new Set([
  'text',
  'blocks',
  'attachments',
  'response_type',
  'replace_original',
  'delete_original',
  'thread_ts',
  'metadata',
  'unfurl_links',
  'unfurl_media',
  'mrkdwn',
  'parse',
  'link_names',
]);

const perform = (state: State, issued: Issued, body: Fields): void => {
  const unknown = Object.keys(body).find((name) => !documented.has(name));
  if (unknown !== undefined)
    throw new Refusal('invalid_arguments', { response_metadata: { messages: [`[ERROR] invalid additional property: ${unknown}`] } });
  const origin = issued.origin && state.message(issued.channel, issued.origin.ts);
  if (body.delete_original === true) {
    if (origin) state.deleteMessage(origin.channel, origin.ts);
    return;
  }
  const content = contentOf(state, argumentsOf(body));
  if (body.replace_original === true && origin) {
    const { blocks, attachments, edited, ...kept } = origin;
    state.putMessage({ ...kept, ...content });
    return;
  }
  postAnswer(state, issued.user, issued.channel, body, content);
};

/** Posts what an acknowledgement or a response_url says: to the user alone unless `in_channel` is asked for. */
export const postAnswer = (state: State, user: string, channel: string, body: Fields, content = contentOf(state, argumentsOf(body))): void => {
  const thread = typeof body.thread_ts === 'string' && body.thread_ts !== '' ? { thread: body.thread_ts } : {};
  const visible = body.response_type === 'in_channel' ? {} : { visibleTo: user };
  state.putMessage({ ...content, channel, ts: state.nextTs(), user: state.workspace.bot.userId, ...thread, ...visible });
};

/** Opens the host of the response addresses. */
export const openResponseUrls = (state: State): ResponseUrls => {
  const all = new Map<string, Issued>();
  return {
    issue: (user, channel, origin) => {
      const key = randomBytes(24).toString('base64url');
      all.set(key, { user, channel, origin, until: state.now() + limits.responseUrl.lifeMs, uses: 0 });
      return `/commands/${state.workspace.id}/${key}`;
    },
    answer: (key, body) => {
      const issued = all.get(key);
      if (!issued || state.now() > issued.until) return { status: 404, text: JSON.stringify({ ok: false, error: 'expired_url' }) };
      if (issued.uses >= limits.responseUrl.uses) return { status: 404, text: JSON.stringify({ ok: false, error: 'used_url' }) };
      issued.uses += 1;
      try {
        perform(state, issued, body);
        return { status: 200, text: 'ok' };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { status: 400, text: JSON.stringify({ ok: false, error: error.message, ...error.details }) };
      }
    },
  };
};
