import type { Fields } from '../blocks/check.js';
import type { Channel, Message, StoredFile, User, View } from '../model.js';
import type { State } from '../state.js';
import { micros } from '../timestamps.js';

/** The bot as bots.info shows it. */
export const botShape = ({ workspace: { bot, appId } }: State): Fields => ({
  id: bot.botId,
  app_id: appId,
  user_id: bot.userId,
  name: bot.name,
  deleted: false,
  updated: 0,
  icons: {},
});

const botProfile = (state: State): Fields => {
  const { user_id, ...profile } = botShape(state);
  return { ...profile, team_id: state.workspace.id };
};

const threadFields = (state: State, message: Message): Fields => {
  if (message.thread !== undefined) return { thread_ts: message.thread };
  const replies = state.messages(message.channel).filter((reply) => reply.thread === message.ts && reply.visibleTo === undefined);
  if (replies.length === 0) return {};
  const writers = [...new Set(replies.map((reply) => reply.user))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: writers.length,
    reply_users: writers,
    latest_reply: replies.at(-1)?.ts,
    is_locked: false,
    subscribed: false,
  };
};

/** A message as the Web API shows it; its metadata only when asked for. */
export const messageShape = (state: State, base: string, message: Message, withMetadata = false): Fields => {
  const byBot = message.user === state.workspace.bot.userId;
  const files = (message.files ?? []).flatMap((id) => state.file(id) ?? []).map((file) => fileShape(state, base, file));
  return {
    type: 'message',
    ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
    user: message.user,
    ...(byBot ? { bot_id: state.workspace.bot.botId, app_id: state.workspace.appId, bot_profile: botProfile(state) } : {}),
    ...(message.clientMessageId ? { client_msg_id: message.clientMessageId } : {}),
    ...(message.username ? { username: message.username } : {}),
    ts: message.ts,
    text: message.text,
    team: state.workspace.id,
    ...(message.blocks ? { blocks: message.blocks } : {}),
    ...(message.attachments ? { attachments: message.attachments } : {}),
    ...(files.length > 0 ? { files, upload: !byBot, ...(byBot ? {} : { display_as_bot: false }) } : {}),
    ...(message.edited ? { edited: { user: message.user, ts: message.edited } } : {}),
    ...(message.reactions ? { reactions: message.reactions.map((reaction) => ({ ...reaction, count: reaction.users.length })) } : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
    ...threadFields(state, message),
  };
};

/** A file as the Web API shows it: what processing finds out is missing until it is over. */
export const fileShape = (state: State, base: string, file: StoredFile): Fields => {
  const ready = state.processed(file);
  const folder = `${base}/files-pri/${state.workspace.id}-${file.id}`;
  const name = encodeURIComponent(file.name);
  const address = `${folder}/${name}`;
  const isImage = ready && file.mimetype?.startsWith('image/') === true;
  return {
    id: file.id,
    created: Math.floor(file.createdAt / 1_000),
    timestamp: Math.floor(file.createdAt / 1_000),
    name: file.name,
    title: file.title,
    mimetype: ready ? (file.mimetype ?? 'application/octet-stream') : '',
    filetype: ready ? (file.name.split('.').at(-1) ?? '') : '',
    pretty_type: '',
    user: file.user ?? state.workspace.bot.userId,
    user_team: state.workspace.id,
    editable: false,
    size: file.length,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: file.channels.some((id) => state.channel(id)?.private !== true && state.channel(id) !== undefined),
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: address,
    url_private_download: `${folder}/download/${name}`,
    permalink: `${base}/files/${state.workspace.id}/${file.id}`,
    ...(file.altText === undefined ? {} : { alt_txt: file.altText }),
    ...(isImage ? { thumb_64: address, thumb_80: address, thumb_360: address, thumb_360_w: file.width, thumb_360_h: file.height } : {}),
    ...(isImage ? { original_w: file.width, original_h: file.height } : {}),
    channels: file.channels.filter((id) => id.startsWith('C')),
    groups: [],
    ims: file.channels.filter((id) => id.startsWith('D')),
    comments_count: 0,
    is_starred: false,
    has_more_shares: false,
    has_rich_preview: false,
    file_access: 'visible',
  };
};

const offsetSeconds = (zone: string, at: number): number => {
  const named = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at);
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(named.find((part) => part.type === 'timeZoneName')?.value ?? '');
  return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 3_600 + Number(match[3]) * 60) : 0;
};

/** A person as the Web API shows them. */
export const userShape = (state: State, user: User, withLocale: boolean): Fields => ({
  id: user.id,
  team_id: state.workspace.id,
  name: user.name,
  deleted: false,
  real_name: user.realName,
  tz: user.zone,
  tz_label: user.zone,
  tz_offset: offsetSeconds(user.zone, state.now()),
  profile: { real_name: user.realName, display_name: user.realName, title: user.role, team: state.workspace.id },
  is_admin: user.role === 'owner',
  is_owner: user.role === 'owner',
  is_primary_owner: user.role === 'owner',
  is_restricted: false,
  is_ultra_restricted: false,
  is_bot: false,
  is_app_user: false,
  updated: 0,
  ...(withLocale ? { locale: user.locale } : {}),
});

/** The bot as a user of the Web API. */
export const botUserShape = (state: State): Fields => {
  const { bot, id } = state.workspace;
  const name = bot.name.toLowerCase();
  return {
    id: bot.userId,
    team_id: id,
    name,
    deleted: false,
    real_name: bot.name,
    profile: { real_name: bot.name, bot_id: bot.botId, api_app_id: state.workspace.appId },
    is_bot: true,
    is_app_user: false,
    updated: 0,
  };
};

/** A channel as the Web API shows it. */
export const channelShape = (state: State, channel: Channel): Fields => ({
  id: channel.id,
  name: channel.name,
  name_normalized: channel.name,
  is_channel: !channel.private,
  is_group: channel.private === true,
  is_im: false,
  is_mpim: false,
  is_private: channel.private === true,
  is_archived: channel.archived === true,
  is_general: false,
  is_shared: false,
  is_ext_shared: false,
  is_org_shared: false,
  is_member: state.botIsMember(channel.id),
  created: 0,
  creator: state.workspace.users[0]?.id,
  context_team_id: state.workspace.id,
  topic: { value: channel.topic, creator: '', last_set: 0 },
  purpose: { value: '', creator: '', last_set: 0 },
});

/** How many are in a channel: everybody, and the bot where it is. */
export const membersOf = (state: State, channel: Channel): number => state.workspace.users.length + (state.botIsMember(channel.id) ? 1 : 0);

/** A talk between the bot and one user as lists show it. */
export const listedDirectShape = (state: State, user: User): Fields => ({
  id: state.directChannel(user.id),
  created: 0,
  is_archived: false,
  is_im: true,
  is_org_shared: false,
  context_team_id: state.workspace.id,
  user: user.id,
  is_user_deleted: false,
});

/** A talk between the bot and one user as it is shown alone. */
export const directShape = (state: State, user: User): Fields => ({
  ...listedDirectShape(state, user),
  is_open: true,
  last_read: '0000000000.000000',
  latest: state.messages(state.directChannel(user.id)).at(-1)?.ts ?? null,
});

/** A view as the Web API and the payloads show it, with what the user has entered. */
export const viewShape = (state: State, view: View, values: Fields): Fields => ({
  id: view.id,
  team_id: state.workspace.id,
  type: view.content.type,
  blocks: view.blocks,
  private_metadata: view.content.private_metadata ?? '',
  callback_id: view.content.callback_id ?? '',
  external_id: view.content.external_id ?? '',
  state: { values },
  hash: view.hash,
  title: view.content.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
  submit: view.content.submit ?? null,
  close: view.content.close ?? null,
  clear_on_close: view.content.clear_on_close ?? false,
  notify_on_close: view.content.notify_on_close ?? false,
  previous_view_id: view.previous ?? null,
  root_view_id: view.root,
  app_id: state.workspace.appId,
  app_installed_team_id: state.workspace.id,
  bot_id: state.workspace.bot.botId,
});

/** Says whether a timestamp lies in the range that a call names; a missing end is open. */
export const within = (ts: string, oldest: string, latest: string, inclusive: boolean): boolean => {
  const at = micros(ts);
  const from = oldest === '' ? 0 : micros(oldest);
  const to = latest === '' ? Number.POSITIVE_INFINITY : micros(latest);
  return inclusive ? at >= from && at <= to : at > from && at < to;
};
