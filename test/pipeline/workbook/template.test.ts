import { describe, expect, it } from 'vitest';
import { civilDate, periodOf } from '../../../connectors/contract/period.js';
import { handedItems } from '../../../src/pipeline/handed/items.js';
import { namedMonth, templateOf } from '../../../src/pipeline/workbook/template.js';
import { demoConfig, FEBRUARY } from '../../support/ministry.js';
import { sheetNamed, sheetsIn } from '../../support/workbooks.js';
import { COLUMN, lineOf, workbookRig } from './rig.js';

describe("a month's workbook", () => {
  it('asks for everything that is handed in, with what is known beside a blank cell', async () => {
    const { store, config, clock } = await workbookRig();
    const options = { config, store, now: clock.now() };
    const { name, bytes, asked } = await templateOf(options, FEBRUARY, 'id');
    expect([name, asked]).toEqual(['pantau-2024-02.xlsx', handedItems(config).length]);
    const sheets = await sheetsIn(bytes);
    const figures = sheetNamed(sheets, 'Angka');
    expect(figures.rows.get(1)?.map(({ text }) => text)).toEqual([
      'pantau:figures',
      'Angka yang diminta',
      'Penanggung jawab',
      'Tenggat',
      'Januari 2024',
      'Februari 2023',
      'Sudah tersimpan',
      'ISI: Februari 2024',
      'Ketepatan',
      'Catatan',
    ]);
    expect(figures.rows.get(lineOf(sheets, 'contact_centre/tickets/channel=phone'))?.map(({ text, kind }) => [text, kind])).toEqual([
      ['contact_centre/tickets/channel=phone', 'text'],
      ['Contact Center: Tiket konsultasi, Telepon', 'text'],
      ['Mas Dito', 'text'],
      ['2024-03-04', 'date'],
      ['63', 'number'],
      ['95', 'number'],
    ]);
    const keys = [...figures.rows.values()].slice(1).map((cells) => cells[COLUMN.key]?.text);
    expect(keys).toEqual(handedItems(config).flatMap(({ kind, key }) => (kind === 'figure' ? [key] : [])));
    expect([...figures.rows.values()].slice(1).every((cells) => (cells[COLUMN.figure]?.text ?? '') === '')).toBe(true);
    expect(sheets.map((sheet) => sheet.name)).toEqual([
      'Mulai di sini',
      'Angka',
      'Contact Center Pemda pengguna t',
      'Daftar video conference',
      'Daftar konsultasi tatap muka',
      'Daftar publikasi website',
      'Daftar webinar',
      'Daftar WhatsApp Blast',
      'Catatan',
      '_pantau',
    ]);
    expect(
      sheetNamed(sheets, 'Daftar konsultasi tatap muka')
        .rows.get(1)
        ?.map(({ text }) => text),
    ).toEqual(['pantau:list:visit', 'Tanggal', 'Daerah / instansi', 'Judul / topik', 'Jumlah tamu']);
  });

  it('speaks the language of whoever asks, and is read in either', async () => {
    const { store, config, clock } = await workbookRig();
    const sheets = await sheetsIn((await templateOf({ config, store, now: clock.now() }, FEBRUARY, 'en')).bytes);
    expect(sheetNamed(sheets, 'Figures').rows.get(1)?.[COLUMN.figure]?.text).toBe('FILL IN: February 2024');
  });
});

describe('the month that words name', () => {
  const options = { config: demoConfig(), now: '2024-03-01T02:00:00.000Z' as Parameters<typeof namedMonth>[1]['now'] };
  it.each([
    ['', '2024-02-01'],
    ['feb', '2024-02-01'],
    ['Februari 2023', '2023-02-01'],
    ['2024-01', '2024-01-01'],
    ['des', '2023-12-01'],
  ])('"%s" is that of %s', (words, start) => expect(namedMonth(words, options)).toEqual(periodOf('month', civilDate(start))));
  it.each(['kemarin', 'feb mar', '46', 'tw 1'])('"%s" is none', (words) => expect(namedMonth(words, options)).toBeUndefined());
});
