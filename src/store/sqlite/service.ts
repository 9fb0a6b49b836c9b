import type { Fact } from '../../../connectors/contract/layout.js';
import type { Content, Origin, Series } from '../../../connectors/contract/observation.js';
import { civilDate, type Instant, type Window } from '../../../connectors/contract/period.js';
import type { Delivery } from '../../domain/delivery.js';
import type {
  ImportOutcome,
  SeriesFilter,
  SeriesQuestion,
  SettingVersion,
  StoredEntry,
  StoredObservation,
  StoredSnapshot,
  StoreStatus,
} from '../port.js';
import { openDatabase } from './driver.js';
import { beginImport, discard, type Owner, recoverImports, stage } from './imports.js';
import { acquireLease, listDeliveries, readDelivery, readSetting, releaseLease, saveDelivery, saveSetting } from './ledger.js';
import { listOrigins, listSeries, readContent, readEntries, readOrigin, readRevisions, readSeries, readSnapshots, readStatus } from './queries.js';
import { prepareSchema } from './schema.js';
import { commitStep } from './swap.js';

/** The store's methods as the worker thread runs them: synchronous, an import by its id. */
export interface Service {
  readonly beginImport: (origin: Origin) => string;
  readonly stage: (id: string, facts: readonly Fact[]) => void;
  readonly commitStep: (id: string) => ImportOutcome | undefined;
  readonly discard: (id: string) => void;
  readonly origins: (name: string | undefined) => readonly Origin[];
  readonly origin: (id: string) => Origin | undefined;
  readonly readSeries: (question: SeriesQuestion) => readonly StoredObservation[];
  readonly listSeries: (filter: SeriesFilter) => readonly Series[];
  readonly revisions: (series: Series, start: string, end: string) => readonly StoredObservation[];
  readonly readContent: (subject: string, window: Window) => readonly Content[];
  readonly readSnapshots: (contents: readonly string[], metric: string, asOf: Instant) => readonly StoredSnapshot[];
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
  for (const id of recoverImports(database, owner)) while (commitStep(database, id) === undefined);
  return {
    beginImport: (origin) => beginImport(database, origin, owner),
    stage: (id, facts) => stage(database, id, facts),
    commitStep: (id) => commitStep(database, id),
    discard: (id) => discard(database, id),
    origins: (name) => listOrigins(database, name),
    origin: (id) => readOrigin(database, id),
    readSeries: (question) => readSeries(database, question),
    listSeries: (filter) => listSeries(database, filter),
    revisions: (series, start, end) => readRevisions(database, series, civilDate(start), civilDate(end)),
    readContent: (subject, window) => readContent(database, subject, window),
    readSnapshots: (contents, metric, asOf) => readSnapshots(database, contents, metric, asOf),
    readEntries: (kind, window, asOf) => readEntries(database, kind, window, asOf),
    readDelivery: (key) => readDelivery(database, key),
    listDeliveries: (states) => listDeliveries(database, states),
    saveDelivery: (delivery, expected) => saveDelivery(database, delivery, expected),
    readSetting: (name) => readSetting(database, name),
    saveSetting: (setting) => saveSetting(database, setting),
    acquireLease: (name, holder, untilMs, nowMs) => acquireLease(database, name, holder, untilMs, nowMs),
    releaseLease: (name, holder) => releaseLease(database, name, holder),
    status: () => readStatus(database),
    close: () => database.close(),
  };
}
