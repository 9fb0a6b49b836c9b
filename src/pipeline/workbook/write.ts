import type { DataValidation, Workbook, Worksheet } from 'exceljs';
import type { Metric, Text } from '../../../connectors/contract/metric.js';
import { addDays, type CivilDate, lastDay } from '../../../connectors/contract/period.js';
import { formatDay, formatPeriod } from '../../text/date.js';
import { NOTE_LABELS } from '../note-lines.js';
import { markText, SHEET_MARKS, type WorkbookMark } from './mark.js';
import type { PlannedFigure, PlannedList, PlannedNote, PlannedOpen, WorkbookPlan } from './plan.js';
import { COLUMN_WORDS, figureHeading, INSTRUCTIONS, listColumn, MARK_SHEET, PRECISION_WORDS, SHEET_WORDS } from './words.js';

const COLOURS = { head: 'FF1F3A5F', headText: 'FFFFFFFF', input: 'FFFFF6CC', aside: 'FFF1F3F5', line: 'FFD0D5DB', quiet: 'FF6B7280' } as const;
const EMPTY_ROWS = 40;
const OPEN_ROWS = 15;

interface Writing {
  readonly plan: WorkbookPlan;
  readonly language: keyof Text;
  readonly mark: WorkbookMark;
}

/** Writes a month's workbook as XLSX in one language. */
export async function writeWorkbook(plan: WorkbookPlan, mark: WorkbookMark, language: keyof Text): Promise<Uint8Array> {
  const { default: excel } = await import('exceljs');
  const book: Workbook = new excel.Workbook();
  book.creator = 'Pantau';
  // The same month gives the same bytes, whenever it is written.
  book.created = book.modified = new Date(`${plan.period.end}T00:00:00Z`);
  const writing = { plan, language, mark };
  writeStart(book, writing);
  if (plan.figures.length > 0) writeFigures(book, writing);
  const names = new Set<string>();
  for (const open of plan.open) writeOpen(book, open, sheetName(open.item.label[language], names), writing);
  for (const list of plan.lists) writeList(book, list, sheetName(list.item.label[language], names), writing);
  if (plan.notes.length > 0) writeNotes(book, sheetName(SHEET_WORDS.notes[language], names), plan.notes, writing);
  const hidden = book.addWorksheet(MARK_SHEET, { state: 'hidden' });
  hidden.getCell('A1').value = markText(mark);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const LONGEST_NAME = 31;

/** A sheet's name has at most 31 characters, none of `[]:*?/\`, and stands once. */
function sheetName(label: string, taken: Set<string>): string {
  const plain = label
    .replace(/[[\]:*?/\\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` ${number}`;
    const name = `${plain.slice(0, LONGEST_NAME - suffix.length).trim()}${suffix}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

function writeStart(book: Workbook, { plan, language, mark }: Writing): void {
  const sheet = book.addWorksheet(SHEET_WORDS.start[language], { views: [{ showGridLines: false }] });
  sheet.columns = [{ width: 4 }, { width: 100 }];
  const title = { id: `Angka ${formatPeriod(plan.period, 'id')}`, en: `Figures of ${formatPeriod(plan.period, 'en')}` }[language];
  sheet.getCell('B2').value = title;
  sheet.getCell('B2').font = { bold: true, size: 18, color: { argb: COLOURS.head } };
  sheet.getCell('B3').value = plan.organisation[language];
  sheet.getCell('B3').font = { size: 12, color: { argb: COLOURS.quiet } };
  for (const [index, line] of INSTRUCTIONS[language].entries()) {
    const [number, text] = [sheet.getCell(5 + index, 1), sheet.getCell(5 + index, 2)];
    number.value = `${index + 1}.`;
    number.alignment = { vertical: 'top', horizontal: 'right' };
    text.value = line;
    text.alignment = { wrapText: true, vertical: 'top' };
  }
  const last = sheet.getCell(6 + INSTRUCTIONS[language].length, 2);
  last.value = markText(mark);
  last.font = { size: 8, color: { argb: COLOURS.quiet } };
}

interface Column {
  readonly head: string;
  readonly width: number;
  readonly input?: boolean;
  readonly format?: string;
}

/** A sheet with a heading in its first row, whose first column is hidden and says what each row is. */
function markedSheet(book: Workbook, name: string, mark: string, columns: readonly Column[]): Worksheet {
  const sheet = book.addWorksheet(name, {
    views: [{ state: 'frozen', xSplit: 2, ySplit: 1 }],
    pageSetup: { orientation: 'landscape', fitToPage: true },
  });
  sheet.columns = [{ width: 4, hidden: true }, ...columns.map(({ width }) => ({ width }))];
  const head = sheet.getRow(1);
  head.values = [mark, ...columns.map((column) => column.head)];
  head.height = 32;
  head.eachCell((cell) => {
    cell.font = { bold: true, color: { argb: COLOURS.headText } };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: COLOURS.head } };
    cell.alignment = { vertical: 'middle', wrapText: true };
  });
  return sheet;
}

function writeRow(
  sheet: Worksheet,
  line: number,
  mark: string,
  values: readonly (string | number | Date | null)[],
  columns: readonly Column[],
): void {
  const row = sheet.getRow(line);
  row.getCell(1).value = mark;
  for (const [index, { input, format }] of columns.entries()) {
    const cell = row.getCell(index + 2);
    cell.value = values[index] ?? null;
    if (format !== undefined) cell.numFmt = format;
    cell.border = { bottom: { style: 'hair', color: { argb: COLOURS.line } } };
    cell.alignment = { vertical: 'top', wrapText: true };
    if (input) cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: COLOURS.input } };
    else if (index > 0) cell.font = { color: { argb: COLOURS.quiet } };
  }
}

/** Days are serial numbers of UTC midnights in a workbook. */
const asDate = (date: CivilDate): Date => new Date(`${date}T00:00:00Z`);

const DAY_FORMAT = 'd mmm yyyy';

/** How a figure is shown; the marks are those of whoever opens the workbook. */
const formatOf = ({ unit, additivity }: Metric): string => (additivity === 'rate' || unit === 'score' || unit === 'percent' ? '0.##' : '#,##0');

function writeFigures(book: Workbook, { plan, language }: Writing): void {
  const columns: readonly Column[] = [
    { head: COLUMN_WORDS.label[language], width: 58 },
    { head: COLUMN_WORDS.owner[language], width: 20 },
    { head: COLUMN_WORDS.due[language], width: 13, format: DAY_FORMAT },
    { head: formatPeriod(plan.before, language), width: 14 },
    { head: formatPeriod(plan.yearAgo, language), width: 14 },
    { head: COLUMN_WORDS.stored[language], width: 14 },
    { head: figureHeading(plan.period, language), width: 18, input: true },
    { head: COLUMN_WORDS.precision[language], width: 13, input: true },
    { head: COLUMN_WORDS.note[language], width: 40, input: true },
  ];
  const sheet = markedSheet(book, SHEET_WORDS.figures[language], SHEET_MARKS.figures, columns);
  for (const [index, figure] of plan.figures.entries()) {
    const format = formatOf(figure.item.metric);
    const line = index + 2;
    const formatted = columns.map((column, at) => (at >= 3 && at <= 6 ? { ...column, format } : column));
    writeRow(sheet, line, figure.item.key, figureValues(figure, language), formatted);
    sheet.getCell(line, 9).dataValidation = precisionList(language);
    sheet.getCell(line, 8).font = { bold: true };
    if (figure.item.metric.reported === 'quarter-to-date') sheet.getCell(line, 8).note = TO_DATE[language];
  }
  sheet.autoFilter = { from: { row: 1, column: 2 }, to: { row: plan.figures.length + 1, column: columns.length + 1 } };
}

const TO_DATE: Text = {
  id: 'Dihitung dari awal triwulan sampai akhir bulan ini.',
  en: 'Counted from the start of the quarter to the end of this month.',
};
const NO_DATA: Text = { id: 'tidak ada data', en: 'no data' };

function figureValues(
  { item, owner, due, previous, yearAgo, held }: PlannedFigure,
  language: keyof Text,
): readonly (string | number | Date | null)[] {
  const stored = held?.kind === 'value' ? held.value : held?.kind === 'declined' ? NO_DATA[language] : null;
  return [item.label[language], owner, asDate(due), previous ?? null, yearAgo ?? null, stored, null, null, null];
}

const precisionList = (language: keyof Text): DataValidation => ({
  type: 'list',
  allowBlank: true,
  formulae: [
    `"${Object.values(PRECISION_WORDS)
      .map((word) => word[language])
      .join(',')}"`,
  ],
  showErrorMessage: true,
  errorTitle: COLUMN_WORDS.precision[language],
  error: { id: 'Pilih salah satu dari daftar, atau kosongkan.', en: 'Choose one of the list, or leave it empty.' }[language],
});

function writeOpen(book: Workbook, { item, rows, owner, due }: PlannedOpen, name: string, { plan, language }: Writing): void {
  const format = formatOf(item.metric);
  const columns: readonly Column[] = [
    { head: COLUMN_WORDS.value[language], width: 44, input: true },
    { head: formatPeriod(plan.before, language), width: 14, format },
    { head: figureHeading(plan.period, language), width: 18, input: true, format },
    { head: COLUMN_WORDS.precision[language], width: 13, input: true },
    { head: COLUMN_WORDS.note[language], width: 40, input: true },
  ];
  const sheet = markedSheet(book, name, `${SHEET_MARKS.open}${item.key}`, columns);
  for (let index = 0; index < rows.length + OPEN_ROWS; index += 1) {
    const row = rows[index];
    writeRow(sheet, index + 2, '', [row?.value ?? null, row?.previous ?? null, null, null, null], columns);
    sheet.getCell(index + 2, 5).dataValidation = precisionList(language);
  }
  noteOn(sheet, `${item.label[language]} · ${owner} · ${COLUMN_WORDS.due[language]} ${formatDay(due, language)}`);
}

function writeList(book: Workbook, { item, owner, due, stored }: PlannedList, name: string, { plan, language }: Writing): void {
  const columns: readonly Column[] = item.columns.map((column) => ({
    head: listColumn(column)[language],
    width: column === 'date' ? 14 : column === 'title' ? 60 : 28,
    input: true,
    ...(column === 'date' ? { format: DAY_FORMAT } : {}),
  }));
  const sheet = markedSheet(book, name, `${SHEET_MARKS.list}${item.list}`, columns);
  const at = item.columns.indexOf('date');
  for (let line = 2; line < EMPTY_ROWS + 2; line += 1) {
    writeRow(sheet, line, '', [], columns);
    if (at !== -1) sheet.getCell(line, at + 2).dataValidation = dayWithin(plan, language);
  }
  const there = { id: `sudah tersimpan: ${stored}`, en: `stored already: ${stored}` }[language];
  noteOn(sheet, `${item.label[language]} · ${owner} · ${COLUMN_WORDS.due[language]} ${formatDay(due, language)} · ${there}`);
}

function writeNotes(book: Workbook, name: string, notes: readonly PlannedNote[], { plan, language }: Writing): void {
  const columns: readonly Column[] = [
    { head: COLUMN_WORDS.section[language], width: 34 },
    { head: COLUMN_WORDS.about[language], width: 18 },
    { head: COLUMN_WORDS.stored[language], width: 50 },
    { head: figureHeading(plan.period, language), width: 80, input: true },
  ];
  const sheet = markedSheet(book, name, SHEET_MARKS.notes, columns);
  for (const [index, { key, title, kind, stored }] of notes.entries())
    writeRow(sheet, index + 2, key, [title[language], NOTE_LABELS[kind][language], stored ?? null, null], columns);
}

const dayWithin = ({ period }: WorkbookPlan, language: keyof Text): DataValidation => ({
  type: 'date',
  operator: 'between',
  allowBlank: true,
  formulae: [asDate(period.start), asDate(addDays(period.end, -1))],
  // A warning: an entry of another day is asked about when it comes back.
  errorStyle: 'warning',
  showErrorMessage: true,
  errorTitle: formatPeriod(period, language),
  error: {
    id: `Tanggal antara ${formatDay(period.start, 'id')} dan ${formatDay(lastDay(period), 'id')}.`,
    en: `A day from ${formatDay(period.start, 'en')} to ${formatDay(lastDay(period), 'en')}.`,
  }[language],
});

/** What a sheet is about stands at the heading, as a remark that is no cell. */
function noteOn(sheet: Worksheet, text: string): void {
  sheet.getCell('B1').note = text;
}
