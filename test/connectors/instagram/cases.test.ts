import { describe, expect, it } from 'vitest';
import type { KnownContent } from '../../../connectors/contract/connector.js';
import { civilDate, type Instant } from '../../../connectors/contract/period.js';
import { instagram } from '../../../connectors/instagram/index.js';
import { figuresAt, type World, type WorldAccount, type WorldPost } from '../../../sandbox/platforms/world.js';
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

const FIRST = 'instagram:instagram_0001';
const SECOND = 'instagram:instagram_0002';

/** The posts and reels since 16 October, a day before the window. */
const recent = (rig: MetaRig, index: number, kinds: readonly string[] = ['feed', 'reel']): readonly WorldPost[] =>
  accountAt(rig, index).posts.filter(({ publishedAt, kind }) => publishedAt >= '2026-10-16' && publishedAt <= NOW && kinds.includes(kind));
const known = (rig: MetaRig, index: number, more: Partial<KnownContent> = {}): readonly KnownContent[] =>
  recent(rig, index).map(({ id, kind, publishedAt }) => ({ platformId: id, kind, publishedAt: publishedAt as Instant, never: [], ...more }));
const expected = (post: WorldPost, moment: string = NOW) => {
  const { reach, views, likes, comments, shares, saves } = figuresAt(post, Date.parse(moment)) ?? {
    reach: 0,
    views: 0,
    likes: 0,
    comments: 0,
    shares: 0,
    saves: 0,
  };
  return {
    content_reach: reach,
    content_views: views,
    content_likes: likes,
    content_comments: comments,
    content_shares: shares,
    content_saves: saves,
  };
};
/** A world whose first account has a few stories, alive at `NOW`. */
const withStories = (ages: readonly number[], reach = 300): World => {
  const world = smallWorld(1);
  const [account, ...rest] = world.accounts.filter(({ platform }) => platform === 'instagram');
  if (account === undefined) throw new Error('No account');
  const stories = ages.map((hours, index): WorldPost => {
    const publishedAt = new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();
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
  });
  return { accounts: [{ ...account, posts: stories }, ...rest] };
};

describe('Instagram gives, of each account', () => {
  it('its followers of the organisation’s day, and of each day what the platform says of it, with its end and its quality', async () => {
    const rig = await metaRig(instagram);
    const pulled = await rig.pull();
    const { reach, gained, lost, views, profileViews } = truth(rig, 0, '2026-10-17');
    expect(days(pulled, FIRST, 'followers')).toEqual([`2026-10-21 ${truth(rig, 0, '2026-10-19').followers}`]);
    expect(days(pulled, FIRST, 'reach')[0]).toBe(`2026-10-17 ${reach}`);
    expect(days(pulled, FIRST, 'views')[0]).toBe(`2026-10-17 ${views}`);
    expect(days(pulled, FIRST, 'profile_views')[0]).toBe(`2026-10-17 ${profileViews}`);
    expect(days(pulled, FIRST, 'followers_gained')[0]).toBe(`2026-10-17 ${gained}`);
    expect(days(pulled, FIRST, 'followers_lost')[0]).toBe(`2026-10-17 ${lost}`);
    const reaches = ofType(pulled, 'value').filter((one) => one.account === FIRST && one.capability === 'reach');
    expect(reaches.map(({ day, endTime, zone, quality }) => [day, endTime, zone, quality])).toEqual([
      ['2026-10-17', '2026-10-18T07:00:00+0000', 'America/Los_Angeles', 'complete'],
      ['2026-10-18', '2026-10-19T07:00:00+0000', 'America/Los_Angeles', 'provisional'],
      ['2026-10-19', '2026-10-20T07:00:00+0000', 'America/Los_Angeles', 'provisional'],
    ]);
    expect(problems(pulled)).toEqual([]);
  });

  it('its posts and reels with their figures, and no stories among them', async () => {
    const rig = await metaRig(instagram);
    const pulled = await rig.pull();
    const posts = recent(rig, 0);
    expect(posts.length).toBeGreaterThan(1);
    const content = ofType(pulled, 'content').filter(({ account }) => account === FIRST);
    expect(content.map(({ platformId, kind, publishedAt, title }) => [platformId, kind, publishedAt, title]).toSorted()).toEqual(
      posts.map(({ id, kind, publishedAt, title }) => [id, kind, publishedAt, title]).toSorted(),
    );
    for (const post of posts) expect(figures(pulled, post.id)).toEqual(expected(post));
  });

  it('by the door of Instagram login too, call by call, of the one account of the token', async () => {
    const rig = await metaRig(instagram, smallWorld(1));
    const pulled = await rig.pull({}, { door: 'instagram-login' });
    expect(days(pulled, FIRST, 'reach')[0]).toBe(`2026-10-17 ${truth(rig, 0, '2026-10-17').reach}`);
    for (const post of recent(rig, 0)) expect(figures(pulled, post.id)).toEqual(expected(post));
    expect(rig.platforms.calls('graph')).toEqual([]);
    expect(problems(pulled)).toEqual([]);
  });

  it('in a backfill the days and posts of the window, by spans that the platform takes', async () => {
    const rig = await metaRig(instagram, smallWorld(1));
    const pulled = await rig.pull({ task: 'backfill', window: { start: civilDate('2026-08-10'), end: civilDate('2026-10-10') } });
    expect(days(pulled, FIRST, 'reach')).toHaveLength(61);
    expect(days(pulled, FIRST, 'reach')).toContain(`2026-09-30 ${truth(rig, 0, '2026-09-30').reach}`);
    expect(days(pulled, FIRST, 'followers_gained')).toContain(`2026-08-10 ${truth(rig, 0, '2026-08-10').gained}`);
    const published = accountAt(rig, 0).posts.filter(
      ({ kind, publishedAt }) => kind !== 'story' && publishedAt >= '2026-08-09' && publishedAt < '2026-10-11',
    );
    expect(
      ofType(pulled, 'content')
        .map(({ platformId }) => platformId)
        .toSorted(),
    ).toEqual(published.map(({ id }) => id).toSorted());
    expect(problems(pulled)).toEqual([]);
  });
});

describe('Instagram, the numbered cases', () => {
  it('case 3: a window that the platform finds too long is asked for in halves', async () => {
    const rig = await metaRig(instagram, smallWorld(1));
    rig.platforms.faults.on('window-too-long', { times: 1 });
    const pulled = await rig.pull({ task: 'backfill', window: { start: civilDate('2026-09-01'), end: civilDate('2026-10-10') } });
    expect(days(pulled, FIRST, 'reach')).toHaveLength(39);
    expect(new Set(days(pulled, FIRST, 'reach').map((one) => one.slice(0, 10))).size).toBe(39);
    expect(problems(pulled)).toEqual([]);
    for (const { since, until } of spansAsked(rig)) expect(until - since).toBeLessThanOrEqual(2_592_000);
  });

  it('case 4: posts from before the conversion have no insights for ever; what the item itself tells is read', async () => {
    const rig = await metaRig(instagram);
    rig.platforms.faults.on('pre-conversion-media', { account: accountAt(rig, 0).id });
    const pulled = await rig.pull();
    const [post] = recent(rig, 0);
    const { content_likes, content_comments } = expected(post as WorldPost);
    const never = { content_reach: 'not-available', content_views: 'not-available', content_shares: 'not-available', content_saves: 'not-available' };
    expect(figures(pulled, (post as WorldPost).id)).toEqual({ ...never, content_likes, content_comments });
    expect(problems(pulled)).toEqual([]);
    rig.platforms.forgetCalls();
    const names = ['content_reach', 'content_views', 'content_shares', 'content_saves'];
    const again = await rig.pull({ known: (id) => ({ content: id === FIRST ? known(rig, 0, { never: names }) : [], statedPosts: undefined }) });
    expect(figures(again, (post as WorldPost).id)).toEqual({ content_likes, content_comments });
    expect(urlsAsked(rig).filter((url) => recent(rig, 0).some(({ id }) => url.includes(`/${id}/insights`)))).toEqual([]);
  });

  it('case 5: a metric that a product has not is dropped for that item, and the others are kept', async () => {
    const rig = await metaRig(instagram);
    rig.platforms.faults.on('product-mismatch', { account: accountAt(rig, 0).id });
    const pulled = await rig.pull();
    const [post] = recent(rig, 0);
    const found = figures(pulled, (post as WorldPost).id);
    // The platform refuses the last metric that is asked for, again and again.
    expect(found.content_saves).toBe('not-available');
    expect(found.content_likes).toBe(expected(post as WorldPost).content_likes);
    expect(problems(pulled)).toEqual([]);
    const [other] = recent(rig, 1);
    expect(figures(pulled, (other as WorldPost).id)).toEqual(expected(other as WorldPost));
  });

  it('case 7: of a story that has ended nothing is said, so that its last reading stays; one in its last hours is final', async () => {
    const rig = await metaRig(instagram, withStories([23, 5, 30]));
    const ended = { platformId: '178990000000024550', kind: 'story', publishedAt: '2026-10-19T14:00:00.000Z' as Instant, never: [] };
    const pulled = await rig.pull({ task: 'stories', known: () => ({ content: [ended], statedPosts: undefined }) });
    const told = ofType(pulled, 'snapshot').map(({ platformId, capability, value, quality }) => [platformId, capability, value, quality]);
    expect(told.filter(([, capability]) => capability === 'content_reach')).toEqual([
      ['178990000000014550', 'content_reach', 300, 'provisional'],
      ['178990000000004550', 'content_reach', 300, 'complete'],
    ]);
    expect(pulled.some((one) => 'platformId' in one && one.platformId === ended.platformId)).toBe(false);
    rig.platforms.faults.on('story-expired');
    const late = await rig.pull({ task: 'stories' });
    expect(ofType(late, 'snapshot')).toEqual([]);
    expect(ofType(late, 'content-gone')).toEqual([]);
    expect(problems(late)).toEqual([]);
  });

  it('case 9: a figure is read wherever it stands, and an empty object is no figure', async () => {
    const rig = await metaRig(instagram);
    rig.platforms.faults.on('value-shapes', { account: accountAt(rig, 0).id });
    const pulled = await rig.pull();
    const [post] = recent(rig, 0);
    expect(figures(pulled, (post as WorldPost).id).content_likes).toBe(expected(post as WorldPost).content_likes);
    expect(days(pulled, FIRST, 'views')[0]).toBe(`2026-10-17 ${truth(rig, 0, '2026-10-17').views}`);
    for (const one of ofType(pulled, 'value')) expect(Number.isNaN(one.value)).toBe(false);
    for (const one of ofType(pulled, 'snapshot')) expect(Number.isNaN(one.value)).toBe(false);
  });

  it('case 10: a breakdown that is refused is told once, in spite of the word "unknown", and is not asked again', async () => {
    const rig = await metaRig(instagram);
    rig.platforms.faults.on('breakdown-refused');
    const pulled = await rig.pull();
    expect(problems(pulled)).toEqual(['retired - followers_gained', 'retired - followers_lost']);
    expect(days(pulled, FIRST, 'views')[0]).toBe(`2026-10-17 ${truth(rig, 0, '2026-10-17').views}`);
    rig.platforms.forgetCalls();
    await rig.pull({ without: new Set(['followers_gained', 'followers_lost']) });
    expect(urlsAsked(rig).some((url) => url.includes('follows_and_unfollows'))).toBe(false);
  });

  it('case 13: over the changes of the clocks each day is told once, the day of 25 hours too', async () => {
    const now = '2026-11-06T20:00:00.000Z' as Instant;
    const world = smallWorld(1);
    const rig = await metaRig(instagram, { accounts: world.accounts.map((one) => ({ ...one, days: until(one.days, '2026-11-05') })) }, now);
    const pulled = await rig.pull({ now, window: { start: civilDate('2026-10-30'), end: civilDate('2026-11-04') } });
    const reach = ofType(pulled, 'value').filter(({ capability }) => capability === 'reach');
    expect(reach.map(({ day, endTime }) => `${day} ${endTime}`)).toEqual([
      '2026-10-30 2026-10-31T07:00:00+0000',
      '2026-10-31 2026-11-01T07:00:00+0000',
      '2026-11-01 2026-11-02T08:00:00+0000',
      '2026-11-02 2026-11-03T08:00:00+0000',
      '2026-11-03 2026-11-04T08:00:00+0000',
    ]);
    const gained = days(pulled, FIRST, 'followers_gained');
    expect(gained).toHaveLength(5);
    expect(gained).toContain(`2026-11-01 ${truth(rig, 0, '2026-11-01').gained}`);
  });

  it('case 14: of an account east of UTC the last day that has ended is not lost, and the one that runs is left out', async () => {
    const rig = await metaRig(instagram);
    rig.platforms.faults.on('account-east-of-utc', { account: accountAt(rig, 0).id });
    const pulled = await rig.pull({ window: { start: civilDate('2026-10-16'), end: civilDate('2026-10-21') } });
    const reach = ofType(pulled, 'value').filter(({ account, capability }) => account === FIRST && capability === 'reach');
    expect(reach.map(({ day, endTime, zone }) => `${day} ${endTime} ${zone}`)).toEqual([
      '2026-10-16 2026-10-16T17:00:00+0000 Etc/GMT-7',
      '2026-10-17 2026-10-17T17:00:00+0000 Etc/GMT-7',
      '2026-10-18 2026-10-18T17:00:00+0000 Etc/GMT-7',
      '2026-10-19 2026-10-19T17:00:00+0000 Etc/GMT-7',
      '2026-10-20 2026-10-20T17:00:00+0000 Etc/GMT-7',
    ]);
    expect(days(pulled, FIRST, 'followers_gained')[0]).toBe(`2026-10-16 ${truth(rig, 0, '2026-10-16').gained}`);
    expect(days(pulled, FIRST, 'followers_gained')).toHaveLength(5);
    expect(days(pulled, SECOND, 'reach')).toHaveLength(4);
  });

  it('case 16: a list that repeats itself for ever ends, is told, and leaves nothing for gone', async () => {
    const rig = await metaRig(instagram);
    rig.platforms.faults.on('endless-paging', { account: accountAt(rig, 0).id });
    const pulled = await rig.pull({ known: (id) => ({ content: id === FIRST ? known(rig, 0) : [], statedPosts: undefined }) });
    expect(problems(pulled)).toEqual([`malformed ${FIRST} -`]);
    expect(ofType(pulled, 'content-gone')).toEqual([]);
    for (const post of recent(rig, 0)) expect(figures(pulled, post.id)).toEqual(expected(post));
    expect(urlsAsked(rig).filter((url) => url.includes('previous') || url.includes('next'))).toEqual([]);
  });

  it('case 17: a dead token is one notice of its account, that says what to do, and the others go on', async () => {
    const rig = await metaRig(instagram);
    rig.platforms.faults.on('dead-token', { account: accountAt(rig, 0).id });
    const pulled = await rig.pull();
    expect(problems(pulled)).toEqual([`auth ${FIRST} -`]);
    expect(days(pulled, SECOND, 'reach')).toHaveLength(3);
    expect(urlsAsked(rig).filter((url) => url.includes(accountAt(rig, 0).id))).toHaveLength(2);
    const { error } = firstProblem(pulled);
    expect(error.code).toBe('190/460');
    expect(error.message).toContain('password');
    expect(error.message).toContain('Connect again');
  });

  it('case 18: a throttle in the clothes of a 400 ends its account until the minute that the header names', async () => {
    const rig = await metaRig(instagram);
    rig.platforms.faults.on('throttled-as-400', { account: accountAt(rig, 0).id, times: 1 });
    const pulled = await rig.pull();
    expect(problems(pulled)).toEqual([`rate-limited ${FIRST} -`]);
    const { error } = firstProblem(pulled);
    expect(error.code).toBe('80002');
    expect(error.until).toBe('2026-10-20T20:19:00.000Z');
    // The profile was refused; what the same batch stated beside it is kept, and nothing more is asked.
    expect(days(pulled, FIRST, 'followers')).toEqual([]);
    expect(days(pulled, FIRST, 'reach')).toHaveLength(3);
    expect(days(pulled, FIRST, 'reach')[0]).toBe(`2026-10-17 ${truth(rig, 0, '2026-10-17').reach}`);
    expect(days(pulled, FIRST, 'views')).toEqual([]);
    expect(days(pulled, SECOND, 'views')).toHaveLength(3);
    expect(urlsAsked(rig).filter((url) => url.includes(`/${accountAt(rig, 0).id}/insights`))).toHaveLength(1);
  });

  it('case 19: without the permission for insights each capability says so, and the followers are still read', async () => {
    const rig = await metaRig(instagram);
    rig.platforms.faults.on('partial-permission', { account: accountAt(rig, 0).id });
    const pulled = await rig.pull();
    const named = [
      'reach',
      'views',
      'profile_views',
      'followers_gained',
      'followers_lost',
      'content_reach',
      'content_views',
      'content_shares',
      'content_saves',
    ];
    expect(problems(pulled).toSorted()).toEqual(named.map((name) => `permission ${FIRST} ${name}`).toSorted());
    expect(days(pulled, FIRST, 'followers')).toEqual([`2026-10-21 ${truth(rig, 0, '2026-10-19').followers}`]);
    const [post] = recent(rig, 0);
    const { content_likes, content_comments } = expected(post as WorldPost);
    expect(figures(pulled, (post as WorldPost).id)).toEqual({ content_likes, content_comments });
    // No item is asked by itself for what is not permitted.
    expect(urlsAsked(rig).filter((url) => recent(rig, 0).some(({ id }) => url.includes(id)))).toEqual([]);
  });

  it('case 20: a retired metric is told once and left out, and the rest of its call is kept', async () => {
    const rig = await metaRig(instagram);
    rig.platforms.faults.on('retired-metric');
    const pulled = await rig.pull();
    expect(problems(pulled).toSorted()).toEqual(['retired - content_saves', 'retired - profile_views']);
    expect(days(pulled, FIRST, 'views')[0]).toBe(`2026-10-17 ${truth(rig, 0, '2026-10-17').views}`);
    expect(days(pulled, FIRST, 'profile_views')).toEqual([]);
    const [post] = recent(rig, 1);
    const { content_saves: _saves, ...rest } = expected(post as WorldPost);
    expect(figures(pulled, (post as WorldPost).id)).toEqual(rest);
  });

  it('case 21: where the platform wants less at a time, the limit goes down until it answers', async () => {
    const rig = await metaRig(instagram);
    rig.platforms.faults.on('reduce-data');
    const pulled = await rig.pull();
    for (const post of recent(rig, 0)) expect(figures(pulled, post.id)).toEqual(expected(post));
    expect(problems(pulled)).toEqual([]);
    const limits = urlsAsked(rig).flatMap((url) => /media\.limit\((\d+)\)/.exec(decodeURIComponent(url))?.[1] ?? []);
    expect([...new Set(limits)]).toEqual(['25', '10']);
  });

  it('case 22: items of a batch that are null, fail for a moment or are HTML are asked again, they alone', async () => {
    const rig = await metaRig(instagram);
    rig.platforms.faults.on('batch-items-fail', { times: 3 });
    const pulled = await rig.pull();
    expect(problems(pulled)).toEqual([]);
    for (const index of [0, 1, 2]) {
      const account = `instagram:instagram_000${index + 1}`;
      expect(days(pulled, account, 'reach')[0]).toBe(`2026-10-17 ${truth(rig, index, '2026-10-17').reach}`);
      expect(days(pulled, account, 'followers')).toHaveLength(1);
    }
    // 6 questions of the first round, 18 totals, and the 3 that failed once more.
    expect(urlsAsked(rig)).toHaveLength(27);
  });

  it('case 22: an item that the platform never answers is told, and the pull ends', async () => {
    const rig = await metaRig(instagram, smallWorld(1));
    rig.platforms.faults.on('batch-items-fail');
    const pulled = await rig.pull();
    expect(problems(pulled).every((one) => one.startsWith('unavailable'))).toBe(true);
    expect(problems(pulled).length).toBeGreaterThan(0);
    expect(ofType(pulled, 'value')).toEqual([]);
  });

  it('case 23: nothing is asked in the ways that ended on 2026-10-27', async () => {
    const rig = await metaRig(instagram);
    await rig.pull();
    for (const url of urlsAsked(rig)) expect(url).not.toMatch(/[?&](ids|date_format|debug|pretty)=/);
    for (const call of rig.platforms.calls()) {
      expect(call.headers).not.toHaveProperty('if-none-match');
      for (const name of ['ids', 'date_format', 'debug', 'pretty']) expect(call.query.has(name) || call.form.has(name)).toBe(false);
    }
  });

  it('case 35: a page of HTML in the place of a batch is tried again', async () => {
    const rig = await metaRig(instagram);
    rig.platforms.faults.on('html-body', { times: 2 });
    const pulled = await rig.pull();
    expect(problems(pulled)).toEqual([]);
    expect(days(pulled, FIRST, 'reach')).toHaveLength(3);
  });

  it('case 39: no token stands in an answer that is kept, nor in what is told', async () => {
    const rig = await metaRig(instagram);
    rig.platforms.faults.on('secrets-in-bodies', { account: accountAt(rig, 0).id });
    const pulled = await rig.pull();
    const { token } = rig.platforms.credentials.meta;
    expect(problems(pulled).length).toBeGreaterThan(0);
    expect(rig.kept.join()).not.toContain(token);
    expect(JSON.stringify(pulled.map((one) => (one.type === 'problem' ? [one.error.message, String(one.error.cause)] : one)))).not.toContain(token);
  });

  it('case 40: an item that moves between pages is found by its own address, and a deleted one is gone', async () => {
    const world = smallWorld(1);
    const ofInstagram = world.accounts.find(({ platform }) => platform === 'instagram');
    const doomed = ofInstagram?.posts.findLast(({ kind, publishedAt }) => kind !== 'story' && publishedAt < '2026-10-20T12');
    const accounts = world.accounts.map((one) => ({
      ...one,
      posts: one.posts.map((post) => (post === doomed ? { ...post, deletedAt: '2026-10-20T19:00:00.000Z' } : post)),
    }));
    const rig = await metaRig(instagram, { accounts });
    rig.platforms.faults.on('moved-and-deleted-posts');
    const pulled = await rig.pull({ known: () => ({ content: known(rig, 0), statedPosts: undefined }) });
    const deleted = recent(rig, 0).filter(({ deletedAt }) => deletedAt !== undefined);
    const alive = recent(rig, 0).filter(({ deletedAt }) => deletedAt === undefined);
    expect(ofType(pulled, 'content-gone').map(({ platformId }) => platformId)).toEqual(deleted.map(({ id }) => id));
    expect(deleted).toHaveLength(1);
    const told = ofType(pulled, 'content').map(({ platformId }) => platformId);
    expect(told.toSorted()).toEqual(alive.map(({ id }) => id).toSorted());
    for (const post of alive) expect(figures(pulled, post.id)).toEqual(expected(post));
  });

  it('case 42: followers that fall to nothing are read twice, and the second reading counts', async () => {
    const rig = await metaRig(instagram, smallWorld(1));
    rig.platforms.faults.on('followers-purged');
    const { followers } = truth(rig, 0, '2026-10-19');
    const pulled = await rig.pull({ known: () => ({ content: [], statedPosts: undefined, followers }) });
    expect(days(pulled, FIRST, 'followers')).toEqual([`2026-10-21 ${Math.floor((followers * 9) / 10)}`]);
    expect(problems(pulled)).toEqual([]);
  });
});

describe('Instagram, the number of calls', () => {
  it('for 60 accounts, each round goes out in full batches', async () => {
    const rig = await metaRig(instagram, smallWorld(60));
    const pulled = await rig.pull();
    expect(problems(pulled)).toEqual([]);
    const questions = urlsAsked(rig).length;
    expect(questions).toBe(60 * (2 + 3 * 2));
    expect(rig.platforms.calls()).toHaveLength(Math.ceil((60 * 2) / 50) + Math.ceil((60 * 6) / 50));
  });
});

/** The same days, the last one repeated up to a later day. */
function until(days: WorldAccount['days'], last: string): WorldAccount['days'] {
  const more = new Map(days);
  const sample = [...days.values()].at(-1);
  for (let moment = Date.parse('2026-11-01'); sample !== undefined && moment <= Date.parse(last); moment += 86_400_000) {
    more.set(new Date(moment).toISOString().slice(0, 10), sample);
  }
  return more;
}
