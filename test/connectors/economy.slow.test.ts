import { describe, expect, it } from 'vitest';
import type { PlatformName, WorldAccount } from '../../sandbox/platforms/world.js';
import { account, days, post } from '../sandbox/platforms/clients.js';
import { openRig, type PlatformsRig } from '../support/platforms.js';
import { contentOf, kindsOf, pullAt, valuesOf } from './pulling.js';

const ACCOUNTS = 1_000;
const truth = days(
  '2026-11-01',
  Array.from({ length: 25 }, (_, index) => 10_000 + index),
);

const KINDS = { instagram: 'feed', facebook: 'feed', x: 'post', youtube: 'video' } as const;
const idOf: Readonly<Record<PlatformName, (digits: string) => string>> = {
  instagram: (digits) => `1784140000000${digits}`,
  facebook: (digits) => `10015000000${digits}`,
  x: (digits) => `22449${digits}`,
  youtube: (digits) => `UC${digits.padStart(22, '0')}`,
};
const postIds = { instagram: '1789500000000', x: '18800000000000', youtube: 'v00000' } as const;

/** A thousand accounts with two posts each. */
const manyAccounts = (platform: PlatformName): readonly WorldAccount[] =>
  Array.from({ length: ACCOUNTS }, (_, number) => {
    const digits = String(number).padStart(4, '0');
    const id = idOf[platform](digits);
    const posts = [0, 1].map((index) => {
      const postId = { ...postIds, facebook: `${id}_9` }[platform];
      return post(`${postId}${digits}${index}`, `2026-11-1${1 + index}T03:00:00.000Z`, { kind: KINDS[platform] });
    });
    return account(platform, id, `akun${digits}`, { days: truth, posts });
  });

const callsOf = (rig: PlatformsRig, host: 'x' | 'youtube'): number =>
  rig.platforms.calls(host).filter(({ path }) => path !== '/2/oauth2/token').length;

describe('a thousand accounts', () => {
  it('of YouTube cost a call for fifty channels and one for fifty videos, and a list only where the number of videos moved', async () => {
    const connections = ['{ id: youtube, connector: youtube, settings: { analytics: false } }'];
    const rig = await openRig({ world: { accounts: manyAccounts('youtube') }, now: '2026-11-13T16:30:00Z', connections });
    expect(kindsOf(await pullAt(rig, '2026-11-13T16:30:00Z'))).toEqual([]);
    const least = ACCOUNTS / 50 + (2 * ACCOUNTS) / 50;
    expect(callsOf(rig, 'youtube')).toBeLessThanOrEqual(1.1 * (least + ACCOUNTS));
    rig.platforms.forgetCalls();
    expect(kindsOf(await pullAt(rig, '2026-11-14T16:30:00Z'))).toEqual([]);
    expect(callsOf(rig, 'youtube')).toBeLessThanOrEqual(1.1 * least);
    // What the ledger writes down is what the platform counts.
    const spent = await rig.connections[0]?.ledger.spent('youtube:units');
    expect(spent?.units).toBe(rig.platforms.charges().youtube.get('2026-11-14')?.units);
    expect(await contentOf(rig, 'youtube:akun0999')).toHaveLength(2);
    expect(await valuesOf(rig, 'youtube:akun0999', 'followers')).toHaveLength(2);
  });

  it('of X cost a call for a hundred accounts and one for a hundred posts; lists that were refused are read later', async () => {
    const connections = ['{ id: x, connector: x, settings: { analytics: false } }'];
    const rig = await openRig({ world: { accounts: manyAccounts('x') }, now: '2026-11-13T16:30:00Z', connections });
    // X allows 900 lists in a quarter of an hour.
    expect(new Set(kindsOf(await pullAt(rig, '2026-11-13T16:30:00Z')))).toEqual(new Set(['rate-limited']));
    expect(kindsOf(await pullAt(rig, '2026-11-13T16:50:00Z'))).toEqual([]);
    expect(await contentOf(rig, 'x:akun0999')).toHaveLength(2);
    rig.platforms.forgetCalls();
    expect(kindsOf(await pullAt(rig, '2026-11-14T16:30:00Z'))).toEqual([]);
    expect(callsOf(rig, 'x')).toBeLessThanOrEqual(1.1 * (ACCOUNTS / 100 + (2 * ACCOUNTS) / 100));
    // A cent for each account and half a cent for each post, once in a day.
    const least = ACCOUNTS * 10_000 + 2 * ACCOUNTS * 5_000;
    expect(rig.platforms.charges().x.days.get('2026-11-14')?.microdollars).toBeLessThanOrEqual(1.1 * least);
    expect(rig.told).toEqual([]);
  });
});

describe('a thousand accounts of Meta, fifty items to a batch', () => {
  it.each([
    // The profile with its posts, reach, and two totals of each of the five days that had not settled a day ago.
    ['instagram', ACCOUNTS * (1 + 1 + 2 * 5), 0],
    // The Page, its days, its posts and its reels; the Pages' tokens come a hundred to a list.
    ['facebook', ACCOUNTS * 4, ACCOUNTS / 100],
  ] as const)('of %s cost no more batches than there are items to ask for', async (platform, items, lists) => {
    const connections = [`{ id: ${platform}, connector: ${platform} }`];
    const rig = await openRig({ world: { accounts: manyAccounts(platform) }, now: '2026-11-13T16:30:00Z', connections });
    expect(kindsOf(await pullAt(rig, '2026-11-13T16:30:00Z'))).toEqual([]);
    rig.platforms.forgetCalls();
    expect(kindsOf(await pullAt(rig, '2026-11-14T16:30:00Z'))).toEqual([]);
    const calls = rig.platforms.calls().length;
    expect(calls).toBeGreaterThanOrEqual(items / 50);
    expect(calls).toBeLessThanOrEqual(1.1 * (items / 50 + lists));
    expect(await contentOf(rig, `${platform}:akun0999`)).toHaveLength(2);
    expect(await valuesOf(rig, `${platform}:akun0999`, 'followers')).toHaveLength(2);
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
