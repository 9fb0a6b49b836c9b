import type { Instant } from '../../connectors/contract/period.js';
import type { AlertRuleSetting, Config } from '../config/config.js';
import type { AlertState, Transition } from '../domain/alert-state.js';
import { type Incident, openIncident, opens } from '../domain/incident.js';
import type { AlertStore } from '../store/alerts-port.js';
import type { AlertReading } from './alert-views.js';
import { watchesOf } from './alert-watches.js';
import { judgeAlerts, type PlatformFacts, statesByKey } from './judge-alerts.js';
import { withSetTargets } from './targets.js';

/** What an evaluation needs. `facts` tells of credentials and budgets; left out, the rules about them rest. */
export interface AlertDependencies {
  readonly config: Config;
  readonly store: AlertReading & AlertStore;
  readonly now: Instant;
  readonly facts?: () => Promise<PlatformFacts>;
}

/** What an evaluation came to: everything that happened. */
export interface AlertOutcome {
  readonly transitions: readonly Transition[];
  readonly judged: number;
  /** every rule and series that can't be judged by now */
  readonly failing: readonly AlertState[];
}

/** The setting that keeps a rule silent: its value is the moment until which. */
export const muteSetting = (rule: string): string => `alert-muted:${rule}`;

/**
 * Judges every rule once, catches up what was missed, and stores what happened. To be called by one holder of a
 * lease at a time; called again at the same moment it finds nothing new.
 */
export async function evaluateAlerts({ config: own, store, now, facts }: AlertDependencies): Promise<AlertOutcome> {
  // Targets that were set in Slack are watched like those of the file.
  const config = store.advocacy === undefined ? own : await withSetTargets(own, store.advocacy);
  const states = statesByKey(await store.readAlertStates());
  const { states: changed, transitions, judged } = await judgeAlerts({ config, store, now, asItStood: false }, states, await facts?.());
  const rules = new Map(config.alerts.map((rule) => [rule.id, rule]));
  const opened = await incidentsOf(transitions, rules, config, store);
  if (changed.length > 0 || transitions.length > 0) await store.saveEvaluation({ states: changed, transitions, opened });
  const failing = [...new Map([...states, ...statesByKey(changed)]).values()].filter(({ kind }) => kind === 'error');
  return { failing, transitions, judged };
}

/** More openings of one rule at once than this are told as one. */
const ALONE_OF_RULE = 10;
/** The same for what several rules of one condition open. */
const ALONE_OF_CONDITION = 30;

/** The incidents that transitions open; those that fire together, or while another of the group is open, share its group. */
async function incidentsOf(
  transitions: readonly Transition[],
  rules: ReadonlyMap<string, AlertRuleSetting>,
  config: Config,
  store: AlertStore,
): Promise<readonly Incident[]> {
  const opening = transitions.filter(opens);
  if (opening.length === 0) return [];
  const groups = new Map<string, string>();
  for (const { group } of await store.listIncidents({ open: true })) if (group.includes('@at:')) groups.set(group.split('@at:')[0] ?? '', group);
  const subjects = new Map(watchesOf(config).watches.map((watch) => [`${watch.rule.id} ${watch.key}`, subjectOf(watch)]));
  const crowd = crowdOf(opening, rules);
  return opening.map((transition) => {
    const { rule, series, at, period, sentence, details, told, incident = '' } = transition;
    const subject = subjects.get(`${rule} ${series}`) ?? series.split(':').slice(1).join(':');
    const isFresh = (name: string): boolean => groups.has(name) && Date.parse(at) - Date.parse(groups.get(name)?.split('@at:')[1] ?? '') < DAY_MS;
    const own = commonOf(rules.get(rule), subject);
    const common = own ?? crowd(rule, isFresh);
    const held = common === undefined || (own === undefined && !isFresh(common)) ? undefined : groups.get(common);
    const group = common === undefined ? incident : (held ?? `${common}@at:${at}`);
    if (common !== undefined) groups.set(common, group);
    const about = transition.reason === 'lost' ? 'no-data' : 'condition';
    return openIncident({ rule, series, about, group, firedAt: at, period, headline: sentence, details, told });
  });
}

const DAY_MS = 86_400_000;

/** What rules that tell each thing alone have in common where that would be a flood, or where one of the same day is still open. */
function crowdOf(opening: readonly Transition[], rules: ReadonlyMap<string, AlertRuleSetting>) {
  const alone = opening.filter(({ rule, told }) => told && (rules.get(rule)?.group ?? 'none') === 'none');
  const conditionOf = (rule: string): string | undefined => rules.get(rule)?.condition;
  const count = (of: (rule: string) => string | undefined): ReadonlyMap<string | undefined, number> => {
    const counts = new Map<string | undefined, number>();
    for (const { rule } of alone) counts.set(of(rule), (counts.get(of(rule)) ?? 0) + 1);
    return counts;
  };
  const [byRule, byCondition] = [count((rule) => rule), count(conditionOf)];
  return (rule: string, isOpen: (common: string) => boolean): string | undefined => {
    const condition = conditionOf(rule);
    const [ofRule, ofCondition] = [`rule:${rule}`, `many:${condition ?? ''}`];
    if (isOpen(ofRule) || (byRule.get(rule) ?? 0) > ALONE_OF_RULE) return ofRule;
    return isOpen(ofCondition) || (byCondition.get(condition) ?? 0) > ALONE_OF_CONDITION ? ofCondition : undefined;
  };
}

const subjectOf = (watch: ReturnType<typeof watchesOf>['watches'][number]): string =>
  watch.kind === 'target' ? watch.target.subject : watch.of.subject;

function commonOf(rule: AlertRuleSetting | undefined, subject: string): string | undefined {
  switch (rule?.group) {
    case 'subject':
      return `subject:${subject}`;
    case 'platform':
      return `platform:${rule.platform ?? subject.split(':')[0] ?? ''}`;
    case 'condition':
      return `condition:${rule.condition}`;
    default:
      return undefined;
  }
}
