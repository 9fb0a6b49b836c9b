import { cleanText } from '../reader/header.js';
import type { TableRow } from '../reader/table.js';
import { civilDay, doubtfulOrder, readDay, type StatedDay } from './days.js';
import { type Marks, NO_MARKS, withMark } from './figures.js';
import type { ColumnRole, ExportPlatform } from './layout.js';
import { linkParts } from './links.js';
import { NETWORKS } from './planners.js';
import type { KnownColumn, RecognisedTable } from './recognise.js';

/** An account as the rows of a file name it. */
export interface NamedAccount {
  /** what its rows are known by within the file */
  readonly key: string;
  readonly platform: ExportPlatform;
  readonly id: string | undefined;
  readonly handle: string | undefined;
  readonly name: string | undefined;
  readonly rows: number;
}

/** What a first reading of a table tells, before anything is decided. */
export interface Survey {
  readonly rows: number;
  /** the first figure of one group of three digits, such as 1.234, and where */
  readonly grouped: { readonly text: string; readonly line: number } | undefined;
  readonly accounts: readonly NamedAccount[];
  readonly marks: Marks;
  /** the highest first and second number of days such as 03/08/2025, and one of them; undefined where there are none */
  readonly order: { readonly first: number; readonly second: number; readonly sample: string } | undefined;
  /** days without a year in the order of the rows, at most 5,000 */
  readonly yearless: readonly StatedDay[];
  /** the days on which an export without years says that it was made; each once */
  readonly exported: readonly StatedDay[];
  /** the last day that the rows state with a year */
  readonly lastDay: string | undefined;
  /** two columns of one name whose figures differ, and where */
  readonly conflict: { readonly header: string; readonly line: number; readonly first: string; readonly second: string } | undefined;
}

const GROUPED = /^-?[1-9]\d{0,2}[.,]\d{3}$/;
const MOST_YEARLESS = 5_000;

/** The cell of a column as it stands; an absent one is ''. */
export const cellOf = (row: TableRow, column: KnownColumn | undefined): string => (column === undefined ? '' : (row.cells[column.index] ?? ''));

/** The first column of a role. */
export const columnOf = (columns: readonly KnownColumn[], role: ColumnRole): KnownColumn | undefined =>
  columns.find(({ meaning }) => meaning === `@${role}`);

/** Columns that hold figures. */
export const figureColumns = (columns: readonly KnownColumn[]): readonly KnownColumn[] =>
  columns.filter(({ meaning }) => !meaning.startsWith('@') || meaning === '@hours');

/** Whose a row is, as the row says it; undefined where it does not. */
export function accountOf(row: TableRow, recognised: RecognisedTable): Omit<NamedAccount, 'rows'> | undefined {
  const { columns, layout } = recognised;
  const network = cleanText(cellOf(row, columnOf(columns, 'network'))).toLowerCase();
  const platform = recognised.platform ?? (Object.hasOwn(NETWORKS, network) ? NETWORKS[network] : undefined);
  if (platform === undefined) return undefined;
  const pageOfPost = layout.tool === 'facebook-insights' ? /^(\d+)_\d+$/.exec(cellOf(row, columnOf(columns, 'id')).trim())?.[1] : undefined;
  const id = cleanText(cellOf(row, columnOf(columns, 'account'))) || pageOfPost;
  const handle = cleanText(cellOf(row, columnOf(columns, 'handle'))) || linkParts(cellOf(row, columnOf(columns, 'link')), platform).handle;
  const name = cleanText(cellOf(row, columnOf(columns, 'accountName'))) || undefined;
  const key = id || handle;
  return key === undefined || key === ''
    ? undefined
    : { key: `${platform}:${key}`, platform, id: id || undefined, handle: handle || undefined, name };
}

/** Reads a table once and notes what has to be decided before its rows can be. */
export async function surveyTable(recognised: RecognisedTable): Promise<Survey> {
  const { columns } = recognised;
  const dates = columns.filter(({ meaning }) => meaning === '@date' || meaning === '@published');
  const exportedColumn = columnOf(columns, 'exported');
  const [days, figures, twins] = [dayNotes(), figureNotes(columns), twinsOf(columns)];
  const accounts = new Map<string, NamedAccount>();
  const exported = new Map<string, StatedDay>();
  let rows = 0;
  let conflict: Survey['conflict'];
  const note = (row: TableRow): void => {
    rows += 1;
    for (const column of dates) days.note(cellOf(row, column));
    const made = exportedColumn && readDay(cellOf(row, exportedColumn), 'month-first');
    if (made) exported.set(`${made.month}-${made.day}`, made);
    figures.note(row);
    const account = accountOf(row, recognised);
    if (account !== undefined) accounts.set(account.key, { ...account, rows: (accounts.get(account.key)?.rows ?? 0) + 1 });
    conflict ??= conflictIn(row, twins);
  };
  for await (const batch of recognised.table.rows()) for (const row of batch) if (row.role === 'data') note(row);
  return { rows, ...figures.found(), accounts: [...accounts.values()], ...days.found(), exported: [...exported.values()], conflict };
}

/** Notes what the days of a table leave open. */
function dayNotes() {
  const yearless: StatedDay[] = [];
  let order: Survey['order'];
  let lastDay: string | undefined;
  const note = (text: string): void => {
    const pair = doubtfulOrder(text);
    if (pair !== undefined) {
      const [first, second] = pair;
      order = { first: Math.max(order?.first ?? 0, first), second: Math.max(order?.second ?? 0, second), sample: order?.sample ?? cleanText(text) };
    }
    const day = readDay(text, 'month-first');
    if (day === undefined) return;
    if (day.year === undefined) {
      if (yearless.length < MOST_YEARLESS) yearless.push(day);
      return;
    }
    const iso = civilDay(day.year, day.month, day.day);
    if (iso !== undefined && (lastDay === undefined || iso > lastDay)) lastDay = iso;
  };
  return { note, found: (): Pick<Survey, 'yearless' | 'order' | 'lastDay'> => ({ yearless, order, lastDay }) };
}

/** Notes how the figures of a table are written. */
function figureNotes(columns: readonly KnownColumn[]) {
  const numeric = columns.filter(({ meaning }) => !meaning.startsWith('@') || meaning === '@hours' || meaning === '@ignored');
  let marks = NO_MARKS;
  let grouped: Survey['grouped'];
  const note = (row: TableRow): void => {
    for (const column of numeric) {
      // A workbook's numbers are stored as numbers; only its texts may be written in a locale's way.
      if (row.kinds !== undefined && row.kinds[column.index] !== 'text') continue;
      const text = cellOf(row, column).trim();
      marks = withMark(marks, text);
      if (grouped === undefined && isDoubtful(text, column.meaning)) grouped = { text, line: row.line };
    }
  };
  return { note, found: (): Pick<Survey, 'marks' | 'grouped'> => ({ marks, grouped }) };
}

/** Hours and seconds have decimals, which every tool seen writes with a point; a comma there is as doubtful as in a count. */
function isDoubtful(text: string, meaning: string): boolean {
  if (meaning === '@ignored' || !GROUPED.test(text)) return false;
  return !((meaning === '@hours' || meaning === 'watch_seconds') && text.includes('.'));
}

function conflictIn(row: TableRow, twins: readonly (readonly [KnownColumn, KnownColumn])[]): Survey['conflict'] {
  for (const [one, other] of twins) {
    const [first, second] = [cellOf(row, one).trim(), cellOf(row, other).trim()];
    if (first !== second) return { header: one.header, line: row.line, first, second };
  }
  return undefined;
}

/** Pairs of columns that mean the same. */
function twinsOf(columns: readonly KnownColumn[]): readonly (readonly [KnownColumn, KnownColumn])[] {
  return figureColumns(columns).flatMap((column, index, all) => {
    const earlier = all.slice(0, index).find(({ meaning, platform }) => meaning === column.meaning && platform === column.platform);
    return earlier === undefined ? [] : [[earlier, column] as const];
  });
}
