import type { z } from 'zod';
import type { ConnectorError } from './errors.js';
import type { AnswerRules, Http } from './http.js';
import type { Dimensions, Quality, SourceAbsence } from './observation.js';
import type { CivilDate, Instant, Window } from './period.js';
import type { PlatformFacts } from './platform.js';

/** What a platform gives of one metric. A row of a connector's table; its key names the row. */
export interface Capability {
  /** a metric of the registry */
  readonly metric: string;
  readonly subject: 'account' | 'content';
  /** the platform's own names that are asked for it */
  readonly fields: readonly string[];
  /** the kinds of content that have it; empty for accounts */
  readonly products: readonly string[];
  /** `day`: one value a day; `reading`: only the value of now, kept as a snapshot of the day or of the content */
  readonly grain: 'day' | 'reading';
  /** how many days back the platform still tells; 0 where only now */
  readonly historyDays: number;
  /** after how many hours a day's value no longer moves */
  readonly settlesAfterHours: number;
  /** the day on which the platform began to give it, and the one on which it stopped */
  readonly since?: CivilDate;
  readonly removed?: CivilDate;
  /** a sentence for people, with the source and its date */
  readonly note: string;
}

/** What a connector gives, by the name of the capability. */
export type CapabilityTable = Readonly<Record<string, Capability>>;

/** A secret that a connection has, from the environment: `PANTAU_<CONNECTION>_<NAME>`. */
export interface SecretDeclaration {
  readonly name: string;
  readonly required: boolean;
  /** how a person gets it */
  readonly explanation: string;
}

/** What opens a platform. Kept by the core; a connector sees it only while it renews it. */
export interface Credential {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly obtainedAt: Instant;
  /** absent where the platform does not say */
  readonly expiresAt?: Instant;
}

/** How a credential stays alive. `exclusive`: the refresh token is good for one use, so that only one renewal may run at a time. */
export type Renewal =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'renewable';
      readonly exclusive: boolean;
      /** true where it is time: a moment before expiry, and not sooner than the platform allows */
      readonly due: (credential: Credential, now: Instant) => boolean;
      readonly renew: (credential: Credential | undefined, secrets: Readonly<Record<string, string>>, http: Http) => Promise<Credential>;
    };

/** How the token is shown to the platform. */
export type Authorization = { readonly kind: 'bearer'; readonly proofSecret?: string } | { readonly kind: 'query'; readonly name: string };

/** An account as a connector sees it. */
export interface PullAccount {
  /** `instagram:ditjenpk` */
  readonly id: string;
  /** the platform's own id, always a text */
  readonly platformId: string;
}

/** A content item that is known from before. */
export interface KnownContent {
  /** the platform's own id */
  readonly platformId: string;
  readonly kind: string;
  readonly publishedAt: Instant;
  /** capabilities that the platform will never give of this item */
  readonly never: readonly string[];
}

/** What is known of an account from earlier pulls. */
export interface KnownAccount {
  /** those whose figures may still move, newest first */
  readonly content: readonly KnownContent[];
  /** the number of posts that the platform stated last; a listing is needed only where it differs */
  readonly statedPosts: number | undefined;
  /** the number of followers that was read last; where a new one is far below it, it is read twice */
  readonly followers?: number;
  /** the first of the days shortly before the window of which the platform told nothing, or nothing final; it is asked for again, for that may have been a slip */
  readonly missingFrom?: CivilDate;
}

/** Why a pull runs: the figures of the last days, those of the past, or only the stories that vanish after a day. */
export type PullTask = 'daily' | 'backfill' | 'stories';

/** What is to be pulled, for all accounts of one connection at once, so that calls can be shared. */
export interface PullRequest<Settings> {
  readonly task: PullTask;
  readonly settings: Settings;
  readonly accounts: readonly PullAccount[];
  /** the days wanted, as the platform labels days */
  readonly window: Window;
  readonly now: Instant;
  /** the organisation's zone, by whose days a reading of now is labelled */
  readonly zone: string;
  readonly known: (account: string) => KnownAccount;
  /** capabilities that are not to be asked for: retired, or without permission */
  readonly without: ReadonlySet<string>;
}

/** One thing that a platform stated. `Name` is a key of the connector's capabilities. */
export type Pulled<Name extends string> =
  | {
      readonly type: 'value';
      readonly capability: Name;
      readonly account: string;
      readonly dimensions?: Dimensions;
      /** the civil day that the value is of */
      readonly day: CivilDate;
      /** the zone of that day */
      readonly zone: string;
      readonly value: number | null;
      /** given exactly where the value is null */
      readonly absence?: SourceAbsence;
      readonly quality: Extract<Quality, 'complete' | 'provisional' | 'partial' | 'platform-rounded'>;
      /** as the platform wrote it */
      readonly endTime?: string;
      readonly raw: string;
    }
  | {
      readonly type: 'content';
      readonly account: string;
      readonly platformId: string;
      readonly kind: string;
      readonly publishedAt: Instant;
      readonly title: string;
      readonly link?: string;
      readonly raw: string;
    }
  | {
      readonly type: 'snapshot';
      readonly capability: Name;
      readonly account: string;
      /** the content's own id */
      readonly platformId: string;
      readonly value: number | null;
      readonly absence?: SourceAbsence;
      readonly quality: Extract<Quality, 'complete' | 'provisional'>;
      readonly raw: string;
    }
  /** content that the platform no longer lists or shows */
  | { readonly type: 'content-gone'; readonly account: string; readonly platformId: string }
  /** the number of posts that the platform states for an account */
  | { readonly type: 'stated-posts'; readonly account: string; readonly count: number }
  /** what could not be had: of the capability, of the account, or (neither named) of the whole connection; the rest goes on */
  | { readonly type: 'problem'; readonly account?: string; readonly capability?: Name; readonly error: ConnectorError };

/** What a connection can do for an account, told to its owner. */
export interface CheckFinding {
  readonly account: string;
  /** a capability, or undefined for the account as a whole */
  readonly capability: string | undefined;
  readonly state: 'ok' | SourceAbsence | 'auth';
  /** for people: what is so, and what to do */
  readonly sentence: string;
}

/** A platform, as data first and code second. */
export interface Connector<Id extends string = string, Settings = unknown, Table extends CapabilityTable = CapabilityTable> extends AnswerRules {
  /** the name of its folder */
  readonly id: Id;
  readonly label: string;
  readonly platform: PlatformFacts;
  /** true where a token opens one account alone, so that each account needs a connection of its own */
  readonly opensOneAccount?: boolean;
  readonly settings: z.ZodType<Settings>;
  /** base addresses by name, without a slash at the end */
  readonly hosts: Readonly<Record<string, string>>;
  readonly secrets: readonly SecretDeclaration[];
  /** the page on which a person makes new ones, or that explains how; the README of the connector says where the address stands */
  readonly secretsPage: string;
  readonly authorization: Authorization;
  readonly renewal: Renewal;
  /** buckets that refill at midnight of a zone, with what they hold by default (undefined: only the configuration says) */
  readonly buckets: Readonly<Record<string, { readonly zone: string; readonly limit: number | undefined }>>;
  readonly capabilities: Table;
  /** how many hours after the beginning of a day in UTC its figures no longer move: its end in the platform's zone, and the platform's delay */
  readonly settlesWithinHours: number;
  /** true where stories vanish and must be polled between the daily pulls */
  readonly pollsStories: boolean;
  readonly pull: (request: PullRequest<Settings>, http: Http) => AsyncGenerator<Pulled<Extract<keyof Table, string>>>;
  readonly check: (request: PullRequest<Settings>, http: Http) => AsyncGenerator<CheckFinding>;
}

/** What is to be pulled, before the connector has read its settings. */
export type UnsettledRequest = Omit<PullRequest<unknown>, 'settings'>;

/** A connector with its settings read: what the core runs. */
export interface ConfiguredConnector {
  readonly pull: (request: UnsettledRequest, http: Http) => AsyncGenerator<Pulled<string>>;
  readonly check: (request: UnsettledRequest, http: Http) => AsyncGenerator<CheckFinding>;
}

/** A declared connector as the list holds it: the type of its settings is known to itself alone. */
export interface DeclaredConnector<Id extends string = string> extends Omit<Connector<Id>, 'settings' | 'pull' | 'check'> {
  readonly settings: z.ZodType;
  /** reads a connection's settings; throws `z.ZodError` where they are wrong */
  readonly configure: (settings: unknown) => ConfiguredConnector;
}

/** Declares a connector: what it yields is checked against the keys of its table. */
export function defineConnector<const Id extends string, Settings, const Table extends CapabilityTable>(
  connector: Connector<Id, Settings, Table>,
): DeclaredConnector<Id> {
  const { pull, check, ...declared } = connector;
  return {
    ...declared,
    configure: (raw) => {
      const settings = connector.settings.parse(raw);
      return {
        pull: (request, http) => pull({ ...request, settings }, http),
        check: (request, http) => check({ ...request, settings }, http),
      };
    },
  };
}
