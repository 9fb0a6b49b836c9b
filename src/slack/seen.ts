import type { WallClock } from '../clock.js';

/** Tells the first delivery of something from its repetitions. */
export interface Seen {
  /** true where none of these keys was seen in the last 24 hours; remembers them */
  readonly first: (...keys: readonly string[]) => boolean;
}

const KEEP_MS = 24 * 3_600_000;
const MOST_KEYS = 50_000;

/** Remembers keys in memory; the oldest go first where there are too many. Slack repeats events, also without saying so (bolt-js#2487, 2026-11-25). */
export function createSeen(wall: Pick<WallClock, 'now'>): Seen {
  const at = new Map<string, number>();
  return {
    first: (...keys) => {
      const now = wall.now();
      for (const [key, time] of at) {
        if (now - time < KEEP_MS && at.size <= MOST_KEYS) break;
        at.delete(key);
      }
      const known = keys.some((key) => at.has(key));
      for (const key of keys) if (!at.has(key)) at.set(key, now);
      return !known;
    },
  };
}
