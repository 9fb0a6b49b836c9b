import { cleanText } from '../reader/header.js';

/** An id as text; or why it is lost. */
export type IdReading = { readonly id: string } | { readonly lost: string };

const ROUNDED = /^[-+]?\d(?:[.,]\d+)?E\+?\d+$/i;
/** A spreadsheet keeps this many digits of a number. */
const KEPT_DIGITS = 15;

/** An id without the space, apostrophe or formula that spreadsheets and exports put before it. Never a number: float64 changes most ids of 17 digits and more. */
export function readId(text: string): IdReading {
  const trimmed = cleanText(text)
    .replace(/^="(.*)"$/, '$1')
    .replace(/^['’`]/, '')
    .trim();
  if (trimmed === '') return { lost: 'There is no id.' };
  if (ROUNDED.test(trimmed)) return { lost: 'A spreadsheet program rounded the id.' };
  return { id: /^\d+\.0$/.test(trimmed) ? trimmed.slice(0, -2) : trimmed };
}

/** Whether a column of ids went through a spreadsheet: its long ones all end in zeros behind the 15th digit. A single id needs four such zeros. */
export function areIdsRounded(ids: Iterable<string>): boolean {
  let [long, zeros, most] = [0, 0, 0];
  for (const id of ids) {
    if (!/^\d{16,}$/.test(id)) continue;
    long += 1;
    if (/^0+$/.test(id.slice(KEPT_DIGITS))) zeros += 1;
    most = Math.max(most, id.length - KEPT_DIGITS);
  }
  return long > 0 && long === zeros && (long > 2 || most >= 4);
}
