import type { Text } from '../contract/metric.js';
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
    throw new CellProblem(column, {
      id: `"${clipped(text)}" memiliki lebih dari ${SIGNIFICANT_DIGITS} digit, yang tidak dapat disimpan dengan tepat.`,
      en: `"${clipped(text)}" has more than ${SIGNIFICANT_DIGITS} digits, which can't be kept exactly.`,
    });
  }
  return Number(text);
}

function ambiguous(text: string): Text {
  const whole = text.replace(/[.,]/g, '');
  const separators = text.replace(/[-\d]/g, '');
  if (separators.length > 1)
    return {
      id: `"${clipped(text)}" memiliki pemisah. Tulis polos: ${clipped(whole)}.`,
      en: `"${clipped(text)}" has separators. Write it plainly: ${clipped(whole)}.`,
    };
  const decimal = `${text.replace(',', '.')}0`;
  return {
    id: `"${text}" dapat dibaca dengan dua cara. Tulis polos: ${whole} tanpa pemisah, atau ${decimal} kalau memang pecahan.`,
    en: `"${text}" can be read in two ways. Write it plainly: ${whole} without a separator, or ${decimal} where it is a decimal fraction.`,
  };
}

function noNumber(text: string): Text {
  const quoted = `"${clipped(text)}"`;
  if (text.trim() !== text)
    return { id: `${quoted} memiliki spasi di tepinya. Hapus spasinya.`, en: `${quoted} has a space beside it. Remove the space.` };
  if (text.endsWith('%'))
    return { id: `${quoted} memiliki tanda persen. Tulis angkanya saja.`, en: `${quoted} has a percent sign. Write the number alone.` };
  if (/^-?\d+,\d+$/.test(text))
    return {
      id: `${quoted} memakai koma desimal. Tulis dengan titik: ${text.replace(',', '.')}.`,
      en: `${quoted} has a decimal comma. Write a point: ${text.replace(',', '.')}.`,
    };
  return {
    id: `${quoted} bukan angka polos. Tulis digit, dengan titik sebelum desimal, misalnya 118069 atau 5.0; kosongkan selnya kalau tidak ada data.`,
    en: `${quoted} is no plain number. Write digits, with a point before decimals, such as 118069 or 5.0; leave the cell empty where there is no data.`,
  };
}
