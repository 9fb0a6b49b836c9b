import { createHash } from 'node:crypto';
import type { Absence, Observation, Origin, OriginKind, Precision, Quality, Series } from '../../../connectors/contract/observation.js';
import { observationId, parseSeriesKey } from '../../../connectors/contract/observation.js';
import { fromDayNumber, type Instant } from '../../../connectors/contract/period.js';
import { PantauError } from '../../errors.js';
import type { StoredObservation } from '../port.js';

const RANKS: readonly OriginKind[] = ['api', 'export', 'file', 'typed', 'synthetic'];

/** The place of an origin's kind in the order of precedence, 0 the best. */
export const rankOf = (kind: OriginKind): number => RANKS.indexOf(kind);

/** The kind of a rank. */
export const kindOf = (rank: number): OriginKind => RANKS[rank] ?? 'synthetic';

/** A moment (ms) as an instant. */
export const instantOf = (moment: number): Instant => new Date(moment).toISOString() as Instant;

/** The month of a day (days since 1970-01-01), counted from year 0. */
export function monthOf(day: number): number {
  const date = new Date(day * 86_400_000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The number of a series: the first 53 bits of the SHA-256 of its key. */
export function seriesNumber(key: string): number {
  return Number(createHash('sha256').update(key).digest().readBigUInt64BE(0) >> 11n);
}

/** The series of a stored key. Throws `PantauError` where the key was damaged. */
export function seriesOf(key: string): Series {
  const series = parseSeriesKey(key);
  if (series === undefined) throw new PantauError('failure', `The stored series "${key}" cannot be read. Restore the store from a backup.`);
  return series;
}

/** The stated part of a value as a row. */
export interface ValueRow {
  readonly value: number | null;
  readonly absence: Absence | null;
  readonly quality: Quality;
  readonly precision: Precision;
  readonly observed_at: number;
  readonly reference: string | null;
  readonly note: string | null;
}

/** A value held for a period, with its origin. */
export interface HeldRow extends ValueRow {
  readonly start_day: number;
  readonly end_day: number;
  readonly origin_id: string;
  readonly rank: number;
  readonly revision: number;
}

/** An origin as a row. */
export interface OriginRow {
  readonly id: string;
  readonly kind: OriginKind;
  readonly name: string;
  readonly detail: string;
  readonly hash: string;
  readonly zone: string;
  readonly received_at: number;
}

/** Whether two values state the same: value, absence, quality and precision. */
export function sameValue(one: ValueRow, other: ValueRow): boolean {
  return one.value === other.value && one.absence === other.absence && one.quality === other.quality && one.precision === other.precision;
}

/** The row of an observation's value. */
export function valueRow(observation: Observation): ValueRow {
  return {
    value: observation.value,
    absence: observation.absence ?? null,
    quality: observation.quality,
    precision: observation.precision,
    observed_at: Date.parse(observation.observedAt),
    reference: observation.reference ?? null,
    note: observation.note ?? null,
  };
}

/** A held row as the observation that the store hands out. */
export function storedObservation(series: Series, row: HeldRow): StoredObservation {
  const period = { grain: series.grain, start: fromDayNumber(row.start_day), end: fromDayNumber(row.end_day) };
  return {
    id: observationId(series, period, row.revision),
    series,
    period,
    value: row.value,
    ...(row.absence === null ? {} : { absence: row.absence }),
    quality: row.quality,
    precision: row.precision,
    observedAt: instantOf(row.observed_at),
    origin: row.origin_id,
    ...(row.reference === null ? {} : { reference: row.reference }),
    ...(row.note === null ? {} : { note: row.note }),
    revision: row.revision,
    originKind: kindOf(row.rank),
  };
}

/** A row as the origin that the store hands out. */
export function originOf({ received_at, ...row }: OriginRow): Origin {
  return { ...row, receivedAt: instantOf(received_at) };
}
