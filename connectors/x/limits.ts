import type { CivilDate } from '../contract/period.js';

/** Settings of a connection to X. */
export interface XSettings {
  /** which of X's two vocabularies is asked for; both are understood */
  readonly vocabulary: 'post' | 'tweet';
  /** the id of the account that owns the X app: its own posts are cheaper to read */
  readonly owner?: string | undefined;
  /** whether daily impressions are read by /2/tweets/analytics, which needs user context and is charged for each post and day */
  readonly analytics: boolean;
}

/** What X takes at most of ids in one call, and of posts in one page of a timeline. */
export const BATCH = 100;
/** For so many days after publication X gives private figures, and the counts of posts are read again. */
export const PRIVATE_DAYS = 30;

/** Prices in millionths of a US dollar for each resource and UTC day (table of 2026-04-20, read 2026-11-25). */
export const PRICES = { user: 10_000, post: 5_000, ownedPost: 1_000, analytics: 5_000 } as const;
/** The bucket of the credits. */
export const CREDITS = 'x:credits';

/** Splits into pieces of at most `size`. */
export const chunked = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** The first moment of a UTC day, as X wants it. */
export const startOf = (day: CivilDate): string => `${day}T00:00:00Z`;
