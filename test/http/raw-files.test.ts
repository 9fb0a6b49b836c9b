import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../connectors/contract/period.js';
import { createRawFiles, type RawBudget } from '../../src/http/raw-files.js';
import type { RawMeta } from '../../src/http/raw-store.js';
import { createReplayHttp } from '../../src/http/replay.js';
import { jumpingClock } from '../support/jumping-clock.js';
import { startScriptedServer } from '../support/scripted-server.js';
import { get, judge, rig, TOKEN } from './rig.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pantau-raw-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ROOMY: RawBudget = { budgetBytes: 10_000_000, maxAgeDays: 400 };
const at = (text: string): Instant => new Date(text).toISOString() as Instant;
const meta = (receivedAt: string, more: Partial<RawMeta> = {}): RawMeta => ({
  connection: 'meta',
  call: 'GET graph/me',
  status: 200,
  headers: {},
  receivedAt: at(receivedAt),
  ...more,
});
const bytes = (text: string): Uint8Array => Buffer.from(text);
/** A text that no compression makes smaller than about half of it. */
const noise = (seed: number, length: number): string => {
  let state = seed;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return String.fromCharCode(33 + ((state >> 8) % 90));
  }).join('');
};
const filesOf = (): readonly string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.'));
const everything = (): string =>
  filesOf()
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');
const whole = { connection: 'meta', from: at('2020-01-01'), to: at('2030-01-01') };

describe('raw answers in files', () => {
  it('are kept once for each content, by a key that is the digest of it', async () => {
    const raw = createRawFiles(folder, ROOMY);
    const first = await raw.put(bytes('{"id":"1"}'), meta('2026-11-25T02:00:00Z'));
    expect(await raw.put(bytes('{"id":"1"}'), meta('2026-11-26T02:00:00Z'))).toBe(first);
    expect(first).toBe('raw:5811967f540d300d249ab30ae681359a7815fdb5d3dc71a94be1d491006a6b27');
    expect(filesOf().filter((name) => name.endsWith('.br'))).toHaveLength(1);
    expect(Buffer.from((await raw.get(first)) ?? []).toString()).toBe('{"id":"1"}');
    expect(await raw.calls(whole)).toEqual([
      { key: first, ...meta('2026-11-25T02:00:00Z') },
      { key: first, ...meta('2026-11-26T02:00:00Z') },
    ]);
  });

  it('that were never kept, or were cut short, are not there', async () => {
    const raw = createRawFiles(folder, ROOMY);
    const key = await raw.put(bytes(noise(1, 2_000)), meta('2026-11-25T02:00:00Z'));
    for (const other of ['raw:00', 'raw:../../etc/passwd', `raw:${'0'.repeat(64)}`]) expect(await raw.get(other)).toBeUndefined();
    const file = join(folder, filesOf().find((name) => name.endsWith('.br')) ?? '');
    const content = readFileSync(file);
    writeFileSync(file, content.subarray(0, 100));
    expect(await raw.get(key)).toBeUndefined();
    writeFileSync(file, brotliCompressSync('something else'));
    expect(await raw.get(key)).toBeUndefined();
    writeFileSync(file, content);
    expect(await raw.get(key)).toBeDefined();
  });

  it('a journal line that was cut short is passed over', async () => {
    const raw = createRawFiles(folder, ROOMY);
    await raw.put(bytes('1'), meta('2026-11-25T02:00:00Z'));
    await appendFile(join(folder, 'journal', '2026-11-25.jsonl'), '{"key":"raw:12');
    expect(await raw.calls(whole)).toHaveLength(1);
  });

  it('too old ones go, and what a younger call still names stays', async () => {
    const raw = createRawFiles(folder, { ...ROOMY, maxAgeDays: 30 });
    const old = await raw.put(bytes('old'), meta('2026-10-01T00:00:00Z'));
    const both = await raw.put(bytes('both'), meta('2026-10-01T00:00:01Z'));
    await raw.put(bytes('both'), meta('2026-11-25T00:00:00Z'));
    expect(await raw.prune(at('2026-11-25T02:00:00Z'))).toMatchObject({ files: 2 });
    expect(await raw.get(old)).toBeUndefined();
    expect(await raw.get(both)).toBeDefined();
    expect(await raw.reachesBackTo('meta')).toBe('2026-11-25T00:00:00.000Z');
  });

  it('the oldest go as the budget is used up, by itself, and never a younger one before an older', async () => {
    const raw = createRawFiles(folder, { budgetBytes: 60_000, maxAgeDays: 400 });
    const keys: string[] = [];
    for (let day = 1; day <= 28; day++) keys.push(await raw.put(bytes(noise(day, 5_000)), meta(`2026-10-${String(day).padStart(2, '0')}T00:00:00Z`)));
    await raw.prune(at('2026-10-29T00:00:00Z'));
    const there = await Promise.all(keys.map(async (key) => (await raw.get(key)) !== undefined));
    const firstThere = there.indexOf(true);
    expect(firstThere).toBeGreaterThan(10);
    expect(firstThere).toBeLessThan(22);
    expect(there.slice(firstThere)).not.toContain(false);
    expect(await raw.reachesBackTo('meta')).toBe(`2026-10-${firstThere + 1}T00:00:00.000Z`);
    const size = filesOf().reduce((sum, name) => sum + readFileSync(join(folder, name)).length, 0);
    expect(size).toBeLessThanOrEqual(60_000);
  });

  it('an old small one does not stay where a younger large one went: a replay needs a span without gaps', async () => {
    const raw = createRawFiles(folder, { budgetBytes: 8_000, maxAgeDays: 400 });
    const [small, large, last] = [bytes('small'), bytes(noise(1, 12_000)), bytes('last')];
    const keys = [await raw.put(small, meta('2026-10-01T00:00:00Z')), await raw.put(large, meta('2026-10-02T00:00:00Z'))];
    keys.push(await raw.put(last, meta('2026-10-03T00:00:00Z')));
    await raw.prune(at('2026-10-04T00:00:00Z'));
    expect(await Promise.all(keys.map(async (key) => (await raw.get(key)) !== undefined))).toEqual([false, false, true]);
  });

  it('many calls at once lose nothing', async () => {
    const [one, other] = [createRawFiles(folder, ROOMY), createRawFiles(folder, ROOMY)];
    await Promise.all(Array.from({ length: 60 }, (_, index) => (index % 2 ? one : other).put(bytes(`n${index % 20}`), meta('2026-11-25T02:00:00Z'))));
    expect(await one.calls(whole)).toHaveLength(60);
    expect(filesOf().filter((name) => name.endsWith('.br'))).toHaveLength(20);
    expect(filesOf().filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('the answers of a connection', () => {
  const base = { id: 'instagram', label: 'Instagram', authorization: { kind: 'query', name: 'access_token' }, judge, allowances: () => [] } as const;

  it('are kept without a secret and without the fields of other people; those that renew a credential never are', async () => {
    const server = await startScriptedServer([
      {
        headers: { 'x-app-usage': '{"call_count":1}', 'set-cookie': 'a=b', 'x-other': 'c' },
        body: { data: [{ username: 'ani', text: `${TOKEN} x` }], n: TOKEN },
      },
      { body: { access_token: 'token-baru-sekali', refresh_token: 'segar-baru-sekali' } },
    ]);
    const raw = createRawFiles(folder, ROOMY);
    const { http } = rig(server.address, { connector: base, raw });
    const answer = await http.send(get('/me/media', { query: { limit: '2' }, strip: ['username'] }));
    await http.send(get('/token', { method: 'POST', form: { refresh_token: 'segar-lama-sekali' }, authorized: false }));
    expect(answer.json).toMatchObject({ n: TOKEN });
    expect(Buffer.from((await raw.get(answer.raw)) ?? []).toString()).toBe('{"data":[{"username":"","text":"[hidden] x"}],"n":"[hidden]"}');
    expect(await raw.calls(whole)).toEqual([
      {
        key: answer.raw,
        connection: 'meta',
        call: 'GET platform/me/media limit=2',
        status: 200,
        headers: { 'content-type': 'application/json', 'x-app-usage': '{"call_count":1}', date: expect.any(String) },
        receivedAt: '2026-11-25T02:00:00.000Z',
      },
    ]);
    for (const secret of [TOKEN, 'token-baru', 'segar-']) expect(everything()).not.toContain(secret);
  });

  it('do not fail the call where the folder cannot be written', async () => {
    const server = await startScriptedServer([{ body: { id: '1' } }]);
    writeFileSync(join(folder, 'file'), '');
    const { http, logged } = rig(server.address, { raw: createRawFiles(join(folder, 'file', 'raw'), ROOMY) });
    expect(await http.send(get('/me'))).toMatchObject({ json: { id: '1' }, raw: '' });
    expect(logged).toEqual(['A raw answer could not be kept.']);
  });
});

describe('a replay', () => {
  it('gives every call the answers that it had, in their order, without a network', async () => {
    const next = (path: string) => get(path, { query: { after: 'Q', limit: '2' } });
    const server = await startScriptedServer([
      { body: '{"id":17841400000000001,"followers":10}' },
      { body: { page: 2 } },
      { status: 502, body: '<html>bad</html>' },
      { body: { id: '1', followers: 11 } },
      { status: 400, body: { fails: 'retired', code: '100' } },
    ]);
    const raw = createRawFiles(folder, ROOMY);
    const clock = jumpingClock();
    const { http } = rig(server.address, { raw, clock });
    const pull = async (send: typeof http.send): Promise<readonly unknown[]> => {
      const answers = [await send(get('/me')), await send(next('/media')), await send(get('/me'))];
      const failure: unknown = await send(get('/insights')).catch((error: { kind: string; code: string }) => [error.kind, error.code]);
      return [...answers.map(({ json, status, receivedAt, raw }) => ({ json, status, receivedAt, raw })), failure];
    };
    const live = await pull(http.send);
    expect(live.at(-1)).toEqual(['retired', '100']);
    const replay = await createReplayHttp(raw, { connection: 'meta', from: at('2026-11-25'), to: at('2026-11-26') }, { judge, label: 'Instagram' });
    expect(await pull(replay.send)).toEqual(live);
  });

  it('knows a call by its fields in any order', async () => {
    const server = await startScriptedServer([{ body: { id: '1' } }]);
    const raw = createRawFiles(folder, ROOMY);
    await rig(server.address, { raw }).http.send(get('/me', { query: { a: '1', b: '2' }, method: 'POST', form: { d: '4', c: '3' } }));
    const replay = await createReplayHttp(raw, whole, { judge, label: 'Instagram' });
    const again = get('/me', { query: { b: '2', a: '1' }, method: 'POST', form: { c: '3', d: '4' } });
    expect((await replay.send(again)).json).toEqual({ id: '1' });
  });

  it('says how far back it reaches where an answer is missing, of which kind the failure is no news of the platform', async () => {
    const raw = createRawFiles(folder, { ...ROOMY, maxAgeDays: 10 });
    await raw.put(bytes('a'), meta('2026-11-01T00:00:00Z'));
    await raw.put(bytes('b'), meta('2026-11-24T00:00:00Z', { call: 'GET platform/me' }));
    await raw.put(bytes('c'), meta('2026-11-24T00:00:00Z', { connection: 'x' }));
    await raw.prune(at('2026-11-25T00:00:00Z'));
    const replay = await createReplayHttp(raw, whole, { judge, label: 'Instagram' });
    await replay.send(get('/me'));
    await expect(replay.send(get('/me'))).rejects.toMatchObject({
      kind: 'rejected',
      code: 'replay/missing',
      message: expect.stringContaining('reaches back to 2026-11-24T00:00:00.000Z'),
    });
    const other = await createReplayHttp(raw, { ...whole, connection: 'none' }, { judge, label: 'Instagram' });
    await expect(other.send(get('/me'))).rejects.toMatchObject({ message: expect.stringContaining('Nothing is kept') });
  });
});
