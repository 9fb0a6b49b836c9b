import { type CivilDate, dayNumber } from '../../contract/period.js';
import type { DayOrder, DayReading } from './days.js';

/** A cell that can be read in two ways, with both. */
export interface TwoReadings {
  readonly text: string;
  readonly dayFirst: CivilDate;
  readonly monthFirst: CivilDate;
}

/** How a column writes its days. `clear`: no cell leaves a doubt. */
export type OrderVote =
  | { readonly outcome: 'clear' }
  | { readonly outcome: 'decided'; readonly order: DayOrder; readonly why: 'impossible' | 'sorted' | 'period'; readonly example: string }
  | { readonly outcome: 'ambiguous'; readonly example: TwoReadings }
  | { readonly outcome: 'contradictory'; readonly examples: readonly [string, string] };

/** A period as a file's name states it, both days included. */
export interface StatedDays {
  readonly first: CivilDate;
  readonly last: CivilDate;
}

/** Collects what the days of a column say of their order; holds no more than a few of them. */
export interface OrderNotes {
  readonly note: (text: string, reading: DayReading) => void;
  /** A number above 12 decides, else the order of the rows, else the period that the file states; else it is left open. */
  readonly vote: (stated?: StatedDays) => OrderVote;
}

/** Fewer days than this are in order by chance. */
const SORTED = 5;

/** The notes of a column, none taken yet. */
export function orderNotes(): OrderNotes {
  const [asDayFirst, asMonthFirst] = [dayRun(), dayRun()];
  let [onlyDay, onlyMonth]: [string | undefined, string | undefined] = [undefined, undefined];
  let [doubtful, anyBoth]: [TwoReadings | undefined, string | undefined] = [undefined, undefined];
  return {
    note: (text, reading) => {
      if (reading.kind !== 'numeric') return;
      const { dayFirst, monthFirst } = reading;
      if (dayFirst !== undefined && monthFirst !== undefined) {
        asDayFirst.add(dayFirst);
        asMonthFirst.add(monthFirst);
        anyBoth ??= text;
        if (dayFirst !== monthFirst) doubtful ??= { text, dayFirst, monthFirst };
      } else if (dayFirst !== undefined) onlyDay ??= text;
      else onlyMonth ??= text;
    },
    vote: (stated) => {
      if (onlyDay !== undefined && onlyMonth !== undefined) return { outcome: 'contradictory', examples: [onlyDay, onlyMonth] };
      const example = doubtful?.text ?? onlyDay ?? onlyMonth ?? anyBoth ?? '';
      if (onlyDay !== undefined) return { outcome: 'decided', order: 'day-first', why: 'impossible', example };
      if (onlyMonth !== undefined) return { outcome: 'decided', order: 'month-first', why: 'impossible', example };
      if (doubtful === undefined) return { outcome: 'clear' };
      const decided = (test: (run: DayRun) => boolean, why: 'sorted' | 'period'): OrderVote | undefined => {
        const [day, month] = [test(asDayFirst), test(asMonthFirst)];
        return day === month ? undefined : { outcome: 'decided', order: day ? 'day-first' : 'month-first', why, example };
      };
      return (
        decided((run) => run.follows(), 'sorted') ??
        decided((run) => run.isSorted(), 'sorted') ??
        decided((run) => stated !== undefined && run.lies(stated), 'period') ?? { outcome: 'ambiguous', example: doubtful }
      );
    },
  };
}

/** Days in the order of their rows. */
export interface DayRun {
  readonly add: (date: CivilDate) => void;
  /** whether they never turn back, and are enough for that to be no chance */
  readonly isSorted: () => boolean;
  /** whether each is the day after the one before it, forwards or backwards, or the same */
  readonly follows: () => boolean;
  /** whether all of them lie in a period */
  readonly lies: (stated: StatedDays) => boolean;
}

/** A run of no days yet. */
export function dayRun(): DayRun {
  let [up, down, longest, changes] = [false, false, 0, 0];
  let [before, first, last]: [number | undefined, CivilDate | undefined, CivilDate | undefined] = [undefined, undefined, undefined];
  const isSorted = (): boolean => changes + 1 >= SORTED && !(up && down);
  return {
    add: (date) => {
      const number = dayNumber(date);
      const step = number - (before ?? number);
      before = number;
      if (step !== 0) changes += 1;
      up ||= step > 0;
      down ||= step < 0;
      longest = Math.max(longest, Math.abs(step));
      if (first === undefined || date < first) first = date;
      if (last === undefined || date > last) last = date;
    },
    isSorted,
    follows: () => isSorted() && longest === 1,
    lies: (stated) => first !== undefined && last !== undefined && first >= stated.first && last <= stated.last,
  };
}
