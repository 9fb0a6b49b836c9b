import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { ConnectorError } from '../contract/errors.js';
import { decodeText } from './text.js';

/** One row of a CSV file and the line on which it begins, from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The longest row that is read, in characters; a longer one comes from a quotation mark that never closes, or from no CSV at all. */
export const LONGEST_ROW = 100_000;

/**
 * Streams the rows of a UTF-8 CSV file with commas; empty lines are left out, and line numbers count the line breaks inside cells.
 * Throws `ConnectorError('malformed')` where the file as a whole can't be read: its quotation marks, its bytes, a row without end.
 */
export async function* readCsv(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<CsvRow> {
  let nextLine = 1;
  const begins: number[] = [];
  const parser = parse({
    record_delimiter: ['\r\n', '\n', '\r'],
    // A row with too few or too many cells is the layout's to reject, with its line; here it would end the file.
    relax_column_count: true,
    max_record_size: LONGEST_ROW,
    // Called for each row in order, before anything waits in a buffer: where the parser gives up, `nextLine` is where the broken row begins.
    on_record: (cells) => {
      const blank = cells.length === 1 && cells[0] === '';
      if (!blank) begins.push(nextLine);
      nextLine += 1 + lineBreaks(cells);
      return blank ? null : cells;
    },
  });
  const text = Readable.from(decodeText(chunks), { objectMode: true, highWaterMark: 2 });
  text.on('error', (error) => parser.destroy(error));
  try {
    for await (const cells of text.pipe(parser)) yield { line: begins.shift() ?? nextLine, cells };
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error, nextLine) : error;
  } finally {
    text.destroy();
    parser.destroy();
  }
}

function lineBreaks(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) breaks += cell.match(/\r\n|\r|\n/g)?.length ?? 0;
  }
  return breaks;
}

function unreadable(error: CsvError, line: number): ConnectorError {
  return new ConnectorError('malformed', sentence(error.code, line), { cause: error });
}

function sentence(code: string, line: number): string {
  switch (code) {
    case 'CSV_MAX_RECORD_SIZE':
      return `The row that begins on line ${line} is longer than ${LONGEST_ROW} characters. Perhaps a quotation mark never closes.`;
    case 'CSV_QUOTE_NOT_CLOSED':
      return `The row that begins on line ${line} has a quotation mark that never closes.`;
    default:
      return `The row that begins on line ${line} has a quotation mark in the middle of a cell. Put the cell in quotation marks and write inner ones twice.`;
  }
}
