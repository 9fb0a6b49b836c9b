import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { CivilDate } from '../../connectors/contract/period.js';
import type { Answers } from '../../src/pipeline/export-report.js';
import type { HandedFile } from '../../src/pipeline/handed-file.js';
import { type Importer, openImporter } from '../../src/pipeline/importer.js';
import { outcomeSentence, reportSentences } from '../../src/pipeline/report-sentences.js';
import type { SqliteStore } from '../../src/store/sqlite/client.js';
import { exportsConfig, HANDED_IN } from '../support/exports.js';
import { root } from '../support/paths.js';
import { bytesOf, reportText } from '../support/report.js';
import { temporaryStore } from '../support/store.js';

let store: SqliteStore;
let importer: Importer;
beforeEach(async () => {
  const temporary = await temporaryStore();
  store = temporary.store;
  importer = openImporter({ storePath: temporary.path, config: exportsConfig, clock: { now: () => HANDED_IN } });
  onTestFinished(async () => {
    await importer.close();
    await temporary.remove();
  });
});

const dropped = (
  fileName: string,
  answers: Answers = {},
  bytes: Uint8Array = readFileSync(join(root, 'test/fixtures/exports', fileName)),
): HandedFile => ({
  bytes,
  fileName,
  answers,
  acceptPartial: false,
});

const reach = async () => {
  const window = { start: '2026-09-01' as CivilDate, end: '2026-10-01' as CivilDate };
  const rows = await store.readSeries({ subject: 'instagram:ditjenpk', metric: 'reach', grain: 'day', dimensions: {}, window });
  return rows.map(({ period, value }) => `${period.start} ${value}`);
};

describe('a file that somebody drops', () => {
  it('is told in both languages, with every reading of what is open, and nothing of it is kept', async () => {
    const report = await importer.preview(dropped('meta-daily-es-reach.csv'));
    const indonesian = reportSentences(report, exportsConfig, 'id');
    expect(indonesian).toMatchObject({
      kind: 'recognised',
      title: 'Meta Business Suite: angka harian (judul kolom bahasa Spanyol)',
      account: 'Akun belum diketahui.',
      metrics: ['Jangkauan per hari: 2 angka; 1–2 September 2026'],
      questions: [{ id: 'platform', asks: 'choice', readings: [{ answer: 'facebook' }, { answer: 'instagram' }] }],
    });
    expect(reportSentences(report, exportsConfig, 'en')).toMatchObject({
      title: 'Meta Business Suite: figures by day (headers in Spanish)',
      metrics: ['Reach by day: 2 figures; 1–2 September 2026'],
    });
    expect(await store.status()).toMatchObject({ observations: 0, series: 0 });
  });

  it('is kept only once its question is answered, and the same again changes nothing', async () => {
    const open = await importer.keep(dropped('meta-daily-es-reach.csv'));
    expect(open).toMatchObject({ state: 'asks', report: { questions: [{ id: 'platform' }] } });
    expect(outcomeSentence(open, 'id')).toBe('Berkas belum disimpan: jawab dahulu pertanyaannya.');
    expect(await reach()).toEqual([]);
    const kept = await importer.keep(dropped('meta-daily-es-reach.csv', { platform: 'instagram' }));
    expect(kept).toMatchObject({ state: 'kept', inserted: 2, importId: expect.stringMatching(/^export:meta-daily-es-reach:[0-9a-f]{64}$/) });
    expect(outcomeSentence(kept, 'id')).toBe('Disimpan: 2 baru, 0 direvisi, 0 tetap.');
    expect(await reach()).toEqual(['2026-09-01 900', '2026-09-02 1100']);
    expect(await importer.keep(dropped('meta-daily-es-reach.csv', { platform: 'instagram' }))).toMatchObject({ state: 'unchanged' });
  });

  it('of our own layout is told and kept in the same way', async () => {
    const own = { bytes: bytesOf(reportText), fileName: 'laporan.csv', answers: {}, acceptPartial: false };
    const report = await importer.preview(own);
    expect(report).toMatchObject({ recognised: { tool: 'pantau', layout: 'observations' }, questions: [] });
    expect('metrics' in report && report.metrics.reduce((rows, metric) => rows + metric.rows, 0)).toBe(96);
    expect((await store.status()).observations).toBe(0);
    expect(await importer.keep(own)).toMatchObject({ state: 'kept', rows: 96, inserted: 96, importId: expect.stringContaining('file:laporan:') });
  });

  it('that is no table, or is wrong in a row, is refused with what to do, and leaves no trace', async () => {
    const page = await importer.keep(dropped('Insights.csv', {}, bytesOf('<!doctype html><html></html>')));
    expect(page).toMatchObject({
      state: 'refused',
      report: { refused: { reason: { id: expect.stringContaining('halaman web'), en: expect.stringContaining('web page') } } },
    });
    const wrong = await importer.keep(dropped('laporan.csv', {}, bytesOf(reportText.replace('118069', '118,069x'))));
    expect(wrong).toMatchObject({ state: 'refused' });
    if (wrong.state !== 'refused') throw new Error('It was taken.');
    const said = reportSentences(wrong.report, exportsConfig, 'id');
    expect(said).toMatchObject({ kind: 'refused', advice: 'Perbaiki berkasnya lalu impor lagi.' });
    expect(said.kind === 'refused' && said.reason).toMatch(/^Baris \d+: /);
    expect(await importer.preview({ path: '/no/such/file.csv', answers: {}, acceptPartial: false })).toMatchObject({ refused: { line: null } });
    expect(await store.origins()).toEqual([]);
  });

  it('says in the audit trail who handed it in, of exports as of our own layouts', async () => {
    const kept = await importer.keep({ ...dropped('meta-daily-id.csv'), by: 'U0EDITOR01' });
    const own = { bytes: bytesOf(reportText), fileName: 'laporan.csv', answers: {}, acceptPartial: false, by: 'command line: ana' };
    const again = await importer.keep(own);
    if (kept.state !== 'kept' || again.state !== 'kept') throw new Error('They were not kept.');
    expect(await store.advocacy.auditLog(5, 'import')).toEqual([
      { who: 'command line: ana', at: HANDED_IN, what: 'import', detail: `${again.importId}: {"inserted":96,"revised":0,"withdrawn":0}` },
      { who: 'U0EDITOR01', at: HANDED_IN, what: 'import', detail: `${kept.importId}: {"inserted":3,"revised":0,"withdrawn":0}` },
    ]);
    expect((await store.listImports(5)).map(({ by }) => by)).toEqual(['command line: ana', 'U0EDITOR01']);
    expect(await store.readSetting(`imported:${kept.importId?.split(':').at(-1)}`)).toMatchObject({ by: 'U0EDITOR01' });
  });

  it('is read under the configuration that holds when it is dropped', async () => {
    const answers = { platform: 'instagram' };
    const without = { ...exportsConfig, accounts: exportsConfig.accounts.filter(({ platform }) => platform !== 'instagram') };
    expect(await importer.keep(dropped('meta-daily-es-reach.csv', answers), without)).toMatchObject({ state: 'asks' });
    expect(await importer.keep(dropped('meta-daily-es-reach.csv', answers), exportsConfig)).toMatchObject({ state: 'kept', inserted: 2 });
  });
});
