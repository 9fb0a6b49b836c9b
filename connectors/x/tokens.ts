import { z } from 'zod';
import type { Credential, Renewal, SecretDeclaration } from '../contract/connector.js';
import { ConnectorError } from '../contract/errors.js';
import { expiryAfter } from '../contract/expiry.js';
import type { Instant } from '../contract/period.js';

/** What opens X: an OAuth 2.0 app with a refresh token of the account, or an app-only bearer token, which sees no analytics. */
export const secrets: readonly SecretDeclaration[] = [
  { name: 'BEARER', required: false, explanation: 'The app-only bearer token, from the developer console of X. It reads no analytics.' },
  { name: 'CLIENT_ID', required: false, explanation: 'The OAuth 2.0 client id of the X app.' },
  { name: 'CLIENT_SECRET', required: false, explanation: 'The OAuth 2.0 client secret, where the app is a confidential client.' },
  {
    name: 'REFRESH_TOKEN',
    required: false,
    explanation: 'The refresh token of the account, with the scopes users.read, tweet.read, offline.access.',
  },
];

const tokens = z.object({ access_token: z.string().min(1), refresh_token: z.string().min(1), expires_in: z.number().positive().optional() });

const BEFORE_EXPIRY_MS = 5 * 60_000;

/** Access tokens live two hours; a refresh token is good for one use (2026-11-25). */
export const renewal: Renewal = {
  kind: 'renewable',
  exclusive: true,
  due: ({ expiresAt }, now) => expiresAt !== undefined && Date.parse(expiresAt) - Date.parse(now) < BEFORE_EXPIRY_MS,
  renew: async (credential, { BEARER, CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN }, http): Promise<Credential> => {
    const refreshToken = credential?.refreshToken ?? REFRESH_TOKEN;
    if (refreshToken === undefined || CLIENT_ID === undefined) {
      if (BEARER !== undefined) return { accessToken: BEARER, obtainedAt: EVER };
      throw new ConnectorError('auth', 'X needs a bearer token, or a client id and a refresh token. Set them in the environment.', {
        reach: 'connection',
      });
    }
    const answer = await http.send({
      method: 'POST',
      host: 'api',
      path: '/2/oauth2/token',
      form: { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: CLIENT_ID },
      ...(CLIENT_SECRET === undefined ? {} : { basic: { user: CLIENT_ID, password: CLIENT_SECRET } }),
      accounts: [],
      authorized: false,
    });
    const read = tokens.safeParse(answer.json);
    if (!read.success) throw new ConnectorError('malformed', 'X answered the renewal of the token with something unknown.', { cause: read.error });
    const { access_token, refresh_token, expires_in } = read.data;
    return {
      accessToken: access_token,
      refreshToken: refresh_token,
      obtainedAt: answer.receivedAt,
      ...expiryAfter(answer, expires_in),
    };
  },
};

/** A bearer token does not expire and has no age. */
const EVER = '2006-03-21T00:00:00.000Z' as Instant;
