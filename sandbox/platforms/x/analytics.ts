import type { PlatformReply } from '../model.js';
import { gainedBetween, grown, type IndexedPost } from '../shown.js';
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
  for (const id of itemsOf(query, 'ids')) {
    const post = state.edits.find(id);
    if (!isThere(state, post)) errors.push(missing('post', 'ids', id));
    else if (!isOwn(state, call, post)) errors.push(notYours('post', 'ids', id));
    else {
      data.push({ id, ...figuresOf(post, query, names, state.context.now()) });
      charged.push(post.post.id);
    }
  }
  state.ledger.charge('analytics', 'analytics', charged);
  return answer({ ...(data.length > 0 ? { data } : {}), ...(errors.length > 0 ? { errors } : {}) });
}

function figuresOf(post: IndexedPost, query: URLSearchParams, names: readonly string[], now: number): Fields {
  const start = Date.parse(query.get('start_time') ?? '');
  const end = Math.min(Date.parse(query.get('end_time') ?? ''), now + 1);
  const span = SPANS[query.get('granularity') ?? 'total'];
  if (span === undefined) return countsOf(post, start, Math.max(start, end), names);
  const buckets: Fields[] = [];
  const first = Math.floor((start - span.offset) / span.length) * span.length + span.offset;
  for (let from = first; from < end; from += span.length) {
    const to = Math.min(from + span.length, now + 1);
    const metrics = to <= post.publishedAt ? null : countsOf(post, from, to, names);
    buckets.push({ timestamp: `${new Date(from).toISOString().slice(0, 19)}Z`, metrics });
  }
  return { timestamped_metrics: buckets };
}

/** What a post gained in a span, half open. */
function countsOf(post: IndexedPost, from: number, to: number, names: readonly string[]): Fields {
  const gained = gainedBetween(post, from, to);
  const clicks = clicksBetween(grown(post, from - 1), grown(post, to - 1));
  return Object.fromEntries(names.map((name) => [name, FIELDS[name]?.(gained, clicks) ?? null]));
}

function clicksBetween(before: PostFigures, after: PostFigures): Clicks {
  const [one, other] = [clicksOf(before), clicksOf(after)];
  return {
    profile: other.profile - one.profile,
    links: other.links - one.links,
    details: other.details - one.details,
    engagements: engagementsOf(after) - engagementsOf(before),
  };
}
