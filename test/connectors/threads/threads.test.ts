import { describe, expect, it } from 'vitest';
import { addDays, civilDate } from '../../../connectors/contract/period.js';
import { seededWorld } from '../../../sandbox/platforms/seeded-world.js';
import { syncConnection } from '../../../src/pipeline/sync.js';
import { openRig, type PlatformsRig } from '../../support/platforms.js';
import { contentOf, kindsOf, pullAt, readingOf, valuesOf } from '../pulling.js';

const options = { seed: 5, firstDay: '2026-10-01', lastDay: '2026-11-20', accountsPerPlatform: 2, postsPerDay: 1, platforms: ['threads'] } as const;
const [account, other] = seededWorld(options).accounts;
if (account === undefined || other === undefined) throw new Error('The world has two accounts.');
const subject = `threads:${account.username}`;
const TODAY = '2026-11-12';
const EVENING = `${TODAY}T16:30:00Z`;
const NEXT_EVENING = '2026-11-13T16:30:00Z';

const open = (): Promise<PlatformsRig> => openRig({ world: { accounts: [account] }, now: EVENING });
const truthOf = (day: string) => account.days.get(day);
/** A pull in the evening of Jakarta reads what stood at the end of the platform's day before. */
const followersBefore = (day: string): number | undefined => truthOf(addDays(civilDate(day), -1))?.followers;

describe('a pull of Threads', () => {
  it('stores followers of today, views of the profile by day of California, and each post with its figures', async () => {
    const rig = await open();
    expect(kindsOf(await pullAt(rig, EVENING))).toEqual([]);
    expect(await valuesOf(rig, subject, 'followers')).toEqual([`${TODAY} ${followersBefore(TODAY)}`]);
    const views = await valuesOf(rig, subject, 'profile_views');
    expect(views.length).toBeGreaterThan(2);
    for (const line of views) expect(line).toBe(`${line.slice(0, 10)} ${truthOf(line.slice(0, 10))?.profileViews}`);
    const posts = await contentOf(rig, subject);
    const published = account.posts.filter(({ publishedAt }) => publishedAt < EVENING).map(({ id }) => `/${id} post`.slice(1));
    expect(posts).toEqual(published.slice(-posts.length));
    const newest = account.posts.findLast(({ publishedAt }) => publishedAt < addDays(civilDate(TODAY), -1));
    expect(await readingOf(rig, `${subject}/${newest?.id}`, 'views')).toBeGreaterThan(0);
    expect(rig.told).toEqual([]);
  });

  it('asks nothing that was not asked by the pull before, and every moving post once', async () => {
    const rig = await open();
    await pullAt(rig, EVENING);
    rig.platforms.forgetCalls();
    await pullAt(rig, NEXT_EVENING);
    const paths = rig.platforms.calls('threads').map(({ path }) => path);
    expect(paths.filter((path) => path === '/v1.0/me/threads_insights')).toHaveLength(1);
    const insights = paths.filter((path) => /^\/v1\.0\/\d+\/insights$/.test(path));
    expect(new Set(insights).size).toBe(insights.length);
  });

  it('renews its token when that is a day old, and keeps on with the new one', async () => {
    const rig = await open();
    await pullAt(rig, EVENING);
    await pullAt(rig, '2026-11-13T17:30:00Z');
    const renewals = rig.platforms.calls('threads').filter(({ path }) => path === '/refresh_access_token');
    expect(renewals.map(({ status }) => status)).toEqual([200]);
    const last = rig.platforms.calls('threads').at(-1);
    expect(last?.query.get('access_token')).not.toBe(rig.platforms.credentials.threads.token);
  });

  it('reads nothing as the figures of an account whose token it is not, and tells the owner what to do', async () => {
    const rig = await open();
    const [connection] = rig.connections;
    if (connection === undefined) throw new Error('There is no connection.');
    const accounts = [...connection.accounts, { id: `threads:${other.username}`, platformId: other.id }];
    await syncConnection({ ...connection, accounts }, 'daily', rig.deps);
    expect(await valuesOf(rig, `threads:${other.username}`, 'followers')).toEqual([]);
    expect(await valuesOf(rig, subject, 'followers')).toHaveLength(1);
    expect(rig.told.join('\n')).toContain('Give each account of Threads a connection with its own token.');
  });

  it('1: keeps a figure that is left out apart from zero', async () => {
    const rig = await open();
    rig.platforms.faults.on('no-data', { times: 1 });
    await pullAt(rig, EVENING);
    for (const line of await valuesOf(rig, subject, 'profile_views')) expect(line).toMatch(/ not-(?:yet|available)$/);
    expect(await valuesOf(rig, subject, 'followers')).toEqual([`${TODAY} ${followersBefore(TODAY)}`]);
  });

  it('16: leaves a list that never ends, and keeps what it had', async () => {
    const rig = await open();
    await pullAt(rig, EVENING);
    const before = await contentOf(rig, subject);
    rig.platforms.faults.on('endless-paging');
    expect(kindsOf(await pullAt(rig, NEXT_EVENING))).toEqual(['malformed']);
    expect(await contentOf(rig, subject)).toEqual(before);
    expect(await valuesOf(rig, subject, 'followers')).toHaveLength(2);
  });

  it('17: stops at a dead token and tells the owner once', async () => {
    const rig = await open();
    rig.platforms.faults.on('dead-token');
    rig.at(EVENING);
    for (const moment of [EVENING, NEXT_EVENING]) await pullAt(rig, moment).catch(() => undefined);
    expect(await valuesOf(rig, subject, 'followers')).toEqual([]);
    expect(rig.told).toHaveLength(1);
    expect(rig.told[0]).toMatch(/threads: its access is dead; connect it again\..*password/);
  });

  it('19: keeps what needs no permission for insights, and names what is missing', async () => {
    const rig = await open();
    rig.platforms.faults.on('partial-permission');
    expect(new Set(kindsOf(await pullAt(rig, EVENING)))).toEqual(new Set(['permission']));
    expect((await contentOf(rig, subject)).length).toBeGreaterThan(0);
    expect(await valuesOf(rig, subject, 'followers')).toEqual([]);
    expect(rig.told.length).toBeGreaterThan(0);
  });

  it('20: loses a retired metric alone', async () => {
    const rig = await open();
    rig.platforms.faults.on('retired-metric');
    await pullAt(rig, EVENING);
    const [newest = ''] = (await contentOf(rig, subject)).slice(-2);
    const content = `${subject}/${newest.split(' ')[0]}`;
    expect(await readingOf(rig, content, 'likes')).toBeTypeOf('number');
    expect(await readingOf(rig, content, 'shares')).not.toBeTypeOf('number');
    expect(rig.told.filter((text) => /shares|no longer/i.test(text))).toHaveLength(1);
  });

  it('36: takes ids that come as numbers for what they are', async () => {
    const rig = await open();
    rig.platforms.faults.on('ids-as-numbers');
    expect(kindsOf(await pullAt(rig, EVENING))).toEqual([]);
    for (const line of await contentOf(rig, subject)) expect(account.posts.map(({ id }) => `${id} post`)).toContain(line);
  });

  it('42: reads a fall to nothing twice before it believes it', async () => {
    const rig = await open();
    rig.platforms.faults.on('followers-purged');
    await pullAt(rig, EVENING);
    expect(await valuesOf(rig, subject, 'followers')).toEqual([`${TODAY} ${Math.floor(((followersBefore(TODAY) ?? 0) * 9) / 10)}`]);
  });
});
