import type { PullAccount, Pulled } from '../contract/connector.js';
import type { ConnectorError } from '../contract/errors.js';
import { isDoubtful, readingOfNow } from '../contract/reading.js';
import { firstPage, listingQuestion, SMALLER_LIMITS } from '../graph/listing.js';
import { malformed } from '../graph/metrics.js';
import type { Question, Reply, Step } from '../graph/question.js';
import { joined } from '../graph/step.js';
import type { InstagramName } from './capabilities.js';
import { expandedFields, mayExpand, mediaListing, withoutInsights } from './content.js';
import { type InstagramPull, problems } from './pull.js';
import { profile } from './schema.js';

const PROFILE_FIELDS = 'id,username,followers_count,media_count';
const DEFAULT_ITEMS = 25;

/** An account's profile and, in the same call, its newest items with their insights; where that fails, each apart. */
export function profileQuestions(pull: InstagramPull, account: PullAccount): readonly Question<InstagramName>[] {
  const { content } = pull.request.known(account.id);
  const moving = content.filter(({ kind }) => kind !== 'story');
  const limit = SMALLER_LIMITS.findLast((one) => one > moving.length) ?? 50;
  if (!mayExpand(moving)) return apart(pull, account, Math.max(limit, DEFAULT_ITEMS));
  return [together(pull, account, moving.length === 0 ? DEFAULT_ITEMS : limit)];
}

function together(pull: InstagramPull, account: PullAccount, limit: number): Question<InstagramName> {
  return {
    account: account.id,
    ask: () => ({ path: `/${account.platformId}`, query: { fields: `${PROFILE_FIELDS},media.limit(${limit}){${expandedFields(pull)}}` } }),
    read: (reply) => {
      if (reply.ok) return readTogether(pull, account, limit, reply);
      if (isUnknown(reply.error, account)) return { found: [{ type: 'problem', account: account.id, error: reply.error }], ends: true };
      const smaller = reply.error.kind === 'reduce' ? SMALLER_LIMITS.find((one) => one < limit) : undefined;
      if (smaller !== undefined) return { found: [], next: [together(pull, account, smaller)] };
      return joined([withoutInsights(pull, account, reply.error), { found: [], next: apart(pull, account, limit) }]);
    },
  };
}

function readTogether(pull: InstagramPull, account: PullAccount, limit: number, reply: Extract<Reply, { ok: true }>): Step<InstagramName> {
  const one = profile.safeParse(reply.json);
  if (!one.success) return { found: problems(account, ['followers'], malformed(one.error.message)) };
  const page = one.data.media ?? { data: [] };
  return joined([readProfile(pull, account, reply, false), firstPage(mediaListing(pull, account, true, limit), page, reply)]);
}

/** Whether the account itself is not there, and not one of its items: the platform names what it does not find. */
const isUnknown = (error: ConnectorError, { platformId }: PullAccount): boolean => error.kind === 'gone' && String(error.cause).includes(platformId);

/** Profile and list as two questions. */
function apart(pull: InstagramPull, account: PullAccount, limit: number): readonly Question<InstagramName>[] {
  return [profileAlone(pull, account, false), listingQuestion(mediaListing(pull, account, false, limit))];
}

function profileAlone(pull: InstagramPull, account: PullAccount, isSecond: boolean): Question<InstagramName> {
  return {
    account: account.id,
    ask: () => ({ path: `/${account.platformId}`, query: { fields: PROFILE_FIELDS } }),
    read: (reply) => {
      if (reply.ok) return readProfile(pull, account, reply, isSecond);
      if (!isUnknown(reply.error, account)) return { found: problems(account, ['followers'], reply.error) };
      return { found: [{ type: 'problem', account: account.id, error: reply.error }], ends: true };
    },
  };
}

function readProfile(pull: InstagramPull, account: PullAccount, reply: Extract<Reply, { ok: true }>, isSecond: boolean): Step<InstagramName> {
  const { request } = pull;
  const one = profile.safeParse(reply.json);
  if (!one.success) return { found: problems(account, ['followers'], malformed(one.error.message)) };
  const { followers_count: followers, media_count: posts } = one.data;
  const stated: readonly Pulled<InstagramName>[] = posts === null || isSecond ? [] : [{ type: 'stated-posts', account: account.id, count: posts }];
  if (request.without.has('followers')) return { found: stated };
  if (!isSecond && isDoubtful(followers, request.known(account.id).followers)) return { found: stated, next: [profileAlone(pull, account, true)] };
  if (followers !== null) pull.followers.set(account.id, followers);
  return { found: [readingOfNow({ capability: 'followers', account: account.id, value: followers, raw: reply.raw }, request), ...stated] };
}
