import { isNothing } from './nothing.js';

/** Which mark stands before decimals; the other one parts thousands. */
export type DecimalMark = '.' | ',';

/** How a file writes its numbers. `plain`: no number has a separator. `ambiguous`: every one can be read in two ways. `contradictory`: two numbers exclude each other. */
export type NumberVote =
  | { readonly outcome: 'plain' }
  | { readonly outcome: 'decided'; readonly decimal: DecimalMark; readonly example: string }
  | { readonly outcome: 'ambiguous'; readonly example: string }
  | { readonly outcome: 'contradictory'; readonly examples: readonly [string, string] };

/** What a figure may be: a count has no decimals, so that `1.234` can only be 1234; a rate may have them. */
export type FigureUnit = 'count' | 'rate';

/** What a cell says as a figure. */
export type Figure =
  | {
      readonly kind: 'value';
      readonly value: number;
      /** true where a percent sign stood behind it; the value is as written, so 3.1 for `3.1%` */
      readonly percent: boolean;
      /** true where it was written with a unit such as K, rb or jt */
      readonly rounded: boolean;
    }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unclear'; readonly readings: readonly [number, number] }
  | { readonly kind: 'wrong'; readonly reason: string };

/** What words behind a number multiply it by, cleaned; `M` and `mil` differ by language and are taken as in the exports' own: million, and thousand. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ...['k', 'rb', 'ribu', 'mil', 'tsd', 'tsd.'].map((unit): [string, number] => [unit, 1_000]),
  ...['m', 'jt', 'juta', 'mio', 'mio.', 'mln', 'mi', 'mill.'].map((unit): [string, number] => [unit, 1_000_000]),
  ...['b', 'bn', 'miliar', 'mrd', 'mrd.', 'md'].map((unit): [string, number] => [unit, 1_000_000_000]),
]);

const SPACES = /[\s\u00A0\u2007\u202F]/g;
const WRITTEN = /^([-+]?)(\d[\d.,'’]*)(\p{L}+\.?)?(%?)$/u;
const SCIENTIFIC = /^[-+]?\d+(?:[.,]\d+)?e[-+]?\d+$/i;

/** What one cell tells of the decimal mark; undefined where it tells nothing, `either` where it could have both. */
function evidence(text: string): DecimalMark | 'either' | undefined {
  const written = WRITTEN.exec(text.replace(SPACES, ''));
  const digits = written?.[2]?.replace(/['’]/g, '');
  if (digits === undefined || !/[.,]/.test(digits)) return undefined;
  const last: DecimalMark = digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ',';
  const other: DecimalMark = last === '.' ? ',' : '.';
  if (digits.includes(other)) return digits.indexOf(last) === digits.lastIndexOf(last) ? last : undefined;
  const [whole = '', ...groups] = digits.split(last);
  if (groups.length > 1) return groups.every((group) => group.length === 3) ? other : undefined;
  if (groups[0]?.length !== 3) return last;
  if (whole.length > 3 || (whole.startsWith('0') && written?.[3] === undefined)) return last;
  return 'either';
}

/** Finds out by all number cells of a file together how it writes numbers. */
export function voteNumbers(texts: Iterable<string>): NumberVote {
  const examples = new Map<DecimalMark | 'either', string>();
  for (const text of texts) {
    const found = evidence(text);
    if (found !== undefined && !examples.has(found)) examples.set(found, text);
  }
  const [point, comma, either] = [examples.get('.'), examples.get(','), examples.get('either')];
  if (point !== undefined && comma !== undefined) return { outcome: 'contradictory', examples: [point, comma] };
  if (point !== undefined) return { outcome: 'decided', decimal: '.', example: point };
  if (comma !== undefined) return { outcome: 'decided', decimal: ',', example: comma };
  return either === undefined ? { outcome: 'plain' } : { outcome: 'ambiguous', example: either };
}

const wrong = (reason: string): Figure => ({ kind: 'wrong', reason });

/** Reads a figure as people and programs write it. `decimal` is the vote's; undefined where the vote left it open. */
export function readFigure(text: string, unit: FigureUnit, decimal: DecimalMark | undefined): Figure {
  if (isNothing(text)) return { kind: 'nothing' };
  const bare = text.replace(SPACES, '');
  if (SCIENTIFIC.test(bare)) return wrong('It was rounded by a spreadsheet program.');
  const [, sign = '', digits, word, percent = ''] = WRITTEN.exec(bare) ?? [];
  if (digits === undefined) return wrong('It is no number.');
  const multiplier = word === undefined ? 1 : UNITS.get(word.toLowerCase());
  if (multiplier === undefined) return wrong('It is a number with a word behind it.');
  if (
    /\s/.test(text.trim()) &&
    /\d[\s\u00A0\u2007\u202F]+\d/.test(text) &&
    !/^[-+]?\d{1,3}(?:[\s\u00A0\u2007\u202F]\d{3})+(?!\d)/.test(text.trim())
  ) {
    return wrong('It has a space between digits.');
  }
  const readings = readingsOf(digits.replace(/['’]/g, ''), word === undefined ? unit : 'rate', decimal);
  const [first, second] = readings.map((reading) => (sign === '-' ? -reading : reading) * multiplier);
  if (first === undefined) return wrong('Its separators are not those of a number.');
  if (second !== undefined) return { kind: 'unclear', readings: [first, second] };
  return checkedFigure(multiplier === 1 ? first : Math.round(first), unit, percent === '%', multiplier !== 1);
}

/** A count with decimals is asked about: "12.5" among followers is mostly 12,500 without its K. */
function checkedFigure(value: number, unit: FigureUnit, percent: boolean, rounded: boolean): Figure {
  if (!Number.isSafeInteger(Math.trunc(value))) return wrong('It has more digits than can be kept exactly.');
  if (unit === 'count' && !percent && !Number.isInteger(value)) return { kind: 'unclear', readings: [value, Math.round(value * 1_000)] };
  return { kind: 'value', value, percent, rounded };
}

/** The numbers that digits with separators may mean: none, one or two. */
function readingsOf(digits: string, unit: FigureUnit, decimal: DecimalMark | undefined): readonly number[] {
  if (!/[.,]/.test(digits)) return [Number(digits)];
  const grouped = (['.', ','] as const).flatMap((mark) => (mark === decimal ? [] : thousands(digits, mark)));
  const fraction = (['.', ','] as const).flatMap((mark) => (decimal !== undefined && mark !== decimal ? [] : decimals(digits, mark)));
  if (unit === 'count' && decimal === undefined && grouped.length > 0) return grouped.slice(0, 1);
  return [...new Set([...grouped, ...fraction])];
}

/** A whole number whose groups of three a mark parts. */
const thousands = (digits: string, mark: DecimalMark): readonly number[] => {
  const pattern = mark === '.' ? /^[1-9]\d{0,2}(?:\.\d{3})+$/ : /^[1-9]\d{0,2}(?:,\d{3})+$/;
  return pattern.test(digits) ? [Number(digits.replaceAll(mark, ''))] : [];
};

/** A number with one decimal mark, and perhaps groups of three parted by the other. */
const decimals = (digits: string, mark: DecimalMark): readonly number[] => {
  const pattern = mark === '.' ? /^(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)\.\d+$/ : /^(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+),\d+$/;
  if (!pattern.test(digits)) return [];
  const other = mark === '.' ? ',' : '.';
  return [Number(digits.replaceAll(other, '').replace(mark, '.'))];
};

/** Seconds of `h:mm:ss` or `m:ss`; undefined where the text is no such duration. */
export function durationSeconds(text: string): number | undefined {
  const [, hours, minutes, seconds] = /^(?:(\d{1,5}):)?(\d{1,2}):(\d{2})$/.exec(text.trim()) ?? [];
  if (minutes === undefined || seconds === undefined || Number(seconds) > 59) return undefined;
  if (hours !== undefined && Number(minutes) > 59) return undefined;
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
}
