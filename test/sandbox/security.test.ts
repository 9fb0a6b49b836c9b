import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Sandbox } from '../../sandbox/slack/server.js';
import { call, fields, good, openListener, openPlaces, places, post, uploadFile } from './http.js';
import { ayu, bima, laporan, png } from './rig.js';

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

let sandbox: Sandbox;
let token: string;

/** A request as no client would write it: the path and the headers go out as they are. */
const raw = (path: string, headers: Readonly<Record<string, string>> = {}, body?: string | Buffer): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request({ host: '127.0.0.1', port: sandbox.port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }));
    });
    sent.on('error', reject);
    sent.end(body);
  });

const say = (text: string): string => JSON.stringify({ user: ayu, channel: laporan, text });

beforeAll(async () => {
  sandbox = await openPlaces({ fileProcessingMs: 0 });
  token = /name="sandbox-token" content="([\w-]+)"/.exec((await raw('/')).text)?.[1] ?? '';
});

afterAll(() => sandbox.close());

describe('who can reach it', () => {
  const others = Object.values(networkInterfaces())
    .flat()
    .flatMap((entry) => (entry && !entry.internal && !entry.address.startsWith('fe80') ? [entry.address] : []));

  it.each(['127.0.0.2', '::1', ...others])('not who calls %s', async (host) => {
    const outcome = await new Promise((resolve) => {
      const socket = connect({ host, port: sandbox.port });
      socket.on('connect', () => resolve('connected'));
      socket.on('error', () => resolve('refused'));
    });
    expect(outcome).toBe('refused');
  });

  it('only who calls it by a name of this machine', async () => {
    const paths = ['/', '/page/main.js', '/api/auth.test', '/sandbox/workspace', '/files-pri/T0PANTAU01-F0PICTURE1/a.png'];
    for (const host of ['evil.example', `evil.example:${sandbox.port}`, '127.0.0.1', `127.0.0.1:${sandbox.port}.evil.example`]) {
      for (const path of paths) expect([host, path, (await raw(path, { host, 'x-sandbox-token': token })).status]).toEqual([host, path, 403]);
    }
    expect((await raw('/', { host: `localhost:${sandbox.port}` })).status).toBe(200);
  });

  it('gives a connection once for a ticket, and none under another name', async () => {
    const outcome = (url: string, headers: Readonly<Record<string, string>> = {}) =>
      new Promise((resolve) => {
        const socket = new WebSocket(url, { headers });
        socket.on('message', () => socket.close());
        socket.on('close', () => resolve('hello'));
        socket.on('error', () => resolve('refused'));
      });
    const address = async () => String((await good(sandbox, 'apps.connections.open', {}, { token: sandbox.appToken })).url);
    expect(await outcome(await address(), { host: 'evil.example' })).toBe('refused');
    const once = await address();
    expect(await outcome(once)).toBe('hello');
    expect(await outcome(once)).toBe('refused');
    expect(await outcome(once.replace(/ticket=[^&]+/, 'ticket='))).toBe('refused');
  });
});

describe("the page's calls", () => {
  it('need the token that only a reader of the page has', async () => {
    for (const headers of [{}, { 'x-sandbox-token': 'x' }, { 'x-sandbox-token': sandbox.botToken }]) {
      expect((await raw('/sandbox/say', headers, say('Halo'))).status).toBe(403);
      expect((await raw(`/sandbox/messages?user=${ayu}&channel=${laporan}`, headers)).status).toBe(403);
      expect((await raw(`/sandbox/events?user=${ayu}`, headers)).status).toBe(403);
    }
    expect(token).toMatch(/^[\w-]{32}$/);
    expect((await raw('/sandbox/say', { 'x-sandbox-token': token }, say('Halo'))).status).toBe(200);
  });

  it('are refused from a page of another site, though it had the token', async () => {
    const before = sandbox.messages(laporan).length;
    for (const origin of ['https://evil.example', 'null', `http://localhost:${sandbox.port}`, `http://127.0.0.1:${sandbox.port + 1}`])
      expect((await raw('/sandbox/say', { 'x-sandbox-token': token, origin }, say('Halo'))).status).toBe(403);
    expect(sandbox.messages(laporan)).toHaveLength(before);
    expect((await raw('/sandbox/say', { 'x-sandbox-token': token, origin: `http://127.0.0.1:${sandbox.port}` }, say('Halo'))).status).toBe(200);
  });

  it('say what is wrong with them', async () => {
    const headers = { 'x-sandbox-token': token };
    expect((await raw('/sandbox/say', headers, '{"user":')).status).toBe(400);
    expect((await raw('/sandbox/say', headers, '{"user":"U0MEMBER01"}')).status).toBe(400);
    expect((await raw('/sandbox/say', headers, JSON.stringify({ user: 'U0NOBODY01', channel: laporan, text: 'x' }))).status).toBe(404);
    expect((await raw('/sandbox/say', headers, JSON.stringify({ user: ayu, channel: 'D0MANAGER1', text: 'x' }))).status).toBe(404);
    expect((await raw('/sandbox/toString', headers, '{}')).status).toBe(404);
  });

  it('show a person what is for them alone', async () => {
    await good(sandbox, 'chat.postEphemeral', { channel: laporan, user: ayu, text: 'hanya Ayu' });
    await good(sandbox, 'chat.postMessage', { channel: ayu, text: 'kepada Ayu' });
    const seen = async (user: string, channel: string) =>
      (await raw(`/sandbox/messages?user=${user}&channel=${channel}`, { 'x-sandbox-token': token })).text;
    expect(await seen(ayu, laporan)).toContain('hanya Ayu');
    expect(await seen(bima, laporan)).not.toContain('hanya Ayu');
    expect(await seen(ayu, 'D0MEMBER01')).toContain('kepada Ayu');
    expect(await seen(bima, 'D0MEMBER01')).toBe('{"problem":"no such channel"}');
  });
});

describe("the programs' addresses", () => {
  it('are refused to a page in a browser', async () => {
    const authorization = `Bearer ${sandbox.botToken}`;
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }]) {
      for (const path of ['/api/auth.test', '/upload/v1/F0PICTURE1', '/commands/T0PANTAU01/x', '/files-pri/T0PANTAU01-F0PICTURE1/a.png'])
        expect((await raw(path, { ...headers, authorization }, 'x')).status).toBe(403);
    }
  });
});

describe('paths', () => {
  it.each([
    '/page/../server.ts',
    '/page/../../../package.json',
    '/page/%2e%2e/%2e%2e/%2e%2e/package.json',
    '/page/..%2f..%2f..%2fpackage.json',
    '/page/..\\..\\..\\package.json',
    '/page//etc/passwd',
    '/page/index.html',
    '/page/main.js%00',
    '/page/toString',
    '/package.json',
    '//etc/passwd',
    '/files-pri/T0PANTAU01-F0PICTURE1/../../../state.jsonl',
    '/sandbox/files/..%2f..%2fstate.jsonl',
    '/sandbox/files/F0PICTURE1',
    '/upload/v1/../../state.jsonl',
    'http://evil.example/page/%',
    '/%',
  ])('lead nowhere with %s', async (path) => {
    const { status, text } = await raw(path, { 'x-sandbox-token': token, authorization: `Bearer ${sandbox.botToken}` });
    expect(text).not.toMatch(/"name": "pantau"|root:|createServer|xoxb-/);
    if (!text.startsWith('<!doctype html>')) expect(status).toBe(404);
  });

  it('take no other way to a file than its id', async () => {
    const id = await uploadFile(sandbox, png, {}, '../../../../tmp/evil.png');
    const { file } = await good(sandbox, 'files.info', { file: id });
    const address = new URL(String(fields(file).url_private));
    expect(address.pathname).toBe(`/files-pri/T0PANTAU01-${id}/..%2F..%2F..%2F..%2Ftmp%2Fevil.png`);
    expect((await raw(address.pathname, { authorization: `Bearer ${sandbox.botToken}` })).status).toBe(200);
  });
});

describe('what is too long', () => {
  const bearer = () => ({ authorization: `Bearer ${sandbox.botToken}` });
  const form = (bytes: number) => 'channel=C0LAPORAN1&text='.padEnd(bytes, 'x');

  it('is a call of more than 4 MB', async () => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await raw('/api/chat.postMessage', { ...bearer(), ...type }, form(4_000_000))).status).toBe(200);
    expect(await raw('/api/chat.postMessage', { ...bearer(), ...type }, form(4_000_001))).toMatchObject({
      status: 413,
      text: 'more than 4000000 bytes',
    });
    expect((await raw('/api/chat.postMessage', { ...bearer(), ...type }, form(20_000_000))).status).toBe(413);
  });

  it('is a call of the page of more than 300 kB, or an answer of more than 1 MB', async () => {
    expect((await raw('/sandbox/say', { 'x-sandbox-token': token }, say('x'.repeat(300_000)))).status).toBe(413);
    expect((await raw('/sandbox/say', { 'x-sandbox-token': token }, say('x'.repeat(40_001)))).status).toBe(400);
    const listener = await openListener(sandbox);
    await listener.trigger(ayu);
    const { pathname } = new URL(String(listener.payloads.at(-1)?.response_url));
    expect((await raw(pathname, {}, JSON.stringify({ text: 'x'.repeat(1_000_000) }))).status).toBe(413);
    expect((await raw(pathname, {}, JSON.stringify({ text: 'x' }))).status).toBe(200);
    listener.close();
  });

  it('leaves the server as it was', async () => {
    await expect(good(sandbox, 'auth.test')).resolves.toMatchObject({ ok: true });
  });
});

describe('what is sent to the browser', () => {
  it('may run only its own scripts and call only this server', async () => {
    for (const path of ['/', '/page/main.js', '/page/base.css', '/archives/C0LAPORAN1/p1']) {
      const { headers } = await raw(path);
      const policy = String(headers['content-security-policy']);
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
      ])
        expect(policy).toContain(rule);
      expect(policy).not.toContain('unsafe');
      expect([headers['x-content-type-options'], headers['cache-control'], headers['referrer-policy']]).toEqual([
        'nosniff',
        'no-store',
        'no-referrer',
      ]);
    }
  });

  it.each([
    ['page.html', '<script>alert(1)</script>', 'text/html'],
    ['picture.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'application/octet-stream'],
    ['script.js', 'alert(1)', 'application/octet-stream'],
  ])('is for saving, not for showing, when it is %s', async (name, text, type) => {
    const id = await uploadFile(sandbox, Buffer.from(text), {}, name);
    const { status, headers } = await raw(`/sandbox/files/${id}?token=${token}`);
    expect([status, headers['content-type'], headers['x-content-type-options']]).toEqual([200, type, 'nosniff']);
    expect(headers['content-disposition']).toBe(`attachment; filename*=UTF-8''${name}`);
    expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox");
  });

  it.each(['"quoted".png', 'a\r\nset-cookie: x=1.png', 'é😀.png', 'half \ud83d of one.png', "it's (1)*.png"])(
    'is a file whose name is %j',
    async (name) => {
      const { body } = await call(sandbox, 'files.getUploadURLExternal', { filename: name, length: png.length }, { body: 'json' });
      await fetch(String(body.upload_url), { method: 'POST', body: new Uint8Array(png) });
      await good(sandbox, 'files.completeUploadExternal', { files: [{ id: body.file_id }], channel_id: places.closed });
      const { status, headers } = await raw(`/sandbox/files/${String(body.file_id)}?token=${token}`);
      expect([status, headers['set-cookie']]).toEqual([200, undefined]);
      expect(headers['content-disposition']).toMatch(/^inline; filename\*=UTF-8''[\w.%!~-]+$/);
      const history = await good(sandbox, 'conversations.history', { channel: places.closed, limit: 1 });
      expect(JSON.stringify(history)).toContain(String(body.file_id));
    },
  );
});

it('keeps names of objects out of its own', async () => {
  const input = (id: string) => ({ type: 'actions', block_id: id, elements: [{ type: 'datepicker', action_id: 'toString' }] });
  const ts = await post(sandbox, laporan, { blocks: [input('__proto__'), input('constructor')] });
  await sandbox.until(() => sandbox.connections() === 0);
  const listener = await openListener(sandbox);
  expect(await sandbox.as(ayu).click({ channel: laporan, ts }, 'toString', '2024-02-01')).toEqual({ ok: true });
  const state = JSON.stringify(listener.payloads.at(-1)?.state);
  const [value, none] = ['"2024-02-01"', 'null'].map((day) => `{"toString":{"type":"datepicker","selected_date":${day}}}`);
  expect(state).toBe(`{"values":{"__proto__":${value},"constructor":${none}}}`);
  expect(String({})).toBe('[object Object]');
  listener.close();
});
