import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, setGlobalDispatcher } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/slack/server.js';
import { call, type Fields, good, homeTab, listed, modal, openListener, openPlaces, places, post, uploadFile } from './http.js';
import { ayu, bima, laporan, png } from './rig.js';

// A sandbox that starts again has the port of the one before: a connection that was kept open would lead nowhere.
setGlobalDispatcher(new Agent({ pipelining: 0 }));

let home: string;
let sandbox: Sandbox | undefined;

const start = async (clock?: () => number): Promise<Sandbox> => {
  sandbox = await openPlaces({ home, fileProcessingMs: 0, ...(clock ? { clock } : {}) });
  return sandbox;
};
const stop = async (): Promise<void> => {
  await sandbox?.close();
  sandbox = undefined;
};
const stateFile = (): string => join(home, 'state.jsonl');

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'local-slack-'));
});

afterEach(async () => {
  await stop();
  rmSync(home, { recursive: true, force: true });
});

/** All that a client can read about the workspace. */
const everything = async (of: Sandbox): Promise<Fields> => {
  const read = (method: string, args: Fields = {}) => good(of, method, args);
  const all = { limit: 999, include_all_metadata: true };
  return {
    team: await read('auth.test'),
    channels: (await read('conversations.list', { types: 'public_channel,private_channel,im' })).channels,
    users: (await read('users.list')).members,
    history: (await read('conversations.history', { channel: laporan, ...all })).messages,
    talk: (await read('conversations.history', { channel: 'D0MEMBER01', ...all })).messages,
    files: await Promise.all(of.files().map(({ id }) => read('files.info', { file: id }))),
    home: of.home(ayu),
    modals: [of.modal(ayu), of.modal(bima)],
  };
};

const fill = async (of: Sandbox): Promise<string> => {
  const listener = await openListener(of);
  const id = await uploadFile(of, png);
  const blocks = [{ type: 'image', slack_file: { id }, alt_text: 'Grafik' }];
  const ts = await post(of, laporan, { blocks, metadata: { event_type: 'a', event_payload: { key: 'k' } } });
  await post(of, laporan, { thread_ts: ts });
  await good(of, 'chat.update', { channel: laporan, ts: await post(of, laporan), text: 'Diubah' });
  await good(of, 'chat.delete', { channel: laporan, ts: await post(of, laporan) });
  await good(of, 'reactions.add', { channel: laporan, timestamp: ts, name: 'eyes' });
  of.as(ayu).say('U0PANTAU01', 'Apa kabar? é 😀\u2028');
  await good(of, 'conversations.join', { channel: places.open });
  await good(of, 'views.publish', { user_id: ayu, view: homeTab('Beranda') });
  await good(of, 'views.open', { trigger_id: await listener.trigger(ayu), view: modal({ external_id: 'mine' }) });
  await good(of, 'views.push', { trigger_id: await listener.trigger(ayu), view: modal() });
  await good(of, 'views.open', { trigger_id: await listener.trigger(bima), view: modal() });
  await of.as(bima).closeModal();
  listener.close();
  return id;
};

describe('a stop and a start on the same folder', () => {
  it('keep messages, talks, files, memberships, Home tabs, modals, tokens and the port', async () => {
    const first = await start();
    const id = await fill(first);
    const [before, port, tokens] = [await everything(first), first.port, [first.botToken, first.appToken]];
    await stop();
    const second = await start();
    expect(await everything(second)).toEqual(before);
    expect([second.port, [second.botToken, second.appToken]]).toEqual([port, tokens]);
    expect(Buffer.from(second.fileBytes(id) ?? [])).toEqual(png);
    await post(second, places.open);
  });

  it('keep all that was answered when the process was killed', async () => {
    const first = await start();
    await fill(first);
    const before = await everything(first);
    const written = readFileSync(stateFile());
    await stop();
    writeFileSync(stateFile(), written);
    expect(await everything(await start())).toEqual(before);
  });

  it('forget what one person alone saw', async () => {
    await good(await start(), 'chat.postEphemeral', { channel: laporan, user: ayu, text: 'x' });
    await stop();
    expect((await start()).ephemerals(laporan)).toEqual([]);
    expect(readFileSync(stateFile(), 'utf8')).not.toContain('visibleTo');
  });

  it('keep the state and the files from other people of this machine', async () => {
    const id = await uploadFile(await start(), png);
    for (const file of [stateFile(), join(home, 'files', id)]) expect(statSync(file).mode & 0o077).toBe(0);
  });
});

describe('timestamps', () => {
  it('never come twice, though the clock stands still, goes back, or all messages are gone', async () => {
    let now = Date.UTC(2024, 2, 1, 2);
    const given: string[] = [];
    for (let run = 0; run < 3; run += 1) {
      const running = await start(() => now);
      for (let turn = 0; turn < 3; turn += 1) {
        given.push(await post(running, laporan));
        given.push(String((await good(running, 'chat.postEphemeral', { channel: laporan, user: ayu, text: 'x' })).message_ts));
      }
      for (const { ts } of running.messages(laporan)) await good(running, 'chat.delete', { channel: laporan, ts });
      const written = readFileSync(stateFile());
      await stop();
      // Once after a kill, and then after an orderly stop.
      if (run === 0) writeFileSync(stateFile(), written);
      now -= 1_000;
    }
    expect(new Set(given).size).toBe(18);
    expect([...given].sort()).toEqual(given);
  });

  it('are not shared by messages of different channels', async () => {
    const running = await start(() => Date.UTC(2024, 2, 1, 2));
    const given = await Promise.all([laporan, ayu, bima, 'C0UMUM0001', laporan].map((channel) => post(running, channel)));
    expect(new Set(given).size).toBe(5);
  });
});

describe('a state that cannot be read', () => {
  const words = (line: number): string =>
    `The state of the local Slack cannot be read: ${stateFile()}, line ${line}. Put back a good copy of the file, or move it away to begin with an empty workspace.`;

  const refusesAndKeeps = async (line: number): Promise<void> => {
    const before = readFileSync(stateFile());
    await expect(openPlaces({ home })).rejects.toThrow(words(line));
    expect(readFileSync(stateFile())).toEqual(before);
  };

  beforeEach(async () => {
    const running = await start();
    await post(running, laporan);
    await stop();
  });

  it('is refused when a line is no JSON', async () => {
    const lines = readFileSync(stateFile(), 'utf8').split('\n');
    writeFileSync(stateFile(), [lines[0], '{"kind":"mess', ...lines.slice(1)].join('\n'));
    await refusesAndKeeps(2);
  });

  it('is refused when a line is of a kind that is not known, or lacks a part', async () => {
    for (const line of ['{"kind":"weather"}', '{"kind":"message","value":{"channel":"C0LAPORAN1"}}', '']) {
      const good_ = readFileSync(stateFile(), 'utf8');
      writeFileSync(stateFile(), `${line}\n${good_}`);
      await refusesAndKeeps(1);
      writeFileSync(stateFile(), good_);
    }
  });

  it('is refused when it is empty or something else', async () => {
    for (const text of ['', 'SQLite format 3\u0000', '{}']) {
      writeFileSync(stateFile(), text);
      await refusesAndKeeps(1);
    }
  });

  it('goes on without the last line when the process was killed while writing it', async () => {
    appendFileSync(stateFile(), '{"kind":"message","value":{"channel":"C0LAP');
    const running = await start();
    expect(running.messages(laporan)).toHaveLength(1);
    const ts = await post(running, laporan);
    await stop();
    expect((await start()).messages(laporan).at(-1)?.ts).toBe(ts);
  });

  it('goes on with a last line that is whole but for its end', async () => {
    truncateSync(stateFile(), statSync(stateFile()).size - 1);
    expect((await start()).messages(laporan)).toHaveLength(1);
  });

  it('says of a file that is gone from the folder that it is not there', async () => {
    const running = await start();
    const id = await uploadFile(running, png);
    rmSync(join(home, 'files', id));
    const { file } = await good(running, 'files.info', { file: id });
    const [{ url_private: address } = {}] = listed([file]);
    const response = await fetch(String(address), { headers: { authorization: `Bearer ${running.botToken}` } });
    expect(response.status).toBe(404);
  });
});

it('keeps two sandboxes apart', async () => {
  const first = await start();
  const other = await openPlaces();
  expect([first.port, first.botToken]).not.toEqual([other.port, other.botToken]);
  expect((await call(first, 'auth.test', {}, { token: other.botToken })).body.error).toBe('invalid_auth');
  await other.close();
});
