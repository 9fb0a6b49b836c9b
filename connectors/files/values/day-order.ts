import { type CivilDate, dayNumber } from '../../contract/period.js';
import { readDay } from './days.js';

/** What stands first in days written with two numbers. */
export type DayOrder = 'day-first' | 'month-first';

/** A cell that can be read in two ways, with both. */
export interface TwoReadings {
  readonly text: string;
  readonly dayFirst: CivilDate;
  readonly monthFirst: CivilDate;
}

/** How a column writes its days. `clear`: no cell leaves a doubt. */
export type OrderVote =
  | { readonly outcome: 'clear' }
  | { readonly outcome: 'decided'; readonly order: DayOrder; readonly why: 'impossible' | 'sorted' | 'period' }
  | { readonly outcome: 'ambiguous'; readonly examples: readonly TwoReadings[] }
  | { readonly outcome: 'contradictory'; readonly examples: readonly [string, string] };

/** A period as a file's name states it, both days included. */
export interface StatedDays {
  readonly first: CivilDate;
  readonly last: CivilDate;
}

const EXAMPLES = 3;
/** Fewer days than this are in order by chance. */
const SORTED = 4;

/** Finds out by a whole column which number is the day: a number above 12, else the order of the rows, else the period that the file states; else it is left open. */
export function voteDayOrder(texts: Iterable<string>, stated?: StatedDays): OrderVote {
  const both: TwoReadings[] = [];
  let [onlyDay, onlyMonth]: [string | undefined, string | undefined] = [undefined, undefined];
  for (const text of texts) {
    const reading = readDay(text);
    if (reading?.kind !== 'numeric') continue;
    const { dayFirst, monthFirst } = reading;
    if (dayFirst !== undefined && monthFirst !== undefined) both.push({ text, dayFirst, monthFirst });
    else if (dayFirst !== undefined) onlyDay ??= text;
    else onlyMonth ??= text;
  }
  if (onlyDay !== undefined && onlyMonth !== undefined) return { outcome: 'contradictory', examples: [onlyDay, onlyMonth] };
  if (onlyDay !== undefined) return { outcome: 'decided', order: 'day-first', why: 'impossible' };
  if (onlyMonth !== undefined) return { outcome: 'decided', order: 'month-first', why: 'impossible' };
  const doubtful = both.filter(({ dayFirst, monthFirst }) => dayFirst !== monthFirst);
  if (doubtful.length === 0) return { outcome: 'clear' };
  return (
    decided(isSorted, both, 'sorted') ??
    decided((days) => within(days, stated), both, 'period') ?? { outcome: 'ambiguous', examples: doubtful.slice(0, EXAMPLES) }
  );
}

/** The order for which alone a test holds. */
function decided(test: (days: readonly CivilDate[]) => boolean, both: readonly TwoReadings[], why: 'sorted' | 'period'): OrderVote | undefined {
  const day = test(both.map(({ dayFirst }) => dayFirst));
  const month = test(both.map(({ monthFirst }) => monthFirst));
  return day === month ? undefined : { outcome: 'decided', order: day ? 'day-first' : 'month-first', why };
}

function isSorted(days: readonly CivilDate[]): boolean {
  if (new Set(days).size < SORTED) return false;
  const pairs = days.slice(1).map((day, index) => dayNumber(day) - dayNumber(days[index] ?? day));
  return pairs.every((step) => step >= 0) || pairs.every((step) => step <= 0);
}

const within = (days: readonly CivilDate[], stated: StatedDays | undefined): boolean =>
  stated !== undefined && days.every((day) => day >= stated.first && day <= stated.last);
