import { randomUUID } from 'node:crypto';
import { schedule as startCron } from 'node-cron';
import type { Text } from '../../connectors/contract/metric.js';
import type { Instant } from '../../connectors/contract/period.js';
import type { BusinessClock, WallClock } from '../clock.js';
import { type Slot, slotId } from '../domain/delivery.js';
import { type Lease, type LeaseStore, withLease } from '../pipeline/lease.js';
import { reasonOf, within } from '../pipeline/patience.js';
import { owedSlots, type Schedule, type Since, slotWords } from './due.js';
import { type SlotBook, type SlotStore, slotBook } from './state.js';

/** Bounds of the runner, in ms of the wall clock. */
export interface RunnerLimits {
  readonly attempts: number;
  readonly runMs: number;
  readonly leaseMs: number;
  readonly stopMs: number;
}

/** Five attempts, with 1, 4, 9 and 16 minutes between them. */
const RUNNER_LIMITS: RunnerLimits = { attempts: 5, runMs: 1_800_000, leaseMs: 60_000, stopMs: 30_000 };

type Log = (message: string, fields?: Record<string, unknown>) => void;

/** What the runner works with. `run` does a slot and throws where it failed; its signal says that nobody waits for it any more. */
export interface RunnerDeps {
  readonly store: LeaseStore & SlotStore;
  readonly businessClock: BusinessClock;
  readonly wallClock: WallClock;
  readonly log: { readonly info: Log; readonly warn: Log; readonly error: Log };
  readonly tellOwner: (sentence: Text) => Promise<void>;
  readonly run: (slot: Slot, signal: AbortSignal) => Promise<void>;
  readonly limits?: Partial<RunnerLimits>;
  /** from where slots count on a first start; the first tick's business time where left out. The demo gives its starting moment, which is itself a slot. */
  readonly installedAt?: Instant;
}

/** Runs owed slots. `tick` starts what is owed and ends with it; it never rejects. `stop` says whether all that ran has ended in time. */
export interface Runner {
  readonly tick: () => Promise<void>;
  readonly stop: () => Promise<boolean>;
}

/** A runner over the schedules as they are at each tick, whose `tick` is called every minute of the wall clock by itself. */
export function startRunner(given: { readonly schedules: () => readonly Schedule[]; readonly deps: RunnerDeps }): Runner {
  const runner = createRunner(given);
  // The tick is not awaited: one hung schedule must not hold up the others' next minutes, and no schedule runs twice at once in any case.
  const task = startCron('* * * * *', () => void runner.tick(), { noOverlap: true, suppressMissedWarning: true });
  return {
    tick: runner.tick,
    stop: async () => {
      await task.destroy();
      return runner.stop();
    },
  };
}

interface Desk {
  readonly deps: RunnerDeps;
  readonly limits: RunnerLimits;
  readonly book: SlotBook;
  readonly abort: AbortController;
}

/** A runner over the schedules as they are at each tick, that does nothing until `tick` is called. */
export function createRunner({ schedules, deps }: { readonly schedules: () => readonly Schedule[]; readonly deps: RunnerDeps }): Runner {
  const desk: Desk = { deps, limits: { ...RUNNER_LIMITS, ...deps.limits }, book: slotBook(deps.store, deps.wallClock), abort: new AbortController() };
  const running = new Map<string, Promise<void>>();
  let stopping = false;
  const begin = (schedule: Schedule): Promise<void> => {
    const work = attend(desk, schedule)
      .catch((cause) =>
        deps.log.error('a schedule could not be attended; the next tick tries again', { schedule: schedule.id, reason: reasonOf(cause) }),
      )
      .finally(() => running.delete(schedule.id));
    running.set(schedule.id, work);
    return work;
  };
  return {
    tick: async () => {
      if (stopping) return;
      await Promise.all(
        schedules()
          .filter((schedule) => !running.has(schedule.id))
          .map(begin),
      );
    },
    stop: async () => {
      stopping = true;
      const waited = await within(deps.wallClock, desk.limits.stopMs, () => Promise.all(running.values()));
      desk.abort.abort();
      return waited.ending === 'finished';
    },
  };
}

async function attend(desk: Desk, schedule: Schedule): Promise<void> {
  const now = desk.deps.businessClock.now();
  const since = await desk.book.since(schedule.id);
  const installed: Since = { kind: 'installed', at: desk.deps.installedAt ?? now };
  if (!since) await desk.book.saveSince(schedule.id, installed);
  const due = owedSlots(schedule, now, since ?? installed).due;
  if (!due) return;
  const { deps, limits } = desk;
  // One lease for all slots of a schedule, so that a newer slot never overtakes an older one that still runs elsewhere.
  await withLease(deps.store, `schedule:${schedule.id}`, randomUUID(), limits.leaseMs, deps.wallClock, async (lease) => {
    // Read again under the lease: another process may have handled it in between.
    const fresh = await desk.book.since(schedule.id);
    const owed = fresh && owedSlots(schedule, now, fresh);
    if (!owed?.due || owed.due.at !== due.at) return;
    await skip(desk, schedule, owed.skipped, owed.moreSkipped);
    await attempt(desk, schedule, owed.due, lease);
  });
}

async function skip(desk: Desk, schedule: Schedule, skipped: readonly Slot[], more: boolean): Promise<void> {
  for (const slot of skipped) {
    const before = await desk.book.state(slot);
    if (before?.state === 'skipped') continue;
    await desk.book.saveState(slot, { state: 'skipped', attempts: before?.attempts ?? 0, reason: before?.reason ?? 'a newer slot is due' });
    desk.deps.log.warn('slot skipped: a newer one is due', { slot: slotId(slot), at: slotWords(slot, schedule.zone) });
  }
  if (more) desk.deps.log.warn('older slots than these were skipped too', { schedule: schedule.id });
}

async function attempt(desk: Desk, schedule: Schedule, slot: Slot, lease: Lease): Promise<void> {
  const { deps, limits, book } = desk;
  const before = await book.state(slot);
  if (before?.state === 'retrying' && deps.wallClock.now() < (before.notBefore ?? 0)) return;
  const made = before?.attempts ?? 0;
  // A row that is still `running` here belongs to a process that died in its last attempt.
  if (made >= limits.attempts) return giveUp(desk, schedule, slot, made, before?.reason ?? 'the program ended during the last attempt');
  const attempts = made + 1;
  await book.saveState(slot, { state: 'running', attempts, ...(before?.reason === undefined ? {} : { reason: before.reason }) });
  const failure = await runBounded(desk, slot);
  if (!(await lease.confirm())) {
    deps.log.error('slot lost its lease while it ran; another process decides', { slot: slotId(slot) });
    return;
  }
  if (failure === undefined) return conclude(desk, slot, { state: 'done', attempts });
  if (attempts >= limits.attempts) return giveUp(desk, schedule, slot, attempts, failure);
  deps.log.warn('slot failed and is tried again', { slot: slotId(slot), attempts, reason: failure });
  await book.saveState(slot, { state: 'retrying', attempts, reason: failure, notBefore: deps.wallClock.now() + attempts * attempts * 60_000 });
}

/** Runs a slot with a bound on its time; the reason where it failed. */
async function runBounded(desk: Desk, slot: Slot): Promise<string | undefined> {
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, desk.abort.signal]);
  const ending = await within(desk.deps.wallClock, desk.limits.runMs, () => desk.deps.run(slot, signal));
  if (ending.ending === 'finished') return undefined;
  if (ending.ending === 'threw') return reasonOf(ending.cause);
  over.abort();
  return `it was not done after ${Math.round(desk.limits.runMs / 60_000)} minutes`;
}

async function giveUp(desk: Desk, schedule: Schedule, slot: Slot, attempts: number, reason: string): Promise<void> {
  const when = slotWords(slot, schedule.zone);
  const sentence: Text = {
    id: `Jadwal ${schedule.id} untuk ${when} gagal setelah ${attempts} kali percobaan: ${reason}. Perbaiki penyebabnya, lalu kirim secara manual.`,
    en: `The schedule ${schedule.id} for ${when} failed after ${attempts} attempts: ${reason}. Remove the cause, then post it by hand.`,
  };
  const told = await within(desk.deps.wallClock, 60_000, () => desk.deps.tellOwner(sentence));
  if (told.ending !== 'finished') desk.deps.log.error('the owner could not be told', { slot: slotId(slot), sentence: sentence.en });
  await conclude(desk, slot, { state: 'failed', attempts, reason });
}

async function conclude(desk: Desk, slot: Slot, state: { state: 'done' | 'failed'; attempts: number; reason?: string }): Promise<void> {
  await desk.book.saveState(slot, state);
  await desk.book.saveSince(slot.schedule, { kind: 'handled', at: slot.at });
  desk.deps.log.info(`slot ${state.state}`, { slot: slotId(slot), ...state });
}
