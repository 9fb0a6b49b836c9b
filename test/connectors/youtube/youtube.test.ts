import { describe, expect, it } from 'vitest';
import { addDays, civilDate } from '../../../connectors/contract/period.js';
import { seededWorld } from '../../../sandbox/platforms/seeded-world.js';
import { syncConnection } from '../../../src/pipeline/sync.js';
import { openRig, type PlatformsRig } from '../../support/platforms.js';

const seeded = seededWorld({ seed: 7, firstDay: '2024-01-25', lastDay: '2024-03-10', accountsPerPlatform: 1, postsPerDay: 2 });
const world = { accounts: seeded.accounts.filter(({ platform }) => platform === 'youtube') };
const account = `youtube:${world.accounts[0]?.username}`;
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

describe('a month of daily pulls of YouTube', () => {
  it('stores what the channel truly had, day by day of California', async () => {
    const rig = await openRig({ world, now: '2024-02-01T16:30:00Z', connections: ['{ id: youtube, connector: youtube }'] });
    await pullDays(rig, '2024-02-01', 35);
    const read = (metric: string) => rig.store.readSeries({ subject: account, metric, grain: 'day', dimensions: {}, window: february });
    const truth = [...(world.accounts[0]?.days ?? [])].filter(([day]) => day >= february.start && day < february.end).map(([, one]) => one);
    expect(truth).toHaveLength(29);
    expect((await read('views')).map(({ value }) => value)).toEqual(truth.map(({ views }) => views));
    expect((await read('followers_gained')).map(({ value }) => value)).toEqual(truth.map(({ gained }) => gained));
    expect((await read('followers_lost')).map(({ value }) => value)).toEqual(truth.map(({ lost }) => lost));
    expect(await read('followers')).toHaveLength(29);
    const posts = await rig.store.readContent(account, february);
    expect(posts.map(({ id, kind }) => ({ id, kind }))).toEqual(
      world.accounts[0]?.posts
        .filter(({ publishedAt }) => publishedAt >= '2024-01-31T17' && publishedAt < '2024-02-29T17')
        .map(({ id, kind }) => ({ id: `${account}/${id}`, kind })),
    );
    expect(rig.told).toEqual([]);
  });
});
