import type { Text } from '../../contract/metric.js';
import { ADVICE, FileRefused } from './refusal.js';

/** What the first bytes of a file say that it is. */
export type FileKind = 'text' | 'zip' | 'xml-2003';

const SAVE_AS = {
  id: 'Buka dengan program lembar kerja, simpan sebagai XLSX, lalu serahkan yang itu.',
  en: 'Open it in a spreadsheet program, save it as XLSX, and hand that in.',
};
const TABLE = ADVICE.table;
const INSIDE = { id: 'Buka arsipnya dan serahkan isinya.', en: 'Unpack it and hand in what is inside.' };

/** Beginnings of files that hold no table, and what to do about each. */
const REFUSED: readonly { readonly bytes: readonly number[]; readonly at?: number; readonly reason: Text; readonly advice: Text }[] = [
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    reason: {
      id: 'Ini buku kerja biner lama (.xls), atau yang memakai kata sandi.',
      en: 'This is an old binary workbook (.xls), or one with a password.',
    },
    advice: SAVE_AS,
  },
  {
    bytes: [0x09, 0x08, 0x10, 0x00],
    reason: { id: 'Ini buku kerja biner yang sangat lama (.xls).', en: 'This is a very old binary workbook (.xls).' },
    advice: SAVE_AS,
  },
  { bytes: [0x25, 0x50, 0x44, 0x46], reason: { id: 'Ini PDF.', en: 'This is a PDF.' }, advice: TABLE },
  { bytes: [0x89, 0x50, 0x4e, 0x47], reason: { id: 'Ini gambar.', en: 'This is a picture.' }, advice: TABLE },
  { bytes: [0xff, 0xd8, 0xff], reason: { id: 'Ini gambar.', en: 'This is a picture.' }, advice: TABLE },
  { bytes: [0x47, 0x49, 0x46, 0x38], reason: { id: 'Ini gambar.', en: 'This is a picture.' }, advice: TABLE },
  { bytes: [0x52, 0x49, 0x46, 0x46], reason: { id: 'Ini gambar, suara, atau film.', en: 'This is a picture, a sound or a film.' }, advice: TABLE },
  { bytes: [0x66, 0x74, 0x79, 0x70], at: 4, reason: { id: 'Ini gambar atau film.', en: 'This is a picture or a film.' }, advice: TABLE },
  { bytes: [0x1f, 0x8b], reason: { id: 'Berkas ini dikompresi dengan gzip.', en: 'This file is compressed with gzip.' }, advice: INSIDE },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], reason: { id: 'Ini arsip 7-Zip.', en: 'This is a 7-Zip archive.' }, advice: INSIDE },
  { bytes: [0x52, 0x61, 0x72, 0x21], reason: { id: 'Ini arsip RAR.', en: 'This is a RAR archive.' }, advice: INSIDE },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], reason: { id: 'Ini basis data.', en: 'This is a database.' }, advice: TABLE },
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], reason: { id: 'Ini dokumen teks (RTF).', en: 'This is a text document (RTF).' }, advice: TABLE },
];

/** What a file is. Throws `FileRefused` for files that hold no table, and for tables that are saved as a web page or as JSON. */
export function kindOf(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) throw new FileRefused({ id: 'Berkasnya kosong.', en: 'The file is empty.' }, ADVICE.download);
  const other = REFUSED.find(({ bytes: magic, at = 0 }) => magic.every((byte, index) => bytes[at + index] === byte));
  if (other !== undefined) throw new FileRefused(other.reason, other.advice);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))) return 'zip';
  const wide = bytes[0] === 0xff || bytes[0] === 0xfe;
  const head = new TextDecoder(wide ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(bytes.subarray(0, 4096)).trimStart();
  if (head.startsWith('<?xml') || /^<[\w:]*Workbook\b/.test(head)) {
    if (/<(?:\w+:)?Workbook\b/.test(head) || head.includes('urn:schemas-microsoft-com:office:spreadsheet')) return 'xml-2003';
    throw new FileRefused({ id: 'Ini XML yang bukan buku kerja.', en: 'This is XML that is no workbook.' }, TABLE);
  }
  if (/^<(?:!doctype|html|head|body|table|meta|style|div)\b/i.test(head))
    throw new FileRefused({ id: 'Ini halaman web, apa pun nama berkasnya.', en: 'This is a web page, whatever its name says.' }, SAVE_AS);
  if (/^(?:\{\s*"|\[\s*[{[])/.test(head)) throw new FileRefused({ id: 'Ini JSON.', en: 'This is JSON.' }, TABLE);
  return 'text';
}

/** What a ZIP archive is by the names in it. Throws `FileRefused` for documents and for workbooks of other programs. */
export function archiveKind(names: readonly string[]): 'xlsx' | 'archive' {
  const has = (name: string): boolean => names.some((other) => other.toLowerCase() === name);
  if (has('xl/workbook.xml')) return 'xlsx';
  if (has('xl/workbook.bin')) throw new FileRefused({ id: 'Ini buku kerja biner (.xlsb).', en: 'This is a binary workbook (.xlsb).' }, SAVE_AS);
  if (names.some((name) => name.startsWith('word/') || name.startsWith('ppt/')))
    throw new FileRefused({ id: 'Ini dokumen atau presentasi.', en: 'This is a document or a presentation.' }, TABLE);
  if (has('content.xml') && has('mimetype')) throw new FileRefused({ id: 'Ini berkas OpenDocument.', en: 'This is an OpenDocument file.' }, SAVE_AS);
  if (names.some((name) => /(?:^|\/)Index\/Document\.iwa$|^Index\.zip$/.test(name)))
    throw new FileRefused(
      { id: 'Ini berkas Apple Numbers.', en: 'This is an Apple Numbers file.' },
      { id: 'Ekspor sebagai XLSX atau CSV.', en: 'Export it as XLSX or CSV.' },
    );
  return 'archive';
}
