import type { Config } from '../../src/config/config.js';
import { demoConfig, demoFile, importText } from './ministry.js';
import { postingText } from './posting-config.js';
import { csvOf, reportText, tableOf } from './report.js';
import { type TemporaryStore, temporaryStore } from './store.js';

/** The demo's duties beside one digest that is never posted by itself. */
export function collectingConfig(change: (text: string) => string = (text) => text): Config {
  const [, duties = ''] = demoFile('pantau.yaml').split('\ncollection:');
  return demoConfig(change(`${postingText(1)}\ncollection:${duties}`));
}

/** What is left out of the report: February's calls, requests, e-mails, and visits to the website. */
const LEFT_OUT = ['contact_centre tickets phone', 'contact_centre tickets ', 'ppid requests ', 'email_lapor emails ', 'website visitors '];

/** A store with the report of February 2024 and its entries, but for five figures of February; January is whole. */
export async function nearlyAll(): Promise<TemporaryStore> {
  const place = await temporaryStore();
  const [header = [], ...rows] = tableOf(reportText);
  const cell = (row: readonly string[], name: string): string => row[header.indexOf(name)] ?? '';
  const kept = rows.filter(
    (row) => cell(row, 'period') !== '2024-02' || !LEFT_OUT.includes(`${cell(row, 'source')} ${cell(row, 'metric')} ${cell(row, 'dimension')}`),
  );
  const config = collectingConfig();
  await importText(place.store, config, 'laporan', csvOf([header, ...kept]));
  await importText(place.store, config, 'entri', demoFile('entri-2024-02.csv'));
  return place;
}
