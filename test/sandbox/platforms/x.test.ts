import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Platforms } from '../../../sandbox/platforms/server.js';
import { account, credentials, open, other, owner, post, send, type XClient, xClient } from './clients.js';

const own = [
  post('1880000000000000001', '2024-01-10T08:00:00.000Z'),
  post('1880000000000000002', '2024-02-27T10:00:00.000Z', { deletedAt: '2024-02-28T00:00:00.000Z' }),
  post('1880000000000000003', '2024-02-28T12:00:00.000Z'),
  post('1880000000000000004', '2024-02-29T23:30:00.000Z'),
  post('1880000000000000005', '2024-03-05T00:00:00.000Z'),
];
const theirs = [post('1880000000000000101', '2024-02-28T12:00:00.000Z')];
const many = Array.from({ length: 3_300 }, (_, index) =>
  post(String(1_870_000_000_000_000_000n + BigInt(index)), new Date(Date.UTC(2023, 0, 1) + index * 3_600_000).toISOString()),
);

describe('the stand-in of X', () => {
  let platforms: Platforms;
  let x: XClient;
  beforeEach(async () => {
    platforms = await open(
      [
        account('x', owner, 'DitjenPK', { posts: own }),
        account('x', other, 'DJPK_lain', { posts: theirs }),
        account('x', '2244994947', 'Sepi'),
        account('x', '2244994948', 'Ramai', { posts: many }),
      ],
      '2024-03-01T02:00:00.000Z',
    );
    x = xClient(platforms);
  });
  afterEach(() => platforms.close());

  const ids = (answer: { readonly json: { readonly data?: readonly { readonly id: string }[] } }) => answer.json.data?.map(({ id }) => id);

  describe('users', () => {
    it('states the followers at the end of the last full UTC day, and the posts that can be seen', async () => {
      const { status, json } = await x.get('/2/users', { ids: owner, 'user.fields': 'public_metrics,created_at,protected,verified' });
      expect(status).toBe(200);
      expect(json).toEqual({
        data: [
          {
            id: owner,
            name: 'Contoh DitjenPK',
            username: 'DitjenPK',
            created_at: '2014-03-01T00:00:00.000Z',
            protected: false,
            verified: false,
            public_metrics: { followers_count: 10_020, following_count: 128, tweet_count: 3, listed_count: 31, like_count: 10, media_count: 0 },
          },
        ],
      });
    });

    it('speaks the newer vocabulary to those who send post.fields', async () => {
      const { json } = await x.get('/2/users', { ids: owner, 'user.fields': 'public_metrics', 'post.fields': 'id' });
      expect(json.data[0].public_metrics).toMatchObject({ post_count: 3 });
      expect(json.data[0].public_metrics).not.toHaveProperty('tweet_count');
    });

    it('drops names of fields that nobody knows, and charges all the same', async () => {
      const { status, json } = await x.get('/2/users', { ids: owner, 'user.fields': 'metrik_publik' });
      expect(status).toBe(200);
      expect(json.data).toEqual([{ id: owner, name: 'Contoh DitjenPK', username: 'DitjenPK' }]);
      expect(platforms.charges().x.microdollars).toBe(10_000);
    });

    it('finds user names in upper or lower case, and tells who is not there beside those who are', async () => {
      const { status, json } = await x.get('/2/users/by', { usernames: 'ditjenpk,tidak_ada' });
      expect(status).toBe(200);
      expect(json.data).toHaveLength(1);
      expect(json.errors).toEqual([
        expect.objectContaining({ value: 'tidak_ada', parameter: 'usernames', type: 'https://api.x.com/2/problems/resource-not-found' }),
      ]);
    });

    it('has no data where nobody was found', async () => {
      const { json } = await x.get('/2/users', { ids: '1' });
      expect(json).not.toHaveProperty('data');
      expect(json.errors).toHaveLength(1);
    });

    it('knows the person who signed in, and refuses the app alone', async () => {
      expect((await x.get('/2/users/me')).json.data.id).toBe(owner);
      const alone = await x.get('/2/users/me', {}, credentials.x.bearer);
      expect(alone.status).toBe(403);
      expect(alone.json.title).toBe('Unsupported Authentication');
    });
  });

  describe('timelines', () => {
    const path = `/2/users/${owner}/tweets`;

    it('lists the newest first, without the deleted and without those to come', async () => {
      const { json } = await x.get(path, { max_results: '5', 'tweet.fields': 'created_at,public_metrics' });
      expect(ids({ json })).toEqual(['1880000000000000004', '1880000000000000003', '1880000000000000001']);
      expect(json.meta).toEqual({ result_count: 3, newest_id: '1880000000000000004', oldest_id: '1880000000000000001' });
      expect(json.data[0]).toEqual({
        id: '1880000000000000004',
        text: 'Contoh 1880000000000000004',
        edit_history_tweet_ids: ['1880000000000000004'],
        created_at: '2024-02-29T23:30:00.000Z',
        public_metrics: { retweet_count: 4, reply_count: 3, like_count: 20, quote_count: 0, bookmark_count: 5, impression_count: 500 },
      });
    });

    it('cuts by times and by ids', async () => {
      const times = await x.get(path, { start_time: '2024-02-28T12:00:00Z', end_time: '2024-02-29T23:30:00Z' });
      expect(ids(times)).toEqual(['1880000000000000003']);
      expect(ids(await x.get(path, { since_id: '1880000000000000003' }))).toEqual(['1880000000000000004']);
      expect(ids(await x.get(path, { until_id: '1880000000000000003' }))).toEqual(['1880000000000000001']);
    });

    it('has no data where there are no posts', async () => {
      const { status, text } = await x.get('/2/users/2244994947/tweets');
      expect(status).toBe(200);
      expect(text).toBe('{"meta":{"result_count":0}}');
    });

    it('pages through the newest 3,200 and no further, each post once', async () => {
      const seen: string[] = [];
      let token: string | undefined;
      let pages = 0;
      do {
        const query = { max_results: '100', ...(token === undefined ? {} : { pagination_token: token }) };
        const answer = await x.get('/2/users/2244994948/tweets', query, credentials.x.bearer);
        seen.push(...(ids(answer) ?? []));
        token = answer.json.meta.next_token;
        pages += 1;
      } while (token !== undefined && pages < 100);
      expect(pages).toBe(32);
      expect(new Set(seen).size).toBe(3_200);
      expect(seen[0]).toBe(many.at(-1)?.id);
      expect(seen.at(-1)).toBe(many[100]?.id);
    });

    it('refuses a token of another account', async () => {
      const token = (await x.get('/2/users/2244994948/tweets')).json.meta.next_token;
      expect((await x.get(path, { pagination_token: token })).status).toBe(400);
    });

    it('gives authors only as an expansion in the newer vocabulary, and charges them', async () => {
      const { json } = await x.get(path, { 'post.fields': 'public_metrics,author_id', expansions: 'author_id', max_results: '5' });
      expect(json.data[0]).toMatchObject({ author_id: owner, public_metrics: { repost_count: 4 } });
      expect(json.includes.users).toHaveLength(1);
      const days = [...platforms.charges().x.days.values()];
      expect(days[0]?.resources).toEqual({ post: 0, user: 1, analytics: 0, owned: 3 });
    });
  });

  describe('posts', () => {
    it('tells those who are not there beside those who are', async () => {
      const { json } = await x.get('/2/tweets', {
        ids: '1880000000000000003,1880000000000000002,1880000000000000005',
        'tweet.fields': 'public_metrics',
      });
      expect(ids({ json })).toEqual(['1880000000000000003']);
      expect(json.errors.map(({ value }: { value: string }) => value)).toEqual(['1880000000000000002', '1880000000000000005']);
    });

    it('has private figures of own posts younger than 30 days alone', async () => {
      const asked = { ids: `${own[0]?.id},${own[2]?.id},${theirs[0]?.id}`, 'tweet.fields': 'non_public_metrics' };
      const { json } = await x.get('/2/tweets', asked);
      expect(json.data.map((one: object) => 'non_public_metrics' in one)).toEqual([false, true, false]);
      expect(json.data[1].non_public_metrics).toEqual({ impression_count: 1_000, url_link_clicks: 7, user_profile_clicks: 11, engagements: 104 });
      expect(json.errors.map(({ value, field }: { value: string; field: string }) => [value, field])).toEqual([
        [own[0]?.id, 'non_public_metrics'],
        [theirs[0]?.id, 'non_public_metrics'],
      ]);
      expect((await x.get('/2/tweets', asked, credentials.x.bearer)).json.errors).toHaveLength(3);
    });
  });

  describe('analytics', () => {
    const asked = (more: Readonly<Record<string, string>>) => ({
      ids: '1880000000000000003',
      start_time: '2024-02-27T00:00:00Z',
      end_time: '2024-03-03T00:00:00Z',
      'analytics.fields': 'impressions,likes,app_opens,timestamp,timestamped_metrics',
      ...more,
    });

    it('names each UTC day by its start, with null before the post was there, and nothing after now', async () => {
      const { json } = await x.get('/2/tweets/analytics', asked({ granularity: 'daily' }));
      expect(json).toEqual({
        data: [
          {
            id: '1880000000000000003',
            timestamped_metrics: [
              { timestamp: '2024-02-27T00:00:00Z', metrics: null },
              { timestamp: '2024-02-28T00:00:00Z', metrics: { impressions: 500, likes: 20, app_opens: null } },
              { timestamp: '2024-02-29T00:00:00Z', metrics: { impressions: 500, likes: 20, app_opens: null } },
              { timestamp: '2024-03-01T00:00:00Z', metrics: { impressions: 0, likes: 0, app_opens: null } },
            ],
          },
        ],
      });
    });

    it('adds up to the lifetime figure in total', async () => {
      const { json } = await x.get('/2/tweets/analytics', asked({ granularity: 'total' }));
      expect(json.data).toEqual([{ id: '1880000000000000003', impressions: 1_000, likes: 40, app_opens: null }]);
    });

    it('refuses the posts of others, and the app alone', async () => {
      const { json } = await x.get('/2/tweets/analytics', asked({ ids: '1880000000000000101' }));
      expect(json).not.toHaveProperty('data');
      expect(json.errors[0].type).toBe('https://api.x.com/2/problems/not-authorized-for-resource');
      expect((await x.get('/2/tweets/analytics', asked({}), credentials.x.bearer)).status).toBe(403);
    });
  });

  describe('refusals', () => {
    it.each([
      ['an unknown parameter', '/2/users', { ids: owner, date_format: 'U' }],
      ['an id that is none', '/2/users', { ids: 'ditjenpk' }],
      ['more than 100 ids', '/2/users', { ids: Array.from({ length: 101 }, (_, index) => index + 1).join(',') }],
      ['no ids', '/2/tweets', {}],
      ['too small a page', `/2/users/${owner}/tweets`, { max_results: '4' }],
      ['too large a page', `/2/users/${owner}/tweets`, { max_results: '101' }],
      ['a day instead of a moment', `/2/users/${owner}/tweets`, { start_time: '2024-02-01' }],
      ['a moment before the platform', `/2/users/${owner}/tweets`, { start_time: '2010-01-01T00:00:00Z' }],
      ['an end before the start', `/2/users/${owner}/tweets`, { start_time: '2024-02-02T00:00:00Z', end_time: '2024-02-01T00:00:00Z' }],
      ['an unknown exclusion', `/2/users/${owner}/tweets`, { exclude: 'quotes' }],
      ['a made-up page token', `/2/users/${owner}/tweets`, { pagination_token: 'abc123' }],
    ])('refuses %s and names it', async (_what, path, query) => {
      const { status, json, headers } = await x.get(path, query);
      expect(status).toBe(400);
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(json).toMatchObject({ title: 'Invalid Request', type: 'https://api.x.com/2/problems/invalid-request' });
      expect(json.errors.length).toBeGreaterThan(0);
    });

    it('has no /2/posts, and takes no other method', async () => {
      expect((await x.get('/2/posts', { ids: '1' })).status).toBe(404);
      expect((await send(`${platforms.hosts.x}/2/tweets`, { method: 'POST' })).status).toBe(405);
    });

    it('answers 401 to nobody', async () => {
      const { status, json } = await send(`${platforms.hosts.x}/2/users?ids=${owner}`);
      expect([status, json.title]).toEqual([401, 'Unauthorized']);
    });
  });
});
