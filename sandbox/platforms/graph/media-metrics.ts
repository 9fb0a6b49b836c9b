import type { PostFigures } from '../world.js';

/** What the platform calls the kinds of media. */
export type MediaProduct = 'FEED' | 'REELS' | 'STORY';

/** How a metric of Instagram media behaves. */
export interface MediaMetric {
  readonly products: readonly MediaProduct[];
  readonly of: (figures: PostFigures) => number;
  readonly breakdown?: 'action_type' | 'story_navigation_action_type';
  /** not on graph.instagram.com */
  readonly facebookLoginOnly?: true;
  /** refused for reels that do not show on Facebook too */
  readonly needsCrossposting?: true;
  /** API dates between which it is served, in every version */
  readonly since?: string;
  readonly removed?: string;
  /** media published after this moment never had it, once it is removed */
  readonly removedForMediaAfter?: string;
}

const ALL: readonly MediaProduct[] = ['FEED', 'REELS', 'STORY'];
const POSTS: readonly MediaProduct[] = ['FEED', 'REELS'];
const REELS: readonly MediaProduct[] = ['REELS'];
const VIEWS_REPLACED = '2025-04-21';

const part =
  (name: keyof PostFigures, divisor: number) =>
  (figures: PostFigures): number =>
    Math.floor(figures[name] / divisor);

/** Milliseconds that a reel is watched on average: this stand-in's choice. */
const WATCHED_MS = 6_200;

/** The metrics of `GET /{media}/insights` by product (facts read 2026-11-25). What `of` makes of the world beyond its six figures is this stand-in's choice. */
export const MEDIA_METRICS: Readonly<Record<string, MediaMetric>> = {
  reach: { products: ALL, of: ({ reach }) => reach },
  views: { products: ALL, of: ({ views }) => views },
  likes: { products: POSTS, of: ({ likes }) => likes },
  comments: { products: POSTS, of: ({ comments }) => comments },
  saved: { products: POSTS, of: ({ saves }) => saves },
  shares: { products: ALL, of: ({ shares }) => shares },
  total_interactions: { products: ALL, of: ({ likes, comments, shares, saves }) => likes + comments + shares + saves },
  follows: { products: ['FEED', 'STORY'], of: part('reach', 400) },
  profile_visits: { products: ['FEED', 'STORY'], of: part('reach', 60) },
  profile_activity: { products: ['FEED'], of: part('reach', 240), breakdown: 'action_type' },
  reposts: { products: ALL, of: part('shares', 5), since: '2025-12-03' },
  facebook_views: { products: POSTS, of: part('views', 9), needsCrossposting: true, facebookLoginOnly: true, since: '2025-12-03' },
  crossposted_views: { products: REELS, of: ({ views }) => views + Math.floor(views / 9), needsCrossposting: true, since: '2025-12-03' },
  reels_skip_rate: { products: REELS, of: ({ views }) => (views === 0 ? 0 : 38.5), since: '2025-12-03' },
  ig_reels_avg_watch_time: { products: REELS, of: ({ views }) => (views === 0 ? 0 : WATCHED_MS) },
  ig_reels_video_view_total_time: { products: REELS, of: ({ views }) => views * WATCHED_MS },
  total_likes: { products: ['FEED'], of: ({ likes }) => likes, facebookLoginOnly: true, since: '2026-06-16' },
  total_comments: { products: ['FEED'], of: ({ comments }) => comments, facebookLoginOnly: true, since: '2026-06-16' },
  total_views: { products: ['FEED'], of: ({ views }) => views, facebookLoginOnly: true, since: '2026-06-16' },
  replies: { products: ['STORY'], of: ({ comments }) => comments },
  link_clicks: { products: ['STORY'], of: part('reach', 90), since: '2026-06-22' },
  navigation: { products: ['STORY'], of: ({ views }) => Math.floor((views * 11) / 10), breakdown: 'story_navigation_action_type' },
  impressions: { products: ALL, of: ({ views }) => views, removed: VIEWS_REPLACED, removedForMediaAfter: '2024-07-02' },
  plays: { products: REELS, of: ({ views }) => views, removed: VIEWS_REPLACED },
  clips_replays_count: { products: REELS, of: part('views', 10), removed: VIEWS_REPLACED },
  ig_reels_aggregated_all_plays_count: { products: REELS, of: ({ views }) => views, removed: VIEWS_REPLACED },
  video_views: { products: ['FEED'], of: ({ views }) => views, removed: VIEWS_REPLACED },
};

/** Values of the parameter `breakdown` of media insights. */
export const MEDIA_BREAKDOWNS: readonly string[] = ['action_type', 'follow_type', 'story_navigation_action_type', 'surface_type'];

/** The metrics by which the case `retired-metric` shows on media. */
export const RETIRED_BY_SWITCH: Readonly<Record<MediaProduct, string>> = { FEED: 'saved', REELS: 'saved', STORY: 'replies' };
