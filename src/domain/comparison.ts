import type { Metric } from '../../connectors/contract/metric.js';
import type { Period } from '../../connectors/contract/period.js';
import { type Figure, figureValue, type KnownFigure, looserPrecision, type MissingFigure } from './figure.js';
import { type Expression, leaves, operation } from './formula.js';
import { fromNumber, type Rational, sign, subtract } from './rational.js';

/** What stands between a figure and its baseline. `period` is the baseline's. */
export type Comparison =
  /** `ratio` is undefined where the baseline is negative: the difference alone is told */
  | (Compared & { readonly kind: 'change'; readonly difference: Expression; readonly ratio: Expression | undefined; readonly approximate: boolean })
  | (Compared & { readonly kind: 'points'; readonly difference: Expression })
  | (Compared & { readonly kind: 'small-base'; readonly difference: Expression })
  | (Compared & { readonly kind: 'from-zero' })
  | (Compared & { readonly kind: 'unchanged' })
  | { readonly kind: 'no-baseline'; readonly period: Period }
  | { readonly kind: 'broken-series'; readonly period: Period };

/** The two sides of a comparison that has both. */
export interface Compared {
  readonly period: Period;
  readonly current: KnownFigure;
  readonly baseline: KnownFigure;
  /** given where the baseline's month is closed and what is known now is not what was published */
  readonly vintage?: Vintage;
}

/** How the baseline's figure changed since its month was closed: revised or gone (the comparison is with the published one), or stated only since. */
export type Vintage =
  | { readonly kind: 'revised'; readonly now: KnownFigure }
  | { readonly kind: 'gone'; readonly now: MissingFigure }
  | { readonly kind: 'late' };

/** A baseline and its vintage. */
export interface DatedBaseline {
  readonly figure: Figure;
  readonly vintage: Vintage | undefined;
}

/** The baseline of a closed month: as it was published, else what was stated since. */
export function publishedBaseline(published: Figure, now: Figure): DatedBaseline {
  if (published.state === 'missing') return { figure: now, vintage: now.state === 'missing' ? undefined : { kind: 'late' } };
  if (now.state === 'missing') return { figure: published, vintage: { kind: 'gone', now } };
  const same = sign(subtract(figureValue(now), figureValue(published))) === 0;
  return { figure: published, vintage: same ? undefined : { kind: 'revised', now } };
}

/** Compares a figure with its baseline as `small base < smallBase` and the metric's kind rule. No side is ever taken as zero because it is missing. */
export function compare(current: KnownFigure, baseline: Figure, smallBase: number, vintage?: Vintage): Comparison {
  const { metric } = current.question;
  const { period } = baseline.question;
  if (definitionChanged(current, baseline)) return { kind: 'broken-series', period };
  if (baseline.state === 'missing') return { kind: 'no-baseline', period };
  const sides: Compared = { period, current, baseline, ...(vintage === undefined ? {} : { vintage }) };
  const now = figureValue(current);
  const before = figureValue(baseline);
  const difference = operation(current.expression, '-', baseline.expression);
  if (sign(subtract(now, before)) === 0) return { kind: 'unchanged', ...sides };
  if (metric.additivity === 'rate' && metric.unit === 'percent') return { kind: 'points', difference, ...sides };
  if (sign(before) === 0) return { kind: 'from-zero', ...sides };
  if (metric.additivity !== 'rate' && sign(before) > 0 && isBelow(before, smallBase)) return { kind: 'small-base', difference, ...sides };
  const ratio = sign(before) > 0 ? operation(difference, '/', baseline.expression) : undefined;
  const approximate = looserPrecision(current.precision, baseline.precision) !== 'exact';
  return { kind: 'change', difference, ratio, approximate, ...sides };
}

const isBelow = (value: Rational, limit: number): boolean => sign(subtract(value, fromNumber(limit))) < 0;

/** Whether a day on which the metric began to be counted otherwise lies between the two, or within one of them. */
function definitionChanged(current: KnownFigure, baseline: Figure): boolean {
  const { metric, period } = current.question;
  const restsOnOne = (platform: string): boolean => restsOn(current, platform) || restsOn(baseline, platform);
  return changesWithin(metric, [period, baseline.question.period], restsOnOne);
}

/** Whether a metric begins to be counted otherwise somewhere from the first of some periods to the last; `restsOn` tells whether a platform's redefinitions matter. */
export function changesWithin(metric: Metric, periods: readonly Pick<Period, 'start' | 'end'>[], restsOn: (platform: string) => boolean): boolean {
  const changes = (metric.redefined ?? []).flatMap(({ platform, on }) => (restsOn(platform) ? [on] : []));
  if (metric.validFrom !== undefined) changes.push(metric.validFrom);
  return changes.some((day) => periods.some(({ start }) => start < day) && periods.some(({ end }) => end > day));
}

/** Whether a figure is one of a platform's accounts, or made from values of some. */
function restsOn(figure: Figure, platform: string): boolean {
  const isOf = (text: string): boolean => text.startsWith(`${platform}:`);
  return isOf(figure.question.subject) || (figure.state === 'known' && leaves(figure.expression).some(({ observation }) => isOf(observation)));
}
