import type { Fact } from '../../connectors/contract/layout.js';
import type { Content, Dimensions, Entry, Observation, Origin, Series, Snapshot } from '../../connectors/contract/observation.js';
import type { Grain, Instant, Window } from '../../connectors/contract/period.js';
import type { Delivery } from '../domain/delivery.js';

/** An observation with its id, its revision (from 1) and the origin it came from. */
export interface StoredObservation extends Observation {
  readonly id: string;
  readonly revision: number;
  readonly originKind: Origin['kind'];
}

/** A snapshot with its id. */
export interface StoredSnapshot extends Snapshot {
  readonly id: string;
}

/** An entry with its id (`entry:kind:hash`). */
export interface StoredEntry extends Entry {
  readonly id: string;
}

/** Which series to read, and over which days (by the first day of each period). `asOf` reads the values as they stood then. */
export interface SeriesQuestion {
  readonly subject: string;
  readonly metric: string;
  readonly grain: Grain;
  readonly dimensions: Dimensions;
  readonly window: Window;
  readonly asOf?: Instant;
}

/** Which series exist. Fields that are left out match everything. */
export interface SeriesFilter {
  readonly subject?: string;
  readonly metric?: string;
  readonly grain?: Grain;
}

/** What became of an import. */
export interface ImportOutcome {
  readonly inserted: number;
  readonly revised: number;
  readonly unchanged: number;
  /** rows kept beside the current value because an origin of higher precedence holds it */
  readonly outranked: number;
}

/** An import that is being staged: nothing of it is visible before `commit`, nothing is left of it after `discard`. */
export interface ImportSession {
  readonly stage: (facts: readonly Fact[]) => Promise<void>;
  /** swaps the staged rows in by short transactions; may be resumed after a crash */
  readonly commit: () => Promise<ImportOutcome>;
  readonly discard: () => Promise<void>;
}

/** A setting that was changed in Slack or by the bot itself: a versioned row. */
export interface SettingVersion {
  readonly name: string;
  readonly value: string;
  readonly validFrom: Instant;
  readonly by: string;
}

/** How many rows are stored, and how fresh they are. */
export interface StoreStatus {
  readonly series: number;
  readonly observations: number;
  readonly revisions: number;
  readonly entries: number;
  readonly content: number;
  readonly lastReceivedAt: Instant | undefined;
}

/** Everything that Pantau keeps. Asynchronous, so that it may live in another thread or on a server; all methods reject with `PantauError`. */
export interface Store {
  /** opens an import for one origin; several processes may import at the same time */
  readonly beginImport: (origin: Origin) => Promise<ImportSession>;
  /** the imports of one source name, newest first */
  readonly origins: (name?: string) => Promise<readonly Origin[]>;
  readonly origin: (id: string) => Promise<Origin | undefined>;

  /** current values (or those of `asOf`), one per period, ordered by period */
  readonly readSeries: (question: SeriesQuestion) => Promise<readonly StoredObservation[]>;
  readonly listSeries: (filter: SeriesFilter) => Promise<readonly Series[]>;
  /** every revision of one value, oldest first, those of other origins included */
  readonly revisions: (series: Series, start: string, end: string) => Promise<readonly StoredObservation[]>;

  readonly readContent: (subject: string, window: Window) => Promise<readonly Content[]>;
  /** for each item the last snapshot of a metric at or before a moment */
  readonly readSnapshots: (contents: readonly string[], metric: string, asOf: Instant) => Promise<readonly StoredSnapshot[]>;
  readonly readEntries: (kind: string, window: Window, asOf?: Instant) => Promise<readonly StoredEntry[]>;

  readonly readDelivery: (key: string) => Promise<Delivery | undefined>;
  readonly listDeliveries: (states: readonly Delivery['state'][]) => Promise<readonly Delivery[]>;
  /** stores a delivery durably before it returns; where `expected` is given and the stored state differs, nothing is written and the answer is false */
  readonly saveDelivery: (delivery: Delivery, expected?: Delivery['state'] | 'absent') => Promise<boolean>;

  readonly readSetting: (name: string) => Promise<SettingVersion | undefined>;
  readonly saveSetting: (setting: SettingVersion) => Promise<void>;

  /** takes or renews a lease until a moment of the wall clock (ms); false where another holder has it */
  readonly acquireLease: (name: string, holder: string, untilMs: number, nowMs: number) => Promise<boolean>;
  readonly releaseLease: (name: string, holder: string) => Promise<void>;

  readonly status: () => Promise<StoreStatus>;
  readonly close: () => Promise<void>;
}
