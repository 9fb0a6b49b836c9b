import type { ExportLayout } from './layout.js';

const studio = { tool: 'tiktok-studio', platform: 'tiktok', dates: 'yearless', kind: 'video' } as const;
const business = { tool: 'tiktok-business', platform: 'tiktok', dates: 'iso', kind: 'video' } as const;
/** Columns that only the business suite has. */
const BUSINESS_MARKS = ['reached audience', 'engaged audience', 'phone number clicks', 'leads submission', 'net growth', 'lost followers'];
const PEOPLE = { id: 'Bagian khalayak.', en: 'Parts of an audience.' };

/** TikTok Studio, whose days have no year, and TikTok's business suite. Their headers are English in every language seen (2026-11-25). */
export const TIKTOK: readonly ExportLayout[] = [
  {
    ...studio,
    layout: 'overview',
    shape: 'daily',
    words: {
      en: {
        date: '@date',
        'video views': 'views',
        'profile views': 'profile_views',
        likes: 'likes',
        comments: 'comments',
        shares: 'shares',
        'unique viewers': 'reach',
      },
    },
    needs: ['@date'],
    marks: ['video views', 'profile views'],
    without: [...BUSINESS_MARKS, 'network'],
  },
  {
    ...business,
    layout: 'daily',
    shape: 'daily',
    words: {
      en: {
        date: '@date',
        'video views': 'views',
        'profile views': 'profile_views',
        likes: 'likes',
        comments: 'comments',
        shares: 'shares',
        'reached audience': 'reach',
        'engaged audience': 'engaged_accounts',
        'new followers': 'followers_gained',
        'lost followers': 'followers_lost',
        'net growth': 'followers_net',
        'total followers': 'followers',
        'unique viewers': 'reach',
        'phone number clicks': '@ignored',
        'leads submission': '@ignored',
      },
    },
    needs: ['@date'],
    anyMark: BUSINESS_MARKS,
    without: ['network'],
  },
  {
    ...business,
    layout: 'video',
    shape: 'lifetime',
    words: {
      en: {
        'video title': '@text',
        'video link': '@link',
        'post time': '@published',
        'video views': 'views',
        likes: 'likes',
        comments: 'comments',
        shares: 'shares',
        'add to favorites': 'saves',
      },
    },
    needs: ['@link', '@published'],
    marks: ['video link', 'post time', 'video views'],
    without: ['time', 'total views'],
  },
  {
    ...studio,
    layout: 'content',
    shape: 'lifetime',
    words: {
      en: {
        time: '@exported',
        'video title': '@text',
        'video link': '@link',
        'post time': '@published',
        'total views': 'views',
        'total likes': 'likes',
        'total comments': 'comments',
        'total shares': 'shares',
        'add to favorites': 'saves',
      },
    },
    needs: ['@link', '@published', '@exported'],
    marks: ['video link', 'post time', 'total views'],
  },
  {
    ...studio,
    layout: 'follower-history',
    shape: 'daily',
    words: { en: { date: '@date', followers: 'followers', 'difference in followers from previous day': 'followers_net' } },
    needs: ['@date'],
    marks: ['followers', 'difference in followers from previous day'],
  },
  {
    ...studio,
    layout: 'viewers',
    shape: 'daily',
    words: { en: { date: '@date', 'total viewers': 'reach', 'new viewers': '@ignored', 'returning viewers': '@ignored' } },
    needs: ['@date'],
    marks: ['total viewers'],
  },
  {
    ...studio,
    layout: 'follower-activity',
    shape: 'aside',
    words: {},
    marks: ['date', 'hour', 'active followers'],
    reason: {
      id: 'Pengikut yang aktif di setiap jam: orang yang sama berulang-ulang, bukan jumlah pengikut.',
      en: 'Followers that were active in each hour: the same people again and again, and no number of followers.',
    },
  },
  { ...studio, layout: 'gender', shape: 'aside', words: {}, marks: ['gender', 'distribution'], reason: PEOPLE },
  { ...studio, layout: 'territories', shape: 'aside', words: {}, marks: ['top territories', 'distribution'], reason: PEOPLE },
];
