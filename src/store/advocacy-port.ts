import type { Origin, OriginKind } from '../../connectors/contract/observation.js';
import type { Instant, Window } from '../../connectors/contract/period.js';
import type {
  Activation,
  ActivationDraft,
  ActivationKind,
  AdvocacyPlatform,
  Advocate,
  Campaign,
  ContentItem,
  HashedName,
  PlatformSet,
} from '../domain/activation.js';
import type { ActivationRule } from '../domain/activation-rule.js';
import type { AdvocacyTarget, TargetRevision } from '../domain/advocacy-target.js';

/** Which activations to look at; what is left out matches everything. With platforms, touches and people are those of these platforms. */
export interface ActivationFilter {
  readonly kinds?: readonly ActivationKind[];
  readonly platforms?: readonly AdvocacyPlatform[];
  /** an empty text stands for those who named no unit */
  readonly units?: readonly string[];
  /** an empty text stands for activations without one */
  readonly campaigns?: readonly string[];
  /** as it stood then: what was recorded, added or corrected later is left out; slower than the present */
  readonly asOf?: Instant;
}

/**
 * How many people: `atMost` counts each pseudonym once. `atLeast` is less where names of different kinds (form, staff number, Slack) were never linked
 * and may be the same person.
 */
export interface PeopleCount {
  readonly atLeast: number;
  readonly atMost: number;
}

/** People, activations and touches of a range of days: three units that are never added together. People are counted once, whatever they did. */
export interface AdvocacySummary {
  readonly people: PeopleCount;
  readonly peopleByKind: Readonly<Record<ActivationKind, number>>;
  readonly peopleByPlatform: Readonly<Record<AdvocacyPlatform, number>>;
  readonly activations: number;
  readonly activationsByKind: Readonly<Record<ActivationKind, number>>;
  readonly touches: number;
  readonly touchesByPlatform: Readonly<Record<AdvocacyPlatform, number>>;
}

/** One unit or campaign with its distinct people; `name` is undefined where none was given. Small units are not grouped here: whoever prints does that. */
export interface AdvocacyGroup {
  readonly name: string | undefined;
  readonly people: number;
  readonly activations: number;
}

/** What became of one activation. A forgotten person's is not taken. `of` is the one that is kept. */
export type Logged =
  | { readonly outcome: 'added'; readonly id: string }
  | { readonly outcome: 'touch'; readonly of: string; readonly added: readonly AdvocacyPlatform[] }
  | { readonly outcome: 'repeat'; readonly of: string }
  | { readonly outcome: 'forgotten' };

/** What an import of activations did. */
export interface ActivationOutcome {
  readonly added: number;
  /** rows that only added a platform to an activation that is kept */
  readonly touches: number;
  readonly repeats: number;
  /** rows of people who were forgotten */
  readonly forgotten: number;
  /** the first lines that were repeats, with the activation that is kept */
  readonly repeated: readonly { readonly line: number; readonly of: string }[];
}

/** A file that brought activations in. */
export interface LedgerSource {
  readonly kind: OriginKind;
  /** the source's name as the operator calls it */
  readonly name: string;
  /** the file's name */
  readonly detail: string;
  readonly receivedAt: Instant;
  readonly added: number;
  readonly touches: number;
  readonly repeats: number;
}

/** A draft with the line of its file. */
export interface ActivationRow {
  readonly draft: ActivationDraft;
  readonly line: number;
}

/** An activation in numbers: people and words by their number in one import, days since 1970-01-01, seconds since then in UTC, the kind by its place in the list. */
export interface NumberedRow {
  second: number;
  day: number;
  person: number;
  unit: number;
  content: number;
  campaign: number;
  kind: number;
  platforms: PlatformSet;
  rule: number;
  windowDays: number;
  line: number;
  /** parted by blanks */
  links: string;
  linkCount: number;
  evidence: string;
}

/** Writes the rows of an import one by one, for files of a million rows: nothing is made for a row but its numbers. */
export interface RowWriter {
  /** the number of a person in this import */
  readonly person: (name: HashedName) => number;
  /** the number of a word in this import; 0 for none */
  readonly word: (text: string | undefined) => number;
  /** takes the row over as it is; the same object may be filled again */
  readonly write: (row: Readonly<NumberedRow>) => void;
  readonly writeDraft: (row: ActivationRow) => void;
}

/**
 * An import that is being staged: nothing of it is visible before `commit`, nothing is left of it after `discard`. Killed before `commit` it leaves
 * nothing; after, whoever opens the store next completes it; run again it changes nothing.
 */
export interface ActivationImport {
  readonly stage: (rows: readonly ActivationRow[]) => Promise<void>;
  readonly writer: RowWriter;
  /** hands what was written to the store, as far as it fills a batch; to be called after some thousands of rows */
  readonly flush: () => Promise<void>;
  /** swaps the rows in by short transactions, in the order in which they were staged; `origin` bears the file's hash, which is known once it was read */
  readonly commit: (origin: Origin, onProgress?: (rows: number) => void) => Promise<ActivationOutcome>;
  readonly discard: () => Promise<void>;
}

/** Who did something, and when. `who` is a pseudonym, a person's id in the configuration, or a command. */
export interface Actor {
  readonly who: string;
  readonly at: Instant;
}

/** One entry of the audit trail. */
export interface AuditEntry extends Actor {
  /** such as `log`, `void`, `import`, `link`, `forget`, `rule` */
  readonly what: string;
  readonly detail: string;
}

/** What was erased, and what stayed. */
export interface Erasure {
  readonly names: number;
  /** activations that stay, without link, evidence and time of day */
  readonly activations: number;
  /** settings that went: those that are named after the person */
  readonly settings: number;
  /** true where there was nobody, or nobody any more, under these names */
  readonly unknown: boolean;
}

/** What linking two names did. */
export interface LinkOutcome {
  /** false where they were one person already */
  readonly linked: boolean;
  readonly moved: number;
  /** activations that turned out to be repeats of the other's and no longer count */
  readonly repeats: number;
}

/** Everything that is stored about a person. */
export interface PersonExport {
  readonly advocate: Advocate;
  readonly activations: readonly Activation[];
  readonly audit: readonly AuditEntry[];
}

/** The ledger of employee advocacy. Asynchronous; all methods reject with `PantauError`. Days are those of the organisation's zone, windows half-open. */
export interface AdvocacyStore {
  readonly beginImport: () => Promise<ActivationImport>;
  /** durable before it returns; `by` is who told it where that was not the person */
  readonly log: (draft: ActivationDraft, source: string, at: Instant, by?: string) => Promise<Logged>;
  /** a correction: it counts no more, and the same row imported again does not bring it back; false where it did not count anyway */
  readonly voidActivation: (id: string, reason: string, actor: Actor) => Promise<boolean>;
  /** the person takes it back: as if it had never been told; false where it is not theirs, was recorded before `notBefore`, or does not count */
  readonly undo: (id: string, person: HashedName, notBefore: Instant, at: Instant) => Promise<boolean>;
  /**
   * the person takes back the touch that added exactly these platforms to an activation: its links and content no longer stand in the way of telling it
   * again; false where it is not theirs, was recorded before `notBefore`, or does not stand any more
   */
  readonly undoTouch: (id: string, added: readonly AdvocacyPlatform[], person: HashedName, notBefore: Instant, at: Instant) => Promise<boolean>;
  readonly activation: (id: string) => Promise<Activation | undefined>;

  readonly summary: (window: Window, filter?: ActivationFilter) => Promise<AdvocacySummary>;
  /** distinct people and activations by unit or campaign, most people first */
  readonly groups: (by: 'unit' | 'campaign', window: Window, filter?: ActivationFilter) => Promise<readonly AdvocacyGroup[]>;
  /** where the activations came from: each import that brought some, newest first; what was told one by one is not among them */
  readonly sources: () => Promise<readonly LedgerSource[]>;
  /** what one person did, oldest first; nothing for an unknown one */
  readonly activationsOf: (person: HashedName, window: Window) => Promise<readonly Activation[]>;

  readonly advocate: (person: HashedName) => Promise<Advocate | undefined>;
  /** keeps a clear name beside the pseudonym, or takes it away */
  readonly nameAdvocate: (person: HashedName, name: string | undefined, actor: Actor) => Promise<void>;
  /** says once that two names are one person. Rejects with `refused-input` where one of them is unknown or forgotten. */
  readonly linkNames: (one: HashedName, other: HashedName, actor: Actor) => Promise<LinkOutcome>;
  /**
   * destroys the person's salt, names, links and evidence, and the settings of these names, and leaves a tombstone for every name; the counts stay.
   * Names never seen get a tombstone too. The tombstones are kept outside of the store as well: a restored copy from before forgets again when it is opened.
   */
  readonly forget: (names: readonly HashedName[], actor: Actor) => Promise<Erasure>;
  /** the hashes of forgotten names; to another store they are handed by `reapply` */
  readonly tombstones: () => Promise<readonly string[]>;
  /** forgets again whoever a restored backup brought back; answers how many people that were */
  readonly reapply: (tombstones: readonly string[], actor: Actor) => Promise<number>;
  readonly exportPerson: (person: HashedName, actor: Actor) => Promise<PersonExport | undefined>;

  readonly saveContent: (item: ContentItem, actor: Actor) => Promise<void>;
  readonly content: (id: string) => Promise<ContentItem | undefined>;
  readonly listContent: (campaign?: string) => Promise<readonly ContentItem[]>;
  readonly saveCampaign: (campaign: Campaign, actor: Actor) => Promise<void>;
  readonly listCampaigns: () => Promise<readonly Campaign[]>;
  /** the versions of the definition, oldest first */
  readonly rules: () => Promise<readonly ActivationRule[]>;
  /** rejects with `refused-input` where this version is there already */
  readonly addRule: (rule: ActivationRule, actor: Actor) => Promise<void>;

  /** every version of every target that was set by a person, by id and oldest first */
  readonly targetRevisions: () => Promise<readonly TargetRevision[]>;
  /**
   * sets a target, or takes it away where it is undefined, as a version after `expected` (0 where there is none), and notes it in the audit trail;
   * false, and nothing changed, where somebody else was faster
   */
  readonly saveTarget: (id: string, target: AdvocacyTarget | undefined, expected: number, actor: Actor) => Promise<boolean>;

  readonly audit: (actor: Actor, what: string, detail: string) => Promise<void>;
  /** the newest entries first */
  readonly auditLog: (limit: number, what?: string) => Promise<readonly AuditEntry[]>;
  /** a fixed text of the installation, kept on first use: a later caller gets what the first one kept */
  readonly installationText: (name: string, fresh: string) => Promise<string>;
}
