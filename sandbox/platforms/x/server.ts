import { openGateway } from '../gateway.js';
import type { PlatformContext, PlatformReply, PlatformRequest } from '../model.js';
import { openShown } from '../shown.js';
import { analytics } from './analytics.js';
import {
  creditsDepleted,
  invalidRequest,
  legacyError,
  notFound,
  tooManyRequests,
  unauthorized,
  usageCapped,
  wrongContext,
  wrongMethod,
} from './answers.js';
import { openCharges, type XCharges } from './charges.js';
import { type EndpointLimits, openLimits } from './limits.js';
import { itemsOf, PARAMETERS, type ParameterTable, wrongParameters } from './parameters.js';
import { openEdits, readAsked, type XCall, type XState } from './state.js';
import { postsByIds, timeline } from './timeline.js';
import { openTokens } from './tokens.js';
import { credits, MONTHLY_CAP, usage } from './usage.js';
import { me, usersByIds, usersByNames } from './users.js';

/** The stand-in, with what only its keeper sees. */
export interface XServer {
  (request: PlatformRequest): PlatformReply;
  readonly charges: () => XCharges;
  /** a person signs in anew: a refresh token, good for one use */
  readonly signIn: () => string;
}

interface Endpoint {
  readonly path: RegExp;
  readonly parameters: ParameterTable;
  readonly limits: EndpointLimits;
  readonly isCharged: boolean;
  readonly handle: (state: XState, call: XCall) => PlatformReply;
  /** the platform's ids of the accounts that a call touches */
  readonly accounts: (state: XState, query: URLSearchParams, id: string) => readonly (string | undefined)[];
}

const byNames = ({ shown }: XState, query: URLSearchParams) => itemsOf(query, 'usernames').map((name) => shown.named(name)?.id);
const byPosts = ({ edits }: XState, query: URLSearchParams) => [...new Set(itemsOf(query, 'ids').map((id) => edits.find(id)?.account.id))];
const bySelf = ({ self }: XState) => [self?.id];

/** Calls in 15 minutes (read 2026-11-25); those of 24 hours and of `/2/usage/credits` are not published and are ours. */
const ENDPOINTS: readonly Endpoint[] = [
  {
    path: /^\/2\/users$/,
    parameters: PARAMETERS.users,
    limits: { app: { quarter: 300 }, user: { quarter: 900 } },
    isCharged: true,
    handle: usersByIds,
    accounts: (_state, query) => itemsOf(query, 'ids'),
  },
  {
    path: /^\/2\/users\/by$/,
    parameters: PARAMETERS.usersBy,
    limits: { app: { quarter: 300 }, user: { quarter: 900 } },
    isCharged: true,
    handle: usersByNames,
    accounts: byNames,
  },
  { path: /^\/2\/users\/me$/, parameters: PARAMETERS.me, limits: { user: { quarter: 75, day: 500 } }, isCharged: true, handle: me, accounts: bySelf },
  {
    path: /^\/2\/users\/([0-9]{1,19})\/tweets$/,
    parameters: PARAMETERS.timeline,
    limits: { app: { quarter: 10_000, day: 200_000 }, user: { quarter: 900, day: 50_000 } },
    isCharged: true,
    handle: timeline,
    accounts: (_state, _query, id) => [id],
  },
  {
    path: /^\/2\/tweets$/,
    parameters: PARAMETERS.posts,
    limits: { app: { quarter: 3_500 }, user: { quarter: 5_000 } },
    isCharged: true,
    handle: postsByIds,
    accounts: byPosts,
  },
  {
    path: /^\/2\/tweets\/analytics$/,
    parameters: PARAMETERS.analytics,
    limits: { user: { quarter: 300 } },
    isCharged: true,
    handle: analytics,
    accounts: byPosts,
  },
  { path: /^\/2\/usage\/tweets$/, parameters: PARAMETERS.usage, limits: { app: { quarter: 50 } }, isCharged: false, handle: usage, accounts: bySelf },
  {
    path: /^\/2\/usage\/credits$/,
    parameters: PARAMETERS.credits,
    limits: { app: { quarter: 50 } },
    isCharged: false,
    handle: credits,
    accounts: bySelf,
  },
];

/** The stand-in of the API of X. */
export function openX(context: PlatformContext): XServer {
  const { faults, now, credentials } = context;
  const shown = openShown(context.world, 'x');
  const self = shown.accounts.find(({ id }) => id === credentials.x.owner) ?? shown.accounts[0];
  const ledger = openCharges(now);
  const state: XState = { context, shown, ledger, edits: openEdits(shown), purged: new Map(), self };
  const tokens = openTokens(context);
  const admit = openLimits(now);
  const gateway = openGateway();
  let missedResets = 0;

  const anyFires = (name: 'html-body' | 'reset-in-the-past' | 'credits-depleted', accounts: readonly (string | undefined)[]): boolean =>
    accounts.length === 0 ? faults.fires(name) : accounts.some((account) => faults.fires(name, account));

  const pastReset = (headers: Readonly<Record<string, string>>): PlatformReply => {
    missedResets += 1;
    const reply = missedResets % 2 === 1 ? tooManyRequests : legacyError(429, 88, 'Rate limit exceeded');
    const reset = String(Math.floor(now() / 1_000) - 60);
    return { ...reply, headers: { ...headers, ...reply.headers, 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': reset } };
  };

  const serve = (request: PlatformRequest, endpoint: Endpoint, id: string): PlatformReply => {
    const accounts = endpoint.accounts(state, request.query, id);
    if (anyFires('html-body', accounts)) return gateway();
    const principal = tokens.principal(request);
    if (principal === undefined) return unauthorized;
    const limit = endpoint.limits[principal];
    if (limit === undefined) return wrongContext(principal === 'app' ? 'user' : 'app');
    const admission = admit(endpoint.path.source, principal, limit);
    const withHeaders = (reply: PlatformReply): PlatformReply => ({ ...reply, headers: { ...reply.headers, ...admission.headers } });
    if (!admission.allowed) return withHeaders(tooManyRequests);
    if (anyFires('reset-in-the-past', accounts)) return pastReset(admission.headers);
    return withHeaders(answerOf(endpoint, { query: request.query, id, principal, asked: readAsked(request.query) }, accounts));
  };

  const answerOf = (endpoint: Endpoint, call: XCall, accounts: readonly (string | undefined)[]): PlatformReply => {
    const wrong = wrongParameters(call.query, endpoint.parameters);
    if (wrong.length > 0) return invalidRequest(wrong);
    if (endpoint.isCharged && anyFires('credits-depleted', accounts)) return creditsDepleted;
    if (endpoint.isCharged && ledger.postsOfMonth() >= MONTHLY_CAP) return usageCapped;
    return endpoint.handle(state, call);
  };

  const route = (request: PlatformRequest): PlatformReply => {
    if (request.path === '/2/oauth2/token') {
      if (request.method !== 'POST') return wrongMethod;
      return faults.fires('html-body', credentials.x.owner) ? gateway() : tokens.renew(request);
    }
    for (const endpoint of ENDPOINTS) {
      const match = endpoint.path.exec(request.path);
      if (match !== null) return request.method === 'GET' ? serve(request, endpoint, match[1] ?? '') : wrongMethod;
    }
    return notFound;
  };

  const handler = (request: PlatformRequest): PlatformReply => {
    const reply = route(request);
    return { ...reply, headers: { ...reply.headers, date: new Date(now()).toUTCString() } };
  };
  return Object.assign(handler, { charges: ledger.charges, signIn: tokens.signIn });
}
