import { type CivilDate, civilDate, type Instant } from '../contract/period.js';

/** The civil day of a moment in a zone. */
export function dayIn(zone: string, moment: Instant): CivilDate {
  return civilDate(
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(Date.parse(moment)),
  );
}

/** Whether a number of followers is so far below the last one that it is read a second time: a purge is real, a slip of the platform is not. */
export function isDoubtful(followers: number | null, before: number | undefined): boolean {
  if (followers === null) return false;
  return followers === 0 || (before !== undefined && followers * 2 < before);
}
