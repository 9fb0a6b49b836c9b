import { type GridRow, isBlank } from './grid.js';
import { cleanHeader } from './header.js';
import { filledCells, isDataLike, isSentences } from './shapes.js';

/** A table as it lies in a grid: its titles, its header, and the lines between which its rows stand. */
export interface Block {
  readonly titles: readonly string[];
  readonly header: GridRow;
  /** rows above the header and not among the titles never belong to it */
  readonly lastLine: number;
}

/** How far down the header may stand. */
const HEADER_WITHIN = 15;

/** Finds the tables in the first rows of a grid; `complete` says that they are all its rows. The last table goes on to the grid's end. */
export function blocksOf(rows: readonly GridRow[], knows: ((cleaned: string) => boolean) | undefined): readonly Block[] {
  const runs = runsOf(rows);
  const isSingle = (run: readonly GridRow[]): boolean => run.every(({ cells }) => filledCells(cells) === 1);
  const [first] = runs[0] ?? [];
  // A list of one column has no titles: the first line is its header.
  if (first !== undefined && runs.every(isSingle)) return [{ titles: [], header: first, lastLine: runs.at(-1)?.at(-1)?.line ?? 0 }];
  const blocks: { titles: string[]; header: GridRow; lastLine: number }[] = [];
  let titles: string[] = [];
  for (const [index, run] of runs.entries()) {
    const previous = blocks.at(-1);
    const lastOfRun = run.at(-1)?.line ?? 0;
    if (isSingle(run) && index < runs.length - 1 && !isDataLike(run[0])) {
      titles.push(...run.map(titleOf));
      continue;
    }
    if (isSingle(run) && previous !== undefined) {
      previous.lastLine = lastOfRun;
      continue;
    }
    if (previous !== undefined && titles.length === 0 && isDataLike(run[0]) && !isHeaderOf(run[0], knows)) {
      previous.lastLine = lastOfRun;
      continue;
    }
    const headerAt = headerIn(run, knows);
    const header = run[headerAt];
    if (header === undefined) continue;
    blocks.push({ titles: [...titles, ...run.slice(0, headerAt).map(titleOf)], header, lastLine: lastOfRun });
    titles = [];
  }
  return blocks;
}

const titleOf = ({ cells }: GridRow): string => {
  const filled = cells.map((cell) => cell.trim());
  while (filled.length > 0 && filled.at(-1) === '') filled.pop();
  return filled.join('\t');
};

/** Rows without a blank one between them. */
function runsOf(rows: readonly GridRow[]): readonly GridRow[][] {
  const runs: GridRow[][] = [];
  let open: GridRow[] | undefined;
  let lastLine = 0;
  for (const row of rows) {
    // A sheet leaves blank rows out; in a text a row may take several lines, so that only blank records part it.
    const gap = row.kinds !== undefined && row.line > lastLine + 1;
    if (isBlank(row.cells) || gap) open = undefined;
    lastLine = row.line;
    if (isBlank(row.cells)) continue;
    if (open === undefined) {
      open = [];
      runs.push(open);
    }
    open.push(row);
  }
  return runs;
}

function isHeaderOf(row: GridRow | undefined, knows: ((cleaned: string) => boolean) | undefined): boolean {
  if (row === undefined || knows === undefined) return false;
  const known = row.cells.filter((cell) => cell.trim() !== '' && knows(cleanHeader(cell))).length;
  return known >= (filledCells(row.cells) <= 2 ? 1 : 2);
}

/** Which row of a run is its header: the first that has known columns, else the first with several cells that are no sentences. */
function headerIn(run: readonly GridRow[], knows: ((cleaned: string) => boolean) | undefined): number {
  const known = run.slice(0, HEADER_WITHIN).findIndex((row) => filledCells(row.cells) > 1 && isHeaderOf(row, knows));
  if (known !== -1) return known;
  let at = 0;
  while (at < run.length && (filledCells(run[at]?.cells ?? []) < 2 || isComment(run[at]))) at += 1;
  if (at === run.length) return 0;
  const next = run[at + 1];
  if (isSentences(run[at]) && next !== undefined && !isSentences(next) && !isDataLike(next) && filledCells(next.cells) > 1) return at + 1;
  return at;
}

const isComment = (row: GridRow | undefined): boolean => row?.cells[0]?.startsWith('#') === true;
