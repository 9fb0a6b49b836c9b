import type { CellKind } from './table.js';

const LAST_SERIAL = 2_958_465;

/** What a number's format makes of it. */
export type NumberFormat = 'plain' | 'date' | 'time' | 'percent';

/** The formats that every spreadsheet knows by number, so that no file spells them out (ECMA-376 18.8.30). */
const BUILT_IN: ReadonlyMap<number, NumberFormat> = new Map([
  ...[14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map((id): [number, NumberFormat] => [id, 'date']),
  ...[18, 19, 20, 21, 32, 33, 45, 46, 47].map((id): [number, NumberFormat] => [id, 'time']),
  ...[9, 10].map((id): [number, NumberFormat] => [id, 'percent']),
]);

/** The format that a built-in number stands for; `plain` where it is none of dates, times and percents. */
export const builtInFormat = (id: number): NumberFormat => BUILT_IN.get(id) ?? 'plain';

/** What a format code such as `dd/mm/yyyy` or `0.0%` makes of a number. */
export function formatOf(code: string): NumberFormat {
  const section = code.split(';')[0] ?? '';
  if (/\[(?:h+|m+|s+)\]/i.test(section)) return 'time';
  const bare = section.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').toLowerCase();
  if (bare.trim() === 'general') return 'plain';
  if (/[yd]/.test(bare) || (/m/.test(bare) && !/[hs]/.test(bare))) return 'date';
  if (/[hs]/.test(bare)) return 'time';
  return bare.includes('%') ? 'percent' : 'plain';
}

/** A spreadsheet's serial number as `YYYY-MM-DD` or `YYYY-MM-DDTHH:mm:ss`, without a zone; undefined where no day has that number. */
function serialMoment(serial: number, from1904 = false): { readonly text: string; readonly kind: 'date' | 'moment' } | undefined {
  // Day 60 of the old count is 29 February 1900, which never was.
  const days = from1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  if (!(days >= 1) || days > LAST_SERIAL + 1) return undefined;
  const iso = new Date(Date.UTC(1899, 11, 30) + Math.round(days * 86_400) * 1000).toISOString();
  return Number.isInteger(serial) ? { text: iso.slice(0, 10), kind: 'date' } : { text: iso.slice(0, 19), kind: 'moment' };
}

/** A stored number as its cell's text and kind. */
export function numberCell(raw: string, format: NumberFormat, from1904: boolean): { readonly text: string; readonly kind: CellKind } {
  if (format === 'plain') return { text: plain(raw), kind: 'number' };
  if (format === 'percent') return { text: plain(raw), kind: 'percent' };
  const value = Number(raw);
  if (format === 'time' && value >= 0 && value < LAST_SERIAL) return { text: String(Math.round(value * 86_400)), kind: 'duration' };
  return serialMoment(value, from1904) ?? { text: plain(raw), kind: 'number' };
}

/** Digits with a point: without `.0` and, where the number is exact, without an exponent. */
function plain(raw: string): string {
  if (/^-?\d{1,15}$/.test(raw)) return raw;
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (!/e/i.test(raw)) return raw.replace(/\.0+$/, '');
  const text = String(value);
  // An id that went through a number keeps its exponent, which tells that its last digits are lost.
  return Math.abs(value) > Number.MAX_SAFE_INTEGER || text.includes('e') ? raw : text;
}
