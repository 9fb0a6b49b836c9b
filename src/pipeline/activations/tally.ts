import { addDays, type CivilDate, laterDay, type Period, periodOf, type Window } from '../../../connectors/contract/period.js';
import { ACTIVATION_KINDS, type Activation, type ActivationKind, type PersonName } from '../../domain/activation.js';
import type { AdvocacyStore } from '../../store/advocacy-port.js';
import { civilDateIn } from '../../text/date.js';
import { type LogDependencies, undoableSince } from './log.js';
import { ownActivations } from './people.js';

/** What one person did in the present quarter, for that person alone. */
export interface OwnTally {
  readonly quarter: Period;
  readonly activations: number;
  readonly byKind: Readonly<Record<ActivationKind, number>>;
  /** activation x platform */
  readonly touches: number;
  /** newest first */
  readonly latest: readonly Activation[];
  /** ids of those that may still be taken back */
  readonly undoable: readonly string[];
}

/** What counting needs. */
export interface TallyDependencies extends Pick<LogDependencies, 'pseudonymiser' | 'config' | 'clock'> {
  readonly ledger: Pick<AdvocacyStore, 'activationsOf' | 'summary' | 'listCampaigns'>;
}

/** The day in the organisation's zone. */
export const todayOf = ({ config, clock }: Pick<LogDependencies, 'config' | 'clock'>): CivilDate =>
  civilDateIn(clock.now(), config.organisation.zone);

/** Counts what a person did in the quarter of today. */
export async function ownTally(person: PersonName, dependencies: TallyDependencies): Promise<OwnTally> {
  const { config, clock } = dependencies;
  const quarter = periodOf('quarter', todayOf(dependencies), config.organisation.calendar);
  const { activations } = await ownActivations(person, quarter, dependencies);
  const since = undoableSince(clock.now());
  const byKind = Object.fromEntries(ACTIVATION_KINDS.map((kind) => [kind, activations.filter((one) => one.kind === kind).length]));
  return {
    quarter,
    activations: activations.length,
    byKind: byKind as Record<ActivationKind, number>,
    touches: activations.reduce((sum, { platforms }) => sum + platforms.length, 0),
    latest: [...activations].reverse(),
    // A ledger keeps whole seconds.
    undoable: activations.filter(({ recordedAt }) => recordedAt.slice(0, 19) >= since.slice(0, 19)).map(({ id }) => id),
  };
}

/** What everybody did together: in the present quarter, and for a campaign over its own days. */
export interface SharedTally {
  readonly quarter: Period;
  readonly activations: number;
  readonly campaign: { readonly label: string; readonly activations: number } | undefined;
}

/** Counts the activations of everybody, and those of a campaign where one is named. */
export async function sharedTally(campaign: string | undefined, dependencies: TallyDependencies): Promise<SharedTally> {
  const { ledger, config } = dependencies;
  const quarter = periodOf('quarter', todayOf(dependencies), config.organisation.calendar);
  const { activations } = await ledger.summary(quarter);
  if (campaign === undefined) return { quarter, activations, campaign: undefined };
  const known = (await ledger.listCampaigns()).find(({ id }) => id === campaign);
  const window: Window = known === undefined ? quarter : { start: known.from, end: laterDay(quarter.end, addDays(known.until, 1)) };
  const counted = await ledger.summary(window, { campaigns: [campaign] });
  return { quarter, activations, campaign: { label: known?.label ?? campaign, activations: counted.activations } };
}
