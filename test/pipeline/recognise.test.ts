import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importCheckOutput } from '../../src/cli/output/import-check.js';
import { handIn } from '../support/exports.js';
import { root } from '../support/paths.js';

const folder = join(root, 'test/fixtures/exports');

/** File; tool, layout, language and account; each metric with its grain, rows, sum (- where values do not add up) and days; what is asked. Made up. */
const FILES: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  [
    'Content 2026-09-01_2026-09-30 Kanal.zip',
    'youtube-studio/table+totals/en: youtube:kanal',
    [
      'views month 1 500 2026-09-01',
      'watch_seconds month 1 73800 2026-09-01',
      'followers_net month 1 3 2026-09-01',
      'views day 2 50 2026-09-01 2026-09-02',
    ],
    [],
  ],
  [
    'Sep-01-2026_Sep-30-2026_100200300400500.csv',
    'meta-business-suite/content-instagram/id: instagram:ditjenpk',
    [
      'views total 3 1590 2026-09-03 2026-09-22',
      'reach total 3 - 2026-09-03 2026-09-22',
      'likes total 3 51 2026-09-03 2026-09-22',
      'shares total 2 5 2026-09-03 2026-09-21',
      'followers_gained total 1 3 2026-09-03',
      'comments total 2 3 2026-09-03 2026-09-21',
      'saves total 2 6 2026-09-03 2026-09-21',
    ],
    [],
  ],
  ['ads.csv', 'refused: This is a report of Meta Ads Manager: paid reach of advertisements, not the figures of an account.', [], []],
  ['analytics.csv', 'refused: This is a report of Google Analytics: visits of a website, not the figures of a social-media account.', [], []],
  [
    'facebook-insights-page.csv',
    'facebook-insights/page/en: facebook:djpk',
    [
      'followers day 2 - 2019-08-24 2019-08-25',
      'followers_gained day 2 7 2019-08-24 2019-08-25',
      'followers_lost day 2 1 2019-08-24 2019-08-25',
      'reach day 2 - 2019-08-24 2019-08-25',
      'impressions day 2 150 2019-08-24 2019-08-25',
    ],
    [],
  ],
  ['form.csv', 'google-forms/form/id: null', [], []],
  ['formats.csv', 'refused: The file holds totals by format of a period that it does not name, and no days.', [], []],
  [
    'hootsuite-accounts.csv',
    'hootsuite/accounts/en: x:DitjenPK, instagram:ditjenpk, facebook:djpk',
    [
      'followers x:DitjenPK day 2 - 2026-01-21 2026-01-22',
      'followers instagram:ditjenpk day 2 - 2026-01-21 2026-01-22',
      'impressions x:DitjenPK day 2 645 2026-01-21 2026-01-22',
      'reach facebook:djpk day 2 - 2026-01-21 2026-01-22',
    ],
    [],
  ],
  [
    'hootsuite-posts-x.csv',
    'hootsuite/posts-x/en: x:DitjenPK',
    [
      'impressions total 1 1200 2026-01-22',
      'interactions total 1 30 2026-01-22',
      'likes total 1 20 2026-01-22',
      'shares total 1 5 2026-01-22',
      'comments total 1 4 2026-01-22',
    ],
    ['exported'],
  ],
  [
    'meta-audience.csv',
    'meta-business-suite/audience/en: facebook:djpk, instagram:ditjenpk',
    ['followers facebook:djpk day 1 - open', 'followers instagram:ditjenpk day 1 - open'],
    ['exported'],
  ],
  [
    'meta-content-de.csv',
    'meta-business-suite/content-instagram/de: instagram:ditjenpk',
    [
      'views total 2 1500 2026-09-03 2026-09-21',
      'reach total 2 - 2026-09-03 2026-09-21',
      'likes total 2 50 2026-09-03 2026-09-21',
      'shares total 2 5 2026-09-03 2026-09-21',
      'followers_gained total 1 3 2026-09-03',
      'comments total 2 3 2026-09-03 2026-09-21',
      'saves total 2 6 2026-09-03 2026-09-21',
    ],
    ['exported'],
  ],
  [
    'meta-content-facebook.csv',
    'meta-business-suite/content-facebook/en: facebook:djpk',
    [
      'views total 2 1080 2025-12-31 2026-01-02',
      'reach total 2 - 2025-12-31 2026-01-02',
      'interactions total 2 33 2025-12-31 2026-01-02',
      'likes total 2 22 2025-12-31 2026-01-02',
      'comments total 2 2 2025-12-31 2026-01-02',
      'shares total 2 9 2025-12-31 2026-01-02',
      'watch_seconds total 2 1250 2025-12-31 2026-01-02',
    ],
    ['exported', 'columns'],
  ],
  [
    'meta-content-fr.csv',
    'meta-business-suite/content-facebook/fr: facebook:djpk',
    [
      'views total 2 1400 2026-09-03 2026-09-04',
      'reach total 2 - 2026-09-03 2026-09-04',
      'interactions total 2 22 2026-09-03 2026-09-04',
      'likes total 2 12 2026-09-03 2026-09-04',
      'comments total 2 5 2026-09-03 2026-09-04',
      'shares total 2 5 2026-09-03 2026-09-04',
      'clicks total 2 41 2026-09-03 2026-09-04',
    ],
    ['exported'],
  ],
  ['meta-daily-2023-wrong-header.csv', 'meta-business-suite/daily/en: facebook:djpk', ['profile_views day 2 17 2023-01-01 2023-01-02'], []],
  ['meta-daily-es-reach.csv', 'meta-business-suite/daily/es: null', ['reach day 2 - 2026-09-01 2026-09-02'], ['platform']],
  ['meta-daily-id.csv', 'meta-business-suite/daily/id: instagram:ditjenpk', ['followers_gained day 3 11 2026-09-01 2026-09-04'], []],
  [
    'meta-daily-two.csv',
    'meta-business-suite/daily/en: facebook:djpk, instagram:ditjenpk',
    ['profile_views facebook:djpk day 2 42 2026-09-01 2026-09-02', 'profile_views instagram:ditjenpk day 2 11 2026-09-01 2026-09-02'],
    [],
  ],
  ['meta-daily-unknown-title.csv', 'meta-business-suite/daily/en: null', [], ['metric', 'platform']],
  [
    'resaved-months.csv',
    'refused: In "engagements": "3.Apr" is a date where a number is expected: a spreadsheet program changed the file when it was saved.',
    [],
    [],
  ],
  [
    'sprout-profiles.csv',
    'sprout-social/profiles/en: facebook:djpk, instagram:ditjenpk',
    [
      'followers facebook:djpk day 1 - 2026-01-15',
      'followers_net facebook:djpk day 1 -5 2026-01-15',
      'posts facebook:djpk day 1 2 2026-01-15',
      'impressions facebook:djpk day 1 3210 2026-01-15',
      'interactions facebook:djpk day 1 98 2026-01-15',
      'comments facebook:djpk day 1 10 2026-01-15',
      'followers instagram:ditjenpk day 1 - 2026-01-15',
      'followers_net instagram:ditjenpk day 1 5 2026-01-15',
      'posts instagram:ditjenpk day 1 1 2026-01-15',
      'impressions instagram:ditjenpk day 1 210 2026-01-15',
      'interactions instagram:ditjenpk day 1 8 2026-01-15',
      'comments instagram:ditjenpk day 1 1 2026-01-15',
    ],
    [],
  ],
  ['tiktok-activity.csv', 'tiktok-studio/follower-activity/en: null', [], []],
  [
    'tiktok-business-video.csv',
    'tiktok-business/video/en: tiktok:kanal',
    [
      'views total 1 1723 2026-10-31',
      'likes total 1 17 2026-10-31',
      'comments total 1 4 2026-10-31',
      'shares total 1 3 2026-10-31',
      'saves total 1 2 2026-10-31',
    ],
    ['exported'],
  ],
  [
    'tiktok-business.csv',
    'tiktok-business/daily/en: tiktok:kanal',
    [
      'followers_gained day 2 110 2026-10-31 2026-11-01',
      'followers_lost day 2 6 2026-10-31 2026-11-01',
      'reach day 1 - 2026-11-01',
      'engaged_accounts day 1 - 2026-11-01',
    ],
    [],
  ],
  [
    'tiktok-content.csv',
    'tiktok-studio/content/en: tiktok:kanal',
    ['likes total 2 6 open', 'comments total 2 3 open', 'shares total 2 1 open', 'views total 2 970 open'],
    ['year'],
  ],
  [
    'tiktok-follower-history.csv',
    'tiktok-studio/follower-history/en: tiktok:kanal',
    ['followers_net day 3 1 open', 'followers day 2 - open'],
    ['year'],
  ],
  [
    'tiktok-overview.csv',
    'tiktok-studio/overview/en: tiktok:kanal',
    ['views day 2 40 open', 'profile_views day 2 3 open', 'likes day 3 9 open', 'comments day 2 5 open', 'shares day 3 1 open'],
    ['year'],
  ],
  [
    'tweet_activity_metrics_DitjenPK_20161201_20161231_en.csv',
    'x/legacy-by-tweet/en: x:DitjenPK',
    [
      'impressions total 1 1938 2016-12-24',
      'interactions total 1 18 2016-12-24',
      'shares total 1 1 2016-12-24',
      'comments total 1 0 2016-12-24',
      'likes total 1 2 2016-12-24',
      'profile_views total 1 0 2016-12-24',
      'link_clicks total 1 15 2016-12-24',
      'followers_gained total 1 0 2016-12-24',
      'video_views total 1 4 2016-12-24',
    ],
    [],
  ],
  ['unknown.csv', 'refused: No export is known with the columns "Bulan", "Jumlah".', [], []],
  [
    'x-legacy-by-day.csv',
    'x/legacy-by-day/en: x:DitjenPK',
    [
      'posts day 2 2 2021-08-01 2021-08-02',
      'impressions day 2 2332 2021-08-01 2021-08-02',
      'interactions day 2 32 2021-08-01 2021-08-02',
      'shares day 2 3 2021-08-01 2021-08-02',
      'comments day 2 3 2021-08-01 2021-08-02',
      'likes day 2 5 2021-08-01 2021-08-02',
      'profile_views day 2 10 2021-08-01 2021-08-02',
      'link_clicks day 2 2 2021-08-01 2021-08-02',
      'followers_gained day 2 1 2021-08-01 2021-08-02',
      'video_views day 2 4 2021-08-01 2021-08-02',
    ],
    [],
  ],
  [
    'x-premium-content.csv',
    'x/premium-content/en: x:DitjenPK',
    [
      'impressions total 2 74 2026-08-14 2026-08-15',
      'likes total 2 3 2026-08-14 2026-08-15',
      'interactions total 2 8 2026-08-14 2026-08-15',
      'saves total 2 2 2026-08-14 2026-08-15',
      'followers_gained total 2 1 2026-08-14 2026-08-15',
      'comments total 2 1 2026-08-14 2026-08-15',
      'shares total 2 4 2026-08-14 2026-08-15',
      'profile_views total 2 2 2026-08-14 2026-08-15',
      'link_clicks total 2 6 2026-08-14 2026-08-15',
    ],
    ['exported'],
  ],
  [
    'x-premium-overview.csv',
    'x/premium-overview/en: x:DitjenPK',
    [
      'impressions day 2 9337 2025-08-25 2025-08-26',
      'likes day 2 23 2025-08-25 2025-08-26',
      'interactions day 2 193 2025-08-25 2025-08-26',
      'saves day 2 5 2025-08-25 2025-08-26',
      'followers_gained day 2 6 2025-08-25 2025-08-26',
      'followers_lost day 2 3 2025-08-25 2025-08-26',
      'comments day 2 13 2025-08-25 2025-08-26',
      'shares day 2 3 2025-08-25 2025-08-26',
      'profile_views day 2 108 2025-08-25 2025-08-26',
      'posts day 2 8 2025-08-25 2025-08-26',
      'video_views day 2 11 2025-08-25 2025-08-26',
    ],
    [],
  ],
  ['youtube-chart.csv', 'youtube-studio/chart/en: null', [], []],
  [
    'youtube-date-tab.csv',
    'youtube-studio/totals/en: youtube:kanal',
    ['views day 2 35 2026-01-01 2026-01-03', 'watch_seconds day 2 7200 2026-01-01 2026-01-03', 'followers_net day 2 -1 2026-01-01 2026-01-03'],
    [],
  ],
  ['youtube-revenue.csv', 'refused: The file is known, and it has no figure that is kept: "Estimated revenue (EUR)".', [], []],
  [
    'youtube-table-de.csv',
    'youtube-studio/table/de: youtube:kanal',
    [
      'views total 2 1000 2011-08-19',
      'watch_seconds total 2 48150 2011-08-19',
      'followers_net total 2 -1 2011-08-19',
      'impressions total 2 9000 2011-08-19',
    ],
    ['period', 'exported'],
  ],
  [
    'youtube-table-id.csv',
    'youtube-studio/table/id: youtube:kanal',
    [
      'views total 1 1000 2026-07-06',
      'watch_seconds total 1 180360 2026-07-06',
      'followers_net total 1 10 2026-07-06',
      'impressions total 1 40000 2026-07-06',
    ],
    ['period', 'exported'],
  ],
  ['youtube-totals-fr.csv', 'youtube-studio/totals/fr: youtube:kanal', ['views day 3 35 2026-01-01 2026-01-03'], []],
];

describe('made-up exports of every layout', () => {
  it('all stand in the table', () => {
    expect(readdirSync(folder).sort()).toEqual(FILES.map(([name]) => name).sort());
  });

  it.each(FILES)('%s is %s', async (name, recognised, metrics, questions) => {
    const { report } = await handIn(readFileSync(join(folder, name)), name);
    expect(importCheckOutput.parse(report)).toEqual(report);
    if ('refused' in report) {
      expect(`refused: ${report.refused.reason}`).toBe(recognised);
      return;
    }
    const { tool, layout, locale } = report.recognised;
    expect(`${tool}/${layout}/${locale}: ${report.account}`).toBe(recognised);
    expect(
      report.metrics.map(({ metric, dimensions, grain, rows, sum, first, last }) =>
        [metric, ...Object.values(dimensions), grain, rows, sum ?? '-', first ?? 'open', last !== first ? last : ''].join(' ').trim(),
      ),
    ).toEqual(metrics);
    expect(report.questions.map(({ id }) => id)).toEqual(questions);
    for (const { readings } of report.questions) for (const { answer, shows } of readings) expect(`${answer}${shows}`).not.toBe('');
  });
});
