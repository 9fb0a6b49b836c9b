import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/slack/server.js';
import { readSpec } from '../support/specs.js';
import { type Fields, fields, good, homeTab, type Listener, modal, openListener, openPlaces, post, uploadFile } from './http.js';
import { ayu, bima, laporan, png } from './rig.js';

/** Every path of a value with the kind of what stands there; the items of a list share a path, and what an app or a person fills in is left out. */
const kinds = (value: unknown, path = ''): readonly (readonly [string, string])[] => {
  if (/(^|\.)(blocks|values|icons|args)$/.test(path)) return [];
  if (Array.isArray(value)) return value.flatMap((item) => kinds(item, `${path}[]`));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) => kinds(inner, path === '' ? name : `${path}.${name}`));
  return value === null ? [] : [[path, typeof value]];
};

/** Fields of today's Slack that the samples (2026-08-07) lack, by their last name. */
const newer = new Set(['context_team_id', 'context_enterprise_id']);

let sandbox: Sandbox;
let listener: Listener;
const answers = new Map<string, Fields>();

beforeAll(async () => {
  sandbox = await openPlaces({ fileProcessingMs: 0 });
  listener = await openListener(sandbox);
  const ask = async (method: string, args: Fields = {}, token = sandbox.botToken): Promise<void> =>
    void answers.set(`api/${method}.json`, await good(sandbox, method, args, { token }));
  await ask('apps.connections.open', {}, sandbox.appToken);
  await ask('auth.test');
  await ask('bots.info');
  const ts = await post(sandbox, laporan);
  await ask('chat.getPermalink', { channel: laporan, message_ts: ts });
  await ask('reactions.add', { channel: laporan, timestamp: ts, name: 'eyes' });
  await ask('chat.delete', { channel: laporan, ts });
  await ask('chat.postEphemeral', { channel: laporan, user: ayu, text: 'x' });
  await ask('conversations.info', { channel: laporan, include_locale: true, include_num_members: true });
  await ask('conversations.join', { channel: laporan });
  await ask('conversations.list', { types: 'public_channel,private_channel,im' });
  await ask('users.conversations');
  await ask('users.info', { user: ayu, include_locale: true });
  await ask('users.list');
  const id = await uploadFile(sandbox, png, { channel_id: laporan });
  await ask('files.getUploadURLExternal', { filename: 'a.png', length: 1 });
  await ask('files.completeUploadExternal', { files: [{ id, title: 'a' }] });
}, 60_000);

afterAll(async () => {
  listener.close();
  await sandbox.close();
});

/** What the app is sent when this is done, by kind. */
const sent = async (done: () => unknown, wanted: (payload: Fields) => boolean): Promise<Fields> => {
  const before = listener.payloads.length;
  done();
  await sandbox.until(() => listener.payloads.slice(before).some(wanted));
  return listener.payloads.slice(before).find(wanted) ?? {};
};
const isEvent = (type: string) => (payload: Fields) => payload.event !== undefined && fields(payload.event).type === type;

const differences = (ours: unknown, sample: unknown): readonly string[] => {
  const known = new Map<string, Set<string>>();
  for (const [path, kind] of kinds(sample)) known.set(path, (known.get(path) ?? new Set()).add(kind));
  return [
    ...new Set(
      kinds(ours).flatMap(([path, kind]) => {
        const expected = known.get(path);
        if (!expected) return newer.has(path.split('.').at(-1) ?? '') ? [] : [`${path} is not in the sample`];
        return expected.has(kind) ? [] : [`${path} is a ${kind}, not a ${[...expected].join(' or ')}`];
      }),
    ),
  ];
};

describe("what the sandbox answers against samples of Slack's answers", () => {
  it.each([
    'apps.connections.open',
    'auth.test',
    'bots.info',
    'chat.delete',
    'chat.getPermalink',
    'chat.postEphemeral',
    'conversations.info',
    'conversations.join',
    'conversations.list',
    'files.completeUploadExternal',
    'files.getUploadURLExternal',
    'reactions.add',
    'users.conversations',
    'users.info',
    'users.list',
  ])('%s', (method) => {
    expect(differences(answers.get(`api/${method}.json`), readSpec(`slack/json-logs/api/${method}.json`))).toEqual([]);
  });
});

describe("what the sandbox sends against samples of Slack's payloads", () => {
  const view = modal({ submit: { type: 'plain_text', text: 'x' }, notify_on_close: true });
  const open = async (): Promise<void> => void (await good(sandbox, 'views.open', { trigger_id: await listener.trigger(ayu), view }));

  it('a slash command', async () => {
    const payload = await sent(
      () => sandbox.as(ayu).command('/pantau help', laporan),
      ({ command }) => command === '/pantau',
    );
    // In Socket Mode, as in a form, the flag is a word.
    expect(differences(payload, readSpec('slack/json-logs/app-backend/slash-commands__SlashCommandPayload.json'))).toEqual([
      'is_enterprise_install is a string, not a boolean',
    ]);
  });

  it.each([
    ['app_mention', 'events/AppMentionPayload.json', () => sandbox.as(ayu).say(laporan, '@Pantau halo')],
    ['message', 'events/MessagePayload.json', () => sandbox.as(bima).say('U0PANTAU01', 'halo')],
    ['file_shared', 'events/FileSharedPayload.json', () => sandbox.as(ayu).upload('a.csv', Buffer.from('a,b'), laporan)],
    ['app_home_opened', 'events/AppHomeOpenedPayload.json', () => sandbox.as(ayu).openHome()],
  ] as const)('the event %s', async (type, sample, done) => {
    await good(sandbox, 'views.publish', { user_id: ayu, view: homeTab('x') });
    expect(differences(await sent(done, isEvent(type)), readSpec(`slack/json-logs/${sample}`))).toEqual([]);
  });

  it('a pressed button', async () => {
    const elements = [{ type: 'button', action_id: 'go', value: 'x', style: 'primary', text: { type: 'plain_text', text: 'x' } }];
    const ts = await post(sandbox, laporan, { blocks: [{ type: 'actions', elements }] });
    const payload = await sent(
      () => sandbox.as(ayu).click({ channel: laporan, ts }, 'go'),
      ({ type }) => type === 'block_actions',
    );
    expect(differences(payload, readSpec('slack/json-logs/app-backend/interactive-components__BlockActionPayload.json'))).toEqual([]);
  });

  it('a form that is sent', async () => {
    await open();
    const payload = await sent(
      () => sandbox.as(ayu).submit({}),
      ({ type }) => type === 'view_submission',
    );
    expect(differences(payload, readSpec('slack/json-logs/app-backend/views__ViewSubmissionPayload.json'))).toEqual([]);
  });

  it('a form that is closed', async () => {
    await open();
    const payload = await sent(
      () => sandbox.as(ayu).closeModal(),
      ({ type }) => type === 'view_closed',
    );
    expect(differences(payload, readSpec('slack/json-logs/app-backend/views__ViewClosedPayload.json'))).toEqual([]);
  });
});
