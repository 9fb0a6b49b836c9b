import { limits } from '../limits.js';
import type { Message } from '../model.js';
import type { State } from '../state.js';
import { micros } from '../timestamps.js';
import { type Arguments, destination, type Method, pageOf, pageSize, Refusal, refusalWith, visibleChannel } from './call.js';
import { channelShape, directShape, listedDirectShape, membersOf, messageShape, within } from './shapes.js';

const inRange = (args: Arguments): ((message: Message) => boolean) => {
  const [oldest, latest] = [args.text('oldest'), args.text('latest')];
  if (oldest !== '' && Number.isNaN(micros(oldest))) throw new Refusal('invalid_ts_oldest');
  if (latest !== '' && Number.isNaN(micros(latest))) throw new Refusal('invalid_ts_latest');
  return (message) => within(message.ts, oldest, latest, args.flag('inclusive'));
};

const cursorAt = (cursor: string): number | undefined => {
  if (cursor === '') return undefined;
  const at = /^next_ts:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1];
  if (at === undefined) throw new Refusal('invalid_cursor');
  return Number(at);
};

/** A page of messages; as Slack's does, the cursor names the next message, so that new ones move nothing. */
const page = (found: readonly Message[], args: Arguments, sizes: { readonly page: number; readonly most: number }, newestFirst: boolean) => {
  const limit = pageSize(args, sizes.page, sizes.most, refusalWith('invalid_arguments', ['must be greater than 0 [json-pointer:/limit]']));
  const from = cursorAt(args.text('cursor'));
  const left = from === undefined ? found : found.filter(({ ts }) => (newestFirst ? micros(ts) <= from : micros(ts) >= from));
  const next = left[limit];
  const cursor = next && Buffer.from(`next_ts:${micros(next.ts)}`).toString('base64');
  return { items: left.slice(0, limit), rest: { has_more: next !== undefined, ...(cursor ? { response_metadata: { next_cursor: cursor } } : {}) } };
};

const history: Method = (args, { state, base }) => {
  const channel = destination(state, args.text('channel'), 'read');
  const found = state
    .messages(channel)
    .filter((message) => message.visibleTo === undefined && (message.thread === undefined || message.broadcast))
    .filter(inRange(args))
    .reverse();
  const { items, rest } = page(found, args, limits.history, true);
  const withMetadata = args.flag('include_all_metadata');
  return { messages: items.map((message) => messageShape(state, base(), message, withMetadata)), ...rest, pin_count: 0 };
};

const replies: Method = (args, { state, base }) => {
  const channel = destination(state, args.text('channel'), 'read');
  const asked = state.message(channel, args.text('ts'));
  const parent = asked?.thread === undefined ? asked : state.message(channel, asked.thread);
  if (!parent || parent.visibleTo !== undefined) throw new Refusal('thread_not_found');
  const chosen = inRange(args);
  const answers = state
    .messages(channel)
    .filter((message) => message.thread === parent.ts && message.visibleTo === undefined)
    .filter(chosen);
  const { items, rest } = page([parent, ...answers], args, limits.replies, false);
  const withMetadata = args.flag('include_all_metadata');
  return { messages: items.map((message) => messageShape(state, base(), message, withMetadata)), ...rest };
};

const info: Method = (args, { state }) => {
  const id = args.text('channel');
  const direct = state.directUser(id);
  const locale = args.flag('include_locale') ? { locale: direct?.locale ?? 'en-US' } : {};
  if (direct) return { channel: { ...directShape(state, direct), ...locale } };
  const channel = visibleChannel(state, id);
  const members = args.flag('include_num_members') ? { num_members: membersOf(state, channel) } : {};
  return { channel: { ...channelShape(state, channel), ...members, ...locale } };
};

const kinds = ['public_channel', 'private_channel', 'mpim', 'im'];

type Listing = 'all' | 'of the bot' | 'of a person';

const listed = (state: State, args: Arguments, listing: Listing) => {
  const types = (args.text('types') || 'public_channel').split(',').map((type) => type.trim());
  if (types.some((type) => !kinds.includes(type))) throw new Refusal('invalid_types');
  const channels = state.workspace.channels
    .filter((channel) => types.includes(channel.private ? 'private_channel' : 'public_channel'))
    .filter((channel) => state.botIsMember(channel.id) || (!channel.private && listing !== 'of the bot'))
    .filter((channel) => !(args.flag('exclude_archived') && channel.archived))
    .map((channel) => {
      const { is_member, ...shape } = channelShape(state, channel);
      return listing === 'all' ? { ...shape, is_member, num_members: membersOf(state, channel) } : shape;
    });
  const directs = types.includes('im') ? state.workspace.users.map((user) => listedDirectShape(state, user)) : [];
  const { items, next } = pageOf([...channels, ...directs], args.text('cursor'), pageSize(args, 100, 1_000, new Refusal('invalid_limit')));
  return { channels: items, response_metadata: { next_cursor: next } };
};

const list: Method = (args, { state }) => listed(state, args, 'all');

const ofUser: Method = (args, { state }) => {
  const user = args.text('user');
  if (user !== '' && user !== state.workspace.bot.userId && !state.user(user))
    throw refusalWith('invalid_arguments', ['invalid `user` [json-pointer:/user]']);
  // Everybody of the workspace is in every channel; of the private ones the bot knows its own only.
  return listed(state, args, user === '' || user === state.workspace.bot.userId ? 'of the bot' : 'of a person');
};

const open: Method = (args, { state }) => {
  const channel = args.text('channel');
  const users = args.text('users').split(',').filter(Boolean);
  if (channel === '' && users.length === 0) throw new Refusal('users_list_not_supplied');
  if (users.length > 1) throw new Refusal('invalid_user_combination');
  const user = channel === '' ? state.user(users[0] ?? '') : state.directUser(channel);
  if (!user) throw new Refusal(channel === '' ? 'user_not_found' : 'channel_not_found');
  const id = state.directChannel(user.id);
  return { no_op: true, already_open: true, channel: args.flag('return_im') ? directShape(state, user) : { id } };
};

const join: Method = (args, { state }) => {
  const id = args.text('channel');
  if (state.directUser(id)) throw new Refusal('method_not_supported_for_channel_type');
  const channel = visibleChannel(state, id);
  if (channel.archived) throw new Refusal('is_archived');
  const already = state.botIsMember(id);
  if (!already) state.join(id);
  return {
    channel: channelShape(state, channel),
    ...(already ? { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } } : {}),
  };
};

/** The methods that read, list and open conversations. */
export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.history': history,
  'conversations.replies': replies,
  'conversations.info': info,
  'conversations.list': list,
  'conversations.open': open,
  'conversations.join': join,
  'users.conversations': ofUser,
};
