import type { CapabilityTable } from '../contract/connector.js';
import { civilDate } from '../contract/period.js';

const post = (metric: string, field: string) =>
  ({
    metric,
    subject: 'content',
    fields: [field],
    products: ['post'],
    grain: 'reading',
    historyDays: 0,
    settlesAfterHours: 48,
    note: `${field} of a post's insights: a lifetime count that grows (Threads insights, 2026-11-25).`,
  }) as const;

/** What the Threads API gives. It has no reach, and no history of followers (2026-11-25). */
export const capabilities = {
  followers: {
    metric: 'followers',
    subject: 'account',
    fields: ['followers_count'],
    products: [],
    grain: 'reading',
    historyDays: 0,
    settlesAfterHours: 0,
    note: 'followers_count of now, whatever range is asked for; a day without a reading stays empty (Threads insights, 2026-11-25).',
  },
  profile_views: {
    metric: 'profile_views',
    subject: 'account',
    fields: ['views'],
    products: [],
    grain: 'day',
    historyDays: 3_650,
    settlesAfterHours: 48,
    since: civilDate('2024-04-13'),
    note: 'What Threads calls the views of an account are those of its profile; nothing before 2024-04-13 (Threads insights, 2026-11-25).',
  },
  post_views: post('views', 'views'),
  post_likes: post('likes', 'likes'),
  post_comments: post('comments', 'replies'),
  post_shares: post('shares', 'shares'),
} as const satisfies CapabilityTable;

/** The name of a capability of Threads. */
export type ThreadsName = keyof typeof capabilities;
