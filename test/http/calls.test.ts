import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { startScriptedServer } from '../support/scripted-server.js';
import { get, rig, TOKEN } from './rig.js';

const bearer = { id: 'instagram', label: 'Instagram', authorization: { kind: 'bearer' } } as const;
const rules = { judge: () => undefined, allowances: () => [] };

describe('a call of a platform', () => {
  it('shows the token in a header, and gives the answer as text and as JSON with long integers as strings', async () => {
    const server = await startScriptedServer([{ status: 200, headers: { 'X-App-Usage': '{"call_count":28}' }, body: '{"id":17841400000000001}' }]);
    const { http } = rig(server.address);
    const answer = await http.send(get('/v25.0/me', { query: { fields: 'id,media.limit(2){id}', after: 'a=b&c d' } }));
    expect(answer).toMatchObject({
      status: 200,
      text: '{"id":17841400000000001}',
      json: { id: '17841400000000001' },
      receivedAt: '2026-11-25T02:00:00.000Z',
      raw: '',
    });
    expect(answer.headers['x-app-usage']).toBe('{"call_count":28}');
    const [call] = server.calls;
    expect(call?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(call?.url).toBe('/v25.0/me?fields=id%2Cmedia.limit(2)%7Bid%7D&after=a%3Db%26c%20d');
    expect(call?.url).not.toContain(TOKEN);
  });

  it('proves the token where the secret for that is set, in the query or in the form', async () => {
    const server = await startScriptedServer([{}, {}, {}]);
    const connector = { ...bearer, ...rules, authorization: { kind: 'bearer', proofSecret: 'app_secret' } } as const;
    const proof = createHmac('sha256', 'contoh-meta-secret').update(TOKEN).digest('hex');
    const { http } = rig(server.address, { connector, secrets: { app_secret: 'contoh-meta-secret' } });
    await http.send(get('/me', { query: { fields: 'id' } }));
    await http.send(get('/', { method: 'POST', form: { batch: '[{"method":"GET"}]' } }));
    await rig(server.address, { connector }).http.send(get('/me'));
    const [first, second, third] = server.calls;
    expect(first?.url).toBe(`/me?fields=id&appsecret_proof=${proof}`);
    expect(second?.url).toBe('/');
    expect(second?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(new URLSearchParams(second?.body)).toEqual(new URLSearchParams({ batch: '[{"method":"GET"}]', appsecret_proof: proof }));
    expect(third?.url).toBe('/me');
  });

  it('shows a key in the query where the platform wants it so', async () => {
    const server = await startScriptedServer([{}]);
    const connector = { ...bearer, ...rules, authorization: { kind: 'query', name: 'key' } } as const;
    await rig(server.address, { connector }).http.send(get('/channels', { query: { id: 'UC1' } }));
    expect(server.calls[0]?.url).toBe(`/channels?id=UC1&key=${TOKEN}`);
    expect(server.calls[0]?.headers.authorization).toBeUndefined();
  });

  it('a call that renews a credential goes out without it, with the name of the app where it is given', async () => {
    const server = await startScriptedServer([{ body: { access_token: 'neu' } }]);
    const form = { grant_type: 'refresh_token', refresh_token: 'contoh-x-refresh' };
    const { http } = rig(server.address);
    await http.send(get('/token', { method: 'POST', form, authorized: false, basic: { user: 'contoh', password: 'rahasia:1' } }));
    expect(server.calls[0]?.headers.authorization).toBe(`Basic ${Buffer.from('contoh:rahasia%3A1').toString('base64')}`);
    expect(server.calls[0]?.body).toBe('grant_type=refresh_token&refresh_token=contoh-x-refresh');
  });

  it('refuses a host that is not declared and a path that leads elsewhere, without any call', async () => {
    const server = await startScriptedServer([]);
    const { http } = rig(server.address);
    for (const request of [
      get('/x', { host: 'other' }),
      get('/x', { host: 'toString' }),
      get('/a/../b'),
      get('/a/%2E%2e'),
      get('//evil'),
      get('/a?b=c'),
      get('a'),
    ])
      await expect(http.send(request)).rejects.toMatchObject({ name: 'ConnectorError', kind: 'rejected' });
  });

  it('follows no redirect: the token goes to no other host', async () => {
    const other = await startScriptedServer([]);
    const server = await startScriptedServer(Array.from({ length: 4 }, () => ({ status: 302, headers: { location: `${other.address}/login` } })));
    await expect(rig(server.address).http.send(get('/me'))).rejects.toMatchObject({ kind: 'unavailable', code: 'http/302' });
    expect(other.calls).toEqual([]);
  });

  it('a page in place of an answer is no answer, whatever its status', async () => {
    const page = { headers: { 'content-type': 'text/html' }, body: '<!DOCTYPE html><title>Login</title>' };
    const server = await startScriptedServer([page, { ...page, status: 502 }, { ...page, status: 503 }, { body: { id: '1' } }]);
    expect((await rig(server.address).http.send(get('/me'))).json).toEqual({ id: '1' });
  });

  it('an answer that is too large asks for less, and one that never ends is given up', async () => {
    const server = await startScriptedServer([
      { body: 'x'.repeat(5_000) },
      { act: dripping },
      { act: dripping },
      { act: dripping },
      { act: dripping },
    ]);
    const small = rig(server.address, {}, { mostBytes: 4_000, deadlineMs: 150 });
    await expect(small.http.send(get('/large'))).rejects.toMatchObject({ kind: 'reduce', code: 'TOO_LARGE' });
    await expect(small.http.send(get('/slow'))).rejects.toMatchObject({ kind: 'unavailable', code: 'TIMEOUT' });
  });

  it('at most four calls of a connection are under way, over connections that stay open', async () => {
    const waiting: ServerResponse[] = [];
    const server = await startScriptedServer(Array.from({ length: 16 }, () => ({ act: (response: ServerResponse) => void waiting.push(response) })));
    const { http } = rig(server.address);
    let answered = 0;
    for (const batch of [8, 8]) {
      const calls = Promise.all(Array.from({ length: batch }, (_, index) => http.send(get(`/${index}`))));
      for (const end = answered + batch; answered < end; answered += 4) {
        while (waiting.length < 4) await turn();
        for (let turns = 0; turns < 100; turns++) await turn();
        expect(server.calls).toHaveLength(answered + 4);
        for (const response of waiting.splice(0)) response.end('{}');
      }
      await calls;
    }
    expect(server.connections()).toBe(4);
  });
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Sends a byte now and then, so that no socket ever falls silent. */
function dripping(response: ServerResponse): void {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
}
