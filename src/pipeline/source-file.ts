import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { RefusedFile } from './import-report.js';

/** A file on the disk, or the bytes of one that was handed in with its name. */
export type FileInput =
  | {
      readonly path: string;
      /** refuses a link in the place of the file: for folders into which others write */
      readonly noLinks?: boolean;
    }
  | { readonly bytes: Uint8Array; readonly fileName: string };

/** A file that can be read from its beginning several times. */
export interface SourceFile {
  readonly name: string;
  readonly size: number;
  /** the file's bytes; `onChunk` hears each chunk before its reader does */
  readonly open: (onChunk?: (chunk: Uint8Array) => void) => AsyncIterable<Uint8Array>;
}

const CHUNK_BYTES = 256 * 1024;

/** Opens a file for reading. Throws `RefusedFile` where there is none. */
export async function sourceFile(input: FileInput): Promise<SourceFile> {
  if ('bytes' in input) {
    const { bytes, fileName } = input;
    return { name: fileName, size: bytes.length, open: (onChunk) => heard(slices(bytes), onChunk) };
  }
  const { path, noLinks = false } = input;
  const found = await (noLinks ? lstat : stat)(path).catch((cause: unknown) => {
    throw new RefusedFile(
      {
        id: 'Berkasnya tidak dapat dibaca. Periksa apakah berkasnya ada dan boleh dibaca Pantau.',
        en: "The file can't be read. Check that it is there and that Pantau may read it.",
      },
      { cause },
    );
  });
  if (!found.isFile()) throw new RefusedFile({ id: 'Ini bukan berkas. Sebutkan satu berkas.', en: 'This is no file. Name one file.' });
  return { name: basename(path), size: found.size, open: (onChunk) => heard(onDisk(path, noLinks), onChunk) };
}

/** SHA-256 of a file's bytes, hexadecimal. */
export async function hashOf(file: SourceFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of file.open()) hash.update(chunk);
  return hash.digest('hex');
}

async function* onDisk(path: string, noLinks: boolean): AsyncGenerator<Uint8Array> {
  try {
    const file = await open(path, noLinks ? constants.O_RDONLY | constants.O_NOFOLLOW : 'r');
    // The handle closes with the stream.
    yield* file.createReadStream({ highWaterMark: CHUNK_BYTES });
  } catch (cause) {
    throw new RefusedFile(
      {
        id: 'Berkasnya tidak dapat dibaca sampai akhir. Periksa apakah boleh dibaca Pantau.',
        en: "The file can't be read to its end. Check that Pantau may read it.",
      },
      { cause },
    );
  }
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}

async function* heard(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, onChunk?: (chunk: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onChunk?.(chunk);
    yield chunk;
  }
}
