import type { Absence, OriginKind, Precision, Quality, Series } from '../../../connectors/contract/observation.js';
import { observationId } from '../../../connectors/contract/observation.js';
import { fromDayNumber, type Instant } from '../../../connectors/contract/period.js';
import { remembering } from '../../../connectors/contract/remember.js';
import { PantauError } from '../../errors.js';
import type { StoredObservation } from '../port.js';
import type { Database } from './driver.js';
import { instantOf, kindOf } from './rows.js';

/**
 * A stored value as it leaves the store's thread: number of the statement and first day in one, value, length in days, and the rest: the number of
 * the line where nothing else is to be said, else `[revision, reference, note, restores]` as JSON. Few cells, because each one costs more than the search.
 */
export type HeldRow = readonly [place: number, value: number | null, days: number, rest: Rest];

/** A held row as SQLite hands it out, with the rest as text. */
export type HeldCells = readonly [place: number, value: number | null, days: number, rest: number | string | null];

type Rest = number | string | null | readonly [revision: number, reference: string | number | null, note: string | null, restores: number | null];

/** The days of one series in columns, as JSON where they need not be read before they are handed out. */
export interface PackedDays {
  readonly places: readonly number[];
  readonly values: string;
  readonly rests: string;
}

/** What values have in common, by the number of the statement. */
export interface Statement {
  readonly number: number;
  readonly origin: string;
  readonly kind: OriginKind;
  readonly rank: number;
  readonly quality: Quality;
  readonly precision: Precision;
  readonly absence: Absence | undefined;
  readonly observedAt: Instant;
  /** ms */
  readonly observed: number;
  /** ms */
  readonly received: number;
}

/** Values with all that they refer to. */
export interface HeldRows {
  readonly rows: readonly HeldRow[] | PackedDays;
  readonly statements: readonly Statement[];
}

const DAYS = 131_072;

const PLACE = `statement * ${DAYS} + start_day`;
const REST = `CASE WHEN revision = 1 AND note IS NULL AND typeof(reference) <> 'text' THEN reference ELSE json_array(revision, reference, note, restores) END`;

/** The columns of a held row. */
export const HELD = `${PLACE}, value, days, ${REST}`;

/** What stands for a value that SQLite's JSON would round. */
export const FRACTION = '"fraction"';

/** The columns of packed days: SQLite writes three texts in half the time in which it hands out the cells. */
export const PACKED = `json_group_array(${PLACE}),
  json_group_array(CASE WHEN value = CAST(value AS INTEGER) THEN CAST(value AS INTEGER) WHEN value IS NOT NULL THEN 'fraction' END),
  json_group_array(${REST})`;

/** The place's statement. */
export const statementAt = (place: number): number => Math.floor(place / DAYS);

/** The parts of a held row. */
export interface Held {
  readonly start: number;
  readonly statement: number;
  readonly revision: number;
  readonly reference: string | undefined;
  readonly note: string | undefined;
  /** the earlier revision that an undoing brought back by this one */
  readonly restores: number | undefined;
}

/** The place's first day. */
export const startAt = (place: number): number => place % DAYS;

/** Takes a held row apart. */
export function heldOf([place, , , rest]: HeldRow): Held {
  const statement = statementAt(place);
  const start = place - statement * DAYS;
  if (rest === null || typeof rest === 'number')
    return { start, statement, revision: 1, reference: rest === null ? undefined : String(rest), note: undefined, restores: undefined };
  const [revision, reference, note, restores] = typeof rest === 'string' ? (JSON.parse(rest) as Exclude<Rest, string | number | null>) : rest;
  return {
    start,
    statement,
    revision,
    reference: reference === null ? undefined : String(reference),
    note: note ?? undefined,
    restores: restores ?? undefined,
  };
}

interface StatementRow {
  readonly id: string;
  readonly rank: number;
  readonly quality: Quality;
  readonly precision: Precision;
  readonly absence: Absence | '';
  readonly observed_at: number;
  readonly received_at: number;
}

const REMEMBERED = 10_000;

/** Reads statements by number, and remembers them: they never change. */
export function openStatements(database: Database): (number: number) => Statement {
  const known = new Map<number, Statement>();
  return (number) => {
    const held = known.get(number);
    if (held !== undefined) return held;
    const row = database
      .prepare<StatementRow>(
        'SELECT statements.*, origins.id AS id FROM statements JOIN origins ON origins.number = origin WHERE statements.number = ?',
      )
      .get(number);
    if (row === undefined) throw new PantauError('failure', 'A stored value has no origin. Restore the store from a backup.');
    const statement: Statement = {
      number,
      origin: row.id,
      kind: kindOf(row.rank),
      rank: row.rank,
      quality: row.quality,
      precision: row.precision,
      absence: row.absence === '' ? undefined : row.absence,
      observedAt: instantOf(row.observed_at),
      observed: row.observed_at,
      received: row.received_at,
    };
    if (known.size >= REMEMBERED) known.clear();
    known.set(number, statement);
    return statement;
  };
}

function heldRows(rows: HeldRows['rows']): readonly HeldRow[] {
  if (!('places' in rows)) return rows;
  const values = JSON.parse(rows.values) as readonly (number | null)[];
  const rests = JSON.parse(rows.rests) as readonly Rest[];
  return rows.places.map((place, row) => [place, values[row] ?? null, 1, rests[row] ?? null]);
}

const dayOf = remembering(String, fromDayNumber);

/**
 * Held rows of one series as the observations that the store hands out. What an undoing brought back bears the id of what it brought back, so that a
 * reading is the same as before; where `own` every row has its own.
 */
export function observationsOf(series: Series, { rows, statements }: HeldRows, own = false): readonly StoredObservation[] {
  const byNumber = new Map(statements.map((statement) => [statement.number, statement]));
  return heldRows(rows).map((row) => {
    const [, value, days] = row;
    const { start, statement: number, reference, note, ...held } = heldOf(row);
    const revision = own ? held.revision : (held.restores ?? held.revision);
    const statement = byNumber.get(number);
    if (statement === undefined) throw new PantauError('failure', 'A stored value has no origin. Restore the store from a backup.');
    const period = { grain: series.grain, start: dayOf(start), end: dayOf(start + days) };
    return {
      id: observationId(series, period, revision, statement.kind),
      series,
      period,
      value,
      ...(statement.absence === undefined ? {} : { absence: statement.absence }),
      quality: statement.quality,
      precision: statement.precision,
      observedAt: statement.observedAt,
      origin: statement.origin,
      ...(reference === undefined ? {} : { reference }),
      ...(note === undefined ? {} : { note }),
      revision,
      originKind: statement.kind,
    };
  });
}
