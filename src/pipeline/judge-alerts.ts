import { addDays, type Instant, periodOf, shiftPeriod } from '../../connectors/contract/period.js';
import { type AlertPolicy, evaluate } from '../alerts/evaluate.js';
import { judgeSeries, policyOf } from '../alerts/judge.js';
import type { BudgetFact, CredentialFact, Facts, OwedFact, Reading } from '../alerts/reading.js';
import type { AlertRuleSetting } from '../config/config.js';
import { type AlertState, newAlertState, type Transition } from '../domain/alert-state.js';
import { civilDateIn } from '../text/date.js';
import { type AlertMoment, reconciliationView, seriesViews, stateKey, targetView } from './alert-views.js';
import { type FactWatch, type Watch, watchesOf } from './alert-watches.js';
import { collectionStatus } from './handed/collection.js';
import { readHeld } from './handed/held.js';

/** What is known of the connections to platforms. */
export interface PlatformFacts {
  readonly credentials: readonly CredentialFact[];
  readonly budgets: readonly BudgetFact[];
}

/** What rules came to at one moment: the states that changed and what happened, in order. */
export interface Judgements {
  readonly states: readonly AlertState[];
  readonly transitions: readonly Transition[];
  /** how many series, targets and facts were judged */
  readonly judged: number;
}

const CHUNK = 1_000;
const NEWEST_SINCE_DAYS = 100;

/** Judges every rule of the configuration. Stores nothing. `facts` undefined leaves the rules about platforms alone. */
export async function judgeAlerts(
  moment: AlertMoment,
  states: ReadonlyMap<string, AlertState>,
  facts: PlatformFacts | undefined,
): Promise<Judgements> {
  const { watches, facts: factWatches } = watchesOf(moment.config);
  const record = openRecord(states, moment.now);
  for (const chunk of chunks(watches.filter((watch) => watch.kind === 'series'))) {
    const views = await seriesViews(chunk, states, moment);
    chunk.forEach((watch, index) => {
      const view = views[index];
      if (view === undefined) return;
      record.run(watch.rule.id, watch.key, (state) => {
        try {
          return judgeSeries(watch.rule, watch.condition, view, state, moment.now);
        } catch (cause) {
          return evaluate(policyOf(watch.rule, 'series'), failure(cause), state, moment.now);
        }
      });
    });
  }
  for (const watch of watches) if (watch.kind !== 'series') await judgeFigure(watch, moment, record);
  const known = facts === undefined ? factWatches.filter(({ rule }) => rule.condition !== 'credential' && rule.condition !== 'budget') : factWatches;
  if (known.length > 0) judgeFacts(known, await factsOf(known, moment, facts), record);
  const resting = new Set(factWatches.filter((watch) => !known.includes(watch)).map(({ rule }) => rule.id));
  retire(states, resting, record, moment.now);
  return record.result();
}

/** What fires for a rule that is gone, or over something that it no longer watches, ends. */
function retire(states: ReadonlyMap<string, AlertState>, resting: ReadonlySet<string>, record: Recording, now: Instant): void {
  for (const state of states.values()) {
    if (state.incident === undefined || resting.has(state.rule) || record.has(state)) continue;
    record.run(state.rule, state.series, (held) => evaluate(AT_ONCE, UNWATCHED, { ...held, flapping: false }, now));
  }
}

const AT_ONCE: AlertPolicy = { holdMs: 0, noData: 'keep', calmMs: 0 };
const UNWATCHED: Reading = {
  kind: 'measured',
  breached: false,
  recovered: true,
  obstacles: [],
  period: undefined,
  phrases: () => [{ words: { id: 'tidak diawasi lagi', en: 'it is no longer watched' }, parts: {} }],
};

interface Recording {
  /** whether this rule and series were judged */
  readonly has: (state: AlertState) => boolean;
  readonly run: (
    rule: string,
    series: string,
    step: (state: AlertState) => { readonly state: AlertState; readonly transitions: readonly Transition[] },
  ) => void;
  readonly result: () => Judgements;
}

function openRecord(states: ReadonlyMap<string, AlertState>, now: Instant): Recording {
  const seen = new Set<string>();
  const changed: AlertState[] = [];
  const transitions: Transition[] = [];
  let judged = 0;
  return {
    has: (state) => seen.has(stateKey(state)),
    run: (rule, series, step) => {
      const key = stateKey({ rule, series });
      seen.add(key);
      const before = states.get(key);
      const after = step(before ?? newAlertState(rule, series, now));
      judged += 1;
      transitions.push(...after.transitions);
      if (before === undefined || !sameState(before, after.state)) changed.push(after.state);
    },
    result: () => ({ states: changed, transitions, judged }),
  };
}

const FIELDS = ['kind', 'since', 'pendingSince', 'judged', 'incident', 'about', 'breached', 'flapping', 'last'] as const;
const sameState = (one: AlertState, other: AlertState): boolean =>
  FIELDS.every((field) => one[field] === other[field]) && one.flips.join() === other.flips.join();

function* chunks<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += CHUNK) yield items.slice(at, at + CHUNK);
}

const failure = (cause: unknown): Reading => ({ kind: 'failed', period: undefined, message: cause instanceof Error ? cause.message : String(cause) });

async function judgeFigure(watch: Exclude<Watch, { readonly kind: 'series' }>, moment: AlertMoment, record: Recording): Promise<void> {
  const reading = await readingOf(watch, moment).catch(failure);
  record.run(watch.rule.id, watch.key, (state) => evaluate(policyOf(watch.rule, 'series'), reading, state, moment.now));
}

const readingOf = async (watch: Exclude<Watch, { readonly kind: 'series' }>, moment: AlertMoment): Promise<Reading> =>
  watch.kind === 'target'
    ? watch.condition.judge(watch.rule, await targetView(watch.target, watch.key, moment))
    : watch.condition.judge(watch.rule, await reconciliationView(watch, moment));

function judgeFacts(watches: readonly FactWatch[], facts: Facts, record: Recording): void {
  for (const { rule, condition } of watches) {
    for (const { series, reading } of condition.judge(rule, facts)) {
      record.run(rule.id, series, (state) => evaluate(policyOf(rule, 'facts'), reading, state, facts.now));
    }
  }
}

async function factsOf(watches: readonly FactWatch[], moment: AlertMoment, facts: PlatformFacts | undefined): Promise<Facts> {
  const { config, store, now } = moment;
  const { zone } = config.organisation;
  const today = civilDateIn(now, zone);
  const asks = (condition: AlertRuleSetting['condition']): boolean => watches.some(({ rule }) => rule.condition === condition);
  return {
    now,
    today,
    zone,
    calendar: config.organisation.calendar,
    credentials: facts?.credentials ?? [],
    budgets: facts?.budgets ?? [],
    deliveries: asks('delivery') ? (await store.listDeliveries(['failed', 'unknown'])).filter(({ slot }) => !slot.startsWith('alert:')) : [],
    newestDays: asks('stale-account') ? await store.newestDays(addDays(today, -NEWEST_SINCE_DAYS)) : new Map(),
    owed: asks('overdue-figure') ? await owedFacts(moment) : [],
    accounts: config.accounts,
  };
}

/** Who owes figures of the last month. What was handed in is known as it is now alone: judging the past leaves it out. */
async function owedFacts({ config, store, now, asItStood }: AlertMoment): Promise<readonly OwedFact[]> {
  if (asItStood) return [];
  const { zone, calendar } = config.organisation;
  const today = civilDateIn(now, zone);
  const period = shiftPeriod(periodOf('month', today, calendar), -1, calendar);
  const { owners } = collectionStatus(config, await readHeld({ config, store, now }, period), period, today);
  return owners.map(({ owner, missing }) => ({
    owner,
    label: config.people.find(({ id }) => id === owner)?.name ?? owner,
    period,
    late: missing.flatMap(({ item, state, lateDays }) => (state === 'overdue' ? { label: item.label, days: lateDays } : [])),
  }));
}

/** States by rule and series, as `judgeAlerts` takes them. */
export const statesByKey = (states: readonly AlertState[]): ReadonlyMap<string, AlertState> =>
  new Map(states.map((state) => [stateKey(state), state]));
