import { type CsvError, parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../connectors/contract/errors.js';
import { readCsv } from '../../../connectors/files/csv.js';
import { type CsvRow, LONGEST_ROW } from '../../../connectors/files/csv-rows.js';
import { bytesOf } from '../../support/report.js';

async function rowsOf(bytes: Uint8Array, size = bytes.length): Promise<readonly CsvRow[]> {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  const rows: CsvRow[] = [];
  for await (const some of readCsv(chunks)) rows.push(...some);
  return rows;
}

const failureOf = async (bytes: Uint8Array): Promise<ConnectorError> => {
  const failure = await rowsOf(bytes).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(ConnectorError);
  return failure as ConnectorError;
};

describe('reading CSV', () => {
  const rows = [
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['1', 'two\nlines'] },
    { line: 5, cells: ['é€😀', 'say "x", please'] },
    { line: 6, cells: ['', ''] },
  ];
  const text = '\ufeffa,b\n1,"two\nlines"\n\né€😀,"say ""x"", please"\n,\n\n';

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('counts the line on which a row begins, past cells with line breaks and empty lines, with %s', async (_name, lineBreak) => {
    const expected = rows.map(({ line, cells }) => ({ line, cells: cells.map((cell) => cell.replaceAll('\n', lineBreak)) }));
    expect(await rowsOf(bytesOf(text.replaceAll('\n', lineBreak)))).toEqual(expected);
  });

  it.each([1, 2, 3, 5, 7])('reads the same whatever the chunks, here of %i bytes', async (size) => {
    const bytes = bytesOf(text.replaceAll('\n', '\r\n'));
    expect(await rowsOf(bytes, size)).toEqual(await rowsOf(bytes));
  });

  it('reads any text in any pieces as an established parser does, or refuses it as that one does', async () => {
    const peer = (csv: string): readonly (readonly string[])[] | undefined => {
      try {
        const found: string[][] = parse(csv, { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true });
        return found.filter((cells) => cells.length > 1 || cells[0] !== '');
      } catch (error) {
        expect((error as CsvError).code).toMatch(/^CSV_|^INVALID/);
        return undefined;
      }
    };
    const piece = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(',', '"', '""', '\n', '\r\n', '\r', 'a', '"b"', '"c,\n"') },
      fc.string({ maxLength: 3 }),
    );
    const anyText = fc.array(piece, { minLength: 1, maxLength: 14 }).map((pieces) => pieces.join('').replaceAll('\0', ''));
    let read = 0;
    await fc.assert(
      fc.asyncProperty(anyText, fc.integer({ min: 1, max: 9 }), async (csv, size) => {
        fc.pre(csv.length > 4);
        const ours = await rowsOf(bytesOf(csv), size).then(
          (found) => found.map(({ cells }) => cells),
          () => undefined,
        );
        expect(ours).toEqual(peer(csv));
        if (ours !== undefined) read += 1;
      }),
      { numRuns: 2_000 },
    );
    expect(read).toBeGreaterThan(300);
  });

  it('reads line ends that change inside a file', async () => {
    expect(await rowsOf(bytesOf('a,b\r\n1,2\n3,4\r\n5,6'))).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', '2'] },
      { line: 3, cells: ['3', '4'] },
      { line: 4, cells: ['5', '6'] },
    ]);
  });

  it('leaves rows with too few or too many cells to the layout', async () => {
    expect(await rowsOf(bytesOf('a,b\n1\n1,2,3\n'))).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1'] },
      { line: 3, cells: ['1', '2', '3'] },
    ]);
  });

  it.each([
    ['a mark that never closes', 'a,b\n"x\ny",2\n3,"four\n5,6\n', 'line 4'],
    ['a mark in the middle of a cell', 'a,b\n1,2\n3,fo"ur\n', 'line 3'],
    ['text after a closing mark', 'a,b\r\n"x\r\ny",2\r\n3,"four"4\r\n', 'line 4'],
    ['a row without end', `a,b\n1,2\n3,"${'x'.repeat(LONGEST_ROW + 1)}`, 'line 3'],
    ['a line without end', `a,b\n1,2\n3,${'x'.repeat(LONGEST_ROW + 1)}`, 'line 3'],
  ])('refuses %s and says where the row begins', async (_name, broken, where) => {
    const failure = await failureOf(bytesOf(broken));
    expect(failure.kind).toBe('malformed');
    expect(failure.message).toContain(where);
  });

  it.each([
    ['an empty file', [], 'empty'],
    ['a workbook', [0x50, 0x4b, 0x03, 0x04, 0x14, 0x00], 'Excel'],
    ['an old workbook', [0xd0, 0xcf, 0x11, 0xe0, 0xa1], 'Excel'],
    ['a PDF', [...bytesOf('%PDF-1.7')], 'PDF'],
    ['a compressed file', [0x1f, 0x8b, 0x08, 0x00], 'compressed'],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00], 'UTF-16'],
    ['bytes that are no text', [0x61, 0x2c, 0x62, 0x0a, 0x00, 0x01], 'binary'],
    ['Latin-1', [0x61, 0x0a, 0x62, 0x0a, 0x63, 0xe9, 0x64, 0x0a], 'Line 3'],
    ['a text that ends inside a character', [0x61, 0x0a, 0xe2, 0x82], 'Line 2'],
  ])('refuses %s with a sentence', async (_name, bytes, word) => {
    expect((await failureOf(Uint8Array.from(bytes))).message).toContain(word);
  });
});
