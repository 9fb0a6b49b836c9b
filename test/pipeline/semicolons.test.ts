import { expect, it, onTestFinished } from 'vitest';
import { keepFile, previewFile } from '../../src/pipeline/hand-in.js';
import type { HandedFile } from '../../src/pipeline/handed-file.js';
import { demoConfig, FEBRUARY } from '../support/ministry.js';
import { demoClock } from '../support/report.js';
import { temporaryStore } from '../support/store.js';

const HEADER = 'period;as_of;source;metric;dimension;value;precision;note';
const file = (rows: readonly string[], answers: HandedFile['answers'] = {}): HandedFile => ({
  bytes: Buffer.from(`\uFEFF${[HEADER, ...rows].join('\r\n')}\r\n`),
  fileName: 'laporan.csv',
  answers,
  acceptPartial: false,
  language: 'id',
});

async function opened() {
  const { store, remove } = await temporaryStore();
  onTestFinished(remove);
  const handing = {
    store,
    ledger: store.advocacy,
    config: demoConfig(),
    clock: demoClock,
    pseudonymiser: () => Promise.reject(new Error('Nobody is named.')),
  };
  const value = async (subject: string, metric: string) =>
    (await store.readSeries({ subject, metric, dimensions: {}, grain: 'month', window: FEBRUARY })).map((row) => row.value);
  return { handing, value };
}

it('reads our own layout as an Indonesian spreadsheet saves it: semicolons, thousands with dots, decimal commas', async () => {
  const { handing, value } = await opened();
  const rows = [
    '2024-02;;website;visitors;;55.000;about;"rekap; sementara"',
    '2024-02;;contact_centre;satisfaction;;4,75;exact;',
    '2024-02;;contact_centre;tickets;"channel=phone";46;exact;',
    '2024-02;;contact_centre;complaints;;;exact;',
  ];
  expect(await previewFile(file(rows), handing)).toMatchObject({ recognised: { tool: 'pantau', layout: 'observations' }, questions: [] });
  expect(await keepFile(file(rows), handing)).toMatchObject({ state: 'kept', inserted: 4 });
  expect(await value('website', 'visitors')).toEqual([55_000]);
  expect(await value('contact_centre', 'satisfaction')).toEqual([4.75]);
  expect(await value('contact_centre', 'complaints')).toEqual([null]);
});

it('asks where a dot may be either mark, and keeps nothing until it is answered', async () => {
  const { handing, value } = await opened();
  const rows = ['2024-02;;contact_centre;satisfaction;;4.750;exact;'];
  const kept = await keepFile(file(rows), handing);
  expect(kept).toMatchObject({ state: 'asks', report: { questions: [{ id: 'line-2:number' }] } });
  expect(await value('contact_centre', 'satisfaction')).toEqual([]);
  expect(await keepFile(file(rows, { 'line-2:number': '4.75' }), handing)).toMatchObject({ state: 'kept' });
  expect(await value('contact_centre', 'satisfaction')).toEqual([4.75]);
});

it('refuses a wrong row where it stands in the file', async () => {
  const { handing } = await opened();
  const rows = ['2024-02;;website;visitors;;55.000;about;', '', '2024-02;;website;visitor;;1;exact;'];
  expect(await keepFile(file(rows), handing)).toMatchObject({ state: 'refused', report: { refused: { line: 4 } } });
});
