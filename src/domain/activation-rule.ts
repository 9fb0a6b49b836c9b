import { type Calendar, type CivilDate, daysBetween, periodOf } from '../../connectors/contract/period.js';
import { ACTIVATION_KINDS, type ActivationKind, type AdvocacyPlatform, type PlatformSet, platformsOf } from './activation.js';

/** What counts as an activation from a day on. Each activation keeps the version that it was judged by, so that a later version changes nothing of it. */
export interface ActivationRule {
  /** from 1 */
  readonly version: number;
  readonly validFrom: CivilDate;
  /** the kinds that count */
  readonly kinds: readonly ActivationKind[];
  /** the same person, kind and content or link again within so many days of the first is a repeat; 0 is the same day */
  readonly windowDays: number;
  /** the platforms on which an activation of a kind needs the link of a post */
  readonly linkRequired: Readonly<Record<ActivationKind, readonly AdvocacyPlatform[]>>;
}

const WITH_LINKS: readonly AdvocacyPlatform[] = ['instagram', 'x', 'facebook', 'linkedin', 'youtube', 'tiktok', 'threads'];

/** The rule that holds until an organisation makes its own: a repeat within 2 days; a link wherever the platform has one, but not for a like. */
export const FIRST_RULE: ActivationRule = {
  version: 1,
  validFrom: '1970-01-01' as CivilDate,
  kinds: ACTIVATION_KINDS,
  windowDays: 2,
  linkRequired: { provided: WITH_LINKS, engagement: [], original: WITH_LINKS },
};

/** The rule of a day: the newest of those that were valid by then. */
export function ruleOn(rules: readonly ActivationRule[], day: CivilDate): ActivationRule {
  let found = FIRST_RULE;
  for (const rule of rules) {
    const later = rule.validFrom > found.validFrom || (rule.validFrom === found.validFrom && rule.version > found.version);
    if (rule.validFrom <= day && later) found = rule;
  }
  return found;
}

/** Why a rule may not be added today; undefined where it may. A closed quarter keeps the rule that it was counted by. */
export function ruleViolation(rule: ActivationRule, today: CivilDate, calendar: Calendar): string | undefined {
  const open = periodOf('quarter', today, calendar).start;
  if (rule.validFrom < open) return `A rule can't begin before ${open}: the quarters before it are closed.`;
  if (!Number.isInteger(rule.windowDays) || rule.windowDays < 0 || rule.windowDays > 366) return 'The window has 0 to 366 whole days.';
  return rule.kinds.length === 0 ? 'At least one kind of activation must count.' : undefined;
}

/** What an activation says, as far as a rule judges it; `linked` are the platforms of its links. */
export interface Judged {
  readonly kind: ActivationKind;
  readonly platforms: PlatformSet;
  readonly linked: PlatformSet;
}

/** What is wrong with an activation under a rule. */
export type ActivationFault =
  | { readonly fault: 'kind'; readonly kind: ActivationKind; readonly rule: number }
  | { readonly fault: 'no-platform' }
  | { readonly fault: 'link-missing'; readonly platforms: readonly AdvocacyPlatform[] };

/** Why an activation does not count under a rule; undefined where it does. */
export function activationFault({ kind, platforms, linked }: Judged, rule: ActivationRule): ActivationFault | undefined {
  if (!rule.kinds.includes(kind)) return { fault: 'kind', kind, rule: rule.version };
  if (platforms === 0) return { fault: 'no-platform' };
  const missing = platforms & ~linked;
  if (missing === 0) return undefined;
  const required = platformsOf(missing).filter((platform) => rule.linkRequired[kind].includes(platform));
  return required.length === 0 ? undefined : { fault: 'link-missing', platforms: required };
}

/** The same as a sentence. */
export function activationViolation(judged: Judged, rule: ActivationRule): string | undefined {
  const found = activationFault(judged, rule);
  return found && faultSentence(found);
}

/** A fault as a sentence, for the one who reads an import's report. */
export function faultSentence(found: ActivationFault): string {
  switch (found.fault) {
    case 'kind':
      return `Activations of the kind "${found.kind}" don't count under rule ${found.rule}.`;
    case 'no-platform':
      return 'No platform is named, and no link tells one.';
    case 'link-missing':
      return `The link of the post on ${found.platforms.join(', ')} is missing.`;
  }
}

/** Whether two days are so near each other that the second act is a repeat of the first. */
export const withinWindow = (one: CivilDate, other: CivilDate, windowDays: number): boolean => Math.abs(daysBetween(one, other)) <= windowDays;
