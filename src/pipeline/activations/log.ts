import { DateTime } from 'luxon';
import { civilDate, type Instant } from '../../../connectors/contract/period.js';
import type { BusinessClock } from '../../clock.js';
import type { Config } from '../../config/config.js';
import { type ActivationDraft, type ActivationKind, type AdvocacyPlatform, type PersonName, platformSet } from '../../domain/activation.js';
import { type ActivationFault, activationFault, faultSentence, ruleOn } from '../../domain/activation-rule.js';
import type { Pseudonymiser } from '../../domain/pseudonym.js';
import { PantauError } from '../../errors.js';
import type { AdvocacyStore, Logged } from '../../store/advocacy-port.js';
import { type LinkFault, linkSentence, readLinks } from './judge.js';

/** One activation as a person tells it. */
export interface ToldActivation {
  readonly person: PersonName;
  readonly unit?: string | undefined;
  readonly kind: ActivationKind;
  readonly platforms: readonly AdvocacyPlatform[];
  /** an id of the content library; its campaign is taken over */
  readonly content?: string | undefined;
  readonly campaign?: string | undefined;
  /** what was typed into the field: links, parted by blanks or commas */
  readonly links?: string | undefined;
  readonly evidence?: string | undefined;
  /** now where it is left out */
  readonly occurredAt?: Instant | undefined;
}

/** What logging needs. */
export interface LogDependencies {
  readonly ledger: Pick<AdvocacyStore, 'log' | 'rules' | 'content'>;
  readonly pseudonymiser: Pseudonymiser;
  readonly config: Pick<Config, 'organisation'>;
  readonly clock: BusinessClock;
}

/** What is wrong with an activation that somebody tells. */
export type ToldFault = ActivationFault | LinkFault | { readonly fault: 'future' };

/** Judges what a person tells under the rule of its day; writes nothing. */
export async function judgeActivation(
  told: ToldActivation,
  { ledger, pseudonymiser, config, clock }: LogDependencies,
): Promise<ActivationDraft | ToldFault> {
  const now = clock.now();
  const occurredAt = told.occurredAt ?? now;
  if (occurredAt > now) return { fault: 'future' };
  const day = civilDate(DateTime.fromISO(occurredAt, { zone: config.organisation.zone }).toISODate() ?? occurredAt.slice(0, 10));
  const read = readLinks(told.links ?? '');
  if ('fault' in read) return read;
  const { links, linked } = read;
  const rule = ruleOn(await ledger.rules(), day);
  const platforms = platformSet(told.platforms) | linked;
  const found = activationFault({ kind: told.kind, platforms, linked }, rule);
  if (found !== undefined) return found;
  const content = told.content === undefined ? undefined : await ledger.content(told.content);
  return {
    person: pseudonymiser.hash(told.person),
    unit: told.unit,
    kind: told.kind,
    platforms,
    content: told.content,
    campaign: told.campaign ?? content?.campaign,
    links,
    second: Math.floor(Date.parse(occurredAt) / 1000),
    day,
    evidence: told.evidence,
    rule: rule.version,
    windowDays: rule.windowDays,
  };
}

/** Puts one activation into the ledger under the rule of its day, told by way of `source` (such as `slack`). Rejects with `refused-input` and a sentence. */
export async function logActivation(told: ToldActivation, source: string, dependencies: LogDependencies): Promise<Logged> {
  const draft = await judgeActivation(told, dependencies);
  if ('fault' in draft) throw new PantauError('refused-input', toldSentence(draft));
  return dependencies.ledger.log(draft, source, dependencies.clock.now());
}

function toldSentence(found: ToldFault): string {
  switch (found.fault) {
    case 'future':
      return 'This lies in the future.';
    case 'profile':
    case 'no-link':
      return linkSentence(found);
    default:
      return faultSentence(found);
  }
}

/** For how long a person may take back what they logged. */
const UNDO_MINUTES = 15;

/** Before this moment nothing may be taken back any more. */
export const undoableSince = (now: Instant): Instant => new Date(Date.parse(now) - UNDO_MINUTES * 60_000).toISOString() as Instant;

/** Until when what was recorded at a moment may be taken back. */
export const undoableUntil = (recordedAt: Instant): Instant => new Date(Date.parse(recordedAt) + UNDO_MINUTES * 60_000).toISOString() as Instant;

/** Takes back what was added to an activation of one's own within 15 minutes; false where it is not theirs, is older, or does not stand any more. */
export function undoTouch(
  id: string,
  added: readonly AdvocacyPlatform[],
  person: PersonName,
  { ledger, pseudonymiser, clock }: { readonly ledger: Pick<AdvocacyStore, 'undoTouch'> } & Pick<LogDependencies, 'pseudonymiser' | 'clock'>,
): Promise<boolean> {
  const now = clock.now();
  return ledger.undoTouch(id, added, pseudonymiser.hash(person), undoableSince(now), now);
}

/** Takes back an activation of one's own within 15 minutes; false where it is not theirs, is older, or does not count any more. */
export function undoActivation(
  id: string,
  person: PersonName,
  { ledger, pseudonymiser, clock }: { readonly ledger: Pick<AdvocacyStore, 'undo'> } & Pick<LogDependencies, 'pseudonymiser' | 'clock'>,
): Promise<boolean> {
  const now = clock.now();
  return ledger.undo(id, pseudonymiser.hash(person), undoableSince(now), now);
}
