import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import type { PostOutcome } from '../domain/delivery.js';

/** Answers after which Slack may have done it nevertheless, as their descriptions say (docs.slack.dev, 2026-11-25). */
const AMBIGUOUS = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable']);

/** What a failed post means. A code that is no word is not Slack's (a proxy's page, for example) and leaves it open whether the message went out. */
export function postFailure(error: unknown): PostOutcome {
  if (error instanceof WebAPIRateLimitedError) return refused('ratelimited', error.retryAfter * 1000);
  if (error instanceof WebAPIPlatformError) return platformFailure(error);
  if (error instanceof WebAPIHTTPError) {
    if (error.statusCode === 429) return refused('ratelimited', 30_000);
    return { outcome: 'ambiguous', reason: `HTTP ${error.statusCode}` };
  }
  // the SDK throws a bare error for a 429 without Retry-After (node-slack-sdk#1421, 2026-11-25)
  if (error instanceof Error && /retry header did not contain a valid timeout/i.test(error.message)) return refused('ratelimited', 30_000);
  return { outcome: 'ambiguous', reason: error instanceof Error ? error.message : String(error) };
}

function platformFailure(error: WebAPIPlatformError): PostOutcome {
  const code = error.data.error;
  if (!/^[a-z0-9_]{1,80}$/.test(code)) return { outcome: 'ambiguous', reason: 'an answer that is not from Slack' };
  if (AMBIGUOUS.has(code)) return { outcome: 'ambiguous', reason: code };
  if (code === 'ratelimited' || code === 'rate_limited') return refused(code, (error.data.response_metadata?.retryAfter ?? 30) * 1000);
  return refused(code, undefined);
}

const refused = (reason: string, retryAfterMs: number | undefined): PostOutcome => ({ outcome: 'refused', reason, retryAfterMs });

/** Whether Slack refused the message because of one of its pictures. */
export function refusedForPicture(error: unknown): boolean {
  if (!(error instanceof WebAPIPlatformError) || error.data.error !== 'invalid_blocks') return false;
  return (error.data.response_metadata?.messages ?? []).some((message) => message.includes('slack_file') || message.includes('slack file'));
}
