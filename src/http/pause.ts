import type { ConnectorErrorKind } from '../../connectors/contract/errors.js';
import type { Allowance, HttpAnswer, HttpRequest } from '../../connectors/contract/http.js';
import type { Instant } from '../../connectors/contract/period.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The failures after which a platform is left alone. */
export type PausingKind = Extract<ConnectorErrorKind, 'rate-limited' | 'quota' | 'credits' | 'auth'>;

/** Whether a failure closes the way for further calls. */
export const isPausing = (kind: ConnectorErrorKind): kind is PausingKind => kind in PAUSES;

// How long where the platform does not say, and how long at most: a mistaken moment must not silence a platform for ever.
const PAUSES: Readonly<Record<PausingKind, { readonly unsaid: number; readonly longest: number }>> = {
  'rate-limited': { unsaid: 15 * MINUTE, longest: DAY },
  quota: { unsaid: HOUR, longest: 32 * DAY },
  credits: { unsaid: 6 * HOUR, longest: 32 * DAY },
  auth: { unsaid: 6 * HOUR, longest: 32 * DAY },
};

const SHORTEST = 1_000;
const LONGEST_JITTER = 10_000;
const REFUSALS_OF_A_DAY = 3;

/** Whose clock says what at one answer, in milliseconds since 1970. */
export interface Moments {
  readonly now: number;
  /** the server's, from its `Date` header */
  readonly server: number | undefined;
  /** from 0 to 1 */
  readonly random: () => number;
}

/** The moments of an answer. */
export function momentsOf(answer: Pick<HttpAnswer, 'headers'>, now: number, random: () => number): Moments {
  const date = Date.parse(answer.headers.date ?? '');
  return { now, server: Number.isNaN(date) ? undefined : date, random };
}

/**
 * When to go on, in milliseconds since 1970: at the moment that the platform names, as its clock and ours agree at the latest, a second from now at the
 * soonest, and a little later by chance. Who is refused again after three waits meets the limit of a day, whatever the headers say.
 */
export function goOnAt(kind: PausingKind, named: Instant | undefined, refusals: number, { now, server, random }: Moments): number {
  const { unsaid, longest } = PAUSES[kind];
  if (kind === 'rate-limited' && refusals > REFUSALS_OF_A_DAY) return now + DAY;
  const moment = named === undefined ? Number.NaN : Date.parse(named);
  const wait = Number.isNaN(moment) ? unsaid : Math.max(moment - now, moment - (server ?? now));
  const clamped = Math.min(Math.max(wait, SHORTEST), longest);
  return now + clamped + Math.floor(random() * Math.min(clamped / 10, LONGEST_JITTER));
}

/** Whether nothing is left of an allowance. */
export const isSpent = ({ usedShare }: Allowance): boolean => usedShare >= 1;

/** The breaker of an allowance: an account's own for `account:ID`, that of the called path for `endpoint`, else one of the connection. */
export function allowanceScope(allowance: Allowance, request: HttpRequest, connection: string, accountOf: (platformId: string) => string): string {
  const { scope } = allowance;
  if (scope.startsWith('account:')) return accountScope(accountOf(scope.slice('account:'.length)));
  if (scope === 'endpoint' || scope.startsWith('endpoint:')) return endpointScope(request, connection);
  return connectionScope(connection);
}

/** The scope of one account. */
export const accountScope = (account: string): string => `account:${account}`;

/** The scope of one connection. */
export const connectionScope = (connection: string): string => `connection:${connection}`;

/** The scope of one path of a connection; ids within it do not count. */
export const endpointScope = ({ method, host, path }: HttpRequest, connection: string): string =>
  `endpoint:${connection}:${method} ${host}${path.replaceAll(/\/\d{5,}/g, '/:id')}`;
