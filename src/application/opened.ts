import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../../connectors/contract/period.js';
import { type BusinessClock, realBusinessClock, shiftedBusinessClock, systemWallClock } from '../clock.js';
import type { Environment } from '../config/environment.js';
import type { LoadedConfig } from '../config/load.js';
import type { Logger } from '../log.js';
import { takeRulesOfFile } from '../pipeline/activations/rules.js';
import { type Importer, openImporter } from '../pipeline/importer.js';
import type { Store } from '../store/port.js';
import { openSqliteStore, type SqliteStore } from '../store/sqlite/client.js';
import { bringInDemo } from './demo.js';

/** What most commands work with. */
export interface Opened {
  /** the path of the configuration */
  readonly file: string;
  readonly loaded: LoadedConfig;
  readonly environment: Environment;
  /** the folder of the data */
  readonly folder: string;
  readonly demo: boolean;
  readonly store: SqliteStore;
  readonly importer: Importer;
  readonly clock: BusinessClock;
  readonly log: Logger;
}

/** Opens the store, and prepares the demo where it is the demo's. */
export async function openData(parts: Pick<Opened, 'file' | 'loaded' | 'environment' | 'demo' | 'log'>): Promise<Opened> {
  const { loaded, environment, demo, log } = parts;
  const folder = join(environment.home, demo ? 'demo' : 'data');
  await mkdir(folder, { recursive: true });
  const storePath = join(folder, 'pantau.sqlite');
  const store = await openSqliteStore(storePath);
  const clock = demo ? await demoClock(store) : realBusinessClock(systemWallClock);
  for (const { validFrom, reason } of await takeRulesOfFile({ ledger: store.advocacy, config: loaded.config, clock }))
    log.warn('A rule of the configuration is not taken over.', { validFrom, reason });
  if (demo) await bringInDemo({ config: loaded.config, store, folder, log, onProgress: showProgress });
  const importer = openImporter({ storePath, config: loaded.config, clock, masterKey: demo ? undefined : environment.masterKey });
  return { ...parts, folder, store, importer, clock };
}

const DEMO_START = '2024-03-01T02:00:00.000Z' as Instant;
const DEMO_CLOCK = 'demo:clock';

/** The demo's clock starts on the morning of 1 March 2024 and goes on where the last run of the bot left it. */
async function demoClock(store: Store): Promise<BusinessClock> {
  const left = await store.readSetting(DEMO_CLOCK);
  return shiftedBusinessClock(systemWallClock, (left?.value ?? DEMO_START) as Instant, systemWallClock.now());
}

/** Notes where the demo's clock stands, for the next start. */
export const keepDemoClock = ({ store, clock }: Pick<Opened, 'store' | 'clock'>): Promise<void> =>
  store.saveSetting({ name: DEMO_CLOCK, value: clock.now(), validFrom: new Date(systemWallClock.now()).toISOString() as Instant, by: 'demo' });

/** The first preparation takes a while: every tenth of it is said, beside what the command prints. */
function showProgress(done: number, days: number): void {
  const tenths = (part: number): number => Math.floor((10 * part) / days);
  if (tenths(done) > tenths(done - 1)) process.stderr.write(`Preparing the demo's figures: ${10 * tenths(done)} %\n`);
}
