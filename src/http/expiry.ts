import type { Credential } from '../../connectors/contract/connector.js';
import type { Instant } from '../../connectors/contract/period.js';

/** What the owner of a connection should know of its credential. */
export type ExpiryNotice =
  | { readonly notice: 'expires-within-14-days' | 'expires-within-3-days'; readonly expiresAt: Instant; readonly days: number }
  | { readonly notice: 'dead'; readonly expiresAt: Instant };

const DAY_MS = 86_400_000;

/**
 * The most urgent notice on a credential, or none: from 14 days before its end, from 3 days before it, and once it is over. A credential with a refresh
 * token needs nobody, and one whose whole life is short is not told of from its first day on.
 */
export function expiryNotices({ expiresAt, obtainedAt, refreshToken }: Credential, now: Instant): readonly ExpiryNotice[] {
  if (expiresAt === undefined || refreshToken !== undefined) return [];
  const left = (Date.parse(expiresAt) - Date.parse(now)) / DAY_MS;
  const life = (Date.parse(expiresAt) - Date.parse(obtainedAt)) / DAY_MS;
  if (left <= 0) return [{ notice: 'dead', expiresAt }];
  const days = Math.ceil(left);
  if (left <= 3 && life > 3) return [{ notice: 'expires-within-3-days', expiresAt, days }];
  return left <= 14 && life > 14 ? [{ notice: 'expires-within-14-days', expiresAt, days }] : [];
}
