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

/** The days of a pull whose figures were told, as `account capability day`. */
export type ToldDays = Set<string>;

/** What the days of a series are told for: those of the span that was asked about, and within the pull's window those that came besides. */
export interface AskedDays {
  readonly span: Window;
  readonly window: Window;
  readonly told: ToldDays;
}

/**
 * The values of a time series for every day of a span that has ended; and those of other days of the window, which a neighbouring span may fail to bring.
 * A figure that was told is not told again, and no absence after it.
 */
export function dayValues<Name extends string>(
  report: DayReport<Name>,
  { span, window, told }: AskedDays,
  series: DaySeries,
): readonly Pulled<Name>[] {
  const { account, capability } = report;
  const isBeside = (day: CivilDate): boolean => window.start <= day && day < window.end && !series.twice.includes(day);
  const besides = [...series.values].flatMap(([day, { value }]) => (typeof value === 'number' && isBeside(day) ? [day] : []));
  return [...new Set([...daysOf(span), ...besides])].flatMap((day): readonly Pulled<Name>[] => {
    const key = `${account} ${capability} ${day}`;
    if (told.has(key)) return [];
    const stated = series.values.get(day);
    const end = stated === undefined ? pacificMidnight(addDays(day, 1)) : Date.parse(stated.endTime);
    if (series.twice.includes(day)) return [{ type: 'problem', account, capability, error: malformed(`The platform states two values of ${day}.`) }];
    if (typeof stated?.value === 'number') told.add(key);
    return dayValue(report, day, end, { value: stated?.value ?? 'absent', endTime: stated?.endTime });
  });
}
