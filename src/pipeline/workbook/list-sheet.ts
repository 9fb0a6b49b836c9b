import type { Text } from '../../../connectors/contract/metric.js';
import type { CivilDate, Period } from '../../../connectors/contract/period.js';
import { isCivilDate } from '../../../connectors/contract/period.js';
import type { GridRow } from '../../../connectors/files/reader/grid.js';
import { numberCell } from '../../../connectors/files/reader/serial.js';
import { formatDay } from '../../text/date.js';
import { daysOf } from '../handed/entries.js';
import type { ListItem } from '../handed/items.js';
import type { PasteAnswers, ReadEntry } from '../handed/reading.js';
import { choose } from '../handed/words-of-questions.js';
import { RefusedFile } from '../import-report.js';
import { cellAt, columnUnder, type MarkedSheet, refuseMerged, type SheetCell } from './sheets.js';
import { listColumn } from './words.js';

/** Reads a sheet of entries. Throws `RefusedFile` where a column is gone or a row has no day or no title. */
export function readList(sheet: MarkedSheet, list: ListItem, period: Period, answers: PasteAnswers): readonly ReadEntry[] {
  const columns = new Map(list.columns.map((column) => [column, columnUnder(sheet, listColumn(column))] as const));
  const gone = [...columns].find(([, at]) => at === undefined)?.[0];
  if (gone !== undefined) throw wrong(sheet, undefined, columnGone(gone));
  refuseMerged(sheet, [...columns.values()]);
  return sheet.rows.flatMap((row) => {
    const cells = [...columns].map(([column, at]) => [column, cellAt(row, at)] as const).filter(([, { text }]) => text.trim() !== '');
    if (cells.length === 0) return [];
    return entryOf(row, new Map(cells), { sheet, list, period, answers }) ?? [];
  });
}

interface ListReading {
  readonly sheet: MarkedSheet;
  readonly list: ListItem;
  readonly period: Period;
  readonly answers: PasteAnswers;
}

function entryOf(row: GridRow, cells: ReadonlyMap<string, SheetCell>, { sheet, list, period, answers }: ListReading): ReadEntry | undefined {
  const days = daysIn(cells.get('date'), period);
  const title = cells.get('title')?.text.trim() ?? '';
  const [first] = days;
  if (first === undefined) throw wrong(sheet, row, NO_DAY);
  if (title === '') throw wrong(sheet, row, NO_TITLE);
  if ([...cells.values()].some(({ kind }) => kind === 'error')) throw wrong(sheet, row, NOT_CALCULATED);
  const attributes = Object.fromEntries(
    [...cells].filter(([column]) => column !== 'date' && column !== 'title').map(([column, { text }]) => [column, text.trim()]),
  );
  const id = `${sheet.name}!${row.line}`;
  const question = choose(
    id,
    'period',
    {
      id: `"${title.slice(0, 80)}" di luar bulan ini, atau tanggalnya bisa dibaca dua cara. Tanggal berapa?`,
      en: `"${title.slice(0, 80)}" lies outside the month, or its day can be read in two ways. Which day?`,
    },
    days.map((day) => ({ id: day, label: { id: formatDay(day, 'id'), en: formatDay(day, 'en') } })),
  );
  const answer = answers[question.id];
  if (answer === 'no') return undefined;
  const given = days.find((day) => day === answer);
  const sure = given !== undefined || (days.length === 1 && first >= period.start && first < period.end);
  return { id, line: row.line, source: title, list, date: given ?? first, title, attributes, questions: sure ? [] : [question] };
}

/** The days that a cell may mean: a stored day, or one that was written as text. */
function daysIn(cell: SheetCell | undefined, period: Period): readonly CivilDate[] {
  const text = cell?.text.trim() ?? '';
  switch (cell?.kind) {
    case 'date':
    case 'moment': {
      const day = text.slice(0, 10);
      return isCivilDate(day) ? [day] : [];
    }
    case 'number': {
      // A day without its format is a serial number; only one that lies in the month is believed.
      const { text: day } = numberCell(text, 'date', false);
      return isCivilDate(day) && day >= period.start && day < period.end ? [day] : [];
    }
    default:
      return daysOf(text, period);
  }
}

const columnGone = (column: string): Text => {
  const { id, en } = listColumn(column);
  return { id: `kolom "${id}" tidak ada`, en: `the column "${en}" is gone` };
};
const NO_DAY: Text = { id: 'tanggalnya kosong atau tidak terbaca', en: 'its day is missing or can not be read' };
const NO_TITLE: Text = { id: 'judulnya kosong', en: 'its title is missing' };
const NOT_CALCULATED: Text = { id: 'ada rumus yang belum dihitung atau salah', en: 'a formula was not calculated or is wrong' };

const wrong = ({ name }: MarkedSheet, row: GridRow | undefined, what: Text): RefusedFile =>
  new RefusedFile({
    id: `Lembar "${name}"${row === undefined ? '' : `, baris ${row.line}`}: ${what.id}.`,
    en: `The sheet "${name}"${row === undefined ? '' : `, row ${row.line}`}: ${what.en}.`,
  });
