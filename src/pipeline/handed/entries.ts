import { type CivilDate, civilDate, isCivilDate, type Period } from '../../../connectors/contract/period.js';
import { MONTH_WORDS } from '../../text/names.js';
import type { ListItem } from './items.js';
import type { LeftText, PasteAnswers, ReadEntry } from './reading.js';
import { choose } from './words-of-questions.js';

const MONTHS: ReadonlyMap<string, number> = new Map(MONTH_WORDS.flatMap((words, index) => words.map((word) => [word, index + 1] as const)));
const month = [...MONTHS.keys()].sort((a, b) => b.length - a.length).join('|');
const START = new RegExp(
  `^(?:tgl\\.?|tanggal)?\\s*(?:(?<iso>(?:19|20)\\d{2}-\\d{2}-\\d{2})|(?<day>\\d{1,2})(?:\\s*[/.-]\\s*(?<number>\\d{1,2})(?!\\d)|\\s+(?<name>${month})\\b)(?:[\\s/.-]+(?<year>(?:19|20)\\d{2}|\\d{2}(?=\\s*[-:|\\t])))?)\\s*[-:|,\\t)]*\\s*(?<rest>.*)$`,
  'isu',
);

/** Whether a line begins as the rows of a list do: with a day. */
export const beginsWithDay = (line: string): boolean => START.test(line);

/** The days that a text which is a day alone may mean, within a month where several may be meant; none where it is no day. */
export function daysOf(text: string, period: Period): readonly CivilDate[] {
  const groups = START.exec(text.trim())?.groups;
  if (!groups || (groups.rest ?? '') !== '') return [];
  const dates = datesOf(groups, period);
  const inside = dates.filter((date) => date >= period.start && date < period.end);
  return inside.length > 0 ? inside : dates;
}

/** What a row of a list is read by. */
export interface EntryContext {
  readonly list: ListItem;
  readonly period: Period;
  readonly line: number;
  readonly answers: PasteAnswers;
}

/** Reads a row of a list: a day, and what the list's columns hold; undefined where its writer said to leave it out. */
export function readEntry(line: string, context: EntryContext): ReadEntry | LeftText | undefined {
  const { list, line: number } = context;
  const left = (why: LeftText['why']): LeftText => ({ line: number, source: line, why });
  const groups = START.exec(line)?.groups;
  const dates = groups ? datesOf(groups, context.period) : [];
  if (!groups || dates.length === 0) return left('no-date');
  const cells = cellsOf(
    groups.rest ?? '',
    list.columns.filter((column) => column !== 'date'),
  );
  if (!cells) return left('columns');
  const { title = '', ...attributes } = cells;
  if (title === '') return left('columns');
  const id = `${number}`;
  const inside = dates.filter((date) => date >= context.period.start && date < context.period.end);
  const [only] = inside.length > 0 ? inside : dates;
  if (only === undefined) return left('no-date');
  const question = choose(
    id,
    'period',
    { id: `"${line}": tanggal berapa?`, en: `"${line}": on which day?` },
    dates.map((date) => ({ id: date, label: { id: date, en: date } })),
  );
  const answer = context.answers[question.id];
  if (answer === 'no') return undefined;
  const given = dates.find((date) => date === answer);
  const sure = inside.length === 1 || given !== undefined;
  return { id, line: number, source: line, list, date: given ?? only, title, attributes, questions: sure ? [] : [question] };
}

/** The days that may be meant: 5/2 is 5 February, and 2 May where that is the month. */
function datesOf(groups: Readonly<Record<string, string | undefined>>, period: Period) {
  if (groups.iso !== undefined) return isCivilDate(groups.iso) ? [civilDate(groups.iso)] : [];
  const [day, second] = [Number(groups.day), groups.number === undefined ? MONTHS.get((groups.name ?? '').toLowerCase()) : Number(groups.number)];
  const year = groups.year === undefined ? period.start.slice(0, 4) : groups.year.length === 2 ? `20${groups.year}` : groups.year;
  const pad = (value: number | undefined): string => String(value ?? 0).padStart(2, '0');
  const texts = [`${year}-${pad(second)}-${pad(day)}`, ...(groups.number === undefined ? [] : [`${year}-${pad(day)}-${pad(second)}`])];
  return [...new Set(texts)].filter(isCivilDate);
}

/** The cells of a row by column; undefined where there are more or fewer than columns. A list with a title alone takes the row as it is. */
function cellsOf(rest: string, columns: readonly string[]): Readonly<Record<string, string>> | undefined {
  const text = rest.trim();
  if (columns.length === 1) return { [columns[0] ?? 'title']: text };
  const splits = [/\s*\t\s*/, /\s*\|\s*/, /\s*;\s*/, /\s+-\s+/, /\s*,\s*/].map((mark) => text.split(mark).filter((cell) => cell !== ''));
  const cells = splits.find((found) => found.length === columns.length);
  return cells && Object.fromEntries(columns.map((column, index) => [column, (cells[index] ?? '').trim()]));
}
