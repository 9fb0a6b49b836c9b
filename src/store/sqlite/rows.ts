import { ORIGIN_KINDS, type Origin, type OriginKind, parseSeriesKey, type Series } from '../../../connectors/contract/observation.js';
import type { Instant } from '../../../connectors/contract/period.js';
import { PantauError } from '../../errors.js';

/** The place of an origin's kind in the order of precedence, 0 the best. */
export const rankOf = (kind: OriginKind): number => ORIGIN_KINDS.indexOf(kind);

/** The kind of a rank. */
export const kindOf = (rank: number): OriginKind => ORIGIN_KINDS[rank] ?? 'synthetic';

/** A moment (ms) as an instant. */
export const instantOf = (moment: number): Instant => new Date(moment).toISOString() as Instant;

/** The month of a day (days since 1970-01-01), counted from year 0. */
export function monthOf(day: number): number {
  const date = new Date(day * 86_400_000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The series of a stored key. Throws `PantauError` where the key was damaged. */
export function seriesOf(key: string): Series {
  const series = parseSeriesKey(key);
  if (series === undefined) throw new PantauError('failure', `The stored series "${key}" cannot be read. Restore the store from a backup.`);
  return series;
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

/** A row as the origin that the store hands out. */
export function originOf({ received_at, ...row }: OriginRow): Origin {
  return { ...row, receivedAt: instantOf(received_at) };
}
