import type { DayFigures } from './figures.js';

/** How a metric of an Instagram account behaves. */
export interface AccountMetric {
  readonly types: readonly ('time_series' | 'total_value')[];
  readonly breakdowns: readonly string[];
  readonly period: 'day' | 'lifetime';
  /** how far back it goes: 90 days by the documents, more where more was observed */
  readonly historyDays: number;
  /** the value of a day; absent where the metric is made in another way */
  readonly ofDay?: (day: DayFigures) => number;
  /** counts people, so that a longer span is not the sum of its days */
  readonly unique?: true;
  /** withheld from accounts with fewer than 100 followers */
  readonly needsHundred?: true;
  /** the day from which it has no `time_series` */
  readonly seriesUntil?: string;
  /** the API date from which it is refused, in every version */
  readonly removed?: string;
  /** the first version that refuses it */
  readonly removedIn?: number;
}

const total = { types: ['total_value'], breakdowns: [], period: 'day', historyDays: 90 } as const;
const PRODUCT = ['media_product_type'];
const DEMOGRAPHIC = ['age', 'gender', 'city', 'country'];
const demographics = { ...total, breakdowns: DEMOGRAPHIC, period: 'lifetime', needsHundred: true } as const;

const acted = ({ done }: DayFigures): number => {
  const { likes, comments, shares, saves } = done();
  return likes + comments + shares + saves;
};

/** The metrics of `GET /{ig-user}/insights` (facts and saved documents read 2026-11-25). What `ofDay` makes of the world is this stand-in's choice. */
export const ACCOUNT_METRICS: Readonly<Record<string, AccountMetric>> = {
  reach: {
    types: ['time_series', 'total_value'],
    breakdowns: [...PRODUCT, 'follow_type'],
    period: 'day',
    historyDays: 400,
    unique: true,
    ofDay: ({ reach }) => reach,
  },
  views: { ...total, breakdowns: [...PRODUCT, 'follow_type', 'follower_type'], ofDay: ({ views }) => views },
  accounts_engaged: { ...total, breakdowns: PRODUCT, unique: true, ofDay: (day) => Math.floor((acted(day) * 7) / 10) },
  total_interactions: { ...total, breakdowns: PRODUCT, ofDay: acted },
  likes: { ...total, breakdowns: PRODUCT, ofDay: ({ done }) => done().likes },
  comments: { ...total, breakdowns: PRODUCT, ofDay: ({ done }) => done().comments },
  saves: { ...total, breakdowns: PRODUCT, ofDay: ({ done }) => done().saves },
  shares: { ...total, breakdowns: PRODUCT, ofDay: ({ done }) => done().shares },
  replies: { ...total, ofDay: ({ done }) => Math.floor(done().comments / 8) },
  reposts: { ...total, ofDay: ({ done }) => Math.floor(done().shares / 5) },
  profile_links_taps: { ...total, breakdowns: ['contact_button_type'], ofDay: ({ profileViews }) => Math.floor(profileViews / 20) },
  profile_views: {
    ...total,
    types: ['total_value', 'time_series'],
    seriesUntil: '2025-01-08',
    historyDays: 365,
    ofDay: ({ profileViews }) => profileViews,
  },
  website_clicks: {
    ...total,
    types: ['total_value', 'time_series'],
    seriesUntil: '2025-01-08',
    ofDay: ({ profileViews }) => Math.floor(profileViews / 12),
  },
  follows_and_unfollows: { ...total, breakdowns: ['follow_type'], historyDays: 365, needsHundred: true },
  follower_count: { types: ['time_series'], breakdowns: [], period: 'day', historyDays: 30, needsHundred: true, ofDay: ({ gained }) => gained },
  online_followers: { types: ['time_series'], breakdowns: [], period: 'lifetime', historyDays: 30, needsHundred: true },
  follower_demographics: demographics,
  engaged_audience_demographics: demographics,
  reached_audience_demographics: demographics,
  content_views: { ...total, removedIn: 26 },
  quotes: { ...total, ofDay: () => 0 },
  impressions: { types: ['time_series'], breakdowns: [], period: 'day', historyDays: 90, removed: '2025-04-21', ofDay: ({ views }) => views },
};

/** In the platform's own list, yet refused when they are asked for here. */
export const THREADS_METRICS: readonly string[] = [
  'threads_clicks',
  'threads_follower_demographics',
  'threads_followers',
  'threads_likes',
  'threads_replies',
  'threads_reposts',
  'threads_views',
];

/** Values that the parameters of account insights take. */
export const ACCOUNT_PERIODS: readonly string[] = ['day', 'week', 'days_28', 'month', 'lifetime', 'total_over_range'];
/** See `ACCOUNT_PERIODS`; `follower_type` stands in the page of the documents, not in their list of values. */
export const ACCOUNT_BREAKDOWNS: readonly string[] = [
  'age',
  'city',
  'contact_button_type',
  'country',
  'follow_type',
  'gender',
  'media_product_type',
  'follower_type',
];
/** See `ACCOUNT_PERIODS`. */
export const METRIC_TYPES: readonly string[] = ['default', 'time_series', 'total_value'];
/** See `ACCOUNT_PERIODS`. */
export const TIMEFRAMES: readonly string[] = ['last_14_days', 'last_30_days', 'last_90_days', 'prev_month', 'this_month', 'this_week'];

/** The metric by which the case `retired-metric` shows on Instagram accounts. */
export const RETIRED_BY_SWITCH = 'profile_views';
