import type { PullAccount, Pulled, PullRequest } from '../contract/connector.js';
import { civilDayOf } from '../contract/day-label.js';
import { ConnectorError } from '../contract/errors.js';
import type { Http, HttpAnswer } from '../contract/http.js';
import type { Instant } from '../contract/period.js';
import { addDays, type CivilDate, earlierDay } from '../contract/period.js';
import { isDoubtful } from '../contract/reading.js';
import { dailyImpressions } from './analytics.js';
import type { XCapability } from './capabilities.js';
import { BATCH, CREDITS, chunked, PRICES, PRIVATE_DAYS, startOf, type XSettings } from './limits.js';
import { postsAnswer, read, timelineAnswer, usersAnswer, type XPost } from './schema.js';

type Request = PullRequest<XSettings>;
type Found = Pulled<XCapability>;

const MOST_PAGES = 40;

/** Everything of the accounts of one connection: readings of now, posts with their counts, impressions by day. */
export async function* pull(request: Request, http: Http): AsyncGenerator<Found> {
  const listed = new Map<string, readonly XPost[]>();
  const alive: PullAccount[] = [];
  const stated = new Map<string, number>();
  for (const accounts of chunked(request.accounts, BATCH)) {
    for await (const found of readUsers(accounts, request, http)) {
      if (found.type === 'stated-posts') {
        stated.set(found.account, found.count);
        alive.push(...accounts.filter(({ id }) => id === found.account));
      } else yield found;
    }
  }
  for (const account of alive) {
    if (needsListing(account, request, stated)) yield* guarded(account, listPosts(account, request, http, listed));
    else listed.set(account.id, []);
  }
  yield* readKnownPosts(alive, listed, request, http);
  // Only now: a number that were stored before its posts are would keep them from being listed again. A backfill lists another time.
  for (const [account, count] of stated) if (request.task !== 'backfill' && listed.has(account)) yield { type: 'stated-posts', account, count };
  if (request.settings.analytics && !request.without.has('impressions')) yield* dailyImpressions(alive, listed, request, http);
}

/** A failure of one account becomes its problem; one that reaches further ends the pull. */
async function* guarded(account: PullAccount, found: AsyncGenerator<Found>): AsyncGenerator<Found> {
  try {
    yield* found;
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.reach === 'connection' || error.reach === 'platform') throw error;
    yield { type: 'problem', account: account.id, error };
  }
}

const metricsField = (settings: XSettings): Readonly<Record<string, string>> =>
  settings.vocabulary === 'post'
    ? // In this vocabulary the history of edits is no field but an expansion (2026-11-25).
      { 'post.fields': 'created_at,public_metrics', expansions: 'edit_history_post_ids' }
    : { 'tweet.fields': 'created_at,public_metrics,edit_history_tweet_ids' };

async function* readUsers(accounts: readonly PullAccount[], request: Request, http: Http, isSecond = false): AsyncGenerator<Found> {
  const answer = await http.send({
    method: 'GET',
    host: 'api',
    path: '/2/users',
    query: { ids: accounts.map(({ platformId }) => platformId).join(','), 'user.fields': 'public_metrics' },
    accounts: accounts.map(({ id }) => id),
    charges: accounts.map(({ platformId }) => ({ bucket: CREDITS, units: PRICES.user, resource: `user:${platformId}` })),
  });
  const { data, errors } = read(usersAnswer, answer);
  const today = civilDayOf(request.now, request.zone);
  const doubtful: PullAccount[] = [];
  for (const account of accounts) {
    const user = data.find(({ id }) => id === account.platformId);
    if (user === undefined) {
      const why = errors.find((one) => one.resource_id === account.platformId || one.value === account.platformId);
      yield { type: 'problem', account: account.id, error: missingUser(account, why?.detail) };
      continue;
    }
    const { followers, posts } = user.public_metrics;
    if (!isSecond && isDoubtful(followers, request.known(account.id).followers)) {
      doubtful.push(account);
      continue;
    }
    const value = { type: 'value', capability: 'followers', account: account.id, day: today, zone: request.zone, raw: answer.raw } as const;
    yield { ...value, value: followers, quality: 'complete' };
    // Fields that X does not know are dropped without a word: neither name there is a failure, not zero posts.
    if (posts === null) throw new ConnectorError('malformed', 'X states no number of posts under either of its names.', { code: 'public_metrics' });
    yield { type: 'stated-posts', account: account.id, count: posts };
  }
  if (doubtful.length > 0) yield* readUsers(doubtful, request, http, true);
}

function missingUser({ id }: PullAccount, detail: string | undefined): ConnectorError {
  const suspended = detail?.includes('suspended') === true;
  const words = suspended
    ? `X has suspended ${id}. Its history is kept.`
    : `X does not show ${id} (${detail ?? 'it gave no reason'}). Its history is kept.`;
  return new ConnectorError('gone', words, { reach: 'account', code: suspended ? 'suspended' : 'not-found' });
}

/** A listing costs a call for each account: it is needed only where the number of posts moved, or the past is asked for. */
function needsListing(account: PullAccount, request: Request, stated: ReadonlyMap<string, number>): boolean {
  if (request.task === 'backfill') return true;
  const known = request.known(account.id);
  return known.statedPosts === undefined || known.statedPosts !== stated.get(account.id) || account.platformId === request.settings.owner;
}

/** From where a timeline is read: at least from the newest post that is known, so that days without a pull leave no hole. */
function firstDay(account: PullAccount, owned: boolean, { task, window, known }: Request): CivilDate {
  if (task === 'backfill') return window.start;
  const [newest] = known(account.id).content;
  if (owned || newest === undefined) return addDays(window.start, -PRIVATE_DAYS);
  const day = civilDayOf(newest.publishedAt, 'UTC');
  return earlierDay(day, window.start);
}

async function* listPosts(account: PullAccount, request: Request, http: Http, listed: Map<string, readonly XPost[]>): AsyncGenerator<Found> {
  const owned = account.platformId === request.settings.owner;
  const from = firstDay(account, owned, request);
  const until = request.window.end < civilDayOf(request.now, 'UTC') ? { end_time: startOf(request.window.end) } : {};
  const found: XPost[] = [];
  const tokens = new Set<string>();
  let token: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await http.send({
      method: 'GET',
      host: 'api',
      path: `/2/users/${account.platformId}/tweets`,
      query: {
        max_results: String(BATCH),
        exclude: 'replies,retweets',
        start_time: startOf(from),
        ...until,
        ...metricsField(request.settings),
        ...(token === undefined ? {} : { pagination_token: token }),
      },
      accounts: [account.id],
      charges: [{ bucket: CREDITS, units: BATCH * (owned ? PRICES.ownedPost : PRICES.post) }],
    });
    const { data, meta } = read(timelineAnswer, answer);
    found.push(...data);
    yield* postsFound(account, data, answer);
    // A token that came before leads round in a circle.
    if (meta.next_token === undefined || tokens.has(meta.next_token) || data.length === 0) break;
    tokens.add(meta.next_token);
    token = meta.next_token;
  }
  listed.set(account.id, found);
}

const COUNTS = [
  ['post_impressions', 'impressions'],
  ['post_likes', 'likes'],
  ['post_comments', 'comments'],
  ['post_shares', 'shares'],
  ['post_saves', 'saves'],
] as const;

function* postsFound(account: PullAccount, posts: readonly XPost[], answer: HttpAnswer): Generator<Found> {
  for (const post of posts) {
    const publishedAt = new Date(post.created_at).toISOString() as Instant;
    const title = post.text.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
    const link = `https://x.com/i/status/${post.id}`;
    yield { type: 'content', account: account.id, platformId: post.first, kind: 'post', publishedAt, title, link, raw: answer.raw };
    for (const [capability, metric] of COUNTS) {
      const value = post.public_metrics[metric];
      const absence = value === null ? ({ absence: 'not-available' } as const) : {};
      yield { type: 'snapshot', capability, account: account.id, platformId: post.first, value, ...absence, quality: 'complete', raw: answer.raw };
    }
  }
}

/** Reads the counts of posts that are known from before and were not listed now, a hundred of all accounts in a call. */
async function* readKnownPosts(
  accounts: readonly PullAccount[],
  listed: ReadonlyMap<string, readonly XPost[]>,
  request: Request,
  http: Http,
): AsyncGenerator<Found> {
  if (request.task === 'backfill') return;
  const wanted = accounts.flatMap((account) => {
    const seen = new Set((listed.get(account.id) ?? []).map(({ first }) => first));
    return request.known(account.id).content.flatMap((content) => (seen.has(content.platformId) ? [] : [{ account, id: content.platformId }]));
  });
  for (const batch of chunked(wanted, BATCH)) {
    const answer = await http.send({
      method: 'GET',
      host: 'api',
      path: '/2/tweets',
      query: { ids: batch.map(({ id }) => id).join(','), ...metricsField(request.settings) },
      accounts: [...new Set(batch.map(({ account }) => account.id))],
      charges: batch.map(({ id }) => ({ bucket: CREDITS, units: PRICES.post, resource: `post:${id}` })),
    });
    const { data } = read(postsAnswer, answer);
    const shown = batch.map(({ account, id }) => ({ account, id, post: data.find((one) => one.first === id || one.id === id) }));
    for (const { account, id, post } of shown) {
      if (post !== undefined) yield* postsFound(account, [post], answer);
      else if (!isHidden(shown.filter((one) => one.account === account))) yield { type: 'content-gone', account: account.id, platformId: id };
    }
  }
}

/** Whether an account shows none of several posts: it is suspended or closed for now, and nothing says that its posts were deleted. */
const isHidden = (posts: readonly { readonly post: XPost | undefined }[]): boolean =>
  posts.length > 1 && posts.every(({ post }) => post === undefined);
