import { type DayZone, dayOf, stamp, startOfDay } from './days.js';
import type { AccountEntry } from './directory.js';
import { breakdownRefused, invalid, noMetric, noPermission } from './errors.js';
import { type DayFigures, dayView, figuresOfDay, followersNow, uniqueOver } from './figures.js';
import { type Insight, insight, readList, requireOneOf } from './insight.js';
import { type Edge, pick } from './node.js';
import { PAGE_METRICS, PAGE_PERIODS, type PageMetric, RETIRED_BY_SWITCH } from './page-metrics.js';
import { requirePageToken } from './page-token.js';
import { timePaging } from './paging.js';
import { fires, type Scope } from './scope.js';
import { spread, spreadAsObject } from './shares.js';
import { type Range, readRange, refuseForgotten, tooLong } from './times.js';

/** 90 days by the documents; the platform itself refuses from 93 on. */
const MOST_SECONDS = 93 * 86_400;
const LENGTHS = { day: 1, week: 7, days_28: 28 } as const;
const HUNDRED = 100;
/** A Page's figures are made once a day: for so long after its end a day is not there yet. The documents only say "once per 24 hours". */
const LATE_MS = 12 * 3_600_000;

/** `GET /{page}/insights`. A period that a metric has not gives an empty answer in silence. */
export const pageInsights: Edge<AccountEntry> = {
  parameters: ['metric', 'period', 'date_preset', 'breakdown', 'since', 'until', 'show_description_from_api_doc'],
  read: (entry, call, scope) => {
    requirePageToken(scope, entry, 'insights');
    if (fires(scope, 'partial-permission', entry)) throw noPermission(200);
    const names = readList(call.arguments, 'metric');
    const breakdowns = readList(call.arguments, 'breakdown');
    const period = call.arguments.get('period');
    if (period !== undefined) requireOneOf('period', [period], PAGE_PERIODS);
    const range = readRange(call.arguments, scope.now, 2, MOST_SECONDS);
    refuse(names, breakdowns, range, scope, entry);
    const answer = (data: readonly Insight[]) => ({ data: data.map((one) => pick(one, call.fields)), paging: timePaging(call, scope, range) });
    if (fires(scope, 'wrong-period-empty', entry)) return answer([]);
    if (fires(scope, 'under-100-followers', entry) || (followersNow(entry, scope.now) ?? 0) < HUNDRED) return answer([]);
    const shown = fires(scope, 'no-data', entry) ? names.slice(0, -1) : names;
    const odd = fires(scope, 'value-shapes', entry);
    const view = dayView(scope, entry);
    const days = new Map<number, DayFigures | undefined>();
    const figures = (day: number): DayFigures | undefined => {
      if (!days.has(day)) days.set(day, figuresOfDay(entry, day, view, scope.now));
      return days.get(day);
    };
    return answer(shown.flatMap((name) => ofMetric(name, { period, breakdowns, range, zone: view.zone, figures, odd }, scope, entry)));
  },
};

function refuse(names: readonly string[], breakdowns: readonly string[], range: Range, scope: Scope, entry: AccountEntry): void {
  if (names.length === 0) throw noMetric();
  if (fires(scope, 'window-too-long', entry)) throw tooLong(MOST_SECONDS);
  refuseForgotten(range, scope.now);
  const { apiDate } = scope.context;
  const isServed = (name: string): boolean => {
    const metric = Object.hasOwn(PAGE_METRICS, name) ? PAGE_METRICS[name] : undefined;
    return metric !== undefined && (metric.removed === undefined || metric.removed > apiDate);
  };
  const retired = names.includes(RETIRED_BY_SWITCH.page) && fires(scope, 'retired-metric', entry);
  if (retired || !names.every(isServed)) throw invalid('The value must be a valid insights metric');
  if (breakdowns.length === 0) return;
  const takes = (name: string): boolean => breakdowns.length === 1 && PAGE_METRICS[name]?.breakdowns?.includes(breakdowns[0] ?? '') === true;
  if (!names.every(takes) || fires(scope, 'breakdown-refused', entry)) throw breakdownRefused();
}

interface Shown {
  readonly period: string | undefined;
  readonly breakdowns: readonly string[];
  readonly range: Range;
  readonly zone: DayZone;
  /** undefined outside the days of the account */
  readonly figures: (day: number) => DayFigures | undefined;
  /** a value comes in another shape */
  readonly odd: boolean;
}

function ofMetric(name: string, shown: Shown, scope: Scope, entry: AccountEntry): readonly Insight[] {
  const metric = PAGE_METRICS[name];
  if (metric === undefined) return [];
  return metric.periods
    .filter((period) => shown.period === undefined || shown.period === period)
    .flatMap((period) => {
      const values = valuesOf(metric, LENGTHS[period], shown, scope.now);
      return values.length === 0 ? [] : [insight(entry.account.id, name, period, { values })];
    });
}

function valuesOf(metric: PageMetric, length: number, shown: Shown, now: number): readonly unknown[] {
  const { zone } = shown;
  const values: unknown[] = [];
  for (let day = dayOf(shown.range.since, zone); ; day += 1) {
    const end = startOfDay(day + 1, zone);
    if (end > shown.range.until || end > now - LATE_MS) return values;
    if (end <= shown.range.since) continue;
    const days = Array.from({ length }, (_, back) => shown.figures(day - back)).filter((one) => one !== undefined);
    if (days.length > 0) values.push(...valueAt(metric, days, stamp(end), shown));
  }
}

/** The value of a period that ends at a moment; `days` come newest first. */
function valueAt(metric: PageMetric, days: readonly DayFigures[], end: string, { breakdowns: [dimension], odd }: Shown): readonly unknown[] {
  const [newest] = days;
  const daily = days.map(metric.of);
  const value =
    metric.over === 'sum'
      ? daily.reduce((a, b) => a + b, 0)
      : metric.over === 'unique'
        ? uniqueOver(daily)
        : newest === undefined
          ? 0
          : metric.of(newest);
  if (odd) return [{ value: metric.byDimension === undefined ? {} : [], end_time: end }];
  if (dimension !== undefined)
    return spread(value, [dimension]).map((part) => ({ value: part.value, end_time: end, [dimension]: part.dimensions[0] }));
  return [{ value: metric.byDimension === undefined ? value : spreadAsObject(value, metric.byDimension), end_time: end }];
}
