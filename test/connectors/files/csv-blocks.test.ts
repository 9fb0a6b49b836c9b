import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../connectors/files/csv.js';
import { type CsvPiece, readCsvBlocks } from '../../../connectors/files/csv-blocks.js';
import type { CsvRow } from '../../../connectors/files/csv-rows.js';

const rowsOf = (piece: CsvPiece): readonly CsvRow[] => {
  if ('rows' in piece) return piece.rows;
  const { bytes, rows, width, firstLine, edges } = piece.block;
  return Array.from({ length: rows }, (_, row) => ({
    line: firstLine + row,
    cells: Array.from({ length: width }, (_, column) =>
      bytes.toString('utf8', edges[(row * width + column) * 2], edges[(row * width + column) * 2 + 1]),
    ),
  }));
};

function chunksOf(bytes: Uint8Array, size: number): readonly Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}

/** What a reader gives or throws, and how many of its rows came undecoded. */
async function read(
  bytes: Uint8Array,
  size: number,
): Promise<{ readonly rows: readonly CsvRow[]; readonly undecoded: number; readonly error: unknown }> {
  const rows: CsvRow[] = [];
  let undecoded = 0;
  try {
    for await (const piece of readCsvBlocks(chunksOf(bytes, size))) {
      if ('block' in piece) undecoded += piece.block.rows;
      rows.push(...rowsOf(piece));
    }
    return { rows, undecoded, error: undefined };
  } catch (error) {
    return { rows: [], undecoded, error: error instanceof Error ? error.message : error };
  }
}

async function readAsTexts(bytes: Uint8Array, size: number): Promise<{ readonly rows: readonly CsvRow[]; readonly error: unknown }> {
  const rows: CsvRow[] = [];
  try {
    for await (const some of readCsv(chunksOf(bytes, size))) rows.push(...some);
    return { rows, error: undefined };
  } catch (error) {
    return { rows: [], error: error instanceof Error ? error.message : error };
  }
}

const plain = Array.from({ length: 40 }, (_, row) => `2024-02-${10 + (row % 19)},pegawai ${row % 7},Bidang é ${row % 3}`).join('\n');
const FILES: Readonly<Record<string, string>> = {
  'plain rows': `day,who,unit\n${plain}\n`,
  'a last line without an end': `day,who,unit\n${plain}`,
  'Windows line ends': `day,who,unit\r\n${plain.replaceAll('\n', '\r\n')}\r\n`,
  'old line ends': `day,who,unit\r${plain.replaceAll('\n', '\r')}\r`,
  'mixed line ends': `day,who,unit\n${plain}\r\n${plain}\r2024-03-01,a,b\n`,
  'a return inside of a line': `day,who,unit\n${plain}\na\r,b,c\n${plain}\n`,
  'the mark of UTF-8 and empty lines': `\u{feff}day,who,unit\n\n${plain}\n\n\n${plain}\n`,
  'cells in marks': `day,who,unit\n${plain}\n2024-02-01,"Budi, S.E.",""\n"x","y","z"\n${plain}\n`,
  'marks inside marks': `day,who,unit\n${plain}\n2024-02-01,"Budi ""B"" S.",x\n${plain}\n`,
  'line breaks inside cells': `day,who,unit\n${plain}\n2024-02-01,"Budi\nS.E.\r\nX",x\n${plain}\n${plain}\n`,
  'rows of other widths': `day,who,unit\n${plain}\na,b\na,b,c,d\n${plain}\n`,
  'one column': `day\n1\n\n2\n`,
  'a mark inside a cell': `day,who,unit\n${plain}\na,b"c,d\n`,
  'text behind a closing mark': `day,who,unit\n${plain}\na,"b"c,d\n`,
  'a mark that never closes': `day,who,unit\n${plain}\na,"b,d\n${plain}\n`,
  'a binary file': `day,who,unit\n${plain}\na,\0,c\n`,
  'an empty file': '',
};

describe('rows of a CSV file that are left undecoded', () => {
  it.each(Object.entries(FILES))('are those that the reader of texts gives, with its errors: %s', async (_, text) => {
    const bytes = Buffer.from(text);
    for (const size of [7, 64, 300, 100_000]) {
      const { rows, error } = await read(bytes, size);
      expect({ rows, error }).toEqual(await readAsTexts(bytes, size));
    }
  });

  it('tell the line of bytes that are not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from(`day,who,unit\n${plain}\n`), Buffer.from([0x61, 0xff, 0x2c]), Buffer.from('b,c\n')]);
    for (const size of [16, 256])
      expect((await read(bytes, size)).error).toBe('Line 42 has characters that are not in UTF-8. Save the file as CSV in UTF-8.');
  });

  it('are nearly all of an ordinary file, and go on behind a stretch that had to be read as texts', async () => {
    const many = `day,who,unit\n${`${plain}\n`.repeat(20)}a,"b\nc",d\n${`${plain}\n`.repeat(20)}`;
    const { rows, undecoded } = await read(Buffer.from(many), 1_000);
    expect(rows).toHaveLength(1_602);
    expect(undecoded).toBeGreaterThan(1_400);
  });
});
