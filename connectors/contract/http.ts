import type { ConnectorError } from './errors.js';
import type { Instant } from './period.js';

/** What a call uses up of something that runs out: units of a daily quota, or resources that a platform charges for. */
export interface Charge {
  /** such as `youtube:units` or `x:credits` */
  readonly bucket: string;
  /** whole units; credits in millionths of a US dollar */
  readonly units: number;
  /** the same resource is charged once in a day of the bucket; absent where every call is charged */
  readonly resource?: string;
}

/** One call of a platform. It names no secret: the core adds the credential, and knows the addresses. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** a key of the connector's `hosts` */
  readonly host: string;
  /** under the host's address, beginning with `/` */
  readonly path: string;
  /** encoded as they are given, in this order; a value may not hold a token */
  readonly query?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  /** fields before those of `query`, encoded already: for platforms that read brackets and colons of theirs, such as LinkedIn's tuples (2026-11-25) */
  readonly writtenQuery?: string;
  /** the ids of the accounts that the call serves; a closed breaker of any of them lets it pass for the others only in another call */
  readonly accounts: readonly string[];
  /** at most what the call will use up */
  readonly charges?: readonly Charge[];
  /** names of fields that hold secrets or other people's personal data: emptied in the raw answer that is kept, at any depth */
  readonly strip?: readonly string[];
  /** false for calls that must go out without the connection's credential, such as those that renew it; their answers are never kept */
  readonly authorized?: boolean;
  /** the name and password of the app (HTTP Basic), for calls with `authorized: false` to platforms that want it so */
  readonly basic?: { readonly user: string; readonly password: string };
}

/** What came back, whatever the status. */
export interface HttpAnswer {
  readonly status: number;
  /** names in lower case */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** the text as JSON, integers beyond 2^53 as strings; undefined where it is none */
  readonly json: unknown;
  readonly receivedAt: Instant;
  /** the key of the raw answer that was kept, such as `raw:3f…`; empty where none was */
  readonly raw: string;
}

/** How much of an allowance is left, as a platform's headers say. */
export interface Allowance {
  /** such as `app`, `account:17841400000000001` or `user-24h`; `endpoint` where it is that of the called path alone */
  readonly scope: string;
  /** from 0 to 1 and, where a platform says so, beyond */
  readonly usedShare: number;
  readonly resetsAt?: Instant;
}

/** The only way out of a connector. Times out, retries what is transient, keeps breakers and ledgers; rejects with `ConnectorError`. */
export interface Http {
  readonly send: (request: HttpRequest) => Promise<HttpAnswer>;
  /** proves that a token which the platform gave on the way comes from the connection's app; absent where no secret of the app was given */
  readonly proofOf?: (token: string) => string;
}

/** How the core is to understand a platform's answers. Pure. */
export interface AnswerRules {
  /** the failure that an answer is, told by its codes and never by its status alone; undefined for a good one */
  readonly judge: (answer: HttpAnswer, request: HttpRequest) => ConnectorError | undefined;
  /** what the headers say of rate limits; empty where they say nothing */
  readonly allowances: (answer: HttpAnswer) => readonly Allowance[];
  /** what the call has really used up, where that differs from `request.charges` */
  readonly used?: (answer: HttpAnswer, request: HttpRequest) => readonly Charge[];
}
