import { addDays, type CivilDate, daysBetween } from '../../connectors/contract/period.js';

/** Whether people work on a day: Monday to Friday, and no holiday. */
export function isWorkingDay(day: CivilDate, holidays: ReadonlySet<CivilDate>): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(day);
}

/** The `count`th working day on or after a day; 1 is the first. */
export function workingDay(from: CivilDate, count: number, holidays: ReadonlySet<CivilDate>): CivilDate {
  let day = from;
  let left = count;
  for (;;) {
    if (isWorkingDay(day, holidays)) left -= 1;
    if (left <= 0) return day;
    day = addDays(day, 1);
  }
}

/** How many working days lie in `[from, to)`; 0 where `to` is not later. */
export function workingDaysBetween(from: CivilDate, to: CivilDate, holidays: ReadonlySet<CivilDate>): number {
  const days = Math.max(0, daysBetween(from, to));
  return Array.from({ length: days }, (_, index) => addDays(from, index)).filter((day) => isWorkingDay(day, holidays)).length;
}
