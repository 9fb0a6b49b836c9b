import type { PlatformReply } from '../model.js';
import { countUpTo, type IndexedPost, isVisible, oncePerAccount } from '../shown.js';
import type { WorldAccount } from '../world.js';
import { answer, type Fields, invalidRequest, missing, suspended as suspendedUser } from './answers.js';
import { itemsOf } from './parameters.js';
import { includesOf, isThere, postOf } from './posts.js';
import { type Dialect, otherDialect, type XCall, type XState } from './state.js';
import { isSuspended } from './users.js';

const MOST_LISTED = 3_200;

/** `GET /2/users/{id}/tweets`: the newest first, at most 3,200 of them; a page may be empty, and then has no `data`. */
export function timeline(state: XState, call: XCall): PlatformReply {
  const { query, id } = call;
  const account = state.shown.account(id);
  if (account === undefined) return answer({ errors: [missing('user', 'id', id)] });
  if (isSuspended(state, account)) return answer({ errors: [suspendedUser('id', id)] });
  const given = query.get('pagination_token');
  const from = given === null ? undefined : state.shown.post(idOfToken(given));
  if (given !== null && from?.account !== account) {
    return invalidRequest([{ name: 'pagination_token', value: given, message: 'The `pagination_token` query parameter value is not valid' }]);
  }
  const { page, next } = pageOf(state, account, query, from);
  const shown = moved(state, page, given !== null);
  const endless = page.length > 0 && state.context.faults.fires('endless-paging', id);
  const dialect = page.length > 0 ? flipped(state, account, call) : call.asked.dialect;
  const owned = call.principal === 'user' && account.id === state.context.credentials.owner;
  state.ledger.charge(
    owned ? 'owned' : 'post',
    'post',
    page.map(({ post }) => post.id),
  );
  return pageAnswer(state, call, shown, dialect, endless ? (given ?? tokenOf(account, page[0])) : next && tokenOf(account, next));
}

/** `GET /2/tweets`: at most 100 ids. */
export function postsByIds(state: XState, call: XCall): PlatformReply {
  const { query } = call;
  const asked = itemsOf(query, 'ids').map((id) => ({ id, post: state.edits.find(id) }));
  const posts: { readonly id: string; readonly post: IndexedPost }[] = [];
  const errors: Fields[] = [];
  const suspended = oncePerAccount((account) => isSuspended(state, account));
  const dialect = oncePerAccount((account) => flipped(state, account, call));
  for (const { id, post } of asked) {
    if (isThere(state, post) && !suspended(post.account)) posts.push({ id, post });
    else errors.push(missing(call.asked.dialect, 'ids', id));
  }
  const found = posts.map(({ id, post }) => postOf(state, call, post, id, dialect(post.account)));
  errors.push(...found.flatMap((one) => one.errors));
  state.ledger.charge(
    'post',
    'post',
    posts.map(({ post }) => post.post.id),
  );
  return answer({
    ...(found.length > 0 ? { data: found.map(({ data }) => data) } : {}),
    ...includesOf(
      state,
      call,
      posts.map(({ post }) => post),
      call.asked.dialect,
    ),
    ...(errors.length > 0 ? { errors } : {}),
  });
}

function pageOf(state: XState, account: WorldAccount, query: URLSearchParams, from: IndexedPost | undefined) {
  const now = state.context.now();
  const posts = state.shown.posts(account);
  const oldestListed = Math.max(0, state.shown.published(account, now) - MOST_LISTED);
  const start = query.get('start_time');
  const end = query.get('end_time');
  const [since, until] = [query.get('since_id'), query.get('until_id')];
  const most = Number(query.get('max_results') ?? 10);
  const before = end === null ? posts.length : countUpTo(posts, ({ publishedAt }) => publishedAt < Date.parse(end));
  const startAt = start === null ? 0 : countUpTo(posts, ({ publishedAt }) => publishedAt < Date.parse(start));
  const first = Math.min(from === undefined ? posts.length : from.index + 1, before, state.shown.published(account, now));
  const page: IndexedPost[] = [];
  for (let index = first - 1; index >= Math.max(startAt, oldestListed); index -= 1) {
    const post = posts[index];
    if (post === undefined || !isVisible(post, now) || (until !== null && !isBefore(post.post.id, until))) continue;
    if (since !== null && !isBefore(since, post.post.id)) continue;
    if (page.length === most) return { page, next: post };
    page.push(post);
  }
  return { page, next: undefined };
}

/** Ids are numbers of up to 19 digits: the shorter is the smaller. */
const isBefore = (one: string, other: string): boolean => (one.length === other.length ? one < other : one.length < other.length);

/** With the case, the newest post of a first page gets a new id by an edit, and a later page lacks its first post this once. */
function moved(state: XState, page: readonly IndexedPost[], isLater: boolean): readonly IndexedPost[] {
  const [first] = page;
  if (first === undefined || !state.context.faults.fires('moved-and-deleted-posts', first.account.id)) return page;
  if (isLater) return page.slice(1);
  state.edits.edit(first);
  return page;
}

const flipped = ({ context }: XState, account: WorldAccount, { asked }: XCall): Dialect =>
  context.faults.fires('no-posts-two-dialects', account.id) ? otherDialect(asked.dialect) : asked.dialect;

function pageAnswer(state: XState, call: XCall, page: readonly IndexedPost[], dialect: Dialect, token: string | undefined): PlatformReply {
  const ids = page.map((post) => state.edits.idsOf(post).at(-1) ?? post.post.id);
  const shown = page.map((post, index) => postOf(state, call, post, ids[index] ?? post.post.id, dialect));
  const errors = shown.flatMap((one) => one.errors);
  return answer({
    ...(shown.length > 0 ? { data: shown.map(({ data }) => data) } : {}),
    ...includesOf(state, call, page, dialect),
    ...(errors.length > 0 ? { errors } : {}),
    meta: {
      result_count: shown.length,
      ...(ids.length > 0 ? { newest_id: ids[0], oldest_id: ids.at(-1) } : {}),
      ...(token === undefined ? {} : { next_token: token }),
    },
  });
}

const DIGITS = '0123456789abcdefghijklmnopqrstuv';

/** A token names the first post of the page that it leads to; base32hex, as the platform's. */
function tokenOf({ id }: WorldAccount, post: IndexedPost | undefined): string | undefined {
  if (post === undefined) return undefined;
  let bits = 0;
  let held = 0;
  let token = '';
  for (const byte of Buffer.from(`${id.slice(-4)}:${post.post.id}`, 'utf8')) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) token += DIGITS[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? token + DIGITS[(held << (5 - bits)) & 31] : token;
}

function idOfToken(token: string): string {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const digit of token.toLowerCase()) {
    held = (held << 5) | Math.max(0, DIGITS.indexOf(digit));
    bits += 5;
    if (bits < 8) continue;
    bytes.push((held >> (bits - 8)) & 255);
    bits -= 8;
    held &= (1 << bits) - 1;
  }
  return Buffer.from(bytes).toString('utf8').split(':')[1] ?? '';
}
