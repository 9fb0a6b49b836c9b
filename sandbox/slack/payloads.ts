import { randomUUID } from 'node:crypto';
import type { Fields } from './blocks/check.js';
import type { Message, User, View } from './model.js';
import type { State } from './state.js';
import { messageShape, viewShape } from './web-api/shapes.js';

/** The name of a channel as payloads give it. */
const channelName = (state: State, id: string): string => state.channel(id)?.name ?? 'directmessage';

const appFields = (state: State): Fields => ({ api_app_id: state.workspace.appId, token: 'sandbox-verification-token' });

const interactionFields = (state: State, user: User): Fields => ({
  ...appFields(state),
  team: { id: state.workspace.id, domain: state.workspace.domain },
  user: { id: user.id, username: user.name, name: user.name, team_id: state.workspace.id },
  enterprise: null,
  is_enterprise_install: false,
});

/** What a slash command sends. */
export const commandPayload = (
  state: State,
  given: {
    readonly user: User;
    readonly channel: string;
    readonly command: string;
    readonly text: string;
    readonly trigger: string;
    readonly responseUrl: string;
  },
): Fields => ({
  ...appFields(state),
  team_id: state.workspace.id,
  team_domain: state.workspace.domain,
  channel_id: given.channel,
  channel_name: channelName(state, given.channel),
  user_id: given.user.id,
  user_name: given.user.name,
  command: given.command,
  text: given.text,
  is_enterprise_install: 'false',
  response_url: given.responseUrl,
  trigger_id: given.trigger,
});

/** What a global shortcut sends: it has neither a channel nor a response_url. */
export const shortcutPayload = (state: State, given: { readonly user: User; readonly callbackId: string; readonly trigger: string }): Fields => ({
  type: 'shortcut',
  ...interactionFields(state, given.user),
  action_ts: state.nextTs(),
  callback_id: given.callbackId,
  trigger_id: given.trigger,
});

/** Where an interactive element stands: in a message, in a modal or on the Home tab. */
export type Place =
  | { readonly kind: 'message'; readonly message: Message; readonly values: Fields }
  | { readonly kind: 'view'; readonly view: View; readonly values: Fields };

/** What clicking or choosing an element sends. */
export const actionPayload = (
  state: State,
  given: {
    readonly user: User;
    readonly place: Place;
    readonly action: Fields;
    readonly trigger: string;
    readonly responseUrl: string;
    readonly base: string;
  },
): Fields => {
  const shared = { type: 'block_actions', ...interactionFields(state, given.user), trigger_id: given.trigger, actions: [given.action] };
  if (given.place.kind === 'view') {
    const { view, values } = given.place;
    return { ...shared, container: { type: 'view', view_id: view.id }, view: viewShape(state, view, values) };
  }
  const { message, values } = given.place;
  const ephemeral = message.visibleTo !== undefined;
  const thread = message.thread === undefined ? {} : { thread_ts: message.thread };
  return {
    ...shared,
    container: { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral: ephemeral, ...thread },
    channel: { id: message.channel, name: channelName(state, message.channel) },
    ...(ephemeral ? {} : { message: messageShape(state, given.base, message) }),
    state: { values },
    response_url: given.responseUrl,
  };
};

/** What submitting or closing a modal sends. */
export const viewPayload = (
  state: State,
  given: {
    readonly type: 'view_submission' | 'view_closed';
    readonly user: User;
    readonly view: View;
    readonly values: Fields;
    readonly trigger: string;
  },
): Fields => ({
  type: given.type,
  ...interactionFields(state, given.user),
  ...(given.type === 'view_submission' ? { trigger_id: given.trigger, response_urls: [] } : { is_cleared: false }),
  view: viewShape(state, given.view, given.values),
});

const eventEnvelope = (state: State, event: Fields): Fields => ({
  ...appFields(state),
  team_id: state.workspace.id,
  context_team_id: state.workspace.id,
  context_enterprise_id: null,
  event,
  type: 'event_callback',
  event_id: `Ev${randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`,
  event_time: Math.floor(state.now() / 1_000),
  authorizations: [
    { enterprise_id: null, team_id: state.workspace.id, user_id: state.workspace.bot.userId, is_bot: true, is_enterprise_install: false },
  ],
  is_ext_shared_channel: false,
  event_context: `4-${randomUUID()}`,
});

/** An event under the name by which an app subscribes to it. */
export interface NamedEvent {
  readonly name: string;
  readonly payload: Fields;
}

/**
 * The events that a person's message causes: `message`, `app_mention` when it names the bot in a channel, and `file_shared` for each of its files.
 * With files the message has a subtype and no team (slack-api-specs#62, 2026-11-25).
 */
export const messageEvents = (state: State, message: Message, base: string): readonly NamedEvent[] => {
  const direct = state.directUser(message.channel) !== undefined;
  const { files, upload, display_as_bot } = messageShape(state, base, message);
  const withFiles = files === undefined ? { team: state.workspace.id } : { files, upload, display_as_bot };
  const shared = {
    user: message.user,
    ts: message.ts,
    client_msg_id: message.clientMessageId,
    text: message.text,
    ...withFiles,
    ...(message.thread === undefined ? {} : { thread_ts: message.thread, parent_user_id: state.message(message.channel, message.thread)?.user }),
    blocks: message.blocks,
    channel: message.channel,
    event_ts: message.ts,
  };
  const type = direct ? 'im' : state.channel(message.channel)?.private ? 'group' : 'channel';
  const named = (name: string, event: Fields): NamedEvent => ({ name, payload: eventEnvelope(state, event) });
  const subtype = files === undefined ? {} : { subtype: 'file_share' };
  const mentioned = !direct && message.text.includes(`<@${state.workspace.bot.userId}>`);
  return [
    named(subscriptions[type], { type: 'message', ...subtype, ...shared, channel_type: type }),
    ...(mentioned ? [named('app_mention', { type: 'app_mention', ...shared })] : []),
    ...(message.files ?? []).map((id) => named('file_shared', fileShared(message, id))),
  ];
};

const subscriptions = { im: 'message.im', group: 'message.groups', channel: 'message.channels' } as const;

const fileShared = ({ user, channel, ts }: Message, id: string): Fields => ({
  type: 'file_shared',
  file_id: id,
  user_id: user,
  file: { id },
  channel_id: channel,
  event_ts: ts,
});

/** The event that opening the bot's Home or Messages tab causes. */
export const homeOpened = (state: State, user: User, tab: 'home' | 'messages'): Fields => {
  const view = state.home(user.id);
  return eventEnvelope(state, {
    type: 'app_home_opened',
    user: user.id,
    channel: state.directChannel(user.id),
    event_ts: state.nextTs(),
    tab,
    ...(view && tab === 'home' ? { view: viewShape(state, view, {}) } : {}),
  });
};
