import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Platforms } from '../../../sandbox/platforms/server.js';
import { x as standIn } from '../../../sandbox/platforms/x/stand-in.js';
import { account, credentials, open, other, owner, post, showed, type XClient, xClient } from './clients.js';

const posts = Array.from({ length: 12 }, (_, index) =>
  post(String(1_880_000_000_000_000_000n + BigInt(index * 10)), `2024-02-${String(10 + index)}T12:00:00.000Z`),
);
const newest = posts.at(-1)?.id ?? '';
const list = `/2/users/${owner}/tweets`;
const tried: string[] = [];

describe('the cases that X can show', () => {
  let platforms: Platforms;
  let x: XClient;
  beforeEach(async () => {
    platforms = await open([account('x', owner, 'DitjenPK', { posts }), account('x', other, 'Lain')], '2024-03-01T02:00:00.000Z');
    x = xClient(platforms);
    await x.get('/2/users/me');
  });
  afterEach(() => {
    tried.push(...showed(platforms));
    return platforms.close();
  });

  const followers = async (): Promise<number> =>
    (await x.get('/2/users', { ids: owner, 'user.fields': 'public_metrics' })).json.data[0].public_metrics.followers_count;

  it('16: gives the same next_token for ever', async () => {
    platforms.faults.on('endless-paging', { account: owner });
    const first = await x.get(list, { max_results: '5' });
    const token = first.json.meta.next_token;
    const second = await x.get(list, { max_results: '5', pagination_token: token });
    const third = await x.get(list, { max_results: '5', pagination_token: second.json.meta.next_token });
    expect([second.json.meta.next_token, third.json.meta.next_token]).toEqual([token, token]);
    expect(third.json.data).toEqual(first.json.data);
  });

  it('24: tells a suspended user among the errors of a 200, as not found and titled Forbidden', async () => {
    platforms.faults.on('suspended-user', { account: owner });
    const both = await x.get('/2/users', { ids: `${owner},${other}` });
    expect(both.status).toBe(200);
    expect(both.json.data.map(({ id }: { id: string }) => id)).toEqual([other]);
    expect(both.json.errors).toEqual([
      {
        value: owner,
        detail: `User has been suspended: [${owner}].`,
        title: 'Forbidden',
        resource_type: 'user',
        parameter: 'ids',
        resource_id: owner,
        type: 'https://api.x.com/2/problems/resource-not-found',
      },
    ]);
    expect((await x.get('/2/users', { ids: owner })).json).not.toHaveProperty('data');
    expect((await x.get(list)).json).not.toHaveProperty('data');
  });

  it('25: speaks the other vocabulary than the one asked for', async () => {
    platforms.faults.on('no-posts-two-dialects');
    const user = await x.get('/2/users', { ids: owner, 'user.fields': 'public_metrics' });
    expect(user.json.data[0].public_metrics).toMatchObject({ post_count: 12 });
    const page = await x.get(list, { 'tweet.fields': 'public_metrics' });
    expect(page.json.data[0].public_metrics).toMatchObject({ repost_count: 8 });
    const newer = await x.get(list, { 'post.fields': 'public_metrics' });
    expect(newer.json.data[0].public_metrics).toMatchObject({ retweet_count: 8 });
    expect((await x.get(`/2/users/${other}/tweets`)).text).toBe('{"meta":{"result_count":0}}');
  });

  it('26: has no credits, while the rate limit has plenty left', async () => {
    platforms.faults.on('credits-depleted', { times: 1 });
    const refused = await x.get(list);
    expect([refused.status, refused.json.title]).toEqual([402, 'CreditsDepleted']);
    expect(Number(refused.headers.get('x-rate-limit-remaining'))).toBeGreaterThan(800);
    expect((await x.get(list)).status).toBe(200);
    platforms.faults.on('credits-depleted');
    expect((await x.get('/2/usage/credits', {}, credentials.x.bearer)).json.data.total_balance).toBe(0);
  });

  it('27: refuses with a reset that has passed, in the new form and in the old one', async () => {
    platforms.faults.on('reset-in-the-past', { times: 2 });
    const [first, second] = [await x.get(list), await x.get(list)];
    for (const { status, headers } of [first, second]) {
      expect(status).toBe(429);
      expect(headers.get('retry-after')).toBeNull();
      expect(Number(headers.get('x-rate-limit-reset')) * 1_000).toBeLessThan(Date.parse(headers.get('date') ?? ''));
    }
    expect(first.json.title).toBe('Too Many Requests');
    expect(second.json).toEqual({ errors: [{ code: 88, message: 'Rate limit exceeded' }] });
    expect((await x.get(list)).status).toBe(200);
  });

  it('28: leaves private figures out without a word', async () => {
    platforms.faults.on('private-metrics-too-old', { account: owner });
    const { json } = await x.get('/2/tweets', { ids: newest, 'tweet.fields': 'non_public_metrics,public_metrics' });
    expect(json.data[0]).toHaveProperty('public_metrics');
    expect(json.data[0]).not.toHaveProperty('non_public_metrics');
    expect(json).not.toHaveProperty('errors');
  });

  it('29: loses the race for the refresh token, and with it the sign-in', async () => {
    const token = platforms.signInToX();
    const first = await x.renew(token);
    platforms.faults.on('refresh-race', { times: 1 });
    const lost = await x.renew(first.json.refresh_token);
    expect([lost.status, lost.json.error]).toEqual([400, 'invalid_request']);
    expect((await x.get('/2/users/me', {}, first.json.access_token)).status).toBe(401);
    expect((await x.renew(first.json.refresh_token)).status).toBe(400);
  });

  it('35: answers as gateways do: pages, plain texts and nothing, with 200 too', async () => {
    platforms.faults.on('html-body', { times: 5 });
    const answers = [];
    for (let call = 0; call < 6; call += 1) answers.push(await x.get(list));
    expect(answers.map(({ status }) => status)).toEqual([502, 503, 504, 200, 200, 200]);
    expect(answers.map(({ json }) => json !== undefined)).toEqual([false, false, false, false, false, true]);
    expect(answers[4]?.text).toBe('');
    expect(platforms.charges().x.days.get('2024-03-01')?.resources.owned).toBe(10);
  });

  it('40: gives an edited post a new id, and loses a post between two pages', async () => {
    platforms.faults.on('moved-and-deleted-posts', { times: 2 });
    const first = await x.get(list, { max_results: '5' });
    const edited = first.json.data[0];
    expect(edited.id).not.toBe(newest);
    expect(edited.edit_history_tweet_ids).toEqual([newest, edited.id]);
    const second = await x.get(list, { max_results: '5', pagination_token: first.json.meta.next_token });
    expect(second.json.data.map(({ id }: { id: string }) => id)).toEqual([posts[5], posts[4], posts[3], posts[2]].map((one) => one?.id));
    const again = await x.get(list, { max_results: '5', pagination_token: first.json.meta.next_token });
    expect(again.json.data).toHaveLength(5);
    const looked = await x.get('/2/tweets', { ids: `${newest},${edited.id}` });
    expect(looked.json.data.map((one: { edit_history_tweet_ids: string[] }) => one.edit_history_tweet_ids)).toEqual([
      [newest, edited.id],
      [newest, edited.id],
    ]);
  });

  it('42: loses a tenth of the followers for good, and states 0 in a single answer after that', async () => {
    const before = await followers();
    platforms.faults.on('followers-purged', { times: 2, account: owner });
    expect([before, await followers(), await followers(), await followers()]).toEqual([10_020, 9_018, 0, 9_018]);
  });

  it('shows every case that X has', () => {
    expect([...new Set(tried)].sort()).toEqual([...standIn.cases].sort());
  });
});
