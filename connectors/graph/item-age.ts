import type { Absence } from '../contract/observation.js';
import type { Instant } from '../contract/period.js';
import { SETTLES_AFTER_HOURS } from './day-values.js';

const HOUR_MS = 3_600_000;
/** For so long after publication the figures of an item are read again. */
const READ_AGAIN_HOURS = 30 * 24;

/** How long ago something was published, in hours. */
export const ageInHours = (now: Instant, publishedAt: string): number => (Date.parse(now) - Date.parse(publishedAt)) / HOUR_MS;

/** Whether the figures of an item have settled. */
export const isSettledItem = (now: Instant, publishedAt: string): boolean => ageInHours(now, publishedAt) >= SETTLES_AFTER_HOURS;

/**
 * What it means that an answer leaves out a figure of an item. Of one that is known it says nothing: a lifetime figure does not vanish, so the last
 * reading stays (undefined). Of a new one the figure is not there yet, as long as the item is read again.
 */
export function absenceOfItem(now: Instant, publishedAt: string, isKnown: boolean): Extract<Absence, 'not-yet' | 'not-available'> | undefined {
  if (isKnown) return undefined;
  return ageInHours(now, publishedAt) < READ_AGAIN_HOURS ? 'not-yet' : 'not-available';
}
