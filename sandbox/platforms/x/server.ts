import type { CaseName } from '../faults.js';
import { openGateway } from '../gateway.js';
import type { PlatformReply, PlatformRequest } from '../model.js';
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
import type { XContext } from './credentials.js';
import { type EndpointLimits, openLimits } from './limits.js';
import { itemsOf, PARAMETERS, type ParameterTable, wrongParameters } from './parameters.js';
import { openEdits, readAsked, type XCall, type XState } from './state.js';
import { postsByIds, timeline } from './timeline.js';
import { openTokens, type XTokens } from './tokens.js';
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

/** What stands between a call and its answer. */
interface Door {
  readonly state: XState;
  readonly tokens: XTokens;
  readonly admit: ReturnType<typeof openLimits>;
  readonly gateway: () => PlatformReply;
  /** refusals with a reset that has passed, one in the new form and one in the old */
  readonly refuseLate: (headers: PlatformReply['headers']) => PlatformReply;
}

type Accounts = readonly (string | undefined)[];

/** The stand-in of the API of X. */
export function openX(context: XContext): XServer {
  const shown = openShown(context.world, 'x');
  const self = shown.accounts.find(({ id }) => id === context.credentials.owner) ?? shown.accounts[0];
  const ledger = openCharges(context.now);
  const tokens = openTokens(context);
  const door: Door = {
    state: { context, shown, ledger, edits: openEdits(shown), purged: new Map(), self },
    tokens,
    admit: openLimits(context.now),
    gateway: openGateway(),
    refuseLate: lateRefusals(context.now),
  };
  const handler = (request: PlatformRequest): PlatformReply => {
    const reply = route(door, request);
    return { ...reply, headers: { ...reply.headers, date: new Date(context.now()).toUTCString() } };
  };
  return Object.assign(handler, { charges: ledger.charges, signIn: tokens.signIn });
}

function route(door: Door, request: PlatformRequest): PlatformReply {
  const { faults, credentials } = door.state.context;
  if (request.path === '/2/oauth2/token') {
    if (request.method !== 'POST') return wrongMethod;
    return faults.fires('html-body', credentials.owner) ? door.gateway() : door.tokens.renew(request);
  }
  for (const endpoint of ENDPOINTS) {
    const match = endpoint.path.exec(request.path);
    if (match !== null) return request.method === 'GET' ? serve(door, request, endpoint, match[1] ?? '') : wrongMethod;
  }
  return notFound;
}

function serve(door: Door, request: PlatformRequest, endpoint: Endpoint, id: string): PlatformReply {
  const { state, tokens, admit } = door;
  const accounts = endpoint.accounts(state, request.query, id);
  if (anyFires(state, 'html-body', accounts)) return door.gateway();
  const principal = tokens.principal(request);
  if (principal === undefined) return unauthorized;
  const limit = endpoint.limits[principal];
  if (limit === undefined) return wrongContext(principal === 'app' ? 'user' : 'app');
  const { allowed, headers } = admit(endpoint.path.source, principal, limit);
  if (allowed && anyFires(state, 'reset-in-the-past', accounts)) return door.refuseLate(headers);
  const call = { query: request.query, id, principal, asked: readAsked(request.query) };
  const reply = allowed ? answerOf(state, endpoint, call, accounts) : tooManyRequests;
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

function answerOf(state: XState, endpoint: Endpoint, call: XCall, accounts: Accounts): PlatformReply {
  const wrong = wrongParameters(call.query, endpoint.parameters);
  if (wrong.length > 0) return invalidRequest(wrong);
  if (endpoint.isCharged && anyFires(state, 'credits-depleted', accounts)) return creditsDepleted;
  if (endpoint.isCharged && state.ledger.postsOfMonth() >= MONTHLY_CAP) return usageCapped;
  return endpoint.handle(state, call);
}

const anyFires = ({ context }: XState, name: CaseName, accounts: Accounts): boolean =>
  accounts.length === 0 ? context.faults.fires(name) : accounts.some((account) => context.faults.fires(name, account));

function lateRefusals(now: () => number): Door['refuseLate'] {
  let refused = 0;
  return (headers) => {
    refused += 1;
    const reply = refused % 2 === 1 ? tooManyRequests : legacyError(429, 88, 'Rate limit exceeded');
    const reset = String(Math.floor(now() / 1_000) - 60);
    return { ...reply, headers: { ...headers, ...reply.headers, 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': reset } };
  };
}
