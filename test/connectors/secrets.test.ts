import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { account, channel, days, owner, post } from '../sandbox/platforms/clients.js';
import { openRig, type PlatformsRig } from '../support/platforms.js';
import { pullAt } from './pulling.js';

const unpack = promisify(brotliDecompress);

/** Every file under a folder: its bytes as they are and, where they are packed, what is in them. */
async function textsUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(file);
      const packed = await unpack(bytes).then(
        (buffer) => buffer.toString('utf8'),
        () => '',
      );
      return [file, bytes.toString('latin1'), packed];
    }),
  );
  return texts.flat();
}

/** The secrets of the connections, and every token that a stand-in was shown. */
function secretsOf(rig: PlatformsRig): ReadonlySet<string> {
  const { x, google } = rig.platforms.credentials;
  const found = new Set([x.clientId, x.clientSecret, x.refreshToken, google.clientId, google.clientSecret, google.refreshToken]);
  for (const { headers, form, query } of rig.platforms.calls()) {
    const [, shown] = /^(?:Bearer|Basic) (.+)$/.exec(headers.authorization ?? '') ?? [];
    for (const secret of [shown, form.get('refresh_token'), query.get('access_token')]) if (secret) found.add(secret);
  }
  return found;
}

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
    const kept = [...(await textsUnder(rig.folder)), ...(await textsUnder(dirname(rig.database))), rig.logged(), ...rig.told];
    // The search itself finds what is there.
    expect(kept.some((text) => text.includes('"subscriberCount":"10000"'))).toBe(true);
    expect(kept.some((text) => text.includes('"followers_count":10000'))).toBe(true);
    expect(kept.some((text) => text.includes('youtube:djpk'))).toBe(true);
    for (const secret of secrets) {
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) {
        expect(kept.filter((text) => text.includes(form))).toEqual([]);
      }
    }
  });
});
