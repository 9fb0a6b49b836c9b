import { decodeWhole } from './encoding.js';
import type { Grid, GridRow } from './grid.js';
import { LIMITS } from './limits.js';
import { FileRefused } from './refusal.js';
import type { CellKind } from './table.js';
import { attribute, openXml, type XmlEvents } from './xml.js';

const KINDS: Readonly<Record<string, CellKind>> = { Number: 'number', DateTime: 'moment', Boolean: 'boolean', Error: 'error' };
const PIECE = 256 * 1024;
const SAVE = { id: 'Buka dan simpan sebagai XLSX.', en: 'Open it and save it as XLSX.' };

/** The sheets of an XML Spreadsheet 2003, which old exports name `.xls`. Throws `FileRefused` where it is damaged or passes a limit. */
export function xml2003Grids(given: Uint8Array): readonly Grid[] {
  if (given.length > LIMITS.xmlBytes) throw new FileRefused({ id: 'Buku kerjanya terlalu besar.', en: 'The workbook is too large.' }, SAVE);
  const { bytes } = decodeWhole(given);
  const sheets = new Map<string, GridRow[]>();
  const xml = openXml(new Sheets(sheets));
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

/** Hears a workbook's XML and fills its sheets. */
class Sheets implements XmlEvents {
  private readonly sheets: Map<string, GridRow[]>;
  private rows: GridRow[] = [];
  private cells: string[] = [];
  private kinds: CellKind[] = [];
  private line = 0;
  private column = 0;
  private type = '';
  private value = '';
  private inData = false;
  private total = 0;

  constructor(sheets: Map<string, GridRow[]>) {
    this.sheets = sheets;
  }

  readonly open = (name: string, attributes: string): void => {
    if (name === 'Worksheet') this.openSheet(attributes);
    else if (name === 'Row') this.openRow(attributes);
    else if (name === 'Cell') this.openCell(attributes);
    else if (name === 'Data') {
      this.type = attribute(attributes, 'Type') ?? 'String';
      this.inData = true;
    }
  };

  readonly close = (name: string): void => {
    if (name === 'Data') this.inData = false;
    else if (name === 'Cell') this.closeCell();
    else if (name === 'Row' && this.cells.some((cell) => cell !== '')) this.rows.push({ line: this.line, cells: this.cells, kinds: this.kinds });
  };

  readonly text = (piece: string): void => {
    if (!this.inData) return;
    this.value += piece;
    if (this.value.length > LIMITS.cellCharacters)
      throw new FileRefused(
        { id: 'Ada sel yang lebih panjang dari yang diizinkan lembar kerja.', en: 'A cell is longer than a spreadsheet allows.' },
        SAVE,
        this.line,
      );
  };

  private openSheet(attributes: string): void {
    const name = attribute(attributes, 'Name') ?? `Sheet ${this.sheets.size + 1}`;
    if (this.sheets.has(name)) throw new FileRefused({ id: 'Ada dua lembar dengan nama yang sama.', en: 'Two sheets have the same name.' }, SAVE);
    this.rows = [];
    this.sheets.set(name, this.rows);
    if (this.sheets.size > LIMITS.sheets)
      throw new FileRefused(
        { id: `Buku kerjanya memuat lebih dari ${LIMITS.sheets} lembar.`, en: `The workbook has more than ${LIMITS.sheets} sheets.` },
        SAVE,
      );
    this.line = 0;
  }

  private openRow(attributes: string): void {
    this.line = this.place(attributes, this.line + 1, LIMITS.sheetRows);
    this.column = 0;
    this.cells = [];
    this.kinds = [];
  }

  private openCell(attributes: string): void {
    const at = this.place(attributes, this.column + 1, LIMITS.columns);
    while (this.cells.length < at - 1) this.push('', 'blank');
    const merged = Number(attribute(attributes, 'MergeAcross') ?? 0);
    this.column = at + (Number.isInteger(merged) && merged > 0 ? Math.min(merged, LIMITS.columns) : 0);
    this.type = '';
    this.value = '';
  }

  private closeCell(): void {
    const { type, value } = this;
    if (value === '') this.push('', 'blank');
    else if (type === 'Boolean') this.push(value === '1' ? 'TRUE' : 'FALSE', 'boolean');
    else if (type === 'DateTime') this.pushMoment(value.replace(/\.\d+$/, ''));
    else this.push(value, KINDS[type] ?? 'text');
  }

  private pushMoment(text: string): void {
    if (text.endsWith('T00:00:00')) this.push(text.slice(0, 10), 'date');
    else this.push(text, 'moment');
  }

  private push(cell: string, kind: CellKind): void {
    this.cells.push(cell);
    this.kinds.push(kind);
    this.total += 1;
    if (this.total > LIMITS.xmlCells)
      throw new FileRefused({ id: 'Buku kerjanya terlalu besar.', en: 'The workbook is too large.' }, SAVE, this.line);
  }

  /** Where a row or cell stands: at its stated index, else next. */
  private place(attributes: string, next: number, most: number): number {
    const stated = attribute(attributes, 'Index');
    const at = stated === undefined ? next : Number(stated);
    if (!Number.isInteger(at) || at < next || at > most)
      throw new FileRefused({ id: 'Lembarnya rusak atau terlalu besar.', en: 'The sheet is damaged or too large.' }, SAVE, this.line);
    return at;
  }
}
