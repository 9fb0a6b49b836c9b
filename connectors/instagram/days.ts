import { accountWindow } from '../contract/account-window.js';
import type { PullAccount, Pulled } from '../contract/connector.js';
import type { ConnectorError } from '../contract/errors.js';
import { addDays, type CivilDate } from '../contract/period.js';
import { absenceOf } from '../graph/absence.js';
import { type DaySeries, daySeries, dayValue, dayValues } from '../graph/day-values.js';
import { brokenDown, type Insight, wholeFigure } from '../graph/insight.js';
import { learning, metricsQuestion } from '../graph/metrics.js';
import type { Question, Reply, Step } from '../graph/question.js';
import { daysOf, halvesOf, pacificMidnight, type Span, spansOf } from '../graph/window.js';
import type { InstagramName } from './capabilities.js';
import { type InstagramPull, problems, wanted } from './pull.js';

/** `(#100) There cannot be more than 30 days (2592000 s) between since and until`. */
const LONGEST_DAYS = 30;
const DAY_MS = 86_400_000;
const FEWEST_FOLLOWERS = 100;
const TOTALS = { views: 'views', profile_views: 'profile_views' } as const;
const NO_DAYS: DaySeries = { values: new Map(), twice: [] };

/** The figures of an account by day: reach as a series, and then, with the ends of days that it told, what is given only as a total of each day. */
export function dayQuestions(pull: InstagramPull, account: PullAccount): readonly Question<InstagramName>[] {
  return spansOf(accountWindow(pull.request, account.id), LONGEST_DAYS, pull.request.now).flatMap((span) => spanQuestions(pull, account, span));
}

function spanQuestions(pull: InstagramPull, account: PullAccount, span: Span): readonly Question<InstagramName>[] {
  if (pull.request.without.has('reach')) return totalQuestions(pull, account, span, NO_DAYS);
  return [
    metricsQuestion<InstagramName>({
      account: account.id,
      path: `/${account.platformId}/insights`,
      query: { period: 'day', metric_type: 'time_series', since: String(span.since), until: String(span.until) },
      metrics: ['reach'],
      // Its own: where reach is refused, the totals of each account are still to be asked.
      learned: learning(),
      answered: (found, _asked, reply) => {
        const series = daySeries(found.get('reach'), pull.request.now);
        const report = {
          capability: 'reach' as const,
          account: account.id,
          raw: reply.raw,
          now: pull.request.now,
          absence: 'not-available' as const,
        };
        return {
          found: dayValues(report, { span: span.days, window: accountWindow(pull.request, account.id), told: pull.toldDays }, series),
          next: totalQuestions(pull, account, span, series),
        };
      },
      refused: (_metrics, error) => ({
        found: refusedDays(pull, account, ['reach'], error, daysOf(span.days), ''),
        next: totalQuestions(pull, account, span, NO_DAYS),
      }),
      smaller: () => halvesOf(span, pull.request.now).flatMap((half) => spanQuestions(pull, account, half)),
    }),
  ];
}

interface DayBounds {
  readonly day: CivilDate;
  readonly start: number;
  readonly end: number;
  /** the platform cuts a range at midnight in California, wherever the account's days end (seen by public connectors, 2026-02) */
  readonly until: number;
  readonly endTime: string | undefined;
}

/** When a day began and ended: as the series told, else at midnight in California. A day of a change of clocks has 23 or 25 hours. */
function boundsOf(day: CivilDate, { values }: DaySeries): DayBounds {
  const endTime = values.get(day)?.endTime;
  const pacificEnd = pacificMidnight(addDays(day, 1));
  const end = endTime === undefined ? pacificEnd : Date.parse(endTime);
  const before = values.get(addDays(day, -1))?.endTime;
  const start = before !== undefined ? Date.parse(before) : end === pacificEnd ? pacificMidnight(day) : end - DAY_MS;
  return { day, start, end, until: Math.max(end, pacificEnd), endTime };
}

function totalQuestions(pull: InstagramPull, account: PullAccount, span: Span, series: DaySeries): readonly Question<InstagramName>[] {
  const now = Date.parse(pull.request.now);
  return daysOf(span.days)
    .map((day) => boundsOf(day, series))
    .filter(({ end }) => end <= now)
    .flatMap((bounds) => [totalsOfDay(pull, account, bounds), followsOfDay(pull, account, bounds)].flat());
}

const totalQuery = ({ start, until }: DayBounds): Readonly<Record<string, string>> => ({
  period: 'day',
  metric_type: 'total_value',
  since: String(start / 1_000),
  until: String(until / 1_000),
});

function totalsOfDay(pull: InstagramPull, account: PullAccount, bounds: DayBounds): readonly Question<InstagramName>[] {
  const metrics = wanted(pull, TOTALS);
  if (metrics.length === 0) return [];
  const names = (asked: readonly string[]): readonly InstagramName[] => asked.flatMap((metric) => (isTotal(metric) ? TOTALS[metric] : []));
  return [
    metricsQuestion<InstagramName>({
      account: account.id,
      path: `/${account.platformId}/insights`,
      query: totalQuery(bounds),
      metrics,
      learned: pull.learnedOfDays,
      answered: (found, asked, reply) => ({
        found: names(asked).flatMap((name) => ofDay(pull, account, name, bounds, reply, wholeFigure(found.get(name)))),
      }),
      refused: (refused, error) => ({ found: refusedDays(pull, account, names(refused), error, [bounds.day], '') }),
    }),
  ];
}

const isTotal = (metric: string): metric is keyof typeof TOTALS => metric in TOTALS;

const FOLLOWS = { followers_gained: 'FOLLOWER', followers_lost: 'NON_FOLLOWER' } as const;

function followsOfDay(pull: InstagramPull, account: PullAccount, bounds: DayBounds): readonly Question<InstagramName>[] {
  const names = (['followers_gained', 'followers_lost'] as const).filter((name) => !pull.request.without.has(name));
  if (names.length === 0) return [];
  return [
    metricsQuestion<InstagramName>({
      account: account.id,
      path: `/${account.platformId}/insights`,
      query: { ...totalQuery(bounds), breakdown: 'follow_type' },
      metrics: ['follows_and_unfollows'],
      learned: pull.learnedOfDays,
      answered: (found, _asked, reply) => ({
        found: names.flatMap((name) => ofDay(pull, account, name, bounds, reply, follows(found.get('follows_and_unfollows'), FOLLOWS[name]))),
      }),
      refused: (_metrics, error) => ({ found: refusedDays(pull, account, names, error, [bounds.day], '') }),
    }),
  ];
}

/** A side that is not named, where the other one is, is zero people; where neither is, there is no data. */
function follows(one: Insight | undefined, side: string): number | 'absent' | 'malformed' {
  const stated = brokenDown(one, side);
  if (stated !== 'absent') return stated;
  return Object.values(FOLLOWS).some((other) => typeof brokenDown(one, other) === 'number') ? 0 : 'absent';
}

function ofDay(
  pull: InstagramPull,
  account: PullAccount,
  capability: InstagramName,
  bounds: DayBounds,
  reply: Extract<Reply, { ok: true }>,
  value: number | 'absent' | 'malformed',
): Step<InstagramName>['found'] {
  const withheld =
    (capability === 'followers_gained' || capability === 'followers_lost') && (pull.followers.get(account.id) ?? FEWEST_FOLLOWERS) < FEWEST_FOLLOWERS;
  const report = {
    capability,
    account: account.id,
    raw: reply.raw,
    now: pull.request.now,
    absence: withheld ? ('withheld' as const) : ('not-available' as const),
  };
  return dayValue(report, bounds.day, bounds.end, { value, endTime: bounds.endTime });
}

/** What a refusal says of days: a figure that is withheld is told day by day, anything else once. */
function refusedDays(
  pull: InstagramPull,
  account: PullAccount,
  names: readonly InstagramName[],
  error: ConnectorError,
  days: readonly CivilDate[],
  raw: string,
): readonly Pulled<InstagramName>[] {
  if (absenceOf(error) !== 'withheld') return problems(account, names, error);
  return names.flatMap((capability) =>
    days.flatMap((day) => {
      const report = { capability, account: account.id, raw, now: pull.request.now, absence: 'withheld' as const };
      return dayValue(report, day, pacificMidnight(addDays(day, 1)), { value: 'absent' });
    }),
  );
}
