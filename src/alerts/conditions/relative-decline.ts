import type { Text } from '../../../connectors/contract/metric.js';
import type { Period } from '../../../connectors/contract/period.js';
import type { AlertRuleSetting } from '../../config/config.js';
import type { Obstacle } from '../../domain/alert-state.js';
import { type Expression, exact, median, number, operation } from '../../domain/formula.js';
import { compareRational, type Rational } from '../../domain/rational.js';
import { integer, name, type Phrase, percent, periodName } from '../../text/sentence.js';
import { baselinePeriods, baselineReach, fallOf, isHoliday, isHolidayFall, isUnreadFall, obstaclesOf, pointAt, setting } from '../guards.js';
import type { SeriesCondition, SeriesPoint, SeriesView } from '../reading.js';
import { absentReading, figureNews, weekdayOf } from '../words.js';

/** What the median is of. */
const MEDIANS: Readonly<Record<'day' | 'week' | 'month', Text>> = {
  day: { id: 'median {count} hari {weekday} sebelumnya', en: 'the median of {count} {weekday} before' },
  week: { id: 'median {count} minggu sebelumnya', en: 'the median of {count} weeks before' },
  month: { id: 'median {count} bulan sebelumnya', en: 'the median of {count} months before' },
};

/** A fall by a share or more against one period, or against the median of several. */
export const relativeDecline: SeriesCondition = {
  id: 'relative-decline',
  watches: 'series',
  judgesAbsence: false,
  reach: ({ baseline, grain }) => baselineReach(baseline, grain),
  judge: (rule, view, period) => {
    const current = pointAt(view, period);
    if (current === undefined) return absentReading(view, period);
    const others = baselinePoints(rule, view, current);
    const baseline = others === undefined ? undefined : baselineOf(others);
    if (others === undefined || baseline === undefined) {
      return { kind: 'measured', breached: false, recovered: false, obstacles: ['no-baseline'], period, phrases: () => [figureNews(view, current)] };
    }
    const now = exact(current.expression);
    const base = exact(baseline);
    const fall = fallOf(now, base);
    const small = fall === undefined || compareRational(base, setting(rule.minimumBase)) < 0;
    const breached = fall !== undefined && compareRational(fall, setting(rule.threshold ?? 1)) >= 0;
    const obstacles: Obstacle[] = [...obstaclesOf(view, current, others), ...(small ? (['small-base'] as const) : [])];
    if (breached && isUnreadFall(view, current)) obstacles.push('single-reading');
    if (breached && isHolidayFall(view, current, others, setting(rule.threshold ?? 1))) obstacles.push('holiday');
    const phrases = (): readonly [Phrase, ...Phrase[]] => [changeNews(view, current, others, baseline)];
    return { kind: 'measured', breached, recovered: isRecovered(rule, breached, fall), obstacles, period, phrases };
  },
};

const isRecovered = (rule: AlertRuleSetting, breached: boolean, fall: Rational | undefined): boolean =>
  !breached && fall !== undefined && (rule.recovery === undefined || compareRational(fall, setting(rule.recovery)) <= 0);

/** The points of the baseline; undefined where too few are known. Of a median more than half must be. */
function baselinePoints(rule: AlertRuleSetting, view: SeriesView, current: SeriesPoint): readonly SeriesPoint[] | undefined {
  const wanted = baselinePeriods(view, current.period, rule.baseline);
  const known = wanted.flatMap((one) => {
    const point = pointAt(view, one);
    const usable = point !== undefined && (rule.baseline.kind !== 'median' || (point.settled && !isHoliday(view, one)));
    return usable ? [point] : [];
  });
  return known.length * 2 > wanted.length ? known : undefined;
}

function baselineOf(points: readonly SeriesPoint[]): Expression | undefined {
  const [only] = points;
  return points.length === 1 ? only?.expression : median(points.map((point) => point.expression));
}

function changeNews(view: SeriesView, current: SeriesPoint, others: readonly SeriesPoint[], baseline: Expression): Phrase {
  const difference = operation(current.expression, '-', baseline);
  const change = operation(difference, '/', baseline);
  const [only] = others;
  const { grain } = current.period;
  const from = others.length === 1 && only ? undefined : MEDIANS[grain === 'day' || grain === 'week' ? grain : 'month'];
  const magnitude: Expression = { kind: 'call', name: 'abs', parts: [change] };
  const against = from === undefined ? { id: '{when}', en: '{when}' } : from;
  return {
    words: {
      id: `{label} {period}: {value}, {direction} {percent} dari {base} (${against.id})`,
      en: `{label} {period}: {value}, {direction} {percent} from {base} (${against.en})`,
    },
    parts: {
      label: name(view.label),
      period: periodName(current.period, view.calendar),
      value: integer(current.expression),
      direction: { expression: difference, format: { kind: 'direction' } },
      percent: percent(magnitude, view.decimals),
      base: integer(baseline),
      ...(from === undefined && only
        ? { when: periodName(only.period, view.calendar) }
        : { count: integer(number(others.length)), weekday: name(weekdayOf(current.period)) }),
    },
  };
}

/** How far a period lies below its baseline, as a share; undefined where nothing believable can be said. */
export function declineOf(rule: AlertRuleSetting, view: SeriesView, period: Period): Rational | undefined {
  const current = pointAt(view, period);
  const others = current && baselinePoints(rule, view, current);
  const baseline = others && baselineOf(others);
  if (current === undefined || others === undefined || baseline === undefined || obstaclesOf(view, current, others).length > 0) return undefined;
  return fallOf(exact(current.expression), exact(baseline));
}
