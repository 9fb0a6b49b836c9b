import type { Pulled } from '../contract/connector.js';
import { dayEndingAt } from '../contract/day-label.js';
import type { SourceAbsence } from '../contract/observation.js';
import { addDays, type CivilDate, type Instant, type Window } from '../contract/period.js';
import { figureOf, type Insight } from './insight.js';
import { malformed } from './metrics.js';
import { daysOf, PACIFIC, pacificMidnight } from './window.js';

/** After so many hours a day's value no longer moves (insights pages, 2026-11-25: up to 48 hours of delay). */
export const SETTLES_AFTER_HOURS = 48;
const HOUR_MS = 3_600_000;

/** A day's value as the platform stated it. */
export interface DayValue {
  readonly value: number | 'absent' | 'malformed';
  readonly endTime: string;
}

/** A series by civil day. Two different values of one day contradict each other: that day is among the `twice`. */
export interface DaySeries {
  readonly values: ReadonlyMap<CivilDate, DayValue>;
  readonly twice: readonly CivilDate[];
}

/** The days of a time series that have ended; a bucket that ends in the future is not complete, and is left out. */
export function daySeries(one: Insight | undefined, now: Instant): DaySeries {
  const values = new Map<CivilDate, DayValue>();
  const twice: CivilDate[] = [];
  for (const { value, end_time: endTime } of one?.values ?? []) {
    if (endTime === undefined || Number.isNaN(Date.parse(endTime)) || Date.parse(endTime) > Date.parse(now)) continue;
    const figure = figureOf(value);
    const day = dayEndingAt(endTime);
    const stated = { value: figure, endTime };
    const before = values.get(day);
    if (before !== undefined && before.value !== stated.value) twice.push(day);
    values.set(day, stated);
  }
  return { values, twice };
}

/** The zone whose midnight a day's end is; Pacific where it is not told. */
export function zoneEndingAt(endTime: string | undefined): string {
  const hour = endTime === undefined ? 8 : (Date.parse(endTime) / HOUR_MS) % 24;
  if (hour === 7 || hour === 8 || !Number.isInteger(hour)) return PACIFIC;
  if (hour === 0) return 'UTC';
  return hour <= 12 ? `Etc/GMT+${hour}` : `Etc/GMT-${24 - hour}`;
}

/** What is to be said of one capability's days. */
export interface DayReport<Name extends string> {
  readonly capability: Name;
  readonly account: string;
  readonly raw: string;
  readonly now: Instant;
  /** the absence of a day that has settled and has no value */
  readonly absence: SourceAbsence;
}

/** The value of one day, ending at a moment (milliseconds since 1970); nothing where the day has not ended. */
export function dayValue<Name extends string>(
  report: DayReport<Name>,
  day: CivilDate,
  end: number,
  stated: { readonly value: number | 'absent' | 'malformed'; readonly endTime?: string | undefined },
): readonly Pulled<Name>[] {
  const now = Date.parse(report.now);
  if (end > now) return [];
  const { capability, account, raw } = report;
  const settled = now >= end + SETTLES_AFTER_HOURS * HOUR_MS;
  const common = {
    type: 'value' as const,
    capability,
    account,
    day,
    zone: zoneEndingAt(stated.endTime),
    quality: settled ? ('complete' as const) : ('provisional' as const),
    raw,
    ...(stated.endTime === undefined ? {} : { endTime: stated.endTime }),
  };
  if (typeof stated.value === 'number') return [{ ...common, value: stated.value }];
  if (stated.value === 'malformed') return [{ type: 'problem', account, capability, error: malformed(`The value of ${day} is no figure.`) }];
  const none = { ...common, value: null, absence: settled || report.absence === 'withheld' ? report.absence : ('not-yet' as const) };
  return [none];
}

/** The values of a time series for every day of a window that has ended, each day once. */
export function dayValues<Name extends string>(report: DayReport<Name>, window: Window, series: DaySeries): readonly Pulled<Name>[] {
  return daysOf(window).flatMap((day): readonly Pulled<Name>[] => {
    const stated = series.values.get(day);
    const end = stated === undefined ? pacificMidnight(addDays(day, 1)) : Date.parse(stated.endTime);
    if (!series.twice.includes(day)) return dayValue(report, day, end, { value: stated?.value ?? 'absent', endTime: stated?.endTime });
    const { account, capability } = report;
    const error = malformed(`The platform states two values of ${day}.`);
    return [{ type: 'problem', account, capability, error }];
  });
}
