import { z } from 'zod';
import { civilDayOf } from '../contract/day-label.js';
import { ConnectorError, type ConnectorErrorKind, type FailureReach } from '../contract/errors.js';
import type { HttpAnswer, HttpRequest } from '../contract/http.js';
import { addDays, type Instant } from '../contract/period.js';
import { PACIFIC, pacificMidnight } from './limits.js';

/** A failure of an API is an object; one of the token endpoint is a word (2026-11-25). */
const body = z.object({
  error: z.union([
    z.string(),
    z.object({ message: z.string().default(''), errors: z.array(z.object({ reason: z.string().default('') })).default([]) }),
  ]),
});

interface Rule {
  readonly kind: ConnectorErrorKind;
  readonly message: string;
  readonly reach?: FailureReach;
}

const QUOTA: Rule = {
  kind: 'quota',
  message: "The day's quota of the Google project is spent. It is refilled at midnight in California.",
  reach: 'connection',
};
const THROTTLED: Rule = { kind: 'rate-limited', message: 'YouTube limits the calls; Pantau goes on by itself.' };
const PERMISSION: Rule = {
  kind: 'permission',
  message: 'The person who connected may not read this channel. Connect as its manager, with the scopes youtube.readonly and yt-analytics.readonly.',
};
const GONE: Rule = { kind: 'gone', message: 'YouTube does not know it any more.' };
const TOKEN: Rule = {
  kind: 'auth',
  message: 'Google refuses the token. Connect the channel again and set the new refresh token.',
  reach: 'connection',
};
const PROJECT: Rule = {
  kind: 'rejected',
  message: 'The Google project may not call this. Enable "YouTube Data API v3" and "YouTube Analytics API" in it, and check its restrictions.',
  reach: 'connection',
};
const OUT_OF_ORDER: Rule = { kind: 'unavailable', message: 'YouTube does not answer properly right now.' };

/** Failures by their reason; one status stands for several (2026-11-25). */
const REASONS: Readonly<Record<string, Rule>> = {
  quotaExceeded: QUOTA,
  dailyLimitExceeded: QUOTA,
  rateLimitExceeded: THROTTLED,
  userRateLimitExceeded: THROTTLED,
  accessNotConfigured: PROJECT,
  keyInvalid: PROJECT,
  ipRefererBlocked: PROJECT,
  forbidden: PERMISSION,
  channelForbidden: PERMISSION,
  insufficientPermissions: PERMISSION,
  channelNotFound: GONE,
  playlistNotFound: GONE,
  videoNotFound: GONE,
  authError: TOKEN,
  backendError: OUT_OF_ORDER,
  internalError: OUT_OF_ORDER,
};

const byStatus = (status: number): Rule | undefined => {
  if (status >= 500) return OUT_OF_ORDER;
  return { 401: TOKEN, 403: PERMISSION, 404: GONE, 429: THROTTLED }[status];
};

const THROTTLED_MS = 20_000;

/** The failure that an answer of Google is, told by its reason. */
export function judge(answer: HttpAnswer, request: HttpRequest): ConnectorError | undefined {
  const { status } = answer;
  if (status >= 200 && status < 300) {
    return answer.json === undefined
      ? new ConnectorError('unavailable', 'YouTube answered something that is no JSON.', { code: String(status) })
      : undefined;
  }
  const said = body.safeParse(answer.json);
  const error = said.success ? said.data.error : undefined;
  if (typeof error === 'string') return tokenFailure(error, status);
  const reason = error?.errors[0]?.reason ?? '';
  const rule = REASONS[reason] ?? byStatus(status);
  const code = reason === '' ? String(status) : reason;
  if (rule === undefined) return new ConnectorError('rejected', `YouTube refused the request (${error?.message.slice(0, 120) ?? status}).`, { code });
  const until = untilOf(rule, answer);
  // The quota of Analytics is another one than that of the data.
  const reach = rule === QUOTA && request.host === 'analytics' ? 'call' : rule.reach;
  return new ConnectorError(rule.kind, rule.message, {
    code,
    ...(reach === undefined ? {} : { reach }),
    ...(until === undefined ? {} : { until }),
  });
}

function untilOf({ kind }: Rule, { receivedAt }: HttpAnswer): Instant | undefined {
  if (kind === 'quota') return pacificMidnight(addDays(civilDayOf(receivedAt, PACIFIC), 1));
  // Its windows are of a minute, and it names no moment.
  if (kind === 'rate-limited') return new Date(Date.parse(receivedAt) + THROTTLED_MS).toISOString() as Instant;
  return undefined;
}

function tokenFailure(error: string, status: number): ConnectorError {
  if (status >= 500) return new ConnectorError('unavailable', 'Google does not renew tokens right now.', { code: error });
  if (error === 'invalid_grant') {
    return new ConnectorError(
      'auth',
      'Google no longer takes the refresh token: it expired or was revoked. While the consent screen of the Google project is in "testing", every ' +
        'refresh token dies after 7 days: publish the consent screen, then connect the channel again and set the new refresh token.',
      { reach: 'connection', code: error },
    );
  }
  return new ConnectorError('rejected', `Google refused to renew the token (${error.slice(0, 60)}). Check the client id and the client secret.`, {
    reach: 'connection',
    code: error,
  });
}

/** YouTube says nothing of what is left. */
export const allowances = (): readonly [] => [];
