import type { Text } from '../../../connectors/contract/metric.js';
import { probablyMeant } from '../../../connectors/contract/nearest.js';
import { shiftPeriod } from '../../../connectors/contract/period.js';
import type { GridRow } from '../../../connectors/files/reader/grid.js';
import { formatPeriod } from '../../text/date.js';
import type { FigureItem, HandedItem, OpenItem } from '../handed/items.js';
import type { PasteAnswers, PasteContext, PasteQuestion, ReadFigure } from '../handed/reading.js';
import { askValue } from '../handed/words-of-questions.js';
import { RefusedFile } from '../import-report.js';
import { settleCell } from './settle.js';
import { cellAt, columnUnder, type MarkedSheet, placeName, refuseMerged } from './sheets.js';
import { COLUMN_WORDS, monthOfHeading, precisionOf } from './words.js';

/** What a sheet states of figures. */
export interface SheetFigures {
  readonly figures: readonly ReadFigure[];
  /** what its writer noted beside a figure, by the figure's id */
  readonly notes: ReadonlyMap<string, string>;
  /** the items whose cell is blank, or whose figure comes later */
  readonly blank: readonly FigureItem[];
  readonly told: readonly Text[];
}

interface Columns {
  readonly figure: number;
  readonly label: number | undefined;
  readonly precision: number | undefined;
  readonly note: number | undefined;
}

/** The columns of a sheet that asks for something of a month. Throws `RefusedFile` where it is of another month. */
export function figureColumns(sheet: MarkedSheet, { period }: PasteContext, label: Text): Columns {
  const found = sheet.heading.flatMap((cell, column) => {
    const month = monthOfHeading(cell);
    return month === undefined ? [] : [{ month, column }];
  });
  const [only, second] = found;
  if (only === undefined || second !== undefined)
    throw new RefusedFile({
      id: `Lembar "${sheet.name}" harus memiliki tepat satu kolom "ISI: ${formatPeriod(period, 'id')}".`,
      en: `The sheet "${sheet.name}" must have exactly one column "FILL IN: ${formatPeriod(period, 'en')}".`,
    });
  const names = [formatPeriod(period, 'id'), formatPeriod(period, 'en')].map((name) => name.toLowerCase());
  if (!names.includes(only.month.trim().toLowerCase()))
    throw new RefusedFile({
      id: `Kolom yang diisi di lembar "${sheet.name}" bertuliskan "${only.month.slice(0, 40)}", padahal buku kerja ini untuk ${formatPeriod(period, 'id')}.`,
      en: `The column to fill in on the sheet "${sheet.name}" is headed "${only.month.slice(0, 40)}", but this workbook is for ${formatPeriod(period, 'en')}.`,
    });
  const columns = {
    figure: only.column,
    label: columnUnder(sheet, label),
    precision: columnUnder(sheet, COLUMN_WORDS.precision),
    note: columnUnder(sheet, COLUMN_WORDS.note),
  };
  refuseMerged(sheet, [columns.figure, sheet.markColumn]);
  return columns;
}

/** Reads the sheet of figures. Throws `RefusedFile` where a row can't be told. */
export function readFigures(sheet: MarkedSheet, items: readonly HandedItem[], context: PasteContext, answers: PasteAnswers): SheetFigures {
  const columns = figureColumns(sheet, context, COLUMN_WORDS.label);
  const figures: ReadFigure[] = [];
  const notes = new Map<string, string>();
  const blank: FigureItem[] = [];
  for (const row of sheet.rows) {
    const cell = cellAt(row, columns.figure);
    const id = placeName(columns.figure, row.line);
    const item = itemOf(row, sheet, columns, items);
    if (item === undefined) {
      if (cell.text.trim() !== '') throw new RefusedFile(unknownRow(sheet, row));
      continue;
    }
    const label = cellAt(row, columns.label).text;
    const settled = settleCell(
      {
        id,
        line: row.line,
        ...cell,
        item,
        value: undefined,
        period: context.period,
        ...about(row, columns, sheet),
        questions: renamed(id, label, item),
      },
      context,
      answers,
    );
    if (settled.kind === 'blank' || settled.kind === 'later') blank.push(item);
    if (settled.kind !== 'figure') continue;
    figures.push(settled.figure);
    takeNote(notes, id, row, columns);
  }
  return { figures, notes, blank, told: asidesChanged(sheet, items, columns, context) };
}

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();

const isNamed = (label: string, { label: own }: HandedItem): boolean => [own.id, own.en].some((name) => plain(name) === plain(label));

/** The item of a row by its mark, else by its label. */
function itemOf(row: GridRow, { markColumn }: MarkedSheet, { label }: Columns, items: readonly HandedItem[]): FigureItem | undefined {
  const key = cellAt(row, markColumn).text.trim();
  const name = cellAt(row, label).text;
  const found = items.filter((item): item is FigureItem => item.kind === 'figure' && (key === '' ? isNamed(name, item) : item.key === key));
  return found.length === 1 ? found[0] : undefined;
}

const unknownRow = ({ name }: MarkedSheet, row: GridRow): Text => ({
  id: `Baris ${row.line} di lembar "${name}" berisi angka, tetapi tidak diketahui angka yang mana. Mulai dari buku kerja yang baru: pantau template.`,
  en: `Row ${row.line} of the sheet "${name}" holds a figure, and nobody can tell which. Begin with a new workbook: pantau template.`,
});

/** A row whose label is not what it was: its cells may have moved. */
function renamed(id: string, label: string, item: FigureItem): readonly PasteQuestion[] {
  if (label.trim() === '' || isNamed(label, item)) return [];
  const written = label.trim().slice(0, 80);
  return [
    {
      id: `${id}:item`,
      kind: 'item',
      sentence: {
        id: `Sel ${id}: labelnya sekarang "${written}". Benar ini ${item.label.id}?`,
        en: `Cell ${id}: its label now says "${written}". Is this ${item.label.en}?`,
      },
      options: [
        { id: 'yes', label: { id: 'Ya', en: 'Yes' } },
        { id: 'no', label: { id: 'Tidak, lewati', en: 'No, leave it out' } },
      ],
    },
  ];
}

/** What stands beside a figure of its precision. Throws `RefusedFile` for a word that is none. */
function about(row: GridRow, { precision: column }: Columns, { name }: MarkedSheet) {
  const word = cellAt(row, column).text.trim();
  const precision = word === '' ? undefined : precisionOf(word);
  if (word !== '' && precision === undefined)
    throw new RefusedFile({
      id: `Baris ${row.line} di lembar "${name}": ketepatan "${word.slice(0, 40)}" tidak dikenal. Tulis tepat, dibulatkan, atau kira-kira.`,
      en: `Row ${row.line} of the sheet "${name}": the precision "${word.slice(0, 40)}" is not known. Write exact, rounded or about.`,
    });
  return { precision };
}

function takeNote(notes: Map<string, string>, id: string, row: GridRow, { note }: Columns): void {
  const text = cellAt(row, note).text.trim();
  if (text !== '') notes.set(id, text);
}

/** Figures of the month before that are other than those stored: somebody may have written into the wrong column. */
function asidesChanged(sheet: MarkedSheet, items: readonly HandedItem[], columns: Columns, { period, known }: PasteContext): readonly Text[] {
  const before = shiftPeriod(period, -1);
  const column = columnUnder(sheet, { id: formatPeriod(before, 'id'), en: formatPeriod(before, 'en') });
  const changed = sheet.rows.filter((row) => {
    const item = itemOf(row, sheet, columns, items);
    const { text } = cellAt(row, column);
    return item !== undefined && text.trim() !== '' && Number(text) !== known(item.key, before);
  });
  if (changed.length === 0) return [];
  const lines = changed
    .slice(0, 8)
    .map(({ line }) => placeName(column ?? 0, line))
    .join(', ');
  return [
    {
      id: `Kolom ${formatPeriod(before, 'id')} hanya pembanding dan tidak dibaca; berbeda dari yang tersimpan: ${lines}.`,
      en: `The column ${formatPeriod(before, 'en')} is there to compare with and is not read; it differs from what is stored: ${lines}.`,
    },
  ];
}

/** Reads a sheet whose rows name the values of a dimension. Throws `RefusedFile` where a figure has no name. */
export function readOpen(sheet: MarkedSheet, item: OpenItem, context: PasteContext, answers: PasteAnswers): SheetFigures {
  const columns = figureColumns(sheet, context, COLUMN_WORDS.value);
  const figures: ReadFigure[] = [];
  const notes = new Map<string, string>();
  for (const row of sheet.rows) {
    const cell = cellAt(row, columns.figure);
    if (cell.text.trim() === '') continue;
    const said = cellAt(row, columns.label).text.trim();
    if (said === '')
      throw new RefusedFile({
        id: `Baris ${row.line} di lembar "${sheet.name}" berisi angka tanpa nama.`,
        en: `Row ${row.line} of the sheet "${sheet.name}" holds a figure without a name.`,
      });
    const id = `${sheet.name}!${placeName(columns.figure, row.line)}`;
    const { value, questions } = settleName(id, said, item, context, answers);
    const settled = settleCell(
      { id, line: row.line, ...cell, item, value, period: context.period, ...about(row, columns, sheet), questions },
      context,
      answers,
    );
    if (settled.kind !== 'figure') continue;
    figures.push(settled.figure);
    takeNote(notes, id, row, columns);
  }
  return { figures, notes, blank: [], told: [] };
}

/** A value that is known, a new one that is like no other, or what its writer chose. */
function settleName(id: string, said: string, item: OpenItem, { knownValues }: PasteContext, answers: PasteAnswers) {
  const known = knownValues(item);
  const same = known.find((value) => plain(value) === plain(said));
  if (same !== undefined) return { value: same, questions: [] };
  const meant = probablyMeant(said, known);
  if (meant === undefined) return { value: said, questions: [] };
  const question = askValue(id, said, [meant]);
  const answer = answers[question.id];
  return { value: answer === meant ? meant : said, questions: [question] };
}
