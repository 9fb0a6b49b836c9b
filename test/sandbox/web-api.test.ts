import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { methods } from '../../sandbox/slack/arguments.js';
import type { Sandbox } from '../../sandbox/slack/server.js';
import {
  call,
  fields,
  good,
  homeTab,
  type Listener,
  listed,
  modal,
  openListener,
  openPlaces,
  places,
  post,
  readingMethods,
  uploadFile,
} from './http.js';
import { ayu, bima, laporan, png } from './rig.js';

const talk = 'D0MEMBER01';
const bot = { user: 'U0PANTAU01', bot_id: 'B0PANTAU01', app_id: 'A0PANTAU01' };

let sandbox: Sandbox;
let listener: Listener;

beforeAll(async () => {
  sandbox = await openPlaces({ fileProcessingMs: 100 });
  listener = await openListener(sandbox);
});

afterAll(async () => {
  listener.close();
  await sandbox.close();
});

describe('how a call is made', () => {
  const blocks = [{ type: 'divider', block_id: 'line' }];

  it.each(['form', 'json', 'multipart'] as const)('takes a body as %s, with lists and flags in it', async (body) => {
    const { ts } = await good(sandbox, 'chat.postMessage', { channel: laporan, text: `Årlig & <b> ${body}`, blocks, unfurl_links: false }, { body });
    expect(sandbox.messages(laporan).at(-1)).toMatchObject({ ts, text: `Årlig & <b> ${body}`, blocks });
    expect(sandbox.calls('chat.postMessage').at(-1)?.args).toMatchObject({ blocks, unfurl_links: false });
  });

  it('takes arguments in the address', async () => {
    expect(await good(sandbox, 'users.info', { user: ayu }, { body: 'address' })).toMatchObject({ user: { id: ayu } });
  });

  it('takes the token from the body when the header has none', async () => {
    expect(await good(sandbox, 'auth.test', { token: sandbox.botToken }, { token: '' })).toMatchObject({ user_id: bot.user });
  });

  it('says who it is about the app itself', async () => {
    expect(await good(sandbox, 'auth.test')).toMatchObject({ team: 'Kehumasan DJPK', team_id: 'T0PANTAU01', user_id: bot.user, bot_id: bot.bot_id });
    expect(await good(sandbox, 'api.test', {}, { token: '' })).toEqual({ ok: true, args: {} });
    expect(await call(sandbox, 'api.test', { error: 'mine' })).toMatchObject({ status: 200, body: { ok: false, error: 'mine' } });
    expect(await good(sandbox, 'bots.info', { bot: bot.bot_id })).toMatchObject({ bot: { id: bot.bot_id, user_id: bot.user, name: 'Pantau' } });
    const { url } = await good(sandbox, 'apps.connections.open', {}, { token: sandbox.appToken });
    expect(String(url)).toMatch(new RegExp(`^ws://127\\.0\\.0\\.1:${sandbox.port}/link/\\?ticket=`));
  });

  it('is recorded with what was asked', async () => {
    await call(sandbox, 'users.info', { user: 'U0NOBODY01' });
    expect(sandbox.calls('users.info').at(-1)).toMatchObject({ args: { user: 'U0NOBODY01' }, error: 'user_not_found' });
  });
});

describe('messages', () => {
  it('come back as they were written, by the bot', async () => {
    const posted = await good(sandbox, 'chat.postMessage', { channel: laporan, text: 'Satu' });
    expect(posted).toMatchObject({ channel: laporan, message: { type: 'message', text: 'Satu', ts: posted.ts, ...bot } });
    expect(String(posted.ts)).toMatch(/^\d{10}\.\d{6}$/);
    const { messages } = await good(sandbox, 'conversations.history', { channel: laporan, limit: 1 });
    expect(messages).toEqual([posted.message]);
  });

  it('go to a talk with a person by the id of the person or of the talk', async () => {
    expect(await good(sandbox, 'chat.postMessage', { channel: ayu, text: 'Halo' })).toMatchObject({ channel: talk });
    expect(await good(sandbox, 'chat.postMessage', { channel: talk, text: 'Lagi' })).toMatchObject({ channel: talk });
    expect(sandbox.messages(ayu).map(({ text }) => text)).toEqual(['Halo', 'Lagi']);
  });

  it('go to a private channel in which the bot is', async () => {
    expect(await good(sandbox, 'chat.postMessage', { channel: places.closed, text: 'Rapat' })).toMatchObject({ channel: places.closed });
  });

  it('have a block with the text when they are written as markdown', async () => {
    const posted = await good(sandbox, 'chat.postMessage', { channel: laporan, markdown_text: '**Tebal**' });
    expect(fields(posted.message).blocks).toMatchObject([{ type: 'markdown', text: '**Tebal**' }]);
  });

  it('show their metadata only to who asks for it', async () => {
    const metadata = { event_type: 'pantau_delivery', event_payload: { key: '2024-02', part: 3 } };
    const ts = await post(sandbox, laporan, { metadata });
    const answer = await post(sandbox, laporan, { thread_ts: ts, metadata });
    const shown = async (method: string, more: object) =>
      listed((await good(sandbox, method, { channel: laporan, ...more })).messages).map((message) => message.metadata);
    expect(await shown('conversations.history', { limit: 1 })).toEqual([undefined]);
    expect(await shown('conversations.history', { limit: 1, include_all_metadata: true })).toEqual([metadata]);
    expect(await shown('conversations.replies', { ts })).toEqual([undefined, undefined]);
    expect(await shown('conversations.replies', { ts, include_all_metadata: true })).toEqual([metadata, metadata]);
    expect(sandbox.messages(laporan).at(-1)?.ts).toBe(answer);
  });

  it('lose their blocks when they are updated with text alone, and keep their metadata', async () => {
    const metadata = { event_type: 'a', event_payload: {} };
    const ts = await post(sandbox, laporan, { blocks: [{ type: 'divider' }], metadata });
    expect(await good(sandbox, 'chat.update', { channel: laporan, ts, text: 'Baru' })).toMatchObject({ ts, text: 'Baru' });
    const [message] = listed((await good(sandbox, 'conversations.history', { channel: laporan, limit: 1, include_all_metadata: true })).messages);
    expect(message).toMatchObject({ ts, text: 'Baru', metadata, edited: { user: bot.user } });
    expect(message).not.toHaveProperty('blocks');
  });

  it('are not marked as edited when they are updated with blocks', async () => {
    const ts = await post(sandbox, laporan);
    const { message } = await good(sandbox, 'chat.update', { channel: laporan, ts, blocks: [{ type: 'divider' }] });
    expect(message).toMatchObject({ text: 'Laporan', blocks: [{ type: 'divider' }] });
    expect(message).not.toHaveProperty('edited');
  });

  it('are gone when they are deleted', async () => {
    const ts = await post(sandbox, laporan);
    expect(await good(sandbox, 'chat.delete', { channel: laporan, ts })).toMatchObject({ channel: laporan, ts });
    expect(sandbox.messages(laporan).some((message) => message.ts === ts)).toBe(false);
  });

  it('have an address in the page', async () => {
    const ts = await post(sandbox, laporan);
    const { permalink } = await good(sandbox, 'chat.getPermalink', { channel: laporan, message_ts: ts });
    expect(permalink).toBe(`${sandbox.url}archives/${laporan}/p${ts.replace('.', '')}`);
    expect((await fetch(String(permalink))).status).toBe(200);
  });

  it('take reactions', async () => {
    const ts = await post(sandbox, laporan);
    await good(sandbox, 'reactions.add', { channel: laporan, timestamp: ts, name: 'eyes' });
    expect(sandbox.messages(laporan).at(-1)?.reactions).toEqual([{ name: 'eyes', users: [bot.user] }]);
  });

  it('may be for one person alone, who is not in the history', async () => {
    const { message_ts: ts } = await good(sandbox, 'chat.postEphemeral', { channel: laporan, user: ayu, text: 'Untuk Ayu' });
    expect(sandbox.ephemerals(laporan, ayu).at(-1)).toMatchObject({ ts, text: 'Untuk Ayu' });
    expect(sandbox.ephemerals(laporan, bima)).toEqual([]);
    const { messages } = await good(sandbox, 'conversations.history', { channel: laporan, limit: 999 });
    expect(listed(messages).some((message) => message.ts === ts)).toBe(false);
  });
});

describe('threads', () => {
  it('keep their answers together, also those to an answer, out of the history', async () => {
    const parent = await post(sandbox, places.closed, { text: 'Induk' });
    const answer = await post(sandbox, places.closed, { text: 'Jawaban', thread_ts: parent });
    const second = await post(sandbox, places.closed, { text: 'Ke jawaban', thread_ts: answer });
    const shown = await post(sandbox, places.closed, { text: 'Untuk semua', thread_ts: parent, reply_broadcast: true });
    const { messages } = await good(sandbox, 'conversations.replies', { channel: places.closed, ts: parent });
    expect(listed(messages).map(({ ts, thread_ts }) => [ts, thread_ts])).toEqual([parent, answer, second, shown].map((ts) => [ts, parent]));
    expect(listed(messages)[0]).toMatchObject({ reply_count: 3, reply_users: [bot.user], latest_reply: shown });
    const history = listed((await good(sandbox, 'conversations.history', { channel: places.closed, limit: 2 })).messages);
    expect(history.map(({ ts, subtype }) => [ts, subtype])).toEqual([
      [shown, 'thread_broadcast'],
      [parent, undefined],
    ]);
    expect(listed((await good(sandbox, 'conversations.replies', { channel: places.closed, ts: second })).messages)).toHaveLength(4);
  });
});

describe('views', () => {
  it('opens a modal once for a trigger, changes it, lays another over it', async () => {
    const opened = fields(
      (await good(sandbox, 'views.open', { trigger_id: await listener.trigger(ayu), view: modal({ external_id: 'note-1' }) })).view,
    );
    expect(opened).toMatchObject({ type: 'modal', callback_id: 'note', team_id: 'T0PANTAU01', previous_view_id: null, root_view_id: opened.id });
    const update = { view_id: opened.id, hash: opened.hash, view: modal({ private_metadata: 'ke-2' }) };
    const changed = fields((await good(sandbox, 'views.update', update)).view);
    expect(changed).toMatchObject({ id: opened.id, private_metadata: 'ke-2' });
    expect(changed.hash).not.toBe(opened.hash);
    expect(sandbox.modal(ayu)?.content.private_metadata).toBe('ke-2');
    const over = fields((await good(sandbox, 'views.push', { trigger_id: await listener.trigger(ayu), view: modal() })).view);
    expect(over).toMatchObject({ previous_view_id: opened.id, root_view_id: opened.id });
    expect(sandbox.modal(ayu)?.id).toBe(over.id);
    expect(sandbox.modal(bima)).toBeUndefined();
    await sandbox.as(ayu).closeModal();
    expect(sandbox.modal(ayu)?.id).toBe(opened.id);
  });

  it('finds a modal by the name that the app gave it', async () => {
    await good(sandbox, 'views.open', { trigger_id: await listener.trigger(bima), view: modal({ external_id: 'mine' }) });
    await good(sandbox, 'views.update', { external_id: 'mine', view: modal({ external_id: 'mine', private_metadata: 'x' }) });
    expect(sandbox.modal(bima)?.content.private_metadata).toBe('x');
  });

  it("publishes one person's Home tab", async () => {
    const first = fields((await good(sandbox, 'views.publish', { user_id: ayu, view: homeTab('Satu') })).view);
    const second = fields((await good(sandbox, 'views.publish', { user_id: ayu, hash: first.hash, view: homeTab('Dua') })).view);
    expect(second).toMatchObject({ id: first.id, type: 'home', blocks: [{ text: { text: 'Dua' } }] });
    expect(sandbox.home(bima)).toBeUndefined();
  });
});

describe('files', () => {
  it('are taken in three steps and processed some time later', async () => {
    const asked = await good(sandbox, 'files.getUploadURLExternal', { filename: 'grafik é.png', length: png.length });
    const id = String(asked.file_id);
    expect(id).toMatch(/^F[A-Z0-9]{8,}$/);
    const sent = await fetch(String(asked.upload_url), { method: 'POST', body: new Uint8Array(png) });
    expect([sent.status, await sent.text()]).toEqual([200, `OK - ${png.length}`]);
    const done = await good(sandbox, 'files.completeUploadExternal', { files: [{ id, title: 'Grafik' }] });
    expect(done.files).toMatchObject([{ id, title: 'Grafik', name: 'grafik é.png', mimetype: '', is_public: false }]);
    const info = async () => fields((await good(sandbox, 'files.info', { file: id })).file);
    await expect.poll(async () => (await info()).mimetype).toBe('image/png');
    expect(await info()).toMatchObject({ size: png.length, original_w: 1, original_h: 1, channels: [], user: bot.user });
    const address = String((await info()).url_private);
    const fetched = await fetch(address, { headers: { authorization: `Bearer ${sandbox.botToken}` } });
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(png);
    expect((await fetch(address)).status).toBe(403);
  });

  it('may come as a multipart body', async () => {
    const { upload_url: address } = await good(sandbox, 'files.getUploadURLExternal', { filename: 'a.png', length: png.length });
    const form = new FormData();
    form.append('body', new Blob([new Uint8Array(png)]), 'Untitled');
    expect((await fetch(String(address), { method: 'POST', body: form })).status).toBe(200);
  });

  it('are refused when their length is another than was said, or when they come twice', async () => {
    const { upload_url: address } = await good(sandbox, 'files.getUploadURLExternal', { filename: 'a.png', length: 5 });
    const send = async (text: string) => (await fetch(String(address), { method: 'POST', body: text })).status;
    expect([await send('1234'), await send('123456'), await send('x'.repeat(200_000)), await send('12345'), await send('12345')]).toEqual([
      400, 400, 400, 200, 404,
    ]);
  });

  it('are shared with words in a channel or thread when one is named', async () => {
    const parent = await post(sandbox, laporan);
    const id = await uploadFile(sandbox, png, { channel_id: laporan, thread_ts: parent, initial_comment: 'Lihat' });
    const { messages } = await good(sandbox, 'conversations.replies', { channel: laporan, ts: parent });
    expect(listed(messages)[1]).toMatchObject({ text: 'Lihat', thread_ts: parent, files: [{ id, is_public: true, channels: [laporan] }] });
  });

  it('cannot be shown before they are processed', async () => {
    const id = await uploadFile(sandbox, png);
    const message = { channel: laporan, text: 'x', blocks: [{ type: 'image', slack_file: { id }, alt_text: 'Grafik' }] };
    const { status, body } = await call(sandbox, 'chat.postMessage', message);
    expect([status, body.error, body.errors]).toEqual([200, 'invalid_blocks', ['invalid slack file [json-pointer:/blocks/0/slack_file]']]);
    await expect.poll(async () => (await call(sandbox, 'chat.postMessage', message)).body.ok).toBe(true);
  });
});

it('has a good call here for every method that it offers, but for those that read', () => {
  const tried = new Set(
    sandbox
      .calls()
      .filter(({ error }) => error === undefined)
      .map(({ method }) => method),
  );
  expect(Object.keys(methods).filter((method) => !tried.has(method) && !readingMethods.includes(method))).toEqual([]);
});
