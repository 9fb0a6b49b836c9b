import { type Block, blocksOf } from './blocks.js';
import { type Grid, type GridRow, isBlank } from './grid.js';
import { cleanHeader } from './header.js';
import { LIMITS } from './limits.js';
import { ADVICE, FileRefused } from './refusal.js';
import { filledCells, isDataLike, isNotice, isSentences, isTotal } from './shapes.js';
import type { ReadOptions, RowRole, Table, TableRow } from './table.js';

interface Head {
  readonly rows: readonly GridRow[];
  readonly cells: number;
  /** true where these are all rows of the grid */
  readonly complete: boolean;
}

/** A span of columns that makes a table of its own. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** How many cells of a file may still be held for those who read its tables. */
export interface Holding {
  cells: number;
}

/** The tables that stand in a grid, below and beside each other. Throws `FileRefused` where a limit is passed. */
export async function tablesOf(grid: Grid, options: ReadOptions, holding: Holding): Promise<readonly Table[]> {
  const head = await headOf(grid);
  const held = head.complete && head.cells <= holding.cells ? head.rows : undefined;
  if (held !== undefined) holding.cells -= head.cells;
  const blocks = blocksOf(head.rows, options.knows);
  if (blocks.length > LIMITS.tables)
    throw new FileRefused(
      { id: `Berkasnya memuat lebih dari ${LIMITS.tables} tabel.`, en: `The file has more than ${LIMITS.tables} tables.` },
      ADVICE.original,
    );
  const last = blocks.at(-1);
  return blocks.flatMap((block) => {
    const open = block === last && !head.complete;
    const below = head.rows.filter(({ line, cells }) => line > block.header.line && line <= block.lastLine && !isBlank(cells));
    return spansOf(block.header, below.slice(0, 50)).map((span) => tableOf({ grid, held, block, span, open, rank: firstRows(head, block, span) }));
  });
}

/** What a row costs besides its cells, in cells. */
const ROW_WEIGHT = 8;

async function headOf(grid: Grid): Promise<Head> {
  const rows: GridRow[] = [];
  let cells = 0;
  for await (const batch of grid.rows()) {
    for (const row of batch) {
      rows.push(row);
      cells += row.cells.length + ROW_WEIGHT;
    }
    if (rows.length > LIMITS.headRecords || cells > LIMITS.headCells) return { rows, cells, complete: false };
  }
  return { rows, cells, complete: true };
}

/** Tables beside each other: an empty column parts them, or the first column's name begins again. */
function spansOf(header: GridRow, below: readonly GridRow[]): readonly Span[] {
  const names = trimmed(header.cells).map(cleanHeader);
  const empty = (column: number): boolean => names[column] === '' && below.every(({ cells }) => (cells[column] ?? '').trim() === '');
  const spans: Span[] = [];
  let from = 0;
  for (let column = 2; column < names.length; column++) {
    const again = names[column] === names[0] && names[0] !== '' && sameShape(below, column);
    const afterGap = column - 1 > from && empty(column - 1) && names[column] !== '';
    if (!(again || (afterGap && column < names.length - 1))) continue;
    let to = column;
    while (to > from && names[to - 1] === '') to -= 1;
    if (to - from < 2) continue;
    spans.push({ from, to });
    from = column;
  }
  return [...spans, { from, to: names.length }];
}

/** Whether a column holds the same sort of cells as the first: only then its name begins another table. */
function sameShape(below: readonly GridRow[], column: number): boolean {
  const shape = ({ line, kinds, cells }: GridRow, at: number): string =>
    (cells[at] ?? '').trim() === ''
      ? ''
      : String(isDataLike({ line, cells: [cells[at] ?? ''], kinds: kinds === undefined ? undefined : [kinds[at] ?? 'blank'] }));
  const both = below.filter((row) => shape(row, 0) !== '' && shape(row, column) !== '');
  return both.length > 0 && both.every((row) => shape(row, 0) === shape(row, column));
}

function trimmed(cells: readonly string[]): readonly string[] {
  let end = cells.length;
  while (end > 0 && (cells[end - 1] ?? '').trim() === '') end -= 1;
  return cells.slice(0, end);
}

function tableOf(given: Pick<Cut, 'grid' | 'held' | 'block' | 'open' | 'rank'> & { readonly span: Span }): Table {
  const { grid, block, span } = given;
  const originals = trimmed(block.header.cells.slice(span.from, span.to));
  const beside = span.from > 0 || span.to < trimmed(block.header.cells).length;
  const cut: Cut = { ...given, columns: originals.length, span: beside ? span : undefined };
  return {
    name: grid.name,
    hidden: grid.hidden,
    titles: block.titles,
    header: { line: block.header.line, cells: originals.map(cleanHeader), originals },
    rows: () => rowsBelow(cut),
  };
}

/** Which rows and columns of a grid are a table's. */
interface Cut {
  readonly grid: Grid;
  /** the grid's rows where they stay held; else they are read again */
  readonly held: readonly GridRow[] | undefined;
  readonly block: Block;
  /** true where the rows go on behind those that were seen */
  readonly open: boolean;
  readonly columns: number;
  /** undefined where the table has all columns */
  readonly span: Span | undefined;
  readonly rank: Rank;
}

async function* rowsBelow(cut: Cut): AsyncGenerator<readonly TableRow[]> {
  const { held, grid, block, open } = cut;
  const belongs = openGate(cut);
  for await (const batch of held === undefined ? grid.rows() : [held]) {
    const found = batch.flatMap((row) => (belongs(row) ? cutOut(row, cut) : []));
    if (found.length > 0) yield found;
    if (!open && (batch.at(-1)?.line ?? 0) > block.lastLine) return;
  }
}

/** The table's part of a row; nothing where that is empty. */
function cutOut(row: GridRow, { span, columns, rank }: Cut): readonly TableRow[] {
  const own = span === undefined ? row : part(row, span);
  return span !== undefined && isBlank(own.cells) ? [] : [rowOf(own, columns, rank)];
}

/** Says of each row, in their order, whether it belongs to the table and holds anything. */
function openGate({ block, open, columns }: Cut): (row: GridRow) => boolean {
  let [blankBefore, lastLine] = [false, block.lastLine];
  return (row) => {
    if (row.line <= block.header.line || (row.line > block.lastLine && !open)) return false;
    const blank = isBlankQuickly(row.cells);
    const gap = blankBefore || (row.kinds !== undefined && row.line > lastLine + 1);
    if (row.line > block.lastLine && gap && !blank) refuseAnotherTable(row, columns);
    blankBefore = blank;
    lastLine = row.line;
    return !blank;
  };
}

const isBlankQuickly = (cells: readonly string[]): boolean => ((cells[0] ?? '') === '' || cells[0]?.trim() === '') && isBlank(cells);

/** Behind the rows that are held, a blank row may be followed by more rows, but not by another table: its rows would be taken for the first one's. */
function refuseAnotherTable(row: GridRow, columns: number): void {
  if (isDataLike(row) || isNotice(row.cells, columns) || isTotal(row.cells)) return;
  throw new FileRefused(
    { id: 'Tabel lain dimulai di bawah tabel yang sangat panjang.', en: 'Another table begins below a very long one.' },
    { id: 'Pisahkan tiap tabel ke berkas sendiri.', en: 'Put each table into a file of its own.' },
    row.line,
  );
}

const part = ({ line, cells, kinds }: GridRow, { from, to }: Span): GridRow => ({
  line,
  cells: cells.slice(from, to),
  kinds: kinds?.slice(from, to),
});

/** Lines whose place tells what they are. */
interface Rank {
  readonly description: number | undefined;
  readonly total: number | undefined;
}

/** What the first rows are: Facebook puts sentences below its header, Meta's advertising report its total, without names. */
function firstRows(head: Head, block: Block, span: Span): Rank {
  const below = head.rows.filter(({ line, cells }) => line > block.header.line && line <= block.lastLine && !isBlank(cells)).slice(0, 2);
  const [first, second] = below.map((row) => part(row, span));
  if (first === undefined) return { description: undefined, total: undefined };
  if (isSentences(first) && filledCells(first.cells) > 1) return { description: first.line, total: undefined };
  const nameless = (row: GridRow): boolean => (row.cells[0] ?? '').trim() === '' && (row.cells[1] ?? '').trim() === '';
  const named = (block.header.cells[span.from] ?? '').trim() !== '' && (block.header.cells[span.from + 1] ?? '').trim() !== '';
  const sums = named && nameless(first) && isDataLike(first) && second !== undefined && (second.cells[0] ?? '').trim() !== '';
  return { description: undefined, total: sums ? first.line : undefined };
}

function rowOf(row: GridRow, columns: number, rank: Rank): TableRow {
  const { line } = row;
  let { cells, kinds } = row;
  // A spreadsheet writes empty cells behind the last column; they say nothing.
  if (cells.length > columns && trimmed(cells.slice(columns)).length === 0) {
    cells = cells.slice(0, columns);
    kinds = kinds?.slice(0, columns);
  }
  return { line, role: roleOf(line, cells, columns, rank), cells, kinds };
}

function roleOf(line: number, cells: readonly string[], columns: number, rank: Rank): RowRole {
  if (line === rank.description) return 'description';
  if (line === rank.total || isTotal(cells)) return 'total';
  return isNotice(cells, columns) ? 'notice' : 'data';
}
