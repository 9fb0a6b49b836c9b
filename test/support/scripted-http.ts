import { isDeepStrictEqual } from 'node:util';
import { onTestFinished } from 'vitest';
import type { ConnectorError } from '../../connectors/contract/errors.js';
import type { AnswerRules, Http, HttpAnswer, HttpRequest } from '../../connectors/contract/http.js';
import type { Instant } from '../../connectors/contract/period.js';
import { readJson } from '../../src/http/json.js';

/** A request that a connector is to send. What is left out may be anything, save the query and the form: those left out must be absent. */
export interface ExpectedRequest {
  readonly method?: 'GET' | 'POST';
  readonly host?: string;
  readonly path: string;
  /** all of the query, in any order; `any` where the test does not care */
  readonly query?: Readonly<Record<string, string>> | 'any';
  readonly form?: Readonly<Record<string, string>> | 'any';
  readonly accounts?: readonly string[];
  readonly charges?: HttpRequest['charges'];
  readonly authorized?: boolean;
}

/** What is answered: a body that is a text is sent as it stands, any other as JSON. `fails` rejects as the core does after its retries. */
export type ScriptedAnswer =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: unknown;
      readonly receivedAt?: Instant;
      readonly raw?: string;
    }
  | { readonly fails: ConnectorError };

/** One request and its answer. */
export interface Exchange {
  readonly expect: ExpectedRequest;
  readonly answer: ScriptedAnswer;
}

/** An `Http` that answers from a script. */
export interface ScriptedHttp extends Http {
  readonly sent: readonly HttpRequest[];
  /** throws where a request had no exchange, or an exchange had no request; called by itself when the test ends */
  readonly verify: () => void;
}

/**
 * An `Http` that answers each request by the first exchange that fits and is not used up. A request that fits none rejects and fails the test, and so
 * does an exchange that nobody asked for. With a connector's rules, an answer that they judge a failure rejects, as the core does, without retries.
 */
export function scriptedHttp(exchanges: readonly Exchange[], rules?: Pick<AnswerRules, 'judge'>): ScriptedHttp {
  const left = [...exchanges];
  const sent: HttpRequest[] = [];
  const strangers: string[] = [];
  const send = async (request: HttpRequest): Promise<HttpAnswer> => {
    sent.push(request);
    const index = left.findIndex(({ expect }) => fits(expect, request));
    const [exchange] = index < 0 ? [] : left.splice(index, 1);
    if (exchange === undefined) {
      strangers.push(described(request));
      throw new Error(`No answer is scripted for ${described(request)}. Left: ${left.map(({ expect }) => described(expect)).join(' | ') || 'none'}`);
    }
    if ('fails' in exchange.answer) throw exchange.answer.fails;
    const answer = answerOf(exchange.answer, sent.length);
    const failure = rules?.judge(answer, request);
    if (failure !== undefined) throw failure;
    return answer;
  };
  const verify = (): void => {
    if (strangers.length > 0) throw new Error(`Not scripted, but sent: ${strangers.join(' | ')}`);
    if (left.length > 0) throw new Error(`Scripted, but never asked for: ${left.map(({ expect }) => described(expect)).join(' | ')}`);
  };
  onTestFinished(verify);
  return { send, sent, verify };
}

function answerOf(scripted: Exclude<ScriptedAnswer, { fails: ConnectorError }>, number: number): HttpAnswer {
  const text = typeof scripted.body === 'string' ? scripted.body : JSON.stringify(scripted.body);
  return {
    status: scripted.status ?? 200,
    headers: scripted.headers ?? {},
    text,
    json: readJson(text),
    receivedAt: scripted.receivedAt ?? ('2026-11-25T02:00:00.000Z' as Instant),
    raw: scripted.raw ?? `raw:${number}`,
  };
}

const sameFields = (wanted: Readonly<Record<string, string>> | 'any' | undefined, given: Readonly<Record<string, string>> | undefined): boolean =>
  wanted === 'any' || isDeepStrictEqual({ ...wanted }, { ...given });

const unlessGiven = <T>(wanted: T | undefined, given: T): boolean => wanted === undefined || isDeepStrictEqual(wanted, given);

const fits = (expect: ExpectedRequest, request: HttpRequest): boolean =>
  expect.path === request.path &&
  unlessGiven(expect.method, request.method) &&
  unlessGiven(expect.host, request.host) &&
  sameFields(expect.query, request.query) &&
  sameFields(expect.form, request.form) &&
  unlessGiven(expect.accounts, request.accounts) &&
  unlessGiven(expect.charges, request.charges ?? []) &&
  unlessGiven(expect.authorized, request.authorized ?? true);

const described = (request: ExpectedRequest | HttpRequest): string =>
  [
    request.method ?? 'GET',
    `${request.host ?? ''}${request.path}`,
    ...[request.query, request.form].map((fields) => fields && JSON.stringify(fields)),
  ]
    .filter((part) => part !== undefined)
    .join(' ');
