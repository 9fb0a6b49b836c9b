import { expect, it, onTestFinished } from 'vitest';
import type { ImportProgress } from '../../src/pipeline/import-report.js';
import { RefusedFile } from '../../src/pipeline/import-report.js';
import { type Importer, openImporter } from '../../src/pipeline/importer.js';
import type { Store } from '../../src/store/port.js';
import { bytesOf, csvOf, demoClock, demoConfig, entriesText, ministryTable, reportText } from '../support/report.js';
import { temporaryStore } from '../support/store.js';

async function open(): Promise<{ readonly importer: Importer; readonly store: Store; readonly path: string }> {
  const { store, path, remove } = await temporaryStore();
  const importer = openImporter({ storePath: path, config: demoConfig, clock: demoClock });
  onTestFinished(async () => {
    await importer.close();
    await remove();
  });
  return { importer, store, path };
}

const file = (text: string) => ({ bytes: bytesOf(text), fileName: 'laporan.csv', sourceName: 'laporan' });

it('imports file after file in its own thread, where every other connection sees them', async () => {
  const { importer, store } = await open();
  const progress: ImportProgress[] = [];
  const [report, again] = await Promise.all([
    importer.importFile(file(reportText), (made) => progress.push(made)),
    importer.importFile(file(reportText)),
  ]);
  expect(report).toMatchObject({ rows: 96, inserted: 96, origin: { name: 'laporan', receivedAt: demoClock.now() } });
  expect(again).toMatchObject({ inserted: 0, unchanged: 96 });
  expect(progress.at(-1)).toMatchObject({ rows: 96, bytes: bytesOf(reportText).length });
  expect((await store.status()).observations).toBe(96);
});

it('refuses a wrong file as if it had been read here, and goes on', async () => {
  const { importer, store } = await open();
  const wrong = csvOf(ministryTable.map((cells, row) => (row === 3 ? cells.map((cell, column) => (column === 5 ? '1,297' : cell)) : cells)));
  const refusal: unknown = await importer.importFile(file(wrong)).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(RefusedFile);
  expect(refusal).toMatchObject({ kind: 'refused-input', rejected: 1, rejections: [{ line: 4, column: 'value' }] });
  await expect(importer.importFile({ path: '/no/such/file.csv', sourceName: 'x' })).rejects.toMatchObject({ kind: 'refused-input' });
  expect(await store.status()).toMatchObject({ series: 0, observations: 0 });
  expect(await importer.importFile(file(entriesText))).toMatchObject({ inserted: 39 });
});

it('leaves alone what another thread of the same process is staging', async () => {
  const { importer, store } = await open();
  const session = await store.beginImport({
    id: 'typed:x:1',
    kind: 'typed',
    name: 'x',
    detail: 'x',
    hash: '1',
    zone: 'Asia/Jakarta',
    receivedAt: demoClock.now(),
  });
  await importer.importFile(file(reportText));
  expect(await session.commit()).toMatchObject({ inserted: 0 });
});

it('withdraws nothing from a list of which rows were left out', async () => {
  const { importer, store } = await open();
  await importer.importFile(file(entriesText));
  const lines = entriesText.trimEnd().split('\n');
  const shorter = `${[...lines.slice(0, 10), 'visit,2024-02-30,Nobody,'].join('\n')}\n`;
  expect(await importer.importFile({ ...file(shorter), acceptPartial: true })).toMatchObject({ rejected: 1, withdrawn: 0 });
  expect((await store.status()).entries).toBe(39);
  const kinds = new Set(lines.slice(1, 10).map((line) => line.split(',')[0]));
  const withdrawn = lines.slice(10).filter((line) => kinds.has(line.split(',')[0])).length;
  expect(await importer.importFile(file(`${lines.slice(0, 10).join('\n')}\n`))).toMatchObject({ rejected: 0, withdrawn });
  expect((await store.status()).entries).toBe(39 - withdrawn);
});
