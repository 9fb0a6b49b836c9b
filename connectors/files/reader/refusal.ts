import { ConnectorError } from '../../contract/errors.js';
import type { Text } from '../../contract/metric.js';

/** Why a file is not read, and what its owner can do. */
export interface Refusal {
  /** one sentence */
  readonly reason: Text;
  /** the line of the text or row of the sheet, from 1; undefined where the file as a whole is meant */
  readonly line: number | undefined;
  /** one sentence that says what to do */
  readonly advice: Text;
}

/** What is said of a file that can't be read, in both languages; its message is the English one. */
export class UnreadableFile extends ConnectorError {
  readonly text: Text;

  constructor(text: Text, cause?: unknown) {
    super('malformed', text.en, { cause });
    this.name = 'UnreadableFile';
    this.text = text;
  }
}

/** A file that is refused as a whole; its message is the reason and the advice. */
export class FileRefused extends UnreadableFile {
  readonly refusal: Refusal;

  constructor(reason: Text, advice: Text, line?: number, cause?: unknown) {
    const where = line === undefined ? { id: '', en: '' } : { id: `Baris ${line}: `, en: `Line ${line}: ` };
    super({ id: `${where.id}${reason.id} ${advice.id}`, en: `${where.en}${reason.en} ${advice.en}` }, cause);
    this.name = 'FileRefused';
    this.refusal = { reason, line, advice };
  }
}

/** What the owner of a file can do, where several refusals give the same advice. */
export const ADVICE = {
  again: { id: 'Unduh ulang berkas aslinya dan serahkan apa adanya.', en: 'Download the original file again and hand it in as it is.' },
  download: { id: 'Unduh ulang berkasnya.', en: 'Download it again.' },
  original: { id: 'Serahkan unduhan aslinya.', en: 'Hand in the original download.' },
  narrower: { id: 'Ekspor kolom yang lebih sedikit.', en: 'Export fewer columns.' },
  shorter: { id: 'Ekspor periode yang lebih pendek, atau kolom yang lebih sedikit.', en: 'Export a shorter period, or fewer columns.' },
  saveNew: { id: 'Buka berkasnya, simpan sebagai XLSX baru, lalu serahkan yang itu.', en: 'Open the file, save it as a new XLSX, and hand that in.' },
  table: { id: 'Serahkan ekspornya sebagai CSV atau XLSX.', en: 'Hand in the export as CSV or XLSX.' },
  unpack: { id: 'Buka arsipnya dan serahkan berkas-berkasnya.', en: 'Unpack it and hand in the files.' },
} as const satisfies Readonly<Record<string, Text>>;
