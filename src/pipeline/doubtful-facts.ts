import type { Fact } from '../../connectors/contract/layout.js';
import { type Observation, seriesKey } from '../../connectors/contract/observation.js';
import { addDays, type CivilDate, earlier, type Instant, later, type Window } from '../../connectors/contract/period.js';
import type { Store } from '../store/port.js';

/** What a pull's facts are held against before they are stored. */
export interface Doubts {
  /** `known`: there is a figure already where the platform now states none; `unconfirmed`: a fall that only a second reading can confirm */
  readonly doubt: (fact: Fact) => Promise<'known' | 'unconfirmed' | undefined>;
}

type DoubtStore = Pick<Store, 'readSeries' | 'readSetting' | 'saveSetting'>;

const LOOK_BACK_DAYS = 30;
/** Below this a fall by half is nothing unusual. */
const FEW_FOLLOWERS = 100;
const CONFIRMED_WITHIN_MS = 72 * 3_600_000;

/** Doubts about the facts of one pull: an absence never covers a figure, and followers that fell by more than half are read twice. */
export function openDoubts(window: Window, now: Instant, store: DoubtStore): Doubts {
  const figures = new Map<string, Promise<ReadonlySet<CivilDate>>>();
  const figuresOf = (observation: Observation): Promise<ReadonlySet<CivilDate>> => {
    const key = seriesKey(observation.series);
    const found = figures.get(key) ?? readFigures(observation, window, store);
    figures.set(key, found);
    return found;
  };
  return {
    doubt: async (fact) => {
      if (fact.type !== 'observation' || fact.observation.series.grain !== 'day') return undefined;
      const { observation } = fact;
      if (observation.value === null) return (await figuresOf(observation)).has(observation.period.start) ? 'known' : undefined;
      return observation.series.metric === 'followers' ? doubtFall(observation, observation.value, now, store) : undefined;
    },
  };
}

/** The days of a window on which a series has a figure. */
async function readFigures({ series, period }: Observation, window: Window, store: DoubtStore): Promise<ReadonlySet<CivilDate>> {
  const start = earlier(period.start, window.start);
  const end = later(period.end, window.end);
  const rows = await store.readSeries({ ...series, grain: 'day', window: { start, end } });
  return new Set(rows.filter(({ value }) => value !== null).map((row) => row.period.start));
}

async function doubtFall({ series, period }: Observation, value: number, now: Instant, store: DoubtStore): Promise<'unconfirmed' | undefined> {
  const name = `fall:${series.subject}`;
  const rows = await store.readSeries({ ...series, grain: 'day', window: { start: addDays(period.start, -LOOK_BACK_DAYS), end: period.end } });
  const before = rows.findLast((row) => row.value !== null)?.value ?? 0;
  const first = (await store.readSetting(name))?.value ?? '';
  const fell = before >= FEW_FOLLOWERS && value * 2 < before;
  if (!fell) {
    if (first !== '' && first < now) await store.saveSetting({ name, value: '', validFrom: now, by: 'pantau' });
    return undefined;
  }
  if (first !== '' && first < now && Date.parse(now) - Date.parse(first) <= CONFIRMED_WITHIN_MS) return undefined;
  if (first !== now) await store.saveSetting({ name, value: now, validFrom: now, by: 'pantau' });
  return 'unconfirmed';
}
