import { describe, expect, it, onTestFinished } from 'vitest';
import { ConnectorError } from '../../connectors/contract/errors.js';
import { type CivilDate, civilDate, type Instant } from '../../connectors/contract/period.js';
import type { Notice } from '../../src/domain/connection.js';
import { readCompleteness } from '../../src/pipeline/completeness.js';
import { readHealth } from '../../src/pipeline/health-store.js';
import { backfillConnection, type SyncDependencies, syncConnection } from '../../src/pipeline/sync.js';
import { demoConfig, failingLog } from '../support/ministry.js';
import { type ScriptedPull, scriptedConnection } from '../support/scripted-connector.js';
import { temporaryStore } from '../support/store.js';

const ditjenpk = 'instagram:ditjenpk';
const LATE_EVENING = '2026-11-24T16:30:00.000Z' as Instant;

async function desk(now: Instant = LATE_EVENING) {
  const { store, remove } = await temporaryStore();
  onTestFinished(remove);
  const told: Notice[] = [];
  const moment = { now };
  let wall = Date.parse('2026-11-24T16:30:00Z');
  const deps: SyncDependencies = {
    store,
    config: demoConfig(),
    log: failingLog,
    clock: { now: () => moment.now },
    wall: { now: () => (wall += 1), sleep: () => new Promise(() => undefined) },
    tell: async (notice) => void told.push(notice),
  };
  return { store, deps, told, moment };
}

const followers = (value: number, day = '2026-11-24'): ScriptedPull['yields'][number] => ({
  type: 'value',
  capability: 'followers',
  account: ditjenpk,
  day: civilDate(day),
  zone: 'Asia/Jakarta',
  value,
  quality: 'complete',
  raw: 'raw:1',
});

const views = (day: string, value: number | null, quality: 'complete' | 'provisional' = 'complete'): ScriptedPull['yields'][number] => ({
  type: 'value',
  capability: 'views',
  account: ditjenpk,
  day: civilDate(day),
  zone: 'America/Los_Angeles',
  value,
  ...(value === null ? { absence: 'not-yet' as const } : {}),
  quality,
  endTime: `${day}T07:00:00+0000`,
  raw: 'raw:2',
});

const post: ScriptedPull['yields'] = [
  {
    type: 'content',
    account: ditjenpk,
    platformId: '17895695668004550',
    kind: 'feed',
    publishedAt: '2026-11-20T18:00:00.000Z' as Instant,
    title: 'Dana Desa',
    raw: 'raw:3',
  },
  { type: 'snapshot', capability: 'reach', account: ditjenpk, platformId: '17895695668004550', value: 1310, quality: 'complete', raw: 'raw:3' },
];

describe('a daily pull', () => {
  it('stores figures under their own days and zones, with the raw answer and its end time', async () => {
    const { store, deps } = await desk();
    const { connection, asked } = scriptedConnection([{ yields: [followers(118_069), views('2026-11-23', 1500, 'provisional'), ...post] }]);

    const report = await syncConnection(connection, 'daily', deps);

    expect(report).toMatchObject({ state: 'pulled', inserted: 4, problems: [] });
    expect(asked[0]?.window).toEqual({ start: '2026-11-21', end: '2026-11-26' });
    const [reading] = await store.readSeries({ subject: ditjenpk, metric: 'followers', grain: 'day', dimensions: {}, window: november });
    expect(reading).toMatchObject({ value: 118_069, period: { start: '2026-11-24' }, originKind: 'api', quality: 'complete' });
    const [day] = await store.readSeries({ subject: ditjenpk, metric: 'views', grain: 'day', dimensions: {}, window: november });
    expect(day).toMatchObject({ value: 1500, quality: 'provisional', reference: 'raw:2 end_time=2026-11-23T07:00:00+0000' });
    expect((await store.origin(day?.origin ?? ''))?.zone).toBe('America/Los_Angeles');
    const [content] = await store.readContent(ditjenpk, november);
    expect(content).toMatchObject({ id: 'instagram:ditjenpk/17895695668004550', publishedOn: '2026-11-21', kind: 'feed' });
    const [snapshot] = await store.readSnapshots([content?.id ?? ''], 'reach', LATE_EVENING);
    expect(snapshot).toMatchObject({ value: 1310, readAt: LATE_EVENING });
  });

  it('keeps a settled value as a revision of the provisional one', async () => {
    const { store, deps, moment } = await desk();
    const { connection } = scriptedConnection([{ yields: [views('2026-11-23', 1500, 'provisional')] }, { yields: [views('2026-11-23', 1620)] }]);
    await syncConnection(connection, 'daily', deps);
    moment.now = '2026-11-25T16:30:00.000Z' as Instant;
    expect(await syncConnection(connection, 'daily', deps)).toMatchObject({ revised: 1, inserted: 0 });
    const series = { subject: ditjenpk, metric: 'views', grain: 'day', dimensions: {} } as const;
    expect((await store.revisions(series, '2026-11-23', '2026-11-24')).map(({ value, quality }) => [value, quality])).toEqual([
      [1500, 'provisional'],
      [1620, 'complete'],
    ]);
  });

  it('gives the next pull the posts whose figures may still move, without those that are gone or were never to be had', async () => {
    const { deps, moment } = await desk();
    const never = { ...post[1], platformId: '1789', value: null, absence: 'not-available' } as ScriptedPull['yields'][number];
    const old = { ...post[0], platformId: '1789' } as ScriptedPull['yields'][number];
    const { connection, asked } = scriptedConnection([
      { yields: [...post, old, never, { type: 'stated-posts', account: ditjenpk, count: 913 }] },
      { yields: [{ type: 'content-gone', account: ditjenpk, platformId: '17895695668004550' }] },
      { yields: [{ type: 'content-gone', account: ditjenpk, platformId: '17895695668004550' }] },
      { yields: [] },
    ]);
    for (const day of ['24', '25', '26', '27']) {
      moment.now = `2026-11-${day}T16:30:00.000Z` as Instant;
      await syncConnection(connection, 'daily', deps);
    }
    expect(asked[0]?.known(ditjenpk)).toEqual({ content: [], statedPosts: undefined });
    expect(asked[1]?.known(ditjenpk).statedPosts).toBe(913);
    expect(asked[1]?.known(ditjenpk).content.map(({ platformId, never: lost }) => [platformId, lost])).toEqual([
      ['1789', ['reach']],
      ['17895695668004550', []],
    ]);
    // One absence may be a slip; the second one in a row is believed.
    expect(asked[2]?.known(ditjenpk).content).toHaveLength(2);
    expect(asked[3]?.known(ditjenpk).content.map(({ platformId }) => platformId)).toEqual(['1789']);
  });

  it('never lets an absence cover a figure that was stated', async () => {
    const { store, deps, moment } = await desk();
    const { connection } = scriptedConnection([
      { yields: [views('2026-11-23', 1500)] },
      { yields: [views('2026-11-23', null), views('2026-11-24', null)] },
    ]);
    await syncConnection(connection, 'daily', deps);
    moment.now = '2026-11-25T16:30:00.000Z' as Instant;
    await syncConnection(connection, 'daily', deps);
    const rows = await store.readSeries({ subject: ditjenpk, metric: 'views', grain: 'day', dimensions: {}, window: november });
    expect(rows.map(({ value, absence }) => [value, absence])).toEqual([
      [1500, undefined],
      [null, 'not-yet'],
    ]);
  });

  it('is not aborted by a day that is stated twice and differently', async () => {
    const { store, deps } = await desk();
    const { connection } = scriptedConnection([
      { yields: [views('2026-11-22', null), views('2026-11-23', 1500), views('2026-11-23', 1400), views('2026-11-22', 7)] },
    ]);
    expect(await syncConnection(connection, 'daily', { ...deps, log: { ...failingLog, warn: () => undefined } })).toMatchObject({
      inserted: 2,
      problems: [],
    });
    const rows = await store.readSeries({ subject: ditjenpk, metric: 'views', grain: 'day', dimensions: {}, window: november });
    expect(rows.map(({ value }) => value)).toEqual([7, 1500]);
  });

  it('asks again, for a week, for a settled day that the platform left out in its one final reading', async () => {
    const { store, deps, moment } = await desk();
    const lacking = { ...views('2026-11-20', null), absence: 'not-available' } as ScriptedPull['yields'][number];
    const { connection, asked } = scriptedConnection([
      { yields: [views('2026-11-19', 1500), lacking] },
      { yields: [views('2026-11-21', 1510)] },
      { yields: [views('2026-11-20', 1505)] },
      { yields: [] },
    ]);
    for (const day of ['24', '25', '26', '27']) {
      moment.now = `2026-11-${day}T16:30:00.000Z` as Instant;
      await syncConnection(connection, 'daily', deps);
    }
    expect(asked.map(({ known }) => known(ditjenpk).missingFrom)).toEqual([undefined, '2026-11-20', '2026-11-20', undefined]);
    const rows = await store.readSeries({ subject: ditjenpk, metric: 'views', grain: 'day', dimensions: {}, window: november });
    expect(rows.map(({ value }) => value)).toEqual([1500, 1505, 1510]);
  });

  it('asks again for a day that was told last before it was final, so that no half figure stays', async () => {
    const { store, deps, moment } = await desk();
    const { connection, asked } = scriptedConnection([
      { yields: [views('2026-11-20', 900, 'provisional')] },
      { yields: [views('2026-11-20', null)] },
      { yields: [views('2026-11-20', 1505)] },
      { yields: [] },
    ]);
    for (const day of ['22', '24', '25', '26']) {
      moment.now = `2026-11-${day}T16:30:00.000Z` as Instant;
      await syncConnection(connection, 'daily', deps);
    }
    expect(asked.map(({ known }) => known(ditjenpk).missingFrom)).toEqual([undefined, undefined, '2026-11-20', undefined]);
    const rows = await store.readSeries({ subject: ditjenpk, metric: 'views', grain: 'day', dimensions: {}, window: november });
    expect(rows.map(({ value, quality }) => [value, quality])).toEqual([[1505, 'complete']]);
  });

  it('asks no more for what the platform never gives', async () => {
    const { deps, moment } = await desk();
    const never = { ...views('2026-11-20', null), absence: 'not-available' } as ScriptedPull['yields'][number];
    const { connection, asked } = scriptedConnection([{ yields: [never] }, { yields: [] }]);
    await syncConnection(connection, 'daily', deps);
    moment.now = '2026-11-25T16:30:00.000Z' as Instant;
    await syncConnection(connection, 'daily', deps);
    expect(asked[1]?.known(ditjenpk).missingFrom).toBeUndefined();
  });

  it('reads the days again on which nothing could be pulled', async () => {
    const { deps, moment } = await desk();
    const { connection, asked } = scriptedConnection([{ yields: [] }, { yields: [] }, { yields: [] }]);
    for (const now of ['2026-11-10', '2026-11-24', '2026-11-25']) {
      moment.now = `${now}T16:30:00.000Z` as Instant;
      await syncConnection(connection, 'daily', deps);
    }
    expect(asked.map(({ window }) => window.start)).toEqual(['2026-11-07', '2026-11-08', '2026-11-22']);
  });

  it('reads only the days that had not settled at the last whole pull, whatever the hours of the pulls', async () => {
    const { deps, moment } = await desk();
    const { connection, asked } = scriptedConnection(Array.from({ length: 4 }, () => ({ yields: [] })));
    // Figures of the script settle 72 hours after the beginning of a day.
    for (const now of ['2026-11-20T01:00', '2026-11-20T23:00', '2026-11-21T00:00', '2026-11-21T00:01']) {
      moment.now = `${now}:00.000Z` as Instant;
      await syncConnection(connection, 'daily', deps);
    }
    expect(asked.map(({ window }) => window.start)).toEqual(['2026-11-17', '2026-11-18', '2026-11-18', '2026-11-19']);
  });

  it('goes back, once an account answers again, to the day on which it was last read whole', async () => {
    const { deps, moment } = await desk();
    let credential = 'first';
    const dead = new ConnectorError('auth', 'Connect it again.', { reach: 'account' });
    const other = { id: 'instagram:stan', platformId: '17841400000000002' };
    const { connection, asked } = scriptedConnection(
      [
        { yields: [followers(1)] },
        { yields: [followers(2, '2026-11-10'), { type: 'problem', account: other.id, error: dead }] },
        { yields: [followers(3, '2026-11-12')] },
        { yields: [followers(4, '2026-11-20')] },
        { yields: [followers(5, '2026-11-21')] },
        { yields: [] },
      ],
      { accounts: [{ id: ditjenpk, platformId: '17841400000000001' }, other], credential: async () => credential },
    );
    for (const day of ['05', '10', '12', '20', '21', '22']) {
      if (day === '20') credential = 'second';
      moment.now = `2026-11-${day}T16:30:00.000Z` as Instant;
      await syncConnection(connection, 'daily', deps);
    }
    expect(asked.map(({ accounts }) => accounts.length)).toEqual([2, 2, 1, 2, 2, 2]);
    // Last read whole on the 5th; connected again on the 20th, it is read from there.
    expect(asked.map(({ window }) => window.start.slice(8))).toEqual(['02', '03', '08', '03', '18', '19']);
  });

  it('tells one failure of several capabilities once', async () => {
    const { deps, told } = await desk();
    const error = new ConnectorError('permission', 'Grant it.');
    const problem = { type: 'problem', account: ditjenpk, error } as const;
    const { connection } = scriptedConnection([
      {
        yields: [
          { ...problem, capability: 'views' },
          { ...problem, capability: 'reach' },
        ],
      },
    ]);
    await syncConnection(connection, 'daily', deps);
    expect(told.map(({ text }) => text.en)).toEqual(['meta, instagram:ditjenpk, views, reach: a permission is missing. Grant it.']);
  });

  it('keeps what came before a failure, tells the owner once, and asks a dead account no more until it is connected again', async () => {
    const { store, deps, told, moment } = await desk();
    let credential = 'first';
    const dead = new ConnectorError('auth', 'Connect the account again.', { reach: 'account', code: '190/463' });
    const { connection, asked } = scriptedConnection(
      [{ yields: [followers(118_069), { type: 'problem', account: ditjenpk, error: dead }] }, { yields: [followers(118_100, '2026-11-27')] }],
      { credential: async () => credential },
    );
    await syncConnection(connection, 'daily', deps);
    moment.now = '2026-11-25T16:30:00.000Z' as Instant;
    expect(await syncConnection(connection, 'daily', deps)).toEqual({ connection: 'meta', state: 'stopped' });
    expect(asked).toHaveLength(1);
    expect(told.map(({ text }) => text.id)).toEqual(['meta, instagram:ditjenpk: aksesnya mati; hubungkan kembali. Connect the account again.']);
    expect((await store.status()).observations).toBe(1);

    credential = 'second';
    moment.now = '2026-11-27T16:30:00.000Z' as Instant;
    expect(await syncConnection(connection, 'daily', deps)).toMatchObject({ state: 'pulled', inserted: 1 });
    expect((await readHealth('meta', store)).stopped).toEqual({});
    expect(told).toHaveLength(1);
  });

  it('does not ask for a retired metric for a week', async () => {
    const { deps, moment } = await desk();
    const retired = new ConnectorError('retired', 'Meta no longer gives it.');
    const { connection, asked } = scriptedConnection([
      { yields: [followers(1), { type: 'problem', account: ditjenpk, capability: 'views', error: retired }] },
      { yields: [followers(2, '2026-11-25')] },
      { yields: [followers(3, '2026-12-01')] },
    ]);
    for (const now of ['2026-11-24', '2026-11-25', '2026-12-01']) {
      moment.now = `${now}T16:30:00.000Z` as Instant;
      await syncConnection(connection, 'daily', deps);
    }
    expect(asked.map(({ without }) => [...without])).toEqual([[], ['views'], []]);
  });

  it('marks everything that a stand-in states as invented', async () => {
    const { store, deps } = await desk();
    const { connection } = scriptedConnection([{ yields: [followers(118_069)] }], { synthetic: true });
    await syncConnection(connection, 'daily', deps);
    const [reading] = await store.readSeries({ subject: ditjenpk, metric: 'followers', grain: 'day', dimensions: {}, window: november });
    expect(reading).toMatchObject({ quality: 'synthetic', originKind: 'synthetic' });
  });

  it('refuses a figure that breaks the rules, keeps the others, and says so', async () => {
    const { deps } = await desk();
    const { connection } = scriptedConnection([{ yields: [followers(-5), views('2026-11-23', 1500)] }]);
    const report = await syncConnection(connection, 'daily', deps);
    expect(report).toMatchObject({ state: 'pulled', inserted: 1 });
    expect(report.state === 'pulled' && report.problems.map(({ error }) => [error.kind, error.message])).toEqual([
      ['malformed', '-5 is negative, and "followers" can\'t be.'],
    ]);
  });
});

describe('a backfill', () => {
  it('goes from day to day in chunks, and begun again goes on where it was', async () => {
    const { deps } = await desk();
    const spent = new ConnectorError('quota', 'Spent until midnight.', { reach: 'platform', until: '2026-11-25T08:00:00.000Z' as Instant });
    const { connection, asked } = scriptedConnection([
      { yields: [views('2026-09-01', 10)] },
      { yields: [], throws: spent },
      { yields: [views('2026-10-05', 11)] },
      { yields: [views('2026-11-05', 12)] },
    ]);
    const from = '2026-09-01' as CivilDate;
    expect((await backfillConnection(connection, from, deps)).length).toBe(2);
    const progress: number[] = [];
    await backfillConnection(connection, from, { ...deps, onProgress: ({ doneDays }) => void progress.push(doneDays) });
    expect(asked.map(({ window }) => `${window.start}..${window.end}`)).toEqual([
      '2026-09-01..2026-10-01',
      '2026-10-01..2026-10-31',
      '2026-10-01..2026-10-31',
      '2026-10-31..2026-11-25',
    ]);
    expect(progress).toEqual([60, 85]);
    expect(await backfillConnection(connection, from, deps)).toEqual([]);
  });

  it('does not pass over days that a failure kept from coming', async () => {
    const { deps } = await desk();
    const { connection, asked } = scriptedConnection([
      { yields: [], throws: new ConnectorError('unavailable', 'Out of order.') },
      { yields: [views('2026-11-01', 1)] },
    ]);
    const from = '2026-11-01' as CivilDate;
    await backfillConnection(connection, from, deps);
    await backfillConnection(connection, from, deps);
    expect(asked.map(({ window }) => window.start)).toEqual(['2026-11-01', '2026-11-01']);
  });
});

describe('completeness', () => {
  it('names the days without a figure, but not those that may still come', async () => {
    const { store, deps } = await desk();
    const { connection } = scriptedConnection([
      { yields: [views('2026-11-10', 1), views('2026-11-11', 2), views('2026-11-14', 3), views('2026-11-20', null), views('2026-11-21', 4)] },
    ]);
    await syncConnection(connection, 'daily', deps);
    const [found] = await readCompleteness(ditjenpk, connection.connector.capabilities, november, '2026-11-24' as CivilDate, store);
    expect(found).toEqual({
      account: ditjenpk,
      metric: 'views',
      expectedDays: 12,
      presentDays: 4,
      gaps: [
        { start: '2026-11-12', end: '2026-11-14' },
        { start: '2026-11-15', end: '2026-11-21' },
      ],
    });
  });
});

const november = { start: civilDate('2026-11-01'), end: civilDate('2026-12-01') };
