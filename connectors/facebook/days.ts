import { accountWindow } from '../contract/account-window.js';
import type { Pulled } from '../contract/connector.js';
import type { ConnectorError } from '../contract/errors.js';
import { isDoubtful, readingOfNow } from '../contract/reading.js';
import { absenceOf } from '../graph/absence.js';
import { type DaySeries, daySeries, dayValues } from '../graph/day-values.js';
import { malformed, metricsQuestion } from '../graph/metrics.js';
import type { Question, Reply, Step } from '../graph/question.js';
import { halvesOf, type Span, spansOf } from '../graph/window.js';
import type { FacebookName } from './capabilities.js';
import { type FacebookPull, type Page, problems, wanted } from './pull.js';
import { pageProfile } from './schema.js';

/** At most 90 days to a call (Page insights page, 2026-11-25). */
const LONGEST_DAYS = 90;
const FEWEST_FOLLOWERS = 100;
const NO_DAYS: DaySeries = { values: new Map(), twice: [] };

/** The platform's metrics by day. Every one of them is of the period `day`; with a wrong period the answer is empty without a word. */
const PAGE_METRICS = {
  page_total_media_view_unique: 'reach',
  page_media_view: 'views',
  page_follows: 'followers',
  page_daily_follows_unique: 'followers_gained',
  page_daily_unfollows_unique: 'followers_lost',
  page_views_total: 'profile_views',
} as const satisfies Readonly<Record<string, FacebookName>>;

const isPageMetric = (metric: string): metric is keyof typeof PAGE_METRICS => metric in PAGE_METRICS;

/** The figures of a Page by day. */
export function dayQuestions(pull: FacebookPull, page: Page): readonly Question<FacebookName>[] {
  // The followers of days are for the past alone: daily, every account is read at the same hour, and no figure of yesterday is revised by another sort.
  const metrics = wanted(pull, PAGE_METRICS).filter((metric) => pull.request.task === 'backfill' || metric !== 'page_follows');
  return metrics.length === 0
    ? []
    : spansOf(accountWindow(pull.request, page.id), LONGEST_DAYS, pull.request.now).map((span) => spanQuestion(pull, page, metrics, span));
}

function spanQuestion(pull: FacebookPull, page: Page, metrics: readonly string[], span: Span): Question<FacebookName> {
  return metricsQuestion<FacebookName>({
    account: page.id,
    token: page.token,
    path: `/${page.platformId}/insights`,
    query: { period: 'day', since: String(span.since), until: String(span.until) },
    metrics,
    learned: pull.learnedOfDays,
    answered: (found, asked, reply) => ({
      found: names(asked).flatMap(([metric, name]) => reported(pull, page, name, span, daySeries(found.get(metric), pull.request.now), reply.raw)),
    }),
    refused: (refused, error) => ({ found: refusedDays(pull, page, refused, error, span) }),
    smaller: (rest) => halvesOf(span, pull.request.now).map((half) => spanQuestion(pull, page, rest, half)),
  });
}

const names = (asked: readonly string[]): readonly (readonly [string, FacebookName])[] =>
  asked.flatMap((metric) => (isPageMetric(metric) ? [[metric, PAGE_METRICS[metric]] as const] : []));

function refusedDays(pull: FacebookPull, page: Page, refused: readonly string[], error: ConnectorError, span: Span): readonly Pulled<FacebookName>[] {
  if (absenceOf(error) !== 'withheld') {
    return problems(
      page,
      names(refused).map(([, name]) => name),
      error,
    );
  }
  return names(refused).flatMap(([, name]) => reported(pull, page, name, span, NO_DAYS, '', true));
}

function reported(
  pull: FacebookPull,
  page: Page,
  capability: FacebookName,
  span: Span,
  series: DaySeries,
  raw: string,
  isWithheld = (pull.followers.get(page.id) ?? FEWEST_FOLLOWERS) < FEWEST_FOLLOWERS,
): readonly Pulled<FacebookName>[] {
  const absence = isWithheld ? ('withheld' as const) : ('not-available' as const);
  return dayValues(
    { capability, account: page.id, raw, now: pull.request.now, absence },
    { span: span.days, window: accountWindow(pull.request, page.id), told: pull.toldDays },
    series,
  );
}

/** The followers of a Page as they are now. */
export function profileQuestion(pull: FacebookPull, page: Page, isSecond = false): Question<FacebookName> {
  return {
    account: page.id,
    token: page.token,
    ask: () => ({ path: `/${page.platformId}`, query: { fields: 'id,name,followers_count' } }),
    read: (reply) => {
      if (reply.ok) return readProfile(pull, page, reply, isSecond);
      if (reply.error.kind === 'gone') return { found: [{ type: 'problem', account: page.id, error: reply.error }], ends: true };
      return { found: problems(page, ['followers_now'], reply.error) };
    },
  };
}

function readProfile(pull: FacebookPull, page: Page, reply: Extract<Reply, { ok: true }>, isSecond: boolean): Step<FacebookName> {
  const { request } = pull;
  const profile = pageProfile.safeParse(reply.json);
  if (!profile.success) return { found: problems(page, ['followers_now'], malformed(profile.error.message)) };
  const { followers_count: followers } = profile.data;
  if (!isSecond && isDoubtful(followers, request.known(page.id).followers)) return { found: [], next: [profileQuestion(pull, page, true)] };
  if (followers !== null) pull.followers.set(page.id, followers);
  if (request.without.has('followers_now')) return { found: [] };
  return { found: [readingOfNow({ capability: 'followers_now', account: page.id, value: followers, raw: reply.raw }, request)] };
}
