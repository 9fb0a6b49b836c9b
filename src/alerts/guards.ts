import { addDays, type Period, shiftPeriod } from '../../connectors/contract/period.js';
import type { AlertBaseline } from '../config/config.js';
import type { Obstacle } from '../domain/alert-state.js';
import { exact } from '../domain/formula.js';
import { compareRational, divide, fromNumber, multiply, type Rational, rational } from '../domain/rational.js';
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
      return [before(view, period, step)];
    case 'year-ago':
      return [yearEarlier(view, period)];
    case 'periods-ago':
      return [before(view, period, baseline.periods)];
    case 'median':
      return Array.from({ length: baseline.periods }, (_, index) => before(view, period, step * (index + 1)));
  }
}

/** How many days before a period a baseline may lie. */
export function baselineReach(baseline: AlertBaseline, grain: SeriesView['grain']): number {
  const days = { day: 1, week: 7, month: 31 }[grain];
  const step = grain === 'day' ? 7 : 1;
  const periods = { previous: step, 'year-ago': 0, 'periods-ago': 0, median: 0 }[baseline.kind];
  if (baseline.kind === 'year-ago') return 400;
  return days * (baseline.kind === 'previous' ? periods : baseline.kind === 'median' ? step * baseline.periods : baseline.periods) + days;
}

/** What stands in the way of believing a value beside the ones that it is compared with. */
export function obstaclesOf(view: SeriesView, current: SeriesPoint, others: readonly SeriesPoint[]): readonly Obstacle[] {
  const found: Obstacle[] = [];
  if (current.period.end > view.today) found.push('partial-period');
  if (!current.settled || others.some((point) => !point.settled)) found.push('unsettled');
  if ([current, ...others].some((point) => straddles(view, point.period)) || definitionsDiffer(view, current, others))
    found.push('definition-changed');
  if ([current, ...others].some((point) => isHoliday(view, point.period))) found.push('holiday');
  return found;
}

/** So many holidays make a week another week. */
const HOLIDAYS_OF_A_WEEK = 2;

/** Whether a period is one that is not judged, and that nothing is compared with: a holiday, or a week with several. */
export function isHoliday(view: SeriesView, period: Period): boolean {
  if (view.grain === 'day') return view.holidays.has(period.start);
  if (view.grain !== 'week' || view.holidays.size === 0) return false;
  const days = Array.from({ length: 7 }, (_, index) => addDays(period.start, index));
  return days.filter((day) => view.holidays.has(day)).length >= HOLIDAYS_OF_A_WEEK;
}

const straddles = ({ metric: { validFrom } }: SeriesView, period: Period): boolean =>
  validFrom !== undefined && period.start < validFrom && period.end > validFrom;

const definitionsDiffer = ({ metric: { validFrom, validTo } }: SeriesView, current: SeriesPoint, others: readonly SeriesPoint[]): boolean =>
  (validFrom !== undefined && current.period.start >= validFrom && others.some((point) => point.period.start < validFrom)) ||
  (validTo !== undefined && current.period.end > validTo);

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
