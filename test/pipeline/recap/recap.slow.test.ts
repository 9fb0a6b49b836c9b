import { describe, expect, it } from 'vitest';
import { civilDate, type Period, periodOf } from '../../../connectors/contract/period.js';
import { composeDigest } from '../../../src/pipeline/compose.js';
import { keepHanded } from '../../../src/pipeline/handed/keep.js';
import { undoImport } from '../../../src/pipeline/undo-import.js';
import { FEBRUARY, failingLog } from '../../support/ministry.js';
import { type Given, recapBytes, recapRig, told } from './rig.js';

const MONTHS = ['Januari', 'Pebruari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'Nopember', 'Desember'];
const PHONE = [88, 95, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 63];
const VISITORS = ['51.200', '52.300', '50.100', '49.900', '48.700', '51.000', '52.000', '53.000', '54.000', '55.000', '56.100', '57.200', '58.300'];
const month = (text: string): Period => periodOf('month', civilDate(`${text}-01`));

/** As an office keeps it: a title, years merged over their months, groups with their channels below. */
const BY_ROWS: readonly (readonly Given[])[] = [
  ['REKAP LAYANAN INFORMASI DJPK'],
  ['No', 'Layanan', 2023, '', '', '', '', '', '', '', '', '', '', '', 2024, ''],
  ['', '', ...MONTHS, 'Januari', 'Jumlah'],
  ['A', 'Tiket konsultasi'],
  [1, 'Telepon', ...PHONE, 991],
  [2, 'Live chat', 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  ['B', 'Website'],
  [1, 'Pengunjung', ...VISITORS],
  ['C', 'Rumah tangga'],
  [1, 'Rapat pengelola ruangan', 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
];
const MERGED = ['A1:P1', 'A2:A3', 'B2:B3', 'C2:N2'];

describe('an old recap by months', () => {
  it('is known by its months and shown figure by figure, with what is left out', async () => {
    const { preview } = await recapRig();
    expect(told(await preview(recapBytes(BY_ROWS, MERGED)))).toEqual({
      about: 'rekap lama, Januari 2023 – Januari 2024: 39 angka dari 3 baris; disimpan sebagai "perlu dikonfirmasi"',
      stated: [
        `Contact Center: Tiket konsultasi, Telepon ("Telepon"), Januari 2023 – Januari 2024: ${PHONE.join('; ')}`,
        'Contact Center: Tiket konsultasi, Live chat ("Live chat"), Januari 2023 – Januari 2024: 4; 5; 6; 7; 8; 9; 10; 11; 12; 13; 14; 15; 16',
        `Website: Pengunjung ("Pengunjung"), Januari 2023 – Januari 2024: ${VISITORS.join('; ')}`,
      ],
      left: ['Baris "Rapat pengelola ruangan" (B10) dilewati: bukan angka yang dikumpulkan.'],
      asked: [],
    });
  });

  it('is kept as to be confirmed, with where each figure stands, so that the first digest compares; and is undone as a whole', async () => {
    const { keep, held, store, config, clock } = await recapRig();
    const phone = { kind: 'figure', subject: 'contact_centre', metric: 'tickets', dimensions: { channel: 'phone' }, period: FEBRUARY } as const;
    await keepHanded({ by: 'editor', way: 'modal', facts: [{ ...phone, value: 46, precision: 'exact', note: undefined }] }, { store, config, clock });
    const kept = await keep(recapBytes(BY_ROWS, MERGED, 'libreoffice'));
    if (kept.state !== 'kept' || kept.importId === undefined) throw new Error(JSON.stringify(kept));
    expect(kept).toMatchObject({ inserted: 39, revised: 0 });
    expect([...(await held(month('2023-02')))]).toContainEqual(['contact_centre/tickets/channel=phone', { kind: 'value', value: 95 }]);
    expect([...(await held(month('2024-01')))]).toContainEqual(['website/visitors', { kind: 'value', value: 58300 }]);
    const [row] = await store.readSeries({ ...phone, grain: 'month', window: month('2024-01') });
    expect(row).toMatchObject({ value: 63, quality: 'to-be-confirmed', note: 'dari laporan lama / from an old report: rekap-2023.xlsx, O5' });
    const lines = async () => {
      const [digest] = config.digests.filter(({ period }) => period === 'month');
      if (digest === undefined) throw new Error('There is no monthly digest.');
      const composed = await composeDigest({ digest, period: FEBRUARY, asOf: clock.now(), asItStood: false, config }, store, failingLog);
      return composed.sections.flatMap((section) => section.lines).filter(({ text }) => text.id.includes('Telepon'));
    };
    const [compared] = await lines();
    expect(compared?.text.id).toMatch(/46.*63.*95/);
    expect(compared?.badges).toContain('to-be-confirmed');
    await undoImport({ import: kept.importId, by: 'editor', reason: 'salah berkas' }, { store, clock });
    expect([...(await held(month('2024-01')))]).toEqual([]);
    expect((await lines())[0]?.badges).not.toContain('to-be-confirmed');
  });

  it('never replaces what is stored: what differs is named', async () => {
    const { keep, preview, held, store, config, clock } = await recapRig();
    const fact = { kind: 'figure', subject: 'contact_centre', metric: 'tickets', precision: 'exact', note: undefined } as const;
    const facts = [{ ...fact, dimensions: { channel: 'phone' }, period: month('2024-01'), value: 64 }];
    await keepHanded({ by: 'editor', way: 'modal', facts }, { store, config, clock });
    expect(told(await preview(recapBytes(BY_ROWS, MERGED))).left).toEqual([
      'Baris "Rapat pengelola ruangan" (B10) dilewati: bukan angka yang dikumpulkan.',
      '1 angka sudah tersimpan dan tidak diganti.',
      'Contact Center: Tiket konsultasi, Telepon, Januari 2024: rekap menulis 63, tersimpan 64.',
    ]);
    expect(await keep(recapBytes(BY_ROWS, MERGED))).toMatchObject({ state: 'kept', inserted: 38, revised: 0 });
    expect((await held(month('2024-01'))).get('contact_centre/tickets/channel=phone')).toEqual({ kind: 'value', value: 64 });
    expect(await keep(recapBytes(BY_ROWS, MERGED))).toMatchObject({ state: 'unchanged' });
  });

  it('is read with months by rows too, whose days Excel stores as serial numbers', async () => {
    const { preview } = await recapRig();
    const rows: readonly (readonly Given[])[] = [
      ['Bulan', 'Telepon', 'Pengunjung website', 'Pengikut Instagram'],
      ...['2023-10', '2023-11', '2023-12', '2024-01', '2024-02', '2024-03'].map((one, index): readonly Given[] => [
        { text: `${one}-01`, kind: 'date' },
        60 + index,
        VISITORS[index] ?? '',
        { text: String(110_000 + index * 500), kind: 'number' },
      ]),
    ];
    expect(told(await preview(recapBytes(rows)))).toMatchObject({
      about: 'rekap lama, Oktober 2023 – Februari 2024: 15 angka dari 3 baris; disimpan sebagai "perlu dikonfirmasi"',
      stated: [
        'Contact Center: Tiket konsultasi, Telepon ("Telepon"), Oktober 2023 – Februari 2024: 60; 61; 62; 63; 64',
        expect.stringContaining('Website: Pengunjung ("Pengunjung website")'),
        expect.stringContaining('Instagram: Pengikut ("Pengikut Instagram"), Oktober 2023 – Februari 2024: 110.000; 110.500'),
      ],
      asked: [],
    });
  });

  it('asks for the year where the sheet names none, and keeps nothing before', async () => {
    const { preview, keep } = await recapRig();
    const rows = [
      ['', ...MONTHS],
      ['Telepon', ...PHONE.slice(0, 12)],
      ['Pengunjung website', ...VISITORS.slice(0, 12)],
    ];
    expect(told(await preview(recapBytes(rows)))).toMatchObject({
      stated: [],
      asked: ['year:period Lembar "Rekap" menyebut bulan tanpa tahun. Bulan pertamanya tahun berapa?'],
    });
    expect(await keep(recapBytes(rows))).toMatchObject({ state: 'asks' });
    expect(told(await preview(recapBytes(rows), { 'year:period': '2023' })).about).toMatch(/^rekap lama, Januari 2023 – Desember 2023: 24 angka/);
  });

  it('asks where a label may mean several figures, a number may be read in two ways, or a figure is ten times the one before', async () => {
    const { preview, keep } = await recapRig();
    const rows: readonly (readonly Given[])[] = [
      ['Rekap 2023', 'Jan', 'Feb', 'Mar', 'Apr'],
      ['Telepon', 60, 61, 620, 63],
      ['Live chat', 4, { text: '4.521', kind: 'number' }, 6, '?'],
      ['Pengikut', 100, 101, 102, 103],
      ['Pengunjung website', '51.200', '-', '', '50.000'],
    ];
    const report = told(await preview(recapBytes(rows)));
    expect(report.asked?.map((text) => text.split(' ')[0])).toEqual(['A4:item', 'D2:jump', 'C3:number', 'E3:number', 'C5:nothing']);
    const answers = { 'A4:item': 'no', 'D2:jump': 'no', 'C3:number': 'no', 'E3:number': 'no', 'C5:nothing': 'no' };
    expect(told(await preview(recapBytes(rows), answers)).asked).toEqual([]);
    expect(await keep(recapBytes(rows), answers)).toMatchObject({ state: 'kept', inserted: 7 });
  });

  it('takes the last thirteen months of a longer recap, and never a month that is not over', async () => {
    const { preview } = await recapRig();
    const named = [2022, 2023, 2024].flatMap((year) => MONTHS.map((name) => `${name} ${year}`)).slice(0, 27);
    const rows: readonly (readonly Given[])[] = [
      ['', ...named],
      ['Telepon', ...named.map((_, index) => 50 + index)],
      ['PPID', ...named.map(() => 7)],
    ];
    expect(told(await preview(recapBytes(rows))).about).toMatch(/^rekap lama, Februari 2023 – Februari 2024: 26 angka dari 2 baris/);
  });

  it('is none where no two figures are known, and leaves such a file to those who read exports', async () => {
    const { preview } = await recapRig();
    const rows = [
      ['Date', 'Jan 2023', 'Feb 2023', 'Mar 2023'],
      ['Meeting rooms', 1, 2, 3],
      ['Cars', 4, 5, 6],
    ];
    expect(told(await preview(recapBytes(rows))).about).toBeUndefined();
  });
});
