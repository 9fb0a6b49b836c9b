import { clipped } from '../contract/nearest.js';
import { CellProblem } from './cell.js';

/** Nearly every number of nearly every file. */
const WHOLE = /^(?:0|[1-9]\d{0,14})$/;
const PLAIN = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const GROUPED = /^-?[1-9]\d{0,2}(?:[.,]\d{3})+$/;
const SIGNIFICANT_DIGITS = 15;

/** The number that a cell states plainly, such as `118069` or `5.0`; null where it is empty. Throws `CellProblem` for anything that can be read in two ways. */
export function plainNumber(column: string, text: string): number | null {
  if (text === '') return null;
  if (WHOLE.test(text)) return Number(text);
  if (GROUPED.test(text)) throw new CellProblem(column, ambiguous(text));
  if (!PLAIN.test(text) || /^-0(?:\.0+)?$/.test(text)) throw new CellProblem(column, noNumber(text));
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '');
  if (digits.length > SIGNIFICANT_DIGITS) {
    throw new CellProblem(column, `"${clipped(text)}" has more than ${SIGNIFICANT_DIGITS} digits, which can't be kept exactly.`);
  }
  return Number(text);
}

function ambiguous(text: string): string {
  const whole = text.replace(/[.,]/g, '');
  const separators = text.replace(/[-\d]/g, '');
  if (separators.length > 1) return `"${clipped(text)}" has separators. Write it plainly: ${clipped(whole)}.`;
  const decimal = `${text.replace(',', '.')}0`;
  return `"${text}" can be read in two ways. Write it plainly: ${whole} without a separator, or ${decimal} where it is a decimal fraction.`;
}

function noNumber(text: string): string {
  const quoted = `"${clipped(text)}"`;
  if (text.trim() !== text) return `${quoted} has a space beside it. Remove the space.`;
  if (text.endsWith('%')) return `${quoted} has a percent sign. Write the number alone.`;
  if (/^-?\d+,\d+$/.test(text)) return `${quoted} has a decimal comma. Write a point: ${text.replace(',', '.')}.`;
  return `${quoted} is no plain number. Write digits, with a point before decimals, such as 118069 or 5.0; leave the cell empty where there is no data.`;
}
