import type { Fact } from '../../connectors/contract/layout.js';
import { type Content, type Observation, seriesKey } from '../../connectors/contract/observation.js';
import { addDays, earlierDay, type Instant, laterDay, type Window } from '../../connectors/contract/period.js';
import type { Store } from '../store/port.js';

type LaterStore = Pick<Store, 'readSeries' | 'readContent' | 'origin'>;

/** Tells whether the store holds what was stated of the same period or item after a moment: an older statement must not cover it. */
export function openLaterCheck(now: Instant, window: Window, store: LaterStore): (fact: Fact) => Promise<boolean> {
  const later = new Map<string, Promise<ReadonlySet<string>>>();
  const among = async (key: string, read: () => Promise<ReadonlySet<string>>, name: string): Promise<boolean> => {
    const names = later.get(key) ?? read();
    later.set(key, names);
    return (await names).has(name);
  };
  return async (fact) => {
    if (fact.type === 'observation') {
      const { observation } = fact;
      return among(seriesKey(observation.series), () => laterDays(observation, now, window, store), observation.period.start);
    }
    if (fact.type !== 'content') return false;
    const { content } = fact;
    return among(`${content.subject} ${content.publishedOn}`, () => laterItems(content, now, store), content.id);
  };
}

async function laterDays({ series, period }: Observation, now: Instant, window: Window, store: LaterStore): Promise<ReadonlySet<string>> {
  const span = { start: earlierDay(period.start, window.start), end: laterDay(period.end, window.end) };
  const rows = await store.readSeries({ ...series, window: span });
  return new Set(rows.filter(({ observedAt }) => observedAt > now).map((row): string => row.period.start));
}

async function laterItems({ subject, publishedOn }: Content, now: Instant, store: LaterStore): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const { id, origin } of await store.readContent(subject, { start: publishedOn, end: addDays(publishedOn, 1) })) {
    const stated = await store.origin(origin);
    if (stated !== undefined && stated.receivedAt > now) found.add(id);
  }
  return found;
}
