import type { Fact } from '../../connectors/contract/layout.js';
import { addDays, type CivilDate, civilDate, type Instant, type Period, periodOf, shiftPeriod } from '../../connectors/contract/period.js';
import type { AlertRuleSetting, Config } from '../../src/config/config.js';
import type { Transition } from '../../src/domain/alert-state.js';
import { opens } from '../../src/domain/incident.js';
import { evaluateAlerts } from '../../src/pipeline/evaluate-alerts.js';
import { demoConfig } from '../support/ministry.js';
import { temporaryStore } from '../support/store.js';
import { type Account, accountsOf, HOLIDAYS, isOff, originOf, pulledAt, WORLD } from './world.js';

const HOUR_MS = 3_600_000;
const EVERY_MS = 12 * HOUR_MS;
/** a pull states so many days */
const STATED = 8;

function configOf(accounts: readonly Account[]): Config {
  const config = demoConfig();
  return {
    ...config,
    organisation: { ...config.organisation, holidays: HOLIDAYS },
    accounts: accounts.map(({ id, kind }) => ({ id, platform: id.split(':')[0] ?? '', label: kind })) as unknown as Config['accounts'],
    alerts: accounts.flatMap(({ rules }) => rules),
  };
}

type Statement = Extract<Fact, { readonly type: 'observation' }>;

/** What one pull says of the days before it. */
function pullOf(account: Account, morning: CivilDate, days: number): readonly Statement[] {
  const { id } = originOf(account, morning);
  const facts: Statement[] = [];
  for (let age = days; age >= 1; age -= 1) {
    const day = addDays(morning, -age);
    const value = account.values.get(day);
    const said = value === undefined ? undefined : account.says(day, age, value);
    if (said === undefined) continue;
    const series = { subject: account.id, metric: account.metric, dimensions: {}, grain: 'day' as const };
    const observation = {
      series,
      period: periodOf('day', day),
      precision: 'exact' as const,
      observedAt: pulledAt(morning),
      origin: id,
      reference: '1',
      ...said,
    };
    facts.push({ type: 'observation', observation });
  }
  return facts;
}

/** Lets the world of a seed go by, over a real store, and gives everything that happened. */
async function live(accounts: readonly Account[]): Promise<readonly Transition[]> {
  const home = await temporaryStore();
  const config = configOf(accounts);
  const found: Transition[] = [];
  const pull = async (account: Account, morning: CivilDate, days: number): Promise<void> => {
    const session = await home.store.beginImport(originOf(account, morning));
    await session.stage(pullOf(account, morning, days));
    await session.commit();
  };
  try {
    for (const account of accounts) await pull(account, WORLD.from, 126);
    for (let morning = addDays(WORLD.from, 1); morning <= WORLD.to; morning = addDays(morning, 1)) {
      for (const account of accounts) if (account.isPulled(morning)) await pull(account, morning, STATED);
      for (let hour = 1; hour < 24; hour += 12) {
        const now = new Date(Date.parse(pulledAt(morning)) + hour * HOUR_MS).toISOString() as Instant;
        found.push(...(await evaluateAlerts({ config, store: home.store, now })).transitions);
      }
    }
  } finally {
    await home.remove();
  }
  return found;
}

const totalOf = ({ values }: Account, { start, end }: Pick<Period, 'start' | 'end'>): number => {
  let total = 0;
  for (let day = start; day < end; day = addDays(day, 1)) total += values.get(day) ?? 0;
  return total;
};

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
};

/** Whether a period is a breach by what its days came to in the end; a week of days off is nothing to compare with. */
function isBreach(account: Account, rule: AlertRuleSetting, period: Period): boolean {
  const { condition, grain, baseline, threshold = 1 } = rule;
  const back = (periods: number): number => totalOf(account, shiftPeriod(period, -periods));
  const now = back(0);
  if (condition === 'streak') return [0, 1, 2].every((index) => back(index) < back(index + 1)) && now <= 0.9 * back(3);
  if (grain === 'day') return now <= (1 - threshold) * median([1, 2, 3, 4].map((week) => back(7 * week)));
  if (baseline.kind === 'periods-ago') return now <= (1 - threshold) * back(baseline.periods);
  const ordinary = [1, 2, 3, 4].find((weeks) => !isSkipped(rule, shiftPeriod(period, -weeks))) ?? 1;
  return now <= (1 - threshold) * back(ordinary);
}

/** When all days of a period were stated complete by two pulls. */
function statedTwice(account: Account, period: Period): Instant | undefined {
  const moments: Instant[] = [];
  for (let day = period.start; day < period.end; day = addDays(day, 1)) {
    const pulls: Instant[] = [];
    for (let age = 1; age <= STATED && pulls.length < 2; age += 1) {
      const morning = addDays(day, age);
      const said = account.isPulled(morning) ? account.says(day, age, account.values.get(day) ?? 0) : undefined;
      if (said?.quality === 'complete') pulls.push(pulledAt(morning));
    }
    if (pulls[1] === undefined) return undefined;
    moments.push(pulls[1]);
  }
  return moments.sort().at(-1);
}

/** The moment by which a decline is to be told: a breach that goes on is stated twice, its hold has passed, and so has one evaluation more. */
function deadlineOf(account: Account, rule: AlertRuleSetting, declines: CivilDate): Instant | undefined {
  const later = (at: string, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString() as Instant;
  let period = periodOf(rule.grain, declines);
  for (; period.end < WORLD.to; period = shiftPeriod(period, 1)) {
    const known = isSkipped(rule, period) || !isBreach(account, rule, period) ? undefined : statedTwice(account, period);
    if (known === undefined) continue;
    const passed = later(known, HOUR_MS + rule.holdHours * HOUR_MS);
    if (rule.grain !== 'day' || rule.holdHours === 0) return later(passed, EVERY_MS);
    return later(confirmedAt(account, rule, period, passed), EVERY_MS);
  }
  return undefined;
}

const isSkipped = ({ grain }: AlertRuleSetting, period: Period): boolean => {
  if (grain === 'month') return false;
  let off = 0;
  for (let day = period.start; day < period.end; day = addDays(day, 1)) if (isOff(day)) off += 1;
  return off >= (grain === 'day' ? 1 : 2);
};

/** The first evaluation after a hold at which some day after the first is stated twice and still low; the end of the hold where those days are off. */
function confirmedAt(account: Account, rule: AlertRuleSetting, first: Period, passed: Instant): Instant {
  for (let period = shiftPeriod(first, 1); period.end < WORLD.to; period = shiftPeriod(period, 1)) {
    if (isSkipped(rule, period)) continue;
    const at = isBreach(account, rule, period) ? statedTwice(account, period) : undefined;
    const evaluated = at && (new Date(Date.parse(at) + HOUR_MS).toISOString() as Instant);
    if (evaluated !== undefined && evaluated >= passed) return evaluated;
  }
  return passed;
}

function faultsOfDecline(account: Account, rule: AlertRuleSetting, declines: CivilDate, fired: readonly Transition[]): readonly string[] {
  const name = `${account.kind} (${rule.id}) from ${declines}`;
  const deadline = deadlineOf(account, rule, declines);
  if (deadline === undefined) return [`${name}: nothing of it is a breach`];
  const [first] = fired;
  if (first === undefined) return [`${name}: nobody is told by ${deadline}`];
  const faults: string[] = [];
  if ((first.period?.end ?? '') <= declines) faults.push(`${name}: told of ${first.period?.start}, before it declines`);
  if (first.at > deadline) faults.push(`${name}: told at ${first.at}, after ${deadline}`);
  if (fired.length > 2) faults.push(`${name}: told ${fired.length} times`);
  return faults;
}

/** What a world told wrong: declines late or never, and alerts where nothing declines. `alarms` are those of accounts that are steady, pulled well and read right. */
export async function judgeWorld(seed: number): Promise<{ readonly faults: readonly string[]; readonly alarms: readonly string[] }> {
  const accounts = accountsOf(seed);
  const fired = (await live(accounts)).filter((transition) => opens(transition) && transition.told);
  const faults: string[] = [];
  const alarms: string[] = [];
  for (const account of accounts) {
    for (const rule of account.rules) {
      const own = fired.filter((transition) => transition.rule === rule.id);
      if (account.declines !== undefined) faults.push(...faultsOfDecline(account, rule, civilDate(account.declines), own));
      else
        (account.kind.startsWith('steady') ? alarms : faults).push(
          ...own.map(({ at, sentence }) => `${account.kind} (${rule.id}): ${at} ${sentence.text.en}`),
        );
    }
  }
  return { faults, alarms };
}
