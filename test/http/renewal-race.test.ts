import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { HttpRequest } from '../../connectors/contract/http.js';
import { demoWorld } from '../../sandbox/demo/world.js';
import { startPlatforms } from '../../sandbox/platforms/server.js';
import { createAgents } from '../../src/http/agents.js';
import { createTransport } from '../../src/http/transport.js';
import { openConnections } from '../../src/pipeline/connections.js';
import { temporaryStore } from '../support/store.js';

const START = '2026-11-25T02:00:00Z';
const HOUR = 3_600_000;
const MOST_CALLS = 8;
const ignore = (): void => undefined;

/** Two processes with one store, before a stand-in of X whose refresh tokens are good for one use: a second use kills the family. */
async function twoProcesses() {
  let now = Date.parse(START);
  const accounts = demoWorld().accounts.filter(({ platform }) => platform === 'x');
  const platforms = await startPlatforms({ world: { accounts }, now: START, apiDate: '2026-11-25' });
  onTestFinished(platforms.close);
  const folder = await mkdtemp(join(tmpdir(), 'pantau-race-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { store, remove } = await temporaryStore();
  onTestFinished(remove);
  const agents = createAgents();
  onTestFinished(agents.close);
  const { x } = platforms.credentials;
  const start = () => {
    const [connection] = openConnections({
      config: {
        accounts: [{ id: 'x:DitjenPK', platform: 'x', label: '@DitjenPK', pulled: { platformId: accounts[0]?.id ?? '', connection: 'x' } }],
        connections: [{ id: 'x', connector: 'x', settings: {}, dailyLimits: {} }],
      },
      store,
      folder,
      secret: () => undefined,
      masterKey: Buffer.alloc(32, 7),
      transport: createTransport(agents),
      // A lease is waited for in turns of the event loop.
      wall: { now: () => now, sleep: () => new Promise((resolve) => setImmediate(resolve)) },
      random: () => 0.5,
      log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
      standIns: {
        keepsRaw: true,
        hosts: { x: { api: platforms.hosts.x } },
        secrets: { x: { CLIENT_ID: x.clientId, CLIENT_SECRET: x.clientSecret, REFRESH_TOKEN: x.refreshToken } },
      },
    });
    if (connection === undefined) throw new Error('The connection did not open.');
    return connection;
  };
  const renewals = (): readonly number[] =>
    platforms
      .calls('x')
      .filter(({ path }) => path === '/2/oauth2/token')
      .map(({ status }) => status);
  const id = accounts[0]?.id ?? '';
  const later = (milliseconds: number): void => {
    now += milliseconds;
    platforms.setNow(new Date(now).toISOString());
  };
  return { start, renewals, id, later };
}

const users = (id: string): HttpRequest => ({ method: 'GET', host: 'api', path: '/2/users', query: { ids: id }, accounts: ['x:DitjenPK'] });

describe('two processes whose token of X is due at the same moment', () => {
  it('renew it exactly once, and every call of both goes through', async () => {
    const { start, renewals, id, later } = await twoProcesses();
    const processes = [start(), start()];
    const callAll = (): Promise<readonly number[]> =>
      Promise.all(Array.from({ length: MOST_CALLS }, async (_, index) => (await processes[index % 2]?.http.send(users(id)))?.status ?? 0));
    expect(await callAll()).toEqual(Array.from({ length: MOST_CALLS }, () => 200));
    expect(renewals()).toEqual([200]);
    later(2 * HOUR);
    expect(await callAll()).toEqual(Array.from({ length: MOST_CALLS }, () => 200));
    expect(renewals()).toEqual([200, 200]);
    const restarted = start();
    expect((await restarted.http.send(users(id))).status).toBe(200);
    expect(renewals()).toEqual([200, 200]);
  });
});
