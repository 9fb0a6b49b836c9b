import type { NamedObservation, Series } from '../../../connectors/contract/observation.js';
import { parseObservationId, seriesKey } from '../../../connectors/contract/observation.js';
import { type CivilDate, civilDate, dayNumber } from '../../../connectors/contract/period.js';
import type { SeriesQuestion } from '../port.js';
import type { Database } from './driver.js';
import {
  FRACTION,
  HELD,
  type HeldCells,
  type HeldRow,
  type HeldRows,
  heldOf,
  openStatements,
  PACKED,
  type PackedDays,
  type Statement,
  startAt,
  statementAt,
} from './held.js';
import { monthOf, rankOf } from './rows.js';

/** Reads values in the store's thread. */
export interface Values {
  readonly readSeries: (question: SeriesQuestion) => HeldRows;
  readonly revisions: (series: Series, start: string, end: string) => HeldRows;
  readonly observation: (id: string) => HeldRows;
}

type Table = 'day_values' | 'period_values' | 'superseded';

const NOTHING: HeldRows = { rows: [], statements: [] };
const REMEMBERED = 20_000;
const MONTHS_TRIED = 12;

/** Opens the reading of values; what never changes (a series' number, a statement) is remembered. */
export function openValues(database: Database): Values {
  const statementOf = openStatements(database);
  const numberOf = openSeriesNumbers(database);
  const withStatements = (rows: readonly HeldRow[]): HeldRows => {
    const numbers = new Set(rows.map(([place]) => statementAt(place)));
    return { rows, statements: [...numbers].map(statementOf) };
  };
  const all = (series: Series, start: CivilDate, end: CivilDate | undefined): readonly Candidate[] => {
    const number = numberOf(series);
    if (number === undefined) return [];
    const first = dayNumber(start);
    const days = end === undefined ? undefined : dayNumber(end) - first;
    const rows = [...rowsOf(database, tableOf(series), number, first, first + 1), ...rowsOf(database, 'superseded', number, first, first + 1)];
    return rows.filter((row) => days === undefined || row[2] === days).map((row) => candidateOf(row, statementOf));
  };
  return {
    readSeries: ({ window, asOf, cameIn, ...series }) => {
      const number = numberOf(series);
      if (number === undefined) return NOTHING;
      const [start, end] = [dayNumber(window.start), dayNumber(window.end)];
      const packed = series.grain === 'day' && asOf === undefined ? packedDays(database, number, start, end) : undefined;
      if (packed !== undefined) return { rows: packed, statements: [...new Set(packed.places.map(statementAt))].map(statementOf) };
      const current = rowsOf(database, tableOf(series), number, start, end);
      if (asOf === undefined) return withStatements(current);
      const rows = [...current, ...rowsOf(database, 'superseded', number, start, end)].map((row) => candidateOf(row, statementOf));
      return withStatements(asTheyStood(rows, Date.parse(asOf), cameIn ?? false));
    },
    revisions: (series, start, end) => {
      const found = [...all(series, civilDate(start), civilDate(end))].sort(
        (one, other) =>
          one.statement.received - other.statement.received || one.statement.rank - other.statement.rank || one.revision - other.revision,
      );
      return withStatements(found.map(({ row }) => row));
    },
    observation: (id) => {
      const named = parseObservationId(id);
      if (named === undefined) return NOTHING;
      return withStatements(named.series === undefined ? [] : namedRow(named, all(named.series, civilDate(named.start), endOf(named))));
    },
  };
}

const endOf = ({ end }: NamedObservation): CivilDate | undefined => (end === undefined ? undefined : civilDate(end));

function namedRow({ revision, kind, end, series }: NamedObservation, candidates: readonly Candidate[]): readonly HeldRow[] {
  const found = candidates.filter((candidate) => candidate.revision === revision && candidate.statement.rank === rankOf(kind));
  // An id without an end names the whole period, the longest that begins on that day.
  const longest = Math.max(...found.map(({ row }) => row[2]));
  return found
    .filter(({ row }) => end !== undefined || series.grain === 'total' || row[2] === longest)
    .map(({ row }) => row)
    .slice(0, 1);
}

const tableOf = (series: Pick<Series, 'grain'>): Table => (series.grain === 'day' ? 'day_values' : 'period_values');

function openSeriesNumbers(database: Database): (series: Series) => number | undefined {
  const known = new Map<string, number>();
  const find = database.prepare<{ number: number }>('SELECT number FROM series WHERE key = ?');
  return (series) => {
    const key = seriesKey(series);
    const number = known.get(key) ?? find.get(key)?.number;
    if (number === undefined) return undefined;
    if (known.size >= REMEMBERED) known.clear();
    known.set(key, number);
    return number;
  };
}

/** The rows of a series whose periods begin in `[start, end)`, in order. */
function rowsOf(database: Database, table: Table, number: number, start: number, end: number): readonly HeldRow[] {
  if (table === 'period_values') {
    return database
      .prepareArrays<HeldCells>(`SELECT ${HELD} FROM period_values WHERE series = ? AND start_day >= ? AND start_day < ? ORDER BY start_day, days`)
      .all(number, start, end);
  }
  const read = database.prepareArrays<HeldCells>(
    `SELECT ${HELD} FROM ${table} WHERE month = ? AND series = ? AND start_day >= ? AND start_day < ? ORDER BY start_day`,
  );
  let [first, last] = [monthOf(start), monthOf(end - 1)];
  if (last - first > MONTHS_TRIED) {
    const held = database
      .prepare<{ first: number | null; last: number | null }>(
        `SELECT (SELECT min(month) FROM ${table}) AS first, (SELECT max(month) FROM ${table}) AS last`,
      )
      .get();
    first = Math.max(first, held?.first ?? first);
    last = Math.min(last, held?.last ?? first - 1);
  }
  const rows: HeldRow[] = [];
  for (let month = first; month <= last; month += 1) rows.push(...read.all(month, number, start, end));
  return rows;
}

const MONTHS_PACKED = 6;

/** The days of a series in `[start, end)` where they lie in a few months and are whole numbers. */
function packedDays(database: Database, number: number, start: number, end: number): PackedDays | undefined {
  const [first, last] = [monthOf(start), monthOf(end - 1)];
  const count = last - first + 1;
  if (count < 1 || count > MONTHS_PACKED) return undefined;
  const months = Array.from({ length: count }, (_, index) => first + index);
  const row = database
    .prepareArrays<[string, string, string]>(
      `SELECT ${PACKED} FROM day_values WHERE month IN (${months.map(() => '?').join(', ')}) AND series = ? AND start_day >= ? AND start_day < ?`,
    )
    .get(...months, number, start, end);
  if (row === undefined || row[1].includes(FRACTION)) return undefined;
  const places = JSON.parse(row[0]) as readonly number[];
  // SQLite goes through the months in order, but does not promise to.
  const inOrder = places.every((place, at) => at === 0 || startAt(place) > startAt(places[at - 1] ?? 0));
  return inOrder ? { places, values: row[1], rests: row[2] } : undefined;
}

interface Candidate {
  readonly row: HeldRow;
  readonly start: number;
  readonly revision: number;
  readonly statement: Statement;
}

function candidateOf(row: HeldRow, statementOf: (number: number) => Statement): Candidate {
  const { start, revision, statement } = heldOf(row);
  return { row, start, revision, statement: statementOf(statement) };
}

/** For each period what was known at a moment: the best rank, and of that the last revision. */
function asTheyStood(candidates: readonly Candidate[], asOf: number, cameIn: boolean): readonly HeldRow[] {
  const last = new Map<string, Candidate>();
  for (const candidate of candidates) {
    if ((cameIn ? candidate.statement.received : knownFrom(candidate)) > asOf) continue;
    const key = `${candidate.start} ${candidate.row[2]} ${candidate.statement.rank}`;
    const held = last.get(key);
    if (held === undefined || held.revision < candidate.revision) last.set(key, candidate);
  }
  const best = new Map<string, Candidate>();
  for (const candidate of last.values()) {
    // What was undone states nothing, and what another kind of origin states shows again.
    if (candidate.statement.absence === 'undone') continue;
    const key = `${candidate.start} ${candidate.row[2]}`;
    const held = best.get(key);
    if (held === undefined || isBetter(candidate.statement, held.statement)) best.set(key, candidate);
  }
  return [...best.values()].sort((one, other) => one.start - other.start || one.row[2] - other.row[2]).map(({ row }) => row);
}

/** What was voided stands behind what any kind of origin stated since; else the better kind comes first. */
const isBetter = (one: Statement, other: Statement): boolean =>
  (one.absence === 'voided') === (other.absence === 'voided') ? one.rank < other.rank : other.absence === 'voided';

/** A first statement counts from the moment that it speaks of, even where it came in later; a revision not before it came in. */
const knownFrom = ({ revision, statement }: Candidate): number =>
  revision === 1 ? statement.observed : Math.max(statement.observed, statement.received);
