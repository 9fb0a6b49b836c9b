import type { CellKind } from '../../../connectors/files/reader/table.js';
import type { HeldSheet } from '../workbook/find.js';
import { cellAt, placeName } from '../workbook/sheets.js';

/** One cell of an old recap and where it stands, such as `H12`. */
export interface RecapCell {
  readonly text: string;
  readonly kind: CellKind;
  readonly place: string;
  /** the line on which it stands, from 1 */
  readonly line: number;
}

/** The cells of a sheet, line for line; every line has as many. */
export type RecapGrid = readonly (readonly RecapCell[])[];

const MOST_LINES = 1_000;
const MOST_COLUMNS = 300;

/** A sheet as a grid in which a merged cell stands in each of its places; undefined where it is too large for a recap. */
export function gridOf({ rows, merged }: HeldSheet): RecapGrid | undefined {
  const lines = Math.max(0, ...rows.map(({ line }) => line));
  const columns = Math.max(0, ...rows.map(({ cells }) => cells.length));
  if (lines === 0 || lines > MOST_LINES || columns > MOST_COLUMNS) return undefined;
  const byLine = new Map(rows.map((row) => [row.line, row]));
  const grid = Array.from({ length: lines }, (_, index): RecapCell[] =>
    Array.from({ length: columns }, (_unused, column) => {
      const row = byLine.get(index + 1);
      const cell = row === undefined ? { text: '', kind: 'blank' as const } : cellAt(row, column);
      return { text: cell.text.trim(), kind: cell.kind, place: placeName(column, index + 1), line: index + 1 };
    }),
  );
  for (const place of merged) spread(grid, place);
  return grid;
}

const numberOf = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** Puts what a merged cell holds into each of its places. */
function spread(grid: RecapCell[][], place: string): void {
  const [, left = '', top = '', right = '', bottom = ''] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(place) ?? [];
  const source = grid[Number(top) - 1]?.[numberOf(left)];
  if (source === undefined) return;
  for (const line of grid.slice(Number(top) - 1, Number(bottom)))
    for (let column = numberOf(left); column <= numberOf(right); column += 1) {
      const cell = line[column];
      if (cell !== undefined) line[column] = { ...cell, text: source.text, kind: source.kind };
    }
}

/** A grid with its columns as lines. */
export const turned = (grid: RecapGrid): RecapGrid => (grid[0] ?? []).map((_, column) => grid.flatMap((line) => line[column] ?? []));
