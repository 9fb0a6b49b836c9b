import { type Chance, seededChance } from '../chance.js';
import type { HostName } from './shapes.js';

/** The cases that a connector must survive, numbered as in the list of the platforms' facts, with the servers that can show them. */
export const CASES = [
  { number: 1, name: 'no-data', on: ['graph', 'instagram', 'threads'] },
  { number: 2, name: 'under-100-followers', on: ['graph', 'instagram'] },
  { number: 3, name: 'window-too-long', on: ['graph', 'instagram'] },
  { number: 4, name: 'pre-conversion-media', on: ['graph', 'instagram'] },
  { number: 5, name: 'product-mismatch', on: ['graph', 'instagram'] },
  { number: 6, name: 'story-few-viewers', on: ['graph', 'instagram'] },
  { number: 7, name: 'story-expired', on: ['graph', 'instagram'] },
  { number: 8, name: 'hidden-counts', on: ['graph', 'instagram', 'youtube'] },
  { number: 9, name: 'value-shapes', on: ['graph', 'instagram'] },
  { number: 10, name: 'breakdown-refused', on: ['graph', 'instagram'] },
  { number: 11, name: 'wrong-period-empty', on: ['graph'] },
  { number: 12, name: 'end-time-next-day', on: ['graph', 'instagram'] },
  { number: 13, name: 'summer-time', on: ['graph', 'instagram', 'youtube-analytics'] },
  { number: 14, name: 'account-east-of-utc', on: ['graph', 'instagram'] },
  { number: 15, name: 'provisional-values', on: ['graph', 'instagram', 'youtube-analytics'] },
  { number: 16, name: 'endless-paging', on: ['graph', 'instagram', 'x', 'threads'] },
  { number: 17, name: 'dead-token', on: ['graph', 'instagram', 'threads'] },
  { number: 18, name: 'throttled-as-400', on: ['graph', 'instagram', 'threads'] },
  { number: 19, name: 'partial-permission', on: ['graph', 'instagram', 'threads'] },
  { number: 20, name: 'retired-metric', on: ['graph', 'instagram', 'threads'] },
  { number: 21, name: 'reduce-data', on: ['graph', 'instagram'] },
  { number: 22, name: 'batch-items-fail', on: ['graph'] },
  { number: 23, name: 'removed-protocol', on: ['graph', 'instagram'] },
  { number: 24, name: 'suspended-user', on: ['x'] },
  { number: 25, name: 'no-posts-two-dialects', on: ['x'] },
  { number: 26, name: 'credits-depleted', on: ['x'] },
  { number: 27, name: 'reset-in-the-past', on: ['x'] },
  { number: 28, name: 'private-metrics-too-old', on: ['x'] },
  { number: 29, name: 'refresh-race', on: ['x'] },
  { number: 30, name: 'rounded-subscribers', on: ['youtube'] },
  { number: 31, name: 'rows-absent-columns-moved', on: ['youtube', 'youtube-analytics'] },
  { number: 32, name: 'views-redefined', on: ['youtube', 'youtube-analytics'] },
  { number: 33, name: 'quota-or-rate', on: ['youtube', 'youtube-analytics'] },
  { number: 34, name: 'invalid-grant', on: ['google-oauth'] },
  { number: 35, name: 'html-body', on: ['graph', 'instagram', 'x', 'youtube', 'youtube-analytics', 'threads'] },
  { number: 36, name: 'ids-as-numbers', on: ['graph', 'instagram', 'threads'] },
  { number: 37, name: 'ok-code-in-error', on: [] },
  { number: 38, name: 'version-sunset', on: [] },
  { number: 39, name: 'secrets-in-bodies', on: ['graph', 'instagram', 'threads'] },
  { number: 40, name: 'moved-and-deleted-posts', on: ['graph', 'instagram', 'x'] },
  { number: 41, name: 'backdated-posts', on: ['graph', 'youtube'] },
  { number: 42, name: 'followers-purged', on: ['instagram', 'graph', 'x', 'threads'] },
] as const satisfies readonly { number: number; name: string; on: readonly HostName[] }[];

/** The name of a case. */
export type CaseName = (typeof CASES)[number]['name'];

/** When a case shows: how often at most, and for which account (the platform's id) alone. */
export interface FaultOptions {
  readonly times?: number;
  readonly account?: string;
}

/** A case as it showed itself. */
export interface FiredCase {
  readonly name: CaseName;
  readonly account: string | undefined;
  /** of the data's clock, milliseconds since 1970 */
  readonly at: number;
}

/** The switches of the 42 cases. */
export interface Faults {
  readonly on: (name: CaseName, options?: FaultOptions) => void;
  readonly off: (name: CaseName) => void;
  /** lets any of the cases show at random, in so many of a thousand of the places where it could */
  readonly randomly: (seed: number, perThousand: number, names?: readonly CaseName[]) => void;
  readonly clear: () => void;
  /** asked by a stand-in at the place where a case could show; counts it where it does */
  readonly fires: (name: CaseName, account?: string) => boolean;
  readonly fired: () => readonly FiredCase[];
}

/** Switches, all off. `now` is the data's clock. */
export function openFaults(now: () => number): Faults {
  const switched = new Map<CaseName, { left: number; account: string | undefined }>();
  let fired: FiredCase[] = [];
  let random: { readonly chance: Chance; readonly perThousand: number; readonly names: ReadonlySet<CaseName> } | undefined;
  const shows = (name: CaseName, account: string | undefined): boolean => {
    const state = switched.get(name);
    if (state !== undefined && state.left > 0 && (state.account === undefined || state.account === account)) {
      state.left -= 1;
      return true;
    }
    return random?.names.has(name) === true && random.chance.between(1, 1_000) <= random.perThousand;
  };
  return {
    on: (name, { times = Number.POSITIVE_INFINITY, account } = {}) => void switched.set(name, { left: times, account }),
    off: (name) => void switched.delete(name),
    randomly: (seed, perThousand, names = CASES.map((one) => one.name)) => {
      random = { chance: seededChance(seed), perThousand, names: new Set(names) };
    },
    clear: () => {
      switched.clear();
      random = undefined;
      fired = [];
    },
    fires: (name, account) => {
      const showing = shows(name, account);
      if (showing) fired.push({ name, account, at: now() });
      return showing;
    },
    fired: () => fired,
  };
}
