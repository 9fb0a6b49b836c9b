/** What is paid for, in millionths of a US dollar for each (prices of 2026-04-20, read 2026-11-25). */
const PRICES = { post: 5_000, user: 10_000, analytics: 5_000, owned: 1_000 } as const;

/** The kind of a price. */
export type Price = keyof typeof PRICES;

/** What one UTC day cost. */
export interface DayOfCharges {
  readonly microdollars: number;
  /** how many distinct resources were charged, by price */
  readonly resources: Readonly<Record<Price, number>>;
}

/** What the app has been charged so far. */
export interface XCharges {
  readonly microdollars: number;
  /** by UTC day of the data's clock */
  readonly days: ReadonlyMap<string, DayOfCharges>;
}

/** The ledger: a resource is charged once in a UTC day, at the price of its first read. */
export interface ChargeLedger {
  readonly charge: (price: Price, kind: 'post' | 'user' | 'analytics', ids: readonly string[]) => void;
  readonly charges: () => XCharges;
  /** US dollars; it recharges itself, as the console can be set to */
  readonly balance: () => number;
  /** posts charged in the calendar month of the data's clock */
  readonly postsOfMonth: () => number;
}

interface Day {
  microdollars: number;
  readonly resources: Record<Price, number>;
}

const FIRST_CREDITS = 100_000_000;
const RECHARGE = 100_000_000;
const RECHARGE_BELOW = 10_000_000;
const DAYS_REMEMBERED = 3;

/** Opens an empty ledger. `now` is the data's clock. */
export function openCharges(now: () => number): ChargeLedger {
  const days = new Map<string, Day>();
  const charged = new Map<string, Set<string>>();
  const months = new Map<string, number>();
  let total = 0;
  const monthOf = (): string => new Date(now()).toISOString().slice(0, 7);
  const dayName = (): string => new Date(now()).toISOString().slice(0, 10);
  /** what was charged today; of earlier days only the last are remembered */
  const seenToday = (): Set<string> => {
    const name = dayName();
    const seen = charged.get(name) ?? new Set<string>();
    charged.set(name, seen);
    const [oldest] = charged.keys();
    if (charged.size > DAYS_REMEMBERED && oldest !== undefined) charged.delete(oldest);
    return seen;
  };
  const today = (): Day => {
    const name = dayName();
    const known = days.get(name);
    if (known !== undefined) return known;
    const day: Day = { microdollars: 0, resources: { post: 0, user: 0, analytics: 0, owned: 0 } };
    days.set(name, day);
    return day;
  };
  return {
    charge: (price, kind, ids) => {
      const [day, seen, month] = [today(), seenToday(), monthOf()];
      for (const id of ids) {
        const resource = `${kind}:${id}`;
        if (seen.has(resource)) continue;
        seen.add(resource);
        day.resources[price] += 1;
        day.microdollars += PRICES[price];
        total += PRICES[price];
        if (kind === 'post') months.set(month, (months.get(month) ?? 0) + 1);
      }
    },
    charges: () => ({
      microdollars: total,
      days: new Map([...days].map(([name, { microdollars, resources }]) => [name, { microdollars, resources: { ...resources } }])),
    }),
    balance: () => {
      const recharges = Math.max(0, Math.ceil((total - (FIRST_CREDITS - RECHARGE_BELOW)) / RECHARGE));
      return (FIRST_CREDITS + recharges * RECHARGE - total) / 1_000_000;
    },
    postsOfMonth: () => months.get(monthOf()) ?? 0,
  };
}
