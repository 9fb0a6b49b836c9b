import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that lies in a watched folder. */
export interface LyingFile {
  readonly name: string;
  readonly path: string;
  /** differs once the file was written to, or another stands in its place */
  readonly mark: string;
  /** when it was last written, in ms */
  readonly written: number;
}

/** What lies in a folder, oldest first, or why that can't be seen: the system's word, such as ENOENT. */
export type Scan = { readonly kind: 'read'; readonly files: readonly LyingFile[] } | { readonly kind: 'unreadable'; readonly code: string };

/** Files that a program is still writing or hides, by their names. */
const UNFINISHED = /^[.~]|~$|\.(?:part|partial|filepart|crdownload|download|tmp|temp|swp|lock)$/i;

/** The files of a folder itself: nothing in folders below it, nothing that a link leads to, nothing empty, nothing that is still being downloaded. */
export async function scanFolder(folder: string): Promise<Scan> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const named = entries.filter((entry) => entry.isFile() && !UNFINISHED.test(entry.name));
    const files: LyingFile[] = [];
    for (const { name } of named) {
      const path = join(folder, name);
      const mark = await markOf(path);
      if (mark !== undefined) files.push({ name, path, ...mark });
    }
    return { kind: 'read', files: files.sort((one, other) => one.written - other.written || (one.name < other.name ? -1 : 1)) };
  } catch (cause) {
    return { kind: 'unreadable', code: cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown' };
  }
}

/** The mark of a file as it lies there now; undefined where there is none, or an empty one. */
export async function markOf(path: string): Promise<Pick<LyingFile, 'mark' | 'written'> | undefined> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined || !found.isFile() || found.size === 0) return undefined;
  return { mark: [found.size, found.mtimeMs, found.ctimeMs, found.ino].join(' '), written: found.mtimeMs };
}
