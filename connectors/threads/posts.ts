import type { PullAccount, Pulled, PullRequest } from '../contract/connector.js';
import type { Instant } from '../contract/period.js';
import { absenceOf } from '../graph/absence.js';
import { type Insight, wholeFigure } from '../graph/insight.js';
import { absenceOfItem, isSettledItem } from '../graph/item-age.js';
import { type Listing, listingQuestion } from '../graph/listing.js';
import { type Learned, learning, malformed, metricsQuestion } from '../graph/metrics.js';
import type { Question, Reply, Step } from '../graph/question.js';
import { joined } from '../graph/step.js';
import type { ThreadsName } from './capabilities.js';
import { problems } from './problems.js';
import { type Thread, thread } from './schema.js';

const METRICS: Readonly<Record<string, ThreadsName>> = {
  views: 'post_views',
  likes: 'post_likes',
  replies: 'post_comments',
  shares: 'post_shares',
};
const NAMES = Object.values(METRICS);
const PAGE_SIZE = 50;
const DAY_MS = 86_400_000;

/** The posts of a window and those whose figures may still move, each with a question for its figures. */
export function postsQuestion(request: PullRequest<object>, account: PullAccount): Question<ThreadsName> {
  const known = request.task === 'backfill' ? [] : request.known(account.id).content;
  // Days of the organisation's zone begin up to a day before those of UTC, and end as much later.
  const oldest = Math.min(Date.parse(request.window.start) - DAY_MS, ...known.map(({ publishedAt }) => Date.parse(publishedAt)));
  const until = request.task === 'backfill' ? { until: secondsOf(Date.parse(request.window.end) + DAY_MS) } : {};
  const [listed, learned] = [new Set<string>(), learning()];
  const listing: Listing<ThreadsName, Thread> = {
    account: account.id,
    path: '/me/threads',
    query: { fields: 'id,media_type,timestamp,permalink,text', since: secondsOf(oldest), ...until },
    limit: PAGE_SIZE,
    item: thread,
    page: (items, reply) => {
      const fresh = items.filter(({ id, media_type: type }) => type !== 'REPOST_FACADE' && !listed.has(id));
      for (const { id } of fresh) listed.add(id);
      return { step: joined(fresh.map((one) => toldPost(request, account, one, reply, learned))), enough: false };
    },
    end: (whole) => ({
      found: known
        .filter(({ platformId }) => whole && !listed.has(platformId))
        .map(({ platformId }) => ({ type: 'content-gone', account: account.id, platformId })),
    }),
    failed: (error) => ({ found: problems(account, NAMES, error) }),
  };
  return listingQuestion(listing);
}

const secondsOf = (moment: number): string => String(Math.floor(moment / 1_000));

function toldPost(
  request: PullRequest<object>,
  account: PullAccount,
  one: Thread,
  { raw }: Extract<Reply, { ok: true }>,
  learned: Learned,
): Step<ThreadsName> {
  const { id: platformId, permalink: link } = one;
  const publishedAt = new Date(one.timestamp).toISOString() as Instant;
  const title = one.text.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
  const content = {
    type: 'content',
    account: account.id,
    platformId,
    kind: 'post',
    publishedAt,
    title,
    ...(link === undefined ? {} : { link }),
    raw,
  } as const;
  const question = metricsQuestion<ThreadsName>({
    account: account.id,
    path: `/${platformId}/insights`,
    query: {},
    metrics: Object.entries(METRICS).flatMap(([metric, name]) => (request.without.has(name) ? [] : [metric])),
    learned,
    answered: (found, asked, reply) => ({
      found: asked.flatMap((metric) => readFigure(request, account, one, metric, found.get(metric), reply.raw)),
    }),
    refused: (metrics, error) => {
      const names = metrics.flatMap((metric) => METRICS[metric] ?? []);
      const absence = error.kind === 'withheld' || error.kind === 'gone' ? absenceOf(error) : undefined;
      if (absence === undefined) return { found: problems(account, names, error) };
      return { found: names.map((capability) => snapshot(request, account, one, capability, { value: null, absence }, raw)) };
    },
  });
  return { found: [content], next: [question] };
}

function readFigure(request: PullRequest<object>, account: PullAccount, one: Thread, metric: string, insight: Insight | undefined, raw: string) {
  const capability = METRICS[metric];
  const value = wholeFigure(insight);
  if (capability === undefined) return [];
  if (value === 'malformed') return problems(account, [capability], malformed(`${metric} of ${one.id} is no figure.`));
  if (typeof value === 'number') return [snapshot(request, account, one, capability, { value }, raw)];
  const isKnown = request.known(account.id).content.some(({ platformId }) => platformId === one.id);
  const absence = absenceOfItem(request.now, one.timestamp, isKnown);
  return absence === undefined ? [] : [snapshot(request, account, one, capability, { value: null, absence }, raw)];
}

type Reading = Pick<Extract<Pulled<ThreadsName>, { type: 'snapshot' }>, 'value' | 'absence'>;

const snapshot = (
  { now }: PullRequest<object>,
  account: PullAccount,
  { id: platformId, timestamp }: Thread,
  capability: ThreadsName,
  reading: Reading,
  raw: string,
): Pulled<ThreadsName> => ({
  type: 'snapshot',
  capability,
  account: account.id,
  platformId,
  ...reading,
  quality: isSettledItem(now, timestamp) ? 'complete' : 'provisional',
  raw,
});
