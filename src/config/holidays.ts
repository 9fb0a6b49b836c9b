import { type CivilDate, isCivilDate } from '../../connectors/contract/period.js';
import { PantauError } from '../errors.js';

/**
 * The days of a holidays file: one on each line, `2024-02-09 Cuti bersama Imlek`; what follows `#` is a remark. Throws `PantauError` with every line
 * that is none.
 */
export function parseHolidays(text: string, fileName: string): readonly CivilDate[] {
  const days: CivilDate[] = [];
  const wrong: string[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const stated = line.replace(/#.*$/, '').trim();
    if (stated === '') continue;
    const day = stated.split(/[\s,;]/)[0] ?? '';
    if (isCivilDate(day)) days.push(day);
    else wrong.push(`line ${index + 1}: "${stated.slice(0, 60)}" begins with no existing day; write 2024-02-09 and, after a space, its name.`);
  }
  if (wrong.length > 0) throw new PantauError('configuration', [`${fileName}:`, ...wrong].join('\n'));
  return [...new Set(days)].sort();
}
