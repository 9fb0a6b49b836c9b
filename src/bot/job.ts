import type { Slot } from '../domain/delivery.js';
import type { Schedule } from '../schedule/due.js';

/** Work that falls due by the clock. `run` throws where it failed, so that the slot is tried again. */
export interface Job {
  /** as the present configuration has them; each id belongs to one job alone */
  readonly schedules: () => readonly Schedule[];
  readonly run: (slot: Slot) => Promise<void>;
}

/** Work that needs no slots, since it keeps its own account of what is left: called at the start and every minute, never twice at once. Never rejects. */
export type MinuteWork = () => Promise<void>;
