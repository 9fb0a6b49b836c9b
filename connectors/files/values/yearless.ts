import { type CivilDate, isCivilDate } from '../../contract/period.js';

/** A day of a year that is not stated. */
export interface MonthDay {
  readonly month: number;
  readonly day: number;
}

/** How the rows lie: days that follow each other, or days of publication in no order. */
export type RowOrder = 'oldest-first' | 'newest-first' | 'unsorted';

const key = ({ month, day }: MonthDay): number => month * 100 + day;
const inYear = (year: number, { month, day }: MonthDay): CivilDate | undefined => {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isCivilDate(text) ? text : undefined;
};

/**
 * Gives days their years, backwards from the day of the export: none is later than that day, and where rows are in order, none is later than the row after it.
 * Undefined where the day does not exist in the year that follows, as 29 February.
 */
export function inferYears(days: readonly MonthDay[], exportDay: CivilDate, order: RowOrder): readonly (CivilDate | undefined)[] {
  const exportYear = Number(exportDay.slice(0, 4));
  const exportKey = Number(exportDay.slice(5, 7)) * 100 + Number(exportDay.slice(8, 10));
  const latest = (monthDay: MonthDay): number => (key(monthDay) > exportKey ? exportYear - 1 : exportYear);
  if (order === 'unsorted') return days.map((monthDay) => inYear(latest(monthDay), monthDay));
  const backwards = order === 'newest-first' ? [...days] : [...days].reverse();
  let [year, after] = [exportYear, exportKey];
  const dated = backwards.map((monthDay) => {
    if (key(monthDay) > after) year -= 1;
    after = key(monthDay);
    return inYear(year, monthDay);
  });
  return order === 'newest-first' ? dated : dated.reverse();
}
