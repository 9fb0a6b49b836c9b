import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../connectors/contract/errors.js';
import { startScriptedServer } from '../support/scripted-server.js';
import { get, judge, rig, TOKEN } from './rig.js';

const failing = (kind: string, more: object = {}) => ({ status: 400, body: { fails: kind, ...more } });

describe('a failure of a platform', () => {
  it('that may pass is tried again three times at most, after longer and longer pauses', async () => {
    const server = await startScriptedServer(Array.from({ length: 4 }, () => failing('unavailable')));
    const { http, clock } = rig(server.address);
    await expect(http.send(get('/me'))).rejects.toMatchObject({ kind: 'unavailable' });
    expect(clock.slept).toEqual([1_000, 2_000, 4_000]);
  });

  it('that passed leaves a good answer', async () => {
    const server = await startScriptedServer([{ act: (response) => response.destroy() }, { status: 503, body: 'busy' }, { body: { id: '1' } }]);
    const { http, clock } = rig(server.address, { random: () => 0 });
    expect((await http.send(get('/me'))).json).toEqual({ id: '1' });
    expect(clock.slept).toEqual([500, 1_000]);
  });

  it('of any other kind is not tried again, and is told by its code although the status is 200', async () => {
    const kinds = ['rate-limited', 'quota', 'credits', 'auth', 'permission', 'retired', 'malformed', 'rejected', 'reduce', 'withheld', 'gone'];
    const server = await startScriptedServer(kinds.map((kind) => ({ ...failing(kind, { code: '100/33' }), status: 200 })));
    for (const kind of kinds) await expect(rig(server.address).http.send(get('/me'))).rejects.toMatchObject({ kind, code: '100/33' });
  });

  it('waits as long as the platform says, unless that is long', async () => {
    const soon = failing('unavailable', { until: '2026-11-25T02:00:20.000Z' });
    const server = await startScriptedServer([soon, {}, failing('unavailable', { until: '2026-11-25T02:30:00.000Z' })]);
    const { http, clock } = rig(server.address);
    await http.send(get('/me'));
    expect(clock.slept).toEqual([20_000]);
    await expect(http.send(get('/me'))).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('of a renewal is not repeated once the call may have arrived: its token is good for one use', async () => {
    const server = await startScriptedServer([{ act: (response) => response.destroy() }, { status: 502, body: '<html>' }]);
    const { http } = rig(server.address);
    const renewal = get('/token', { method: 'POST', form: { refresh_token: 'contoh-x-refresh' }, authorized: false });
    await expect(http.send(renewal)).rejects.toMatchObject({ kind: 'unavailable', code: 'ECONNRESET' });
    await expect(http.send(renewal)).rejects.toMatchObject({ kind: 'unavailable', code: 'http/502' });
  });

  it('to reach the server at all is tried again, a renewal too', async () => {
    const { http, clock } = rig('http://127.0.0.1:1');
    const renewal = get('/token', { method: 'POST', form: {}, authorized: false });
    await expect(http.send(renewal)).rejects.toMatchObject({ kind: 'unavailable', code: 'ECONNREFUSED' });
    expect(clock.slept).toHaveLength(3);
  });

  it('tells no secret: not in its words, nor in its cause, nor by what hangs on it', async () => {
    const echo = (says: string) => failing('permission', { says });
    const server = await startScriptedServer([
      echo(`Malformed access token ${TOKEN}`),
      echo(`bad call https://graph/me?access_token=${encodeURIComponent(TOKEN)}&x=1`),
      ...Array.from({ length: 4 }, () => ({ act: (response: { destroy: () => void }) => response.destroy() })),
    ]);
    const connector = { id: 'x', label: 'X', authorization: { kind: 'query', name: 'key' }, judge, allowances: () => [] } as const;
    const { http, logged } = rig(server.address, { connector });
    for (let index = 0; index < 3; index++) {
      const error = await http.send(get('/me')).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(ConnectorError);
      expect(everythingOf(error)).not.toContain(TOKEN);
      expect(everythingOf(error)).not.toContain('Bearer');
    }
    expect(logged.join('\n')).not.toContain(TOKEN);
  });
});

/** All that can be reached from a value, as a text. */
function everythingOf(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (seen.has(value)) return '';
  seen.add(value);
  return Reflect.ownKeys(value)
    .map((key) => `${String(key)} ${everythingOf(Reflect.get(value, key), seen)}`)
    .join('\n');
}
