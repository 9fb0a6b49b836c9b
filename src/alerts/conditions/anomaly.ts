import type { Period } from '../../../connectors/contract/period.js';
import type { AlertRuleSetting } from '../../config/config.js';
import type { Obstacle } from '../../domain/alert-state.js';
import { type Expression, exact, median, operation } from '../../domain/formula.js';
import { add, compareRational, magnitude, medianOf, multiply, type Rational, rational, subtract } from '../../domain/rational.js';
import { integer, name, type Phrase, periodName } from '../../text/sentence.js';
import { before, isUnreadFall, obstaclesOf, pointAt, setting } from '../guards.js';
import type { SeriesCondition, SeriesPoint, SeriesView } from '../reading.js';
import { absentReading, figureNews, weekdayOf } from '../words.js';

const WEEKS = 8;
const FEWEST_WEEKDAYS = 6;
const FEWEST_DAYS = 42;
/** so many times the usual spread is out of the ordinary, where the rule names no count */
const SPREADS = 6;
/** the median of absolute deviations is this much of a standard deviation of ordinary noise */
const SPREAD_OF_MEDIAN = rational(14_826n, 10_000n);
/** less than this share of what is usual is never worth waking anybody */
const LEAST_SHARE = rational(3n, 10n);
const HALF = rational(1n, 2n);

interface Usual {
  readonly sameDays: readonly SeriesPoint[];
  readonly expected: Rational;
  /** the usual distance from what is expected */
  readonly spread: Rational;
}

/** A day far from what is usual on its weekday, measured by the median of the last eight and by the usual distance from it. */
export const anomaly: SeriesCondition = {
  id: 'anomaly',
  watches: 'series',
  judgesAbsence: false,
  reach: () => WEEKS * 7,
  judge: (rule, view, period) => {
    const current = pointAt(view, period);
    if (current === undefined) return absentReading(view, period);
    const usual = usualOf(view, period);
    if (usual === undefined) {
      return {
        kind: 'measured',
        breached: false,
        recovered: false,
        obstacles: ['short-history'],
        period,
        phrases: () => [figureNews(view, current)],
      };
    }
    return measured(rule, view, current, usual);
  },
};

function measured(rule: AlertRuleSetting, view: SeriesView, current: SeriesPoint, usual: Usual) {
  const { expected, spread } = usual;
  const distance = subtract(exact(current.expression), expected);
  const far = magnitude(distance);
  const limit = multiply(spread, setting(rule.threshold ?? SPREADS));
  const back = rule.recovery === undefined ? multiply(limit, HALF) : multiply(spread, setting(rule.recovery));
  const worth = compareRational(far, multiply(magnitude(expected), LEAST_SHARE)) >= 0;
  const breached = worth && compareRational(far, limit) > 0;
  const obstacles: Obstacle[] = [...obstaclesOf(view, current, usual.sameDays)];
  if (compareRational(expected, setting(rule.minimumBase)) < 0) obstacles.push('small-base');
  if (breached && distance.numerator < 0n && isUnreadFall(view, current)) obstacles.push('single-reading');
  const recovered = !breached && (!worth || compareRational(far, back) <= 0);
  const phrases = (): readonly [Phrase, ...Phrase[]] => [news(view, current, usual)];
  return { kind: 'measured', breached, recovered, obstacles, period: current.period, phrases } as const;
}

const usable = (view: SeriesView, point: SeriesPoint | undefined): point is SeriesPoint =>
  point?.settled === true && !view.holidays.has(point.period.start);

/** What is usual on a weekday, and how far days lie from what is usual on theirs; undefined where too few are known. */
function usualOf(view: SeriesView, period: Period): Usual | undefined {
  const byWeekday = Array.from({ length: 7 }, (_, weekday) =>
    Array.from({ length: WEEKS }, (_, week) => pointAt(view, before(view, period, weekday + 7 * (week + 1)))).filter((point) => usable(view, point)),
  );
  const [sameDays = []] = byWeekday;
  const days = byWeekday.reduce((sum, points) => sum + points.length, 0);
  if (sameDays.length < FEWEST_WEEKDAYS || days < FEWEST_DAYS) return undefined;
  const distances = byWeekday.flatMap((points) => {
    if (points.length < FEWEST_WEEKDAYS) return [];
    const values = points.map((point) => exact(point.expression));
    const middle = middleOf(values);
    return values.map((value) => magnitude(subtract(value, middle)));
  });
  const expected = middleOf(sameDays.map((point) => exact(point.expression)));
  return { sameDays, expected, spread: multiply(middleOf(distances), SPREAD_OF_MEDIAN) };
}

/** The median; whole numbers, which nearly all figures are, are sorted as such. */
function middleOf(values: readonly Rational[]): Rational {
  if (!values.every((value) => value.denominator === 1n)) return medianOf(values);
  const sorted = values.map((value) => value.numerator).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return multiply(add(rational(sorted[(sorted.length - 1) >> 1] ?? 0n), rational(sorted[sorted.length >> 1] ?? 0n)), HALF);
}

function news(view: SeriesView, current: SeriesPoint, { sameDays }: Usual): Phrase {
  const sorted = [...sameDays].sort((a, b) => a.number - b.number);
  const [low, high] = [sorted[0] ?? current, sorted.at(-1) ?? current];
  const expected: Expression = median(sameDays.map((point) => point.expression));
  return {
    words: {
      id: '{label} {period}: {value}, {direction} dari kebiasaan; pada hari {weekday} biasanya {expected} (antara {low} dan {high} dalam {count} minggu)',
      en: '{label} {period}: {value}, {direction} from what is usual; on {weekday} it is {expected} (between {low} and {high} in {count} weeks)',
    },
    parts: {
      label: name(view.label),
      period: periodName(current.period, view.calendar),
      value: integer(current.expression),
      direction: { expression: operation(current.expression, '-', expected), format: { kind: 'direction' } },
      weekday: name(weekdayOf(current.period)),
      expected: integer(expected),
      low: integer(low.expression),
      high: integer(high.expression),
      count: integer({ kind: 'call', name: 'count', parts: sameDays.map((point) => point.expression) }),
    },
  };
}
