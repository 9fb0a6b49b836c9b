import type { Text } from '../../connectors/contract/metric.js';
import type { Instant, Period } from '../../connectors/contract/period.js';
import type { Basis } from './basis.js';

/** Where a rule stands with one series. */
export type AlertStateKind = 'normal' | 'pending' | 'firing' | 'no-data' | 'error';

/** Why a breach is not believed yet, or can't be judged at all. */
export type Obstacle =
  | 'partial-period'
  | 'unsettled'
  | 'definition-changed'
  | 'small-base'
  | 'no-baseline'
  | 'single-reading'
  | 'holiday'
  | 'short-history'
  | 'no-plan';

/** What happened to a rule and a series: a move between states, or that nothing could be said. */
export type TransitionReason =
  /** the breach began, and is waited for */
  | 'held'
  /** the breach ended before anybody was told */
  | 'cleared'
  | 'fired'
  | 'resolved'
  /** a figure that was due is missing */
  | 'lost'
  /** the missing figure came */
  | 'found'
  | 'failed'
  | 'repaired'
  /** it fires and resolves in turns; nothing more is told until it is calm */
  | 'flapping'
  | 'calmed'
  /** a breach or a recovery that is not believed yet */
  | 'withheld';

/** A sentence in both languages with what it rests on. */
export interface TracedText {
  readonly text: Text;
  readonly basis: Basis;
}

/** One step of a rule over one series. `told` is true where somebody is to hear of it. */
export interface Transition {
  readonly rule: string;
  readonly series: string;
  readonly at: Instant;
  readonly from: AlertStateKind;
  readonly to: AlertStateKind;
  readonly reason: TransitionReason;
  readonly obstacles: readonly Obstacle[];
  readonly period: Period | undefined;
  /** the incident that it opened, belongs to, or closed */
  readonly incident: string | undefined;
  readonly told: boolean;
  /** the whole news in one line */
  readonly sentence: TracedText;
  /** what is needed, and by when */
  readonly details: readonly TracedText[];
}

/** What is remembered of a rule and a series between two evaluations. */
export interface AlertState {
  readonly rule: string;
  readonly series: string;
  readonly kind: AlertStateKind;
  readonly since: Instant;
  /** since when the breach that is waited for holds */
  readonly pendingSince: Instant | undefined;
  /** the first day of the newest period that was judged */
  readonly judged: string | undefined;
  /** the open incident */
  readonly incident: string | undefined;
  /** what the open incident is about */
  readonly about: 'condition' | 'no-data' | undefined;
  /** the last moments at which the breach began or ended, oldest first */
  readonly flips: readonly Instant[];
  /** whether the last reading that was believed was a breach */
  readonly breached: boolean;
  readonly flapping: boolean;
  /** what was recorded last, so that the same is not recorded again at every evaluation */
  readonly last: string | undefined;
}

/** The state of a rule and a series that were never judged. */
export const newAlertState = (rule: string, series: string, now: Instant): AlertState => ({
  rule,
  series,
  kind: 'normal',
  since: now,
  pendingSince: undefined,
  judged: undefined,
  incident: undefined,
  about: undefined,
  flips: [],
  breached: false,
  flapping: false,
  last: undefined,
});
