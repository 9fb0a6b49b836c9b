import { DateTime } from 'luxon';
import { type CivilDate, isCivilDate } from '../../../connectors/contract/period.js';

/** In which order day and month stand in a file's dates: `iso` is year, month, day. It is declared, never guessed. */
export type DateOrder = 'iso' | 'day-first' | 'month-first';

/** A moment that a cell names: whole seconds since 1970-01-01 UTC, and the day in the organisation's zone. */
export interface NamedMoment {
  readonly second: number;
  readonly day: CivilDate;
}

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const SLASHED = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,]+(\d{1,2})[.:](\d{2})(?:[.:](\d{2}))?)?$/;
const REMEMBERED = 20_000;

interface Hour {
  readonly second: number;
  readonly day: CivilDate;
}

/** Opens the reading of a file's moments; answers a sentence where a cell names none in the declared order. */
export function openMoments(zone: string, order: DateOrder): (cell: string) => NamedMoment | string {
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
    const match = order === 'iso' ? ISO.exec(cell) : ordered(cell, order);
    if (match === null || typeof match === 'string') return match ?? wrong(cell, order);
    const [, day = '', hour = '00', minute = '00', second = '00', offset = ''] = match;
    const start = Number(minute) < 60 && Number(second) < 60 ? hourOf(day, hour, offset) : undefined;
    if (start === undefined) return `"${cell}" is no moment that exists.`;
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

/** The parts of a date with slashes in the order of `ISO`; a sentence where it can't stand in the declared order. */
function ordered(cell: string, order: DateOrder): readonly (string | undefined)[] | string | null {
  const match = SLASHED.exec(cell);
  if (match === null) return ISO.exec(cell);
  const [, first = '', second = '', year = '', hour, minute, seconds] = match;
  const [day, month] = order === 'day-first' ? [first, second] : [second, first];
  if (Number(month) > 12) return `"${cell}" has no month ${month}: the dates of this file are not ${order}. Another locale wrote it.`;
  return [cell, `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, hour?.padStart(2, '0'), minute, seconds, ''];
}

const wrong = (cell: string, order: DateOrder): string =>
  order === 'iso' && SLASHED.test(cell)
    ? `"${cell}" doesn't say which is the day and which the month. Write dates as YYYY-MM-DD, or say in which order they stand.`
    : `"${cell}" is no date and time. Write it as YYYY-MM-DD HH:MM:SS.`;
