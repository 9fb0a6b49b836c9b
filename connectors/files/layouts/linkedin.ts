import type { ExportLayout } from './layout.js';

const page = { tool: 'linkedin-page', platform: 'linkedin', dates: 'month-first', kind: 'post' } as const;
const creator = { tool: 'linkedin-creator', platform: 'linkedin', dates: 'month-first', kind: 'post' } as const;
const PEOPLE = { id: 'Bagian khalayak menurut bidang kerja atau tempat.', en: 'Parts of an audience by trade or place.' };

/** LinkedIn: what a Page exports and what a person does. "Total followers" of a Page's sheet is what came that day. */
export const LINKEDIN: readonly ExportLayout[] = [
  {
    ...page,
    layout: 'content-daily',
    shape: 'daily',
    words: {
      en: {
        date: '@date',
        'impressions (total)': 'impressions',
        'unique impressions (organic)': 'reach',
        'clicks (total)': 'clicks',
        'reactions (total)': 'likes',
        'comments (total)': 'comments',
        'reposts (total)': 'shares',
        'shares (total)': 'shares',
      },
    },
    needs: ['@date'],
    marks: ['impressions (total)', 'reactions (total)'],
  },
  {
    ...page,
    layout: 'content-posts',
    shape: 'lifetime',
    words: {
      en: {
        'post title': '@text',
        'update title': '@text',
        'post link': '@link',
        'update link': '@link',
        'created date': '@published',
        impressions: 'impressions',
        views: 'video_views',
        'video views': 'video_views',
        clicks: 'clicks',
        likes: 'likes',
        comments: 'comments',
        reposts: 'shares',
        shares: 'shares',
        follows: 'followers_gained',
      },
    },
    needs: ['@link', '@published'],
    marks: ['created date', 'posted by'],
  },
  {
    ...page,
    layout: 'followers',
    shape: 'daily',
    words: { en: { date: '@date', 'total followers': 'followers_gained' } },
    needs: ['@date'],
    marks: ['organic followers', 'sponsored followers', 'total followers'],
  },
  {
    ...page,
    layout: 'visitors',
    shape: 'daily',
    words: {
      en: { date: '@date', 'total page views (total)': 'profile_views', 'total unique visitors (total)': 'profile_visitors' },
    },
    needs: ['@date'],
    marks: ['total page views (total)', 'total unique visitors (total)'],
  },
  {
    ...page,
    layout: 'people',
    shape: 'aside',
    words: {},
    sheets: ['location', 'job function', 'seniority', 'industry', 'company size'],
    anyMark: ['total followers', 'total views'],
    reason: PEOPLE,
  },
  {
    ...page,
    layout: 'competitors',
    shape: 'refused',
    words: {},
    sheets: ['competitors'],
    reason: {
      id: 'Berkasnya membandingkan Halaman milik pihak lain dan tidak memuat angka akun sendiri.',
      en: 'The file compares Pages of others and holds no figures of one own account.',
    },
    advice: { id: 'Ekspor konten, pengikut, dan pengunjung Halaman sendiri.', en: "Export the Page's own content, followers and visitors." },
  },
  {
    ...creator,
    layout: 'discovery',
    shape: 'aside',
    words: {},
    sheets: ['discovery'],
    anyMark: ['overall performance'],
    reason: {
      id: 'Jumlah selama seluruh periode ekspor, hanya sebagai angka pemeriksa.',
      en: 'Sums over the whole period of the export, kept as check values only.',
    },
  },
  {
    ...creator,
    layout: 'engagement',
    shape: 'daily',
    words: { en: { date: '@date', impressions: 'impressions', engagements: 'interactions' } },
    needs: ['@date'],
    sheets: ['engagement'],
    marks: ['impressions', 'engagements'],
  },
  {
    ...creator,
    layout: 'top-posts',
    shape: 'lifetime',
    words: { en: { 'post url': '@link', 'post publish date': '@published', engagements: 'interactions', impressions: 'impressions' } },
    needs: ['@link', '@published'],
    marks: ['post url', 'post publish date'],
  },
  {
    ...creator,
    layout: 'followers',
    shape: 'daily',
    words: { en: { date: '@date', 'new followers': 'followers_gained' } },
    needs: ['@date'],
    sheets: ['followers'],
    marks: ['date', 'new followers'],
  },
  {
    ...creator,
    layout: 'demographics',
    shape: 'aside',
    words: {},
    sheets: ['demographics'],
    anyMark: ['top demographics'],
    reason: PEOPLE,
  },
];

/** The header of LinkedIn's sheet of followers whose first cell names a day and whose second is the number of followers on it. */
export const FOLLOWERS_ON = /^total followers on (\d{1,2}\/\d{1,2}\/\d{4}):?$/;

/** The layout of that one figure. */
export const LINKEDIN_FOLLOWERS_ON: ExportLayout = { ...creator, layout: 'followers-total', shape: 'daily', words: {} };
