import type { WallClock } from '../../src/clock.js';

/** A wall clock that stands still until somebody sleeps, and then is at once where the sleep ends; for tests with real connections. */
export interface JumpingClock extends WallClock {
  readonly slept: readonly number[];
  readonly advance: (milliseconds: number) => void;
}

export function jumpingClock(start = Date.parse('2026-11-25T02:00:00Z')): JumpingClock {
  let now = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
    },
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}
