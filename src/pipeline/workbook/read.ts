import type { Text } from '../../../connectors/contract/metric.js';
import { type Period, periodLabel, periodOf, shiftPeriod } from '../../../connectors/contract/period.js';
import { formatPeriod } from '../../text/date.js';
import { checked } from '../handed/checks.js';
import type { FigureItem, HandedConfig, HandedItem } from '../handed/items.js';
import { handedNames } from '../handed/names.js';
import type { PasteAnswers, PasteContext, PasteQuestion, ReadEntry, ReadFigure } from '../handed/reading.js';
import { RefusedFile } from '../import-report.js';
import type { Note } from '../notes.js';
import { readFigures, readOpen, type SheetFigures } from './figures-sheet.js';
import type { FoundWorkbook } from './find.js';
import { readList } from './list-sheet.js';
import { markName, markText, SHEET_MARKS, WORKBOOK_VERSION } from './mark.js';
import { type ReadNote, readNoteSheet } from './notes-sheet.js';
import { type MarkedSheet, markedSheet } from './sheets.js';

/** A workbook as it was understood. Nothing of it is stored yet. */
export interface WorkbookReading {
  readonly period: Period;
  readonly figures: readonly ReadFigure[];
  readonly entries: readonly ReadEntry[];
  /** what its writer noted beside a figure, by the figure's id */
  readonly notes: ReadonlyMap<string, string>;
  /** the texts of sections */
  readonly texts: readonly ReadNote[];
  /** the items whose cell is blank */
  readonly blank: readonly FigureItem[];
  /** a question about the workbook as a whole */
  readonly asked: readonly PasteQuestion[];
  /** what its reader should know */
  readonly told: readonly Text[];
}

/** The month of a workbook. Throws `RefusedFile` where its mark is gone, is of another organisation or version, or where the month has not begun. */
export function monthOfWorkbook({ marks }: FoundWorkbook, { organisation }: Pick<HandedConfig, 'organisation'>, today: Period['start']): Period {
  const [mark, other] = [...new Map(marks.map((one) => [markText(one), one])).values()];
  if (mark === undefined) throw new RefusedFile(NO_MARK);
  if (other !== undefined)
    throw new RefusedFile({
      id: `Berkas ini campuran dua buku kerja: ${periodLabel(mark.period)} ${mark.organisation} dan ${periodLabel(other.period)} ${other.organisation}.`,
      en: `This file is made of two workbooks: ${periodLabel(mark.period)} ${mark.organisation} and ${periodLabel(other.period)} ${other.organisation}.`,
    });
  const own = markName(organisation);
  if (mark.organisation !== own)
    throw new RefusedFile({
      id: `Buku kerja ini dari "${mark.organisation.slice(0, 80)}", bukan dari "${own}".`,
      en: `This workbook is of "${mark.organisation.slice(0, 80)}", not of "${own}".`,
    });
  if (mark.version !== WORKBOOK_VERSION)
    throw new RefusedFile({
      id: `Buku kerja ini versi ${mark.version}; Pantau membaca versi ${WORKBOOK_VERSION}. Minta yang baru: pantau template.`,
      en: `This workbook is of version ${mark.version}; Pantau reads version ${WORKBOOK_VERSION}. Ask for a new one: pantau template.`,
    });
  if (mark.period.start > today)
    throw new RefusedFile({
      id: `Buku kerja ini untuk ${formatPeriod(mark.period, 'id')}, yang belum mulai.`,
      en: `This workbook is for ${formatPeriod(mark.period, 'en')}, which has not begun.`,
    });
  return mark.period;
}

const NO_MARK: Text = {
  id: 'Tanda pengenal buku kerja ini sudah dihapus, jadi bulannya tidak pasti. Minta yang baru (pantau template) dan salin angkanya.',
  en: 'The mark of this workbook was deleted, so that its month is not certain. Ask for a new one (pantau template) and copy the figures.',
};

/** Reads a workbook as far as it and the answers say. `context.period` is its month, `stored` are the notes of it. Throws `RefusedFile` where a part of it can't be told. */
export function readOwnWorkbook(found: FoundWorkbook, context: PasteContext, stored: readonly Note[], answers: PasteAnswers): WorkbookReading {
  const names = handedNames(context.config);
  const sheets = found.sheets.flatMap((sheet) => markedSheet(sheet) ?? []);
  refuseTwice(sheets);
  const read: SheetFigures[] = [];
  const entries: ReadEntry[] = [];
  const ofNotes = (sheet: MarkedSheet): boolean => `pantau:${sheet.mark}` === SHEET_MARKS.notes;
  for (const sheet of sheets) if (!ofNotes(sheet)) readSheet(sheet, names.items, context, answers, read, entries);
  const figures = read.flatMap((part) => part.figures);
  const whole = checked({ figures, entries }, context, spreadSums({ figures, entries }, context, answers), names);
  return {
    period: context.period,
    ...whole,
    notes: new Map(read.flatMap(({ notes }) => [...notes])),
    texts: sheets.filter(ofNotes).flatMap((sheet) => readNoteSheet(sheet, stored, context, answers)),
    blank: read.flatMap(({ blank }) => blank),
    asked: monthQuestion(context).filter(({ id }) => answers[id] !== 'yes'),
    told: [...read.flatMap(({ told }) => told), ...goneSheets(sheets, names.items)],
  };
}

function refuseTwice(sheets: readonly MarkedSheet[]): void {
  const twice = sheets.find((sheet, index) => sheets.findIndex(({ mark }) => mark === sheet.mark) !== index);
  if (twice === undefined) return;
  const [first] = sheets.filter(({ mark }) => mark === twice.mark);
  throw new RefusedFile({
    id: `Lembar "${first?.name}" dan "${twice.name}" adalah lembar yang sama. Hapus salah satunya.`,
    en: `The sheets "${first?.name}" and "${twice.name}" are the same sheet. Delete one of them.`,
  });
}

function readSheet(
  sheet: MarkedSheet,
  items: readonly HandedItem[],
  context: PasteContext,
  answers: PasteAnswers,
  read: SheetFigures[],
  entries: ReadEntry[],
): void {
  const mark = `pantau:${sheet.mark}`;
  if (mark === SHEET_MARKS.figures) {
    read.push(readFigures(sheet, items, context, answers));
    return;
  }
  const item = items.find(
    (one) => (one.kind === 'list' && mark === `${SHEET_MARKS.list}${one.list}`) || (one.kind === 'open' && mark === `${SHEET_MARKS.open}${one.key}`),
  );
  if (item?.kind === 'list') entries.push(...readList(sheet, item, context.period, answers));
  else if (item?.kind === 'open') read.push(readOpen(sheet, item, context, answers));
  else
    throw new RefusedFile({
      id: `Lembar "${sheet.name}" tidak diminta lagi menurut konfigurasi. Hapus lembarnya, atau minta buku kerja yang baru.`,
      en: `The sheet "${sheet.name}" is not asked for any more by the configuration. Delete it, or ask for a new workbook.`,
    });
}

/** Sheets that the month has and the workbook has no longer: what they ask for stays open. */
function goneSheets(sheets: readonly MarkedSheet[], items: readonly HandedItem[]): readonly Text[] {
  const there = new Set(sheets.map(({ mark }) => `pantau:${mark}`));
  const gone = items.filter((item) =>
    item.kind === 'list' ? !there.has(`${SHEET_MARKS.list}${item.list}`) : item.kind === 'open' && !there.has(`${SHEET_MARKS.open}${item.key}`),
  );
  const told = gone.map(
    ({ label }): Text => ({
      id: `Lembar "${label.id}" tidak ada di berkas ini; isinya tetap terbuka.`,
      en: `The sheet "${label.en}" is not in this file; it stays open.`,
    }),
  );
  if (there.has(SHEET_MARKS.figures) || !items.some(({ kind }) => kind === 'figure')) return told;
  return [
    ...told,
    { id: 'Lembar angka tidak ada di berkas ini; angkanya tetap terbuka.', en: 'The sheet of figures is not in this file; they stay open.' },
  ];
}

/** The answers with those on sums: a sum that does not reconcile is asked of each of its parts in the same words, and one answer is all of theirs. */
export function spreadSums(read: Pick<WorkbookReading, 'figures' | 'entries'>, context: PasteContext, answers: PasteAnswers): PasteAnswers {
  const sums = checked(read, context, {}, handedNames(context.config)).figures.flatMap(({ questions }) =>
    questions.filter(({ kind }) => kind === 'sum'),
  );
  const answered = sums.flatMap((question) => {
    const first = sums.find(({ sentence }) => sentence.en === question.sentence.en);
    const answer = first && answers[first.id];
    return answer === undefined ? [] : [[question.id, answer] as const];
  });
  return { ...answers, ...Object.fromEntries(answered) };
}

/** A month that is not over, or another than the last one that is over, is asked about once. */
function monthQuestion({ period, today }: PasteContext): readonly PasteQuestion[] {
  const last = shiftPeriod(periodOf('month', today), -1);
  if (period.start === last.start) return [];
  const open = period.end > today;
  return [
    {
      id: 'month',
      kind: 'period',
      sentence: open
        ? {
            id: `Buku kerja ini untuk ${formatPeriod(period, 'id')}, yang belum selesai. Tetap baca?`,
            en: `This workbook is for ${formatPeriod(period, 'en')}, which is not over. Read it all the same?`,
          }
        : {
            id: `Buku kerja ini untuk ${formatPeriod(period, 'id')}, bukan ${formatPeriod(last, 'id')}. Baca sebagai ${formatPeriod(period, 'id')}?`,
            en: `This workbook is for ${formatPeriod(period, 'en')}, not ${formatPeriod(last, 'en')}. Read it as ${formatPeriod(period, 'en')}?`,
          },
      options: [{ id: 'yes', label: { id: `Ya, ${formatPeriod(period, 'id')}`, en: `Yes, ${formatPeriod(period, 'en')}` } }],
    },
  ];
}
