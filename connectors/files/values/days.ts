import { type CivilDate, isCivilDate } from '../../contract/period.js';
import { cleanText } from '../reader/header.js';
import { monthOf } from './months.js';

/** The time that stood behind a day: `HH:mm:ss`, and the zone as it was written; undefined where there was none. */
export interface ClockTime {
  readonly time: string;
  readonly zone: string | undefined;
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

const CLOCK =
  /[\s,T]+(?:at\s+|pukul\s+|um\s+|à\s+)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const WEEKDAY = /^\p{L}{2,12}\.?,\s+/u;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const NUMERIC = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/;
const DAY_MONTH = /^(\d{1,2})(?:\.|er|º|ª|st|nd|rd|th)?[\s-]+(?:de\s+|of\s+)?(\p{L}+\.?)(?:[\s,-]+(?:de\s+|del\s+)?(\d{4}|\d{2}))?$/u;
const MONTH_DAY = /^(\p{L}+\.?)[\s-]+(\d{1,2})(?:st|nd|rd|th)?(?:,?[\s-]+(\d{4}))?$/u;

const two = (number: number | string): string => String(number).padStart(2, '0');

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
  const afternoon = half?.toLowerCase().startsWith('p') === true;
  let hours = Number(hour);
  if (half !== undefined && (hours < 1 || hours > 12)) return undefined;
  if (half !== undefined) hours = (hours % 12) + (afternoon ? 12 : 0);
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return { rest: text.slice(0, -whole.length), clock: { time: `${two(hours)}:${minute}:${second}`, zone: zone?.toUpperCase() } };
}

/** Reads a day in any form that exports and sheets have; undefined where the text is none. Nothing is guessed: two numbers stay two readings, a missing year is missing. */
export function readDay(text: string): DayReading | undefined {
  if (text.length > 60) return undefined;
  const parts = withoutClock(cleanText(text));
  if (parts === undefined) return undefined;
  const { clock } = parts;
  const rest = parts.rest.replace(WEEKDAY, '').trim();
  const [, year, , month, day] = YEAR_FIRST.exec(rest) ?? [];
  if (year !== undefined && month !== undefined && day !== undefined) return whole(civil(year, month, day), clock);
  const compact = COMPACT.exec(rest);
  if (compact !== null) return whole(civil(compact[1] ?? '', compact[2] ?? '', compact[3] ?? ''), clock);
  return numeric(rest, clock) ?? named(rest, clock);
}

const whole = (date: CivilDate | undefined, clock: ClockTime | undefined): DayReading | undefined =>
  date === undefined ? undefined : { kind: 'day', date, clock };

function numeric(text: string, clock: ClockTime | undefined): DayReading | undefined {
  const [, first, , second, year] = NUMERIC.exec(text) ?? [];
  if (first === undefined || second === undefined || year === undefined) return undefined;
  const [dayFirst, monthFirst] = [civil(year, second, first), civil(year, first, second)];
  if (dayFirst === undefined && monthFirst === undefined) return undefined;
  return { kind: 'numeric', dayFirst, monthFirst, clock };
}

function named(text: string, clock: ClockTime | undefined): DayReading | undefined {
  const dayMonth = DAY_MONTH.exec(text);
  const monthDay = dayMonth === null ? MONTH_DAY.exec(text) : null;
  const [day, word, year] = dayMonth === null ? [monthDay?.[2], monthDay?.[1], monthDay?.[3]] : [dayMonth[1], dayMonth[2], dayMonth[3]];
  const month = word === undefined ? undefined : monthOf(word);
  if (day === undefined || month === undefined) return undefined;
  if (year !== undefined) return whole(civil(year, month, day), clock);
  // 2024 is a leap year: whether 29 February exists is asked once the year is known.
  return civil('2024', month, day) === undefined ? undefined : { kind: 'yearless', month, day: Number(day) };
}

/** Whether a figure's cell was turned into a date by a spreadsheet program, as 3.4 into `3. Apr` and `Apr 03`. */
export const isDamagedFigure = (text: string): boolean =>
  readDay(text)?.kind === 'yearless' || /^\d{1,2}\.\s?(?:яну|фев|мар|апр|май|юни|юли|авг|сеп|окт|ное|дек)/iu.test(text);
