import { parentPort, workerData } from 'node:worker_threads';
import { type DatabaseStore, databaseStore, storeFailure } from './database-store.js';
import { openDatabase } from './driver.js';
import { migrate } from './migrations.js';

/** A call of one method of the store. */
export interface Call {
  readonly id: number;
  readonly method: keyof DatabaseStore;
  readonly parameters: readonly unknown[];
}

/** What a call came to. */
export type Answer = { readonly id: number; readonly result: unknown } | { readonly id: number; readonly kind: string; readonly message: string };

const port = parentPort;
if (port) {
  const opened = (async () => {
    const database = await openDatabase((workerData as { path: string }).path);
    migrate(database);
    return databaseStore(database);
  })();
  opened.catch(() => undefined);
  port.on('message', async ({ id, method, parameters }: Call) => {
    try {
      const run = (await opened)[method] as (...parameters: readonly unknown[]) => Promise<unknown>;
      port.postMessage({ id, result: await run(...parameters) } satisfies Answer);
      if (method === 'close') port.close();
    } catch (cause) {
      const failure = storeFailure(cause);
      port.postMessage({ id, kind: failure.kind, message: failure.message } satisfies Answer);
    }
  });
}
