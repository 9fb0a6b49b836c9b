import { ConnectorError } from '../contract/errors.js';
import { LIMITS } from './reader/limits.js';
import { CsvFault, openTokenizer, type TextRecord } from './reader/tokenizer.js';
import { decodeText } from './text.js';

/** One row of a CSV file and the line on which it begins, from 1. */
export type CsvRow = TextRecord;

/** The longest row that is read, in characters; a longer one comes from a quotation mark that never closes, or from no CSV at all. */
export const LONGEST_ROW = 100_000;

/**
 * Streams the rows of a UTF-8 CSV file with commas; empty lines are left out, and line numbers count the line breaks inside cells.
 * Throws `ConnectorError('malformed')` where the file as a whole can't be read: its quotation marks, its bytes, a row without end.
 */
export async function* readCsv(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<CsvRow> {
  const tokenizer = openTokenizer({ delimiter: ',', strayMarks: 'refuse', longestRow: LONGEST_ROW, widestRow: LIMITS.columns });
  try {
    for await (const text of decodeText(chunks)) yield* filled(tokenizer.feed(text));
    yield* filled(tokenizer.end());
  } catch (error) {
    throw error instanceof CsvFault ? new ConnectorError('malformed', sentence(error), { cause: error }) : error;
  }
}

function* filled(records: readonly TextRecord[]): Generator<CsvRow> {
  for (const record of records) if (record.cells.length > 1 || record.cells[0] !== '') yield record;
}

function sentence({ kind, line }: CsvFault): string {
  switch (kind) {
    case 'too-long':
      return `The row that begins on line ${line} is longer than ${LONGEST_ROW} characters. Perhaps a quotation mark never closes.`;
    case 'too-wide':
      return `The row that begins on line ${line} has more than ${LIMITS.columns} cells. This is no table that Pantau can read.`;
    case 'never-closes':
      return `The row that begins on line ${line} has a quotation mark that never closes.`;
    default:
      return `The row that begins on line ${line} has a quotation mark in the middle of a cell. Put the cell in quotation marks and write inner ones twice.`;
  }
}
