import { z } from 'zod';
import type { Instant } from '../../connectors/contract/period.js';
import type { WallClock } from '../clock.js';
import { type Slot, slotId } from '../domain/delivery.js';
import type { Store } from '../store/port.js';
import type { Since } from './due.js';

/** What of the store the schedules need. */
export type SlotStore = Pick<Store, 'readSetting' | 'saveSetting'>;

const instant = z.iso.datetime().transform((text) => text as Instant);
const since = z.object({ kind: z.enum(['handled', 'installed']), at: instant });
const slotState = z.object({
  state: z.enum(['running', 'retrying', 'done', 'skipped', 'failed']),
  attempts: z.number().int().nonnegative(),
  /** the wall clock in ms before which it is not tried again */
  notBefore: z.number().optional(),
  reason: z.string().optional(),
});

/** How a slot stands: every slot ends as `done`, `skipped` or `failed` with a reason. */
export type SlotState = z.infer<typeof slotState>;

/** Reads and writes how slots stand, as settings rows: `slot:<schedule>` says what was handled last, `slot:<schedule>@<moment>` how one slot stands. */
export interface SlotBook {
  readonly since: (schedule: string) => Promise<Since | undefined>;
  readonly saveSince: (schedule: string, value: Since) => Promise<void>;
  readonly state: (slot: Slot) => Promise<SlotState | undefined>;
  readonly saveState: (slot: Slot, value: SlotState) => Promise<void>;
}

/** A slot book over a store. Its methods reject with the store's errors. */
export function slotBook(store: SlotStore, wallClock: WallClock): SlotBook {
  let last = 0;
  const save = (name: string, value: unknown): Promise<void> => {
    // Versions of one name must differ in their moment, and a clock may stand still for two of them.
    last = Math.max(wallClock.now(), last + 1);
    return store.saveSetting({ name, value: JSON.stringify(value), validFrom: new Date(last).toISOString() as Instant, by: 'pantau' });
  };
  const read = async <T>(name: string, parse: (value: unknown) => T): Promise<T | undefined> => {
    const row = await store.readSetting(name);
    return row && parse(JSON.parse(row.value));
  };
  return {
    since: (schedule) => read(`slot:${schedule}`, (value) => since.parse(value)),
    saveSince: (schedule, value) => save(`slot:${schedule}`, value),
    state: (slot) => read(`slot:${slotId(slot)}`, (value) => slotState.parse(value)),
    saveState: (slot, value) => save(`slot:${slotId(slot)}`, value),
  };
}
