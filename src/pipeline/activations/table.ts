import { createHash } from 'node:crypto';
import { ConnectorError } from '../../../connectors/contract/errors.js';
import { readCsv } from '../../../connectors/files/csv.js';
import type { Table, TableRow as WorkbookRow } from '../../../connectors/files/reader/table.js';
import { RefusedFile } from '../import-report.js';
import { type FileInput, sourceFile } from '../source-file.js';

/** One row of a file with the line on which it begins, from 1. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A table of activations from whatever reader: its header, its rows in pieces, and the hash of the file once all rows were read. */
export interface ActivationTable {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: AsyncIterable<readonly TableRow[]>;
  /** SHA-256 of the file, hexadecimal */
  readonly hash: () => string;
}

/** Opens a CSV file in UTF-8 with commas, whose first line is its header, and reads it piece by piece. Throws `RefusedFile`. */
export async function openCsvTable(from: FileInput): Promise<ActivationTable> {
  const file = await sourceFile(from);
  const hash = createHash('sha256');
  const pieces = readCsv(file.open((chunk) => hash.update(chunk)));
  try {
    const first = await pieces.next();
    const [header, ...rows] = first.done ? [] : first.value;
    if (header === undefined)
      throw new RefusedFile({
        id: 'Berkasnya tidak punya judul dan baris. Tidak ada yang diimpor.',
        en: 'The file has no header and no rows. Nothing was imported.',
      });
    return { name: file.name, header: header.cells, rows: withFirst(rows, pieces), hash: () => hash.digest('hex') };
  } catch (error) {
    throw error instanceof ConnectorError ? new RefusedFile(`${error.message} Nothing was imported.`, { cause: error }) : error;
  }
}

async function* withFirst(first: readonly TableRow[], rest: AsyncIterable<readonly TableRow[]>): AsyncGenerator<readonly TableRow[]> {
  if (first.length > 0) yield first;
  yield* rest;
}

/** A table of a workbook as one of activations; `hash` is that of the file. */
export const workbookTable = (name: string, table: Table, hash: string): ActivationTable => ({
  name,
  header: table.header.originals,
  rows: sheetRows(table),
  hash: () => hash,
});

async function* sheetRows(table: Table): AsyncGenerator<readonly TableRow[]> {
  const width = table.header.originals.length;
  for await (const rows of table.rows())
    yield rows.flatMap((row) =>
      row.role === 'notice' || row.cells.every((cell) => cell.trim() === '') ? [] : [{ line: row.line, cells: sheetCells(row, width) }],
    );
}

/** A sheet leaves the empty cells at a row's end out. A number beyond 15 digits is told as the rounded one that it is, and never as digits. */
function sheetCells({ cells, kinds }: WorkbookRow, width: number): readonly string[] {
  const shown =
    kinds === undefined
      ? [...cells]
      : cells.map((cell, index) => (kinds[index] === 'number' && /^\d{16,}$/.test(cell) ? Number(cell).toExponential(5) : cell));
  while (shown.length > width && shown.at(-1)?.trim() === '') shown.pop();
  while (shown.length < width) shown.push('');
  return shown;
}
