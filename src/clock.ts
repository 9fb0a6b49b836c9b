import type { Instant } from '../connectors/contract/period.js';

/** Tells periods, slots and "today". In the demo it starts at 2024-03-01 09:00 in Jakarta and ticks. */
export interface BusinessClock {
  readonly now: () => Instant;
}

/** Tells leases, timeouts, tokens and retries; always the real time. `sleep` is here so that a test need not wait. */
export interface WallClock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** The machine's own clock. */
export const systemWallClock: WallClock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** A business clock that shows the real time. */
export const realBusinessClock = (wall: WallClock): BusinessClock => ({
  now: () => new Date(wall.now()).toISOString() as Instant,
});

/** A business clock that stood at `start` when the wall clock stood at `wallStart`, and ticks with it. */
export const shiftedBusinessClock = (wall: WallClock, start: Instant, wallStart: number): BusinessClock => ({
  now: () => new Date(Date.parse(start) + wall.now() - wallStart).toISOString() as Instant,
});

/** The minute in which a moment lies: what a digest says it was read at, so that two runs in one minute give the same bytes. */
export const wholeMinute = (moment: Instant): Instant => `${moment.slice(0, 16)}:00.000Z` as Instant;
