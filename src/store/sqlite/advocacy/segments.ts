import type { Database } from '../driver.js';
import { monthOf } from '../rows.js';
import { FIRST_FACET, monthOfRow, rowNumber } from './schema.js';

/** How many rows one segment holds at most. */
const SEGMENT_ROWS = 2_048;

/** Activations in columns, all of one month and with numbers that follow each other. */
export interface SegmentColumns {
  readonly advocate: Uint32Array;
  readonly facet: Uint32Array;
  readonly unit: Uint32Array;
  /** days since 1970-01-01 */
  readonly day: Uint16Array;
}

const ROW_BYTES = 14;

/** Columns for so many rows, in one piece of memory. */
export function newSegment(rows: number, memory: ArrayBuffer = new ArrayBuffer(rows * ROW_BYTES)): SegmentColumns {
  return {
    advocate: new Uint32Array(memory, 0, rows),
    facet: new Uint32Array(memory, rows * 4, rows),
    unit: new Uint32Array(memory, rows * 8, rows),
    day: new Uint16Array(memory, rows * 12, rows),
  };
}

interface SegmentRow {
  readonly first: number;
  readonly rows: number;
  readonly first_day: number;
  readonly last_day: number;
  readonly columns: Uint8Array;
}

/** A stored segment; its rows have the numbers from `first`. */
export interface Segment extends SegmentColumns {
  readonly first: number;
  readonly rows: number;
}

function segmentOf({ first, rows, columns }: SegmentRow): Segment {
  // Copied where the numbers of a column would not begin at a multiple of their length.
  const { buffer, byteOffset } = columns;
  const memory = buffer instanceof ArrayBuffer && byteOffset === 0 ? buffer : Uint8Array.from(columns).buffer;
  return { first, rows, ...newSegment(rows, memory) };
}

/** Goes through the segments that have days in `[start, end)`, one after the other. */
export function* segmentsIn(database: Database, start: number, end: number): Generator<Segment> {
  if (end <= start) return;
  const [from, to] = heldMonths(database, monthOf(start), monthOf(end - 1));
  const read = database.prepare<SegmentRow>(
    'SELECT * FROM activation_segments WHERE first >= ? AND first < ? AND last_day >= ? AND first_day < ? ORDER BY first',
  );
  for (let month = from; month <= to; month++) {
    for (const row of read.all(rowNumber(month, 0), rowNumber(month + 1, 0), start, end)) yield segmentOf(row);
  }
}

/** Of a span of months the part in which there are activations. */
export function heldMonths(database: Database, first: number, last: number): readonly [number, number] {
  const held = database
    .prepare<{ first: number | null; last: number | null }>('SELECT min(month) AS first, max(month) AS last FROM activation_months')
    .get();
  return [Math.max(first, held?.first ?? first), Math.min(last, held?.last ?? first - 1)];
}

function write(database: Database, first: number, columns: SegmentColumns, rows: number): void {
  let [firstDay, lastDay] = [0xffff, 0];
  for (const day of columns.day) {
    if (day < firstDay) firstDay = day;
    if (day > lastDay) lastDay = day;
  }
  database
    .prepare('INSERT OR REPLACE INTO activation_segments VALUES (?, ?, ?, ?, ?)')
    .run(first, rows, firstDay, lastDay, new Uint8Array(columns.advocate.buffer));
}

/** Rows that were just added to a month, in the order of their numbers. */
export interface AddedRows {
  readonly advocate: number[];
  readonly facet: number[];
  readonly unit: number[];
  readonly day: number[];
}

/** Appends rows to a month, the first of them with this number: fills the month's last segment, then begins new ones. */
export function appendSegments(database: Database, first: number, added: AddedRows): void {
  const count = added.advocate.length;
  const month = monthOfRow(first);
  const tail = database
    .prepare<SegmentRow>('SELECT * FROM activation_segments WHERE first >= ? AND first < ? ORDER BY first DESC LIMIT 1')
    .get(rowNumber(month, 0), rowNumber(month + 1, 0));
  let at = 0;
  if (tail !== undefined && tail.rows < SEGMENT_ROWS) {
    at = Math.min(SEGMENT_ROWS - tail.rows, count);
    const held = segmentOf(tail);
    const grown = newSegment(tail.rows + at);
    for (const name of ['advocate', 'facet', 'unit', 'day'] as const) grown[name].set(held[name]);
    fill(grown, tail.rows, added, 0, at);
    write(database, tail.first, grown, tail.rows + at);
  }
  for (; at < count; at += SEGMENT_ROWS) {
    const rows = Math.min(SEGMENT_ROWS, count - at);
    const fresh = newSegment(rows);
    fill(fresh, 0, added, at, rows);
    write(database, first + at, fresh, rows);
  }
}

function fill(to: SegmentColumns, offset: number, from: AddedRows, at: number, rows: number): void {
  for (let row = 0; row < rows; row++) {
    to.advocate[offset + row] = from.advocate[at + row] ?? 0;
    to.facet[offset + row] = from.facet[at + row] ?? 0;
    to.unit[offset + row] = from.unit[at + row] ?? 0;
    to.day[offset + row] = from.day[at + row] ?? 0;
  }
}

function segmentHolding(database: Database, number: number): SegmentRow | undefined {
  const row = database.prepare<SegmentRow>('SELECT * FROM activation_segments WHERE first <= ? ORDER BY first DESC LIMIT 1').get(number);
  return row !== undefined && number < row.first + row.rows ? row : undefined;
}

/** The facet and the advocate that count for an activation; undefined where there is none with this number. */
export function placeOf(database: Database, number: number): { readonly facet: number; readonly advocate: number } | undefined {
  const row = segmentHolding(database, number);
  if (row === undefined) return undefined;
  const { facet, advocate } = segmentOf(row);
  return { facet: facet[number - row.first] ?? 0, advocate: advocate[number - row.first] ?? 0 };
}

/** Writes another facet or advocate for activations, by number. */
export function patchSegments(database: Database, changes: ReadonlyMap<number, { readonly facet?: number; readonly advocate?: number }>): void {
  const months = new Set<number>();
  let open: { readonly row: SegmentRow; readonly columns: Segment } | undefined;
  for (const [number, change] of [...changes].sort(([one], [other]) => one - other)) {
    if (open === undefined || number >= open.row.first + open.row.rows) {
      if (open !== undefined) write(database, open.row.first, open.columns, open.row.rows);
      const row = segmentHolding(database, number);
      if (row === undefined) continue;
      open = { row, columns: segmentOf({ ...row, columns: Uint8Array.from(row.columns) }) };
    }
    const at = number - open.row.first;
    if (change.facet !== undefined) open.columns.facet[at] = change.facet;
    if (change.advocate !== undefined) open.columns.advocate[at] = change.advocate;
    months.add(monthOfRow(number));
  }
  if (open !== undefined) write(database, open.row.first, open.columns, open.row.rows);
  for (const month of months) database.prepare('UPDATE activation_months SET version = version + 1 WHERE month = ?').run(month);
}

/** The numbers of an advocate's activations on days in `[start, end)`, in order; with those that do not count where `all` is set. */
export function rowsOfAdvocate(database: Database, advocate: number, start: number, end: number, all: boolean): readonly number[] {
  const found: number[] = [];
  for (const segment of segmentsIn(database, start, end)) {
    for (let at = segment.advocate.indexOf(advocate); at !== -1; at = segment.advocate.indexOf(advocate, at + 1)) {
      const day = segment.day[at] ?? 0;
      if (day >= start && day < end && (all || (segment.facet[at] ?? 0) >= FIRST_FACET)) found.push(segment.first + at);
    }
  }
  return found;
}

/** Reserves numbers for so many new rows of a month; answers the first. */
export function reserve(database: Database, month: number, rows: number): number {
  const row = database
    .prepare<{ next: number }>(
      `INSERT INTO activation_months VALUES (?1, ?2, 1) ON CONFLICT (month) DO UPDATE SET next = next + ?2, version = version + 1 RETURNING next`,
    )
    .get(month, rows);
  return rowNumber(month, (row?.next ?? rows) - rows);
}
