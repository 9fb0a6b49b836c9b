import { contentOf } from '../content.js';
import { limits } from '../limits.js';
import type { Message } from '../model.js';
import type { State } from '../state.js';
import { micros } from '../timestamps.js';
import { type Arguments, destination, type Method, Refusal, visibleChannel } from './call.js';
import { messageShape } from './shapes.js';

const threadOf = (state: State, channel: string, args: Arguments): string | undefined => {
  const thread = args.text('thread_ts');
  if (thread === '') return undefined;
  const parent = state.message(channel, thread);
  // A reply to a reply goes to the thread of that reply, and an unknown parent is refused.
  if (!parent || parent.visibleTo !== undefined) throw new Refusal('cannot_reply_to_message');
  return parent.thread ?? parent.ts;
};

const postMessage: Method = (args, { state, base }) => {
  const channel = destination(state, args.text('channel'), 'write');
  const content = contentOf(state, args);
  const thread = threadOf(state, channel, args);
  const username = args.text('username');
  const message: Message = {
    ...content,
    channel,
    ts: state.nextTs(),
    user: state.workspace.bot.userId,
    ...(thread === undefined ? {} : { thread }),
    ...(thread !== undefined && args.flag('reply_broadcast') ? { broadcast: true } : {}),
    ...(username === '' ? {} : { username }),
  };
  state.putMessage(message);
  return { channel, ts: message.ts, message: messageShape(state, base(), message) };
};

const own = (state: State, channel: string, ts: string, refused: string): Message => {
  const message = state.message(channel, ts);
  if (!message || message.visibleTo !== undefined) throw new Refusal('message_not_found');
  if (message.user !== state.workspace.bot.userId) throw new Refusal(refused);
  return message;
};

const knownChannel = (state: State, id: string): string => (state.directUser(id) ? id : visibleChannel(state, id).id);

const update: Method = (args, { state, base }) => {
  const channel = knownChannel(state, args.text('channel'));
  const old = own(state, channel, args.text('ts'), 'cant_update_message');
  const content = contentOf(state, args, limits.message.updateText);
  const { blocks, attachments, metadata, edited, ...kept } = old;
  // With text alone the blocks go; without metadata the old one stays (documented, 2026-11-25).
  const message: Message = {
    ...kept,
    text: args.has('text') || args.has('markdown_text') ? content.text : old.text,
    ...(content.blocks ? { blocks: content.blocks } : {}),
    ...(args.has('attachments') ? { attachments: content.attachments } : attachments ? { attachments } : {}),
    ...(args.has('metadata') ? { metadata: content.metadata } : metadata ? { metadata } : {}),
    ...(content.blocks ? (edited ? { edited } : {}) : { edited: state.nextTs() }),
  };
  state.putMessage(message);
  return { channel, ts: message.ts, text: message.text, message: messageShape(state, base(), message) };
};

const postEphemeral: Method = (args, { state }) => {
  const channel = destination(state, args.text('channel'), 'write');
  const user = state.user(args.text('user'));
  if (!user || (channel.startsWith('D') && state.directUser(channel)?.id !== user.id)) throw new Refusal('user_not_in_channel');
  const content = contentOf(state, args, limits.message.ephemeralText);
  const thread = threadOf(state, channel, args);
  const ts = state.nextTs();
  state.putMessage({
    ...content,
    channel,
    ts,
    user: state.workspace.bot.userId,
    visibleTo: user.id,
    ...(thread === undefined ? {} : { thread }),
  });
  return { message_ts: ts };
};

const remove: Method = (args, { state }) => {
  const channel = knownChannel(state, args.text('channel'));
  const message = own(state, channel, args.text('ts'), 'cant_delete_message');
  state.deleteMessage(channel, message.ts);
  return { channel, ts: message.ts };
};

const getPermalink: Method = (args, { state, base }) => {
  const channel = knownChannel(state, args.text('channel'));
  const message = state.message(channel, args.text('message_ts'));
  if (!message || message.visibleTo !== undefined) throw new Refusal('message_not_found');
  const thread = message.thread === undefined ? '' : `?thread_ts=${message.thread}&cid=${channel}`;
  return { channel, permalink: `${base()}/archives/${channel}/p${message.ts.replace('.', '')}${thread}` };
};

const addReaction: Method = (args, { state }) => {
  const channel = destination(state, args.text('channel'), 'write');
  const name = args.text('name').replaceAll(':', '');
  if (!/^[a-z0-9_+\-']+$/.test(name)) throw new Refusal('invalid_name');
  if (Number.isNaN(micros(args.text('timestamp')))) throw new Refusal('bad_timestamp');
  const message = state.message(channel, args.text('timestamp'));
  if (!message || message.visibleTo !== undefined) throw new Refusal('message_not_found');
  const bot = state.workspace.bot.userId;
  const reactions = message.reactions ?? [];
  const same = reactions.find((reaction) => reaction.name === name);
  if (same?.users.includes(bot)) throw new Refusal('already_reacted');
  const added = { name, users: [...(same?.users ?? []), bot] };
  state.putMessage({ ...message, reactions: [...reactions.filter((reaction) => reaction !== same), added] });
  return {};
};

/** The methods that write messages. */
export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.postEphemeral': postEphemeral,
  'chat.delete': remove,
  'chat.getPermalink': getPermalink,
  'reactions.add': addReaction,
};
