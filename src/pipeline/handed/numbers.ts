import type { Metric } from '../../../connectors/contract/metric.js';
import type { Precision } from '../../../connectors/contract/observation.js';
import type { Language } from '../../domain/digest.js';

/** One way in which a written number may be read. */
export interface NumberReading {
  readonly value: number;
  /** `grouped`: a mark between thousands; `decimal`: a mark before a fraction */
  readonly how: 'plain' | 'grouped' | 'decimal';
}

/** A number as somebody wrote it, with every way to read it; none where it is a code, a telephone number or broken. */
export interface WrittenNumber {
  readonly text: string;
  readonly readings: readonly NumberReading[];
  /** the marks between its digits, each once */
  readonly marks: string;
  readonly precision: Precision;
}

const MULTIPLIERS: Readonly<Record<string, readonly number[]>> = {
  rb: [3],
  rbu: [3],
  ribu: [3],
  ribuan: [3],
  rban: [3],
  rebu: [3],
  k: [3],
  jt: [6],
  juta: [6],
  jutaan: [6],
  jtan: [6],
  mio: [6],
  // "m" is a million in English and a thousand million in Indonesian.
  m: [6, 9],
  miliar: [9],
  milyar: [9],
  an: [0],
};

const ABOUT_SUFFIX = /an$/;
const MOST_DIGITS = 15;

/** Whether letters behind a number multiply it or say that it is none of an exact one: rb, jt, k, an. */
export const isNumberSuffix = (letters: string): boolean => Object.hasOwn(MULTIPLIERS, letters);

/** Reads a number with the letters behind it, such as `58,5` and `rb`. */
export function readWritten(core: string, suffix: string): WrittenNumber {
  const exponents = suffix === '' ? [0] : (MULTIPLIERS[suffix] ?? []);
  const marks = [...new Set(core.replace(/\d/g, ''))].join('');
  const precision: Precision = suffix === '' ? 'exact' : ABOUT_SUFFIX.test(suffix) ? 'about' : 'rounded';
  const text = `${core}${suffix}`;
  const readings = exponents.flatMap((exponent) => plainReadings(core, marks).flatMap((digits) => scaled(digits, exponent)));
  return { text, marks, precision, readings };
}

/** The digits of a reading, and how many of them stand behind the decimal mark. */
interface Digits {
  readonly digits: string;
  readonly fraction: number;
  readonly how: NumberReading['how'];
}

function plainReadings(core: string, marks: string): readonly Digits[] {
  if (/^0\d/.test(core)) return [];
  const parts = core.split(/\D/);
  const [first = '', ...rest] = parts;
  const grouped = first.length <= 3 && first !== '0' && rest.every((part) => part.length === 3);
  const whole: Digits = { digits: parts.join(''), fraction: 0, how: 'grouped' };
  if (marks === '') return [{ digits: core, fraction: 0, how: 'plain' }];
  if (marks.length > 1) return mixedReading(core, parts);
  if (marks === ' ' || marks === "'" || marks === '’') return grouped ? [whole] : [];
  if (rest.length > 1) return grouped ? [whole] : [];
  const decimal: Digits = { digits: parts.join(''), fraction: rest[0]?.length ?? 0, how: 'decimal' };
  return grouped ? [whole, decimal] : [decimal];
}

/** `1.297.905,5`: thousands, and behind the other mark a fraction. Three digits there may be thousands with a mistyped mark. */
function mixedReading(core: string, parts: readonly string[]): readonly Digits[] {
  const marks = core.replace(/\d/g, '');
  const last = marks.at(-1) ?? '';
  const groups = parts.slice(1, -1);
  const fraction = parts.at(-1) ?? '';
  const proper =
    /^[.,]$/.test(last) && !marks.slice(0, -1).includes(last) && (parts[0] ?? '').length <= 3 && groups.every((part) => part.length === 3);
  if (!proper || new Set(marks).size > 2) return [];
  const decimal: Digits = { digits: parts.join(''), fraction: fraction.length, how: 'decimal' };
  return fraction.length === 3 ? [{ digits: parts.join(''), fraction: 0, how: 'grouped' }, decimal] : [decimal];
}

function scaled({ digits, fraction, how }: Digits, exponent: number): readonly NumberReading[] {
  const significant = digits.replace(/^0+(?=\d)/, '');
  const shift = exponent - fraction;
  if (significant.length + Math.max(0, shift) > MOST_DIGITS) return [];
  const padded = significant.padStart(-shift + 1, '0');
  const text = shift >= 0 ? `${significant}${'0'.repeat(shift)}` : `${padded.slice(0, shift)}.${padded.slice(shift)}`;
  return [{ value: Number(text), how }];
}

/** What a number is read by. */
export interface NumberContext {
  readonly metric: Metric;
  readonly language: Language;
  /** the figure of the period before; it tells thousands from fractions */
  readonly previous: number | undefined;
}

/** A number that was read, or the values between which its writer must choose. */
export type FittedNumber = { readonly kind: 'read'; readonly value: number } | { readonly kind: 'asked'; readonly options: readonly number[] };

/** Whether a metric counts whole things. */
const countsWhole = ({ unit, additivity }: Metric): boolean => additivity !== 'rate' && unit !== 'score' && unit !== 'percent';

/**
 * Fits a written number to a metric. What counts whole things has no fractions, so that `118.069` is one number there; a mark of the other language is
 * believed where the figure before is of the same size. Everything else that can be read in two ways is asked.
 */
export function fitNumber(written: WrittenNumber, { metric, language, previous }: NumberContext): FittedNumber {
  const { readings } = written;
  const values = [...new Set(readings.map(({ value }) => value))];
  const asked: FittedNumber = { kind: 'asked', options: values };
  if (!countsWhole(metric)) {
    const [only, second] = readings;
    return only !== undefined && second === undefined && written.marks !== ' ' ? { kind: 'read', value: only.value } : asked;
  }
  const multiplied = /[a-z]/.test(written.text);
  const grouped = readings.some(({ how }) => how === 'grouped');
  // "55.000" of whole things is never 55 with three noughts behind it; "55.000rb" may be either.
  const whole = readings.filter(({ value, how }) => Number.isInteger(value) && (multiplied || how !== 'decimal' || !grouped));
  const [only, second] = whole;
  const joined = Number(written.text.replace(/\D/g, ''));
  if (only === undefined) return { kind: 'asked', options: Number.isSafeInteger(joined) && readings.length > 0 ? [joined] : [] };
  if (second !== undefined || written.marks === ' ' || written.marks.length > 1) return { kind: 'asked', options: whole.map(({ value }) => value) };
  if (only.how === 'decimal' && !multiplied) return { kind: 'asked', options: [only.value, joined] };
  if (only.how === 'grouped' && isForeign(written, language) && !sameSize(only.value, previous)) return { kind: 'asked', options: [only.value] };
  return { kind: 'read', value: only.value };
}

/** One group behind the other language's mark, such as `13,100` in Indonesian: it may be two numbers. */
const isForeign = ({ text, marks }: WrittenNumber, language: Language): boolean =>
  marks === (language === 'id' ? ',' : '.') && text.split(marks).length === 2;

const sameSize = (value: number, previous: number | undefined): boolean => previous !== undefined && value < previous * 10 && value * 10 > previous;

const UNITS = ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan', 'sepuluh', 'sebelas'];
const ENGLISH = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const LARGER = ['belas', 'puluh', 'ratus', 'ribu', 'juta', 'seratus', 'seribu', 'sejuta', 'hundred', 'thousand'];

/** Whether a word is part of a number in words. */
export const isNumberWord = (word: string): boolean => UNITS.includes(word) || ENGLISH.includes(word) || LARGER.includes(word);

/** A number in words up to ninety-nine; no reading where the words are more than that. */
export function readWords(words: readonly string[]): WrittenNumber {
  const [first = '', second, third, ...more] = words;
  const unit = UNITS.indexOf(first);
  const text = words.join(' ');
  const of = (value: number): WrittenNumber => ({ text, marks: '', precision: 'exact', readings: [{ value, how: 'plain' }] });
  const none: WrittenNumber = { text, marks: '', precision: 'exact', readings: [] };
  if (more.length > 0) return none;
  if (second === undefined) return unit >= 0 ? of(unit) : ENGLISH.includes(first) ? of(ENGLISH.indexOf(first)) : none;
  if (unit < 2 || unit > 9) return none;
  if (second === 'belas' && third === undefined) return of(10 + unit);
  if (second !== 'puluh') return none;
  if (third === undefined) return of(10 * unit);
  const last = UNITS.indexOf(third);
  return last >= 1 && last <= 9 ? of(10 * unit + last) : none;
}
