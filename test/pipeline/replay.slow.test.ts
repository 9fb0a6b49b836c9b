import { describe, expect, it, onTestFinished } from 'vitest';
import { civilDate } from '../../connectors/contract/period.js';
import { seededWorld } from '../../sandbox/platforms/seeded-world.js';
import type { OpenConnection } from '../../src/pipeline/connections.js';
import { type ReplayReport, replayConnection } from '../../src/pipeline/replay.js';
import { syncConnection } from '../../src/pipeline/sync.js';
import type { Store } from '../../src/store/port.js';
import { openRig, type PlatformsRig } from '../support/platforms.js';
import { temporaryStore } from '../support/store.js';

const WINDOW = { start: civilDate('2026-09-01'), end: civilDate('2026-12-01') };
const ALL = { from: civilDate('2026-10-01'), to: civilDate('2026-10-30'), accounts: [] };

/** A month of evenings, each with the stories of the day. */
async function aMonth(): Promise<PlatformsRig> {
  const world = seededWorld({
    seed: 5,
    firstDay: '2026-09-01',
    lastDay: '2026-10-31',
    accountsPerPlatform: 2,
    postsPerDay: 1,
    platforms: ['facebook', 'instagram', 'x', 'youtube'],
  });
  const rig = await openRig({ world, now: '2026-10-01T16:30:00Z' });
  for (let day = 1; day <= 30; day += 1) {
    for (const [time, task] of [
      ['16:00', 'stories'],
      ['16:30', 'daily'],
    ] as const) {
      rig.at(`2026-10-${String(day).padStart(2, '0')}T${time}:00Z`);
      for (const one of rig.connections) if (task === 'daily' || one.connector.pollsStories) await syncConnection(one, task, rig.deps);
    }
  }
  return rig;
}

/** Every row of a store as text: values with their days, posts, readings. */
async function rowsOf(store: Store, rig: PlatformsRig): Promise<readonly string[]> {
  const rows: string[] = [];
  for (const { id: account } of rig.deps.config.accounts) {
    for (const series of await store.listSeries({ subject: account })) {
      for (const { period, value, absence, quality } of await store.readSeries({ ...series, window: WINDOW }))
        rows.push([account, series.metric, period.start, value ?? absence, quality].join(' '));
    }
    const contents = await store.readContent(account, WINDOW);
    rows.push(...contents.map(({ id, kind, title }) => `${id} ${kind} ${title}`));
    for (const metric of ['likes', 'views', 'reach', 'comments'])
      for (const { content, value, absence, readAt } of await store.readSnapshots(
        contents.map(({ id }) => id),
        metric,
        rig.deps.clock.now(),
      ))
        rows.push([content, metric, value ?? absence, readAt].join(' '));
  }
  return rows.sort();
}

async function replayAll(connections: readonly OpenConnection[], rig: PlatformsRig, store: Store, accounts: readonly string[] = []) {
  const reports: ReplayReport[] = [];
  for (const one of connections) reports.push(await replayConnection(one, { ...ALL, accounts }, { ...rig.deps, store }));
  return reports;
}

describe('a month that was pulled', () => {
  it('is brought back from its raw answers without any call, changes nothing where it is there already', async () => {
    const rig = await aMonth();
    const pulled = await rowsOf(rig.store, rig);
    expect(pulled.length).toBeGreaterThan(1_500);
    rig.platforms.forgetCalls();
    const { store, remove } = await temporaryStore();
    onTestFinished(remove);

    const reports = await replayAll(rig.connections, rig, store);

    expect(reports.flatMap(({ problems }) => problems.map(({ error }) => error.message))).toEqual([]);
    expect(reports.map(({ reachesBackTo }) => reachesBackTo?.slice(0, 10))).toEqual(Array.from({ length: 4 }, () => '2026-10-01'));
    // Those of Instagram are pulled twice an evening, for their stories.
    expect(reports.map(({ pulls }) => pulls).sort((a, b) => b - a)).toEqual([60, 30, 30, 30]);
    expect(await rowsOf(store, rig)).toEqual(pulled);
    expect((await store.status()).revisions).toBe((await rig.store.status()).revisions);

    const again = await replayAll(rig.connections, rig, rig.store);
    expect(again.map(({ inserted, revised, problems }) => [inserted, revised, problems.length])).toEqual([0, 0, 0, 0].map(() => [0, 0, 0]));
    expect(rig.platforms.calls()).toEqual([]);

    const one = await temporaryStore();
    onTestFinished(one.remove);
    await replayAll(rig.connections, rig, one.store, ['x:x_0002']);
    expect(await rowsOf(one.store, rig)).toEqual(pulled.filter((row) => row.startsWith('x:x_0002')));
  });
});
