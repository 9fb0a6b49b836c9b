const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Where the platform's days begin at midnight: California, or (for the accounts of one case) Jakarta. */
export type DayZone = 'pacific' | 'jakarta';

const JAKARTA_HOURS = 7;
const WINTER_HOURS = 8;
const SUMMER_HOURS = 7;

const summers = new Map<number, { readonly first: number; readonly last: number }>();

/** The moment (milliseconds since 1970) at which a day, counted since 1970-01-01, begins in a zone. */
export function startOfDay(day: number, zone: DayZone = 'pacific'): number {
  if (zone === 'jakarta') return day * DAY_MS - JAKARTA_HOURS * HOUR_MS;
  return day * DAY_MS + (beginsInSummer(day) ? SUMMER_HOURS : WINTER_HOURS) * HOUR_MS;
}

/** The day, counted since 1970-01-01, that a moment falls on in a zone. */
export function dayOf(moment: number, zone: DayZone = 'pacific'): number {
  const guess = Math.floor((moment - WINTER_HOURS * HOUR_MS) / DAY_MS);
  if (zone === 'jakarta') return Math.floor((moment + JAKARTA_HOURS * HOUR_MS) / DAY_MS);
  return startOfDay(guess + 1) <= moment ? guess + 1 : guess;
}

/** A moment as the Graph API writes it: `2026-10-05T07:00:00+0000`. */
export function stamp(moment: number): string {
  const known = hours.get(moment);
  if (known !== undefined) return known;
  const text = `${new Date(moment).toISOString().slice(0, 19)}+0000`;
  if (moment % HOUR_MS === 0 && hours.size < MOST_KEPT) hours.set(moment, text);
  return text;
}

/** Days end at whole hours, and the same ones are written again and again. */
const hours = new Map<number, string>();
const MOST_KEPT = 20_000;

/** The clocks change at 02:00, so that the day of the change still begins in the old time (United States since 2007; read 2026-11-25). */
function beginsInSummer(day: number): boolean {
  const year = new Date(day * DAY_MS).getUTCFullYear();
  let summer = summers.get(year);
  if (summer === undefined) {
    summer = { first: sunday(year, 2, 2) + 1, last: sunday(year, 10, 1) };
    summers.set(year, summer);
  }
  return day >= summer.first && day <= summer.last;
}

/** The day of the nth Sunday of a month (0 to 11). */
function sunday(year: number, month: number, nth: number): number {
  const first = Date.UTC(year, month, 1) / DAY_MS;
  const weekday = (first + 4) % 7;
  return first + ((7 - weekday) % 7) + (nth - 1) * 7;
}
