import { describe, expect, it, onTestFinished } from 'vitest';
import { civilDate } from '../../connectors/contract/period.js';
import { bringInDemo } from '../../src/application/demo.js';
import { demoStore } from '../support/demo-store.js';
import { demoConfig, failingLog, MARCH_FIRST } from '../support/ministry.js';

const ditjenpk = 'instagram:ditjenpk';
const february = { start: civilDate('2024-02-01'), end: civilDate('2024-03-01') };

async function demo() {
  const { store, remove } = await demoStore();
  onTestFinished(remove);
  return store;
}

describe('the demo, pulled day by day from the stand-ins of the platforms', () => {
  it("has the followers of every evening, where the report's own figure is the current one", async () => {
    const store = await demo();
    const followers = await store.readSeries({ metric: 'followers', subject: ditjenpk, dimensions: {}, grain: 'day', window: february });
    expect(followers).toHaveLength(29);
    expect(followers.at(-1)).toMatchObject({ value: 118_069, quality: 'complete', originKind: 'file' });
    expect(followers.at(-2)).toMatchObject({ quality: 'synthetic', originKind: 'synthetic' });
    const pulled = (await store.revisions({ metric: 'followers', subject: ditjenpk, dimensions: {}, grain: 'day' }, '2024-02-29', '2024-03-01')).find(
      ({ originKind }) => originKind === 'synthetic',
    );
    expect(pulled?.value).toBe(118_069);
  });

  it("has the posts of the report's month, whose reach adds up to 1,297,905 and whose mean over three platforms is 39", async () => {
    const store = await demo();
    const content = await Promise.all([ditjenpk, 'x:DitjenPK', 'facebook:djpk'].map((account) => store.readContent(account, february)));
    expect(content.map((posts) => posts.length)).toEqual([51, 33, 33]);
    const feed = content.flat().filter(({ subject, kind }) => subject === ditjenpk && kind === 'feed');
    const reach = await store.readSnapshots(
      feed.map(({ id }) => id),
      'reach',
      MARCH_FIRST,
    );
    expect(reach).toHaveLength(25);
    expect(reach.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(1_297_905);
  });

  it('has impressions on X that add up to the 13,100 of the report, from its analytics', async () => {
    const store = await demo();
    const days = await store.readSeries({ metric: 'impressions', subject: 'x:DitjenPK', dimensions: {}, grain: 'day', window: february });
    expect(days.map(({ quality }) => quality)).toEqual(Array.from({ length: 29 }, () => 'synthetic'));
    expect(days.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(13_100);
  });

  it('changes nothing when it is brought in again', async () => {
    const store = await demo();
    const before = await store.status();
    await bringInDemo({ config: demoConfig(), store, folder: '/nowhere', log: failingLog });
    expect(await store.status()).toEqual(before);
  });
});
