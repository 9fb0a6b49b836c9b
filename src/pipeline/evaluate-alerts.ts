import type { Instant } from '../../connectors/contract/period.js';
import type { AlertRuleSetting, Config } from '../config/config.js';
import type { AlertState, Transition } from '../domain/alert-state.js';
import { type Incident, openIncident, opens } from '../domain/incident.js';
import type { AlertStore } from '../store/alerts-port.js';
import type { AlertReading } from './alert-views.js';
import { watchesOf } from './alert-watches.js';
import { judgeAlerts, type PlatformFacts, statesByKey } from './judge-alerts.js';

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
export async function evaluateAlerts({ config, store, now, facts }: AlertDependencies): Promise<AlertOutcome> {
  const states = statesByKey(await store.readAlertStates());
  const { states: changed, transitions, judged } = await judgeAlerts({ config, store, now, asItStood: false }, states, await facts?.());
  const rules = new Map(config.alerts.map((rule) => [rule.id, rule]));
  const opened = await incidentsOf(transitions, rules, config, store);
  if (changed.length > 0 || transitions.length > 0) await store.saveEvaluation({ states: changed, transitions, opened });
  const failing = [...new Map([...states, ...statesByKey(changed)]).values()].filter(({ kind }) => kind === 'error');
  return { failing, transitions, judged };
}

/** The incidents that transitions open; those that fire together, or while another of the group is open, share its group. */
async function incidentsOf(
  transitions: readonly Transition[],
  rules: ReadonlyMap<string, AlertRuleSetting>,
  config: Config,
  store: AlertStore,
): Promise<readonly Incident[]> {
  const opening = transitions.filter(opens);
  if (opening.length === 0) return [];
  const grouped = opening.some(({ rule }) => (rules.get(rule)?.group ?? 'none') !== 'none');
  const groups = new Map<string, string>();
  for (const incident of grouped ? await store.listIncidents({ open: true }) : []) groups.set(incident.group.split('@at:')[0] ?? '', incident.group);
  const subjects = new Map(watchesOf(config).watches.map((watch) => [`${watch.rule.id} ${watch.key}`, subjectOf(watch)]));
  return opening.map((transition) => {
    const { rule, series, at, period, sentence, details, told, incident = '' } = transition;
    const subject = subjects.get(`${rule} ${series}`) ?? series.split(':').slice(1).join(':');
    const common = commonOf(rules.get(rule), subject);
    const group = common === undefined ? incident : (groups.get(common) ?? `${common}@at:${at}`);
    if (common !== undefined) groups.set(common, group);
    const about = transition.reason === 'lost' ? 'no-data' : 'condition';
    return openIncident({ rule, series, about, group, firedAt: at, period, headline: sentence, details, told });
  });
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
