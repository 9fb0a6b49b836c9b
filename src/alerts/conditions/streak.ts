import { exact, number } from '../../domain/formula.js';
import { compareRational } from '../../domain/rational.js';
import { integer, name, periodName } from '../../text/sentence.js';
import { before, fallOf, isUnreadFall, obstaclesOf, pointAt, setting, stepOf } from '../guards.js';
import type { SeriesCondition, SeriesPoint } from '../reading.js';
import { absentReading, figureNews } from '../words.js';

const FALLS = 3;
/** falls that come to less than a tenth in all are no news */
const LEAST_TOTAL = setting(0.1);

/** So many falls in a row that come to a tenth or more in all, each against the period before it (days against the same weekday); 3 where the rule names no count. */
export const streak: SeriesCondition = {
  id: 'streak',
  watches: 'series',
  judgesAbsence: false,
  reach: ({ threshold, grain }) => ((threshold ?? FALLS) + 1) * { day: 7, week: 7, month: 31 }[grain],
  judge: (rule, view, period) => {
    const current = pointAt(view, period);
    if (current === undefined) return absentReading(view, period);
    const count = rule.threshold ?? FALLS;
    const run = Array.from({ length: count + 1 }, (_, index) => pointAt(view, before(view, period, stepOf(view) * index)));
    const known = run.filter((point): point is SeriesPoint => point !== undefined);
    const first = known.at(-1);
    if (known.length < run.length || first === undefined) {
      return { kind: 'measured', breached: false, recovered: false, obstacles: ['no-baseline'], period, phrases: () => [figureNews(view, current)] };
    }
    const values = known.map((point) => exact(point.expression));
    const falls = values.slice(0, -1).map((value, index) => compareRational(value, values[index + 1] ?? value) < 0);
    const total = fallOf(values[0] ?? setting(0), values.at(-1) ?? setting(0));
    const breached = falls.every(Boolean) && total !== undefined && compareRational(total, LEAST_TOTAL) >= 0;
    const small = compareRational(values.at(-1) ?? setting(0), setting(rule.minimumBase)) < 0;
    const obstacles = [...obstaclesOf(view, current, known.slice(1)), ...(small ? (['small-base'] as const) : [])];
    if (breached && isUnreadFall(view, current)) obstacles.push('single-reading');
    const words = breached
      ? {
          id: '{label} {period}: {value}, turun {count} kali berturut-turut dari {base} ({when})',
          en: '{label} {period}: {value}, down {count} times in a row from {base} ({when})',
        }
      : {
          id: '{label} {period}: {value}; {count} penurunan berturut-turut dari {base} ({when}) tidak berlanjut',
          en: '{label} {period}: {value}; the {count} falls in a row from {base} ({when}) did not go on',
        };
    const parts = {
      label: name(view.label),
      period: periodName(period, view.calendar),
      value: integer(current.expression),
      count: integer(number(count)),
      base: integer(first.expression),
      when: periodName(first.period, view.calendar),
    };
    return { kind: 'measured', breached, recovered: falls[0] === false, obstacles, period, phrases: () => [{ words, parts }] };
  },
};
