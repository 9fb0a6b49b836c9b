import type { WallClock } from '../../src/clock.js';

/** A wall clock that stands still until `settle` or `advance` moves it from one sleeper to the next, so that no test waits. */
export interface VirtualClock extends WallClock {
  /** moves the time on until a promise has ended; throws where nobody sleeps and nothing can happen any more */
  readonly settle: <T>(work: Promise<T>) => Promise<T>;
  readonly advance: (milliseconds: number) => Promise<void>;
}

const idle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function virtualClock(start = Date.parse('2026-11-25T02:00:00Z')): VirtualClock {
  let now = start;
  let sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  const wakeNext = (limit: number): boolean => {
    const next = sleepers.reduce<(typeof sleepers)[number] | undefined>((first, one) => (!first || one.until < first.until ? one : first), undefined);
    if (!next || next.until > limit) return false;
    sleepers = sleepers.filter((one) => one !== next);
    now = Math.max(now, next.until);
    next.wake();
    return true;
  };
  return {
    now: () => now,
    sleep: (milliseconds) => new Promise((wake) => sleepers.push({ until: now + milliseconds, wake })),
    settle: async (work) => {
      let ended = false;
      const mark = (): void => {
        ended = true;
      };
      work.then(mark, mark);
      for (;;) {
        await idle();
        if (ended) return work;
        if (!wakeNext(Number.POSITIVE_INFINITY)) throw new Error('Nothing can happen any more, and the work has not ended.');
      }
    },
    advance: async (milliseconds) => {
      const limit = now + milliseconds;
      await idle();
      while (wakeNext(limit)) await idle();
      now = limit;
    },
  };
}
