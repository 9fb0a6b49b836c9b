import type { PlatformReply } from '../model.js';
import { difference, grown, type IndexedPost } from '../shown.js';
import type { PostFigures } from '../world.js';
import { answer, type Fields, missing, notYours } from './answers.js';
import { itemsOf } from './parameters.js';
import { clicksOf, engagementsOf, isOwn, isThere } from './posts.js';
import type { XCall, XState } from './state.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Weeks begin on Monday; 1970-01-05 was one. */
const MONDAY_MS = 4 * DAY_MS;

const SPANS: Readonly<Record<string, { readonly length: number; readonly offset: number }>> = {
  hourly: { length: HOUR_MS, offset: 0 },
  daily: { length: DAY_MS, offset: 0 },
  weekly: { length: 7 * DAY_MS, offset: MONDAY_MS },
};

/** What the platform counts; those without a formula are never counted here and are null. */
const FIELDS: Readonly<Record<string, ((gained: PostFigures, clicks: Clicks) => number) | undefined>> = {
  impressions: ({ views }) => views,
  engagements: (_gained, { engagements }) => engagements,
  likes: ({ likes }) => likes,
  replies: ({ comments }) => comments,
  retweets: ({ shares }) => shares,
  quote_tweets: () => 0,
  bookmarks: ({ saves }) => saves,
  shares: () => 0,
  unlikes: () => 0,
  url_clicks: (_gained, { links }) => links,
  user_profile_clicks: (_gained, { profile }) => profile,
  detail_expands: (_gained, { details }) => details,
  follows: undefined,
  unfollows: undefined,
  hashtag_clicks: undefined,
  permalink_clicks: undefined,
  media_views: undefined,
  email_tweet: undefined,
  app_opens: undefined,
  app_install_attempts: undefined,
};

interface Clicks {
  readonly profile: number;
  readonly links: number;
  readonly details: number;
  readonly engagements: number;
}

/** `GET /2/tweets/analytics`: the app user's own posts, by bucket or in total. A bucket is named by its start. */
export function analytics(state: XState, call: XCall): PlatformReply {
  const { query } = call;
  const data: Fields[] = [];
  const errors: Fields[] = [];
  const charged: string[] = [];
  const asked = itemsOf(query, 'analytics.fields');
  const names = Object.keys(FIELDS).filter((name) => asked.length === 0 || asked.includes(name));
  const now = state.context.now();
  const start = Date.parse(query.get('start_time') ?? '');
  const end = Math.max(start, Math.min(Date.parse(query.get('end_time') ?? ''), now + 1));
  const buckets = bucketsOf(query, start, end, now);
  for (const id of itemsOf(query, 'ids')) {
    const post = state.edits.find(id);
    if (!isThere(state, post)) errors.push(missing('post', 'ids', id));
    else if (!isOwn(state, call, post)) errors.push(notYours('post', 'ids', id));
    else {
      data.push({
        id,
        ...(buckets === undefined
          ? countsBetween(grown(post, start - 1), grown(post, end - 1), names)
          : { timestamped_metrics: figuresOf(post, buckets, names) }),
      });
      charged.push(post.post.id);
    }
  }
  state.ledger.charge('analytics', 'analytics', charged);
  return answer({ ...(data.length > 0 ? { data } : {}), ...(errors.length > 0 ? { errors } : {}) });
}

/** A span of the answer, half open, with its name. */
interface Bucket {
  readonly timestamp: string;
  readonly from: number;
  readonly to: number;
}

/** The buckets that have begun; undefined where one total is asked for. */
function bucketsOf(query: URLSearchParams, start: number, end: number, now: number): readonly Bucket[] | undefined {
  const span = SPANS[query.get('granularity') ?? 'total'];
  if (span === undefined) return undefined;
  const buckets: Bucket[] = [];
  const first = Math.floor((start - span.offset) / span.length) * span.length + span.offset;
  for (let from = first; from < end; from += span.length) {
    buckets.push({ timestamp: `${new Date(from).toISOString().slice(0, 19)}Z`, from, to: Math.min(from + span.length, now + 1) });
  }
  return buckets;
}

function figuresOf(post: IndexedPost, buckets: readonly Bucket[], names: readonly string[]): readonly Fields[] {
  let before = grown(post, (buckets[0]?.from ?? 0) - 1);
  return buckets.map(({ timestamp, to }) => {
    const after = grown(post, to - 1);
    const metrics = to <= post.publishedAt ? null : countsBetween(before, after, names);
    before = after;
    return { timestamp, metrics };
  });
}

/** What a post gained between two states of it. */
function countsBetween(before: PostFigures, after: PostFigures, names: readonly string[]): Fields {
  const [one, other] = [clicksOf(before), clicksOf(after)];
  const gained = difference(before, after);
  const clicks = {
    profile: other.profile - one.profile,
    links: other.links - one.links,
    details: other.details - one.details,
    engagements: engagementsOf(after) - engagementsOf(before),
  };
  const counts: Record<string, number | null> = {};
  for (const name of names) counts[name] = FIELDS[name]?.(gained, clicks) ?? null;
  return counts;
}
