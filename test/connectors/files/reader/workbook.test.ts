import { randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import Excel from 'exceljs';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../../connectors/files/reader/read.js';
import { file, refusalOf, rowsOf, tablesIn } from '../../../support/tables.js';
import { workbook, zip } from '../../../support/zip.js';

const text = (place: string, value: string): string => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
const number = (place: string, value: string, style = 0): string => `<c r="${place}" s="${style}"><v>${value}</v></c>`;
const row = (line: number, ...cells: readonly string[]): string => `<row r="${line}">${cells.join('')}</row>`;
const head = row(1, text('A1', 'Date'), text('B1', 'Views'), text('C1', 'Rate'));

describe('an XLSX workbook', () => {
  it('gives days, moments, durations, percents, formulas and errors with their kinds', async () => {
    const rows = [
      head,
      row(2, number('A2', '45292', 1), number('B2', '1211188.0'), number('C2', '3.0534351244568825E-2', 4)),
      row(3, number('A3', '42938.229166666664', 2), number('B3', '0.0036111111111', 3), '<c r="C3"><f>1+1</f><v>2</v></c>'),
      row(4, '<c r="A4" t="d"><v>2024-02-29</v></c>', '<c r="B4" t="e"><v>#N/A</v></c>', '<c r="C4" t="b"><v>1</v></c>'),
      row(6, text('A6', 'April 12'), '<c r="B6" t="str"><v>1591</v></c>', number('C6', '1.7900000000000001E+16')),
    ].join('');
    const [table] = (await readWorkbook(workbook([{ name: 'Overview', rows }]))).tables;
    expect(table?.name).toBe('Overview');
    const read = await rowsOf(table);
    expect(read.map(({ line, cells, kinds }) => [line, ...cells, ...(kinds ?? [])])).toEqual([
      [2, '2024-01-01', '1211188', '0.030534351244568825', 'date', 'number', 'percent'],
      [3, '2017-07-22T05:30:00', '312', '2', 'moment', 'duration', 'number'],
      [4, '2024-02-29', '#N/A', 'TRUE', 'date', 'error', 'boolean'],
      [6, 'April 12', '1591', '1.7900000000000001E+16', 'text', 'text', 'number'],
    ]);
  });

  it('counts days from 1904 where it says so', async () => {
    const bytes = workbook([{ name: 'A', rows: head + row(2, number('A2', '43830', 1)) }], '', [], '<workbookPr date1904="1"/>');
    expect((await tablesIn(bytes))[0]?.rows).toEqual([['2024-01-01']]);
  });

  it('joins shared texts of several styles, without readings, with their entities', async () => {
    const shared = '<si><r><t>Top </t></r><r><t xml:space="preserve">posts &amp; more</t></r><rPh><t>x</t></rPh></si><si><t>a_x000D_&#65;</t></si>';
    const rows = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c><v>1</v></c><c><v>2</v></c></row>';
    expect(await tablesIn(workbook([{ name: 'A', rows }], shared))).toEqual([
      { titles: [], header: ['top posts & more', 'a a'], rows: [['1', '2']] },
    ]);
  });

  it('gives all sheets, tells hidden ones, and parts tables below and beside each other', async () => {
    const posts = [
      row(1, text('A1', 'Maximum of 50 posts')),
      row(3, text('A3', 'Post URL'), text('B3', 'Engagements'), '<c r="C3"/>', text('D3', 'Post URL'), text('E3', 'Impressions')),
      row(4, text('A4', 'https://a'), number('B4', '3'), text('D4', 'https://b'), number('E4', '4')),
      row(5, text('D5', 'https://c'), number('E5', '5')),
    ].join('');
    const followers = [
      row(1, text('A1', 'Total followers on 8/5/2024:'), number('B1', '782')),
      row(3, text('A3', 'Date'), text('B3', 'New followers')),
      row(4, text('A4', '8/7/2023'), number('B4', '3')),
    ].join('');
    const read = await readWorkbook(
      workbook([
        { name: 'TOP POSTS', rows: posts },
        { name: 'FOLLOWERS', rows: followers, state: 'hidden' },
        { name: 'Empty', rows: '' },
      ]),
    );
    expect(read.leftOut).toEqual([{ name: 'Empty', reason: { id: 'Lembarnya kosong.', en: 'The sheet is empty.' } }]);
    expect(read.tables.map(({ name, hidden, titles, header }) => [name, hidden, titles, header.originals])).toEqual([
      ['TOP POSTS', false, ['Maximum of 50 posts'], ['Post URL', 'Engagements']],
      ['TOP POSTS', false, ['Maximum of 50 posts'], ['Post URL', 'Impressions']],
      ['FOLLOWERS', true, [], ['Total followers on 8/5/2024:', '782']],
      ['FOLLOWERS', true, [], ['Date', 'New followers']],
    ]);
    expect(await Promise.all(read.tables.map(async (table) => (await rowsOf(table)).length))).toEqual([1, 2, 0, 1]);
  });

  it('reads what another program wrote, prefixes of names included', async () => {
    const stream = new PassThrough();
    const written = buffer(stream);
    const book = new Excel.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: true, useStyles: true });
    const sheet = book.addWorksheet('Metrics');
    sheet.addRow(['Date', 'Views', 'Note']).commit();
    sheet.addRow([new Date(Date.UTC(2025, 5, 16)), 12, 'a < b & "c"']).commit();
    sheet.commit();
    await book.commit();
    expect(await tablesIn(new Uint8Array(await written))).toEqual([
      { titles: [], header: ['date', 'views', 'note'], rows: [['2025-06-16', '12', 'a < b & "c"']] },
    ]);
    const prefixed = '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c r="B1"><x:v>1</x:v></x:c></x:row>';
    expect((await tablesIn(workbook([{ name: 'A', rows: prefixed }])))[0]?.header).toEqual(['a', '1']);
  });

  const bomb = `<row r="1"><c r="A1" t="inlineStr"><is><t>${'x'.repeat(30_000_000)}</t></is></c></row>`;
  it.each([
    ['entities of its own', workbook([{ name: 'A', rows: '<!DOCTYPE x [<!ENTITY a "b">]><row/>' }]), 'document type'],
    ['an entity that nobody defined', workbook([{ name: 'A', rows: row(1, text('A1', '&lol;')) }]), 'entity'],
    ['a zip bomb', workbook([{ name: 'A', rows: bomb }]), 'far more than its size'],
    [
      'a zip bomb that lies about its size',
      zip([{ name: 'a.csv', content: `a,b\n${'0'.repeat(40_000_000)}`, claimed: 100 }]),
      'far more than its size',
    ],
    ['a column beyond the last', workbook([{ name: 'A', rows: '<row r="1"><c r="XFE1"><v>1</v></c></row>' }]), '16384 cells'],
    ['a row beyond the last', workbook([{ name: 'A', rows: '<row r="2000000"><c><v>1</v></c></row>' }]), '1048576 rows'],
    ['rows out of order', workbook([{ name: 'A', rows: `${row(2, number('A2', '1'))}${row(1, number('A1', '1'))}` }]), 'damaged'],
    ['a text that is not there', workbook([{ name: 'A', rows: '<row><c t="s"><v>7</v></c></row>' }]), 'damaged'],
    ['XML that ends too early', workbook([{ name: 'A', rows: '<row><c><v>1' }]), 'too early'],
    ['levels without end', workbook([{ name: 'A', rows: '<a>'.repeat(100) }]), '64 levels'],
    ['no cells', workbook([{ name: 'A', rows: '' }]), 'no cells'],
    ['a text document', zip([{ name: 'word/document.xml', content: '<w/>' }]), 'document'],
    ['a binary workbook', zip([{ name: 'xl/workbook.bin', content: 'x' }]), 'xlsb'],
  ])('is refused for %s', async (_name, bytes, reason) => {
    expect((await refusalOf(bytes)).reason).toContain(reason);
  });

  it('is refused where a byte of it changed', async () => {
    const good = workbook([{ name: 'A', rows: head + row(2, number('A2', '45292', 1), number('B2', '7')) }]);
    const begin = Buffer.from(good).indexOf('xl/worksheets/sheet1.xml') + 24;
    for (let at = begin; at < begin + 60; at++) {
      await refusalOf(good.map((byte, index) => (index === at ? byte ^ 16 : byte)));
    }
  });
});

describe('a ZIP archive', () => {
  const csv = 'Content,Views\nAAA,1\n';

  it('gives the tables of its files by their names, without what systems put in', async () => {
    const read = await readWorkbook(
      zip([
        { name: 'Tabellendaten.csv', content: csv },
        { name: 'folder/Totals.csv', content: 'Date,Views\n2025-01-01,1\n', stored: true },
        { name: 'book.xlsx', content: workbook([{ name: 'A', rows: head }]) },
        { name: '__MACOSX/._Totals.csv', content: 'x' },
        { name: '.DS_Store', content: 'x' },
        { name: 'cover.png', content: randomBytes(20) },
      ]),
    );
    expect(read.kind).toBe('zip');
    expect(read.tables.map(({ name }) => name)).toEqual(['Tabellendaten.csv', 'folder/Totals.csv', 'book.xlsx > A']);
    expect(read.entries.map(({ name, workbook: { kind } }) => [name, kind])).toEqual([
      ['Tabellendaten.csv', 'text'],
      ['folder/Totals.csv', 'text'],
      ['book.xlsx', 'xlsx'],
    ]);
    expect(read.leftOut).toEqual([
      { name: 'cover.png', reason: { id: 'Bukan berkas CSV dan bukan buku kerja.', en: 'It is no CSV file and no workbook.' } },
    ]);
  });

  it.each([
    ['an archive inside it', zip([{ name: 'a.zip', content: zip([{ name: 'a.csv', content: csv }]) }]), 'archive inside'],
    ['nothing to read', zip([{ name: 'a.png', content: 'x' }]), 'no CSV file'],
    [
      'a broken file in it',
      zip([
        { name: 'a.csv', content: csv },
        { name: 'b.csv', content: 'a,b\n"x,1\n' },
      ]),
      'In "b.csv"',
    ],
    ['too many files', zip(Array.from({ length: 2_001 }, (_, index) => ({ name: `${index}.csv`, content: 'a' }))), 'more than 2000 files'],
    ['its cut end', zip([{ name: 'a.csv', content: csv }]).slice(0, -10), 'cut off'],
  ])('is refused for %s', async (_name, bytes, reason) => {
    expect((await refusalOf(bytes)).reason).toContain(reason);
  });
});

describe('an XML Spreadsheet 2003', () => {
  const xml = (rows: string): string =>
    `\ufeff<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="x"><Worksheet ss:Name="Key Metrics"><Table>${rows}</Table></Worksheet></Workbook>`;
  const data = (type: string, value: string): string => `<Data ss:Type="${type}">${value}</Data>`;

  it('gives its sheets, cells at their places, days and numbers', async () => {
    const rows = `<Row><Cell>${data('String', 'Date')}</Cell><Cell>${data('String', 'Likes &amp; more')}</Cell><Cell>${data('String', 'Reach')}</Cell></Row>
      <Row ss:Index="3"><Cell>${data('DateTime', '2014-08-24T00:00:00.000')}</Cell><Cell ss:Index="3">${data('Number', '5')}</Cell></Row>`;
    const read = await readWorkbook(file(xml(rows)));
    expect(read).toMatchObject({ kind: 'xml-2003', tables: [{ name: 'Key Metrics', header: { cells: ['date', 'likes & more', 'reach'] } }] });
    expect(await rowsOf(read.tables[0])).toEqual([{ line: 3, role: 'data', cells: ['2014-08-24', '', '5'], kinds: ['date', 'blank', 'number'] }]);
  });

  it.each([
    ['a document type', xml('').replace('<Workbook', '<!DOCTYPE a [<!ENTITY b "c">]><Workbook'), 'document type'],
    ['a row at no place', xml('<Row ss:Index="9999999"/>'), 'damaged'],
    ['no end', xml('').slice(0, -20), 'too early'],
  ])('is refused for %s', async (_name, text, reason) => {
    expect((await refusalOf(file(text))).reason).toContain(reason);
  });
});
