import { cleanText } from '../reader/header.js';

const ROUNDED = /^[-+]?\d(?:[.,]\d+)?E\+?\d+$/i;
/** A spreadsheet keeps this many digits of a number. */
const KEPT_DIGITS = 15;

/** An id without the space, apostrophe or formula that spreadsheets and exports put before it; '' where there is none. Never a number: float64 changes most ids of 17 digits and more. */
export function readId(text: string): string {
  const trimmed = cleanText(text)
    .replace(/^="(.*)"$/, '$1')
    .replace(/^['’`]/, '')
    .trim();
  return /^\d+\.0$/.test(trimmed) ? trimmed.slice(0, -2) : trimmed;
}

/** Whether a spreadsheet wrote an id as a rounded number, by itself alone. */
export const isRoundedId = (id: string): boolean => ROUNDED.test(id) || /^\d{10,}0{6,}$/.test(id);

/** Collects ids of a column, to tell whether it went through a spreadsheet. */
export interface IdNotes {
  readonly note: (id: string) => void;
  /** true where its long ids all end in zeros behind the 15th digit; few ids need more zeros */
  readonly areRounded: () => boolean;
}

/** The notes of a column, none taken yet. */
export function idNotes(): IdNotes {
  let [long, zeros, most] = [0, 0, 0];
  return {
    note: (id) => {
      if (!/^\d{16,}$/.test(id)) return;
      long += 1;
      if (/^0+$/.test(id.slice(KEPT_DIGITS))) zeros += 1;
      most = Math.max(most, id.length - KEPT_DIGITS);
    },
    areRounded: () => long > 0 && long === zeros && (long > 2 || most >= 4),
  };
}
