import { describe, it } from 'vitest';
import { checkSoak } from './check.js';

describe('sixty days of random faults, days off and restarts', () => {
  // A seed takes ten seconds on a free core; a loaded machine takes many times as long.
  it.each([1, 2, 3])(
    'leave nothing wrong, nothing missing that could be had, no hole without a mark and no secret (seed %i)',
    { timeout: 180_000 },
    async (seed) => checkSoak(seed),
  );
});
