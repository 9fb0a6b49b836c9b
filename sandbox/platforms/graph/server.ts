import type { CaseName } from '../faults.js';
import type { PlatformReply, PlatformRequest } from '../model.js';
import { ACCOUNT } from './account.js';
import { answered, gatewayReply, type Headers, refused, withNumericIds } from './answer.js';
import { failedItem, serveBatch } from './batch.js';
import { findTarget, type GraphCall, readCall, type Target } from './call.js';
import type { MetaContext } from './credentials.js';
import { type AccountEntry, type Directory, openDirectory } from './directory.js';
import { GraphFailure, gone, throttled, tokenDead, transient, unknownParameter, unknownPath } from './errors.js';
import { type FieldAsk, readFields } from './fields.js';
import { MEDIA } from './media.js';
import { isLive } from './media-insights.js';
import { type NodeType, readEdge, readNode } from './node.js';
import { PAGE, USER } from './page.js';
import { POST, VIDEO } from './page-posts.js';
import { requireSight, type Scope, timesFired } from './scope.js';
import { exchange, exchangeInstagram, inspect, openTokens, requireToken, type Token, type Tokens, tokenText } from './tokens.js';
import { openUsage, type Usage, usageHeaders } from './usage.js';
import { oldParameters, refuseOldProtocol, servedVersion } from './versions.js';

interface GraphState {
  readonly context: MetaContext;
  readonly directory: Directory;
  readonly tokens: Tokens;
  readonly usage: Usage;
}

/** The stand-in of the Graph API: graph.facebook.com and graph.instagram.com. */
export function openGraph(context: MetaContext): (request: PlatformRequest) => PlatformReply {
  const directory = openDirectory(context.world);
  const state: GraphState = { context, directory, tokens: openTokens(context, directory), usage: openUsage() };
  return (request) => {
    const call = readCall(request);
    const isBatch = call.door === 'graph' && call.method === 'POST' && call.segments.length === 0 && call.parameters.has('batch');
    return isBatch ? batch(call, state) : serve(call, state);
  };
}

function batch(call: GraphCall, state: GraphState): PlatformReply {
  const { context } = state;
  if (context.faults.fires('html-body')) return gatewayReply(timesFired(context, 'html-body', undefined));
  return guarded({}, () => {
    const version = servedVersion(call.version, context.apiDate);
    refuseOldProtocol(call.parameters, call.headers, context.apiDate);
    requireToken(call.parameters, call.headers, state.tokens, call.door, context.now());
    return serveBatch(call, versionHeader(version), (item) => {
      const account = targetOf(item, state)?.entry.account.id;
      if (context.faults.fires('batch-items-fail', account)) return failedItem(timesFired(context, 'batch-items-fail', account));
      return serve({ ...item, version: item.version ?? `v${version}.0` }, state);
    });
  });
}

/** One call, alone or of a batch. */
function serve(call: GraphCall, state: GraphState): PlatformReply {
  const { context, tokens } = state;
  const target = targetOf(call, state);
  const account = target?.entry.account.id;
  if (context.faults.fires('html-body', account)) return gatewayReply(timesFired(context, 'html-body', account));
  // Filled on the way, since a refusal brings the headers that were known by then.
  const headers: Record<string, string> = {};
  return guarded(headers, () => {
    const version = servedVersion(call.version, context.apiDate);
    Object.assign(headers, versionHeader(version));
    refuseOldProtocol(call.parameters, call.headers, context.apiDate);
    const isExchange = call.door === 'graph' && call.segments.join('/') === 'oauth/access_token';
    if (call.method !== 'GET' && !(isExchange && call.method === 'POST')) throw unsupportedMethod(call);
    if (isExchange) {
      refuseParameters(call, ['grant_type', 'client_id', 'client_secret', 'fb_exchange_token']);
      return answered(exchange(call.parameters, context, tokens), headers);
    }
    const token = requireToken(call.parameters, call.headers, tokens, call.door, context.now());
    refuseCalls(call, token, target?.entry, state, headers);
    const reply = answered(answer(call, target, scopeOf(call, version, token, state)), headers);
    return context.faults.fires('ids-as-numbers', account) ? { ...reply, body: withNumericIds(reply.body) } : reply;
  });
}

/** Counts the call, and refuses it where the allowance is used up or where a case shows that refuses any call. */
function refuseCalls(
  call: GraphCall,
  token: Token,
  owner: AccountEntry | undefined,
  { context, usage }: GraphState,
  headers: Record<string, string>,
): void {
  const account = owner?.account.id;
  const times = (name: CaseName): number => (context.faults.fires(name, account) ? timesFired(context, name, account) : 0);
  const used = usage.count(owner, context.now());
  Object.assign(headers, usageHeaders(owner, used, used >= 100 ? REGAINED_MINUTES : 0));
  const codes = throttleCodes(owner);
  if (used >= 100) throw throttled(codes[0] ?? 4);
  const throttles = times('throttled-as-400');
  if (throttles > 0) {
    const code = codes[(throttles - 1) % codes.length] ?? 4;
    Object.assign(headers, usageHeaders(code === 4 ? undefined : owner, 100, REGAINED_MINUTES));
    throw throttled(code);
  }
  // The app's own token lives as long as the app: it tells which of the others are dead.
  const deaths = token.kind === 'app' ? 0 : times('dead-token');
  if (deaths > 0) throw tokenDead(DEAD_SUBCODES[(deaths - 1) % DEAD_SUBCODES.length] ?? 460);
  if (times('secrets-in-bodies') > 0) throw transient(echo(call));
}

function guarded(headers: Headers, run: () => PlatformReply): PlatformReply {
  try {
    return run();
  } catch (cause) {
    if (!(cause instanceof GraphFailure)) throw cause;
    return refused(cause, headers);
  }
}

const versionHeader = (version: number): Headers => ({ 'facebook-api-version': `v${version}.0` });
const DEAD_SUBCODES: readonly number[] = [460, 463, 467, 458];
/** After so many minutes, the header says, calls are served again. */
const REGAINED_MINUTES = 19;

const unsupportedMethod = ({ method, segments }: GraphCall): GraphFailure =>
  new GraphFailure({
    message: `Unsupported ${method.toLowerCase()} request: ${segments.join('/')}`,
    type: 'GraphMethodException',
    code: 100,
    error_subcode: 33,
  });

/** The codes by which calls for an account are refused, the account's own first. */
function throttleCodes(owner: AccountEntry | undefined): readonly number[] {
  if (owner === undefined) return [4, 17, 613];
  return owner.account.platform === 'instagram' ? [80002, 4, 17, 613] : [80001, 32, 4, 613];
}

/** The address of a call as it came, secrets and all: what the case `secrets-in-bodies` shows. */
function echo(call: GraphCall): string {
  const query = new URLSearchParams([...call.parameters]);
  query.set('access_token', tokenText(call.parameters, call.headers) ?? '');
  return `An unexpected error has occurred while serving ${addressOf(call.door, call.version ?? '')}/${call.segments.join('/')}?${query}`;
}

const addressOf = (door: GraphCall['door'], version: string): string => `https://graph.${door === 'graph' ? 'facebook' : 'instagram'}.com/${version}`;

function targetOf(call: GraphCall, { directory, context, tokens }: GraphState): Target | undefined {
  const [id] = call.segments;
  if (id === undefined) return undefined;
  if (id !== 'me') return findTarget(id, call.door, directory, context.now());
  const token = tokens.find(tokenText(call.parameters, call.headers) ?? '', call.door);
  return token?.owner === undefined ? undefined : { kind: token.kind === 'page' ? 'page' : 'account', entry: token.owner };
}

const scopeOf = (call: GraphCall, version: number, token: Token, { context, directory, tokens }: GraphState): Scope => ({
  context,
  directory,
  tokens,
  now: context.now(),
  door: call.door,
  version,
  token,
  address: addressOf(call.door, `v${version}.0`),
});

const COMMON: readonly string[] = ['access_token', 'appsecret_proof', 'fields'];

function answer(call: GraphCall, target: Target | undefined, scope: Scope): unknown {
  const [id, edge, ...rest] = call.segments;
  const { context, directory, tokens } = scope;
  if (rest.length > 0) throw unknownPath(`/${rest.join('/')}`);
  if (id === undefined) return root(call, scope);
  if (id === 'debug_token' && call.door === 'graph') {
    refuseParameters(call, ['access_token', 'appsecret_proof', 'input_token']);
    return inspect(call.parameters, scope.token, context, directory, tokens);
  }
  if ((id === 'access_token' || id === 'refresh_access_token') && call.door === 'instagram') {
    refuseParameters(call, ['access_token', 'grant_type', ...(id === 'access_token' ? ['client_secret'] : [])]);
    return exchangeInstagram(id, call.parameters, context, tokens, scope.token);
  }
  const fields = call.parameters.get('fields');
  const asked = fields === undefined || fields.trim() === '' ? undefined : readFields(fields);
  if (target === undefined && id === 'me' && call.door === 'graph') return read(USER, scope, edge, asked, call, scope);
  if (target === undefined) throw gone(id);
  requireSight(scope, target.entry, id);
  switch (target.kind) {
    case 'account':
      return read(ACCOUNT, target.entry, edge, asked, call, scope);
    case 'page':
      if (call.door === 'instagram') throw gone(id);
      return read(PAGE, target.entry, edge, asked, call, scope);
    case 'media':
      if (!isLive(target.one, scope.now)) throw gone(id);
      return read(MEDIA, target.one, edge, asked, call, scope);
    case 'post':
      return read(POST, target.one, edge, asked, call, scope);
    case 'video':
      return read(VIDEO, target.one, edge, asked, call, scope);
  }
}

function refuseParameters(call: GraphCall, known: readonly string[]): void {
  for (const name of call.parameters.keys()) if (!known.includes(name)) throw unknownParameter(name);
}

function read<Item>(
  type: NodeType<Item>,
  item: Item,
  edge: string | undefined,
  fields: readonly FieldAsk[] | undefined,
  call: GraphCall,
  scope: Scope,
): unknown {
  const ignored = [...COMMON, ...oldParameters(scope.context.apiDate)];
  const given = new Map([...call.parameters].filter(([name]) => !ignored.includes(name)));
  if (edge !== undefined) {
    const path = call.segments.join('/');
    return readEdge(type, item, edge, { arguments: given, fields, text: call.parameters.get('fields') ?? '', path }, scope);
  }
  for (const name of given.keys()) throw unknownParameter(name);
  return readNode(type, item, fields, scope);
}

/** The root without a path: until 2026-10-27 it served several ids at once. */
function root(call: GraphCall, scope: Scope): unknown {
  const ids = call.parameters.get('ids')?.split(',') ?? [];
  if (ids.length === 0) throw unsupportedMethod({ ...call, method: 'get' });
  const parameters = new Map([...call.parameters].filter(([name]) => name !== 'ids'));
  return Object.fromEntries(
    ids.map((id) => [id, answer({ ...call, segments: [id], parameters }, findTarget(id, call.door, scope.directory, scope.now), scope)]),
  );
}
