import type { Metric, Text } from '../../connectors/contract/metric.js';
import { type Dimensions, seriesKey } from '../../connectors/contract/observation.js';
import { CONDITIONS } from '../alerts/index.js';
import type { Condition, SeriesCondition } from '../alerts/reading.js';
import type { AlertRuleSetting, Config, Target } from '../config/config.js';
import { joined, metricLabel } from '../text/labels.js';

/** A series as a rule names it. */
export interface WatchedSeries {
  readonly subject: string;
  readonly metric: Metric;
  readonly dimensions: Dimensions;
  /** "Jangkauan @ditjenpk" */
  readonly label: Text;
}

/** One rule over one thing that it watches. */
export type Watch =
  | {
      readonly kind: 'series';
      readonly key: string;
      readonly rule: AlertRuleSetting;
      readonly condition: SeriesCondition;
      readonly of: WatchedSeries;
    }
  | {
      readonly kind: 'target';
      readonly key: string;
      readonly rule: AlertRuleSetting;
      readonly condition: Extract<Condition, { watches: 'target' }>;
      readonly target: Target;
    }
  | {
      readonly kind: 'reconciliation';
      readonly key: string;
      readonly rule: AlertRuleSetting;
      readonly condition: Extract<Condition, { watches: 'reconciliation' }>;
      readonly of: WatchedSeries;
    };

/** A rule that watches Pantau itself. */
export interface FactWatch {
  readonly rule: AlertRuleSetting;
  readonly condition: Extract<Condition, { watches: 'facts' }>;
}

/** What the rules of a configuration watch. A rule over a platform watches each of its accounts. */
export function watchesOf(config: Config): { readonly watches: readonly Watch[]; readonly facts: readonly FactWatch[] } {
  const watches: Watch[] = [];
  const facts: FactWatch[] = [];
  const accounts = new Map(config.accounts.map((account) => [account.id, account.label]));
  const names: ReadonlyMap<string, Text> = new Map([
    ...config.subjects.map((subject) => [subject.id, subject.label] as const),
    ...[...accounts].map(([id, label]) => [id, { id: label, en: label }] as const),
  ]);
  for (const rule of config.alerts) {
    const condition = CONDITIONS[rule.condition];
    if (condition.watches === 'facts') facts.push({ rule, condition });
    else if (condition.watches === 'target') watches.push(...targetsOf(rule, config).map((target) => targetWatch(rule, condition, target)));
    else for (const subject of subjectsOf(rule, config)) watches.push(...seriesWatch(rule, condition, subject, names, config));
  }
  return { watches, facts };
}

const subjectsOf = (rule: AlertRuleSetting, config: Config): readonly string[] =>
  rule.subject === undefined ? config.accounts.filter(({ platform }) => platform === rule.platform).map(({ id }) => id) : [rule.subject];

const targetsOf = (rule: AlertRuleSetting, config: Config): readonly Target[] =>
  config.targets.filter((target) =>
    rule.target === undefined ? target.metric === rule.metric && target.subject === rule.subject : target.id === rule.target,
  );

const targetWatch = (rule: AlertRuleSetting, condition: Extract<Condition, { watches: 'target' }>, target: Target): Watch => ({
  kind: 'target',
  key: `target:${target.id}`,
  rule,
  condition,
  target,
});

function seriesWatch(
  rule: AlertRuleSetting,
  condition: Extract<Condition, { watches: 'series' | 'reconciliation' }>,
  subject: string,
  names: ReadonlyMap<string, Text>,
  config: Config,
): readonly Watch[] {
  const metric = config.metrics.get(rule.metric ?? '');
  // The configuration was checked: a rule without its metric can't be read.
  if (metric === undefined) return [];
  const key = seriesKey({ subject, metric: metric.id, dimensions: rule.dimensions, grain: rule.grain });
  const of: WatchedSeries = { subject, metric, dimensions: rule.dimensions, label: labelOf(metric, rule.dimensions, names.get(subject)) };
  return condition.watches === 'series'
    ? [{ kind: 'series', key, rule, condition, of }]
    : [{ kind: 'reconciliation', key: `reconciliation:${key}`, rule, condition, of }];
}

/** "Tiket konsultasi (WhatsApp) Contact Center". */
const labelOf = (metric: Metric, dimensions: Dimensions, subject: Text | undefined): Text =>
  joined([metricLabel(metric, dimensions), ...(subject === undefined ? [] : [subject])], ' ');
