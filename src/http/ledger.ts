import { DateTime } from 'luxon';
import { ConnectorError } from '../../connectors/contract/errors.js';
import type { Charge } from '../../connectors/contract/http.js';
import type { CivilDate, Instant } from '../../connectors/contract/period.js';
import type { WallClock } from '../clock.js';
import type { Logger } from '../log.js';
import { civilDateIn } from '../text/date.js';

/** What was used up of a bucket on one of its days; the day is that of the bucket's zone. */
export interface LedgerDay {
  readonly bucket: string;
  readonly day: CivilDate;
  readonly units: number;
  /** the resources that are paid for on this day */
  readonly resources: readonly string[];
}

/** Where the ledger is kept. Both may reject; the ledger then goes on from memory. */
export interface LedgerStore {
  readonly load: (bucket: string, day: CivilDate) => Promise<LedgerDay | undefined>;
  readonly save: (day: LedgerDay) => Promise<void>;
}

/** A bucket with its budget of a day. */
export interface BucketSetting {
  readonly zone: string;
  readonly limit: number | undefined;
}

/** Units that are set aside for one call. */
export interface Reservation {
  /** writes down what the call has really used up, and gives the rest back */
  readonly settle: (used: readonly Charge[]) => Promise<void>;
}

/** How much of a bucket is used up today, and when it refills. */
export interface Spent {
  readonly units: number;
  readonly limit: number | undefined;
  readonly until: Instant;
}

/** Keeps account of what runs out. */
export interface Ledger {
  /** rejects with `ConnectorError` (`quota`, until the next midnight of the bucket) where the charges would pass a budget */
  readonly reserve: (charges: readonly Charge[]) => Promise<Reservation>;
  readonly spent: (bucket: string) => Promise<Spent>;
}

/** What a ledger needs. `limits` replace those of the buckets. */
export interface LedgerDependencies {
  readonly buckets: Readonly<Record<string, BucketSetting>>;
  readonly limits?: Readonly<Record<string, number>>;
  readonly store: LedgerStore;
  readonly clock: Pick<WallClock, 'now'>;
  readonly log: Pick<Logger, 'warn'>;
}

/** A ledger over what a store keeps. Of several processes each adds its own calls to what is kept. */
export function createLedger(dependencies: LedgerDependencies): Ledger {
  const accounts = new Map<string, DayAccount>();
  const accountOf = async (bucket: string): Promise<DayAccount> => {
    const setting = Object.hasOwn(dependencies.buckets, bucket) ? dependencies.buckets[bucket] : undefined;
    if (setting === undefined) throw new ConnectorError('rejected', `The bucket "${bucket}" is not declared by the connector.`);
    const day = civilDateIn(new Date(dependencies.clock.now()).toISOString() as Instant, setting.zone);
    let account = accounts.get(bucket);
    if (account?.day !== day) {
      const limit = dependencies.limits?.[bucket] ?? setting.limit;
      account = openDay(bucket, day, { zone: setting.zone, limit }, dependencies);
      accounts.set(bucket, account);
    }
    await account.ready;
    return account;
  };
  return {
    reserve: async (charges) => {
      const byAccount = new Map<DayAccount, Charge[]>();
      for (const charge of charges) {
        const account = await accountOf(charge.bucket);
        byAccount.set(account, [...(byAccount.get(account) ?? []), charge]);
      }
      // From here on nothing is awaited, so that two calls can't both take the last unit.
      for (const [account, own] of byAccount) account.refuse(own);
      const held = [...byAccount].map(([account, own]) => ({ account, units: account.hold(own) }));
      return {
        settle: async (used) => {
          for (const { account, units } of held) account.release(units);
          const others = used.filter((charge) => !held.some(({ account }) => account.bucket === charge.bucket));
          const further = await Promise.all(others.map(({ bucket }) => accountOf(bucket)));
          const touched = new Set([...held.map(({ account }) => account), ...further]);
          await Promise.all([...touched].map((account) => account.add(used.filter(({ bucket }) => bucket === account.bucket))));
        },
      };
    },
    spent: async (bucket) => {
      const account = await accountOf(bucket);
      return { units: account.units(), limit: account.limit, until: account.until };
    },
  };
}

/** One bucket on one day. */
interface DayAccount {
  readonly bucket: string;
  readonly day: CivilDate;
  readonly limit: number | undefined;
  readonly until: Instant;
  /** resolves once what is kept has been read */
  readonly ready: Promise<void>;
  readonly units: () => number;
  readonly refuse: (charges: readonly Charge[]) => void;
  readonly hold: (charges: readonly Charge[]) => number;
  readonly release: (units: number) => void;
  readonly add: (charges: readonly Charge[]) => Promise<void>;
}

function openDay(bucket: string, day: CivilDate, { zone, limit }: BucketSetting, { store, log }: LedgerDependencies): DayAccount {
  const written = openWritten(bucket, day, store, (cause) =>
    log.warn('The ledger of charges could not be kept; it goes on from memory.', { bucket, cause }),
  );
  const until = midnightAfter(day, zone);
  let held = 0;
  return {
    bucket,
    day,
    limit,
    until,
    ready: written.ready,
    units: written.units,
    refuse: (charges) => {
      const wanted = unitsOf(charges, written.paid());
      const spent = written.units() + held;
      if (limit === undefined || wanted === 0 || spent + wanted <= limit) return;
      throw new ConnectorError('quota', refusal(bucket, { wanted, spent, limit, zone, until }), { until, reach: 'connection' });
    },
    hold: (charges) => {
      const wanted = unitsOf(charges, written.paid());
      held += wanted;
      return wanted;
    },
    release: (given) => {
      held -= given;
    },
    add: written.add,
  };
}

/** What is used up of a bucket on a day: what is kept, and what is still to be written. */
interface Written {
  readonly ready: Promise<void>;
  readonly units: () => number;
  readonly paid: () => ReadonlySet<string>;
  /** resolves once it has been tried to write it */
  readonly add: (charges: readonly Charge[]) => Promise<void>;
}

function openWritten(bucket: string, day: CivilDate, store: LedgerStore, failed: (cause: unknown) => void): Written {
  const nothing: LedgerDay = { bucket, day, units: 0, resources: [] };
  let kept = nothing;
  let paid = new Set<string>();
  let fresh: readonly Charge[] = [];
  let writing: Promise<void> = Promise.resolve();
  const take = (stored: LedgerDay): void => {
    kept = stored;
    paid = new Set([...kept.resources, ...fresh.flatMap(({ resource }) => resource ?? [])]);
  };
  const write = async (): Promise<void> => {
    if (fresh.length === 0) return;
    const mine = fresh;
    // Another process may have added its calls meanwhile.
    const next = merged((await store.load(bucket, day)) ?? nothing, mine);
    await store.save(next);
    fresh = fresh.slice(mine.length);
    take(next);
  };
  return {
    ready: store.load(bucket, day).then((stored) => take(stored ?? nothing), failed),
    units: () => kept.units + unitsOf(fresh, new Set()),
    paid: () => paid,
    add: (charges) => {
      // A resource is written down once; `fresh` is replaced, never changed, since a writing may be under way.
      fresh = [...fresh, ...charges.filter(({ resource }) => resource === undefined || isNew(paid, resource))];
      writing = writing.then(write).catch(failed);
      return writing;
    },
  };
}

function isNew(paid: Set<string>, resource: string): boolean {
  if (paid.has(resource)) return false;
  paid.add(resource);
  return true;
}

/** The sum of charges, each resource counted once and those that are paid for not at all. */
function unitsOf(charges: readonly Charge[], paid: ReadonlySet<string>): number {
  const counted = new Set<string>();
  let sum = 0;
  for (const { units, resource } of charges) {
    if (resource !== undefined && (paid.has(resource) || counted.has(resource))) continue;
    if (resource !== undefined) counted.add(resource);
    sum += units;
  }
  return sum;
}

function merged(base: LedgerDay, charges: readonly Charge[]): LedgerDay {
  const paid = new Set(base.resources);
  const units = base.units + unitsOf(charges, paid);
  for (const { resource } of charges) if (resource !== undefined) paid.add(resource);
  return { ...base, units, resources: [...paid] };
}

function midnightAfter(day: CivilDate, zone: string): Instant {
  return DateTime.fromISO(day, { zone }).plus({ days: 1 }).startOf('day').toUTC().toISO() as Instant;
}

interface Refused {
  readonly wanted: number;
  readonly spent: number;
  readonly limit: number;
  readonly zone: string;
  readonly until: Instant;
}

function refusal(bucket: string, { wanted, spent, limit, zone, until }: Refused): string {
  const say = (units: number): string => (bucket.endsWith(':credits') ? `${(units / 1_000_000).toFixed(3)} US dollars` : `${units} units`);
  return (
    `The budget of a day for "${bucket}" does not allow this call: ${say(spent)} of ${say(limit)} are spent or set aside, and it may need ${say(wanted)}. ` +
    `It begins anew at ${until} (midnight in ${zone}); the budget is in the configuration.`
  );
}
