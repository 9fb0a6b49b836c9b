import { z } from 'zod';
import { addDays, type CivilDate, type Instant } from '../../connectors/contract/period.js';
import type { ConnectionHealth } from '../domain/connection.js';
import { civilDateIn } from '../text/date.js';

const HOUR_MS = 3_600_000;
/** After a longer time without a pull the rest is for a backfill. */
const LONGEST_ABSENCE_MS = 60 * 24 * HOUR_MS;

const instant = z.iso.datetime().transform((text) => text as Instant);
const progress = z.object({ whole: instant.optional(), lost: z.record(z.string(), instant) });

/** How far the daily pulls of a connection have come. */
export interface PullProgress {
  /** the last pull that left out nothing that can still be had; absent before the first one */
  readonly whole?: Instant | undefined;
  /** of what has stopped since (concerns of the connection's health): the last whole pull before it did */
  readonly lost: Readonly<Record<string, Instant>>;
}

/** Progress as it was written down; none where nothing was, or nothing that can be read. */
export function readProgress(text: string | undefined): PullProgress {
  try {
    return progress.parse(JSON.parse(text ?? ''));
  } catch {
    return { lost: {} };
  }
}

/**
 * The first day that a daily pull is to read: the first one that had not settled at the last whole pull, since all before it were read with their final
 * figures. On the first pull of all, the last day that has settled. `settlesWithinHours` counts from the beginning of a day in UTC.
 */
export function firstDayToRead({ whole }: PullProgress, now: Instant, settlesWithinHours: number): CivilDate {
  const oldest = Date.parse(now) - LONGEST_ABSENCE_MS;
  const settledDay = (moment: number): CivilDate => civilDateIn(new Date(moment - settlesWithinHours * HOUR_MS).toISOString() as Instant, 'UTC');
  return whole === undefined ? settledDay(Date.parse(now)) : addDays(settledDay(Math.max(Date.parse(whole), oldest)), 1);
}

/** The progress from which a pull goes on: what had stopped and is asked again is read from where it stopped. `isAsked` says so of a concern. Pure. */
export function resumed({ whole, lost }: PullProgress, isAsked: (concern: string) => boolean): PullProgress {
  const again = Object.entries(lost).flatMap(([concern, since]) => (isAsked(concern) ? [since] : []));
  return { whole: [whole, ...again].filter((one) => one !== undefined).sort()[0], lost };
}

/** The progress after a daily pull, from that with which it began. Pure. */
export function progressAfter(begun: PullProgress, { now, isWhole, health }: ProgressStep): PullProgress {
  const lost = Object.fromEntries(Object.keys(health.stopped).map((concern) => [concern, begun.lost[concern] ?? begun.whole ?? now]));
  return { whole: isWhole ? now : begun.whole, lost };
}

/** What a daily pull came to. */
export interface ProgressStep {
  readonly now: Instant;
  readonly isWhole: boolean;
  /** the connection after the pull */
  readonly health: ConnectionHealth;
}
