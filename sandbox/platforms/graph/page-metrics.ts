import type { PostFigures } from '../world.js';
import type { DayFigures } from './figures.js';

/** How a metric of a Page behaves. */
export interface PageMetric {
  readonly periods: readonly ('day' | 'week' | 'days_28')[];
  readonly of: (day: DayFigures) => number;
  /** how longer periods come from days */
  readonly over: 'sum' | 'unique' | 'last';
  /** the value is an object by this dimension */
  readonly byDimension?: string;
  readonly breakdowns?: readonly string[];
  /** the API date from which it is refused, in every version */
  readonly removed?: string;
}

/** How a metric of a Page's post, video or story behaves. Lifetime values. */
export interface PostMetric {
  readonly of: (figures: PostFigures) => number;
  readonly byDimension?: string;
  readonly breakdowns?: readonly string[];
  readonly removed?: string;
}

const LONG = ['day', 'week', 'days_28'] as const;
const FROM = ['is_from_ads', 'is_from_followers'];
const ENGAGED_REMOVED = '2024-03-14';
const FANS_REMOVED = '2025-11-15';
const UNIQUE_REMOVED = '2026-06-15';

const sum = (of: (day: DayFigures) => number): PageMetric => ({ periods: LONG, over: 'sum', of });
const unique = (of: (day: DayFigures) => number): PageMetric => ({ periods: LONG, over: 'unique', of });
const daily = (of: (day: DayFigures) => number): PageMetric => ({ periods: ['day'], over: 'sum', of });
const stock = (of: (day: DayFigures) => number): PageMetric => ({ periods: ['day'], over: 'last', of });
const acted = ({ done }: DayFigures): number => {
  const { likes, comments, shares } = done();
  return likes + comments + shares;
};

const REACTIONS: Readonly<Record<string, number>> = { like: 80, love: 12, wow: 3, haha: 3, sorry: 1, anger: 1 };

/** The share of one kind of reaction: this stand-in's choice, the same as where reactions come as an object, but for rounding. */
const reactionMetrics = Object.fromEntries(
  Object.entries(REACTIONS).map(([name, percent]) => [
    `page_actions_post_reactions_${name}_total`,
    sum(({ done }) => Math.floor((done().likes * percent) / 100)),
  ]),
);

/** The metrics of `GET /{page}/insights` (facts read 2026-11-25). The platform publishes no list of them. */
export const PAGE_METRICS: Readonly<Record<string, PageMetric>> = {
  page_media_view: { ...sum(({ views }) => views), breakdowns: FROM },
  page_total_media_view_unique: unique(({ reach }) => reach),
  page_follows: stock(({ followers }) => followers),
  page_daily_follows: daily(({ gained }) => gained),
  page_daily_follows_unique: daily(({ gained }) => gained),
  page_daily_unfollows_unique: daily(({ lost }) => lost),
  page_views_total: sum(({ profileViews }) => profileViews),
  page_post_engagements: sum(acted),
  page_total_actions: sum(({ profileViews }) => Math.floor(profileViews / 15)),
  page_actions_post_reactions_total: { ...sum(({ done }) => done().likes), byDimension: 'reaction' },
  ...reactionMetrics,
  page_video_views: sum(({ views }) => Math.floor((views * 3) / 10)),
  page_follows_city: { ...stock(({ followers }) => followers), byDimension: 'city' },
  page_follows_country: { ...stock(({ followers }) => followers), byDimension: 'country' },
  page_engaged_users: { ...unique(acted), removed: ENGAGED_REMOVED },
  page_consumptions: { ...sum(acted), removed: ENGAGED_REMOVED },
  page_consumptions_unique: { ...unique(acted), removed: ENGAGED_REMOVED },
  page_content_activity: { ...sum(acted), removed: ENGAGED_REMOVED },
  page_fans: { ...stock(({ followers }) => followers), removed: FANS_REMOVED },
  page_fans_city: { ...stock(({ followers }) => followers), byDimension: 'city', removed: FANS_REMOVED },
  page_fans_country: { ...stock(({ followers }) => followers), byDimension: 'country', removed: FANS_REMOVED },
  page_fan_adds: { ...daily(({ gained }) => gained), removed: FANS_REMOVED },
  page_fan_adds_unique: { ...daily(({ gained }) => gained), removed: FANS_REMOVED },
  page_fan_removes: { ...daily(({ lost }) => lost), removed: FANS_REMOVED },
  page_fan_removes_unique: { ...daily(({ lost }) => lost), removed: FANS_REMOVED },
  page_impressions: { ...sum(({ views }) => views), removed: FANS_REMOVED },
  page_impressions_nonviral: { ...sum(({ views }) => views), removed: FANS_REMOVED },
  page_impressions_unique: { ...unique(({ reach }) => reach), removed: UNIQUE_REMOVED },
  page_posts_impressions: { ...sum(({ views }) => views), removed: UNIQUE_REMOVED },
  page_posts_impressions_unique: { ...unique(({ reach }) => reach), removed: UNIQUE_REMOVED },
  page_video_views_unique: { ...unique(({ reach }) => Math.floor((reach * 3) / 10)), removed: UNIQUE_REMOVED },
};

/** The metrics of `GET /{page}_{post}/insights`. */
export const POST_METRICS: Readonly<Record<string, PostMetric>> = {
  post_media_view: { of: ({ views }) => views, breakdowns: FROM },
  post_total_media_view_unique: { of: ({ reach }) => reach },
  post_clicks: { of: ({ reach }) => Math.floor(reach / 25) },
  post_reactions_by_type_total: { of: ({ likes }) => likes, byDimension: 'reaction' },
  post_reactions_like_total: { of: ({ likes }) => Math.floor((likes * 80) / 100) },
  post_video_views: { of: ({ views }) => Math.floor((views * 3) / 10) },
  post_engaged_users: { of: ({ likes, comments, shares }) => likes + comments + shares, removed: ENGAGED_REMOVED },
  post_impressions: { of: ({ views }) => views, removed: FANS_REMOVED },
  post_impressions_organic: { of: ({ views }) => views, removed: FANS_REMOVED },
  post_impressions_unique: { of: ({ reach }) => reach, removed: UNIQUE_REMOVED },
  post_impressions_organic_unique: { of: ({ reach }) => reach, removed: UNIQUE_REMOVED },
};

/** The metrics of `GET /{video}/video_insights`, all given where none is named. */
export const VIDEO_METRICS: Readonly<Record<string, PostMetric>> = {
  blue_reels_play_count: { of: ({ views }) => views },
  fb_reels_total_plays: { of: ({ views }) => views + Math.floor(views / 10) },
  fb_reels_replay_count: { of: ({ views }) => Math.floor(views / 10) },
  post_impressions_unique: { of: ({ reach }) => reach },
  post_video_view_time: { of: ({ views }) => views * 5_400 },
  post_video_avg_time_watched: { of: ({ views }) => (views === 0 ? 0 : 5_400) },
  post_video_likes_by_reaction_type: { of: ({ likes }) => likes, byDimension: 'video-reaction' },
  post_video_social_actions: { of: ({ comments, shares }) => comments + shares, byDimension: 'video-action' },
  post_video_followers: { of: ({ reach }) => Math.floor(reach / 500) },
  post_video_retention_graph: { of: () => 100, byDimension: 'second' },
};

/** The metrics of `GET /{story}/insights` of a Page; the platform writes them in capitals. */
export const STORY_METRICS: Readonly<Record<string, PostMetric>> = {
  STORY_MEDIA_VIEW: { of: ({ views }) => views },
  STORY_TOTAL_MEDIA_VIEW_UNIQUE: { of: ({ reach }) => reach },
  STORY_INTERACTION: { of: ({ likes, comments, shares }) => likes + comments + shares },
  PAGES_FB_STORY_REPLIES: { of: ({ comments }) => comments },
  PAGES_FB_STORY_SHARES: { of: ({ shares }) => shares },
  PAGES_FB_STORY_THREAD_LIGHTWEIGHT_REACTIONS: { of: ({ likes }) => likes },
  PAGES_FB_STORY_STICKER_INTERACTIONS: { of: () => 0 },
};

/** Values of the parameter `period` of Page insights. */
export const PAGE_PERIODS: readonly string[] = ['day', 'week', 'days_28', 'month', 'lifetime', 'total_over_range'];

/** The metrics by which the case `retired-metric` shows on Pages and their posts. */
export const RETIRED_BY_SWITCH = { page: 'page_views_total', post: 'post_total_media_view_unique' } as const;
