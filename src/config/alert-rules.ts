import { BUILT_IN_METRICS } from '../../connectors/contract/registry.js';
import type { Finding } from './explain.js';
import { type Rule, zoneExists } from './rules.js';
import type { RawConfig } from './schema.js';

type Alert = RawConfig['alerts'][number];
type Condition = Alert['condition'];

const OF_SERIES: ReadonlySet<Condition> = new Set(['relative-decline', 'below', 'above', 'streak', 'anomaly', 'no-data', 'reconciliation']);
const OF_TARGETS: ReadonlySet<Condition> = new Set(['target-at-risk', 'target-met', 'target-missed']);
const NEED_THRESHOLD: ReadonlySet<Condition> = new Set(['relative-decline', 'below', 'above']);
const SHARES: ReadonlySet<Condition> = new Set(['relative-decline', 'budget']);

/** What is wrong with the numbers of an alert; undefined where nothing is. */
function thresholdMistake(alert: Alert): string | undefined {
  const { condition, threshold } = alert;
  if (threshold === undefined) return NEED_THRESHOLD.has(condition) ? `the condition "${condition}" needs a threshold; add one.` : undefined;
  if (SHARES.has(condition) && (threshold <= 0 || threshold > 1)) return `${threshold} is no share; write 20 % as 0.2.`;
  if (condition === 'streak' && (!Number.isInteger(threshold) || threshold < 2)) return `${threshold} is no count of falls; write 2 or more.`;
  return undefined;
}

function recoveryMistake({ condition, threshold, recovery }: Alert): string | undefined {
  if (threshold === undefined || recovery === undefined) return undefined;
  const below = condition === 'below' || condition === 'credential';
  const right = below ? recovery >= threshold : recovery <= threshold;
  return right ? undefined : `the recovery, ${recovery}, must lie ${below ? 'at or above' : 'at or below'} the threshold, ${threshold}.`;
}

/** Whose figures the ledger counts: the subject of the first section on advocacy. */
const advocacySubject = ({ digests = [] }: Partial<RawConfig>): string =>
  digests.flatMap(({ sections }) => sections.flatMap((section) => (section.kind === 'advocacy' ? [section.subject] : [])))[0] ?? 'advocacy';

/** What an alert must name: a series, a target, an account; nothing where it watches Pantau itself. */
function watchedMistakes(alert: Alert, path: string, config: Partial<RawConfig>): readonly Finding[] {
  const { condition, metric, subject, platform, target } = alert;
  const found: Finding[] = [];
  const say = (field: string, sentence: string): void => void found.push({ path: `${path}.${field}`, sentence });
  if (OF_SERIES.has(condition) && metric === undefined) say('metric', `the condition "${condition}" needs a metric; name one.`);
  if ((OF_SERIES.has(condition) || condition === 'stale-account') && subject === undefined && platform === undefined)
    say('subject', `the condition "${condition}" needs a subject, or a platform; name one.`);
  if (subject !== undefined && platform !== undefined) say('platform', 'stands beside a subject; keep one of them.');
  if (platform !== undefined && config.accounts && !config.accounts.some((account) => account.platform === platform))
    say('platform', `there is no account on "${platform}"; add one under accounts.`);
  // A rule about a target that names its metric and subject alone is meant for the target of both.
  if (OF_TARGETS.has(condition) && config.targets) {
    const known = config.targets.some((one) => (target === undefined ? one.metric === metric && one.subject === subject : one.id === target));
    // Such targets may also be set in Slack, at any time.
    const setInSlack = target === undefined && (metric === 'active_employees' || metric === 'activations') && subject === advocacySubject(config);
    if (!known && !setInSlack)
      say('target', target === undefined ? 'no target has this metric and subject; name one.' : `there is no target "${target}".`);
  }
  return found;
}

/** An anomaly is looked for in days; a rate is never judged by shares of itself. */
function grainMistake({ condition, grain, metric }: Alert): string | undefined {
  if (condition === 'anomaly' && grain !== 'day') return 'an anomaly is looked for day by day; write grain: day.';
  const known = BUILT_IN_METRICS.find((candidate) => candidate.id === metric);
  if (known?.reported === 'quarter-to-date' && OF_SERIES.has(condition) && condition !== 'below' && condition !== 'above')
    return `"${known.id}" is counted from the start of its quarter; watch its target instead.`;
  return undefined;
}

const each = (config: Partial<RawConfig>, check: (alert: Alert, path: string) => readonly Finding[]): readonly Finding[] =>
  config.alerts?.flatMap((alert, index) => check(alert, `alerts[${index}]`)) ?? [];

const one = (path: string, sentence: string | undefined): readonly Finding[] => (sentence === undefined ? [] : [{ path, sentence }]);

/** The rules about alerts. */
export const ALERT_RULES: readonly Rule[] = [
  {
    name: 'alerts have a threshold, and recover on its right side',
    check: (config) =>
      each(config, (alert, path) => [...one(`${path}.threshold`, thresholdMistake(alert)), ...one(`${path}.recovery`, recoveryMistake(alert))]),
  },
  { name: 'alerts name what they watch', check: (config) => each(config, (alert, path) => watchedMistakes(alert, path, config)) },
  { name: 'alerts judge what can be judged', check: (config) => each(config, (alert, path) => one(`${path}.grain`, grainMistake(alert))) },
  {
    name: 'quiet hours have a zone that exists',
    check: (config) =>
      [
        ...Object.entries(config.slack?.channels ?? {}).map(([name, channel]) => ({ path: `slack.channels.${name}`, quiet: channel.quiet })),
        ...(config.people ?? []).map((person, index) => ({ path: `people[${index}]`, quiet: person.quiet })),
      ].flatMap(({ path, quiet }) =>
        quiet?.zone === undefined || zoneExists(quiet.zone)
          ? []
          : [{ path: `${path}.quiet.zone`, sentence: `"${quiet.zone}" is no time zone; write one such as Asia/Jakarta.` }],
      ),
  },
];
