import type { Instant } from '../../connectors/contract/period.js';
import type { BusinessClock } from '../../src/clock.js';
import { MARCH_FIRST } from './ministry.js';

/** A business clock that goes on from the morning after February 2024 by a step (ms) whenever it is asked, so that what comes later is later. */
export function tickingClock(stepMs: number): BusinessClock {
  let now = Date.parse(MARCH_FIRST);
  return {
    now: () => {
      now += stepMs;
      return new Date(now).toISOString() as Instant;
    },
  };
}
