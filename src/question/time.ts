import {
  addDays,
  type Calendar,
  type CivilDate,
  type Grain,
  type Period,
  parsePeriod,
  periodOf,
  shiftPeriod,
} from '../../connectors/contract/period.js';
import { MONTH_WORDS } from '../text/names.js';
import type { When } from './question.js';

/** The day and the calendar by which words such as "last month" are read. */
export interface TimeContext {
  readonly today: CivilDate;
  readonly calendar: Calendar;
}

/** A time that was read, and how many tokens it took. */
export interface TimeMatch {
  readonly when: When;
  readonly length: number;
}

const MONTHS: ReadonlyMap<string, number> = new Map(MONTH_WORDS.flatMap((words, index) => words.map((word) => [word, index + 1] as const)));
const QUARTERS: ReadonlyMap<string, number> = new Map(
  ['i 1', 'ii 2', 'iii 3', 'iv 4', '1 1', '2 2', '3 3', '4 4'].map((pair) => [pair.split(' ')[0] ?? '', Number(pair.split(' ')[1])] as const),
);
const GRAIN_WORDS: ReadonlyMap<string, Grain> = new Map<string, Grain>([
  ['day', 'day'],
  ['days', 'day'],
  ['d', 'day'],
  ['hari', 'day'],
  ['week', 'week'],
  ['weeks', 'week'],
  ['w', 'week'],
  ['minggu', 'week'],
  ['pekan', 'week'],
  ['month', 'month'],
  ['months', 'month'],
  ['m', 'month'],
  ['bulan', 'month'],
  ['quarter', 'quarter'],
  ['triwulan', 'quarter'],
  ['kuartal', 'quarter'],
  ['year', 'year'],
  ['tahun', 'year'],
]);
const LAST = ['lalu', 'kemarin', 'sebelumnya'];
const UNTIL = ['sampai', 'hingga', 'sd', 'until', 'to', 'till', 'ke', '-'];
const SINCE = ['since', 'sejak', 'semenjak', 'mulai'];
const BETWEEN = ['between', 'antara'];
const AND = ['and', 'dan', ...UNTIL];
const TO_DATE: ReadonlyMap<string, Grain> = new Map<string, Grain>([
  ['mtd', 'month'],
  ['qtd', 'quarter'],
  ['ytd', 'year'],
]);

/** The words of times, for the search of near words. */
export const TIME_WORDS: readonly string[] = [
  ...MONTHS.keys(),
  ...[...GRAIN_WORDS.keys()].filter((word) => word.length > 1),
  ...'lalu last ini this previous sebelumnya terakhir past kemarin yesterday today'.split(' '),
  ...[...UNTIL, ...SINCE, ...BETWEEN, ...TO_DATE.keys()].filter((word) => word !== '-'),
];

/** Whether one token may be part of a time: a month, a year, a quarter, a number, a word of time. */
export const isTimeToken = (token: string): boolean =>
  /^\d/.test(token) ||
  /^(?:q|tw|k)[1-4]?$/.test(token) ||
  MONTHS.has(token) ||
  GRAIN_WORDS.has(token) ||
  QUARTERS.has(token) ||
  TIME_WORDS.includes(token);

/** Reads a time that starts at a token, ranges too; undefined where none does. */
export function matchTime(tokens: readonly string[], at: number, context: TimeContext): TimeMatch | undefined {
  const opening = tokens[at] ?? '';
  const toDate = TO_DATE.get(opening);
  if (toDate) return { when: until(periodOf(toDate, context.today, context.calendar), context), length: 1 };
  if (BETWEEN.includes(opening)) return lengthened(matchRange(tokens, at + 1, AND, context));
  if (!SINCE.includes(opening)) return matchTrailing(tokens, at) ?? matchRange(tokens, at, UNTIL, context) ?? matchPeriod(tokens, at, context);
  const since = matchPeriod(tokens, at + 1, context);
  const open: TimeMatch | undefined = since && { when: until(since.period, context), length: since.length };
  return lengthened(matchRange(tokens, at + 1, UNTIL, context) ?? open);
}

/** With the one word before it. */
const lengthened = (match: TimeMatch | undefined): TimeMatch | undefined => match && { ...match, length: match.length + 1 };

/** From the start of a period up to yesterday, the last day that is over. */
const until = ({ start }: Period, { today }: TimeContext): When => ({
  kind: 'range',
  grain: 'day',
  period: { start, end: start < today ? today : addDays(start, 1) },
});

function matchRange(tokens: readonly string[], at: number, links: readonly string[], context: TimeContext): TimeMatch | undefined {
  const first = matchPeriod(tokens, at, context);
  const link = first && tokens[at + first.length];
  if (!first || link === undefined || !links.includes(link)) return undefined;
  const second = matchPeriod(tokens, at + first.length + 1, context);
  if (!second) return undefined;
  return { when: joined(tokens[at] ?? '', first, second.period, context), length: first.length + 1 + second.length };
}

/** "jan - feb 2024": a month without a year takes the year of the one after it, one earlier where that would turn the range round. */
function joined(word: string, match: PeriodMatch, to: Period, context: TimeContext): When {
  const month = match.length === 1 ? MONTHS.get(word) : undefined;
  let start = match.period;
  if (month !== undefined) {
    const year = Number(to.start.slice(0, 4));
    const same = monthOf(year, month, context);
    start = same && same.start <= to.start ? same : (monthOf(year - 1, month, context) ?? start);
  }
  const [early, late] = start.start <= to.start ? [start, to] : [to, start];
  return { kind: 'range', grain: match.period.grain === to.grain ? to.grain : 'day', period: { start: early.start, end: late.end } };
}

function matchTrailing(tokens: readonly string[], at: number): TimeMatch | undefined {
  const lead = ['last', 'past'].includes(tokens[at] ?? '') ? 1 : 0;
  const word = tokens[at + lead] ?? '';
  const glued = /^(\d{1,4})([a-z]+)$/.exec(word);
  const count = Number(glued?.[1] ?? (/^\d{1,3}$/.test(word) ? word : 'none'));
  const unit = GRAIN_WORDS.get(glued?.[2] ?? tokens[at + lead + 1] ?? '');
  if (!Number.isInteger(count) || count < 1 || (unit !== 'day' && unit !== 'week' && unit !== 'month')) return undefined;
  const used = lead + (glued ? 1 : 2);
  const tail = lead === 0 && ['terakhir', 'lalu'].includes(tokens[at + used] ?? '') ? 1 : 0;
  return { when: { kind: 'trailing', count, unit }, length: used + tail };
}

type PeriodMatch = TimeMatch & { readonly period: Period };

const period = (value: Period | undefined, length: number): PeriodMatch | undefined =>
  value && { when: { kind: 'period', period: value }, period: value, length };

function matchPeriod(tokens: readonly string[], at: number, context: TimeContext): PeriodMatch | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  return (
    matchNamedMonth(tokens, at, context) ??
    matchQuarter(tokens, at, context) ??
    matchRelative(tokens, at, context) ??
    (/^(?:19|20)\d{2}/.test(token) ? period(parsePeriod(token.toUpperCase(), context.calendar), 1) : undefined)
  );
}

const isYear = (token: string | undefined): token is string => token !== undefined && /^(?:19|20)\d{2}$/.test(token);

const monthOf = (year: number, month: number, context: TimeContext): Period | undefined =>
  parsePeriod(`${year}-${String(month).padStart(2, '0')}`, context.calendar);

function matchNamedMonth(tokens: readonly string[], at: number, context: TimeContext): PeriodMatch | undefined {
  const month = MONTHS.get(tokens[at] ?? '');
  if (month !== undefined) {
    const year = tokens[at + 1];
    if (isYear(year)) return period(monthOf(Number(year), month, context), 2);
    return period(
      latest((candidate) => monthOf(candidate, month, context), context),
      1,
    );
  }
  const named = MONTHS.get(tokens[at + 1] ?? '');
  if (named === undefined || !/^\d{1,2}$/.test(tokens[at] ?? '')) return undefined;
  const day = String(tokens[at]).padStart(2, '0');
  const year = tokens[at + 2];
  const dayOf = (candidate: number): Period | undefined => parsePeriod(`${candidate}-${String(named).padStart(2, '0')}-${day}`, context.calendar);
  return isYear(year) ? period(dayOf(Number(year)), 3) : period(latest(dayOf, context), 2);
}

function matchQuarter(tokens: readonly string[], at: number, context: TimeContext): PeriodMatch | undefined {
  const glued = /^(?:q|tw|k)([1-4])$/.exec(tokens[at] ?? '');
  const spaced = ['triwulan', 'tw', 'kuartal', 'quarter', 'q'].includes(tokens[at] ?? '') ? QUARTERS.get(tokens[at + 1] ?? '') : undefined;
  const quarter = glued ? Number(glued[1]) : spaced;
  if (quarter === undefined) return undefined;
  const used = glued ? 1 : 2;
  const quarterOf = (year: number): Period | undefined => parsePeriod(`${year}-Q${quarter}`, context.calendar);
  const year = tokens[at + used];
  return isYear(year) ? period(quarterOf(Number(year)), used + 1) : period(latest(quarterOf, context), used);
}

/** The latest of a yearly period that began before today. */
function latest(of: (year: number) => Period | undefined, context: TimeContext): Period | undefined {
  const year = Number(context.today.slice(0, 4));
  for (let back = -1; back <= 4; back += 1) {
    const candidate = of(year - back);
    if (candidate && candidate.start < context.today) return candidate;
  }
  return undefined;
}

function matchRelative(tokens: readonly string[], at: number, { today, calendar }: TimeContext): PeriodMatch | undefined {
  const [first = '', second = ''] = tokens.slice(at, at + 2);
  if (first === 'yesterday' || first === 'kemarin') return period(periodOf('day', addDays(today, -1), calendar), 1);
  if (first === 'today') return period(periodOf('day', today, calendar), 1);
  const english = first === 'last' || first === 'previous' || first === 'this';
  const grain = GRAIN_WORDS.get(english ? second : first);
  if (!grain) return undefined;
  const current = periodOf(grain, today, calendar);
  if (first === 'last' || first === 'previous' || LAST.includes(second)) return period(shiftPeriod(current, -1, calendar), 2);
  if (first === 'this' || second === 'ini') return period(grain === 'day' ? current : { ...current, end: addDays(today, 1) }, 2);
  return undefined;
}
