import { addDays } from '../../connectors/contract/period.js';
import type { WorldAccount } from '../../sandbox/platforms/world.js';
import { FIRST, LAST, type Soaked } from './run.js';
import { daysBetween, dayTruth, isToldByX, nameOf, postFigure, postMetrics, settledAt, toldBy } from './truth.js';

/** In words, what is still wrong after a backfill without a fault: every settled day and every post has its true figure, whatever happened before. */
export async function wrongAfterBackfill(soaked: Soaked): Promise<readonly string[]> {
  const wrong: string[] = [];
  const now = Date.parse(soaked.rig.deps.clock.now());
  for (const account of soaked.world.accounts)
    wrong.push(...(await wrongDaysOf(soaked, account, now)), ...(await wrongPostsOf(soaked, account, now)));
  return wrong;
}

async function wrongDaysOf({ world, rig }: Soaked, account: WorldAccount, now: number): Promise<readonly string[]> {
  const wrong: string[] = [];
  const window = { start: FIRST, end: addDays(LAST, 1) };
  for (const metric of Object.keys(toldBy(account).metrics)) {
    const rows = await rig.store.readSeries({ subject: nameOf(account), metric, grain: 'day', dimensions: {}, window });
    const stored = new Map(rows.map((row) => [row.period.start, row]));
    for (const day of daysBetween(FIRST, LAST).filter((one) => settledAt(one, account) <= now && isToldByX(world, account, one, now))) {
      const [row, truth] = [stored.get(day), dayTruth(world, account, metric, day)];
      if (truth === undefined || (row?.value === truth && row.quality === 'complete')) continue;
      wrong.push(`${nameOf(account)} ${metric} ${day}: ${row?.value ?? row?.absence ?? 'nothing'} (${row?.quality}) instead of ${truth}`);
    }
  }
  return wrong;
}

async function wrongPostsOf({ rig }: Soaked, account: WorldAccount, now: number): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const post of account.posts.filter((one) => one.kind !== 'story' && one.publishedAt >= FIRST && Date.parse(one.publishedAt) <= now)) {
    const id = `${nameOf(account)}/${post.id}`;
    // Shares of videos are read daily alone.
    const metrics = postMetrics(account.platform, post.kind).filter((metric) => account.platform !== 'youtube' || metric !== 'shares');
    for (const metric of metrics) {
      const [reading] = await rig.store.readSnapshots([id], metric, rig.deps.clock.now());
      const truth = postFigure(post, metric, now);
      if (reading?.value !== truth) wrong.push(`${id} ${metric}: ${reading?.value ?? reading?.absence ?? 'nothing'} instead of ${truth}`);
    }
  }
  return wrong;
}
