import type { CapabilityTable } from '../contract/connector.js';
import { SETTLING_HOURS } from './limits.js';

const HISTORY_DAYS = 3_650;

const daily = (metric: string, field: string, note: string) =>
  ({
    metric,
    subject: 'account',
    fields: [field],
    products: [],
    grain: 'day',
    historyDays: HISTORY_DAYS,
    settlesAfterHours: SETTLING_HOURS,
    note: `${note} Days are those of California and settle after three days (platforms' facts §5.2, 2026-11-25).`,
  }) as const;

const video = (metric: string, field: string, note: string) =>
  ({
    metric,
    subject: 'content',
    fields: [field],
    products: ['video', 'short', 'live'],
    grain: 'reading',
    historyDays: 0,
    settlesAfterHours: 0,
    note: `${note} (platforms' facts §5, 2026-11-25)`,
  }) as const;

/** What the Data API v3 and the Analytics API v2 give. YouTube has no reach; the impressions of its bulk reports are none and are not read (2026-11-25). */
export const capabilities = {
  followers: {
    metric: 'followers',
    subject: 'account',
    fields: ['subscriberCount'],
    products: [],
    grain: 'reading',
    historyDays: 0,
    settlesAfterHours: 0,
    note: 'statistics.subscriberCount of now, rounded down to three figures even for the owner; absent where hidden (§5.1, 2026-11-25).',
  },
  followers_gained: daily('followers_gained', 'subscribersGained', 'Subscribers gained, exact.'),
  followers_lost: daily('followers_lost', 'subscribersLost', 'Subscribers lost, exact.'),
  views: daily('views', 'views', 'Views, since 2026-08-24 counted when playback starts (Shorts: since 2025-03-31).'),
  engaged_views: daily('engaged_views', 'engagedViews', 'Views by the definition before 2026-08-24, comparable across that day.'),
  video_views: video('views', 'viewCount', 'statistics.viewCount: a lifetime count; since 2026-08-24 it grows by playback starts'),
  video_likes: video('likes', 'likeCount', 'statistics.likeCount: a lifetime count; absent where the owner hides it'),
  video_comments: video('comments', 'commentCount', 'statistics.commentCount: a lifetime count; absent where comments are off'),
  video_shares: video('shares', 'shares', 'The shares of a video since its publication by Analytics, two to three days behind'),
} as const satisfies CapabilityTable;

/** The name of a capability of YouTube. */
export type YouTubeCapability = keyof typeof capabilities;
