import { describe, expect, it } from 'vitest';
import type { KnownContent } from '../../../connectors/contract/connector.js';
import { civilDate, type Instant } from '../../../connectors/contract/period.js';
import { facebook } from '../../../connectors/facebook/index.js';
import { figuresAt, type WorldPost } from '../../../sandbox/platforms/world.js';
import {
  accountAt,
  days,
  figures,
  firstProblem,
  type MetaRig,
  metaRig,
  NOW,
  ofType,
  problems,
  smallWorld,
  spansAsked,
  truth,
  urlsAsked,
} from '../graph/rig.js';

const FIRST = 'facebook:facebook_0001';
const SECOND = 'facebook:facebook_0002';
const FIGURES = {
  reach: 'reach',
  views: 'views',
  profile_views: 'profileViews',
  followers_gained: 'gained',
  followers_lost: 'lost',
} as const;

const recent = (rig: MetaRig, index: number): readonly WorldPost[] =>
  accountAt(rig, index).posts.filter(({ publishedAt }) => publishedAt >= '2026-10-16' && publishedAt <= NOW);
const newest = (rig: MetaRig, index: number): WorldPost => {
  const post = recent(rig, index).at(-1);
  if (post === undefined) throw new Error('No post');
  return post;
};
const known = (rig: MetaRig, index: number, more: Partial<KnownContent> = {}): readonly KnownContent[] =>
  recent(rig, index).map(({ id, kind, publishedAt }) => ({ platformId: id, kind, publishedAt: publishedAt as Instant, never: [], ...more }));
const expected = (post: WorldPost) => {
  const found = figuresAt(post, Date.parse(NOW));
  if (found === undefined) throw new Error('Not published');
  const { reach, views, likes, comments, shares } = found;
  return { content_reach: reach, content_views: views, content_likes: likes, content_comments: comments, content_shares: shares };
};

describe('Facebook gives, of each Page', () => {
  it('of each day what the platform says of it, and the followers of now', async () => {
    const rig = await metaRig(facebook);
    const pulled = await rig.pull();
    for (const [capability, name] of Object.entries(FIGURES)) {
      expect(days(pulled, FIRST, capability)).toHaveLength(3);
      expect(days(pulled, FIRST, capability)[0]).toBe(`2026-10-17 ${truth(rig, 0, '2026-10-17')[name]}`);
    }
    const now = ofType(pulled, 'value').find(({ account, capability }) => account === SECOND && capability === 'followers_now');
    expect(now).toMatchObject({ day: '2026-10-21', zone: 'Asia/Jakarta', value: truth(rig, 1, '2026-10-19').followers, quality: 'complete' });
    // The followers of days are for a backfill alone.
    expect(days(pulled, FIRST, 'followers')).toEqual([]);
    expect(problems(pulled)).toEqual([]);
  });

  it('its posts and reels, each once, with their figures', async () => {
    const rig = await metaRig(facebook);
    const pulled = await rig.pull();
    const posts = recent(rig, 0);
    expect(new Set(posts.map(({ kind }) => kind))).toEqual(new Set(['feed', 'reel']));
    const content = ofType(pulled, 'content').filter(({ account }) => account === FIRST);
    expect(content.map(({ platformId, kind }) => `${platformId} ${kind}`).toSorted()).toEqual(
      posts.map(({ id, kind }) => `${id} ${kind}`).toSorted(),
    );
    for (const post of posts) expect(figures(pulled, post.id)).toEqual(expected(post));
  });

  it('in a backfill all days and posts of the window, at most 90 days to a call', async () => {
    const rig = await metaRig(facebook, smallWorld(1));
    const pulled = await rig.pull({ task: 'backfill', window: { start: civilDate('2026-06-20'), end: civilDate('2026-10-10') } });
    const { reach } = truth(rig, 0, '2026-09-30');
    expect(days(pulled, FIRST, 'reach')).toContain(`2026-09-30 ${reach}`);
    expect(days(pulled, FIRST, 'followers')).toContain(`2026-09-30 ${truth(rig, 0, '2026-09-30').followers}`);
    // The stand-in has no day before August.
    expect(days(pulled, FIRST, 'reach')).toContain('2026-07-31 not-available');
    expect(days(pulled, FIRST, 'reach')).toHaveLength(112);
    for (const { since, until } of spansAsked(rig).filter(({ until: end }) => end > 0)) expect(until - since).toBeLessThanOrEqual(200 * 86_400);
    const insights = urlsAsked(rig).filter((url) => url.includes('/insights?metric=page'));
    expect(insights).toHaveLength(2);
    const published = accountAt(rig, 0).posts.filter(({ publishedAt }) => publishedAt >= '2026-06-19' && publishedAt < '2026-10-11');
    expect(
      ofType(pulled, 'content')
        .map(({ platformId }) => platformId)
        .toSorted(),
    ).toEqual(published.map(({ id }) => id).toSorted());
    expect(problems(pulled)).toEqual([]);
  });
});

describe('Facebook, the numbered cases', () => {
  it('case 3: a window that the platform finds too long is asked for in halves', async () => {
    const rig = await metaRig(facebook, smallWorld(1));
    rig.platforms.faults.on('window-too-long', { times: 1 });
    const pulled = await rig.pull({ task: 'backfill', window: { start: civilDate('2026-08-10'), end: civilDate('2026-10-10') } });
    expect(days(pulled, FIRST, 'views')).toHaveLength(61);
    expect(new Set(days(pulled, FIRST, 'views').map((one) => one.slice(0, 10))).size).toBe(61);
    expect(problems(pulled)).toEqual([]);
  });

  it('case 9: an empty object in the place of a figure is no figure', async () => {
    const rig = await metaRig(facebook);
    rig.platforms.faults.on('value-shapes', { account: accountAt(rig, 0).id });
    const pulled = await rig.pull();
    expect(days(pulled, FIRST, 'views')[0]).toBe('2026-10-17 not-available');
    expect(days(pulled, SECOND, 'views')[0]).toBe(`2026-10-17 ${truth(rig, 1, '2026-10-17').views}`);
    for (const one of ofType(pulled, 'value')) expect(Number.isNaN(one.value)).toBe(false);
  });

  it('case 11: every Page metric is asked with a period that it has; an empty answer is no data', async () => {
    const rig = await metaRig(facebook, smallWorld(1));
    rig.platforms.faults.on('wrong-period-empty');
    const pulled = await rig.pull();
    expect(days(pulled, FIRST, 'reach')[0]).toBe('2026-10-17 not-available');
    const insights = urlsAsked(rig).filter((url) => url.includes('/insights?metric=page'));
    expect(insights.length).toBeGreaterThan(0);
    for (const url of insights) expect(new URLSearchParams(url.split('?')[1]).get('period')).toBe('day');
  });

  it('case 16: lists that repeat themselves for ever end, are told once, and leave nothing for gone', async () => {
    const rig = await metaRig(facebook);
    rig.platforms.faults.on('endless-paging', { account: accountAt(rig, 0).id });
    const pulled = await rig.pull({ known: (id) => ({ content: id === FIRST ? known(rig, 0) : [], statedPosts: undefined }) });
    expect(problems(pulled)).toEqual([`malformed ${FIRST} -`]);
    expect(ofType(pulled, 'content-gone')).toEqual([]);
    for (const post of recent(rig, 0)) expect(figures(pulled, post.id)).toEqual(expected(post));
  });

  it('case 17: the dead token of a Page is one notice of that Page', async () => {
    const rig = await metaRig(facebook);
    rig.platforms.faults.on('dead-token', { account: accountAt(rig, 0).id });
    const pulled = await rig.pull();
    expect(problems(pulled)).toEqual([`auth ${FIRST} -`]);
    expect(firstProblem(pulled).error.code).toBe('190/460');
    expect(days(pulled, SECOND, 'reach')).toHaveLength(3);
  });

  it('case 17: a token that opens nothing ends the whole pull with one notice', async () => {
    const rig = await metaRig(facebook, smallWorld(), NOW, 'no-such-token');
    const pulled = await rig.pull();
    expect(problems(pulled)).toEqual(['auth - -']);
    expect(rig.platforms.calls()).toHaveLength(1);
  });

  it('case 18: a throttle in the clothes of a 400 ends its Page until the minute that the header names', async () => {
    const rig = await metaRig(facebook);
    rig.platforms.faults.on('throttled-as-400', { account: accountAt(rig, 0).id, times: 1 });
    const pulled = await rig.pull();
    expect(problems(pulled)).toEqual([`rate-limited ${FIRST} -`]);
    expect(firstProblem(pulled).error).toMatchObject({ code: '80001', until: '2026-10-20T20:19:00.000Z' });
    // The profile was refused; what the same batch stated beside it is kept.
    expect(days(pulled, FIRST, 'followers_now')).toEqual([]);
    expect(days(pulled, SECOND, 'followers_now')).toHaveLength(1);
    expect(days(pulled, FIRST, 'reach')).toHaveLength(3);
    expect(days(pulled, SECOND, 'reach')).toHaveLength(3);
  });

  it('case 19: a Page that was not ticked says so, and the others go on', async () => {
    const rig = await metaRig(facebook);
    rig.platforms.faults.on('partial-permission', { account: accountAt(rig, 0).id });
    const pulled = await rig.pull();
    expect(problems(pulled)).toEqual([`permission ${FIRST} -`]);
    expect(firstProblem(pulled).error.message).toContain('tick the Page');
    expect(days(pulled, SECOND, 'reach')).toHaveLength(3);
  });

  it('case 20: a refusal that names no metric is narrowed down to it, and the rest is kept for all Pages', async () => {
    const rig = await metaRig(facebook, smallWorld(30));
    rig.platforms.faults.on('retired-metric');
    const pulled = await rig.pull();
    expect(problems(pulled).toSorted()).toEqual(['retired - content_reach', 'retired - profile_views']);
    for (const index of [0, 13, 29]) {
      const account = `facebook:facebook_${String(index + 1).padStart(4, '0')}`;
      expect(days(pulled, account, 'reach')[0]).toBe(`2026-10-17 ${truth(rig, index, '2026-10-17').reach}`);
      expect(days(pulled, account, 'followers_lost')[0]).toBe(`2026-10-17 ${truth(rig, index, '2026-10-17').lost}`);
      expect(days(pulled, account, 'profile_views')).toEqual([]);
      const { content_reach: _reach, ...rest } = expected(newest(rig, index));
      expect(figures(pulled, newest(rig, index).id)).toEqual(rest);
    }
    // Every Page asks at most twice, save the one that finds out.
    const asked = urlsAsked(rig).filter((url) => url.includes('/insights?metric=page'));
    expect(asked.length).toBeLessThanOrEqual(2 * 30 + 6);
  });

  it('case 21: where the platform wants less at a time, the limit goes down until it answers', async () => {
    const rig = await metaRig(facebook, smallWorld(1));
    rig.platforms.faults.on('reduce-data');
    const pulled = await rig.pull();
    for (const post of recent(rig, 0)) expect(figures(pulled, post.id)).toEqual(expected(post));
    expect(problems(pulled)).toEqual([]);
    const limits = urlsAsked(rig).flatMap((url) =>
      url.includes('published_posts') ? (new URLSearchParams(url.split('?')[1]).get('limit') ?? []) : [],
    );
    expect(limits).toEqual(['50', '25', '10']);
  });

  it('case 22: items of a batch that are null, fail for a moment or are HTML are asked again', async () => {
    const rig = await metaRig(facebook);
    rig.platforms.faults.on('batch-items-fail', { times: 3 });
    const pulled = await rig.pull();
    expect(problems(pulled)).toEqual([]);
    for (const index of [0, 1, 2]) expect(days(pulled, `facebook:facebook_000${index + 1}`, 'reach')).toHaveLength(3);
  });

  it('case 23: nothing is asked in the ways that ended on 2026-10-27', async () => {
    const rig = await metaRig(facebook);
    await rig.pull();
    for (const url of urlsAsked(rig)) expect(url).not.toMatch(/[?&](ids|date_format|debug|pretty)=/);
    for (const call of rig.platforms.calls()) expect(call.headers).not.toHaveProperty('if-none-match');
  });

  it('case 39: neither the tokens of the Pages nor that of the connection stand in an answer that is kept', async () => {
    const rig = await metaRig(facebook, smallWorld(3, 40));
    const pulled = await rig.pull();
    const sent = rig.platforms.calls().map((call) => call.form.get('batch') ?? '');
    const pageTokens = [...new Set(sent.flatMap((batch) => [...batch.matchAll(/EAAP\w+/g)].map(([token]) => token)))];
    expect(pageTokens).toHaveLength(3);
    expect(rig.kept.length).toBeGreaterThan(1);
    for (const secret of [...pageTokens, rig.platforms.credentials.meta.token]) {
      expect(rig.kept.join()).not.toContain(secret);
      expect(JSON.stringify(pulled)).not.toContain(secret);
    }
  });

  it('case 40: a post that moves between pages is told once, and a deleted one is gone', async () => {
    const world = smallWorld(1, 40);
    const page = world.accounts.find(({ platform }) => platform === 'facebook');
    const doomed = page?.posts.findLast(({ publishedAt }) => publishedAt < '2026-10-20T12');
    const accounts = world.accounts.map((one) => ({
      ...one,
      posts: one.posts.map((post) => (post === doomed ? { ...post, deletedAt: '2026-10-20T19:00:00.000Z' } : post)),
    }));
    const rig = await metaRig(facebook, { accounts });
    rig.platforms.faults.on('moved-and-deleted-posts');
    const pulled = await rig.pull({ known: () => ({ content: known(rig, 0), statedPosts: undefined }) });
    expect(ofType(pulled, 'content-gone').map(({ platformId }) => platformId)).toEqual([doomed?.id]);
    const told = ofType(pulled, 'content').map(({ platformId }) => platformId);
    expect(told.toSorted()).toEqual(
      recent(rig, 0)
        .filter(({ deletedAt }) => deletedAt === undefined)
        .map(({ id }) => id)
        .toSorted(),
    );
  });

  it('case 42: followers that fall to nothing are read twice, and the second reading counts', async () => {
    const rig = await metaRig(facebook, smallWorld(1));
    rig.platforms.faults.on('followers-purged');
    const { followers } = truth(rig, 0, '2026-10-19');
    const pulled = await rig.pull({ known: () => ({ content: [], statedPosts: undefined, followers }) });
    expect(days(pulled, FIRST, 'followers_now')).toEqual([`2026-10-21 ${Math.floor((followers * 9) / 10)}`]);
  });
});

describe('Facebook, the number of calls', () => {
  it('for 60 Pages is one list of tokens and full batches', async () => {
    const rig = await metaRig(facebook, smallWorld(60));
    const pulled = await rig.pull();
    expect(problems(pulled)).toEqual([]);
    expect(rig.platforms.calls()).toHaveLength(1 + Math.ceil((60 * 4) / 50));
  });
});
