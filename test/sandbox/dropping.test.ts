import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/slack/server.js';
import { call, type Fields, fields, good, type Listener, listed, openListener, openPlaces, places } from './http.js';
import { ayu, bima, laporan } from './rig.js';

const csv = Buffer.from('Date,Primary\n2026-09-01,12\n');
const talk = 'D0MEMBER01';

let sandbox: Sandbox;
let listener: Listener;
const open = async (options: Parameters<typeof openPlaces>[0] = {}): Promise<void> => {
  sandbox = await openPlaces(options);
  listener = await openListener(sandbox);
};
beforeEach(() => open());
afterEach(async () => {
  listener.close();
  await sandbox.close();
});

const events = (): readonly Fields[] => listener.payloads.map(({ event }) => fields(event));
const event = async (type: string): Promise<Fields> => {
  await sandbox.until(() => events().some((one) => one.type === type));
  return events().find((one) => one.type === type) ?? {};
};
const info = (id: unknown) => call(sandbox, 'files.info', { file: id });
const fetched = (address: unknown, token = sandbox.botToken) => fetch(String(address), { headers: { authorization: `Bearer ${token}` } });

describe('a file that a person drops', () => {
  it('in the talk with the bot comes as a message of the kind file_share, and as file_shared', async () => {
    const message = sandbox.as(ayu).upload('jangkauan.csv', csv, ayu, 'Ini berkasnya');
    const said = await event('message');
    expect(said).toMatchObject({ subtype: 'file_share', channel_type: 'im', channel: talk, user: ayu, text: 'Ini berkasnya', ts: message.ts });
    expect(said).not.toHaveProperty('team');
    const [file = {}] = listed(said.files);
    expect(file).toMatchObject({ name: 'jangkauan.csv', mimetype: 'text/csv', size: csv.length, user: ayu, ims: [talk], is_public: false });
    expect(await event('file_shared')).toEqual({
      type: 'file_shared',
      file_id: file.id,
      file: { id: file.id },
      user_id: ayu,
      channel_id: talk,
      event_ts: message.ts,
    });
    expect(sandbox.messages(ayu).at(-1)).toMatchObject({ user: ayu, files: [file.id] });
  });

  it('is told by files.info and given to the bot by its token alone', async () => {
    sandbox.as(bima).upload('jangkauan é.csv', csv, laporan);
    const [{ id } = {}] = listed((await event('message')).files);
    const { file } = (await info(id)).body;
    const address = String(fields(file).url_private_download);
    expect(address).toMatch(/\/files-pri\/T0PANTAU01-F[A-Z0-9]+\/download\/jangkauan%20%C3%A9\.csv$/);
    expect(Buffer.from(await (await fetched(address)).arrayBuffer())).toEqual(csv);
    expect((await fetched(address, 'xoxb-another')).status).toBe(403);
  });

  it('with a mention in a channel comes as a mention too, with its files', async () => {
    sandbox.as(ayu).upload('a.csv', csv, laporan, '@Pantau tolong simpan');
    const mention = await event('app_mention');
    expect(mention).toMatchObject({ text: '<@U0PANTAU01> tolong simpan', channel: laporan });
    expect(listed(mention.files)).toHaveLength(1);
    expect((await event('message')).channel_type).toBe('channel');
  });

  it('stays unknown to a bot that is not in the channel', async () => {
    const message = sandbox.as(ayu).upload('a.csv', csv, places.open);
    const [id = ''] = message.files ?? [];
    expect((await info(id)).body.error).toBe('file_not_found');
    expect((await fetched(`${sandbox.url}files-pri/T0PANTAU01-${id}/download/a.csv`)).status).toBe(404);
    expect(events()).toEqual([]);
  });

  it('in a thread is an answer there', async () => {
    const parent = sandbox.as(ayu).say(laporan, 'Induk');
    sandbox.as(bima).upload('a.csv', csv, laporan, '', parent.ts);
    await sandbox.until(() => events().some(({ subtype }) => subtype === 'file_share'));
    expect(events().find(({ subtype }) => subtype === 'file_share')).toMatchObject({ thread_ts: parent.ts, parent_user_id: ayu, text: '' });
  });

  it('is not told to an app that has subscribed to nothing of it', async () => {
    listener.close();
    await sandbox.close();
    await open({ events: ['message.im', 'app_mention'] });
    sandbox.as(ayu).upload('a.csv', csv, laporan);
    sandbox.as(ayu).upload('b.csv', csv, ayu);
    await event('message');
    expect(events().map(({ type, channel_type }) => [type, channel_type])).toEqual([['message', 'im']]);
  });
});

describe("the page's upload", () => {
  const token = async (): Promise<string> => /name="sandbox-token" content="([\w-]+)"/.exec(await (await fetch(sandbox.url)).text())?.[1] ?? '';
  const post = async (path: string, body: string, key?: string): Promise<{ readonly status: number; readonly body: Fields }> => {
    const headers = { 'x-sandbox-token': key ?? (await token()) };
    const answer = await fetch(`${sandbox.url}sandbox/${path}`, { method: 'POST', headers, body });
    return { status: answer.status, body: fields(await answer.json()) };
  };
  const say = (user: string, files: readonly unknown[]) => post('say', JSON.stringify({ user, channel: laporan, text: '', files }));

  it('keeps the bytes, and a message of the same person shares them', async () => {
    const { body } = await post(`upload?user=${ayu}&name=a.csv`, csv.toString());
    expect((await say(bima, [body.id])).status).toBe(404);
    expect((await say(ayu, [body.id])).status).toBe(200);
    expect(sandbox.messages(laporan).at(-1)).toMatchObject({ user: ayu, text: '', files: [body.id] });
    expect(Buffer.from(sandbox.fileBytes(String(body.id)) ?? [])).toEqual(csv);
  });

  it('refuses an empty file, a stranger, an empty message, more than ten files, and who has not read the page', async () => {
    expect((await post(`upload?user=${ayu}&name=a.csv`, '')).status).toBe(400);
    expect((await post('upload?user=U0NOBODY01&name=a.csv', 'x')).status).toBe(404);
    expect((await post(`upload?user=${ayu}&name=a.csv`, 'x', 'guessed')).status).toBe(403);
    expect((await say(ayu, [])).status).toBe(400);
    const { body } = await post(`upload?user=${ayu}&name=a.csv`, 'x');
    expect(
      (
        await say(
          ayu,
          Array.from({ length: 11 }, () => body.id),
        )
      ).status,
    ).toBe(400);
    expect(sandbox.messages(laporan)).toEqual([]);
  });
});

it('keeps who uploaded a file over a restart', async () => {
  const home = mkdtempSync(join(tmpdir(), 'pantau-dropping-'));
  const first = await openPlaces({ home });
  const { files = [] } = first.as(ayu).upload('a.csv', csv, laporan);
  await first.close();
  const second = await openPlaces({ home });
  expect((await good(second, 'files.info', { file: files[0] })).file).toMatchObject({ user: ayu, channels: [laporan] });
  await second.close();
  rmSync(home, { recursive: true });
});
