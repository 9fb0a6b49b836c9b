import { civilDayOf } from '../contract/day-label.js';
import { addDays, type CivilDate, type Instant } from '../contract/period.js';

/** Settings of a connection to YouTube. */
export interface YouTubeSettings {
  /** whether YouTube Analytics is read, which needs the channel's own consent: figures by day, and which videos are Shorts */
  readonly analytics: boolean;
  /** whether the shares of each video are read by YouTube Analytics: one more call for each channel */
  readonly shares: boolean;
}

/** The zone whose midnights end YouTube's days and refill its quota. */
export const PACIFIC = 'America/Los_Angeles';
/** The bucket of the units of the Data API. */
export const UNITS = 'youtube:units';
/** What the Data API takes at most of ids in one call, and gives of uploads in one page (2026-11-25). */
export const BATCH = 50;
/** What a report by video lists at most (2026-11-25). */
export const REPORT_BATCH = 200;
/** For so many days after publication the figures of a video are read again. */
export const MOVING_DAYS = 30;
/** After so many hours a day of Analytics no longer moves (2026-11-25: 48 to 72). */
export const SETTLING_HOURS = 72;
/** A video of at most so many seconds may be a Short; only Analytics says whether it is one (2026-11-25). */
export const LONGEST_SHORT_SECONDS = 180;

/** One unit, which every call of the Data API costs. */
export const ONE_UNIT = [{ bucket: UNITS, units: 1 }] as const;

const HOUR_MS = 3_600_000;

/** The moment at which a civil day of California begins: 07:00 or 08:00 UTC, by its summer time. */
export function pacificMidnight(day: CivilDate): Instant {
  const summer = `${day}T07:00:00.000Z` as Instant;
  return civilDayOf(summer, PACIFIC) === day ? summer : (`${day}T08:00:00.000Z` as Instant);
}

/** Whether the figures of a civil day of California no longer move. */
export const isSettled = (day: CivilDate, now: Instant): boolean =>
  Date.parse(now) - Date.parse(pacificMidnight(addDays(day, 1))) >= SETTLING_HOURS * HOUR_MS;

/** Splits into pieces of at most `size`. */
export const chunked = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
