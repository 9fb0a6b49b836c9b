import type { CivilDate } from '../../contract/period.js';
import { cleanText } from '../reader/header.js';
import type { TableRow } from '../reader/table.js';
import { type OrderNotes, orderNotes } from '../values/day-order.js';
import { civilDay, type DayOrder, inOrder, readDay, type StatedDay } from '../values/days.js';
import { markEvidence, type NumberVote, numberNotes } from '../values/figures.js';
import { idNotes, readId } from '../values/ids.js';
import type { ColumnRole, ExportPlatform } from './layout.js';
import { linkParts } from './links.js';
import { NETWORKS } from './planners.js';
import type { KnownColumn, RecognisedTable } from './recognise.js';
import { newStoredDays, type StoredDays, stepNotes } from './survey-days.js';

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
  /** the first figure of one group of three digits, such as 1.234, where it is, and whether a fraction would be right there */
  readonly grouped: { readonly text: string; readonly line: number; readonly measure: boolean } | undefined;
  readonly accounts: readonly NamedAccount[];
  readonly numbers: NumberVote;
  /** decides the order of days such as 03/08/2025, with the period that the file's name may state */
  readonly order: OrderNotes['vote'];
  /** days that a workbook stores as dates where the tool writes texts: a spreadsheet program read them */
  readonly stored: StoredDays;
  /** the grain at which days follow each other that are no days after each other */
  readonly steps: 'week' | 'month' | undefined;
  /** true where all long ids of the table went through a spreadsheet and lost their last digits */
  readonly idsRounded: boolean;
  /** days without a year in the order of the rows, at most 5,000 */
  readonly yearless: readonly StatedDay[];
  /** the days on which an export without years says that it was made; each once */
  readonly exported: readonly StatedDay[];
  /** the last day that the rows state with a year */
  readonly lastDay: string | undefined;
  /** two columns of one name whose figures differ, and where */
  readonly conflict: { readonly header: string; readonly line: number; readonly first: string; readonly second: string } | undefined;
}

const MOST_YEARLESS = 5_000;

/** The cell of a column as it stands; an absent one is ''. */
export const cellOf = (row: TableRow, column: KnownColumn | undefined): string => (column === undefined ? '' : (row.cells[column.index] ?? ''));

/** The first column of a role. */
export const columnOf = (columns: readonly KnownColumn[], role: ColumnRole): KnownColumn | undefined =>
  columns.find(({ meaning }) => meaning === `@${role}`);

/** The day that a cell states in an order. A spreadsheet gives days without a year the year in which it opened the file, which says nothing. */
export function dayIn(row: TableRow, column: KnownColumn | undefined, { layout }: RecognisedTable, order: DayOrder): StatedDay | undefined {
  const day = inOrder(readDay(cellOf(row, column)), order);
  const stored = column !== undefined && row.kinds?.[column.index] === 'date';
  return day !== undefined && stored && layout.dates === 'yearless' ? { ...day, year: undefined } : day;
}

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
  const [days, figures, twins, ids] = [dayNotes(recognised), figureNotes(columns), twinsOf(columns), idNotes()];
  const idColumn = columnOf(columns, 'id');
  const accounts = new Map<string, NamedAccount>();
  const exported = new Map<string, StatedDay>();
  let rows = 0;
  let conflict: Survey['conflict'];
  const note = (row: TableRow): void => {
    rows += 1;
    for (const column of dates) days.note(row, column);
    if (idColumn !== undefined) ids.note(readId(cellOf(row, idColumn)));
    const made = exportedColumn && dayIn(row, exportedColumn, recognised, 'month-first');
    if (made) exported.set(`${made.month}-${made.day}`, made);
    figures.note(row);
    const account = accountOf(row, recognised);
    if (account !== undefined) accounts.set(account.key, { ...account, rows: (accounts.get(account.key)?.rows ?? 0) + 1 });
    conflict ??= conflictIn(row, twins);
  };
  for await (const batch of recognised.table.rows()) for (const row of batch) if (row.role === 'data') note(row);
  return {
    rows,
    ...figures.found(),
    accounts: [...accounts.values()],
    ...days.found(),
    exported: [...exported.values()],
    conflict,
    idsRounded: ids.areRounded(),
  };
}

/** Notes what the days of a table leave open. */
function dayNotes(recognised: RecognisedTable) {
  const yearless: StatedDay[] = [];
  const [order, steps, stored] = [orderNotes(), stepNotes(), newStoredDays()];
  let lastDay: CivilDate | undefined;
  const note = (row: TableRow, column: KnownColumn): void => {
    const text = cellOf(row, column);
    const reading = readDay(text);
    if (reading === undefined) return;
    const kind = row.kinds?.[column.index];
    order.note(cleanText(text), reading);
    stored.note(row.line, reading, kind === 'date' || kind === 'moment');
    const day = dayIn(row, column, recognised, 'month-first');
    if (day === undefined) return;
    if (day.year === undefined) {
      if (yearless.length < MOST_YEARLESS) yearless.push(day);
      return;
    }
    const iso = civilDay(day.year, day.month, day.day);
    if (iso !== undefined && (lastDay === undefined || iso > lastDay)) lastDay = iso;
    if (reading.kind === 'day' && column.meaning === '@date') steps.note(reading.date);
  };
  const found = (): Pick<Survey, 'yearless' | 'order' | 'lastDay' | 'steps' | 'stored'> => ({
    ...{ yearless, lastDay, order: order.vote, steps: steps.found(), stored: stored.found() },
  });
  return { note, found };
}

/** Notes how the figures of a table are written. */
function figureNotes(columns: readonly KnownColumn[]) {
  const numeric = columns.filter(({ meaning }) => !meaning.startsWith('@') || meaning === '@hours' || meaning === '@ignored');
  const numbers = numberNotes();
  let [count, measured]: [Survey['grouped'], Survey['grouped']] = [undefined, undefined];
  const note = (row: TableRow): void => {
    for (const { index, meaning } of numeric) {
      // A workbook's numbers are stored as numbers; only its texts may be written in a locale's way.
      if (row.kinds !== undefined && row.kinds[index] !== 'text') continue;
      const text = (row.cells[index] ?? '').trim();
      numbers.note(text);
      if (meaning === '@ignored' || markEvidence(text) !== 'either') continue;
      const isMeasure = meaning === '@hours' || meaning === 'watch_seconds';
      if (!isMeasure) count ??= { text, line: row.line, measure: false };
      // Hours and seconds have decimals, which every tool seen writes with a point; a comma there is doubtful.
      else if (text.includes(',')) measured ??= { text, line: row.line, measure: true };
    }
  };
  return { note, found: (): Pick<Survey, 'numbers' | 'grouped'> => ({ numbers: numbers.vote(), grouped: measured ?? count }) };
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
