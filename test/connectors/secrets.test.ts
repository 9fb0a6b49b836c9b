import { describe, expect, it } from 'vitest';
import { account, channel, days, owner, post } from '../sandbox/platforms/clients.js';
import { keptTexts, secretsAmong, secretsOf } from '../support/kept-texts.js';
import { openRig } from '../support/platforms.js';
import { pullAt } from './pulling.js';

describe('what is kept of the calls to X and YouTube', () => {
  it('holds no secret and no token: not in the log, the raw answers, the ledgers or the database', async () => {
    const followers = Array.from({ length: 30 }, () => 10_000);
    const accounts = [
      account('x', owner, 'DitjenPK', { days: days('2026-11-01', followers), posts: [post('1880000000000000001', '2026-11-12T03:00:00.000Z')] }),
      account('youtube', channel, 'djpk', {
        days: days('2026-11-01', followers),
        posts: [post('v0000000001', '2026-11-12T03:00:00.000Z', { kind: 'video' })],
      }),
    ];
    const connections = ['{ id: x, connector: x }', '{ id: youtube, connector: youtube }'];
    const rig = await openRig({ world: { accounts }, now: '2026-11-13T16:30:00Z', connections });
    for (const id of ['x', 'youtube']) await pullAt(rig, '2026-11-13T16:30:00Z', id);
    // Failures of every kind are written down as well.
    rig.platforms.faults.on('html-body', { times: 2 });
    for (const id of ['x', 'youtube']) await pullAt(rig, '2026-11-14T16:30:00Z', id);
    rig.platforms.faults.on('quota-or-rate', { times: 3 });
    rig.platforms.faults.on('credits-depleted', { times: 1 });
    for (const id of ['x', 'youtube']) await pullAt(rig, '2026-11-15T16:30:00Z', id);
    rig.platforms.faults.clear();
    rig.platforms.faults.on('invalid-grant');
    rig.platforms.faults.on('refresh-race');
    for (const id of ['x', 'youtube']) await pullAt(rig, '2026-11-17T16:30:00Z', id);

    const secrets = secretsOf(rig);
    expect(secrets.size).toBeGreaterThan(12);
    const kept = await keptTexts(rig);
    // The search itself finds what is there.
    expect(kept.some((text) => text.includes('"subscriberCount":"10000"'))).toBe(true);
    expect(kept.some((text) => text.includes('"followers_count":10000'))).toBe(true);
    expect(kept.some((text) => text.includes('youtube:djpk'))).toBe(true);
    expect(secretsAmong(kept, secrets)).toEqual([]);
  });
});
