import { DateTime } from 'luxon';
import type { Fact } from '../../contract/layout.js';
import { clipped } from '../../contract/nearest.js';
import type { Precision } from '../../contract/observation.js';
import { type CivilDate, type Grain, type Instant, lastDay, type Period, periodOf } from '../../contract/period.js';
import { remembering } from '../../contract/remember.js';
import { dayOf, endOfDay } from '../moment.js';
import { cleanText } from '../reader/header.js';
import type { TableRow } from '../reader/table.js';
import { civilDay, type DateOrder, readDay, type StatedDay } from './days.js';
import { type DecimalMark, type Figure, readCount, readMeasure } from './figures.js';
import type { ExportPlatform } from './layout.js';
import { FOLLOWERS_ON } from './linkedin.js';
import { isRoundedId, kindOf, linkParts } from './links.js';
import type { KnownColumn, RecognisedTable } from './recognise.js';
import { accountOf, cellOf, columnOf, figureColumns } from './survey.js';

/** What was decided of a table before its rows are read. */
export interface Decisions {
  readonly origin: string;
  /** the organisation's zone, for moments without one */
  readonly zone: string;
  readonly receivedAt: Instant;
  readonly order: DateOrder;
  readonly mark: DecimalMark | undefined;
  /** the moment to which lifetime figures belong; undefined where it is not known yet */
  readonly exportedAt: Instant | undefined;
  /** the days of rows without a year, in the order of the rows that have one; undefined where the year is not known yet */
  readonly days: readonly CivilDate[] | undefined;
  /** which of two columns of one name is taken */
  readonly twin: 'first' | 'last';
  /** whose a row is, by the key of its account, or the table's; undefined for a row of somebody else */
  readonly subject: (platform: ExportPlatform | undefined, key: string | undefined) => string | undefined;
  /** the metrics that may be below zero */
  readonly signed: ReadonlySet<string>;
  /** false where figures of items are of a chosen period and so no lifetime figures */
  readonly lifetime: boolean;
  /** the chosen period where it is a whole one of the calendar: the total row is then the account's */
  readonly period: Period | undefined;
}

/** One figure that a file states, as a fact where all is known that makes it one; `day` is undefined where the year is open. */
export interface FoundFigure {
  readonly metric: string;
  readonly platform: ExportPlatform | undefined;
  readonly subject: string;
  readonly value: number;
  readonly grain: Grain;
  readonly day: CivilDate | undefined;
  readonly line: number;
  readonly fact: Fact | undefined;
}

/** What a row gave: figures, an item, and what of it was left out and why. */
export interface ReadRow {
  readonly line: number;
  readonly figures: readonly FoundFigure[];
  readonly item: Fact | undefined;
  readonly leftOut: readonly string[];
}

/** A row that makes the whole file unfit. */
export class WrongRow extends Error {
  readonly line: number;
  readonly advice: string;

  constructor(line: number, reason: string, advice: string) {
    super(reason);
    this.name = 'WrongRow';
    this.line = line;
    this.advice = advice;
  }
}

const ORIGINAL = 'Hand in the original download, not a copy that was saved by a spreadsheet program.';

/** Reads the rows of a table, in batches. Throws `WrongRow` for a cell that no original export has, and `FileRefused` where a limit is passed. */
export async function* readRows(recognised: RecognisedTable, decisions: Decisions): AsyncGenerator<readonly ReadRow[]> {
  if (FOLLOWERS_ON.test(recognised.table.header.cells[0] ?? '')) yield [followersOn(recognised, decisions)];
  const reader = readerOf(recognised, decisions);
  for await (const batch of recognised.table.rows()) yield batch.map(reader);
}

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
  description: 'The row explains the columns.',
  total: 'The row adds the others up; it is kept as a check value only.',
  notice: 'The row is a note about the file.',
} as const;

const left = ({ line }: TableRow, ...leftOut: readonly string[]): ReadRow => ({ line, figures: [], item: undefined, leftOut });

/** Columns without those that stand twice. */
function chosen(columns: readonly KnownColumn[], twin: 'first' | 'last'): readonly KnownColumn[] {
  const same = (one: KnownColumn, other: KnownColumn): boolean =>
    one.meaning === other.meaning && one.platform === other.platform && (!one.meaning.startsWith('@') || one.meaning === '@hours');
  return columns.filter((column, index) =>
    twin === 'first' ? !columns.slice(0, index).some((other) => same(other, column)) : !columns.slice(index + 1).some((other) => same(other, column)),
  );
}

interface RowContext {
  readonly recognised: RecognisedTable;
  readonly columns: readonly KnownColumn[];
  readonly decisions: Decisions;
  readonly dated: (stated: StatedDay | undefined) => CivilDate | 'open' | undefined;
}

function dailyRow(row: TableRow, context: RowContext): ReadRow {
  const { recognised, columns, decisions, dated } = context;
  const text = cellOf(row, columnOf(columns, 'date'));
  const day = dated(readDay(text, decisions.order));
  if (day === undefined) {
    if (text.trim() === '' && figureColumns(columns).every((column) => cellOf(row, column).trim() === '')) return left(row, 'The row is empty.');
    throw new WrongRow(row.line, `"${clipped(text)}" is no day.`, ORIGINAL);
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

function accountFact(
  { metric, subject, value, line }: Pick<FoundFigure, 'metric' | 'subject' | 'value' | 'line'>,
  period: Period,
  precision: Precision,
  decisions: Decisions,
): Fact {
  const end = endOfDay(lastDay(period), decisions.zone);
  const over = end < decisions.receivedAt;
  return {
    type: 'observation',
    observation: {
      series: { metric, subject, dimensions: {}, grain: period.grain },
      period,
      value,
      quality: 'complete',
      precision,
      observedAt: over ? end : decisions.receivedAt,
      origin: decisions.origin,
      reference: String(line),
    },
  };
}

type Found = (metric: string, value: number, precision: Precision, platform: ExportPlatform | undefined) => FoundFigure | undefined;

/** The figures of a row; a cell without one says so in `leftOut`. */
function figuresOf(row: TableRow, { recognised, columns, decisions }: RowContext, found: Found): ReadRow {
  const figures: FoundFigure[] = [];
  const leftOut = new Set<string>();
  for (const column of figureColumns(columns)) {
    const metric = column.meaning === '@hours' ? 'watch_seconds' : column.meaning;
    const read = figureOf(cellOf(row, column), column.meaning, decisions);
    if (read.kind === 'wrong') throw new WrongRow(row.line, `In "${clipped(column.header)}": ${read.reason}`, ORIGINAL);
    if (read.kind === 'doubtful') throw new WrongRow(row.line, `"${cellOf(row, column)}" can be read in two ways.`, ORIGINAL);
    if (read.kind === 'negative') {
      if (recognised.platform !== 'tiktok') throw new WrongRow(row.line, `In "${clipped(column.header)}": ${read.value} is below zero.`, ORIGINAL);
      // TikTok itself writes such counts of comments (seen 2026-07).
      leftOut.add(`A count of ${metric} below zero is a fault of the tool and no figure.`);
      continue;
    }
    if (read.kind === 'nothing') {
      leftOut.add(`No figure was delivered for ${metric}.`);
      continue;
    }
    const figure = found(metric, read.value, metric === 'watch_seconds' ? 'rounded' : 'exact', column.platform);
    if (figure === undefined) return left(row, FOREIGN);
    figures.push(figure);
  }
  return { line: row.line, figures, item: undefined, leftOut: [...leftOut] };
}

const UNKNOWN_NETWORK = 'The row is of a network or an account that is not known.';

/** Why a row of another account is left out. */
export const FOREIGN = 'The row belongs to another account, as a post in common does.';

function figureOf(text: string, meaning: string, { mark, signed }: Decisions): Figure {
  if (meaning === '@hours') return readMeasure(text, mark, 3600);
  if (meaning === 'watch_seconds') return readMeasure(text, mark, 1);
  return readCount(text, mark, signed.has(meaning));
}

const CHOSEN_PERIOD = 'The figures of single items are of the chosen period and no lifetime figures.';

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
  const stated = readDay(text, decisions.order);
  const day = stated?.year === undefined ? undefined : civilDay(stated.year, stated.month, stated.day);
  const figure = readCount(table.header.originals[1] ?? '', undefined, false);
  const subject = decisions.subject(platform, undefined);
  if (day === undefined || figure.kind !== 'value' || subject === undefined)
    return { line, figures: [], item: undefined, leftOut: ['The number of followers can not be read.'] };
  const base = { metric: 'followers', platform, subject, value: figure.value, line } as const;
  return {
    line,
    figures: [{ ...base, grain: 'day', day, fact: accountFact(base, periodOf('day', day), 'exact', decisions) }],
    item: undefined,
    leftOut: [],
  };
}

function itemRow(row: TableRow, context: RowContext): ReadRow {
  const { recognised, columns, decisions, dated } = context;
  // Before anything returns: the days without a year are counted by row.
  const stated = readDay(cellOf(row, columnOf(columns, 'published')), decisions.order);
  const published = dated(stated);
  const account = accountOf(row, recognised);
  const platform = recognised.platform ?? account?.platform;
  if (platform === undefined) return left(row, UNKNOWN_NETWORK);
  const remark = cleanText(cellOf(row, columnOf(columns, 'comment')));
  const link = cellOf(row, columnOf(columns, 'link')).trim();
  const id = idOf(row, columns, link, platform);
  if (id === undefined) return left(row, remark === '' ? 'The row has no id.' : 'The tool could not compute the row and says so in place of its id.');
  if (id === 'lost') return left(row, "The item's id was rounded by a spreadsheet program and is lost.");
  if (readDay(cellOf(row, columnOf(columns, 'scope')), 'month-first') !== undefined)
    return left(row, 'The figures of the item are of one day and no lifetime figures.');
  const subject = decisions.subject(platform, account?.key);
  if (subject === undefined) return left(row, FOREIGN);
  const content = `${subject}/${id}`;
  const read = !decisions.lifetime
    ? left(row, CHOSEN_PERIOD)
    : figuresOf(row, context, (metric, value) => ({
        ...{ metric, platform, subject, value, line: row.line, grain: 'total', day: undefined },
        fact:
          decisions.exportedAt === undefined
            ? undefined
            : { type: 'snapshot', snapshot: { content, metric, readAt: decisions.exportedAt, value, quality: 'complete', origin: decisions.origin } },
      }));
  const item =
    published === undefined || published === 'open' ? undefined : itemFact(row, context, { subject, content, link, platform, published, stated });
  const undated =
    published === undefined && read.figures.length > 0 ? ['The item has no day of publication: its figures are kept, and it is not listed.'] : [];
  return { ...read, item, leftOut: [...read.leftOut, ...undated] };
}

/** The platform's id of the item: from its column, else from its link; `lost` where a spreadsheet rounded it. */
function idOf(row: TableRow, columns: readonly KnownColumn[], link: string, platform: ExportPlatform): string | 'lost' | undefined {
  const cell = cleanText(cellOf(row, columnOf(columns, 'id')));
  const fromLink = linkParts(link, platform).id;
  if (cell === '') return fromLink;
  if (isRoundedId(cell)) return fromLink ?? 'lost';
  return /\s/.test(cell) ? undefined : cell;
}

interface Item {
  readonly subject: string;
  readonly content: string;
  readonly link: string;
  readonly platform: ExportPlatform;
  readonly published: CivilDate;
  readonly stated: StatedDay | undefined;
}

const instantOf: (local: string, zone: string, offset: number) => Instant = remembering(
  (local, zone, offset) => `${local} ${zone} ${offset}`,
  (local, zone, offset) => new Date(DateTime.fromISO(local, { zone }).minus({ minutes: offset }).toMillis()).toISOString() as Instant,
);

function itemFact(row: TableRow, { recognised, columns, decisions }: RowContext, item: Item): Fact {
  const { stated, published, platform, link } = item;
  const utc = stated?.offset !== undefined || recognised.layout.zone === 'UTC';
  const publishedAt = instantOf(`${published}T${stated?.time ?? '00:00:00'}`, utc ? 'utc' : decisions.zone, stated?.offset ?? 0);
  const type = cleanText(cellOf(row, columnOf(columns, 'type')));
  const words = cleanText(cellOf(row, columnOf(columns, 'title'))) || cleanText(cellOf(row, columnOf(columns, 'text')));
  return {
    type: 'content',
    content: {
      id: item.content,
      subject: item.subject,
      kind: recognised.layout.kind ?? kindOf(type, platform),
      publishedAt,
      publishedOn: utc && stated?.time !== undefined ? dayOf(publishedAt, decisions.zone) : published,
      title: [...words].slice(0, 200).join(''),
      ...(/^https?:\/\/\S+$/.test(link) ? { link } : {}),
      origin: decisions.origin,
    },
  };
}
