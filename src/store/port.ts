import type { Fact } from '../../connectors/contract/layout.js';
import type { Content, Dimensions, Entry, Observation, Origin, Series, Snapshot } from '../../connectors/contract/observation.js';
import type { Grain, Instant, Window } from '../../connectors/contract/period.js';
import type { Delivery } from '../domain/delivery.js';

/**
 * An observation with its id, its revision and the kind of its origin. Revisions count from 1 within one kind of origin: the first value that a file
 * states is the files' first revision, whatever synthetic or typed rows were there before. Every stored revision has an id of its own; a value that an
 * undoing brought back is read as the revision that it was.
 */
export interface StoredObservation extends Observation {
  readonly id: string;
  readonly revision: number;
  readonly originKind: Origin['kind'];
}

/** A snapshot with its id. The same reading given again with another value is a revision with an id of its own. */
export interface StoredSnapshot extends Snapshot {
  readonly id: string;
  /** from 1, within one kind of origin */
  readonly revision: number;
}

/**
 * An entry with its id (`entry:kind:hash`). An entry is its kind, day, title and attributes, and which of several alike in one file it is: one whose
 * words were corrected is another entry. A list that a source hands in as a whole (file, export, synthetic) speaks for the kinds and months of which
 * it has entries: what the same source (kind and name) stated there before and states no more is withdrawn. A withdrawn entry stays as history:
 * `asOf` before the withdrawal still sees it. A pull (api) or a person (typed) withdraws nothing, and neither does a file of which rows were left out.
 */
export interface StoredEntry extends Entry {
  readonly id: string;
}

/**
 * Which series to read, and over which days (by the first day of each period). `asOf` reads the values as they stood then: a first statement counts
 * from the moment that it speaks of, though it came in later; a revision not before it came in. With `cameIn` a first statement counts like a revision:
 * then nothing is read that came in after `asOf`.
 */
export interface SeriesQuestion {
  readonly subject: string;
  readonly metric: string;
  readonly grain: Grain;
  readonly dimensions: Dimensions;
  readonly window: Window;
  readonly asOf?: Instant;
  readonly cameIn?: true;
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
  /** entries that this source stated before and states no more */
  readonly withdrawn: number;
}

/** How an import is swapped in. */
export interface CommitOptions {
  /** rows were left out, so that what is missing is no withdrawal */
  readonly partial?: boolean;
  /**
   * Why what is held of every value that the import states is voided first, whoever stated it; the audit trail has it. Where the import states
   * nothing but absences called `voided`, that is all it does.
   */
  readonly voids?: string;
}

/**
 * An import that is being staged: nothing of it is visible before `commit`, nothing is left of it after `discard`. What restates a value and differs
 * in value, reason of absence, quality, precision or note is a revision; another line or a later moment alone is not.
 */
export interface ImportSession {
  /** rejects with `refused-input` where a fact states no proper value */
  readonly stage: (facts: readonly Fact[]) => Promise<void>;
  /**
   * Swaps the staged rows in by short transactions; resumed after a crash. Rejects with `refused-input`, and discards the import, where it states one
   * value twice with different numbers.
   */
  readonly commit: (options?: CommitOptions) => Promise<ImportOutcome>;
  readonly discard: () => Promise<void>;
}

/** Bytes that were handed in (by an export, a file or a person), with what all imports of them brought. */
export interface StoredImport extends ImportOutcome {
  readonly origin: Origin;
  readonly lastReceivedAt: Instant;
  /** who handed them in last, where that is known */
  readonly by: string | undefined;
  /** given where it was undone and not imported again since */
  readonly undone: { readonly at: Instant; readonly by: string; readonly reason: string } | undefined;
}

/** Which import to undo, by the id of its origin; by whom, when and why is kept in the audit trail. */
export interface UndoRequest {
  readonly origin: string;
  readonly by: string;
  readonly at: Instant;
  readonly reason: string;
}

/** What undoing an import did. Nothing is deleted: what the import stated stays as history, and a reading `asOf` before the undoing still sees it. */
export interface UndoneImport {
  readonly origin: Origin;
  /** figures that went back to what was stated before */
  readonly restored: number;
  /** figures that nobody else stated: there are none any more */
  readonly removed: number;
  /** figures that stay because another import stated them alike */
  readonly restated: number;
  /** figures that stay because a later or better source had replaced them */
  readonly overwritten: number;
  readonly entriesWithdrawn: number;
  /** entries of the list before, which the import had withdrawn */
  readonly entriesRestored: number;
  /** entries that a later list of the same source states, or leaves out */
  readonly entriesKept: number;
  /** of a file of activations, whose other counts are 0 */
  readonly activations?: UndoneActivations;
}

/** What undoing a file of activations did. */
export interface UndoneActivations {
  /** activations that nobody else told: they count no more */
  readonly removed: number;
  /** platforms that the file had added to activations of others, by the activation */
  readonly touchesRemoved: number;
  /** activations that stay, as another file or a person told them */
  readonly kept: number;
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

  /** what was handed in, newest first; pulls are none of it. Of a file of activations a further platform is `revised`, a repeat `unchanged` */
  readonly listImports: (limit: number) => Promise<readonly StoredImport[]>;
  /**
   * Takes back all that one origin stated, by short transactions; resumed after a crash. Rejects with `refused-input` where there is no such import, it
   * is still going on, it came by a pull, or it was undone already.
   */
  readonly undoImport: (request: UndoRequest) => Promise<UndoneImport>;

  /** current values (or those of `asOf`), one per period, ordered by period */
  readonly readSeries: (question: SeriesQuestion) => Promise<readonly StoredObservation[]>;
  readonly listSeries: (filter: SeriesFilter) => Promise<readonly Series[]>;
  /** every revision of one value, oldest first, those of other origins included */
  readonly revisions: (series: Series, start: string, end: string) => Promise<readonly StoredObservation[]>;

  /** the revision that an id names, current or not */
  readonly observation: (id: string) => Promise<StoredObservation | undefined>;

  readonly readContent: (subject: string, window: Window) => Promise<readonly Content[]>;
  /** for each item the last reading of a metric at or before a moment; of its revisions the last that had come in by then, else the first */
  readonly readSnapshots: (contents: readonly string[], metric: string, asOf: Instant) => Promise<readonly StoredSnapshot[]>;
  /** every revision of one reading, best kind of origin first, oldest first */
  readonly snapshotRevisions: (content: string, metric: string, readAt: Instant) => Promise<readonly StoredSnapshot[]>;
  /** the entries that are stated now, or that were at `asOf` */
  readonly readEntries: (kind: string, window: Window, asOf?: Instant) => Promise<readonly StoredEntry[]>;

  readonly readDelivery: (key: string) => Promise<Delivery | undefined>;
  readonly listDeliveries: (states: readonly Delivery['state'][]) => Promise<readonly Delivery[]>;
  /** stores a delivery durably before it returns; where `expected` is given and the stored state differs, nothing is written and the answer is false */
  readonly saveDelivery: (delivery: Delivery, expected?: Delivery['state'] | 'absent') => Promise<boolean>;

  readonly readSetting: (name: string) => Promise<SettingVersion | undefined>;
  readonly saveSetting: (setting: SettingVersion) => Promise<void>;
  /** every version of every setting, by name, oldest first */
  readonly listSettings: () => Promise<readonly SettingVersion[]>;

  /** takes or renews a lease until a moment of the wall clock (ms); false where another holder has it */
  readonly acquireLease: (name: string, holder: string, untilMs: number, nowMs: number) => Promise<boolean>;
  readonly releaseLease: (name: string, holder: string) => Promise<void>;

  readonly status: () => Promise<StoreStatus>;
  readonly close: () => Promise<void>;
}
