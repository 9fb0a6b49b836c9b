const INVISIBLE = /[\u00AD\u200B-\u200F\u2060\uFEFF]/g;
const SPACES = /[\s\u00A0\u2007\u202F]+/g;

/** A header cell as layouts compare it: NFC, without invisible characters (byte order mark, soft hyphen, direction marks), single spaces, small letters. */
export const cleanHeader = (text: string): string => text.normalize('NFC').replace(INVISIBLE, '').replace(SPACES, ' ').trim().toLowerCase();

/** A cell without invisible characters and outer spaces, its letters as they were. */
export const cleanText = (text: string): string => text.replace(INVISIBLE, '').replace(SPACES, ' ').trim();
