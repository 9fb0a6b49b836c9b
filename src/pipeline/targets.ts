import type { Text } from '../../connectors/contract/metric.js';
import { type Instant, periodOf, shiftPeriod } from '../../connectors/contract/period.js';
import type { BusinessClock } from '../clock.js';
import type { Config, Person, Target } from '../config/config.js';
import { leastRole, mayDo } from '../config/roles.js';
import { readStandings } from '../digest/advocacy-data.js';
import { type SectionStore, sectionContext } from '../digest/context.js';
import type { Standing } from '../digest/target-lines.js';
import {
  type AdvocacyTarget,
  advocacyTargetId,
  effectiveTargets,
  lockingTarget,
  revisionsAsOf,
  type TargetFault,
  type TargetRevision,
  targetFault,
  targetOfRevision,
} from '../domain/advocacy-target.js';
import { ledgerSubject } from '../domain/ledger-count.js';
import type { AdvocacyStore } from '../store/advocacy-port.js';
import { civilDateIn } from '../text/date.js';

/** What setting a target needs. */
export interface TargetDependencies {
  readonly ledger: Pick<AdvocacyStore, 'targetRevisions' | 'saveTarget'>;
  readonly config: Pick<Config, 'organisation' | 'targets' | 'people' | 'digests'>;
  readonly clock: BusinessClock;
}

/** What a target was refused for: who asks, a target of the configuration, a part of what was told, or somebody who was faster. */
export type RefusedFor = 'role' | 'locked' | 'owner' | 'quarter' | 'value' | 'plan' | 'overtaken';

/** Why a target is not set or taken away, as a sentence. */
export interface TargetRefusal {
  readonly outcome: 'refused';
  readonly on: RefusedFor;
  readonly reason: Text;
}

/** What became of a target that somebody set. `before` is what held until then. */
export type SetOutcome =
  | { readonly outcome: 'set'; readonly target: Target; readonly version: number; readonly before: AdvocacyTarget | undefined }
  | { readonly outcome: 'unchanged'; readonly target: Target }
  | TargetRefusal;

/** What became of a target that somebody took away. */
export type RemoveOutcome = { readonly outcome: 'removed'; readonly version: number; readonly before: AdvocacyTarget } | TargetRefusal;

/** A target that holds, and from where: the configuration locks what it names. */
export interface ListedTarget {
  readonly target: Target;
  /** the version that was set in Slack; undefined for a target of the configuration */
  readonly revision: TargetRevision | undefined;
}

/**
 * Sets a target for a quarter that is not over, as a new version with author and time. Who may not, and what can't be, is refused with a sentence; so is
 * a change of what is no longer the version that was `seen`.
 */
export async function setTarget(asked: AdvocacyTarget, person: Person, dependencies: TargetDependencies, seen?: number): Promise<SetOutcome> {
  const judged = await judgeTarget(asked, person, dependencies, seen);
  if (judged.outcome !== 'allowed') return judged;
  const { revision, target, before } = judged;
  const { id, version, by, at } = revision;
  const saved = await dependencies.ledger.saveTarget(id, revision.target, version - 1, { who: by, at });
  return saved ? { outcome: 'set', target, version, before } : OVERTAKEN;
}

/** What `setTarget` would do, without doing it. */
export async function judgeTarget(
  asked: AdvocacyTarget,
  person: Person,
  { config, ledger, clock }: TargetDependencies,
  seen?: number,
): Promise<Exclude<SetOutcome, { outcome: 'set' }> | AllowedTarget> {
  const { calendar, zone } = config.organisation;
  const told = { ...asked, unit: spelledUnit(asked.unit) };
  const refusal = refusalOf(told, person, civilDateIn(clock.now(), zone), config);
  if (refusal !== undefined) return refusal;
  const id = advocacyTargetId(told);
  const newest = newestOf(await ledger.targetRevisions(), id);
  const revision = { id, version: (newest?.version ?? 0) + 1, target: told, by: person.id, at: clock.now() };
  const target = targetOfRevision(revision, ledgerSubject(config), calendar);
  if (target === undefined) return refused('quarter', FAULTS.quarter.reason);
  if (JSON.stringify(newest?.target) === JSON.stringify(told)) return { outcome: 'unchanged', target };
  return seen !== undefined && seen !== newest?.version ? OVERTAKEN : { outcome: 'allowed', revision, target, before: newest?.target };
}

/** A target that may be set: the version that would be written, and the target that then holds. */
export interface AllowedTarget {
  readonly outcome: 'allowed';
  readonly revision: TargetRevision;
  readonly target: Target;
  readonly before: AdvocacyTarget | undefined;
}

/** Takes a target away that was set in Slack, where it is still the version that was `seen`; its versions stay. */
export async function removeTarget(
  asked: Pick<AdvocacyTarget, 'quarter' | 'metric' | 'unit'>,
  person: Person,
  { config, ledger, clock }: TargetDependencies,
  seen?: number,
): Promise<RemoveOutcome> {
  const { calendar, zone } = config.organisation;
  if (!mayDo(person.role, 'set-target')) return refused('role', forbidden());
  const id = advocacyTargetId({ ...asked, unit: spelledUnit(asked.unit) });
  const newest = newestOf(await ledger.targetRevisions(), id);
  if (newest?.target === undefined) return refused('overtaken', NOT_SET);
  if (seen !== undefined && seen !== newest.version) return OVERTAKEN;
  const fault = targetFault(newest.target, civilDateIn(clock.now(), zone), calendar);
  if (fault === 'closed') return refused('quarter', FAULTS.closed.reason);
  const saved = await ledger.saveTarget(id, undefined, newest.version, { who: person.id, at: clock.now() });
  return saved ? { outcome: 'removed', version: newest.version + 1, before: newest.target } : OVERTAKEN;
}

/** The targets of the present quarter and of so many quarters after it on what the ledger counts: quarter by quarter, those of the configuration first. */
export async function listTargets({ config, ledger, clock }: TargetDependencies, ahead = 0): Promise<readonly ListedTarget[]> {
  const { calendar, zone } = config.organisation;
  const subject = ledgerSubject(config);
  const quarter = periodOf('quarter', civilDateIn(clock.now(), zone), calendar);
  const last = shiftPeriod(quarter, ahead, calendar);
  const revisions = await ledger.targetRevisions();
  const newest = revisionsAsOf(revisions, undefined);
  return effectiveTargets(config.targets, revisions, { subject, calendar })
    .filter(({ subject: of, period }) => of === subject && period.start >= quarter.start && period.end <= last.end)
    .filter(({ period }) => period.grain === 'quarter')
    .sort((one, other) => (one.period.start < other.period.start ? -1 : one.period.start > other.period.start ? 1 : 0))
    .map((target) => ({ target, revision: config.targets.includes(target) ? undefined : newest.find(({ id }) => id === target.id) }));
}

/** Where the targets of the present quarter stand now, counted in the ledger; `standingLines` prints one. */
export function currentStandings(config: Config, store: SectionStore, now: Instant): Promise<readonly Standing[]> {
  const { calendar, zone } = config.organisation;
  const period = periodOf('quarter', civilDateIn(now, zone), calendar);
  return readStandings(sectionContext({ config, period, asOf: now, asItStood: false }, store));
}

/** A configuration with the targets that hold, at a past moment where one is given: those set in Slack beside its own. */
export async function withSetTargets<Some extends Pick<Config, 'organisation' | 'targets' | 'digests'>>(
  config: Some,
  ledger: Pick<AdvocacyStore, 'targetRevisions'>,
  asOf?: Instant,
): Promise<Some> {
  const revisions = await ledger.targetRevisions();
  if (revisions.length === 0) return config;
  const { calendar } = config.organisation;
  return { ...config, targets: effectiveTargets(config.targets, revisions, { subject: ledgerSubject(config), calendar, asOf }) };
}

/** A unit as the ledger spells one: in capital letters, without blanks that mean nothing. */
const spelledUnit = (unit: string | undefined): string | undefined => {
  const text = unit?.normalize('NFKC').replace(/\s+/g, ' ').trim().toUpperCase() ?? '';
  return text === '' ? undefined : text;
};

const newestOf = (revisions: readonly TargetRevision[], id: string): TargetRevision | undefined =>
  revisions.filter((revision) => revision.id === id).sort((one, other) => other.version - one.version)[0];

function refusalOf(
  target: AdvocacyTarget,
  person: Person,
  today: ReturnType<typeof civilDateIn>,
  { organisation, targets, people, digests }: TargetDependencies['config'],
): TargetRefusal | undefined {
  if (!mayDo(person.role, 'set-target')) return refused('role', forbidden());
  const fault = targetFault(target, today, organisation.calendar);
  if (fault !== undefined) return refused(FAULTS[fault].on, FAULTS[fault].reason);
  const owner = people.find(({ id }) => id === target.owner);
  if (owner === undefined || !mayDo(owner.role, 'set-target')) return refused('owner', NO_OWNER);
  const locking = lockingTarget(targets, target, ledgerSubject({ digests }), organisation.calendar);
  return locking && refused('locked', lockedBy(locking));
}

const forbidden = (): Text => ({
  id: `Target hanya dapat diubah oleh ${ROLES[leastRole('set-target')].id} atau pemilik.`,
  en: `Only a ${leastRole('set-target')} or an owner can change a target.`,
});

const ROLES = {
  member: { id: 'anggota' },
  editor: { id: 'editor' },
  manager: { id: 'manajer' },
  owner: { id: 'pemilik' },
} as const;

/** That a target stands in the configuration, and where. */
export const lockedBy = ({ id, value }: Target): Text => ({
  id: `Target ini ditetapkan dalam berkas konfigurasi (targets: ${id}, ${value}) dan hanya dapat diubah di sana.`,
  en: `This target is set in the configuration file (targets: ${id}, ${value}) and can only be changed there.`,
});

const FAULTS: Readonly<Record<TargetFault, { readonly on: RefusedFor; readonly reason: Text }>> = {
  quarter: { on: 'quarter', reason: { id: 'Tulis triwulan seperti 2024-Q2.', en: 'Write the quarter as 2024-Q2.' } },
  closed: {
    on: 'quarter',
    reason: {
      id: 'Triwulan itu sudah berakhir; targetnya tidak diubah lagi.',
      en: 'That quarter is over; its target does not change any more.',
    },
  },
  value: { on: 'value', reason: { id: 'Target adalah bilangan bulat, paling sedikit 1.', en: 'A target is a whole number, 1 or more.' } },
  'milestone-outside': {
    on: 'plan',
    reason: { id: 'Titik periksa harus berada di dalam triwulan.', en: 'Checkpoints must lie within the quarter.' },
  },
  'milestone-order': {
    on: 'plan',
    reason: {
      id: 'Titik periksa harus berurutan menurut tanggal, dan nilainya tidak boleh turun.',
      en: 'Checkpoints must be in the order of their days, and their values must not fall.',
    },
  },
  'milestone-value': {
    on: 'plan',
    reason: {
      id: 'Nilai titik periksa adalah bilangan bulat, 0 atau lebih.',
      en: 'The value of a checkpoint is a whole number, 0 or more.',
    },
  },
};

const NO_OWNER: Text = {
  id: 'Penanggung jawab target harus seorang manajer atau pemilik yang terdaftar.',
  en: "A target's owner must be a manager or an owner who is listed.",
};

const NOT_SET: Text = { id: 'Tidak ada target seperti itu yang ditetapkan di Slack.', en: 'No such target was set in Slack.' };

const refused = (on: RefusedFor, reason: Text): TargetRefusal => ({ outcome: 'refused', on, reason });

const OVERTAKEN: TargetRefusal = refused('overtaken', {
  id: 'Seseorang baru saja mengubah target ini. Lihat dahulu, lalu ulangi.',
  en: 'Somebody changed this target just now. Look at it first, then try again.',
});
