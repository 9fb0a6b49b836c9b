import type { Metric, Text } from '../../connectors/contract/metric.js';
import type { Calendar, CivilDate, Instant, Period } from '../../connectors/contract/period.js';
import type { AlertCondition, AlertRuleSetting, Target } from '../config/config.js';
import type { Obstacle } from '../domain/alert-state.js';
import type { Delivery } from '../domain/delivery.js';
import type { Figure, KnownFigure } from '../domain/figure.js';
import type { Expression } from '../domain/formula.js';
import type { StoredObservation } from '../store/port.js';
import type { Phrase } from '../text/sentence.js';

/** What a condition saw. The phrases are made only where somebody reads them; the first is the whole news. */
export type Reading =
  /** `recovered` may be false where `breached` is too: between the threshold and the recovery. With an obstacle neither is believed. */
  | {
      readonly kind: 'measured';
      readonly breached: boolean;
      readonly recovered: boolean;
      readonly obstacles: readonly Obstacle[];
      readonly period: Period | undefined;
      readonly phrases: () => readonly [Phrase, ...Phrase[]];
    }
  /** a figure that was due is not there */
  | { readonly kind: 'absent'; readonly period: Period | undefined; readonly phrases: () => readonly [Phrase, ...Phrase[]] }
  /** the condition could not be evaluated at all; the message is for the owner */
  | { readonly kind: 'failed'; readonly period: Period | undefined; readonly message: string };

/** One value of a series as a rule sees it. */
export interface SeriesPoint {
  readonly period: Period;
  readonly expression: Expression;
  /** the nearest double, to order by */
  readonly number: number;
  /** false where a row behind it is provisional, partial, delayed or to be confirmed */
  readonly settled: boolean;
  /** when the last row behind it was stated */
  readonly knownAt: Instant;
  /** whether its source was read again afterwards and it stood */
  readonly readTwice: boolean;
  /** the days that it is the sum of; undefined where it is stated as a whole */
  readonly days?: readonly StoredObservation[];
}

/** A series as it is known at one moment. */
export interface SeriesView {
  readonly key: string;
  readonly metric: Metric;
  /** what is measured and whose it is: "Jangkauan @ditjenpk" */
  readonly label: Text;
  readonly grain: AlertRuleSetting['grain'];
  readonly calendar: Calendar;
  readonly zone: string;
  readonly today: CivilDate;
  readonly holidays: ReadonlySet<string>;
  readonly decimals: number;
  /** by the first day of their periods */
  readonly points: ReadonlyMap<string, SeriesPoint>;
}

/** A target with what is reached of it at one moment. */
export interface TargetView {
  readonly key: string;
  readonly target: Target;
  readonly figure: Figure;
  /** the day after the last one that the figure counts */
  readonly end: CivilDate;
  readonly calendar: Calendar;
  readonly today: CivilDate;
  readonly decimals: number;
}

/** A whole and what is stated as its parts, or the count of what stands behind it. */
export interface ReconciliationView {
  readonly key: string;
  readonly label: Text;
  readonly period: Period;
  readonly calendar: Calendar;
  readonly whole: Figure;
  readonly parts: KnownFigure | undefined;
}

/** What opens a platform: how long it still does. */
export interface CredentialFact {
  readonly id: string;
  readonly label: string;
  readonly platform: string | undefined;
  readonly state: 'alive' | 'dead';
  readonly expiresAt: Instant | undefined;
  /** what to renew, and where; undefined where that is not known */
  readonly renewal: Text | undefined;
}

/** A quota or a budget and how much of it is used. */
export interface BudgetFact {
  readonly id: string;
  readonly label: string;
  readonly platform: string | undefined;
  readonly used: number;
  readonly limit: number;
}

/** Somebody who hands figures in for a month, and which of them are late. */
export interface OwedFact {
  /** the person's id in the configuration, and name */
  readonly owner: string;
  readonly label: string;
  readonly period: Period;
  /** by how many working days each is late */
  readonly late: readonly { readonly label: Text; readonly days: number }[];
}

/** What Pantau knows of itself at one moment. */
export interface Facts {
  readonly now: Instant;
  readonly today: CivilDate;
  readonly zone: string;
  readonly calendar: Calendar;
  readonly credentials: readonly CredentialFact[];
  readonly budgets: readonly BudgetFact[];
  /** deliveries that failed, or of which nobody knows whether they arrived */
  readonly deliveries: readonly Delivery[];
  /** everybody who hands in figures of the last month */
  readonly owed: readonly OwedFact[];
  /** by account: the newest day of which a figure is stored */
  readonly newestDays: ReadonlyMap<string, CivilDate>;
  readonly accounts: readonly { readonly id: string; readonly label: string; readonly platform: string }[];
}

/** What a rule says of one of the things that it watches. */
export interface FactReading {
  readonly series: string;
  readonly reading: Reading;
}

/** A condition: what it needs, and how it judges. All are pure. */
export type Condition =
  /** `reach`: how many days before the judged period it looks */
  | {
      readonly id: AlertCondition;
      readonly watches: 'series';
      readonly reach: (rule: AlertRuleSetting) => number;
      /** whether a period without a value is judged by the condition itself */
      readonly judgesAbsence: boolean;
      readonly judge: (rule: AlertRuleSetting, view: SeriesView, period: Period) => Reading;
    }
  | { readonly id: AlertCondition; readonly watches: 'target'; readonly judge: (rule: AlertRuleSetting, view: TargetView) => Reading }
  | { readonly id: AlertCondition; readonly watches: 'reconciliation'; readonly judge: (rule: AlertRuleSetting, view: ReconciliationView) => Reading }
  | { readonly id: AlertCondition; readonly watches: 'facts'; readonly judge: (rule: AlertRuleSetting, facts: Facts) => readonly FactReading[] };

/** A condition that watches a series. */
export type SeriesCondition = Extract<Condition, { readonly watches: 'series' }>;
