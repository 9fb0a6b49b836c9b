import { describe, expect, it } from 'vitest';
import type { ExportReport } from '../../../src/pipeline/export-report.js';
import { undoImport } from '../../../src/pipeline/undo-import.js';
import { FEBRUARY } from '../../support/ministry.js';
import { entriesText, tableOf } from '../../support/report.js';
import { type Program, put, type Sheet, sheetNamed, workbookBytes } from '../../support/workbooks.js';
import { COLUMN, FIGURES, fill, lineOf, workbookRig } from './rig.js';

const PHONE = 'contact_centre/tickets/channel=phone';
const SATISFACTION = 'contact_centre/satisfaction';
const VISITS = 'Daftar konsultasi tatap muka';
const said = (report: ExportReport): readonly string[] =>
  'refused' in report ? [report.refused.reason.id] : (report.stated ?? []).map((text) => text.id);
const asked = (report: ExportReport): readonly string[] =>
  'refused' in report ? [`refused: ${report.refused.reason.id}`] : report.questions.map(({ text }) => text.id);

/** The visits of February as the report lists them. */
const VISITED = tableOf(entriesText).filter(([kind]) => kind === 'visit');

/** As people type: thousands with dots, as text; fractions with a comma. */
const asText = (value: number): string => {
  const [whole = '', fraction] = String(value).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, '.')}${fraction === undefined ? '' : `,${fraction}`}`;
};

/** The whole of February as the report has it. */
function fillFebruary(sheets: readonly Sheet[], text: (value: number) => readonly [string, 'number' | 'text']): void {
  for (const [, cells] of sheetNamed(sheets, 'Angka').rows) {
    const key = cells[COLUMN.key]?.text ?? '';
    const value = FIGURES.get(key);
    if (value !== undefined) fill(sheets, key, ...text(value));
  }
  for (const [index, [, date = '', title = '', attributes = '']] of VISITED.entries()) {
    const { region = '', guests = '' } = Object.fromEntries(attributes.split(';').map((pair) => pair.split('=')));
    const visits = sheetNamed(sheets, VISITS);
    put(visits, index + 2, 1, date, 'date');
    put(visits, index + 2, 2, region);
    put(visits, index + 2, 3, title);
    put(visits, index + 2, 4, guests, 'number');
  }
}

const WAYS: readonly (readonly [string, Program, (value: number) => readonly [string, 'number' | 'text']])[] = [
  ['Excel, as numbers', 'excel', (value) => [String(value), 'number']],
  ['Excel, as texts with dots and decimal commas', 'excel', (value) => [asText(value), 'text']],
  ['Excel on days from 1904', 'excel-1904', (value) => [String(value), 'number']],
  ['LibreOffice', 'libreoffice', (value) => [String(value), 'number']],
  ['LibreOffice, as texts with dots and decimal commas', 'libreoffice', (value) => [asText(value), 'text']],
];

describe('a workbook of February that comes back', () => {
  it.each(WAYS)('is read right when it was filled in by %s', async (_name, program, text) => {
    const { template, keep, preview, held, store } = await workbookRig();
    const sheets = await template();
    fillFebruary(sheets, text);
    const bytes = workbookBytes(sheets, program);
    // A mean may have a fraction, so that its dot may be either mark.
    const open = text(1).includes('text') ? ['Facebook: Rata-rata jangkauan: "2.460" bisa dibaca lebih dari satu cara. Angka mana?'] : [];
    const report = await preview(bytes);
    expect(asked(report)).toEqual(open);
    const answers = 'refused' in report ? {} : Object.fromEntries(report.questions.map(({ id }) => [id, '2460']));
    expect(await keep(bytes, answers)).toMatchObject({ state: 'kept', revised: 0, withdrawn: 0 });
    const there = await held();
    const figures = [...FIGURES].filter(([key]) => !key.includes('tickets_by_region') && there.has(key));
    expect(figures.length).toBeGreaterThan(60);
    for (const [key, value] of figures) expect([key, there.get(key)]).toEqual([key, { kind: 'value', value }]);
    const visits = await store.readEntries('visit', FEBRUARY);
    expect(visits).toHaveLength(22);
    expect(visits.map(({ date, title }) => `${date} ${title}`).sort()).toEqual(VISITED.map(([, date, title]) => `${date} ${title}`).sort());
    expect(visits.find(({ attributes }) => attributes.region === 'Kota Palembang')?.attributes.guests).toMatch(/^\d+$/);
  });

  it('shows each figure beside that of the month before, and says that a blank cell stays open', async () => {
    const { template, preview } = await workbookRig();
    const sheets = await template();
    fill(sheets, PHONE, '46');
    fill(sheets, 'website/visitors', 'sekitar 55.000', 'text');
    fill(sheets, 'contact_centre/complaints', 'tidak ada data', 'text');
    const report = await preview(workbookBytes(sheets, 'excel'));
    expect(said(report)).toEqual([
      'Contact Center: Tiket konsultasi, Telepon: 46 (bulan sebelumnya: 63)',
      'Contact Center: Pengaduan: tidak ada data (bulan sebelumnya: –)',
      'Website: Pengunjung: 55.000 kira-kira (bulan sebelumnya: 58.000)',
    ]);
    if ('refused' in report) throw new Error('It is refused.');
    expect(report.leftOut.map(({ reason }) => reason.id).join()).toMatch(
      /^60 angka dikosongkan dan tetap terbuka, bukan nol: Contact Center: Tiket konsultasi;/,
    );
  });

  it('keeps what is filled in, by whom and how; what is blank stays open', async () => {
    const { template, keep, held, store } = await workbookRig();
    const sheets = await template();
    fill(sheets, PHONE, '46');
    put(sheetNamed(sheets, 'Angka'), lineOf(sheets, PHONE), COLUMN.precision, 'kira-kira');
    put(sheetNamed(sheets, 'Angka'), lineOf(sheets, PHONE), COLUMN.note, 'dari rekap harian');
    fill(sheets, 'contact_centre/complaints', 'tidak ada data', 'text');
    const kept = await keep(workbookBytes(sheets, 'libreoffice'));
    if (kept.state !== 'kept') throw new Error(kept.state);
    const there = await held();
    expect([...there].map(([key, value]) => [key, value.kind])).toEqual([
      [PHONE, 'value'],
      ['contact_centre/complaints', 'declined'],
    ]);
    const [row] = await store.readSeries({
      subject: 'contact_centre',
      metric: 'tickets',
      dimensions: { channel: 'phone' },
      grain: 'month',
      window: FEBRUARY,
    });
    expect(row).toMatchObject({ value: 46, quality: 'typed', precision: 'about', note: 'dari rekap harian' });
    expect(await store.origin(kept.importId ?? '')).toMatchObject({ kind: 'typed', name: 'editor', detail: 'workbook' });
  });

  it('is undone as a whole, and changes nothing the second time', async () => {
    const { template, keep, held, store, clock } = await workbookRig();
    const sheets = await template();
    fill(sheets, PHONE, '46');
    fill(sheets, 'ppid/requests', '12');
    const bytes = workbookBytes(sheets, 'excel');
    const kept = await keep(bytes);
    expect(await keep(bytes)).toMatchObject({ state: 'unchanged', inserted: 0, revised: 0 });
    if (kept.state !== 'kept' || kept.importId === undefined) throw new Error(kept.state);
    await undoImport({ import: kept.importId, by: 'editor', reason: 'salah bulan' }, { store, clock });
    expect([...(await held())]).toEqual([]);
  });

  it('is read by its rows, wherever they and the columns were moved to', async () => {
    const { template, keep, held } = await workbookRig();
    const sheets = await template();
    fill(sheets, PHONE, '46');
    const figures = sheetNamed(sheets, 'Angka');
    const [head, ...rows] = [...figures.rows.values()].map((cells) => [
      cells[COLUMN.figure] ?? { text: '', kind: 'blank' as const },
      ...cells.slice(0, COLUMN.figure),
    ]);
    figures.rows = new Map([
      [3, [{ text: 'Rekap kami', kind: 'text' as const }]],
      [5, head ?? []],
      ...rows.reverse().map((cells, index) => [index + 6, cells] as const),
    ]);
    expect(await keep(workbookBytes(sheets, 'excel'))).toMatchObject({ state: 'kept', inserted: 1 });
    expect((await held()).get(PHONE)).toEqual({ kind: 'value', value: 46 });
  });

  it('takes what a formula came to', async () => {
    const { template, keep, held } = await workbookRig();
    const sheets = await template();
    fill(sheets, PHONE, '46', 'number', 'SUM(40,6)');
    fill(sheets, SATISFACTION, '4,75', 'text', 'TEXT(4.75,"0,00")');
    expect(await keep(workbookBytes(sheets, 'libreoffice'))).toMatchObject({ state: 'kept', inserted: 2 });
    expect((await held()).get(SATISFACTION)).toEqual({ kind: 'value', value: 4.75 });
  });
});

describe('a doubtful cell is asked about, and nothing is kept until it is answered', () => {
  type Change = (sheets: Sheet[]) => void;
  const DOUBTS: readonly (readonly [string, Change, string, string | undefined, number | null | undefined])[] = [
    ['a jump of ten times', (sheets) => fill(sheets, PHONE, '630'), 'padahal bulan sebelumnya 63. Benar?', 'yes', 630],
    ['a fraction of whole things', (sheets) => fill(sheets, PHONE, '1.455'), '"1.455" belum pasti dibaca', undefined, undefined],
    ['thousands that became a fraction', (sheets) => fill(sheets, 'website/visitors', '55.001'), 'Angka berapa?', '55001', 55_001],
    ['a score that may be thousands', (sheets) => fill(sheets, SATISFACTION, '4.750', 'text'), 'bisa dibaca lebih dari satu cara', '4.75', 4.75],
    ['a day instead of a figure', (sheets) => fill(sheets, PHONE, '2024-05-04', 'date'), 'berisi tanggal atau jam', undefined, undefined],
    [
      'a formula that nobody calculated',
      (sheets) => fill(sheets, PHONE, undefined, 'number', 'SUM(1,2)'),
      'rumus yang belum dihitung',
      undefined,
      undefined,
    ],
    ['an error', (sheets) => fill(sheets, PHONE, '#REF!', 'error'), 'tidak berisi angka', undefined, undefined],
    ['a percentage', (sheets) => fill(sheets, PHONE, '0.46', 'percent'), 'berisi persentase', undefined, undefined],
    ['words', (sheets) => fill(sheets, PHONE, '46 atau 64', 'text'), 'tidak terbaca sebagai satu angka', undefined, undefined],
    ['a minus', (sheets) => fill(sheets, PHONE, '-46', 'text'), 'tidak terbaca sebagai satu angka', undefined, undefined],
    ['a dash', (sheets) => fill(sheets, 'contact_centre/complaints', '-', 'text'), 'nol, atau tidak ada data?', '0', 0],
    ['nothing', (sheets) => fill(sheets, PHONE, 'nihil', 'text'), 'nol, atau tidak ada data?', 'none', null],
    [
      'a label that is another',
      (sheets) => {
        fill(sheets, PHONE, '46');
        put(sheetNamed(sheets, 'Angka'), lineOf(sheets, PHONE), COLUMN.label, 'Email');
      },
      'labelnya sekarang "Email"',
      'yes',
      46,
    ],
  ];

  it.each(DOUBTS)('%s', async (_name, change, words, answer, value) => {
    const { template, keep, preview, held } = await workbookRig();
    const sheets = await template();
    change(sheets);
    const bytes = workbookBytes(sheets, 'excel');
    const report = await preview(bytes);
    expect(asked(report)).toEqual([expect.stringContaining(words)]);
    expect(await keep(bytes)).toMatchObject({ state: 'asks' });
    expect([...(await held())]).toEqual([]);
    if ('refused' in report) throw new Error('It is refused.');
    const [question] = report.questions;
    if (!question) throw new Error('Nothing is asked.');
    // Who leaves the figure out keeps nothing of it.
    expect(asked(await preview(bytes, { [question.id]: 'no' }))).toEqual([]);
    if (answer === undefined) return;
    expect(await keep(bytes, { [question.id]: answer })).toMatchObject({ state: 'kept' });
    const there = [...(await held()).values()];
    expect(there).toEqual([value === null ? { kind: 'declined' } : { kind: 'value', value }]);
  });

  it('parts that miss their whole are asked about once', async () => {
    const { template, preview, keep } = await workbookRig();
    const sheets = await template();
    for (const [channel, value] of Object.entries({ whatsapp: 744, phone: 46, hai: 38, livechat: 8, email: 130 }))
      fill(sheets, `contact_centre/tickets/channel=${channel}`, String(value));
    fill(sheets, 'contact_centre/tickets', '967');
    const bytes = workbookBytes(sheets, 'excel');
    const report = await preview(bytes);
    expect(asked(report)).toEqual(['Jumlah bagian 966 tidak sama dengan Contact Center: Tiket konsultasi 967. Tetap simpan?']);
    const id = 'refused' in report ? '' : (report.questions[0]?.id ?? '');
    expect(await keep(bytes, { [id]: 'yes' })).toMatchObject({ state: 'kept', inserted: 6 });
  });

  it('a figure that is stored otherwise, and a figure that stands twice', async () => {
    const { template, keep, preview } = await workbookRig();
    const sheets = await template();
    fill(sheets, PHONE, '46');
    await keep(workbookBytes(sheets, 'excel'));
    fill(sheets, PHONE, '47');
    expect(asked(await preview(workbookBytes(sheets, 'excel')))).toEqual([
      expect.stringContaining('Februari 2024 sudah tersimpan 46. Ganti dengan 47?'),
    ]);
    const figures = sheetNamed(sheets, 'Angka');
    figures.rows.set(90, [...(figures.rows.get(lineOf(sheets, PHONE)) ?? [])]);
    fill(sheets, PHONE, '46');
    expect(asked(await preview(workbookBytes(sheets, 'excel')))).toContainEqual(expect.stringContaining('disebut lebih dari sekali: 46 dan 47'));
  });

  it('an entry of another month, and a day that can be read in two ways', async () => {
    const { template, preview, keep, store } = await workbookRig();
    const sheets = await template();
    const webinars = sheetNamed(sheets, 'Daftar webinar');
    put(webinars, 2, 1, '2024-03-02', 'date');
    put(webinars, 2, 2, 'THM DJPK');
    const bytes = workbookBytes(sheets, 'excel');
    expect(asked(await preview(bytes))).toEqual([expect.stringContaining('"THM DJPK" di luar bulan ini')]);
    put(webinars, 2, 1, '16/02/2024');
    expect(await keep(workbookBytes(sheets, 'excel'))).toMatchObject({ state: 'kept' });
    expect((await store.readEntries('webinar', FEBRUARY)).map(({ date }) => date)).toEqual(['2024-02-16']);
  });

  it('a workbook of an earlier month', async () => {
    const { template, preview } = await workbookRig();
    const sheets = await template({ ...FEBRUARY, start: '2023-11-01' as typeof FEBRUARY.start, end: '2023-12-01' as typeof FEBRUARY.end });
    fill(sheets, PHONE, '46');
    expect(asked(await preview(workbookBytes(sheets, 'excel')))).toEqual([
      'Buku kerja ini untuk November 2023, bukan Februari 2024. Baca sebagai November 2023?',
    ]);
  });
});

describe('a workbook that can not be told is refused as a whole', () => {
  const dropMarks = (sheets: Sheet[]): void => {
    for (const { rows } of sheets)
      for (const cells of rows.values()) for (const cell of cells) if (cell.text?.startsWith('pantau-workbook')) cell.text = '';
  };
  const REFUSED: readonly (readonly [string, (sheets: Sheet[]) => void, string])[] = [
    ['its mark is gone', dropMarks, 'Tanda pengenal buku kerja ini sudah dihapus'],
    [
      'it is of another organisation',
      (sheets) => {
        dropMarks(sheets);
        put(sheetNamed(sheets, '_pantau'), 1, 0, 'pantau-workbook 1 2024-02 Dinas Kominfo');
      },
      'dari "Dinas Kominfo"',
    ],
    [
      'it is of another version',
      (sheets) => {
        dropMarks(sheets);
        put(sheetNamed(sheets, '_pantau'), 1, 0, 'pantau-workbook 2 2024-02 Direktorat Jenderal Perimbangan Keuangan');
      },
      'versi 2',
    ],
    [
      'its month has not begun',
      (sheets) => {
        dropMarks(sheets);
        put(sheetNamed(sheets, '_pantau'), 1, 0, 'pantau-workbook 1 2024-05 Direktorat Jenderal Perimbangan Keuangan');
      },
      'Mei 2024, yang belum mulai',
    ],
    [
      'two months are mixed',
      (sheets) => put(sheetNamed(sheets, '_pantau'), 2, 0, 'pantau-workbook 1 2024-01 Direktorat Jenderal Perimbangan Keuangan'),
      'campuran dua buku kerja',
    ],
    [
      'the column to fill in says another month',
      (sheets) => put(sheetNamed(sheets, 'Angka'), 1, COLUMN.figure, 'ISI: Maret 2024'),
      'bertuliskan "Maret 2024"',
    ],
    [
      'the column to fill in is gone',
      (sheets) => put(sheetNamed(sheets, 'Angka'), 1, COLUMN.figure, 'Jumlah'),
      'tepat satu kolom "ISI: Februari 2024"',
    ],
    ['cells are merged', (sheets) => sheetNamed(sheets, 'Angka').merged.push('H3:H5'), 'sel H3:H5 digabungkan'],
    ['a row has a figure and no name', (sheets) => put(sheetNamed(sheets, 'Angka'), 120, COLUMN.figure, '5', 'number'), 'Baris 120'],
    ['a sheet stands twice', (sheets) => sheets.push({ ...sheetNamed(sheets, 'Angka'), name: 'Angka (2)' }), 'adalah lembar yang sama'],
    ['a column of a list is gone', (sheets) => put(sheetNamed(sheets, VISITS), 1, 3, 'Perihal'), 'kolom "Judul / topik" tidak ada'],
    ['an entry has no day', (sheets) => put(sheetNamed(sheets, VISITS), 2, 3, 'DAU'), 'baris 2: tanggalnya kosong'],
    ['a precision is unknown', (sheets) => put(sheetNamed(sheets, 'Angka'), 4, COLUMN.precision, 'yakin'), 'ketepatan "yakin" tidak dikenal'],
    ['a figure is below nought', (sheets) => fill(sheets, 'contact_centre/complaints', '-3'), ''],
    ['nothing is filled in', (sheets) => fill(sheets, PHONE, ''), 'Belum ada yang diisi'],
  ];

  it.each(REFUSED)('where %s', async (name, change, words) => {
    const { template, keep, held, store } = await workbookRig();
    const sheets = await template();
    fill(sheets, PHONE, '46');
    change(sheets);
    const before = (await store.listImports(10)).length;
    const kept = await keep(workbookBytes(sheets, 'excel'));
    expect([name, kept.state]).toEqual([name, 'refused']);
    expect(said(kept.report).join()).toContain(words);
    expect([...(await held())]).toEqual([]);
    expect(await store.listImports(10)).toHaveLength(before);
  });

  it('but a sheet that was deleted only stays open, and is said', async () => {
    const { template, preview } = await workbookRig();
    const sheets = (await template()).filter(({ name }) => name !== VISITS);
    fill(sheets, PHONE, '46');
    const report = await preview(workbookBytes(sheets, 'excel'));
    if ('refused' in report) throw new Error(report.refused.reason.id);
    expect(report.leftOut.map(({ reason }) => reason.id)).toContainEqual(
      'Lembar "Daftar konsultasi tatap muka" tidak ada di berkas ini; isinya tetap terbuka.',
    );
  });

  it('and figures in the column of the month before are told', async () => {
    const { template, preview } = await workbookRig();
    const sheets = await template();
    fill(sheets, PHONE, '46');
    put(sheetNamed(sheets, 'Angka'), lineOf(sheets, 'ppid/requests'), COLUMN.previous, '12', 'number');
    const report = await preview(workbookBytes(sheets, 'excel'));
    if ('refused' in report) throw new Error(report.refused.reason.id);
    expect(report.leftOut[0]?.reason.id).toBe('Kolom Januari 2024 hanya pembanding dan tidak dibaca; berbeda dari yang tersimpan: E45.');
  });
});
