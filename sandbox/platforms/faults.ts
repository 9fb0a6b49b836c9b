import { type Chance, seededChance } from '../chance.js';

/** The cases that a connector must survive, numbered as in the list of the platforms' facts. Each stand-in names those that it can show. */
export const CASES = [
  { number: 1, name: 'no-data' },
  { number: 2, name: 'under-100-followers' },
  { number: 3, name: 'window-too-long' },
  { number: 4, name: 'pre-conversion-media' },
  { number: 5, name: 'product-mismatch' },
  { number: 6, name: 'story-few-viewers' },
  { number: 7, name: 'story-expired' },
  { number: 8, name: 'hidden-counts' },
  { number: 9, name: 'value-shapes' },
  { number: 10, name: 'breakdown-refused' },
  { number: 11, name: 'wrong-period-empty' },
  { number: 12, name: 'end-time-next-day' },
  { number: 13, name: 'summer-time' },
  { number: 14, name: 'account-east-of-utc' },
  { number: 15, name: 'provisional-values' },
  { number: 16, name: 'endless-paging' },
  { number: 17, name: 'dead-token' },
  { number: 18, name: 'throttled-as-400' },
  { number: 19, name: 'partial-permission' },
  { number: 20, name: 'retired-metric' },
  { number: 21, name: 'reduce-data' },
  { number: 22, name: 'batch-items-fail' },
  { number: 23, name: 'removed-protocol' },
  { number: 24, name: 'suspended-user' },
  { number: 25, name: 'no-posts-two-dialects' },
  { number: 26, name: 'credits-depleted' },
  { number: 27, name: 'reset-in-the-past' },
  { number: 28, name: 'private-metrics-too-old' },
  { number: 29, name: 'refresh-race' },
  { number: 30, name: 'rounded-subscribers' },
  { number: 31, name: 'rows-absent-columns-moved' },
  { number: 32, name: 'views-redefined' },
  { number: 33, name: 'quota-or-rate' },
  { number: 34, name: 'invalid-grant' },
  { number: 35, name: 'html-body' },
  { number: 36, name: 'ids-as-numbers' },
  { number: 37, name: 'ok-code-in-error' },
  { number: 38, name: 'version-sunset' },
  { number: 39, name: 'secrets-in-bodies' },
  { number: 40, name: 'moved-and-deleted-posts' },
  { number: 41, name: 'backdated-posts' },
  { number: 42, name: 'followers-purged' },
] as const satisfies readonly { readonly number: number; readonly name: string }[];

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
