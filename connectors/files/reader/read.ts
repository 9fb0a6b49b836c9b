import type { Text } from '../../contract/metric.js';
import { type ArchiveEntry, openArchive } from './archive.js';
import type { Grid } from './grid.js';
import { archiveKind, kindOf } from './kinds.js';
import { LIMITS } from './limits.js';
import { ADVICE, FileRefused } from './refusal.js';
import type { LeftOut, ReadOptions, Table, Workbook } from './table.js';
import { type Holding, tablesOf } from './tables.js';
import { textGrid } from './text-grid.js';
import { xlsxGrids } from './xlsx.js';
import { xml2003Grids } from './xml-2003.js';

/** A file's bytes, whole or in pieces. */
export type FileBytes = Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Reads an exported file as tables: CSV in its many shapes, XLSX, XML Spreadsheet 2003, or a ZIP archive of these. What it is, its bytes tell.
 * Throws `FileRefused` for anything else; a limit that is passed far down throws it while rows are read.
 */
export async function readWorkbook(file: FileBytes, options: ReadOptions = {}): Promise<Workbook> {
  const bytes = file instanceof Uint8Array ? file : await collected(file);
  if (bytes.length > LIMITS.fileBytes) throw tooLarge();
  return workbookOf(bytes, '', { ...options, holding: { cells: LIMITS.heldCells } });
}

/** Options, and what all parts of one file share. */
interface Reading extends ReadOptions {
  readonly holding: Holding;
}

const tooLarge = (): FileRefused =>
  new FileRefused(
    { id: `Berkasnya lebih besar dari ${LIMITS.fileBytes / 1_000_000} MB.`, en: `The file is larger than ${LIMITS.fileBytes / 1_000_000} MB.` },
    ADVICE.shorter,
  );

async function collected(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of chunks) {
    size += piece.length;
    if (size > LIMITS.fileBytes) throw tooLarge();
    pieces.push(piece);
  }
  return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
}

/** `within` is the name of the archive's entry that is read; '' for a file of its own. */
async function workbookOf(bytes: Uint8Array, within: string, options: Reading): Promise<Workbook> {
  const kind = kindOf(bytes);
  if (kind === 'zip') {
    const entries = openArchive(bytes);
    if (archiveKind(entries.map(({ name }) => name)) === 'archive') return archive(entries, within, options);
    const { grids, leftOut } = await xlsxGrids(entries);
    return { kind: 'xlsx', text: undefined, entries: [], ...(await gridTables(grids, within, options, leftOut)) };
  }
  if (kind === 'xml-2003') {
    return { kind, text: undefined, entries: [], ...(await gridTables(xml2003Grids(bytes), within, options, [])) };
  }
  const { grid, reading } = textGrid(within, bytes, options);
  const tables = await tablesOf(grid, options, options.holding);
  if (tables.length === 0)
    throw new FileRefused({ id: 'Berkasnya hanya berisi baris kosong.', en: 'The file has nothing but empty lines.' }, ADVICE.download);
  return { kind, text: reading, entries: [], tables, leftOut: [] };
}

type Gathered = Pick<Workbook, 'tables' | 'leftOut'>;

async function gridTables(grids: readonly Grid[], within: string, options: Reading, left: readonly LeftOut[]): Promise<Gathered> {
  const tables: Table[] = [];
  const leftOut: LeftOut[] = [...left];
  for (const grid of grids) {
    const name = within === '' ? grid.name : `${within} > ${grid.name}`;
    const found = await tablesOf({ ...grid, name }, options, options.holding);
    if (found.length === 0) leftOut.push({ name, reason: { id: 'Lembarnya kosong.', en: 'The sheet is empty.' } });
    tables.push(...found);
    if (tables.length > LIMITS.tables)
      throw new FileRefused(
        { id: `Buku kerjanya memuat lebih dari ${LIMITS.tables} tabel.`, en: `The workbook has more than ${LIMITS.tables} tables.` },
        ADVICE.original,
      );
  }
  if (tables.length === 0) throw new FileRefused({ id: 'Buku kerjanya tidak memiliki sel.', en: 'The workbook has no cells.' }, ADVICE.download);
  return { tables, leftOut };
}

/** Files that systems put into archives. */
const CLUTTER = /(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i;
const TABLES = /\.(?:csv|tsv|txt|xlsx|xls|xml)$/i;

async function archive(entries: readonly ArchiveEntry[], within: string, options: Reading): Promise<Workbook> {
  if (within !== '')
    throw new FileRefused(
      { id: `Ada arsip di dalam arsip: "${within.slice(0, 80)}".`, en: `There is an archive inside the archive: "${within.slice(0, 80)}".` },
      ADVICE.unpack,
    );
  const read: { name: string; workbook: Workbook }[] = [];
  const leftOut: LeftOut[] = [];
  for (const entry of entries) {
    if (CLUTTER.test(entry.name)) continue;
    if (!TABLES.test(entry.name) && !/\.zip$/i.test(entry.name)) {
      leftOut.push({ name: entry.name, reason: { id: 'Bukan berkas CSV dan bukan buku kerja.', en: 'It is no CSV file and no workbook.' } });
      continue;
    }
    try {
      read.push({ name: entry.name, workbook: await workbookOf(entry.bytes(LIMITS.textBytes), entry.name, options) });
    } catch (error) {
      throw error instanceof FileRefused ? inEntry(error, entry.name) : error;
    }
  }
  const tables = read.flatMap(({ workbook }) => workbook.tables);
  if (tables.length === 0)
    throw new FileRefused(
      { id: 'Arsipnya tidak memuat berkas CSV atau buku kerja.', en: 'The archive holds no CSV file and no workbook.' },
      ADVICE.table,
    );
  if (tables.length > LIMITS.tables)
    throw new FileRefused(
      { id: `Arsipnya memuat lebih dari ${LIMITS.tables} tabel.`, en: `The archive has more than ${LIMITS.tables} tables.` },
      { id: 'Serahkan berkas-berkasnya satu per satu.', en: 'Hand in its files one by one.' },
    );
  return { kind: 'zip', text: undefined, tables, entries: read, leftOut: [...leftOut, ...read.flatMap(({ workbook }) => workbook.leftOut)] };
}

const within = (name: string, { id, en }: Text): Text => ({ id: `Di "${name.slice(0, 80)}": ${id}`, en: `In "${name.slice(0, 80)}": ${en}` });

/** Nothing is kept of an archive of which a part can't be read. */
const inEntry = ({ refusal }: FileRefused, name: string): FileRefused => new FileRefused(within(name, refusal.reason), refusal.advice, refusal.line);
