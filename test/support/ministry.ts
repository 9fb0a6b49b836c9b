import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant, Period } from '../../connectors/contract/period.js';
import { civilDate, periodOf } from '../../connectors/contract/period.js';
import type { Config } from '../../src/config/config.js';
import { parseConfig } from '../../src/config/load.js';
import type { SectionStore } from '../../src/digest/context.js';
import type { Digest } from '../../src/domain/digest.js';
import type { Logger } from '../../src/log.js';
import { composeDigest } from '../../src/pipeline/compose.js';
import { importFile } from '../../src/pipeline/import.js';
import type { Store } from '../../src/store/port.js';
import { root } from './paths.js';

/** The morning after February 2024, in Jakarta. */
export const MARCH_FIRST = '2024-03-01T02:00:00.000Z' as Instant;

/** The month of the report. */
export const FEBRUARY: Period = periodOf('month', civilDate('2024-02-01'));

/** A file of the demo as text. */
export const demoFile = (name: string): string => readFileSync(join(root, 'sandbox/demo', name), 'utf8');

/** The demo's configuration, from its own text or a changed one. */
export function demoConfig(text: string = demoFile('pantau.yaml')): Config {
  const result = parseConfig(text, 'pantau.yaml');
  if (result.kind === 'refused') throw new Error(result.sentences.join('\n'));
  return result.config;
}

/** A log that fails the test where something is logged as an error. */
export const failingLog: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (message, fields) => {
    throw new Error(message, { cause: fields?.cause });
  },
};

/** Imports a text as a file. */
export const importText = (store: Store, config: Config, sourceName: string, text: string) =>
  importFile({ bytes: Buffer.from(text), fileName: `${sourceName}.csv`, sourceName }, { store, config, clock: { now: () => MARCH_FIRST } });

/** The monthly digest of February 2024 over what a store holds. */
export function composeFebruary(store: SectionStore, config: Config): Promise<Digest> {
  const [monthly] = config.digests;
  if (!monthly) throw new Error('The configuration has no digest.');
  return composeDigest({ config, digest: monthly, period: FEBRUARY, asOf: MARCH_FIRST, asItStood: false }, store, failingLog);
}
