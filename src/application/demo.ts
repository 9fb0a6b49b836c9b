import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addDays, type CivilDate, civilDate, daysBetween, type Instant } from '../../connectors/contract/period.js';
import type { Platforms } from '../../sandbox/platforms/server.js';
import { type BusinessClock, systemWallClock } from '../clock.js';
import type { Config } from '../config/config.js';
import { PantauError } from '../errors.js';
import { createAgents } from '../http/agents.js';
import { createTransport } from '../http/transport.js';
import type { Logger } from '../log.js';
import { importActivations } from '../pipeline/activations/import.js';
import { openInstallationPseudonyms } from '../pipeline/activations/people.js';
import { type OpenConnection, openConnections, type StandIns } from '../pipeline/connections.js';
import { importFile } from '../pipeline/import.js';
import { type SyncDependencies, type SyncReport, syncConnection } from '../pipeline/sync.js';
import type { Store } from '../store/port.js';
import type { WholeStore } from '../store/whole-store.js';

/** The demo's files lie beside the sources; the compiled file runs three folders below the root. */
export const DEMO_FOLDER = fileURLToPath(new URL('../../../sandbox/demo/', import.meta.url));

/** What bringing in the demo needs. `folder` is the demo's home. */
export interface DemoDependencies {
  readonly config: Config;
  readonly store: WholeStore;
  readonly folder: string;
  readonly log: Logger;
  /** told after each day that was pulled */
  readonly onProgress?: (doneDays: number, days: number) => void;
}

const FIRST_DAY = '2023-01-01' as CivilDate;
const AFTER_LAST_DAY = '2024-03-01' as CivilDate;
/** The demo pulls every evening at 23:30 in Jakarta. */
const EVENING = 'T16:30:00.000Z';
const REPLAYED = 'demo:replayed';
const LEDGER = 'demo:ledger';
/** How many days are pulled between two notes of how far the replay came. */
const NOTED_DAYS = 20;

/**
 * Brings the demo's figures in: pulls the stand-ins of the platforms day by day, January 2023 to February 2024, as a bot would have that had run all the
 * time, and imports the ministry's own report. Begun again it goes on where it was, and changes nothing once it is through.
 */
export async function bringInDemo(dependencies: DemoDependencies): Promise<void> {
  const { store } = dependencies;
  const { REPORT_FILES } = await import('../../sandbox/demo/report-files.js');
  const clock: BusinessClock = { now: () => `${AFTER_LAST_DAY}T02:00:00.000Z` as Instant };
  const into = { store, config: dependencies.config, clock };
  const done = ((await store.readSetting(REPLAYED))?.value ?? FIRST_DAY) as CivilDate;
  // The report first: what it states is then no revision of the invented days.
  for (const { name, sourceName } of REPORT_FILES) await importFile({ path: join(DEMO_FOLDER, name), sourceName }, into);
  if ((await store.readSetting(LEDGER)) === undefined) await bringInLedger(into);
  if (done < AFTER_LAST_DAY) await replay(done, dependencies);
}

/** The invented activations of October 2023 to February 2024, whose quarter to date counts to the report's page. */
async function bringInLedger({
  store,
  config,
  clock,
}: Pick<DemoDependencies, 'store' | 'config'> & { readonly clock: BusinessClock }): Promise<void> {
  const { DEMO_CAMPAIGNS, demoLedger } = await import('../../sandbox/demo/advocacy.js');
  const { name, sourceName, text } = demoLedger();
  const pseudonymiser = await openInstallationPseudonyms(store.advocacy, undefined);
  const from = { bytes: new TextEncoder().encode(text), fileName: name };
  await importActivations({ from, sourceName, originKind: 'synthetic' }, { ledger: store.advocacy, pseudonymiser, config, clock });
  const actor = { who: 'demo', at: clock.now() };
  for (const { id, label, from, until } of DEMO_CAMPAIGNS)
    await store.advocacy.saveCampaign({ id, label, from: civilDate(from), until: civilDate(until) }, actor);
  await store.saveSetting({ name: LEDGER, value: AFTER_LAST_DAY, validFrom: new Date(systemWallClock.now()).toISOString() as Instant, by: 'demo' });
}

async function replay(from: CivilDate, dependencies: DemoDependencies): Promise<void> {
  const { demoWorld } = await import('../../sandbox/demo/world.js');
  const { startPlatforms } = await import('../../sandbox/platforms/server.js');
  const apiDate = new Date(systemWallClock.now()).toISOString().slice(0, 10);
  const platforms = await startPlatforms({ world: demoWorld(), now: `${from}${EVENING}`, apiDate, wallNow: systemWallClock.now });
  const agents = createAgents({});
  try {
    const connections = await openDemoConnections(platforms, createTransport(agents), dependencies);
    await pullDays(from, platforms, connections, dependencies);
  } finally {
    agents.close();
    await platforms.close();
  }
}

async function pullDays(
  from: CivilDate,
  platforms: Platforms,
  connections: readonly OpenConnection[],
  { store, config, log, onProgress }: DemoDependencies,
): Promise<void> {
  const days = daysBetween(FIRST_DAY, AFTER_LAST_DAY);
  let day = from;
  const deps: SyncDependencies = {
    store,
    config,
    log,
    clock: { now: () => `${day}${EVENING}` as Instant },
    wall: systemWallClock,
    tell: async ({ text }) => log.warn(text.en),
  };
  for (; day < AFTER_LAST_DAY; day = addDays(day, 1)) {
    platforms.setNow(deps.clock.now());
    const reports = await Promise.all(connections.map((connection) => pullEvening(connection, deps)));
    for (const report of reports.flat()) {
      const [problem] = report.state === 'pulled' ? report.problems : [];
      if (problem) throw new PantauError('failure', `The demo could not be prepared (${report.connection}, ${day}): ${problem.error.message}`);
    }
    const done = daysBetween(FIRST_DAY, addDays(day, 1));
    if (done % NOTED_DAYS === 0 || done === days) await noteReplayed(addDays(day, 1), store);
    onProgress?.(done, days);
  }
}

/** Stories first: those of the day vanish before the next evening. */
async function pullEvening(connection: OpenConnection, deps: SyncDependencies): Promise<readonly SyncReport[]> {
  const stories = connection.connector.pollsStories ? [await syncConnection(connection, 'stories', deps)] : [];
  return [...stories, await syncConnection(connection, 'daily', deps)];
}

const noteReplayed = (day: CivilDate, store: Store): Promise<void> =>
  store.saveSetting({ name: REPLAYED, value: day, validFrom: new Date(systemWallClock.now()).toISOString() as Instant, by: 'demo' });

/** The demo's connections, to the stand-ins alone: their secrets open nothing else. */
async function openDemoConnections(
  { hosts, credentials }: Platforms,
  transport: ReturnType<typeof createTransport>,
  { config, store, folder, log }: DemoDependencies,
): Promise<readonly OpenConnection[]> {
  const { hostsByConnector, secretsByConnector } = await import('../../sandbox/platforms/stand-ins.js');
  const standIns: StandIns = {
    keepsRaw: false,
    hosts: hostsByConnector(hosts),
    secrets: secretsByConnector(credentials),
  };
  return openConnections({
    config,
    store,
    folder,
    secret: () => undefined,
    masterKey: createHash('sha256').update('the demo keeps no secret').digest(),
    transport,
    wall: systemWallClock,
    random: Math.random,
    log,
    standIns,
  });
}
