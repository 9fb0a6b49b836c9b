import { dayNumber } from '../../calendar.js';
import { countUpTo, gainedBetween, type IndexedPost, type Shown } from '../shown.js';
import type { PostFigures, WorldAccount } from '../world.js';
import { dayOf, type PacificDay } from './pacific.js';
import { REDEFINED } from './state.js';

/** What a row of a report adds up. */
export interface Activity {
  readonly views: number;
  readonly engagedViews: number;
  readonly likes: number;
  readonly comments: number;
  readonly shares: number;
  readonly videosAddedToPlaylists: number;
  readonly secondsWatched: number;
  readonly subscribersGained: number;
  readonly subscribersLost: number;
}

/** The types of content that this world has, as the reports write them. */
export type ContentType = 'shorts' | 'videoOnDemand';

/** The type of a video. */
export const typeOf = ({ post }: IndexedPost): ContentType => (post.kind === 'short' ? 'shorts' : 'videoOnDemand');

/** No activity. */
export const IDLE: Activity = {
  views: 0,
  engagedViews: 0,
  likes: 0,
  comments: 0,
  shares: 0,
  videosAddedToPlaylists: 0,
  secondsWatched: 0,
  subscribersGained: 0,
  subscribersLost: 0,
};

/** The sum of two. */
export const plus = (one: Activity, other: Activity): Activity => mapped((name) => one[name] + other[name]);

/** So many thousandths of all figures, rounded down: what a day that has not settled shows. */
export const thousandthsOf = (activity: Activity, thousandths: number): Activity =>
  thousandths === 1_000 ? activity : mapped((name) => Math.floor((activity[name] * thousandths) / 1_000));

const mapped = (figure: (name: keyof Activity) => number): Activity => ({
  views: figure('views'),
  engagedViews: figure('engagedViews'),
  likes: figure('likes'),
  comments: figure('comments'),
  shares: figure('shares'),
  videosAddedToPlaylists: figure('videosAddedToPlaylists'),
  secondsWatched: figure('secondsWatched'),
  subscribersGained: figure('subscribersGained'),
  subscribersLost: figure('subscribersLost'),
});

/** The days from which views are counted when playback starts: Shorts first, then everything. */
const REDEFINED_SHORTS = dayNumber('2025-03-31');
const REDEFINED_ALL = dayNumber('2026-08-24');
const SECONDS: Readonly<Record<ContentType, number>> = { shorts: 21, videoOnDemand: 95 };
const HOUR_MS = 3_600_000;

/** The views of a day by both definitions. With the case, the new one holds on every day. */
function activityOf(gained: PostFigures, type: ContentType, day: number, isRedefined: boolean): Activity {
  const isNew = day >= REDEFINED_ALL || (type === 'shorts' && day >= REDEFINED_SHORTS);
  const views = isRedefined ? Math.floor((gained.views * REDEFINED) / 1_000) : gained.views;
  const engagedViews = isRedefined ? gained.views : isNew ? Math.floor((gained.views * 1_000) / REDEFINED) : gained.views;
  const { likes, comments, shares, saves } = gained;
  return {
    ...IDLE,
    views,
    engagedViews,
    likes,
    comments,
    shares,
    videosAddedToPlaylists: saves,
    secondsWatched: engagedViews * SECONDS[type],
  };
}

/** The figures of days; full days never change and are kept. */
export interface ReportFigures {
  /** of a channel on one day, by type; the channel's own views are split as those of its videos are */
  readonly ofChannel: (channel: WorldAccount, day: number, isRedefined: boolean) => Readonly<Record<ContentType, Activity>>;
  /** of one video on one day */
  readonly ofVideo: (video: IndexedPost, day: number, isRedefined: boolean) => Activity;
  /** the videos whose figures move on one of some days, both included */
  readonly moving: (channel: WorldAccount, first: number, last: number) => readonly IndexedPost[];
}

/** Opens the figures of a world. */
export function openFigures(shown: Shown): ReportFigures {
  const sums = new Map<WorldAccount, Map<number, Readonly<Record<ContentType, PostFigures>>>>();
  const growths = new Map<WorldAccount, number>();
  const growthOf = (channel: WorldAccount): number => {
    const known = growths.get(channel);
    if (known !== undefined) return known;
    const longest = channel.posts.reduce((most, { growth }) => Math.max(most, growth.at(-1)?.afterHours ?? 0), 0) * HOUR_MS;
    growths.set(channel, longest);
    return longest;
  };
  const moving = (channel: WorldAccount, first: number, last: number): readonly IndexedPost[] => {
    const posts = shown.posts(channel);
    const since = dayOf(first).start - growthOf(channel);
    const until = dayOf(last).end;
    return posts.slice(
      countUpTo(posts, ({ publishedAt }) => publishedAt < since),
      countUpTo(posts, ({ publishedAt }) => publishedAt < until),
    );
  };
  const sumsOf = (channel: WorldAccount, day: PacificDay): Readonly<Record<ContentType, PostFigures>> => {
    const ofDays = sums.get(channel) ?? new Map<number, Readonly<Record<ContentType, PostFigures>>>();
    sums.set(channel, ofDays);
    const known = ofDays.get(day.number);
    if (known !== undefined) return known;
    const sum = { shorts: { ...NO_FIGURES }, videoOnDemand: { ...NO_FIGURES } };
    for (const video of moving(channel, day.number, day.number)) add(sum[typeOf(video)], gainedBetween(video, day.start, day.end));
    ofDays.set(day.number, sum);
    return sum;
  };
  return {
    moving,
    ofVideo: (video, number, isRedefined) => {
      const day = dayOf(number);
      return activityOf(gainedBetween(video, day.start, day.end), typeOf(video), number, isRedefined);
    },
    ofChannel: (channel, number, isRedefined) => {
      const day = dayOf(number);
      const truth = channel.days.get(day.text);
      if (truth === undefined) return { shorts: IDLE, videoOnDemand: IDLE };
      const { shorts, videoOnDemand } = sumsOf(channel, day);
      const total = shorts.views + videoOnDemand.views;
      const ofShorts = total === 0 ? 0 : Math.floor((truth.views * shorts.views) / total);
      const rest = activityOf({ ...videoOnDemand, views: truth.views - ofShorts }, 'videoOnDemand', number, isRedefined);
      return {
        shorts: activityOf({ ...shorts, views: ofShorts }, 'shorts', number, isRedefined),
        videoOnDemand: { ...rest, subscribersGained: truth.gained, subscribersLost: truth.lost },
      };
    },
  };
}

const NO_FIGURES: PostFigures = { reach: 0, views: 0, likes: 0, comments: 0, shares: 0, saves: 0 };

function add(sum: { -readonly [Name in keyof PostFigures]: PostFigures[Name] }, more: PostFigures): void {
  sum.views += more.views;
  sum.likes += more.likes;
  sum.comments += more.comments;
  sum.shares += more.shares;
  sum.saves += more.saves;
}
