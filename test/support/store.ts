import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/store/port.js';
import { openSqliteStore } from '../../src/store/sqlite/client.js';

/** A store in a folder of its own; `open` opens a further connection to it, `remove` closes all and deletes the folder. */
export interface TemporaryStore {
  readonly store: Store;
  readonly path: string;
  readonly open: () => Promise<Store>;
  readonly remove: () => Promise<void>;
}

/** Creates an empty store for one test. */
export async function temporaryStore(): Promise<TemporaryStore> {
  const folder = await mkdtemp(join(tmpdir(), 'pantau-store-'));
  const path = join(folder, 'pantau.sqlite');
  const opened: Store[] = [];
  const open = async (): Promise<Store> => {
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
