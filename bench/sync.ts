import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Instant } from '../connectors/contract/period.js';
import { seededChance } from '../sandbox/chance.js';
import { startPlatforms } from '../sandbox/platforms/server.js';
import { hostsByConnector, secretsByConnector } from '../sandbox/platforms/stand-ins.js';
import type { DayTruth, World, WorldAccount, WorldPost } from '../sandbox/platforms/world.js';
import { parseConfig } from '../src/config/load.js';
import { createAgents } from '../src/http/agents.js';
import { createTransport } from '../src/http/transport.js';
import { openConnections } from '../src/pipeline/connections.js';
import { syncConnection } from '../src/pipeline/sync.js';
import { openSqliteStore } from '../src/store/sqlite/client.js';
import { leastOf, type SharedPlatform } from './least-calls.js';

const ACCOUNTS = Number(process.argv[3] ?? 1_000);
const POSTS = 2;
const BEFORE = '2026-11-13T17:30:00Z';
const NOW = '2026-11-14T16:30:00Z';

const SETTINGS: Readonly<Record<SharedPlatform, string>> = {
  instagram: '{}',
  facebook: '{}',
  x: '{ analytics: false }',
  youtube: '{ analytics: false }',
};
const KINDS = { instagram: 'feed', facebook: 'feed', x: 'post', youtube: 'video' } as const;

function worldOf(platform: SharedPlatform): World {
  const days = new Map<string, DayTruth>();
  for (let day = 1; day <= 25; day += 1) {
    days.set(`2026-11-${String(day).padStart(2, '0')}`, { followers: 10_000 + day, gained: 7, lost: 2, reach: 900, views: 1_500, profileViews: 40 });
  }
  return { accounts: Array.from({ length: ACCOUNTS }, (_, number) => accountOf(platform, number, days)) };
}

function accountOf(platform: SharedPlatform, number: number, days: ReadonlyMap<string, DayTruth>): WorldAccount {
  const digits = String(number).padStart(5, '0');
  const id = { instagram: `178414000000${digits}`, facebook: `1001500000${digits}`, x: `22449${digits}`, youtube: `UC${digits.padStart(22, '0')}` }[
    platform
  ];
  const posts = Array.from({ length: POSTS }, (_, index): WorldPost => {
    const postId = {
      instagram: `17895${digits}${index}`,
      facebook: `${id}_9${digits}${index}`,
      x: `1880000000000${digits}${index}`,
      youtube: `v0000${digits}${index}`,
    };
    return {
      id: postId[platform],
      kind: KINDS[platform],
      publishedAt: `2026-11-1${1 + index}T03:00:00.000Z`,
      title: `Contoh ${digits} ${index}`,
      link: `https://contoh.example/${digits}/${index}`,
      final: { reach: 800, views: 1_000, likes: 40, comments: 6, shares: 8, saves: 10 },
      growth: [{ afterHours: 0, thousandths: 1_000 }],
    };
  });
  return { platform, id, username: `akun${digits}`, name: `Akun ${digits}`, createdAt: '2012-05-01T00:00:00Z', days, posts };
}

function configOf(platform: SharedPlatform, world: World) {
  const accounts = world.accounts.map(
    ({ id, username }) => `  - { id: "${platform}:${username}", platform: ${platform}, label: "${username}", platformId: "${id}" }`,
  );
  const result = parseConfig(
    `version: 1
organisation: { name: Contoh, zone: Asia/Jakarta, languages: [id, en] }
slack: { channels: { laporan: { id: C0LAPORAN1 } } }
people: [{ id: owner, slack: U0OWNER001, name: Ibu Sekar, role: owner }]
accounts:
${accounts.join('\n')}
connections:
  - { id: ${platform}, connector: ${platform}, settings: ${SETTINGS[platform]} }
`,
    'bench.yaml',
  );
  if (result.kind === 'refused') throw new Error(result.sentences.join('\n'));
  return result.config;
}

const isRenewal = ({ path }: { readonly path: string }): boolean => path === '/2/oauth2/token' || path === '/token' || path.endsWith('/me');

/** Pulls three evenings, of which the last is measured: the first reads everything for the first time, the second what was refused then. */
async function measure(platform: SharedPlatform): Promise<void> {
  const world = worldOf(platform);
  let now = Date.parse('2026-11-13T16:30:00Z');
  const platforms = await startPlatforms({ world, now: new Date(now).toISOString(), apiDate: '2026-11-25' });
  const folder = await mkdtemp(join(tmpdir(), 'pantau-bench-'));
  const store = await openSqliteStore(join(folder, 'pantau.sqlite'));
  const agents = createAgents({});
  const chance = seededChance(1);
  const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const wall = { now: () => now, sleep: (milliseconds: number) => (milliseconds === 1_000 ? new Promise<void>(() => undefined) : Promise.resolve()) };
  const config = configOf(platform, world);
  try {
    const [connection] = openConnections({
      config,
      store,
      folder,
      secret: () => undefined,
      masterKey: Buffer.alloc(32, 7),
      transport: createTransport(agents),
      wall,
      random: () => chance.between(0, 999_999) / 1_000_000,
      log: silent,
      standIns: { keepsRaw: true, hosts: hostsByConnector(platforms.hosts), secrets: secretsByConnector(platforms.credentials) },
    });
    if (connection === undefined) throw new Error(`Nothing pulls ${platform}.`);
    const deps = { store, config, log: silent, clock: { now: () => new Date(now).toISOString() as Instant }, wall, tell: async () => undefined };
    const pullAt = async (moment: string) => {
      now = Date.parse(moment);
      platforms.setNow(moment);
      return syncConnection(connection, 'daily', deps);
    };
    for (const moment of ['2026-11-13T16:30:00Z', BEFORE]) await pullAt(moment);
    platforms.forgetCalls();
    const [begun, used] = [performance.now(), process.cpuUsage()];
    const report = await pullAt(NOW);
    const [took, cpu] = [performance.now() - begun, process.cpuUsage(used)];
    const calls = platforms.calls().filter((call) => !isRenewal(call)).length;
    const least = leastOf(platform, { accounts: ACCOUNTS, posts: POSTS, analytics: false, before: BEFORE, now: NOW });
    const cost = platforms.charges().x.days.get(NOW.slice(0, 10))?.microdollars ?? 0;
    const ratio = (one: number, other: number): number => Math.round((one / other) * 1_000) / 1_000;
    console.log(
      JSON.stringify({
        platform,
        accounts: ACCOUNTS,
        problems: report.state === 'pulled' ? report.problems.length : report.state,
        calls,
        least: least.calls,
        ratio: ratio(calls, least.calls),
        ...(platform === 'x' ? { dollars: cost / 1_000_000, leastDollars: least.cost / 1_000_000, dollarRatio: ratio(cost, least.cost) } : {}),
        wallMsPerCall: Math.round(took / calls),
        cpuMsPerCall: Math.round((cpu.user + cpu.system) / 1_000 / calls),
      }),
    );
  } finally {
    agents.close();
    await store.close();
    await platforms.close();
    await rm(folder, { recursive: true, force: true });
  }
}

for (const platform of ['instagram', 'facebook', 'x', 'youtube'] as const) await measure(platform);
