import type { Fact } from '../../connectors/contract/layout.js';
import { seriesKey } from '../../connectors/contract/observation.js';
import { earlierDay, type Instant, laterDay, type Window } from '../../connectors/contract/period.js';
import type { Store } from '../store/port.js';

/** Tells whether the store holds a value of the same period that was observed after a moment: an older reading must not cover it. */
export function openLaterCheck(now: Instant, window: Window, store: Pick<Store, 'readSeries'>): (fact: Fact) => Promise<boolean> {
  const later = new Map<string, Promise<ReadonlySet<string>>>();
  return async (fact) => {
    if (fact.type !== 'observation') return false;
    const { series, period } = fact.observation;
    const key = seriesKey(series);
    const span = { start: earlierDay(period.start, window.start), end: laterDay(period.end, window.end) };
    const days =
      later.get(key) ??
      store
        .readSeries({ ...series, window: span })
        .then((rows) => new Set(rows.filter((row) => row.observedAt > now).map((row) => row.period.start as string)));
    later.set(key, days);
    return (await days).has(period.start);
  };
}
