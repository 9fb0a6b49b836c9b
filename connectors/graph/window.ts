import { addDays, type CivilDate, dayNumber, daysBetween, type Instant, type Window } from '../contract/period.js';

const DAY_MS = 86_400_000;

/** A span of absolute seconds, as the platform takes it: no calendar and no summer time in it. */
export interface Span {
  /** the days whose values it is to bring */
  readonly days: Window;
  readonly since: number;
  readonly until: number;
}

/**
 * The spans in which a window is asked for, each at most `longest` days in seconds. A span begins a day before its first day and ends a day after its
 * last one, since the platform's days begin and end at an hour that only its answer tells, but never later than at the end of tomorrow.
 */
export function spansOf(window: Window, longest: number, now: Instant): readonly Span[] {
  const endOfTomorrow = (Math.floor(Date.parse(now) / DAY_MS) + 2) * (DAY_MS / 1_000);
  const spans: Span[] = [];
  for (let start = window.start; start < window.end && seconds(start) < endOfTomorrow; ) {
    const days = Math.min(longest - 2, daysBetween(start, window.end));
    const end = addDays(start, days);
    spans.push({ days: { start, end }, since: seconds(addDays(start, -1)), until: Math.min(seconds(addDays(end, 1)), endOfTomorrow) });
    start = end;
  }
  return spans;
}

/** A span in two, where it has more than one day. */
export function halvesOf(span: Span, now: Instant): readonly Span[] {
  const days = daysBetween(span.days.start, span.days.end);
  return days < 2 ? [] : spansOf(span.days, Math.ceil(days / 2) + 2, now);
}

/** The days of a window. */
export function daysOf(window: Window): readonly CivilDate[] {
  return Array.from({ length: Math.max(0, daysBetween(window.start, window.end)) }, (_, index) => addDays(window.start, index));
}

const seconds = (date: CivilDate): number => (dayNumber(date) * DAY_MS) / 1_000;

/** The zone by whose midnights the platform's days were seen to end (2026-11-25). */
export const PACIFIC = 'America/Los_Angeles';

const pacificHour = new Intl.DateTimeFormat('en-US', { timeZone: PACIFIC, hour: 'numeric', hourCycle: 'h23' });

/** The moment at which a day begins in Pacific time, in milliseconds since 1970: 08:00 UTC, or 07:00 in summer. */
export function pacificMidnight(date: CivilDate): number {
  const eight = dayNumber(date) * DAY_MS + 8 * 3_600_000;
  return eight - (Number(pacificHour.format(eight)) % 24) * 3_600_000;
}
