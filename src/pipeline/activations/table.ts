import { createHash } from 'node:crypto';
import { ConnectorError } from '../../../connectors/contract/errors.js';
import { type CsvBlock, type CsvPiece, readCsvBlocks } from '../../../connectors/files/csv-blocks.js';
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
  /** the same rows, where their reader leaves most of them undecoded; whoever takes these does not take `rows` */
  readonly pieces?: AsyncIterable<CsvPiece>;
  /** SHA-256 of the file, hexadecimal */
  readonly hash: () => string;
}

/** Opens a CSV file in UTF-8 with commas, whose first line is its header, and reads it piece by piece. Throws `RefusedFile`. */
export async function openCsvTable(from: FileInput): Promise<ActivationTable> {
  const file = await sourceFile(from);
  const header = await headerOf(readCsvBlocks(file.open()));
  const hash = createHash('sha256');
  // Opened by whoever takes the first row: a table of which nobody reads the rows holds no file.
  const pieces = belowHeader(() => readCsvBlocks(file.open((chunk) => hash.update(chunk))));
  return { name: file.name, header, rows: decoded(pieces), pieces, hash: () => hash.digest('hex') };
}

async function headerOf(pieces: AsyncGenerator<CsvPiece>): Promise<readonly string[]> {
  try {
    const { done, value } = await pieces.next();
    const [header] = done || 'block' in value ? [] : value.rows;
    if (header === undefined)
      throw new RefusedFile({
        id: 'Berkasnya tidak punya judul dan baris. Tidak ada yang diimpor.',
        en: 'The file has no header and no rows. Nothing was imported.',
      });
    return header.cells;
  } catch (error) {
    throw error instanceof ConnectorError ? new RefusedFile(`${error.message} Nothing was imported.`, { cause: error }) : error;
  } finally {
    await pieces.return(undefined);
  }
}

/** The pieces without the first row, which is the header and stands in a piece of rows. */
async function* belowHeader(open: () => AsyncIterable<CsvPiece>): AsyncGenerator<CsvPiece> {
  let isFirst = true;
  for await (const piece of open()) {
    const rest = isFirst && 'rows' in piece ? { rows: piece.rows.slice(1) } : piece;
    isFirst = false;
    if (!('rows' in rest) || rest.rows.length > 0) yield rest;
  }
}

async function* decoded(pieces: AsyncIterable<CsvPiece>): AsyncGenerator<readonly TableRow[]> {
  for await (const piece of pieces) yield 'rows' in piece ? piece.rows : blockRows(piece.block);
}

/** The cells of one row of a block as texts. */
export const blockCells = (block: CsvBlock, row: number): readonly string[] =>
  Array.from({ length: block.width }, (_, column) => blockCell(block, row, column));

/** One cell of a block as a text. */
export function blockCell({ bytes, edges, width }: CsvBlock, row: number, column: number): string {
  const cell = (row * width + column) * 2;
  return bytes.toString('utf8', edges[cell], edges[cell + 1]);
}

const blockRows = (block: CsvBlock): readonly TableRow[] =>
  Array.from({ length: block.rows }, (_, row) => ({ line: block.firstLine + row, cells: blockCells(block, row) }));

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
