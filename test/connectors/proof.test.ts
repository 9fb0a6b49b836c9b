import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { seededWorld } from '../../sandbox/platforms/seeded-world.js';
import { credentialsOfDemo } from '../../sandbox/platforms/stand-ins.js';
import { openRig } from '../support/platforms.js';
import { contentOf, kindsOf, pullAt, valuesOf } from './pulling.js';

const { meta } = credentialsOfDemo;
const EVENING = '2026-10-20T16:30:00Z';

describe.each(['facebook', 'instagram'] as const)('an app of %s that requires its secret', (platform) => {
  it('is shown a proof of every token, those of the Pages too, and gives its figures', async () => {
    const dates = { firstDay: '2026-09-01', lastDay: '2026-10-31' };
    const world = seededWorld({ seed: 7, ...dates, accountsPerPlatform: 2, postsPerDay: 1, platforms: [platform] });
    const rig = await openRig({ world, now: EVENING, credentials: { ...credentialsOfDemo, meta: { ...meta, requiresProof: true } } });
    expect(kindsOf(await pullAt(rig, EVENING))).toEqual([]);
    for (const { username } of world.accounts) {
      expect(await valuesOf(rig, `${platform}:${username}`, 'followers')).toHaveLength(1);
      expect((await contentOf(rig, `${platform}:${username}`)).length).toBeGreaterThan(0);
    }
    expect(rig.told).toEqual([]);
    const proof = createHmac('sha256', meta.appSecret).update(meta.token).digest('hex');
    for (const { method, query, form } of rig.platforms.calls('graph')) expect((method === 'GET' ? query : form).get('appsecret_proof')).toBe(proof);
  });
});
