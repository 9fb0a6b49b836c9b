import type { Fact } from '../../contract/layout.js';
import type { Text } from '../../contract/metric.js';
import { clipped } from '../../contract/nearest.js';
import type { Precision } from '../../contract/observation.js';
import { type CivilDate, type Grain, type Instant, lastDay, type Period } from '../../contract/period.js';
import { endOfDay } from '../moment.js';
import type { TableRow } from '../reader/table.js';
import { type DayOrder, readDay, type StatedDay } from '../values/days.js';
import { type DecimalMark, type Figure, readCount, readMeasure } from '../values/figures.js';
import type { ExportPlatform } from './layout.js';
import type { KnownColumn, RecognisedTable } from './recognise.js';
import { cellOf, figureColumns } from './survey.js';

/** What was decided of a table before its rows are read. */
export interface Decisions {
  readonly origin: string;
  /** the organisation's zone, for moments without one */
  readonly zone: string;
  readonly receivedAt: Instant;
  readonly order: DayOrder;
  /** the sign before decimals; undefined where nothing decides it */
  readonly marks: { readonly counts: DecimalMark | undefined; readonly measures: DecimalMark | undefined };
  /** the moment to which lifetime figures belong; undefined where it is not known yet */
  readonly exportedAt: Instant | undefined;
  /** the days of rows without a year, in the order of the rows that have one; undefined where the year is not known yet */
  readonly days: readonly CivilDate[] | undefined;
  /** true where the ids of the table lost their last digits */
  readonly idsRounded: boolean;
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
  readonly leftOut: readonly Text[];
  /** given where nothing of the row can be taken though it should have been */
  readonly wrong?: WrongRow;
}

/** A row that can't be taken, and keeps the whole file out unless the right rows of it are asked for. */
export class WrongRow extends Error {
  readonly line: number;
  readonly reason: Text;
  readonly advice: Text;
  /** true where it shows that the other rows can't be trusted either: a spreadsheet program changed the file, or its days are in two orders */
  readonly spoilsOthers: boolean;

  constructor(line: number, reason: Text, advice: Text, { spoilsOthers = false }: { readonly spoilsOthers?: boolean } = {}) {
    super(reason.en);
    this.name = 'WrongRow';
    this.line = line;
    this.reason = reason;
    this.advice = advice;
    this.spoilsOthers = spoilsOthers;
  }
}

/** What to do about a cell that no original has. */
export const ORIGINAL = {
  id: 'Serahkan unduhan aslinya, bukan salinan yang disimpan oleh program lembar kerja.',
  en: 'Hand in the original download, not a copy that was saved by a spreadsheet program.',
};

/** A row of which nothing is taken, and why. */
export const left = ({ line }: TableRow, ...leftOut: readonly Text[]): ReadRow => ({ line, figures: [], item: undefined, leftOut });

/** What is a day in another order only says that the days of the file are in no single one. */
export const noDay = ({ line }: TableRow, text: string): WrongRow =>
  new WrongRow(line, { id: `"${clipped(text)}" bukan tanggal.`, en: `"${clipped(text)}" is no day.` }, ORIGINAL, {
    spoilsOthers: readDay(text) !== undefined,
  });

/** What a row is read with. */
export interface RowContext {
  readonly recognised: RecognisedTable;
  readonly columns: readonly KnownColumn[];
  readonly decisions: Decisions;
  readonly dated: (stated: StatedDay | undefined) => CivilDate | 'open' | undefined;
}

/** A figure of an account over a period as a fact. */
export function accountFact(
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

/** Makes a figure of what a cell states; undefined where the row is of somebody else. */
export type Found = (metric: string, value: number, precision: Precision, platform: ExportPlatform | undefined) => FoundFigure | undefined;

/** The figures of a row; a cell without one says so in `leftOut`. */
export function figuresOf(row: TableRow, { recognised, columns, decisions }: RowContext, found: Found): ReadRow {
  const figures: FoundFigure[] = [];
  const leftOut = new Map<string, Text>();
  for (const column of figureColumns(columns)) {
    const metric = column.meaning === '@hours' ? 'watch_seconds' : column.meaning;
    const read = figureOf(row, column, decisions);
    const wrong = unfit(row, column, read, recognised, decisions.signed);
    if (wrong !== undefined) throw wrong;
    if (read.kind === 'wrong' || read.kind === 'unclear') continue;
    if (read.kind === 'value' && read.value < 0 && !decisions.signed.has(metric)) {
      // TikTok itself writes such counts of comments (seen 2026-07).
      leftOut.set(metric, {
        id: `Hitungan ${metric} di bawah nol adalah kesalahan alatnya dan bukan angka.`,
        en: `A count of ${metric} below zero is a fault of the tool and no figure.`,
      });
      continue;
    }
    if (read.kind === 'nothing') {
      leftOut.set(metric, { id: `Tidak ada angka yang diberikan untuk ${metric}.`, en: `No figure was delivered for ${metric}.` });
      continue;
    }
    if (read.rounded)
      leftOut.set(`${metric} rounded`, {
        id: `Angka ${metric} dibulatkan di berkasnya, misalnya "${cellOf(row, column).trim()}", dan disimpan sebagai pembulatan.`,
        en: `Figures of ${metric} are rounded in the file, such as "${cellOf(row, column).trim()}", and kept as rounded.`,
      });
    const figure = found(metric, read.value, read.rounded || metric === 'watch_seconds' ? 'rounded' : 'exact', column.platform);
    if (figure === undefined) return left(row, FOREIGN);
    figures.push(figure);
  }
  return { line: row.line, figures, item: undefined, leftOut: [...leftOut.values()] };
}

/** Why a row of an unknown network is left out. */
export const UNKNOWN_NETWORK = {
  id: 'Barisnya dari jaringan atau akun yang tidak dikenal.',
  en: 'The row is of a network or an account that is not known.',
};

/** Why a row of another account is left out. */
export const FOREIGN = {
  id: 'Barisnya milik akun lain, seperti kiriman bersama.',
  en: 'The row belongs to another account, as a post in common does.',
};

/** What makes the whole file unfit in a cell; undefined where nothing does. */
function unfit(
  row: TableRow,
  column: KnownColumn,
  read: Figure,
  { layout, platform }: RecognisedTable,
  signed: ReadonlySet<string>,
): WrongRow | undefined {
  const inColumn = (id: string, en: string, spoilsOthers = false): WrongRow =>
    new WrongRow(row.line, { id: `Di "${clipped(column.header)}": ${id}`, en: `In "${clipped(column.header)}": ${en}` }, ORIGINAL, { spoilsOthers });
  if (read.kind === 'wrong') return inColumn(read.reason.id, read.reason.en, read.spoilsOthers);
  const text = clipped(cellOf(row, column).trim());
  if (read.kind === 'unclear') {
    const [first, second] = read.readings;
    return inColumn(`"${text}" dapat dibaca dengan dua cara: ${first} atau ${second}.`, `"${text}" can be read in two ways: ${first} or ${second}.`);
  }
  if (read.kind === 'nothing') return undefined;
  // A snapshot has no place for how exact it is.
  if (read.rounded && layout.shape !== 'daily')
    return inColumn(`"${text}" dibulatkan; tidak ada ekspor asli yang menulis begitu.`, `"${text}" is rounded; no original export writes so.`);
  if (read.value < 0 && !signed.has(column.meaning) && platform !== 'tiktok')
    return inColumn(`${read.value} di bawah nol.`, `${read.value} is below zero.`);
  return undefined;
}

/** Reads a cell as its column means it; a number that a workbook stores has a point before its decimals, whatever its texts have. */
function figureOf(row: TableRow, column: KnownColumn, { marks }: Decisions): Figure {
  const [text, kind] = [cellOf(row, column), row.kinds?.[column.index]];
  const stored = kind === 'number' ? '.' : undefined;
  const measures = stored ?? marks.measures;
  if (column.meaning === '@hours') return readMeasure(text, measures, kind === 'duration' ? 1 : 3600);
  if (column.meaning === 'watch_seconds') return readMeasure(text, measures, 1);
  if (kind === 'duration' || kind === 'date' || kind === 'moment')
    return {
      kind: 'wrong',
      spoilsOthers: true,
      reason: {
        id: 'tanggal atau jam, padahal yang diharapkan angka: program lembar kerja mengubah berkasnya saat disimpan.',
        en: 'a date or a time stands where a number is expected: a spreadsheet program changed the file when it was saved.',
      },
    };
  return readCount(text, stored ?? marks.counts);
}
