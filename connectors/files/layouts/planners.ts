import { EXPORT_PLATFORMS, type ExportLayout, type ExportPlatform } from './layout.js';

/** The networks as planning tools name them, cleaned. */
export const NETWORKS: Readonly<Record<string, ExportPlatform>> = {
  ...Object.fromEntries(EXPORT_PLATFORMS.map((platform) => [platform, platform])),
  twitter: 'x',
  'x (twitter)': 'x',
};

/** Hootsuite's columns for a metric of a network: `followers > social network - instagram`. */
export const HOOTSUITE_COLUMN = /^(.+?) > social network - (.+)$/;

/** What stands before the sign in such a column. */
export const HOOTSUITE_METRICS: Readonly<Record<string, string>> = {
  followers: 'followers',
  'post impressions': 'impressions',
  impressions: 'impressions',
  reach: 'reach',
  'post reach': 'reach',
  posts: 'posts',
  'post likes': 'likes',
  'post comments': 'comments',
  'post shares': 'shares',
  'post saves': 'saves',
  'post views': 'views',
  'post reactions': 'likes',
  'new followers': 'followers_gained',
  'net followers': 'followers_net',
  'profile views': 'profile_views',
  'page views': 'profile_views',
};

/** Hootsuite's daily figures of accounts, a column for each metric and network; the others add up and are left out. */
export const HOOTSUITE_ACCOUNTS: ExportLayout = {
  tool: 'hootsuite',
  layout: 'accounts',
  shape: 'daily',
  platform: undefined,
  dates: 'iso',
  words: { en: { 'date (gmt)': '@date' } },
};

const posts = { tool: 'hootsuite', shape: 'lifetime', dates: 'iso', zone: 'UTC', needs: ['@id', '@published'] as const } as const;
const POST_WORDS = {
  'date (gmt)': '@published',
  'post type': '@type',
  'post message': '@text',
  'post permalink': '@link',
  'post tags': '@ignored',
  'post campaign': '@ignored',
  likes: 'likes',
  reactions: 'likes',
  comments: 'comments',
  shares: 'shares',
  saves: 'saves',
  saved: 'saves',
  reach: 'reach',
  views: 'views',
  impressions: 'impressions',
  engagement: 'interactions',
  engagements: 'interactions',
  'engagement rate': '@ignored',
} as const;

/** Columns that a row of one post has. */
const SPROUT_POST_MARKS = ['post id', 'network post id', 'post type', 'post', 'link', 'permalink', 'sent by'];

/** Hootsuite's posts, and Sprout Social's daily figures of profiles. */
export const PLANNERS: readonly ExportLayout[] = [
  {
    ...posts,
    layout: 'posts-instagram',
    platform: 'instagram',
    words: { en: { ...POST_WORDS, 'instagram account': '@handle', 'instagram post id': '@id' } },
    marks: ['date (gmt)', 'instagram post id'],
  },
  {
    ...posts,
    layout: 'posts-facebook',
    platform: 'facebook',
    words: { en: { ...POST_WORDS, 'facebook page': '@handle', 'facebook account': '@handle', 'facebook post id': '@id' } },
    marks: ['date (gmt)', 'facebook post id'],
    kind: 'post',
  },
  {
    ...posts,
    layout: 'posts-x',
    platform: 'x',
    words: {
      en: {
        ...POST_WORDS,
        'tweet id': '@id',
        'tweet text': '@text',
        'tweet permalink': '@link',
        'tweet tags': '@ignored',
        'tweet campaign': '@ignored',
        retweets: 'shares',
        'quote tweets': '@ignored',
        replies: 'comments',
      },
    },
    marks: ['date (gmt)', 'tweet id'],
    kind: 'post',
  },
  {
    tool: 'sprout-social',
    layout: 'profiles',
    shape: 'daily',
    platform: undefined,
    dates: 'month-first',
    words: {
      en: {
        date: '@date',
        network: '@network',
        profile: '@handle',
        audience: 'followers',
        'followers count': 'followers',
        'total fans': 'followers',
        followers: 'followers',
        'net audience growth': 'followers_net',
        'net follower growth': 'followers_net',
        'published posts (total)': 'posts',
        'published posts': 'posts',
        'posts sent count': 'posts',
        impressions: 'impressions',
        reach: 'reach',
        'impressions unique': 'reach',
        engagements: 'interactions',
        reactions: 'likes',
        likes: 'likes',
        comments: 'comments',
        'comments count': 'comments',
        shares: 'shares',
        'shares count': 'shares',
        saves: 'saves',
        'video views': 'video_views',
        'post link clicks': 'link_clicks',
        'engagement rate (per impression)': '@ignored',
        'sent messages (total)': '@ignored',
        'received messages (total)': '@ignored',
      },
    },
    needs: ['@date', '@network'],
    anyMark: ['profile', 'audience'],
    without: SPROUT_POST_MARKS,
  },
  {
    tool: 'sprout-social',
    layout: 'posts',
    shape: 'lifetime',
    platform: undefined,
    dates: 'month-first',
    words: {
      en: {
        date: '@published',
        network: '@network',
        profile: '@handle',
        'post id': '@id',
        'network post id': '@id',
        link: '@link',
        permalink: '@link',
        post: '@text',
        'post type': '@type',
        impressions: 'impressions',
        reach: 'reach',
        engagements: 'interactions',
        reactions: 'likes',
        likes: 'likes',
        comments: 'comments',
        shares: 'shares',
        saves: 'saves',
        'video views': 'video_views',
        'post link clicks': 'link_clicks',
      },
    },
    needs: ['@published', '@network', '@id'],
    anyMark: SPROUT_POST_MARKS,
  },
];

/** Columns of time stamps by language, by which responses of forms are known. */
export const TIMESTAMP_WORDS: Readonly<Record<string, 'en' | 'id' | 'fr' | 'es' | 'pt' | 'de'>> = {
  timestamp: 'en',
  'cap waktu': 'id',
  'stempel waktu': 'id',
  horodateur: 'fr',
  'marca temporal': 'es',
  'carimbo de data/hora': 'pt',
  zeitstempel: 'de',
};

/** Responses of a form, one row each, as they stand. */
export const FORM: ExportLayout = {
  tool: 'google-forms',
  layout: 'form',
  shape: 'form',
  platform: undefined,
  dates: 'iso',
  words: {},
  reason: { id: 'Jawaban orang, yang bukan angka akun.', en: 'Answers of people, which are no figures of an account.' },
};

/** A file that looks like one of an account and is not: it is known by its columns of money. */
export const META_ADS: ExportLayout = {
  tool: 'meta-ads-manager',
  layout: 'report',
  shape: 'refused',
  platform: undefined,
  dates: 'iso',
  words: {},
  anyMark: ['reporting starts', 'attribution setting', 'mulai pelaporan', 'início dos relatórios', 'inicio del informe'],
  reason: {
    id: 'Ini laporan Pengelola Iklan Meta: jangkauan iklan berbayar, bukan angka akun.',
    en: 'This is a report of Meta Ads Manager: paid reach of advertisements, not the figures of an account.',
  },
  advice: { id: 'Ekspor angka akun dari Meta Business Suite, Insight.', en: "Export the account's figures from Meta Business Suite, Insights." },
};

/** A file of Google Analytics, known by the comments above its header or by its columns. */
export const ANALYTICS: ExportLayout = {
  tool: 'google-analytics',
  layout: 'report',
  shape: 'refused',
  platform: undefined,
  dates: 'iso',
  words: {},
  reason: {
    id: 'Ini laporan Google Analytics: kunjungan situs web, bukan angka akun media sosial.',
    en: 'This is a report of Google Analytics: visits of a website, not the figures of a social-media account.',
  },
  advice: { id: 'Serahkan ekspor dari platform media sosial.', en: 'Hand in an export of a social-media platform.' },
};
