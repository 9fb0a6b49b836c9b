import { z } from 'zod';
import type { Credential, Renewal } from '../contract/connector.js';
import { ConnectorError } from '../contract/errors.js';
import { expiryAfter } from '../contract/expiry.js';
import type { Http, HttpAnswer } from '../contract/http.js';
import { malformed } from '../graph/metrics.js';

const HOUR_MS = 3_600_000;
/** A token of an Instagram login lives for 60 days, and may be renewed once it is a day old (token page, 2026-11-25). */
const YOUNGEST_MS = 24 * HOUR_MS;
const IN_TIME_MS = 30 * 24 * HOUR_MS;

/** Tokens of an Instagram login begin so; those of a Facebook login begin with EAA (seen 2026-11). */
const isOfInstagramLogin = (token: string): boolean => token.startsWith('IG');

const refreshed = z.object({ access_token: z.string().min(1), expires_in: z.number().optional() });

/**
 * Keeps the token of an Instagram login alive: a day after it was obtained, and again whenever fewer than 30 days are left. The token of a system user
 * does not expire, and that of a person can only be had again by a person: these are kept as they are.
 */
export const instagramRenewal: Renewal = {
  kind: 'renewable',
  exclusive: false,
  due: ({ accessToken, obtainedAt, expiresAt }, now) => {
    if (!isOfInstagramLogin(accessToken) || Date.parse(now) - Date.parse(obtainedAt) < YOUNGEST_MS) return false;
    return expiresAt === undefined || Date.parse(expiresAt) - Date.parse(now) < IN_TIME_MS;
  },
  renew: async (credential, secrets, http) => {
    if (credential === undefined) return shown(secrets.TOKEN ?? '', http);
    // Nothing renews it; whether it is dead, and why, the platform says once more.
    if (!isOfInstagramLogin(credential.accessToken)) return shown(credential.accessToken, http);
    const query = { grant_type: 'ig_refresh_token', access_token: credential.accessToken };
    const answer = await http.send({ method: 'GET', host: 'instagram', path: '/refresh_access_token', query, accounts: [], authorized: false });
    const { success, data, error } = refreshed.safeParse(answer.json);
    if (!success) throw malformed(error.message);
    return { accessToken: data.access_token, obtainedAt: answer.receivedAt, ...expiryAfter(answer, data.expires_in) };
  },
};

/** A token as the platform takes it. At which of its doors it is good, its first letters tell best. */
async function shown(accessToken: string, http: Http): Promise<Credential> {
  const doors = isOfInstagramLogin(accessToken) ? (['instagram', 'graph'] as const) : (['graph', 'instagram'] as const);
  const proof = http.proofOf === undefined ? {} : { appsecret_proof: http.proofOf(accessToken) };
  const query = { fields: 'id', access_token: accessToken, ...proof };
  const ask = (host: string): Promise<HttpAnswer> => http.send({ method: 'GET', host, path: '/me', query, accounts: [], authorized: false });
  const { receivedAt } = await ask(doors[0]).catch((error: unknown) => {
    if (error instanceof ConnectorError && error.kind === 'auth') return ask(doors[1]);
    throw error;
  });
  return { accessToken, obtainedAt: receivedAt };
}
