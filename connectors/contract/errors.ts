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
  | 'gone';

/** A failure of a connector. Its message tells the reader the next step; the cause is for the log. */
export class ConnectorError extends Error {
  readonly kind: ConnectorErrorKind;
  readonly until: Instant | undefined;

  constructor(kind: ConnectorErrorKind, message: string, options: { readonly cause?: unknown; readonly until?: Instant } = {}) {
    super(message, { cause: options.cause });
    this.name = 'ConnectorError';
    this.kind = kind;
    this.until = options.until;
  }
}
