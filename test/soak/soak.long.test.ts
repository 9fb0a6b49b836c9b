import { describe, it } from 'vitest';
import { checkSoak } from './check.js';

const SEEDS = Array.from({ length: 200 }, (_, index) => 1_000 + index);

describe('sixty days of random faults, days off and restarts', () => {
  it.each(SEEDS)('leave nothing wrong, nothing missing that could be had, no hole without a mark and no secret (seed %i)', async (seed) => {
    process.stdout.write(`soak: seed ${seed}\n`);
    await checkSoak(seed);
  });
});
