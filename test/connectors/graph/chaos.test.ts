import { describe, expect, it } from 'vitest';
import type { KnownContent, Pulled } from '../../../connectors/contract/connector.js';
import { civilDate, type Instant } from '../../../connectors/contract/period.js';
import { facebook } from '../../../connectors/facebook/index.js';
import { instagram } from '../../../connectors/instagram/index.js';
import { type MetaRig, metaRig, NOW, ofType, smallWorld } from './rig.js';

/** What holds of every pull, whatever the platform answers. */
function check(rig: MetaRig, pulled: readonly Pulled<string>[]): void {
  const keys = [
    // A day that one answer leaves out may stand in its neighbour.
    ...ofType(pulled, 'value').map(
      ({ account, capability, day, value }) => `value ${account} ${capability} ${day} ${value === null ? 'absent' : ''}`,
    ),
    ...ofType(pulled, 'snapshot').map(({ account, capability, platformId }) => `snapshot ${account} ${capability} ${platformId}`),
    ...ofType(pulled, 'content').map(({ account, platformId }) => `content ${account} ${platformId}`),
  ];
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  for (const one of [...ofType(pulled, 'value'), ...ofType(pulled, 'snapshot')]) {
    expect(one.value === null).toBe(one.absence !== undefined);
    if (one.value !== null) expect(Number.isSafeInteger(one.value)).toBe(true);
  }
  const posts = new Map(rig.accounts.flatMap(({ posts: own }) => own.map((post) => [post.id, post])));
  for (const { platformId } of ofType(pulled, 'content')) expect(posts.has(platformId)).toBe(true);
  const told = JSON.stringify(pulled.map((one) => (one.type === 'problem' ? [one.error.message, String(one.error.cause)] : one)));
  for (const secret of [rig.platforms.credentials.meta.token, 'EAAP']) {
    expect(told).not.toContain(secret);
    expect(rig.kept.join()).not.toContain(`=${secret}`);
  }
}

describe.each([
  ['instagram', instagram],
  ['facebook', facebook],
] as const)('%s, with any of the cases at random', (_id, connector) => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('tells nothing twice, no figure that is none, no secret (seed %i)', async (seed) => {
    const rig = await metaRig(connector, smallWorld(4, 6));
    rig.platforms.faults.randomly(seed, seed % 2 === 0 ? 60 : 250);
    const content = (index: number): readonly KnownContent[] =>
      (rig.accounts[index]?.posts ?? [])
        .filter(({ publishedAt }) => publishedAt >= '2026-10-12' && publishedAt < NOW)
        .map(({ id, kind, publishedAt }) => ({ platformId: id, kind, publishedAt: publishedAt as Instant, never: [] }));
    const known = (id: string) => ({ content: content(Number(id.slice(-1)) - 1), statedPosts: undefined });
    check(rig, await rig.pull({ known }));
    check(rig, await rig.pull({ task: 'backfill', window: { start: civilDate('2026-08-20'), end: civilDate('2026-10-18') } }));
    check(rig, await rig.pull({ task: 'stories', known }));
  });

  it('an item is gone only where it is', async () => {
    const rig = await metaRig(connector, smallWorld(2, 6));
    rig.platforms.faults.randomly(11, 100, ['moved-and-deleted-posts', 'endless-paging', 'reduce-data', 'batch-items-fail', 'html-body', 'no-data']);
    const content = (rig.accounts[0]?.posts ?? [])
      .filter(({ publishedAt, kind }) => publishedAt >= '2026-10-12' && publishedAt < NOW && kind !== 'story')
      .map(({ id, kind, publishedAt }): KnownContent => ({ platformId: id, kind, publishedAt: publishedAt as Instant, never: [] }));
    for (let round = 0; round < 6; round += 1) {
      const pulled = await rig.pull({ known: (id) => ({ content: id.endsWith('1') ? content : [], statedPosts: undefined }) });
      expect(ofType(pulled, 'content-gone')).toEqual([]);
    }
  });
});
