import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { systemWallClock } from '../../src/clock.js';
import { createAgents } from '../../src/http/agents.js';
import { createTransport } from '../../src/http/transport.js';
import { openConnections } from '../../src/pipeline/connections.js';
import { openSqliteStore } from '../../src/store/sqlite/client.js';

/** What a calling process is given: a store that it shares, a stand-in of X, and an account to ask for. */
const given = z.object({
  database: z.string(),
  address: z.string(),
  account: z.string(),
  secrets: z.record(z.string(), z.string()),
});

/** What a calling process is given. */
export type CallingBot = z.infer<typeof given>;

const ignore = (): void => undefined;

/** Says `ready`, waits for a word, calls X once, and says the status, or why there is none. */
async function run(text: string): Promise<void> {
  const { database, address, account, secrets } = given.parse(JSON.parse(text));
  const store = await openSqliteStore(database);
  const folder = await mkdtemp(join(tmpdir(), 'pantau-calling-'));
  const agents = createAgents({});
  const [connection] = openConnections({
    config: {
      accounts: [{ id: 'x:DitjenPK', platform: 'x', label: '@DitjenPK', pulled: { platformId: account, connection: 'x' } }],
      connections: [{ id: 'x', connector: 'x', settings: {}, dailyLimits: {} }],
    },
    store,
    folder,
    secret: () => undefined,
    masterKey: Buffer.alloc(32, 7),
    transport: createTransport(agents),
    wall: systemWallClock,
    random: () => 0.5,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    standIns: { keepsRaw: true, hosts: { x: { api: address } }, secrets: { x: secrets } },
  });
  process.stdout.write('ready\n');
  await new Promise((resolve) => process.stdin.once('data', resolve));
  const request = { method: 'GET', host: 'api', path: '/2/users', query: { ids: account }, accounts: ['x:DitjenPK'] } as const;
  const said = await connection?.http.send(request).then(
    ({ status }) => String(status),
    (error: unknown) => String(error),
  );
  process.stdout.write(`said ${said}\n`);
  await store.close();
  agents.close();
  await rm(folder, { recursive: true, force: true });
  process.stdin.destroy();
}

const [, , text] = process.argv;
if (text !== undefined) await run(text);
