import type { Metric, Text } from './metric.js';
import type { Content, Entry, Observation, Origin, Snapshot } from './observation.js';
import type { Calendar, Instant } from './period.js';

/** One thing that a file stated. */
export type Fact =
  | { readonly type: 'observation'; readonly observation: Observation }
  | { readonly type: 'entry'; readonly entry: Entry }
  | { readonly type: 'content'; readonly content: Content }
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot };

/** A row that was not taken: where, and what its writer can do about it. Lines count from 1, the header included. */
export interface Rejection {
  readonly line: number;
  readonly column: string | undefined;
  /** in English */
  readonly reason: string;
  /** the same in both languages, where it is known so */
  readonly text?: Text;
}

/** What a layout knows while it reads: nothing of the environment, no clock. */
export interface LayoutContext {
  readonly origin: Origin;
  readonly metrics: ReadonlyMap<string, Metric>;
  /** the names of accounts and subjects that the configuration knows */
  readonly subjects: ReadonlySet<string>;
  readonly calendar: Calendar;
  readonly observedAt: Instant;
}

/** The part of a fact in which a rule of the core was broken. */
export type FactField =
  | 'metric'
  | 'subject'
  | 'dimensions'
  | 'period'
  | 'value'
  | 'kind'
  | 'date'
  | 'title'
  | 'attributes'
  | 'id'
  | 'publishedAt'
  | 'content'
  | 'readAt';

/** A way in which an exported file is laid out. A layout is chosen by its header, whole, never by the file's name. */
export interface Layout {
  readonly id: string;
  /** the columns that a header of this layout has, in any order */
  readonly columns: readonly string[];
  /** the columns that it may have besides */
  readonly optionalColumns: readonly string[];
  /** the column in which each part of a fact stands */
  readonly places: Readonly<Partial<Record<FactField, string>>>;
  /** true where the header row is this layout's */
  readonly recognises: (header: readonly string[]) => boolean;
  /** turns one row (named cells, its line number) into facts or a rejection */
  readonly read: (row: Readonly<Record<string, string>>, line: number, context: LayoutContext) => readonly Fact[] | Rejection;
}
