import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { handIn } from '../support/exports.js';

type Sheets = Readonly<Record<string, readonly (readonly (string | number | null)[])[]>>;

/** A made-up workbook with these sheets. */
async function workbook(sheets: Sheets): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = book.addWorksheet(name);
    for (const row of rows) sheet.addRow([...row]);
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

async function checked(name: string, sheets: Sheets) {
  const { report } = await handIn(await workbook(sheets), name);
  if ('refused' in report) throw new Error(report.refused.reason);
  return {
    ...report.recognised,
    account: report.account,
    metrics: report.metrics.map(({ metric, grain, rows, sum, first, last }) => [metric, grain, rows, sum, first, last]),
    questions: report.questions.map(({ id }) => id),
    leftOut: report.leftOut.map(({ reason }) => reason),
  };
}

describe("a Page's export from LinkedIn", () => {
  it('has a sentence above the header; organic and sponsored parts are left out, since the total has them', async () => {
    const found = await checked('kami_content_1782000000000.xlsx', {
      Metrics: [
        ['Aggregated engagement metrics for updates of this Page, by day, in the zone of the viewer'],
        [
          'Date',
          'Impressions (organic)',
          'Impressions (sponsored)',
          'Impressions (total)',
          'Unique impressions (organic)',
          'Clicks(total)',
          'Reactions (total)',
          'Comments (total)',
          'Reposts (total)',
          'Engagement rate (total)',
        ],
        ['06/16/2026', '90', '10', '100', '70', '5', '4', '1', '0', '0.1'],
        ['06/17/2026', '200', '0', '200', '150', '6', '5', '0', '2', '0.06'],
      ],
      'All posts': [
        ['Engagement metrics of every update, with the numbers of organic and of sponsored impressions added'],
        [
          'Post title',
          'Post link',
          'Post type',
          'Posted by',
          'Created date',
          'Impressions',
          'Views',
          'Clicks',
          'Click through rate (CTR)',
          'Likes',
          'Comments',
          'Reposts',
          'Follows',
        ],
        [
          'teks',
          'https://www.linkedin.com/feed/update/urn:li:activity:7200000000000000011',
          'Organic',
          'Orang 1',
          '06/17/2026',
          100,
          null,
          5,
          0.05,
          3,
          1,
          0,
          null,
        ],
      ],
    });
    expect(found).toMatchObject({
      tool: 'linkedin-page',
      layout: 'content-daily+content-posts',
      locale: 'en',
      account: 'linkedin:kami',
      questions: [],
    });
    expect(found.metrics).toEqual([
      ['impressions', 'day', 2, 300, '2026-06-16', '2026-06-17'],
      ['reach', 'day', 2, null, '2026-06-16', '2026-06-17'],
      ['clicks', 'day', 2, 11, '2026-06-16', '2026-06-17'],
      ['likes', 'day', 2, 9, '2026-06-16', '2026-06-17'],
      ['comments', 'day', 2, 1, '2026-06-16', '2026-06-17'],
      ['shares', 'day', 2, 2, '2026-06-16', '2026-06-17'],
      ['impressions', 'total', 1, 100, '2026-06-17', '2026-06-17'],
      ['clicks', 'total', 1, 5, '2026-06-17', '2026-06-17'],
      ['likes', 'total', 1, 3, '2026-06-17', '2026-06-17'],
      ['comments', 'total', 1, 1, '2026-06-17', '2026-06-17'],
      ['shares', 'total', 1, 0, '2026-06-17', '2026-06-17'],
    ]);
  });

  it('calls followers of the day "Total followers": they are gained, never a total', async () => {
    const found = await checked('kami_followers_1782000000000.xlsx', {
      'New followers': [
        ['Date', 'Sponsored followers', 'Organic followers', 'Auto-invited followers', 'Total followers'],
        ['06/16/2026', 0, 2, 1, 3],
        ['06/17/2026', 1, 4, 0, 5],
      ],
      Location: [
        ['Location', 'Total followers'],
        ['Jakarta', 1200],
      ],
    });
    expect(found.metrics).toEqual([['followers_gained', 'day', 2, 8, '2026-06-16', '2026-06-17']]);
    expect(found.leftOut).toContain('Parts of an audience by trade or place.');
  });

  it('on competitors is refused', async () => {
    const { report } = await handIn(
      await workbook({
        COMPETITORS: [
          ['Page', 'Total Followers', 'New Followers', 'Total post engagements'],
          ['Lain', 10, 1, 5],
        ],
      }),
      'kami_competitor_analytics_1782000000000.xlsx',
    );
    expect(report).toMatchObject({ refused: { reason: expect.stringContaining('compares Pages of others') } });
  });
});

describe("a person's export from LinkedIn", () => {
  it('has two tables side by side, and the number of followers in a header', async () => {
    const found = await checked('Content_2025-08-07_2026-08-05_Kami.xlsx', {
      DISCOVERY: [
        ['Overall Performance', '8/7/2025 - 8/5/2026'],
        ['Impressions', 300],
        ['Members reached', 120],
      ],
      ENGAGEMENT: [
        ['Date', 'Impressions', 'Engagements'],
        ['9/18/2025', '2', '0'],
        ['8/7/2025', '298', '7'],
      ],
      'TOP POSTS': [
        ['Maximum of 50 posts available to include in this list'],
        [],
        ['Post URL', 'Post publish date', 'Engagements', null, 'Post URL', 'Post publish date', 'Impressions'],
        [
          'https://www.linkedin.com/feed/update/urn:li:activity:7200000000000000021',
          '6/7/2026',
          6,
          null,
          'https://www.linkedin.com/feed/update/urn:li:activity:7200000000000000022',
          '7/17/2026',
          200,
        ],
        [
          'https://www.linkedin.com/feed/update/urn:li:activity:7200000000000000022',
          '7/17/2026',
          1,
          null,
          'https://www.linkedin.com/feed/update/urn:li:activity:7200000000000000021',
          '6/7/2026',
          98,
        ],
      ],
      FOLLOWERS: [['Total followers on 8/5/2026:', 782], [], ['Date', 'New followers'], ['8/4/2026', 3], ['8/5/2026', 1]],
      DEMOGRAPHICS: [
        ['Top Demographics', 'Value', 'Percentage'],
        ['Job titles', 'Analis', '< 1%'],
      ],
    });
    expect(found).toMatchObject({ tool: 'linkedin-creator', account: 'linkedin:kami', questions: [] });
    expect(found.metrics).toEqual([
      ['impressions', 'day', 2, 300, '2025-08-07', '2025-09-18'],
      ['interactions', 'day', 2, 7, '2025-08-07', '2025-09-18'],
      ['interactions', 'total', 2, 7, '2026-06-07', '2026-07-17'],
      ['impressions', 'total', 2, 298, '2026-06-07', '2026-07-17'],
      ['followers', 'day', 1, null, '2026-08-05', '2026-08-05'],
      ['followers_gained', 'day', 2, 4, '2026-08-04', '2026-08-05'],
    ]);
  });
});
