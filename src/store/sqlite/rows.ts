import { createHash } from 'node:crypto';
import {
  type Absence,
  type OriginKind,
  observationId,
  type Precision,
  parseSeriesKey,
  type Quality,
  type Series,
} from '../../../connectors/contract/observation.js';
import { type CivilDate, dayNumber, fromDayNumber, type Instant, type Period } from '../../../connectors/contract/period.js';
import { PantauError } from '../../errors.js';
import type { StoredObservation } from '../port.js';

/** The order is what is stored: a member may be added at the end, never moved. */
export const QUALITIES: readonly Quality[] = [
  'complete',
  'provisional',
  'partial',
  'delayed',
  'estimated',
  'typed',
  'to-be-confirmed',
  'platform-rounded',
  'synthetic',
];
export const PRECISIONS: readonly Precision[] = ['exact', 'rounded', 'about'];
export const ABSENCES: readonly Absence[] = ['not-available', 'not-yet', 'withheld', 'retired', 'no-permission', 'gone', 'out-of-window'];
export const ORIGIN_KINDS: readonly OriginKind[] = ['api', 'export', 'file', 'typed', 'synthetic'];

/** A value as it lies in a table. */
export interface ValueRow {
  readonly series: number;
  readonly start_day: number;
  readonly end_day: number;
  readonly value: number | null;
  readonly absence: number | null;
  readonly quality: number;
  readonly precision: number;
  readonly origin: string;
  readonly rank: number;
  readonly observed_at: string;
  readonly revision: number;
  readonly reference: string | null;
  readonly note: string | null;
}

/** The key of a series as an integer that any machine derives alike: 53 bits of its SHA-256. */
export const seriesNumber = (key: string): number => Number(createHash('sha256').update(key).digest().readBigUInt64BE() >> 11n);

/** Months since year 0, the first part of the key of daily values. */
export const monthNumber = (date: CivilDate): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

/** A member of a closed list by its stored number; throws where the database holds a number that this version does not know. */
export function member<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined)
    throw new PantauError('failure', 'The database holds a value that this version does not know. Install the newest version of Pantau.');
  return found;
}

/** A row as an observation of its series. */
export function observationOf(row: ValueRow, series: Series): StoredObservation {
  const period: Period = { grain: series.grain, start: fromDayNumber(row.start_day), end: fromDayNumber(row.end_day) };
  return {
    id: observationId(series, period, row.revision),
    revision: row.revision,
    series,
    period,
    value: row.value,
    ...(row.absence === null ? {} : { absence: member(ABSENCES, row.absence) }),
    quality: member(QUALITIES, row.quality),
    precision: member(PRECISIONS, row.precision),
    observedAt: row.observed_at as Instant,
    origin: row.origin,
    originKind: member(ORIGIN_KINDS, row.rank),
    ...(row.reference === null ? {} : { reference: row.reference }),
    ...(row.note === null ? {} : { note: row.note }),
  };
}

/** A stored key as a series; throws where it is none. */
export function seriesOf(key: string): Series {
  const series = parseSeriesKey(key);
  if (!series) throw new PantauError('failure', `The database holds an unreadable series: ${key}.`);
  return series;
}

/** Days of a half-open span as numbers. */
export const daySpan = (window: { readonly start: CivilDate; readonly end: CivilDate }): readonly [number, number] => [
  dayNumber(window.start),
  dayNumber(window.end),
];
