import {
  addDays,
  addMonths,
  type Calendar,
  type CivilDate,
  daysBetween,
  type Period,
  periodOf,
  shiftPeriod,
  type Window,
  yearBefore,
} from '../../connectors/contract/period.js';
import type { Baseline } from '../config/config.js';
import type { When } from './question.js';

/** A span of days as a period without a grain of its own. */
export const spanOf = ({ start, end }: Window): Period => ({ grain: 'total', start, end });

/** Whether a period is a span of days rather than a day, week, month, quarter or year. */
export const isSpan = (period: Period): boolean => period.grain === 'total';

const DAYS = { day: 1, week: 7 } as const;

/** The period that a question names: the last whole month where it names none, a span for a range and for trailing days. */
export function periodAsked(when: When | undefined, today: CivilDate, calendar: Calendar): Period {
  switch (when?.kind) {
    case undefined:
      return shiftPeriod(periodOf('month', today, calendar), -1, calendar);
    case 'period':
      return when.period;
    case 'range':
      return rangePeriod(when, calendar);
    case 'trailing':
      return spanOf({ start: when.unit === 'month' ? monthsBefore(today, when.count) : addDays(today, -when.count * DAYS[when.unit]), end: today });
  }
}

/** "1 jan - 31 jan" is January. */
function rangePeriod({ period }: Extract<When, { kind: 'range' }>, calendar: Calendar): Period {
  const whole = (['day', 'month', 'quarter', 'year'] as const).map((grain) => periodOf(grain, period.start, calendar));
  return whole.find(({ start, end }) => start === period.start && end === period.end) ?? spanOf(period);
}

/** The same day of an earlier month, or that month's last. */
function monthsBefore(date: CivilDate, months: number): CivilDate {
  const first = addMonths(date, -months);
  const length = daysBetween(first, addMonths(first, 1));
  return addDays(first, Math.min(Number(date.slice(8)), length) - 1);
}

/** The whole months inside a window, in order. */
export function wholeMonths({ start, end }: Window): readonly Period[] {
  const months: Period[] = [];
  let month = periodOf('month', start);
  if (month.start < start) month = shiftPeriod(month, 1);
  for (; month.end <= end; month = shiftPeriod(month, 1)) months.push(month);
  return months;
}

const coversExactly = (months: readonly Period[], window: Window): boolean =>
  months.length > 0 && months[0]?.start === window.start && months.at(-1)?.end === window.end;

/** How many whole months make up a window; undefined where it begins or ends inside one. */
function monthCount(window: Window): number | undefined {
  const months = wholeMonths(window);
  return coversExactly(months, window) ? months.length : undefined;
}

/** Whether two periods are as long as each other: as many whole months, or as many days. */
export function sameLength(a: Window, b: Window): boolean {
  const months = monthCount(a);
  return (months !== undefined && months === monthCount(b)) || daysBetween(a.start, a.end) === daysBetween(b.start, b.end);
}

/** The period with which another is compared: spans of whole months are shifted by months, others by their days. */
export function baselineOf(baseline: Baseline, period: Period, calendar: Calendar): Period {
  if (!isSpan(period)) {
    if (baseline.kind === 'year-ago') return yearBefore(period, calendar);
    return shiftPeriod(period, baseline.kind === 'previous' ? -1 : -baseline.periods, calendar);
  }
  const months = monthCount(period);
  const days = daysBetween(period.start, period.end);
  const steps = baseline.kind === 'periods-ago' ? baseline.periods : 1;
  if (months !== undefined) {
    const back = baseline.kind === 'year-ago' ? 12 : months * steps;
    return spanOf({ start: addMonths(period.start, -back), end: addMonths(period.end, -back) });
  }
  const start = baseline.kind === 'year-ago' ? yearBefore(periodOf('day', period.start)).start : addDays(period.start, -days * steps);
  return spanOf({ start, end: addDays(start, days) });
}
