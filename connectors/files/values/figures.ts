import type { Text } from '../../contract/metric.js';
import { isDamagedFigure } from './days.js';
import { isNothing } from './nothing.js';

/** Which mark stands before decimals; the other one parts thousands. */
export type DecimalMark = '.' | ',';

/** How a file writes its numbers. `plain`: no number has a separator. `ambiguous`: every one can be read in two ways. `contradictory`: two numbers exclude each other. */
export type NumberVote =
  | { readonly outcome: 'plain' }
  | { readonly outcome: 'decided'; readonly decimal: DecimalMark; readonly example: string }
  | { readonly outcome: 'ambiguous'; readonly example: string }
  | { readonly outcome: 'contradictory'; readonly examples: readonly [string, string] };

/** What a cell says as a figure. */
export type Figure =
  | {
      readonly kind: 'value';
      readonly value: number;
      /** true where it was written with a unit such as K, rb or jt */
      readonly rounded: boolean;
    }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unclear'; readonly readings: readonly [number, number] }
  | {
      readonly kind: 'wrong';
      readonly reason: Text;
      /** true where it shows that a program changed the figures of the file, so that those that look right need not be */
      readonly spoilsOthers: boolean;
    };

/** What words behind a number multiply it by, cleaned; two numbers where the languages differ: English and Indonesian M, Spanish and English mil. */
const UNITS: ReadonlyMap<string, readonly number[]> = new Map([
  ...['k', 'rb', 'rb.', 'ribu', 'tsd', 'tsd.'].map((unit): [string, readonly number[]] => [unit, [1_000]]),
  ...['jt', 'jt.', 'juta', 'mio', 'mio.', 'mln', 'mi', 'mill.'].map((unit): [string, readonly number[]] => [unit, [1_000_000]]),
  ...['b', 'bn', 'miliar', 'mrd', 'mrd.', 'md'].map((unit): [string, readonly number[]] => [unit, [1_000_000_000]]),
  ['m', [1_000_000, 1_000_000_000]],
  ['mil', [1_000, 1_000_000]],
]);

const LONGEST = 40;
const SPACES = /[\s\u00A0\u2007\u202F]/g;
const PLAIN = /^-?\d{1,15}$/;
const WRITTEN = /^([-+]?)(\d[\d.,'’]*)(\p{L}+\.?)?(%?)$/u;
const SCIENTIFIC = /^[-+]?\d+(?:[.,]\d+)?e[-+]?\d+$/i;

/** What one cell tells of the decimal mark; undefined where it tells nothing, `either` where it could have both. */
export function markEvidence(text: string): DecimalMark | 'either' | undefined {
  if (text === '' || text.length > LONGEST || PLAIN.test(text)) return undefined;
  const written = WRITTEN.exec(text.replace(SPACES, ''));
  const digits = written?.[2]?.replace(/['’]/g, '');
  const word = written?.[3];
  if (digits === undefined || !/[.,]/.test(digits) || (word !== undefined && !UNITS.has(word.toLowerCase()))) return undefined;
  const last: DecimalMark = digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ',';
  const other: DecimalMark = last === '.' ? ',' : '.';
  if (digits.includes(other)) return digits.indexOf(last) === digits.lastIndexOf(last) ? last : undefined;
  const [whole = '', ...groups] = digits.split(last);
  if (groups.length > 1) return groups.every((group) => group.length === 3) ? other : undefined;
  if (groups[0]?.length !== 3) return last;
  if (whole.length > 3 || (whole.startsWith('0') && word === undefined)) return last;
  return 'either';
}

/** Collects what the number cells of a file say of how it writes numbers. */
export interface NumberNotes {
  readonly note: (text: string) => void;
  readonly vote: () => NumberVote;
}

/** The notes of a file, none taken yet. */
export function numberNotes(): NumberNotes {
  const examples = new Map<DecimalMark | 'either', string>();
  return {
    note: (text) => {
      const found = markEvidence(text);
      if (found !== undefined && !examples.has(found)) examples.set(found, text);
    },
    vote: () => {
      const [point, comma, either] = [examples.get('.'), examples.get(','), examples.get('either')];
      if (point !== undefined && comma !== undefined) return { outcome: 'contradictory', examples: [point, comma] };
      if (point !== undefined) return { outcome: 'decided', decimal: '.', example: point };
      if (comma !== undefined) return { outcome: 'decided', decimal: ',', example: comma };
      return either === undefined ? { outcome: 'plain' } : { outcome: 'ambiguous', example: either };
    },
  };
}

const wrong = (id: string, en: string): Figure => ({ kind: 'wrong', reason: { id, en }, spoilsOthers: false });
const changed = (id: string, en: string): Figure => ({ kind: 'wrong', reason: { id, en }, spoilsOthers: true });

/** Reads a count as people and programs write it. `decimal` is the vote's; undefined where the vote left it open. A count has no decimals, so that `1.234` can only be 1234. */
export const readCount = (text: string, decimal: DecimalMark | undefined): Figure => read(text, true, decimal, 1);

/** Reads a measure with decimals, such as hours, times a factor, to whole units. A point parts decimals unless the vote says otherwise, as every tool writes it. */
export const readMeasure = (text: string, decimal: DecimalMark | undefined, factor: number): Figure => read(text, false, decimal ?? '.', factor);

function read(text: string, isCount: boolean, decimal: DecimalMark | undefined, factor: number): Figure {
  const cell = text
    .trim()
    .replace(/^'(?=\d)/, '')
    .replace(/^\u2212/, '-');
  if (PLAIN.test(cell)) return kept(Number(cell) * factor, false);
  if (isNothing(cell)) return { kind: 'nothing' };
  const told = cell.slice(0, LONGEST);
  const bare = cell.replace(SPACES, '');
  if (SCIENTIFIC.test(bare)) {
    // A workbook's number near zero.
    if (!isCount && /e-\d+$/i.test(bare) && decimal === '.') return kept(Number(bare) * factor, false);
    return changed(`"${told}" dibulatkan oleh program lembar kerja.`, `"${told}" was rounded by a spreadsheet program.`);
  }
  const [, sign = '', digits, word] = WRITTEN.exec(bare) ?? [];
  const units = word === undefined ? [1] : UNITS.get(word.toLowerCase());
  if (digits === undefined || units === undefined || cell.length > LONGEST || bare.endsWith('%')) return notFigure(cell, told);
  if (!isSpaced(cell)) return wrong(`"${told}" memiliki spasi di antara digit.`, `"${told}" has a space between digits.`);
  const numbers = readingsOf(digits.replace(/['’]/g, ''), isCount && word === undefined, decimal);
  const readings = [...new Set(numbers.flatMap((number) => units.map((unit) => precise((sign === '-' ? -number : number) * unit * factor))))];
  const [first, second] = readings;
  if (first === undefined) return wrong(`"${told}" bukan angka.`, `"${told}" is no number.`);
  if (second !== undefined) return { kind: 'unclear', readings: [first, second] };
  if (isCount && word === undefined && !Number.isInteger(first))
    // Where 12,500 became 12.5, another 12,000 became a 12 that nobody can tell.
    return changed(
      `"${told}" pecahan, padahal yang diharapkan hitungan. Kalau maksudnya ${Math.round(first * 1_000)}, tulis begitu.`,
      `"${told}" is a fraction where a count is expected. Where ${Math.round(first * 1_000)} is meant, write it so.`,
    );
  return kept(first, word !== undefined);
}

const notFigure = (cell: string, told: string): Figure =>
  isDamagedFigure(cell)
    ? changed(
        `"${told}" tanggal, padahal yang diharapkan angka: program lembar kerja mengubah berkasnya saat disimpan.`,
        `"${told}" is a date where a number is expected: a spreadsheet program changed the file when it was saved.`,
      )
    : wrong(`"${told}" bukan angka.`, `"${told}" is no number.`);

/** A product without the tail that binary fractions leave, so that 1.1 million is 1,100,000. */
const precise = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(15)));

function kept(value: number, rounded: boolean): Figure {
  const whole = Math.round(value);
  if (!Number.isSafeInteger(whole))
    return wrong('Angkanya terlalu besar untuk disimpan dengan tepat.', 'The number is too large to be kept exactly.');
  return { kind: 'value', value: whole === 0 ? 0 : whole, rounded };
}

/** Spaces may stand between groups of three digits and before a unit. */
const isSpaced = (cell: string): boolean =>
  !/\d[\s\u00A0\u2007\u202F]+\d/.test(cell) || /^[-+]?\d{1,3}(?:[\s\u00A0\u2007\u202F]\d{3})+(?![\d\s\u00A0\u2007\u202F]*\d)/.test(cell);

/** The numbers that digits with separators may mean: none, one or two. */
function readingsOf(digits: string, isCount: boolean, decimal: DecimalMark | undefined): readonly number[] {
  if (!/[.,]/.test(digits)) return [Number(digits)];
  const marks = ['.', ','] as const;
  const grouped = marks.flatMap((mark) => thousands(digits, mark));
  const ungrouped = marks.flatMap((mark) => (decimal !== undefined && mark !== decimal ? [] : decimals(digits, mark)));
  // A group of three behind the sign that parts decimals elsewhere in the file is doubtful: a count has none.
  if (isCount && grouped.length > 0) return decimal !== undefined && digits.includes(decimal) ? [...ungrouped, ...grouped] : grouped;
  return [...new Set([...marks.flatMap((mark) => (mark === decimal ? [] : thousands(digits, mark))), ...ungrouped])];
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
