import type { CellKind } from '../../connectors/files/reader/table.js';
import type { HeldSheet } from '../../src/pipeline/workbook/find.js';
import { sheetsOf } from '../../src/pipeline/workbook/find.js';
import { zip } from './zip.js';

/** A cell of a workbook; `formula` is what it calculates, and an undefined `text` beside it that nobody calculated it. */
export interface Cell {
  text: string | undefined;
  kind: CellKind;
  formula?: string;
}

/** A sheet that a test changes: its rows by their line. */
export interface Sheet {
  name: string;
  hidden?: boolean;
  rows: Map<number, Cell[]>;
  merged: string[];
}

const editable = ({ name, rows, merged }: HeldSheet): Sheet => ({
  name,
  merged: [...merged],
  rows: new Map(rows.map(({ line, cells, kinds }) => [line, cells.map((text, index) => ({ text, kind: kinds?.[index] ?? 'text' }))])),
});

/** The sheets of a workbook, to be changed. */
export async function sheetsIn(bytes: Uint8Array): Promise<Sheet[]> {
  const sheets = await sheetsOf(bytes);
  if (!sheets) throw new Error('This is no workbook.');
  return sheets.map(editable);
}

/** The sheet of a name. */
export function sheetNamed(sheets: readonly Sheet[], name: string): Sheet {
  const found = sheets.find((sheet) => sheet.name === name);
  if (!found) throw new Error(`There is no sheet "${name}" among ${sheets.map((sheet) => sheet.name).join(', ')}.`);
  return found;
}

/** Puts a cell into a row; cells before it are blank. */
export function put({ rows }: Sheet, line: number, column: number, text: string | undefined, kind: CellKind = 'text', formula?: string): void {
  const row = rows.get(line) ?? [];
  while (row.length <= column) row.push({ text: '', kind: 'blank' });
  row[column] = { text, kind, ...(formula === undefined ? {} : { formula }) };
  rows.set(line, row);
}

/** The programs in whose way a workbook is written. */
export type Program = 'excel' | 'excel-1904' | 'libreoffice';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const letters = (column: number): string => (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

const serial = (day: string, program: Program): number =>
  Math.round((Date.parse(`${day.slice(0, 10)}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000) - (program === 'excel-1904' ? 1462 : 0);

const styleOf = (kind: CellKind, office: boolean): string => (kind === 'date' ? ' s="1"' : kind === 'percent' ? ' s="2"' : office ? ' s="0"' : '');

function formulaXml({ text, kind, formula = '' }: Cell, place: string, office: boolean): string {
  const style = styleOf(kind, office);
  const calculated = `<f${office ? ' aca="false"' : ''}>${escaped(formula)}</f>`;
  if (text === undefined) return `<c r="${place}"${style}>${calculated}</c>`;
  const type = kind === 'text' ? ' t="str"' : kind === 'error' ? ' t="e"' : office ? ' t="n"' : '';
  return `<c r="${place}"${style}${type}>${calculated}<v>${escaped(text)}</v></c>`;
}

function cellXml(cell: Cell, place: string, program: Program, share: (text: string) => number): string {
  const { text, kind } = cell;
  const office = program === 'libreoffice';
  const style = styleOf(kind, office);
  const number = office ? ' t="n"' : '';
  if (cell.formula !== undefined) return formulaXml(cell, place, office);
  if (text === undefined || text === '') return style === '' ? '' : `<c r="${place}"${style}/>`;
  switch (kind) {
    case 'date':
      return `<c r="${place}"${style}${number}><v>${serial(text, program)}</v></c>`;
    case 'number':
    case 'percent':
      return `<c r="${place}"${style}${number}><v>${text}</v></c>`;
    case 'error':
      return `<c r="${place}"${style} t="e"><v>${escaped(text)}</v></c>`;
    default:
      return `<c r="${place}"${style} t="s"><v>${share(text)}</v></c>`;
  }
}

/** Writes sheets as XLSX as a program does: shared texts, days as serial numbers, each with its own words. */
export function workbookBytes(sheets: readonly Sheet[], program: Program): Uint8Array {
  const texts: string[] = [];
  const share = (text: string): number => {
    const known = texts.indexOf(text);
    return known === -1 ? texts.push(text) - 1 : known;
  };
  const office = program === 'libreoffice';
  const parts = sheets.map(({ rows, merged }) => {
    const body = [...rows]
      .sort(([one], [other]) => one - other)
      .map(([line, cells]) => {
        const inside = cells.map((cell, column) => cellXml(cell, `${letters(column)}${line}`, program, share)).join('');
        const more = office
          ? ' customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false"'
          : ` spans="1:${cells.length}"`;
        return `<row r="${line}"${more}>${inside}</row>`;
      });
    const places =
      merged.length === 0 ? '' : `<mergeCells count="${merged.length}">${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
    const head = office ? '<sheetPr filterMode="false"><pageSetUpPr fitToPage="false"/></sheetPr>' : '';
    return `${XML}<worksheet ${MAIN}>${head}<sheetData>${body.join('')}</sheetData>${places}</worksheet>`;
  });
  const listed = sheets.map(
    ({ name, hidden }, index) =>
      `<sheet name="${escaped(name)}" sheetId="${index + 1}" state="${hidden ? 'hidden' : 'visible'}" r:id="rId${index + 1}"/>`,
  );
  const settings = office
    ? '<workbookPr backupFile="false" showObjects="all" date1904="false"/>'
    : `<workbookPr${program === 'excel-1904' ? ' date1904="1"' : ''} defaultThemeVersion="166925"/>`;
  const linked = sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${TYPE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`);
  return zip([
    { name: 'xl/workbook.xml', content: `${XML}<workbook ${MAIN} xmlns:r="${TYPE}">${settings}<sheets>${listed.join('')}</sheets></workbook>` },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${linked.join('')}</Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      content: `${XML}<styleSheet ${MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="d mmm yyyy"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs></styleSheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `${XML}<sst ${MAIN}>${texts.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    },
    ...parts.map((content, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, content })),
  ]);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
