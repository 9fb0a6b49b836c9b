import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figuresAt, postsAt, type WorldAccount, type WorldPost } from '../../../sandbox/platforms/world.js';
import { first, type GraphRig, NOW, seconds, startGraph } from './graph-rig.js';

let rig: GraphRig;
let account: WorldAccount;
beforeAll(async () => {
  rig = await startGraph();
  account = first(rig.instagram);
});
afterAll(() => rig.platforms.close());

const insights = (query: Record<string, string>) => rig.get(`/${account.id}/insights`, { period: 'day', ...query });
const day = (name: string) => account.days.get(name) ?? expect.fail(`no day ${name}`);
const newest = (kind: WorldPost['kind'], beforeHours = 0): WorldPost =>
  postsAt(account, Date.parse(NOW) - beforeHours * 3_600_000).find((post) => post.kind === kind) ?? expect.fail(`no ${kind}`);

describe('the profile of an Instagram account', () => {
  it('states its followers at the end of the last day that is over', async () => {
    const { json, headers } = await rig.get(`/${account.id}`, { fields: 'username,followers_count,media_count' });
    const media = postsAt(account, Date.parse(NOW)).filter(({ kind }) => kind !== 'story').length;
    expect(json).toEqual({ username: account.username, followers_count: day('2026-11-19').followers, media_count: media, id: account.id });
    expect(headers.get('facebook-api-version')).toBe('v25.0');
  });

  it('expands media with their insights in one call', async () => {
    const fields = 'media_count,media.limit(3){id,like_count,insights.metric(reach,views){name,values}}';
    const { json } = await rig.get(`/${account.id}`, { fields });
    const shown = postsAt(account, Date.parse(NOW)).filter(({ kind }) => kind !== 'story');
    expect(json.media.data.map(({ id }: { id: string }) => id)).toEqual(shown.slice(0, 3).map(({ id }) => id));
    const figures = figuresAt(first(shown), Date.parse(NOW));
    expect(json.media.data[0]).toEqual({
      id: first(shown).id,
      like_count: figures?.likes,
      insights: {
        data: [
          { name: 'reach', values: [{ value: figures?.reach }] },
          { name: 'views', values: [{ value: figures?.views }] },
        ],
      },
    });
    expect(json.media.paging.next).toContain(`/v25.0/${account.id}/media?`);
  });

  it('on the other host is found through `me`, under an id of the app', async () => {
    const { json } = await rig.getInstagram('/me', { fields: 'user_id,username,account_type' });
    expect(json).toMatchObject({ user_id: account.id, username: account.username, account_type: 'BUSINESS' });
    expect(json.id).not.toBe(account.id);
    expect((await rig.getInstagram(`/${rig.instagram[1]?.id}`)).json.error).toMatchObject({ code: 100, error_subcode: 33 });
  });
});

describe('the insights of an Instagram account', () => {
  it('give each day its value, labelled by the moment at which the day ended in California', async () => {
    const { json } = await insights({ metric: 'reach', since: seconds('2026-10-30T07:00:00Z'), until: seconds('2026-11-03T08:00:00Z') });
    expect(json.data[0]).toMatchObject({ name: 'reach', period: 'day', id: `${account.id}/insights/reach/day` });
    expect(json.data[0].values).toEqual([
      { value: day('2026-10-30').reach, end_time: '2026-10-31T07:00:00+0000' },
      { value: day('2026-10-31').reach, end_time: '2026-11-01T07:00:00+0000' },
      { value: day('2026-11-01').reach, end_time: '2026-11-02T08:00:00+0000' },
      { value: day('2026-11-02').reach, end_time: '2026-11-03T08:00:00+0000' },
    ]);
  });

  it('total what is not a series, and need to be told so', async () => {
    const range = { since: seconds('2026-11-01T07:00:00Z'), until: seconds('2026-11-03T08:00:00Z') };
    const refused = await insights({ metric: 'views,profile_views', ...range });
    expect(refused.status).toBe(400);
    expect(refused.json.error.message).toBe(
      '(#100) The following metrics (views, profile_views) should be specified with parameter metric_type=total_value',
    );
    const { json } = await insights({ metric: 'views,profile_views', metric_type: 'total_value', ...range });
    const [one, two] = [day('2026-11-01'), day('2026-11-02')];
    expect(json.data.map(({ total_value }: { total_value: unknown }) => total_value)).toEqual([
      { value: one.views + two.views },
      { value: one.profileViews + two.profileViews },
    ]);
  });

  it('count people once over several days', async () => {
    const range = { since: seconds('2026-11-01T07:00:00Z'), until: seconds('2026-11-08T08:00:00Z') };
    const { json } = await insights({ metric: 'reach', metric_type: 'total_value', ...range });
    const daily = [1, 2, 3, 4, 5, 6, 7].map((number) => day(`2026-11-0${number}`).reach);
    expect(json.data[0].total_value.value).toBeGreaterThanOrEqual(Math.max(...daily));
    expect(json.data[0].total_value.value).toBeLessThan(daily.reduce((a, b) => a + b, 0));
  });

  it('tell gained and lost followers by follow_type', async () => {
    const range = { since: seconds('2026-11-10T08:00:00Z'), until: seconds('2026-11-11T08:00:00Z') };
    const { json } = await insights({ metric: 'follows_and_unfollows', metric_type: 'total_value', breakdown: 'follow_type', ...range });
    expect(json.data[0].total_value.breakdowns).toEqual([
      {
        dimension_keys: ['follow_type'],
        results: [
          { dimension_values: ['FOLLOWER'], value: day('2026-11-10').gained },
          { dimension_values: ['NON_FOLLOWER'], value: day('2026-11-10').lost },
        ],
      },
    ]);
  });

  it('spread a total over a breakdown without losing any of it', async () => {
    const range = { since: seconds('2026-11-10T08:00:00Z'), until: seconds('2026-11-11T08:00:00Z') };
    const { json } = await insights({ metric: 'views', metric_type: 'total_value', breakdown: 'media_product_type', ...range });
    const { value, breakdowns } = json.data[0].total_value;
    const sum = breakdowns[0].results.reduce((all: number, result: { value: number }) => all + result.value, 0);
    expect([value, sum]).toEqual([day('2026-11-10').views, day('2026-11-10').views]);
  });

  it('show less than the truth for two days, and then the truth', async () => {
    const { json } = await insights({ metric: 'reach', since: seconds('2026-11-16T08:00:00Z'), until: seconds('2026-11-20T08:00:00Z') });
    const values = json.data[0].values.map(({ value }: { value: number }) => value);
    expect(values.slice(0, 2)).toEqual([day('2026-11-16').reach, day('2026-11-17').reach]);
    expect(values[2]).toBe(Math.floor((day('2026-11-18').reach * 985) / 1_000));
    expect(values[3]).toBe(Math.floor((day('2026-11-19').reach * 940) / 1_000));
  });

  it('show the running day in part where the range goes beyond it, and never a later one', async () => {
    const { json } = await insights({ metric: 'reach', since: seconds('2026-11-19T08:00:00Z'), until: seconds('2026-11-25T08:00:00Z') });
    expect(json.data[0].values.map(({ end_time }: { end_time: string }) => end_time)).toEqual([
      '2026-11-20T08:00:00+0000',
      '2026-11-21T08:00:00+0000',
    ]);
    expect(json.data[0].values[1].value).toBeLessThan(day('2026-11-20').reach / 2);
    expect(json.data[0].values[1].value).toBeGreaterThan(0);
  });

  it('without a range tell of the last day that is over', async () => {
    const { json } = await insights({ metric: 'reach' });
    expect(json.data[0].values).toHaveLength(1);
    expect(json.data[0].values[0].end_time).toBe('2026-11-20T08:00:00+0000');
  });

  it('reach back 400 days for reach, 365 for follows and 90 for the others', async () => {
    const ask = async (metric: string, from: string, to: string, more: Record<string, string> = {}) =>
      (await insights({ metric, metric_type: 'total_value', since: seconds(from), until: seconds(to), ...more })).json.data.length;
    const follows = { breakdown: 'follow_type' };
    expect(await ask('reach', '2025-10-20T07:00:00Z', '2025-10-21T07:00:00Z')).toBe(1);
    expect(await ask('reach', '2025-10-10T07:00:00Z', '2025-10-11T07:00:00Z')).toBe(0);
    expect(await ask('follows_and_unfollows', '2025-11-25T08:00:00Z', '2025-11-26T08:00:00Z', follows)).toBe(1);
    expect(await ask('follows_and_unfollows', '2025-11-15T08:00:00Z', '2025-11-16T08:00:00Z', follows)).toBe(0);
    expect(await ask('views', '2026-08-25T07:00:00Z', '2026-08-26T07:00:00Z')).toBe(1);
    expect(await ask('views', '2026-08-15T07:00:00Z', '2026-08-16T07:00:00Z')).toBe(0);
  });

  it('add up the likes that posts gained on a day', async () => {
    const { json } = await insights({
      metric: 'likes',
      metric_type: 'total_value',
      since: seconds('2026-11-05T08:00:00Z'),
      until: seconds('2026-11-06T08:00:00Z'),
    });
    const at = (moment: string): number => account.posts.reduce((sum, post) => sum + (figuresAt(post, Date.parse(moment))?.likes ?? 0), 0);
    expect(json.data[0].total_value.value).toBe(at('2026-11-06T08:00:00Z') - at('2026-11-05T08:00:00Z'));
  });

  it('tell the demographics of the followers by age and gender', async () => {
    const { json } = await rig.get(`/${account.id}/insights`, {
      metric: 'follower_demographics',
      period: 'lifetime',
      metric_type: 'total_value',
      timeframe: 'this_month',
      breakdown: 'age,gender',
    });
    const { dimension_keys: keys, results } = json.data[0].total_value.breakdowns[0];
    expect([keys, results[0].dimension_values]).toEqual([
      ['age', 'gender'],
      ['13-17', 'F'],
    ]);
  });

  it.each([
    [
      { metric: 'reach', since: seconds('2026-10-01T00:00:00Z'), until: seconds('2026-11-01T00:00:00Z') },
      /^\(#100\) There cannot be more than 30 days \(2592000 s\) between since and until$/,
    ],
    [
      { metric: 'follower_count', since: seconds('2026-10-15T07:00:00Z'), until: seconds('2026-10-20T07:00:00Z') },
      /only supports querying data for the last 30 days/,
    ],
    [{ metric: 'impressions' }, /^\(#100\) Starting from version v22 and above, the impressions metric is no longer supported for the queried user/],
    [{ metric: 'plays' }, /^\(#100\) metric\[0\] must be one of the following values: reach, /],
    [{ metric: 'threads_views' }, /threads_views/],
    [{ metric: 'reach', period: 'week' }, /Incompatible period \(week\) for metric \(reach\)/],
    [{ metric: 'views', metric_type: 'total_value', breakdown: 'age' }, /^\(#100\) An unknown error has occurred$/],
    [{ metric: 'reach', breakdown: 'follow_type', metric_type: 'time_series' }, /^\(#100\) An unknown error has occurred$/],
    [{ metric: 'reach', limit: '5' }, /^\(#100\) Unknown parameter \(limit\)$/],
    [{ metric: 'reach', since: '1577836800', until: '1577923200' }, /Metrics data is available for the last 2 years/],
  ])('refuse %j', async (query, message) => {
    const { status, json } = await insights(query);
    expect(status).toBe(400);
    expect(json.error).toMatchObject({ code: 100, type: 'OAuthException' });
    expect(json.error.message).toMatch(message);
    expect(json.error.fbtrace_id).toMatch(/^A\w+$/);
  });
});

describe('the media of an Instagram account', () => {
  it('come newest first without stories, and page to the end without loss', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { json } = await rig.get(`/${account.id}/media`, { fields: 'id,timestamp', limit: '90', ...(after === undefined ? {} : { after }) });
      seen.push(...json.data.map(({ id }: { id: string }) => id));
      expect(json.paging.cursors.after).toMatch(/^QVFI/);
      after = json.paging.next === undefined ? undefined : json.paging.cursors.after;
    } while (after !== undefined);
    const listed = postsAt(account, Date.parse(NOW)).filter(({ kind }) => kind !== 'story');
    expect(seen).toEqual(listed.map(({ id }) => id));
  });

  it('honour since and until on one host only', async () => {
    const range = { fields: 'timestamp', since: seconds('2026-10-01T00:00:00Z'), until: seconds('2026-10-15T00:00:00Z') };
    const stamps = (answer: { json: { data: { timestamp: string }[] } }) => answer.json.data.map(({ timestamp }) => timestamp);
    const bounded = stamps(await rig.get(`/${account.id}/media`, range));
    expect(bounded.length).toBeGreaterThan(3);
    expect(bounded.every((stamp) => stamp >= '2026-10-01' && stamp < '2026-10-15')).toBe(true);
    expect(first(stamps(await rig.getInstagram(`/${account.id}/media`, range))) >= '2026-11').toBe(true);
  });

  it('have count fields from v26 on', async () => {
    const post = newest('feed');
    const query = { fields: 'saved_count,media_product_type,media_type' };
    expect((await rig.get(`/${post.id}`, query)).json.error.message).toBe(
      '(#100) Tried accessing nonexisting field (saved_count) on node type (IGMedia)',
    );
    const { json } = await rig.get(`/v26.0/${post.id}`, query);
    expect(json).toMatchObject({ id: post.id, saved_count: figuresAt(post, Date.parse(NOW))?.saves, media_product_type: 'FEED' });
  });

  it('refuse metrics that their product has not, by name', async () => {
    const { json } = await rig.get(`/${newest('reel').id}/insights`, { metric: 'reach,profile_visits,follows' });
    expect(json.error.message).toBe('(#100) The Media Insights API does not support the profile_visits, follows metric for this media product type');
  });

  it('fail a whole list where one item has not the metric', async () => {
    const { status, json } = await rig.get(`/${account.id}/media`, { fields: 'id,insights.metric(reach,ig_reels_avg_watch_time){name,values}' });
    expect([status, json.error.code]).toEqual([400, 100]);
  });

  it('list only live stories, whose insights vanish with them', async () => {
    const all = account.posts.filter(({ kind, publishedAt }) => kind === 'story' && publishedAt < NOW);
    const old = all.at(-1) ?? expect.fail('no story');
    rig.platforms.setNow(new Date(Date.parse(old.publishedAt) + 23 * 3_600_000).toISOString());
    const live = await rig.get(`/${account.id}/stories`, { fields: 'id,media_product_type' });
    expect(live.json.data).toContainEqual({ id: old.id, media_product_type: 'STORY' });
    expect((await rig.get(`/${old.id}/insights`, { metric: 'reach,views,replies,shares,total_interactions' })).json.data).toHaveLength(5);
    rig.platforms.setNow(new Date(Date.parse(old.publishedAt) + 25 * 3_600_000).toISOString());
    const later = await rig.get(`/${account.id}/stories`, { fields: 'id' });
    expect(later.json.data.map(({ id }: { id: string }) => id)).not.toContain(old.id);
    expect((await rig.get(`/${old.id}/insights`, { metric: 'reach' })).json.error).toMatchObject({ code: 100, error_subcode: 33 });
    rig.platforms.setNow(NOW);
  });

  it('are not there before they are published', async () => {
    const future = account.posts.find(({ publishedAt }) => publishedAt > NOW) ?? expect.fail('no future post');
    expect((await rig.get(`/${future.id}`)).json.error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it('are gone from the moment at which their owner deletes them', async () => {
    const victim = newest('feed');
    const deleted = await startGraph((world) => ({
      accounts: world.accounts.map((one) => ({
        ...one,
        posts: one.posts.map((post) => (post.id === victim.id ? { ...post, deletedAt: '2026-11-20T17:00:00Z' } : post)),
      })),
    }));
    const count = async () => (await deleted.get(`/${account.id}`, { fields: 'media_count' })).json.media_count;
    const ids = async () => (await deleted.get(`/${account.id}/media`)).json.data.map(({ id }: { id: string }) => id);
    const after = await count();
    expect(await ids()).not.toContain(victim.id);
    expect((await deleted.get(`/${victim.id}`)).json.error.error_subcode).toBe(33);
    deleted.platforms.setNow('2026-11-20T16:59:00Z');
    expect(await ids()).toContain(victim.id);
    expect((await count()) - after).toBe(1);
    await deleted.platforms.close();
  });
});
