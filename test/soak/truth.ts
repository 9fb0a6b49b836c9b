import { type CivilDate, civilDate } from '../../connectors/contract/period.js';
import { dayNumber, dayText } from '../../sandbox/calendar.js';
import { gainedBetween, openShown } from '../../sandbox/platforms/shown.js';
import { type DayTruth, figuresAt, type PostFigures, type World, type WorldAccount, type WorldPost } from '../../sandbox/platforms/world.js';
import type { SoakedPull } from './run.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The daily figures that a platform tells of its past, and after how many hours a day's figure is final. `undefined`: our world holds no truth of it. */
interface Told {
  readonly metrics: Readonly<Record<string, ((day: DayTruth) => number) | undefined>>;
  readonly settlesAfterHours: number;
  /** hours after the beginning of a day in UTC at which it ends */
  readonly endsAfterHours: number;
  /** hours after its end at which a day is told for the first time, at the latest */
  readonly toldAfterHours: number;
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
  endsAfterHours: 32,
  toldAfterHours: 0,
};

/** By platform of the soak. The impressions of an account of X are those of its posts; `impressionsOn` is the truth of them. */
const TOLD: Readonly<Record<string, Told>> = {
  instagram: META,
  // A Page's figures are made once a day.
  facebook: { ...META, toldAfterHours: 12 },
  youtube: {
    metrics: { views: ({ views }) => views, followers_gained: ({ gained }) => gained, followers_lost: ({ lost }) => lost, engaged_views: undefined },
    settlesAfterHours: 72,
    endsAfterHours: 32,
    toldAfterHours: 48,
  },
  x: { metrics: { impressions: undefined }, settlesAfterHours: 24, endsAfterHours: 24, toldAfterHours: 24 },
};

/** What the platform of an account tells; throws for one that is not soaked. */
export function toldBy({ platform }: WorldAccount): Told {
  const told = TOLD[platform];
  if (told === undefined) throw new Error(`${platform} is not soaked.`);
  return told;
}

/** The figures of posts that a platform gives of a kind. X counts reposts as shares and bookmarks as saves. */
export function postMetrics(platform: string, kind: WorldPost['kind']): readonly string[] {
  switch (platform) {
    case 'instagram':
      return kind === 'story' ? ['reach', 'views', 'shares'] : ['reach', 'views', 'likes', 'comments', 'shares', 'saves'];
    case 'facebook':
      return ['reach', 'views', 'likes', 'comments', 'shares'];
    case 'x':
      return ['impressions', 'likes', 'comments', 'shares', 'saves'];
    case 'youtube':
      return ['views', 'likes', 'comments', 'shares'];
    default:
      throw new Error(`${platform} is not soaked.`);
  }
}

const FIGURES: Readonly<Record<string, keyof PostFigures>> = { impressions: 'views' };

/** A figure of a post at a moment. */
export const postFigure = (post: WorldPost, metric: string, moment: number): number =>
  figuresAt(post, moment)?.[FIGURES[metric] ?? (metric as keyof PostFigures)] ?? 0;

/** The account's id in the configuration. */
export const nameOf = ({ platform, username }: WorldAccount): string => `${platform}:${username}`;

/** The moment at which a day ends. */
const endOf = (day: CivilDate, account: WorldAccount): number => dayNumber(day) * DAY_MS + toldBy(account).endsAfterHours * HOUR_MS;

/** The moment from which on a day's figure is final: its end in California at the latest, and the platform's own delay. */
export const settledAt = (day: CivilDate, account: WorldAccount): number => endOf(day, account) + toldBy(account).settlesAfterHours * HOUR_MS;

/** The moment from which on a day is told at all. */
export const toldAt = (day: CivilDate, account: WorldAccount): number => endOf(day, account) + toldBy(account).toldAfterHours * HOUR_MS;

/** All days from one to another, both included. */
export const daysBetween = (first: CivilDate, last: CivilDate): readonly CivilDate[] =>
  Array.from({ length: dayNumber(last) - dayNumber(first) + 1 }, (_, index) => civilDate(dayText(dayNumber(first) + index)));

/** The true figure of an account's day; undefined where our world holds none. */
export function dayTruth(world: World, account: WorldAccount, metric: string, day: CivilDate): number | undefined {
  const truth = account.days.get(day);
  if (account.platform === 'x') return impressionsOn(world, account, day);
  return truth === undefined ? undefined : toldBy(account).metrics[metric]?.(truth);
}

function impressionsOn(world: World, account: WorldAccount, day: CivilDate): number {
  const from = dayNumber(day) * DAY_MS;
  return openShown(world, 'x')
    .posts(account)
    .reduce((sum, post) => sum + gainedBetween(post, from, from + DAY_MS).views, 0);
}

/**
 * Whether X tells the whole impressions of a day at a moment: those of the account alone whose token it is, and of posts of the last 30 days, so that
 * two weeks after the day some of the posts that grew on it are too old. True on every other platform.
 */
export function isToldByX({ accounts }: World, account: WorldAccount, day: CivilDate, moment: number): boolean {
  if (account.platform !== 'x') return true;
  return account === accounts.find(({ platform }) => platform === 'x') && moment - dayNumber(day) * DAY_MS <= 15 * DAY_MS;
}

/** The followers that a platform states on a day: those at the end of the day before; YouTube rounds them down to three figures. */
export function statedFollowers(account: WorldAccount, day: CivilDate, isPurged: boolean): number | undefined {
  const followers = account.days.get(dayText(dayNumber(day) - 1))?.followers;
  if (followers === undefined) return undefined;
  if (account.platform === 'x' && isPurged) return Math.floor((followers * 900) / 1_000);
  const step = account.platform === 'youtube' ? 10 ** Math.max(0, String(followers).length - 3) : 1;
  return followers - (followers % step);
}

/** Whether a pull can see a post: stories are seen for a day, other posts are read again for thirty. */
export function canSee({ task, at }: Pick<SoakedPull, 'task' | 'at'>, { kind, publishedAt }: WorldPost): boolean {
  const age = at - Date.parse(publishedAt);
  return age >= 0 && (kind === 'story' ? task === 'stories' && age < DAY_MS : task === 'daily' && age < 29 * DAY_MS);
}
