import type { PullAccount, Pulled } from '../contract/connector.js';
import type { ConnectorError } from '../contract/errors.js';
import { absenceOf } from '../graph/absence.js';
import { SETTLES_AFTER_HOURS } from '../graph/day-values.js';
import { type Insight, type sumOf, wholeFigure } from '../graph/insight.js';
import { malformed, metricsQuestion } from '../graph/metrics.js';
import type { Question } from '../graph/question.js';
import type { FacebookName } from './capabilities.js';
import { type FacebookPull, type Page, problems } from './pull.js';

/** Insights of a post, all of the period `lifetime`. */
export const POST_METRICS = { post_total_media_view_unique: 'content_reach', post_media_view: 'content_views' } as const satisfies Readonly<
  Record<string, FacebookName>
>;

const HOUR_MS = 3_600_000;

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
  return asked.flatMap((metric) =>
    isPostMetric(metric) && !pull.learnedOfPosts.retired.has(metric)
      ? figure(pull, page, item, POST_METRICS[metric], wholeFigure(found.get(metric)), raw)
      : [],
  );
}

/** One figure of an item, with what is wrong with it. */
export function figure(
  pull: FacebookPull,
  page: PullAccount,
  item: PublishedItem,
  name: FacebookName,
  value: ReturnType<typeof sumOf>,
  raw: string,
): readonly Pulled<FacebookName>[] {
  if (typeof value === 'number') return [snapshot(pull, page, item, name, value, 'not-available', raw)];
  const absence = value === 'absent' && !isSettled(pull, item) ? 'not-yet' : 'not-available';
  const none = snapshot(pull, page, item, name, null, absence, raw);
  return value === 'absent' ? [none] : [none, ...problems(page, [name], malformed(`${name} of ${item.id} is no figure.`))];
}

const isSettled = (pull: FacebookPull, { created }: PublishedItem): boolean =>
  Date.parse(pull.request.now) - Date.parse(created) >= SETTLES_AFTER_HOURS * HOUR_MS;

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
  const quality = isSettled(pull, item) ? ('complete' as const) : ('provisional' as const);
  return { type: 'snapshot', capability, account: page.id, platformId: item.id, value, ...(value === null ? { absence } : {}), quality, raw };
}
