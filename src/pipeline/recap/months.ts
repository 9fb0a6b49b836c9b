import { type CivilDate, type Period, parsePeriod, shiftPeriod } from '../../../connectors/contract/period.js';
import { MONTH_WORDS } from '../../text/names.js';
import type { RecapCell, RecapGrid } from './grid.js';

/** A column of a recap and the month that it is of. */
export interface MonthColumn {
  readonly column: number;
  /** 1 to 12 */
  readonly month: number;
  /** undefined where nothing in the sheet says so */
  readonly year: number | undefined;
}

/** The line of a recap that names the months. */
export interface MonthLine {
  /** from 0 */
  readonly at: number;
  readonly columns: readonly MonthColumn[];
}

const FEWEST_MONTHS = 3;
const words = MONTH_WORDS.flatMap((names, index) => names.map((name) => [name, index + 1] as const));
const NUMBERS: ReadonlyMap<string, number> = new Map(words);

/** The line that names most months, each once and in their order; undefined where no line names three. */
export function monthLine(grid: RecapGrid): MonthLine | undefined {
  let best: MonthLine | undefined;
  for (const [at, line] of grid.entries()) {
    const named = line.flatMap((cell, column) => {
      const month = monthIn(cell);
      return month === undefined ? [] : [{ column, ...month }];
    });
    const columns = named.length < FEWEST_MONTHS ? [] : withYears(named, grid.slice(0, at + 1));
    if (columns.length > (best?.columns.length ?? 0) && isInOrder(columns)) best = { at, columns };
  }
  return best;
}

function monthIn({ text, kind }: RecapCell): Omit<MonthColumn, 'column'> | undefined {
  const day = /^(\d{4})-(\d{2})-01(?:T00:00(?::00)?(?:\.0+)?Z?)?$/.exec(text);
  if ((kind === 'date' || kind === 'moment') && day) return { year: Number(day[1]), month: Number(day[2]) };
  if (kind !== 'text') return undefined;
  const plain = text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
  const [, name = '', digits] = /^(?:bulan )?([a-z]{3,9})\.?[ \-/']*((?:20)?\d{2})?$/.exec(plain) ?? [];
  const month = NUMBERS.get(name);
  if (month !== undefined) return { month, year: digits === undefined ? undefined : Number(digits.length === 2 ? `20${digits}` : digits) };
  const [, year, number] = /^(20\d{2})[-/](0[1-9]|1[0-2])$/.exec(plain) ?? [];
  return year === undefined ? undefined : { year: Number(year), month: Number(number) };
}

/** The only year that a cell names. */
function yearIn({ text }: RecapCell): number | undefined {
  const years = [...new Set(text.match(/(?<!\d)20\d{2}(?!\d)/g))];
  return years.length === 1 ? Number(years[0]) : undefined;
}

/** Years stand beside the month, in a line above it, or once for all, from where they go on when December is over. */
function withYears(named: readonly MonthColumn[], above: RecapGrid): readonly MonthColumn[] {
  const yearsOf = (line: readonly RecapCell[]) =>
    line.flatMap((cell, column) => {
      const year = monthIn(cell) === undefined ? yearIn(cell) : undefined;
      return year === undefined ? [] : [{ column, year }];
    });
  const line = above.map(yearsOf).findLast((years) => years.length > 0) ?? [];
  const several = new Set(line.map(({ year }) => year)).size > 1;
  const found: MonthColumn[] = [];
  for (const one of named) {
    const before = found.at(-1);
    const rolled = before?.year === undefined ? undefined : before.year + (one.month <= before.month ? 1 : 0);
    const stated = several ? line.findLast(({ column }) => column <= one.column)?.year : before === undefined ? line[0]?.year : undefined;
    found.push({ ...one, year: one.year ?? stated ?? rolled });
  }
  return found;
}

function isInOrder(columns: readonly MonthColumn[]): boolean {
  return columns.every((one, index) => {
    const before = columns[index - 1];
    if (before === undefined) return true;
    if (one.year === undefined || before.year === undefined) return one.year === before.year;
    return one.year * 12 + one.month > before.year * 12 + before.month;
  });
}

/** A month that a recap has figures of. */
export interface RecapMonth {
  readonly column: number;
  readonly period: Period;
}

/** The months of a line; `first` is the year of the first where the sheet does not say. Undefined where it is needed. */
export function monthsOf({ columns }: MonthLine, first: number | undefined): readonly RecapMonth[] | undefined {
  let year = columns[0]?.year ?? first;
  if (year === undefined) return undefined;
  const months: RecapMonth[] = [];
  for (const [index, one] of columns.entries()) {
    const before = columns[index - 1];
    if (one.year !== undefined) year = one.year;
    else if (before !== undefined && one.month <= before.month) year += 1;
    const period = parsePeriod(`${year}-${String(one.month).padStart(2, '0')}`);
    if (period !== undefined) months.push({ column: one.column, period });
  }
  return months;
}

/** The years that the first month may be of: all of the months are over by today. */
export function possibleYears(line: MonthLine, today: CivilDate): readonly number[] {
  const now = Number(today.slice(0, 4));
  const over = [now, now - 1, now - 2].filter((year) => (monthsOf(line, year) ?? []).every(({ period }) => period.end <= today));
  return over.slice(0, 2);
}

const MOST_MONTHS = 13;

/** The months that are taken: the last thirteen of those that are over. */
export const takenMonths = (months: readonly RecapMonth[], today: CivilDate): readonly RecapMonth[] =>
  months.filter(({ period }) => period.end <= today).slice(-MOST_MONTHS);

/** The thirteen months up to one, from which its digest compares with the month and the year before. */
export const thirteenMonths = (last: Period): readonly Period[] =>
  Array.from({ length: MOST_MONTHS }, (_, index) => shiftPeriod(last, index + 1 - MOST_MONTHS));
