import type { Dimensions } from '../../connectors/contract/observation.js';
import type { Grain, Period, Window } from '../../connectors/contract/period.js';
import type { Baseline } from '../config/config.js';

/** Which time a question names. A range is half-open and counted in its grain; a trailing window ends before the day on which it is asked for. */
export type When =
  | { readonly kind: 'period'; readonly period: Period }
  | { readonly kind: 'range'; readonly grain: Grain; readonly period: Window }
  | { readonly kind: 'trailing'; readonly count: number; readonly unit: 'day' | 'week' | 'month' };

/** With what a figure is compared: a baseline of the configuration's kinds, or a time that the question names. */
export type Against = Baseline | { readonly kind: 'when'; readonly when: When };

/** What is wanted of the figures. */
export type Intent = 'figure' | 'compare' | 'source' | 'why';

/** A metric that was asked for, with the dimension values that apply to it. The answer says which one it gives where there are alternatives. */
export interface MetricChoice {
  readonly metric: string;
  readonly dimensions: Dimensions;
  /** the words of the question that name it; empty where a dimension's value alone implies it */
  readonly word: string;
  /** other metrics that the same word means */
  readonly alternatives: readonly string[];
}

/** A word that was read as another, near one. */
export interface Correction {
  readonly word: string;
  readonly readAs: string;
}

/** Something about the reading that the answer must say. */
export type Remark =
  /** one word that several accounts or subjects share */
  | { readonly kind: 'shared-name'; readonly word: string; readonly subjects: readonly string[] }
  /** a value that splits other metrics of the question and not this one, which is given whole */
  | { readonly kind: 'not-split'; readonly word: string; readonly metric: string };

/** A word that nobody knows, with the known ones that are near it, nearest first. */
export interface UnknownWord {
  readonly word: string;
  readonly nearest: readonly string[];
}

/** What questions about figures have in common. `when: undefined` is the last complete month. */
export interface Asked {
  /** ids; those that are expected to have the metrics where the question names none */
  readonly subjects: readonly string[];
  readonly subjectsNamed: boolean;
  readonly when: When | undefined;
  readonly compare: readonly Against[];
  readonly intent: Intent;
  readonly corrections: readonly Correction[];
  readonly remarks: readonly Remark[];
}

/** Some metrics of some subjects. */
export interface FigureAsked extends Asked {
  readonly kind: 'figure';
  readonly metrics: readonly MetricChoice[];
}

/** All that there is on some subjects. */
export interface OverviewAsked extends Asked {
  readonly kind: 'overview';
}

/** What a text asks. */
export type Question =
  | { readonly kind: 'help'; readonly corrections: readonly Correction[] }
  | { readonly kind: 'status'; readonly corrections: readonly Correction[] }
  /** the units by how many of their people took part; the present quarter where it names no time */
  | { readonly kind: 'leaderboard'; readonly when: When | undefined; readonly corrections: readonly Correction[] }
  | FigureAsked
  | OverviewAsked
  | { readonly kind: 'digest'; readonly id: string; readonly when: When | undefined; readonly corrections: readonly Correction[] }
  /** the stored row of an id, as digests and answers print it */
  | { readonly kind: 'row'; readonly id: string }
  /** a word with several readings; each suggestion is a question that parses to one of them */
  | { readonly kind: 'ambiguous'; readonly word: string; readonly suggestions: readonly string[]; readonly corrections: readonly Correction[] }
  /** a dimension's value that none of the named metrics is split by; each suggestion is a question that has it */
  | {
      readonly kind: 'misfit';
      readonly word: string;
      readonly metrics: readonly string[];
      readonly suggestions: readonly string[];
      readonly corrections: readonly Correction[];
    }
  /** the text is longer than a question may be */
  | { readonly kind: 'too-long'; readonly limit: number }
  | { readonly kind: 'unknown'; readonly words: readonly UnknownWord[] };

/** The same question asked of the rows behind its figures. */
export const asSource = (question: Question): Question =>
  question.kind === 'figure' || question.kind === 'overview' ? { ...question, intent: 'source' } : question;
