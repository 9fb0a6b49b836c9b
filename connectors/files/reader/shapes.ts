import type { GridRow } from './grid.js';
import { cleanHeader } from './header.js';

const NUMBER = /^[<>≤≥~]?\s*[-+]?(?:\d[\d.,'\s\u00A0\u202F]*)(?:[eE][-+]?\d+)?\s*%?$/;
const DATE = /^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{8}$)/;
const LINK = /^https?:\/\//i;
const NOTHING = /^(?:-{1,2}|–|—|n\/?a|nan|undefined|null)$/i;
const STORED = new Set(['number', 'percent', 'date', 'moment', 'duration', 'boolean', 'error']);

/** The first words of rows that add the others up, cleaned. */
const TOTALS = new Set([
  'total',
  'totals',
  'total general',
  'grand total',
  'gesamt',
  'gesamtsumme',
  'summe',
  'totaux',
  'total général',
  'jumlah',
  'общо',
  'итого',
  'всего',
  'suma',
]);

const DIGIT_FIRST = /^[\d-]/;

/** How many cells hold anything. */
export const filledCells = (cells: readonly string[]): number => {
  let count = 0;
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') count += 1;
  return count;
};

const isFigure = (cell: string): boolean => NUMBER.test(cell) || NOTHING.test(cell);

/** Whether a row looks like data rather than like names of columns: it begins with a date, a link or a number, or half of its cells are figures. */
export function isDataLike(row: GridRow | undefined): boolean {
  if (row === undefined) return false;
  let [filled, figures] = [0, 0];
  for (const [index, cell] of row.cells.entries()) {
    const text = cell.trim();
    if (text === '') continue;
    filled += 1;
    const begins = DATE.test(text) || LINK.test(text);
    if (filled === 1 && (begins || NUMBER.test(text))) return true;
    if (begins || isFigure(text) || STORED.has(row.kinds?.[index] ?? '')) figures += 1;
  }
  return figures > 0 && figures * 2 >= filled;
}

const isSentence = (cell: string): boolean => cell.length >= 25 && (cell.match(/\s+/g)?.length ?? 0) >= 4;

/** Whether most filled cells are sentences and none is a figure, a date or a link. */
export function isSentences(row: GridRow | undefined): boolean {
  if (row === undefined) return false;
  let [filled, sentences] = [0, 0];
  for (const cell of row.cells) {
    const text = cell.trim();
    if (text === '') continue;
    if (isFigure(text) || DATE.test(text) || LINK.test(text)) return false;
    filled += 1;
    if (isSentence(text)) sentences += 1;
  }
  return sentences * 2 >= filled && sentences > 0;
}

/** Whether a row adds the others up: a word for it stands in one of its first two cells, and it has a figure. */
export function isTotal(cells: readonly string[]): boolean {
  const [first = '', second = ''] = cells;
  const word = first.trim() === '' ? second : first;
  // Most rows begin with a date, an id or a text: they are not worth cleaning.
  if (word.length > 30 || DIGIT_FIRST.test(word) || !TOTALS.has(cleanHeader(word))) return false;
  return cells.some((cell) => cell !== '' && NUMBER.test(cell.trim()));
}

/** Whether a row is a sentence about the file: one cell alone, of several words, where the table has several columns. */
export function isNotice(cells: readonly string[], columns: number): boolean {
  if (columns < 2 || (cells[1] ?? '').trim() !== '' || filledCells(cells) !== 1) return false;
  const [first = ''] = cells;
  const text = first.trim();
  return text !== '' && text.split(/\s+/).length >= 3 && !DATE.test(text) && !isFigure(text) && !LINK.test(text);
}
