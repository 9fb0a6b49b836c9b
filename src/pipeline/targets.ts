import type { Text } from '../../connectors/contract/metric.js';
import { type Instant, periodOf } from '../../connectors/contract/period.js';
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

/** What became of a target that somebody set or took away. `before` is what held until then. */
export type TargetOutcome =
  | { readonly outcome: 'set'; readonly target: Target; readonly before: AdvocacyTarget | undefined }
  | { readonly outcome: 'unchanged'; readonly target: Target }
  | { readonly outcome: 'removed'; readonly before: AdvocacyTarget }
  | { readonly outcome: 'refused'; readonly reason: Text };

/** A target that holds, and from where: the configuration locks what it names. */
export interface ListedTarget {
  readonly target: Target;
  /** the version that was set in Slack; undefined for a target of the configuration */
  readonly revision: TargetRevision | undefined;
}

/** Sets a target for a quarter that is not over, as a new version with author and time. Who may not, and what can't be, is refused with a sentence. */
export async function setTarget(asked: AdvocacyTarget, person: Person, dependencies: TargetDependencies): Promise<TargetOutcome> {
  const { config, ledger, clock } = dependencies;
  const { calendar, zone } = config.organisation;
  const target = { ...asked, unit: spelledUnit(asked.unit) };
  const refusal = refusalOf(target, person, civilDateIn(clock.now(), zone), config);
  if (refusal !== undefined) return { outcome: 'refused', reason: refusal };
  const id = advocacyTargetId(target);
  const newest = newestOf(await ledger.targetRevisions(), id);
  const revision: TargetRevision = { id, version: (newest?.version ?? 0) + 1, target, by: person.id, at: clock.now() };
  const shown = targetOfRevision(revision, ledgerSubject(config), calendar);
  if (shown === undefined) return { outcome: 'refused', reason: FAULTS.quarter };
  if (JSON.stringify(newest?.target) === JSON.stringify(target)) return { outcome: 'unchanged', target: shown };
  const saved = await ledger.saveTarget(id, target, newest?.version ?? 0, { who: person.id, at: revision.at });
  return saved ? { outcome: 'set', target: shown, before: newest?.target } : { outcome: 'refused', reason: OVERTAKEN };
}

/** Takes a target away that was set in Slack; its versions stay. */
export async function removeTarget(
  asked: Pick<AdvocacyTarget, 'quarter' | 'metric' | 'unit'>,
  person: Person,
  { config, ledger, clock }: TargetDependencies,
): Promise<TargetOutcome> {
  const { calendar, zone } = config.organisation;
  if (!mayDo(person.role, 'set-target')) return { outcome: 'refused', reason: forbidden() };
  const id = advocacyTargetId({ ...asked, unit: spelledUnit(asked.unit) });
  const newest = newestOf(await ledger.targetRevisions(), id);
  if (newest?.target === undefined) return { outcome: 'refused', reason: NOT_SET };
  const fault = targetFault(newest.target, civilDateIn(clock.now(), zone), calendar);
  if (fault !== undefined) return { outcome: 'refused', reason: FAULTS[fault] };
  const saved = await ledger.saveTarget(id, undefined, newest.version, { who: person.id, at: clock.now() });
  return saved ? { outcome: 'removed', before: newest.target } : { outcome: 'refused', reason: OVERTAKEN };
}

/** The targets of the quarter of a moment (now where it is left out) on people and activations, those of the configuration first. */
export async function listTargets({ config, ledger, clock }: TargetDependencies, at: Instant = clock.now()): Promise<readonly ListedTarget[]> {
  const { calendar, zone } = config.organisation;
  const subject = ledgerSubject(config);
  const quarter = periodOf('quarter', civilDateIn(at, zone), calendar);
  const revisions = await ledger.targetRevisions();
  const newest = revisionsAsOf(revisions, undefined);
  return effectiveTargets(config.targets, revisions, { subject, calendar })
    .filter((target) => target.subject === subject && target.period.start === quarter.start && target.period.end === quarter.end)
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
export const spelledUnit = (unit: string | undefined): string | undefined => {
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
): Text | undefined {
  if (!mayDo(person.role, 'set-target')) return forbidden();
  const fault = targetFault(target, today, organisation.calendar);
  if (fault !== undefined) return FAULTS[fault];
  const owner = people.find(({ id }) => id === target.owner);
  if (owner === undefined || !mayDo(owner.role, 'set-target')) return NO_OWNER;
  const locking = lockingTarget(targets, target, ledgerSubject({ digests }), organisation.calendar);
  return locking && lockedBy(locking);
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

const lockedBy = ({ id, value }: Target): Text => ({
  id: `Target ini ditetapkan dalam berkas konfigurasi (targets: ${id}, ${value}) dan hanya dapat diubah di sana.`,
  en: `This target is set in the configuration file (targets: ${id}, ${value}) and can only be changed there.`,
});

const FAULTS: Readonly<Record<TargetFault, Text>> = {
  quarter: { id: 'Tulis triwulan seperti 2024-Q2.', en: 'Write the quarter as 2024-Q2.' },
  closed: {
    id: 'Triwulan itu sudah berakhir; targetnya tidak diubah lagi.',
    en: 'That quarter is over; its target does not change any more.',
  },
  value: { id: 'Target adalah bilangan bulat, paling sedikit 1.', en: 'A target is a whole number, 1 or more.' },
  'milestone-outside': { id: 'Titik periksa harus berada di dalam triwulan.', en: 'Checkpoints must lie within the quarter.' },
  'milestone-order': {
    id: 'Titik periksa harus berurutan menurut tanggal, dan nilainya tidak boleh turun.',
    en: 'Checkpoints must be in the order of their days, and their values must not fall.',
  },
  'milestone-value': {
    id: 'Nilai titik periksa adalah bilangan bulat, 0 atau lebih.',
    en: 'The value of a checkpoint is a whole number, 0 or more.',
  },
};

const NO_OWNER: Text = {
  id: 'Penanggung jawab target harus seorang manajer atau pemilik yang terdaftar.',
  en: "A target's owner must be a manager or an owner who is listed.",
};

const NOT_SET: Text = { id: 'Tidak ada target seperti itu yang ditetapkan di Slack.', en: 'No such target was set in Slack.' };

const OVERTAKEN: Text = {
  id: 'Seseorang baru saja mengubah target ini. Lihat dahulu, lalu ulangi.',
  en: 'Somebody changed this target just now. Look at it first, then try again.',
};
