import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createBreakers } from '../../src/http/breakers.js';
import { jumpingClock } from '../support/jumping-clock.js';
import { startScriptedServer } from '../support/scripted-server.js';
import { ACCOUNT, get, OTHER, rig, staticCredential } from './rig.js';

const MINUTE = 60_000;
const limited = (until: string | undefined, reach = 'connection', headers = {}) => ({
  status: 400,
  headers,
  body: { fails: 'rate-limited', reach, ...(until === undefined ? {} : { until }) },
});
const kindOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'good',
    (error: { kind: string }) => error.kind,
  );

describe('a breaker', () => {
  it('fails every call at once with the same failure until its end, and then lets one pass', async () => {
    const server = await startScriptedServer([limited('2026-11-25T02:19:00.000Z'), { body: { id: '1' } }]);
    const { http, clock } = rig(server.address, { random: () => 0 });
    const first = await http.send(get('/me')).catch((error: unknown) => error);
    expect(first).toMatchObject({ kind: 'rate-limited', until: '2026-11-25T02:19:00.000Z' });
    expect(await http.send(get('/other')).catch((error: unknown) => error)).toBe(first);
    clock.advance(19 * MINUTE - 1);
    expect(await http.send(get('/me')).catch((error: unknown) => error)).toBe(first);
    expect(server.calls).toHaveLength(1);
    clock.advance(1);
    expect((await http.send(get('/me'))).json).toEqual({ id: '1' });
  });

  it('of an account lets the other accounts pass, and that of the platform stops every connection', async () => {
    const server = await startScriptedServer([limited(undefined, 'account'), {}, limited(undefined, 'platform')]);
    const clock = jumpingClock();
    const breakers = createBreakers(clock);
    const { http } = rig(server.address, { clock, breakers });
    const other = rig(server.address, { clock, breakers, connection: 'meta-2' });
    expect(await kindOf(http.send(get('/a')))).toBe('rate-limited');
    expect(await kindOf(http.send(get('/a', { accounts: [OTHER.id, ACCOUNT.id] })))).toBe('rate-limited');
    expect(await kindOf(http.send(get('/b', { accounts: [OTHER.id] })))).toBe('good');
    expect(await kindOf(http.send(get('/b', { accounts: [OTHER.id] })))).toBe('rate-limited');
    expect(await kindOf(other.http.send(get('/b', { accounts: [] })))).toBe('rate-limited');
  });

  it('whose failure reaches no further than its call closes nothing', async () => {
    const server = await startScriptedServer([limited(undefined, 'call'), {}]);
    const { http } = rig(server.address);
    expect(await kindOf(http.send(get('/a')))).toBe('rate-limited');
    expect(await kindOf(http.send(get('/a')))).toBe('good');
  });

  it('opens for credits, for a quota and for a refused credential too', async () => {
    for (const fails of ['credits', 'quota', 'auth']) {
      const server = await startScriptedServer([{ status: 402, body: { fails, reach: 'connection' } }]);
      const { http, clock } = rig(server.address);
      expect(await kindOf(http.send(get('/a')))).toBe(fails);
      clock.advance(30 * MINUTE);
      expect(await kindOf(http.send(get('/a')))).toBe(fails);
    }
  });

  it('makes calls that come together wait for the one that tries, and opens again where that is refused', async () => {
    let first: ServerResponse | undefined;
    const server = await startScriptedServer([
      limited('2026-11-25T02:10:00.000Z'),
      { act: (response) => (first = response) },
      {},
      limited('2026-11-25T03:00:00.000Z'),
    ]);
    const { http, clock } = rig(server.address, { random: () => 0 });
    await kindOf(http.send(get('/a')));
    clock.advance(10 * MINUTE);
    const together = [http.send(get('/a')), http.send(get('/b'))].map(kindOf);
    for (let turns = 0; first === undefined || turns < 100; turns++) await new Promise((resolve) => setImmediate(resolve));
    expect(server.calls).toHaveLength(2);
    first.end('{}');
    expect(await Promise.all(together)).toEqual(['good', 'good']);
    expect(await kindOf(http.send(get('/c')))).toBe('rate-limited');
    expect(await kindOf(http.send(get('/c')))).toBe('rate-limited');
  });

  it('waits by the clock of the server where its reset lies in the past of ours, and a second at least', async () => {
    const date = { date: 'Wed, 25 Nov 2026 01:40:00 GMT' };
    const server = await startScriptedServer([limited('2026-11-25T01:55:00.000Z', 'connection', date), limited('2026-11-25T01:00:00.000Z')]);
    const { http, clock } = rig(server.address, { random: () => 0 });
    expect(await http.send(get('/a')).catch((error: unknown) => error)).toMatchObject({ until: '2026-11-25T02:15:00.000Z' });
    clock.advance(15 * MINUTE);
    expect(await http.send(get('/a')).catch((error: unknown) => error)).toMatchObject({ until: '2026-11-25T02:15:01.000Z' });
  });

  it('takes it for the limit of a day when the platform refuses again after three waits', async () => {
    const server = await startScriptedServer(Array.from({ length: 4 }, () => limited('2026-11-25T00:00:00.000Z')));
    const { http, clock } = rig(server.address, { random: () => 0 });
    const untils: unknown[] = [];
    for (let index = 0; index < 4; index++) {
      const error: unknown = await http.send(get('/a')).catch((thrown: unknown) => thrown);
      untils.push(error instanceof Error && 'until' in error ? error.until : undefined);
      clock.advance(1_000);
    }
    expect(untils).toEqual(['2026-11-25T02:00:01.000Z', '2026-11-25T02:00:02.000Z', '2026-11-25T02:00:03.000Z', '2026-11-26T02:00:03.000Z']);
  });

  it('takes calls that were under way together for one refusal', async () => {
    const replies = [1, 2, 3, 4].map((second) => limited(`2026-11-25T02:00:0${second}.000Z`));
    const server = await startScriptedServer([...replies, limited('2026-11-25T02:00:01.000Z')]);
    const clock = jumpingClock();
    const breakers = createBreakers(clock);
    const { http } = rig(server.address, { clock, breakers, random: () => 0 });
    await Promise.all(['/a', '/b', '/c', '/d'].map((path) => kindOf(http.send(get(path)))));
    expect(breakers.state()).toMatchObject([{ scope: 'connection:meta', refusals: 1, until: clock.now() + 4_000 }]);
    clock.advance(4_000);
    await kindOf(http.send(get('/a')));
    expect(breakers.state()).toMatchObject([{ refusals: 2, until: clock.now() + 1_000 }]);
  });

  it('opens for a gateway that wants fewer calls, too, for as long as it says', async () => {
    const server = await startScriptedServer([{ status: 429, headers: { 'retry-after': '120' }, body: 'slow down' }]);
    const { http } = rig(server.address, { random: () => 0 });
    const failure = { kind: 'rate-limited', until: '2026-11-25T02:02:00.000Z', code: 'http/429' };
    await expect(http.send(get('/a'))).rejects.toMatchObject(failure);
    await expect(http.send(get('/b'))).rejects.toMatchObject(failure);
  });

  it('of a refused credential is no breaker for another one', async () => {
    const server = await startScriptedServer([{ status: 401, body: { fails: 'auth', reach: 'connection' } }, {}, {}]);
    const clock = jumpingClock();
    const breakers = createBreakers(clock);
    const first = rig(server.address, { breakers, clock });
    expect(await kindOf(first.http.send(get('/a')))).toBe('auth');
    const restarted = createBreakers(clock, JSON.parse(JSON.stringify(breakers.state())));
    expect(JSON.stringify(breakers.state())).not.toContain(staticCredential.accessToken);
    const same = rig(server.address, { breakers: restarted, clock });
    expect(await kindOf(same.http.send(get('/token', { authorized: false })))).toBe('good');
    expect(await kindOf(same.http.send(get('/a')))).toBe('auth');
    const credentials = { current: async () => ({ ...staticCredential, accessToken: 'token-baru' }), refused: async () => undefined };
    const anew = rig(server.address, { breakers: restarted, clock, credentials });
    expect(await kindOf(anew.http.send(get('/a')))).toBe('good');
    expect(restarted.state()).toEqual([]);
  });
});

describe('an allowance', () => {
  const left = (text: string) => ({ headers: { 'x-left': text } });

  it('of which nothing is left stops its scope until the reset, although the answer was good', async () => {
    const server = await startScriptedServer([left('user-24h=1@2026-11-25T04:00:00.000Z'), {}]);
    const { http, clock } = rig(server.address, { random: () => 0 });
    expect(await kindOf(http.send(get('/a')))).toBe('good');
    expect(await http.send(get('/b')).catch((error: unknown) => error)).toMatchObject({
      kind: 'rate-limited',
      reach: 'connection',
      until: '2026-11-25T04:00:00.000Z',
      message: expect.stringContaining('user-24h'),
    });
    clock.advance(120 * MINUTE);
    expect(await kindOf(http.send(get('/b')))).toBe('good');
  });

  it('of which something is left stops nothing', async () => {
    const server = await startScriptedServer([left('app=0.99'), {}]);
    const { http } = rig(server.address);
    expect(await kindOf(http.send(get('/a')))).toBe('good');
    expect(await kindOf(http.send(get('/a')))).toBe('good');
  });

  it('of one account, told by the id of the platform, stops that account alone', async () => {
    const server = await startScriptedServer([left(`account:${ACCOUNT.platformId}=1.2`), {}]);
    const { http } = rig(server.address);
    await http.send(get('/a'));
    expect(await kindOf(http.send(get('/a')))).toBe('rate-limited');
    expect(await kindOf(http.send(get('/a', { accounts: [OTHER.id] })))).toBe('good');
  });

  it('of one path stops the same path with any id, and no other', async () => {
    const server = await startScriptedServer([left('endpoint=1'), {}]);
    const { http } = rig(server.address);
    await http.send(get('/2/users/1880000000000000000/tweets'));
    expect(await kindOf(http.send(get('/2/users/1880000000000000001/tweets')))).toBe('rate-limited');
    expect(await kindOf(http.send(get('/2/users')))).toBe('good');
  });
});
