import type { Fact } from '../../connectors/contract/layout.js';
import { type Observation, seriesKey } from '../../connectors/contract/observation.js';
import { type CivilDate, earlierDay, laterDay, type Window } from '../../connectors/contract/period.js';
import type { Store } from '../store/port.js';

type FigureStore = Pick<Store, 'readSeries'>;

/** Tells whether a fact states an absence for a day of which a figure is stored: platforms leave out now and then what they gave before. */
export function openFigureCheck(window: Window, store: FigureStore): (fact: Fact) => Promise<boolean> {
  const figures = new Map<string, Promise<ReadonlySet<CivilDate>>>();
  return async (fact) => {
    if (fact.type !== 'observation' || fact.observation.value !== null || fact.observation.series.grain !== 'day') return false;
    const { observation } = fact;
    const key = seriesKey(observation.series);
    const days = figures.get(key) ?? readDays(observation, window, store);
    figures.set(key, days);
    return (await days).has(observation.period.start);
  };
}

/** The days of a window on which a series has a figure. */
async function readDays({ series, period }: Observation, window: Window, store: FigureStore): Promise<ReadonlySet<CivilDate>> {
  const span = { start: earlierDay(period.start, window.start), end: laterDay(period.end, window.end) };
  const rows = await store.readSeries({ ...series, grain: 'day', window: span });
  return new Set(rows.filter(({ value }) => value !== null).map((row) => row.period.start));
}
