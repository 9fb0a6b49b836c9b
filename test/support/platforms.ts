import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Instant } from '../../connectors/contract/period.js';
import { seededChance } from '../../sandbox/chance.js';
import { type Platforms, startPlatforms } from '../../sandbox/platforms/server.js';
import { credentialsOfDemo, hostsByConnector, type PlatformCredentials, secretsByConnector } from '../../sandbox/platforms/stand-ins.js';
import type { World } from '../../sandbox/platforms/world.js';
import { parseConfig } from '../../src/config/load.js';
import type { Notice } from '../../src/domain/connection.js';
import { createAgents } from '../../src/http/agents.js';
import { createTransport } from '../../src/http/transport.js';
import { type OpenConnection, openConnections } from '../../src/pipeline/connections.js';
import type { SyncDependencies } from '../../src/pipeline/sync.js';
import type { Store } from '../../src/store/port.js';
import { temporaryStore } from './store.js';

/** Connectors, the core and a store against the stand-ins of the platforms, with both clocks in the hands of the test. */
export interface PlatformsRig {
  readonly platforms: Platforms;
  readonly store: Store;
  readonly connections: readonly OpenConnection[];
  readonly deps: SyncDependencies;
  /** what the owner was told, in English, in order */
  readonly told: readonly string[];
  /** everything that was logged, as text */
  readonly logged: () => string;
  readonly folder: string;
  /** the file of the store */
  readonly database: string;
  /** moves the business clock, the wall clock and the data's clock */
  readonly at: (moment: string) => void;
  /** what a process that ends and begins again does: closes the store and opens store and connections anew */
  readonly restart: () => Promise<void>;
  /** a restart after the owner made new credentials for every connection */
  readonly reconnect: () => Promise<void>;
}

/** How a rig starts; `yaml` replaces the connections, such as `{ id: x, connector: x, settings: { analytics: false } }`. */
export interface RigOptions {
  readonly world: World;
  readonly now: string;
  readonly connections?: readonly string[];
  /** those of the demo where none are given */
  readonly credentials?: PlatformCredentials;
}

/** One connection for each platform of a world. */
const connectionsOf = ({ accounts }: World): readonly string[] =>
  [...new Set(accounts.map(({ platform }) => platform))].map((platform) => `{ id: ${platform}, connector: ${platform} }`);

/** Secrets of the stand-ins by connection; `mark` tells credentials that were made anew from those before them. */
function secretsOf(credentials: Platforms['credentials'], mark: string) {
  return Object.fromEntries(Object.entries(secretsByConnector(credentials)).map(([connector, secrets]) => [connector, { ...secrets, MARK: mark }]));
}

/** Starts a rig that ends with the test. */
export async function openRig(options: RigOptions): Promise<PlatformsRig> {
  let now = Date.parse(options.now);
  const platforms = await startPlatforms({
    world: options.world,
    now: options.now,
    apiDate: '2026-11-25',
    credentials: options.credentials ?? credentialsOfDemo,
  });
  onTestFinished(platforms.close);
  const folder = await mkdtemp(join(tmpdir(), 'pantau-platforms-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const files = await temporaryStore();
  const { path, remove } = files;
  let { store } = files;
  onTestFinished(remove);
  const lines: string[] = [];
  const told: string[] = [];
  const write = (message: string, fields?: Record<string, unknown>): void => void lines.push(`${message} ${JSON.stringify(fields, errorsToo)}`);
  const log = { debug: write, info: write, warn: write, error: write };
  // Pauses before a retry are over at once; the slices in which a lease is waited for never end, for nothing here takes so long.
  const wall = { now: () => now, sleep: (milliseconds: number) => (milliseconds === 1_000 ? new Promise<void>(() => undefined) : Promise.resolve()) };
  const config = configOf(options.world, options.connections ?? connectionsOf(options.world));
  const agents = createAgents({});
  onTestFinished(agents.close);
  const { hosts } = platforms;
  let { credentials } = platforms;
  let signIns = 0;
  const openAll = (): readonly OpenConnection[] =>
    openConnections({
      config,
      store,
      folder,
      secret: () => undefined,
      masterKey: Buffer.alloc(32, 7),
      transport: createTransport(agents),
      wall,
      random: random(1),
      log,
      standIns: {
        keepsRaw: true,
        hosts: hostsByConnector(hosts),
        secrets: secretsOf(credentials, `contoh-sambungan-${signIns}`),
      },
    });
  let connections = openAll();
  const depsNow = (): SyncDependencies => ({
    store,
    config,
    log,
    clock: { now: () => new Date(now).toISOString() as Instant },
    wall,
    tell: async (notice: Notice) => {
      told.push(notice.text.en);
    },
  });
  const restart = async (): Promise<void> => {
    await store.close();
    store = await files.open();
    connections = openAll();
  };
  return {
    platforms,
    get store() {
      return store;
    },
    get connections() {
      return connections;
    },
    get deps() {
      return depsNow();
    },
    restart,
    reconnect: () => {
      signIns += 1;
      credentials = { ...credentials, x: { ...credentials.x, refreshToken: platforms.signInToX() } };
      return restart();
    },
    told,
    folder,
    database: path,
    logged: () => lines.join('\n'),
    at: (moment) => {
      now = Date.parse(moment);
      platforms.setNow(moment);
    },
  };
}

const errorsToo = (_: string, value: unknown): unknown =>
  value instanceof Error ? `${value.message} ${value.stack} ${JSON.stringify(value)}` : value;

function random(seed: number): () => number {
  const chance = seededChance(seed);
  return () => chance.between(0, 999_999) / 1_000_000;
}

function configOf(world: World, connections: readonly string[]) {
  const accounts = world.accounts.map(
    ({ platform, id, username }) => `  - { id: "${platform}:${username}", platform: ${platform}, label: "${username}", platformId: "${id}" }`,
  );
  const text = `
version: 1
organisation: { name: Contoh, zone: Asia/Jakarta, languages: [id, en] }
slack: { channels: { laporan: { id: C0LAPORAN1 } } }
people: [{ id: owner, slack: U0OWNER001, name: Ibu Sekar, role: owner }]
accounts:
${accounts.join('\n')}
connections:
${connections.map((one) => `  - ${one}`).join('\n')}
`;
  const result = parseConfig(text, 'rig.yaml');
  if (result.kind === 'refused') throw new Error(result.sentences.join('\n'));
  return result.config;
}
