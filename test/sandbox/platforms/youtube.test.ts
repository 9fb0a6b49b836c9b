import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Platforms } from '../../../sandbox/platforms/server.js';
import { account, channel, credentials, days, open, post, send, silentChannel, withQuery, type YouTubeClient, youTubeClient } from './clients.js';

const uploads = channel.replace('UC', 'UU');
const videos = [
  post('v0000000001', '2024-02-10T08:00:00.000Z', { kind: 'video' }),
  post('v0000000002', '2024-02-20T08:00:00.000Z', { kind: 'short' }),
  post('v0000000003', '2024-02-27T20:00:00.000Z', { kind: 'video', deletedAt: '2024-02-29T12:00:00.000Z' }),
  post('v0000000004', '2024-02-28T20:00:00.000Z', { kind: 'video' }),
  post('v0000000005', '2024-03-03T20:00:00.000Z', { kind: 'video' }),
];
const archive = Array.from({ length: 120 }, (_, index) =>
  post(`w${String(index).padStart(10, '0')}`, new Date(Date.UTC(2023, 0, 1) + index * 86_400_000).toISOString(), { kind: 'video' }),
);
const big = 'UC0000000000000000000009';

describe('the stand-in of the YouTube Data API', () => {
  let platforms: Platforms;
  let tube: YouTubeClient;
  beforeEach(async () => {
    platforms = await open(
      [
        account('youtube', channel, 'djpkkemenkeu', { posts: videos, days: days('2024-02-25', [12_340, 12_345, 12_350, 12_399, 12_404, 12_500]) }),
        account('youtube', silentChannel, 'sepi', { days: days('2024-02-25', [87, 88, 89, 90, 91, 92]) }),
        account('youtube', big, 'arsip', { posts: archive }),
      ],
      '2024-03-01T02:00:00.000Z',
    );
    tube = youTubeClient(platforms);
  });
  afterEach(() => platforms.close());

  const ids = (answer: { readonly json: { readonly items?: readonly { readonly id: string }[] } }) => answer.json.items?.map(({ id }) => id);
  const reasonOf = (answer: { readonly json: { readonly error: { readonly errors: readonly { readonly reason: string }[] } } }) =>
    answer.json.error.errors[0]?.reason;

  describe('channels', () => {
    it('writes numbers as texts and rounds subscribers down to three figures', async () => {
      const { status, json } = await tube.data('/channels', { part: 'snippet,statistics,contentDetails', id: channel });
      expect(status).toBe(200);
      expect(json).toMatchObject({ kind: 'youtube#channelListResponse', pageInfo: { totalResults: 1, resultsPerPage: 5 } });
      expect(json.items[0]).toMatchObject({
        kind: 'youtube#channel',
        id: channel,
        snippet: { title: 'Contoh djpkkemenkeu', customUrl: '@djpkkemenkeu', publishedAt: '2014-03-01T00:00:00Z' },
        // In California it is still 29 February: the last full day is the 28th, with 12,399 subscribers and four days of views.
        statistics: { viewCount: '4000', subscriberCount: '12300', hiddenSubscriberCount: false, videoCount: '3' },
        contentDetails: { relatedPlaylists: { likes: '', uploads } },
      });
    });

    it('shows fewer than a thousand subscribers exactly', async () => {
      const { json } = await tube.data('/channels', { part: 'statistics', id: silentChannel });
      expect(json.items[0].statistics.subscriberCount).toBe('90');
    });

    it('leaves out who is unknown, and items where nobody is left', async () => {
      expect(ids(await tube.data('/channels', { part: 'id', id: `UCtidakada,${channel}` }))).toEqual([channel]);
      const nobody = await tube.data('/channels', { part: 'id', id: 'UCtidakada' });
      expect(nobody.status).toBe(200);
      expect(nobody.json).not.toHaveProperty('items');
    });

    it('answers several channels in another order than asked', async () => {
      expect(ids(await tube.data('/channels', { part: 'id', id: `${channel},${silentChannel}` }))).toEqual([silentChannel, channel]);
    });

    it('finds one by its handle, and the own one', async () => {
      expect(ids(await tube.data('/channels', { part: 'id', forHandle: '@djpkKemenkeu' }))).toEqual([channel]);
      expect(ids(await tube.data('/channels', { part: 'id', mine: 'true' }))).toEqual([channel]);
    });
  });

  describe('uploads', () => {
    const list = (query: Readonly<Record<string, string>> = {}) =>
      tube.data('/playlistItems', { part: 'contentDetails', playlistId: uploads, ...query });

    it('lists the newest first; a deleted video stays for a day without its date', async () => {
      const { json } = await list();
      expect(json.items.map(({ contentDetails }: { contentDetails: unknown }) => contentDetails)).toEqual([
        { videoId: 'v0000000004', videoPublishedAt: '2024-02-28T20:00:00Z' },
        { videoId: 'v0000000003' },
        { videoId: 'v0000000002', videoPublishedAt: '2024-02-20T08:00:00Z' },
        { videoId: 'v0000000001', videoPublishedAt: '2024-02-10T08:00:00Z' },
      ]);
      platforms.setNow('2024-03-01T12:00:00.000Z');
      expect((await list()).json.items).toHaveLength(3);
    });

    it('pages 50 by 50, each video once', async () => {
      const seen: string[] = [];
      let token: string | undefined;
      do {
        const { json } = await list({ playlistId: big.replace('UC', 'UU'), maxResults: '50', ...(token === undefined ? {} : { pageToken: token }) });
        expect(json.pageInfo).toEqual({ totalResults: 120, resultsPerPage: 50 });
        seen.push(...json.items.map(({ contentDetails }: { contentDetails: { videoId: string } }) => contentDetails.videoId));
        token = json.nextPageToken;
      } while (token !== undefined && seen.length < 500);
      expect(seen).toEqual(archive.map(({ id }) => id).toReversed());
    });

    it('knows no list that does not exist, and none of a channel without videos', async () => {
      for (const playlistId of ['UUtidakada', silentChannel.replace('UC', 'UU'), channel]) {
        const answer = await list({ playlistId });
        expect([answer.status, reasonOf(answer)]).toEqual([404, 'playlistNotFound']);
      }
    });
  });

  describe('videos', () => {
    it('tells the figures of now, without those who are gone or to come', async () => {
      const asked = videos.map(({ id }) => id).join(',');
      const { json } = await tube.data('/videos', { part: 'snippet,contentDetails,statistics,status,liveStreamingDetails', id: asked });
      expect(ids({ json })).toEqual(['v0000000001', 'v0000000002', 'v0000000004']);
      expect(json.items[0].statistics).toEqual({ viewCount: '1000', likeCount: '40', favoriteCount: '0', commentCount: '6' });
      expect(json.items[0].contentDetails.duration).toBe('PT3M20S');
      expect(json.items[0]).not.toHaveProperty('liveStreamingDetails');
    });

    it('gives the same figures in a batch, without the rest', async () => {
      const { json } = await tube.data('/videos:batchGetStats', { part: 'statistics,snippet,contentDetails', id: 'v0000000004,tidakada' });
      expect(json.kind).toBe('youtube#batchGetStatsResponse');
      expect(json.items).toEqual([
        {
          kind: 'youtube#videoStat',
          etag: expect.any(String),
          id: 'v0000000004',
          snippet: { publishTime: '2024-02-28T20:00:00Z' },
          contentDetails: { duration: '150s' },
          statistics: { viewCount: '1000', likeCount: '40', commentCount: '6' },
        },
      ]);
    });

    it('has shorts of at most 180 seconds, and videos that are as short', async () => {
      const { json } = await tube.data('/videos', { part: 'contentDetails', id: 'v0000000001,v0000000002,v0000000004' });
      const durations = json.items.map(({ contentDetails }: { contentDetails: { duration: string } }) => contentDetails.duration);
      expect(durations).toEqual(['PT3M20S', 'PT52S', 'PT2M30S']);
    });
  });

  describe('quota', () => {
    it('takes a unit for a call, also for a refused one, and has other buckets for searches and batches', async () => {
      await tube.data('/channels', { part: 'id', id: channel });
      await tube.data('/channels', { part: 'salah', id: channel });
      await tube.data('/videos:batchGetStats', { id: 'v0000000001' });
      await tube.data('/search', { part: 'id', channelId: channel, order: 'date', type: 'video' });
      expect(platforms.charges().youtube).toEqual(new Map([['2024-02-29', { units: 2, stats: 1, searches: 1 }]]));
    });

    it('refuses the 101st search until midnight in California', async () => {
      const look = () => tube.data('/search', { part: 'snippet', channelId: channel, order: 'date', type: 'video' });
      for (let call = 0; call < 100; call += 1) expect((await look()).status).toBe(200);
      const refused = await look();
      expect([refused.status, reasonOf(refused)]).toEqual([403, 'quotaExceeded']);
      expect(refused.json.error.errors[0].domain).toBe('youtube.quota');
      expect((await tube.data('/channels', { part: 'id', id: channel })).status).toBe(200);
      platforms.setNow('2024-03-01T07:59:59.000Z');
      expect((await look()).status).toBe(403);
      platforms.setNow('2024-03-01T08:00:00.000Z');
      expect((await look()).status).toBe(200);
    });

    it('refills an hour earlier by UTC in summer', async () => {
      platforms.setNow('2024-07-01T06:59:59.000Z');
      await tube.data('/channels', { part: 'id', id: channel });
      platforms.setNow('2024-07-01T07:00:00.000Z');
      await tube.data('/channels', { part: 'id', id: channel });
      expect([...platforms.charges().youtube.keys()]).toEqual(['2024-06-30', '2024-07-01']);
    });
  });

  describe('refusals', () => {
    it.each([
      ['an unknown parameter', '/channels', { part: 'id', id: channel, tanggal: '1' }, 'badRequest'],
      ['an unknown part', '/channels', { part: 'metrik', id: channel }, 'unknownPart'],
      ['no filter', '/channels', { part: 'id' }, 'missingRequiredParameter'],
      ['no part', '/videos', { id: 'v0000000001' }, 'missingRequiredParameter'],
      ['two filters', '/channels', { part: 'id', id: channel, mine: 'true' }, 'incompatibleParameters'],
      ['more than 50 ids', '/videos', { part: 'id', id: Array.from({ length: 51 }, (_, index) => `v${index}`).join(',') }, 'invalidFilters'],
      ['too large a page', '/playlistItems', { part: 'id', playlistId: uploads, maxResults: '51' }, 'invalidParameter'],
      ['maxResults with ids of videos', '/videos', { part: 'id', id: 'v0000000001', maxResults: '5' }, 'badRequest'],
      ['a made-up page', '/playlistItems', { part: 'id', playlistId: uploads, pageToken: 'abc' }, 'invalidParameter'],
    ])('refuses %s with its reason', async (_what, path, query, reason) => {
      const answer = await tube.data(path, query as Readonly<Record<string, string>>);
      expect([answer.status, reasonOf(answer)]).toEqual([400, reason]);
    });

    it('takes a key for what is public, and knows a wrong one and nobody', async () => {
      const call = (query: Readonly<Record<string, string>>) =>
        send(withQuery(`${platforms.hosts.youtube}/youtube/v3/channels`, { part: 'id', ...query }));
      expect((await call({ id: channel, key: credentials.google.apiKey ?? '' })).status).toBe(200);
      const wrong = await call({ id: channel, key: 'salah' });
      expect([wrong.status, reasonOf(wrong)]).toEqual([400, 'keyInvalid']);
      const nobody = await call({ id: channel });
      expect([nobody.status, reasonOf(nobody)]).toEqual([403, 'forbidden']);
      const own = await call({ mine: 'true', key: credentials.google.apiKey ?? '' });
      expect([own.status, reasonOf(own)]).toEqual([401, 'authorizationRequired']);
    });
  });

  describe('tokens', () => {
    it('gives an hour, and no new refresh token', async () => {
      const { status, json } = await tube.renew();
      expect(status).toBe(200);
      expect(json).toEqual({
        access_token: expect.any(String),
        expires_in: 3_599,
        scope: expect.stringContaining('yt-analytics.readonly'),
        token_type: 'Bearer',
      });
      const call = () =>
        send(withQuery(`${platforms.hosts.youtube}/youtube/v3/channels`, { part: 'id', id: channel }), {
          headers: { authorization: `Bearer ${json.access_token}` },
        });
      expect((await call()).status).toBe(200);
      platforms.setNow('2024-03-01T02:59:59.000Z');
      const late = await call();
      expect([late.status, reasonOf(late)]).toEqual([401, 'authError']);
    });

    it('tells errors by a text', async () => {
      expect((await tube.renew({ refresh_token: 'lama' })).json.error).toBe('invalid_grant');
      expect((await tube.renew({ client_id: 'siapa' })).json).toEqual({
        error: 'invalid_client',
        error_description: 'The OAuth client was not found.',
      });
      expect((await tube.renew({ grant_type: 'authorization_code' })).json.error).toBe('unsupported_grant_type');
    });
  });
});
