import { describe, expect, it } from 'vitest';
import { storiesOf } from './stories.js';
import { alertsOfQuietYear, falseAlerts, faultsOfDeclines } from './verdicts.js';

const TIME = 240_000;

/** What alerts promise, over the stories and the quiet years of some seeds. */
export function storySuite(seeds: readonly number[]): void {
  describe.each(seeds)('fifty stories of seed %i', (seed) => {
    it('are fifty, and hold declines', () => {
      const stories = storiesOf(seed);
      expect(stories).toHaveLength(50);
      expect(stories.filter(({ declines }) => declines !== undefined)).toHaveLength(16);
    });

    it('tell every true decline of a fifth or more in time, and nothing before it', () => expect(faultsOfDeclines(seed)).toEqual([]), TIME);

    it('tell nothing that is only missing, late, partial, read wrong, defined anew, or a holiday', () => expect(falseAlerts(seed)).toEqual([]), TIME);
  });

  describe.each(seeds)('a year of noise and weekends of seed %i', (seed) => {
    it('tells at most one false alert for fifty rules', () => expect(alertsOfQuietYear(seed).length).toBeLessThanOrEqual(1), TIME);
  });
}
