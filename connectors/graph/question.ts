import type { Pulled } from '../contract/connector.js';
import type { ConnectorError } from '../contract/errors.js';
import type { Instant } from '../contract/period.js';

/** What a question asks for: a path under the version, such as `/17841400000000001/insights`, and its parameters. */
export interface Ask {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/** What came back for a question: an answer, or the failure that it is. */
export type Reply =
  | { readonly ok: true; readonly json: unknown; readonly raw: string; readonly receivedAt: Instant }
  | { readonly ok: false; readonly error: ConnectorError };

/** What a reply leads to: things found, and further questions. */
export interface Step<Name extends string> {
  readonly found: readonly Pulled<Name>[];
  readonly next?: readonly Question<Name>[];
  /** true where nothing more is to be asked of the account */
  readonly ends?: boolean;
}

/** Something to be asked for one account. Pages, smaller windows and retries are further questions. */
export interface Question<Name extends string> {
  /** the account's id, such as `instagram:ditjenpk` */
  readonly account: string;
  /** true where the call serves no account by itself, so that no account's breaker may hold it up */
  readonly ofConnection?: boolean;
  /** the token of the Page, where the connection's own does not do */
  readonly token?: string;
  /** as of now: `wait` where another question's answer is to be awaited (never if `impatient`), undefined where nothing is left to ask */
  readonly ask: (impatient: boolean) => Ask | 'wait' | undefined;
  readonly read: (reply: Reply) => Step<Name>;
  /** what was learned on the way to it and not told yet, where nothing more is asked of its account */
  readonly abandoned?: () => readonly Pulled<Name>[];
}

/** A question with what it asks for in this round. */
export interface Asked<Name extends string> {
  readonly question: Question<Name>;
  readonly ask: Ask;
}

/** How the questions go out: fifty to a batch, or each by itself where the door knows no batches. */
export interface Door {
  readonly host: string;
  readonly version: string;
  readonly batches: boolean;
}

/** A reply of a round: `unanswered` was not processed; `served` is the version that the platform says it served. */
export interface RoundReply<Name extends string> {
  readonly question: Question<Name>;
  readonly reply: Reply | 'unanswered';
  readonly served?: string | undefined;
}
