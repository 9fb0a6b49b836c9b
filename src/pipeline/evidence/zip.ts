import { crc32, deflateRawSync } from 'node:zlib';

/** One file of an archive. */
export interface PackedFile {
  readonly name: string;
  readonly content: string;
}

/** Fields of two or four bytes, lowest byte first. */
function fields(...written: readonly (readonly [value: number, size: 2 | 4])[]): Buffer {
  const bytes = Buffer.alloc(written.reduce((sum, [, size]) => sum + size, 0));
  let at = 0;
  for (const [value, size] of written) {
    bytes.writeUIntLE(value, at, size);
    at += size;
  }
  return bytes;
}

// PKWARE APPNOTE 6.3.10, read 2026-11-25: version 2.0, names in UTF-8 (bit 11), deflated, 1980-01-01 00:00, the first day that a ZIP can name.
const VERSION = 20;
const UTF8 = 0x800;
const DEFLATED = 8;
const FIRST_DAY = 0x21;

/** A ZIP archive of some files in their order. The same files give the same bytes, whenever it is written. */
export function zipArchive(files: readonly PackedFile[]): Uint8Array {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const [title, bytes] = [Buffer.from(name, 'utf8'), Buffer.from(content, 'utf8')];
    const packed = deflateRawSync(bytes, { level: 9 });
    const common = [
      [VERSION, 2],
      [UTF8, 2],
      [DEFLATED, 2],
      [0, 2],
      [FIRST_DAY, 2],
      [crc32(bytes), 4],
      [packed.length, 4],
      [bytes.length, 4],
      [title.length, 2],
      [0, 2],
    ] as const;
    const body = Buffer.concat([fields([0x04034b50, 4], ...common), title, packed]);
    directory.push(Buffer.concat([fields([0x02014b50, 4], [VERSION, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), title]));
    bodies.push(body);
    offset += body.length;
  }
  const list = Buffer.concat(directory);
  const count = files.length;
  const end = fields([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [list.length, 4], [offset, 4], [0, 2]);
  return new Uint8Array(Buffer.concat([...bodies, list, end]));
}
