import type { PlatformReply, PlatformRequest } from '../model.js';
import { authError, keyInvalid, noIdentity } from './answers.js';
import type { GoogleContext } from './credentials.js';

/** Who calls: a person who granted access, or only a project with its key. */
export type Caller = 'person' | 'project';

/** The tokens of Google: an access token lives an hour, the refresh token stays. */
export interface GoogleTokens {
  /** the caller, or the refusal of the call */
  readonly caller: (request: PlatformRequest) => Caller | PlatformReply;
  /** the token endpoint */
  readonly renew: (request: PlatformRequest) => PlatformReply;
}

const LIFE_SECONDS = 3_599;
const FORM = new Set(['grant_type', 'refresh_token', 'client_id', 'client_secret']);
const SCOPE = 'https://www.googleapis.com/auth/yt-analytics.readonly https://www.googleapis.com/auth/youtube.readonly';

/** Opens the tokens. */
export function openTokens({ credentials, faults, wallNow: now }: GoogleContext): GoogleTokens {
  const google = credentials;
  const expiries = new Map<string, number>();
  let issued = 0;
  return {
    caller: ({ headers, query }) => {
      const { authorization } = headers;
      const token = authorization === undefined ? query.get('access_token') : (/^Bearer (.+)$/i.exec(authorization)?.[1] ?? '');
      if (token !== null) return now() < (expiries.get(token) ?? 0) ? 'person' : authError;
      const key = query.get('key');
      if (key === null) return noIdentity;
      return google.apiKey !== undefined && key === google.apiKey ? 'project' : keyInvalid;
    },
    renew: ({ form, query }) => {
      const unknown = [...query.keys(), ...form.keys()].find((name) => query.has(name) || !FORM.has(name));
      if (unknown !== undefined) return refused(400, 'invalid_request', `Parameter not allowed for this message type: ${unknown}`);
      if (form.get('client_id') !== google.clientId) return refused(401, 'invalid_client', 'The OAuth client was not found.');
      if (form.get('client_secret') !== google.clientSecret) return refused(401, 'invalid_client', 'The provided client secret is invalid.');
      if (form.get('grant_type') !== 'refresh_token') {
        return refused(400, 'unsupported_grant_type', `Invalid grant_type: ${form.get('grant_type') ?? ''}`);
      }
      if (form.get('refresh_token') !== google.refreshToken) return refused(400, 'invalid_grant', 'Bad Request');
      if (faults.fires('invalid-grant')) return refused(400, 'invalid_grant', 'Token has been expired or revoked.');
      issued += 1;
      const token = `${google.clientId}-access-${issued}`;
      for (const [old, expiry] of expiries) if (expiry <= now()) expiries.delete(old);
      expiries.set(token, now() + LIFE_SECONDS * 1_000);
      return reply(200, { access_token: token, expires_in: LIFE_SECONDS, scope: SCOPE, token_type: 'Bearer' });
    },
  };
}

const reply = (status: number, body: Readonly<Record<string, unknown>>): PlatformReply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

/** At the token endpoint, `error` is a text and no object. */
const refused = (status: number, error: string, description: string): PlatformReply => reply(status, { error, error_description: description });
