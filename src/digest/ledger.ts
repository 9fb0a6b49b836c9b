import type { Quality } from '../../connectors/contract/observation.js';
import { addDays, type CivilDate, civilDate, daysBetween, type Instant, type Window } from '../../connectors/contract/period.js';
import { type Expression, value } from '../domain/formula.js';
import { type LedgerCount, ledgerCountId } from '../domain/ledger-count.js';
import type { ActivationFilter, AdvocacyGroup, AdvocacyStore, AdvocacySummary } from '../store/advocacy-port.js';
import { type ShownUnits, shownUnits } from './units.js';

/** The part of the ledger that counts. */
export type CountingLedger = Pick<AdvocacyStore, 'summary' | 'groups' | 'sources' | 'listCampaigns' | 'targetRevisions'>;

/** Asks the ledger for single numbers, each as a leaf of a formula whose id can be asked again. The same question goes to the store once. */
export interface LedgerReader {
  readonly ledger: CountingLedger;
  /** given where a past moment was asked for */
  readonly asOf: Instant | undefined;
  readonly summary: (window: Window, filter?: Pick<ActivationFilter, 'units' | 'campaigns'>) => Promise<AdvocacySummary>;
  readonly count: (count: Omit<LedgerCount, 'asOf'>) => Promise<Expression>;
  /** units or campaigns with most people first */
  readonly groups: (by: 'unit' | 'campaign', window: Window) => Promise<readonly AdvocacyGroup[]>;
  /** the units that may be shown by themselves, and the others together */
  readonly units: (window: Window) => Promise<ShownUnits>;
  /** whether anything counted on these days */
  readonly holds: (window: Window) => Promise<boolean>;
}

/** Opens the ledger for one digest or answer; `asOf` is given where it is to be read as it stood. */
export function openLedgerReader(ledger: CountingLedger, asOf: Instant | undefined): LedgerReader {
  const asked = new Map<string, Promise<AdvocacySummary>>();
  const summaryOf = (window: Window, filter: ActivationFilter): Promise<AdvocacySummary> => {
    const key = JSON.stringify([window.start, window.end, filter]);
    const known = asked.get(key) ?? ledger.summary(window, Object.keys(filter).length === 0 ? undefined : filter);
    asked.set(key, known);
    return known;
  };
  const at = asOf === undefined ? {} : { asOf };
  let quality: Promise<Quality> | undefined;
  const sourcesQuality = async (): Promise<Quality> => {
    quality ??= ledger.sources().then((sources) => (sources.some(({ kind }) => kind === 'synthetic') ? 'synthetic' : 'complete'));
    return quality;
  };
  return {
    ledger,
    asOf,
    summary: (window, filter = {}) => summaryOf(window, { ...filter, ...at }),
    count: async (count) => {
      const found = await countWith((filter) => summaryOf(count.window, filter), { ...count, ...at });
      return value({ observation: ledgerCountId({ ...count, ...at }), value: found, quality: await sourcesQuality() });
    },
    groups: (by, window) => ledger.groups(by, window, at),
    units: (window) => shownUnits(ledger, window, at),
    holds: async (window) => (await summaryOf(window, at)).activations > 0,
  };
}

/** Asks the ledger for one number anew. */
export const countInLedger = (ledger: Pick<AdvocacyStore, 'summary'>, count: LedgerCount): Promise<number> =>
  countWith((filter) => ledger.summary(count.window, filter), count);

type Summarise = (filter: ActivationFilter) => Promise<AdvocacySummary>;

async function countWith(summarise: Summarise, { counted, kind, platform, units, campaign, asOf }: LedgerCount): Promise<number> {
  const scope: ActivationFilter = {
    ...(units === undefined ? {} : { units }),
    ...(campaign === undefined ? {} : { campaigns: [campaign] }),
    ...(asOf === undefined ? {} : { asOf }),
  };
  // One summary answers what is split by kind or by platform alone; what is split otherwise is asked for by itself.
  if (counted === 'people' && platform === undefined && kind !== undefined) return (await summarise(scope)).peopleByKind[kind];
  if (counted === 'people' && kind === undefined && platform !== undefined) return (await summarise(scope)).peopleByPlatform[platform];
  if (counted === 'activations' && platform === undefined && kind !== undefined) return (await summarise(scope)).activationsByKind[kind];
  if (counted === 'touches' && kind === undefined && platform !== undefined) return (await summarise(scope)).touchesByPlatform[platform];
  const { people, activations, touches } = await summarise({
    ...scope,
    ...(kind === undefined ? {} : { kinds: [kind] }),
    ...(platform === undefined ? {} : { platforms: [platform] }),
  });
  switch (counted) {
    case 'people':
      return people.atMost;
    case 'people-at-least':
      return people.atLeast;
    case 'activations':
      return activations;
    case 'touches':
      return touches;
  }
}

/** The first day up to which so many had been reached, counted from the start of the window; undefined where they were not. */
export async function dayReached(reach: (window: Window) => Promise<number>, { start, end }: Window, goal: number): Promise<CivilDate | undefined> {
  const reachedBy = async (day: CivilDate): Promise<boolean> => (await reach({ start, end: addDays(day, 1) })) >= goal;
  let [before, reached] = [-1, daysBetween(start, end) - 1];
  if (reached < 0 || !(await reachedBy(addDays(start, reached)))) return undefined;
  // What is counted from a fixed day on never falls: the first day that reaches the goal is found by halving.
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (await reachedBy(addDays(start, middle))) reached = middle;
    else before = middle;
  }
  return addDays(start, reached);
}

const BEFORE_ANY = civilDate('1970-01-01');

/** The first day of a ledger that holds something in a window, where it begins inside; undefined where something counted before, or on the first day. */
export async function beginning({ holds, summary }: Pick<LedgerReader, 'holds' | 'summary'>, window: Window): Promise<CivilDate | undefined> {
  if (await holds({ start: BEFORE_ANY, end: window.start })) return undefined;
  const first = await dayReached(async (days) => (await summary(days)).activations, window, 1);
  return first === window.start ? undefined : first;
}
