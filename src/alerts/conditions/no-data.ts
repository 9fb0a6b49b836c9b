import { name, periodName } from '../../text/sentence.js';
import { pointAt } from '../guards.js';
import type { SeriesCondition } from '../reading.js';
import { absenceNews, figureNews } from '../words.js';

/** A figure that has not come when its time of grace is over. */
export const noData: SeriesCondition = {
  id: 'no-data',
  watches: 'series',
  judgesAbsence: true,
  reach: ({ grain }) => 10 * { day: 1, week: 7, month: 31 }[grain],
  judge: (_rule, view, period) => {
    const current = pointAt(view, period);
    if (current !== undefined) {
      return { kind: 'measured', breached: false, recovered: true, obstacles: [], period, phrases: () => [figureNews(view, current)] };
    }
    const last = [...view.points.values()]
      .filter((point) => point.period.start < period.start)
      .sort((a, b) => (a.period.start < b.period.start ? 1 : -1))[0];
    const plain = absenceNews(view, period);
    const phrase =
      last === undefined
        ? plain
        : {
            words: { id: `${plain.words.id}; yang terakhir dari {last}`, en: `${plain.words.en}; the last is of {last}` },
            parts: { ...plain.parts, label: name(view.label), last: periodName(last.period, view.calendar) },
          };
    return { kind: 'measured', breached: true, recovered: false, obstacles: [], period, phrases: () => [phrase] };
  },
};
