import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Platforms } from '../../../sandbox/platforms/server.js';
import {
  type Answer,
  account,
  channel,
  credentials,
  days,
  open,
  post,
  send,
  silentChannel,
  withQuery,
  type YouTubeClient,
  youTubeClient,
} from './clients.js';

/** 10:00 in California, so that all of it grows on the same day and the next. */
const videos = [
  post('v0000000001', '2024-02-20T18:00:00.000Z', { kind: 'video', final: { reach: 0, views: 900, likes: 40, comments: 6, shares: 8, saves: 10 } }),
  post('v0000000002', '2024-02-20T18:00:00.000Z', { kind: 'short', final: { reach: 0, views: 300, likes: 20, comments: 2, shares: 4, saves: 0 } }),
  post('v0000000003', '2024-02-21T18:00:00.000Z', { kind: 'video' }),
];
const range = { startDate: '2024-02-20', endDate: '2024-02-21' };

describe('the stand-in of the YouTube Analytics API', () => {
  let platforms: Platforms;
  let tube: YouTubeClient;
  beforeEach(async () => {
    platforms = await open(
      [
        account('youtube', channel, 'djpkkemenkeu', {
          posts: videos,
          days: days(
            '2024-02-18',
            Array.from({ length: 20 }, (_, index) => 500 + index * 5),
          ),
        }),
        account('youtube', silentChannel, 'sepi', { days: new Map() }),
      ],
      '2024-03-01T20:00:00.000Z',
    );
    tube = youTubeClient(platforms);
  });
  afterEach(() => platforms.close());

  const reasonOf = ({ json }: Answer) => json.error.errors[0].reason;

  it('gives a row for each day of California, under headers that name the columns', async () => {
    const { status, json } = await tube.report({
      ...range,
      metrics: 'views,engagedViews,subscribersGained,subscribersLost,likes,comments,shares',
      dimensions: 'day',
      sort: 'day',
    });
    expect(status).toBe(200);
    expect(json.kind).toBe('youtubeAnalytics#resultTable');
    expect(json.columnHeaders[0]).toEqual({ name: 'day', columnType: 'DIMENSION', dataType: 'STRING' });
    expect(json.columnHeaders[1]).toEqual({ name: 'views', columnType: 'METRIC', dataType: 'INTEGER' });
    expect(json.rows).toEqual([
      ['2024-02-20', 1_000, 1_000, 7, 2, 30, 4, 6],
      ['2024-02-21', 1_000, 1_000, 7, 2, 50, 7, 10],
    ]);
  });

  it('adds a span up in one row where no dimension is asked for', async () => {
    const { json } = await tube.report({ ...range, metrics: 'views,estimatedMinutesWatched,averageViewDuration,videosAddedToPlaylists' });
    // 386 views of shorts for 21 seconds each and 1,614 of videos for 95.
    expect(json.rows).toEqual([[2_000, Math.floor((386 * 21 + 1_614 * 95) / 60), 80, 15]]);
  });

  it('shows a day in part from 24 hours after its end, whole after 72, and nothing of what is to come', async () => {
    const { json } = await tube.report({ startDate: '2024-02-26', endDate: '2024-03-31', metrics: 'views', dimensions: 'day' });
    expect(json.rows).toEqual([
      ['2024-02-26', 1_000],
      ['2024-02-27', 900],
      ['2024-02-28', 600],
    ]);
    platforms.setNow('2024-03-10T20:00:00.000Z');
    const later = await tube.report({ startDate: '2024-02-27', endDate: '2024-02-28', metrics: 'views', dimensions: 'day' });
    expect(later.json.rows).toEqual([
      ['2024-02-27', 1_000],
      ['2024-02-28', 1_000],
    ]);
  });

  it('has no rows where there is no data', async () => {
    const nothing = await tube.report({ ids: `channel==${silentChannel}`, ...range, metrics: 'views', dimensions: 'day' });
    expect(nothing.status).toBe(200);
    expect(nothing.json).not.toHaveProperty('rows');
    expect(nothing.json.columnHeaders).toHaveLength(2);
  });

  it('cuts a video at midnight in California', async () => {
    const report = await tube.report({ ...range, metrics: 'views,likes', dimensions: 'day', filters: 'video==v0000000001' });
    expect(report.json.rows).toEqual([
      ['2024-02-20', 450, 20],
      ['2024-02-21', 450, 20],
    ]);
  });

  it('lists videos by their views', async () => {
    const asked = { startDate: '2024-02-20', endDate: '2024-02-29', metrics: 'views,likes,shares', dimensions: 'video', sort: '-views' };
    const { json } = await tube.report({ ...asked, maxResults: '2' });
    expect(json.rows).toEqual([
      ['v0000000003', 1_000, 40, 8],
      ['v0000000001', 900, 40, 8],
    ]);
    expect((await tube.report({ ...asked, maxResults: '2', startIndex: '3' })).json.rows).toEqual([['v0000000002', 300, 20, 4]]);
    expect((await tube.report({ ...asked, maxResults: '200', filters: 'video==v0000000002,v0000000001' })).json.rows).toHaveLength(2);
    expect((await tube.report({ ...asked, maxResults: '200', filters: 'creatorContentType==shorts' })).json.rows).toEqual([
      ['v0000000002', 300, 20, 4],
    ]);
  });

  it('splits the views of the channel by type of content, and the parts add up', async () => {
    const { json } = await tube.report({ ...range, metrics: 'views,likes', dimensions: 'creatorContentType' });
    expect(json.rows).toEqual([
      ['shorts', 386, 20],
      ['videoOnDemand', 1_614, 60],
    ]);
    const byDay = await tube.report({ ...range, metrics: 'views', dimensions: 'day,creatorContentType' });
    expect(byDay.json.rows).toEqual([
      ['2024-02-20', 'shorts', 250],
      ['2024-02-20', 'videoOnDemand', 750],
      ['2024-02-21', 'shorts', 136],
      ['2024-02-21', 'videoOnDemand', 864],
    ]);
  });

  it('counts from 2026-08-24 on by the new definition, and keeps the old one as engaged views', async () => {
    await platforms.close();
    const late = account('youtube', channel, 'djpkkemenkeu', { days: days('2026-08-22', [500, 505, 510, 515], 1_180) });
    platforms = await open([late], '2026-11-25T00:00:00.000Z');
    tube = youTubeClient(platforms);
    const { json } = await tube.report({ startDate: '2026-08-22', endDate: '2026-08-25', metrics: 'views,engagedViews', dimensions: 'day' });
    expect(json.rows).toEqual([
      ['2026-08-22', 1_180, 1_180],
      ['2026-08-23', 1_180, 1_180],
      ['2026-08-24', 1_180, 1_000],
      ['2026-08-25', 1_180, 1_000],
    ]);
  });

  it.each([
    ['an unknown metric', { metrics: 'views,tayangan' }, 400, 'badRequest'],
    ['an unknown dimension', { metrics: 'views', dimensions: 'hari' }, 400, 'badRequest'],
    ['an unknown filter', { metrics: 'views', filters: 'negara==ID' }, 400, 'badRequest'],
    ['a type of content in capitals', { metrics: 'views', filters: 'creatorContentType==SHORTS' }, 400, 'badRequest'],
    ['videos by day', { metrics: 'views', dimensions: 'video,day', sort: '-views', maxResults: '10' }, 400, 'badRequest'],
    ['videos by type', { metrics: 'views', dimensions: 'video,creatorContentType', sort: '-views', maxResults: '10' }, 400, 'badRequest'],
    ['videos without an order', { metrics: 'views', dimensions: 'video', maxResults: '10' }, 400, 'badRequest'],
    ['videos without a number', { metrics: 'views', dimensions: 'video', sort: '-views' }, 400, 'badRequest'],
    ['more than 200 videos', { metrics: 'views', dimensions: 'video', sort: '-views', maxResults: '500' }, 400, 'badRequest'],
    ['subscribers by type of content', { metrics: 'subscribersGained', dimensions: 'creatorContentType' }, 400, 'badRequest'],
    ['an order by what is not asked for', { metrics: 'views', dimensions: 'day', sort: 'likes' }, 400, 'badRequest'],
    ['a day that does not exist', { metrics: 'views', startDate: '2024-02-30' }, 400, 'badRequest'],
    ['an end before the start', { metrics: 'views', endDate: '2024-02-01' }, 400, 'badRequest'],
    ['no metric', {}, 400, 'required'],
    ['an unknown parameter', { metrics: 'views', tanggal: '1' }, 400, 'badRequest'],
    ['money', { metrics: 'estimatedRevenue' }, 403, 'forbidden'],
    ['the channel of somebody else', { metrics: 'views', ids: 'channel==UCorang' }, 403, 'forbidden'],
  ])('refuses %s', async (_what, query, status, reason) => {
    const answer = await tube.report({ ...range, ...(query as Readonly<Record<string, string>>) });
    expect([answer.status, reasonOf(answer)]).toEqual([status, reason]);
  });

  it('wants a person, no key', async () => {
    const address = withQuery(`${platforms.hosts['youtube-analytics']}/v2/reports`, {
      ids: 'channel==MINE',
      ...range,
      metrics: 'views',
      key: credentials.google.apiKey ?? '',
    });
    const answer = await send(address);
    expect([answer.status, reasonOf(answer)]).toEqual([401, 'required']);
  });
});
