import type { Metric } from '../../connectors/contract/metric.js';
import type { Absence, Dimensions, OriginKind, Precision, Quality } from '../../connectors/contract/observation.js';
import type { CivilDate, Period } from '../../connectors/contract/period.js';
import { type Expression, exact, leaves } from './formula.js';
import type { Rational } from './rational.js';

/** Which figure is asked for: a metric of a subject over a period. */
export interface FigureQuestion {
  readonly subject: string;
  readonly metric: Metric;
  readonly dimensions: Dimensions;
  readonly period: Period;
}

/** A figure that is known: its expression over stored values, and how exactly it is stated. */
export interface KnownFigure {
  readonly state: 'known';
  readonly question: FigureQuestion;
  readonly expression: Expression;
  readonly precision: Precision;
  /** the worst of the origins that it rests on */
  readonly origin: OriginKind;
  /** `reported` as it is, or computed from finer rows */
  readonly via: 'reported' | 'derived';
  /** for a stock: the day on which it was read */
  readonly day?: CivilDate;
}

/** Who voided a value, and why; `row` is the revision that says so. */
export interface Voiding {
  readonly by: string;
  readonly reason: string;
  readonly row: string;
}

/** A figure that is not known, and why. It is never zero. */
export interface MissingFigure {
  readonly state: 'missing';
  readonly question: FigureQuestion;
  readonly absence: Absence;
  /** the first day of the gap where some days are there and others are not */
  readonly gap: string | undefined;
  /** given where the absence is `voided` */
  readonly voided?: Voiding;
}

/** What the store can tell about one question. */
export type Figure = KnownFigure | MissingFigure;

/** The exact value of a known figure. */
export const figureValue = (figure: KnownFigure): Rational => exact(figure.expression);

/** The qualities of all rows that a figure rests on, without `complete`. */
export const figureQualities = (figure: KnownFigure): readonly Quality[] => [
  ...new Set(leaves(figure.expression).flatMap((leaf) => (leaf.quality === 'complete' ? [] : [leaf.quality]))),
];

/** The looser of two precisions. */
export function looserPrecision(a: Precision, b: Precision): Precision {
  const order: readonly Precision[] = ['exact', 'rounded', 'about'];
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}
