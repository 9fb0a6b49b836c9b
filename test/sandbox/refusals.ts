import type { Sandbox } from '../../sandbox/slack/server.js';
import { call, type Fields, good, homeTab, type Listener, modal, openListener, openPlaces, places, post, uploadFile } from './http.js';
import { ayu, bima, laporan, png } from './rig.js';

/** What the refused calls refer to. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly listener: Listener;
  /** A message of the bot in laporan; one of a person; one that ayu alone sees. */
  readonly ours: string;
  readonly theirs: string;
  readonly private: string;
  /** A file whose bytes have not been sent. */
  readonly empty: string;
  readonly file: string;
}

/** A call that is refused: its method, its arguments, and the error that Slack documents for it. */
export interface RefusedCall {
  readonly why: string;
  readonly method: string;
  readonly error: string;
  readonly args: (stage: Stage) => Fields | Promise<Fields>;
}

/** A workspace with messages, a file and an open modal that is named `taken`. */
export const setStage = async (): Promise<Stage> => {
  let now = Date.UTC(2024, 2, 1, 2);
  const clock = (): number => now;
  const sandbox = await openPlaces({ fileProcessingMs: 0, clock });
  const listener = await openListener(sandbox);
  const ours = await post(sandbox, laporan);
  const theirs = sandbox.as(ayu).say(laporan, 'Halo').ts;
  const { message_ts: alone } = await good(sandbox, 'chat.postEphemeral', { channel: laporan, user: ayu, text: 'x' });
  const { file_id: empty } = await good(sandbox, 'files.getUploadURLExternal', { filename: 'a.png', length: 1 });
  const file = await uploadFile(sandbox, png);
  await good(sandbox, 'reactions.add', { channel: laporan, timestamp: ours, name: 'eyes' });
  await good(sandbox, 'views.publish', { user_id: bima, view: homeTab('x') });
  await good(sandbox, 'views.open', { trigger_id: await listener.trigger(bima), view: modal({ external_id: 'taken' }) });
  await good(sandbox, 'views.open', { trigger_id: await listener.trigger(clara), view: modal() });
  for (let turn = 0; turn < 2; turn += 1) await good(sandbox, 'views.push', { trigger_id: await listener.trigger(clara), view: modal() });
  const trigger = async (user: string, age: number): Promise<string> => {
    const issued = await listener.trigger(user);
    now += age;
    return issued;
  };
  return {
    sandbox,
    listener: { ...listener, trigger: (user) => trigger(user, user === late ? 3_001 : 0) },
    ours,
    theirs,
    private: String(alone),
    empty: String(empty),
    file,
  };
};

/** This user has as many modals open as there may be. */
const clara = 'U0MANAGER2';

/** The triggers of this user are used after more than three seconds. */
const late = 'U0OWNER001';

const refused = (method: string, error: string, why: string, args: Fields | RefusedCall['args']): RefusedCall => ({
  method,
  error,
  why,
  args: typeof args === 'function' ? (stage) => args(stage) : () => args,
});

const someText = { text: 'x' };
const nowhere = 'C0NOBODY01';
const tooMany = Array.from({ length: 101 }, () => ({ text: 'x' }));

/** The ways in which a message's content is refused, for the methods that take one. */
const contents = (
  method: string,
  place: RefusedCall['args'],
  names: { readonly attachments: string; readonly markdown: string },
): readonly RefusedCall[] =>
  (
    [
      ['no_text', 'nothing to say', {}],
      ['no_text', 'nothing but spaces', { text: '  ' }],
      ['invalid_blocks', 'a block that Slack does not know', { blocks: [{ type: 'headline' }] }],
      ['invalid_blocks_format', 'blocks that are no JSON', { blocks: '[{' }],
      ['invalid_blocks_format', 'blocks that are no list', { blocks: { type: 'divider' } }],
      [names.attachments, 'attachments that are no JSON', { ...someText, attachments: '[{' }],
      ['too_many_attachments', 'more than a hundred attachments', { attachments: tooMany }],
      ['markdown_text_conflict', 'markdown beside text', { ...someText, markdown_text: 'y' }],
      [names.markdown, 'markdown that is too long', { markdown_text: 'x'.repeat(12_001) }],
    ] as const
  ).map(([error, why, args]) => refused(method, error, why, async (stage) => ({ ...(await place(stage)), ...args })));

const metadata = (method: string, place: RefusedCall['args']): readonly RefusedCall[] =>
  (
    [
      ['invalid_metadata_format', 'metadata that is no JSON', '{'],
      ['invalid_metadata_format', 'metadata that is a list', []],
      ['invalid_metadata_schema', 'metadata without an event_type', { event_payload: {} }],
      ['invalid_metadata_schema', 'metadata without an event_payload', { event_type: 'a' }],
    ] as const
  ).map(([error, why, given]) => refused(method, error, why, async (stage) => ({ ...(await place(stage)), ...someText, metadata: given })));

const inLaporan = (): Fields => ({ channel: laporan });
const ownMessage = ({ ours }: Stage): Fields => ({ channel: laporan, ts: ours });
const forAyu = (): Fields => ({ channel: laporan, user: ayu });

const messages: readonly RefusedCall[] = [
  ...contents('chat.postMessage', inLaporan, { attachments: 'invalid_arguments', markdown: 'msg_blocks_too_long' }),
  ...contents('chat.update', ownMessage, { attachments: 'invalid_attachments', markdown: 'msg_too_long' }),
  ...contents('chat.postEphemeral', forAyu, { attachments: 'invalid_attachments', markdown: 'msg_too_long' }),
  ...metadata('chat.postMessage', inLaporan),
  ...metadata('chat.update', ownMessage),
  ...['chat.postMessage', 'chat.postEphemeral'].flatMap((method) => {
    const user = method === 'chat.postEphemeral' ? { user: ayu } : {};
    return [
      refused(method, 'channel_not_found', 'a channel that is not there', { ...someText, ...user, channel: nowhere }),
      refused(method, 'channel_not_found', 'a private channel without the bot', { ...someText, ...user, channel: places.secret }),
      refused(method, 'not_in_channel', 'a public channel without the bot', { ...someText, ...user, channel: places.open }),
      refused(method, 'is_archived', 'an archived channel', { ...someText, ...user, channel: places.archived }),
      refused(method, 'cannot_reply_to_message', 'a thread that is not there', { ...someText, ...user, channel: laporan, thread_ts: '1.000001' }),
      refused(method, 'cannot_reply_to_message', 'a thread under what one person sees', (stage) => ({
        ...someText,
        ...user,
        channel: laporan,
        thread_ts: stage.private,
      })),
    ];
  }),
  refused('chat.postEphemeral', 'user_not_in_channel', 'a person who is not there', { ...someText, channel: laporan, user: 'U0NOBODY01' }),
  refused('chat.postEphemeral', 'user_not_in_channel', "another person's talk", { ...someText, channel: 'D0MEMBER01', user: bima }),
  refused('chat.postEphemeral', 'msg_too_long', 'a text that is too long', { text: 'x'.repeat(4_001), channel: laporan, user: ayu }),
  refused('chat.update', 'msg_too_long', 'a text that is too long', (stage) => ({ ...ownMessage(stage), text: 'x'.repeat(4_001) })),
  refused('chat.update', 'message_not_found', 'a message that is not there', { ...someText, channel: laporan, ts: '1.000001' }),
  refused('chat.update', 'message_not_found', 'a message that one person sees', (stage) => ({ ...someText, channel: laporan, ts: stage.private })),
  refused('chat.update', 'cant_update_message', "a person's message", ({ theirs }) => ({ ...someText, channel: laporan, ts: theirs })),
  refused('chat.update', 'channel_not_found', 'a channel that is not there', ({ ours }) => ({ ...someText, channel: nowhere, ts: ours })),
  refused('chat.delete', 'message_not_found', 'a message that is not there', { channel: laporan, ts: '1.000001' }),
  refused('chat.delete', 'cant_delete_message', "a person's message", ({ theirs }) => ({ channel: laporan, ts: theirs })),
  refused('chat.delete', 'channel_not_found', 'a channel that is not there', ({ ours }) => ({ channel: nowhere, ts: ours })),
  refused('chat.getPermalink', 'message_not_found', 'a message that is not there', { channel: laporan, message_ts: '1.000001' }),
  refused('chat.getPermalink', 'channel_not_found', 'a private channel without the bot', ({ ours }) => ({
    channel: places.secret,
    message_ts: ours,
  })),
  refused('reactions.add', 'already_reacted', 'the same once more', ({ ours }) => ({ channel: laporan, timestamp: ours, name: 'eyes' })),
  refused('reactions.add', 'invalid_name', 'a name that is none', ({ ours }) => ({ channel: laporan, timestamp: ours, name: 'no such name' })),
  refused('reactions.add', 'message_not_found', 'a message that is not there', { channel: laporan, timestamp: '1.000001', name: 'eyes' }),
  refused('reactions.add', 'bad_timestamp', 'a timestamp that is none', { channel: laporan, timestamp: 'x', name: 'eyes' }),
  refused('reactions.add', 'channel_not_found', 'a public channel without the bot', { channel: places.open, timestamp: '1.000001', name: 'eyes' }),
  refused('reactions.add', 'is_archived', 'an archived channel', { channel: places.archived, timestamp: '1.000001', name: 'eyes' }),
];

const conversations: readonly RefusedCall[] = [
  ...['conversations.history', 'conversations.replies'].flatMap((method) => {
    const ts = (stage: Stage): Fields => (method === 'conversations.replies' ? { ts: stage.ours } : {});
    return [
      refused(method, 'channel_not_found', 'a channel that is not there', (stage) => ({ channel: nowhere, ...ts(stage) })),
      refused(method, 'channel_not_found', 'a private channel without the bot', (stage) => ({ channel: places.secret, ...ts(stage) })),
      refused(method, 'invalid_cursor', 'a cursor that is none', (stage) => ({ channel: laporan, cursor: 'x', ...ts(stage) })),
      refused(method, 'invalid_ts_oldest', 'a beginning that is none', (stage) => ({ channel: laporan, oldest: 'x', ...ts(stage) })),
      refused(method, 'invalid_ts_latest', 'an end that is none', (stage) => ({ channel: laporan, latest: 'x', ...ts(stage) })),
      refused(method, 'invalid_arguments', 'a page of nothing', (stage) => ({ channel: laporan, limit: 0, ...ts(stage) })),
    ];
  }),
  refused('conversations.history', 'not_in_channel', 'a public channel without the bot', { channel: places.open }),
  refused('conversations.replies', 'channel_not_found', 'a public channel without the bot', { channel: places.open, ts: '1.000001' }),
  refused('conversations.replies', 'thread_not_found', 'a message that is not there', { channel: laporan, ts: '1.000001' }),
  refused('conversations.replies', 'thread_not_found', 'a message that one person sees', (stage) => ({ channel: laporan, ts: stage.private })),
  refused('conversations.info', 'channel_not_found', 'a channel that is not there', { channel: nowhere }),
  refused('conversations.info', 'channel_not_found', 'a private channel without the bot', { channel: places.secret }),
  ...['conversations.list', 'users.conversations'].flatMap((method) => [
    refused(method, 'invalid_cursor', 'a cursor that is none', { cursor: 'x' }),
    refused(method, 'invalid_limit', 'a page of nothing', { limit: 0 }),
    refused(method, 'invalid_types', 'a kind that is none', { types: 'public_channel,door' }),
  ]),
  refused('users.conversations', 'invalid_arguments', 'a person who is not there', { user: 'U0NOBODY01' }),
  refused('conversations.open', 'users_list_not_supplied', 'nobody', {}),
  refused('conversations.open', 'user_not_found', 'a person who is not there', { users: 'U0NOBODY01' }),
  refused('conversations.open', 'channel_not_found', 'a talk that is not there', { channel: 'D0NOBODY01' }),
  refused('conversations.open', 'invalid_user_combination', 'two persons', { users: `${ayu},${bima}` }),
  refused('conversations.join', 'channel_not_found', 'a private channel without the bot', { channel: places.secret }),
  refused('conversations.join', 'is_archived', 'an archived channel', { channel: places.archived }),
  refused('conversations.join', 'method_not_supported_for_channel_type', 'a talk', { channel: 'D0MEMBER01' }),
  refused('users.info', 'user_not_found', 'a person who is not there', { user: 'U0NOBODY01' }),
  refused('users.list', 'invalid_cursor', 'a cursor that is none', { cursor: 'x' }),
  refused('users.list', 'invalid_arguments', 'a page of less than nothing', { limit: -5 }),
  refused('bots.info', 'bot_not_found', 'a bot that is not there', { bot: 'B0NOBODY01' }),
];

const long = { type: 'section', text: { type: 'plain_text', text: 'x'.repeat(3_000) } };
const large = Array.from({ length: 90 }, () => long);

const views: readonly RefusedCall[] = [
  refused('views.open', 'view_too_large', 'more than 250 kB', async ({ listener }) => ({
    trigger_id: await listener.trigger(ayu),
    view: modal({ blocks: large }),
  })),
  refused('views.push', 'view_too_large', 'more than 250 kB', async ({ listener }) => ({
    trigger_id: await listener.trigger(bima),
    view: modal({ blocks: large }),
  })),
  refused('views.update', 'view_too_large', 'more than 250 kB', { external_id: 'taken', view: modal({ blocks: large }) }),
  refused('views.publish', 'view_too_large', 'more than 250 kB', { user_id: ayu, view: { type: 'home', blocks: large } }),
  refused('views.push', 'push_limit_reached', 'three modals below', async ({ listener }) => ({
    trigger_id: await listener.trigger(clara),
    view: modal(),
  })),

  ...['views.open', 'views.push'].flatMap((method) => [
    refused(method, 'invalid_trigger_id', 'a trigger that was never given', { trigger_id: '1.2.a', view: modal() }),
    refused(method, 'invalid_arguments', 'no trigger', { view: modal() }),
    refused(method, 'expired_trigger_id', 'a trigger after more than three seconds', async ({ listener }) => ({
      trigger_id: await listener.trigger(late),
      view: modal(),
    })),
    refused(method, 'exchanged_trigger_id', 'a trigger once more', async ({ sandbox, listener }) => {
      const trigger_id = await listener.trigger(bima);
      await good(sandbox, 'views.push', { trigger_id, view: modal() });
      await sandbox.as(bima).closeModal();
      return { trigger_id, view: modal() };
    }),
    refused(method, 'duplicate_external_id', 'a name that another view has', async ({ listener }) => ({
      trigger_id: await listener.trigger(ayu),
      view: modal({ external_id: 'taken' }),
    })),
    refused(method, 'invalid_arguments', 'a Home tab', async ({ listener }) => ({ trigger_id: await listener.trigger(ayu), view: homeTab('x') })),
    refused(method, 'invalid_arguments', 'a view that is no JSON', async ({ listener }) => ({ trigger_id: await listener.trigger(ayu), view: '{' })),
  ]),
  refused('views.push', 'not_found', 'no modal below', async ({ listener }) => ({ trigger_id: await listener.trigger(ayu), view: modal() })),
  refused('views.update', 'not_found', 'a view that is not open', { view_id: 'V0NOBODY01', view: modal() }),
  refused('views.update', 'invalid_arguments', 'no view named', { view: modal() }),
  refused('views.update', 'hash_conflict', 'an old version', { external_id: 'taken', hash: 'old', view: modal({ external_id: 'taken' }) }),
  refused('views.publish', 'hash_conflict', 'an old version', { user_id: bima, hash: 'old', view: homeTab('x') }),
  refused('views.publish', 'invalid_arguments', 'a person who is not there', { user_id: 'U0NOBODY01', view: homeTab('x') }),
  refused('views.publish', 'invalid_arguments', 'a modal', { user_id: ayu, view: modal() }),
  refused('views.publish', 'duplicate_external_id', 'a name that another view has', {
    user_id: ayu,
    view: { ...homeTab('x'), external_id: 'taken' },
  }),
];

const files: readonly RefusedCall[] = [
  refused('files.getUploadURLExternal', 'missing_argument', 'no bytes', { filename: 'a.png', length: 0 }),
  refused('files.getUploadURLExternal', 'invalid_arguments', 'half a byte', { filename: 'a.png', length: 0.5 }),
  refused('files.getUploadURLExternal', 'alt_txt_too_large', 'a description that is too long', {
    filename: 'a.png',
    length: 1,
    alt_txt: 'x'.repeat(1_001),
  }),
  refused('files.completeUploadExternal', 'file_not_found', 'a file that is not there', { files: [{ id: 'F0NOBODY01' }] }),
  refused('files.completeUploadExternal', 'file_not_found', 'a file without its bytes', ({ empty }) => ({ files: [{ id: empty }] })),
  refused('files.completeUploadExternal', 'invalid_arguments', 'no file', { files: [] }),
  ...(
    [
      ['channel_not_found', 'a channel that is not there', { channel_id: nowhere }],
      ['not_in_channel', 'a public channel without the bot', { channel_id: places.open }],
      ['posting_to_channel_denied', 'an archived channel', { channel_id: places.archived }],
      ['invalid_blocks', 'blocks that Slack does not know', { channel_id: laporan, blocks: [{ type: 'headline' }] }],
      ['invalid_blocks', 'blocks that are no JSON', { channel_id: laporan, blocks: '[{' }],
      ['invalid_blocks', 'blocks that are no list', { channel_id: laporan, blocks: { type: 'divider' } }],
      ['channels_limit_exceeded', 'more than a hundred channels', { channels: Array.from({ length: 101 }, () => laporan).join(',') }],
    ] as const
  ).map(([error, why, args]) => refused('files.completeUploadExternal', error, why, ({ file }) => ({ files: [{ id: file }], ...args }))),
  refused('files.info', 'file_not_found', 'a file that is not there', { file: 'F0NOBODY01' }),
  refused('files.info', 'file_not_found', 'a file without its bytes', ({ empty }) => ({ file: empty })),
];

/** Every call that the sandbox refuses for what it asks (wrong tokens, missing and unknown arguments apart). */
export const refusals: readonly RefusedCall[] = [...messages, ...conversations, ...views, ...files];

/** What the sandbox answers to a refused call. */
export const answerTo = async (stage: Stage, { method, args }: RefusedCall): Promise<{ readonly status: number; readonly body: Fields }> =>
  call(stage.sandbox, method, await args(stage));
