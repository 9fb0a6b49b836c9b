import { type Calendar, type CivilDate, type Instant, type Period, parsePeriod, periodLabel } from '../../connectors/contract/period.js';
import type { Target } from '../config/config.js';
import type { Plan } from './target.js';

/** What a target of advocacy counts: distinct people, or activations. */
export type AdvocacyTargetMetric = 'people' | 'activations';

/** What a manager sets: so many people or activations in a quarter, in the whole organisation or in one unit. */
export interface AdvocacyTarget {
  /** such as `2024-Q2` */
  readonly quarter: string;
  readonly metric: AdvocacyTargetMetric;
  /** as the ledger spells it; undefined for the whole organisation */
  readonly unit: string | undefined;
  readonly value: number;
  readonly plan: Plan;
  /** a person's id in the configuration */
  readonly owner: string;
}

/** One version of a target that was set in Slack; `target` is undefined where it was taken away. Later versions never overwrite earlier ones. */
export interface TargetRevision {
  readonly id: string;
  /** from 1 */
  readonly version: number;
  readonly target: AdvocacyTarget | undefined;
  /** a person's id in the configuration */
  readonly by: string;
  readonly at: Instant;
}

/** The metric of the registry that each counts. */
const TARGET_METRICS: Readonly<Record<AdvocacyTargetMetric, string>> = { people: 'active_employees', activations: 'activations' };

/** The id under which versions of a target belong together: quarter, metric and unit, such as `2024-Q2/people/DJPK`. */
export const advocacyTargetId = ({ quarter, metric, unit }: Pick<AdvocacyTarget, 'quarter' | 'metric' | 'unit'>): string =>
  [quarter, metric, ...(unit === undefined ? [] : [unit])].join('/');

/** Whether two targets are about the same: then the configuration's is the one that holds. */
const scopeOf = ({ metric, subject, dimensions, period }: Target): string =>
  JSON.stringify([metric, subject, Object.entries(dimensions).sort(), period.start, period.end]);

/** The newest versions that had been set by a moment, without those that were taken away. */
export function revisionsAsOf(revisions: readonly TargetRevision[], asOf: Instant | undefined): readonly TargetRevision[] {
  const newest = new Map<string, TargetRevision>();
  for (const revision of revisions) {
    const known = newest.get(revision.id);
    if ((asOf === undefined || revision.at <= asOf) && revision.version > (known?.version ?? 0)) newest.set(revision.id, revision);
  }
  return [...newest.values()].filter(({ target }) => target !== undefined);
}

/** A target as digests, alerts and questions know it. Throws `RangeError` for a quarter that is none. */
export function targetOfRevision(revision: TargetRevision, subject: string, calendar: Calendar): Target | undefined {
  const { id, target } = revision;
  if (target === undefined) return undefined;
  const { metric, unit, value, plan, owner } = target;
  return {
    id,
    label: targetLabel(metric, unit),
    metric: TARGET_METRICS[metric],
    subject,
    dimensions: unit === undefined ? {} : { unit },
    period: quarterOf(target.quarter, calendar),
    value,
    direction: 'higher',
    plan,
    owner,
  };
}

/** What a target of advocacy is called. */
export function targetLabel(metric: AdvocacyTargetMetric, unit: string | undefined): Target['label'] {
  const whose = unit === undefined ? '' : ` ${unit}`;
  return metric === 'people'
    ? { id: `Target pegawai aktif${whose}`, en: `Target of active employees${whose === '' ? '' : ` of${whose}`}` }
    : { id: `Target aktivasi${whose}`, en: `Target of activations${whose === '' ? '' : ` of${whose}`}` };
}

function quarterOf(text: string, calendar: Calendar): Period {
  const period = parsePeriod(text, calendar);
  if (period?.grain !== 'quarter') throw new RangeError(`"${text}" is no quarter.`);
  return period;
}

/** The targets that hold: those of the configuration, and beside them those set in Slack that it does not name. */
export function effectiveTargets(
  configured: readonly Target[],
  revisions: readonly TargetRevision[],
  { subject, calendar, asOf }: { readonly subject: string; readonly calendar: Calendar; readonly asOf?: Instant | undefined },
): readonly Target[] {
  const named = new Set(configured.map(scopeOf));
  const set = revisionsAsOf(revisions, asOf)
    .flatMap((revision) => targetOfRevision(revision, subject, calendar) ?? [])
    .filter((target) => !named.has(scopeOf(target)));
  return [...configured, ...set.sort((one, other) => (one.id < other.id ? -1 : 1))];
}

/** The target of the configuration that is about the same, and therefore locks it; undefined where there is none. */
export function lockingTarget(configured: readonly Target[], asked: AdvocacyTarget, subject: string, calendar: Calendar): Target | undefined {
  const target = targetOfRevision({ id: '', version: 1, target: asked, by: '', at: '' as Instant }, subject, calendar);
  return target && configured.find((candidate) => scopeOf(candidate) === scopeOf(target));
}

/** What makes a target impossible. */
export type TargetFault = 'quarter' | 'closed' | 'value' | 'milestone-outside' | 'milestone-order' | 'milestone-value';

/** The most that a target may ask for. */
const MOST_TARGET = 100_000_000;

/** Why a target can't be set today; undefined where it can. A quarter that is over keeps the targets that it was measured by. */
export function targetFault({ quarter, value, plan }: AdvocacyTarget, today: CivilDate, calendar: Calendar): TargetFault | undefined {
  const period = parsePeriod(quarter, calendar);
  if (period?.grain !== 'quarter' || periodLabel(period, calendar) !== quarter) return 'quarter';
  if (period.end <= today) return 'closed';
  if (!Number.isInteger(value) || value < 1 || value > MOST_TARGET) return 'value';
  return plan.kind === 'milestones' ? milestoneFault(plan.milestones, period) : undefined;
}

function milestoneFault(milestones: Extract<Plan, { kind: 'milestones' }>['milestones'], period: Period): TargetFault | undefined {
  if (milestones.length === 0) return 'milestone-order';
  for (const [index, { by, value }] of milestones.entries()) {
    const before = milestones[index - 1];
    if (by < period.start || by >= period.end) return 'milestone-outside';
    if (!Number.isInteger(value) || value < 0) return 'milestone-value';
    if (before !== undefined && (by <= before.by || value < before.value)) return 'milestone-order';
  }
  return undefined;
}
