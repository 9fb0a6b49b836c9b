import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Platforms } from '../../../sandbox/platforms/server.js';
import { account, credentials, open, other, owner, post, type XClient, xClient } from './clients.js';

const posts = ['1880000000000000003', '1880000000000000004'].map((id) => post(id, '2024-02-28T12:00:00.000Z'));
const now = '2024-03-01T02:00:00.000Z';
const epoch = (moment: string): string => String(Date.parse(moment) / 1_000);

describe('what X limits and charges', () => {
  let platforms: Platforms;
  let x: XClient;
  beforeEach(async () => {
    const theirs = [post('1880000000000000101', '2024-02-28T12:00:00.000Z')];
    platforms = await open([account('x', owner, 'DitjenPK', { posts }), account('x', other, 'Lain', { posts: theirs })], now);
    x = xClient(platforms);
  });
  afterEach(() => platforms.close());

  it('says what is left of the window in epoch seconds, on the clock of the data', async () => {
    const first = await x.get('/2/users', { ids: owner });
    platforms.setNow('2024-03-01T02:10:00.000Z');
    const second = await x.get('/2/users', { ids: owner });
    const header = (name: string) => [first, second].map(({ headers }) => headers.get(`x-rate-limit-${name}`));
    expect(header('limit')).toEqual(['900', '900']);
    expect(header('remaining')).toEqual(['899', '898']);
    expect(header('reset')).toEqual([epoch('2024-03-01T02:15:00Z'), epoch('2024-03-01T02:15:00Z')]);
    expect(second.headers.get('date')).toBe('Fri, 01 Mar 2024 02:10:00 GMT');
    expect(second.headers.get('retry-after')).toBeNull();
  });

  it('refuses the 76th call of a window, and takes calls again in the next one', async () => {
    for (let call = 0; call < 75; call += 1) expect((await x.get('/2/users/me')).status).toBe(200);
    const refused = await x.get('/2/users/me');
    expect(refused.status).toBe(429);
    expect(refused.json).toEqual({ title: 'Too Many Requests', type: 'about:blank', status: 429, detail: 'Too Many Requests' });
    expect(refused.headers.get('x-rate-limit-remaining')).toBe('0');
    expect((await x.get('/2/users', { ids: owner })).status).toBe(200);
    platforms.setNow('2024-03-01T02:15:00.000Z');
    expect((await x.get('/2/users/me')).status).toBe(200);
  });

  it('counts the app alone apart from the person', async () => {
    const alone = await x.get('/2/users', { ids: owner }, credentials.x.bearer);
    expect(alone.headers.get('x-rate-limit-limit')).toBe('300');
    expect((await x.get('/2/users', { ids: owner })).headers.get('x-rate-limit-remaining')).toBe('899');
  });

  it('refuses for the rest of 24 hours where the longer limit is spent, though the window has calls left', async () => {
    const start = Date.parse(now);
    for (let call = 0; call < 500; call += 1) {
      platforms.setNow(new Date(start + Math.floor(call / 70) * 900_000).toISOString());
      expect((await x.get('/2/users/me')).status).toBe(200);
    }
    const refused = await x.get('/2/users/me');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('x-rate-limit-remaining'))).toBeGreaterThan(0);
    expect(refused.headers.get('x-user-limit-24hour-remaining')).toBe('0');
    expect(refused.headers.get('x-user-limit-24hour-reset')).toBe(epoch('2024-03-02T02:00:00Z'));
    platforms.setNow('2024-03-02T02:00:00.000Z');
    expect((await x.get('/2/users/me')).status).toBe(200);
  });

  it('charges a resource once in a UTC day, own posts at a fifth of the price', async () => {
    const list = `/2/users/${owner}/tweets`;
    for (let call = 0; call < 3; call += 1) await x.get(list);
    expect(platforms.charges().x.microdollars).toBe(2 * 1_000);
    await x.get(`/2/users/${other}/tweets`);
    expect(platforms.charges().x.microdollars).toBe(2 * 1_000 + 5_000);
    platforms.setNow('2024-03-02T00:00:00.000Z');
    await x.get(list, {}, credentials.x.bearer);
    expect(platforms.charges().x.microdollars).toBe(2 * 1_000 + 5_000 + 2 * 5_000);
    expect([...platforms.charges().x.days.keys()]).toEqual(['2024-03-01', '2024-03-02']);
  });

  it('charges users, posts and analytics apart, and neither refusals nor usage', async () => {
    await x.get('/2/users', { ids: `${owner},${other},1` });
    await x.get('/2/tweets', { ids: '1880000000000000003,9' });
    await x.get('/2/tweets/analytics', { ids: '1880000000000000003', start_time: '2024-02-28T00:00:00Z', end_time: '2024-02-29T00:00:00Z' });
    await x.get('/2/users', { ids: 'x' });
    await x.get('/2/usage/tweets', {}, credentials.x.bearer);
    expect(platforms.charges().x.days.get('2024-03-01')?.resources).toEqual({ post: 1, user: 2, analytics: 1, owned: 0 });
    expect(platforms.charges().x.microdollars).toBe(5_000 + 2 * 10_000 + 5_000);
  });

  it('tells its usage in texts to the app alone, and its credits in dollars', async () => {
    await x.get(`/2/users/${owner}/tweets`);
    const usage = await x.get('/2/usage/tweets', { days: '2' }, credentials.x.bearer);
    expect(usage.json.data).toMatchObject({ cap_reset_day: 1, project_cap: '3000000', project_usage: '2' });
    expect(usage.json.data.daily_project_usage.usage).toEqual([
      { date: '2024-02-29T00:00:00.000Z', usage: '0' },
      { date: '2024-03-01T00:00:00.000Z', usage: '2' },
    ]);
    const credits = await x.get('/2/usage/credits', {}, credentials.x.bearer);
    expect(credits.json.data).toEqual({ free_balance: 0, prepaid_balance: 99.998, total_balance: 99.998 });
    expect((await x.get('/2/usage/credits')).status).toBe(403);
  });

  describe('tokens', () => {
    it('renews with a refresh token that is good for one use', async () => {
      const first = await x.renew(credentials.x.refreshToken);
      expect(first.json).toMatchObject({ token_type: 'bearer', expires_in: 7_200, scope: 'users.read tweet.read offline.access' });
      expect(first.json.refresh_token).not.toBe(credentials.x.refreshToken);
      const second = await x.renew(first.json.refresh_token);
      expect(second.status).toBe(200);
      expect((await x.get('/2/users/me', {}, first.json.access_token)).status).toBe(401);
      expect((await x.get('/2/users/me', {}, second.json.access_token)).status).toBe(200);
    });

    it('kills the whole family where a refresh token is used again, until somebody signs in anew', async () => {
      const first = await x.renew(credentials.x.refreshToken);
      const again = await x.renew(credentials.x.refreshToken);
      expect(again.status).toBe(400);
      expect(again.json).toEqual({ error: 'invalid_request', error_description: 'Value passed for the token was invalid.' });
      expect((await x.get('/2/users/me', {}, first.json.access_token)).status).toBe(401);
      expect((await x.renew(first.json.refresh_token)).status).toBe(400);
      const anew = await x.renew(platforms.signInToX());
      expect((await x.get('/2/users/me', {}, anew.json.access_token)).status).toBe(200);
    });

    it('lets an access token expire after two hours', async () => {
      const { json } = await x.renew(credentials.x.refreshToken);
      platforms.setNow('2024-03-01T03:59:59.000Z');
      expect((await x.get('/2/users/me', {}, json.access_token)).status).toBe(200);
      platforms.setNow('2024-03-01T04:00:00.000Z');
      expect((await x.get('/2/users/me', {}, json.access_token)).status).toBe(401);
      expect((await x.get('/2/users', { ids: owner }, credentials.x.bearer)).status).toBe(200);
    });

    it('takes a public client by its name, and refuses a stranger and what it does not know', async () => {
      const wrong = Buffer.from('contoh-x-client:salah').toString('base64');
      expect((await x.renew(credentials.x.refreshToken, {}, { authorization: `Basic ${wrong}` })).status).toBe(401);
      expect((await x.renew(credentials.x.refreshToken, { client_id: 'siapa' }, {})).status).toBe(401);
      expect((await x.renew(credentials.x.refreshToken, { client_secret: 'x' })).status).toBe(400);
      expect((await x.renew('tidak-dikenal')).status).toBe(400);
      expect((await x.renew(credentials.x.refreshToken, { client_id: credentials.x.clientId }, {})).status).toBe(200);
    });
  });
});
