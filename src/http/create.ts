import pRetry from 'p-retry';
import type { Credential, DeclaredConnector, PullAccount } from '../../connectors/contract/connector.js';
import { ConnectorError, type FailureReach } from '../../connectors/contract/errors.js';
import type { Http, HttpAnswer, HttpRequest } from '../../connectors/contract/http.js';
import type { Instant } from '../../connectors/contract/period.js';
import type { WallClock } from '../clock.js';
import type { Logger } from '../log.js';
import { fingerprintOf } from './address.js';
import { type Door, digestOf, prover, wireRequest } from './authorize.js';
import type { Breakers, Passage } from './breakers.js';
import { connectorError, sanitised, unanswered, unjudged } from './failures.js';
import { readJson } from './json.js';
import type { Ledger } from './ledger.js';
import { accountScope, allowanceScope, connectionScope, endpointScope, goOnAt, isPausing, isSpent, momentsOf } from './pause.js';
import { keptHeaders, type RawStore } from './raw-store.js';
import { type Redactor, stripFields } from './redact.js';
import { createSlots } from './slots.js';
import { isCertificateCode, isNeverSent, type Transport, type WireAnswer, WireFailure } from './transport.js';

/** Where the credential of a connection comes from. Both reject with `ConnectorError`. */
export interface CredentialSource {
  /** the credential to show now, renewed where it is time; undefined where the connection has none */
  readonly current: (http: Http) => Promise<Credential | undefined>;
  /** another one after the platform refused this one; undefined where there is no other */
  readonly refused: (credential: Credential, http: Http) => Promise<Credential | undefined>;
}

/** What the calls of one connection need. Breakers and transport are shared by all connections, a ledger by those that share its buckets. */
export interface HttpDependencies {
  readonly connector: Pick<DeclaredConnector, 'id' | 'label' | 'authorization' | 'judge' | 'allowances'> & Partial<Pick<DeclaredConnector, 'used'>>;
  /** the connection's name */
  readonly connection: string;
  readonly accounts: readonly PullAccount[];
  /** base addresses by name; the connector's own, or those of stand-ins */
  readonly hosts: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly credentials: CredentialSource;
  readonly transport: Transport;
  readonly breakers: Breakers;
  readonly ledger: Ledger;
  /** absent where nothing is to be kept */
  readonly raw?: RawStore;
  readonly redactor: Redactor;
  readonly clock: WallClock;
  /** from 0 to 1 */
  readonly random: () => number;
  readonly log: Pick<Logger, 'debug' | 'warn'>;
  /** calls that run at a time; 4 where it is not given */
  readonly concurrency?: number;
}

const CONCURRENCY = 4;
const RETRIES = 3;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** The way out of one connection: adds its credential, keeps to limits and budgets, judges every answer, retries what is transient, keeps raw answers. */
export function createHttp(dependencies: HttpDependencies): Http {
  const { connector, credentials, clock, random, redactor } = dependencies;
  redactor.learn(Object.values(dependencies.secrets));
  const slots = createSlots(dependencies.concurrency ?? CONCURRENCY);
  const door: Door = { hosts: dependencies.hosts, authorization: connector.authorization, secrets: dependencies.secrets };

  const attempt = async (request: HttpRequest, credential: Credential | undefined): Promise<HttpAnswer> =>
    slots.run(async () => {
      const token = credential?.accessToken;
      const wire = wireRequest(request, door, token);
      const passage = await dependencies.breakers.enter(scopesOf(request, dependencies), token === undefined ? undefined : digestOf(token));
      try {
        return await callOnce(request, wire, { dependencies, passage, token });
      } finally {
        passage.ended();
      }
    });

  /** Waits a moment before the next try, or gives up by throwing. */
  const beforeRetry = async (request: HttpRequest, error: Error, tries: number): Promise<void> => {
    if (!(error instanceof ConnectorError) || !isRetried(request, error)) throw error;
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1)) * (0.5 + random());
    const wait = Math.max(pause, error.until === undefined ? 0 : Date.parse(error.until) - clock.now());
    if (wait > 2 * LONGEST_PAUSE_MS) throw error;
    dependencies.log.debug('A call is tried again.', { call: fingerprintOf(request), reason: error.message, wait: Math.round(wait) });
    await clock.sleep(Math.round(wait));
  };

  const withRetries = (request: HttpRequest, credential: Credential | undefined): Promise<HttpAnswer> =>
    pRetry(() => attempt(request, credential), {
      retries: RETRIES,
      // The waiting is done by the injected clock.
      minTimeout: 0,
      onFailedAttempt: ({ error, retriesLeft, attemptNumber }) => (retriesLeft > 0 ? beforeRetry(request, error, attemptNumber) : undefined),
    });

  const proofOf = prover(door);
  const proving = proofOf === undefined ? {} : { proofOf };
  const bare: Http = { ...proving, send: (request) => withRetries({ ...request, authorized: false }, undefined) };
  const send = async (request: HttpRequest): Promise<HttpAnswer> => {
    if (request.authorized === false) return bare.send(request);
    const credential = await credentials.current(bare);
    redactor.learn([credential?.accessToken, credential?.refreshToken]);
    try {
      return await withRetries(request, credential);
    } catch (error) {
      const renewed = credential !== undefined && isRefusal(error) ? await credentials.refused(credential, bare) : undefined;
      if (renewed === undefined) throw error;
      redactor.learn([renewed.accessToken, renewed.refreshToken]);
      return withRetries(request, renewed);
    }
  };
  return { ...proving, send };
}

const isRefusal = (error: unknown): boolean => error instanceof ConnectorError && error.kind === 'auth' && error.reach !== 'account';

/** Whether a failure may pass while the call waits; a limit that reaches further has a breaker to wait behind. A call that renews a credential is not repeated once it may have arrived: a token for one use would be spent. */
function isRetried(request: HttpRequest, error: ConnectorError): boolean {
  const isShort = error.kind === 'rate-limited' && error.reach === 'call';
  if ((error.kind !== 'unavailable' && !isShort) || (error.code !== undefined && isCertificateCode(error.code))) return false;
  return request.authorized !== false || request.method === 'GET' || isNeverSent(error.code);
}

/** The breakers that a call must find closed. */
function scopesOf(request: HttpRequest, { connector, connection }: HttpDependencies): readonly string[] {
  const { accounts } = request;
  return [platformScope(connector.id), connectionScope(connection), endpointScope(request, connection), ...accounts.map(accountScope)];
}

const platformScope = (id: string): string => `platform:${id}`;

function reachedScopes(reach: FailureReach, request: HttpRequest, { connector, connection }: HttpDependencies): readonly string[] {
  switch (reach) {
    case 'call':
      return [];
    case 'account':
      return request.accounts.map(accountScope);
    case 'connection':
      return [connectionScope(connection)];
    case 'platform':
      return [platformScope(connector.id)];
  }
}

interface Call {
  readonly dependencies: HttpDependencies;
  readonly passage: Passage;
  readonly token: string | undefined;
}

async function callOnce(request: HttpRequest, wire: Parameters<Transport>[0], call: Call): Promise<HttpAnswer> {
  const { connector, ledger, transport, redactor, clock } = call.dependencies;
  const charges = request.charges ?? [];
  const reservation = charges.length === 0 && connector.used === undefined ? undefined : await ledger.reserve(charges);
  let came: WireAnswer;
  try {
    came = await transport(wire);
  } catch (cause) {
    // A call that may have arrived may have been charged.
    await reservation?.settle(cause instanceof WireFailure && !cause.sent ? [] : charges);
    throw sanitised(unanswered(cause, connector.label), redactor);
  }
  const receivedAt = new Date(clock.now()).toISOString() as Instant;
  const raw = await keep(request, came, receivedAt, call.dependencies);
  const answer: HttpAnswer = { ...came, json: readJson(came.text), receivedAt, raw };
  await reservation?.settle(connector.used?.(answer, request) ?? charges);
  const judged = connector.judge(answer, request) ?? unjudged(answer, connector.label);
  const failure = judged === undefined ? undefined : shutAfter(judged, answer, request, call);
  if (failure === undefined || !(isPausing(failure.kind) || failure.kind === 'unavailable')) call.passage.good();
  shutSpent(answer, request, failure, call);
  if (failure !== undefined) throw failure;
  return answer;
}

/** The failure as the caller meets it, with the breakers open that it opens. */
function shutAfter(judged: ConnectorError, answer: HttpAnswer, request: HttpRequest, { dependencies, token }: Call): ConnectorError {
  const { breakers, redactor, clock, random } = dependencies;
  const { kind } = judged;
  if (!isPausing(kind)) return sanitised(judged, redactor);
  const moments = momentsOf(answer, clock.now(), random);
  const error = (until: number): ConnectorError => sanitised(judged, redactor, { until: new Date(until).toISOString() as Instant });
  // That a renewal is refused is for the keeper of the credential to know.
  const scopes = kind === 'auth' && token === undefined ? [] : reachedScopes(judged.reach, request, dependencies);
  const credential = kind === 'auth' && token !== undefined ? digestOf(token) : undefined;
  const until = (refusals: number): number => goOnAt(kind, judged.until, refusals, moments);
  const opened = scopes.map((scope) => breakers.open(scope, { until, error, credential, refusal: true }));
  return opened[0] ?? error(until(0));
}

/** Opens the breakers of allowances of which nothing is left. */
function shutSpent(answer: HttpAnswer, request: HttpRequest, failure: ConnectorError | undefined, { dependencies }: Call): void {
  const { connector, connection, accounts, breakers, clock, random } = dependencies;
  const spent = connector.allowances(answer).filter(isSpent);
  if (spent.length === 0) return;
  const moments = momentsOf(answer, clock.now(), random);
  const accountOf = (platformId: string): string => accounts.find((account) => account.platformId === platformId)?.id ?? platformId;
  for (const allowance of spent) {
    const scope = allowanceScope(allowance, request, connection, accountOf);
    const reach: FailureReach = scope.startsWith('account:') ? 'account' : scope.startsWith('endpoint:') ? 'call' : 'connection';
    const error = (until: number): ConnectorError => {
      const moment = new Date(until).toISOString() as Instant;
      const words = `What ${connector.label} allows (${allowance.scope}) is used up. Pantau goes on at ${moment} by itself.`;
      return connectorError('rate-limited', words, reach, { until: moment, code: undefined });
    };
    const refusal = failure?.kind === 'rate-limited';
    breakers.open(scope, { until: (refusals) => goOnAt('rate-limited', allowance.resetsAt, refusals, moments), error, refusal });
  }
}

/** Keeps an answer and gives its key; empty where it is not kept. That it could not be kept does not fail the call. */
async function keep(request: HttpRequest, came: WireAnswer, receivedAt: Instant, dependencies: HttpDependencies): Promise<string> {
  const { raw, connection, redactor, log } = dependencies;
  if (raw === undefined || request.authorized === false) return '';
  try {
    const text = redactor.body(stripFields(came.text, request.strip ?? []));
    const call = redactor.body(fingerprintOf(request));
    return await raw.put(Buffer.from(text, 'utf8'), { connection, call, status: came.status, headers: keptHeaders(came.headers), receivedAt });
  } catch (cause) {
    log.warn('A raw answer could not be kept.', { connection, cause });
    return '';
  }
}
