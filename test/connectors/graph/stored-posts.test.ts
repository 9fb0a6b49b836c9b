import { describe, expect, it } from 'vitest';
import type { World, WorldPost } from '../../../sandbox/platforms/world.js';
import { keptTexts, secretsAmong, secretsOf } from '../../support/kept-texts.js';
import { contentOf, readingOf } from '../pulling.js';
import { EVENING, NEXT_EVENING, nameOf, newestOf, openStored, postsOf, trueFigures, withFirst, worldOf } from './stored.js';

const BOTH = ['instagram', 'facebook'] as const;

/** The stored posts as `id kind` that should be there. */
const lines = (posts: readonly WorldPost[]): readonly string[] => posts.map(({ id, kind }) => `${id} ${kind}`);

describe.each(BOTH)('of the posts of %s is stored, and the owner is told', (platform) => {
  it('case 16: what was read before a list repeated itself, told once over two evenings, and nothing counts as gone', async () => {
    const { rig, mine, beside, show, evenings } = await openStored(platform);
    await evenings(EVENING);
    const before = await contentOf(rig, nameOf(mine));
    expect(before).toEqual(lines(postsOf(mine)));
    show('endless-paging');
    await evenings(NEXT_EVENING, '2026-10-22T16:30:00Z');
    expect(await contentOf(rig, nameOf(mine))).toEqual(before);
    for (const { id } of postsOf(mine)) expect(await readingOf(rig, `${nameOf(mine)}/${id}`, 'presence')).toBeUndefined();
    expect(await contentOf(rig, nameOf(beside))).toEqual(lines(postsOf(beside, '2026-10-22T16:30:00Z')));
    expect(rig.told).toEqual([
      `${platform}, ${nameOf(mine)}: the platform's answer could not be read. The platform's list of posts repeats itself after 2 pages. What was read is kept; the next pull reads it again.`,
    ]);
  });

  it('case 21: every post with its figures, though the platform wanted to be asked for less, and nothing is told', async () => {
    const { rig, mine, show, evenings, figures } = await openStored(platform);
    show('reduce-data');
    expect(await evenings(EVENING)).toEqual([]);
    expect(await contentOf(rig, nameOf(mine))).toEqual(lines(postsOf(mine)));
    for (const post of postsOf(mine)) expect(await figures(post)).toEqual(trueFigures(mine, post, EVENING));
    expect(rig.told).toEqual([]);
  });

  it('case 36: ids beyond 2^53 with every digit, though they came as numbers, and nothing is told', async () => {
    const { rig, mine, show, evenings, figures } = await openStored(platform);
    show('ids-as-numbers');
    await evenings(EVENING, NEXT_EVENING);
    expect(await contentOf(rig, nameOf(mine))).toEqual(lines(postsOf(mine, NEXT_EVENING)));
    const newest = newestOf(mine, NEXT_EVENING);
    expect(Number.isSafeInteger(Number(newest.id.split('_').at(-1)))).toBe(platform === 'facebook');
    expect(await figures(newest)).toEqual(trueFigures(mine, newest, NEXT_EVENING));
    expect(rig.told).toEqual([]);
  });

  it('case 39: no token, neither in a row, nor in an answer that is kept, nor in the log, nor in what is told', async () => {
    const { rig, mine, show, clear, evenings, figures } = await openStored(platform);
    show('secrets-in-bodies');
    expect(new Set(await evenings(EVENING))).toEqual(new Set(['unavailable']));
    clear();
    show('dead-token');
    await evenings(NEXT_EVENING);
    expect(rig.told).toHaveLength(1);
    const secrets = secretsOf(rig);
    expect(secrets.size).toBeGreaterThan(platform === 'facebook' ? 3 : 1);
    expect(secretsAmong(await keptTexts(rig), secrets)).toEqual([]);
    expect(Object.values(await figures(newestOf(mine)))).toEqual(Object.keys(await figures(newestOf(mine))).map(() => undefined));
  });

  it('case 40: a post that moves between pages once, a deleted one as gone at its second absence, and nothing is told', async () => {
    const world = worldOf(platform);
    const [first] = world.accounts;
    const doomed = first && newestOf(first, '2026-10-19T16:30:00Z');
    const deletedAt = '2026-10-21T00:00:00.000Z';
    const { rig, mine, show, evenings } = await openStored(
      platform,
      withFirst(world, (one) => ({ ...one, posts: one.posts.map((post) => (post.id === doomed?.id ? { ...post, deletedAt } : post)) })),
    );
    await evenings(EVENING);
    show('moved-and-deleted-posts');
    await evenings(NEXT_EVENING, '2026-10-22T16:30:00Z');
    // What is deleted stays as history.
    expect(await contentOf(rig, nameOf(mine))).toEqual(lines(postsOf(mine, '2026-10-22T16:30:00Z')));
    const presence = await Promise.all(postsOf(mine).map(({ id }) => readingOf(rig, `${nameOf(mine)}/${id}`, 'presence')));
    expect(presence).toEqual(postsOf(mine).map(({ id }) => (id === doomed?.id ? 0 : undefined)));
    rig.platforms.forgetCalls();
    await evenings('2026-10-23T16:30:00Z');
    expect(rig.platforms.calls().some(({ form }) => (form.get('batch') ?? '').includes(`${doomed?.id}?`))).toBe(false);
    expect(rig.told).toEqual([]);
  });
});

/** A world whose first account has stories alone, published so many hours before the evening, each seen by so many people. */
const storiesOf = (ages: readonly number[], reach: number): World =>
  withFirst(worldOf('instagram'), (first) => ({
    ...first,
    posts: ages.map((hours, index): WorldPost => {
      const publishedAt = new Date(Date.parse(EVENING) - hours * 3_600_000).toISOString();
      const final = { reach, views: reach + 50, likes: 0, comments: 0, shares: 4, saves: 0 };
      return {
        id: `1789900000000${index}4550`,
        kind: 'story',
        publishedAt,
        title: '',
        link: '',
        final,
        growth: [{ afterHours: 0, thousandths: 1_000 }],
      };
    }),
  }));

describe('of the posts of Instagram alone is stored, and the owner is told', () => {
  it('case 4: of posts from before the conversion what they tell themselves; their insights as never there, asked once, and nothing is told', async () => {
    const { rig, mine, show, evenings, figures } = await openStored('instagram');
    show('pre-conversion-media');
    await evenings(EVENING);
    const post = newestOf(mine);
    const { likes, comments } = trueFigures(mine, post, EVENING);
    const never = { reach: 'not-available', views: 'not-available', shares: 'not-available', saves: 'not-available' };
    expect(await figures(post)).toEqual({ ...never, likes, comments });
    rig.platforms.forgetCalls();
    await evenings(NEXT_EVENING);
    expect(rig.platforms.calls().some(({ form }) => (form.get('batch') ?? '').includes(`/${post.id}/insights`))).toBe(false);
    expect((await figures(post)).likes).toBe(trueFigures(mine, post, NEXT_EVENING).likes);
    expect(rig.told).toEqual([]);
  });

  it('case 5: of a metric that a product has not the absence, the others as they are, and nothing is told', async () => {
    const { rig, mine, beside, show, evenings, figures } = await openStored('instagram');
    show('product-mismatch');
    await evenings(EVENING);
    const post = newestOf(mine);
    const { likes, comments } = trueFigures(mine, post, EVENING);
    expect(await figures(post)).toMatchObject({ likes, comments, saves: 'not-available' });
    expect(await figures(newestOf(beside), beside)).toEqual(trueFigures(beside, newestOf(beside), EVENING));
    expect(rig.told).toEqual([]);
  });

  it('case 6: of a story with fewer than five viewers that it is withheld, and no permission is asked for', async () => {
    const { rig, mine, stories, figures } = await openStored('instagram', storiesOf([2], 3));
    expect(await stories(EVENING)).toEqual([]);
    const [story] = mine.posts;
    expect(story && (await figures(story))).toMatchObject({ reach: 'withheld', views: 'withheld', shares: 'withheld' });
    expect(rig.told).toEqual([]);
  });

  it('case 7: of a story that has ended its last reading, final where it was in its last hours, and nothing is told', async () => {
    const { rig, mine, show, stories } = await openStored('instagram', storiesOf([23, 5, 30], 300));
    await stories(EVENING);
    const [late, early, over] = mine.posts;
    const read = async (story: WorldPost | undefined) => {
      const [reading] = await rig.store.readSnapshots([`${nameOf(mine)}/${story?.id}`], 'reach', rig.deps.clock.now());
      return reading && [reading.value, reading.quality];
    };
    expect([await read(late), await read(early), await read(over)]).toEqual([[300, 'complete'], [300, 'provisional'], undefined]);
    show('story-expired', {});
    await stories('2026-10-20T18:30:00Z');
    await stories('2026-10-21T18:30:00Z');
    expect([await read(late), await read(early)]).toEqual([
      [300, 'complete'],
      [300, 'provisional'],
    ]);
    for (const { id } of mine.posts) expect(await readingOf(rig, `${nameOf(mine)}/${id}`, 'presence')).toBeUndefined();
    expect(rig.told).toEqual([]);
  });

  it('case 8: of likes that their owner hides that they are withheld, and no zero', async () => {
    const { rig, mine, show, evenings, figures } = await openStored('instagram');
    show('hidden-counts');
    await evenings(EVENING);
    expect(await figures(newestOf(mine))).toEqual({ ...trueFigures(mine, newestOf(mine), EVENING), likes: 'withheld' });
    expect(rig.told).toEqual([]);
  });

  it('case 9: the figure of a post wherever it stands, and none where there is none', async () => {
    const { rig, mine, show, evenings, figures } = await openStored('instagram');
    show('value-shapes');
    await evenings(EVENING);
    const { likes, comments } = trueFigures(mine, newestOf(mine), EVENING);
    const stored = await figures(newestOf(mine));
    expect(stored).toMatchObject({ likes, comments });
    for (const [metric, value] of Object.entries(stored))
      expect([trueFigures(mine, newestOf(mine), EVENING)[metric], 'not-available']).toContain(value);
    expect(rig.told).toEqual([]);
  });
});

describe('of the posts of Facebook alone is stored, and the owner is told', () => {
  it('case 8: shares that are left out as zero, the only count of which that is true', async () => {
    const { rig, mine, show, evenings, figures } = await openStored('facebook');
    show('hidden-counts');
    await evenings(EVENING);
    expect(await figures(newestOf(mine))).toEqual({ ...trueFigures(mine, newestOf(mine), EVENING), shares: 0 });
    expect(rig.told).toEqual([]);
  });

  it('case 41: every post of its days, though an old one stands first, and that one is not taken', async () => {
    const { rig, mine, show, evenings } = await openStored('facebook');
    show('backdated-posts');
    await evenings(EVENING, NEXT_EVENING);
    expect(await contentOf(rig, nameOf(mine))).toEqual(lines(postsOf(mine, NEXT_EVENING)));
    expect(rig.platforms.faults.fired().length).toBeGreaterThan(0);
    expect(rig.told).toEqual([]);
  });
});
