import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore, type SqliteStore } from '../../src/store/sqlite/client.js';

/** A store in a folder of its own; `open` opens a further connection to it, `remove` closes all and deletes the folder. */
export interface TemporaryStore {
  readonly store: SqliteStore;
  readonly path: string;
  readonly open: () => Promise<SqliteStore>;
  readonly remove: () => Promise<void>;
}

/** Creates an empty store for one test. */
export async function temporaryStore(): Promise<TemporaryStore> {
  const folder = await mkdtemp(join(tmpdir(), 'pantau-store-'));
  const path = join(folder, 'pantau.sqlite');
  const opened: SqliteStore[] = [];
  const open = async (): Promise<SqliteStore> => {
    const store = await openSqliteStore(path);
    opened.push(store);
    return store;
  };
  const remove = async (): Promise<void> => {
    for (const store of opened) await store.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { store: await open(), path, open, remove };
}
