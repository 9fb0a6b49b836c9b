import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Where the tombstones of a store are kept once more: beside its file, so that a copy of the file from before does not bring anybody back. */
export const tombstonePath = (storePath: string): string => `${storePath}.forgotten`;

const HASH = /^[0-9a-f]{32}$/;

/** The hashes that are kept beside a store; none where there is no such file. A line that is no hash is left out. */
export function readTombstoneFile(path: string): readonly string[] {
  return existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => HASH.test(line))
    : [];
}

/** Adds hashes to those that are kept beside a store, durably and at once. It is called inside a transaction that writes, so that nobody else does. */
export function keepTombstones(path: string, hashes: readonly string[]): void {
  const before = readTombstoneFile(path);
  const all = [...new Set([...before, ...hashes])].sort();
  if (all.length === before.length) return;
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w', 0o600);
  try {
    writeSync(file, all.map((hash) => `${hash}\n`).join(''));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
  flushFolder(dirname(path));
}

/** The new name of a file is only there after a crash where its folder was flushed; Windows has no such thing. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const open = openSync(folder, 'r');
  try {
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
}
