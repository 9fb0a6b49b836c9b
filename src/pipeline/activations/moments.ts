import { DateTime } from 'luxon';
import type { Text } from '../../../connectors/contract/metric.js';
import { type CivilDate, isCivilDate } from '../../../connectors/contract/period.js';

/** In which order day and month stand in a file's dates: `iso` is year, month, day. It is declared, never guessed. */
export type DateOrder = 'iso' | 'day-first' | 'month-first';

/** A moment that a cell names: whole seconds since 1970-01-01 UTC, and the day in the organisation's zone. */
export interface NamedMoment {
  readonly second: number;
  readonly day: CivilDate;
}

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const SLASHED = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,]+(\d{1,2})[.:](\d{2})(?:[.:](\d{2}))?(?: ?([AP])M)?)?$/i;
// Google Forms writes its own download like this: 2026/09/14 8:05:10 PM GMT+7 (2026-11-25).
const FORM =
  /^(\d{4})[/-](\d{1,2})[/-](\d{1,2}),? (\d{1,2})[.:](\d{2})(?:[.:](\d{2}))?(?: ?([AP])M)?(?: (?:GMT|UTC)(?:([+-])(\d{1,2})(?::?(\d{2}))?)?| ?(?:WIB|WITA|WIT))?$/i;
const REMEMBERED = 20_000;

interface Hour {
  readonly second: number;
  readonly day: CivilDate;
}

/** Opens the reading of a file's moments; answers why not where a cell names none in the declared order. */
export function openMoments(zone: string, order: DateOrder): (cell: string) => NamedMoment | Text {
  const hours = new Map<string, Hour | undefined>();
  const hourOf = (day: string, hour: string, offset: string): Hour | undefined => {
    const key = `${day}T${hour}${offset}`;
    if (hours.has(key)) return hours.get(key);
    const read = readHour(day, hour, offset, zone);
    if (hours.size >= REMEMBERED) hours.clear();
    hours.set(key, read);
    return read;
  };
  return (cell) => {
    const usual = order === 'iso' ? usualMoment(cell, hourOf) : undefined;
    if (usual !== undefined) return usual;
    const match = yearFirst(cell) ?? (order === 'iso' ? null : ordered(cell, order));
    if (match === null) return wrong(cell, order);
    if ('en' in match) return match;
    const [, day = '', hour = '00', minute = '00', second = '00', offset = ''] = match;
    const start = Number(minute) < 60 && Number(second) < 60 ? hourOf(day, hour, offset) : undefined;
    if (start === undefined) return { id: `"${cell}" bukan waktu yang ada.`, en: `"${cell}" is no moment that exists.` };
    return { second: start.second + Number(minute) * 60 + Number(second), day: start.day };
  };
}

const TWO = /^[0-5]\d:[0-5]\d$/;

/** A moment written `2024-02-29 08:05:10`, as nearly all are, without taking it apart by a long expression. */
function usualMoment(cell: string, hourOf: (day: string, hour: string, offset: string) => Hour | undefined): NamedMoment | undefined {
  if (cell.length !== 19 || cell[10] !== ' ' || cell[13] !== ':' || !TWO.test(cell.slice(14))) return undefined;
  const start = hourOf(cell.slice(0, 10), cell.slice(11, 13), '');
  if (start === undefined) return undefined;
  const digit = (at: number): number => cell.charCodeAt(at) - 48;
  return { second: start.second + (digit(14) * 10 + digit(15)) * 60 + digit(17) * 10 + digit(18), day: start.day };
}

function readHour(day: string, hour: string, offset: string, zone: string): Hour | undefined {
  if (!isCivilDate(day)) return undefined;
  const read = DateTime.fromISO(`${day}T${hour}:00:00${offset}`, { zone });
  const text = read.toISODate();
  return read.isValid && text !== null && isCivilDate(text) ? { second: read.toSeconds(), day: text } : undefined;
}

type Parts = readonly (string | undefined)[];

/** The hour of a clock of 12 hours as one of 24; what no such clock shows stays what it is and is refused. */
function hourOn(hour: string | undefined, half: string | undefined): string | undefined {
  if (hour === undefined || half === undefined) return hour?.padStart(2, '0');
  const number = Number(hour);
  if (number < 1 || number > 12) return '99';
  return String((number % 12) + (half.toUpperCase() === 'P' ? 12 : 0)).padStart(2, '0');
}

/** The parts of a moment that begins with its year, in the order of `ISO`; a zone that is named by its letters alone is the organisation's. */
function yearFirst(cell: string): Parts | null {
  const iso = ISO.exec(cell);
  if (iso !== null) return iso;
  const match = FORM.exec(cell);
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour, minute, second, half, sign, hours, minutes] = match;
  const named = /(?:GMT|UTC)/i.test(cell);
  const offset = sign === undefined ? (named ? 'Z' : '') : `${sign}${(hours ?? '').padStart(2, '0')}:${minutes ?? '00'}`;
  return [cell, `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, hourOn(hour, half), minute, second, offset];
}

/** What a slashed date tells of the order of its file; `either` where both readings are dates, undefined where it is none. */
export function orderShownBy(cell: string): Exclude<DateOrder, 'iso'> | 'either' | undefined {
  const match = SLASHED.exec(cell.trim());
  if (match === null) return undefined;
  const [first, second] = [Number(match[1]), Number(match[2])];
  if (first > 12 && second <= 12) return 'day-first';
  return second > 12 && first <= 12 ? 'month-first' : 'either';
}

/** The parts of a date with slashes in the order of `ISO`; why not where it can't stand in the declared order. */
function ordered(cell: string, order: DateOrder): Parts | Text | null {
  const match = SLASHED.exec(cell);
  if (match === null) return null;
  const [, first = '', second = '', year = '', hour, minute, seconds, half] = match;
  const [day, month] = order === 'day-first' ? [first, second] : [second, first];
  if (Number(month) > 12)
    return {
      id: `"${cell}" tidak punya bulan ke-${month}: tanggal berkas ini tidak berurutan ${order === 'day-first' ? 'hari lalu bulan' : 'bulan lalu hari'}. Berkasnya ditulis dengan lokal lain.`,
      en: `"${cell}" has no month ${month}: the dates of this file are not ${order}. Another locale wrote it.`,
    };
  return [cell, `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, hourOn(hour, half), minute, seconds, ''];
}

const wrong = (cell: string, order: DateOrder): Text =>
  order === 'iso' && SLASHED.test(cell)
    ? {
        id: `"${cell}" tidak menyatakan mana hari dan mana bulan. Tulis tanggal sebagai YYYY-MM-DD, atau sebutkan urutannya.`,
        en: `"${cell}" doesn't say which is the day and which the month. Write dates as YYYY-MM-DD, or say in which order they stand.`,
      }
    : {
        id: `"${cell.slice(0, 60)}" bukan tanggal dan waktu. Tulis sebagai YYYY-MM-DD HH:MM:SS.`,
        en: `"${cell.slice(0, 60)}" is no date and time. Write it as YYYY-MM-DD HH:MM:SS.`,
      };
