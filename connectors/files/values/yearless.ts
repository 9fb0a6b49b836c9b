import type { CivilDate } from '../../contract/period.js';
import { civilDay } from './days.js';

/** A day of a year that is not stated. */
export interface MonthDay {
  readonly month: number;
  readonly day: number;
}

/**
 * Gives days without a year their years, backwards from the newest, which is in `year`: a day that comes later in the calendar than the one after it is
 * of the year before. Undefined where a day does not exist in its year, such as 29 February.
 */
export function yearsBackwards(days: readonly MonthDay[], year: number): readonly CivilDate[] | undefined {
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
export const newestOf = (days: readonly MonthDay[]): MonthDay | undefined => (runsBackwards(days) ? days[0] : days.at(-1));

const YEAR_OF_STEPS = 12 * 31;

function runsBackwards(days: readonly MonthDay[]): boolean {
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
