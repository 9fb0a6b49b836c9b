import { dayText } from '../../calendar.js';
import type { IndexedPost, Shown } from '../shown.js';
import type { WorldAccount } from '../world.js';
import type { ChargeLedger } from './charges.js';
import type { XContext } from './credentials.js';
import { itemsOf } from './parameters.js';
import type { Principal } from './tokens.js';

/** What the endpoints share. */
export interface XState {
  readonly context: XContext;
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
  readonly asked: Asked;
}

/** The fields that a call asks for, read once. */
export interface Asked {
  readonly dialect: Dialect;
  readonly userFields: ReadonlySet<string>;
  readonly postFields: readonly string[];
  readonly expansions: ReadonlySet<string>;
}

/** The two vocabularies of the API; `post` is the newer one. */
export type Dialect = 'tweet' | 'post';

/** Reads the fields that a call asks for; `post.fields` chooses the newer vocabulary. */
export function readAsked(query: URLSearchParams): Asked {
  const dialect = query.has('post.fields') ? 'post' : 'tweet';
  return {
    dialect,
    userFields: new Set(itemsOf(query, 'user.fields')),
    postFields: itemsOf(query, `${dialect}.fields`),
    expansions: new Set(itemsOf(query, 'expansions')),
  };
}

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

const names = new Map<number, string>();

/** The last UTC day that has ended: its figures are known, those of the running day are not. */
export function lastFullDay(now: number): string {
  const day = Math.floor(now / DAY_MS) - 1;
  const known = names.get(day) ?? dayText(day);
  names.set(day, known);
  return known;
}
