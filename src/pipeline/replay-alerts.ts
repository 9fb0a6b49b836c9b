import { addDays, type CivilDate, type Instant, type Period, periodOf, shiftPeriod } from '../../connectors/contract/period.js';
import { declineOf } from '../alerts/conditions/relative-decline.js';
import type { SeriesView } from '../alerts/reading.js';
import type { AlertRuleSetting, Config } from '../config/config.js';
import { type AlertState, newAlertState, type Transition } from '../domain/alert-state.js';
import { toNumber } from '../domain/rational.js';
import { startOfDay } from '../domain/zone.js';
import { type AlertReading, seriesViews, stateKey } from './alert-views.js';
import { watchesOf } from './alert-watches.js';
import { judgeAlerts } from './judge-alerts.js';

/** What a rule would have done over a span. */
export interface RuleReplay {
  readonly rule: AlertRuleSetting;
  readonly transitions: readonly Transition[];
  /** a threshold that would have left what is ordinary alone, and over how many periods that was looked at */
  readonly suggestion: { readonly threshold: number; readonly periods: number } | undefined;
}

/** Rules over a span of days. */
export interface AlertReplay {
  readonly rules: readonly RuleReplay[];
  /** the rules about Pantau itself, whose past is not kept */
  readonly left: readonly AlertRuleSetting[];
}

const TEN_HOURS_MS = 36_000_000;

/** Judges the rules every morning at ten from one day to another, both included, each with what was known by then. Stores and sends nothing. */
export async function replayAlerts(config: Config, store: AlertReading, from: CivilDate, to: CivilDate): Promise<AlertReplay> {
  const { facts } = watchesOf(config);
  const left = facts.map(({ rule }) => rule);
  const replayed = { ...config, alerts: config.alerts.filter((rule) => !left.includes(rule)) };
  const states = new Map<string, AlertState>();
  const transitions: Transition[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const judged = await judgeAlerts({ config: replayed, store, now: morningOf(day, config), asItStood: true }, states, undefined);
    for (const state of judged.states) states.set(stateKey(state), state);
    transitions.push(...judged.transitions);
  }
  const rules: RuleReplay[] = [];
  for (const rule of replayed.alerts) {
    const own = transitions.filter((transition) => transition.rule === rule.id);
    rules.push({ rule, transitions: own, suggestion: await suggestionFor(rule, replayed, store, from, to) });
  }
  return { rules, left };
}

const morningOf = (day: CivilDate, config: Config): Instant =>
  new Date(Date.parse(startOfDay(day, config.organisation.zone)) + TEN_HOURS_MS).toISOString() as Instant;

const FEWEST = 8;
const ORDINARY = 0.98;

/** Looks at every period of the span: the fall, or the value, that only one in fifty exceeded, with a tenth to spare. */
async function suggestionFor(
  rule: AlertRuleSetting,
  config: Config,
  store: AlertReading,
  from: CivilDate,
  to: CivilDate,
): Promise<RuleReplay['suggestion']> {
  if (rule.condition !== 'relative-decline' && rule.condition !== 'below' && rule.condition !== 'above') return undefined;
  const watches = watchesOf({ ...config, alerts: [rule] }).watches.filter((watch) => watch.kind === 'series');
  const now = morningOf(to, config);
  const begun = new Map(watches.map(({ key }) => [`${rule.id} ${key}`, { ...newAlertState(rule.id, key, now), judged: from }]));
  const views = await seriesViews(watches, begun, { config, store, now, asItStood: true });
  const seen = views.flatMap((view) => periodsOf(view, from).flatMap((period) => measureOf(rule, view, period)));
  if (seen.length < FEWEST) return undefined;
  const sorted = seen.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const threshold =
    rule.condition === 'below'
      ? Math.floor(at(1 - ORDINARY) * 0.9)
      : rule.condition === 'above'
        ? Math.ceil(at(ORDINARY) * 1.1)
        : share(at(ORDINARY));
  return { threshold, periods: seen.length };
}

const LEAST_FALL = 0.05;

/** A fall in whole percents, with a tenth to spare. */
const share = (fall: number): number => Math.max(LEAST_FALL, Math.ceil(fall * 110) / 100);

function periodsOf(view: SeriesView, from: CivilDate): readonly Period[] {
  const found: Period[] = [];
  for (let period = periodOf(view.grain, from, view.calendar); period.end <= view.today; period = shiftPeriod(period, 1, view.calendar))
    found.push(period);
  return found;
}

function measureOf(rule: AlertRuleSetting, view: SeriesView, period: Period): readonly number[] {
  if (rule.condition !== 'relative-decline') {
    const point = view.points.get(period.start);
    return point === undefined ? [] : [point.number];
  }
  const fall = declineOf(rule, view, period);
  return fall === undefined ? [] : [toNumber(fall)];
}
