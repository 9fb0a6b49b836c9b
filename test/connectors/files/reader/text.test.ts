import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../../connectors/files/reader/read.js';
import { file, refusalOf, rowsOf, tablesIn } from '../../../support/tables.js';

const utf16 = (text: string): Uint8Array => file(`\ufeff${text}`, 'utf16le');
const daily = 'sep=,\r\n"Instagram reach"\r\n"Date","Primary"\r\n"2025-01-01T00:00:00","26"\r\n"2025-01-02T00:00:00","0"\r\n\r\n\r\n';
const dailyTable = {
  titles: ['Instagram reach'],
  header: ['date', 'primary'],
  rows: [
    ['2025-01-01T00:00:00', '26'],
    ['2025-01-02T00:00:00', '0'],
  ],
};

describe('the bytes of a text', () => {
  it.each([
    ['UTF-16 with little ends first', utf16(daily), 'utf-16le'],
    ['UTF-16 with big ends first', new Uint8Array(Buffer.from(utf16(daily)).swap16()), 'utf-16be'],
    ['UTF-16 that lost its mark', file(daily, 'utf16le'), 'utf-16le'],
    ['UTF-8 with its mark', file(`\ufeff${daily}`), 'utf-8'],
    ['UTF-8', file(daily), 'utf-8'],
  ])('are read in %s', async (_name, bytes, encoding) => {
    const read = await readWorkbook(bytes);
    expect(read).toMatchObject({ kind: 'text', text: { encoding, perhaps: [], delimiter: ',' } });
    expect(await tablesIn(bytes)).toEqual([dailyTable]);
  });

  it('are read in Windows-1252 where they are no UTF-8', async () => {
    const bytes = file('Date,Malm\xf6 Sk\xe5ne\n2014-01-01,5\n', 'latin1');
    expect(await tablesIn(bytes)).toEqual([{ titles: [], header: ['date', 'malmö skåne'], rows: [['2014-01-01', '5']] }]);
    expect((await readWorkbook(bytes)).text).toMatchObject({ encoding: 'windows-1252', perhaps: [] });
  });

  it('are Cyrillic where whole words lie above ASCII, and the other reading is told', async () => {
    const bytes = new Uint8Array([...file('a,b\n'), 0xcf, 0xeb, 0xee, 0xe2, 0xe4, 0xe8, 0xe2, ...file(',5\n')]);
    expect((await readWorkbook(bytes)).text).toMatchObject({ encoding: 'windows-1251', perhaps: ['windows-1252'] });
    expect((await tablesIn(bytes))[0]?.rows).toEqual([['Пловдив', '5']]);
    expect((await tablesIn(bytes, { encoding: 'windows-1252' }))[0]?.rows[0]?.[0]).toBe('Ïëîâäèâ');
  });

  it('are Central European where letters need it', async () => {
    const bytes = new Uint8Array([...file('a,b\nd'), 0xb3, ...file('ugi,5\n')]);
    expect((await readWorkbook(bytes)).text?.encoding).toBe('windows-1250');
    expect((await tablesIn(bytes))[0]?.rows).toEqual([['dług'.replace('g', 'gi'), '5']]);
  });

  it.each([
    ['UTF-8 that is cut inside a character', new Uint8Array([...file('a,b\né,1\n'), 0xc3]), 3, 'damaged'],
    ['a lone surrogate in UTF-8', new Uint8Array([...file('a,b\né,1\n'), 0xed, 0xa0, 0x80, ...file(',2\n')]), 3, 'damaged'],
    ['a lone surrogate in UTF-16', new Uint8Array([0xff, 0xfe, 0x61, 0, 0x00, 0xd8, 0x62, 0]), undefined, 'do not exist'],
    ['UTF-16 with half a character', new Uint8Array([0xff, 0xfe, 0x61, 0, 0x62]), undefined, 'middle of a character'],
    ['a zero byte', file('a,b\n1,\u0000\n'), 2, 'binary'],
    ['control characters', new Uint8Array([...file('a,b\n'), 0x01, 0xe9, ...file(',2\n')]), 2, 'no text'],
    ['nothing', new Uint8Array(), undefined, 'empty'],
    ['a mark alone', file('\ufeff'), undefined, 'empty'],
    ['empty lines', file('\n \n,,\n'), undefined, 'empty lines'],
    ['an old workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), undefined, 'old binary workbook'],
    ['a PDF', file('%PDF-1.7'), undefined, 'PDF'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47]), undefined, 'picture'],
    ['a web page that is called .xls', file('<html><table><tr><td>1</td></tr></table></html>'), undefined, 'web page'],
    ['JSON', file('[{"a":1}]'), undefined, 'JSON'],
    ['other XML', file('<?xml version="1.0"?><rss/>'), undefined, 'no workbook'],
  ])('are refused for %s, with what to do', async (_name, bytes, line, reason) => {
    const refusal = await refusalOf(bytes);
    expect(refusal.reason).toContain(reason);
    expect(refusal.line).toBe(line);
    expect(refusal.advice).toMatch(/^(?:Download|Hand|Save|Open|Unpack)/);
  });
});

describe('the cells of a text', () => {
  it.each([
    ['commas', 'a,b,c\n1,"x; y; z",3\n', ','],
    ['semicolons beside decimal commas', 'Video;CTR;Views\nA;4,8;1.310\nB;2,5;20\n', ';'],
    ['tabs', 'a\tb\n1,5\t2,5\n', '\t'],
    ['bars', 'a|b\n1|2\n', '|'],
    ['semicolons that the first line names', 'sep=;\na;b\n1;2\n', ';'],
    ['tabs that the first line names in a .csv', 'sep=\t\t\r\nReach\t\r\nDate\tPrimary\r\n2023-07-08\t27\r\n', '\t'],
    ['semicolons, with a title', 'Viewers;\nDate;Primary\n2025-10-31;1148\n', ';'],
  ])('are parted by %s', async (_name, text, delimiter) => {
    const read = await readWorkbook(file(text));
    expect(read.text?.delimiter).toBe(delimiter);
    expect(read.tables).toHaveLength(1);
    for (const row of await rowsOf(read.tables[0])) expect(row.cells).toHaveLength(read.tables[0]?.header.cells.length ?? 0);
  });

  it.each(['\n', '\r\n', '\r'])('hold line breaks, marks and separators inside quotation marks; lines are counted with %j', async (end) => {
    const text = ['id,text', '1,"one', '', 'two ""three"", four"', '2,last'].join(end);
    const [table] = (await readWorkbook(file(text))).tables;
    expect(await rowsOf(table)).toEqual([
      { line: 2, role: 'data', kinds: undefined, cells: ['1', `one${end}${end}two "three", four`] },
      { line: 5, role: 'data', kinds: undefined, cells: ['2', 'last'] },
    ]);
  });

  it('keep a mark inside a cell that does not begin with one', async () => {
    expect((await tablesIn('size,n\n5" tall,1\n'))[0]?.rows).toEqual([['5" tall', '1']]);
  });

  it.each([
    ['a mark that never closes', 'a,b\n1,2\n"x,3\n4,5\n', 3, 'never closes'],
    ['text behind a closing mark', 'a,b\n1,2\n"x"y,3\n', 3, 'behind the quotation mark'],
    ['a million columns', `a,b\n${','.repeat(500_000)}\n`, 2, '16384 cells'],
    ['a line of 20 MB', `a,b\n1,2\n${'x'.repeat(20_000_000)}`, 3, 'longer than 1000000 characters'],
  ])('are refused for %s', async (_name, text, line, reason) => {
    const refusal = await refusalOf(file(text));
    expect(refusal).toMatchObject({ line });
    expect(refusal.reason).toContain(reason);
  });

  it('are put right where a spreadsheet took each line for one cell', async () => {
    const wrapped = '"id,""Page name"",Title"\n"1,""A, B"",""first"\n"second"""\n"2,C,""x """"y"""""""\n';
    const read = await readWorkbook(file(`\ufeff${wrapped}`));
    expect(read.text).toMatchObject({ unwrapped: true, delimiter: ',' });
    expect((await rowsOf(read.tables[0])).map(({ cells }) => cells)).toEqual([
      ['1', 'A, B', 'first\nsecond'],
      ['2', 'C', 'x "y"'],
    ]);
  });

  it('are refused where such lines do not line up', async () => {
    expect(await refusalOf(file('"id,""Page name"",Title"\n"1,""A"""\n"2,C,x,y"\n'))).toMatchObject({
      reason: expect.stringContaining('spreadsheet program'),
      advice: 'Hand in the original download.',
    });
  });
});

describe('the tables of a text', () => {
  it('begin below their titles and end at empty lines', async () => {
    expect(await tablesIn(`${daily}"Facebook reach"\r\n"Date","Primary"\r\n"2025-01-01T00:00:00","7"\r\n`)).toEqual([
      dailyTable,
      { titles: ['Facebook reach'], header: ['date', 'primary'], rows: [['2025-01-01T00:00:00', '7']] },
    ]);
  });

  it('go on where data follows an empty line', async () => {
    expect(await tablesIn('Date,Views\n2025-01-01,1\n\n2025-01-02,2\n,\n2025-01-03,3\n')).toEqual([
      {
        titles: [],
        header: ['date', 'views'],
        rows: [
          ['2025-01-01', '1'],
          ['2025-01-02', '2'],
          ['2025-01-03', '3'],
        ],
      },
    ]);
  });

  it('may have names of cities for a header, and their shares below', async () => {
    const text = 'sep=,\n"Top cities"\n"Malang, East Java","Jakarta"\n"1.7","1.1"\n\n"Age & gender"\n"","Men","Women"\n"18-24","5.1","2.4"\n';
    expect(await tablesIn(text)).toEqual([
      { titles: ['Top cities'], header: ['malang, east java', 'jakarta'], rows: [['1.7', '1.1']] },
      { titles: ['Age & gender'], header: ['', 'men', 'women'], rows: [['18-24', '5.1', '2.4']] },
    ]);
  });

  it('may be a list of one column, also with empty lines in it', async () => {
    expect(await tablesIn('Link\nhttps://a\n\nhttps://b\nhttps://c\n')).toEqual([
      { titles: [], header: ['link'], rows: [['https://a'], ['https://b'], ['https://c']] },
    ]);
  });

  it('may stand beside each other', async () => {
    expect(await tablesIn('Date,Views,,Date,Hours\n2025-01-01,1,,2025-01-01,0.5\n2025-01-02,2,,,\n')).toEqual([
      {
        titles: [],
        header: ['date', 'views'],
        rows: [
          ['2025-01-01', '1'],
          ['2025-01-02', '2'],
        ],
      },
      { titles: [], header: ['date', 'hours'], rows: [['2025-01-01', '0.5']] },
    ]);
  });

  it('are one where an empty column has cells, and where names repeat', async () => {
    expect(await tablesIn('Post ID,Views,,Views\n111,1,x,2\n')).toHaveLength(1);
    expect(await tablesIn('Post ID,Views,Views\n111,1,2\n')).toHaveLength(1);
  });

  it('have their header below lines that begin with #, or where the known columns stand', async () => {
    expect(await tablesIn('# Report\n# ------\nDate,Users\n20231010,5\n')).toEqual([
      { titles: ['# Report', '# ------'], header: ['date', 'users'], rows: [['20231010', '5']] },
    ]);
    const knows = (name: string): boolean => ['date', 'impressions'].includes(name);
    expect(await tablesIn('Prepared by,Team A\nDate,Impressions\n2025-01-01,5\n', { knows })).toEqual([
      { titles: ['Prepared by\tTeam A'], header: ['date', 'impressions'], rows: [['2025-01-01', '5']] },
    ]);
  });

  it('have cleaned headers, and the original ones for messages', async () => {
    const [table] = (await readWorkbook(file('Vi\u00addeo\u00adti\u00adtel,  Phone\u00a0number   clicks ,"Two\nlines"\nA,1,2\n'))).tables;
    expect(table?.header.cells).toEqual(['videotitel', 'phone number clicks', 'two lines']);
    expect(table?.header.originals).toEqual(['Vi\u00addeo\u00adti\u00adtel', '  Phone\u00a0number   clicks ', 'Two\nlines']);
  });

  it('mark sums, sentences about the columns and sentences about the file', async () => {
    const text = 'Content,Video title,Views\nTotal,,30\nAAA,One,10\nBBB,"Total, two",20\nShowing the first 500 results\n';
    const [table] = (await readWorkbook(file(text))).tables;
    expect((await rowsOf(table)).map(({ role }) => role)).toEqual(['total', 'data', 'data', 'notice']);
    const described = 'Date,Reach,Likes\n,Daily: The number of people who saw it,Daily: The number of people who liked it\n1/2/2014,5,6\n';
    const [facebook] = (await readWorkbook(file(described))).tables;
    expect((await rowsOf(facebook)).map(({ role }) => role)).toEqual(['description', 'data']);
    const [advertising] = (await readWorkbook(file('Account,Region,Reach\n,,30\nA,North,10\nA,South,20\n'))).tables;
    expect((await rowsOf(advertising)).map(({ role }) => role)).toEqual(['total', 'data', 'data']);
  });

  it('keep short rows short and long rows long, but for empty cells behind the last column', async () => {
    expect((await tablesIn('a,b,c\nx,1\nx,1,2,,\nx,1,2,3\n'))[0]?.rows).toEqual([
      ['x', '1'],
      ['x', '1', '2'],
      ['x', '1', '2', '3'],
    ]);
  });

  it('are read to the end where they are long, and a second one below is refused rather than mixed in', async () => {
    const rows = Array.from({ length: 25_000 }, (_, index) => `2025-01-01,${index}`).join('\n');
    const [table] = await tablesIn(`Date,Views\n${rows}\n\n2025-01-02,7\n`);
    expect(table?.rows).toHaveLength(25_001);
    expect(await refusalOf(file(`Date,Views\n${rows}\n\nInstagram reach\nDate,Primary\n2025-01-02,7\n`))).toMatchObject({ line: 25_003 });
  });
});
