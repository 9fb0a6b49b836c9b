import { observationId } from '../../../../connectors/contract/observation.js';
import { fromDayNumber } from '../../../../connectors/contract/period.js';
import { note } from '../advocacy/audit.js';
import type { Database } from '../driver.js';
import { instantOf, kindOf, monthOf, seriesOf } from '../rows.js';
import type { readChunk } from '../run.js';
import type { Source } from '../source.js';
import { type Cells, keep, openTables, type Row, rowsOf, supersede } from '../undo/values.js';

/** What voiding the values of a chunk did. */
export interface Voided {
  /** values that were there and are none now */
  readonly values: number;
  readonly revisions: number;
}

/** Ends what is held of each value that a chunk names, by a revision without a value, and notes it in the audit trail. Nothing is deleted. */
export function voidHeld(database: Database, chunk: ReturnType<typeof readChunk>, source: Source, reason: string): Voided {
  const tableOf = openTables(database);
  const markOf = openMarks(database, source);
  const { columns } = chunk;
  let [values, revisions] = [0, 0];
  for (let row = 0; row < columns.values.length; row++) {
    const [series = 0, start = 0, days = 0] = [columns.series[row], columns.starts[row], columns.days[row]];
    const cells = [monthOf(start), series, start, days] as const;
    const table = tableOf(series);
    const rows = rowsOf(database, table, cells);
    const held = rows.find(({ current, absence }) => current === 1 && absence !== 'voided');
    if (held === undefined) continue;
    const marks = lastOfEachRank(rows)
      .filter(states)
      .map((last): Row => ({ ...markOf(last), note: reason }));
    supersede(database, table, cells, held);
    for (const mark of marks) keep(database, mark.rank === held.rank ? table : 'superseded', cells, mark);
    noteVoid(database, source, cells, held, reason);
    values += 1;
    revisions += marks.length;
  }
  return { values, revisions };
}

const lastOfEachRank = (rows: readonly Row[]): readonly Row[] => rows.filter(({ rank }, at) => rows[at - 1]?.rank !== rank);

const states = ({ absence }: Row): boolean => absence !== 'undone' && absence !== 'voided';

/** Makes the row that ends what a rank stated; its statement is the one who voids, in that rank. */
function openMarks(database: Database, { number, received }: Source): (last: Row) => Row {
  const add = database.prepare(
    `INSERT OR IGNORE INTO statements (origin, rank, quality, precision, absence, observed_at, received_at)
     VALUES (?1, ?2, 'typed', 'exact', 'voided', ?3, ?3)`,
  );
  const find = database.prepare<{ number: number }>(
    `SELECT number FROM statements WHERE origin = ?1 AND rank = ?2 AND quality = 'typed' AND precision = 'exact' AND absence = 'voided'
       AND observed_at = ?3 AND received_at = ?3 AND undone = 0`,
  );
  return ({ rank, revision }) => {
    add.run(number, rank, received);
    const statement = find.get(number, rank, received)?.number ?? 0;
    return {
      value: null,
      statement,
      revision: revision + 1,
      reference: null,
      note: null,
      rank,
      undone: 0,
      absence: 'voided',
      current: 0,
      restores: null,
    };
  };
}

function noteVoid(database: Database, source: Source, [, number, start, days]: Cells, held: Row, reason: string): void {
  const key = database.prepare<{ key: string }>('SELECT key FROM series WHERE number = ?').get(number)?.key ?? '';
  const series = seriesOf(key);
  const period = { grain: series.grain, start: fromDayNumber(start), end: fromDayNumber(start + days) };
  const id = observationId(series, period, held.revision, kindOf(held.rank));
  note(database, { who: source.origin.name, at: instantOf(source.received) }, 'void', `${id}: ${reason}`);
}
