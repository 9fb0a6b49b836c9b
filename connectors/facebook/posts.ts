import type { Pulled } from '../contract/connector.js';
import type { Instant } from '../contract/period.js';
import { byName } from '../graph/insight.js';
import { type Listing, listingQuestion } from '../graph/listing.js';
import { malformed } from '../graph/metrics.js';
import type { Question, Reply, Step } from '../graph/question.js';
import { joined } from '../graph/step.js';
import type { FacebookName } from './capabilities.js';
import { insightSnapshots, insightsQuestion, isPostMetric, POST_METRICS, type PublishedItem, snapshot } from './figures.js';
import { type FacebookPull, type Page, problems, wanted } from './pull.js';
import { type Post, post, type Reel, reel } from './schema.js';
import { videoQuestion } from './videos.js';

type Answered = Extract<Reply, { ok: true }>;

/** The fields of a post. Of other people's reactions and comments nothing but their number is asked. */
const POST_FIELDS =
  'id,created_time,backdated_time,message,permalink_url,shares,reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count)';

/** The fields of a reel. */
const REEL_FIELDS = 'id,created_time,description,permalink_url,post_id';

const COUNTED = ['content_likes', 'content_comments', 'content_shares'] as const;
const MOST_ITEMS = 100;
const DEFAULT_ITEMS = 50;
/** What the two lists of a Page have told so far; a reel stands in both. */
interface Lists {
  readonly posts: Map<string, { readonly post: Post; readonly reply: Answered; readonly expanded: boolean }>;
  readonly reels: Map<string, { readonly reel: Reel; readonly reply: Answered }>;
  /** lists that have not ended */
  open: number;
  /** false where the list of posts could not be had */
  listed: boolean;
  /** true once the posts were told */
  told: boolean;
}

/** The posts and reels of a Page with their figures, each once. */
export function postQuestions(pull: FacebookPull, page: Page): readonly Question<FacebookName>[] {
  const lists: Lists = { posts: new Map(), reels: new Map(), open: 2, listed: true, told: false };
  const known = pull.request.known(page.id).content;
  const mayExpand = !known.some(({ never }) => Object.values(POST_METRICS).some((name) => never.includes(name)));
  return [listingQuestion(postListing(pull, page, lists, mayExpand)), listingQuestion(reelListing(pull, page, lists))];
}

// Days of the organisation's zone begin up to a day before those of UTC, and end as much later.
const DAY_MS = 86_400_000;

const oldestOf = (pull: FacebookPull, page: Page): number =>
  Math.min(Date.parse(pull.request.window.start) - DAY_MS, ...pull.request.known(page.id).content.map(({ publishedAt }) => Date.parse(publishedAt)));

const newestOf = ({ request }: FacebookPull): number =>
  request.task === 'backfill' ? Date.parse(request.window.end) + DAY_MS : Number.POSITIVE_INFINITY;

/** What both lists have in common. A backdated or pinned post stands out of order, so that only a page of nothing but older posts ends a list. */
function listOf<Item extends { readonly created_time: string }>(pull: FacebookPull, page: Page, edge: string, fields: string) {
  const [oldest, newest] = [oldestOf(pull, page), newestOf(pull)];
  const since = String(Math.floor(oldest / 1_000));
  const until = Number.isFinite(newest) ? { until: String(Math.floor(newest / 1_000)) } : {};
  const isIn = ({ created_time: created }: Item): boolean => Date.parse(created) >= oldest && Date.parse(created) < newest;
  return {
    account: page.id,
    token: page.token,
    path: `/${page.platformId}/${edge}`,
    query: { fields, since, ...until },
    limit: pull.request.task === 'backfill' ? MOST_ITEMS : DEFAULT_ITEMS,
    isIn,
    isPast: (items: readonly Item[]): boolean => items.length > 0 && items.every(({ created_time: created }) => Date.parse(created) < oldest),
  };
}

function postListing(pull: FacebookPull, page: Page, lists: Lists, expanded: boolean): Listing<FacebookName, Post> {
  const metrics = wanted(pull, POST_METRICS).filter((metric) => !pull.learnedOfPosts.retired.has(metric));
  const fields = expanded && metrics.length > 0 ? `${POST_FIELDS},insights.metric(${metrics.join(',')}){name,values}` : POST_FIELDS;
  const list = listOf<Post>(pull, page, 'published_posts', fields);
  return {
    ...list,
    item: post,
    page: (items, reply) => {
      for (const one of items.filter(list.isIn)) if (!lists.posts.has(one.id)) lists.posts.set(one.id, { post: one, reply, expanded });
      return { step: { found: [] }, enough: list.isPast(items) };
    },
    end: () => ended(pull, page, lists),
    abandoned: () => left(pull, page, lists),
    failed: (error) => {
      // One post without these insights fails its whole page: then each post is asked by itself.
      if (expanded) {
        const isDenied = error.kind === 'permission';
        if (isDenied) pull.denied.add(page.id);
        const found = isDenied ? problems(page, Object.values(POST_METRICS), error) : [];
        return { found, next: [listingQuestion(postListing(pull, page, lists, false))] };
      }
      lists.listed = false;
      return joined([{ found: problems(page, [...COUNTED, ...Object.values(POST_METRICS)], error) }, ended(pull, page, lists)]);
    },
  };
}

function reelListing(pull: FacebookPull, page: Page, lists: Lists): Listing<FacebookName, Reel> {
  const list = listOf<Reel>(pull, page, 'video_reels', REEL_FIELDS);
  return {
    ...list,
    item: reel,
    page: (items, reply) => {
      for (const one of items.filter(list.isIn)) if (!lists.reels.has(one.id)) lists.reels.set(one.id, { reel: one, reply });
      return { step: { found: [] }, enough: list.isPast(items) };
    },
    end: () => ended(pull, page, lists),
    abandoned: () => left(pull, page, lists),
    // The posts go on without it, and what is a reel shows by its address; those that show in no post are missing.
    failed: (error) => joined([{ found: problems(page, ['content_views'], error) }, ended(pull, page, lists)]),
  };
}

/** Called at the end of each list; the second one tells everything. */
function ended(pull: FacebookPull, page: Page, lists: Lists): Step<FacebookName> {
  lists.open -= 1;
  if (lists.open > 0) return { found: [] };
  const unmatched = [...lists.reels.values()].filter(({ reel: one }) => postIdOf(page, one, lists) === undefined);
  const unlisted = new Map<string, string>(unmatched.flatMap(({ reel: { post_id: id } }) => (id === undefined ? [] : [[wholeId(page, id), 'reel']])));
  const told = new Set([...lists.posts.keys(), ...lists.reels.keys()]);
  const missing = lists.listed ? pull.request.known(page.id).content.filter(({ platformId }) => !told.has(platformId)) : [];
  for (const { platformId, kind } of missing) unlisted.set(platformId, unlisted.get(platformId) ?? kind);
  return joined([
    ...toldPosts(pull, page, lists),
    ...unmatched.filter(({ reel: one }) => one.post_id === undefined).map(({ reel: one, reply }) => toldReel(pull, page, one, reply)),
    { found: [], next: [...unlisted].map(([id, kind]) => unlistedQuestion(pull, page, id, kind)) },
  ]);
}

/** The posts of the list, each once; a reel among them shows by the other list. */
function toldPosts(pull: FacebookPull, page: Page, lists: Lists): readonly Step<FacebookName>[] {
  if (lists.told) return [];
  lists.told = true;
  const reelPosts = new Set([...lists.reels.values()].map(({ reel: one }) => postIdOf(page, one, lists)));
  return [...lists.posts.values()].map((one) => toldPost(pull, page, one.post, one.reply, one.expanded, reelPosts.has(one.post.id)));
}

/** What of the posts was stated before nothing more could be asked: it is true all the same. */
const left = (pull: FacebookPull, page: Page, lists: Lists): readonly Pulled<FacebookName>[] => joined(toldPosts(pull, page, lists)).found;

/** The id of a post with the Page's before it. */
const wholeId = (page: Page, id: string): string => (id.includes('_') ? id : `${page.platformId}_${id}`);

/** The post in which a reel shows, among those that were listed: by its id, whole or without the Page's, or else by its address. */
function postIdOf(page: Page, one: Reel, lists: Lists): string | undefined {
  const ids = [one.post_id, `${page.platformId}_${one.post_id}`, `${page.platformId}_${one.id}`];
  const byId = ids.find((id) => id !== undefined && lists.posts.has(id));
  if (byId !== undefined) return byId;
  return [...lists.posts.values()].find(({ post: { permalink_url: link } }) => link?.includes(`/reel/${one.id}`) === true)?.post.id;
}

const instant = (moment: string): Instant => new Date(Date.parse(moment)).toISOString() as Instant;

/** A post with the figures that came along, and the question for those that did not. */
function toldPost(pull: FacebookPull, page: Page, one: Post, reply: Answered, expanded: boolean, isReel: boolean): Step<FacebookName> {
  const known = pull.request.known(page.id).content.find(({ platformId }) => platformId === one.id);
  // Where the list of reels cannot be had, what was a reel stays one.
  const kind = isReel || known?.kind === 'reel' || one.permalink_url?.includes('/reel/') === true ? 'reel' : 'feed';
  const { created_time: created, permalink_url: link } = one;
  const item: PublishedItem = { id: one.id, created };
  const content: Pulled<FacebookName> = {
    type: 'content',
    account: page.id,
    platformId: one.id,
    kind,
    publishedAt: instant(created),
    title: one.message,
    ...(link === undefined ? {} : { link }),
    raw: reply.raw,
  };
  const counts = {
    content_likes: one.reactions?.summary.total_count ?? null,
    content_comments: one.comments?.summary.total_count ?? null,
    content_shares: one.shares.count,
  };
  const found = [
    content,
    ...COUNTED.filter((name) => !pull.request.without.has(name)).map((name) => snapshot(pull, page, item, name, counts[name], 'withheld', reply.raw)),
  ];
  const never = known?.never ?? [];
  const metrics = wanted(pull, POST_METRICS).filter((metric) => isPostMetric(metric) && !never.includes(POST_METRICS[metric]));
  if (expanded) return { found: [...found, ...insightSnapshots(pull, page, item, byName(one.insights?.data ?? []), metrics, reply.raw)] };
  return { found, next: metrics.length === 0 || pull.denied.has(page.id) ? [] : [insightsQuestion(pull, page, item, metrics)] };
}

/** A reel that shows in no post: its own id is its identity, and its figures come from the video. */
function toldReel(pull: FacebookPull, page: Page, one: Reel, { raw }: Answered): Step<FacebookName> {
  const content: Pulled<FacebookName> = {
    type: 'content',
    account: page.id,
    platformId: one.id,
    kind: 'reel',
    publishedAt: instant(one.created_time),
    title: one.description,
    ...(one.permalink_url === undefined ? {} : { link: new URL(one.permalink_url, 'https://www.facebook.com').href }),
    raw,
  };
  return { found: [content], next: [videoQuestion(pull, page, { id: one.id, created: one.created_time })] };
}

/**
 * An item that the list of posts does not name, though it is known or its reel is listed: moved between pages, or gone, which only its own address tells.
 * A reel without a post is a video.
 */
function unlistedQuestion(pull: FacebookPull, page: Page, platformId: string, kind: string): Question<FacebookName> {
  const isVideo = !platformId.includes('_');
  const isKnown = pull.request.known(page.id).content.some((one) => one.platformId === platformId);
  return {
    account: page.id,
    token: page.token,
    ask: () => ({ path: `/${platformId}`, query: { fields: isVideo ? REEL_FIELDS : POST_FIELDS } }),
    read: (reply) => {
      if (!reply.ok && reply.error.kind === 'gone') return { found: isKnown ? [{ type: 'content-gone', account: page.id, platformId }] : [] };
      if (!reply.ok) return { found: problems(page, COUNTED, reply.error) };
      if (isVideo) {
        const one = reel.safeParse(reply.json);
        return one.success ? toldReel(pull, page, one.data, reply) : { found: problems(page, COUNTED, malformed(one.error.message)) };
      }
      const one = post.safeParse(reply.json);
      return one.success
        ? toldPost(pull, page, one.data, reply, false, kind === 'reel')
        : { found: problems(page, COUNTED, malformed(one.error.message)) };
    },
  };
}
