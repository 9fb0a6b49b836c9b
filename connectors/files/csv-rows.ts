/** One row of a CSV file and the line on which it begins, from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The longest row that is read, in characters; a longer one comes from a quotation mark that never closes, or from no CSV at all. */
export const LONGEST_ROW = 100_000;

/** Why a text is no CSV, and on which line the broken row begins. */
export class BrokenRow extends Error {
  readonly problem: 'too-long' | 'unclosed' | 'stray-quote';
  readonly line: number;

  constructor(problem: BrokenRow['problem'], line: number) {
    super(problem);
    this.name = 'BrokenRow';
    this.problem = problem;
    this.line = line;
  }
}

/** Parts a text that comes in pieces into rows. Cells are parted by commas; a line ends with LF, CRLF or CR; empty lines are left out. */
export interface CsvParser {
  /** the rows that end in this piece. Throws `BrokenRow`. */
  readonly push: (text: string) => readonly CsvRow[];
  /** the row that ends with the text, where the last line has no end. Throws `BrokenRow`. */
  readonly end: () => readonly CsvRow[];
}

/** Opens a parser at the beginning of a file. */
export function openCsvParser(): CsvParser {
  let rest = '';
  let line = 1;
  const read = (text: string, last: boolean): readonly CsvRow[] => {
    const rows: CsvRow[] = [];
    const next = { quote: text.indexOf('"'), carriage: text.indexOf('\r') };
    let at = 0;
    while (at < text.length) {
      const row = plainRow(text, at, next) ?? anyRow(text, at, last, line);
      if (row === undefined) break;
      if (row.next - at > LONGEST_ROW) throw new BrokenRow('too-long', line);
      if (row.cells.length > 1 || row.cells[0] !== '') rows.push({ line, cells: row.cells });
      line += row.lines;
      at = row.next;
    }
    rest = text.slice(at);
    if (rest.length > LONGEST_ROW) throw new BrokenRow('too-long', line);
    return rows;
  };
  return { push: (text) => read(rest + text, false), end: () => read(rest, true) };
}

interface RawRow {
  readonly cells: string[];
  /** where the next row begins */
  readonly next: number;
  readonly lines: number;
}

/** A row without quotation marks that ends with a line feed: nearly every row of nearly every file. `next` remembers where the rare characters are. */
function plainRow(text: string, at: number, next: { quote: number; carriage: number }): RawRow | undefined {
  const end = text.indexOf('\n', at);
  if (end === -1) return undefined;
  if (next.quote !== -1 && next.quote < at) next.quote = text.indexOf('"', at);
  if (next.carriage !== -1 && next.carriage < at) next.carriage = text.indexOf('\r', at);
  if (next.quote !== -1 && next.quote < end) return undefined;
  if (next.carriage !== -1 && next.carriage < end - 1) return undefined;
  const stop = next.carriage !== -1 && next.carriage < end ? end - 1 : end;
  return { cells: text.slice(at, stop).split(','), next: end + 1, lines: 1 };
}

/** Any row; undefined where it may go on behind the text. */
function anyRow(text: string, start: number, last: boolean, line: number): RawRow | undefined {
  const cells: string[] = [];
  let lines = 1;
  let at = start;
  for (;;) {
    if (text[at] === '"') {
      const cell = quotedCell(text, at, last, line);
      if (cell === undefined) return undefined;
      cells.push(cell.text);
      lines += lineBreaks(cell.text);
      at = cell.next;
    } else {
      const end = cellEnd(text, at);
      const cell = text.slice(at, end);
      if (cell.includes('"')) throw new BrokenRow('stray-quote', line);
      cells.push(cell);
      at = end;
    }
    if (at >= text.length) return last ? { cells, next: at, lines } : undefined;
    if (text[at] === ',') {
      at += 1;
      continue;
    }
    if (text[at] === '\n') return { cells, next: at + 1, lines };
    if (text[at] !== '\r') throw new BrokenRow('stray-quote', line);
    if (at + 1 === text.length && !last) return undefined;
    return { cells, next: text[at + 1] === '\n' ? at + 2 : at + 1, lines };
  }
}

/** Where an unquoted cell ends: at a comma, a line's end, or the end of the text. */
function cellEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2c || code === 0x0a || code === 0x0d) return at;
  }
  return text.length;
}

/** The cell that begins with a quotation mark, and the place behind its closing one; undefined where that may come behind the text. */
function quotedCell(text: string, start: number, last: boolean, line: number): { readonly text: string; readonly next: number } | undefined {
  let cell = '';
  let from = start + 1;
  for (;;) {
    const mark = text.indexOf('"', from);
    if (mark === -1) {
      if (last) throw new BrokenRow(text.length - start > LONGEST_ROW ? 'too-long' : 'unclosed', line);
      return undefined;
    }
    if (mark + 1 === text.length && !last) return undefined;
    if (text[mark + 1] !== '"') return { text: cell + text.slice(from, mark), next: mark + 1 };
    cell += text.slice(from, mark + 1);
    from = mark + 2;
  }
}

function lineBreaks(cell: string): number {
  return cell.includes('\n') || cell.includes('\r') ? (cell.match(/\r\n|\r|\n/g)?.length ?? 0) : 0;
}
