import { Worker } from 'node:worker_threads';
import type { BusinessClock } from '../clock.js';
import { PantauError } from '../errors.js';
import type { ImportDependencies, ImportReport, ImportRequest } from './import.js';
import { type ImportProgress, RefusedFile } from './import-report.js';
import type { ImportAnswer, ImportCall, ImporterStart } from './importer-worker.js';

/** Imports files in a thread of its own, so that whoever asks goes on answering others meanwhile; one file after the other. */
export interface Importer {
  /** as `importFile` does, with its errors */
  readonly importFile: (request: ImportRequest, onProgress?: (progress: ImportProgress) => void) => Promise<ImportReport>;
  /** ends the thread; what it had not committed is lost, what it was swapping in is completed by the next one that opens the store */
  readonly close: () => Promise<void>;
}

/** What the importing thread is made from; `storePath` is the store's file. */
export interface ImporterParts {
  readonly storePath: string;
  readonly config: ImportDependencies['config'];
  readonly clock: BusinessClock;
}

interface Waiting {
  readonly resolve: (report: ImportReport) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: ImportProgress) => void) | undefined;
}

/**
 * Memory of the thread in MB. Young objects get little, because a row lives shortly; with a limit on old ones the garbage is collected early. What
 * grows with a file (hashes, values that wait) lies outside of both.
 */
const HEAP = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 } as const;

/** Opens an importer; its thread starts with the first file. */
export function openImporter({ storePath, config, clock }: ImporterParts): Importer {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let calls = 0;
  const lost = (cause: unknown): void => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(new PantauError('failure', 'The import stopped. Import the file again.', { cause }));
    waiting.clear();
  };
  const start = (): Worker => {
    const { organisation, accounts, subjects, metrics } = config;
    const workerData: ImporterStart = { storePath, config: { organisation, accounts, subjects, metrics } };
    const started = new Worker(new URL('./importer-worker.js', import.meta.url), {
      workerData,
      resourceLimits: HEAP,
    });
    started.on('message', (answer: ImportAnswer) => {
      const waiter = waiting.get(answer.call);
      if (answer.kind === 'progress') return waiter?.onProgress?.(answer.progress);
      waiting.delete(answer.call);
      if (answer.kind === 'done') waiter?.resolve(answer.report);
      else waiter?.reject(errorOf(answer));
    });
    started.on('error', lost);
    started.on('exit', lost);
    return started;
  };
  return {
    importFile: (request, onProgress) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        calls += 1;
        waiting.set(calls, { resolve, reject, onProgress });
        worker.postMessage({ call: calls, request, now: clock.now(), progress: onProgress !== undefined } satisfies ImportCall);
      }),
    close: async () => {
      await worker?.terminate();
    },
  };
}

function errorOf(answer: Extract<ImportAnswer, { readonly kind: 'refused' | 'failed' }>): PantauError {
  const { message, cause } = answer;
  if (answer.kind === 'failed') return new PantauError(answer.failure, message, { cause });
  return new RefusedFile(message, { read: { rejected: answer.rejected, rejections: answer.rejections }, cause });
}
