import { type CivilDate, fromDayNumber, isCivilDate } from '../../contract/period.js';
import { cleanText } from '../reader/header.js';

/** A day as a cell states it, perhaps without its year, and the time of day where it has one. */
export interface StatedDay {
  readonly year: number | undefined;
  readonly month: number;
  readonly day: number;
  /** HH:mm:ss */
  readonly time: string | undefined;
  /** minutes east of Greenwich, where the cell states them */
  readonly offset: number | undefined;
}

/** Which of two numbers is the month. */
export type DateOrder = 'month-first' | 'day-first';

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'jan', 'januari', 'janeiro', 'enero', 'ene', 'janvier', 'janv', 'januar', 'jän', 'jänner'],
  ['february', 'feb', 'februari', 'pebruari', 'peb', 'fevereiro', 'fev', 'febrero', 'février', 'févr', 'februar'],
  ['march', 'mar', 'maret', 'mrt', 'março', 'marzo', 'mars', 'märz', 'mär', 'mrz'],
  ['april', 'apr', 'abril', 'abr', 'avril', 'avr'],
  ['may', 'mei', 'maio', 'mai', 'mayo'],
  ['june', 'jun', 'juni', 'junho', 'junio', 'juin'],
  ['july', 'jul', 'juli', 'julho', 'julio', 'juillet', 'juil'],
  ['august', 'aug', 'agustus', 'agu', 'agt', 'ags', 'agosto', 'ago', 'août'],
  ['september', 'sep', 'sept', 'setembro', 'set', 'septiembre', 'septembre'],
  ['october', 'oct', 'oktober', 'okt', 'outubro', 'out', 'octubre', 'octobre'],
  ['november', 'nov', 'nopember', 'nop', 'novembro', 'noviembre', 'novembre'],
  ['december', 'dec', 'desember', 'des', 'dezembro', 'dez', 'diciembre', 'dic', 'décembre', 'déc', 'dezember'],
];

const MONTH_OF = new Map(MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));

const YEAR_FIRST = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;
const TWO_NUMBERS = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{2}|\d{4})(?:,?\s+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([AP]M)?)?$/i;

/** The two leading numbers of a day whose order may be doubtful, such as 03/08/2025; undefined for every other cell. */
export function doubtfulOrder(text: string): readonly [number, number] | undefined {
  const match = TWO_NUMBERS.exec(cleanText(text));
  // A point parts day and month in the languages that write so, and the day comes first.
  return match === null || match[2] === '.' ? undefined : [Number(match[1]), Number(match[3])];
}

/** The day that a cell states; undefined where it states none that exists. */
export function readDay(text: string, order: DateOrder): StatedDay | undefined {
  const cell = cleanText(text);
  const stated = yearFirst(cell) ?? twoNumbers(cell, order) ?? withMonthName(cell) ?? serial(cell);
  return stated !== undefined && exists(stated) ? stated : undefined;
}

const exists = ({ year = 2024, month, day }: StatedDay): boolean => isCivilDate(dateText(year, month, day));

const dateText = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** A civil day of its parts; undefined where there is no such day. */
export function civilDay(year: number, month: number, day: number): CivilDate | undefined {
  const text = dateText(year, month, day);
  return isCivilDate(text) ? text : undefined;
}

function timeOf(hours: string | undefined, minutes = '00', seconds = '00', half?: string): string | undefined {
  if (hours === undefined) return undefined;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
  return hour > 23 || Number(minutes) > 59 || Number(seconds) > 59 ? undefined : `${String(hour).padStart(2, '0')}:${minutes}:${seconds}`;
}

function yearFirst(cell: string): StatedDay | undefined {
  const match = YEAR_FIRST.exec(cell);
  if (match === null) return undefined;
  const [, year, month, day, hours, minutes, seconds, zone] = match;
  return { year: Number(year), month: Number(month), day: Number(day), time: timeOf(hours, minutes, seconds), offset: offsetOf(zone) };
}

function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  if (zone === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function twoNumbers(cell: string, order: DateOrder): StatedDay | undefined {
  const match = TWO_NUMBERS.exec(cell);
  if (match === null) return undefined;
  const [, first, sign, second, year = '', hours, minutes, seconds, half] = match;
  const dayFirst = sign === '.' || order === 'day-first';
  return {
    year: fullYear(year),
    month: Number(dayFirst ? second : first),
    day: Number(dayFirst ? first : second),
    time: timeOf(hours, minutes, seconds, half),
    offset: undefined,
  };
}

const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));

/** `Sat, Aug 15, 2026`, `15 Agustus 2026`, `8 de marzo`, `2. September`, `27-Jul-20`. */
function withMonthName(cell: string): StatedDay | undefined {
  const words = cell.toLowerCase().match(/\p{L}+|\d+/gu) ?? [];
  if (words.length < 2 || words.length > 6 || /[:]/.test(cell)) return undefined;
  const months = words.flatMap((word) => MONTH_OF.get(word) ?? []);
  const numbers = words.filter((word) => /^\d+$/.test(word));
  const [month] = months;
  const [day, year] = numbers;
  // A weekday such as "mar" (Tuesday) may look like a month: then there are two.
  if (month === undefined || months.length > 1 || day === undefined || day.length > 2 || numbers.length > 2) return undefined;
  if (year !== undefined && year.length !== 4 && !(year.length === 2 && /^\d{1,2}-\p{L}+-\d{2}$/u.test(cell))) return undefined;
  return { year: year === undefined ? undefined : fullYear(year), month, day: Number(day), time: undefined, offset: undefined };
}

/** A spreadsheet's count of days. */
function serial(cell: string): StatedDay | undefined {
  if (!/^\d{5}$/.test(cell) || Number(cell) < 20_000 || Number(cell) > 60_000) return undefined;
  const [year, month, day] = fromDayNumber(Number(cell) - 25_569)
    .split('-')
    .map(Number) as [number, number, number];
  return { year, month, day, time: undefined, offset: undefined };
}

/**
 * Gives days without a year their years, backwards from the newest, which is in `year`: a day that comes later in the calendar than the one after it is
 * of the year before. Undefined where a day does not exist in its year, such as 29 February.
 */
export function yearsBackwards(days: readonly StatedDay[], year: number): readonly CivilDate[] | undefined {
  const newestFirst = runsBackwards(days);
  const ordered = newestFirst ? [...days] : [...days].reverse();
  const dated: CivilDate[] = [];
  let [current, after] = [year, Number.POSITIVE_INFINITY];
  for (const { month, day } of ordered) {
    const place = month * 100 + day;
    if (place > after) current -= 1;
    after = place;
    const found = civilDay(current, month, day);
    if (found === undefined) return undefined;
    dated.push(found);
  }
  return newestFirst ? dated : dated.reverse();
}

/** The newest of days without a year. */
export const newestOf = (days: readonly StatedDay[]): StatedDay | undefined => (runsBackwards(days) ? days[0] : days.at(-1));

const YEAR_OF_STEPS = 12 * 31;

function runsBackwards(days: readonly StatedDay[]): boolean {
  let [up, down] = [0, 0];
  for (let index = 1; index < days.length; index++) {
    const [before, now] = [days[index - 1], days[index]];
    if (before === undefined || now === undefined) continue;
    // The shorter way around the year: from 31 December to 1 January is a step forward.
    const step = (now.month * 31 + now.day - (before.month * 31 + before.day) + 3 * YEAR_OF_STEPS) % YEAR_OF_STEPS;
    if (step === 0) continue;
    if (step < YEAR_OF_STEPS / 2) up += 1;
    else down += 1;
  }
  return down > up;
}
