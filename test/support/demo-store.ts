import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/client.js';
import type { TemporaryStore } from './store.js';
import { temporaryStore } from './store.js';

/** Copies the demo as it was brought in into a home folder, as `PANTAU_HOME` would have it. */
export function placeDemo(home: string): void {
  mkdirSync(join(home, 'demo'), { recursive: true });
  cpSync(join(inject('preparedDemo'), 'pantau.sqlite'), join(home, 'demo/pantau.sqlite'));
}

/** A store with the whole demo, of one test alone. */
export async function demoStore(): Promise<TemporaryStore> {
  const empty = await temporaryStore();
  const path = join(empty.path, '../demo.sqlite');
  cpSync(join(inject('preparedDemo'), 'pantau.sqlite'), path);
  const store = await openSqliteStore(path);
  return {
    store,
    path,
    open: () => openSqliteStore(path),
    remove: async () => {
      await store.close();
      await empty.remove();
    },
  };
}
