import type { Text } from '../contract/metric.js';
import { type CsvRow, LONGEST_ROW, openCsvParser } from './csv-rows.js';
import { LIMITS } from './reader/limits.js';
import { UnreadableFile } from './reader/refusal.js';
import { CsvFault } from './reader/tokenizer.js';
import { decodeText } from './text.js';

/**
 * Streams the rows of a UTF-8 CSV file with commas, as many at a time as a chunk of the file holds; empty lines are left out, and line numbers count
 * the line breaks inside cells. Throws `ConnectorError('malformed')` where the file as a whole can't be read: its quotation marks, its bytes, a row
 * without end.
 */
export async function* readCsv(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<readonly CsvRow[]> {
  const parser = openCsvParser();
  try {
    for await (const text of decodeText(chunks)) {
      const rows = parser.push(text);
      if (rows.length > 0) yield rows;
    }
    const rows = parser.end();
    if (rows.length > 0) yield rows;
  } catch (error) {
    throw unreadableCsv(error);
  }
}

/** A fault of a CSV file as what whoever handed it in hears; another error as it is. */
export const unreadableCsv = (error: unknown): unknown => (error instanceof CsvFault ? new UnreadableFile(sentence(error), error) : error);

function sentence({ kind, line }: CsvFault): Text {
  switch (kind) {
    case 'too-long':
      return {
        id: `Baris yang dimulai di baris ${line} lebih panjang dari ${LONGEST_ROW} karakter. Mungkin ada tanda kutip yang tidak ditutup.`,
        en: `The row that begins on line ${line} is longer than ${LONGEST_ROW} characters. Perhaps a quotation mark never closes.`,
      };
    case 'too-wide':
      return {
        id: `Baris yang dimulai di baris ${line} memiliki lebih dari ${LIMITS.columns} sel. Ini bukan tabel yang dapat dibaca Pantau.`,
        en: `The row that begins on line ${line} has more than ${LIMITS.columns} cells. This is no table that Pantau can read.`,
      };
    case 'never-closes':
      return {
        id: `Baris yang dimulai di baris ${line} memiliki tanda kutip yang tidak ditutup.`,
        en: `The row that begins on line ${line} has a quotation mark that never closes.`,
      };
    default:
      return {
        id: `Baris yang dimulai di baris ${line} memiliki tanda kutip di tengah sel. Apit selnya dengan tanda kutip dan tulis yang di dalam dua kali.`,
        en: `The row that begins on line ${line} has a quotation mark in the middle of a cell. Put the cell in quotation marks and write inner ones twice.`,
      };
  }
}
