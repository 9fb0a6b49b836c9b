import type { Cell, Database } from './driver.js';
import { monthOf, rankOf } from './rows.js';
import type { readChunk } from './run.js';
import type { Change, Source } from './source.js';

/** How many of each change a step made. */
export type Counts = Record<Change, number>;

const KEY = 'month, series, start_day, days';
const ON_KEY = (one: string, other: string): string =>
  ['month', 'series', 'start_day', 'days'].map((column) => `${one}.${column} = ${other}.${column}`).join(' AND ');
// A number that is bound to a column without a type would be kept in eight bytes.
const FIRST_REVISION = '(?, ?, ?, ?, ?, ?, 1, coalesce(?, CAST(? AS INTEGER)), ?)';
const CHANGES: readonly Change[] = ['inserted', 'revised', 'unchanged', 'outranked'];
const NONE: Counts = { inserted: 0, revised: 0, unchanged: 0, outranked: 0 };
const CELLS = 9;
const ROWS_AT_ONCE = 100;

/** Creates the tables in memory in which a chunk is judged; they belong to one connection. */
export function prepareMerge(database: Database): void {
  const stated =
    'month INTEGER, series INTEGER, start_day INTEGER, days INTEGER, value REAL, statement INTEGER, line INTEGER, reference TEXT, note TEXT';
  database.exec(`CREATE TEMP TABLE incoming (${stated})`);
  database.exec(`CREATE TEMP TABLE judged (${stated}, change INTEGER, revision INTEGER)`);
}

/** Swaps one chunk into `day_values` or `period_values`: judges every value against the current one, keeps what it replaces, and writes what is new. */
export function mergeChunk(
  database: Database,
  table: 'day_values' | 'period_values',
  chunk: ReturnType<typeof readChunk>,
  source: Source,
  undone: ReadonlySet<number>,
): Counts {
  // Where an undoing left a period without a value, the next one is no first revision.
  const mayBeNew = source.allNew && (undone.size === 0 || !chunk.columns.series.some((series) => undone.has(series)));
  if (mayBeNew && insertNew(database, table, chunk, source)) return { ...NONE, inserted: chunk.columns.values.length };
  database.prepare('DELETE FROM incoming').run();
  database.prepare('DELETE FROM judged').run();
  insertRows(database, 'incoming', chunk, source);
  database.prepare(judgeSql(table)).run(source.rank);
  const counts: Counts = { ...NONE };
  for (const { change, rows } of database
    .prepare<{ change: number; rows: number }>('SELECT change, count(*) AS rows FROM judged GROUP BY change')
    .all()) {
    const name = CHANGES[change];
    if (name !== undefined) counts[name] = rows;
  }
  if (counts.revised > 0) database.prepare(supersedeSql(table)).run();
  if (counts.inserted + counts.revised > 0) database.prepare(writeSql(table)).run();
  if (counts.outranked > 0) {
    database
      .prepare(
        `INSERT INTO superseded (${KEY}, rank, value, statement, revision, reference, note)
         SELECT ${KEY}, ?, value, statement, revision, coalesce(reference, line), note FROM judged WHERE change = 3
         ON CONFLICT DO NOTHING`,
      )
      .run(source.rank);
  }
  if (counts.unchanged > 0 && source.origin.kind !== 'api') for (const sql of RESTATED[table]) database.prepare(sql).run(source.rank, source.number);
  source.allNew = counts.inserted === chunk.columns.values.length;
  return counts;
}

/** Inserts a chunk straight into its table; false, and nothing inserted, where a value is held already. */
function insertNew(database: Database, table: 'day_values' | 'period_values', chunk: ReturnType<typeof readChunk>, source: Source): boolean {
  database.exec('SAVEPOINT all_new');
  try {
    insertRows(database, table, chunk, source);
  } catch (cause) {
    database.exec('ROLLBACK TO all_new');
    database.exec('RELEASE all_new');
    if (cause instanceof Error && /UNIQUE constraint/.test(cause.message)) return false;
    throw cause;
  }
  database.exec('RELEASE all_new');
  return true;
}

const INTO = {
  incoming: { columns: `${KEY}, value, statement, reference, line, note`, cells: '(?, ?, ?, ?, ?, ?, ?, ?, ?)' },
  day_values: { columns: `${KEY}, value, statement, revision, reference, note`, cells: FIRST_REVISION },
  period_values: { columns: `${KEY}, value, statement, revision, reference, note`, cells: FIRST_REVISION },
} as const;

function insertRows(database: Database, into: keyof typeof INTO, { columns, texts }: ReturnType<typeof readChunk>, source: Source): void {
  const insert = (rows: number) =>
    database.prepare(`INSERT INTO ${into} (${INTO[into].columns}) VALUES ${Array(rows).fill(INTO[into].cells).join(', ')}`);
  const many = insert(ROWS_AT_ONCE);
  let cells: Cell[] = [];
  let [lastStart, month] = [Number.NaN, 0];
  const rows = columns.values.length;
  for (let row = 0; row < rows; row++) {
    const start = columns.starts[row] ?? 0;
    if (start !== lastStart) [lastStart, month] = [start, monthOf(start)];
    const [value = Number.NaN, line = Number.NaN] = [columns.values[row], columns.lines[row]];
    const text = texts.size === 0 ? undefined : texts.get(row);
    cells.push(
      month,
      columns.series[row] ?? 0,
      start,
      columns.days[row] ?? 0,
      Number.isNaN(value) ? null : value,
      source.statements[columns.statements[row] ?? -1] ?? null,
      text?.reference ?? null,
      Number.isNaN(line) ? null : line,
      text?.note ?? null,
    );
    if (cells.length === CELLS * ROWS_AT_ONCE) {
      many.run(...cells);
      cells = [];
    }
  }
  if (cells.length > 0) insert(cells.length / CELLS).run(...cells);
}

// Whether this rank's last word on the value is that it was voided, and what is stated is the number that it was. A typed one is always taken anew.
const REPEATS_VOIDED = `(
    (hs.rank = ?1 AND hs.absence = 'voided') OR (hs.rank <> ?1 AND EXISTS (SELECT 1 FROM superseded o JOIN statements os ON os.number = o.statement
      WHERE ${ON_KEY('o', 'i')} AND o.rank = ?1 AND os.absence = 'voided'
        AND o.revision = (SELECT max(revision) FROM superseded p WHERE ${ON_KEY('p', 'i')} AND p.rank = ?1)))
  ) AND i.value IS (SELECT o.value FROM superseded o JOIN statements os ON os.number = o.statement
      WHERE ${ON_KEY('o', 'i')} AND o.rank = ?1 AND os.absence NOT IN ('voided', 'undone') ORDER BY o.revision DESC LIMIT 1)`;

// Revisions count within one rank. What an equal rank states alike is unchanged; a better rank takes over; a worse one is kept beside, once.
const judgeSql = (table: string): string => `
INSERT INTO judged
SELECT i.*,
  CASE
    WHEN h.statement IS NULL THEN 0
    WHEN ?1 <> ${rankOf('typed')} AND ${REPEATS_VOIDED} THEN 2
    WHEN hs.absence = 'voided' THEN 1
    WHEN hs.rank = ?1 THEN ${same('h', 'hs')} + 1
    WHEN hs.rank > ?1 THEN 1
    ELSE 3 - EXISTS (SELECT 1 FROM superseded o JOIN statements os ON os.number = o.statement
      WHERE ${ON_KEY('o', 'i')} AND o.rank = ?1 AND ${same('o', 'os')}
        AND o.revision = (SELECT max(revision) FROM superseded p WHERE ${ON_KEY('p', 'i')} AND p.rank = ?1))
  END,
  CASE
    WHEN h.statement IS NOT NULL AND hs.rank = ?1 THEN h.revision + 1
    ELSE 1 + coalesce((SELECT max(revision) FROM superseded p WHERE ${ON_KEY('p', 'i')} AND p.rank = ?1), 0)
  END
FROM incoming i
  LEFT JOIN ${table} h ON ${ON_KEY('h', 'i')}
  LEFT JOIN statements hs ON hs.number = h.statement
  LEFT JOIN statements s ON h.statement IS NOT NULL AND s.number = i.statement`;

/** Who states what is held already, so that it stays where its first source is undone; a pull says it again by itself. */
const restatedSql = (table: string): readonly string[] => [
  `INSERT OR IGNORE INTO restated SELECT j.month, j.series, j.start_day, j.days, hs.rank, h.revision, j.statement
   FROM judged j JOIN ${table} h ON ${ON_KEY('h', 'j')} JOIN statements hs ON hs.number = h.statement
   WHERE j.change = 2 AND hs.rank = ?1 AND hs.origin <> ?2 AND hs.absence <> 'voided'`,
  `INSERT OR IGNORE INTO restated SELECT j.month, j.series, j.start_day, j.days, o.rank, max(o.revision), j.statement
   FROM judged j JOIN ${table} h ON ${ON_KEY('h', 'j')} JOIN statements hs ON hs.number = h.statement AND (hs.rank <> ?1 OR hs.absence = 'voided')
     JOIN superseded o ON ${ON_KEY('o', 'j')} AND o.rank = ?1 JOIN statements os ON os.number = o.statement
   WHERE j.change = 2 AND os.origin <> ?2 AND os.absence <> 'voided' GROUP BY j.month, j.series, j.start_day, j.days`,
];

const RESTATED = { day_values: restatedSql('day_values'), period_values: restatedSql('period_values') } as const;

const same = (row: string, statement: string): string =>
  `(${row}.value IS i.value AND ${row}.note IS i.note AND ${statement}.quality = s.quality AND ${statement}.precision = s.precision
    AND ${statement}.absence = s.absence)`;

// An import may state one value twice, alike but for its quality: what it replaces is kept once.
const supersedeSql = (table: string): string => `
INSERT INTO superseded (${KEY}, rank, value, statement, revision, reference, note, restores)
SELECT DISTINCT h.month, h.series, h.start_day, h.days, hs.rank, h.value, h.statement, h.revision, h.reference, h.note, h.restores
FROM judged j CROSS JOIN ${table} h ON ${ON_KEY('h', 'j')} JOIN statements hs ON hs.number = h.statement WHERE j.change = 1`;

const writeSql = (table: string): string => `
INSERT INTO ${table} (${KEY}, value, statement, revision, reference, note)
SELECT ${KEY}, value, statement, revision, coalesce(reference, line), note FROM judged WHERE change < 2
ON CONFLICT DO UPDATE SET value = excluded.value, statement = excluded.statement, revision = excluded.revision,
  reference = excluded.reference, note = excluded.note, restores = NULL`;
