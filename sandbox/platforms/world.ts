/** What is true of an account on one civil day of the platform. Whole numbers. */
export interface DayTruth {
  /** at the end of the day */
  readonly followers: number;
  readonly gained: number;
  readonly lost: number;
  /** people, each once; 0 on platforms that have none */
  readonly reach: number;
  readonly views: number;
  readonly profileViews: number;
}

/** A step of growth: from this many hours after publication on, so many thousandths of the final figures are reached. */
export interface GrowthStep {
  readonly afterHours: number;
  readonly thousandths: number;
}

/** The lifetime figures of a post. Platforms leave out those that they do not have. */
export interface PostFigures {
  readonly reach: number;
  readonly views: number;
  readonly likes: number;
  readonly comments: number;
  readonly shares: number;
  readonly saves: number;
}

/** A published item. */
export interface WorldPost {
  /** the platform's id, always a text; many exceed 2^53 */
  readonly id: string;
  readonly kind: 'feed' | 'reel' | 'story' | 'video' | 'short' | 'post';
  /** ISO 8601, UTC */
  readonly publishedAt: string;
  readonly title: string;
  readonly link: string;
  readonly final: PostFigures;
  /** ascending; before the first step all figures are 0 */
  readonly growth: readonly GrowthStep[];
  /** the moment at which its owner deleted it */
  readonly deletedAt?: string;
}

/** An account as it truly is. */
export interface WorldAccount {
  /** such as `instagram` */
  readonly platform: string;
  /** the platform's id */
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly createdAt: string;
  /** by civil day of the platform, `YYYY-MM-DD`, without gaps from the first day to the last */
  readonly days: ReadonlyMap<string, DayTruth>;
  /** oldest first */
  readonly posts: readonly WorldPost[];
}

/** Everything that the stand-ins of the platforms know. */
export interface World {
  readonly accounts: readonly WorldAccount[];
}

const HOUR_MS = 3_600_000;

/** The figures of a post at a moment (milliseconds since 1970), rounded down; undefined before it was published. */
export function figuresAt(post: WorldPost, moment: number): PostFigures | undefined {
  const hours = (moment - Date.parse(post.publishedAt)) / HOUR_MS;
  if (hours < 0) return undefined;
  const thousandths = post.growth.findLast((step) => step.afterHours <= hours)?.thousandths ?? 0;
  const grown = (final: number): number => Math.floor((final * thousandths) / 1_000);
  const { reach, views, likes, comments, shares, saves } = post.final;
  return { reach: grown(reach), views: grown(views), likes: grown(likes), comments: grown(comments), shares: grown(shares), saves: grown(saves) };
}

/** The posts that an account shows at a moment, newest first. */
export function postsAt(account: WorldAccount, moment: number): readonly WorldPost[] {
  return account.posts
    .filter((post) => Date.parse(post.publishedAt) <= moment && (post.deletedAt === undefined || Date.parse(post.deletedAt) > moment))
    .toReversed();
}
