import type { CivilDate } from './period.js';

/** What may be done with a metric over time: flows add up, stocks are read at a moment, uniques never add up, rates are recomputed. */
export type Additivity = 'flow' | 'stock' | 'unique' | 'rate';

/** How the values of a dimension relate to the whole; only a partition adds up to it. */
export type DimensionKind = 'partition' | 'subset' | 'top-n' | 'cumulative';

/** What one is of. */
export type Unit =
  | 'accounts'
  | 'posts'
  | 'people'
  | 'activations'
  | 'touches'
  | 'views'
  | 'visitors'
  | 'tickets'
  | 'messages'
  | 'events'
  | 'requests'
  | 'users'
  | 'choices'
  | 'score'
  | 'percent'
  | 'count';

/** A text in every language of the product. */
export interface Text {
  readonly id: string;
  readonly en: string;
}

/** A dimension of a metric: how its values relate to the whole, and other spellings of those values in files. */
export interface DimensionDefinition {
  readonly kind: DimensionKind;
  readonly aliases?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, Text>>;
}

/** How a metric follows from others where nobody reports it. */
export type Derivation =
  /** numerator / denominator, both of the same subject and period */
  | { readonly kind: 'ratio'; readonly numerator: MetricTerm; readonly denominator: MetricTerm }
  /** the number of content items published in the period, one dimension value for each kind of content */
  | { readonly kind: 'content-count' }
  /** the sum over the content published in the period of each item's last snapshot at or before the as-of moment */
  | { readonly kind: 'content-sum'; readonly of: string; readonly contentKinds: readonly string[] }
  /** the total of a metric over all accounts of an organisation / the number of platforms that they are on */
  | { readonly kind: 'platform-mean'; readonly of: string };

/** A metric with the dimensions that it is read by. */
export interface MetricTerm {
  readonly metric: string;
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** From a day on a platform counts a metric otherwise: its figures from before are not compared with those from then on. */
export interface Redefinition {
  readonly platform: string;
  readonly on: CivilDate;
  /** the metric that goes on as this one was before */
  readonly instead: string;
}

/** A defined quantity. Its id is one word of `[a-z0-9_]`. */
export interface Metric {
  readonly id: string;
  readonly label: Text;
  readonly unit: Unit;
  readonly additivity: Additivity;
  /** which way is good; `neutral` where neither is */
  readonly better: 'higher' | 'lower' | 'neutral';
  readonly dimensions: Readonly<Record<string, DimensionDefinition>>;
  /** true where a value may be below zero, as a net change may */
  readonly signed?: true;
  /** a row with an as-of date counts from the start of the quarter up to and with that date */
  readonly reported?: 'quarter-to-date';
  readonly derivation?: Derivation;
  /** the code of a rate's formula; two codes are never compared */
  readonly code?: string;
  /** kept for the pulls themselves and never offered to a reader */
  readonly internal?: true;
  readonly validFrom?: CivilDate;
  readonly validTo?: CivilDate;
  readonly successor?: string;
  readonly redefined?: readonly Redefinition[];
}
