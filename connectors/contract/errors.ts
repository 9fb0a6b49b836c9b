import type { Instant } from './period.js';

/** What is to be done about a failed pull or an unreadable file. */
export type ConnectorErrorKind =
  | 'rate-limited'
  | 'quota'
  | 'credits'
  | 'unavailable'
  | 'auth'
  | 'permission'
  | 'retired'
  | 'malformed'
  | 'rejected'
  | 'reduce'
  | 'withheld'
  | 'gone';

/** How far a failure reaches: one call, the accounts of the call, everything under one connection, or the whole platform. */
export type FailureReach = 'call' | 'account' | 'connection' | 'platform';

interface Details {
  readonly cause?: unknown;
  /** not to be tried again before */
  readonly until?: Instant;
  readonly reach?: FailureReach;
  /** the platform's names of the metrics that it refuses, where it names them */
  readonly metrics?: readonly string[];
  /** the platform's own code, such as `100/2108006`, for the log */
  readonly code?: string;
}

/** A failure of a connector. Its message tells the reader the next step; the cause is for the log. */
export class ConnectorError extends Error {
  readonly kind: ConnectorErrorKind;
  readonly until: Instant | undefined;
  readonly reach: FailureReach;
  readonly metrics: readonly string[];
  readonly code: string | undefined;

  constructor(kind: ConnectorErrorKind, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.name = 'ConnectorError';
    this.kind = kind;
    this.until = details.until;
    this.reach = details.reach ?? 'call';
    this.metrics = details.metrics ?? [];
    this.code = details.code;
  }
}
