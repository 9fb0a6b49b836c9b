import { parentPort, workerData } from 'node:worker_threads';
import type { Rejection } from '../../connectors/contract/layout.js';
import type { Instant } from '../../connectors/contract/period.js';
import { type FailureKind, PantauError } from '../errors.js';
import type { Store } from '../store/port.js';
import { openSqliteStoreHere } from '../store/sqlite/client.js';
import { type ImportDependencies, type ImportReport, type ImportRequest, importFile } from './import.js';
import { type ImportProgress, RefusedFile } from './import-report.js';

/** What the thread starts with. */
export interface ImporterStart {
  readonly storePath: string;
  readonly config: ImportDependencies['config'];
}

/** One file, numbered from 1, and the moment at which it came in. */
export interface ImportCall {
  readonly call: number;
  readonly request: ImportRequest;
  readonly now: Instant;
  readonly progress: boolean;
}

/** What became of a file, or how far it has come. */
export type ImportAnswer = { readonly call: number } & (
  | { readonly kind: 'progress'; readonly progress: ImportProgress }
  | { readonly kind: 'done'; readonly report: ImportReport }
  | {
      readonly kind: 'refused';
      readonly message: string;
      readonly rejected: number;
      readonly rejections: readonly Rejection[];
      readonly cause: string | undefined;
    }
  | { readonly kind: 'failed'; readonly failure: FailureKind; readonly message: string; readonly cause: string | undefined }
);

const { storePath, config } = workerData as ImporterStart;
const tell = (answer: ImportAnswer): void => parentPort?.postMessage(answer);
let opened: Store | undefined;

async function run({ call, request, now, progress }: ImportCall): Promise<void> {
  const onProgress = (made: ImportProgress): void => tell({ call, kind: 'progress', progress: made });
  try {
    opened ??= openSqliteStoreHere(storePath);
    const dependencies = { store: opened, config, clock: { now: () => now }, ...(progress ? { onProgress } : {}) };
    tell({ call, kind: 'done', report: await importFile(request, dependencies) });
  } catch (error) {
    const cause = error instanceof Error ? error.stack : undefined;
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof RefusedFile) tell({ call, kind: 'refused', message, rejected: error.rejected, rejections: error.rejections, cause });
    else tell({ call, kind: 'failed', failure: error instanceof PantauError ? error.kind : 'failure', message, cause });
  }
}

let before = Promise.resolve();
parentPort?.on('message', (call: ImportCall) => {
  // One after the other: a correction must find the file that it corrects.
  before = before.then(() => run(call));
});
