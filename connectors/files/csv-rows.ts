import { LIMITS } from './reader/limits.js';
import { openTokenizer, type TextRecord } from './reader/tokenizer.js';

/** One row of a CSV file and the line on which it begins, from 1. */
export type CsvRow = TextRecord;

/** The longest row that is read, in characters; a longer one comes from a quotation mark that never closes, or from no CSV at all. */
export const LONGEST_ROW = 100_000;

/** Parts a text that comes in pieces into rows. Cells are parted by commas; a line ends with LF, CRLF or CR; empty lines are left out. */
export interface CsvParser {
  /** the rows that end in this piece. Throws `CsvFault`. */
  readonly push: (text: string) => readonly CsvRow[];
  /** the row that ends with the text, where the last line has no end. Throws `CsvFault`. */
  readonly end: () => readonly CsvRow[];
}

const isFilled = ({ cells }: CsvRow): boolean => cells.length > 1 || cells[0] !== '';

/** Opens a parser at the beginning of a file. */
export function openCsvParser(): CsvParser {
  const tokenizer = openTokenizer({ delimiter: ',', strayMarks: 'refuse', longestRow: LONGEST_ROW, widestRow: LIMITS.columns });
  return { push: (text) => tokenizer.feed(text).filter(isFilled), end: () => tokenizer.end().filter(isFilled) };
}
