import { addDays, type CivilDate, daysBetween, type Period, shiftPeriod } from '../../connectors/contract/period.js';
import type { AlertBaseline } from '../config/config.js';
import type { Obstacle } from '../domain/alert-state.js';
import { changesWithin } from '../domain/comparison.js';
import { exact, leaves } from '../domain/formula.js';
import { add, compareRational, divide, fromNumber, medianOf, multiply, type Rational, rational } from '../domain/rational.js';
import type { SeriesPoint, SeriesView } from './reading.js';

/** Days of the same weekday are compared with each other; other periods with their neighbours. */
export const stepOf = (view: SeriesView): number => (view.grain === 'day' ? 7 : 1);

/** The period that lies so many periods (not days of a weekday) before another. */
export const before = (view: SeriesView, period: Period, periods: number): Period => shiftPeriod(period, -periods, view.calendar);

/** The value of a period; undefined where there is none. */
export const pointAt = (view: SeriesView, period: Period): SeriesPoint | undefined => view.points.get(period.start);

/** The same period a year earlier; a day or a week is compared with the one 52 weeks earlier, which has the same weekdays. */
function yearEarlier(view: SeriesView, period: Period): Period {
  if (view.grain === 'day') return before(view, period, 364);
  return view.grain === 'week' ? before(view, period, 52) : before(view, period, 12);
}

/** The periods that a baseline is taken from, newest first. */
export function baselinePeriods(view: SeriesView, period: Period, baseline: AlertBaseline): readonly Period[] {
  const step = stepOf(view);
  switch (baseline.kind) {
    case 'previous':
      return [lastOrdinary(view, period, step)];
    case 'year-ago':
      return [yearEarlier(view, period)];
    case 'periods-ago':
      return [before(view, period, baseline.periods)];
    case 'median':
      return Array.from({ length: baseline.periods }, (_, index) => before(view, period, step * (index + 1)));
  }
}

/** So many steps back at most the last ordinary period is looked for. */
const STEPS_BACK = 4;

/** The period before, or the last one that is no holiday; the period before where there is none. */
function lastOrdinary(view: SeriesView, period: Period, step: number): Period {
  const earlier = Array.from({ length: STEPS_BACK }, (_, index) => before(view, period, step * (index + 1)));
  return earlier.find((one) => !isHoliday(view, one)) ?? before(view, period, step);
}

/** How many days before a period a baseline may lie. */
export function baselineReach(baseline: AlertBaseline, grain: SeriesView['grain']): number {
  const days = { day: 1, week: 7, month: 31 }[grain];
  const step = grain === 'day' ? 7 : 1;
  switch (baseline.kind) {
    case 'previous':
      return days * (step * (grain === 'month' ? 1 : STEPS_BACK) + 1);
    case 'year-ago':
      return 400;
    case 'periods-ago':
      return days * (baseline.periods + 1);
    case 'median':
      return days * (step * baseline.periods + 1);
  }
}

/** What stands in the way of believing a value beside the ones that it is compared with. */
export function obstaclesOf(view: SeriesView, current: SeriesPoint, others: readonly SeriesPoint[]): readonly Obstacle[] {
  const found: Obstacle[] = [];
  if (current.period.end > view.today) found.push('partial-period');
  if (!current.settled || others.some((point) => !point.settled)) found.push('unsettled');
  if (definitionChanged(view, current, others)) found.push('definition-changed');
  if ([current, ...others].some((point) => isHoliday(view, point.period))) found.push('holiday');
  return found;
}

/** So many holidays make a week another week. */
const HOLIDAYS_OF_A_WEEK = 2;

/** Whether a period is one that is not judged, and that nothing is compared with: a holiday, or a week with several. */
export function isHoliday(view: SeriesView, period: Period): boolean {
  if (view.grain === 'day') return view.holidays.has(period.start);
  if (view.grain !== 'week') return false;
  return holidaysIn(view, period) >= HOLIDAYS_OF_A_WEEK;
}

/** The days on which nobody works: the holidays, and a weekend that lies between two of them. */
export function daysOff(holidays: readonly CivilDate[]): ReadonlySet<string> {
  const off = new Set<string>(holidays);
  for (const friday of holidays) {
    const isBefore = new Date(`${friday}T00:00:00Z`).getUTCDay() === FRIDAY;
    if (isBefore && off.has(addDays(friday, 3))) off.add(addDays(friday, 1)).add(addDays(friday, 2));
  }
  return off;
}

const FRIDAY = 5;

function holidaysIn({ holidays }: SeriesView, { start, end }: Period): number {
  if (holidays.size === 0) return 0;
  let count = 0;
  for (let day = start; day < end; day = addDays(day, 1)) if (holidays.has(day)) count += 1;
  return count;
}

/** Whether a flow over several days fell by less than a share on its ordinary days: that there are holidays among them is the rest. */
export function isHolidayFall(view: SeriesView, current: SeriesPoint, others: readonly SeriesPoint[], share: Rational): boolean {
  if (view.grain === 'day' || view.metric.additivity !== 'flow' || holidaysIn(view, current.period) === 0) return false;
  const now = ordinaryDay(view, current, 'most');
  const usual = others.flatMap((point) => ordinaryDay(view, point, 'least') ?? []);
  if (now === undefined || usual.length === 0) return true;
  const fall = fallOf(now, medianOf(usual));
  return fall === undefined || compareRational(fall, share) < 0;
}

/** What an ordinary day of a point comes to; where its days are not known, the most or the least that it may come to. Undefined where it has none. */
function ordinaryDay(view: SeriesView, { period, expression, days }: SeriesPoint, unknown: 'most' | 'least'): Rational | undefined {
  const length = daysBetween(period.start, period.end);
  const ordinary = length - holidaysIn(view, period);
  if (ordinary === 0) return undefined;
  if (days === undefined) return divide(exact(expression), rational(BigInt(unknown === 'most' ? ordinary : length)));
  const total = days.filter((row) => !view.holidays.has(row.period.start)).reduce((sum, row) => add(sum, fromNumber(row.value ?? 0)), rational(0n));
  return divide(total, rational(BigInt(ordinary)));
}

/** Whether some of the points were counted otherwise than others, as far as the registry knows. */
function definitionChanged({ metric }: SeriesView, current: SeriesPoint, others: readonly SeriesPoint[]): boolean {
  if (metric.validTo !== undefined && current.period.end > metric.validTo) return true;
  if (metric.validFrom === undefined && metric.redefined === undefined) return false;
  const all = [current, ...others];
  const restsOn = (platform: string): boolean =>
    all.some(({ expression }) => leaves(expression).some(({ observation }) => observation.startsWith(`${platform}:`)));
  return changesWithin(
    metric,
    all.map(({ period }) => period),
    restsOn,
  );
}

const HALF = rational(1n, 2n);
const LOOK_BACK = 14;

/** A fall of more than half in one step, from the last value or from that of the same weekday, is believed only where its source was read again and it stood. */
export function isUnreadFall(view: SeriesView, current: SeriesPoint): boolean {
  if (current.readTwice) return false;
  const now = exact(current.expression);
  return [1, stepOf(view)].some((step) => {
    const last = lastBefore(view, current.period, step);
    return last !== undefined && compareRational(now, multiply(exact(last.expression), HALF)) < 0;
  });
}

function lastBefore(view: SeriesView, period: Period, step: number): SeriesPoint | undefined {
  for (let steps = step; steps <= LOOK_BACK; steps += step) {
    const point = pointAt(view, before(view, period, steps));
    if (point !== undefined) return point;
  }
  return undefined;
}

/** (before - now) / before, exactly; undefined where there is nothing to divide by. */
export function fallOf(now: Rational, baseline: Rational): Rational | undefined {
  if (baseline.numerator <= 0n) return undefined;
  return divide(
    { numerator: baseline.numerator * now.denominator - now.numerator * baseline.denominator, denominator: baseline.denominator * now.denominator },
    baseline,
  );
}

/** The exact number that a setting is written as. */
export const setting = (number: number): Rational => fromNumber(number);
