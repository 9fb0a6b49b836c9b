import type { CellKind } from './table.js';

/** One line of cells, before anybody knows what it is for. */
export interface GridRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly kinds?: readonly CellKind[] | undefined;
}

/** Cells in rows; reads from the beginning each time. Blank rows may be given or left out: a jump of the line number says the same. */
export interface Grid {
  /** where the cells stand, as `Table.name` says it */
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: () => AsyncIterable<readonly GridRow[]>;
  /** the places of merged cells, such as `B2:C2`, whose value stands in the first one; left out where the file has no such thing */
  readonly merged?: () => Promise<readonly string[]>;
}

/** Whether every cell is empty or made of spaces. */
export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell === '' || cell.trim() === '');
