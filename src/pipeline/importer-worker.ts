import { parentPort, workerData } from 'node:worker_threads';
import type { Rejection } from '../../connectors/contract/layout.js';
import type { Text } from '../../connectors/contract/metric.js';
import type { Instant } from '../../connectors/contract/period.js';
import type { Pseudonymiser } from '../domain/pseudonym.js';
import { type FailureKind, PantauError } from '../errors.js';
import { openSqliteStoreHere, type SqliteStore } from '../store/sqlite/client.js';
import type { ActivationProgress } from './activations/import.js';
import { openInstallationPseudonyms } from './activations/people.js';
import type { ExportReport } from './export-report.js';
import { keepFile, previewFile } from './hand-in.js';
import type { HandedConfig } from './handed/items.js';
import type { HandedFile, HandedIn } from './handed-file.js';
import { type ImportReport, type ImportRequest, importFile } from './import.js';
import { type ImportProgress, RefusedFile } from './import-report.js';

/** What the thread starts with. */
export interface ImporterStart {
  readonly storePath: string;
  /** under which people are known; undefined where the store has a key of its own */
  readonly masterKey: Uint8Array | undefined;
}

/** What the thread is asked to do with a file. */
export type ImportTask =
  | { readonly kind: 'import'; readonly request: ImportRequest }
  | { readonly kind: 'preview'; readonly file: HandedFile }
  | { readonly kind: 'keep'; readonly file: HandedFile };

/** What each task gives. */
export interface TaskResults {
  readonly import: ImportReport;
  readonly preview: ExportReport;
  readonly keep: HandedIn;
}

/** One task, numbered from 1, and the moment at which it came in; `config` where it is another than that of the task before. */
export interface ImportCall {
  readonly call: number;
  readonly task: ImportTask;
  readonly config: HandedConfig | undefined;
  readonly now: Instant;
  readonly progress: boolean;
}

/** What became of a task, or how far it has come. */
export type ImportAnswer = { readonly call: number } & (
  | { readonly kind: 'progress'; readonly progress: ImportProgress }
  | { readonly kind: 'done'; readonly result: TaskResults[keyof TaskResults] }
  | {
      readonly kind: 'refused';
      readonly message: string;
      readonly text: Text;
      readonly rejected: number;
      readonly rejections: readonly Rejection[];
      readonly cause: string | undefined;
    }
  | { readonly kind: 'failed'; readonly failure: FailureKind; readonly message: string; readonly cause: string | undefined }
);

const { storePath, masterKey } = workerData as ImporterStart;
const tell = (answer: ImportAnswer): void => parentPort?.postMessage(answer);
let opened: SqliteStore | undefined;
let pseudonyms: Pseudonymiser | undefined;
let config: HandedConfig | undefined;

async function run(made: ImportCall): Promise<void> {
  const { call } = made;
  try {
    tell({ call, kind: 'done', result: await perform(made) });
  } catch (error) {
    const cause = error instanceof Error ? error.stack : undefined;
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof RefusedFile)
      tell({ call, kind: 'refused', message, text: error.text, rejected: error.rejected, rejections: error.rejections, cause });
    else tell({ call, kind: 'failed', failure: error instanceof PantauError ? error.kind : 'failure', message, cause });
  }
}

async function perform({ call, task, config: given, now, progress }: ImportCall): Promise<TaskResults[keyof TaskResults]> {
  config = given ?? config;
  if (config === undefined) throw new PantauError('failure', 'The importer was given no configuration.');
  opened ??= openSqliteStoreHere(storePath);
  const store = opened;
  const onProgress = (made: ImportProgress): void => {
    if (progress) tell({ call, kind: 'progress', progress: made });
  };
  const handing = {
    ledger: store.advocacy,
    pseudonymiser: async () => {
      pseudonyms ??= await openInstallationPseudonyms(store.advocacy, masterKey);
      return pseudonyms;
    },
    onActivations: ({ read, stored }: ActivationProgress): void => onProgress({ rows: read, bytes: 0, totalBytes: 0, stored }),
  };
  const dependencies = { store, config, clock: { now: () => now }, ...(progress ? { onProgress } : {}) };
  switch (task.kind) {
    case 'import':
      return importFile(task.request, dependencies);
    case 'preview':
      return previewFile(task.file, { ...dependencies, ...handing });
    case 'keep':
      return keepFile(task.file, { ...dependencies, ...handing });
  }
}

let before = Promise.resolve();
parentPort?.on('message', (call: ImportCall) => {
  // One after the other: a correction must find the file that it corrects.
  before = before.then(() => run(call));
});
