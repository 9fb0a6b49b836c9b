import { type Calendar, type Period, parsePeriod, periodLabel } from '../../../connectors/contract/period.js';
import type { Config } from '../../config/config.js';

/** By what a workbook of ours is known when it comes back. */
export interface WorkbookMark {
  readonly version: number;
  readonly period: Period;
  readonly organisation: string;
}

/** The version of workbooks that is written, and the only one that is read. */
export const WORKBOOK_VERSION = 1;

const WORD = 'pantau-workbook';
const MARK = new RegExp(`^${WORD} (\\d{1,4}) (\\d{4}-\\d{2}) (.+)$`, 'u');

/** The name under which an organisation stands in a mark. */
export const markName = ({ name }: Config['organisation']): string => name.id.replace(/\s+/gu, ' ').trim();

/** Writes the mark of a workbook as one line. */
export const markText = ({ version, period, organisation }: WorkbookMark): string => `${WORD} ${version} ${periodLabel(period)} ${organisation}`;

/** Reads a mark; undefined where a text is none. */
export function readMark(text: string, calendar: Calendar): WorkbookMark | undefined {
  const [, version, month = '', organisation = ''] = MARK.exec(text.trim().replace(/\s+/gu, ' ')) ?? [];
  const period = version === undefined ? undefined : parsePeriod(month, calendar);
  return period === undefined ? undefined : { version: Number(version), period, organisation };
}

/** The words that stand in the first, hidden column of a sheet's heading and say which sheet it is. */
export const SHEET_MARKS = { figures: 'pantau:figures', list: 'pantau:list:', notes: 'pantau:notes', open: 'pantau:open:' } as const;
