import type { Text } from '../../../connectors/contract/metric.js';
import type { GridRow } from '../../../connectors/files/reader/grid.js';
import type { CellKind } from '../../../connectors/files/reader/table.js';
import { RefusedFile } from '../import-report.js';
import type { HeldSheet } from './find.js';

/** One cell. */
export interface SheetCell {
  readonly text: string;
  readonly kind: CellKind;
}

/** A sheet of which the heading was found. */
export interface MarkedSheet {
  readonly name: string;
  /** what its mark says behind `pantau:`, such as `list:visit` */
  readonly mark: string;
  /** the column that holds the marks, from 0 */
  readonly markColumn: number;
  /** the words of the heading, trimmed */
  readonly heading: readonly string[];
  readonly rows: readonly GridRow[];
  readonly merged: readonly string[];
}

const MARK = /^pantau:(\S.*)$/;

/** Finds a sheet's heading by its mark; undefined where it has none. Throws `RefusedFile` where it has two. */
export function markedSheet({ name, rows, merged }: HeldSheet): MarkedSheet | undefined {
  const found = rows.flatMap((row, index) =>
    row.cells.flatMap((cell, column) => {
      const mark = MARK.exec(cell.trim())?.[1];
      return mark === undefined ? [] : [{ mark, column, index }];
    }),
  );
  const [only, second] = found;
  if (only === undefined) return undefined;
  if (second !== undefined) throw new RefusedFile({ id: `Lembar "${name}" memiliki dua baris judul.`, en: `The sheet "${name}" has two headings.` });
  const heading = rows[only.index]?.cells.map((cell) => cell.trim()) ?? [];
  return { name, mark: only.mark, markColumn: only.column, heading, rows: rows.slice(only.index + 1), merged };
}

/** A cell of a row; a blank one where the row is shorter. */
export const cellAt = ({ cells, kinds }: GridRow, column: number | undefined): SheetCell =>
  column === undefined ? { text: '', kind: 'blank' } : { text: cells[column] ?? '', kind: kinds?.[column] ?? 'blank' };

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/** The column under a name in either language; undefined where there is none. Throws `RefusedFile` where there are two. */
export function columnUnder({ heading, name }: MarkedSheet, word: Text): number | undefined {
  const found = heading.flatMap((cell, column) => (same(cell, word.id) || same(cell, word.en) ? [column] : []));
  if (found.length > 1)
    throw new RefusedFile({
      id: `Lembar "${name}" memiliki dua kolom "${word.id}".`,
      en: `The sheet "${name}" has two columns "${word.en}".`,
    });
  return found[0];
}

/** The name of a place, such as `H12`. */
export function placeName(column: number, line: number): string {
  let [letters, rest] = ['', column + 1];
  while (rest > 0) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
    rest = Math.floor((rest - 1) / 26);
  }
  return `${letters}${line}`;
}

/** Refuses a sheet in which cells of the columns that are read are merged: whose the value is can't be told. */
export function refuseMerged({ name, merged, rows }: MarkedSheet, columns: readonly (number | undefined)[]): void {
  const first = rows[0]?.line ?? Number.POSITIVE_INFINITY;
  const place = merged.find((one) => {
    const [, from = '', top = '', to = '', bottom = ''] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(one) ?? [];
    const [left, right] = [columnNumber(from), columnNumber(to)];
    return top !== '' && Number(bottom) >= first && columns.some((column) => column !== undefined && column >= left && column <= right);
  });
  if (place === undefined) return;
  throw new RefusedFile({
    id: `Di lembar "${name}" sel ${place} digabungkan, jadi tidak jelas angka siapa. Pisahkan selnya.`,
    en: `On the sheet "${name}" the cells ${place} are merged, so that nobody can tell whose the figure is. Part them.`,
  });
}

const columnNumber = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
