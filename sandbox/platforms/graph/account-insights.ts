import {
  ACCOUNT_BREAKDOWNS,
  ACCOUNT_METRICS,
  ACCOUNT_PERIODS,
  type AccountMetric,
  METRIC_TYPES,
  RETIRED_BY_SWITCH,
  THREADS_METRICS,
  TIMEFRAMES,
} from './account-metrics.js';
import { dayOf, stamp, startOfDay } from './days.js';
import type { AccountEntry } from './directory.js';
import { breakdownRefused, invalid, noPermission } from './errors.js';
import { type DayFigures, type DayView, dayView, figuresOfDay, followersNow, uniqueOver } from './figures.js';
import { type Insight, insight, readList, requireOneOf, totalValue } from './insight.js';
import { type Edge, pick } from './node.js';
import { timePaging } from './paging.js';
import { fires, type Scope } from './scope.js';
import { spread } from './shares.js';
import { type Range, readRange, refuseForgotten, tooLong } from './times.js';

const MOST_SECONDS = 2_592_000;
const DAY_MS = 86_400_000;
const HUNDRED = 100;

interface Asked {
  readonly names: readonly string[];
  readonly type: 'time_series' | 'total_value' | 'default';
  readonly period: string;
  readonly breakdowns: readonly string[];
  readonly range: Range;
}

/** `GET /{ig-user}/insights`. */
export const accountInsights: Edge<AccountEntry> = {
  parameters: ['metric', 'period', 'metric_type', 'breakdown', 'timeframe', 'since', 'until'],
  read: (entry, call, scope) => {
    if (fires(scope, 'partial-permission', entry)) throw noPermission(10);
    const asked = readAsked(call.arguments, scope);
    refuse(asked, call.arguments, scope, entry);
    const answer = (data: readonly Insight[]) => ({ data: data.map((one) => pick(one, call.fields)), paging: timePaging(call, scope, asked.range) });
    if (fires(scope, 'no-data', entry)) return answer(insights({ ...asked, names: asked.names.slice(0, -1) }, scope, entry));
    const data = insights(asked, scope, entry);
    return answer(fires(scope, 'value-shapes', entry) ? data.map(otherShape) : data);
  },
};

function readAsked(parameters: ReadonlyMap<string, string>, scope: Scope): Asked {
  const names = readList(parameters, 'metric');
  if (names.length === 0) throw invalid('The parameter metric is required');
  const period = parameters.get('period');
  if (period === undefined) throw invalid('The parameter period is required');
  const type = parameters.get('metric_type') ?? 'default';
  requireOneOf('period', [period], ACCOUNT_PERIODS);
  if (type !== 'default' && type !== 'time_series' && type !== 'total_value')
    throw invalid(`metric_type must be one of the following values: ${METRIC_TYPES.join(', ')}`);
  const breakdowns = readList(parameters, 'breakdown');
  requireOneOf('breakdown', breakdowns, ACCOUNT_BREAKDOWNS);
  const timeframe = parameters.get('timeframe');
  if (timeframe !== undefined) requireOneOf('timeframe', [timeframe], TIMEFRAMES);
  return { names, type, period, breakdowns, range: readRange(parameters, scope.now, 1, MOST_SECONDS) };
}

/** All that the platform refuses; one bad metric fails them all. */
function refuse(asked: Asked, parameters: ReadonlyMap<string, string>, scope: Scope, entry: AccountEntry): void {
  if (fires(scope, 'window-too-long', entry)) throw tooLong(MOST_SECONDS);
  const { apiDate } = scope.context;
  const served = Object.keys(ACCOUNT_METRICS).filter((name) => name !== 'impressions' && (ACCOUNT_METRICS[name]?.removedIn ?? 99) > scope.version);
  const retired = asked.names.includes(RETIRED_BY_SWITCH) && fires(scope, 'retired-metric', entry) ? RETIRED_BY_SWITCH : undefined;
  for (const name of asked.names) {
    const removed = ACCOUNT_METRICS[name]?.removed;
    if (name === retired || (removed !== undefined && removed <= apiDate))
      throw invalid(`Starting from version v22 and above, the ${name} metric is no longer supported for the queried user.`);
    if (THREADS_METRICS.includes(name)) throw invalid(`Unsupported metric (${name}) for this account`);
  }
  requireOneOf('metric', asked.names, removedStill(apiDate, served));
  const metrics = asked.names.map((name) => ({ name, metric: ACCOUNT_METRICS[name] }));
  const wrongPeriod = metrics.find(({ metric }) => metric?.period !== asked.period);
  if (wrongPeriod !== undefined) throw invalid(`Incompatible period (${asked.period}) for metric (${wrongPeriod.name})`);
  refuseType(asked, apiDate, metrics);
  const dimensions = asked.breakdowns;
  const takes = (metric: AccountMetric | undefined): boolean =>
    dimensions.every((one) => metric?.breakdowns.includes(one) === true) && (dimensions.length <= 1 || dimensions.join() === 'age,gender');
  if (
    dimensions.length > 0 &&
    (asked.type === 'time_series' || !metrics.every(({ metric }) => takes(metric)) || fires(scope, 'breakdown-refused', entry))
  )
    throw breakdownRefused();
  refuseRange(asked, parameters, scope);
}

const removedStill = (apiDate: string, served: readonly string[]): readonly string[] =>
  apiDate < (ACCOUNT_METRICS.impressions?.removed ?? '') ? [...served, 'impressions'] : served;

function refuseType(asked: Asked, apiDate: string, metrics: readonly { readonly name: string; readonly metric: AccountMetric | undefined }[]): void {
  const hasSeries = (metric: AccountMetric | undefined): boolean =>
    metric?.types.includes('time_series') === true && (metric.seriesUntil === undefined || metric.seriesUntil > apiDate);
  const wanting = metrics.filter(({ metric }) =>
    asked.type === 'total_value' ? metric?.types.includes('total_value') !== true : !hasSeries(metric),
  );
  if (wanting.length === 0) return;
  const names = wanting.map(({ name }) => name).join(', ');
  throw invalid(
    asked.type === 'total_value'
      ? `The following metrics (${names}) do not support metric_type=total_value`
      : `The following metrics (${names}) should be specified with parameter metric_type=total_value`,
  );
}

function refuseRange(asked: Asked, parameters: ReadonlyMap<string, string>, scope: Scope): void {
  refuseForgotten(asked.range, scope.now);
  const earliest = startOfDay(dayOf(scope.now) - 30);
  if (asked.names.includes('follower_count') && parameters.has('since') && asked.range.since < earliest)
    throw invalid('(follower_count) metric only supports querying data for the last 30 days excluding the current day');
  if (asked.period === 'lifetime' && asked.names.some((name) => name.endsWith('demographics')) && asked.breakdowns.length === 0)
    throw invalid('The parameter breakdown is required for demographics');
}

function insights(asked: Asked, scope: Scope, entry: AccountEntry): readonly Insight[] {
  const view = dayView(scope, entry);
  const few = fires(scope, 'under-100-followers', entry) || (followersNow(entry, scope.now) ?? 0) < HUNDRED;
  if (few && asked.names.includes('follower_count'))
    throw invalid('(follower_count) metric is not supported for users with fewer than 100 followers');
  const days = daysOf(asked.range, view, scope, entry);
  return asked.names.flatMap((name): readonly Insight[] => {
    const metric = ACCOUNT_METRICS[name];
    if (metric === undefined || (few && metric.needsHundred === true)) return [];
    const known = days.filter(({ day }) => startOfDay(day + 1) > scope.now - metric.historyDays * DAY_MS);
    const figures =
      asked.period === 'lifetime'
        ? lifetime(name, asked, scope, entry)
        : asked.type === 'total_value'
          ? ofTotal(name, metric, asked, known)
          : ofSeries(name, metric, known, scope);
    return figures === undefined ? [] : [insight(entry.account.id, name, asked.period, figures)];
  });
}

interface ShownDay {
  readonly day: number;
  /** milliseconds since 1970 */
  readonly end: number;
  readonly figures: DayFigures;
}

/** The days that end in a range, among them the one that still runs where the range goes to its end. */
function daysOf(range: Range, view: DayView, scope: Scope, entry: AccountEntry): readonly ShownDay[] {
  // In accounts whose days are not California's, the range still ends at California's midnight, so that `until=now` loses the last day.
  const until = view.zone === 'pacific' ? range.until : startOfDay(dayOf(range.until));
  const days: ShownDay[] = [];
  for (let day = dayOf(range.since, view.zone); ; day += 1) {
    const end = startOfDay(day + 1, view.zone);
    if (end > until || startOfDay(day, view.zone) > scope.now) return days;
    const figures = figuresOfDay(entry, day, view, scope.now);
    if (figures !== undefined && end > range.since) days.push({ day, end, figures });
  }
}

function ofSeries(name: string, metric: AccountMetric, days: readonly ShownDay[], scope: Scope): Pick<Insight, 'values'> | undefined {
  const shown = name === 'follower_count' ? days.filter(({ end }) => end <= scope.now) : days;
  const { ofDay } = metric;
  if (shown.length === 0 || ofDay === undefined) return undefined;
  return { values: shown.map(({ end, figures }) => ({ value: ofDay(figures), end_time: stamp(end) })) };
}

function ofTotal(name: string, metric: AccountMetric, asked: Asked, days: readonly ShownDay[]): Pick<Insight, 'total_value'> | undefined {
  if (days.length === 0) return undefined;
  const sum = (of: (day: DayFigures) => number): number => days.reduce((all, { figures }) => all + of(figures), 0);
  if (name === 'follows_and_unfollows') {
    if (asked.breakdowns.length === 0) return { total_value: {} };
    const parts = [
      { dimensions: ['FOLLOWER'], value: sum(({ gained }) => gained) },
      { dimensions: ['NON_FOLLOWER'], value: sum(({ lost }) => lost) },
    ];
    return { total_value: totalValue(undefined, asked.breakdowns, parts) };
  }
  const { ofDay } = metric;
  if (ofDay === undefined) return undefined;
  const value = metric.unique === true ? uniqueOver(days.map(({ figures }) => ofDay(figures))) : sum(ofDay);
  return { total_value: totalValue(value, asked.breakdowns) };
}

function lifetime(name: string, asked: Asked, scope: Scope, entry: AccountEntry): Pick<Insight, 'values' | 'total_value'> | undefined {
  const followers = followersNow(entry, scope.now) ?? 0;
  if (name === 'online_followers') {
    const hours = Object.fromEntries(Array.from({ length: 24 }, (_, hour) => [String(hour), Math.floor((followers * (4 + ((hour * 5) % 17))) / 60)]));
    return { values: [{ value: hours, end_time: stamp(startOfDay(dayOf(scope.now))) }] };
  }
  const people = Math.floor(followers * (name === 'follower_demographics' ? 0.92 : 0.3));
  if (people < HUNDRED) return undefined;
  return { total_value: totalValue(undefined, asked.breakdowns, spread(people, asked.breakdowns)) };
}

/** The case `value-shapes`: figures that come in another shape than the usual one. */
function otherShape(one: Insight): Insight {
  if (one.values !== undefined) return { ...one, values: one.values.map((value, index) => (index === 0 ? { ...Object(value), value: {} } : value)) };
  const { total_value: whole, ...rest } = one;
  const value = typeof whole === 'object' && whole !== null && 'value' in whole ? whole.value : undefined;
  if (value === undefined) return { ...rest, total_value: {} };
  return { ...rest, link_total_values: [{ link_url: 'https://djpk.example', value }] };
}
