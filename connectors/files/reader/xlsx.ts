import type { ArchiveEntry } from './archive.js';
import type { Grid, GridRow } from './grid.js';
import { LIMITS } from './limits.js';
import { ADVICE, FileRefused } from './refusal.js';
import { numberCell } from './serial.js';
import type { CellKind, LeftOut } from './table.js';
import { unmarked, type WorkbookParts, workbookParts } from './xlsx-parts.js';
import { attribute, openXml, type XmlReader } from './xml.js';

/** What stands for the value of a formula that was never calculated. */
export const UNCALCULATED = '#UNCALCULATED!';

/** The sheets of an XLSX workbook as rows of cells. Throws `FileRefused` where the workbook is damaged or passes a limit; reading rows may throw it too. */
export async function xlsxGrids(
  entries: readonly ArchiveEntry[],
): Promise<{ readonly grids: readonly Grid[]; readonly leftOut: readonly LeftOut[] }> {
  const parts = await workbookParts(entries);
  const grids: Grid[] = [];
  const leftOut: LeftOut[] = [];
  for (const { name, hidden, entry } of parts.sheets) {
    if (entry === undefined) leftOut.push({ name, reason: { id: 'Bukan lembar berisi sel.', en: 'It is no sheet of cells.' } });
    else grids.push({ name, hidden, rows: () => rowsOf(entry, parts), merged: () => mergedIn(entry) });
  }
  return { grids, leftOut };
}

async function* rowsOf(entry: ArchiveEntry, parts: WorkbookParts): AsyncGenerator<readonly GridRow[]> {
  const sheet = openSheet(parts);
  const decoder = new TextDecoder('utf-8');
  for await (const piece of entry.pieces()) {
    sheet.xml.feed(decoder.decode(piece, { stream: true }));
    const rows = sheet.take();
    if (rows.length > 0) yield rows;
  }
  sheet.xml.feed(decoder.decode());
  sheet.xml.end();
  const rows = sheet.take();
  if (rows.length > 0) yield rows;
}

/** The places of merged cells, such as `B2:C2`; they stand behind the rows. */
async function mergedIn(entry: ArchiveEntry): Promise<readonly string[]> {
  const places: string[] = [];
  const xml = openXml({
    open: (name, attributes) => {
      if (name === 'mergeCell' && places.length < LIMITS.headRecords) places.push(attribute(attributes, 'ref') ?? '');
    },
    close: () => undefined,
    text: () => undefined,
  });
  const decoder = new TextDecoder('utf-8');
  for await (const piece of entry.pieces()) xml.feed(decoder.decode(piece, { stream: true }));
  xml.feed(decoder.decode());
  xml.end();
  return places;
}

const damaged = (line: number): FileRefused => new FileRefused({ id: 'Lembarnya rusak.', en: 'The sheet is damaged.' }, ADVICE.saveNew, line);

/** Hears a sheet's XML and gives its rows. */
function openSheet(parts: WorkbookParts): { readonly xml: XmlReader; readonly take: () => GridRow[] } {
  let rows: GridRow[] = [];
  let [cells, kinds]: [string[], CellKind[]] = [[], []];
  let [line, column, style, type, value] = [0, -1, 0, '', ''];
  let [filled, skipped] = [0, 0];
  let [inRow, inValue, phonetic] = [false, false, false];
  let [formula, valued] = [false, false];
  const openCell = (attributes: string): void => {
    const { place, style: stated, type: kind } = cellAttributes(attributes);
    const at = place === undefined ? column + 1 : columnOf(place);
    if (at < 0 || (place !== undefined && at <= column)) throw damaged(line);
    if (at >= LIMITS.columns)
      throw new FileRefused(
        { id: `Barisnya memiliki lebih dari ${LIMITS.columns} sel.`, en: `The row has more than ${LIMITS.columns} cells.` },
        ADVICE.narrower,
        line,
      );
    column = at;
    style = stated === undefined ? 0 : Number(stated);
    type = kind ?? 'n';
    value = '';
    [formula, valued] = [false, false];
  };
  const closeCell = (): void => {
    // A formula that nobody has calculated yet has no value, which is something else than an empty cell.
    if (value === '' && formula && !valued) [type, value] = ['e', UNCALCULATED];
    if (value === '') return;
    const { text, kind } = cellOf(type, value, style, parts, line);
    filled += 1;
    skipped += column - cells.length;
    if (skipped > LIMITS.skippedCells && skipped > filled * LIMITS.skippedCellsEach) {
      throw new FileRefused({ id: 'Sel-sel lembarnya terlalu berjauhan.', en: 'The cells of the sheet lie too far apart.' }, ADVICE.original, line);
    }
    while (cells.length < column) {
      cells.push('');
      kinds.push('blank');
    }
    cells.push(text);
    kinds.push(kind);
  };
  const openRow = (attributes: string): void => {
    const next = Number(attribute(attributes, 'r') ?? line + 1);
    if (!Number.isInteger(next) || next <= line) throw damaged(line);
    if (next > LIMITS.sheetRows)
      throw new FileRefused(
        { id: `Lembarnya memiliki lebih dari ${LIMITS.sheetRows} baris.`, en: `The sheet has more than ${LIMITS.sheetRows} rows.` },
        { id: 'Ekspor periode yang lebih pendek.', en: 'Export a shorter period.' },
        next,
      );
    line = next;
    column = -1;
    [cells, kinds] = [[], []];
    inRow = true;
  };
  const xml = openXml({
    open: (name, attributes) => {
      if (name === 'c' && inRow) openCell(attributes);
      else if (name === 'v' || name === 't') inValue = valued = inRow;
      else if (name === 'f') formula = inRow;
      else if (name === 'row') openRow(attributes);
      else if (name === 'rPh') phonetic = true;
    },
    close: (name) => {
      if (name === 'c' && inRow) closeCell();
      else if (name === 'v' || name === 't') inValue = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'row') {
        inRow = false;
        if (cells.length > 0) rows.push({ line, cells, kinds });
      }
    },
    text: (piece) => {
      if (!inValue || phonetic) return;
      value = value === '' ? piece : value + piece;
      if (value.length > LIMITS.cellCharacters)
        throw new FileRefused(
          { id: 'Ada sel yang lebih panjang dari yang diizinkan lembar kerja.', en: 'A cell is longer than a spreadsheet allows.' },
          ADVICE.original,
          line,
        );
    },
  });
  return {
    xml,
    take: () => {
      const taken = rows;
      rows = [];
      return taken;
    },
  };
}

/** The three attributes of a cell in one pass: there are millions of cells. */
function cellAttributes(attributes: string): Readonly<Record<'place' | 'style' | 'type', string | undefined>> {
  let [place, style, type]: (string | undefined)[] = [];
  let at = attributes.indexOf('=');
  while (at > 1) {
    const mark = attributes.charAt(at + 1);
    const end = mark === '"' || mark === "'" ? attributes.indexOf(mark, at + 2) : -1;
    if (end === -1) break;
    if (attributes.charCodeAt(at - 2) <= 32) {
      const name = attributes.charCodeAt(at - 1);
      if (name === 114) place = attributes.slice(at + 2, end);
      else if (name === 115) style = attributes.slice(at + 2, end);
      else if (name === 116) type = attributes.slice(at + 2, end);
    }
    at = attributes.indexOf('=', end + 1);
  }
  return { place, style, type };
}

/** The column of a place such as `AB12`, from 0; -1 where it is none. */
function columnOf(place: string): number {
  let column = 0;
  let at = 0;
  for (; at < place.length; at++) {
    const letter = place.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
    if (column > LIMITS.columns * 2) return column;
  }
  return at === 0 ? -1 : column - 1;
}

function cellOf(type: string, value: string, style: number, parts: WorkbookParts, line: number): { readonly text: string; readonly kind: CellKind } {
  switch (type) {
    case 's': {
      const text = parts.texts[Number(value)];
      if (text === undefined) throw damaged(line);
      return { text, kind: text === '' ? 'blank' : 'text' };
    }
    case 'str':
    case 'inlineStr':
      return { text: unmarked(value), kind: 'text' };
    case 'b':
      return { text: value === '1' || value === 'true' ? 'TRUE' : 'FALSE', kind: 'boolean' };
    case 'e':
      return { text: value, kind: 'error' };
    case 'd':
      return { text: value.replace(/Z$/, ''), kind: value.includes('T') ? 'moment' : 'date' };
    default:
      if (!Number.isFinite(Number(value))) throw damaged(line);
      return numberCell(value, parts.formats[style] ?? 'plain', parts.from1904);
  }
}
