import { DateTime } from 'luxon';
import { civilDate, type Instant } from '../../../connectors/contract/period.js';
import type { BusinessClock } from '../../clock.js';
import type { Config } from '../../config/config.js';
import { type ActivationKind, type AdvocacyPlatform, type PersonName, platformSet } from '../../domain/activation.js';
import { activationViolation, ruleOn } from '../../domain/activation-rule.js';
import type { Pseudonymiser } from '../../domain/pseudonym.js';
import { PantauError } from '../../errors.js';
import type { AdvocacyStore, Logged } from '../../store/advocacy-port.js';
import { linksIn } from './judge.js';

/** One activation as a person tells it. */
export interface ToldActivation {
  readonly person: PersonName;
  readonly unit?: string;
  readonly kind: ActivationKind;
  readonly platforms: readonly AdvocacyPlatform[];
  /** an id of the content library; its campaign is taken over */
  readonly content?: string;
  readonly campaign?: string;
  /** what was typed into the field: links, parted by blanks or commas */
  readonly links?: string;
  readonly evidence?: string;
  /** now where it is left out */
  readonly occurredAt?: Instant;
}

/** What logging needs. */
export interface LogDependencies {
  readonly ledger: Pick<AdvocacyStore, 'log' | 'rules' | 'content'>;
  readonly pseudonymiser: Pseudonymiser;
  readonly config: Pick<Config, 'organisation'>;
  readonly clock: BusinessClock;
}

/** Puts one activation into the ledger under the rule of its day, told by way of `source` (such as `slack`). Rejects with `refused-input` and a sentence. */
export async function logActivation(told: ToldActivation, source: string, dependencies: LogDependencies): Promise<Logged> {
  const { ledger, pseudonymiser, config, clock } = dependencies;
  const now = clock.now();
  const occurredAt = told.occurredAt ?? now;
  if (occurredAt > now) throw refused('This lies in the future.');
  const day = civilDate(DateTime.fromISO(occurredAt, { zone: config.organisation.zone }).toISODate() ?? occurredAt.slice(0, 10));
  const { links, linked } = readLinks(told.links ?? '');
  const rule = ruleOn(await ledger.rules(), day);
  const platforms = platformSet(told.platforms) | linked;
  const violation = activationViolation({ kind: told.kind, platforms, linked }, rule);
  if (violation !== undefined) throw refused(violation);
  const content = told.content === undefined ? undefined : await ledger.content(told.content);
  const person = pseudonymiser.hash(told.person);
  const draft = {
    person,
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
  return ledger.log(draft, source, now);
}

/** For how long a person may take back what they logged. */
export const UNDO_MINUTES = 15;

/** Takes back an activation of one's own within 15 minutes; false where it is not theirs, is older, or does not count any more. */
export function undoActivation(
  id: string,
  person: PersonName,
  { ledger, pseudonymiser, clock }: { readonly ledger: Pick<AdvocacyStore, 'undo'> } & Pick<LogDependencies, 'pseudonymiser' | 'clock'>,
): Promise<boolean> {
  const now = clock.now();
  const notBefore = new Date(Date.parse(now) - UNDO_MINUTES * 60_000).toISOString() as Instant;
  return ledger.undo(id, pseudonymiser.hash(person), notBefore, now);
}

function readLinks(text: string): ReturnType<typeof linksIn> {
  try {
    return linksIn(text);
  } catch (cause) {
    throw refused(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

const refused = (sentence: string, cause?: unknown): PantauError => new PantauError('refused-input', sentence, { cause });
