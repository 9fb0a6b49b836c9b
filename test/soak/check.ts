import { expect } from 'vitest';
import { keptTexts, secretsAmong } from '../support/kept-texts.js';
import { backfillAll, soak } from './run.js';
import { wrongDays, wrongFollowers } from './verdict.js';
import { wrongPosts } from './verdict-posts.js';
import { wrongAfterBackfill } from './verdict-whole.js';

/** Soaks a rig under one seed and asserts what must hold afterwards: after a last daily pull, and after a backfill. */
export async function checkSoak(seed: number): Promise<void> {
  const soaked = await soak(seed);
  const found = { days: await wrongDays(soaked), followers: await wrongFollowers(soaked), posts: await wrongPosts(soaked) };
  expect(found).toEqual({ days: [], followers: [], posts: [] });
  const reports = await backfillAll(soaked.rig);
  expect(reports.flatMap((report) => (report.state === 'pulled' ? report.problems.map(({ error }) => error.message) : [report.state]))).toEqual([]);
  expect(await wrongAfterBackfill(soaked)).toEqual([]);
  expect(soaked.secrets.size).toBeGreaterThan(12);
  expect(secretsAmong(await keptTexts(soaked.rig), soaked.secrets)).toEqual([]);
}
