import { type CivilDate, civilDate } from '../../connectors/contract/period.js';
import { dayNumber, dayText } from '../../sandbox/calendar.js';
import type { CaseName } from '../../sandbox/platforms/faults.js';
import { type DayTruth, figuresAt, type PlatformName, type WorldAccount, type WorldPost } from '../../sandbox/platforms/world.js';
import { FIRST, LAST, type SoakedPull } from './run.js';

const HOUR_MS = 3_600_000;

/** The daily figures that a platform tells of its past, and after how many hours a day's figure is final. */
interface Told {
  readonly metrics: Readonly<Record<string, (day: DayTruth) => number>>;
  readonly settlesAfterHours: number;
}

const META: Told = {
  metrics: {
    reach: ({ reach }) => reach,
    views: ({ views }) => views,
    profile_views: ({ profileViews }) => profileViews,
    followers_gained: ({ gained }) => gained,
    followers_lost: ({ lost }) => lost,
  },
  settlesAfterHours: 48,
};

/** By platform; X tells impressions of posts alone, which are followed to their posts and not to the account's day. */
export const TOLD: Readonly<Record<PlatformName, Told>> = {
  instagram: META,
  facebook: META,
  youtube: {
    metrics: { views: ({ views }) => views, followers_gained: ({ gained }) => gained, followers_lost: ({ lost }) => lost },
    settlesAfterHours: 72,
  },
  x: { metrics: {}, settlesAfterHours: 24 },
};

/**
 * Cases by which a platform states another figure than the true one, without a word: what was read then can't be held against anybody. That an account's
 * days end elsewhere is one of them here, since at random it changes from one call of a pull to the next.
 */
export const LIES: ReadonlySet<CaseName> = new Set<CaseName>([
  'followers-purged',
  'under-100-followers',
  'rounded-subscribers',
  'views-redefined',
  'account-east-of-utc',
]);

/** Cases by which posts that are there are left out of an answer. */
export const LEAVE_OUT: ReadonlySet<CaseName> = new Set<CaseName>(['suspended-user', 'moved-and-deleted-posts', 'rows-absent-columns-moved']);

/** Cases that spoil a whole answer, and so all accounts that share the call; the others concern the account at which they show. */
const SHARED: ReadonlySet<CaseName> = new Set<CaseName>([
  'html-body',
  'throttled-as-400',
  'credits-depleted',
  'reset-in-the-past',
  'quota-or-rate',
  'refresh-race',
  'invalid-grant',
  'dead-token',
]);

/** Whether a pull asked for everything of an account and the platform had no trouble with it. */
export function wasUntroubled({ report, fired, stopped }: SoakedPull, account: WorldAccount): boolean {
  const concerned = fired.some(({ name, account: of }) => of === undefined || of === account.id || SHARED.has(name));
  const held = stopped.some((concern) => !concern.includes(':') || concern.startsWith(nameOf(account)));
  return report.state === 'pulled' && !concerned && !held;
}

/** The account's id in the configuration. */
export const nameOf = ({ platform, username }: WorldAccount): string => `${platform}:${username}`;

/** The moment from which on a day's figure is final: its end in California at the latest, and the platform's own delay. */
export const settledAt = (day: CivilDate, { platform }: WorldAccount): number =>
  (dayNumber(day) + 1) * 24 * HOUR_MS + 8 * HOUR_MS + TOLD[platform].settlesAfterHours * HOUR_MS;

/** The daily pulls that read a day of an account, with what came of the day final or not. */
export const readersOf = (day: CivilDate, account: WorldAccount, pulls: readonly SoakedPull[]): readonly SoakedPull[] =>
  pulls.filter(
    ({ connection, task, report }) =>
      connection === account.platform && task === 'daily' && report.state === 'pulled' && report.window.start <= day && day < report.window.end,
  );

/** The place among its readers of the last one that nothing troubled and that read the final figure of a day; -1: the platform could not have given it. */
export const lastGoodReader = (day: CivilDate, account: WorldAccount, readers: readonly SoakedPull[]): number =>
  readers.findLastIndex((pull) => settledAt(day, account) <= pull.at && wasUntroubled(pull, account));

/** Every simulated day whose figures were final at the last pull. */
export function settledDays(account: WorldAccount, at: number): readonly CivilDate[] {
  const days: CivilDate[] = [];
  for (let day = dayNumber(FIRST); day <= dayNumber(LAST); day += 1) {
    const text = civilDate(dayText(day));
    if (settledAt(text, account) <= at) days.push(text);
  }
  return days;
}

/** The followers that a platform states on a day: those at the end of the day before; YouTube rounds them down to three figures. */
export function statedFollowers(account: WorldAccount, day: CivilDate, isPurged: boolean): number | undefined {
  const followers = account.days.get(dayText(dayNumber(day) - 1))?.followers;
  if (followers === undefined) return undefined;
  if (account.platform === 'x' && isPurged) return Math.floor((followers * 900) / 1_000);
  const step = account.platform === 'youtube' ? 10 ** Math.max(0, String(followers).length - 3) : 1;
  return followers - (followers % step);
}

/** The likes of a post that one of some pulls could have read; platforms that are late state those of two days before. */
export const likesAt = (post: WorldPost, pulls: readonly SoakedPull[]): ReadonlySet<number> =>
  new Set(
    pulls.flatMap(({ at, fired }) => {
      const isLate = fired.some(({ name }) => name === 'provisional-values');
      return [at, ...(isLate ? [at - 48 * HOUR_MS] : [])].map((moment) => figuresAt(post, moment)?.likes ?? 0);
    }),
  );
