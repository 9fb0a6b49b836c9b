import type { Text } from '../../../connectors/contract/metric.js';
import { type Period, periodLabel } from '../../../connectors/contract/period.js';
import { formatPeriod } from '../../text/date.js';
import { formatNumber } from '../../text/number.js';
import { checked } from '../handed/checks.js';
import type { FigureItem, HandedConfig } from '../handed/items.js';
import { handedNames } from '../handed/names.js';
import type { PasteAnswers, PasteContext, PasteQuestion, ReadFigure } from '../handed/reading.js';
import { askItem } from '../handed/words-of-questions.js';
import { RefusedFile } from '../import-report.js';
import type { HeldSheet } from '../workbook/find.js';
import { spreadSums } from '../workbook/read.js';
import { settleCell } from '../workbook/settle.js';
import { gridOf, type RecapGrid, turned } from './grid.js';
import { type RecapLine, recapLines } from './lines.js';
import { type MonthLine, monthLine, monthsOf, possibleYears, type RecapMonth, takenMonths } from './months.js';

/** A sheet whose lines are figures and whose columns are months, or the other way round. */
export interface FoundRecap {
  readonly sheet: string;
  readonly grid: RecapGrid;
  readonly months: MonthLine;
}

/** A line of a recap as it was understood. */
export interface RecapItem {
  readonly label: string;
  readonly item: FigureItem;
  readonly figures: readonly ReadFigure[];
}

/** An old recap as it was understood. Nothing of it is stored yet. */
export interface RecapReading {
  readonly months: readonly Period[];
  readonly items: readonly RecapItem[];
  readonly asked: readonly PasteQuestion[];
  readonly told: readonly Text[];
}

const FEWEST_LINES = 2;

/** The old recap that a file is; undefined where no sheet has months and two figures that are handed in. Throws `RefusedFile` where several have. */
export function findRecap(sheets: readonly HeldSheet[], context: PasteContext): FoundRecap | undefined {
  const found = sheets.flatMap((sheet) => {
    const grid = gridOf(sheet);
    const ways = grid === undefined ? [] : [grid, turned(grid)];
    const read = ways.flatMap((way) => {
      const months = monthLine(way);
      return months === undefined ? [] : [{ sheet: sheet.name, grid: way, months }];
    });
    const known = ({ grid: way, months }: FoundRecap) =>
      recapLines(way, months, handedNames(context.config), context).filter(({ item }) => item !== undefined).length;
    const best = read.sort((one, other) => known(other) - known(one))[0];
    return best !== undefined && known(best) >= FEWEST_LINES ? [best] : [];
  });
  const [only, second] = found;
  if (only !== undefined && second !== undefined)
    throw new RefusedFile({
      id: `Ada rekap di lembar "${only.sheet}" dan "${second.sheet}". Serahkan satu lembar saja, masing-masing sebagai berkas sendiri.`,
      en: `There are recaps on the sheets "${only.sheet}" and "${second.sheet}". Hand in one sheet at a time, each as a file of its own.`,
    });
  return only;
}

/** The months of a recap that are taken, as far as the answers say; undefined while the year is not known. */
export function monthsTaken({ months }: FoundRecap, { today }: PasteContext, answers: PasteAnswers): readonly RecapMonth[] | undefined {
  const given = answers['year:period'];
  const year = possibleYears(months, today).find((one) => String(one) === given);
  const all = monthsOf(months, year);
  return all && takenMonths(all, today);
}

/** Reads a recap as far as it and the answers say. `context.known` is what is stored. */
export function readRecap(found: FoundRecap, context: PasteContext, answers: PasteAnswers): RecapReading {
  const months = monthsTaken(found, context, answers);
  if (months === undefined) return { months: [], items: [], asked: [askYear(found, context)], told: [] };
  const asked: PasteQuestion[] = [];
  const told: Text[] = [];
  const items: RecapItem[] = [];
  for (const line of recapLines(found.grid, found.months, handedNames(context.config), context)) {
    const item = line.item ?? chosenItem(line, context.config, answers, asked, told);
    if (item !== undefined) items.push({ label: line.label, item, figures: figuresOf(line, item, months, context, answers) });
  }
  const all = { figures: items.flatMap(({ figures }) => figures), entries: [] };
  const read = checked(all, context, spreadSums(all, context, answers), handedNames(context.config));
  const kept = new Map(read.figures.map((figure) => [figure.id, figure]));
  const whole = items.map((one) => ({ ...one, figures: one.figures.flatMap(({ id }) => kept.get(id) ?? []) }));
  return { ...withoutStored(whole, context, told), months: months.map(({ period }) => period), asked };
}

/** A line whose label is no figure for certain is asked about; one that is like none is left out, and said. */
function chosenItem(
  { id, label, options }: RecapLine,
  config: HandedConfig,
  answers: PasteAnswers,
  asked: PasteQuestion[],
  told: Text[],
): FigureItem | undefined {
  const short = label.slice(0, 80);
  const question = askItem(id, short, options);
  const answer = answers[question.id];
  const chosen = handedNames(config).items.find((item): item is FigureItem => item.kind === 'figure' && item.key === answer);
  if (chosen !== undefined && options.includes(chosen)) return chosen;
  if (answer === 'no' || options.length === 0)
    told.push({
      id: `Baris "${short}" (${id}) dilewati: bukan angka yang dikumpulkan.`,
      en: `The line "${short}" (${id}) is left out: it is no figure that is handed in.`,
    });
  else asked.push(question);
  return undefined;
}

/** The figures of one line; each is compared with the month before in the same line. */
function figuresOf(
  { cells }: RecapLine,
  item: FigureItem,
  months: readonly RecapMonth[],
  context: PasteContext,
  answers: PasteAnswers,
): readonly ReadFigure[] {
  const own = new Map<string, number>();
  const figures: ReadFigure[] = [];
  for (const { column, period } of months) {
    const cell = cells[column];
    if (cell === undefined) continue;
    const known: PasteContext['known'] = (key, month) =>
      // What is stored already is never replaced by a recap, so that nothing is asked of it.
      month.start === period.start ? undefined : (own.get(periodLabel(month)) ?? context.known(key, month));
    const settled = settleCell(
      { id: cell.place, line: cell.line, text: cell.text, kind: cell.kind, item, value: undefined, period, precision: undefined, questions: [] },
      { ...context, known },
      answers,
    );
    if (settled.kind !== 'figure') continue;
    figures.push(settled.figure);
    if (typeof settled.figure.figure === 'number') own.set(periodLabel(period), settled.figure.figure);
  }
  return figures;
}

const MOST_NAMED = 8;

/** What is stored already stays: of those the figures that differ are named. */
function withoutStored(items: readonly RecapItem[], { known }: PasteContext, told: Text[]): Pick<RecapReading, 'items' | 'told'> {
  const storedOf = ({ item, period }: ReadFigure): number | undefined => (item === undefined ? undefined : known(item.key, period));
  const all = items.flatMap(({ item, figures }) => figures.map((figure) => ({ item, figure, stored: storedOf(figure) })));
  const there = all.filter(({ stored }) => stored !== undefined);
  const differing = there.filter(({ figure, stored }) => figure.figure !== stored);
  if (there.length > 0)
    told.push({
      id: `${there.length} angka sudah tersimpan dan tidak diganti.`,
      en: `${there.length} figures are stored already and are not replaced.`,
    });
  for (const { item, figure, stored } of differing.slice(0, MOST_NAMED))
    told.push({
      id: `${item.label.id}, ${formatPeriod(figure.period, 'id')}: rekap menulis ${figure.source}, tersimpan ${formatNumber(stored ?? 0, 'id')}.`,
      en: `${item.label.en}, ${formatPeriod(figure.period, 'en')}: the recap says ${figure.source}, stored is ${formatNumber(stored ?? 0, 'en')}.`,
    });
  if (differing.length > MOST_NAMED)
    told.push({ id: `dan ${differing.length - MOST_NAMED} lagi yang berbeda.`, en: `and ${differing.length - MOST_NAMED} more that differ.` });
  return { items: items.map((one) => ({ ...one, figures: one.figures.filter((figure) => storedOf(figure) === undefined) })), told };
}

const askYear = ({ sheet, months }: FoundRecap, { today }: PasteContext): PasteQuestion => ({
  id: 'year:period',
  kind: 'period',
  sentence: {
    id: `Lembar "${sheet}" menyebut bulan tanpa tahun. Bulan pertamanya tahun berapa?`,
    en: `The sheet "${sheet}" names months without a year. Of which year is the first?`,
  },
  options: possibleYears(months, today).map((year) => {
    const all = monthsOf(months, year) ?? [];
    const [from, to] = [all[0], all.at(-1)];
    const span = (language: 'id' | 'en') => [from, to].flatMap((one) => (one ? formatPeriod(one.period, language) : [])).join(' – ');
    return { id: String(year), label: { id: span('id'), en: span('en') } };
  }),
});
