import type { FigureItem } from '../handed/items.js';
import { candidates, isWeak, type Label, NO_LABEL, nearestItems, readLabel, withHeading } from '../handed/label.js';
import { type HandedNames, plainWords } from '../handed/names.js';
import type { PasteContext } from '../handed/reading.js';
import { cleanLine, tokensOf } from '../handed/tokens.js';
import type { RecapCell, RecapGrid } from './grid.js';
import type { MonthLine } from './months.js';

/** A line of a recap that has figures: its label, and the figures of which it may speak. */
export interface RecapLine {
  /** where its label stands, such as `A5` */
  readonly id: string;
  readonly label: string;
  readonly cells: readonly RecapCell[];
  /** the only figure of which it can speak; undefined where that must be asked */
  readonly item: FigureItem | undefined;
  /** what may be chosen where it must be asked; empty where no figure is like it */
  readonly options: readonly FigureItem[];
}

const MOST_OPTIONS = 6;

/** The lines below the months. A line without figures is the heading of those that follow, until the next such line. */
export function recapLines(grid: RecapGrid, { at, columns }: MonthLine, names: HandedNames, context: PasteContext): readonly RecapLine[] {
  const first = columns[0]?.column ?? 0;
  const lines: RecapLine[] = [];
  let heading = NO_LABEL;
  for (const cells of grid.slice(at + 1)) {
    const labels = labelsOf(cells.slice(0, first));
    const [start] = labels;
    if (start === undefined) continue;
    const parts = labels.map(({ text }) => labelOf(text, names, context));
    const whole = labelOf(labels.map(({ text }) => text).join(' '), names, context);
    // A blank line or a merged title is a heading: it has nothing below any month.
    if (columns.every(({ column }) => isEmpty(cells[column], labels))) {
      heading = whole;
      continue;
    }
    const label = labels.map(({ text }) => text).join(' – ');
    lines.push({ id: start.place, label, cells, ...itemOf([withHeading(heading, whole), whole, ...parts.slice(-1)], names) });
  }
  return lines;
}

/** What stands to the left of the months, each once; numbers of lines are no labels. */
function labelsOf(cells: readonly RecapCell[]): readonly RecapCell[] {
  const written = cells.filter(({ text, kind }) => kind === 'text' && /\p{L}{2}|^x$/iu.test(text));
  return written.filter(({ text }, index) => written.findIndex((other) => other.text === text) === index);
}

const isEmpty = (cell: RecapCell | undefined, labels: readonly RecapCell[]): boolean =>
  cell === undefined || cell.text === '' || labels.some(({ text }) => text === cell.text);

function labelOf(text: string, names: HandedNames, context: PasteContext): Label {
  return readLabel(plainWords(tokensOf(cleanLine(text), context)), [], names);
}

/** The one figure that the closest reading of a label allows and all of whose words are known. */
function itemOf(readings: readonly Label[], names: HandedNames): Pick<RecapLine, 'item' | 'options'> {
  const found = readings.map((label) => ({ label, items: candidates(label, names) }));
  const single = found.find(({ items }) => items.length === 1);
  const [only] = single?.items ?? [];
  if (single !== undefined && only !== undefined && single.label.unknown.length === 0 && !isWeak(single.label, only))
    return { item: only, options: [] };
  const near = [...found.flatMap(({ items }) => items), ...readings.slice(0, 2).flatMap((label) => nearestItems(label, names))];
  const options = near.filter((item, index) => near.indexOf(item) === index);
  return {
    item: undefined,
    options: only === undefined ? options.slice(0, MOST_OPTIONS) : [only, ...options.filter((one) => one !== only)].slice(0, MOST_OPTIONS),
  };
}
