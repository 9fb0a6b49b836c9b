import { figuresAt, type PostFigures, type WorldPost } from '../world.js';
import { type DayZone, dayOf, startOfDay } from './days.js';
import { type AccountEntry, type PostEntry, publishedUntil } from './directory.js';
import { fires, type Scope } from './scope.js';

/** What people did with an account's posts. */
export interface Interactions {
  readonly likes: number;
  readonly comments: number;
  readonly shares: number;
  readonly saves: number;
}

/** What the platform shows of a day. */
export interface DayFigures {
  /** at the end of the day; the only one that does not settle */
  readonly followers: number;
  readonly gained: number;
  readonly lost: number;
  readonly reach: number;
  readonly views: number;
  readonly profileViews: number;
  /** counted where they are asked for, since that takes longer than all the others */
  readonly done: () => Interactions;
}

/** How an account's days are shown in one answer. */
export interface DayView {
  readonly zone: DayZone;
  /** the day's figures move much for two days */
  readonly early: boolean;
}

/** How the days of an account are shown now: the cases `account-east-of-utc` and `provisional-values` show here. */
export const dayView = (scope: Scope, entry: AccountEntry): DayView => ({
  zone: fires(scope, 'account-east-of-utc', entry) ? 'jakarta' : 'pacific',
  early: fires(scope, 'provisional-values', entry),
});

const HOUR_MS = 3_600_000;
const THOUSAND = 1_000;

/** Thousandths of the final value that are shown of a day that ended so long ago: the documents say that figures may be late by up to 48 hours. */
function settled(sinceEnd: number, early: boolean): number {
  if (sinceEnd >= 48 * HOUR_MS) return THOUSAND;
  if (early) return 600;
  return sinceEnd >= 24 * HOUR_MS ? 985 : 940;
}

/** The figures of a day (counted since 1970-01-01) as they are shown now; undefined before it begins and outside the account's days. */
export function figuresOfDay(entry: AccountEntry, day: number, view: DayView, now: number): DayFigures | undefined {
  const truth = entry.days[day - entry.firstDay];
  const [start, end] = [startOfDay(day, view.zone), startOfDay(day + 1, view.zone)];
  if (truth === undefined || start > now) return undefined;
  const ended = end <= now;
  const settledPart = settled(ended ? now - end : 0, view.early);
  const part = ended ? settledPart : Math.floor((settledPart * (now - start)) / (end - start));
  const shown = (value: number): number => Math.floor((value * part) / THOUSAND);
  return {
    followers: ended ? truth.followers : truth.followers - truth.gained + truth.lost,
    gained: shown(truth.gained),
    lost: shown(truth.lost),
    reach: shown(truth.reach),
    views: shown(truth.views),
    profileViews: shown(truth.profileViews),
    done: () => {
      const { likes, comments, shares, saves } = ended ? interactionsOfDay(entry, day, view.zone) : interactions(entry, start, now);
      const late = (value: number): number => Math.floor((value * settledPart) / THOUSAND);
      return { likes: late(likes), comments: late(comments), shares: late(shares), saves: late(saves) };
    },
  };
}

/** The followers that an account states now: those at the end of the last day that is over; undefined where it has no day yet. */
export function followersNow(entry: AccountEntry, now: number): number | undefined {
  const yesterday = dayOf(now) - 1 - entry.firstDay;
  const truth = entry.days[Math.min(yesterday, entry.days.length - 1)];
  if (truth !== undefined) return truth.followers;
  const first = entry.days[0];
  return first === undefined || yesterday < -1 ? undefined : first.followers - first.gained + first.lost;
}

const kept = new WeakMap<AccountEntry, Record<DayZone, Map<number, Interactions>>>();

/** Those of a day that is over never change, so they are kept. */
function interactionsOfDay(entry: AccountEntry, day: number, zone: DayZone): Interactions {
  let days = kept.get(entry);
  if (days === undefined) {
    days = { pacific: new Map(), jakarta: new Map() };
    kept.set(entry, days);
  }
  let found = days[zone].get(day);
  if (found === undefined) {
    found = interactions(entry, startOfDay(day, zone), startOfDay(day + 1, zone));
    days[zone].set(day, found);
  }
  return found;
}

function interactions(entry: AccountEntry, from: number, to: number): Interactions {
  const sum = { likes: 0, comments: 0, shares: 0, saves: 0 };
  const end = publishedUntil(entry, to - 1);
  for (let index = publishedUntil(entry, from - entry.growsFor - HOUR_MS); index < end; index += 1) {
    const one = entry.posts[index];
    if (one === undefined || steps(one, from) === steps(one, to)) continue;
    const [before, after] = [figuresAt(one.post, from), figuresAt(one.post, to)];
    for (const name of ['likes', 'comments', 'shares', 'saves'] as const) sum[name] += (after?.[name] ?? 0) - (before?.[name] ?? 0);
  }
  return sum;
}

/** How many steps of its growth a post has behind it; most posts take none on a given day. */
function steps({ post, at }: PostEntry, moment: number): number {
  const hours = (moment - at) / HOUR_MS;
  let count = 0;
  for (const { afterHours } of post.growth) count += afterHours <= hours ? 1 : 0;
  return count;
}

const NOTHING: PostFigures = { reach: 0, views: 0, likes: 0, comments: 0, shares: 0, saves: 0 };

let last: { readonly post: WorldPost; readonly moment: number; readonly figures: PostFigures } | undefined;

/** The lifetime figures of a post now. With the case `provisional-values` they are those of two days ago. */
export function figuresOfPost({ post, entry }: PostEntry, scope: Scope): PostFigures {
  const moment = scope.now - (fires(scope, 'provisional-values', entry) ? 48 * HOUR_MS : 0);
  // The fields of one post are read one after another.
  if (last?.post !== post || last.moment !== moment) last = { post, moment, figures: figuresAt(post, moment) ?? NOTHING };
  return last.figures;
}

/** How many different people there are behind daily numbers of people: not less than the most of a day, and less than the sum. */
export function uniqueOver(daily: readonly number[]): number {
  const most = daily.reduce((a, b) => Math.max(a, b), 0);
  const sum = daily.reduce((a, b) => a + b, 0);
  return most + Math.floor(((sum - most) * 9) / 20);
}
