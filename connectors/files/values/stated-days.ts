import type { CivilDate } from '../../contract/period.js';
import type { StatedDays } from './day-order.js';
import { readDay } from './days.js';

const ISO = String.raw`\d{4}-\d{2}-\d{2}`;
const FORMS: readonly RegExp[] = [
  new RegExp(`(${ISO})(?:_|\\s+|\\s*-\\s*|\\s*–\\s*|\\s+to\\s+|-to-)(${ISO})`),
  /(?<!\d)(\d{8})_(\d{8})(?!\d)/,
  /(\p{L}{3,}-\d{1,2}-\d{4})(?:_|-to-)(\p{L}{3,}-\d{1,2}-\d{4})/u,
];

/** The period that an export's name states, such as `Jan-14-2025_Apr-14-2025_139.csv` or `content_2026-07-06_2026-08-02.csv`; undefined where it states none. */
export function statedDays(fileName: string): StatedDays | undefined {
  for (const form of FORMS) {
    const [, from, to] = form.exec(fileName) ?? [];
    const [first, last] = [dayIn(from), dayIn(to)];
    if (first !== undefined && last !== undefined && first <= last) return { first, last };
  }
  return undefined;
}

function dayIn(text: string | undefined): CivilDate | undefined {
  const reading = text === undefined ? undefined : readDay(text);
  return reading?.kind === 'day' ? reading.date : undefined;
}
