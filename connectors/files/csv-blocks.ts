import { isUtf8 } from 'node:buffer';
import { unreadableCsv } from './csv.js';
import { type CsvRow, LONGEST_ROW } from './csv-rows.js';
import { LIMITS } from './reader/limits.js';
import { openTokenizer } from './reader/tokenizer.js';
import { openTextDecoder, withWholeHead } from './text.js';

/**
 * Some rows of a CSV file whose cells were parted but not decoded: all as wide as the header, their marks taken off. It is valid until the next
 * piece is asked for.
 */
export interface CsvBlock {
  readonly bytes: Buffer;
  readonly rows: number;
  readonly width: number;
  /** the line of the first row; each row has one */
  readonly firstLine: number;
  /** where each cell begins and where it ends, row by row */
  readonly edges: Int32Array;
  /** a hash of each cell's bytes, row by row */
  readonly hashes: Int32Array;
}

/** Rows as texts, or a block of undecoded ones. */
export type CsvPiece = { readonly rows: readonly CsvRow[] } | { readonly block: CsvBlock };

/**
 * Streams the rows of a CSV file as `readCsv` does, with its errors, but leaves most of them undecoded: for files of a million rows, whose cells repeat.
 * The first piece is one of texts; so is every stretch with something unusual in it, such as a line break inside a cell.
 */
export async function* readCsvBlocks(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<CsvPiece> {
  const scan = openScan();
  let line = 1;
  let width = 0;
  let texts: TextReader | undefined;
  let left = Buffer.alloc(0);
  for await (const chunk of withWholeHead(chunks)) {
    const bytes = left.length === 0 ? bufferOf(chunk) : Buffer.concat([left, chunk]);
    // A stretch ends with a line; where there is no line's end, or one of another kind, the reader of texts finds it.
    const end = bytes.lastIndexOf(LINE_FEED) + 1 || bytes.length;
    const stretch = bytes.subarray(0, end);
    left = Buffer.from(bytes.subarray(end));
    const block = texts === undefined && width > 1 ? scan(stretch, width, line) : undefined;
    if (block !== undefined) {
      line += block.rows;
      yield { block };
      continue;
    }
    texts ??= openTexts(line);
    const rows = texts.push(stretch);
    if (width === 0) width = rows[0]?.cells.length ?? 0;
    const next = texts.betweenRows();
    if (next !== undefined && stretch.at(-1) === LINE_FEED) {
      line = next;
      texts = undefined;
    }
    if (rows.length > 0) yield { rows };
  }
  const rows = (texts ?? openTexts(line)).end(left);
  if (rows.length > 0) yield { rows };
}

const bufferOf = (chunk: Uint8Array): Buffer => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);

interface TextReader {
  readonly push: (bytes: Uint8Array) => readonly CsvRow[];
  readonly end: (bytes: Uint8Array) => readonly CsvRow[];
  /** the line of the next row where none is begun */
  readonly betweenRows: () => number | undefined;
}

function openTexts(firstLine: number): TextReader {
  const decoder = openTextDecoder(firstLine);
  const tokenizer = openTokenizer({ delimiter: ',', strayMarks: 'refuse', longestRow: LONGEST_ROW, widestRow: LIMITS.columns }, firstLine);
  const filled = (rows: readonly CsvRow[]): readonly CsvRow[] => rows.filter(({ cells }) => cells.length > 1 || cells[0] !== '');
  const reading = (read: () => readonly CsvRow[]): readonly CsvRow[] => {
    try {
      return filled(read());
    } catch (error) {
      throw unreadableCsv(error);
    }
  };
  return {
    push: (bytes) => reading(() => tokenizer.feed(decoder.push(bytes))),
    end: (bytes) =>
      reading(() => {
        const rows = bytes.length === 0 ? [] : tokenizer.feed(decoder.push(bytes));
        decoder.end();
        return [...rows, ...tokenizer.end()];
      }),
    betweenRows: tokenizer.betweenRecords,
  };
}

const [LINE_FEED, CARRIAGE_RETURN, MARK, COMMA] = [10, 13, 34, 44] as const;
const SEED = 0x811c9dc5 | 0;
const PRIME = 0x01000193;

/** Opens the parting of stretches that end with a line feed; undefined where one holds anything that texts must be made of. */
function openScan(): (bytes: Buffer, width: number, firstLine: number) => CsvBlock | undefined {
  let edges = new Int32Array(32_768);
  let hashes = new Int32Array(16_384);
  return (bytes, width, firstLine) => {
    if (bytes.at(-1) !== LINE_FEED || bytes.includes(0) || !isUtf8(bytes)) return undefined;
    let rows = 0;
    for (let at = 0; at < bytes.length; rows++) {
      if ((rows + 1) * width > hashes.length) [edges, hashes] = [doubled(edges), doubled(hashes)];
      const next = scanRow(bytes, at, edges, hashes, rows * width, width);
      if (next === -1 || next - at > LONGEST_ROW) return undefined;
      at = next;
    }
    return { bytes, rows, width, firstLine, edges, hashes };
  };
}

function doubled(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(numbers.length * 2);
  more.set(numbers);
  return more;
}

/** Where a row is being read, and the hash of the cell behind. */
interface Cursor {
  at: number;
  hash: number;
}

const cursor: Cursor = { at: 0, hash: 0 };

/** Goes to the end of a cell's text, which a quotation mark, a line's end or `stop` ends; answers that byte. */
function passText(bytes: Buffer, stop: number): number {
  let { at } = cursor;
  let hash = SEED;
  let byte = bytes[at] ?? LINE_FEED;
  while (byte > COMMA || (byte !== stop && byte !== MARK && byte !== LINE_FEED && byte !== CARRIAGE_RETURN)) {
    hash = Math.imul(hash ^ byte, PRIME);
    byte = bytes[++at] ?? LINE_FEED;
  }
  cursor.at = at;
  cursor.hash = hash;
  return byte;
}

/** Parts the row that begins here into cells; the place behind it, -1 where it is not as wide as the header or has more to it than cells. */
function scanRow(bytes: Buffer, from: number, edges: Int32Array, hashes: Int32Array, first: number, width: number): number {
  cursor.at = from;
  for (let cell = first; cell < first + width; cell++) {
    const marked = bytes[cursor.at] === MARK;
    if (marked) cursor.at += 1;
    edges[cell * 2] = cursor.at;
    let byte = passText(bytes, marked ? MARK : COMMA);
    edges[cell * 2 + 1] = cursor.at;
    hashes[cell] = cursor.hash;
    if (marked !== (byte === MARK)) return -1;
    if (marked) byte = bytes[++cursor.at] ?? LINE_FEED;
    if (byte === CARRIAGE_RETURN) byte = bytes[++cursor.at] === LINE_FEED ? LINE_FEED : MARK;
    if (byte !== (cell === first + width - 1 ? LINE_FEED : COMMA)) return -1;
    cursor.at += 1;
  }
  return cursor.at;
}
