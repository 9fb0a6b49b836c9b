/** What a file may be at most; beyond it a file is refused before it costs time or memory. Real exports stay far below (measured 2026-11-25: 170 KB, 2,325 columns). */
export const LIMITS = {
  /** bytes of a file as it is handed in */
  fileBytes: 100_000_000,
  /** bytes of a text, whether it came alone or out of an archive */
  textBytes: 64_000_000,
  /** bytes of a text whose lines a spreadsheet wrapped, since it is put right as a whole */
  wrappedBytes: 8_000_000,
  /** bytes and cells of an XML Spreadsheet 2003, which is held as a whole */
  xmlBytes: 12_000_000,
  xmlCells: 1_000_000,
  /** characters of one row of a text */
  rowCharacters: 1_000_000,
  /** cells of one row; a spreadsheet program has 16,384 columns */
  columns: 16_384,
  /** rows of a sheet; a spreadsheet program has this many */
  sheetRows: 1_048_576,
  /** characters of one cell of a sheet; a spreadsheet program allows 32,767 */
  cellCharacters: 40_000,
  /** entries of an archive */
  entries: 2_000,
  /** bytes of all entries of an archive together, unpacked */
  unpackedBytes: 600_000_000,
  /** how many times larger an entry may become, from `ratioBytes` on; texts of figures reach about 30 */
  ratio: 200,
  ratioBytes: 2_000_000,
  /** shared texts of a workbook, together in characters */
  sharedCharacters: 32_000_000,
  sharedTexts: 1_000_000,
  /** empty cells that a sheet leaves out before others: in all, and for each cell that it has */
  skippedCells: 1_000_000,
  skippedCellsEach: 50,
  /** XML elements inside each other */
  depth: 64,
  /** characters of one tag of XML */
  tagCharacters: 100_000,
  sheets: 200,
  tables: 200,
  /** records that are held to find the tables of a text or sheet; beyond them only one table may go on */
  headRecords: 6_000,
  headCells: 400_000,
  /** cells of a file's short tables that stay held for their readers; the others are read again */
  heldCells: 400_000,
} as const;
