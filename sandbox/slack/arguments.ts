/** How the value of an argument reads. */
export type ArgumentKind = 'string' | 'boolean' | 'number' | 'json';

/** One method as documented: its arguments (`!` marks the required), the scopes of a bot that call for it, and its calls a minute. */
export interface MethodFacts {
  readonly args: Readonly<Record<string, ArgumentKind | `${ArgumentKind}!`>>;
  /** Any one of these is enough. */
  readonly scopes: readonly string[];
  readonly perMinute: number;
}

const tier = { one: 1, two: 20, three: 50, four: 100, special: 600 } as const;
const read = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
const history = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];
const open = ['channels:manage', 'groups:write', 'im:write', 'mpim:write'];
const page = { cursor: 'string', limit: 'number', team_id: 'string' } as const;
const method = (perMinute: number, scopes: readonly string[], args: MethodFacts['args']): MethodFacts => ({ perMinute, scopes, args });

const content = {
  as_user: 'boolean',
  attachments: 'json',
  blocks: 'json',
  link_names: 'boolean',
  markdown_text: 'string',
  parse: 'string',
  text: 'string',
} as const;
const range = {
  channel: 'string!',
  cursor: 'string',
  include_all_metadata: 'boolean',
  inclusive: 'boolean',
  latest: 'string',
  limit: 'number',
  oldest: 'string',
} as const;

/**
 * The documented arguments of every method the sandbox has (docs.slack.dev as mirrored 2026-05-26, read 2026-11-25).
 * Two more are accepted everywhere: `token`, and `team_id`, which Bolt 5.1.0 makes every listener's client send.
 */
export const methods: Readonly<Record<string, MethodFacts>> = {
  'api.test': method(tier.four, [], { error: 'string' }),
  'auth.test': method(tier.special, [], {}),
  'apps.connections.open': method(tier.one, [], {}),
  'bots.info': method(tier.three, ['users:read'], { bot: 'string', team_id: 'string' }),
  'chat.postMessage': method(tier.special, ['chat:write'], {
    ...content,
    channel: 'string!',
    current_draft_last_updated_ts: 'string',
    icon_emoji: 'string',
    icon_url: 'string',
    metadata: 'json',
    mrkdwn: 'boolean',
    reply_broadcast: 'boolean',
    thread_ts: 'string',
    unfurl_links: 'boolean',
    unfurl_media: 'boolean',
    username: 'string',
  }),
  'chat.update': method(tier.three, ['chat:write'], {
    ...content,
    channel: 'string!',
    file_ids: 'json',
    metadata: 'json',
    reply_broadcast: 'boolean',
    ts: 'string!',
    unfurled_attachments: 'json',
  }),
  'chat.postEphemeral': method(tier.four, ['chat:write'], {
    ...content,
    channel: 'string!',
    icon_emoji: 'string',
    icon_url: 'string',
    thread_ts: 'string',
    user: 'string!',
    username: 'string',
  }),
  'chat.delete': method(tier.three, ['chat:write'], { as_user: 'boolean', channel: 'string!', ts: 'string!' }),
  'chat.getPermalink': method(tier.special, [], { channel: 'string!', message_ts: 'string!' }),
  'conversations.history': method(tier.three, history, range),
  'conversations.replies': method(tier.three, history, { ...range, ts: 'string!' }),
  'conversations.info': method(tier.three, read, { channel: 'string!', include_locale: 'boolean', include_num_members: 'boolean' }),
  'conversations.list': method(tier.two, read, { ...page, exclude_archived: 'boolean', types: 'string' }),
  'conversations.open': method(tier.three, open, { channel: 'string', prevent_creation: 'boolean', return_im: 'boolean', users: 'string' }),
  'conversations.join': method(tier.three, ['channels:join'], { channel: 'string!' }),
  'users.info': method(tier.four, ['users:read'], { include_locale: 'boolean', user: 'string!' }),
  'users.list': method(tier.two, ['users:read'], { ...page, include_locale: 'boolean' }),
  'users.conversations': method(tier.three, read, { ...page, exclude_archived: 'boolean', types: 'string', user: 'string' }),
  'views.open': method(tier.four, [], { interactivity_pointer: 'string', trigger_id: 'string', view: 'json!' }),
  'views.push': method(tier.four, [], { interactivity_pointer: 'string', trigger_id: 'string', view: 'json!' }),
  'views.update': method(tier.four, [], { external_id: 'string', hash: 'string', view: 'json!', view_id: 'string' }),
  'views.publish': method(tier.four, [], { hash: 'string', user_id: 'string!', view: 'json!' }),
  'files.getUploadURLExternal': method(tier.four, ['files:write'], {
    alt_txt: 'string',
    filename: 'string!',
    length: 'number!',
    snippet_type: 'string',
  }),
  'files.completeUploadExternal': method(tier.four, ['files:write'], {
    blocks: 'json',
    channel_id: 'string',
    channels: 'string',
    files: 'json!',
    initial_comment: 'string',
    thread_ts: 'string',
  }),
  'files.info': method(tier.four, ['files:read'], { count: 'number', cursor: 'string', file: 'string!', limit: 'number', page: 'number' }),
  'reactions.add': method(tier.three, ['reactions:write'], { channel: 'string!', name: 'string!', timestamp: 'string!' }),
};
