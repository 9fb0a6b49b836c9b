import { type CivilDate, dayNumber } from '../../contract/period.js';
import { dayRun } from '../values/day-order.js';
import { civilDay, type DayReading } from '../values/days.js';

/**
 * What became of days that a spreadsheet program stored as dates. `mixed`: some it took for dates and some it left as texts, as it does where it reads day
 * and month in the other order; `swappable`: day and month of all of them could have been swapped, and nothing says that they were not.
 */
export type StoredDays =
  | { readonly kind: 'none' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'mixed' | 'swappable'; readonly line: number; readonly day: CivilDate };

/** Collects days as they are stored. */
export function newStoredDays() {
  const [stored, swapped] = [dayRun(), dayRun()];
  let [sure, texts] = [false, false];
  let first: { readonly line: number; readonly day: CivilDate } | undefined;
  return {
    note: (line: number, reading: DayReading, isStored: boolean): void => {
      if (!isStored) {
        texts ||= reading.kind === 'numeric';
        return;
      }
      if (reading.kind !== 'day') return;
      const { date } = reading;
      first ??= { line, day: date };
      const other = civilDay(Number(date.slice(0, 4)), Number(date.slice(8, 10)), Number(date.slice(5, 7)));
      sure ||= other === undefined;
      stored.add(date);
      if (other !== undefined) swapped.add(other);
    },
    found: (): StoredDays => {
      if (first === undefined) return { kind: 'none' };
      if (texts) return { kind: 'mixed', ...first };
      const inOrder = stored.isSorted() && (stored.follows() || !swapped.isSorted());
      return sure || inOrder ? { kind: 'clear' } : { kind: 'swappable', ...first };
    },
  };
}

const ENOUGH = 4;

/** Collects the steps between the days of a table: figures of weeks and months stand on one day each, and are no figures of days. */
export function stepNotes() {
  let [steps, weeks, months] = [0, 0, 0];
  let before: CivilDate | undefined;
  return {
    note: (day: CivilDate): void => {
      const step = before === undefined ? 0 : Math.abs(dayNumber(day) - dayNumber(before));
      if (step > 0) steps += 1;
      if (step === 7) weeks += 1;
      if (step >= 28 && step <= 31 && day.endsWith('-01') && before?.endsWith('-01')) months += 1;
      before = day;
    },
    found: (): 'week' | 'month' | undefined => {
      if (steps >= ENOUGH && weeks === steps) return 'week';
      return steps >= ENOUGH - 1 && months === steps ? 'month' : undefined;
    },
  };
}
