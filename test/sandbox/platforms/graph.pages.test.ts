import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figuresAt, postsAt, type WorldAccount, type WorldPost } from '../../../sandbox/platforms/world.js';
import { first, type GraphRig, NOW, seconds, startGraph } from './graph-rig.js';

let rig: GraphRig;
let page: WorldAccount;
let token: string;
beforeAll(async () => {
  rig = await startGraph();
  page = first(rig.pages);
  token = await rig.pageToken(page);
});
afterAll(() => rig.platforms.close());

const ask = (path: string, query: Record<string, string>) => rig.get(path, { access_token: token, ...query });
const day = (name: string) => page.days.get(name) ?? expect.fail(`no day ${name}`);
const newest = (kind: WorldPost['kind']): WorldPost => postsAt(page, Date.parse(NOW)).find((post) => post.kind === kind) ?? expect.fail(`no ${kind}`);

describe('the Pages of a system user', () => {
  it('are listed in pages with a token each', async () => {
    const one = await rig.get('/me/accounts', { fields: 'id,name,access_token,tasks,instagram_business_account{id,username}', limit: '1' });
    const account = first(rig.instagram);
    expect(one.json.data).toEqual([
      {
        id: page.id,
        name: page.name,
        access_token: token,
        tasks: expect.arrayContaining(['ANALYZE']),
        instagram_business_account: { id: account.id, username: account.username },
      },
    ]);
    const two = await rig.get('/me/accounts', { fields: 'id', limit: '1', after: one.json.paging.cursors.after });
    expect(two.json.data).toEqual([{ id: rig.pages[1]?.id }]);
    expect([typeof one.json.paging.next, two.json.paging.next]).toEqual(['string', undefined]);
  });

  it('state followers and fans', async () => {
    const { json } = await rig.get(`/${page.id}`, { fields: 'name,link,followers_count,fan_count' });
    expect(json.followers_count).toBe(day('2026-11-19').followers);
    expect(json.fan_count).toBeLessThan(json.followers_count);
  });

  it('keep insights and lists for the token of the Page itself', async () => {
    expect((await rig.get(`/${page.id}/insights`, { metric: 'page_media_view', period: 'day' })).json.error).toMatchObject({
      code: 190,
      message: '(#190) This method must be called with a Page Access Token',
    });
    expect((await rig.get(`/${page.id}/published_posts`)).json.error.code).toBe(210);
    const other = rig.pages[1]?.id ?? '';
    expect((await ask(`/${other}/insights`, { metric: 'page_media_view', period: 'day' })).json.error).toMatchObject({
      code: 100,
      error_subcode: 33,
    });
  });
});

describe('the insights of a Page', () => {
  it('begin, for a first day in January, with the value that ends on the second', async () => {
    const { json } = await ask(`/${page.id}/insights`, {
      metric: 'page_media_view,page_follows',
      period: 'day',
      since: '2026-01-01',
      until: '2026-01-03',
    });
    expect(json.data.map(({ name, values }: { name: string; values: unknown }) => [name, values])).toEqual([
      [
        'page_media_view',
        [
          { value: day('2026-01-01').views, end_time: '2026-01-02T08:00:00+0000' },
          { value: day('2026-01-02').views, end_time: '2026-01-03T08:00:00+0000' },
        ],
      ],
      [
        'page_follows',
        [
          { value: day('2026-01-01').followers, end_time: '2026-01-02T08:00:00+0000' },
          { value: day('2026-01-02').followers, end_time: '2026-01-03T08:00:00+0000' },
        ],
      ],
    ]);
    expect(json.paging.next).toContain(encodeURIComponent(token));
  });

  it('cross the two changes of the clock without losing or doubling a day', async () => {
    for (const [since, until, days] of [
      ['2026-03-06', '2026-03-11', ['06', '07', '08', '09', '10']],
      ['2026-10-30', '2026-11-04', ['30', '31', '01', '02', '03']],
    ] as const) {
      const { json } = await ask(`/${page.id}/insights`, { metric: 'page_media_view', period: 'day', since, until });
      const labels = json.data[0].values.map(({ end_time }: { end_time: string }) =>
        new Date(Date.parse(end_time) - 43_200_000).toISOString().slice(8, 10),
      );
      expect(labels).toEqual(days);
    }
  });

  it('count viewers of 28 days once, and views in full', async () => {
    const { json } = await ask(`/${page.id}/insights`, {
      metric: 'page_total_media_view_unique,page_media_view',
      period: 'days_28',
      since: '2026-10-31',
      until: '2026-11-01',
    });
    const days = [...page.days].filter(([name]) => name >= '2026-10-04' && name <= '2026-10-31').map(([, truth]) => truth);
    const [viewers, views] = json.data.map(({ values }: { values: { value: number }[] }) => values[0]?.value);
    expect(days).toHaveLength(28);
    expect(views).toBe(days.reduce((sum, truth) => sum + truth.views, 0));
    expect(viewers).toBeLessThan(days.reduce((sum, truth) => sum + truth.reach, 0));
  });

  it('divide views by what they come from', async () => {
    const { json } = await ask(`/${page.id}/insights`, {
      metric: 'page_media_view',
      period: 'day',
      breakdown: 'is_from_followers',
      since: '2026-11-01',
      until: '2026-11-02',
    });
    expect(json.data[0].values.map(({ is_from_followers: from }: { is_from_followers: string }) => from)).toEqual(['0', '1']);
    expect(json.data[0].values.reduce((sum: number, { value }: { value: number }) => sum + value, 0)).toBe(day('2026-11-01').views);
  });

  it('give an empty answer in silence for a period that a metric has not', async () => {
    const { status, json } = await ask(`/${page.id}/insights`, { metric: 'page_follows_city', period: 'lifetime' });
    expect([status, json.data]).toEqual([200, []]);
    expect((await ask(`/${page.id}/insights`, { metric: 'page_follows_city', period: 'day' })).json.data[0].values[0].value).toBeTypeOf('object');
  });

  it('have no day that ended less than half a day ago', async () => {
    rig.platforms.setNow('2026-11-20T10:00:00Z');
    const soon = await ask(`/${page.id}/insights`, { metric: 'page_media_view', period: 'day', since: '2026-11-18', until: '2026-11-21' });
    rig.platforms.setNow('2026-11-20T20:01:00Z');
    const later = await ask(`/${page.id}/insights`, { metric: 'page_media_view', period: 'day', since: '2026-11-18', until: '2026-11-21' });
    rig.platforms.setNow(NOW);
    expect([soon.json.data[0].values.length, later.json.data[0].values.length]).toEqual([1, 2]);
  });

  it.each([
    [{ metric: 'page_media_view,page_fans', period: 'day' }, 100, '(#100) The value must be a valid insights metric'],
    [{ metric: 'page_impressions_unique', period: 'day' }, 100, '(#100) The value must be a valid insights metric'],
    [{ metric: 'constructor', period: 'day' }, 100, '(#100) The value must be a valid insights metric'],
    [
      { metric: 'page_media_view', period: 'day', since: '2026-07-01', until: '2026-11-01' },
      100,
      '(#100) There cannot be more than 93 days (8035200 s) between since and until',
    ],
    [{ metric: 'page_follows_city', period: 'day', breakdown: 'is_from_ads' }, 100, '(#100) An unknown error has occurred'],
    [{ period: 'day' }, 3001, '(#3001) No metric was specified to be fetched. Please specify one or more metrics to be fetched and try again.'],
    [
      { metric: 'page_media_view', period: 'hour' },
      100,
      '(#100) period[0] must be one of the following values: day, week, days_28, month, lifetime, total_over_range',
    ],
  ])('refuse %j', async (query, code, message) => {
    const { status, json } = await ask(`/${page.id}/insights`, query);
    expect([status, json.error.code, json.error.message]).toEqual([400, code, message]);
  });

  it('still had the fans before 2025-11-15, by the date of the API', async () => {
    const old = await startGraph(undefined, '2025-11-14');
    const { access_token } = (await old.get(`/v24.0/${page.id}`, { fields: 'access_token' })).json;
    const query = { metric: 'page_fans,page_impressions', period: 'day', access_token };
    expect((await old.get(`/v24.0/${page.id}/insights`, query)).json.data).toHaveLength(2);
    await old.platforms.close();
  });
});

describe('the posts of a Page', () => {
  it('come with counts and attachments, reels among them', async () => {
    const fields =
      'id,created_time,status_type,permalink_url,message,shares,attachments{media_type,type},reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count)';
    const { json } = await ask(`/${page.id}/published_posts`, { fields, limit: '100', since: seconds('2026-11-01T00:00:00Z') });
    const posts = postsAt(page, Date.parse(NOW)).filter(({ publishedAt }) => publishedAt >= '2026-11-01');
    expect(json.data.map(({ id }: { id: string }) => id)).toEqual(posts.map(({ id }) => id));
    const reel = newest('reel');
    const figures = figuresAt(reel, Date.parse(NOW));
    expect(json.data.find(({ id }: { id: string }) => id === reel.id)).toMatchObject({
      attachments: { data: [{ media_type: 'video', type: 'video_inline' }] },
      reactions: { data: [], summary: { total_count: figures?.likes } },
      comments: { data: [], summary: { total_count: figures?.comments } },
      shares: { count: figures?.shares },
    });
  });

  it('leave out shares that are zero', async () => {
    const changed = await startGraph((world) => ({
      accounts: world.accounts.map((one) => ({ ...one, posts: one.posts.map((post) => ({ ...post, final: { ...post.final, shares: 0 } })) })),
    }));
    const { json } = await changed.get(`/${newest('feed').id}`, { fields: 'shares' });
    await changed.platforms.close();
    expect(json).toEqual({ id: newest('feed').id });
  });

  it('have insights, some of them objects', async () => {
    const post = newest('feed');
    const { json } = await ask(`/${post.id}/insights`, { metric: 'post_media_view,post_total_media_view_unique,post_reactions_by_type_total' });
    const figures = figuresAt(post, Date.parse(NOW));
    const [views, viewers, reactions] = json.data.map(({ values }: { values: { value: unknown }[] }) => values[0]?.value);
    expect([views, viewers]).toEqual([figures?.views, figures?.reach]);
    expect(Object.values(reactions as Record<string, number>).reduce((a, b) => a + b, 0)).toBe(figures?.likes);
  });

  it('show reels again as videos of their own id, with all their insights', async () => {
    const { json } = await ask(`/${page.id}/video_reels`, { fields: 'id,created_time,permalink_url,post_id', limit: '1' });
    const reel = newest('reel');
    const video = reel.id.split('_')[1];
    expect(json.data[0]).toMatchObject({ id: video, post_id: reel.id, permalink_url: `/reel/${video}/` });
    const insights = await ask(`/${video}/video_insights`, {});
    expect(insights.json.data.map(({ name }: { name: string }) => name)).toContain('blue_reels_play_count');
  });
});
