/** One record of a text with separators, and the line on which it begins, from 1. An empty line is a record of one empty cell. */
export interface TextRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What is wrong with a record as a whole. */
export type CsvFaultKind = 'never-closes' | 'after-closing' | 'inside-cell' | 'too-long' | 'too-wide';

/** A text that can't be parted into records, and the line on which the broken record begins. */
export class CsvFault extends Error {
  readonly kind: CsvFaultKind;
  readonly line: number;

  constructor(kind: CsvFaultKind, line: number) {
    super(`${kind} on line ${line}`);
    this.name = 'CsvFault';
    this.kind = kind;
    this.line = line;
  }
}

/** How a text is parted. */
export interface Dialect {
  /** one character */
  readonly delimiter: string;
  /** a quotation mark inside a cell that does not begin with one: a fault, or a character as any other */
  readonly strayMarks: 'refuse' | 'keep';
  /** goes on where a closed cell has text behind its mark; only for guessing the delimiter */
  readonly guess?: boolean;
  readonly longestRow: number;
  readonly widestRow: number;
}

/** Takes a text in pieces and gives the records that are complete; `end` gives the last. Both throw `CsvFault`. */
export interface Tokenizer {
  readonly feed: (text: string) => TextRecord[];
  readonly end: () => TextRecord[];
  /** the line on which the next record begins, where no record is begun and not ended; else undefined */
  readonly betweenRecords: () => number | undefined;
}

const MARK = '"';
const MARK_CODE = 34;
/** Behind every text; a small whole number, since those compare fastest. */
const NOWHERE = 0x3fffffff;
const LINE_BREAK = /\r\n|\r|\n/g;

/** Parts a text by RFC 4180, with CRLF, LF or CR between records, also mixed; lines are counted from `firstLine`. */
export function openTokenizer(dialect: Dialect, firstLine = 1): Tokenizer {
  let rest = '';
  let waiting: string[] = [];
  let waitingLength = 0;
  let line = firstLine;
  const take = (last: boolean): TextRecord[] => {
    const scan = new Scan(waiting.length === 0 ? rest : rest + waiting.join(''), dialect, line, last);
    waiting = [];
    waitingLength = 0;
    const records = scan.records();
    rest = scan.rest();
    line = scan.line;
    if (rest.length > dialect.longestRow) throw new CsvFault('too-long', line);
    return records;
  };
  return {
    feed: (text) => {
      waiting.push(text);
      waitingLength += text.length;
      // A long record that comes in small pieces is tried again only when it has doubled, so that the work stays linear.
      return waitingLength < Math.min(rest.length, dialect.longestRow) ? [] : take(false);
    },
    end: () => take(true),
    betweenRecords: () => (rest === '' && waiting.length === 0 ? line : undefined),
  };
}

interface Cell {
  readonly text: string;
  readonly end: number;
  readonly breaks: number;
}

/** One pass over the text at hand. */
class Scan {
  line: number;
  private readonly text: string;
  private readonly dialect: Dialect;
  private readonly last: boolean;
  private at = 0;
  private feedAt = -2;
  private returnAt = -2;
  private markAt = -2;
  private readonly delimiterCode: number;

  constructor(text: string, dialect: Dialect, firstLine: number, last: boolean) {
    this.text = text;
    this.dialect = dialect;
    this.delimiterCode = dialect.delimiter.charCodeAt(0);
    this.line = firstLine;
    this.last = last;
  }

  rest(): string {
    return this.at === 0 ? this.text : this.text.slice(this.at);
  }

  records(): TextRecord[] {
    const records: TextRecord[] = [];
    while (this.at < this.text.length) {
      const begin = this.at;
      const line = this.line;
      const cells = this.record(begin);
      if (cells === undefined) break;
      if (this.at - begin > this.dialect.longestRow) throw new CsvFault('too-long', line);
      if (cells.length > this.dialect.widestRow) throw new CsvFault('too-wide', line);
      records.push({ line, cells });
    }
    return records;
  }

  /** The cells of the record that begins here, having moved behind it; undefined where its end has not come yet. */
  private record(begin: number): string[] | undefined {
    const end = this.lineEnd(begin);
    if (end === undefined) return undefined;
    if (this.nextMark(begin) >= end) {
      const cells = this.text.slice(begin, end).split(this.dialect.delimiter);
      this.step(end);
      return cells;
    }
    return this.quoted(begin);
  }

  private quoted(begin: number): string[] | undefined {
    const cells: string[] = [];
    let breaks = 0;
    let at = begin;
    for (;;) {
      at = this.plainCells(at, cells);
      const cell = this.text.charCodeAt(at) === MARK_CODE ? this.closedCell(at) : this.openCell(at);
      if (cell === undefined) return undefined;
      cells.push(cell.text);
      breaks += cell.breaks;
      const { end } = cell;
      if (this.text.charCodeAt(end) === this.delimiterCode) {
        at = end + 1;
        const lineEnd = this.lineEnd(at);
        // Behind the last mark of a line, all its cells can be parted at once.
        if (lineEnd === undefined || this.nextMark(at) < lineEnd) continue;
        for (const plain of this.text.slice(at, lineEnd).split(this.dialect.delimiter)) cells.push(plain);
        return this.finished(cells, breaks, lineEnd);
      }
      if (this.lineEnd(end) === undefined) return undefined;
      return this.finished(cells, breaks, end);
    }
  }

  private finished(cells: string[], breaks: number, end: number): string[] {
    this.line += breaks;
    this.step(end);
    return cells;
  }

  /** Takes the cells that stand before the next one with marks on the same line, if that begins with its mark; the place behind them. */
  private plainCells(at: number, cells: string[]): number {
    const mark = this.nextMark(at);
    if (mark === at || mark === NOWHERE || this.text.charCodeAt(mark - 1) !== this.delimiterCode) return at;
    if (mark - 1 < at || mark > Math.min(this.lineFeed(at), this.carriageReturn(at))) return at;
    for (const plain of this.text.slice(at, mark - 1).split(this.dialect.delimiter)) cells.push(plain);
    return mark;
  }

  /** A cell between quotation marks; undefined where its end has not come. */
  private closedCell(at: number): Cell | undefined {
    const closing = this.closing(at + 1);
    if (closing === undefined || (closing + 1 === this.text.length && !this.last)) return undefined;
    const inner = this.text.slice(at + 1, closing);
    const breaks = inner.includes('\n') || inner.includes('\r') ? (inner.match(LINE_BREAK)?.length ?? 0) : 0;
    const end = this.behind(closing + 1);
    const whole = inner.includes(MARK) ? inner.replaceAll('""', MARK) : inner;
    return { text: end === closing + 1 ? whole : whole + this.text.slice(closing + 1, end), end, breaks };
  }

  private openCell(at: number): Cell {
    const end = this.cellEnd(at);
    const text = this.text.slice(at, end);
    if (this.dialect.strayMarks === 'refuse' && text.includes(MARK)) throw new CsvFault('inside-cell', this.line);
    return { text, end, breaks: 0 };
  }

  /** Where the mark stands that closes a cell. */
  private closing(from: number): number | undefined {
    let at = this.text.indexOf(MARK, from);
    while (at !== -1 && this.text.charCodeAt(at + 1) === MARK_CODE) at = this.text.indexOf(MARK, at + 2);
    if (at !== -1) return at;
    if (this.last) throw new CsvFault('never-closes', this.line);
    if (this.text.length - this.at > this.dialect.longestRow) throw new CsvFault('too-long', this.line);
    return undefined;
  }

  /** The end of what stands behind a closing mark; a fault where that is text. */
  private behind(at: number): number {
    const { text, dialect } = this;
    const code = at < text.length ? text.charCodeAt(at) : 10;
    if (code === this.delimiterCode || code === 10 || code === 13) return at;
    if (dialect.guess !== true) throw new CsvFault('after-closing', this.line);
    return this.cellEnd(at);
  }

  private cellEnd(from: number): number {
    const end = Math.min(this.lineFeed(from), this.carriageReturn(from), this.text.length);
    const delimiter = this.text.indexOf(this.dialect.delimiter, from);
    return delimiter === -1 || delimiter > end ? end : delimiter;
  }

  /** The end of the line that goes on here; undefined where it has not come, or where only its first half may have come. */
  private lineEnd(from: number): number | undefined {
    const end = Math.min(this.lineFeed(from), this.carriageReturn(from));
    if (end === NOWHERE) return this.last ? this.text.length : undefined;
    if (end === this.text.length - 1 && this.text[end] === '\r' && !this.last) return undefined;
    return end;
  }

  /** Moves behind a record that ends here, and its line break. */
  private step(end: number): void {
    this.at = end + (this.text[end] === '\r' && this.text[end + 1] === '\n' ? 2 : 1);
    this.line += 1;
  }

  private lineFeed(from: number): number {
    if (this.feedAt < from) this.feedAt = found(this.text.indexOf('\n', from));
    return this.feedAt;
  }

  private carriageReturn(from: number): number {
    if (this.returnAt < from) this.returnAt = found(this.text.indexOf('\r', from));
    return this.returnAt;
  }

  private nextMark(from: number): number {
    if (this.markAt < from) this.markAt = found(this.text.indexOf(MARK, from));
    return this.markAt;
  }
}

const found = (at: number): number => (at === -1 ? NOWHERE : at);
