#!/usr/bin/env node
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRenderer } from '../charts/pool.js';
import { parseSeriesKey } from '../connectors/contract/observation.js';
import { type Instant, type Period, parsePeriod } from '../connectors/contract/period.js';
import type { Application, DigestFiles } from './cli/application.js';
import { runCommandLine } from './cli/run.js';
import { type BusinessClock, realBusinessClock, systemWallClock } from './clock.js';
import type { Config } from './config/config.js';
import type { Environment } from './config/environment.js';
import { loadConfig, readEnvironment } from './config/load.js';
import { digestMarkdown } from './digest/markdown.js';
import { PantauError } from './errors.js';
import { createLogger, type Logger } from './log.js';
import { composeDigest } from './pipeline/compose.js';
import { importFile } from './pipeline/import.js';
import type { Store, StoredObservation } from './store/port.js';
import { openSqliteStore } from './store/sqlite/client.js';

/** The demo's files lie beside the sources; this file runs two folders below the root. */
const DEMO = fileURLToPath(new URL('../../sandbox/demo/', import.meta.url));
const DEMO_START = '2024-03-01T02:00:00.000Z' as Instant;

interface Parts {
  readonly config: Config;
  readonly store: Store;
  readonly clock: BusinessClock;
  readonly log: Logger;
}

/** Builds everything that a command needs. Without a configuration it is the demo's, in a folder of its own; tokens without one are refused. */
async function createApplication(environment: Environment, configPath: string | undefined): Promise<Application> {
  const named = configPath ?? environment.config;
  if (named === undefined && (environment.botToken ?? environment.appToken) !== undefined) {
    throw new PantauError(
      'configuration',
      'Slack tokens are set but no configuration is named: the demo never meets a real workspace. Name a file with --config or PANTAU_CONFIG.',
    );
  }
  const { config } = await loadConfig(named ?? join(DEMO, 'pantau.yaml'));
  const store = await openSqliteStore(join(environment.home, named === undefined ? 'demo' : 'data', 'pantau.sqlite'));
  const clock = named === undefined ? { now: () => DEMO_START } : realBusinessClock(systemWallClock);
  const parts: Parts = { config, store, clock, log: createLogger({ level: environment.logLevel }) };
  if (named === undefined) await importDemo(parts);
  return application(parts);
}

function application(parts: Parts): Application {
  const { config, store, clock } = parts;
  return {
    calendarPeriod: (text) => periodOf(text, config),
    digest: (request) => composeFiles(request, parts),
    importFile: ({ originKind, ...request }) =>
      importFile({ ...request, ...(originKind === undefined ? {} : { kind: originKind }) }, { store, config, clock }),
    source: (observation) => readSource(observation, parts),
    status: () => store.status(),
    close: () => store.close(),
  };
}

function periodOf(text: string, config: Config): Period {
  const period = parsePeriod(text, config.organisation.calendar);
  if (!period) throw new PantauError('usage', `"${text}" is no period. Write 2024-02, 2024-W08 or 2024-Q1.`);
  return period;
}

async function composeFiles(request: Parameters<Application['digest']>[0], parts: Parts): Promise<DigestFiles> {
  const { config, store, clock, log } = parts;
  const setting = config.digests.find((candidate) => candidate.id === request.name);
  if (!setting)
    throw new PantauError('usage', `There is no digest "${request.name}". There are: ${config.digests.map((digest) => digest.id).join(', ')}.`);
  if (setting.period !== request.period.grain)
    throw new PantauError('usage', `The digest "${request.name}" is for a ${setting.period}, not for a ${request.period.grain}.`);
  const asOf = request.asOf ?? clock.now();
  const digest = await composeDigest(
    { config, digest: setting, period: request.period, asOf, asItStood: request.asOf !== undefined && request.asOf < clock.now() },
    store,
    log,
  );
  const pictures = new Map<string, Uint8Array>();
  if (request.pictures) {
    const renderer = createRenderer();
    try {
      for (const chart of digest.sections.flatMap((section) => section.charts)) pictures.set(chart.file, await renderer.render(chart.spec));
    } finally {
      await renderer.close();
    }
  }
  return { digest, markdown: { id: digestMarkdown(digest, 'id'), en: digestMarkdown(digest, 'en') }, pictures };
}

/** An observation's id is its series, `@`, its first day, perhaps `..` and its end, `#` and the revision. */
async function readSource(observation: string, { config, store }: Parts): Promise<readonly StoredObservation[]> {
  const match = /^(.+)@(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?(?:#\d+)?$/.exec(observation);
  const series = match?.[1] === undefined ? undefined : parseSeriesKey(match[1]);
  const start = match?.[2] === undefined ? undefined : periodOf(match[2], config).start;
  if (!series || !start)
    throw new PantauError(
      'usage',
      `"${observation}" is no id of an observation. Take one from a digest's basis, such as contact_centre/tickets//month@2024-02-01#1.`,
    );
  const rows = await store.readSeries({ ...series, window: { start, end: (match?.[3] ?? '9999-12-31') as Period['end'] } });
  const current = rows.find((row) => row.period.start === start && (match?.[3] === undefined || row.period.end === match[3]));
  return current ? store.revisions(series, current.period.start, current.period.end) : [];
}

/** Brings the demo's figures in; what is there already changes nothing. */
async function importDemo({ config, store, clock }: Parts): Promise<void> {
  const { demoFiles } = await import('../sandbox/demo/generate.js');
  for (const file of demoFiles()) {
    await importFile(
      { bytes: Buffer.from(file.text), fileName: file.name, sourceName: file.sourceName, kind: file.originKind },
      { store, config, clock },
    );
  }
  for (const [file, sourceName] of [
    ['laporan-2024-02.csv', 'laporan'],
    ['entri-2024-02.csv', 'entri'],
  ] as const) {
    await importFile({ path: join(DEMO, file), sourceName }, { store, config, clock });
  }
}

const code = await runCommandLine(process.argv.slice(2), {
  application: (options) => createApplication(readEnvironment(), options.config),
  write: (text) => void process.stdout.write(text),
  writeError: (text) => void process.stderr.write(text),
});
process.exitCode = code;
