import { DateTime } from 'luxon';
import { clipped } from '../contract/nearest.js';
import { type CivilDate, type Instant, isCivilDate } from '../contract/period.js';
import { remembering } from '../contract/remember.js';
import { CellProblem, missing } from './cell.js';

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const toInstant = (date: DateTime): Instant => new Date(date.toMillis()).toISOString() as Instant;

/** The moment at which a day ends in a zone. */
export const endOfDay: (date: CivilDate, zone: string) => Instant = remembering(
  (date, zone) => `${date} ${zone}`,
  (date, zone) => toInstant(DateTime.fromISO(date, { zone }).plus({ days: 1 }).startOf('day')),
);

/** The day on which a moment falls in a zone. */
export const dayOf: (moment: Instant, zone: string) => CivilDate = remembering(
  (moment, zone) => `${moment} ${zone}`,
  (moment, zone) => DateTime.fromISO(moment, { zone }).toISODate() as CivilDate,
);

/** The existing day that a cell states as `YYYY-MM-DD`. */
export function day(column: string, text: string): CivilDate {
  if (text === '') throw new CellProblem(column, missing(column));
  if (!isCivilDate(text) || !plausibleYear(text)) {
    throw new CellProblem(column, {
      id: `"${clipped(text)}" bukan tanggal kalender. Tulis sebagai TTTT-BB-HH, misalnya 2024-02-29.`,
      en: `"${clipped(text)}" is no calendar day. Write it as YYYY-MM-DD.`,
    });
  }
  return text;
}

/** Whether a date or period begins with a year in which a figure of ours can lie. */
export const plausibleYear = (text: string): boolean => /^(?:19[7-9]|20\d|21\d)\d/.test(text);

/** The moment that a cell states with its zone, such as `2024-02-29T16:59:00Z` or `2024-02-29T23:59:00+07:00`. */
export function moment(column: string, text: string): Instant {
  if (text === '') throw new CellProblem(column, missing(column));
  const match = INSTANT.exec(text);
  const read = match?.[1] !== undefined && isCivilDate(match[1]) && plausibleYear(text) ? DateTime.fromISO(text) : undefined;
  if (!read?.isValid) {
    throw new CellProblem(column, {
      id: `"${clipped(text)}" bukan waktu. Tulis tanggal, jam, dan zona, misalnya 2024-02-29T23:59:00+07:00.`,
      en: `"${clipped(text)}" is no moment. Write the day, the time and the zone, such as 2024-02-29T23:59:00+07:00.`,
    });
  }
  return toInstant(read);
}
