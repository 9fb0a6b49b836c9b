import { z } from 'zod';
import type { Credential, Renewal, SecretDeclaration } from '../contract/connector.js';
import { ConnectorError } from '../contract/errors.js';
import { expiryAfter } from '../contract/expiry.js';

/** What opens YouTube: an OAuth client and the refresh token of a person who manages the channels. Service accounts do not work (2026-11-25). */
export const secrets: readonly SecretDeclaration[] = [
  { name: 'CLIENT_ID', required: true, explanation: 'The id of an OAuth client of a Google Cloud project with both YouTube APIs enabled.' },
  { name: 'CLIENT_SECRET', required: true, explanation: 'The secret of that OAuth client.' },
  {
    name: 'REFRESH_TOKEN',
    required: true,
    explanation: 'The refresh token of the person who manages the channels, with the scopes youtube.readonly and yt-analytics.readonly.',
  },
];

const tokens = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.number().positive().optional(),
});

const BEFORE_EXPIRY_MS = 5 * 60_000;

/** Access tokens live an hour; the refresh token stays the same, so that several may renew at a time (2026-11-25). */
export const renewal: Renewal = {
  kind: 'renewable',
  exclusive: false,
  due: ({ expiresAt }, now) => expiresAt !== undefined && Date.parse(expiresAt) - Date.parse(now) < BEFORE_EXPIRY_MS,
  renew: async (credential, { CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN }, http): Promise<Credential> => {
    const refreshToken = credential?.refreshToken ?? REFRESH_TOKEN;
    if (refreshToken === undefined || CLIENT_ID === undefined || CLIENT_SECRET === undefined) {
      throw new ConnectorError('auth', 'YouTube needs a client id, a client secret and a refresh token. Set them in the environment.', {
        reach: 'connection',
      });
    }
    const answer = await http.send({
      method: 'POST',
      host: 'oauth',
      path: '/token',
      form: { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: CLIENT_ID, client_secret: CLIENT_SECRET },
      accounts: [],
      authorized: false,
    });
    const read = tokens.safeParse(answer.json);
    if (!read.success)
      throw new ConnectorError('malformed', 'Google answered the renewal of the token with something unknown.', { cause: read.error });
    const { access_token, refresh_token, expires_in } = read.data;
    return {
      accessToken: access_token,
      // Google normally gives no other one, and the old one stays good.
      refreshToken: refresh_token ?? refreshToken,
      obtainedAt: answer.receivedAt,
      ...expiryAfter(answer, expires_in),
    };
  },
};
