import { fromDayNumber } from '../../../connectors/contract/period.js';
import { PantauError } from '../../errors.js';
import type { Database } from './driver.js';
import { type Chunk, type Run, readChunk } from './run.js';

/** What the values of a run are about, one number for each value: equal for equal keys, and seldom for others. */
export type SortedKeys = Float64Array;

const keyOf = (series: number, start: number, days: number): number => (series * 131_072 + start) * 4_096 + Math.min(days, 4_095);

/** The keys of a run in its order. */
export function sortedKeys({ columns }: Run, order: Uint32Array): SortedKeys {
  const keys = new Float64Array(order.length);
  order.forEach((row, at) => {
    keys[at] = keyOf(columns.series[row] ?? 0, columns.starts[row] ?? 0, columns.days[row] ?? 0);
  });
  return keys;
}

interface Stated {
  readonly value: number;
  readonly absence: string;
  readonly reference: string;
}

/** Throws `PantauError('refused-input')` where two values of an import have one key and differ, and names their references. */
export function repeatedKeys(database: Database, number: number, runs: readonly SortedKeys[]): void {
  const all = new Float64Array(runs.reduce((sum, keys) => sum + keys.length, 0));
  let filled = 0;
  for (const keys of runs) {
    all.set(keys, filled);
    filled += keys.length;
  }
  all.sort();
  const twice = new Set<number>();
  for (let at = 1; at < all.length; at++) if (all[at] === all[at - 1]) twice.add(all[at] ?? 0);
  if (twice.size > 0) compare(database, number, twice);
}

function compare(database: Database, number: number, twice: ReadonlySet<number>): void {
  const absences = database
    .prepare<{ absence: string }>('SELECT absence FROM staged_statements WHERE import = ? ORDER BY position')
    .all(number)
    .map(({ absence }) => absence);
  const first = new Map<string, Stated>();
  const numbers = database.prepare<{ number: number }>('SELECT number FROM staged_chunks WHERE import = ? ORDER BY number').all(number);
  for (const { number: chunkNumber } of numbers) {
    const chunk = database.prepare<Chunk>('SELECT columns, texts FROM staged_chunks WHERE number = ?').get(chunkNumber);
    if (chunk === undefined) continue;
    const { columns, texts } = readChunk(chunk);
    columns.values.forEach((value, row) => {
      const [series = 0, start = 0, days = 0] = [columns.series[row], columns.starts[row], columns.days[row]];
      if (!twice.has(keyOf(series, start, days))) return;
      const line = columns.lines[row];
      const reference = texts.get(row)?.reference ?? (line === undefined || Number.isNaN(line) ? 'no reference' : String(line));
      const stated = { value, absence: absences[columns.statements[row] ?? 0] ?? '', reference };
      const key = `${series} ${start} ${days}`;
      const before = first.get(key);
      if (before === undefined) first.set(key, stated);
      else if (!Object.is(before.value, value) || before.absence !== stated.absence) throw contradiction(database, series, start, before, stated);
    });
  }
}

function contradiction(database: Database, series: number, start: number, one: Stated, other: Stated): PantauError {
  const key = database.prepare<{ key: string }>('SELECT key FROM series WHERE number = ?').get(series)?.key ?? '';
  const references = `${one.reference} and ${other.reference}`;
  return new PantauError(
    'refused-input',
    `${key} from ${fromDayNumber(start)} is stated twice with different values: ${references}. Keep one of them.`,
  );
}
