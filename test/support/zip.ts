import { crc32, deflateRawSync } from 'node:zlib';

/** One file to pack; `claimed` lies about its size. */
export interface Packed {
  readonly name: string;
  readonly content: Uint8Array | string;
  readonly stored?: boolean;
  readonly claimed?: number;
}

const header = (signature: number, fields: readonly (readonly [number, 2 | 4])[]): Buffer => {
  const bytes = Buffer.alloc(4 + fields.reduce((sum, [, size]) => sum + size, 0));
  bytes.writeUInt32LE(signature, 0);
  let at = 4;
  for (const [value, size] of fields) {
    bytes.writeUIntLE(value, at, size);
    at += size;
  }
  return bytes;
};

/** A ZIP archive. */
export function zip(files: readonly Packed[]): Uint8Array {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, content, stored = false, claimed } of files) {
    const bytes = Buffer.from(content);
    const packed = stored ? bytes : deflateRawSync(bytes);
    const title = Buffer.from(name, 'utf8');
    const common = [
      [0x800, 2],
      [stored ? 0 : 8, 2],
      [0, 4],
      [crc32(bytes), 4],
      [packed.length, 4],
      [claimed ?? bytes.length, 4],
      [title.length, 2],
      [0, 2],
    ] as const;
    const local = Buffer.concat([header(0x04034b50, [[20, 2], ...common]), title, packed]);
    list.push(Buffer.concat([header(0x02014b50, [[20, 2], [20, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]]), title]));
    bodies.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(list);
  const end = header(0x06054b50, [
    [0, 2],
    [0, 2],
    [files.length, 2],
    [files.length, 2],
    [directory.length, 4],
    [offset, 4],
    [0, 2],
  ]);
  return new Uint8Array(Buffer.concat([...bodies, directory, end]));
}

/** A sheet of a workbook: its rows as XML, or whole. */
export interface SheetXml {
  readonly name: string;
  readonly rows: string;
  readonly state?: string;
}

const STYLES = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="[h]:mm:ss"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="165"/><xf numFmtId="10"/></cellXfs></styleSheet>`;

/** An XLSX workbook; styles are 0 plain, 1 date, 2 moment, 3 duration, 4 percent. */
export function workbook(sheets: readonly SheetXml[], shared = '', more: readonly Packed[] = [], workbookPr = ''): Uint8Array {
  const list = sheets
    .map(
      ({ name, state }, index) =>
        `<sheet name="${name}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${index + 1}"/>`,
    )
    .join('');
  const relations = sheets
    .map((_, index) => `<Relationship Id="rId${index + 1}" Type="x/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`)
    .join('');
  return zip([
    { name: 'xl/workbook.xml', content: `<?xml version="1.0"?><workbook xmlns:r="r">${workbookPr}<sheets>${list}</sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships>${relations}</Relationships>` },
    { name: 'xl/styles.xml', content: STYLES },
    { name: 'xl/sharedStrings.xml', content: `<sst>${shared}</sst>` },
    ...sheets.map(({ rows }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    })),
    ...more,
  ]);
}
