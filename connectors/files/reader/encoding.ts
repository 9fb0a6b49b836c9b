import { isUtf8 } from 'node:buffer';
import { ADVICE, FileRefused } from './refusal.js';
import type { Encoding } from './table.js';

/** A text as UTF-8 bytes without its mark, and the encoding that it came in. */
export interface Decoded {
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
  readonly perhaps: readonly Encoding[];
}

const starts = (bytes: Uint8Array, ...mark: readonly number[]): boolean => mark.every((byte, index) => bytes[index] === byte);
const AGAIN = ADVICE.again;

/** Finds a text's encoding and turns it into UTF-8. Throws `FileRefused` for bytes that are no text. */
export function decodeWhole(bytes: Uint8Array, chosen?: Encoding): Decoded {
  if (starts(bytes, 0xff, 0xfe, 0, 0) || starts(bytes, 0, 0, 0xfe, 0xff)) {
    throw new FileRefused(
      { id: 'Teks ini dalam UTF-32, yang tidak diekspor program mana pun.', en: 'This text is in UTF-32, which no program exports.' },
      AGAIN,
    );
  }
  if (starts(bytes, 0xff, 0xfe)) return utf16(bytes.subarray(2), 'utf-16le');
  if (starts(bytes, 0xfe, 0xff)) return utf16(bytes.subarray(2), 'utf-16be');
  if (starts(bytes, 0xef, 0xbb, 0xbf)) return utf8(bytes.subarray(3));
  if (chosen !== undefined && chosen !== 'utf-8') return chosen.startsWith('utf-16') ? utf16(bytes, chosen) : singleByte(bytes, chosen, []);
  const unmarked = unmarkedUtf16(bytes);
  if (unmarked !== undefined) return utf16(bytes, unmarked);
  return utf8(bytes);
}

/** UTF-16 that lost its mark: every second byte of the beginning is zero. */
function unmarkedUtf16(bytes: Uint8Array): Encoding | undefined {
  const head = bytes.subarray(0, 200);
  if (head.length < 8) return undefined;
  const zeros = [0, 0];
  for (let at = 0; at < head.length; at++) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length * 0.4 && even === 0) return 'utf-16le';
  return even > head.length * 0.4 && odd === 0 ? 'utf-16be' : undefined;
}

function utf16(bytes: Uint8Array, encoding: Encoding): Decoded {
  if (bytes.length % 2 === 1)
    throw new FileRefused(
      {
        id: 'Teks ini berakhir di tengah karakter, jadi sebagian hilang.',
        en: 'This text ends in the middle of a character, so a part of it is missing.',
      },
      AGAIN,
    );
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FileRefused(
      { id: 'Teks ini memuat karakter yang tidak ada, jadi rusak.', en: 'This text has characters that do not exist, so it is damaged.' },
      AGAIN,
      undefined,
      cause,
    );
  }
  return { bytes: withoutZeros(Buffer.from(text, 'utf8')), encoding, perhaps: [] };
}

function utf8(bytes: Uint8Array): Decoded {
  if (isUtf8(bytes)) return { bytes: withoutZeros(bytes), encoding: 'utf-8', perhaps: [] };
  withoutZeros(bytes);
  const { whole, broken, firstBroken } = sequences(bytes);
  if (whole > 0 && whole >= broken) {
    const line = lineAt(bytes, firstBroken);
    throw new FileRefused(
      {
        id: 'Ada bita yang bukan UTF-8 sedangkan sisanya UTF-8: berkasnya rusak atau terpotong.',
        en: 'The text has bytes that are no UTF-8, though the rest is: it is damaged or cut off.',
      },
      AGAIN,
      line,
    );
  }
  const [encoding = 'windows-1252', ...perhaps] = guesses(bytes);
  return singleByte(bytes, encoding, perhaps);
}

function singleByte(bytes: Uint8Array, encoding: Encoding, perhaps: readonly Encoding[]): Decoded {
  const text = new TextDecoder(encoding).decode(bytes);
  const control = text.search(/(?![\t\n\v\f\r])\p{Cc}|\uFFFD/u);
  if (control !== -1) {
    throw new FileRefused(
      { id: 'Bita ini bukan teks dalam penyandian yang dikenal.', en: 'These bytes are no text in an encoding that is known.' },
      { id: 'Simpan berkasnya sebagai CSV dalam UTF-8.', en: 'Save the file as CSV in UTF-8.' },
      text.slice(0, control).split('\n').length,
    );
  }
  return { bytes: withoutZeros(Buffer.from(text, 'utf8')), encoding, perhaps };
}

function withoutZeros(bytes: Uint8Array): Uint8Array {
  // A Buffer looks for a byte much faster than an array of bytes does.
  const zero = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(0);
  if (zero === -1) return bytes;
  throw new FileRefused(
    { id: 'Berkas ini biner, bukan teks: ada bita nol.', en: 'This file is binary, not text: it has a zero byte.' },
    AGAIN,
    lineAt(bytes, zero),
  );
}

const lineAt = (bytes: Uint8Array, end: number): number => {
  let line = 1;
  for (let at = bytes.indexOf(0x0a); at !== -1 && at < end; at = bytes.indexOf(0x0a, at + 1)) line += 1;
  return line;
};

/** Counts characters of several bytes that are right UTF-8, and bytes that are not, in the first megabyte with any. */
function sequences(bytes: Uint8Array): { whole: number; broken: number; firstBroken: number } {
  let [whole, broken, firstBroken] = [0, 0, -1];
  for (let at = 0; at < bytes.length && whole + broken < 100_000; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    const length = sequenceLength(byte);
    if (isSurrogate(bytes, at)) {
      if (firstBroken === -1) firstBroken = at;
      whole += 1;
      at += 2;
      continue;
    }
    if (length > 1 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length))) {
      whole += 1;
      at += length - 1;
    } else {
      if (firstBroken === -1) firstBroken = at;
      broken += 1;
    }
  }
  return { whole, broken, firstBroken };
}

/** Half of a character of UTF-16 that was written as if it were UTF-8: the text is UTF-8 all the same, and damaged. */
const isSurrogate = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0xed && ((bytes[at + 1] ?? 0) & 0xe0) === 0xa0 && ((bytes[at + 2] ?? 0) & 0xc0) === 0x80;

/** How many bytes a character has in UTF-8 that begins with this one. */
function sequenceLength(first: number): number {
  if (first >= 0xf0) return 4;
  if (first >= 0xe0) return 3;
  return first >= 0xc2 ? 2 : 1;
}

const isLetter = (byte: number): boolean => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
/** Letters of Windows-1250 (as in Polish, Czech, Hungarian) whose bytes are signs, not letters, in Windows-1252. */
const CENTRAL = new Set([0x9c, 0x9d, 0x9f, 0xb3, 0xb9, 0xbe, 0xbf, 0x8c, 0x8f, 0xa3, 0xa5, 0xaf]);

/** The encodings in which bytes that are no UTF-8 make sense, best first: Cyrillic has whole words of high bytes, Western texts single ones between letters. */
function guesses(bytes: Uint8Array): readonly Encoding[] {
  let [high, together, central] = [0, 0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    high += 1;
    const [before, after] = [bytes[at - 1] ?? 0, bytes[at + 1] ?? 0];
    if (byte >= 0xc0 && (before >= 0xc0 || after >= 0xc0)) together += 1;
    if (CENTRAL.has(byte) && (isLetter(before) || isLetter(after))) central += 1;
  }
  if (together > high * 0.7 && high >= 4) return ['windows-1251', 'windows-1252'];
  if (central > 0) return ['windows-1250', 'windows-1252'];
  return ['windows-1252'];
}
