import type { Metric } from '../../connectors/contract/metric.js';
import type { Quality } from '../../connectors/contract/observation.js';
import { addDays, type CivilDate, civilDate, daysBetween, type Instant, ISO_CALENDAR, periodOf } from '../../connectors/contract/period.js';
import { type Chance, seededChance } from '../../sandbox/chance.js';
import { daysOff } from '../../src/alerts/guards.js';
import { CONDITIONS } from '../../src/alerts/index.js';
import { judgeSeries } from '../../src/alerts/judge.js';
import { pointsOf } from '../../src/alerts/points.js';
import type { AlertRuleSetting } from '../../src/config/config.js';
import type { AlertState, Transition } from '../../src/domain/alert-state.js';
import type { StoredObservation } from '../../src/store/port.js';
import { civilDateIn } from '../../src/text/date.js';

/** What a source said of a day at one moment. */
export interface DayReading {
  readonly at: Instant;
  readonly value: number;
  readonly quality: Quality;
}

/** A simulated history of one daily series, as it came in, and the rule that watches it. */
export interface Story {
  readonly name: string;
  readonly kind: 'decline' | 'weekends' | 'holidays' | 'gaps' | 'late' | 'partial' | 'definition' | 'purge' | 'double-read';
  readonly rule: AlertRuleSetting;
  readonly metric: Metric;
  readonly holidays: readonly CivilDate[];
  /** by day, each oldest first */
  readonly readings: ReadonlyMap<CivilDate, readonly DayReading[]>;
  /** the first day of a true decline of 20 % or more */
  readonly declines: CivilDate | undefined;
  readonly from: CivilDate;
  readonly to: CivilDate;
}

const ZONE = 'Asia/Jakarta';
const HOUR = 3_600_000;
/** how often rules are evaluated */
export const EVERY_MS = 12 * HOUR;

/** The start of the simulated year; the series begin 16 weeks earlier. */
const YEAR_START = civilDate('2025-01-01');
const HISTORY_DAYS = 112;

const METRIC: Metric = {
  id: 'impressions',
  label: { id: 'Impresi', en: 'Impressions' },
  unit: 'views',
  additivity: 'flow',
  better: 'higher',
  dimensions: {},
};
const FOLLOWERS: Metric = { ...METRIC, id: 'followers', label: { id: 'Pengikut', en: 'Followers' }, unit: 'accounts', additivity: 'stock' };

/** A rule with what it leaves out filled in. */
const ruleOf = (given: Partial<AlertRuleSetting>): AlertRuleSetting => ({
  id: 'rule',
  condition: 'relative-decline',
  metric: 'impressions',
  subject: 'x:a',
  platform: undefined,
  dimensions: {},
  target: undefined,
  threshold: 0.2,
  recovery: 0.1,
  baseline: { kind: 'median', periods: 4 },
  grain: 'day',
  holdHours: 0,
  graceHours: given.grain === undefined || given.grain === 'day' ? 72 : 168,
  minimumBase: 20,
  noData: 'keep',
  group: 'none',
  route: ['owner'],
  ...given,
});

/** The rules that a team writes for declines: days wait two days, weeks and months wait one. */
const DECLINES: readonly AlertRuleSetting[] = [
  ruleOf({ id: 'day', grain: 'day', holdHours: 48 }),
  ruleOf({ id: 'week', grain: 'week', baseline: { kind: 'previous' }, holdHours: 24 }),
  ruleOf({ id: 'week-median', grain: 'week', holdHours: 0 }),
  ruleOf({ id: 'month', grain: 'month', baseline: { kind: 'previous' }, holdHours: 24 }),
];

interface Shape {
  readonly level: number;
  readonly weekend: number;
  /** standard deviation of a day in thousandths */
  readonly noise: number;
}

/** Nearly Gaussian: the sum of twelve even draws. */
const noisy = (chance: Chance, thousandths: number): number => {
  let sum = 0;
  for (let draw = 0; draw < 12; draw += 1) sum += chance.between(-500, 500);
  return 1 + (sum / 1_000) * (thousandths / 1_000);
};

const isWeekend = (day: CivilDate): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
const pick = <Item>(chance: Chance, items: readonly Item[]): Item => items[chance.between(0, items.length - 1)] as Item;

function shapeOf(chance: Chance, noise = chance.between(30, 80)): Shape {
  return { level: chance.between(800, 60_000), weekend: chance.between(55, 95) / 100, noise };
}

function series(chance: Chance, shape: Shape, from: CivilDate, to: CivilDate, change: (day: CivilDate) => number): ReadonlyMap<CivilDate, number> {
  const values = new Map<CivilDate, number>();
  for (let day = from; day < to; day = addDays(day, 1)) {
    const usual = shape.level * (isWeekend(day) ? shape.weekend : 1) * noisy(chance, shape.noise);
    values.set(day, Math.max(0, Math.floor(usual * change(day))));
  }
  return values;
}

/** The moment, at 09:00 in Jakarta, so many days after a day. */
const morning = (day: CivilDate, after: number): Instant => new Date(Date.parse(`${addDays(day, after)}T02:00:00Z`)).toISOString() as Instant;

/** A source that is read every morning and states the last three days each time. */
const readDaily = (day: CivilDate, value: number): readonly DayReading[] =>
  [1, 2, 3].map((after) => ({ at: morning(day, after), value, quality: 'complete' }));

/** A source that first gives a part of the day and says so. */
const readProvisionally = (chance: Chance, day: CivilDate, value: number): readonly DayReading[] => [
  { at: morning(day, 1), value: Math.floor((value * chance.between(20, 90)) / 100), quality: pick(chance, ['provisional', 'partial'] as const) },
  { at: morning(day, 2), value: Math.floor((value * chance.between(60, 99)) / 100), quality: 'provisional' },
  { at: morning(day, 3), value, quality: 'complete' },
  { at: morning(day, 4), value, quality: 'complete' },
];

type Reads = (day: CivilDate, value: number) => readonly DayReading[];

const readAll = (values: ReadonlyMap<CivilDate, number>, reads: Reads): ReadonlyMap<CivilDate, readonly DayReading[]> =>
  new Map([...values].map(([day, value]) => [day, reads(day, value)]));

interface Told extends Pick<Story, 'kind' | 'rule' | 'readings'>, Partial<Pick<Story, 'metric' | 'holidays' | 'declines'>> {
  readonly days: number;
}

const story = (name: string, { days, metric = METRIC, holidays = [], declines, ...told }: Told): Story => ({
  name,
  ...told,
  metric,
  holidays,
  declines,
  from: YEAR_START,
  to: addDays(YEAR_START, days),
});

type Teller = (chance: Chance) => Told;

const begin = addDays(YEAR_START, -HISTORY_DAYS);

/** A fall of 28 to 80 % in noise, or of exactly 20 % without any, through whole weeks or months, with a source that may be late, provisional or have gaps. */
const decline: Teller = (chance) => {
  const rule = pick(chance, DECLINES);
  const exactly = chance.between(0, 3) === 0;
  const shape = exactly ? { level: 100 * chance.between(10, 400), weekend: 1, noise: 0 } : shapeOf(chance);
  const since = periodOf(rule.grain, addDays(YEAR_START, chance.between(7, 27)), ISO_CALENDAR);
  const first = rule.grain === 'month' ? periodOf('month', civilDate('2025-03-01')).start : since.start;
  // A month of 31 days at 72 % comes to 80 % of one of 28.
  const keep = exactly ? (rule.grain === 'month' ? 0.72 : 0.8) : chance.between(20, rule.grain === 'month' ? 68 : 72) / 100;
  const days = rule.grain === 'month' ? 110 : 60;
  const to = addDays(YEAR_START, days);
  const values = series(chance, shape, begin, to, (day) => (day >= first ? keep : 1));
  const late: Reads = (day, value) => {
    const wait = chance.between(0, 4) === 0 ? chance.between(1, 2) : 0;
    return [1, 2, 3].map((after) => ({ at: morning(day, after + wait), value, quality: 'complete' }));
  };
  const reads = pick<Reads>(chance, [readDaily, (day, value) => readProvisionally(chance, day, value), late]);
  return { kind: 'decline', rule, readings: readAll(values, reads), declines: first, days };
};

const quietRules: readonly AlertRuleSetting[] = [
  ...DECLINES,
  ruleOf({ id: 'month-streak', condition: 'streak', grain: 'month', threshold: 3, recovery: undefined }),
  ruleOf({ id: 'anomaly', condition: 'anomaly', threshold: undefined, recovery: undefined }),
];

const weekends: Teller = (chance) => {
  const values = series(chance, shapeOf(chance), begin, addDays(YEAR_START, 365), () => 1);
  return { kind: 'weekends', rule: pick(chance, quietRules), readings: readAll(values, readDaily), days: 365 };
};

const holidays: Teller = (chance) => {
  const days = new Set<CivilDate>();
  for (let n = 0; n < 8; n += 1) days.add(addDays(YEAR_START, chance.between(3, 200)));
  const long = addDays(YEAR_START, chance.between(40, 150));
  for (let n = 0; n < chance.between(5, 9); n += 1) days.add(addDays(long, n));
  const drop = chance.between(25, 70) / 100;
  const values = series(chance, shapeOf(chance), begin, addDays(YEAR_START, 220), (day) => (days.has(day) ? drop : 1));
  return { kind: 'holidays', rule: pick(chance, DECLINES), holidays: [...days], readings: readAll(values, readDaily), days: 220 };
};

const gaps: Teller = (chance) => {
  const values = series(chance, shapeOf(chance), begin, addDays(YEAR_START, 150), () => 1);
  const share = chance.between(3, 30);
  const outage = addDays(YEAR_START, chance.between(20, 100));
  const readings = readAll(values, (day, value) => {
    const out = day >= outage && daysBetween(outage, day) < 9;
    return out || chance.between(1, 100) <= share ? [] : readDaily(day, value);
  });
  return { kind: 'gaps', rule: pick(chance, quietRules), readings, days: 150 };
};

const late: Teller = (chance) => {
  const values = series(chance, shapeOf(chance), begin, addDays(YEAR_START, 150), () => 1);
  const readings = readAll(values, (day, value) => {
    const wait = chance.between(0, 9);
    return [1, 2].map((after) => ({
      at: morning(day, after + wait),
      value,
      quality: wait > 3 ? 'complete' : pick(chance, ['complete', 'delayed'] as const),
    }));
  });
  return { kind: 'late', rule: pick(chance, quietRules), readings, days: 150 };
};

const partial: Teller = (chance) => {
  const values = series(chance, shapeOf(chance), begin, addDays(YEAR_START, 150), () => 1);
  return {
    kind: 'partial',
    rule: pick(chance, quietRules),
    readings: readAll(values, (day, value) => readProvisionally(chance, day, value)),
    days: 150,
  };
};

const definition: Teller = (chance) => {
  const validFrom = addDays(YEAR_START, chance.between(20, 80));
  const keep = chance.between(15, 75) / 100;
  const values = series(chance, shapeOf(chance), begin, addDays(YEAR_START, 200), (day) => (day >= validFrom ? keep : 1));
  const metric = { ...METRIC, validFrom };
  return { kind: 'definition', rule: pick(chance, DECLINES), metric, readings: readAll(values, readDaily), days: 200 };
};

/** Followers grow a little every day; once or twice a platform takes 2 to 9 % of them away. */
const purge: Teller = (chance) => {
  const purges = new Set([addDays(YEAR_START, chance.between(10, 60)), addDays(YEAR_START, chance.between(70, 140))]);
  const values = new Map<CivilDate, number>();
  let count = chance.between(900, 120_000);
  for (let day = begin; day < addDays(YEAR_START, 150); day = addDays(day, 1)) {
    count += chance.between(0, 1 + Math.floor(count / 2_000));
    if (purges.has(day)) count -= Math.floor((count * chance.between(20, 90)) / 1_000);
    values.set(day, count);
  }
  const rule = { ...pick(chance, DECLINES), metric: 'followers' };
  return { kind: 'purge', rule, metric: FOLLOWERS, readings: readAll(values, readDaily), days: 150 };
};

/** Some days are read wrong at first, far too low and with a good conscience; the next morning's reading is right. */
const doubleRead: Teller = (chance) => {
  const values = series(chance, shapeOf(chance), begin, addDays(YEAR_START, 150), () => 1);
  const readings = readAll(values, (day, value) => {
    if (chance.between(0, 9) > 0) return readDaily(day, value);
    const [, ...right] = readDaily(day, value);
    return [{ at: morning(day, 1), value: Math.floor((value * chance.between(0, 40)) / 100), quality: 'complete' as const }, ...right];
  });
  return {
    kind: 'double-read',
    rule: pick(chance, [ruleOf({ id: 'day-at-once', holdHours: 0, threshold: 0.5, recovery: 0.2 }), ...DECLINES]),
    readings,
    days: 150,
  };
};

const TELLERS: readonly (readonly [Teller, number])[] = [
  [decline, 16],
  [weekends, 4],
  [holidays, 5],
  [gaps, 5],
  [late, 5],
  [partial, 5],
  [definition, 4],
  [purge, 3],
  [doubleRead, 3],
];

/** Fifty stories of a seed. */
export function storiesOf(seed: number): readonly Story[] {
  const chance = seededChance(seed);
  return TELLERS.flatMap(([tell, times]) =>
    Array.from({ length: times }, (_, index) => {
      const told = tell(chance);
      return story(`${told.kind} ${index + 1} of seed ${seed} (${told.rule.id})`, told);
    }),
  );
}

/** Fifty rules over a year of noise and weekends. */
export function quietYear(seed: number): readonly Story[] {
  const chance = seededChance(seed);
  return Array.from({ length: 50 }, (_, index) => story(`quiet rule ${index + 1} of seed ${seed}`, weekends(chance)));
}

/** What a story comes to: every transition, in order. */
export function play(told: Story, every = EVERY_MS): readonly Transition[] {
  const condition = CONDITIONS[told.rule.condition];
  if (condition.watches !== 'series') throw new Error('Stories are about series.');
  const reach = condition.reach(told.rule) + { day: 12, week: 30, month: 70 }[told.rule.grain];
  const transitions: Transition[] = [];
  let state: AlertState | undefined;
  for (const now of evaluations(told, every)) {
    const step = judgeSeries(told.rule, condition, viewAt(told, now, reach), state, now);
    state = step.state;
    transitions.push(...step.transitions);
  }
  return transitions;
}

/** The moments at which a story's rule is evaluated. */
export function* evaluations({ from, to }: Story, every = EVERY_MS): Generator<Instant> {
  for (let at = Date.parse(`${from}T06:10:00Z`); at < Date.parse(`${to}T00:00:00Z`); at += every) yield new Date(at).toISOString() as Instant;
}

/** What was known of a day at a moment, and whether it had been read twice by then. */
export function knownAt(readings: readonly DayReading[], now: Instant): { readonly reading: DayReading; readonly twice: boolean } | undefined {
  const last = readings.findLastIndex(({ at }) => at <= now);
  const reading = readings[last];
  return reading && { reading, twice: readings[last - 1]?.value === reading.value };
}

function viewAt(told: Story, now: Instant, reach: number) {
  const today = civilDateIn(now, ZONE);
  const rows: StoredObservation[] = [];
  const twice = new Set<string>();
  for (let day = addDays(today, -reach); day < today; day = addDays(day, 1)) {
    const known = knownAt(told.readings.get(day) ?? [], now);
    if (known === undefined) continue;
    rows.push(rowOf(told, day, known.reading));
    if (known.twice) twice.add(day);
  }
  const readTwice = (row: StoredObservation): boolean => twice.has(row.period.start);
  const held = told.rule.grain === 'day' ? { own: rows, days: [] } : { own: [], days: rows };
  const points = pointsOf(held, { metric: told.metric, grain: told.rule.grain, calendar: ISO_CALENDAR, readTwice });
  return {
    key: told.name,
    metric: told.metric,
    label: { id: 'Impresi', en: 'Impressions' },
    grain: told.rule.grain,
    calendar: ISO_CALENDAR,
    zone: ZONE,
    today,
    holidays: daysOff(told.holidays),
    decimals: 1,
    points,
  };
}

function rowOf({ metric }: Story, day: CivilDate, { value, quality, at }: DayReading): StoredObservation {
  return {
    id: `${metric.id}@${day}`,
    series: { subject: 'x:a', metric: metric.id, dimensions: {}, grain: 'day' },
    period: { grain: 'day', start: day, end: addDays(day, 1) },
    value,
    quality,
    precision: 'exact',
    observedAt: at,
    origin: 'api:x:1',
    originKind: 'api',
    revision: 1,
  };
}
