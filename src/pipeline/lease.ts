import type { WallClock } from '../clock.js';
import type { Store } from '../store/port.js';
import { within } from './patience.js';

/** What of the store a lease needs. */
export type LeaseStore = Pick<Store, 'acquireLease' | 'releaseLease'>;

/** A lease in the hands of its holder. `confirm` renews it now and says whether it is still held; ask it right before an act that must not happen twice. */
export interface Lease {
  readonly confirm: () => Promise<boolean>;
}

/** Whether the lease was free, and if so what the work gave. */
export type Leased<T> = { readonly held: true; readonly value: T } | { readonly held: false };

/**
 * Does work under a named lease of `ttlMs`, renewed at every third of it while the work lasts and given back after it, also where the work throws.
 * Where another holder has it the work is not begun. `holder` must differ between any two callers.
 */
export async function withLease<T>(
  store: LeaseStore,
  name: string,
  holder: string,
  ttlMs: number,
  wallClock: WallClock,
  work: (lease: Lease) => Promise<T>,
): Promise<Leased<T>> {
  let lost = false;
  const confirm = async (): Promise<boolean> => {
    const now = wallClock.now();
    // A lease that was lost stays lost: somebody else may have acted in between.
    if (!lost && !(await store.acquireLease(name, holder, now + ttlMs, now))) lost = true;
    return !lost;
  };
  if (!(await confirm())) return { held: false };
  const running = work({ confirm });
  try {
    await renewUntil(running, confirm, ttlMs, wallClock);
    return { held: true, value: await running };
  } finally {
    // A lease that could not be given back runs out by itself; the work's own result matters more.
    if (!lost) await store.releaseLease(name, holder).catch(() => undefined);
  }
}

async function renewUntil(running: Promise<unknown>, confirm: () => Promise<boolean>, ttlMs: number, wallClock: WallClock): Promise<void> {
  for (;;) {
    const ending = await within(wallClock, ttlMs / 3, () => running);
    if (ending.ending !== 'late') return;
    // A renewal that fails is tried again at the next third; the work asks `confirm` where it counts.
    await confirm().catch(() => undefined);
  }
}
