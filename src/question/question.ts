import type { Dimensions } from '../../connectors/contract/observation.js';
import type { Grain, Period } from '../../connectors/contract/period.js';
import type { Baseline } from '../config/config.js';

/** Which time a question names. A range is half-open and counted in its grain; a trailing window ends where the answering side's data ends. */
export type When =
  | { readonly kind: 'period'; readonly period: Period }
  | { readonly kind: 'range'; readonly grain: Grain; readonly period: { readonly start: Period['start']; readonly end: Period['end'] } }
  | { readonly kind: 'trailing'; readonly count: number; readonly unit: 'day' | 'week' | 'month' };

/** With what a figure is compared: a baseline of the configuration's kinds, or a time that the question names. */
export type Against = Baseline | { readonly kind: 'when'; readonly when: When };

/** What is wanted of the figures. */
export type Intent = 'figure' | 'compare' | 'source' | 'why';

/** A metric that was asked for; `alternatives` are other metrics that the same word means, and the answer says which one it gives. */
export interface MetricChoice {
  readonly metric: string;
  readonly alternatives: readonly string[];
}

/** A word that was read as another, near one. */
export interface Correction {
  readonly word: string;
  readonly readAs: string;
}

/** A word that nobody knows, with the known ones that are near it, nearest first. */
export interface UnknownWord {
  readonly word: string;
  readonly nearest: readonly string[];
}

/** What a text asks. `when: undefined` leaves the time to the answering side: the last complete month for flows, the latest value for stocks. */
export type Question =
  | { readonly kind: 'help'; readonly corrections: readonly Correction[] }
  | { readonly kind: 'status'; readonly corrections: readonly Correction[] }
  | {
      readonly kind: 'figure';
      /** ids; empty where the question names none and the configuration does not tell who has the metric */
      readonly subjects: readonly string[];
      readonly metrics: readonly MetricChoice[];
      readonly dimensions: Dimensions;
      readonly when: When | undefined;
      readonly compare: readonly Against[];
      readonly intent: Intent;
      readonly corrections: readonly Correction[];
    }
  | {
      readonly kind: 'overview';
      readonly subjects: readonly string[];
      readonly when: When | undefined;
      readonly compare: readonly Against[];
      readonly intent: Intent;
      readonly corrections: readonly Correction[];
    }
  | { readonly kind: 'digest'; readonly id: string; readonly when: When | undefined; readonly corrections: readonly Correction[] }
  /** a word with several readings; each suggestion is a question that parses to one of them */
  | { readonly kind: 'ambiguous'; readonly word: string; readonly suggestions: readonly string[] }
  /** the text is longer than a question may be */
  | { readonly kind: 'too-long'; readonly limit: number }
  | { readonly kind: 'unknown'; readonly words: readonly UnknownWord[] };
