import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../connectors/contract/period.js';
import { civilDate } from '../../../connectors/contract/period.js';
import { x } from '../../../connectors/x/index.js';
import { syncConnection } from '../../../src/pipeline/sync.js';
import { account, channel, days, other, owner, post } from '../../sandbox/platforms/clients.js';
import { openRig, type PlatformsRig } from '../../support/platforms.js';
import { contentOf, kindsOf, pullAt, readingOf, valuesOf } from '../pulling.js';

const followers = Array.from({ length: 40 }, (_, index) => 10_000 + index);
const posts = [post('1880000000000000001', '2026-11-08T03:00:00.000Z'), post('1880000000000000002', '2026-11-12T03:00:00.000Z')];
const world = {
  accounts: [
    account('x', owner, 'DitjenPK', { posts, days: days('2026-10-20', followers) }),
    account('x', other, 'sepi', { days: days('2026-10-20', followers) }),
    account('youtube', channel, 'djpkkemenkeu', { days: days('2026-10-20', followers) }),
  ],
};
const mine = 'x:DitjenPK';
const quiet = 'x:sepi';

const open = (connections = ['{ id: x, connector: x }']): Promise<PlatformsRig> => {
  const pulled = new Set<string>(connections.map((text) => (text.includes('youtube') ? 'youtube' : 'x')));
  const accounts = world.accounts.filter(({ platform }) => pulled.has(platform));
  return openRig({ world: { accounts }, now: '2026-11-13T16:30:00Z', connections });
};

describe('what X may answer', () => {
  it('case 24: a suspended account is told once, keeps its history, and the other goes on', async () => {
    const rig = await open();
    await pullAt(rig, '2026-11-13T16:30:00Z');
    rig.platforms.faults.on('suspended-user', { account: owner });
    expect(kindsOf(await pullAt(rig, '2026-11-14T16:30:00Z'))).toEqual(['gone']);
    await pullAt(rig, '2026-11-15T16:30:00Z');
    expect(rig.told).toEqual(['x, x:DitjenPK: it is no longer on the platform. X has suspended x:DitjenPK. Its history is kept.']);
    expect(await valuesOf(rig, mine, 'followers')).toEqual(['2026-11-13 10023']);
    expect(await contentOf(rig, mine)).toHaveLength(2);
    expect(await valuesOf(rig, quiet, 'followers')).toEqual(['2026-11-13 10023', '2026-11-14 10024', '2026-11-15 10025']);
    rig.platforms.faults.clear();
    await pullAt(rig, '2026-11-22T16:30:00Z');
    expect((await valuesOf(rig, mine, 'followers')).at(-1)).toBe('2026-11-22 10032');
  });

  it('case 24: none of several posts is believed gone where an account shows none of them', async () => {
    const hidden = posts.map((one) => ({ ...one, deletedAt: '2026-11-14T00:00:00.000Z' }));
    const accounts = world.accounts.map((one) => (one.id === owner ? { ...one, posts: hidden } : one));
    const closed = await openRig({ world: { accounts }, now: '2026-11-13T16:30:00Z', connections: ['{ id: x, connector: x }'] });
    for (const day of ['13', '14', '15', '16']) await pullAt(closed, `2026-11-${day}T16:30:00Z`);
    for (const { id } of posts) expect(await readingOf(closed, `${mine}/${id}`, 'presence')).toBeUndefined();
    expect(await contentOf(closed, mine)).toHaveLength(2);
  });

  it('case 25: no posts and either vocabulary are read alike, and neither is a failure, not zero posts', async () => {
    const rig = await open();
    rig.platforms.faults.on('no-posts-two-dialects');
    expect(kindsOf(await pullAt(rig, '2026-11-13T16:30:00Z'))).toEqual([]);
    expect(await contentOf(rig, mine)).toEqual(['1880000000000000001 post', '1880000000000000002 post']);
    expect(await readingOf(rig, `${mine}/1880000000000000001`, 'shares')).toBe(8);
    expect(await contentOf(rig, quiet)).toEqual([]);
    expect(await valuesOf(rig, quiet, 'stated_posts')).toEqual(['2026-11-13 0']);
    expect(rig.told).toEqual([]);

    const data = [{ id: owner, public_metrics: { followers_count: 10_000 } }];
    const request = {
      task: 'daily' as const,
      accounts: [{ id: mine, platformId: owner }],
      window: { start: civilDate('2026-11-10'), end: civilDate('2026-11-15') },
      now: '2026-11-13T16:30:00.000Z' as Instant,
      zone: 'Asia/Jakarta',
      without: new Set<string>(),
      known: () => ({ content: [], statedPosts: undefined }),
    };
    const send = async () => ({ status: 200, headers: {}, text: '', json: { data }, receivedAt: request.now, raw: 'raw:1' });
    const drain = async () => {
      for await (const _ of x.configure({}).pull(request, { send }));
    };
    await expect(drain()).rejects.toMatchObject({ kind: 'malformed', code: 'public_metrics' });
  });

  it('case 26: spent credits stop X alone, are told, and the days are read when there are some again', async () => {
    const rig = await open(['{ id: x, connector: x }', '{ id: youtube, connector: youtube }']);
    await pullAt(rig, '2026-11-13T16:30:00Z', 'x');
    rig.platforms.faults.on('credits-depleted');
    for (const day of ['14', '15', '16', '17', '18']) {
      expect(kindsOf(await pullAt(rig, `2026-11-${day}T16:30:00Z`, 'x'))).toEqual(['credits']);
      expect(kindsOf(await pullAt(rig, `2026-11-${day}T16:30:00Z`, 'youtube'))).toEqual([]);
    }
    expect(rig.told).toHaveLength(1);
    expect(rig.told[0]).toContain('the credits are spent; buy more on the platform');
    rig.platforms.faults.clear();
    expect(kindsOf(await pullAt(rig, '2026-11-19T16:30:00Z', 'x'))).toEqual([]);
    const impressions = await valuesOf(rig, mine, 'impressions');
    expect(impressions.filter((line) => line >= '2026-11-11').map((line) => line.slice(0, 10))).toEqual(
      Array.from({ length: 9 }, (_, index) => `2026-11-${11 + index}`),
    );
    // The day after the post was published has the second half of its 1,000 views.
    expect(impressions).toContain('2026-11-13 500');
  });

  it('case 27: a reset that has passed and no Retry-After are waited out; who is refused again and again waits a day, silently', async () => {
    const rig = await open();
    rig.platforms.faults.on('reset-in-the-past', { times: 2 });
    await pullAt(rig, '2026-11-13T16:30:00Z');
    rig.platforms.faults.clear();
    await pullAt(rig, '2026-11-13T16:50:00Z');
    expect(await valuesOf(rig, mine, 'followers')).toEqual(['2026-11-13 10023']);
    rig.platforms.faults.on('reset-in-the-past');
    for (const minute of ['00', '10', '20', '30', '40', '50']) await pullAt(rig, `2026-11-14T16:${minute}:00Z`);
    rig.platforms.faults.clear();
    rig.platforms.forgetCalls();
    expect(kindsOf(await pullAt(rig, '2026-11-15T10:00:00Z'))).toEqual(['rate-limited']);
    expect(rig.platforms.calls('x').filter(({ path }) => path !== '/2/oauth2/token')).toEqual([]);
    expect(kindsOf(await pullAt(rig, '2026-11-16T16:30:00Z'))).toEqual([]);
    expect(rig.told).toEqual([]);
  });

  it('case 28: private figures are asked for 30 days and no longer; where they are missing nothing is made up', async () => {
    const rig = await open();
    await pullAt(rig, '2026-11-13T16:30:00Z');
    expect(await valuesOf(rig, mine, 'impressions')).toContain('2026-11-12 500');
    rig.platforms.faults.on('private-metrics-too-old');
    expect(kindsOf(await pullAt(rig, '2026-11-14T16:30:00Z'))).toEqual([]);
    expect(await valuesOf(rig, mine, 'impressions')).toContain('2026-11-12 500');
    rig.platforms.faults.clear();
    rig.platforms.forgetCalls();
    await pullAt(rig, '2026-12-09T16:30:00Z');
    const asked = rig.platforms.calls('x').filter(({ path }) => path === '/2/tweets/analytics');
    expect(asked.flatMap(({ query }) => query.get('ids')?.split(',') ?? [])).toEqual(['1880000000000000002']);
    expect(rig.told).toEqual([]);
  });

  it('case 35: pages and empty bodies of gateways pass; where they last the pull says so, and goes on another day', async () => {
    const rig = await open();
    await pullAt(rig, '2026-11-12T16:30:00Z');
    rig.platforms.faults.on('html-body', { times: 3, account: owner });
    expect(kindsOf(await pullAt(rig, '2026-11-13T16:30:00Z'))).toEqual([]);
    expect(rig.told).toEqual([]);
    rig.platforms.faults.on('html-body');
    expect(kindsOf(await pullAt(rig, '2026-11-14T16:30:00Z'))).toEqual(['unavailable']);
    expect(kindsOf(await pullAt(rig, '2026-11-15T16:30:00Z'))).toEqual(['unavailable']);
    // That a platform stays away is told by the schedule, once it gives up; that the answer to a renewal was lost with it, at once.
    expect(rig.told).toEqual([expect.stringContaining('the token of X was being renewed on 14 November 2026 when that was cut off')]);
    expect(rig.logged()).not.toContain('<html');
    rig.platforms.faults.clear();
    await pullAt(rig, '2026-11-16T16:30:00Z');
    expect((await valuesOf(rig, mine, 'followers')).map((line) => line.slice(8, 10))).toEqual(['12', '13', '16']);
  });

  it('case 36: ids beyond 2^53 stay as they are', async () => {
    const rig = await open();
    await pullAt(rig, '2026-11-13T16:30:00Z');
    expect(await contentOf(rig, mine)).toEqual(['1880000000000000001 post', '1880000000000000002 post']);
    expect(await readingOf(rig, `${mine}/1880000000000000001`, 'likes')).toBe(40);
    expect(rig.told).toEqual([]);
  });

  it('case 40: an edited post stays one post, and a deleted one is believed gone at its second absence', async () => {
    const deleted = post('1880000000000000003', '2026-11-12T05:00:00.000Z', { deletedAt: '2026-11-14T01:00:00.000Z' });
    const accounts = [account('x', owner, 'DitjenPK', { posts: [...posts, deleted], days: days('2026-10-20', followers) })];
    const rig = await openRig({ world: { accounts }, now: '2026-11-13T16:30:00Z', connections: ['{ id: x, connector: x }'] });
    await pullAt(rig, '2026-11-13T16:30:00Z');
    expect(await contentOf(rig, mine)).toHaveLength(3);
    rig.platforms.faults.on('moved-and-deleted-posts', { times: 1 });
    await pullAt(rig, '2026-11-14T16:30:00Z');
    rig.platforms.faults.clear();
    expect(await contentOf(rig, mine)).toHaveLength(3);
    expect(await readingOf(rig, `${mine}/1880000000000000003`, 'presence')).toBe(0);
    rig.platforms.forgetCalls();
    await pullAt(rig, '2026-11-15T16:30:00Z');
    await pullAt(rig, '2026-11-16T16:30:00Z');
    const asked = rig.platforms.calls('x').filter(({ path }) => path === '/2/tweets');
    expect(asked.map(({ query }) => query.get('ids')?.includes('1880000000000000003'))).toEqual([true, false]);
    expect(await contentOf(rig, mine)).toHaveLength(3);
    expect(rig.told).toEqual([]);
  });

  it('case 42: a tenth lost is true; a fall to 0 is read again, and the second reading counts', async () => {
    const rig = await open();
    await pullAt(rig, '2026-11-13T16:30:00Z');
    rig.platforms.faults.on('followers-purged', { account: owner, times: 2 });
    await pullAt(rig, '2026-11-14T16:30:00Z');
    await pullAt(rig, '2026-11-15T16:30:00Z');
    await pullAt(rig, '2026-11-16T16:30:00Z');
    expect(await valuesOf(rig, mine, 'followers')).toEqual(['2026-11-13 10023', '2026-11-14 9021', '2026-11-15 9022', '2026-11-16 9023']);
    expect(rig.told).toEqual([]);
  });

  it('case 42: a fall by more than half is stored where the second reading says so too', async () => {
    const fallen = days('2026-11-10', [10_000, 10_000, 10_000, 4_000, 4_001, 4_002]);
    const accounts = [account('x', owner, 'DitjenPK', { days: fallen })];
    const rig = await openRig({ world: { accounts }, now: '2026-11-13T16:30:00Z', connections: ['{ id: x, connector: x }'] });
    for (const day of ['13', '14', '15']) await pullAt(rig, `2026-11-${day}T16:30:00Z`);
    expect(await valuesOf(rig, mine, 'followers')).toEqual(['2026-11-13 10000', '2026-11-14 4000', '2026-11-15 4001']);
    expect(rig.told).toEqual([]);
    expect(rig.platforms.calls('x').filter(({ path }) => path === '/2/users')).toHaveLength(4);
  });
});

describe('a pull of X that fails halfway', () => {
  it('lists the posts again whose list could not be had', async () => {
    const rig = await open();
    rig.platforms.faults.on('html-body', { account: owner });
    const [connection] = rig.connections;
    if (connection === undefined) throw new Error('There is no connection.');
    await syncConnection(connection, 'daily', rig.deps);
    rig.platforms.faults.clear();
    await pullAt(rig, '2026-11-14T16:30:00Z');
    expect(await contentOf(rig, mine)).toHaveLength(2);
  });
});
