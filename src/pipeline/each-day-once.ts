import { seriesKey } from '../../connectors/contract/observation.js';
import type { ZonedFact } from './pulled-facts.js';

/** What becomes of a fact among those of its pull: it is to be stored, says nothing new, says another figure of the same day, or waits as an absence. */
export type Told = 'first' | 'again' | 'contradicts' | 'absent';

/** The values of one pull, each period once: answers overlap, and a platform cuts the days of one account now here and now there. */
export interface EachDayOnce {
  readonly tell: (zoned: ZonedFact) => Told;
  /** the absences of periods of which no figure was stated, once all was told */
  readonly absences: () => readonly ZonedFact[];
}

/** Opens the rule of one pull: of two figures of one period the first stays, and an absence gives way to a figure, whichever came first. */
export function eachDayOnce(): EachDayOnce {
  const figures = new Map<string, number>();
  const absences = new Map<string, ZonedFact>();
  return {
    tell: (zoned) => {
      if (zoned.fact.type !== 'observation') return 'first';
      const { series, period, value } = zoned.fact.observation;
      const key = `${seriesKey(series)} ${period.start} ${period.end}`;
      const figure = figures.get(key);
      if (value === null) {
        if (figure === undefined && !absences.has(key)) absences.set(key, zoned);
        return 'absent';
      }
      if (figure !== undefined) return figure === value ? 'again' : 'contradicts';
      figures.set(key, value);
      absences.delete(key);
      return 'first';
    },
    absences: () => [...absences.values()],
  };
}
