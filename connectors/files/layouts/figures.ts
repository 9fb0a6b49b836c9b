import type { Text } from '../../contract/metric.js';
/** A cell read as a figure: a value, nothing delivered, or text that is no figure. */
export type Figure =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'doubtful' }
  | { readonly kind: 'negative'; readonly value: number }
  | { readonly kind: 'wrong'; readonly reason: Text };

/** What the cells of a file say about its decimal mark. */
export interface Marks {
  /** cells in which the sign can only part decimals */
  readonly decimal: { readonly point: number; readonly comma: number };
  /** cells in which it can only part thousands */
  readonly thousands: { readonly point: number; readonly comma: number };
}

/** The sign before decimals. */
export type DecimalMark = 'point' | 'comma';

const NOTHING = new Set(['', '-', '--', '–', '—', 'nan', 'undefined', 'n/a', 'na', 'null', 'none', 'libur', 'tidak ada', 'belum ada', 'nihil']);
const PLAIN = /^-?\d+$/;
/** A word of three letters beside a number: a spreadsheet made a month of a decimal fraction. */
const MONTH_MADE = /^(?:\d{1,2}[.\-/ ]\p{L}{3,4}\.?|\p{L}{3,4}\.?[.\-/ ]\d{1,2})$/u;

/** No marks seen yet. */
export const NO_MARKS: Marks = { decimal: { point: 0, comma: 0 }, thousands: { point: 0, comma: 0 } };

/** Adds what one cell says. */
export function withMark(marks: Marks, text: string): Marks {
  const cell = text.trim().replace(/%$/, '').trim();
  if (cell.length > 24 || PLAIN.test(cell) || !/^-?\d[\d.,]*$/.test(cell)) return marks;
  const points = cell.split('.').length - 1;
  const commas = cell.split(',').length - 1;
  const add = (kind: 'decimal' | 'thousands', sign: 'point' | 'comma', to: Marks): Marks => ({
    ...to,
    [kind]: { ...to[kind], [sign]: to[kind][sign] + 1 },
  });
  if (points > 0 && commas > 0) {
    const last = cell.lastIndexOf('.') > cell.lastIndexOf(',') ? 'point' : 'comma';
    return add('thousands', last === 'point' ? 'comma' : 'point', add('decimal', last, marks));
  }
  const sign = points > 0 ? 'point' : 'comma';
  if (points + commas > 1) return add('thousands', sign, marks);
  // 1938.0 of an old export is a count written by a program, and says as much as any fraction.
  return /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(cell) ? marks : add('decimal', sign, marks);
}

/** The decimal mark that the cells prove; `doubtful` where they contradict each other, undefined where none decides. */
export function decimalMark({ decimal, thousands }: Marks): DecimalMark | 'doubtful' | undefined {
  const point = decimal.point + thousands.comma;
  const comma = decimal.comma + thousands.point;
  if (point > 0 && comma > 0) return 'doubtful';
  if (point > 0) return 'point';
  return comma > 0 ? 'comma' : undefined;
}

/**
 * Reads a count. Groups of three digits are thousands, unless the file uses that sign before decimals, which is doubtful: a count has none. Only
 * `signed` counts, such as a net change, may be below zero.
 */
export function readCount(text: string, mark: DecimalMark | undefined, signed: boolean): Figure {
  const cell = text.trim().replace(/^'(?=\d)/, '');
  if (NOTHING.has(cell.toLowerCase())) return { kind: 'nothing' };
  if (PLAIN.test(cell)) return whole(Number(cell), signed);
  if (/^-?\d+[.,]0+$/.test(cell) && !/[.,]000$/.test(cell)) return whole(Number.parseInt(cell, 10), signed);
  const grouped = /^-?[1-9]\d{0,2}(?:([.,\s\u00A0\u202F'])\d{3})(?:\1\d{3})*$/.exec(cell);
  if (grouped !== null) {
    const isDecimal = (grouped[1] === '.' && mark === 'point') || (grouped[1] === ',' && mark === 'comma');
    return isDecimal ? { kind: 'doubtful' } : whole(Number(cell.replace(/[^\d-]/g, '')), signed);
  }
  const rounded = /^(\d+(?:[.,]\d+)?)\s*(k|rb|ribu|m|jt|juta|mio\.?|mil)$/i.exec(cell);
  if (rounded !== null || MONTH_MADE.test(cell)) return { kind: 'wrong', reason: wrongWords(cell, rounded !== null) };
  if (/^-?\d+[.,]\d+$/.test(cell))
    return {
      kind: 'wrong',
      reason: { id: `"${cell}" pecahan, padahal yang diharapkan hitungan.`, en: `"${cell}" is a fraction where a count is expected.` },
    };
  return { kind: 'wrong', reason: { id: `"${cell.slice(0, 40)}" bukan angka.`, en: `"${cell.slice(0, 40)}" is no number.` } };
}

const wrongWords = (cell: string, rounded: boolean): Text =>
  rounded
    ? { id: `"${cell}" dibulatkan; tidak ada ekspor asli yang menulis begitu.`, en: `"${cell}" is rounded; no original export writes so.` }
    : {
        id: `"${cell}" tanggal, padahal yang diharapkan angka: program lembar kerja mengubah berkasnya saat disimpan.`,
        en: `"${cell}" is a date where a number is expected: a spreadsheet program changed the file when it was saved.`,
      };

function whole(value: number, signed: boolean): Figure {
  if (!Number.isSafeInteger(value))
    return {
      kind: 'wrong',
      reason: { id: 'Angkanya terlalu besar untuk disimpan dengan tepat.', en: 'The number is too large to be kept exactly.' },
    };
  if (value < 0 && !signed) return { kind: 'negative', value };
  return { kind: 'value', value };
}

/** Reads a measure with decimals, such as hours, times a factor, to whole units. */
export function readMeasure(text: string, mark: DecimalMark | undefined, factor: number): Figure {
  const cell = text.trim();
  if (NOTHING.has(cell.toLowerCase())) return { kind: 'nothing' };
  const plain = mark === 'comma' ? cell.replaceAll('.', '').replace(',', '.') : cell.replace(/,(?=\d{3}(?:\D|$))/g, '');
  if (!/^\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(plain))
    return { kind: 'wrong', reason: { id: `"${cell.slice(0, 40)}" bukan angka.`, en: `"${cell.slice(0, 40)}" is no number.` } };
  return whole(Math.round(Number(plain) * factor), false);
}
