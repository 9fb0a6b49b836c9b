import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { Instant } from '../../connectors/contract/period.js';
import type { BusinessClock } from '../../src/clock.js';
import type { Config } from '../../src/config/config.js';
import { demoConfig as loadDemoConfig } from './ministry.js';
import { root } from './paths.js';

const read = (name: string): string => readFileSync(join(root, 'sandbox', 'demo', name), 'utf8');

/** The demo's configuration, in Jakarta's time. */
export const demoConfig: Config = loadDemoConfig();

/** 1 March 2024, 09:00 in Jakarta. */
export const demoClock: BusinessClock = { now: () => '2024-03-01T02:00:00.000Z' as Instant };

/** The report's figures as the demo ships them: 96 rows with a column of qualities. */
export const reportText = read('laporan-2024-02.csv');

/** The report's 39 dated entries. */
export const entriesText = read('entri-2024-02.csv');

/** A table of texts, the header first. */
export type Table = readonly (readonly string[])[];

/** The cells of a CSV text. */
export const tableOf = (text: string): Table => Papa.parse<string[]>(text, { skipEmptyLines: true }).data;

/** A table as CSV. */
export const csvOf = (table: Table): string =>
  table.map((cells) => `${cells.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(',')}\n`).join('');

/** The report's figures as the ministry's own list has them: 97 rows without qualities, the mean that it prints among them. */
export const ministryTable: Table = (() => {
  const table = tableOf(reportText);
  const quality = table[0]?.indexOf('quality') ?? -1;
  const rows = table.map((cells) => cells.filter((_, index) => index !== quality));
  return [...rows, ['2024-02', '', 'social', 'posts_mean_per_platform', '', '39', 'exact', 'derived: (25 + 26 + 33 + 33) / 3; not to be imported']];
})();

/** The bytes of a text. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
