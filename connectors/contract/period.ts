/** A calendar day without a zone, written `YYYY-MM-DD`. */
export type CivilDate = string & { readonly __brand: 'CivilDate' };

/** A moment as an ISO 8601 string in UTC, for example `2024-03-01T02:00:00.000Z`. */
export type Instant = string & { readonly __brand: 'Instant' };

/** How long the periods of a series are; `total` is a lifetime figure. */
export type Grain = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'total';

/** The grains, finest first. */
export const GRAINS: readonly Grain[] = ['day', 'week', 'month', 'quarter', 'year', 'total'];

/** The half-open span `[start, end)` in civil days. A quarter to date has the grain `quarter` and ends before the quarter does. */
export interface Period {
  readonly grain: Grain;
  readonly start: CivilDate;
  readonly end: CivilDate;
}

/** A span of days that is asked of a platform or of the store, without a grain. */
export interface Window {
  readonly start: CivilDate;
  readonly end: CivilDate;
}

const CIVIL_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

/** The civil date of a text; throws `RangeError` where there is no such day. */
export function civilDate(text: string): CivilDate {
  const match = CIVIL_DATE.exec(text);
  if (!match || new Date(Date.parse(`${text}T00:00:00Z`)).toISOString().slice(0, 10) !== text) {
    throw new RangeError(`"${text}" is no calendar day. Write it as YYYY-MM-DD.`);
  }
  return text as CivilDate;
}

/** Whether a text is an existing day, written `YYYY-MM-DD`. */
export function isCivilDate(text: string): text is CivilDate {
  const time = CIVIL_DATE.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

/** Days since 1970-01-01. */
export function dayNumber(date: CivilDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** The civil date of a count of days since 1970-01-01. */
export function fromDayNumber(day: number): CivilDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10) as CivilDate;
}

/** The date `days` later (earlier where negative). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** The number of days in `[start, end)`. */
export function daysBetween(start: CivilDate, end: CivilDate): number {
  return dayNumber(end) - dayNumber(start);
}

/** The earlier of two days. */
export const earlierDay = (a: CivilDate, b: CivilDate): CivilDate => (dayNumber(a) <= dayNumber(b) ? a : b);

/** The later of two days. */
export const laterDay = (a: CivilDate, b: CivilDate): CivilDate => (dayNumber(a) >= dayNumber(b) ? a : b);

/** The first day of the month that lies `months` after the month of a date. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const [year, month] = date.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10) as CivilDate;
}

/** What an organisation calls a week, and the month in which its first quarter starts (1 to 12). */
export interface Calendar {
  readonly weekStart: 'monday' | 'sunday';
  readonly quarterStartMonth: number;
}

/** ISO weeks, and quarters from January. */
export const ISO_CALENDAR: Calendar = { weekStart: 'monday', quarterStartMonth: 1 };

/** The whole period of a grain that holds a day. Throws `RangeError` for `total`, which has no bounds. */
export function periodOf(grain: Grain, date: CivilDate, calendar: Calendar = ISO_CALENDAR): Period {
  switch (grain) {
    case 'day':
      return { grain, start: date, end: addDays(date, 1) };
    case 'week': {
      const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
      const start = addDays(date, -((weekday + (calendar.weekStart === 'monday' ? 6 : 0)) % 7));
      return { grain, start, end: addDays(start, 7) };
    }
    case 'month': {
      const start = addMonths(date, 0);
      return { grain, start, end: addMonths(start, 1) };
    }
    case 'quarter': {
      const month = Number(date.slice(5, 7));
      const into = (month - calendar.quarterStartMonth + 12) % 3;
      const start = addMonths(date, -into);
      return { grain, start, end: addMonths(start, 3) };
    }
    case 'year': {
      const start = civilDate(`${date.slice(0, 4)}-01-01`);
      return { grain, start, end: addMonths(start, 12) };
    }
    case 'total':
      throw new RangeError('A lifetime figure has no period.');
  }
}

/** The period of the same grain that lies `steps` after (before where negative) a whole period. */
export function shiftPeriod(period: Period, steps: number, calendar: Calendar = ISO_CALENDAR): Period {
  switch (period.grain) {
    case 'day':
      return periodOf('day', addDays(period.start, steps), calendar);
    case 'week':
      return periodOf('week', addDays(period.start, 7 * steps), calendar);
    case 'month':
      return periodOf('month', addMonths(period.start, steps), calendar);
    case 'quarter':
      return periodOf('quarter', addMonths(period.start, 3 * steps), calendar);
    case 'year':
      return periodOf('year', addMonths(period.start, 12 * steps), calendar);
    case 'total':
      return period;
  }
}

/** The same period one year earlier; for a week, the week 52 weeks earlier. */
export function yearBefore(period: Period, calendar: Calendar = ISO_CALENDAR): Period {
  if (period.grain === 'week') return shiftPeriod(period, -52, calendar);
  if (period.grain === 'day') {
    const year = Number(period.start.slice(0, 4)) - 1;
    const monthDay = period.start.slice(5) === '02-29' ? '02-28' : period.start.slice(5);
    return periodOf('day', civilDate(`${String(year).padStart(4, '0')}-${monthDay}`), calendar);
  }
  return periodOf(period.grain, addMonths(period.start, -12), calendar);
}

/** The last day of a period. */
export function lastDay(period: Window): CivilDate {
  return addDays(period.end, -1);
}

/** Whether a period ends where its grain does; false for a quarter to date inside the quarter. */
export function isWhole(period: Period, calendar: Calendar = ISO_CALENDAR): boolean {
  if (period.grain === 'total') return true;
  const whole = periodOf(period.grain, period.start, calendar);
  return whole.start === period.start && whole.end === period.end;
}

/** A period as people and files write it: `2024-02-29`, `2024-W08`, `2024-02`, `2024-Q1`, `2024`; with `..END` (exclusive) where it is not whole. */
export function periodLabel(period: Period, calendar: Calendar = ISO_CALENDAR): string {
  const tail = isWhole(period, calendar) ? '' : `..${period.end}`;
  switch (period.grain) {
    case 'day':
      return period.start;
    case 'week': {
      const thursday = addDays(period.start, calendar.weekStart === 'monday' ? 3 : 4);
      const week = Math.floor(daysBetween(civilDate(`${thursday.slice(0, 4)}-01-01`), thursday) / 7) + 1;
      return `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}${tail}`;
    }
    case 'month':
      return `${period.start.slice(0, 7)}${tail}`;
    case 'quarter':
      return `${quarterName(period.start, calendar)}${tail}`;
    case 'year':
      return `${period.start.slice(0, 4)}${tail}`;
    case 'total':
      return 'total';
  }
}

/** The name of the quarter that starts on a day, such as `2024-Q1`; a fiscal year bears the year in which it starts. */
function quarterName(start: CivilDate, calendar: Calendar): string {
  const month = Number(start.slice(5, 7));
  const index = Math.floor(((month - calendar.quarterStartMonth + 12) % 12) / 3);
  const year = month < calendar.quarterStartMonth ? Number(start.slice(0, 4)) - 1 : Number(start.slice(0, 4));
  return `${year}-Q${index + 1}`;
}

/** Reads `2024-02-29`, `2024-W08`, `2024-02`, `2024-Q1` or `2024`; undefined where the text is none of them. */
export function parsePeriod(text: string, calendar: Calendar = ISO_CALENDAR): Period | undefined {
  if (isCivilDate(text)) return periodOf('day', text, calendar);
  const month = /^(\d{4})-(\d{2})$/.exec(text);
  if (month && isCivilDate(`${text}-01`)) return periodOf('month', civilDate(`${text}-01`), calendar);
  const quarter = /^(\d{4})-?Q([1-4])$/i.exec(text);
  if (quarter) {
    const first = addMonths(civilDate(`${quarter[1]}-01-01`), calendar.quarterStartMonth - 1);
    return periodOf('quarter', addMonths(first, 3 * (Number(quarter[2]) - 1)), calendar);
  }
  const week = /^(\d{4})-?W(\d{2})$/i.exec(text);
  if (week && Number(week[2]) >= 1 && Number(week[2]) <= 53) {
    // The first week is the one that holds 4 January (ISO 8601).
    const first = periodOf('week', civilDate(`${week[1]}-01-04`), calendar);
    return shiftPeriod(first, Number(week[2]) - 1, calendar);
  }
  if (/^\d{4}$/.test(text)) return periodOf('year', civilDate(`${text}-01-01`), calendar);
  return undefined;
}
