import type { Origin, Quality } from '../../connectors/contract/observation.js';
import { addDays, type CivilDate, civilDate, daysBetween, type Instant } from '../../connectors/contract/period.js';
import type { Chance } from '../../sandbox/chance.js';
import { seededChance } from '../../sandbox/chance.js';
import type { AlertRuleSetting } from '../../src/config/config.js';

// Accounts as platforms have them, read by pulls as connectors make them: another picture of the world than the stories', so that no assumption is
// both the product's and its only judge's.

/** An account of the world. */
export interface Account {
  readonly id: string;
  readonly kind: string;
  readonly metric: string;
  /** what each day comes to in the end */
  readonly values: ReadonlyMap<CivilDate, number>;
  /** what a pull says of a day that ended so many days ago; undefined where it says nothing */
  readonly says: (day: CivilDate, age: number, value: number) => { readonly value: number; readonly quality: Quality } | undefined;
  /** whether the account is pulled on a morning */
  readonly isPulled: (day: CivilDate) => boolean;
  readonly rules: readonly AlertRuleSetting[];
  /** the first day of a true decline */
  readonly declines: CivilDate | undefined;
}

/** The days that are judged, and those that were known before. */
export const WORLD = { begin: civilDate('2024-09-02'), from: civilDate('2025-01-06'), to: civilDate('2025-05-05') } as const;

/** Public holidays and days off in Indonesia in early 2025, as the ministers decreed them (SKB 3 Menteri, 2024-10-14). */
export const HOLIDAYS: readonly CivilDate[] = [
  '2025-01-01',
  '2025-01-27',
  '2025-01-28',
  '2025-01-29',
  '2025-03-28',
  '2025-03-29',
  '2025-03-31',
  '2025-04-01',
  '2025-04-02',
  '2025-04-03',
  '2025-04-04',
  '2025-04-07',
  '2025-04-18',
  '2025-04-20',
  '2025-05-01',
].map(civilDate);

const holidays = new Set<string>(HOLIDAYS);
/** The weekends between the days off of Lebaran, which no decree has to name. */
const BETWEEN: ReadonlySet<string> = new Set(['2025-03-30', '2025-04-05', '2025-04-06']);
export const isOff = (day: CivilDate): boolean => holidays.has(day) || BETWEEN.has(day);

const even = (chance: Chance): number => chance.between(1, 999_999) / 1_000_000;
const bell = (chance: Chance): number => Math.sqrt(-2 * Math.log(even(chance))) * Math.cos(2 * Math.PI * even(chance));
const weekdayOf = (day: CivilDate): number => new Date(`${day}T00:00:00Z`).getUTCDay();

/** A year's habits: every weekday has its own share, a trend goes on, and a good day is often followed by another. */
function living(chance: Chance, level: number, change: (day: CivilDate) => number): ReadonlyMap<CivilDate, number> {
  const shares = Array.from(
    { length: 7 },
    (_, weekday) => (chance.between(80, 115) / 100) * (weekday === 0 || weekday === 6 ? chance.between(45, 95) / 100 : 1),
  );
  const trend = chance.between(-2, 12) / 1_000 / 7;
  const spread = chance.between(20, 50) / 1_000;
  const values = new Map<CivilDate, number>();
  let mood = 0;
  for (let day = WORLD.begin; day < WORLD.to; day = addDays(day, 1)) {
    mood = 0.3 * mood + Math.sqrt(1 - 0.09) * bell(chance);
    const usual = level * (shares[weekdayOf(day)] ?? 1) * (1 + trend) ** daysBetween(WORLD.begin, day);
    values.set(day, Math.max(0, Math.round(usual * Math.exp(spread * mood) * change(day))));
  }
  return values;
}

const flat = (level: number, change: (day: CivilDate) => number): ReadonlyMap<CivilDate, number> => {
  const values = new Map<CivilDate, number>();
  for (let day = WORLD.begin; day < WORLD.to; day = addDays(day, 1)) values.set(day, Math.round(level * change(day)));
  return values;
};

const asItIs: Account['says'] = (_day, _age, value) => ({ value, quality: 'complete' });
const everyMorning = (): boolean => true;

type RuleOf = (metric: string, subject: string) => AlertRuleSetting;
const rule =
  (id: string, given: Partial<AlertRuleSetting>): RuleOf =>
  (metric, subject) => ({
    id: `${id} ${subject}`,
    condition: 'relative-decline',
    metric,
    subject,
    platform: undefined,
    dimensions: {},
    target: undefined,
    threshold: 0.2,
    recovery: 0.1,
    baseline: { kind: 'previous' },
    grain: 'week',
    holdHours: 24,
    graceHours: given.grain === 'day' ? 72 : 168,
    minimumBase: 20,
    noData: 'keep',
    group: 'none',
    route: ['owner'],
    ...given,
  });

const DAY = rule('day', { grain: 'day', baseline: { kind: 'median', periods: 4 }, holdHours: 48 });
const WEEK = rule('week', {});
const MONTH = rule('month', { grain: 'month' });
const SLOW = rule('slow', { baseline: { kind: 'periods-ago', periods: 5 } });
const STREAK = rule('streak', { condition: 'streak', grain: 'month', threshold: 3, recovery: undefined, holdHours: 0 });
const UNUSUAL = rule('unusual', { condition: 'anomaly', grain: 'day', threshold: undefined, recovery: undefined, holdHours: 0 });

const RULES = [DAY, WEEK, MONTH, SLOW, STREAK, UNUSUAL];

type Made = Pick<Account, 'values'> & Partial<Omit<Account, 'rules' | 'values'>> & { readonly rules?: readonly RuleOf[] };
type Maker = (chance: Chance) => Made;

const levelOf = (chance: Chance): number => chance.between(300, 40_000);
const someDay = (chance: Chance): CivilDate => addDays(WORLD.from, chance.between(7, 60));
const onOrAfter = (day: CivilDate, weekday: number): CivilDate => addDays(day, (weekday - weekdayOf(day) + 7) % 7);
const stepAt = (since: CivilDate, keep: number) => (day: CivilDate) => (day >= since ? keep : 1);
const keepOf = (chance: Chance): number => chance.between(15, 62) / 100;

const declineFrom =
  (first: (chance: Chance) => CivilDate, keep = keepOf, rules: readonly RuleOf[] = [DAY]): Maker =>
  (chance) => {
    const declines = first(chance);
    return { values: living(chance, levelOf(chance), stepAt(declines, keep(chance))), declines, rules };
  };

const MAKERS: Readonly<Record<string, Maker>> = {
  steady: (chance) => ({ values: living(chance, levelOf(chance), () => 1) }),
  'steady too': (chance) => ({ values: living(chance, levelOf(chance), () => 1) }),
  'quiet at Lebaran': (chance) => {
    const keep = chance.between(20, 75) / 100;
    return { values: living(chance, levelOf(chance), (day) => (isOff(day) ? keep : 1)), rules: RULES.filter((one) => one !== STREAK) };
  },
  'rarely pulled': (chance) => {
    const every = chance.between(2, 4);
    return { values: living(chance, levelOf(chance), () => 1), isPulled: (day) => daysBetween(WORLD.begin, day) % every === 0 };
  },
  'pulled with breaks': (chance) => {
    const out = someDay(chance);
    const length = chance.between(4, 20);
    return { values: living(chance, levelOf(chance), () => 1), isPulled: (day) => day < out || daysBetween(out, day) > length };
  },
  holes: (chance) => {
    const missing = new Set<CivilDate>();
    for (let day = WORLD.begin; day < WORLD.to; day = addDays(day, 1)) if (chance.between(1, 12) === 1) missing.add(day);
    return { values: living(chance, levelOf(chance), () => 1), says: (day, age, value) => (missing.has(day) ? undefined : asItIs(day, age, value)) };
  },
  'complete after days': (chance) => {
    const days = chance.between(2, 5);
    const says: Account['says'] = (_day, age, value) =>
      age > days
        ? { value, quality: 'complete' }
        : { value: Math.floor((value * (age + 1)) / (days + 3)), quality: age === 1 ? 'partial' : 'provisional' };
    return { values: living(chance, levelOf(chance), () => 1), says };
  },
  'days late': (chance) => {
    const days = chance.between(2, 6);
    return { values: living(chance, levelOf(chance), () => 1), says: (day, age, value) => (age <= days ? undefined : asItIs(day, age, value)) };
  },
  'misread now and then': (chance) => {
    const wrong = new Map<CivilDate, number>();
    for (let day = WORLD.begin; day < WORLD.to; day = addDays(day, 1)) if (chance.between(1, 12) === 1) wrong.set(day, chance.between(0, 40) / 100);
    return {
      values: living(chance, levelOf(chance), () => 1),
      says: (day, age, value) => ({ value: age === 1 ? Math.floor(value * (wrong.get(day) ?? 1)) : value, quality: 'complete' }),
    };
  },
  'purged of bots': (chance) => {
    const days = new Set([someDay(chance), someDay(chance)]);
    const share = chance.between(10, 110) / 1_000;
    const values = new Map<CivilDate, number>();
    let count = chance.between(2_000, 90_000);
    for (let day = WORLD.begin; day < WORLD.to; day = addDays(day, 1)) {
      count = Math.round(count * (days.has(day) ? 1 - share : 1 + chance.between(-2, 8) / 10_000));
      values.set(day, count);
    }
    return { values, metric: 'followers', rules: RULES.filter((one) => one !== UNUSUAL) };
  },
  'counted anew': (chance) => {
    const to = chance.between(0, 1) === 0 ? chance.between(15, 75) / 100 : chance.between(130, 300) / 100;
    return { values: living(chance, levelOf(chance), stepAt(civilDate('2025-03-31'), to)), id: 'youtube:anew', metric: 'views' };
  },
  tiny: (chance) => ({ values: new Map([...flat(1, () => 1)].map(([day]) => [day, chance.between(0, 2)])), rules: [DAY, WEEK] }),
  'falls on a weekend': declineFrom((chance) => onOrAfter(someDay(chance), 6)),
  'falls on some day': declineFrom(someDay),
  'falls before Lebaran': declineFrom(() => civilDate('2025-03-27')),
  'falls far, read rarely': (chance) => {
    const declines = someDay(chance);
    const odd = chance.between(0, 1);
    return {
      values: living(chance, levelOf(chance), stepAt(declines, chance.between(5, 40) / 100)),
      declines,
      isPulled: (day) => daysBetween(WORLD.begin, day) % 2 === odd,
      rules: [DAY],
    };
  },
  'falls by exactly a fifth': (chance) => {
    const declines = someDay(chance);
    return { values: flat(5 * chance.between(6, 4_000), stepAt(declines, 0.8)), declines, rules: [DAY] };
  },
  'falls by exactly a fifth, by weeks': (chance) => {
    const declines = onOrAfter(someDay(chance), 1);
    return { values: flat(5 * chance.between(6, 4_000), stepAt(declines, 0.8)), declines, rules: [WEEK] };
  },
  'falls in the shortest month': declineFrom(
    () => civilDate('2025-02-01'),
    (chance) => chance.between(30, 75) / 100,
    [MONTH],
  ),
  'small and falls': (chance) => {
    const declines = someDay(chance);
    return { values: flat(chance.between(24, 60), stepAt(declines, 0.6)), declines, rules: [DAY] };
  },
  'wanes over weeks': (chance) => {
    const declines = onOrAfter(civilDate('2025-01-13'), 1);
    const weekly = chance.between(880, 930) / 1_000;
    const keep = (day: CivilDate): number => (day < declines ? 1 : weekly ** (Math.min(daysBetween(declines, day), 42) / 7));
    return { values: living(chance, levelOf(chance), keep), declines, rules: [SLOW] };
  },
  'wanes month by month': (chance) => {
    const declines = civilDate('2025-02-01');
    const monthly: Readonly<Record<string, number>> = { '02': 0.9, '03': 0.74, '04': 0.6 };
    const keep = (day: CivilDate): number => (day < declines ? 1 : (monthly[day.slice(5, 7)] ?? 0.6));
    return { values: living(chance, levelOf(chance), keep), declines, rules: [STREAK] };
  },
};

/** The accounts of a seed. */
export function accountsOf(seed: number): readonly Account[] {
  const chance = seededChance(seed);
  return Object.entries(MAKERS).map(([kind, make], index) => {
    const {
      id = `x:account-${index}`,
      metric = 'impressions',
      says = asItIs,
      isPulled = everyMorning,
      rules = RULES,
      declines,
      ...made
    } = make(chance);
    return { ...made, id, kind, metric, says, isPulled, declines, rules: rules.map((ruleFor) => ruleFor(metric, id)) };
  });
}

/** 09:00 in Jakarta. */
export const pulledAt = (day: CivilDate): Instant => new Date(`${day}T02:00:00Z`).toISOString() as Instant;

/** What a pull of an account on a morning comes from. */
export const originOf = (account: Account, day: CivilDate): Origin => ({
  id: `api:${account.id.replace(':', '-')}:${day}`,
  kind: 'api',
  name: account.id.replace(':', '-'),
  detail: day,
  hash: day,
  zone: 'Asia/Jakarta',
  receivedAt: pulledAt(day),
});
