import type { PlatformReply } from '../model.js';
import type { WorldAccount } from '../world.js';
import { answer, type Fields, missing, suspended } from './answers.js';
import { itemsOf } from './parameters.js';
import { type Asked, type Dialect, lastFullDay, otherDialect, type XCall, type XState } from './state.js';

/** `GET /2/users`: at most 100 ids. Those that are not there are told apart from those that are. */
export const usersByIds = (state: XState, call: XCall): PlatformReply => lookup(state, call, 'ids', state.shown.account);

/** `GET /2/users/by`: at most 100 user names. */
export const usersByNames = (state: XState, call: XCall): PlatformReply => lookup(state, call, 'usernames', state.shown.named);

/** `GET /2/users/me`: the person who signed in. */
export function me(state: XState, { asked }: XCall): PlatformReply {
  const { self } = state;
  if (self === undefined || isSuspended(state, self)) return answer({ errors: [suspended('id', self?.id ?? '')] });
  state.ledger.charge('user', 'user', [self.id]);
  return answer({ data: userOf(state, self, asked, dialectFor(state, self, asked)) });
}

/** Whether the account shows itself as suspended in this answer. */
export const isSuspended = ({ context }: XState, account: WorldAccount): boolean => context.faults.fires('suspended-user', account.id);

/** The vocabulary of the answer; with the case, the one that was not asked for. */
function dialectFor({ context }: XState, account: WorldAccount, { dialect, userFields }: Asked): Dialect {
  if (!userFields.has('public_metrics')) return dialect;
  return context.faults.fires('no-posts-two-dialects', account.id) ? otherDialect(dialect) : dialect;
}

function lookup(state: XState, { query, asked }: XCall, parameter: string, find: (name: string) => WorldAccount | undefined): PlatformReply {
  const data: Fields[] = [];
  const errors: Fields[] = [];
  const charged: string[] = [];
  for (const name of itemsOf(query, parameter)) {
    const account = find(name);
    if (account === undefined) errors.push(missing('user', parameter, name));
    else if (isSuspended(state, account)) errors.push(suspended(parameter, name));
    else {
      data.push(userOf(state, account, asked, dialectFor(state, account, asked)));
      charged.push(account.id);
    }
  }
  state.ledger.charge('user', 'user', charged);
  return answer({ ...(data.length > 0 ? { data } : {}), ...(errors.length > 0 ? { errors } : {}) });
}

/** A user with the fields that were asked for; names that nobody knows are dropped. */
export function userOf(state: XState, account: WorldAccount, asked: Asked, dialect: Dialect): Fields {
  const user: Record<string, unknown> = { id: account.id, name: account.name, username: account.username };
  for (const field of asked.userFields) {
    if (field === 'created_at') user.created_at = new Date(account.createdAt).toISOString();
    else if (field === 'description') user.description = '';
    else if (field === 'protected' || field === 'verified') user[field] = false;
    else if (field === 'verified_type') user.verified_type = 'none';
    else if (field === 'public_metrics') user.public_metrics = userMetrics(state, account, dialect);
  }
  return user;
}

function userMetrics(state: XState, account: WorldAccount, dialect: Dialect): Fields {
  const now = state.context.now();
  const posts = state.shown.visible(account, now);
  return {
    followers_count: followersOf(state, account, now),
    following_count: 128,
    [dialect === 'post' ? 'post_count' : 'tweet_count']: posts,
    listed_count: 31,
    like_count: 10,
    media_count: 0,
  };
}

/**
 * The followers at the end of the last full day. A purge takes a tenth away for good when it first shows, and states 0 in single answers after
 * that: the first is true, the second wants another read.
 */
function followersOf({ context, shown, purged }: XState, account: WorldAccount, now: number): number {
  const followers = shown.followers(account, lastFullDay(now));
  const left = purged.get(account.id);
  if (context.faults.fires('followers-purged', account.id)) {
    if (left !== undefined) return 0;
    purged.set(account.id, 900);
  }
  return Math.floor((followers * (purged.get(account.id) ?? 1_000)) / 1_000);
}
