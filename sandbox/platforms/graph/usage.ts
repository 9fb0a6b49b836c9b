import { dayOf } from './days.js';
import type { AccountEntry } from './directory.js';

const HOUR_MS = 3_600_000;

/** The calls of the last hours, counted by whose allowance they use. */
export interface Usage {
  /** counts a call and tells how much of the allowance is used, in percent */
  readonly count: (owner: AccountEntry | undefined, now: number) => number;
}

/** 200 calls an hour for each of the people who use the app: this stand-in takes it that they are 100. */
const APP_CALLS = 200 * 100;
const CALLS_PER_VIEW = 4_800;
const LEAST_VIEWS = 10;

interface Counter {
  hour: number;
  total: number;
  readonly hours: number[];
}

/** Opens the counting. An account has 4,800 calls in 24 hours for each view of its last day, the app as a whole an hourly allowance. */
export function openUsage(): Usage {
  const counters = new Map<AccountEntry | undefined, Counter>();
  return {
    count: (owner, now) => {
      const span = owner === undefined ? 1 : 24;
      const hour = Math.floor(now / HOUR_MS);
      let counter = counters.get(owner);
      if (counter === undefined || hour - counter.hour >= span || hour < counter.hour) {
        counter = { hour, total: 0, hours: [] };
        counters.set(owner, counter);
      }
      for (; counter.hour < hour; counter.hour += 1) {
        counter.hours.unshift(0);
        counter.total -= counter.hours.length > span ? (counter.hours.pop() ?? 0) : 0;
      }
      counter.hours[0] = (counter.hours[0] ?? 0) + 1;
      counter.total += 1;
      return Math.floor((100 * counter.total) / allowance(owner, now));
    },
  };
}

function allowance(owner: AccountEntry | undefined, now: number): number {
  if (owner === undefined) return APP_CALLS;
  const yesterday = owner.days[dayOf(now) - 1 - owner.firstDay];
  return CALLS_PER_VIEW * Math.max(LEAST_VIEWS, yesterday?.views ?? 0);
}

/** The headers that tell how much is used. `regainMinutes` above 0 where calls are refused. */
export function usageHeaders(owner: AccountEntry | undefined, percent: number, regainMinutes: number): Readonly<Record<string, string>> {
  const share = { call_count: percent, total_cputime: Math.floor(percent / 2), total_time: Math.floor((percent * 2) / 3) };
  if (owner === undefined) return { 'x-app-usage': JSON.stringify(share) };
  const type = owner.account.platform === 'instagram' ? 'instagram' : 'pages';
  return {
    'x-business-use-case-usage': JSON.stringify({ [owner.account.id]: [{ type, ...share, estimated_time_to_regain_access: regainMinutes }] }),
  };
}
