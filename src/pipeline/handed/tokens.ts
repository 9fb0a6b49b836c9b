import { type CivilDate, type Period, parsePeriod, periodOf } from '../../../connectors/contract/period.js';
import { MONTH_WORDS } from '../../text/names.js';
import { isNumberSuffix, isNumberWord, readWords, readWritten, type WrittenNumber } from './numbers.js';

/** A piece of a message's line. */
export type Token =
  | { readonly kind: 'word'; readonly text: string; readonly at: number; readonly end: number }
  | { readonly kind: 'number'; readonly number: WrittenNumber; readonly percent: boolean; readonly at: number; readonly end: number }
  /** `sure` is false where it may be a number and a month instead: "6 feb", "feb 24" */
  | {
      readonly kind: 'period';
      readonly period: Period;
      readonly sure: boolean;
      readonly number: WrittenNumber | undefined;
      readonly at: number;
      readonly end: number;
    }
  /** a telephone number, a letter's number, a time of day, an address: no figure */
  | { readonly kind: 'code'; readonly text: string; readonly at: number; readonly end: number }
  | { readonly kind: 'mark'; readonly text: string; readonly at: number; readonly end: number };

/** The month that messages are about, and the day on which they are read. */
export interface Dating {
  readonly period: Period;
  readonly today: CivilDate;
}

const MONTHS: ReadonlyMap<string, number> = new Map(MONTH_WORDS.flatMap((words, index) => words.map((word) => [word, index + 1] as const)));
const month = [...MONTHS.keys()].sort((a, b) => b.length - a.length).join('|');

const EMOJI = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u{FE0F}|\u{200D}|\u{20E3}/gu;
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/g;
const HEADER = [
  /^\s*\[\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\s*(?:[ap]m)?\]\s*[^:]{1,60}:\s?/i,
  /^\s*\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\s*(?:[ap]m)?\s+-\s+[^:]{1,60}:\s?/i,
];
const BULLET = /^\s*(?:[-•·*●▪➤>✓✔→]+\s+|\(?\d{1,2}[.)]\s+|[a-z][.)]\s+)+/iu;

/** A line of a message without its header, its bullet, emphasis and emoji; marks and spaces are the plain ones. */
export function cleanLine(line: string): string {
  let text = line.normalize('NFKC').replace(INVISIBLE, '').replace(EMOJI, ' ').replaceAll('\u00A0', ' ');
  for (const header of HEADER) text = text.replace(header, '');
  // What is struck through is said not to be so; a single "~" means about.
  text = text.replace(/~([^~\n]+)~/g, 'bukan $1');
  text = text.replace(/^\s*(?:diteruskan|forwarded)\s*:?\s*$/i, '');
  text = text
    .replace(/\bs\s?[./]\s?d\.?(?=\s)/gi, 'sd')
    .replace(/(^|[\s(])[*_`]+(?=\S)/g, '$1')
    .replace(/(\S)[*_`]+(?=$|[\s.,:;)])/g, '$1');
  return text.replace(/[–—−]/g, '-').replace(/[‘’]/g, "'").replace(BULLET, '').trim();
}

const PATTERN = new RegExp(
  [
    '(?<link>https?:\\/\\/\\S+|www\\.\\S+|\\S+@\\S+\\.\\w+)',
    '(?<iso>\\b(?:19|20)\\d{2}-(?:0[1-9]|1[0-2])(?:-\\d{2})?\\b)',
    '(?<dmy>\\b\\d{1,2}[/.-]\\d{1,2}[/.-](?:(?:19|20)\\d{2}|\\d{2})\\b(?![.,/]?\\d))',
    `(?<span>\\b\\d{1,2}\\s*(?:-|sd|s\\.d\\.?|s\\/d|sampai)\\s*\\d{1,2}\\s+(?:${month})\\b(?:\\s+(?:19|20)\\d{2}\\b)?)`,
    `(?<day>\\b\\d{1,2}\\s+(?:${month})\\b(?:\\s+(?:19|20)\\d{2}\\b)?)`,
    `(?<month>\\b(?:${month})\\b\\.?(?:\\s*(?:'\\s?\\d{2}|(?:19|20)\\d{2}|\\d{2})\\b(?![.,:]\\d|\\d|\\s*%))?)`,
    '(?<quarter>\\b(?:tw|q|triwulan|kuartal|quarter)\\.?\\s?(?:iv|iii|ii|i|[1-4])\\b(?:\\s+(?:19|20)\\d{2}\\b)?)',
    '(?<time>\\b\\d{1,2}:\\d{2}(?::\\d{2})?\\b|\\b\\d{1,2}\\.\\d{2}(?=\\s*wi(?:b|ta|t)\\b)|(?<=\\b(?:jam|pukul|pkl)\\.?\\s*)\\d{1,2}(?:\\.\\d{2})?\\b)',
    '(?<phone>(?:\\+62|\\b0)\\d[\\d\\s.-]{5,}\\d\\b)',
    '(?<code>\\b(?=[a-z./-]*\\d)[a-z]+[-./]?\\d*[/.-][a-z0-9./-]*\\d[a-z0-9./-]*\\b)',
    "(?<number>\\b\\d{1,3}(?: \\d{3})+(?![\\d.,]\\d|\\d)|\\d+(?:[.,']\\d+)*)",
    '(?<word>[\\p{L}\\p{N}@]+(?:[/][\\p{L}]+)*)',
    '(?<mark>\\S|\\t)',
  ].join('|'),
  'giu',
);

/** Reads a cleaned line as words, numbers, times and marks; words come in lower case without diacritics. */
export function tokensOf(line: string, dating: Dating): readonly Token[] {
  const text = line.toLowerCase();
  const found: Token[] = [];
  PATTERN.lastIndex = 0;
  for (let match = PATTERN.exec(text); match !== null; match = PATTERN.exec(text)) {
    const token = tokenOf(match, text, dating);
    found.push(...token);
    PATTERN.lastIndex = Math.max(token.at(-1)?.end ?? 0, match.index + 1);
  }
  return wordsAsNumbers(found);
}

function tokenOf(match: RegExpExecArray, text: string, dating: Dating): readonly Token[] {
  const [raw] = match;
  const place = { at: match.index, end: match.index + raw.length };
  const groups = match.groups ?? {};
  if (groups.link !== undefined || groups.time !== undefined || groups.phone !== undefined || groups.code !== undefined)
    return [{ kind: 'code', text: raw, ...place }];
  if (groups.number !== undefined) return [numberToken(raw, place.at, text)];
  if (groups.mark !== undefined) return [{ kind: 'mark', text: raw, ...place }];
  if (groups.word !== undefined) return wordTokens(raw, place.at);
  const bare = groups.month === undefined ? undefined : withoutFigure(raw, dating);
  const stated = bare ?? raw;
  const period = periodToken(stated, groups, dating);
  if (period && bare !== undefined) return [{ kind: 'period', ...period, at: match.index, end: match.index + bare.length }];
  return [period ? { kind: 'period', ...period, ...place } : { kind: 'code', text: raw, ...place }];
}

/** "jan 63" is January and a figure: only two digits of a year about now may be a year. */
function withoutFigure(raw: string, { today }: Dating): string | undefined {
  const digits = /[^'\d](\d{2})$/.exec(raw)?.[1];
  if (digits === undefined) return undefined;
  const ahead = Number(digits) - Number(today.slice(2, 4));
  return ahead <= 1 && ahead >= -3 ? undefined : /^\p{L}+/u.exec(raw)?.[0];
}

const FOLDED = /\p{M}/gu;
const fold = (text: string): string => text.normalize('NFKD').replace(FOLDED, '').replace(/^@+/, '');

/** "wa744" is a word and a number. */
function wordTokens(raw: string, at: number): readonly Token[] {
  const [, letters, digits] = /^([\p{L}]{2,})(\d+)$/u.exec(raw) ?? [];
  if (letters === undefined || digits === undefined || /^(?:kira|rata|sama|hati|bener|masing)$/.test(letters))
    return [{ kind: 'word', text: fold(raw), at, end: at + raw.length }];
  const middle = at + letters.length;
  return [
    { kind: 'word', text: fold(letters), at, end: middle },
    { kind: 'number', number: readWritten(digits, ''), percent: false, at: middle, end: at + raw.length },
  ];
}

function numberToken(core: string, at: number, text: string): Token {
  const end = at + core.length;
  const rest = text.slice(end);
  const percent = /^\s?(?:%|persen\b|pct\b|percent\b)/.exec(rest)?.[0];
  if (percent !== undefined) return { kind: 'number', number: readWritten(core, ''), percent: true, at, end: end + percent.length };
  const [glued = '', letters = ''] = /^\s?-?([a-z]+)(?![\p{L}\p{N}/])/u.exec(rest) ?? [];
  if (!isNumberSuffix(letters) || (letters === 'an' && glued.startsWith(' ')))
    return { kind: 'number', number: readWritten(core, ''), percent: false, at, end };
  const about = /^\s?-?an\b/.exec(rest.slice(glued.length))?.[0] ?? '';
  const number = readWritten(core, letters);
  return {
    kind: 'number',
    number: about === '' ? number : { ...number, text: `${number.text}${about.trim()}`, precision: 'about' },
    percent: false,
    at,
    end: end + glued.length + about.length,
  };
}

interface ReadPeriod {
  readonly period: Period;
  readonly sure: boolean;
  readonly number: WrittenNumber | undefined;
}

const pad = (text: string | number): string => String(text).padStart(2, '0');
const ROMAN = ['i', 'ii', 'iii', 'iv'];

function periodToken(raw: string, groups: Readonly<Record<string, string | undefined>>, dating: Dating): ReadPeriod | undefined {
  const sure = (period: Period | undefined): ReadPeriod | undefined => period && { period, sure: true, number: undefined };
  if (groups.iso !== undefined) return sure(parsePeriod(raw));
  if (groups.dmy !== undefined) {
    const [day = '', monthText = '', year = ''] = raw.split(/[/.-]/);
    return sure(parsePeriod(`${year.length === 2 ? `20${year}` : year}-${pad(monthText)}-${pad(day)}`));
  }
  if (groups.quarter !== undefined) {
    const [, name = '', year] = /(iv|iii|ii|i|[1-4])(?:\s+(\d{4}))?$/.exec(raw) ?? [];
    const quarter = ROMAN.includes(name) ? ROMAN.indexOf(name) + 1 : Number(name);
    return sure(parsePeriod(`${year ?? dating.period.start.slice(0, 4)}-Q${quarter}`));
  }
  const named = monthIn(raw);
  if (named === undefined) return undefined;
  const year = /(?:19|20)\d{2}$/.exec(raw)?.[0] ?? `${latestYear(named, dating)}`;
  const whole = parsePeriod(`${year}-${pad(named)}`);
  if (!whole) return undefined;
  if (groups.span !== undefined) return sure(whole);
  if (groups.day !== undefined) {
    const day = /^\d{1,2}/.exec(raw)?.[0] ?? '';
    const period = parsePeriod(`${year}-${pad(named)}-${pad(day)}`);
    return period && { period, sure: /\d{4}$/.test(raw), number: readWritten(day, '') };
  }
  return monthToken(raw, whole, named);
}

/** "feb 24" is February, and 24 a figure or the year. */
function monthToken(raw: string, whole: Period, named: number): ReadPeriod | undefined {
  const short = /(')?\s?(\d{2})$/.exec(raw.replace(/(?:19|20)\d{2}$/, ''));
  if (!short) return { period: whole, sure: true, number: undefined };
  const dated = parsePeriod(`20${short[2]}-${pad(named)}`);
  if (short[1] !== undefined) return dated && { period: dated, sure: true, number: undefined };
  return { period: whole, sure: false, number: readWritten(short[2] ?? '', '') };
}

const monthIn = (raw: string): number | undefined =>
  MONTHS.get(/\p{L}+/u.exec(raw.replace(/^\d{1,2}\s*(?:-|sd|s\.d\.?|s\/d|sampai)?\s*\d*/, ''))?.[0] ?? '');

/** The year of the latest such month that began before today. */
function latestYear(named: number, { today }: Dating): number {
  const year = Number(today.slice(0, 4));
  return `${year}-${pad(named)}-01` <= today ? year : year - 1;
}

/** The month in which a period lies; a quarter is left as it is. */
export const monthOf = ({ grain, start }: Period): Period => periodOf(grain === 'quarter' || grain === 'year' ? grain : 'month', start);

/** Numbers in words count only in a line without digits: "webinar enam kali". */
function wordsAsNumbers(tokens: readonly Token[]): readonly Token[] {
  if (tokens.some((token) => token.kind === 'number')) return tokens;
  const found: Token[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const run = numberRun(tokens, index);
    const [first] = run;
    const last = run.at(-1);
    if (first === undefined || last === undefined) found.push(...tokens.slice(index, index + 1));
    else {
      found.push({ kind: 'number', number: readWords(run.map(({ text }) => text)), percent: false, at: first.at, end: last.end });
      index += run.length - 1;
    }
  }
  return found;
}

type Word = Extract<Token, { kind: 'word' }>;

function numberRun(tokens: readonly Token[], from: number): readonly Word[] {
  const before = tokens[from - 1];
  if (before?.kind === 'word' && before.text === 'salah') return [];
  const run: Word[] = [];
  for (const token of tokens.slice(from)) {
    if (token.kind !== 'word' || !isNumberWord(token.text)) break;
    run.push(token);
  }
  return run;
}
