import { addDays, type CivilDate, civilDate } from '../../../connectors/contract/period.js';
import type { CaseName, FaultOptions } from '../../../sandbox/platforms/faults.js';
import { seededWorld } from '../../../sandbox/platforms/seeded-world.js';
import { figuresAt, type World, type WorldAccount, type WorldPost } from '../../../sandbox/platforms/world.js';
import type { Connection } from '../../../src/pipeline/pull.js';
import { backfillConnection, syncConnection } from '../../../src/pipeline/sync.js';
import { openRig, type PlatformsRig } from '../../support/platforms.js';
import { kindsOf, readingOf, valuesOf } from '../pulling.js';

/** The days of these tests: at the second evening the day before yesterday but one has settled. */
export const TODAY = civilDate('2026-10-20');
export const EVENING = `${TODAY}T16:30:00Z`;
export const NEXT_EVENING = '2026-10-21T16:30:00Z';
/** A day that has settled by the first evening, and the first one that the first pull reads. */
export const SETTLED = civilDate('2026-10-17');

export type MetaPlatform = 'instagram' | 'facebook';

/** Two accounts of one platform with the store behind them; a case shows for the first of them. */
export interface Stored {
  readonly rig: PlatformsRig;
  readonly mine: WorldAccount;
  readonly beside: WorldAccount;
  /** switches a case on, for the first account where nothing else is said */
  readonly show: (name: CaseName, options?: FaultOptions) => void;
  readonly clear: () => void;
  /** pulls on each of some evenings; gives the kinds of what could not be had on the last of them */
  readonly evenings: (...moments: readonly string[]) => Promise<readonly string[]>;
  readonly stories: (moment: string) => Promise<readonly string[]>;
  readonly backfill: (from: string) => Promise<void>;
  /** the stored days of an account's metric as `day value`, an absence in the place of a value */
  readonly days: (metric: string, account?: WorldAccount) => Promise<readonly string[]>;
  /** what is stored of one settled day: a value or an absence */
  readonly settled: (metric: string, account?: WorldAccount) => Promise<string | undefined>;
  /** the last stored reading of each figure of a post */
  readonly figures: (post: WorldPost, account?: WorldAccount) => Promise<Readonly<Record<string, number | string | undefined>>>;
}

const DATES = { firstDay: '2026-08-01', lastDay: '2026-11-10' };

/** The world of these tests: two accounts of a platform, the same every time. */
export const worldOf = (platform: MetaPlatform, postsPerDay = 1): World =>
  seededWorld({ seed: 7, ...DATES, accountsPerPlatform: 2, postsPerDay, platforms: [platform] });

/** A world with another first account. */
export const withFirst = ({ accounts: [first, ...others] }: World, change: (first: WorldAccount) => WorldAccount): World => ({
  accounts: first === undefined ? others : [change(first), ...others],
});

/** Opens a store in front of the stand-in of a platform. */
export async function openStored(platform: MetaPlatform, world: World = worldOf(platform)): Promise<Stored> {
  const [mine, beside] = world.accounts;
  if (mine === undefined || beside === undefined) throw new Error('The world has two accounts.');
  const rig = await openRig({ world, now: EVENING });
  // As if the platform were the real one: what a stand-in states is marked as invented, and has no other quality.
  const connection = (): Connection => {
    const [one] = rig.connections;
    if (one === undefined) throw new Error('There is no connection.');
    return { ...one, synthetic: false };
  };
  const pull = async (moment: string, task: 'daily' | 'stories'): Promise<readonly string[]> => {
    rig.at(moment);
    const report = await syncConnection(connection(), task, rig.deps);
    return report.state === 'pulled' ? kindsOf(report) : [report.state];
  };
  const days = (metric: string, account = mine) => valuesOf(rig, nameOf(account), metric);
  return {
    rig,
    mine,
    beside,
    show: (name, options = { account: mine.id }) => rig.platforms.faults.on(name, options),
    clear: () => rig.platforms.faults.clear(),
    evenings: async (...moments) => {
      let kinds: readonly string[] = [];
      for (const moment of moments) kinds = await pull(moment, 'daily');
      return kinds;
    },
    stories: (moment) => pull(moment, 'stories'),
    backfill: async (from) => {
      await backfillConnection(connection(), civilDate(from), rig.deps);
    },
    days,
    settled: async (metric, account) => (await days(metric, account)).find((line) => line.startsWith(SETTLED))?.slice(SETTLED.length + 1),
    figures: async (post, account = mine) =>
      Object.fromEntries(
        await Promise.all(METRICS[platform].map(async (metric) => [metric, await readingOf(rig, `${nameOf(account)}/${post.id}`, metric)] as const)),
      ),
  };
}

const METRICS = {
  instagram: ['reach', 'views', 'likes', 'comments', 'shares', 'saves'],
  facebook: ['reach', 'views', 'likes', 'comments', 'shares'],
} as const satisfies Readonly<Record<MetaPlatform, readonly string[]>>;

/** The account's id in the configuration. */
export const nameOf = ({ platform, username }: WorldAccount): string => `${platform}:${username}`;

/** The posts and reels of an account that a pull of an evening stores, oldest first. */
export const postsOf = ({ posts }: WorldAccount, evening: string = EVENING): readonly WorldPost[] =>
  posts.filter(({ kind, publishedAt }) => kind !== 'story' && publishedAt >= addDays(SETTLED, -1) && publishedAt <= evening);

/** The newest of them. */
export function newestOf(account: WorldAccount, evening: string = EVENING): WorldPost {
  const post = postsOf(account, evening).at(-1);
  if (post === undefined) throw new Error('The account has posted nothing.');
  return post;
}

/** The true figures of a post at a moment, those that the platform has. */
export function trueFigures({ platform }: WorldAccount, post: WorldPost, moment: string): Readonly<Record<string, number | string | undefined>> {
  const { saves, ...others } = figuresAt(post, Date.parse(moment)) ?? { saves: 0 };
  return platform === 'instagram' ? { ...others, saves } : others;
}

const FIELDS = { reach: 'reach', views: 'views', profile_views: 'profileViews', followers_gained: 'gained', followers_lost: 'lost' } as const;

/** What is true of an account's day. */
export function truthOn({ days }: WorldAccount, day: string, metric: keyof typeof FIELDS): number {
  const found = days.get(day)?.[FIELDS[metric]];
  if (found === undefined) throw new Error(`The world has no ${day}.`);
  return found;
}

/** The true values of some days as `day value`, from one to another, both included. */
export function trueDays(account: WorldAccount, metric: keyof typeof FIELDS, first: string, last: string): readonly string[] {
  const lines: string[] = [];
  for (let day = civilDate(first); day <= last; day = addDays(day, 1)) lines.push(`${day} ${truthOn(account, day, metric)}`);
  return lines;
}

/** The followers that the platform states in the evening of a day: those at the end of the day before. */
export const followersIn = ({ days }: WorldAccount, day: CivilDate): number | undefined => days.get(addDays(day, -1))?.followers;
