import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { methods } from '../../sandbox/slack/arguments.js';
import type { Sandbox } from '../../sandbox/slack/server.js';
import { call, fields, listed, openPlaces } from './http.js';
import { answerTo, refusals, type Stage, setStage } from './refusals.js';
import { ayu, laporan, openSandbox } from './rig.js';

const tokenOf = (sandbox: Sandbox, method: string): string => (method === 'apps.connections.open' ? sandbox.appToken : sandbox.botToken);
const named = Object.entries(methods);
const requiredOf = (args: object): readonly string[] =>
  Object.entries(args)
    .filter(([, kind]) => String(kind).endsWith('!'))
    .map(([name]) => name);

describe('every refusal is HTTP 200 with ok: false', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage();
  });

  afterAll(async () => {
    stage.listener.close();
    await stage.sandbox.close();
  });

  it.each(refusals.map((refusal) => [`${refusal.method} with ${refusal.why}: ${refusal.error}`, refusal] as const))('%s', async (_, refusal) => {
    const { status, body } = await answerTo(stage, refusal);
    expect([status, body.ok, body.error]).toEqual([200, false, refusal.error]);
  });

  it('changes nothing', () => {
    expect(stage.sandbox.messages(laporan).map(({ ts }) => ts)).toEqual([stage.ours, stage.theirs]);
    expect(stage.sandbox.messages(laporan)[0]).toMatchObject({ text: 'Laporan', reactions: [{ name: 'eyes' }] });
    expect(stage.sandbox.files()).toHaveLength(2);
  });
});

describe('tokens', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await openSandbox();
  });

  afterAll(() => sandbox.close());

  it.each(named.map(([method]) => method).filter((method) => method !== 'api.test'))(
    '%s wants a token, of its kind, and the right one',
    async (method) => {
      const errorWith = async (token: string) => (await call(sandbox, method, {}, { token })).body.error;
      expect(await errorWith('')).toBe('not_authed');
      expect(await errorWith(`${tokenOf(sandbox, method)}x`)).toBe('invalid_auth');
      expect(await errorWith(method === 'apps.connections.open' ? sandbox.botToken : sandbox.appToken)).toBe('not_allowed_token_type');
    },
  );

  it('are as new in another workspace', async () => {
    const other = await openSandbox();
    expect((await call(sandbox, 'auth.test', {}, { token: other.botToken })).body.error).toBe('invalid_auth');
    await other.close();
  });

  it('are refused in the body too', async () => {
    expect((await call(sandbox, 'auth.test', { token: 'xoxb-wrong' }, { token: '' })).body.error).toBe('invalid_auth');
  });

  it.each(named.filter(([, { scopes }]) => scopes.length > 0))('%s wants one of its scopes', async (method, { scopes, args }) => {
    const given = Object.fromEntries(requiredOf(args).map((name) => [name, 'x']));
    const few = await startSandboxWith(['commands']);
    expect((await call(few, method, given)).body).toMatchObject({
      ok: false,
      error: 'missing_scope',
      needed: scopes.join(','),
      provided: 'commands',
    });
    await few.close();
    const enough = await startSandboxWith([String(scopes.at(-1))]);
    expect((await call(enough, method, given)).body.error).not.toBe('missing_scope');
    await enough.close();
  });
});

const startSandboxWith = (scopes: readonly string[]): Promise<Sandbox> => openPlaces({ scopes });

describe('arguments', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await openSandbox();
  });

  afterAll(() => sandbox.close());

  it.each(named)('%s refuses an argument that Slack does not document', async (method) => {
    const { status, body } = await call(sandbox, method, { alt_text: 'x' }, { token: tokenOf(sandbox, method) });
    expect([status, body.ok, body.error]).toEqual([200, false, 'invalid_arguments']);
    expect(body.errors).toContain('invalid additional property: alt_text [json-pointer:/]');
  });

  it.each(named.filter(([, { args }]) => requiredOf(args).length > 0))(
    '%s names every required argument that is missing',
    async (method, { args }) => {
      const { body } = await call(sandbox, method, {}, { token: tokenOf(sandbox, method) });
      const sentences = requiredOf(args).map((name) => `missing required field: ${name} [json-pointer:/]`);
      expect(body).toMatchObject({ ok: false, error: 'invalid_arguments', errors: sentences });
      expect(fields(body.response_metadata).messages).toEqual(sentences.map((sentence) => `[ERROR] ${sentence}`));
    },
  );

  it('refuses an empty one like a missing one, and one of another kind', async () => {
    expect((await call(sandbox, 'users.info', { user: '' })).body.error).toBe('invalid_arguments');
    expect((await call(sandbox, 'users.info', { user: { id: ayu } }, { body: 'json' })).body.error).toBe('invalid_arguments');
    expect((await call(sandbox, 'users.info', { user: ayu, include_locale: 'maybe' })).body.error).toBe('invalid_arguments');
    expect((await call(sandbox, 'conversations.list', { limit: 'many' })).body.error).toBe('invalid_arguments');
  });

  it('takes the workspace for every method, and refuses another one', async () => {
    expect((await call(sandbox, 'users.info', { user: ayu, team_id: 'T0PANTAU01' })).body.ok).toBe(true);
    expect((await call(sandbox, 'users.info', { user: ayu, team_id: 'T0NOBODY01' })).body.error).toBe('invalid_arguments');
    expect((await call(sandbox, 'bots.info', { team_id: 'T0NOBODY01' })).body.error).toBe('invalid_arguments');
  });

  it('knows no other method', async () => {
    expect((await call(sandbox, 'chat.shout')).body).toMatchObject({ ok: false, error: 'unknown_method' });
    expect((await call(sandbox, 'constructor')).body).toMatchObject({ ok: false, error: 'unknown_method' });
  });

  it.each(['{', '[]', 'null'])('says of a JSON body %s that it cannot read it', async (body) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${sandbox.botToken}` };
    const response = await fetch(`${sandbox.apiUrl}auth.test`, { method: 'POST', headers, body });
    expect([response.status, await response.json()]).toEqual([200, { ok: false, error: 'invalid_form_data' }]);
  });
});

describe('limits of rate', () => {
  it('answers 429 with Retry-After after a burst in a channel, and lets go on afterwards; other channels are free', async () => {
    let now = Date.UTC(2024, 2, 1, 2);
    const sandbox = await openPlaces({ rateLimits: true, clock: () => now });
    const send = (channel: string) => call(sandbox, 'chat.postMessage', { channel, text: 'x' });
    for (let turn = 0; turn < 4; turn += 1) expect((await send(laporan)).body.ok).toBe(true);
    const refused = await send(laporan);
    expect([refused.status, refused.headers.get('retry-after'), refused.body]).toEqual([429, '1', { ok: false, error: 'ratelimited' }]);
    expect((await send('C0UMUM0001')).status).toBe(200);
    now += 1_000;
    expect((await send(laporan)).status).toBe(200);
    expect(sandbox.messages(laporan)).toHaveLength(5);
    expect(sandbox.calls('chat.postMessage').map(({ error }) => error)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      'ratelimited',
      undefined,
      undefined,
    ]);
    await sandbox.close();
  });

  it('counts the calls of a method in a minute', async () => {
    let now = Date.UTC(2024, 2, 1, 2);
    const sandbox = await openPlaces({ rateLimits: true, clock: () => now });
    const statuses: number[] = [];
    for (let turn = 0; turn < 21; turn += 1) statuses.push((await call(sandbox, 'users.list')).status);
    expect([statuses.indexOf(429), methods['users.list']?.perMinute]).toEqual([20, 20]);
    const refused = await call(sandbox, 'users.list');
    expect(refused.headers.get('retry-after')).toBe('3');
    now += 3_000;
    expect((await call(sandbox, 'users.list')).status).toBe(200);
    await sandbox.close();
  });

  it('misbehaves as told, once for each fault', async () => {
    const sandbox = await openSandbox();
    sandbox.fault(
      'chat.postMessage',
      { kind: 'http', status: 503 },
      { kind: 'error', error: 'fatal_error' },
      { kind: 'drop-before' },
      { kind: 'drop-after' },
    );
    const send = () => call(sandbox, 'chat.postMessage', { channel: laporan, text: 'x' });
    expect((await send()).status).toBe(503);
    expect((await send()).body.error).toBe('fatal_error');
    await expect(send()).rejects.toThrow('fetch failed');
    expect(sandbox.messages(laporan)).toHaveLength(0);
    await expect(send()).rejects.toThrow('fetch failed');
    expect(sandbox.messages(laporan)).toHaveLength(1);
    expect((await send()).body.ok).toBe(true);
    expect(listed(sandbox.calls('chat.postMessage'))).toHaveLength(5);
    await sandbox.close();
  });
});
