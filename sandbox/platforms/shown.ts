import type { DayTruth, PostFigures, World, WorldAccount, WorldPost } from './world.js';

/** A post with its moments as numbers, so that no answer has to read a date. */
export interface IndexedPost {
  readonly account: WorldAccount;
  readonly post: WorldPost;
  /** its place among the posts of the account, oldest first */
  readonly index: number;
  /** milliseconds since 1970 */
  readonly publishedAt: number;
  readonly deletedAt: number;
}

/** The accounts and posts of one platform, found without a search. Nothing here knows what moment it is: the asker says so. */
export interface Shown {
  readonly accounts: readonly WorldAccount[];
  readonly account: (id: string) => WorldAccount | undefined;
  /** by user name, upper or lower case */
  readonly named: (username: string) => WorldAccount | undefined;
  readonly post: (id: string) => IndexedPost | undefined;
  /** all of an account's posts, oldest first, those of the future too */
  readonly posts: (account: WorldAccount) => readonly IndexedPost[];
  /** how many of them are published before a moment or at it, deleted or not */
  readonly published: (account: WorldAccount, moment: number) => number;
  /** how many of them can be seen at a moment */
  readonly visible: (account: WorldAccount, moment: number) => number;
  /** at the end of a civil day; that of the nearest day where the account has no such day */
  readonly followers: (account: WorldAccount, day: string) => number;
  /** the views of all days up to a civil day, that day included */
  readonly viewsUntil: (account: WorldAccount, day: string) => number;
}

/** Whether a post can be seen at a moment. */
export const isVisible = (post: IndexedPost, moment: number): boolean => post.publishedAt <= moment && moment < post.deletedAt;

const HOUR_MS = 3_600_000;
const NOTHING: PostFigures = { reach: 0, views: 0, likes: 0, comments: 0, shares: 0, saves: 0 };

/** The figures of a post at a moment, rounded down; zeros before it was published. */
export function grown({ post, publishedAt }: IndexedPost, moment: number): PostFigures {
  const hours = (moment - publishedAt) / HOUR_MS;
  if (hours < 0) return NOTHING;
  let thousandths = 0;
  for (const step of post.growth) if (step.afterHours <= hours) thousandths = step.thousandths;
  const { reach, views, likes, comments, shares, saves } = post.final;
  const part = (final: number): number => Math.floor((final * thousandths) / 1_000);
  return { reach: part(reach), views: part(views), likes: part(likes), comments: part(comments), shares: part(shares), saves: part(saves) };
}

/** What came between two states of a post. */
export const difference = (before: PostFigures, after: PostFigures): PostFigures => ({
  reach: after.reach - before.reach,
  views: after.views - before.views,
  likes: after.likes - before.likes,
  comments: after.comments - before.comments,
  shares: after.shares - before.shares,
  saves: after.saves - before.saves,
});

/** What a post gained from one moment up to another, the second left out. */
export const gainedBetween = (post: IndexedPost, from: number, to: number): PostFigures => difference(grown(post, from - 1), grown(post, to - 1));

interface AccountIndex {
  readonly posts: readonly IndexedPost[];
  /** the moments of deletion, ascending */
  readonly deletions: readonly number[];
  readonly days: readonly { readonly day: string; readonly truth: DayTruth; readonly viewsUntil: number }[];
}

/** The same question of an account, asked once: so that one answer does not contradict itself. */
export function oncePerAccount<Answer>(ask: (account: WorldAccount) => Answer): (account: WorldAccount) => Answer {
  const answers = new Map<WorldAccount, { readonly answer: Answer }>();
  return (account) => {
    const known = answers.get(account) ?? { answer: ask(account) };
    answers.set(account, known);
    return known.answer;
  };
}

/** How many of an ascending list are no greater than a value. */
export function countUpTo<Item>(list: readonly Item[], isUpTo: (item: Item) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = list[middle];
    if (item !== undefined && isUpTo(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function indexAccount(account: WorldAccount): AccountIndex {
  const posts = account.posts.map((post, index) => ({
    account,
    post,
    index,
    publishedAt: Date.parse(post.publishedAt),
    deletedAt: post.deletedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(post.deletedAt),
  }));
  const deletions = posts.map(({ deletedAt }) => deletedAt).filter(Number.isFinite);
  let viewsUntil = 0;
  const days = [...account.days]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([day, truth]) => {
      viewsUntil += truth.views;
      return { day, truth, viewsUntil };
    });
  return { posts, deletions: deletions.sort((one, other) => one - other), days };
}

/** Opens the accounts of one platform. An account is read when it is first asked for. */
export function openShown(world: World, platform: string): Shown {
  const accounts = world.accounts.filter((account) => account.platform === platform);
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const byName = new Map(accounts.map((account) => [account.username.toLowerCase(), account]));
  const indices = new Map<WorldAccount, AccountIndex>();
  const indexOf = (account: WorldAccount): AccountIndex => {
    const known = indices.get(account);
    if (known !== undefined) return known;
    const made = indexAccount(account);
    indices.set(account, made);
    return made;
  };
  let byPost: ReadonlyMap<string, IndexedPost> | undefined;
  const published = (account: WorldAccount, moment: number): number => countUpTo(indexOf(account).posts, ({ publishedAt }) => publishedAt <= moment);
  const dayUntil = (account: WorldAccount, day: string) => {
    const { days } = indexOf(account);
    return { day: days[countUpTo(days, (one) => one.day <= day) - 1], first: days[0] };
  };
  return {
    accounts,
    account: (id) => byId.get(id),
    named: (username) => byName.get(username.toLowerCase()),
    post: (id) => {
      byPost ??= new Map(accounts.flatMap((account) => indexOf(account).posts.map((post) => [post.post.id, post])));
      return byPost.get(id);
    },
    posts: (account) => indexOf(account).posts,
    published,
    visible: (account, moment) => published(account, moment) - countUpTo(indexOf(account).deletions, (at) => at <= moment),
    followers: (account, wanted) => {
      const { day, first } = dayUntil(account, wanted);
      if (day !== undefined) return day.truth.followers;
      return first === undefined ? 0 : first.truth.followers - first.truth.gained + first.truth.lost;
    },
    viewsUntil: (account, wanted) => dayUntil(account, wanted).day?.viewsUntil ?? 0,
  };
}
