import { type Columns, newColumns, type RowTexts } from './batch.js';
import { monthOf } from './rows.js';

/** How many values wait in memory before they are sorted and written: 4 MB. */
export const RUN_ROWS = 1 << 17;
/** How many characters of notes and references wait at most. */
const RUN_CHARACTERS = 4_000_000;
/** How many values one chunk holds: what one short transaction swaps in. */
export const CHUNK_ROWS = 4_000;

/** The texts of a value. */
export interface RunText {
  readonly reference: string | null;
  readonly note: string | null;
}

/** Values of one import that wait in memory, by series number. */
export interface Run {
  rows: number;
  columns: Columns;
  readonly texts: Map<number, RunText>;
  /** characters in the texts */
  characters: number;
}

/** How many rows a run has room for at first: most imports are a day's figures of a few accounts. */
const FIRST_ROWS = 1_024;

/** A run without values. */
export const newRun = (): Run => ({ rows: 0, columns: newColumns(FIRST_ROWS), texts: new Map(), characters: 0 });

/** Columns with four times the room, and what stood in them. */
function roomier(columns: Columns): Columns {
  const grown = newColumns(Math.min(RUN_ROWS, columns.values.length * 4));
  grown.values.set(columns.values);
  grown.lines.set(columns.lines);
  grown.series.set(columns.series);
  grown.starts.set(columns.starts);
  grown.days.set(columns.days);
  grown.statements.set(columns.statements);
  return grown;
}

/** Whether a run must be written before it takes more. */
export const isFull = (run: Run): boolean => run.rows === RUN_ROWS || run.characters > RUN_CHARACTERS;

/** Makes room again in a run that was written. */
export function empty(run: Run): void {
  run.rows = 0;
  run.characters = 0;
  run.texts.clear();
}

/** Adds one row of a batch to a run that has room; `series` is its series' number. */
export function add(run: Run, from: Columns, row: number, series: number, text: RunText | undefined): void {
  if (text !== undefined) {
    run.texts.set(run.rows, text);
    run.characters += (text.note?.length ?? 0) + (text.reference?.length ?? 0);
  }
  if (run.rows === run.columns.values.length) run.columns = roomier(run.columns);
  const { columns, rows } = run;
  columns.values[rows] = from.values[row] ?? Number.NaN;
  columns.lines[rows] = from.lines[row] ?? Number.NaN;
  columns.series[rows] = series;
  columns.starts[rows] = from.starts[row] ?? 0;
  columns.days[rows] = from.days[row] ?? 0;
  columns.statements[rows] = from.statements[row] ?? 0;
  run.rows += 1;
}

/** The order in which a run's rows lie in the tables: month, series, first day, length. */
export function sortedOrder({ columns, rows }: Run): Uint32Array {
  const months = new Uint32Array(rows);
  const known = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const start = columns.starts[row] ?? 0;
    let month = known.get(start);
    if (month === undefined) {
      month = monthOf(start);
      known.set(start, month);
    }
    months[row] = month;
  }
  let order: Uint32Array = Uint32Array.from({ length: rows }, (_, row) => row);
  if (rows < FEW_ROWS) return order.sort((a, b) => compareRows(a, b, [months, columns.series, columns.starts, columns.days]));
  // Radix sort from the least significant key to the most; each pass keeps the order of the one before.
  for (const keys of [columns.days, columns.starts, columns.series, months]) order = sortBy(order, keys);
  return order;
}

/** Below so many rows the digits of a radix sort cost more than comparing. */
const FEW_ROWS = 4_096;

function compareRows(a: number, b: number, keys: readonly (Int32Array | Uint32Array)[]): number {
  for (const key of keys) {
    const difference = (key[a] ?? 0) - (key[b] ?? 0);
    if (difference !== 0) return difference;
  }
  return a - b;
}

function sortBy(order: Uint32Array, keys: Int32Array | Uint32Array): Uint32Array {
  let sorted = order;
  for (const shift of [0, 16]) sorted = sortByDigit(sorted, keys, shift);
  return sorted;
}

function sortByDigit(order: Uint32Array, keys: Int32Array | Uint32Array, shift: number): Uint32Array {
  const flip = keys instanceof Int32Array && shift === 16 ? 0x8000 : 0;
  const digitOf = (row: number): number => (((keys[row] ?? 0) >>> shift) & 0xffff) ^ flip;
  const ends = new Uint32Array(0x10001);
  for (const row of order) {
    const next = digitOf(row) + 1;
    ends[next] = (ends[next] ?? 0) + 1;
  }
  if (ends.includes(order.length)) return order;
  for (let digit = 1; digit < ends.length; digit++) ends[digit] = (ends[digit] ?? 0) + (ends[digit - 1] ?? 0);
  const sorted = new Uint32Array(order.length);
  for (const row of order) {
    const digit = digitOf(row);
    const at = ends[digit] ?? 0;
    sorted[at] = row;
    ends[digit] = at + 1;
  }
  return sorted;
}

/** One chunk as it is stored: the columns as bytes, and the texts of the rows that have any. */
export interface Chunk {
  readonly columns: Uint8Array;
  readonly texts: string | null;
}

/** Takes rows of a run, in an order, as a chunk. */
export function chunkOf({ columns, texts }: Run, rows: Uint32Array): Chunk {
  const memory = new ArrayBuffer(rows.length * 32);
  const taken = newColumns(rows.length, memory);
  const takenTexts: RowTexts[] = [];
  rows.forEach((row, at) => {
    taken.values[at] = columns.values[row] ?? Number.NaN;
    taken.lines[at] = columns.lines[row] ?? Number.NaN;
    taken.series[at] = columns.series[row] ?? 0;
    taken.starts[at] = columns.starts[row] ?? 0;
    taken.days[at] = columns.days[row] ?? 0;
    taken.statements[at] = columns.statements[row] ?? 0;
    const text = texts.size === 0 ? undefined : texts.get(row);
    if (text !== undefined) takenTexts.push([at, text.reference, text.note]);
  });
  return { columns: new Uint8Array(memory), texts: takenTexts.length === 0 ? null : JSON.stringify(takenTexts) };
}

/** Reads what `chunkOf` wrote. */
export function readChunk({ columns, texts }: Chunk): { readonly columns: Columns; readonly texts: ReadonlyMap<number, RunText> } {
  // Copied, because the numbers of a column must begin at a multiple of their length.
  const memory = new ArrayBuffer(columns.length);
  new Uint8Array(memory).set(columns);
  const read = texts === null ? [] : (JSON.parse(texts) as readonly RowTexts[]);
  return {
    columns: newColumns(columns.length / 32, memory),
    texts: new Map(read.map(([row, reference, note]) => [row, { reference, note }])),
  };
}
