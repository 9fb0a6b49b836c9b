import { ConnectorError, type ConnectorErrorKind, type FailureReach } from '../../connectors/contract/errors.js';
import type { HttpAnswer } from '../../connectors/contract/http.js';
import type { Instant } from '../../connectors/contract/period.js';
import type { Redactor } from './redact.js';
import { isCertificateCode, WireFailure } from './transport.js';

/** The failure of a platform that gave no whole answer: `reduce` where the answer was too large, else `unavailable`. */
export function unanswered(cause: unknown, label: string): ConnectorError {
  if (!(cause instanceof WireFailure)) throw cause;
  const { code } = cause;
  if (code === 'TOO_LARGE') return new ConnectorError('reduce', `${label} answered more than can be taken at once. Ask for less.`, { cause, code });
  return new ConnectorError('unavailable', `${label} ${unansweredWords(cause)}`, { cause, code });
}

function unansweredWords({ code, message }: WireFailure): string {
  if (code === 'TIMEOUT') return `could not be reached in time. ${message} Check the way out of this machine (proxy, firewall) if it lasts.`;
  if (isCertificateCode(code))
    return `shows a certificate that this machine does not trust (${code}). If a proxy looks into encrypted traffic, name its certificate authority.`;
  if (code === 'PROXY_REFUSED') return `could not be reached: ${message} Check the proxy, and whether it lets this host pass.`;
  return `could not be reached (${code}). Check the way out of this machine (proxy, firewall) if it lasts.`;
}

const HTML = /^\s*<(?:!doctype|html|head|body)/i;

/** The failure of an answer that a connector's rules took for a good one, though no platform answers so: errors by status alone, pages, redirects. */
export function unjudged(answer: HttpAnswer, label: string): ConnectorError | undefined {
  const { status } = answer;
  const code = `http/${status}`;
  if (status === 429) return tooMany(answer, label);
  if (status >= 500) return new ConnectorError('unavailable', `${label} is out of order (status ${status}). Pantau tries again by itself.`, { code });
  if (status >= 400) return new ConnectorError('rejected', `${label} refused a call (status ${status}) without a reason that is known.`, { code });
  if (status >= 300)
    return new ConnectorError('unavailable', `${label} sent the call elsewhere (status ${status}), and Pantau does not follow. Check the proxy.`, {
      code,
    });
  if (answer.json === undefined && HTML.test(answer.text))
    return new ConnectorError('unavailable', `In place of ${label} a web page answered. Check the proxy and the firewall.`, { code });
  return undefined;
}

/** A gateway that wants fewer calls; the platforms themselves say so in words that their rules know. */
function tooMany({ headers, receivedAt }: HttpAnswer, label: string): ConnectorError {
  const seconds = Number(headers['retry-after'] ?? '');
  const until = seconds > 0 ? (new Date(Date.parse(receivedAt) + seconds * 1_000).toISOString() as Instant) : undefined;
  return connectorError('rate-limited', `${label} wants fewer calls. Pantau goes on by itself.`, 'connection', { until, code: 'http/429' });
}

/** What of a failure is replaced before it leaves. */
export interface Correction {
  readonly until?: Instant | undefined;
}

/** The same failure without a secret in its message, its code or its cause, which shrinks to words; `until` is replaced where one is given. */
export function sanitised(error: ConnectorError, redactor: Redactor, correction: Correction = {}): ConnectorError {
  const until = correction.until ?? error.until;
  return connectorError(
    error.kind,
    redactor.text(error.message),
    error.reach,
    { until, code: error.code === undefined ? undefined : redactor.text(error.code), metrics: error.metrics },
    causeWords(error.cause, redactor),
  );
}

interface Particulars {
  readonly until: Instant | undefined;
  readonly code: string | undefined;
  readonly metrics?: readonly string[];
}

/** A failure from its parts, those that are undefined left out. */
export function connectorError(kind: ConnectorErrorKind, message: string, reach: FailureReach, parts: Particulars, cause?: string): ConnectorError {
  return new ConnectorError(kind, message, {
    reach,
    ...(parts.until === undefined ? {} : { until: parts.until }),
    ...(parts.code === undefined ? {} : { code: parts.code }),
    ...(parts.metrics === undefined ? {} : { metrics: parts.metrics }),
    ...(cause === undefined ? {} : { cause }),
  });
}

const LONGEST_CAUSE = 500;

function causeWords(cause: unknown, redactor: Redactor): string | undefined {
  if (cause === undefined) return undefined;
  const words = cause instanceof Error ? `${cause.name}: ${cause.message}` : typeof cause === 'string' ? cause : jsonOf(cause);
  // Redacted before it is cut: half a token would not be known.
  return redactor.text(words).slice(0, LONGEST_CAUSE);
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
