import type { Text } from '../../contract/metric.js';
/** What a file is, told by its first bytes and never by its name. */
export type WorkbookKind = 'text' | 'zip' | 'xlsx' | 'xml-2003';

/** The encodings that a text may be in. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'windows-1251' | 'windows-1250';

/** What parts the cells of a text. */
export type Delimiter = ',' | ';' | '\t' | '|';

/**
 * What a workbook's cell was stored as. The cell's text is then: `number` plain digits with a point; `percent` the fraction, so 0.031 for 3.1 %;
 * `date` YYYY-MM-DD; `moment` YYYY-MM-DDTHH:mm:ss without a zone; `duration` seconds; `boolean` TRUE or FALSE; `error` the spreadsheet's word, such as #N/A.
 */
export type CellKind = 'blank' | 'text' | 'number' | 'percent' | 'date' | 'moment' | 'duration' | 'boolean' | 'error';

/**
 * What a row is for: `data`; `description`, sentences under the header that explain the columns; `total`, a check value, never to be added to the
 * others; `notice`, a sentence about the file in one cell, such as "Showing the first 500 results".
 */
export type RowRole = 'data' | 'description' | 'total' | 'notice';

/** One row below a header. It may be shorter than the header (the missing tail is no data) or longer. */
export interface TableRow {
  /** the line of the text, or the row of the sheet, on which it begins; from 1 */
  readonly line: number;
  readonly role: RowRole;
  /** texts as they stand, not trimmed; an absent cell is '' */
  readonly cells: readonly string[];
  /** one for each cell where the file stores kinds (workbooks); undefined in texts, where every cell is text */
  readonly kinds: readonly CellKind[] | undefined;
}

/** The names of the columns, as arrays, since a name may stand twice. */
export interface TableHeader {
  readonly line: number;
  /** cleaned by `cleanHeader`: small letters, invisible characters gone, single spaces */
  readonly cells: readonly string[];
  /** as they stand in the file, for messages */
  readonly originals: readonly string[];
}

/** One table of a file; a file may have several, below or beside each other, in sheets or in the entries of an archive. */
export interface Table {
  /** where it stands: the sheet's name, the archive's entry, or both as `entry > sheet`; '' in a plain text */
  readonly name: string;
  /** true on a sheet that the program hides */
  readonly hidden: boolean;
  /** the lines of text above the header, such as "Instagram reach"; as they stand, joined by nothing */
  readonly titles: readonly string[];
  readonly header: TableHeader;
  /** reads the rows in batches of a few thousand, from the beginning each time it is called; throws `FileRefused` where a limit is passed */
  readonly rows: () => AsyncIterable<readonly TableRow[]>;
}

/** A part of a file that was not read, and why: an archive's picture, a sheet without cells. */
export interface LeftOut {
  readonly name: string;
  readonly reason: Text;
}

/** How a text was read. */
export interface TextReading {
  readonly encoding: Encoding;
  /** other encodings in which the same bytes make sense; empty where there is no doubt */
  readonly perhaps: readonly Encoding[];
  readonly delimiter: Delimiter;
  /** true where a spreadsheet had wrapped each line in quotation marks and that was undone */
  readonly unwrapped: boolean;
}

/** A file as tables, in their order. */
export interface Workbook {
  readonly kind: WorkbookKind;
  /** undefined for workbooks and archives; an archive's texts have theirs in `entries` */
  readonly text: TextReading | undefined;
  readonly tables: readonly Table[];
  /** for an archive: each entry that was read */
  readonly entries: readonly { readonly name: string; readonly workbook: Workbook }[];
  readonly leftOut: readonly LeftOut[];
}

/** What a reader may be told. */
export interface ReadOptions {
  /** overrules what the bytes suggest, after a person chose among `perhaps` */
  readonly encoding?: Encoding;
  /** whether a cleaned header cell is the name of a column that some layout knows; finds headers under titles that look like data */
  readonly knows?: (cleaned: string) => boolean;
}
