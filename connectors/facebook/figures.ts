import type { PullAccount, Pulled } from '../contract/connector.js';
import type { ConnectorError } from '../contract/errors.js';
import { absenceOf } from '../graph/absence.js';
import { type Insight, type sumOf, wholeFigure } from '../graph/insight.js';
import { absenceOfItem, isSettledItem } from '../graph/item-age.js';
import { malformed, metricsQuestion } from '../graph/metrics.js';
import type { Question } from '../graph/question.js';
import type { FacebookName } from './capabilities.js';
import { type FacebookPull, type Page, problems } from './pull.js';

/** Insights of a post, all of the period `lifetime`. */
export const POST_METRICS = { post_total_media_view_unique: 'content_reach', post_media_view: 'content_views' } as const satisfies Readonly<
  Record<string, FacebookName>
>;

/** An item as far as its figures are concerned. */
export interface PublishedItem {
  readonly id: string;
  readonly created: string;
}

/** The insights of one post, asked by themselves. */
export function insightsQuestion(pull: FacebookPull, page: Page, item: PublishedItem, metrics: readonly string[]): Question<FacebookName> {
  return metricsQuestion<FacebookName>({
    account: page.id,
    token: page.token,
    path: `/${item.id}/insights`,
    query: { period: 'lifetime' },
    metrics,
    learned: pull.learnedOfPosts,
    answered: (found, asked, reply) => ({ found: insightSnapshots(pull, page, item, found, asked, reply.raw) }),
    refused: (refused, error) => ({
      found: refusedFigures(
        pull,
        page,
        item,
        refused.flatMap((metric) => (isPostMetric(metric) ? POST_METRICS[metric] : [])),
        error,
      ),
    }),
  });
}

/** Whether a name is that of an insight of posts. */
export const isPostMetric = (metric: string): metric is keyof typeof POST_METRICS => metric in POST_METRICS;

/** What a refusal says of an item's figures. */
export function refusedFigures(
  pull: FacebookPull,
  page: PullAccount,
  item: PublishedItem,
  names: readonly FacebookName[],
  error: ConnectorError,
): readonly Pulled<FacebookName>[] {
  const absence = absenceOf(error);
  if (absence === 'gone') return [{ type: 'content-gone', account: page.id, platformId: item.id }];
  if (absence === 'withheld' || absence === 'not-available') return names.map((name) => snapshot(pull, page, item, name, null, absence, ''));
  return problems(page, names, error);
}

/** The figures of one post's insights. */
export function insightSnapshots(
  pull: FacebookPull,
  page: Page,
  item: PublishedItem,
  found: ReadonlyMap<string, Insight>,
  asked: readonly string[],
  raw: string,
): readonly Pulled<FacebookName>[] {
  return asked.flatMap((metric) => {
    if (!isPostMetric(metric)) return [];
    const value = wholeFigure(found.get(metric));
    // Of a metric that was refused meanwhile what was stated is true all the same, and nothing else is said.
    return typeof value === 'number' || !pull.learnedOfPosts.retired.has(metric) ? figure(pull, page, item, POST_METRICS[metric], value, raw) : [];
  });
}

/** One figure of an item: its reading, or what is wrong with it. `never` where an absence means that the platform has no such figure. */
export function figure(
  pull: FacebookPull,
  page: PullAccount,
  item: PublishedItem,
  name: FacebookName,
  value: ReturnType<typeof sumOf>,
  raw: string,
  never = false,
): readonly Pulled<FacebookName>[] {
  if (typeof value === 'number') return [snapshot(pull, page, item, name, value, 'not-available', raw)];
  if (value === 'malformed') return problems(page, [name], malformed(`${name} of ${item.id} is no figure.`));
  const { now, known } = pull.request;
  const isKnown = known(page.id).content.some(({ platformId }) => platformId === item.id);
  const absence = never ? 'not-available' : absenceOfItem(now, item.created, isKnown);
  return absence === undefined ? [] : [snapshot(pull, page, item, name, null, absence, raw)];
}

/** One reading of a figure of an item, or its absence. */
export function snapshot(
  pull: FacebookPull,
  page: PullAccount,
  item: PublishedItem,
  capability: FacebookName,
  value: number | null,
  absence: 'withheld' | 'not-available' | 'not-yet',
  raw: string,
): Pulled<FacebookName> {
  const quality = isSettledItem(pull.request.now, item.created) ? ('complete' as const) : ('provisional' as const);
  return { type: 'snapshot', capability, account: page.id, platformId: item.id, value, ...(value === null ? { absence } : {}), quality, raw };
}
