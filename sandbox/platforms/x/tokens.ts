import type { PlatformReply, PlatformRequest } from '../model.js';
import type { XContext, XCredentials } from './credentials.js';

/** Who calls: the app alone, or the app on behalf of the person who signed in. */
export type Principal = 'app' | 'user';

/** The tokens of X: an access token lives two hours, a refresh token is good for one use. */
export interface XTokens {
  /** undefined where the token is unknown, expired or revoked */
  readonly principal: (request: PlatformRequest) => Principal | undefined;
  /** the token endpoint */
  readonly renew: (request: PlatformRequest) => PlatformReply;
  /** a person signs in anew: the refresh token of a new family */
  readonly signIn: () => string;
}

interface Family {
  readonly number: number;
  alive: boolean;
  uses: number;
  refreshToken: string;
  accessToken: string;
  expiresAt: number;
}

const LIFE_SECONDS = 7_200;
const FORM = new Set(['grant_type', 'refresh_token', 'client_id']);

/** Opens the tokens; the refresh token of the credentials belongs to the first sign-in. */
export function openTokens({ credentials, faults, wallNow: now }: XContext): XTokens {
  const x = credentials;
  const refreshTokens = new Map<string, Family>();
  const accessTokens = new Map<string, Family>();
  let families = 0;
  const open = (refreshToken: string): Family => {
    families += 1;
    const family = { number: families, alive: true, uses: 0, refreshToken, accessToken: '', expiresAt: 0 };
    refreshTokens.set(refreshToken, family);
    return family;
  };
  open(x.refreshToken);

  const renewFamily = (family: Family): PlatformReply => {
    family.uses += 1;
    accessTokens.delete(family.accessToken);
    family.accessToken = `${x.clientId}-access-${family.number}-${family.uses}`;
    family.refreshToken = `${x.refreshToken}-${family.number}-${family.uses}`;
    family.expiresAt = now() + LIFE_SECONDS * 1_000;
    accessTokens.set(family.accessToken, family);
    refreshTokens.set(family.refreshToken, family);
    return reply(200, {
      token_type: 'bearer',
      expires_in: LIFE_SECONDS,
      access_token: family.accessToken,
      scope: 'users.read tweet.read offline.access',
      refresh_token: family.refreshToken,
    });
  };

  return {
    principal: ({ headers }) => {
      const token = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
      if (token === undefined) return undefined;
      if (token === x.bearer) return 'app';
      const family = accessTokens.get(token);
      return family?.alive === true && now() < family.expiresAt ? 'user' : undefined;
    },
    renew: (request) => {
      const { form, query, headers } = request;
      const unknown = [...form.keys(), ...query.keys()].find((name) => query.has(name) || !FORM.has(name));
      if (unknown !== undefined) return refused(400, 'invalid_request', `Unknown parameter: ${unknown}.`);
      if (!isOurClient(headers.authorization, form.get('client_id'), x)) {
        return refused(401, 'unauthorized_client', 'Missing valid authorization header');
      }
      if (form.get('grant_type') !== 'refresh_token') return refused(400, 'unsupported_grant_type', 'The grant type is not supported.');
      const given = form.get('refresh_token') ?? '';
      const family = refreshTokens.get(given);
      if (family !== undefined && faults.fires('refresh-race', x.owner)) family.alive = false;
      else if (family?.refreshToken === given && family.alive) return renewFamily(family);
      if (family !== undefined) family.alive = false;
      return refused(400, 'invalid_request', 'Value passed for the token was invalid.');
    },
    signIn: () => open(`${x.refreshToken}-${families + 1}-0`).refreshToken,
  };
}

/** A confidential client proves itself by Basic authorization; a public one names itself in the form. */
function isOurClient(authorization: string | undefined, clientId: string | null, x: XCredentials): boolean {
  if (authorization === undefined) return clientId === x.clientId;
  const given = /^Basic (.+)$/i.exec(authorization)?.[1] ?? '';
  return Buffer.from(given, 'base64').toString('utf8') === `${x.clientId}:${x.clientSecret}`;
}

const reply = (status: number, body: Readonly<Record<string, unknown>>): PlatformReply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

const refused = (status: number, error: string, description: string): PlatformReply => reply(status, { error, error_description: description });
