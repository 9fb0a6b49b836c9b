import { describe, it } from 'vitest';
import { checkSoak } from './check.js';

describe('sixty days of random faults, days off and restarts', () => {
  it.each([1, 2, 3])('leave nothing wrong, nothing missing that could be had, no hole without a mark and no secret (seed %i)', checkSoak);
});
