import type { RecordedPlatformCall } from '../../../sandbox/platforms/model.js';
import type { World, WorldAccount, WorldPost } from '../../../sandbox/platforms/world.js';

/** What the platforms' answers of one pull state, fact by fact; null where an answer shows the item and leaves the figure out. */
export type Statements = ReadonlyMap<string, ReadonlySet<number | null>>;

/** A figure of an account on one of its civil days. */
export const dayFact = ({ platform, id }: WorldAccount, metric: string, day: string): string => `${platform} ${id} ${metric} ${day}`;
/** A lifetime figure of a post. */
export const postFact = ({ platform, id }: WorldAccount, post: string, metric: string): string => `${platform} ${id}/${post} ${metric}`;

/** What the reading of answers needs. */
export interface Witness {
  readonly account: (platformId: string) => WorldAccount | undefined;
  readonly post: (id: string) => { readonly account: WorldAccount; readonly post: WorldPost } | undefined;
  /** milliseconds since 1970 */
  readonly now: number;
  /** the day of the reading, by which figures of now are labelled */
  readonly today: string;
  readonly states: (fact: string, value: number | null) => void;
}

/** Reads one call. */
export type ReadCall = (call: RecordedPlatformCall, witness: Witness) => void;

/** A text as JSON; long numbers as texts, since ids are beyond 2^53; undefined where it is none. */
export const jsonOf = (text: string): unknown =>
  plainJson(text.replaceAll(/"(?:[^"\\]|\\.)*"|\d{16,}/g, (token) => (token.startsWith('"') ? token : `"${token}"`)));

/** A text as JSON; undefined where it is none. */
export function plainJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A value as an object, empty where it is none. */
export const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};

/** A value as a list, empty where it is none. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A number, or a text of digits; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** Finds the accounts and posts of a world. */
export function indexOf(world: World): Pick<Witness, 'account' | 'post'> {
  const accounts = new Map(world.accounts.map((account) => [account.id, account]));
  const posts = new Map(world.accounts.flatMap((account) => account.posts.map((post) => [post.id, { account, post }])));
  return { account: (id) => accounts.get(id), post: (id) => posts.get(id) };
}
