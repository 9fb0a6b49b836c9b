import { dayText } from '../../calendar.js';
import type { CaseName } from '../faults.js';
import { openGateway } from '../gateway.js';
import { answered, refused, withNumericIds } from '../graph/answer.js';
import { dayOf, stamp, startOfDay } from '../graph/days.js';
import {
  GraphFailure,
  gone,
  invalid,
  noPermission,
  noSuchField,
  throttled,
  tokenDead,
  transient,
  unknownParameter,
  unknownPath,
} from '../graph/errors.js';
import { insight, readList, requireOneOf } from '../graph/insight.js';
import { readMoment } from '../graph/times.js';
import type { PlatformContext, PlatformReply, PlatformRequest } from '../model.js';
import { grown, type IndexedPost, isVisible, openShown, type Shown } from '../shown.js';
import type { PostFigures, WorldAccount } from '../world.js';
import { openTokens, type ThreadsCredentials } from './tokens.js';

/** What the sample collection names (44df04d of 2026-01-02); anything else is refused. */
const PROFILE_FIELDS = ['id', 'username', 'name', 'is_verified', 'threads_profile_picture_url', 'threads_biography'];
const POST_FIELDS = ['id', 'media_product_type', 'media_type', 'permalink', 'username', 'text', 'timestamp', 'is_quote_post', 'has_replies'];
const ACCOUNT_METRICS = ['views', 'likes', 'replies', 'reposts', 'quotes', 'clicks', 'followers_count', 'follower_demographics'];
const POST_METRICS = ['views', 'likes', 'replies', 'reposts', 'quotes', 'shares'];
/** Nothing is told of the time before: 2024-04-13. */
const BEGINNING_MS = 1_712_991_600_000;
const RETIRED_BY_SWITCH = 'shares';
const REGAINED_MINUTES = 19;

interface Call {
  readonly context: PlatformContext<ThreadsCredentials>;
  readonly shown: Shown;
  /** whose token it is */
  readonly me: WorldAccount;
  readonly query: URLSearchParams;
}

/** The stand-in of the Threads API, graph.threads.net: the token of the credentials opens the first account. */
export function openThreads(context: PlatformContext<ThreadsCredentials>): (request: PlatformRequest) => PlatformReply {
  const shown = openShown(context.world, 'threads');
  const [tokens, gateway] = [openTokens(context), openGateway()];
  const [me] = shown.accounts;
  const fires = (name: CaseName): boolean => context.faults.fires(name, me?.id);
  return (request) => {
    if (fires('html-body')) return gateway();
    const headers: Record<string, string> = {};
    try {
      if (request.method !== 'GET') throw unknownPath(request.path);
      if (request.path === '/refresh_access_token') return tokens.renew(request);
      tokens.require(request);
      if (me === undefined || fires('dead-token')) throw tokenDead(460);
      if (fires('throttled-as-400')) {
        headers['x-business-use-case-usage'] = JSON.stringify({
          [me.id]: [{ type: 'threads', call_count: 100, total_cputime: 20, total_time: 20, estimated_time_to_regain_access: REGAINED_MINUTES }],
        });
        throw throttled(17);
      }
      if (fires('secrets-in-bodies')) throw transient(`Service temporarily unavailable: https://graph.threads.net${request.path}?${request.query}`);
      const reply = answered(read(request, { context, shown, me, query: request.query }), headers);
      return fires('ids-as-numbers') ? { ...reply, body: withNumericIds(reply.body) } : reply;
    } catch (cause) {
      if (cause instanceof GraphFailure) return refused(cause, headers);
      throw cause;
    }
  };
}

function read(request: PlatformRequest, call: Call): unknown {
  const [, version, id = '', edge, ...rest] = request.path.split('/');
  if (version !== 'v1.0' || rest.length > 0) throw unknownPath(request.path);
  const isMe = id === 'me' || id === call.me.id;
  if (isMe && edge === undefined) return profile(call);
  if (isMe && edge === 'threads') return posts(call);
  if (isMe && edge === 'threads_insights') return accountInsights(call);
  const post = call.shown.post(id);
  if (post === undefined || post.account !== call.me || !isVisible(post, call.context.now())) throw gone(id);
  if (edge === 'insights') return postInsights(call, post);
  if (edge !== undefined) throw unknownPath(request.path);
  return fieldsOf(call, POST_FIELDS, ['fields'], 'ThreadsMedia', postFields(call.me, post));
}

const fires = ({ context, me }: Call, name: CaseName): boolean => context.faults.fires(name, me.id);

function parameters({ query }: Call, names: readonly string[]): ReadonlyMap<string, string> {
  for (const name of query.keys()) if (name !== 'access_token' && !names.includes(name)) throw unknownParameter(name);
  return new Map(query);
}

function fieldsOf(call: Call, known: readonly string[], names: readonly string[], type: string, row: Readonly<Record<string, unknown>>): unknown {
  const asked = readList(parameters(call, names), 'fields');
  const unknown = asked.find((name) => !known.includes(name));
  if (unknown !== undefined) throw noSuchField(unknown, type);
  return Object.fromEntries([...new Set(['id', ...asked])].flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])));
}

const profile = (call: Call): unknown =>
  fieldsOf(call, PROFILE_FIELDS, ['fields'], 'ThreadsUser', { id: call.me.id, username: call.me.username, name: call.me.name, is_verified: false });

const postFields = ({ username }: WorldAccount, { post, publishedAt }: IndexedPost): Readonly<Record<string, unknown>> => ({
  id: post.id,
  media_product_type: 'THREADS',
  media_type: 'TEXT_POST',
  permalink: post.link,
  username,
  text: post.title,
  timestamp: stamp(publishedAt),
  is_quote_post: false,
  has_replies: false,
});

/** Newest first; a cursor names the place of the last post of its page. */
function posts(call: Call): unknown {
  const { context, me, shown } = call;
  const names = ['fields', 'since', 'until', 'limit', 'after', 'before'];
  const asked = parameters(call, names);
  const limit = Number(asked.get('limit') ?? 25);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw invalid('Param limit must be a number from 1 to 100');
  const [since, until] = [readMoment(asked, 'since') ?? 0, readMoment(asked, 'until') ?? context.now()];
  const all = shown.posts(me).filter((one) => isVisible(one, context.now()) && one.publishedAt >= since && one.publishedAt < until);
  const after = asked.get('after');
  const next = (cursor: string) => ({
    next: `https://graph.threads.net/v1.0/${me.id}/threads?${new URLSearchParams([...call.query, ['after', cursor]])}`,
  });
  if (fires(call, 'endless-paging')) return { data: [], paging: { cursors: { after: 'QVFI' }, ...next('QVFI') } };
  const left = all.toReversed().filter(({ index }) => after === undefined || index < Number(Buffer.from(after, 'base64url')));
  const rows = left.slice(0, limit);
  const last = rows.at(-1);
  if (last === undefined) return { data: [] };
  const cursor = Buffer.from(String(last.index)).toString('base64url');
  const data = rows.map((one) => fieldsOf(call, POST_FIELDS, names, 'ThreadsMedia', postFields(me, one)));
  // A repost of another's stands in the list and has no figures.
  const facade = { id: `${me.id}0`, media_type: 'REPOST_FACADE', timestamp: stamp(last.publishedAt) };
  return { data: [...data, facade], paging: { cursors: { after: cursor }, ...(left.length > limit ? next(cursor) : {}) } };
}

function metricsOf(call: Call, names: readonly string[], known: readonly string[]): readonly string[] {
  const metrics = readList(parameters(call, names), 'metric');
  if (metrics.length === 0) throw invalid('The parameter metric is required');
  requireOneOf('metric', metrics, known);
  if (fires(call, 'partial-permission')) throw noPermission(10);
  const retired = metrics.includes(RETIRED_BY_SWITCH) && fires(call, 'retired-metric');
  if (retired) throw invalid(`Starting from version v1.0 and above, the ${RETIRED_BY_SWITCH} metric is no longer supported`);
  return fires(call, 'no-data') ? metrics.slice(1) : metrics;
}

function accountInsights(call: Call): unknown {
  const { context, me, shown } = call;
  const names = ['metric', 'since', 'until', 'breakdown'];
  const asked = parameters(call, names);
  const now = context.now();
  const [since, until] = [readMoment(asked, 'since') ?? now - 2 * 86_400_000, readMoment(asked, 'until') ?? now];
  if (since < BEGINNING_MS) throw invalid('since must be at or after 1712991600');
  if (since > until) throw invalid('since param must be earlier than until param');
  const data = metricsOf(call, names, ACCOUNT_METRICS).map((name) => {
    if (name === 'views') return insight(me.id, name, 'day', { values: profileViews(me, since, Math.min(until, now)) });
    if (name !== 'followers_count') throw invalid(`This stand-in has no ${name}`);
    return insight(me.id, name, 'day', { total_value: { value: followers(call, shown.followers(me, dayText(dayOf(now) - 1))) } });
  });
  return { data, paging: { next: `https://graph.threads.net/v1.0/${me.id}/threads_insights?${call.query}` } };
}

/** The first reading of a purge is a plain mistake; the later ones tell what really happened. */
function followers(call: Call, count: number): number {
  if (!fires(call, 'followers-purged')) return count;
  const times = call.context.faults.fired().filter(({ name }) => name === 'followers-purged').length;
  return times === 1 ? 0 : Math.floor((count * 9) / 10);
}

/** A value for each day that ended in the range, named by its end. */
function profileViews(me: WorldAccount, since: number, until: number): readonly unknown[] {
  const values: unknown[] = [];
  for (let day = dayOf(since); startOfDay(day + 1) <= until; day += 1) {
    const truth = me.days.get(dayText(day));
    if (truth !== undefined && startOfDay(day + 1) > since) values.push({ value: truth.profileViews, end_time: stamp(startOfDay(day + 1)) });
  }
  return values;
}

function postInsights(call: Call, post: IndexedPost): unknown {
  const figures: PostFigures = grown(post, call.context.now());
  const values: Readonly<Record<string, number>> = { views: figures.views, likes: figures.likes, replies: figures.comments, shares: figures.shares };
  const data = metricsOf(call, ['metric'], POST_METRICS).map((name) =>
    insight(post.post.id, name, 'lifetime', { values: [{ value: values[name] ?? 0 }] }),
  );
  return { data };
}
