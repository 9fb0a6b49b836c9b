import type { ConnectorError } from '../contract/errors.js';
import type { Text } from '../contract/metric.js';
import { UnreadableFile } from './reader/refusal.js';

const LINE_FEED = 0x0a;
const HEAD_LENGTH = 4;

/** Beginnings of files that people hand in for a CSV, with what to do about each. */
const OTHER_KINDS: readonly { readonly bytes: readonly number[]; readonly sentence: Text }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    sentence: {
      id: 'Ini buku kerja Excel (atau arsip ZIP lain). Simpan lembarnya sebagai CSV dengan koma, dalam UTF-8.',
      en: 'This is an Excel workbook (or another ZIP archive). Save the sheet as CSV with commas, in UTF-8.',
    },
  },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    sentence: {
      id: 'Ini buku kerja Excel lama. Simpan lembarnya sebagai CSV dengan koma, dalam UTF-8.',
      en: 'This is an old Excel workbook. Save the sheet as CSV with commas, in UTF-8.',
    },
  },
  {
    bytes: [0x25, 0x50, 0x44, 0x46],
    sentence: { id: 'Ini PDF. Tulis angkanya ke berkas CSV.', en: 'This is a PDF. Write its figures into a CSV file.' },
  },
  { bytes: [0x1f, 0x8b], sentence: { id: 'Berkas ini dikompresi. Buka dahulu.', en: 'This file is compressed. Unpack it first.' } },
  {
    bytes: [0xff, 0xfe],
    sentence: { id: 'Teks ini dalam UTF-16. Simpan sebagai CSV dalam UTF-8.', en: 'This text is in UTF-16. Save it as CSV in UTF-8.' },
  },
  {
    bytes: [0xfe, 0xff],
    sentence: { id: 'Teks ini dalam UTF-16. Simpan sebagai CSV dalam UTF-8.', en: 'This text is in UTF-16. Save it as CSV in UTF-8.' },
  },
];

const malformed = (sentence: Text, cause?: unknown): ConnectorError => new UnreadableFile(sentence, cause);

/** Decodes UTF-8 chunk by chunk, without the mark at the beginning. Throws `ConnectorError('malformed')` for an empty file, for bytes that are no text and for other encodings. */
export async function* decodeText(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = openTextDecoder();
  for await (const bytes of withWholeHead(chunks)) {
    const text = decoder.push(bytes);
    if (text !== '') yield text;
  }
  decoder.end();
}

/** Decodes UTF-8 piece by piece; both throw `ConnectorError('malformed')`. */
export interface Utf8Decoder {
  readonly push: (bytes: Uint8Array) => string;
  /** throws where the bytes end inside a character */
  readonly end: () => void;
}

/** Opens a decoder at the beginning of a line: of the first, which shows what kind of file it is, or of a later one. */
export function openTextDecoder(firstLine = 1): Utf8Decoder {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: firstLine > 1 });
  let line = firstLine;
  let head = firstLine === 1;
  return {
    push: (bytes) => {
      if (head) refuseOtherKinds(bytes);
      head = false;
      if (bytes.includes(0))
        throw malformed({
          id: 'Berkas ini biner, bukan teks. Serahkan berkas CSV dalam UTF-8.',
          en: 'This file is binary, not text. Hand in a CSV file in UTF-8.',
        });
      try {
        const text = decoder.decode(bytes, { stream: true });
        line += lineFeeds(bytes);
        return text;
      } catch (error) {
        throw notUtf8(line + linesBeforeFault(bytes), error);
      }
    },
    end: () => {
      try {
        decoder.decode();
      } catch (error) {
        throw notUtf8(line, error);
      }
    },
  };
}

/** The same bytes, the first chunk long enough to show what kind of file it is. Throws `ConnectorError('malformed')` for an empty file. */
export async function* withWholeHead(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of chunks) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = joined(head, chunk);
    if (head.length < HEAD_LENGTH) continue;
    yield head;
    head = undefined;
  }
  if (head?.length === 0) throw malformed({ id: 'Berkasnya kosong.', en: 'The file is empty.' });
  if (head !== undefined) yield head;
}

const notUtf8 = (line: number, cause: unknown): ConnectorError =>
  malformed(
    {
      id: `Baris ${line} memuat karakter yang bukan UTF-8. Simpan berkasnya sebagai CSV dalam UTF-8.`,
      en: `Line ${line} has characters that are not in UTF-8. Save the file as CSV in UTF-8.`,
    },
    cause,
  );

/** How many whole lines of a chunk stand before the first one that is not UTF-8. */
function linesBeforeFault(bytes: Uint8Array): number {
  // The first line may begin inside a character of the chunk before, so that it alone can't be tried; it is to blame where no other is.
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; ) {
    count += 1;
    const next = bytes.indexOf(LINE_FEED, at + 1);
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(at + 1, next === -1 ? bytes.length : next));
    } catch {
      return count;
    }
    at = next;
  }
  return 0;
}

function refuseOtherKinds(head: Uint8Array): void {
  const kind = OTHER_KINDS.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  if (kind !== undefined) throw malformed(kind.sentence);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function lineFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}
