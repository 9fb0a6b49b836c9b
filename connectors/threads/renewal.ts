import type { Renewal } from '../contract/connector.js';
import { ConnectorError } from '../contract/errors.js';
import { expiryAfter } from '../contract/expiry.js';
import { malformed } from '../graph/metrics.js';
import { renewed } from './schema.js';

const DAY_MS = 86_400_000;

/** A long-lived token lives for 60 days and may be renewed once it is a day old; it is, and again before its last 30 days (2026-11-25). */
export const renewal: Renewal = {
  kind: 'renewable',
  exclusive: false,
  due: ({ obtainedAt, expiresAt }, now) => {
    if (Date.parse(now) - Date.parse(obtainedAt) < DAY_MS) return false;
    return expiresAt === undefined || Date.parse(expiresAt) - Date.parse(now) < 30 * DAY_MS;
  },
  renew: async (credential, { TOKEN }, http) => {
    const token = credential?.accessToken ?? TOKEN;
    if (token === undefined) throw new ConnectorError('auth', 'Threads needs a token. Set it in the environment.', { reach: 'connection' });
    const unopened = { method: 'GET', host: 'threads', accounts: [], authorized: false } as const;
    if (credential === undefined) {
      // How old it is nobody says: it counts as new.
      const { receivedAt } = await http.send({ ...unopened, path: '/v1.0/me', query: { fields: 'id', access_token: token } });
      return { accessToken: token, obtainedAt: receivedAt };
    }
    const query = { grant_type: 'th_refresh_token', access_token: token };
    const answer = await http.send({ ...unopened, path: '/refresh_access_token', query });
    const { success, data, error } = renewed.safeParse(answer.json);
    if (!success) throw malformed(error.message);
    return { accessToken: data.access_token, obtainedAt: answer.receivedAt, ...expiryAfter(answer, data.expires_in) };
  },
};
