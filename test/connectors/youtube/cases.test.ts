import { describe, expect, it } from 'vitest';
import type { CapabilityTable } from '../../../connectors/contract/connector.js';
import { civilDate } from '../../../connectors/contract/period.js';
import type { WorldPost } from '../../../sandbox/platforms/world.js';
import { backfillConnection, syncConnection } from '../../../src/pipeline/sync.js';
import { account, channel, days, post, silentChannel } from '../../sandbox/platforms/clients.js';
import { openRig, type PlatformsRig } from '../../support/platforms.js';
import { ALWAYS, contentOf, kindsOf, pullAt, readingOf, valuesOf } from '../pulling.js';

const mine = 'youtube:djpkkemenkeu';
const quiet = 'youtube:sepi';
const subscribers = (count = 12_345): readonly number[] => Array.from({ length: 80 }, (_, index) => count + index);
const videos: readonly WorldPost[] = [
  post('v0000000001', '2026-11-05T03:00:00.000Z', { kind: 'video' }),
  post('v0000000002', '2026-11-08T03:00:00.000Z', { kind: 'short' }),
];

const open = (posts = videos, followers = subscribers()): Promise<PlatformsRig> =>
  openRig({
    world: {
      accounts: [
        account('youtube', channel, 'djpkkemenkeu', { posts, days: days('2026-09-20', followers) }),
        account('youtube', silentChannel, 'sepi', { days: days('2026-09-20', subscribers(40), 0) }),
      ],
    },
    now: '2026-11-13T16:30:00Z',
    connections: ['{ id: youtube, connector: youtube }'],
  });

describe('what YouTube may answer', () => {
  it('case 8: hidden counts are withheld and never zero', async () => {
    const rig = await open();
    rig.platforms.faults.on('hidden-counts', { account: channel });
    await pullAt(rig, '2026-11-13T16:30:00Z');
    expect(await valuesOf(rig, mine, 'followers')).toEqual(['2026-11-13 withheld']);
    expect(await readingOf(rig, `${mine}/v0000000001`, 'likes')).toBe('withheld');
    expect(await readingOf(rig, `${mine}/v0000000001`, 'comments')).toBe('withheld');
    expect(await readingOf(rig, `${mine}/v0000000001`, 'views')).toBe(1_000);
    expect(rig.told).toEqual([]);
  });

  it('case 15: a day is provisional until three days after its end in California, and then settles', async () => {
    const rig = await open();
    rig.platforms.faults.on('provisional-values');
    await pullAt(rig, '2026-11-13T16:30:00Z');
    expect(await valuesOf(rig, mine, 'views')).toContain('2026-11-12 300');
    for (const day of ['14', '15', '16']) await pullAt(rig, `2026-11-${day}T16:30:00Z`);
    expect(await valuesOf(rig, mine, 'views')).toContain('2026-11-12 1000');
    const series = { subject: mine, metric: 'views', grain: 'day', dimensions: {} } as const;
    const revisions = await rig.store.revisions(series, '2026-11-12', '2026-11-13');
    expect(revisions.map(({ value }) => value)).toEqual([300, 600, 900, 1_000]);
  });

  it('case 30: subscribers are rounded and marked so; gained and lost are exact; a step is no news', async () => {
    const rig = await open();
    await pullAt(rig, '2026-11-13T16:30:00Z');
    rig.platforms.faults.on('rounded-subscribers', { times: 1, account: channel });
    await pullAt(rig, '2026-11-14T16:30:00Z');
    expect(await valuesOf(rig, mine, 'followers')).toEqual(['2026-11-13 12300', '2026-11-14 12400']);
    const read = async (subject: string, metric: string) =>
      (await rig.store.readSeries({ subject, metric, grain: 'day', dimensions: {}, window: ALWAYS })).map(({ precision }) => precision);
    expect(await read(mine, 'followers')).toEqual(['rounded', 'rounded']);
    // Below a thousand all figures are shown.
    expect(await read(quiet, 'followers')).toEqual(['exact', 'exact']);
    expect(await valuesOf(rig, mine, 'followers_gained')).toContain('2026-11-10 7');
    expect(await valuesOf(rig, mine, 'followers_lost')).toContain('2026-11-10 2');
    expect(rig.told).toEqual([]);
  });

  it('case 31: columns are read by name; absent rows and items are neither zeros nor an end', async () => {
    const rig = await open();
    await pullAt(rig, '2026-11-13T16:30:00Z');
    const before = await valuesOf(rig, mine, 'views');
    expect(before).toContain('2026-11-09 1000');
    rig.platforms.faults.on('rows-absent-columns-moved', { account: channel, times: 8 });
    expect(kindsOf(await pullAt(rig, '2026-11-14T16:30:00Z'))).not.toContain('malformed');
    await pullAt(rig, '2026-11-15T16:30:00Z');
    rig.platforms.faults.clear();
    const after = await valuesOf(rig, mine, 'views');
    for (const line of before.filter((one) => one < '2026-11-10')) expect(after).toContain(line);
    expect(after.some((line) => line.endsWith(' 0'))).toBe(false);
    expect(await contentOf(rig, mine)).toEqual(['v0000000001 video', 'v0000000002 short']);
  });

  it('case 31: a channel that one answer leaves out is asked for again and not given up', async () => {
    const rig = await open();
    rig.platforms.faults.on('rows-absent-columns-moved', { account: channel, times: 1 });
    expect(kindsOf(await pullAt(rig, '2026-11-13T16:30:00Z'))).toEqual([]);
    expect(await valuesOf(rig, mine, 'followers')).toEqual(['2026-11-13 12300']);
    expect(rig.told).toEqual([]);
  });

  it('a channel that is not there is told once, and the others go on', async () => {
    const accounts = [account('youtube', channel, 'djpkkemenkeu', { days: days('2026-09-20', subscribers()) })];
    const rig = await openRig({ world: { accounts }, now: '2026-11-13T16:30:00Z', connections: ['{ id: youtube, connector: youtube }'] });
    const [connection] = rig.connections;
    if (connection === undefined) throw new Error('There is no connection.');
    const lost = { ...connection, accounts: [...connection.accounts, { id: quiet, platformId: silentChannel }] };
    await syncConnection(lost, 'daily', rig.deps);
    expect(rig.told).toEqual([
      `youtube, ${quiet}: it is no longer on the platform. YouTube does not show ${quiet}: the channel was closed, or its id is wrong. Its history is kept.`,
    ]);
    expect(await valuesOf(rig, mine, 'followers')).toEqual(['2026-11-13 12300']);
  });

  it('case 32: views by the new definition are stored beside engaged views, which go on as before', async () => {
    const rig = await open();
    await pullAt(rig, '2026-11-13T16:30:00Z');
    expect(await valuesOf(rig, mine, 'views')).toContain('2026-11-09 1000');
    expect(await valuesOf(rig, mine, 'engaged_views')).toContain('2026-11-09 847');
    rig.platforms.faults.on('views-redefined', { account: channel });
    await pullAt(rig, '2026-11-14T16:30:00Z');
    expect(await valuesOf(rig, mine, 'views')).toContain('2026-11-10 1180');
    expect(await valuesOf(rig, mine, 'engaged_views')).toContain('2026-11-10 1000');
  });

  it('case 33: a spent quota is told and rests until midnight in California; throttling passes unsaid', async () => {
    const rig = await open();
    rig.platforms.faults.on('quota-or-rate', { times: 1 });
    expect(kindsOf(await pullAt(rig, '2026-11-13T16:30:00Z'))).toEqual(['quota']);
    expect(rig.told).toHaveLength(1);
    expect(rig.told[0]).toContain("today's quota is spent");
    rig.platforms.forgetCalls();
    // Midnight of 14 November in California is at 08:00 UTC.
    expect(kindsOf(await pullAt(rig, '2026-11-14T07:30:00Z'))).toEqual(['quota']);
    expect(rig.platforms.calls('youtube')).toEqual([]);
    expect(rig.told).toHaveLength(1);
    // The next two refusals of the stand-in are throttling.
    rig.platforms.faults.on('quota-or-rate', { times: 2 });
    expect(kindsOf(await pullAt(rig, '2026-11-14T08:01:00Z'))).toEqual([]);
    expect(rig.told).toHaveLength(1);
    expect(await valuesOf(rig, mine, 'followers')).toEqual(['2026-11-14 12300']);
  });

  it('case 34: a dead refresh token is told once, with what to do', async () => {
    const rig = await open();
    rig.platforms.faults.on('invalid-grant');
    expect(kindsOf(await pullAt(rig, '2026-11-13T16:30:00Z'))).toEqual(['auth']);
    await expect(pullAt(rig, '2026-11-14T16:30:00Z')).rejects.toThrow('It is stopped.');
    expect(rig.told).toHaveLength(1);
    expect(rig.told[0]).toContain('publish the consent screen');
    expect(rig.told[0]).toContain('7 days');
    expect(rig.platforms.calls('google-oauth')).toHaveLength(1);
  });

  it('case 35: pages and empty bodies of gateways pass', async () => {
    const rig = await open();
    rig.platforms.faults.on('html-body', { account: channel, times: 3 });
    expect(kindsOf(await pullAt(rig, '2026-11-13T16:30:00Z'))).toEqual([]);
    rig.platforms.faults.on('html-body', { account: channel });
    expect(kindsOf(await pullAt(rig, '2026-11-14T16:30:00Z'))).toEqual(['unavailable']);
    expect(rig.told).toEqual([]);
    rig.platforms.faults.clear();
    expect(kindsOf(await pullAt(rig, '2026-11-15T16:30:00Z'))).toEqual([]);
    expect((await valuesOf(rig, mine, 'followers')).map((line) => line.slice(8, 10))).toEqual(['13', '15']);
  });

  it('case 41: an old video at the head of the list hides no newer one', async () => {
    const many = Array.from({ length: 130 }, (_, index) =>
      post(`v${String(index).padStart(10, '0')}`, new Date(Date.parse('2026-09-21T03:00:00Z') + index * 10 * 3_600_000).toISOString(), {
        kind: 'video',
      }),
    );
    const rig = await open(many);
    rig.platforms.faults.on('backdated-posts', { account: channel });
    await pullAt(rig, '2026-11-13T16:30:00Z');
    const recent = many.filter(({ publishedAt }) => publishedAt >= '2026-10-14' && publishedAt < '2026-11-13T16:30');
    expect(await contentOf(rig, mine)).toEqual(recent.map(({ id }) => `${id} video`));
    const pages = rig.platforms
      .calls('youtube')
      .filter(({ path, query }) => path.endsWith('/playlistItems') && query.get('playlistId')?.endsWith('1'));
    // The second page holds the last one that is wanted, and one more is read before the list is left.
    expect(pages).toHaveLength(3);
  });

  it('shorts are those that Analytics calls so, not those that are short', async () => {
    const many = Array.from({ length: 14 }, (_, index) =>
      post(`v000000000${index.toString(16)}`, `2026-11-0${1 + (index % 5)}T0${index % 9}:00:00.000Z`, { kind: index % 4 === 1 ? 'short' : 'video' }),
    );
    const rig = await open(many.toSorted((a, b) => a.publishedAt.localeCompare(b.publishedAt)));
    await pullAt(rig, '2026-11-13T16:30:00Z');
    const kinds = new Map((await contentOf(rig, mine)).map((line) => line.split(' ') as [string, string]));
    expect(kinds).toEqual(new Map(many.map(({ id, kind }) => [id, kind])));
    expect(await readingOf(rig, `${mine}/v0000000001`, 'shares')).toBe(8);
  });

  it('a new short is a video until Analytics knows it', async () => {
    const rig = await open([post('v0000000009', '2026-11-13T10:00:00.000Z', { kind: 'short' })]);
    await pullAt(rig, '2026-11-13T16:30:00Z');
    expect(await contentOf(rig, mine)).toEqual(['v0000000009 video']);
    await pullAt(rig, '2026-11-17T16:30:00Z');
    expect(await contentOf(rig, mine)).toEqual(['v0000000009 short']);
  });

  it('a channel without activity has no zeros but absences: not yet within three days, then not available', async () => {
    const rig = await open();
    await pullAt(rig, '2026-11-13T16:30:00Z');
    rig.platforms.faults.clear();
    const accounts = [account('youtube', channel, 'kosong', { days: new Map() })];
    const idle = await openRig({ world: { accounts }, now: '2026-11-13T16:30:00Z', connections: ['{ id: youtube, connector: youtube }'] });
    await pullAt(idle, '2026-11-13T16:30:00Z');
    expect(await valuesOf(idle, 'youtube:kosong', 'views')).toEqual([
      '2026-11-09 not-available',
      '2026-11-10 not-yet',
      '2026-11-11 not-yet',
      '2026-11-12 not-yet',
    ]);
  });

  it('channels of others give what is public, and one notice names what is not', async () => {
    const rig = await open();
    const [connection] = rig.connections;
    if (connection === undefined) throw new Error('There is no connection.');
    // The stand-in owns all its channels: the refusal is the answer that it gives for one that it does not know.
    const http = {
      send: (request: Parameters<typeof connection.http.send>[0]) =>
        connection.http.send(
          request.host === 'analytics' && request.query?.ids === `channel==${silentChannel}`
            ? { ...request, query: { ...request.query, ids: 'channel==UCstranger' } }
            : request,
        ),
    };
    const report = await syncConnection({ ...connection, http }, 'daily', rig.deps);
    const capabilities: CapabilityTable = connection.connector.capabilities;
    expect(report.state === 'pulled' && report.problems.map(({ capability }) => capabilities[capability ?? '']?.metric)).toEqual([
      'views',
      'engaged_views',
      'followers_gained',
      'followers_lost',
      'shares',
    ]);
    expect(rig.told).toHaveLength(1);
    expect(rig.told[0]).toContain(
      `youtube, ${quiet}, views, engaged_views, followers_gained, followers_lost, video_shares: a permission is missing.`,
    );
    expect(await valuesOf(rig, quiet, 'followers')).toHaveLength(1);
    expect(await valuesOf(rig, mine, 'views')).toContain('2026-11-09 1000');
  });
});

describe('a backfill of YouTube', () => {
  it('goes over ninety days, and after a spent quota goes on where it was', async () => {
    const many = Array.from({ length: 90 }, (_, index) =>
      post(`v${String(index).padStart(10, '0')}`, new Date(Date.parse('2026-08-16T03:00:00Z') + index * 86_400_000).toISOString(), { kind: 'video' }),
    );
    const rig = await open(many);
    const [connection] = rig.connections;
    if (connection === undefined) throw new Error('There is no connection.');
    const from = civilDate('2026-08-14');
    rig.at('2026-11-13T16:30:00Z');
    rig.platforms.faults.on('quota-or-rate', { times: 1 });
    const stopped = await backfillConnection(connection, from, rig.deps);
    expect(stopped).toHaveLength(1);
    rig.at('2026-11-14T16:30:00Z');
    const done = await backfillConnection(connection, from, rig.deps);
    expect(done.map((report) => report.state === 'pulled' && report.window.start)).toEqual(['2026-08-14', '2026-09-13', '2026-10-13', '2026-11-12']);
    expect(await contentOf(rig, mine)).toEqual(many.map(({ id }) => `${id} video`));
    const views = await valuesOf(rig, mine, 'views');
    expect(views[0]).toBe('2026-08-14 not-available');
    expect(views.filter((line) => line >= '2026-09-20' && line < '2026-11-10').every((line) => line.endsWith(' 1000'))).toBe(true);
    expect(views.filter((line) => line >= '2026-09-20' && line < '2026-11-10')).toHaveLength(51);
    expect(await backfillConnection(connection, from, rig.deps)).toEqual([]);
    // The daily pull still lists the videos, although a backfill has been here.
    rig.at('2026-11-15T16:30:00Z');
    rig.platforms.forgetCalls();
    await syncConnection(connection, 'daily', rig.deps);
    expect(rig.platforms.calls('youtube').some(({ path }) => path.endsWith('/playlistItems'))).toBe(true);
  });
});

describe('a bot that was off for five days', () => {
  it('has every day of Analytics afterwards, and every video', async () => {
    const rig = await open([...videos, post('v0000000003', '2026-11-15T03:00:00.000Z', { kind: 'video' })]);
    await pullAt(rig, '2026-11-13T16:30:00Z');
    await pullAt(rig, '2026-11-19T16:30:00Z');
    expect((await valuesOf(rig, mine, 'views')).filter((line) => line < '2026-11-16').map((line) => line.slice(8))).toEqual(
      ['09', '10', '11', '12', '13', '14', '15'].map((day) => `${day} 1000`),
    );
    expect(await contentOf(rig, mine)).toEqual(['v0000000001 video', 'v0000000002 short', 'v0000000003 video']);
    expect((await valuesOf(rig, mine, 'followers')).map((line) => line.slice(8, 10))).toEqual(['13', '19']);
  });
});
