import type { PlatformContext } from '../model.js';
import type { IndexedPost, Shown } from '../shown.js';
import type { WorldAccount } from '../world.js';
import type { ChargeLedger } from './charges.js';
import type { Principal } from './tokens.js';

/** What the endpoints share. */
export interface XState {
  readonly context: PlatformContext;
  readonly shown: Shown;
  readonly ledger: ChargeLedger;
  readonly edits: Edits;
  /** accounts that lost bots, with the thousandths of followers that are left */
  readonly purged: Map<string, number>;
  /** the person who signed in: the owner of the app, or else the first account */
  readonly self: WorldAccount | undefined;
}

/** A call that may be answered. */
export interface XCall {
  readonly query: URLSearchParams;
  /** of the path, such as the account whose posts are listed; empty where the path has none */
  readonly id: string;
  readonly principal: Principal;
}

/** The two vocabularies of the API; `post` is the newer one. */
export type Dialect = 'tweet' | 'post';

/** The vocabulary that a call asks for. */
export const dialectOf = (query: URLSearchParams): Dialect => (query.has('post.fields') ? 'post' : 'tweet');

/** The other vocabulary. */
export const otherDialect = (dialect: Dialect): Dialect => (dialect === 'post' ? 'tweet' : 'post');

/** Posts that were edited: an edit gives a post a new id. */
export interface Edits {
  readonly edit: (post: IndexedPost) => void;
  /** the ids that a post has had, the first one first */
  readonly idsOf: (post: IndexedPost) => readonly string[];
  /** the post that has or had an id */
  readonly find: (id: string) => IndexedPost | undefined;
}

/** Opens the edits of the posts of a world, none so far. */
export function openEdits(shown: Shown): Edits {
  const later = new Map<string, string>();
  const first = new Map<string, IndexedPost>();
  return {
    edit: (post) => {
      if (later.has(post.post.id)) return;
      let id = BigInt(post.post.id) + 1n;
      while (shown.post(String(id)) !== undefined || first.has(String(id))) id += 1n;
      later.set(post.post.id, String(id));
      first.set(String(id), post);
    },
    idsOf: ({ post }) => {
      const next = later.get(post.id);
      return next === undefined ? [post.id] : [post.id, next];
    },
    find: (id) => first.get(id) ?? shown.post(id),
  };
}

const DAY_MS = 86_400_000;

/** The last UTC day that has ended: its figures are known, those of the running day are not. */
export const lastFullDay = (now: number): string => new Date(Math.floor(now / DAY_MS) * DAY_MS - 1).toISOString().slice(0, 10);
