import { expect, it, onTestFinished } from 'vitest';
import { civilDate, type Instant } from '../../../connectors/contract/period.js';
import { readDeeds } from '../../../src/pipeline/audit-log.js';
import { openImporter } from '../../../src/pipeline/importer.js';
import { undoImport, undoneSentences } from '../../../src/pipeline/undo-import.js';
import { openSqliteStore } from '../../../src/store/sqlite/client.js';
import { demoConfig } from '../../support/ministry.js';
import { temporaryStore } from '../../support/store.js';

const clock = { now: () => '2026-10-01T02:00:00.000Z' as Instant };
const DAYS = { start: civilDate('2026-07-01'), end: civilDate('2026-10-01') };
const HEAD = 'Timestamp,NIP,Jenis,Link\n';
const row = (post: number): string => `2026-09-1${post} 08:00:00,199001012015011001,provided,https://x.com/a/status/${post}\n`;

it('a file of activations is listed, undone by its id with what became of it, and kept again', async () => {
  const home = await temporaryStore();
  const store = await openSqliteStore(home.path);
  const config = demoConfig();
  const importer = openImporter({ storePath: home.path, config, clock });
  onTestFinished(async () => {
    await importer.close();
    await store.close();
    await home.remove();
  });
  const keep = (text: string, fileName: string) =>
    importer.keep({ bytes: new TextEncoder().encode(text), fileName, answers: {}, acceptPartial: false, by: 'U123' });

  const first = await keep(`${HEAD}${row(1)}${row(2)}`, 'pagi.csv');
  await keep(`${HEAD}${row(2)}${row(3)}`, 'sore.csv');
  if (first.state !== 'kept' || first.importId === undefined) throw new Error('It was not kept.');
  expect((await store.listImports(5)).map(({ origin, inserted, unchanged, by }) => [origin.detail, inserted, unchanged, by])).toEqual([
    ['sore.csv', 1, 1, 'U123'],
    ['pagi.csv', 2, 0, 'U123'],
  ]);
  const undone = await undoImport({ import: first.importId, by: 'U123', reason: 'berkas yang salah' }, { store, clock });
  expect(undoneSentences(undone, 'id')).toEqual([
    'Impor "pagi.csv" dibatalkan.',
    '1 aktivasi tidak dihitung lagi: tidak ada yang lain melaporkannya.',
    '1 aktivasi tetap, karena berkas lain atau orangnya sendiri juga melaporkannya.',
  ]);
  expect(undoneSentences(undone, 'en')[1]).toBe('1 activations count no more: nobody else told them.');
  expect((await store.advocacy.summary(DAYS)).activations).toBe(2);
  await expect(undoImport({ import: first.importId, by: 'U123', reason: 'lagi' }, { store, clock })).rejects.toThrow(/undone already/);
  // Each import stands in the log once.
  expect((await readDeeds({}, { store, config })).map(({ kind }) => kind).sort()).toEqual(['import', 'import', 'undo']);
  expect(await keep(`${HEAD}${row(1)}${row(2)}`, 'pagi.csv')).toMatchObject({ state: 'kept', inserted: 1, unchanged: 1 });
  expect((await store.advocacy.summary(DAYS)).activations).toBe(3);
});
