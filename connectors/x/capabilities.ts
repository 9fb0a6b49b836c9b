import type { CapabilityTable } from '../contract/connector.js';

const SETTLED = 0;
const PRIVATE_DAYS = 30;

const post = (metric: string, field: string) =>
  ({
    metric,
    subject: 'content',
    fields: [field],
    products: ['post'],
    grain: 'reading',
    historyDays: 0,
    settlesAfterHours: SETTLED,
    note: `public_metrics.${field}: a lifetime count that grows (platforms' facts §4.3, 2026-11-25).`,
  }) as const;

/** What the X API v2 gives. It has no reach, no profile views and no history of followers (2026-11-25). */
export const capabilities = {
  followers: {
    metric: 'followers',
    subject: 'account',
    fields: ['followers_count'],
    products: [],
    grain: 'reading',
    historyDays: 0,
    settlesAfterHours: SETTLED,
    note: 'public_metrics.followers_count of now; X tells no history, so that a day without a reading stays empty (2026-11-25).',
  },
  impressions: {
    metric: 'impressions',
    subject: 'account',
    fields: ['impressions'],
    products: [],
    grain: 'day',
    historyDays: PRIVATE_DAYS,
    settlesAfterHours: 24,
    note: "The sum of a UTC day's impressions over the account's posts of the last 30 days, from /2/tweets/analytics; needs user context (2026-11-25).",
  },
  post_impressions: post('impressions', 'impression_count'),
  post_likes: post('likes', 'like_count'),
  post_comments: post('comments', 'reply_count'),
  post_shares: post('shares', 'repost_count'),
  post_saves: post('saves', 'bookmark_count'),
} as const satisfies CapabilityTable;

/** The name of a capability of X. */
export type XCapability = keyof typeof capabilities;
