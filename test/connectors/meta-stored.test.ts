import { describe, expect, it } from 'vitest';
import { addDays, civilDate } from '../../connectors/contract/period.js';
import type { CaseName } from '../../sandbox/platforms/faults.js';
import { seededWorld } from '../../sandbox/platforms/seeded-world.js';
import { openRig, type PlatformsRig } from '../support/platforms.js';
import { pullAt, valuesOf } from './pulling.js';

const TODAY = '2026-10-20';
const EVENINGS = [`${TODAY}T16:30:00Z`, '2026-10-21T16:30:00Z'] as const;
/** A day that has settled by the first evening. */
const SETTLED = '2026-10-17';

interface Evenings {
  readonly rig: PlatformsRig;
  /** followers and views of the account that the case shows for, and of the one beside it, as stored */
  readonly stored: Readonly<Record<'followers' | 'views', readonly string[]>>;
  readonly beside: Readonly<Record<'followers' | 'views', readonly string[]>>;
  readonly followersOf: (day: string) => number | undefined;
  readonly told: readonly string[];
}

/** Two evenings of pulls while a case shows for the first of two accounts. */
async function twoEvenings(platform: 'instagram' | 'facebook', name: CaseName): Promise<Evenings> {
  const world = seededWorld({
    seed: 7,
    firstDay: '2026-09-01',
    lastDay: '2026-10-31',
    accountsPerPlatform: 2,
    postsPerDay: 1,
    platforms: [platform],
  });
  const [first, second] = world.accounts;
  if (first === undefined || second === undefined) throw new Error('The world has two accounts.');
  const rig = await openRig({ world, now: EVENINGS[0] });
  rig.platforms.faults.on(name, { account: first.id });
  for (const evening of EVENINGS) await pullAt(rig, evening);
  const read = async (username: string) => ({
    followers: await valuesOf(rig, `${platform}:${username}`, 'followers'),
    views: await valuesOf(rig, `${platform}:${username}`, 'views'),
  });
  return {
    rig,
    stored: await read(first.username),
    beside: await read(second.username),
    followersOf: (day) => first.days.get(addDays(civilDate(day), -1))?.followers,
    told: rig.told,
  };
}

const settled = (lines: readonly string[]): string | undefined => lines.find((line) => line.startsWith(SETTLED))?.slice(SETTLED.length + 1);

describe.each(['instagram', 'facebook'] as const)('what is stored of %s, and what the owner is told', (platform) => {
  it('case 1: of figures that are left out the absence is stored, and nobody is told', async () => {
    const { rig, beside, told } = await twoEvenings(platform, 'no-data');
    const profile = await valuesOf(rig, `${platform}:${platform}_0001`, 'profile_views');
    expect(settled(profile)).toBe('not-available');
    expect(profile.some((line) => line.endsWith(' 0'))).toBe(false);
    expect(settled(beside.views)).toMatch(/^\d+$/);
    expect(told).toEqual([]);
  });

  it('case 2: under 100 followers what is withheld is stored as that, the followers as they are, and nobody is told', async () => {
    const { rig, stored, told } = await twoEvenings(platform, 'under-100-followers');
    expect(stored.followers).toContain(`${TODAY} 87`);
    expect(settled(await valuesOf(rig, `${platform}:${platform}_0001`, 'followers_gained'))).toBe('withheld');
    expect(told).toEqual([]);
  });

  it('case 17: of a dead token the account has no figures, is told once over two evenings, and the other account goes on', async () => {
    const { stored, beside, told } = await twoEvenings(platform, 'dead-token');
    expect(stored).toEqual({ followers: [], views: [] });
    expect(beside.followers.filter((line) => line >= TODAY)).toHaveLength(2);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`${platform}_0001`);
    expect(told[0]).toContain('Connect again');
  });

  it('case 18: a throttled account loses its followers of the day, nobody is told, and the other goes on', async () => {
    const { stored, beside, told } = await twoEvenings(platform, 'throttled-as-400');
    expect(stored.followers).toEqual([]);
    expect(beside.followers.filter((line) => line >= TODAY)).toHaveLength(2);
    expect(told).toEqual([]);
  });

  it('case 19: a missing permission is told once, and stores no figure that it does not cover', async () => {
    const { stored, beside, told } = await twoEvenings(platform, 'partial-permission');
    expect(stored.views).toEqual([]);
    expect(settled(beside.views)).toMatch(/^\d+$/);
    for (const text of told) expect(text).toContain('a permission is missing');
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told).size, told.join('\n')).toBe(told.length);
  });

  it('case 20: a retired metric is told once, and the rest of its call is stored', async () => {
    const { rig, stored, told } = await twoEvenings(platform, 'retired-metric');
    expect(settled(stored.views)).toMatch(/^\d+$/);
    expect(await valuesOf(rig, `${platform}:${platform}_0001`, 'profile_views')).not.toContainEqual(expect.stringMatching(/ \d+$/));
    expect(new Set(told).size).toBe(told.length);
    expect(told.filter((text) => text.includes('profile_views'))).toHaveLength(1);
  });

  it('case 42: a tenth that was purged is stored as it is, and nobody is told', async () => {
    const { stored, followersOf, told } = await twoEvenings(platform, 'followers-purged');
    expect(stored.followers).toContain(`${TODAY} ${Math.floor(((followersOf(TODAY) ?? 0) * 9) / 10)}`);
    expect(told).toEqual([]);
  });
});
