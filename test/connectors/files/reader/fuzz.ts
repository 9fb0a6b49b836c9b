import fc from 'fast-check';
import { expect } from 'vitest';
import { readWorkbook } from '../../../../connectors/files/reader/read.js';
import { FileRefused } from '../../../../connectors/files/reader/refusal.js';
import { file } from '../../../support/tables.js';
import { workbook, zip } from '../../../support/zip.js';

const CSV =
  'Post ID,Description,Publish time,Views\n1790000000000001,"one, ""two""\nthree 🎉",05/25/2026 10:15,12\n1790000000000002,,05/26/2026 10:15,0\n';
const DAILY =
  'sep=,\r\n"Reach"\r\n"Date","Primary"\r\n"2025-01-01T00:00:00","26"\r\n\r\n"Views"\r\n"Date","Primary"\r\n"2025-01-01T00:00:00","1"\r\n';
const SHEET =
  '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Views &amp; more</t></is></c></row><row r="2"><c r="A2" s="1"><v>45292</v></c><c r="B2"><v>3</v></c></row>';
const BOOK = workbook([{ name: 'Metrics', rows: SHEET }], '<si><t>Date</t></si>');
const XML =
  '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="A"><Table><Row><Cell><Data ss:Type="String">a</Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">1</Data></Cell></Row></Table></Worksheet></Workbook>';

/** Small files of every kind that the reader knows. */
const SEEDS: readonly Uint8Array[] = [
  file(CSV),
  file(`\ufeff${CSV}`),
  file(`\ufeff${DAILY}`, 'utf16le'),
  file(CSV.replaceAll(',', ';'), 'latin1'),
  file('"id,""Page name"",Title"\n"1,""A, B"",x"\n'),
  BOOK,
  zip([
    { name: 'Table data.csv', content: CSV },
    { name: 'Totals.csv', content: 'Date,Views\n2025-01-01,1\n', stored: true },
  ]),
  // Stored, so that a changed byte is one of the XML and not of the packing.
  zip([{ name: 'a.xls', content: XML, stored: true }]),
  file(XML),
];

/** Bytes and texts that matter to readers. */
const PIECES: readonly Uint8Array[] = [
  ...[
    '"',
    '""',
    ',',
    ';',
    '\t',
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    '\0',
    '\ufeff',
    'sep=;\n',
    '<',
    '>',
    '&',
    '&#0;',
    '&a;',
    '<!DOCTYPE a>',
    '<![CDATA[',
    '<!--',
  ].map((text) => file(text)),
  ...['PK\u0003\u0004', 'PK\u0001\u0002', 'PK\u0005\u0006', '<row r="1048577"/>', 'r="ZZZ1"', 'ss:Index="99999999"', '1e999', '-'].map((text) =>
    file(text, 'latin1'),
  ),
  Uint8Array.of(0xff, 0xff, 0xff, 0xff),
  Uint8Array.of(0xed, 0xa0, 0x80),
  Uint8Array.of(0x00, 0xd8),
];

interface Change {
  readonly kind: 'flip' | 'cut' | 'drop' | 'insert' | 'repeat';
  readonly place: number;
  readonly length: number;
  readonly piece: number;
}

const changes = fc.array(
  fc.record<Change>({
    kind: fc.constantFrom('flip', 'cut', 'drop', 'insert', 'repeat'),
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 1, max: 64 }),
    piece: fc.nat(PIECES.length - 1),
  }),
  { minLength: 1, maxLength: 6 },
);

function changed(bytes: Uint8Array, { kind, place, length, piece }: Change): Uint8Array {
  const at = Math.floor(place * bytes.length);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (kind) {
    case 'flip':
      return bytes.map((byte, index) => (index === at ? byte ^ (1 << (length % 8)) : byte));
    case 'cut':
      return before;
    case 'drop':
      return Buffer.concat([before, after.subarray(length)]);
    case 'insert':
      return Buffer.concat([before, PIECES[piece] ?? after, after]);
    case 'repeat':
      return Buffer.concat([before, ...Array.from({ length: length * 8 }, () => after.subarray(0, length)), after]);
  }
}

const mutated = fc.tuple(fc.constantFrom(...SEEDS), changes).map(([seed, all]) => all.reduce(changed, seed));
const strange = fc.uint8Array({ maxLength: 600 });
const textual = fc
  .array(fc.constantFrom('a', '1', ' ', '"', ',', ';', '\t', '\n', '\r', '\n\n', '2025-01-01', 'Total', '# ', 'é', 'sep='), { maxLength: 120 })
  .map((all) => file(all.join('')));

const LONGEST = 2_000;
const MOST_MEGABYTES = 300;

/** Reads one file to its last row; only tables and refusals may come out, soon. */
async function readToTheEnd(bytes: Uint8Array): Promise<void> {
  const start = performance.now();
  try {
    const read = await readWorkbook(new Uint8Array(bytes));
    for (const table of read.tables)
      for await (const batch of table.rows()) for (const row of batch) expect(row.kinds?.length ?? row.cells.length).toBe(row.cells.length);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    expect(error.refusal.reason).not.toBe('');
    expect(error.refusal.advice).not.toBe('');
  }
  expect(performance.now() - start).toBeLessThan(LONGEST);
}

/** Reads so many broken files. */
export async function fuzz(runs: number): Promise<void> {
  const before = process.memoryUsage().rss;
  await fc.assert(
    fc.asyncProperty(fc.oneof({ weight: 6, arbitrary: mutated }, { weight: 1, arbitrary: strange }, { weight: 2, arbitrary: textual }), readToTheEnd),
    {
      numRuns: runs,
    },
  );
  expect((process.memoryUsage().rss - before) / 1_000_000).toBeLessThan(MOST_MEGABYTES);
}
