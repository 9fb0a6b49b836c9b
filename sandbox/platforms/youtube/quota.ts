import { dayText } from '../../calendar.js';
import { pacificDay } from './pacific.js';

/** The buckets of a project, each refilled at midnight in California. */
const BUCKETS = { units: 10_000, stats: 10_000, searches: 100 } as const;

/** The name of a bucket. */
export type Bucket = keyof typeof BUCKETS;

/** What has been used up, by civil day of California. */
export type QuotaUse = ReadonlyMap<string, Readonly<Record<Bucket, number>>>;

/** The quota of the project. */
export interface Quota {
  /** takes a unit; false where the bucket of the day is empty */
  readonly take: (bucket: Bucket) => boolean;
  /** empties the bucket of the day */
  readonly spend: (bucket: Bucket) => void;
  readonly use: () => QuotaUse;
}

/** Opens full buckets. `now` is the data's clock. */
export function openQuota(now: () => number): Quota {
  const days = new Map<number, Record<Bucket, number>>();
  const today = (): Record<Bucket, number> => {
    const day = pacificDay(now());
    const known = days.get(day);
    if (known !== undefined) return known;
    const empty = { units: 0, stats: 0, searches: 0 };
    days.set(day, empty);
    return empty;
  };
  return {
    take: (bucket) => {
      const used = today();
      if (used[bucket] >= BUCKETS[bucket]) return false;
      used[bucket] += 1;
      return true;
    },
    spend: (bucket) => {
      today()[bucket] = BUCKETS[bucket];
    },
    use: () => new Map([...days].map(([day, used]) => [dayText(day), { ...used }])),
  };
}
