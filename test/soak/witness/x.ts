import { dayFact, jsonOf, list, numberOf, postFact, type ReadCall, record, type Witness } from './statements.js';

const COUNTS: Readonly<Record<string, readonly string[]>> = {
  impressions: ['impression_count'],
  likes: ['like_count'],
  comments: ['reply_count'],
  shares: ['repost_count', 'retweet_count'],
  saves: ['bookmark_count'],
};

/** Reads an answer of X: accounts, and posts under the id of their first version. */
export const readX: ReadCall = (call, witness) => {
  if (call.status !== 200 || call.path === '/2/tweets/analytics') return;
  const answer = record(jsonOf(call.answer));
  if (call.path === '/2/users') for (const user of list(answer.data).map(record)) readUser(user, witness);
  else for (const post of list(answer.data).map(record)) readPost(post, witness);
};

function readUser(user: Readonly<Record<string, unknown>>, witness: Witness): void {
  const account = witness.account(String(user.id));
  const followers = numberOf(record(user.public_metrics).followers_count);
  if (account !== undefined && followers !== undefined) witness.states(dayFact(account, 'followers', witness.today), followers);
}

function readPost(post: Readonly<Record<string, unknown>>, witness: Witness): void {
  const [first = post.id] = [...list(post.edit_history_post_ids), ...list(post.edit_history_tweet_ids)];
  const found = witness.post(String(first));
  const metrics = record(post.public_metrics);
  if (found === undefined) return;
  for (const [metric, names] of Object.entries(COUNTS)) {
    const value = names.map((name) => numberOf(metrics[name])).find((one) => one !== undefined);
    witness.states(postFact(found.account, found.post.id, metric), value ?? null);
  }
}

/**
 * Reads the analytics of a pull together: the impressions of an account on a day are the sum over its posts, each once. Of a pull in which one of the
 * calls was never answered they are not known.
 */
export function readXAnalytics(calls: readonly Parameters<ReadCall>[0][], witness: Witness): void {
  const asked = new Map<string, Readonly<Record<string, unknown>> | undefined>();
  for (const { path, query, status, answer } of calls) {
    if (path !== '/2/tweets/analytics') continue;
    const ids = query.get('ids') ?? '';
    asked.set(ids, status === 200 ? record(jsonOf(answer)) : asked.get(ids));
  }
  const sums = new Map<string, number>();
  for (const answer of asked.values()) {
    if (answer === undefined) return;
    for (const one of list(answer.data).map(record)) addPost(one, sums, witness);
  }
  for (const [fact, sum] of sums) witness.states(fact, sum);
}

function addPost(one: Readonly<Record<string, unknown>>, sums: Map<string, number>, { post }: Witness): void {
  const found = post(String(one.id));
  if (found === undefined) return;
  for (const { timestamp, metrics } of list(one.timestamped_metrics).map(record)) {
    const impressions = numberOf(record(metrics).impressions);
    if (impressions === undefined) continue;
    const fact = dayFact(found.account, 'impressions', String(timestamp).slice(0, 10));
    sums.set(fact, (sums.get(fact) ?? 0) + impressions);
  }
}
