import { expect } from 'vitest';
import { readWorkbook } from '../../connectors/files/reader/read.js';
import { FileRefused } from '../../connectors/files/reader/refusal.js';
import type { ReadOptions, Table, TableRow, Workbook } from '../../connectors/files/reader/table.js';

/** All rows of a table. */
export async function rowsOf(table: Table | undefined): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  for await (const batch of table?.rows() ?? []) rows.push(...batch);
  return rows;
}

/** A text as the bytes of a file. */
export const file = (text: string, encoding: BufferEncoding = 'utf8'): Uint8Array => new Uint8Array(Buffer.from(text, encoding));

/** A text's or a file's tables, each as its titles, header and rows of cells. */
export async function tablesIn(given: string | Uint8Array, options?: ReadOptions) {
  const read = await readWorkbook(typeof given === 'string' ? file(given) : given, options);
  return Promise.all(
    read.tables.map(async (table) => ({
      titles: table.titles,
      header: table.header.cells,
      rows: (await rowsOf(table)).map(({ cells }) => cells),
    })),
  );
}

/** The refusal of a file that is read to its last row, in English; fails where it is read, or where nothing is said in Indonesian. */
export async function refusalOf(bytes: Uint8Array): Promise<{ readonly reason: string; readonly line: number | undefined; readonly advice: string }> {
  try {
    const read: Workbook = await readWorkbook(bytes);
    for (const table of read.tables) await rowsOf(table);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    const { reason, line, advice } = error.refusal;
    expect([reason.id, advice.id]).not.toEqual([reason.en, advice.en]);
    return { reason: reason.en, line, advice: advice.en };
  }
  throw new Error('the file was read');
}
