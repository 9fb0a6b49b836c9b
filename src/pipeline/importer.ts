import { Worker } from 'node:worker_threads';
import type { BusinessClock } from '../clock.js';
import { PantauError } from '../errors.js';
import type { ExportReport } from './export-report.js';
import type { HandedConfig } from './handed/items.js';
import type { HandedFile, HandedIn } from './handed-file.js';
import type { ImportReport, ImportRequest } from './import.js';
import { type ImportProgress, RefusedFile } from './import-report.js';
import type { ImportAnswer, ImportCall, ImporterStart, ImportTask, TaskResults } from './importer-worker.js';

type Rules = HandedConfig;

/** Reads and imports files in a thread of its own, so that whoever asks goes on answering others meanwhile; one file after the other. */
export interface Importer {
  /** as `importFile` does, with its errors */
  readonly importFile: (request: ImportRequest, onProgress?: (progress: ImportProgress) => void) => Promise<ImportReport>;
  /** as `previewFile` does; under the configuration that is given, else the importer's own */
  readonly preview: (file: HandedFile, config?: Rules) => Promise<ExportReport>;
  /** as `keepFile` does; under the configuration that is given, else the importer's own */
  readonly keep: (file: HandedFile, config?: Rules, onProgress?: (progress: ImportProgress) => void) => Promise<HandedIn>;
  /** ends the thread; what it had not committed is lost, what it was swapping in is completed by the next one that opens the store */
  readonly close: () => Promise<void>;
}

/** What the importing thread is made from; `storePath` is the store's file. */
export interface ImporterParts {
  readonly storePath: string;
  readonly config: Rules;
  readonly clock: BusinessClock;
  /** under which people are known; left out where the store has a key of its own, as the demo's has */
  readonly masterKey?: Uint8Array | undefined;
}

interface Waiting {
  readonly resolve: (result: TaskResults[keyof TaskResults]) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: ImportProgress) => void) | undefined;
}

/**
 * Memory of the thread in MB. Young objects get little, because a row lives shortly; with a limit on old ones the garbage is collected early. What
 * grows with a file (hashes, values that wait) lies outside of both.
 */
const HEAP = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 } as const;

/** Opens an importer; its thread starts with the first file. */
export function openImporter({ storePath, config: own, clock, masterKey }: ImporterParts): Importer {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let sent: Rules | undefined;
  let calls = 0;
  const lost = (cause: unknown): void => {
    worker = undefined;
    sent = undefined;
    for (const { reject } of waiting.values()) reject(new PantauError('failure', 'The import stopped. Import the file again.', { cause }));
    waiting.clear();
  };
  const start = (): Worker => {
    const workerData: ImporterStart = { storePath, masterKey };
    const started = new Worker(new URL('./importer-worker.js', import.meta.url), { workerData, resourceLimits: HEAP });
    started.on('message', (answer: ImportAnswer) => {
      const waiter = waiting.get(answer.call);
      if (answer.kind === 'progress') return waiter?.onProgress?.(answer.progress);
      waiting.delete(answer.call);
      if (answer.kind === 'done') waiter?.resolve(answer.result);
      else waiter?.reject(errorOf(answer));
    });
    started.on('error', lost);
    started.on('exit', lost);
    return started;
  };
  const ask = <Task extends ImportTask>(task: Task, config: Rules, onProgress?: (progress: ImportProgress) => void) =>
    new Promise<TaskResults[Task['kind']]>((resolve, reject) => {
      worker ??= start();
      calls += 1;
      // The thread answers a task with what a task of its kind gives.
      waiting.set(calls, { resolve: resolve as Waiting['resolve'], reject, onProgress });
      const call: ImportCall = {
        call: calls,
        task,
        config: config === sent ? undefined : rulesIn(config),
        now: clock.now(),
        progress: onProgress !== undefined,
      };
      sent = config;
      worker.postMessage(call);
    });
  return {
    importFile: (request, onProgress) => ask({ kind: 'import', request }, own, onProgress),
    preview: (file, config = own) => ask({ kind: 'preview', file }, config),
    keep: (file, config = own, onProgress) => ask({ kind: 'keep', file }, config, onProgress),
    close: async () => {
      await worker?.terminate();
    },
  };
}

/** The part of a configuration that an import needs. */
const rulesIn = ({ organisation, accounts, subjects, metrics, digests, duties, people }: Rules): Rules => ({
  organisation,
  accounts,
  subjects,
  metrics,
  digests,
  duties,
  people,
});

function errorOf(answer: Extract<ImportAnswer, { readonly kind: 'refused' | 'failed' }>): PantauError {
  const { message, cause } = answer;
  if (answer.kind === 'failed') return new PantauError(answer.failure, message, { cause });
  return new RefusedFile(answer.text, { read: { rejected: answer.rejected, rejections: answer.rejections }, cause });
}
