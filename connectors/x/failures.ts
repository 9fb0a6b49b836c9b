import { z } from 'zod';
import { ConnectorError } from '../contract/errors.js';
import type { Allowance, HttpAnswer } from '../contract/http.js';
import type { Instant } from '../contract/period.js';

const body = z.object({
  title: z.string().optional(),
  type: z.string().optional(),
  detail: z.string().optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
  errors: z.array(z.object({ code: z.number().optional(), message: z.string().optional() })).optional(),
});

/** The windows that X counts the calls of one endpoint in, by the beginning of their headers' names. */
const WINDOWS = [
  { scope: 'endpoint:window', prefix: 'x-rate-limit' },
  { scope: 'endpoint:app-24h', prefix: 'x-app-limit-24hour' },
  { scope: 'endpoint:user-24h', prefix: 'x-user-limit-24hour' },
] as const;

const seconds = (text: string | undefined): number | undefined => (text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined);

/** What the three triples of headers say; resets are epoch seconds. */
export function allowances({ headers }: HttpAnswer): readonly Allowance[] {
  return WINDOWS.flatMap(({ scope, prefix }) => {
    const limit = seconds(headers[`${prefix}-limit`]);
    const remaining = seconds(headers[`${prefix}-remaining`]);
    if (limit === undefined || remaining === undefined || limit === 0) return [];
    const reset = seconds(headers[`${prefix}-reset`]);
    return [{ scope, usedShare: (limit - remaining) / limit, ...(reset === undefined ? {} : { resetsAt: instant(reset) }) }];
  });
}

const instant = (epochSeconds: number): Instant => new Date(epochSeconds * 1000).toISOString() as Instant;

/** When the spent window opens again: the 15 minutes are the wrong ones to wait for where a day is spent. */
function reopening(answer: HttpAnswer): Instant | undefined {
  const spent = allowances(answer).filter(({ usedShare }) => usedShare >= 1);
  return spent
    .flatMap(({ resetsAt }) => resetsAt ?? [])
    .sort()
    .at(-1);
}

/** The failure that an answer of X is; X answers in two shapes of errors and sometimes in neither (2026-11-25). */
export function judge(answer: HttpAnswer): ConnectorError | undefined {
  const { status } = answer;
  if (status >= 200 && status < 300) {
    return answer.json === undefined
      ? new ConnectorError('unavailable', 'X answered something that is no JSON.', { code: String(status) })
      : undefined;
  }
  const said = body.safeParse(answer.json);
  const words = said.success ? said.data : {};
  const code = words.title ?? words.error ?? String(status);
  if (status >= 500) return new ConnectorError('unavailable', 'X does not answer properly right now.', { code: String(status) });
  if (words.error !== undefined) return tokenFailure(words.error);
  switch (status) {
    case 429:
      return throttled(answer, words.type);
    case 402:
      return new ConnectorError('credits', 'The credits of the X app are spent. Buy more in the developer console of X; nothing else is stopped.', {
        reach: 'platform',
        code,
      });
    case 401:
      return new ConnectorError('auth', 'X refuses the token. Connect the account again and set the new refresh token.', {
        reach: 'connection',
        code,
      });
    case 403:
      return new ConnectorError(
        'permission',
        'The X app may not read this. Check its access and its scopes (users.read, tweet.read, offline.access).',
        {
          code,
        },
      );
    case 404:
      return new ConnectorError('gone', 'X does not know it any more.', { code });
    default:
      return new ConnectorError('rejected', `X refused the request (${words.detail?.slice(0, 120) ?? status}).`, { code });
  }
}

function throttled(answer: HttpAnswer, type: string | undefined): ConnectorError {
  if (type?.endsWith('usage-capped') === true) {
    return new ConnectorError('quota', "The X app's monthly cap of reads is spent.", { reach: 'platform', code: 'usage-capped' });
  }
  const until = reopening(answer);
  return new ConnectorError('rate-limited', 'X limits the calls; Pantau goes on by itself.', {
    ...(until === undefined ? {} : { until }),
    code: '429',
  });
}

/** Failures of the token endpoint have an `error` that is a word. */
function tokenFailure(error: string): ConnectorError {
  const dead = error === 'invalid_grant' || error === 'invalid_request';
  return dead
    ? new ConnectorError('auth', 'The refresh token of X was used before or revoked. Connect the account again and set the new one.', {
        reach: 'connection',
        code: error,
      })
    : new ConnectorError('rejected', `X refused to renew the token (${error.slice(0, 60)}). Check the client id and secret.`, { code: error });
}
