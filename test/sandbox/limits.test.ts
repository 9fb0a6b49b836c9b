import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { limits } from '../../sandbox/slack/limits.js';
import type { Sandbox } from '../../sandbox/slack/server.js';
import { call, type Fields, fields, good, type Listener, listed, modal, openListener, openPlaces, post } from './http.js';
import { limitedThings } from './limit-cases.js';
import { ayu, bima, laporan } from './rig.js';

/** Every number of the table, by its path. */
const numbers = (table: object, path = ''): readonly (readonly [string, number])[] =>
  Object.entries(table).flatMap(([name, value]: [string, unknown]) => {
    const here = path === '' ? name : `${path}.${name}`;
    return typeof value === 'number' ? [[here, value] as const] : numbers(Object(value), here);
  });
const table = new Map(numbers(limits));
const tried = new Set<string>();
const limit = (path: string): number => {
  tried.add(path);
  const most = table.get(path);
  if (most === undefined) throw new Error(`the table has no ${path}`);
  return most;
};
const words = (size: number): string => 'x'.repeat(size);

let sandbox: Sandbox;
let listener: Listener;
let now = Date.UTC(2024, 2, 1, 2);

beforeAll(async () => {
  sandbox = await openPlaces({ clock: () => now, fileProcessingMs: 0 });
  listener = await openListener(sandbox);
});

afterAll(async () => {
  listener.close();
  await sandbox.close();
});

afterEach(() => void vi.useRealTimers());

describe('a block, an element or a view', () => {
  it.each(limitedThings.map((thing) => [thing.path, thing] as const))('may have %s and no more', async (path, { method, make, error, says }) => {
    const most = limit(path);
    const more = async (): Promise<Fields> =>
      method === 'views.open' ? { trigger_id: await listener.trigger(ayu) } : method === 'views.publish' ? { user_id: ayu } : {};
    expect((await call(sandbox, method, { ...make(most), ...(await more()) })).body).toMatchObject({ ok: true });
    const { status, body } = await call(sandbox, method, { ...make(most + 1), ...(await more()) });
    expect([status, body.ok, body.error]).toEqual([200, false, error]);
    expect(body.errors).toContain(says(most));
    expect(fields(body.response_metadata).messages).toContain(`[ERROR] ${says(most)}`);
  });

  it('may have no less rows in a data_table than a head and one more', async () => {
    const least = limit('dataTable.rowsLeast');
    const send = (rows: number) => {
      const block = { type: 'data_table', caption: 'x', rows: Array.from({ length: rows }, () => [{ type: 'raw_text', text: 'x' }]) };
      return call(sandbox, 'chat.postMessage', { channel: laporan, text: 'x', blocks: [block] });
    };
    expect((await send(least)).body.ok).toBe(true);
    expect((await send(least - 1)).body.errors).toEqual([`no less than ${least} items allowed [json-pointer:/blocks/0/rows]`]);
  });

  it('may have 250 kB as a view', async () => {
    const most = limit('view.bytes');
    const ofBytes = (bytes: number): Fields => {
      const block = (size: number) => ({ type: 'section', text: { type: 'plain_text', text: words(size) } });
      const view = (last: number) => ({ type: 'home', blocks: [...Array.from({ length: 80 }, () => block(3_000)), block(3_000), block(last)] });
      return view(bytes - JSON.stringify(view(0)).length);
    };
    expect(JSON.stringify(ofBytes(most))).toHaveLength(most);
    expect((await call(sandbox, 'views.publish', { user_id: ayu, view: ofBytes(most) })).body).toMatchObject({ ok: true });
    expect((await call(sandbox, 'views.publish', { user_id: ayu, view: ofBytes(most + 1) })).body.error).toBe('view_too_large');
  });

  it('may lie on so many others', async () => {
    await good(sandbox, 'views.open', { trigger_id: await listener.trigger(bima), view: modal() });
    for (let depth = 2; depth <= limit('view.stack'); depth += 1)
      await good(sandbox, 'views.push', { trigger_id: await listener.trigger(bima), view: modal() });
    expect((await call(sandbox, 'views.push', { trigger_id: await listener.trigger(bima), view: modal() })).body.error).toBe('push_limit_reached');
  });
});

describe('a text', () => {
  it('is cut silently where a message ends', async () => {
    const most = limit('message.textKept');
    await post(sandbox, laporan, { text: words(most) });
    expect(sandbox.messages(laporan).at(-1)?.text).toHaveLength(most);
    await post(sandbox, laporan, { text: words(most + 1) });
    expect(sandbox.messages(laporan).at(-1)?.text).toHaveLength(most);
  });

  it('is refused when an update, a message to one person, markdown or a description is too long', async () => {
    const ts = await post(sandbox, laporan);
    const cases = [
      ['message.updateText', 'chat.update', 'msg_too_long', (size: number) => ({ channel: laporan, ts, text: words(size) })],
      ['message.ephemeralText', 'chat.postEphemeral', 'msg_too_long', (size: number) => ({ channel: laporan, user: ayu, text: words(size) })],
      ['message.markdownText', 'chat.postMessage', 'msg_blocks_too_long', (size: number) => ({ channel: laporan, markdown_text: words(size) })],
      ['file.altText', 'files.getUploadURLExternal', 'alt_txt_too_large', (size: number) => ({ filename: 'a.png', length: 1, alt_txt: words(size) })],
    ] as const;
    for (const [path, method, error, make] of cases) {
      expect((await call(sandbox, method, make(limit(path)))).body).toMatchObject({ ok: true });
      expect((await call(sandbox, method, make(limit(path) + 1))).body).toMatchObject({ ok: false, error });
    }
  });

  it('has so many attachments', async () => {
    const send = (size: number) =>
      call(sandbox, 'chat.postMessage', { channel: laporan, attachments: Array.from({ length: size }, () => ({ text: 'x' })) });
    expect((await send(limit('message.attachments'))).body.ok).toBe(true);
    expect((await send(limit('message.attachments') + 1)).body.error).toBe('too_many_attachments');
  });
});

describe('what ends with time or use', () => {
  const answer = (address: unknown) => fetch(String(address), { method: 'POST', body: JSON.stringify({ text: 'x' }) });

  it('is a response_url after its uses, and after its life', async () => {
    await listener.trigger(ayu);
    const { response_url: address } = listener.payloads.at(-1) ?? {};
    for (let use = 1; use <= limit('responseUrl.uses'); use += 1) expect((await answer(address)).status).toBe(200);
    const refused = await answer(address);
    expect([refused.status, await refused.json()]).toEqual([404, { ok: false, error: 'used_url' }]);

    await listener.trigger(ayu);
    const { response_url: another } = listener.payloads.at(-1) ?? {};
    now += limit('responseUrl.lifeMs');
    expect((await answer(another)).status).toBe(200);
    now += 1;
    const late = await answer(another);
    expect([late.status, await late.json()]).toEqual([404, { ok: false, error: 'expired_url' }]);
  });

  it('is a trigger', async () => {
    const [early, late] = [await listener.trigger(ayu), await listener.trigger(ayu)];
    now += limit('triggerLifeMs');
    await good(sandbox, 'views.open', { trigger_id: early, view: modal() });
    now += 1;
    expect((await call(sandbox, 'views.open', { trigger_id: late, view: modal() })).body.error).toBe('expired_trigger_id');
  });

  it('is the time for an acknowledgement, and the number of times that an event is sent', async () => {
    const own = await openPlaces();
    const deaf = await openListener(own, false);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let outcome: string | undefined;
    const command = own.as(ayu).command('/pantau help', laporan);
    void command.then((acknowledgement) => {
      outcome = acknowledgement?.outcome;
    });
    await vi.advanceTimersByTimeAsync(limit('ackMs') - 1);
    expect(outcome).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(outcome).toBe('operation_timeout');

    own.as(ayu).say('U0PANTAU01', 'halo');
    await vi.advanceTimersByTimeAsync((limit('eventAttempts') + 2) * limit('ackMs'));
    vi.useRealTimers();
    await own.until(() => deaf.payloads.length === 1 + limit('eventAttempts'));
    expect(new Set(deaf.payloads.slice(1).map(({ event_id: id }) => id)).size).toBe(1);
    expect(own.acknowledgements()).toHaveLength(1 + limit('eventAttempts'));
    deaf.close();
    await own.close();
  });
});

describe('what is read or opened at once', () => {
  it.each(['history', 'replies'] as const)('is a page of %s', async (kind) => {
    const own = await openPlaces();
    const person = own.as(ayu);
    const parent = person.say(laporan, 'Induk').ts;
    const [usual, most] = [limit(`${kind}.page`), limit(`${kind}.most`)];
    for (let turn = 0; turn < most; turn += 1) person.say(laporan, String(turn), kind === 'replies' ? parent : undefined);
    const read = async (more: Fields) => {
      const args = { channel: laporan, ...(kind === 'replies' ? { ts: parent } : {}), ...more };
      const { messages, has_more: more_ } = await good(own, `conversations.${kind}`, args);
      return [listed(messages).length, more_];
    };
    expect(await read({})).toEqual([usual, true]);
    expect(await read({ limit: most })).toEqual([most, true]);
    expect(await read({ limit: most + 1 })).toEqual([most, true]);
    await own.close();
  });

  it('is the number of connections', async () => {
    const own = await openPlaces();
    const open: Listener[] = [];
    for (let count = 1; count <= limit('sockets'); count += 1) open.push(await openListener(own));
    expect(own.connections()).toBe(limit('sockets'));
    await expect(openListener(own)).rejects.toThrow('socket hang up');
    for (const each of open) each.close();
    await own.close();
  });
});

describe('what a person may send', () => {
  it('is ten files in a message, each of up to 1 GB', async () => {
    const own = await openPlaces();
    const token = /name="sandbox-token" content="([\w-]+)"/.exec(await (await fetch(own.url)).text())?.[1] ?? '';
    const { port } = own;
    const upload = (declared: number): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const headers = { 'x-sandbox-token': token, 'content-length': declared };
        const sent = request({ host: '127.0.0.1', port, path: `/sandbox/upload?user=${ayu}&name=a.csv`, method: 'POST', headers }, (response) => {
          resolve(response.statusCode);
          response.resume();
          sent.destroy();
        });
        sent.on('error', reject);
        if (declared > 1) sent.flushHeaders();
        else sent.end('x');
      });
    expect(await upload(1)).toBe(200);
    expect(await upload(limit('file.bytes') + 1)).toBe(413);
    const [id] = own.files().map((file) => file.id);
    const say = async (count: number): Promise<number> => {
      const body = JSON.stringify({ user: ayu, channel: laporan, text: '', files: Array.from({ length: count }, () => id) });
      return (await fetch(`${own.url}sandbox/say`, { method: 'POST', headers: { 'x-sandbox-token': token }, body })).status;
    };
    expect([await say(limit('file.perMessage')), await say(limit('file.perMessage') + 1)]).toEqual([200, 400]);
    await own.close();
  });
});

it('leaves no limit of the table untried', () => {
  expect([...table.keys()].filter((path) => !tried.has(path))).toEqual([]);
});
