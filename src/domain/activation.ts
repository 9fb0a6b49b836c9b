import type { CivilDate, Instant } from '../../connectors/contract/period.js';

/** What an employee did: shared what was provided, reacted to it (like, comment, share), or made something. The place in the list is the stored code. */
export const ACTIVATION_KINDS = ['provided', 'engagement', 'original'] as const;

/** The kind of an activation. */
export type ActivationKind = (typeof ACTIVATION_KINDS)[number];

/** Where an activation can take place. The place in the list is the bit of a stored set. */
export const ADVOCACY_PLATFORMS = ['instagram', 'x', 'facebook', 'whatsapp', 'linkedin', 'youtube', 'tiktok', 'threads'] as const;

/** A platform of an activation. */
export type AdvocacyPlatform = (typeof ADVOCACY_PLATFORMS)[number];

/** A set of platforms in one number: bit n is the n-th of `ADVOCACY_PLATFORMS`. */
export type PlatformSet = number;

/** The set of some platforms. */
export const platformSet = (platforms: Iterable<AdvocacyPlatform>): PlatformSet => {
  let set = 0;
  for (const platform of platforms) set |= 1 << ADVOCACY_PLATFORMS.indexOf(platform);
  return set;
};

/** The platforms of a set, in the order of the list. */
export const platformsOf = (set: PlatformSet): readonly AdvocacyPlatform[] => ADVOCACY_PLATFORMS.filter((_, bit) => (set & (1 << bit)) !== 0);

/** By which kind of name a person is known: a staff number, a Slack account, or what was written into a form. The place in the list is the stored bit. */
export const NAME_SCOPES = ['staff', 'slack', 'form'] as const;

/** The kind of a name. */
export type NameScope = (typeof NAME_SCOPES)[number];

/** A name as it was given, in clear: it never reaches the store. */
export interface PersonName {
  readonly scope: NameScope;
  readonly value: string;
}

/** A name under the key of the installation: 32 hexadecimal digits that say nothing without the key. */
export interface HashedName {
  readonly scope: NameScope;
  readonly hash: string;
}

/** One act of a person, checked, on its way into the ledger. */
export interface ActivationDraft {
  readonly person: HashedName;
  readonly unit: string | undefined;
  readonly kind: ActivationKind;
  readonly platforms: PlatformSet;
  /** the id of an item of the content library, or what the file calls it */
  readonly content: string | undefined;
  readonly campaign: string | undefined;
  /** canonical keys of links, such as `instagram:C2abc` */
  readonly links: readonly string[];
  /** when, in whole seconds since 1970-01-01 UTC */
  readonly second: number;
  /** the day in the organisation's zone */
  readonly day: CivilDate;
  /** a link to a proof, or a file's id */
  readonly evidence: string | undefined;
  /** the version of the rule that it was judged by */
  readonly rule: number;
  /** days within which the same again is a repeat */
  readonly windowDays: number;
}

/** An activation as the ledger holds it. `state` is void after a correction and undone after the person took it back; neither counts. */
export interface Activation {
  readonly id: string;
  /** the pseudonym */
  readonly advocate: string;
  readonly unit: string | undefined;
  readonly kind: ActivationKind;
  /** with the platforms that were added later */
  readonly platforms: readonly AdvocacyPlatform[];
  readonly content: string | undefined;
  readonly campaign: string | undefined;
  readonly links: readonly string[];
  readonly occurredAt: Instant;
  readonly day: CivilDate;
  readonly recordedAt: Instant;
  readonly rule: number;
  readonly evidence: string | undefined;
  /** the id of the origin: a file, a form, Slack */
  readonly source: string;
  readonly line: number | undefined;
  readonly state: 'counted' | 'void' | 'undone';
}

/** A person who takes part, under a pseudonym. */
export interface Advocate {
  readonly id: string;
  readonly name: string | undefined;
  readonly scopes: readonly NameScope[];
}

/** Something that employees are asked to share. */
export interface ContentItem {
  readonly id: string;
  readonly title: string;
  readonly link: string | undefined;
  readonly caption: string | undefined;
  readonly campaign: string | undefined;
  readonly deadline: CivilDate | undefined;
}

/** A dated effort to which content and activations belong; both days are included. */
export interface Campaign {
  readonly id: string;
  readonly label: string;
  readonly from: CivilDate;
  readonly until: CivilDate;
}
