import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type FailureKind, PantauError } from '../../errors.js';
import type { Store } from '../port.js';
import type { DatabaseStore } from './database-store.js';
import type { Answer, Call } from './worker.js';

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (failure: PantauError) => void;
}

/** Opens the database of a file (made where it is missing) in a thread of its own; rejects with `PantauError` where it can't be opened. */
export async function openSqliteStore(path: string): Promise<Store> {
  await mkdir(dirname(path), { recursive: true });
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: { path } });
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let ended: PantauError | undefined;
  const end = (failure: PantauError): void => {
    ended = failure;
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  };
  worker.on('message', (answer: Answer) => {
    const { resolve, reject } = waiting.get(answer.id) ?? {};
    waiting.delete(answer.id);
    // The worker sends only kinds of PantauError.
    if ('message' in answer) reject?.(new PantauError(answer.kind as FailureKind, answer.message));
    else resolve?.(answer.result);
  });
  worker.on('error', (cause) => end(new PantauError('failure', 'The database thread failed. Start Pantau again.', { cause })));
  worker.on('exit', () => end(new PantauError('failure', 'The database is closed.')));

  const call = <M extends keyof DatabaseStore>(method: M): DatabaseStore[M] =>
    // One generic door: the parameters and the result are those of the method.
    ((...parameters: readonly unknown[]) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        calls += 1;
        waiting.set(calls, { resolve, reject });
        worker.postMessage({ id: calls, method, parameters } satisfies Call);
      })) as unknown as DatabaseStore[M];

  const store: Store = {
    beginImport: async (origin) => {
      const session = await call('begin')(origin);
      return {
        stage: (facts) => call('stage')(session, facts),
        commit: () => call('commit')(session),
        discard: () => call('discard')(session),
      };
    },
    origins: call('origins'),
    origin: call('origin'),
    readSeries: call('readSeries'),
    listSeries: call('listSeries'),
    revisions: call('revisions'),
    readContent: call('readContent'),
    readSnapshots: call('readSnapshots'),
    readEntries: call('readEntries'),
    readDelivery: call('readDelivery'),
    listDeliveries: call('listDeliveries'),
    saveDelivery: call('saveDelivery'),
    readSetting: call('readSetting'),
    saveSetting: call('saveSetting'),
    acquireLease: call('acquireLease'),
    releaseLease: call('releaseLease'),
    status: call('status'),
    close: call('close'),
  };
  await store.status();
  return store;
}
