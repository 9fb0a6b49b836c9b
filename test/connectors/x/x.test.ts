import { describe, expect, it } from 'vitest';
import { addDays, civilDate } from '../../../connectors/contract/period.js';
import { demoWorld } from '../../../sandbox/demo/world.js';
import { syncConnection } from '../../../src/pipeline/sync.js';
import { openRig, type PlatformsRig } from '../../support/platforms.js';

const world = { accounts: demoWorld().accounts.filter(({ platform }) => platform === 'x') };
const account = 'x:DitjenPK';
const february = { start: civilDate('2024-02-01'), end: civilDate('2024-03-01') };

async function pullDays(rig: PlatformsRig, from: string, days: number): Promise<void> {
  for (let day = civilDate(from), left = days; left > 0; day = addDays(day, 1), left -= 1) {
    rig.at(`${day}T16:30:00Z`);
    for (const connection of rig.connections) {
      const report = await syncConnection(connection, 'daily', rig.deps);
      if (report.state !== 'pulled' || report.problems.length > 0) throw new Error(`${day}: ${JSON.stringify(report)} ${rig.logged()}`);
    }
  }
}

describe('a month of daily pulls of X', () => {
  it("leads to the report's figures", async () => {
    const rig = await openRig({ world, now: '2024-02-01T16:30:00Z', connections: ['{ id: x, connector: x }'] });
    await pullDays(rig, '2024-02-01', 31);
    const read = (metric: string) => rig.store.readSeries({ subject: account, metric, grain: 'day', dimensions: {}, window: february });
    const followers = await read('followers');
    expect(followers).toHaveLength(29);
    expect(followers.at(-1)?.value).toBe(16_743);
    const impressions = await read('impressions');
    expect(impressions).toHaveLength(29);
    expect(impressions.reduce((sum, row) => sum + (row.value ?? 0), 0)).toBe(13_100);
    const posts = await rig.store.readContent(account, february);
    expect(posts).toHaveLength(33);
    const snapshots = await rig.store.readSnapshots(
      posts.map(({ id }) => id),
      'impressions',
      rig.deps.clock.now(),
    );
    expect(snapshots.reduce((sum, row) => sum + (row.value ?? 0), 0)).toBe(13_100);
    expect(rig.told).toEqual([]);
  });
});
