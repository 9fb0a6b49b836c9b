import { describe, expect, it } from 'vitest';
import { judgeWorld } from './world-verdicts.js';

/** What alerts promise, over the worlds of some seeds and a real store. */
export function worldSuite(seeds: readonly number[]): void {
  describe.each(seeds)('the accounts of seed %i, over a spring with its holidays', (seed) => {
    it('are told of in time where they decline, and of nothing else; of steady ones once at most', async () => {
      const { faults, alarms } = await judgeWorld(seed);
      expect(faults).toEqual([]);
      expect(alarms.length).toBeLessThanOrEqual(1);
    }, 240_000);
  });
}
