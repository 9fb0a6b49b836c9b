import type { Metric } from '../../connectors/contract/metric.js';
import type { OriginKind, Quality } from '../../connectors/contract/observation.js';
import { type Calendar, daysBetween, type Instant, isWhole, periodOf } from '../../connectors/contract/period.js';
import type { AlertRuleSetting } from '../config/config.js';
import { sum, value } from '../domain/formula.js';
import type { StoredObservation } from '../store/port.js';
import type { SeriesPoint } from './reading.js';

const ORIGINS: readonly OriginKind[] = ['api', 'export', 'file', 'typed', 'synthetic'];
const UNSETTLED: ReadonlySet<Quality> = new Set<Quality>(['provisional', 'partial', 'delayed', 'to-be-confirmed']);

/** The rows of a series that a rule looks at: those of its own grain, and the days that a coarser grain may be made of. */
export interface SeriesRows {
  readonly own: readonly StoredObservation[];
  readonly days: readonly StoredObservation[];
}

/** How rows become points. */
export interface PointsContext {
  readonly metric: Metric;
  readonly grain: AlertRuleSetting['grain'];
  readonly calendar: Calendar;
  readonly readTwice: (row: StoredObservation) => boolean;
}

/** The points of a series by the first day of their periods. A flow is the sum of all its days, a stock is its last day; what has a gap is no sum. */
export function pointsOf({ own, days }: SeriesRows, context: PointsContext): ReadonlyMap<string, SeriesPoint> {
  const points = new Map<string, SeriesPoint>();
  if (context.grain !== 'day') for (const point of derived(days, context)) points.set(point.period.start, point);
  const rankOf = derivedRanks(days, context);
  for (const row of own) {
    if (row.value === null || !isWhole(row.period, context.calendar)) continue;
    const rank = rankOf.get(row.period.start);
    if (rank !== undefined && points.has(row.period.start) && rank < ORIGINS.indexOf(row.originKind)) continue;
    points.set(row.period.start, pointOf(row, row.value, context));
  }
  return points;
}

const leaf = (row: StoredObservation) => value({ observation: row.id, value: row.value, quality: row.quality });

function pointOf(row: StoredObservation, number: number, context: PointsContext, period = row.period): SeriesPoint {
  return {
    period,
    expression: leaf(row),
    number,
    settled: !UNSETTLED.has(row.quality),
    knownAt: row.observedAt,
    readTwice: context.readTwice(row),
  };
}

function byPeriod(days: readonly StoredObservation[], { grain, calendar }: PointsContext): ReadonlyMap<string, readonly StoredObservation[]> {
  const groups = new Map<string, StoredObservation[]>();
  let current: { readonly start: string; readonly end: string; readonly rows: StoredObservation[] } | undefined;
  for (const row of days) {
    if (row.value === null) continue;
    if (current === undefined || row.period.start < current.start || row.period.start >= current.end) {
      const { start, end } = periodOf(grain, row.period.start, calendar);
      const rows = groups.get(start) ?? [];
      groups.set(start, rows);
      current = { start, end, rows };
    }
    current.rows.push(row);
  }
  return groups;
}

function derivedRanks(days: readonly StoredObservation[], context: PointsContext): ReadonlyMap<string, number> {
  if (context.grain === 'day') return new Map();
  return new Map([...byPeriod(days, context)].map(([start, rows]) => [start, Math.max(...rows.map((row) => ORIGINS.indexOf(row.originKind)))]));
}

function derived(days: readonly StoredObservation[], context: PointsContext): readonly SeriesPoint[] {
  const { additivity } = context.metric;
  if (additivity !== 'flow' && additivity !== 'stock') return [];
  return [...byPeriod(days, context).values()].flatMap((rows) => {
    const [first] = rows;
    const last = rows.at(-1);
    if (first === undefined || last === undefined || last.value === null) return [];
    const period = periodOf(context.grain, first.period.start, context.calendar);
    if (additivity === 'stock') return [pointOf(last, last.value, context, period)];
    return rows.length === daysBetween(period.start, period.end) ? [summed(rows, period, context)] : [];
  });
}

function summed(rows: readonly StoredObservation[], period: SeriesPoint['period'], context: PointsContext): SeriesPoint {
  return {
    period,
    expression: sum(rows.map(leaf)),
    number: rows.reduce((total, row) => total + (row.value ?? 0), 0),
    settled: rows.every((row) => !UNSETTLED.has(row.quality)),
    knownAt: newestOf(rows),
    readTwice: rows.every(context.readTwice),
    days: rows,
  };
}

/** When the last of some rows was stated. */
function newestOf(rows: readonly StoredObservation[]): Instant {
  let newest = '' as Instant;
  for (const { observedAt } of rows) if (observedAt > newest) newest = observedAt;
  return newest;
}

/** Which rows' source stated the same series again later: how a replay knows what was read twice, by what each row says of its own moment. */
export function statedAgain(rows: readonly StoredObservation[]): (row: StoredObservation) => boolean {
  const newest = newestOf(rows);
  return (row) => row.observedAt < newest;
}

const sourceOf = (origin: string): string => origin.slice(0, origin.lastIndexOf(':'));

/** Which rows of a series its source stated anew in another reading: a later pull that stated a later row of the same series looked at this one again. */
export function pulledAgain(rows: readonly StoredObservation[]): (row: StoredObservation) => boolean {
  const newest = new Map<string, StoredObservation>();
  for (const row of rows) {
    const source = sourceOf(row.origin);
    const known = newest.get(source);
    if (known === undefined || row.observedAt > known.observedAt) newest.set(source, row);
  }
  return (row) => {
    const last = newest.get(sourceOf(row.origin));
    return last !== undefined && last.origin !== row.origin && last.observedAt > row.observedAt;
  };
}
