import type { Calendar } from '../../../connectors/contract/period.js';
import { type ArchiveEntry, openArchive } from '../../../connectors/files/reader/archive.js';
import type { GridRow } from '../../../connectors/files/reader/grid.js';
import { archiveKind, kindOf } from '../../../connectors/files/reader/kinds.js';
import { FileRefused } from '../../../connectors/files/reader/refusal.js';
import { xlsxGrids } from '../../../connectors/files/reader/xlsx.js';
import { readMark, SHEET_MARKS, type WorkbookMark } from './mark.js';

/** One sheet, whole. */
export interface HeldSheet {
  readonly name: string;
  readonly rows: readonly GridRow[];
  /** the places of merged cells, such as `B2:C2` */
  readonly merged: readonly string[];
}

/** A workbook of ours that came back. */
export interface FoundWorkbook {
  readonly sheets: readonly HeldSheet[];
  /** every mark that stands in it; none where they were deleted, several where sheets of two workbooks were put together */
  readonly marks: readonly WorkbookMark[];
}

/** Sheets with more rows than these are no workbook of a month. */
const MOST_ROWS = 5_000;

/** The sheets of an XLSX file; undefined for any other file, for one that can't be read, and for one too large to be filled in by hand. */
export async function sheetsOf(bytes: Uint8Array): Promise<readonly HeldSheet[] | undefined> {
  try {
    const entries = xlsxEntries(bytes);
    if (entries === undefined) return undefined;
    const { grids } = await xlsxGrids(entries);
    const sheets: HeldSheet[] = [];
    for (const { name, rows, merged } of grids) {
      const held: GridRow[] = [];
      for await (const batch of rows()) {
        held.push(...batch);
        if (held.length > MOST_ROWS) return undefined;
      }
      sheets.push({ name, rows: held, merged: (await merged?.()) ?? [] });
    }
    return sheets;
  } catch (error) {
    // Whoever reads exports says what is wrong with it.
    if (error instanceof FileRefused) return undefined;
    throw error;
  }
}

function xlsxEntries(bytes: Uint8Array): readonly ArchiveEntry[] | undefined {
  if (bytes[0] !== 0x50 || kindOf(bytes) !== 'zip') return undefined;
  const entries = openArchive(bytes);
  return archiveKind(entries.map(({ name }) => name)) === 'xlsx' ? entries : undefined;
}

/** The workbook of ours that some sheets are; undefined where nothing in them says so. */
export function ownWorkbook(sheets: readonly HeldSheet[], calendar: Calendar): FoundWorkbook | undefined {
  const cells = sheets.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
  const marks = cells.flatMap((cell) => (cell.includes('pantau') ? (readMark(cell, calendar) ?? []) : []));
  const marked = cells.some((cell) => cell.trim().startsWith(SHEET_MARKS.figures));
  return marks.length > 0 || marked ? { sheets, marks } : undefined;
}
