import type { WallClock } from '../clock.js';

/** How a piece of work ended: it gave a value, it threw, or it was still running when the time was over. */
export type Ending<T> =
  | { readonly ending: 'finished'; readonly value: T }
  | { readonly ending: 'threw'; readonly cause: unknown }
  | { readonly ending: 'late' };

const SLICE_MS = 1_000;

/** Waits for work at most `milliseconds` by the wall clock and never throws. Late work goes on by itself: the caller must not depend on its end. */
export async function within<T>(wallClock: WallClock, milliseconds: number, work: () => Promise<T>): Promise<Ending<T>> {
  let ended = false;
  const ending: Promise<Ending<T>> = started(work).then((result) => {
    ended = true;
    return result;
  });
  const deadline = wallClock.now() + milliseconds;
  // Short slices, because a sleep can't be called off and a long one would keep a finished process alive.
  for (let left = milliseconds; !ended && left > 0; left = deadline - wallClock.now()) {
    await Promise.race([ending, wallClock.sleep(Math.min(SLICE_MS, left))]);
  }
  return ended ? ending : { ending: 'late' };
}

async function started<T>(work: () => Promise<T>): Promise<Ending<T>> {
  try {
    return { ending: 'finished', value: await work() };
  } catch (cause) {
    return { ending: 'threw', cause };
  }
}

/** The words of whatever was thrown. */
export const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
