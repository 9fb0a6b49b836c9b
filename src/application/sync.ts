import { addDays, type CivilDate, isCivilDate } from '../../connectors/contract/period.js';
import type {
  BackfillRequest,
  ConnectionFinding,
  Gap,
  PulledConnection,
  ReplayedConnection,
  ReplayRequest,
  SyncRequest,
} from '../cli/application.js';
import { type BusinessClock, systemWallClock } from '../clock.js';
import type { Config } from '../config/config.js';
import type { Environment } from '../config/environment.js';
import type { Notice } from '../domain/connection.js';
import { PantauError } from '../errors.js';
import { createAgents } from '../http/agents.js';
import type { CredentialNotice } from '../http/credentials.js';
import { createTransport } from '../http/transport.js';
import type { Logger } from '../log.js';
import { readCompleteness } from '../pipeline/completeness.js';
import { type OpenConnection, openConnections } from '../pipeline/connections.js';
import { credentialText, noticesOf } from '../pipeline/credential-notices.js';
import type { Problem } from '../pipeline/health.js';
import { replayConnection } from '../pipeline/replay.js';
import { backfillConnection, type SyncReport, syncConnection } from '../pipeline/sync.js';
import type { Store } from '../store/port.js';
import { civilDateIn } from '../text/date.js';

/** What pulling works with. */
export interface SyncParts {
  readonly config: Config;
  readonly store: Store;
  readonly clock: BusinessClock;
  readonly log: Logger;
  /** the folder of the data */
  readonly folder: string;
  readonly environment: Environment;
  /** tells the owner; the command line prints instead */
  readonly tell: (notice: Notice) => Promise<void>;
}

/** The connections of a configuration, and how to end their idle calls. */
export interface OpenedConnections {
  readonly connections: readonly OpenConnection[];
  readonly close: () => void;
}

/** Opens the connections of a configuration. Throws `PantauError` that names every secret that is missing. */
export function openAll({ config, store, log, folder, environment }: Omit<SyncParts, 'clock' | 'tell'>): OpenedConnections {
  const { proxy, noProxy } = environment;
  const agents = createAgents({ proxy: proxy ?? config.organisation.proxy, noProxy });
  const connections = openConnections({
    config,
    store,
    folder,
    secret: environment.secret,
    masterKey: environment.masterKey,
    transport: createTransport(agents),
    wall: systemWallClock,
    random: Math.random,
    log,
  });
  return { connections, close: agents.close };
}

const depsOf = (parts: SyncParts) => ({ ...parts, wall: systemWallClock });

/** Pulls the last days of the accounts that are named, or of all. */
export const syncAccounts = (request: SyncRequest, parts: SyncParts): Promise<readonly PulledConnection[]> =>
  withConnections(request, parts, async (connections) => {
    const reports = await Promise.all(connections.map((connection) => syncConnection(connection, 'daily', depsOf(parts))));
    return reports.map(pulledConnection);
  });

/** Pulls the past of the accounts that are named, or of all. Throws `PantauError` where the first day is none. */
export function backfillAccounts(request: BackfillRequest, parts: SyncParts): Promise<readonly PulledConnection[]> {
  const { from, onProgress } = request;
  if (!isCivilDate(from) || from >= civilDateIn(parts.clock.now(), 'UTC')) {
    throw new PantauError('usage', `--from: "${from}" is no day of the past. Write it as 2026-01-01.`);
  }
  return withConnections(request, parts, async (connections) => {
    const reports = await Promise.all(connections.map((connection) => backfillConnection(connection, from, { ...depsOf(parts), onProgress })));
    return reports.flat().map(pulledConnection);
  });
}

/** Runs the pulls of some days again from the raw answers that were kept. Throws `PantauError` where the days are none. */
export function replayAccounts(request: ReplayRequest, parts: SyncParts): Promise<readonly ReplayedConnection[]> {
  const { from, to, accounts } = request;
  if (!isCivilDate(from) || !isCivilDate(to) || from > to) {
    throw new PantauError('usage', `--from "${from}" and --to "${to}" are no span of days. Write them as 2026-01-01 and 2026-01-31.`);
  }
  return withConnections(request, parts, async (connections) => {
    const replayed: ReplayedConnection[] = [];
    for (const connection of connections) {
      const { problems, ...report } = await replayConnection(connection, { from, to, accounts }, parts);
      replayed.push({ ...report, problems: sentencesOf(problems) });
    }
    return replayed;
  });
}

/** What each connection can do for each account, by trial. */
export const checkConnections = (request: SyncRequest, parts: SyncParts): Promise<readonly ConnectionFinding[]> =>
  withConnections(request, parts, async (connections) => {
    const findings: ConnectionFinding[] = [];
    const now = parts.clock.now();
    const today = civilDateIn(now, 'UTC');
    for (const connection of connections) {
      const { id, accounts, configured, connector, http } = connection;
      const order = {
        task: 'daily' as const,
        accounts,
        window: { start: addDays(today, -Math.ceil(connector.settlesWithinHours / 24)), end: addDays(today, 2) },
        now,
        zone: parts.config.organisation.zone,
        known: () => ({ content: [], statedPosts: undefined }),
        without: new Set<string>(),
      };
      for await (const finding of configured.check(order, http)) findings.push({ connection: id, ...finding });
      // After the calls, which may have renewed it.
      for (const notice of (await noticesOf(connection)) ?? []) findings.push(credentialFinding(connection, notice));
    }
    return findings;
  });

const credentialFinding = (connection: OpenConnection, notice: CredentialNotice): ConnectionFinding => ({
  connection: connection.id,
  account: undefined,
  capability: undefined,
  state: notice.notice,
  sentence: credentialText(connection, notice).en,
});

async function withConnections<Result>(
  { accounts }: SyncRequest,
  parts: SyncParts,
  work: (connections: readonly OpenConnection[]) => Promise<Result>,
): Promise<Result> {
  const unknown = accounts.find((account) => !parts.config.accounts.some(({ id, pulled }) => id === account && pulled !== undefined));
  if (unknown !== undefined) {
    const pulled = parts.config.accounts.flatMap(({ id, pulled: by }) => (by === undefined ? [] : [id]));
    throw new PantauError(
      'usage',
      `"${unknown}" is no account that is pulled. There are: ${pulled.join(', ') || 'none; add connections to the configuration'}.`,
    );
  }
  const { connections, close } = openAll(parts);
  try {
    const chosen = connections
      .map((connection) => ({ ...connection, accounts: connection.accounts.filter(({ id }) => accounts.length === 0 || accounts.includes(id)) }))
      .filter((connection) => connection.accounts.length > 0);
    return await work(chosen);
  } finally {
    close();
  }
}

function pulledConnection(report: SyncReport): PulledConnection {
  const { connection, state } = report;
  if (report.state !== 'pulled') return { connection, state, inserted: 0, revised: 0, unchanged: 0, problems: [] };
  const { inserted, revised, unchanged, problems } = report;
  return {
    connection,
    state,
    inserted,
    revised,
    unchanged,
    problems: sentencesOf(problems),
  };
}

const sentencesOf = (problems: readonly Problem[]): PulledConnection['problems'] =>
  problems.map(({ account, capability, error }) => ({ account, capability, sentence: error.message }));

/** The days that the completeness of accounts is told of. */
const LOOKED_BACK_DAYS = 35;

/** The gaps in the daily figures of every account that is pulled. */
export async function gapsOf(
  config: Config,
  store: Store,
  now: CivilDate,
  connectors: ReadonlyMap<string, OpenConnection['connector']>,
): Promise<readonly Gap[]> {
  const found: Gap[] = [];
  for (const { id, platform, pulled } of config.accounts) {
    const connector = pulled === undefined ? undefined : connectors.get(platform);
    if (connector === undefined) continue;
    const window = { start: addDays(now, -LOOKED_BACK_DAYS), end: addDays(now, 1) };
    const all = await readCompleteness(id, connector.capabilities, window, now, store);
    found.push(...all.filter(({ gaps }) => gaps.length > 0));
  }
  return found;
}
