import { type CivilDate, type Period, periodOf } from '../../contract/period.js';
import { dayOf } from '../moment.js';
import type { TableRow } from '../reader/table.js';
import { civilDay, inOrder, readDay, type StatedDay } from '../values/days.js';
import { readCount } from '../values/figures.js';
import { itemRow } from './item-rows.js';
import { FOLLOWERS_ON } from './linkedin.js';
import type { KnownColumn, RecognisedTable } from './recognise.js';
import { accountFact, type Decisions, figuresOf, left, noDay, type ReadRow, type RowContext, UNKNOWN_NETWORK, WrongRow } from './row-figures.js';
import { accountOf, cellOf, columnOf, dayIn, figureColumns } from './survey.js';

/**
 * Reads the rows of a table, in batches. Throws `WrongRow` for a cell that no original export has, and `FileRefused` where a limit is passed. With
 * `partial` a wrong row that spoils no other is given as such instead.
 */
export async function* readRows(recognised: RecognisedTable, decisions: Decisions, partial = false): AsyncGenerator<readonly ReadRow[]> {
  if (FOLLOWERS_ON.test(recognised.table.header.cells[0] ?? '')) yield [followersOn(recognised, decisions)];
  const strict = readerOf(recognised, decisions);
  const reader = partial ? tolerant(strict) : strict;
  for await (const batch of recognised.table.rows()) yield batch.map(reader);
}

const tolerant =
  (strict: (row: TableRow) => ReadRow) =>
  (row: TableRow): ReadRow => {
    try {
      return strict(row);
    } catch (error) {
      if (!(error instanceof WrongRow) || error.spoilsOthers) throw error;
      return { ...left(row), wrong: error };
    }
  };

function readerOf(recognised: RecognisedTable, decisions: Decisions): (row: TableRow) => ReadRow {
  const { layout } = recognised;
  const columns = chosen(recognised.columns, decisions.twin);
  let yearless = 0;
  const dated = (stated: StatedDay | undefined): CivilDate | 'open' | undefined => {
    if (stated === undefined) return undefined;
    if (stated.year !== undefined) return civilDay(stated.year, stated.month, stated.day);
    return decisions.days === undefined ? 'open' : decisions.days[yearless++];
  };
  return (row) => {
    if (row.role === 'total' && decisions.period !== undefined) return totalRow(row, { recognised, columns, decisions, dated }, decisions.period);
    if (row.role !== 'data') return left(row, ROLES[row.role]);
    if (layout.shape === 'daily') return dailyRow(row, { recognised, columns, decisions, dated });
    if (layout.shape === 'moment') return momentRow(row, { recognised, columns, decisions, dated });
    return itemRow(row, { recognised, columns, decisions, dated });
  };
}

const ROLES = {
  description: { id: 'Barisnya menjelaskan kolom.', en: 'The row explains the columns.' },
  total: {
    id: 'Barisnya menjumlahkan baris lain; hanya disimpan sebagai angka pemeriksa.',
    en: 'The row adds the others up; it is kept as a check value only.',
  },
  notice: { id: 'Barisnya catatan tentang berkas.', en: 'The row is a note about the file.' },
} as const;

/** Columns without those that stand twice. */
function chosen(columns: readonly KnownColumn[], twin: 'first' | 'last'): readonly KnownColumn[] {
  const same = (one: KnownColumn, other: KnownColumn): boolean =>
    one.meaning === other.meaning && one.platform === other.platform && (!one.meaning.startsWith('@') || one.meaning === '@hours');
  return columns.filter((column, index) =>
    twin === 'first' ? !columns.slice(0, index).some((other) => same(other, column)) : !columns.slice(index + 1).some((other) => same(other, column)),
  );
}

function dailyRow(row: TableRow, context: RowContext): ReadRow {
  const { recognised, columns, decisions, dated } = context;
  const column = columnOf(columns, 'date');
  const text = cellOf(row, column);
  const day = dated(dayIn(row, column, recognised, decisions.order));
  if (day === undefined) {
    if (text.trim() === '' && figureColumns(columns).every((column) => cellOf(row, column).trim() === ''))
      return left(row, { id: 'Barisnya kosong.', en: 'The row is empty.' });
    throw noDay(row, text);
  }
  const account = accountOf(row, recognised);
  if (account === undefined && columnOf(columns, 'network') !== undefined) return left(row, UNKNOWN_NETWORK);
  return figuresOf(row, context, (metric, value, precision, platform) => {
    const subject = decisions.subject(platform ?? account?.platform ?? recognised.platform, account?.key);
    if (subject === undefined) return undefined;
    const base = { metric, platform: platform ?? account?.platform ?? recognised.platform, subject, value, line: row.line } as const;
    if (day === 'open') return { ...base, grain: 'day', day: undefined, fact: undefined };
    return { ...base, grain: 'day', day, fact: accountFact(base, periodOf('day', day), precision, decisions) };
  });
}

/** The account's figures over the chosen period. */
function totalRow(row: TableRow, context: RowContext, period: Period): ReadRow {
  const { recognised, decisions } = context;
  const { platform } = recognised;
  return figuresOf(row, context, (metric, value, precision) => {
    const subject = decisions.subject(platform, undefined);
    if (subject === undefined) return undefined;
    const base = { metric, platform, subject, value, line: row.line } as const;
    return { ...base, grain: period.grain, day: period.start, fact: accountFact(base, period, precision, decisions) };
  });
}

/** One figure as it stood at the export. */
function momentRow(row: TableRow, context: RowContext): ReadRow {
  const { recognised, columns, decisions } = context;
  const [first] = figureColumns(columns);
  const day = decisions.exportedAt === undefined ? undefined : dayOf(decisions.exportedAt, decisions.zone);
  return figuresOf(row, { ...context, columns: first === undefined ? [] : [first] }, (metric, value, precision) => {
    const subject = decisions.subject(recognised.platform, undefined);
    if (subject === undefined) return undefined;
    const base = { metric, platform: recognised.platform, subject, value, line: row.line } as const;
    return { ...base, grain: 'day', day, fact: day === undefined ? undefined : accountFact(base, periodOf('day', day), precision, decisions) };
  });
}

/** The number of followers that LinkedIn writes into a header. */
function followersOn({ table, platform }: RecognisedTable, decisions: Decisions): ReadRow {
  const [, text = ''] = FOLLOWERS_ON.exec(table.header.cells[0] ?? '') ?? [];
  const { line } = table.header;
  const stated = inOrder(readDay(text), decisions.order);
  const day = stated?.year === undefined ? undefined : civilDay(stated.year, stated.month, stated.day);
  const figure = readCount(table.header.originals[1] ?? '', undefined);
  const subject = decisions.subject(platform, undefined);
  if (day === undefined || figure.kind !== 'value' || figure.value < 0 || subject === undefined)
    return {
      line,
      figures: [],
      item: undefined,
      leftOut: [{ id: 'Jumlah pengikutnya tidak terbaca.', en: 'The number of followers can not be read.' }],
    };
  const base = { metric: 'followers', platform, subject, value: figure.value, line } as const;
  return {
    line,
    figures: [{ ...base, grain: 'day', day, fact: accountFact(base, periodOf('day', day), 'exact', decisions) }],
    item: undefined,
    leftOut: [],
  };
}
