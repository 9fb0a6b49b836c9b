import type { Content, Origin, Series } from '../../../connectors/contract/observation.js';
import type { Instant, Window } from '../../../connectors/contract/period.js';
import type { Delivery } from '../../domain/delivery.js';
import { PantauError } from '../../errors.js';
import type {
  CommitOptions,
  ImportOutcome,
  SeriesFilter,
  SeriesQuestion,
  SettingVersion,
  StoredEntry,
  StoredImport,
  StoredSnapshot,
  StoreStatus,
  UndoneImport,
  UndoRequest,
} from '../port.js';
import { type AdvocacyService, openAdvocacyService } from './advocacy/service.js';
import { type AlertRows, openAlerts } from './alerts.js';
import type { Batch } from './batch.js';
import { openDatabase } from './driver.js';
import type { HeldRows } from './held.js';
import { beginImport, discard, type Owner, recoverImports, type Staging, seal, stage } from './imports.js';
import { acquireLease, listDeliveries, readDelivery, readSetting, releaseLease, saveDelivery, saveSetting } from './ledger.js';
import { prepareMerge } from './merge.js';
import { listOrigins, listSeries, readContent, readEntries, readOrigin, readSnapshotRevisions, readSnapshots, readStatus } from './queries.js';
import { prepareSchema } from './schema.js';
import { beginSwap, commitStep, newSwapMemory } from './swap.js';
import { listImports } from './undo/imports.js';
import { beginUndo, recoverUndos, undoStep } from './undo/undo.js';
import { openValues } from './values.js';

/** The store's methods as the worker thread runs them: synchronous, an import by its id. */
export interface Service extends AlertRows, AdvocacyService {
  readonly beginImport: (origin: Origin) => number;
  readonly stage: (number: number, batch: Batch) => void;
  /** ends the staging: from here on the import is completed even where the process dies */
  readonly beginCommit: (number: number, options: CommitOptions) => void;
  readonly commitStep: (number: number) => ImportOutcome | undefined;
  readonly discard: (number: number) => void;
  readonly listImports: (limit: number) => readonly StoredImport[];
  readonly beginUndo: (request: UndoRequest) => number;
  readonly undoStep: (number: number) => UndoneImport | undefined;
  readonly origins: (name: string | undefined) => readonly Origin[];
  readonly origin: (id: string) => Origin | undefined;
  readonly readSeries: (question: SeriesQuestion) => HeldRows;
  readonly listSeries: (filter: SeriesFilter) => readonly Series[];
  readonly revisions: (series: Series, start: string, end: string) => HeldRows;
  readonly observation: (id: string) => HeldRows;
  readonly readContent: (subject: string, window: Window) => readonly Content[];
  readonly readSnapshots: (contents: readonly string[], metric: string, asOf: Instant) => readonly StoredSnapshot[];
  readonly snapshotRevisions: (content: string, metric: string, readAt: Instant) => readonly StoredSnapshot[];
  readonly readEntries: (kind: string, window: Window, asOf: Instant | undefined) => readonly StoredEntry[];
  readonly readDelivery: (key: string) => Delivery | undefined;
  readonly listDeliveries: (states: readonly Delivery['state'][]) => readonly Delivery[];
  readonly saveDelivery: (delivery: Delivery, expected: Delivery['state'] | 'absent' | undefined) => boolean;
  readonly readSetting: (name: string) => SettingVersion | undefined;
  readonly saveSetting: (setting: SettingVersion) => void;
  readonly acquireLease: (name: string, holder: string, untilMs: number, nowMs: number) => boolean;
  readonly releaseLease: (name: string, holder: string) => void;
  readonly status: () => StoreStatus;
  readonly close: () => void;
}

/** Opens a store file, completes or discards what dead processes left, and answers its methods. Throws `PantauError`. */
export function openService(path: string, owner: Owner): Service {
  const database = openDatabase(path);
  prepareSchema(database);
  prepareMerge(database);
  const memory = newSwapMemory();
  for (const number of recoverImports(database, owner)) while (commitStep(database, number, memory) === undefined);
  for (const number of recoverUndos(database, owner)) while (undoStep(database, number) === undefined);
  const values = openValues(database);
  const staged = new Map<number, Staging>();
  const stagingOf = (number: number): Staging => {
    const staging = staged.get(number);
    if (staging === undefined) throw new PantauError('failure', 'This import is no longer open. Import the file again.');
    return staging;
  };
  const drop = (number: number): void => {
    staged.delete(number);
    discard(database, number);
  };
  return {
    beginImport: (origin) => {
      const staging = beginImport(database, origin, owner);
      staged.set(staging.number, staging);
      return staging.number;
    },
    stage: (number, batch) => stage(database, stagingOf(number), batch, memory.series),
    beginCommit: (number, options) => {
      try {
        seal(database, stagingOf(number));
      } catch (cause) {
        drop(number);
        throw cause;
      }
      staged.delete(number);
      beginSwap(database, number, options);
    },
    commitStep: (number) => commitStep(database, number, memory),
    discard: drop,
    listImports: (limit) => listImports(database, limit),
    beginUndo: (request) => beginUndo(database, request, owner),
    undoStep: (number) => undoStep(database, number),
    origins: (name) => listOrigins(database, name),
    origin: (id) => readOrigin(database, id),
    ...values,
    ...openAlerts(database, values.readSeries),
    ...openAdvocacyService(database, owner, path),
    listSeries: (filter) => listSeries(database, filter),
    readContent: (subject, window) => readContent(database, subject, window),
    readSnapshots: (contents, metric, asOf) => readSnapshots(database, contents, metric, asOf),
    snapshotRevisions: (content, metric, readAt) => readSnapshotRevisions(database, content, metric, readAt),
    readEntries: (kind, window, asOf) => readEntries(database, kind, window, asOf),
    readDelivery: (key) => readDelivery(database, key),
    listDeliveries: (states) => listDeliveries(database, states),
    saveDelivery: (delivery, expected) => saveDelivery(database, delivery, expected),
    readSetting: (name) => readSetting(database, name),
    saveSetting: (setting) => saveSetting(database, setting),
    acquireLease: (name, holder, untilMs, nowMs) => acquireLease(database, name, holder, untilMs, nowMs),
    releaseLease: (name, holder) => releaseLease(database, name, holder),
    status: () => readStatus(database),
    close: () => {
      // So that the file alone is whole, also where a driver's own close leaves the log behind.
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      database.close();
    },
  };
}

/** Runs a method by its name. */
export function perform<Method extends keyof Service>(service: Service, method: Method, given: readonly unknown[]): ReturnType<Service[Method]> {
  const run = service[method] as (...given: readonly unknown[]) => ReturnType<Service[Method]>;
  return run(...given);
}
