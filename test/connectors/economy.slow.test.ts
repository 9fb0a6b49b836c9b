import { describe, expect, it } from 'vitest';
import { leastOf } from '../../bench/least-calls.js';
import { openRig } from '../support/platforms.js';
import { ACCOUNTS, afterTwoEvenings, callsOf, manyAccounts, ofThousand } from './economy-rig.js';
import { contentOf, kindsOf, pullAt, valuesOf } from './pulling.js';

describe('a thousand accounts', () => {
  it('of YouTube cost a call for fifty channels and one for fifty videos, and a list only where the number of videos moved', async () => {
    const connections = ['{ id: youtube, connector: youtube, settings: { analytics: false } }'];
    const rig = await openRig({ world: { accounts: manyAccounts('youtube') }, now: '2026-11-13T16:30:00Z', connections });
    expect(kindsOf(await pullAt(rig, '2026-11-13T16:30:00Z'))).toEqual([]);
    const { calls: least } = leastOf('youtube', ofThousand);
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
    const least = leastOf('x', ofThousand);
    expect(callsOf(rig, 'x')).toBeLessThanOrEqual(1.1 * least.calls);
    expect(rig.platforms.charges().x.days.get('2026-11-14')?.microdollars).toBeLessThanOrEqual(1.1 * least.cost);
    expect(rig.told).toEqual([]);
  });
});

describe('a thousand accounts of Meta, fifty questions to a batch', () => {
  it.each(['instagram', 'facebook'] as const)('of %s cost at most a tenth more calls than the documents allow', async (platform) => {
    const rig = await afterTwoEvenings(platform, ACCOUNTS);
    const { calls } = leastOf(platform, ofThousand);
    expect(rig.platforms.calls().length).toBeGreaterThanOrEqual(calls);
    expect(rig.platforms.calls().length).toBeLessThanOrEqual(1.1 * calls);
    expect(await contentOf(rig, `${platform}:akun0999`)).toHaveLength(2);
    expect(await valuesOf(rig, `${platform}:akun0999`, 'followers')).toHaveLength(2);
  });
});
