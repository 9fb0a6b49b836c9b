import type { Cell, Database } from '../driver.js';
import { monthOf } from '../rows.js';
import type { Counted, Undo } from './undoing.js';

/** One period of one series. */
interface Key {
  readonly month: number;
  readonly series: number;
  readonly start_day: number;
  readonly days: number;
}

/** One row of a value, current or not. */
export interface Row {
  readonly value: number | null;
  readonly statement: number;
  readonly revision: number;
  readonly reference: string | number | null;
  readonly note: string | null;
  readonly rank: number;
  readonly undone: number;
  readonly absence: string;
  readonly current: number;
  /** the revision that this one brought back */
  readonly restores: number | null;
}

/** How far the values are gone through: the last key, or the month that comes next. */
export type ValuePlace = readonly [month: number, series: number, start: number, days: number];

const KEYS_PER_STEP = 1_000;
const KEY = 'month, series, start_day, days';
const AT_KEY = 'month = ?1 AND series = ?2 AND start_day = ?3 AND days = ?4';
const NOT_YET = -1;

/** Where the values begin. */
export const FIRST_PLACE: ValuePlace = [NOT_YET, 0, 0, 0];

/** Notes the longer periods that an undone import stated, since they do not lie month first. */
export function notePeriods(database: Database, undo: number): void {
  database
    .prepare(`INSERT INTO undo_periods SELECT ?1, ${KEY} FROM period_values WHERE statement IN (SELECT number FROM statements WHERE undone = ?1)`)
    .run(undo);
}

/** Undoes the next values; answers where it goes on, undefined once all are done. */
export function undoValues(database: Database, undo: Undo, place: ValuePlace, counted: Counted): ValuePlace | undefined {
  const [month, ...after] = place;
  const keys = month === NOT_YET ? [] : touchedKeys(database, undo.number, month, after);
  const undoOne = openUndoing(database, undo, counted);
  for (const key of keys) undoOne(key);
  const last = keys.at(-1);
  if (last !== undefined && keys.length === KEYS_PER_STEP) return [last.month, last.series, last.start_day, last.days];
  const next = database
    .prepare<{ month: number | null }>(
      `SELECT min(month) AS month FROM (SELECT min(month) AS month FROM day_values WHERE month > ?1
         UNION ALL SELECT min(month) FROM superseded WHERE month > ?1 UNION ALL SELECT min(month) FROM undo_periods WHERE undo = ?2 AND month > ?1)`,
    )
    .get(month, undo.number)?.month;
  return next === undefined || next === null ? undefined : [next, NOT_YET, 0, 0];
}

function touchedKeys(database: Database, undo: number, month: number, [series, start, days]: readonly number[]): readonly Key[] {
  const beyond = 'month = ?2 AND (series, start_day, days) > (?3, ?4, ?5)';
  const stated = `${beyond} AND statement IN (SELECT number FROM statements WHERE undone = ?1)`;
  return database
    .prepare<Key>(
      `SELECT ${KEY} FROM day_values WHERE ${stated} UNION SELECT ${KEY} FROM superseded WHERE ${stated}
       UNION SELECT ${KEY} FROM undo_periods WHERE undo = ?1 AND ${beyond} ORDER BY series, start_day, days LIMIT ${KEYS_PER_STEP}`,
    )
    .all(undo, month, series ?? 0, start ?? 0, days ?? 0);
}

/** A row that states something still: not undone, and no mark of an earlier undoing. */
const states = (row: Row): boolean => row.undone === 0 && row.absence !== 'undone';

/** A row that states a value or why there is none; a voided one only says that there is none any more. */
const holds = (row: Row): boolean => states(row) && row.absence !== 'voided';

/** What becomes of one rank: its last row, new where it was undone. `same`: another source states the value as well. */
interface Ended {
  readonly row: Row;
  readonly isNew: boolean;
  readonly same: boolean;
}

function openUndoing(database: Database, undo: Undo, counted: Counted): (key: Key) => void {
  const tableOf = openTables(database);
  const statements = openRestating(database, undo);
  const witness = database.prepare<{ number: number }>(
    `SELECT statements.number FROM restated JOIN statements ON statements.number = statement
     WHERE ${AT_KEY} AND restated.rank = ?5 AND revision = ?6 AND undone = 0 LIMIT 1`,
  );
  const endOf = (cells: readonly Cell[], rows: readonly Row[]): Ended | undefined => {
    const last = rows[0];
    if (last === undefined) return undefined;
    if (last.undone !== undo.number) return { row: last, isNew: false, same: false };
    const witnessOf = (row: Row): number | undefined => (states(row) ? row.statement : witness.get(...cells, row.rank, row.revision)?.number);
    for (const row of rows) {
      const statement = witnessOf(row);
      if (statement === undefined) continue;
      const restored = {
        ...row,
        statement: statements.again(statement),
        revision: last.revision + 1,
        undone: 0,
        restores: states(row) ? (row.restores ?? row.revision) : null,
      };
      return { row: restored, isNew: true, same: row === last };
    }
    const mark = { value: null, reference: null, note: null, rank: last.rank, undone: 0, absence: 'undone', current: 0, restores: null };
    return { row: { ...mark, statement: statements.mark(last.rank), revision: last.revision + 1 }, isNew: true, same: false };
  };
  return (key) => {
    const { month, series, start_day, days } = key;
    const cells = [month, series, start_day, days] as const;
    const table = tableOf(series);
    const rows = rowsOf(database, table, cells);
    const held = rows.find(({ current }) => current === 1);
    const ranks = [...new Set(rows.map(({ rank }) => rank))].sort((one, other) => one - other);
    const ends = ranks.flatMap(
      (rank) =>
        endOf(
          cells,
          rows.filter((row) => row.rank === rank),
        ) ?? [],
    );
    const best = ends.find(({ row }) => holds(row)) ?? ends.find(({ row }) => states(row));
    write(database, table, cells, held, ends, best);
    counted.revisions += ends.filter(({ isNew }) => isNew).length;
    if (held?.undone !== undo.number) counted.overwritten += 1;
    else if (best !== undefined) counted[best.same ? 'restated' : 'restored'] += 1;
    else {
      counted.removed += 1;
      database.prepare('INSERT OR IGNORE INTO undone_series VALUES (?)').run(series);
    }
  };
}

/** Writes the new rows, and makes the best one the current value. */
function write(database: Database, table: Table, cells: Cells, held: Row | undefined, ends: readonly Ended[], best: Ended | undefined): void {
  if (held !== undefined && best?.row !== held) supersede(database, table, cells, held);
  for (const end of ends) if (end.isNew) keep(database, end === best ? table : 'superseded', cells, end.row);
  if (best !== undefined && !best.isNew && best.row !== held) promote(database, table, cells, best.row);
}

/** The tables of current values. */
export type Table = 'day_values' | 'period_values';

/** Tells in which table the current values of a series lie. */
export function openTables(database: Database): (series: number) => Table {
  const known = new Map<number, Table>();
  return (series) => {
    const found = known.get(series);
    if (found !== undefined) return found;
    const grain = database.prepare<{ grain: string }>('SELECT grain FROM series WHERE number = ?').get(series)?.grain;
    const table = grain === 'day' ? 'day_values' : 'period_values';
    known.set(series, table);
    return table;
  };
}

/** The cells of a key: month, series, first day, days. */
export type Cells = readonly [number, number, number, number];

/** Every row of a key, the last revision of each rank first. */
export function rowsOf(database: Database, table: Table, cells: Cells): readonly Row[] {
  const columns = 'value, statement, revision, reference, note, restores';
  return database
    .prepare<Row>(
      `SELECT held.*, statements.rank, undone, absence FROM (
         SELECT ${columns}, 1 AS current FROM ${table} WHERE ${AT_KEY} UNION ALL SELECT ${columns}, 0 AS current FROM superseded WHERE ${AT_KEY}
       ) held JOIN statements ON statements.number = statement ORDER BY statements.rank, revision DESC`,
    )
    .all(...cells);
}

/** Takes the current row out of its table and keeps it as history. */
export function supersede(database: Database, table: Table, cells: Cells, row: Row): void {
  keep(database, 'superseded', cells, row);
  database.prepare(`DELETE FROM ${table} WHERE ${AT_KEY}`).run(...cells);
}

function promote(database: Database, table: Table, cells: Cells, row: Row): void {
  database.prepare(`DELETE FROM superseded WHERE ${AT_KEY} AND rank = ?5 AND revision = ?6`).run(...cells, row.rank, row.revision);
  keep(database, table, cells, row);
}

/** Writes a row, as the current one or as history. */
export function keep(database: Database, table: Table | 'superseded', cells: Cells, row: Row): void {
  const rank = table === 'superseded' ? [row.rank] : [];
  const columns = `${KEY}${table === 'superseded' ? ', rank' : ''}, value, statement, revision, reference, note, restores`;
  // A number that is bound to a column without a type would be kept in eight bytes.
  const reference = typeof row.reference === 'number' ? 'CAST(? AS INTEGER)' : '?';
  database
    .prepare(`INSERT INTO ${table} (${columns}) VALUES (?, ?, ?, ?, ${rank.map(() => '?, ').join('')}?, ?, ?, ${reference}, ?, ?)`)
    .run(...cells, ...rank, row.value, row.statement, row.revision, row.reference, row.note, row.restores);
}

/** Makes the statements of what comes back, received at the moment of the undoing, and of the mark for what is gone. */
function openRestating(database: Database, undo: Undo): { readonly again: (statement: number) => number; readonly mark: (rank: number) => number } {
  const known = new Map<number, number>();
  const columns = 'origin, rank, quality, precision, absence, observed_at, received_at';
  const stored = (select: string, ...cells: Cell[]): number => {
    database.prepare(`INSERT OR IGNORE INTO statements (${columns}) ${select}`).run(...cells);
    return (
      database
        .prepare<{ number: number }>(
          `SELECT statements.number FROM statements JOIN (${select}) s USING (origin, rank, quality, precision, absence, observed_at, received_at) WHERE undone = 0`,
        )
        .get(...cells)?.number ?? 0
    );
  };
  const remembered = (statement: number, make: () => number): number => {
    const found = known.get(statement) ?? make();
    known.set(statement, found);
    return found;
  };
  return {
    again: (statement) =>
      remembered(statement, () =>
        stored(
          'SELECT origin, rank, quality, precision, absence, observed_at, ?2 AS received_at FROM statements WHERE number = ?1',
          statement,
          undo.at,
        ),
      ),
    mark: (rank) =>
      remembered(NOT_YET - rank, () =>
        stored(
          `SELECT ?1 AS origin, ?2 AS rank, 'complete' AS quality, 'exact' AS precision, 'undone' AS absence, ?3 AS observed_at, ?3 AS received_at`,
          undo.origin,
          rank,
          undo.at,
        ),
      ),
  };
}

/** Hides the series of which no current value is left; answers how many. */
export function hideEmptySeries(database: Database): number {
  const months = monthsOf(database);
  const hide = database.prepare('UPDATE series SET published = 0 WHERE number = ?');
  const inMonth = database.prepare('SELECT 1 FROM day_values WHERE month = ? AND series = ? LIMIT 1');
  const inPeriods = database.prepare('SELECT 1 FROM period_values WHERE series = ? LIMIT 1');
  const shown = database
    .prepare<{ number: number }>('SELECT number FROM series WHERE published = 1 AND number IN (SELECT series FROM undone_series)')
    .all();
  let hidden = 0;
  for (const { number } of shown) {
    if (inPeriods.get(number) !== undefined || months.some((month) => inMonth.get(month, number) !== undefined)) continue;
    hide.run(number);
    hidden += 1;
  }
  return hidden;
}

function monthsOf(database: Database): readonly number[] {
  const next = database.prepare<{ month: number | null }>('SELECT min(month) AS month FROM day_values WHERE month > ?');
  const months: number[] = [];
  for (let month = next.get(monthOf(-40_000))?.month; month !== undefined && month !== null; month = next.get(month)?.month) months.push(month);
  return months;
}
