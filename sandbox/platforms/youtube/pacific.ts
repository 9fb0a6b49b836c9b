import { dayNumber, dayText } from '../../calendar.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const clock = new Intl.DateTimeFormat('en-US', { timeZone: 'America/Los_Angeles', hourCycle: 'h23', hour: '2-digit' });
const starts = new Map<number, number>();

/** The moment at which a civil day of California begins, of a count of days since 1970-01-01. */
function pacificStart(day: number): number {
  const known = starts.get(day);
  if (known !== undefined) return known;
  // Midnight is at 07:00 or at 08:00 UTC; the clocks change at two in the morning, never at midnight.
  const summer = day * DAY_MS + 7 * HOUR_MS;
  const start = clock.format(summer) === '00' ? summer : summer + HOUR_MS;
  starts.set(day, start);
  return start;
}

/** The civil day of California at a moment, as a count of days since 1970-01-01. */
export function pacificDay(moment: number): number {
  const day = Math.floor((moment - 7 * HOUR_MS) / DAY_MS);
  return moment < pacificStart(day) ? day - 1 : day;
}

/** The last civil day of California that has ended, `YYYY-MM-DD`. */
export const lastPacificDay = (moment: number): string => dayOf(pacificDay(moment) - 1).text;

/** A civil day of California as text and as moments, half open. */
export interface PacificDay {
  readonly text: string;
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

const days = new Map<number, PacificDay>();

/** The day of a count of days. */
export function dayOf(number: number): PacificDay {
  const known = days.get(number);
  if (known !== undefined) return known;
  const day = { text: dayText(number), number, start: pacificStart(number), end: pacificStart(number + 1) };
  days.set(number, day);
  return day;
}

/** The count of days of a text, or undefined where there is no such day. */
export function dayFromText(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const number = dayNumber(text);
  return Number.isNaN(number) || dayText(number) !== text ? undefined : number;
}
