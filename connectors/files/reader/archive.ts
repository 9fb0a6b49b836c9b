import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { LIMITS } from './limits.js';
import { ADVICE, FileRefused } from './refusal.js';

/** One file inside an archive. */
export interface ArchiveEntry {
  readonly name: string;
  /** its size as the archive states it */
  readonly size: number;
  /** the whole of it; throws `FileRefused` where it grows beyond the limits or is damaged */
  readonly bytes: (most: number) => Uint8Array;
  /** its bytes in pieces; throws the same */
  readonly pieces: () => AsyncIterable<Uint8Array>;
}

interface Listed {
  readonly name: string;
  readonly method: number;
  readonly sum: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const HAND_IN = ADVICE.original;
const broken = (cause?: unknown): FileRefused =>
  new FileRefused(
    { id: 'Arsipnya rusak atau terpotong.', en: 'The archive is damaged or cut off.' },
    { id: 'Unduh ulang dan serahkan apa adanya.', en: 'Download it again and hand it in as it is.' },
    undefined,
    cause,
  );
const bomb = (): FileRefused =>
  new FileRefused(
    {
      id: 'Isi arsipnya jauh lebih besar dari ukurannya; tidak ada ekspor yang begitu.',
      en: 'The archive unpacks to far more than its size, as no export does.',
    },
    HAND_IN,
  );

/** The files of a ZIP archive by its list at the end; folders are left out. Throws `FileRefused` for bombs, secrets and damage, before anything is unpacked. */
export function openArchive(bytes: Uint8Array): readonly ArchiveEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const listed = directory(view, bytes);
  let unpacked = 0;
  for (const { packed, size } of listed) {
    unpacked += size;
    if (unpacked > LIMITS.unpackedBytes || (size > LIMITS.ratioBytes && size > packed * LIMITS.ratio)) throw bomb();
  }
  return listed.filter(({ name }) => !name.endsWith('/')).map((entry) => opened(entry, view, bytes));
}

function directory(view: DataView, bytes: Uint8Array): readonly Listed[] {
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff)
    throw new FileRefused(
      { id: 'Arsipnya dalam format untuk berkas yang sangat besar.', en: 'The archive is in a format for very large files.' },
      HAND_IN,
    );
  if (count > LIMITS.entries)
    throw new FileRefused(
      { id: `Arsipnya memuat lebih dari ${LIMITS.entries} berkas.`, en: `The archive has more than ${LIMITS.entries} files.` },
      HAND_IN,
    );
  const entries: Listed[] = [];
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) throw broken();
    const flags = view.getUint16(at + 8, true);
    if ((flags & 1) === 1)
      throw new FileRefused({ id: 'Arsipnya dikunci dengan kata sandi.', en: 'The archive is locked with a password.' }, ADVICE.unpack);
    const [nameLength, extra, comment] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    if (at + 46 + nameLength > view.byteLength) throw broken();
    entries.push({
      name: new TextDecoder('utf-8').decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      sum: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

function endOfDirectory(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - 65_535);
  for (let at = view.byteLength - 22; at >= first; at--) if (view.getUint32(at, true) === 0x06054b50) return at;
  throw broken();
}

function opened(entry: Listed, view: DataView, bytes: Uint8Array): ArchiveEntry {
  const body = (): Uint8Array => {
    const { offset, packed, method } = entry;
    if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== 0x04034b50) throw broken();
    const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    if (from + packed > view.byteLength) throw broken();
    if (method !== 0 && method !== 8)
      throw new FileRefused(
        { id: 'Arsipnya dikemas dengan cara yang tidak dikenal Pantau.', en: 'The archive is packed in a way that Pantau does not know.' },
        ADVICE.unpack,
      );
    return bytes.subarray(from, from + packed);
  };
  const limit = (packed: number): number => Math.min(LIMITS.unpackedBytes, Math.max(LIMITS.ratioBytes, packed * LIMITS.ratio));
  return {
    name: entry.name,
    size: entry.size,
    bytes: (most) => {
      const packed = body();
      if (entry.method === 0) return right(packed, entry.sum);
      if (entry.size > most)
        throw new FileRefused(
          { id: `"${entry.name.slice(0, 80)}" di dalam arsip terlalu besar.`, en: `"${entry.name.slice(0, 80)}" in the archive is too large.` },
          ADVICE.shorter,
        );
      try {
        return right(inflateRawSync(packed, { maxOutputLength: Math.min(most, limit(packed.length)) }), entry.sum);
      } catch (cause) {
        if (cause instanceof FileRefused) throw cause;
        throw isTooLarge(cause) ? bomb() : broken(cause);
      }
    },
    pieces: async function* () {
      const packed = body();
      if (entry.method === 0) yield right(packed, entry.sum);
      else yield* inflated(packed, limit(packed.length), entry.sum);
    },
  };
}

const isTooLarge = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';

/** The bytes, if they are those that the archive's check sum was made of. */
function right(bytes: Uint8Array, sum: number): Uint8Array {
  if (crc32(bytes) !== sum) throw broken();
  return bytes;
}

async function* inflated(packed: Uint8Array, most: number, sum: number): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: 128 * 1024 });
  inflate.end(packed);
  let [size, seen] = [0, 0];
  try {
    for await (const piece of inflate as AsyncIterable<Uint8Array>) {
      size += piece.length;
      if (size > most) throw bomb();
      seen = crc32(piece, seen);
      yield piece;
    }
    if (seen !== sum) throw broken();
  } catch (cause) {
    throw cause instanceof FileRefused ? cause : broken(cause);
  } finally {
    inflate.destroy();
  }
}
