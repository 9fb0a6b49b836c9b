import { describe, it } from 'vitest';
import { checkSoak } from './check.js';

/** Seeds that once showed a mistake; each is among those below as well. */
const ONCE_WRONG: readonly (readonly [number, string])[] = [
  [1026, 'a day that one pull stated twice ended the pull'],
  [1040, 'one figure that was stated twice, final and not yet final, could not be stored'],
  [
    1027,
    'the figures of a metric that was refused in the same pull were dropped, and days were read from where their account had stopped a pull too late',
  ],
  [1056, 'a day stood in the half of a window next to the one that failed, and was dropped'],
  [1000, 'a reel became a post of the feed where the list of reels broke off'],
  [1140, 'posts that were listed before the access died were dropped'],
  [1123, 'an account that lost its access before its first daily pull was not read from there'],
  [1028, 'a story with fewer than five viewers has no figures'],
  [1042, 'a post older than thirty days is read once more after days without access'],
  [1182, 'the posts of an account that was suspended for a while counted as deleted'],
  [1054, 'a day that was told last before it was final was never asked for again'],
];
const SEEDS = Array.from({ length: 200 }, (_, index) => 1_000 + index);
/** A seed takes ten seconds on a free core, 26 on two shared ones: all of them took 43 minutes there (2026-11-25). A loaded machine takes many times as long. */
const TIMEOUT = { timeout: 180_000 };

describe('sixty days of random faults, days off and restarts', () => {
  it.each(ONCE_WRONG)('do not bring back what seed %i showed: %s', TIMEOUT, async (seed) => checkSoak(seed));

  it.each(SEEDS)('leave nothing wrong, nothing missing that could be had, no hole without a mark and no secret (seed %i)', TIMEOUT, async (seed) => {
    process.stdout.write(`soak: seed ${seed}\n`);
    await checkSoak(seed);
  });
});
