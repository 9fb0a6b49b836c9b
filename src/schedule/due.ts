import { Cron } from 'croner';
import { DateTime } from 'luxon';
import { type Calendar, civilDate, type Instant, type Period, periodOf, shiftPeriod } from '../../connectors/contract/period.js';
import type { Slot } from '../domain/delivery.js';
import { PantauError } from '../errors.js';

/** When something is due: five cron fields, read in an IANA zone. */
export interface Schedule {
  readonly id: string;
  readonly cron: string;
  readonly zone: string;
}

/** From where slots count: after the last one that was handled, or from the installation on (a slot at that very moment counts). */
export type Since = { readonly kind: 'handled'; readonly at: Instant } | { readonly kind: 'installed'; readonly at: Instant };

/** What a schedule owes: the newest slot at most. `skipped` are the older ones, oldest first, at most the newest hundred; `moreSkipped` where there were more. */
export interface Owed {
  readonly due: Slot | undefined;
  readonly skipped: readonly Slot[];
  readonly moreSkipped: boolean;
}

const SKIPPED_LISTED = 100;

/**
 * Which slots of a schedule are owed at a business time. A fixed time that the spring gap swallows is due right after the gap; one that autumn repeats is due
 * once, at its first occurrence. Throws `PantauError` (configuration) for a cron text or a zone that can't be read.
 */
export function owedSlots(schedule: Schedule, now: Instant, since: Since): Owed {
  const cron = cronOf(schedule);
  const first = Date.parse(since.at) + (since.kind === 'handled' ? 1 : 0);
  const found: Slot[] = [];
  // previousRuns leaves out a run at the very reference and takes one earlier in its second (croner 11.0.1, 2026-11-25).
  let [run] = cron.previousRuns(1, new Date(Date.parse(now) + 1));
  while (run && run.getTime() >= first && found.length < SKIPPED_LISTED + 2) {
    found.push({ schedule: schedule.id, at: instant(run) });
    [run] = cron.previousRuns(1, run);
  }
  const [due, ...older] = found;
  return { due, skipped: older.slice(0, SKIPPED_LISTED).reverse(), moreSkipped: older.length > SKIPPED_LISTED };
}

/** The next `count` slots after a business time, soonest first; fewer where the schedule ends. Throws as `owedSlots` does. */
export function nextSlots(schedule: Schedule, now: Instant, count: number): readonly Slot[] {
  return cronOf(schedule)
    .nextRuns(count, new Date(now))
    .map((run) => ({ schedule: schedule.id, at: instant(run) }));
}

/** The whole period before the one in which a slot falls, by the day in its zone. Throws `PantauError` for an unknown zone. */
export function slotPeriod(slot: Slot, periodKind: 'week' | 'month' | 'quarter', calendar: Calendar, zone: string): Period {
  return shiftPeriod(periodOf(periodKind, civilDate(inZone(slot, zone).toFormat('yyyy-MM-dd')), calendar), -1, calendar);
}

/**
 * The slot of which a period is the report: the newest one up to now in the period that follows it, else the first one there. A schedule that has none
 * gets the beginning of that following period, so that posting by hand has an identity too. Throws as `owedSlots` does.
 */
export function slotOfPeriod(schedule: Schedule, period: Period, now: Instant, calendar: Calendar): Slot {
  const following = shiftPeriod(period, 1, calendar);
  const start = DateTime.fromISO(following.start, { zone: schedule.zone }).toMillis();
  const end = DateTime.fromISO(following.end, { zone: schedule.zone }).toMillis();
  const cron = cronOf(schedule);
  const [past] = cron.previousRuns(1, new Date(Math.min(Date.parse(now) + 1, end)));
  const [first] = cron.nextRuns(1, new Date(start - 1));
  const chosen = [past, first].find((run) => run !== undefined && run.getTime() >= start && run.getTime() < end);
  return { schedule: schedule.id, at: instant(chosen ?? new Date(start)) };
}

/** A slot as people read it, always with its zone: `2024-03-01 09:00 Asia/Jakarta (UTC+07:00)`. Throws `PantauError` for an unknown zone. */
export function slotWords(slot: Slot, zone: string): string {
  return inZone(slot, zone).toFormat(`yyyy-MM-dd HH:mm '${zone} (UTC'ZZ')'`);
}

function inZone(slot: Slot, zone: string): DateTime {
  const local = DateTime.fromISO(slot.at, { zone });
  if (!local.isValid) throw new PantauError('configuration', `"${zone}" is no time zone. Write it as in "Asia/Jakarta".`);
  return local;
}

const instant = (date: Date): Instant => date.toISOString() as Instant;

function cronOf(schedule: Schedule): Cron {
  try {
    const cron = new Cron(schedule.cron, { timezone: schedule.zone, mode: '5-part', fixedTimeRule: 'no-wildcard', paused: true });
    // An unknown zone is noticed only when a run is computed.
    cron.nextRun(new Date(0));
    return cron;
  } catch (cause) {
    throw new PantauError(
      'configuration',
      `The schedule "${schedule.id}" can't be read: "${schedule.cron}" in "${schedule.zone}". Write five cron fields and a zone such as "Asia/Jakarta".`,
      { cause },
    );
  }
}
