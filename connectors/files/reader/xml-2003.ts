import { decodeWhole } from './encoding.js';
import type { Grid, GridRow } from './grid.js';
import { LIMITS } from './limits.js';
import { FileRefused } from './refusal.js';
import type { CellKind } from './table.js';
import { attribute, openXml } from './xml.js';

const KINDS: Readonly<Record<string, CellKind>> = { Number: 'number', DateTime: 'moment', Boolean: 'boolean', Error: 'error' };
const PIECE = 256 * 1024;

/** The sheets of an XML Spreadsheet 2003, which old exports name `.xls`. Throws `FileRefused` where it is damaged or passes a limit. */
export function xml2003Grids(given: Uint8Array): readonly Grid[] {
  if (given.length > LIMITS.textBytes) throw new FileRefused('The workbook is too large.', 'Open it and save it as XLSX.');
  const { bytes } = decodeWhole(given);
  const sheets = new Map<string, GridRow[]>();
  let rows: GridRow[] = [];
  let [cells, kinds]: [string[], CellKind[]] = [[], []];
  let [line, column, type, value, inData] = [0, 0, '', '', false];
  let total = 0;
  const place = (attributes: string, next: number, most: number): number => {
    const stated = attribute(attributes, 'Index');
    const at = stated === undefined ? next : Number(stated);
    if (!Number.isInteger(at) || at < next || at > most)
      throw new FileRefused('The sheet is damaged or too large.', 'Open it and save it as XLSX.', line);
    return at;
  };
  const xml = openXml({
    open: (name, attributes) => {
      if (name === 'Worksheet') {
        const sheet = attribute(attributes, 'Name') ?? `Sheet ${sheets.size + 1}`;
        rows = sheets.get(sheet) ?? [];
        sheets.set(sheet, rows);
        if (sheets.size > LIMITS.sheets)
          throw new FileRefused(`The workbook has more than ${LIMITS.sheets} sheets.`, 'Hand in the original download.');
        line = 0;
      } else if (name === 'Row') {
        line = place(attributes, line + 1, LIMITS.sheetRows);
        column = 0;
        [cells, kinds] = [[], []];
      } else if (name === 'Cell') {
        column = place(attributes, column + 1, LIMITS.columns);
        while (cells.length < column - 1) {
          cells.push('');
          kinds.push('blank');
        }
        column += Math.min(Number(attribute(attributes, 'MergeAcross') ?? 0) || 0, LIMITS.columns);
        [type, value] = ['', ''];
      } else if (name === 'Data') {
        type = attribute(attributes, 'Type') ?? 'String';
        inData = true;
      }
    },
    close: (name) => {
      if (name === 'Data') inData = false;
      else if (name === 'Cell') {
        cells.push(
          type === 'DateTime' ? value.replace(/(?:T00:00:00)?(?:\.0+)?$/, '') : type === 'Boolean' ? (value === '1' ? 'TRUE' : 'FALSE') : value,
        );
        kinds.push(value === '' ? 'blank' : (KINDS[type] ?? 'text'));
        total += 1;
        if (total > 3_000_000) throw new FileRefused('The workbook is too large.', 'Open it and save it as XLSX.', line);
      } else if (name === 'Row' && cells.some((cell) => cell !== '')) {
        rows.push({ line, cells, kinds });
      }
    },
    text: (piece) => {
      if (!inData) return;
      value += piece;
      if (value.length > LIMITS.cellCharacters)
        throw new FileRefused('A cell is longer than a spreadsheet allows.', 'Hand in the original download.', line);
    },
  });
  const decoder = new TextDecoder('utf-8');
  for (let at = 0; at < bytes.length; at += PIECE) xml.feed(decoder.decode(bytes.subarray(at, at + PIECE), { stream: true }));
  xml.end();
  return [...sheets].map(([name, held]) => ({
    name,
    hidden: false,
    rows: async function* () {
      yield held;
    },
  }));
}
