import type { KnownContent, PullAccount, Pulled } from '../contract/connector.js';
import type { ConnectorError } from '../contract/errors.js';
import type { Instant } from '../contract/period.js';
import { absenceOf } from '../graph/absence.js';
import { byName, type Insight, wholeFigure } from '../graph/insight.js';
import { absenceOfItem, ageInHours, isSettledItem } from '../graph/item-age.js';
import { type Listing, listingQuestion } from '../graph/listing.js';
import { malformed, metricsQuestion } from '../graph/metrics.js';
import type { Question, Reply, Step } from '../graph/question.js';
import { joined } from '../graph/step.js';
import type { InstagramName } from './capabilities.js';
import { type InstagramPull, problems, wanted } from './pull.js';
import { kindOf, type Media, media } from './schema.js';

/** Fields of the item itself: they fail no call, whatever the item is. */
const MEDIA_FIELDS = 'id,caption,media_type,media_product_type,permalink,timestamp,like_count,comments_count';

/** Insights that feed posts and reels both have (media insights page, 2026-11-25). */
const MEDIA_INSIGHTS = { reach: 'content_reach', views: 'content_views', shares: 'content_shares', saved: 'content_saves' } as const;

/** Insights that stories have. */
export const STORY_INSIGHTS = { reach: 'content_reach', views: 'content_views', shares: 'content_shares' } as const;

type InsightTable = Readonly<Record<string, InstagramName>>;
type Answered = Extract<Reply, { ok: true }>;

const DAY_MS = 86_400_000;
/** Stories are polled every six hours, so that the poll after this age is the last one. */
const LAST_POLL_HOURS = 18;

/** The insights of items written into their list: one call for a page of items, but a single item that has none of them fails the call. */
export function expandedFields(pull: InstagramPull): string {
  const metrics = wanted(pull, MEDIA_INSIGHTS).filter((metric) => !pull.learnedOfContent.retired.has(metric));
  return metrics.length === 0 ? MEDIA_FIELDS : `${MEDIA_FIELDS},insights.metric(${metrics.join(',')}){name,values,total_value}`;
}

/** Whether an item is known that would fail an expanded call. */
export const mayExpand = (known: readonly KnownContent[]): boolean =>
  !known.some(({ never }) => Object.values(MEDIA_INSIGHTS).some((name) => never.includes(name)));

/** The list of an account's posts and reels back to the oldest whose figures may still move. */
export function mediaListing(
  pull: InstagramPull,
  account: PullAccount,
  expanded: boolean,
  limit: number,
  seen = new Set<string>(),
): Listing<InstagramName, Media> {
  const { request } = pull;
  const known = request.known(account.id).content.filter(({ kind }) => kind !== 'story');
  // Days of the organisation's zone begin up to a day before those of UTC, and end as much later.
  const oldest = Math.min(Date.parse(request.window.start) - DAY_MS, ...known.map(({ publishedAt }) => Date.parse(publishedAt)));
  const newest = request.task === 'backfill' ? Date.parse(request.window.end) + DAY_MS : Number.POSITIVE_INFINITY;
  return {
    account: account.id,
    path: `/${account.platformId}/media`,
    query: { fields: expanded ? expandedFields(pull) : MEDIA_FIELDS },
    limit,
    item: media,
    page: (items, reply) => {
      const fresh = items.filter(({ id, timestamp }) => !seen.has(id) && Date.parse(timestamp) >= oldest && Date.parse(timestamp) < newest);
      for (const { id } of fresh) seen.add(id);
      const last = items.at(-1);
      return {
        step: joined(fresh.map((one) => toldMedia(pull, account, one, reply, expanded))),
        enough: last !== undefined && Date.parse(last.timestamp) < oldest,
      };
    },
    end: () => ({ found: [], next: known.filter(({ platformId }) => !seen.has(platformId)).map((one) => missingQuestion(pull, account, one)) }),
    failed: (error) =>
      expanded
        ? joined([withoutInsights(pull, account, error), { found: [], next: [listingQuestion(mediaListing(pull, account, false, limit, seen))] }])
        : { found: problems(account, ['content_likes', 'content_comments', ...Object.values(MEDIA_INSIGHTS)], error) },
  };
}

/** What a refused list of items with their insights says of the insights: where they are not permitted, no item needs to be asked by itself. */
export function withoutInsights(pull: InstagramPull, account: PullAccount, error: ConnectorError): Step<InstagramName> {
  if (error.kind !== 'permission') return { found: [] };
  pull.denied.add(account.id);
  return { found: problems(account, Object.values(MEDIA_INSIGHTS), error) };
}

/** An item that its list no longer names: moved between pages, or gone, which only its own address tells. */
function missingQuestion(pull: InstagramPull, account: PullAccount, { platformId }: KnownContent): Question<InstagramName> {
  return {
    account: account.id,
    ask: () => ({ path: `/${platformId}`, query: { fields: MEDIA_FIELDS } }),
    read: (reply) => {
      if (reply.ok) {
        const one = media.safeParse(reply.json);
        return one.success
          ? toldMedia(pull, account, one.data, reply, false)
          : { found: problems(account, ['content_likes'], malformed(one.error.message)) };
      }
      if (reply.error.kind === 'gone') return { found: [{ type: 'content-gone', account: account.id, platformId }] };
      return { found: problems(account, ['content_likes', 'content_comments'], reply.error) };
    },
  };
}

/** An item with the figures that came along, and the question for those that did not. Advertisements are left out. */
export function toldMedia(pull: InstagramPull, account: PullAccount, one: Media, reply: Answered, expanded: boolean): Step<InstagramName> {
  const kind = kindOf(one);
  if (kind === undefined) return { found: [] };
  const isStory = kind === 'story';
  const found: Pulled<InstagramName>[] = [contentOf(account, one, kind, reply.raw)];
  if (!isStory) {
    if (!pull.request.without.has('content_likes')) found.push(snapshot(pull, account, one, 'content_likes', one.like_count, 'withheld', reply.raw));
    if (!pull.request.without.has('content_comments'))
      found.push(snapshot(pull, account, one, 'content_comments', one.comments_count, 'withheld', reply.raw));
  }
  const table: InsightTable = isStory ? STORY_INSIGHTS : MEDIA_INSIGHTS;
  if (expanded)
    return { found: [...found, ...insightSnapshots(pull, account, one, byName(one.insights?.data ?? []), wanted(pull, table), reply.raw)] };
  const never = pull.request.known(account.id).content.find(({ platformId }) => platformId === one.id)?.never ?? [];
  const metrics = wanted(pull, table).filter((metric) => !never.includes(table[metric] ?? ''));
  return { found, next: metrics.length === 0 || pull.denied.has(account.id) ? [] : [insightsQuestion(pull, account, one, metrics, table)] };
}

function contentOf(account: PullAccount, one: Media, kind: string, raw: string): Pulled<InstagramName> {
  return {
    type: 'content',
    account: account.id,
    platformId: one.id,
    kind,
    publishedAt: new Date(Date.parse(one.timestamp)).toISOString() as Instant,
    title: one.caption,
    ...(one.permalink === undefined ? {} : { link: one.permalink }),
    raw,
  };
}

function insightsQuestion(
  pull: InstagramPull,
  account: PullAccount,
  one: Media,
  metrics: readonly string[],
  table: InsightTable,
): Question<InstagramName> {
  const isStory = table === STORY_INSIGHTS;
  return metricsQuestion<InstagramName>({
    account: account.id,
    path: `/${one.id}/insights`,
    query: {},
    metrics,
    learned: isStory ? pull.learnedOfStories : pull.learnedOfContent,
    answered: (found, asked, reply) =>
      // A story that vanished between its list and its insights has no figures any more: the last reading stays.
      isStory && found.size === 0 ? { found: [] } : { found: insightSnapshots(pull, account, one, found, asked, reply.raw) },
    refused: (refused, error) => ({
      found: refusedInsights(
        pull,
        account,
        one,
        refused.flatMap((metric) => table[metric] ?? []),
        error,
      ),
    }),
  });
}

function refusedInsights(
  pull: InstagramPull,
  account: PullAccount,
  one: Media,
  names: readonly InstagramName[],
  error: ConnectorError,
): readonly Pulled<InstagramName>[] {
  const absence = absenceOf(error);
  if (absence === 'gone') return kindOf(one) === 'story' ? [] : [{ type: 'content-gone', account: account.id, platformId: one.id }];
  if (absence === 'withheld' || absence === 'not-available') return names.map((name) => snapshot(pull, account, one, name, null, absence, ''));
  return problems(account, names, error);
}

function insightSnapshots(
  pull: InstagramPull,
  account: PullAccount,
  one: Media,
  found: ReadonlyMap<string, Insight>,
  asked: readonly string[],
  raw: string,
): readonly Pulled<InstagramName>[] {
  const { now, known } = pull.request;
  const isKnown = known(account.id).content.some(({ platformId }) => platformId === one.id);
  return asked.flatMap((metric): readonly Pulled<InstagramName>[] => {
    const name = isInsight(metric) ? MEDIA_INSIGHTS[metric] : undefined;
    if (name === undefined) return [];
    const value = wholeFigure(found.get(metric));
    // Also of a metric that was refused meanwhile: what was stated is true.
    if (typeof value === 'number') return [snapshot(pull, account, one, name, value, 'not-available', raw)];
    if (pull.learnedOfContent.retired.has(metric)) return [];
    if (value === 'malformed') return problems(account, [name], malformed(`${metric} of ${one.id} is no figure.`));
    const absence = absenceOfItem(now, one.timestamp, isKnown);
    return absence === undefined ? [] : [snapshot(pull, account, one, name, null, absence, raw)];
  });
}

const isInsight = (metric: string): metric is keyof typeof MEDIA_INSIGHTS => metric in MEDIA_INSIGHTS;

/** Whether an item's figures have settled; those of a story once no further poll will see it alive. */
function isFinal(pull: InstagramPull, one: Media): boolean {
  const { now } = pull.request;
  return kindOf(one) === 'story' ? ageInHours(now, one.timestamp) >= LAST_POLL_HOURS : isSettledItem(now, one.timestamp);
}

function snapshot(
  pull: InstagramPull,
  account: PullAccount,
  one: Media,
  capability: InstagramName,
  value: number | null,
  absence: 'withheld' | 'not-available' | 'not-yet',
  raw: string,
): Pulled<InstagramName> {
  const quality = isFinal(pull, one) ? ('complete' as const) : ('provisional' as const);
  return { type: 'snapshot', capability, account: account.id, platformId: one.id, value, ...(value === null ? { absence } : {}), quality, raw };
}
