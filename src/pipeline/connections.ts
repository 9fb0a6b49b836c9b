import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { DeclaredConnector } from '../../connectors/contract/connector.js';
import type { Instant } from '../../connectors/contract/period.js';
import { CONNECTORS } from '../../connectors/index.js';
import type { WallClock } from '../clock.js';
import type { Config, ConnectionSetting } from '../config/config.js';
import { PantauError } from '../errors.js';
import { openBreakerFile } from '../http/breaker-file.js';
import { type Breakers, createBreakers } from '../http/breakers.js';
import { createHttp } from '../http/create.js';
import type { CredentialStore } from '../http/credential-state.js';
import { type CredentialNotice, type Credentials, createCredentials, createStaticCredentials, staticToken } from '../http/credentials.js';
import { createLedger, type Ledger, type LedgerDay, type LedgerStore } from '../http/ledger.js';
import { createLedgerFiles } from '../http/ledger-files.js';
import { createRawFiles, type RawFiles } from '../http/raw-files.js';
import { createRedactor } from '../http/redact.js';
import type { Transport } from '../http/transport.js';
import type { Logger } from '../log.js';
import type { Store } from '../store/port.js';
import { withLease } from './lease.js';
import type { Connection } from './pull.js';
import { openPullJournal, type PullJournal } from './pull-journal.js';
import { secretVariable } from './secret-variable.js';

/** Stand-ins of platforms: their addresses by connector and host, and the secrets that they accept by connection. */
export interface StandIns {
  readonly hosts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** false where their answers need not be kept, since they can be asked again */
  readonly keepsRaw: boolean;
}

/** What connections are opened with. */
export interface ConnectionsDependencies {
  readonly config: Pick<Config, 'accounts' | 'connections'>;
  readonly store: Pick<Store, 'readSetting' | 'saveSetting' | 'acquireLease' | 'releaseLease'>;
  /** the folder in which raw answers and ledgers are kept */
  readonly folder: string;
  /** a secret of the environment by the name of its variable */
  readonly secret: (variable: string) => string | undefined;
  readonly masterKey: Uint8Array | undefined;
  readonly transport: Transport;
  readonly wall: WallClock;
  readonly random: () => number;
  readonly log: Logger;
  readonly standIns?: StandIns;
}

/** A connection that is open, with what it has used up. */
export interface OpenConnection extends Connection {
  readonly notices: () => Promise<readonly CredentialNotice[]>;
  readonly ledger: Ledger;
  readonly raw: RawFiles;
  readonly journal: PullJournal;
}

/** Removes raw answers that are too old or too many, and with them the records of the pulls that they were of. */
export async function tidyRaw({ id, raw, journal }: Pick<OpenConnection, 'id' | 'raw' | 'journal'>, now: Instant): Promise<void> {
  await raw.prune(now);
  await journal.trim(await raw.reachesBackTo(id));
}

/** A raw answer is kept for so many days, and all of them take at most so many bytes. */
const RAW_BUDGET = { maxAgeDays: 400, budgetBytes: 2_000_000_000 };

/** What stand-ins take is counted in memory alone: it is neither money nor anybody's quota. */
function memoryLedger(): LedgerStore {
  const days = new Map<string, LedgerDay>();
  return {
    load: async (bucket, day) => days.get(`${bucket} ${day}`),
    save: async (day) => void days.set(`${day.bucket} ${day.day}`, day),
  };
}

/** Opens every connection of the configuration that pulls an account. Throws `PantauError` that names each secret that is missing, and how to get it. */
export function openConnections(dependencies: ConnectionsDependencies): readonly OpenConnection[] {
  const breakers = breakersOf(dependencies);
  const opened: OpenConnection[] = [];
  const missing: string[] = [];
  for (const setting of dependencies.config.connections) {
    const connector = CONNECTORS.find(({ id }) => id === setting.connector);
    const accounts = dependencies.config.accounts.flatMap(({ id, pulled }) =>
      pulled?.connection === setting.id ? [{ id, platformId: pulled.platformId }] : [],
    );
    if (connector === undefined || accounts.length === 0) continue;
    const secrets = secretsOf(setting, connector, dependencies);
    const absent = connector.secrets.filter(({ name, required }) => required && secrets[name] === undefined);
    missing.push(...absent.map(({ name, explanation }) => `${secretVariable(setting.id, name)} is not set. ${explanation}`));
    if (absent.length === 0) opened.push(open(setting, connector, accounts, secrets, breakers, dependencies));
  }
  if (missing.length > 0) throw new PantauError('configuration', missing.join('\n'));
  return opened;
}

/** Those of real platforms outlast the process: whoever starts it again and again does not knock at a closed door again and again. */
const breakersOf = ({ standIns, folder, wall, log }: ConnectionsDependencies): Breakers =>
  standIns === undefined ? openBreakerFile(join(folder, 'breakers.json'), wall, log) : createBreakers(wall);

function secretsOf(setting: ConnectionSetting, connector: DeclaredConnector, { secret, standIns }: ConnectionsDependencies) {
  if (standIns !== undefined) return standIns.secrets[setting.id] ?? {};
  const given = connector.secrets.flatMap(({ name }) => {
    const value = secret(secretVariable(setting.id, name));
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}

function open(
  setting: ConnectionSetting,
  connector: DeclaredConnector,
  accounts: Connection['accounts'],
  secrets: Readonly<Record<string, string>>,
  breakers: Breakers,
  dependencies: ConnectionsDependencies,
): OpenConnection {
  const { folder, wall, random, log, transport, standIns } = dependencies;
  const credentials = credentialsOf(setting.id, connector, secrets, dependencies);
  const ledger = createLedger({
    buckets: connector.buckets,
    limits: setting.dailyLimits,
    store: standIns === undefined ? createLedgerFiles(join(folder, 'ledger')) : memoryLedger(),
    clock: wall,
    log,
  });
  const keepsRaw = standIns?.keepsRaw !== false;
  const raw = createRawFiles(join(folder, 'raw', setting.id), RAW_BUDGET);
  const journal = openPullJournal(join(folder, 'raw', setting.id, 'pulls'));
  const http = createHttp({
    connector,
    connection: setting.id,
    accounts,
    hosts: standIns?.hosts[connector.id] ?? connector.hosts,
    secrets,
    credentials,
    transport,
    breakers,
    ledger,
    ...(keepsRaw ? { raw } : {}),
    redactor: createRedactor(Object.values(secrets)),
    clock: wall,
    random,
    log,
  });
  const fingerprint = createHash('sha256').update(JSON.stringify(secrets)).digest('hex').slice(0, 16);
  return {
    id: setting.id,
    connector,
    configured: connector.configure(setting.settings),
    accounts,
    http,
    credential: async () => fingerprint,
    synthetic: standIns !== undefined,
    notices: credentials.notices,
    ...(keepsRaw ? { record: journal.record } : {}),
    ledger,
    raw,
    journal,
  };
}

function credentialsOf(
  connection: string,
  connector: DeclaredConnector,
  secrets: Readonly<Record<string, string>>,
  { store, wall, masterKey }: ConnectionsDependencies,
): Credentials {
  const { renewal } = connector;
  if (renewal.kind === 'none') return createStaticCredentials(staticToken(connector.secrets, secrets), instantOf(wall));
  if (masterKey === undefined) {
    throw new PantauError(
      'configuration',
      `The token of the connection "${connection}" renews itself and is kept encrypted: set PANTAU_MASTER_KEY. Make one with: openssl rand -base64 32`,
    );
  }
  return createCredentials({
    connection,
    label: connector.label,
    renewal,
    secrets,
    store: credentialStore(store, wall),
    masterKey,
    clock: wall,
  });
}

const LOCK_MS = 120_000;

/** Sealed credentials as settings of the store, locked by its leases. */
function credentialStore(store: ConnectionsDependencies['store'], wall: WallClock): CredentialStore {
  let last = 0;
  const settingOf = (connection: string): string => `credential:${connection}`;
  return {
    read: async (connection) => (await store.readSetting(settingOf(connection)))?.value,
    write: (connection, sealed) => {
      // Versions of one setting must differ in their moment.
      last = Math.max(wall.now(), last + 1);
      return store.saveSetting({
        name: settingOf(connection),
        value: sealed,
        validFrom: new Date(last).toISOString() as Instant,
        by: 'pantau',
      });
    },
    lock: async (connection, work) => {
      const until = wall.now() + LOCK_MS;
      for (;;) {
        const leased = await withLease(store, `renew:${connection}`, randomUUID(), LOCK_MS, wall, work);
        if (leased.held) return leased.value;
        if (wall.now() >= until) throw new PantauError('failure', `Another process has been renewing the token of "${connection}" for too long.`);
        await wall.sleep(250);
      }
    },
  };
}

const instantOf = (wall: WallClock): Instant => new Date(wall.now()).toISOString() as Instant;
