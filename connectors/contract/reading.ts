import type { Pulled } from './connector.js';
import { civilDayOf } from './day-label.js';
import type { Instant } from './period.js';

/** Whether a number of followers is so far below the last one that it is read a second time: a purge is real, a slip of the platform is not. */
export function isDoubtful(followers: number | null, before: number | undefined): boolean {
  if (followers === null) return false;
  return followers === 0 || (before !== undefined && followers * 2 < before);
}

/** A reading of now of an account, labelled with the organisation's day; a figure that the platform leaves out is not available. */
export const readingOfNow = <Name extends string>(
  { capability, account, value, raw }: { readonly capability: Name; readonly account: string; readonly value: number | null; readonly raw: string },
  { now, zone }: { readonly now: Instant; readonly zone: string },
): Extract<Pulled<Name>, { type: 'value' }> => ({
  type: 'value',
  capability,
  account,
  day: civilDayOf(now, zone),
  zone,
  value,
  ...(value === null ? { absence: 'not-available' as const } : {}),
  quality: 'complete',
  raw,
});
