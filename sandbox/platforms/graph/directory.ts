import { dayNumber } from '../../calendar.js';
import type { DayTruth, World, WorldAccount, WorldPost } from '../world.js';

/** A post of the world where it is found fast. */
export interface PostEntry {
  readonly entry: AccountEntry;
  readonly post: WorldPost;
  /** milliseconds since 1970 */
  readonly at: number;
  /** milliseconds since 1970; infinity where it stays */
  readonly deletedAt: number;
  /** the place among the account's posts, oldest first */
  readonly index: number;
}

/** An account of the world with its days and posts in order. */
export interface AccountEntry {
  readonly account: WorldAccount;
  readonly createdAt: number;
  /** of `days[0]`, counted since 1970-01-01 */
  readonly firstDay: number;
  readonly days: readonly DayTruth[];
  /** oldest first */
  readonly posts: readonly PostEntry[];
  /** how many of the posts before an index are no stories and are never deleted */
  readonly lastingBefore: readonly number[];
  /** those that are deleted some day and are no stories */
  readonly fleeting: readonly PostEntry[];
  /** for so long the figures of a post grow, milliseconds */
  readonly growsFor: number;
}

/** All that the Graph API knows, by id. */
export interface Directory {
  readonly instagram: readonly AccountEntry[];
  readonly pages: readonly AccountEntry[];
  readonly account: (id: string) => AccountEntry | undefined;
  readonly post: (id: string) => PostEntry | undefined;
  /** a video of a Page, by its own id */
  readonly video: (id: string) => PostEntry | undefined;
  /** the Instagram account that belongs to a Page: the first Page has the first one, and so on */
  readonly instagramOf: (page: AccountEntry) => AccountEntry | undefined;
}

/** Whether a Page's post is a video. */
export const isVideo = (post: WorldPost): boolean => post.kind === 'reel' || post.kind === 'video' || post.kind === 'short';

/** The id of the video in a Page's post `<page>_<video>`. */
export const videoId = (post: WorldPost): string => post.id.slice(post.id.indexOf('_') + 1);

/** Puts the world in order. */
export function openDirectory(world: World): Directory {
  const entries = world.accounts.filter(({ platform }) => platform === 'instagram' || platform === 'facebook').map(accountEntry);
  const instagram = entries.filter(({ account }) => account.platform === 'instagram');
  const pages = entries.filter(({ account }) => account.platform === 'facebook');
  const accounts = new Map(entries.map((entry) => [entry.account.id, entry]));
  const posts = new Map<string, PostEntry>();
  const videos = new Map<string, PostEntry>();
  for (const { posts: own, account } of entries)
    for (const one of own) {
      posts.set(one.post.id, one);
      if (account.platform === 'facebook' && isVideo(one.post)) videos.set(videoId(one.post), one);
    }
  return {
    instagram,
    pages,
    account: (id) => accounts.get(id),
    post: (id) => posts.get(id),
    video: (id) => videos.get(id),
    instagramOf: (page) => instagram[pages.indexOf(page)],
  };
}

function accountEntry(account: WorldAccount): AccountEntry {
  const [first = '1970-01-01'] = account.days.keys();
  const posts: PostEntry[] = [];
  const lastingBefore: number[] = [0];
  const fleeting: PostEntry[] = [];
  const hours = account.posts.reduce((most, post) => Math.max(most, post.growth.at(-1)?.afterHours ?? 0), 0);
  const entry: AccountEntry = {
    account,
    createdAt: Date.parse(account.createdAt),
    firstDay: dayNumber(first),
    days: [...account.days.values()],
    posts,
    lastingBefore,
    fleeting,
    growsFor: hours * 3_600_000,
  };
  for (const { post, at } of account.posts.map((post) => ({ post, at: Date.parse(post.publishedAt) })).sort((a, b) => a.at - b.at)) {
    const deletedAt = post.deletedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(post.deletedAt);
    const one: PostEntry = { entry, post, at, deletedAt, index: posts.length };
    posts.push(one);
    const listed = post.kind !== 'story';
    lastingBefore.push((lastingBefore.at(-1) ?? 0) + (listed && post.deletedAt === undefined ? 1 : 0));
    if (listed && post.deletedAt !== undefined) fleeting.push(one);
  }
  return entry;
}

/** How many of an account's posts were published at a moment or before. */
export function publishedUntil(entry: AccountEntry, moment: number): number {
  let [low, high] = [0, entry.posts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entry.posts[middle]?.at ?? 0) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a post is there at a moment. */
export const isVisible = (one: PostEntry, now: number): boolean => one.at <= now && one.deletedAt > now;

/** How many posts other than stories an account shows at a moment. */
export function postCount(entry: AccountEntry, now: number): number {
  return (entry.lastingBefore[publishedUntil(entry, now)] ?? 0) + entry.fleeting.filter((one) => isVisible(one, now)).length;
}
