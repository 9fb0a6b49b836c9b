import { accountWindow } from '../contract/account-window.js';
import type { PullAccount, Pulled, PullRequest } from '../contract/connector.js';
import { civilDate, laterDay } from '../contract/period.js';
import { isDoubtful, readingOfNow } from '../contract/reading.js';
import { daySeries, dayValues, type ToldDays } from '../graph/day-values.js';
import { type Insight, wholeFigure } from '../graph/insight.js';
import { learning, malformed, metricsQuestion } from '../graph/metrics.js';
import type { Question, Reply } from '../graph/question.js';
import { halvesOf, type Span, spansOf } from '../graph/window.js';
import type { ThreadsName } from './capabilities.js';
import { problems } from './problems.js';

const METRICS = { views: 'profile_views', followers_count: 'followers' } as const satisfies Readonly<Record<string, ThreadsName>>;

/** Threads tells nothing of the days before (2026-11-25). */
const FIRST_DAY = civilDate('2024-04-13');
/** The documents at hand name no longest range; that of Instagram's series is kept to. */
const LONGEST_DAYS = 30;

type Answered = Extract<Reply, { ok: true }>;

/** The views of a profile by day; with them, in a daily pull, the followers of now. */
export function dayQuestions(request: PullRequest<object>, account: PullAccount): readonly Question<ThreadsName>[] {
  const { task, without } = request;
  const window = accountWindow(request, account.id);
  const pull: DayPull = { request, account, told: new Set() };
  const spans = spansOf({ start: laterDay(window.start, FIRST_DAY), end: window.end }, LONGEST_DAYS, request.now);
  const metrics = (['views', 'followers_count'] as const).filter((one) => !without.has(METRICS[one]));
  return spans.map((span, index) =>
    spanQuestion(
      pull,
      span,
      metrics.filter((one) => one === 'views' || (task === 'daily' && index === 0)),
    ),
  );
}

/** One account's pull, with the days that were told. */
interface DayPull {
  readonly request: PullRequest<object>;
  readonly account: PullAccount;
  readonly told: ToldDays;
}

function spanQuestion(pull: DayPull, span: Span, metrics: readonly string[], isSecond = false): Question<ThreadsName> {
  const { request, account } = pull;
  return metricsQuestion<ThreadsName>({
    account: account.id,
    path: '/me/threads_insights',
    query: { since: String(span.since), until: String(span.until) },
    metrics,
    learned: learning(),
    answered: (found, asked, reply) => {
      const followers = asked.includes('followers_count') ? readFollowers(request, account, found.get('followers_count'), reply) : [];
      const [read] = followers;
      if (read?.type === 'value' && !isSecond && isDoubtful(read.value, request.known(account.id).followers)) {
        const again = spanQuestion(pull, span, ['followers_count'], true);
        return { found: asked.includes('views') ? readViews(pull, span, found.get('views'), reply) : [], next: [again] };
      }
      return { found: [...(asked.includes('views') ? readViews(pull, span, found.get('views'), reply) : []), ...followers] };
    },
    refused: (refused, error) => ({
      found: refused.flatMap((one) => (one === 'views' || one === 'followers_count' ? problems(account, [METRICS[one]], error) : [])),
    }),
    smaller: (left) => halvesOf(span, request.now).map((half) => spanQuestion(pull, half, left, isSecond)),
  });
}

function readFollowers(
  { now, zone }: PullRequest<object>,
  { id }: PullAccount,
  one: Insight | undefined,
  { raw }: Answered,
): readonly Pulled<ThreadsName>[] {
  const value = wholeFigure(one);
  if (value === 'malformed') return problems({ id }, ['followers'], malformed('followers_count is no figure.'));
  return [readingOfNow({ capability: 'followers', account: id, value: value === 'absent' ? null : value, raw }, { now, zone })];
}

function readViews({ request, account: { id }, told }: DayPull, { days }: Span, one: Insight | undefined, { raw }: Answered) {
  const { now } = request;
  const report = { capability: 'profile_views' as const, account: id, raw, now, absence: 'not-available' as const };
  return dayValues<ThreadsName>(report, { span: days, window: accountWindow(request, id), told }, daySeries(one, now));
}
