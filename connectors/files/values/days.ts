import { type CivilDate, fromDayNumber, isCivilDate } from '../../contract/period.js';
import { cleanText } from '../reader/header.js';
import { monthOf } from './months.js';

/** The time that stood behind a day: `HH:mm:ss`, and minutes east of Greenwich where a zone was written. */
export interface ClockTime {
  readonly time: string;
  readonly offset: number | undefined;
}

/** What a cell says as a day. */
export type DayReading =
  | { readonly kind: 'day'; readonly date: CivilDate; readonly clock: ClockTime | undefined }
  /** two numbers that may be day and month: each reading that exists */
  | {
      readonly kind: 'numeric';
      readonly dayFirst: CivilDate | undefined;
      readonly monthFirst: CivilDate | undefined;
      readonly clock: ClockTime | undefined;
    }
  | { readonly kind: 'yearless'; readonly month: number; readonly day: number };

/** What stands first in days written with two numbers. */
export type DayOrder = 'day-first' | 'month-first';

/** A day once the order is known, perhaps without its year, and the time of day where it has one. */
export interface StatedDay {
  readonly year: number | undefined;
  readonly month: number;
  readonly day: number;
  /** HH:mm:ss */
  readonly time: string | undefined;
  /** minutes east of Greenwich, where the cell states them */
  readonly offset: number | undefined;
}

const LONGEST = 60;
const CLOCK =
  /[\s,T]+(?:at\s+|pukul\s+|um\s+|à\s+)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const WEEKDAY = /^\p{L}{2,12}\.?,\s+/u;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const SERIAL = /^[2-5]\d{4}$/;
const NUMERIC = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/;
const DAY_MONTH = /^(\d{1,2})(?:\.|er|º|ª|st|nd|rd|th)?[\s-]+(?:de\s+|of\s+)?(\p{L}+\.?)(?:(?:[\s,-]+(?:de\s+|del\s+)?(\d{4}))|-(\d{2}))?$/u;
const MONTH_DAY = /^(\p{L}+\.?)[\s-]+(\d{1,2})(?:st|nd|rd|th)?(?:,?[\s-]+(\d{4}))?$/u;

const two = (number: number | string): string => String(number).padStart(2, '0');

/** A civil day of its parts; undefined where there is no such day. */
export function civilDay(year: number, month: number, day: number): CivilDate | undefined {
  const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return isCivilDate(text) ? text : undefined;
}

function civil(year: string, month: number | string, day: number | string): CivilDate | undefined {
  // Two digits are of this century: no platform's export is older than 2004.
  const text = `${year.length === 2 ? `20${year}` : year}-${two(month)}-${two(day)}`;
  return isCivilDate(text) && /^(?:19[7-9]|20\d|21\d)\d/.test(text) ? text : undefined;
}

/** Takes the time off the end; undefined where what stands there is none that exists. */
function withoutClock(text: string): { readonly rest: string; readonly clock: ClockTime | undefined } | undefined {
  const match = CLOCK.exec(text);
  if (match === null) return { rest: text, clock: undefined };
  const [whole, hour = '', minute = '', second = '00', half, zone] = match;
  let hours = Number(hour);
  if (half !== undefined && (hours < 1 || hours > 12)) return undefined;
  if (half !== undefined) hours = (hours % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return { rest: text.slice(0, -whole.length), clock: { time: `${two(hours)}:${minute}:${second}`, offset: offsetOf(zone) } };
}

function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Reads a day in any form that exports and sheets have; undefined where the text is none. Nothing is guessed: two numbers stay two readings, a missing year is missing. */
export function readDay(text: string): DayReading | undefined {
  if (text === '' || text.length > LONGEST) return undefined;
  const parts = withoutClock(cleanText(text));
  if (parts === undefined) return undefined;
  const { clock } = parts;
  const rest = parts.rest.replace(WEEKDAY, '').trim();
  const [, year, , month, day] = YEAR_FIRST.exec(rest) ?? [];
  if (year !== undefined && month !== undefined && day !== undefined) return whole(civil(year, month, day), clock);
  const compact = COMPACT.exec(rest);
  if (compact !== null) return whole(civil(compact[1] ?? '', compact[2] ?? '', compact[3] ?? ''), clock);
  // A spreadsheet's count of days since the end of 1899.
  if (SERIAL.test(rest)) return whole(fromDayNumber(Number(rest) - 25_569), clock);
  return numeric(rest, clock) ?? named(rest, clock);
}

const whole = (date: CivilDate | undefined, clock: ClockTime | undefined): DayReading | undefined =>
  date === undefined ? undefined : { kind: 'day', date, clock };

function numeric(text: string, clock: ClockTime | undefined): DayReading | undefined {
  const [, first, sign, second, year] = NUMERIC.exec(text) ?? [];
  if (first === undefined || second === undefined || year === undefined) return undefined;
  const dayFirst = civil(year, second, first);
  // A point parts day and month in the languages that write so, and the day comes first.
  if (sign === '.') return whole(dayFirst, clock);
  const monthFirst = civil(year, first, second);
  if (dayFirst === undefined && monthFirst === undefined) return undefined;
  return { kind: 'numeric', dayFirst, monthFirst, clock };
}

function named(text: string, clock: ClockTime | undefined): DayReading | undefined {
  const dayMonth = DAY_MONTH.exec(text);
  const monthDay = dayMonth === null ? MONTH_DAY.exec(text) : null;
  const [day, word, year] =
    dayMonth === null ? [monthDay?.[2], monthDay?.[1], monthDay?.[3]] : [dayMonth[1], dayMonth[2], dayMonth[3] ?? dayMonth[4]];
  const month = word === undefined ? undefined : monthOf(word);
  if (day === undefined || month === undefined) return undefined;
  if (year !== undefined) return whole(civil(year, month, day), clock);
  // 2024 is a leap year: whether 29 February exists is asked once the year is known.
  return civil('2024', month, day) === undefined ? undefined : { kind: 'yearless', month, day: Number(day) };
}

/** A reading in the order that was decided; undefined where there is no such day in it. */
export function inOrder(reading: DayReading | undefined, order: DayOrder): StatedDay | undefined {
  if (reading === undefined) return undefined;
  if (reading.kind === 'yearless') return { year: undefined, month: reading.month, day: reading.day, time: undefined, offset: undefined };
  const date = reading.kind === 'day' ? reading.date : order === 'day-first' ? reading.dayFirst : reading.monthFirst;
  if (date === undefined) return undefined;
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  return { year, month, day, time: reading.clock?.time, offset: reading.clock?.offset };
}

/** Whether a figure's cell was turned into a date by a spreadsheet program, as 3.4 into `3. Apr` and `Apr 03`. */
export const isDamagedFigure = (text: string): boolean =>
  readDay(text)?.kind === 'yearless' || /^(?:\d{1,2}[.\-/ ]\s?\p{L}{3,4}\.?|\p{L}{3,4}\.?[.\-/ ]\d{1,2})$/u.test(text);
