import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Platforms } from '../../../sandbox/platforms/server.js';
import { google } from '../../../sandbox/platforms/youtube/stand-in.js';
import { account, channel, days, open, post, showed, silentChannel, type YouTubeClient, youTubeClient } from './clients.js';

const videos = Array.from({ length: 8 }, (_, index) => post(`v000000000${index}`, `2024-02-1${index}T18:00:00.000Z`, { kind: 'video' }));
const playlistId = channel.replace('UC', 'UU');
const tried: string[] = [];

describe('the cases that YouTube can show', () => {
  let platforms: Platforms;
  let tube: YouTubeClient;
  beforeEach(async () => {
    const followers = Array.from({ length: 60 }, () => 12_399);
    platforms = await open(
      [
        account('youtube', channel, 'djpkkemenkeu', { posts: videos, days: days('2024-02-01', followers) }),
        account('youtube', silentChannel, 'sepi'),
      ],
      '2024-03-01T20:00:00.000Z',
    );
    tube = youTubeClient(platforms);
  });
  afterEach(() => {
    tried.push(...showed(platforms));
    return platforms.close();
  });

  const statistics = async () => (await tube.data('/channels', { part: 'statistics', id: channel })).json.items[0].statistics;
  const report = (query: Readonly<Record<string, string>> = {}) =>
    tube.report({ startDate: '2024-02-26', endDate: '2024-03-05', metrics: 'views,likes', dimensions: 'day', ...query });
  const reason = async () => {
    const { status, json } = await tube.data('/channels', { part: 'id', id: channel });
    return [status, json.error?.errors[0].reason];
  };

  it('8: hides subscribers, likes and comments by leaving them out', async () => {
    platforms.faults.on('hidden-counts', { account: channel });
    const hidden = await statistics();
    expect(hidden).toMatchObject({ hiddenSubscriberCount: true, videoCount: '8' });
    expect(hidden).not.toHaveProperty('subscriberCount');
    const { json } = await tube.data('/videos', { part: 'statistics', id: 'v0000000001' });
    expect(json.items[0].statistics).toEqual({ viewCount: '1000', favoriteCount: '0' });
    const other = await tube.data('/channels', { part: 'statistics', id: silentChannel });
    expect(other.json.items[0].statistics).toHaveProperty('subscriberCount');
  });

  it('13: offers a day an hour later, as after a change of the clocks', async () => {
    // 27 February ended at 08:00 UTC of the 28th; 72 hours later it is 08:00 UTC of 2 March.
    platforms.setNow('2024-03-02T08:30:00.000Z');
    const rows = async () => (await report({ metrics: 'views' })).json.rows;
    expect(await rows()).toEqual([
      ['2024-02-26', 1_000],
      ['2024-02-27', 1_000],
      ['2024-02-28', 900],
      ['2024-02-29', 600],
    ]);
    platforms.faults.on('summer-time', { times: 1 });
    expect(await rows()).toEqual([
      ['2024-02-26', 1_000],
      ['2024-02-27', 900],
      ['2024-02-28', 600],
    ]);
  });

  it('13: gives days of 23 and 25 hours one row each, without the case', async () => {
    const spring = account('youtube', channel, 'djpkkemenkeu', { days: days('2024-03-08', [1, 2, 3, 4]) });
    await platforms.close();
    platforms = await open([spring], '2024-03-20T00:00:00.000Z');
    tube = youTubeClient(platforms);
    const { json } = await report({ startDate: '2024-03-08', endDate: '2024-03-12', metrics: 'views' });
    expect(json.rows.map(([day]: [string]) => day)).toEqual(['2024-03-08', '2024-03-09', '2024-03-10', '2024-03-11']);
  });

  it('15: shows a day as soon as it has ended, and larger figures later', async () => {
    platforms.faults.on('provisional-values', { account: channel });
    const views = async () => Object.fromEntries((await report({ metrics: 'views' })).json.rows);
    expect(await views()).toEqual({ '2024-02-26': 1_000, '2024-02-27': 900, '2024-02-28': 600, '2024-02-29': 300 });
    platforms.setNow('2024-03-02T20:00:00.000Z');
    expect(await views()).toMatchObject({ '2024-02-27': 1_000, '2024-02-28': 900, '2024-02-29': 600, '2024-03-01': 300 });
  });

  it('30: jumps by a whole step where one subscriber tips it', async () => {
    expect((await statistics()).subscriberCount).toBe('12300');
    platforms.faults.on('rounded-subscribers', { times: 1 });
    expect((await statistics()).subscriberCount).toBe('12400');
    expect((await statistics()).subscriberCount).toBe('12300');
  });

  it('31: moves the columns, and then has no rows; leaves out channels and videos', async () => {
    platforms.faults.on('rows-absent-columns-moved', { times: 2 });
    const [moved, absent, usual] = [await report(), await report(), await report()];
    expect(moved.json.columnHeaders.map(({ name }: { name: string }) => name)).toEqual(['likes', 'views', 'day']);
    expect(moved.json.rows[0]).toEqual([0, 1_000, '2024-02-26']);
    expect(absent.json).not.toHaveProperty('rows');
    expect(usual.json.rows[0]).toEqual(['2024-02-26', 1_000, 0]);
    platforms.faults.on('rows-absent-columns-moved', { account: channel });
    const both = await tube.data('/channels', { part: 'id', id: `${channel},${silentChannel}` });
    expect(both.json.items.map(({ id }: { id: string }) => id)).toEqual([silentChannel]);
    const none = await tube.data('/videos', { part: 'id', id: 'v0000000001,v0000000002' });
    expect([none.status, 'items' in none.json]).toEqual([200, false]);
  });

  it('32: counts views by the new definition, and keeps the old one as engaged views', async () => {
    const before = await report({ metrics: 'views,engagedViews' });
    platforms.faults.on('views-redefined', { account: channel });
    const after = await report({ metrics: 'views,engagedViews' });
    expect([before.json.rows[0], after.json.rows[0]]).toEqual([
      ['2024-02-26', 1_000, 1_000],
      ['2024-02-26', 1_180, 1_000],
    ]);
    const { json } = await tube.data('/videos', { part: 'statistics', id: 'v0000000001' });
    expect(json.items[0].statistics.viewCount).toBe('1180');
  });

  it('33: says quotaExceeded until midnight in California, and throttles with the same 403 or with 429', async () => {
    platforms.faults.on('quota-or-rate', { times: 1 });
    expect(await reason()).toEqual([403, 'quotaExceeded']);
    expect(await reason()).toEqual([403, 'quotaExceeded']);
    platforms.setNow('2024-03-02T08:00:00.000Z');
    expect(await reason()).toEqual([200, undefined]);
    platforms.faults.on('quota-or-rate', { times: 2 });
    expect(await reason()).toEqual([403, 'rateLimitExceeded']);
    expect(await reason()).toEqual([429, 'rateLimitExceeded']);
    expect(await reason()).toEqual([200, undefined]);
  });

  it('34: ends the grant with an error that is a text', async () => {
    platforms.faults.on('invalid-grant');
    const { status, json } = await tube.renew();
    expect(status).toBe(400);
    expect(json).toEqual({ error: 'invalid_grant', error_description: 'Token has been expired or revoked.' });
  });

  it('35: answers as gateways do, for data and reports', async () => {
    await statistics();
    platforms.faults.on('html-body', { account: channel, times: 2 });
    const [page, text] = [await tube.data('/playlistItems', { part: 'id', playlistId }), await report()];
    expect([page.status, page.text.startsWith('<!DOCTYPE html>'), text.status, text.json]).toEqual([502, true, 503, undefined]);
  });

  it('41: puts an old video first that was added just now, and keeps that order', async () => {
    platforms.faults.on('backdated-posts', { times: 1 });
    const first = await tube.data('/playlistItems', { part: 'snippet,contentDetails', playlistId, maxResults: '4' });
    const second = await tube.data('/playlistItems', { part: 'contentDetails', playlistId, maxResults: '4', pageToken: first.json.nextPageToken });
    const ids = [...first.json.items, ...second.json.items].map(
      ({ contentDetails }: { contentDetails: { videoId: string } }) => contentDetails.videoId,
    );
    expect(ids).toEqual([
      'v0000000000',
      ...videos
        .slice(1)
        .toReversed()
        .map(({ id }) => id),
    ]);
    expect(first.json.items[0]).toMatchObject({
      snippet: { publishedAt: '2024-03-01T20:00:00Z' },
      contentDetails: { videoPublishedAt: '2024-02-10T18:00:00Z' },
    });
  });

  it('shows every case that YouTube has', () => {
    expect([...new Set(tried)].sort()).toEqual([...google.cases].sort());
  });
});
