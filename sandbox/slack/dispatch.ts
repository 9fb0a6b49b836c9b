import type { IncomingMessage, ServerResponse } from 'node:http';
import { methods } from './arguments.js';
import type { Fields } from './blocks/check.js';
import { BodyUnreadable, readArguments, readBody, sendJson } from './http.js';
import type { Fault, RecordedCall } from './model.js';
import type { RateLimiter } from './rate.js';
import { type Arguments, type Context, type Method, Refusal, refusalWith } from './web-api/call.js';
import { chatMethods } from './web-api/chat.js';
import { conversationMethods } from './web-api/conversations.js';
import { decodeArguments } from './web-api/decode.js';
import { fileMethods } from './web-api/files.js';
import { peopleMethods } from './web-api/people.js';
import { viewMethods } from './web-api/views.js';

const handlers: Readonly<Record<string, Method>> = { ...chatMethods, ...conversationMethods, ...fileMethods, ...peopleMethods, ...viewMethods };

/** What the Web API is made of. */
export interface WebApiParts {
  readonly context: Context;
  readonly rateLimiter: RateLimiter;
  /** The scopes that the bot was given; undefined when they are not checked. */
  readonly scopes: readonly string[] | undefined;
}

/** The Web API: answers calls, records them, and misbehaves when told to. */
export interface WebApi {
  /** The last 20,000 calls, in order. */
  readonly calls: readonly RecordedCall[];
  readonly fault: (method: string, ...faults: readonly Fault[]) => void;
  readonly clearFaults: () => void;
  /** How many calls are held now. */
  readonly held: () => number;
  /** Lets every held call go on. */
  readonly release: () => void;
  readonly handle: (method: string, request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => Promise<void>;
}

const checkToken = (method: string, token: string, { state }: Context): void => {
  if (method === 'api.test') return;
  if (token === '') throw new Refusal('not_authed');
  const wanted = method === 'apps.connections.open' ? state.appToken : state.botToken;
  if (token === wanted) return;
  throw new Refusal(token.slice(0, 4) === wanted.slice(0, 4) ? 'invalid_auth' : 'not_allowed_token_type');
};

const checkScopes = (method: string, scopes: readonly string[] | undefined): void => {
  const needed = Object.hasOwn(methods, method) ? (methods[method]?.scopes ?? []) : [];
  if (!scopes || needed.length === 0 || needed.some((scope) => scopes.includes(scope))) return;
  throw new Refusal('missing_scope', { needed: needed.join(','), provided: scopes.join(',') });
};

const answer = (method: string, args: Arguments, context: Context): Fields => {
  const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
  if (!handler) throw new Refusal('unknown_method', { req_method: method });
  const team = args.text('team_id');
  if (team !== '' && team !== context.state.workspace.id) throw refusalWith('invalid_arguments', ['invalid `team_id` [json-pointer:/team_id]']);
  return { ok: true, ...handler(args, context) };
};

const bearer = (request: IncomingMessage): string | undefined => /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];

/** What a method says instead of an error that other methods have and it has not (docs.slack.dev as mirrored 2026-05-26, read 2026-11-25). */
const instead: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'chat.postMessage': { invalid_attachments: 'invalid_arguments', msg_too_long: 'msg_blocks_too_long' },
  'conversations.replies': { not_in_channel: 'channel_not_found' },
  'files.completeUploadExternal': { invalid_blocks_format: 'invalid_blocks', is_archived: 'posting_to_channel_denied' },
  'reactions.add': { not_in_channel: 'channel_not_found' },
};

const bodyOf = (method: string, error: unknown): Fields => {
  if (error instanceof Refusal) return { ok: false, error: instead[method]?.[error.message] ?? error.message, ...error.details };
  if (error instanceof BodyUnreadable) return { ok: false, error: 'invalid_form_data' };
  throw error;
};

/** Waits until a held call is released, or its caller is gone. */
type Hold = (request: IncomingMessage) => Promise<'released' | 'gone'>;

/** Does what a fault says before the method runs; says whether the call is over. */
const misbehave = async (fault: Fault | undefined, request: IncomingMessage, response: ServerResponse, hold: Hold): Promise<boolean> => {
  switch (fault?.kind) {
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return false;
    case 'hold':
      return fault.effect === 'before' && (await hold(request)) === 'gone';
    case 'drop-before':
      request.socket.destroy();
      return true;
    case 'http': {
      const body = fault.body ?? JSON.stringify({ ok: false, error: fault.status === 429 ? 'ratelimited' : 'internal_error' });
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers }).end(body);
      return true;
    }
    case 'error':
      sendJson(response, 200, { ok: false, error: fault.error });
      return true;
    default:
      return false;
  }
};

const bodyLimit = 4_000_000;
const callsKept = 20_000;

/** Opens the Web API. */
export const openWebApi = ({ context, rateLimiter, scopes }: WebApiParts): WebApi => {
  const calls: RecordedCall[] = [];
  const faults = new Map<string, Fault[]>();
  const holding = new Set<(end: 'released') => void>();
  const hold: Hold = (request) => {
    return new Promise((resolve) => {
      holding.add(resolve);
      request.socket.once('close', () => {
        holding.delete(resolve);
        resolve('gone');
      });
      context.state.notify({ kind: 'activity' });
    });
  };
  const record = (call: RecordedCall): void => {
    calls.push(call);
    if (calls.length > callsKept) calls.shift();
    context.state.notify({ kind: 'activity' });
  };
  const run = (method: string, raw: Fields, token: string): { readonly body: Fields; readonly args: Fields } => {
    let args = raw;
    try {
      if (!Object.hasOwn(methods, method)) throw new Refusal('unknown_method', { req_method: method });
      checkToken(method, token, context);
      checkScopes(method, scopes);
      const decoded = decodeArguments(method, raw);
      args = decoded.all;
      return { args, body: answer(method, decoded, context) };
    } catch (error) {
      return { args, body: bodyOf(method, error) };
    }
  };
  const handle: WebApi['handle'] = async (method, request, response, query) => {
    const contentType = request.headers['content-type'] ?? '';
    const body = await readBody(request, bodyLimit);
    let raw: Fields;
    try {
      raw = await readArguments(body, contentType, query);
    } catch (error) {
      return sendJson(response, 200, bodyOf(method, error));
    }
    const { token: inBody, ...rest } = raw;
    const fault = faults.get(method)?.shift();
    const at = context.state.now();
    if (await misbehave(fault, request, response, hold)) return record({ method, args: rest, contentType, at, error: fault?.kind ?? '' });
    const wait = rateLimiter(method, String(rest.channel));
    if (wait !== undefined) {
      sendJson(response, 429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(wait) });
      return record({ method, args: rest, contentType, at, error: 'ratelimited' });
    }
    const result = run(method, rest, bearer(request) ?? String(inBody ?? ''));
    const refused = typeof result.body.error === 'string' && result.body.ok === false ? { error: result.body.error } : {};
    record({ method, args: result.args, contentType, at, ...refused });
    if (fault?.kind === 'hold' && fault.effect === 'after' && (await hold(request)) === 'gone') return;
    if (fault?.kind === 'drop-after') return void request.socket.destroy();
    sendJson(response, 200, result.body, { 'x-oauth-scopes': (scopes ?? []).join(',') });
  };
  return {
    calls,
    fault: (method, ...more) => void faults.set(method, [...(faults.get(method) ?? []), ...more]),
    clearFaults: () => faults.clear(),
    held: () => holding.size,
    release: () => {
      for (const go of holding) go('released');
      holding.clear();
    },
    handle,
  };
};
