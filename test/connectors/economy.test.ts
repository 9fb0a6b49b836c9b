import { describe, expect, it } from 'vitest';
import { leastOf, movingDays } from '../../bench/least-calls.js';
import { account, post } from '../sandbox/platforms/clients.js';
import { openRig } from '../support/platforms.js';
import { afterTwoEvenings, callsOf, EVENING, NEXT_EVENING, ofThousand, questionsOf, truth } from './economy-rig.js';
import { kindsOf, pullAt, valuesOf } from './pulling.js';

describe('a few accounts of Meta', () => {
  it('have three days that had ended and were not final an evening before', () => {
    expect(movingDays({ before: EVENING, now: NEXT_EVENING })).toEqual(['2026-11-11', '2026-11-12', '2026-11-13']);
    // A pull at noon in Jakarta comes before the day in California has ended.
    expect(movingDays({ before: '2026-11-13T05:00:00Z', now: '2026-11-14T05:00:00Z' })).toEqual(['2026-11-10', '2026-11-11', '2026-11-12']);
    expect(movingDays({ before: '2026-11-09T16:30:00Z', now: '2026-11-09T17:30:00Z' })).toEqual(['2026-11-07', '2026-11-08']);
  });

  it.each([
    [1, 8, 2],
    [3, 24, 2],
    [7, 56, 2],
    [13, 104, 3],
  ])(
    '%i of Instagram cost %i questions, and one call more than the least at most: the totals of days wait for the ends of days',
    async (accounts, questions, calls) => {
      const rig = await afterTwoEvenings('instagram', accounts);
      const least = leastOf('instagram', { ...ofThousand, accounts });
      expect(least.questions).toBe(questions);
      expect(questionsOf(rig)).toBe(questions);
      expect(rig.platforms.calls()).toHaveLength(calls);
      expect(calls).toBeLessThanOrEqual(least.calls + 1);
    },
  );

  it.each([
    [1, 2],
    [3, 2],
    [13, 3],
    [101, 11],
  ])('%i of Facebook cost %i calls, the least', async (accounts, calls) => {
    const rig = await afterTwoEvenings('facebook', accounts);
    const least = leastOf('facebook', { ...ofThousand, accounts });
    expect(rig.platforms.calls()).toHaveLength(calls);
    expect(least.calls).toBe(calls);
    expect(questionsOf(rig)).toBe(least.questions + Math.ceil(accounts / 100));
  });
});

describe('a few accounts of X and YouTube', () => {
  it.each([
    // X gives analytics of the posts of the account alone whose token it is.
    ['x', 1, true, 3],
    ['x', 3, false, 2],
    ['x', 51, false, 3],
    ['youtube', 1, true, 4],
    ['youtube', 3, true, 8],
    ['youtube', 26, true, 55],
    ['youtube', 26, false, 3],
  ] as const)('%s: %i (analytics: %s) cost %i calls, the least, and the least charge', async (platform, accounts, analytics, calls) => {
    const rig = await afterTwoEvenings(platform, accounts, `{ analytics: ${analytics} }`);
    const least = leastOf(platform, { ...ofThousand, accounts, analytics });
    expect(least.calls).toBe(calls);
    expect(rig.platforms.calls().filter(({ path }) => path !== '/2/oauth2/token' && path !== '/token')).toHaveLength(calls);
    expect(rig.platforms.charges().x.days.get('2026-11-14')?.microdollars ?? 0).toBe(least.cost);
  });
});

describe('a budget', () => {
  const posts = [post('v0000000001', '2026-11-12T03:00:00.000Z', { kind: 'video' })];

  it('of units is never passed, is told, and begins anew at midnight in California', async () => {
    const accounts = [account('youtube', 'UC0000000000000000000001', 'djpk', { days: truth, posts })];
    const connections = ['{ id: youtube, connector: youtube, dailyLimits: { "youtube:units": 2 } }'];
    const rig = await openRig({ world: { accounts }, now: '2026-11-13T16:30:00Z', connections });
    expect(kindsOf(await pullAt(rig, '2026-11-13T16:30:00Z'))).toEqual(['quota']);
    expect(kindsOf(await pullAt(rig, '2026-11-14T07:00:00Z'))).toEqual(['quota']);
    expect(callsOf(rig, 'youtube')).toBe(2);
    expect(rig.told).toHaveLength(1);
    expect(rig.told[0]).toContain('2026-11-14T08:00:00.000Z');
    rig.platforms.forgetCalls();
    await pullAt(rig, '2026-11-14T08:01:00Z');
    expect(callsOf(rig, 'youtube')).toBe(2);
  });

  it('of credits is never passed, and is told in dollars', async () => {
    const accounts = [account('x', '2244994945', 'DitjenPK', { days: truth, posts: [post('1880000000000000001', '2026-11-12T03:00:00.000Z')] })];
    const connections = ['{ id: x, connector: x, dailyLimits: { "x:credits": 12000 } }'];
    const rig = await openRig({ world: { accounts }, now: '2026-11-13T16:30:00Z', connections });
    expect(new Set(kindsOf(await pullAt(rig, '2026-11-13T16:30:00Z')))).toEqual(new Set(['quota']));
    expect(await valuesOf(rig, 'x:DitjenPK', 'followers')).toEqual(['2026-11-13 10011']);
    expect(callsOf(rig, 'x')).toBe(1);
    expect(rig.told).toHaveLength(1);
    expect(rig.told[0]).toContain('US dollars');
  });
});
