import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConnectorError } from '../../../connectors/contract/errors.js';
import type { Http, HttpAnswer, HttpRequest } from '../../../connectors/contract/http.js';
import type { Instant } from '../../../connectors/contract/period.js';
import { graphRules } from '../../../connectors/graph/failure.js';
import { readJson } from '../../../src/http/json.js';
import { root } from '../../support/paths.js';

/** How the pretended platform answers one question: null leaves it out; a body that is a text is sent as it stands. */
export type Pretended = { readonly code?: number; readonly headers?: Readonly<Record<string, string>>; readonly body: unknown } | null;

/** One question as it was asked, alone or in a batch. */
export interface PretendedQuestion {
  /** without the version, such as `/17841400000000001/insights` */
  readonly path: string;
  readonly query: URLSearchParams;
}

export interface PretendedGraph extends Http {
  readonly sent: readonly HttpRequest[];
  readonly questions: readonly PretendedQuestion[];
}

const MINUTE = '2026-10-20T20:00:00.000Z' as Instant;

/** A Graph API that answers question by question from a function; `barred` accounts have an open breaker. */
export function pretendGraph(answer: (question: PretendedQuestion) => Pretended, barred: readonly string[] = []): PretendedGraph {
  const sent: HttpRequest[] = [];
  const questions: PretendedQuestion[] = [];
  const ask = (path: string, query: URLSearchParams): Pretended => {
    const question = { path: path.replace(/^\/?v\d+\.0/, ''), query };
    questions.push(question);
    return answer(question);
  };
  const send = async (request: HttpRequest): Promise<HttpAnswer> => {
    if (request.accounts.some((account) => barred.includes(account))) {
      throw new ConnectorError('rate-limited', 'The calls for this account are used up.', { reach: 'account', until: MINUTE });
    }
    sent.push(request);
    const [status, headers, body] = request.form === undefined ? alone(request, ask) : [200, {}, batch(request.form, ask)];
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const came: HttpAnswer = { status, headers, text, json: readJson(text), receivedAt: MINUTE, raw: `raw:${sent.length}` };
    const failure = graphRules.judge(came, request);
    if (failure !== undefined) throw failure;
    return came;
  };
  return { send, sent, questions };
}

type Ask = (path: string, query: URLSearchParams) => Pretended;

function alone(request: HttpRequest, ask: Ask): [number, Readonly<Record<string, string>>, unknown] {
  const { code = 200, headers = {}, body = '' } = ask(request.path, new URLSearchParams(request.query)) ?? {};
  return [code, headers, body];
}

function batch(form: Readonly<Record<string, string>>, ask: Ask): readonly unknown[] {
  const items = JSON.parse(form.batch ?? '[]') as readonly { readonly relative_url: string }[];
  return items.map(({ relative_url: url }) => {
    const [path = '', search = ''] = url.split('?');
    const one = ask(path, new URLSearchParams(search));
    if (one === null) return null;
    const { code = 200, headers = {}, body } = one;
    const named = Object.entries(headers).map(([name, value]) => ({ name, value }));
    return { code, headers: named, body: typeof body === 'string' ? body : JSON.stringify(body) };
  });
}

/** A refusal as the platform writes it. */
export const refusal = (code: number, message: string, more: object = {}, headers = {}): Pretended => ({
  code: 400,
  headers,
  body: { error: { message, type: 'OAuthException', code, fbtrace_id: 'A1b2', ...more } },
});

/** An answer that was recorded, redacted and trimmed. */
export const fixture = (name: string): unknown => JSON.parse(readFileSync(join(root, 'test', 'fixtures', name), 'utf8'));
