import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CivilDate, Instant } from '../../connectors/contract/period.js';
import { type ImportRequest, importFile } from '../../src/pipeline/import.js';
import { RefusedFile } from '../../src/pipeline/import-report.js';
import type { Store } from '../../src/store/port.js';
import { recordingStore } from '../support/recording-store.js';
import { bytesOf, csvOf, demoClock, demoConfig, entriesText, ministryTable, reportText, type Table } from '../support/report.js';
import { temporaryStore } from '../support/store.js';

/** A real store that is removed when the test ends. */
async function emptyStore(): Promise<Store> {
  const { store, remove } = await temporaryStore();
  onTestFinished(remove);
  return store;
}

const dependencies = (store: Pick<Store, 'beginImport'>) => ({ store, config: demoConfig, clock: demoClock });

const importText = (store: Pick<Store, 'beginImport'>, text: string, more: Partial<ImportRequest> = {}) =>
  importFile({ bytes: bytesOf(text), fileName: 'laporan.csv', sourceName: 'laporan', ...more }, dependencies(store));

async function refusalOf(work: Promise<unknown>): Promise<RefusedFile> {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(RefusedFile);
  return failure as RefusedFile;
}

/** A table with one cell changed; rows count from 1, the header is 0. */
const changed = (row: number, column: string, text: string, table: Table = ministryTable): Table =>
  table.map((cells, index) => (index === row ? cells.map((cell, at) => (table[0]?.[at] === column ? text : cell)) : cells));

const FEBRUARY = { start: '2024-02-01' as CivilDate, end: '2024-03-01' as CivilDate };

describe('importing the report', () => {
  it("keeps all of the ministry's 97 figures, and a second import of the same file changes nothing", async () => {
    const store = await emptyStore();
    const first = await importText(store, csvOf(ministryTable));
    expect(first).toMatchObject({ file: 'laporan.csv', layout: 'observations', rows: 97, repeats: 0, rejected: 0, rejections: [], warnings: [] });
    expect(first.facts).toEqual({ observation: 97, entry: 0, content: 0, snapshot: 0 });
    expect(first).toMatchObject({ inserted: 97, revised: 0, unchanged: 0, outranked: 0 });
    const before = await store.status();
    const second = await importText(store, csvOf(ministryTable));
    expect(second).toMatchObject({ inserted: 0, revised: 0, unchanged: 97, outranked: 0 });
    expect(second.origin.id).toBe(first.origin.id);
    expect(await store.status()).toEqual(before);
  });

  it('makes one revision of one changed value, and keeps what it was', async () => {
    const store = await emptyStore();
    await importText(store, csvOf(ministryTable));
    const row = ministryTable.findIndex(
      ([period, , source, metric, dimension]) => `${period} ${source} ${metric} ${dimension}` === '2024-02 contact_centre tickets phone',
    );
    const report = await importText(store, csvOf(changed(row, 'value', '47')));
    expect(report).toMatchObject({ inserted: 0, revised: 1, unchanged: 96, outranked: 0 });
    const series = { metric: 'tickets', subject: 'contact_centre', dimensions: { channel: 'phone' }, grain: 'month' } as const;
    const revisions = await store.revisions(series, FEBRUARY.start, FEBRUARY.end);
    expect(revisions.map(({ value }) => value)).toEqual([46, 47]);
    expect((await store.readSeries({ ...series, window: FEBRUARY })).map(({ value }) => value)).toEqual([47]);
  });

  it("keeps the demo's 96 figures with their qualities, and its 39 entries", async () => {
    const store = await emptyStore();
    expect(await importText(store, reportText)).toMatchObject({ rows: 96, inserted: 96, warnings: [] });
    const entries = await importText(store, entriesText, { sourceName: 'entri' });
    expect(entries).toMatchObject({ layout: 'entries', rows: 39, inserted: 39, facts: { observation: 0, entry: 39, content: 0, snapshot: 0 } });
    expect(await importText(store, entriesText, { sourceName: 'entri' })).toMatchObject({ inserted: 0, unchanged: 39 });
    expect(await store.readEntries('visit', FEBRUARY)).toHaveLength(22);
    const sessions = { metric: 'sessions', subject: 'video_conference', dimensions: {}, grain: 'month' } as const;
    const window = { start: '2023-01-01' as CivilDate, end: '2024-03-01' as CivilDate };
    expect((await store.readSeries({ ...sessions, window })).map(({ period, value, quality }) => [period.start, value, quality])).toEqual([
      ['2023-01-01', 9, 'complete'],
      ['2024-01-01', 1, 'to-be-confirmed'],
      ['2024-02-01', 1, 'to-be-confirmed'],
    ]);
  });

  it('keeps the advocacy page as a quarter to date on 29 February', async () => {
    const store = await emptyStore();
    await importText(store, reportText);
    const [people] = await store.readSeries({
      metric: 'active_employees',
      subject: 'advocacy',
      dimensions: {},
      grain: 'quarter',
      window: { start: '2024-01-01' as CivilDate, end: '2024-04-01' as CivilDate },
    });
    expect(people).toMatchObject({ value: 13559, period: { start: '2024-01-01', end: '2024-03-01' }, observedAt: '2024-02-29T17:00:00.000Z' });
  });

  it('reads a file by its path', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pantau-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const path = join(folder, 'laporan (1).csv');
    await writeFile(path, `\ufeff${reportText.replaceAll('\n', '\r\n')}`);
    const recording = recordingStore();
    const report = await importFile({ path, sourceName: 'laporan (1)' }, dependencies(recording.store));
    expect(report).toMatchObject({ file: 'laporan (1).csv', rows: 96, rejected: 0 });
    for (const [wrong, sentence] of [
      [join(folder, 'none.csv'), 'is there'],
      [folder, 'no file'],
    ] as const) {
      const refused = importFile({ path: wrong, sourceName: 'x' }, dependencies(recording.store));
      await expect(refused).rejects.toMatchObject({ kind: 'refused-input', message: expect.stringContaining(sentence) });
    }
  });

  it('stores nothing in a dry run, and checks everything', async () => {
    const recording = recordingStore();
    expect(await importText(recording.store, reportText, { dryRun: true })).toMatchObject({
      dryRun: true,
      rows: 96,
      inserted: 0,
      facts: { observation: 96 },
    });
    await refusalOf(importText(recording.store, csvOf(changed(1, 'value', 'x')), { dryRun: true }));
    expect(recording.begun).toEqual([]);
  });
});

describe('a file with wrong rows', () => {
  const wrong = changed(40, 'period', '2024-14', changed(12, 'value', '2.460'));

  it('is refused as a whole, and the message names line, column and reason of each', async () => {
    const store = await emptyStore();
    const failure = await refusalOf(importText(store, csvOf(wrong)));
    expect(failure.kind).toBe('refused-input');
    expect(failure.rejections).toMatchObject([
      { line: 13, column: 'value' },
      { line: 41, column: 'period' },
    ]);
    expect(failure.message).toContain("2 of 97 rows can't be imported");
    expect(failure.message).toContain('line 13, column value: "2.460" can be read in two ways.');
    expect(await store.status()).toMatchObject({ observations: 0, series: 0, revisions: 0 });
  });

  it('is kept without them where a part is accepted, and they are listed', async () => {
    const store = await emptyStore();
    const report = await importText(store, csvOf(wrong), { acceptPartial: true });
    expect(report).toMatchObject({ rows: 97, inserted: 95, rejected: 2 });
    expect(report.rejections.map(({ line }) => line)).toEqual([13, 41]);
    expect(await importText(store, csvOf(wrong), { acceptPartial: true })).toMatchObject({ inserted: 0, revised: 0, unchanged: 95 });
  });

  it('names the first twenty rows and how many more there are', async () => {
    const [header = [], ...rows] = ministryTable;
    const failure = await refusalOf(
      importText(recordingStore().store, csvOf([header, ...rows.map((cells) => cells.map((cell) => (cell === 'exact' ? 'precise' : cell)))])),
    );
    const listed = failure.message.split('\n').filter((line) => line.startsWith('line '));
    expect(listed).toHaveLength(20);
    expect(failure.message).toContain(`and ${failure.rejected - 20} more`);
    expect(failure.rejections).toHaveLength(failure.rejected);
  });

  it('is refused even in part where no row is right', async () => {
    const recording = recordingStore();
    const text = csvOf([ministryTable[0] ?? [], ...changed(1, 'value', 'x').slice(1, 2)]);
    expect((await refusalOf(importText(recording.store, text, { acceptPartial: true }))).rejected).toBe(1);
    expect(recording.begun).toEqual([]);
  });

  it.each<[string, string, string | undefined, string]>([
    ['an unknown source', '2024-02,,contact_center,tickets,,1,exact,', 'source', '"contact_centre"'],
    ['an unknown metric', '2024-02,,contact_centre,tikets,,1,exact,', 'metric', '"tickets"'],
    ["a dimension that is not the metric's", '2024-02,,contact_centre,tickets,region=Riau,1,exact,', 'dimension', 'It has: channel.'],
    ['a negative count', '2024-02,,contact_centre,tickets,,-1,exact,', 'value', 'negative'],
    ['a fraction of a count', '2024-02,,contact_centre,tickets,,1.5,exact,', 'value', 'fraction'],
    ['a cell too many', '2024-02,,contact_centre,tickets,,1,exact,one, two', undefined, '9 cells'],
    ['a cell too few', '2024-02,,contact_centre,tickets,,1,exact', undefined, '7 cells'],
    ['a space beside a name', '2024-02,,contact_centre ,tickets,,1,exact,', 'source', 'not known'],
  ])('says line, column and reason of %s', async (_name, row, column, reason) => {
    const text = `${ministryTable[0]?.join(',')}\n2024-02,,contact_centre,tickets,email,131,exact,"two\nlines"\n${row}\n`;
    const failure = await refusalOf(importText(recordingStore().store, text));
    expect(failure.rejections).toHaveLength(1);
    expect(failure.rejections[0]).toMatchObject({ line: 4, column });
    expect(failure.rejections[0]?.reason).toContain(reason);
  });

  it('warns of a dimension value that looks misspelt, and takes it', async () => {
    const report = await importText(recordingStore().store, csvOf(changed(45, 'dimension', 'whatsaap')));
    expect(report.warnings).toMatchObject([
      { line: 46, column: 'dimension', reason: '"whatsaap" is a new value of "channel". Was "whatsapp" meant?' },
    ]);
  });
});

describe('a file that states something twice', () => {
  const header = ministryTable[0]?.join(',');
  const row = (value: string, period = '2024-02') => `${period},,contact_centre,tickets,,${value},exact,`;

  it('counts the same value as a repeat', async () => {
    const store = await emptyStore();
    const report = await importText(store, `${header}\n${row('967')}\n${row('1304', '2024-01')}\n${row('967')}\n`);
    expect(report).toMatchObject({ rows: 3, repeats: 1, inserted: 2, facts: { observation: 2 } });
  });

  it('rejects another value and names both lines', async () => {
    const failure = await refusalOf(importText(recordingStore().store, `${header}\n${row('967')}\n${row('1304', '2024-01')}\n${row('976')}\n`));
    expect(failure.rejections).toEqual([
      {
        line: 4,
        column: 'value',
        reason: 'Lines 2 and 4 state different values for the same thing. Keep one of them.',
        text: {
          id: 'Baris 2 dan 4 menyatakan nilai berbeda untuk hal yang sama. Pertahankan salah satunya.',
          en: 'Lines 2 and 4 state different values for the same thing. Keep one of them.',
        },
      },
    ]);
  });

  it('keeps none of the contradicting lines where a part is accepted', async () => {
    const store = await emptyStore();
    const text = `${header}\n${row('967')}\n${row('1304', '2024-01')}\n${row('976')}\n${row('967')}\n`;
    const report = await importText(store, text, { acceptPartial: true });
    expect(report.rejections.map(({ line }) => line)).toEqual([2, 4, 5]);
    expect(report).toMatchObject({ inserted: 1, rejected: 3, repeats: 0 });
  });

  it('keeps like entries as two things that happened, and says so', async () => {
    const store = await emptyStore();
    const text = 'kind,date,title,attributes\nvisit,2024-02-05,DAU,\nvisit,2024-02-05,DAU,\n';
    const report = await importText(store, text);
    expect(report).toMatchObject({ inserted: 2, repeats: 0, warnings: [{ line: 3 }] });
    expect(report.warnings[0]?.reason).toContain('Lines 2 and 3 are alike');
  });
});

describe('what is no file of figures', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['an unknown header', 'Tanggal,Jangkauan\n2024-02-01,5\n', 'The first line must be one of'],
    ['a header alone', `${ministryTable[0]?.join(',')}\n`, 'no rows'],
    ['nothing', '', 'empty'],
    ['a byte order mark alone', '\ufeff', 'no header'],
    ['empty lines', '\n\n\n', 'no header'],
    ['a workbook', Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0, 0, 0]), 'Excel'],
    ['a quotation mark that never closes', `${ministryTable[0]?.join(',')}\n"2024-02,,`, 'never closes'],
  ])('is refused with a sentence, even in part: %s', async (_name, content, sentence) => {
    const recording = recordingStore();
    const bytes = typeof content === 'string' ? bytesOf(content) : content;
    const request = { bytes, fileName: 'x.csv', sourceName: 'x', acceptPartial: true };
    expect((await refusalOf(importFile(request, dependencies(recording.store)))).message).toContain(sentence);
    expect(recording.begun).toEqual([]);
  });

  it('is refused where it breaks off after rows that were staged, and these are discarded', async () => {
    const recording = recordingStore();
    const rows = Array.from({ length: 12_000 }, (_, index) => `2024-02,,contact_centre,menu_choices,menu ${index},1,exact,`);
    const text = `${ministryTable[0]?.join(',')}\n${rows.join('\n')}\n"broken`;
    expect((await refusalOf(importText(recording.store, text))).message).toContain('line 12002');
    expect(recording.chunks.length).toBeGreaterThan(0);
    expect(recording.ends).toEqual(['discarded']);
  });

  it('is refused where somebody writes to it while it is read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pantau-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const path = join(folder, 'growing.csv');
    const rows = Array.from({ length: 20_000 }, (_, index) => `2024-02,,contact_centre,menu_choices,menu ${index},1,exact,\n`).join('');
    await writeFile(path, `${ministryTable[0]?.join(',')}\n${rows}`);
    const recording = recordingStore(() => writeFile(path, '2024-02,,contact_centre,menu_choices,menu later,1,exact,\n', { flag: 'a' }));
    const failure = await refusalOf(importFile({ path, sourceName: 'x' }, dependencies(recording.store)));
    expect(failure.message).toContain('changed while it was read');
    expect(recording.ends).toEqual(['discarded']);
  });

  it('is discarded where the store fails', async () => {
    const recording = recordingStore(() => {
      throw new Error('disk full');
    });
    await expect(importText(recording.store, reportText)).rejects.toThrow('disk full');
    expect(recording.ends).toEqual(['discarded']);
  });

  it('bears a name of its source', async () => {
    await expect(importText(recordingStore().store, reportText, { sourceName: '' })).rejects.toMatchObject({ kind: 'usage' });
  });
});

describe('the origin of a file', () => {
  it('follows from its bytes, its kind and the name of its source, never from the name of the file or the time', async () => {
    const id = async (text: string, more: Partial<ImportRequest> = {}, now = demoClock.now()) => {
      const request = { bytes: bytesOf(text), fileName: 'a.csv', sourceName: 'laporan', ...more };
      return (await importFile(request, { ...dependencies(recordingStore().store), clock: { now: () => now } })).origin.id;
    };
    const first = await id(reportText);
    expect(first).toMatch(/^file:laporan:[0-9a-f]{64}$/);
    expect(await id(reportText, { fileName: 'b.csv' }, '2024-04-01T00:00:00.000Z' as Instant)).toBe(first);
    const others = [await id(`${reportText}\n`), await id(reportText, { sourceName: 'lain' }), await id(reportText, { kind: 'export' })];
    expect(new Set([first, ...others]).size).toBe(4);
  });
});
