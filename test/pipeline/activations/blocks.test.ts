import { afterEach, beforeEach, expect, it } from 'vitest';
import { civilDate, type Instant } from '../../../connectors/contract/period.js';
import { openPseudonymiser } from '../../../src/domain/pseudonym.js';
import { importActivations } from '../../../src/pipeline/activations/import.js';
import { openCsvTable } from '../../../src/pipeline/activations/table.js';
import { openSqliteStore } from '../../../src/store/sqlite/client.js';
import { openDatabase } from '../../../src/store/sqlite/driver.js';
import { demoConfig } from '../../support/ministry.js';
import { type TemporaryStore, temporaryStore } from '../../support/store.js';

const clock = { now: () => '2024-03-01T02:00:00.000Z' as Instant };
const pseudonymiser = openPseudonymiser(new Uint8Array(32).fill(7));
const HEADER = 'occurred_at,staff_number,person,unit,kind,platform,content,campaign,link,evidence';

// Every cell in several spellings, blank ones included, in combinations that a few hundred rows go through.
const CELLS: readonly (readonly string[])[] = [
  [
    '2024-02-29 23:30:00',
    '2024-02-28 00:00:59',
    '2024-01-05T08:05:10+07:00',
    '2024-02-01',
    ' 2024-02-02 10:00:00',
    '2024-02-29 24:00:00',
    '2025-01-01 00:00:00',
  ],
  ['199001012015011001', '19900101 201501 1 002', '', ' ', "'199001012015011003", '1,99001E+17'],
  ['Ayu', 'ayu@example.go.id', '', '"Budi, S.E."'],
  ['Humas', 'humas ', ''],
  ['provided', 'engagement', 'Konten Mandiri', 'like', 'unknown', ''],
  ['Instagram', 'ig, wa', 'X dan Facebook', '', 'myspace'],
  ['apbn', '', ' '],
  ['c1', ''],
  [
    'https://www.instagram.com/p/C1/?igsh=1',
    '',
    'https://x.com/pegawai/status/17600000001?s=20 https://m.facebook.com/a/posts/123',
    '-',
    'sudah kak',
    'https://www.instagram.com/pegawai',
  ],
  ['bukti', '', '"baris\nbaru"'],
];

const rows = Array.from({ length: 3_000 }, (_, row) => {
  let chance = (row + 1) * 2_654_435_761;
  return CELLS.map((cells) => {
    chance = (chance * 48_271) % 2_147_483_647;
    // Mostly the usual spelling, so that rows with several faults are few.
    return cells[chance % 5 === 0 ? chance % cells.length : 0] ?? '';
  }).join(',');
});

let home: TemporaryStore;
beforeEach(async () => {
  home = await temporaryStore();
});
afterEach(() => home.remove());

it('rows that are judged undecoded are judged as those that are texts', async () => {
  const bytes = Buffer.from(`${HEADER}\n${rows.join('\n')}\n`);
  const ledgers = await Promise.all(
    ['undecoded', 'texts'].map(async (name) => {
      const path = `${home.path}.${name}`;
      const store = await openSqliteStore(path);
      const { pieces, ...texts } = await openCsvTable({ bytes, fileName: 'a.csv' });
      const table = name === 'texts' || pieces === undefined ? texts : { ...texts, pieces };
      const report = await importActivations(
        { from: { table }, sourceName: 'a', acceptPartial: true },
        { ledger: store.advocacy, pseudonymiser, config: demoConfig(), clock },
      );
      const summary = await store.advocacy.summary({ start: civilDate('2024-01-01'), end: civilDate('2024-04-01') });
      await store.close();
      const database = openDatabase(path);
      const stored = ['activations', 'activation_touches', 'advocate_names', 'advocacy_words', 'activation_facets'].map((from) =>
        database.prepare(`SELECT * FROM ${from} ORDER BY 1`).all(),
      );
      database.close();
      return { report, summary, stored };
    }),
  );
  expect(ledgers[0]).toEqual(ledgers[1]);
  expect(ledgers[0]?.report.rejected).toBeGreaterThan(300);
  expect(ledgers[0]?.summary.activations).toBeGreaterThan(30);
  expect(ledgers[0]?.report.touches).toBeGreaterThan(0);
});
