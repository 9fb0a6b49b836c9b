import { type CivilDate, civilDate, type Instant } from './period.js';

const TWELVE_HOURS = 12 * 60 * 60 * 1000;

/**
 * The civil day of a value whose period ends at a moment such as `2026-10-02T07:00:00+0000`: the UTC date twelve hours before. Right for days that
 * end at local midnight in any zone from UTC-11 to UTC+12, summer time or not. Throws RangeError where the text is no moment.
 */
export function dayEndingAt(endTime: string): CivilDate {
  const moment = Date.parse(endTime);
  if (Number.isNaN(moment)) throw new RangeError(`"${endTime.slice(0, 40)}" is no moment.`);
  return civilDate(new Date(moment - TWELVE_HOURS).toISOString().slice(0, 10));
}

/** The civil day on which a moment lies in a zone. */
export function civilDayOf(moment: Instant, zone: string): CivilDate {
  return civilDate(formatOf(zone).format(Date.parse(moment)));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes longer than using it a hundred times. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(zone, known);
  return known;
}
