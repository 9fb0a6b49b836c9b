import { accountWindow } from '../contract/account-window.js';
import type { PullAccount, Pulled, PullRequest } from '../contract/connector.js';
import { civilDayOf } from '../contract/day-label.js';
import { ConnectorError } from '../contract/errors.js';
import type { Http, HttpAnswer } from '../contract/http.js';
import { addDays, type CivilDate, earlierDay, type Instant, laterDay } from '../contract/period.js';
import type { XCapability } from './capabilities.js';
import { BATCH, CREDITS, chunked, PRICES, PRIVATE_DAYS, startOf, type XSettings } from './limits.js';
import { analyticsAnswer, read, type XPost } from './schema.js';

type Found = Pulled<XCapability>;

interface OwnPost {
  readonly account: PullAccount;
  readonly id: string;
  readonly day: CivilDate;
}

/** What is known of an account's day: the sum over its posts, and whether all of them told. */
interface Day {
  sum: number;
  told: number;
  silent: number;
  raw: string;
}

/** The impressions of each account by UTC day: the sum over its posts that are younger than 30 days. */
export async function* dailyImpressions(
  accounts: readonly PullAccount[],
  listed: ReadonlyMap<string, readonly XPost[]>,
  request: PullRequest<XSettings>,
  http: Http,
): AsyncGenerator<Found> {
  const today = civilDayOf(request.now, 'UTC');
  const youngest = addDays(today, -PRIVATE_DAYS + 1);
  const start = laterDay(accounts.map(({ id }) => accountWindow(request, id).start).reduce(earlierDay, request.window.start), youngest);
  const end = request.window.end <= today ? request.window.end : addDays(today, 1);
  if (start >= end) return;
  const posts = accounts.flatMap((account) => ownPosts(account, listed, request)).filter(({ day }) => day >= youngest && day < end);
  const days = new Map<string, Day>();
  for (const batch of chunked(posts, BATCH)) {
    try {
      take(batch, await ask(batch, start, end, http), days);
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'permission') throw error;
      // An app without user context: everything else goes on.
      for (const { id } of new Set(batch.map(({ account }) => account))) yield { type: 'problem', account: id, capability: 'impressions', error };
      return;
    }
  }
  for (const { id } of accounts) {
    for (let day = start; day < end; day = addDays(day, 1)) yield dayOf(id, day, days.get(`${id} ${day}`), today);
  }
}

function ownPosts(account: PullAccount, listed: ReadonlyMap<string, readonly XPost[]>, request: PullRequest<XSettings>): readonly OwnPost[] {
  const posts = new Map<string, CivilDate>();
  for (const { platformId, publishedAt } of request.known(account.id).content) posts.set(platformId, civilDayOf(publishedAt, 'UTC'));
  for (const post of listed.get(account.id) ?? []) posts.set(post.first, civilDayOf(post.created_at as Instant, 'UTC'));
  return [...posts].map(([id, day]) => ({ account, id, day }));
}

const ask = (batch: readonly OwnPost[], start: CivilDate, end: CivilDate, http: Http): Promise<HttpAnswer> =>
  http.send({
    method: 'GET',
    host: 'api',
    path: '/2/tweets/analytics',
    query: {
      ids: batch.map(({ id }) => id).join(','),
      start_time: startOf(start),
      end_time: startOf(end),
      granularity: 'daily',
      // The specification lists the buckets among the fields, so that they are asked for by name (2026-11-25).
      'analytics.fields': 'impressions,timestamped_metrics',
    },
    accounts: [...new Set(batch.map(({ account }) => account.id))],
    charges: batch.map(({ id }) => ({ bucket: CREDITS, units: PRICES.analytics, resource: `analytics:${id}` })),
  });

function take(batch: readonly OwnPost[], answer: HttpAnswer, days: Map<string, Day>): void {
  const posts = new Map(batch.map((post) => [post.id, post]));
  for (const { id, timestamped_metrics } of read(analyticsAnswer, answer).data) {
    const post = posts.get(id);
    if (post === undefined) continue;
    for (const { timestamp, metrics } of timestamped_metrics) {
      // The timestamp is the start of its bucket, the other way round than on the Graph API.
      const day = timestamp.slice(0, 10);
      // Days before its publication are empty, and nothing is missing from them.
      if (day < post.day) continue;
      const key = `${post.account.id} ${day}`;
      const sum = days.get(key) ?? { sum: 0, told: 0, silent: 0, raw: answer.raw };
      const impressions = metrics?.impressions ?? null;
      if (impressions === null) sum.silent += 1;
      else {
        sum.sum += impressions;
        sum.told += 1;
      }
      days.set(key, sum);
    }
  }
}

function dayOf(account: string, day: CivilDate, known: Day | undefined, today: CivilDate): Found {
  const common = { type: 'value', capability: 'impressions', account, day, zone: 'UTC', raw: known?.raw ?? '' } as const;
  const running = day >= addDays(today, -1);
  if (known === undefined || known.told === 0) {
    return { ...common, value: null, absence: running ? 'not-yet' : 'not-available', quality: 'complete' };
  }
  return { ...common, value: known.sum, quality: known.silent > 0 ? 'partial' : running ? 'provisional' : 'complete' };
}
