import type { AlertCondition } from '../../config/config.js';
import { exact, number } from '../../domain/formula.js';
import { compareRational } from '../../domain/rational.js';
import { integer, name, periodName } from '../../text/sentence.js';
import { isUnreadFall, obstaclesOf, pointAt, setting } from '../guards.js';
import type { SeriesCondition } from '../reading.js';
import { absentReading } from '../words.js';

const WORDS = {
  below: {
    id: '{label} {period}: {value}; batasnya paling sedikit {limit}',
    en: '{label} {period}: {value}; it is to be at least {limit}',
  },
  above: {
    id: '{label} {period}: {value}; batasnya paling banyak {limit}',
    en: '{label} {period}: {value}; it is to be at most {limit}',
  },
} as const;

function threshold(id: AlertCondition & ('below' | 'above'), side: -1 | 1): SeriesCondition {
  return {
    id,
    watches: 'series',
    judgesAbsence: false,
    reach: () => 0,
    judge: (rule, view, period) => {
      const current = pointAt(view, period);
      if (current === undefined) return absentReading(view, period);
      const value = exact(current.expression);
      const limit = rule.threshold ?? 0;
      const breached = compareRational(value, setting(limit)) === side;
      const recovered = !breached && compareRational(value, setting(rule.recovery ?? limit)) !== side;
      const obstacles = [...obstaclesOf(view, current, [])];
      if (breached && side < 0 && isUnreadFall(view, current)) obstacles.push('single-reading');
      const parts = {
        label: name(view.label),
        period: periodName(period, view.calendar),
        value: integer(current.expression),
        limit: integer(number(limit)),
      };
      return { kind: 'measured', breached, recovered, obstacles, period, phrases: () => [{ words: WORDS[id], parts }] };
    },
  };
}

/** A value below a limit. */
export const below = threshold('below', -1);

/** A value above a limit. */
export const above = threshold('above', 1);
