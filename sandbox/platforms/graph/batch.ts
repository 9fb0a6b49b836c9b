import type { PlatformReply } from '../model.js';
import { answered, type Headers, refused } from './answer.js';
import { type GraphCall, splitPath } from './call.js';
import { GraphFailure, invalid, transient, unknownParameter } from './errors.js';

const MOST = 50;
/** The envelope's header tells of the accounts of its items, as far as there is room. */
const USE = 'x-business-use-case-usage';
const MOST_USES = 32;
const ITEM_KEYS: readonly string[] = ['method', 'relative_url', 'access_token', 'name', 'omit_response_on_success', 'include_headers'];
const ENVELOPE_KEYS: readonly string[] = ['batch', 'access_token', 'appsecret_proof', 'include_headers'];

interface BatchItem {
  readonly method: string;
  readonly relative_url: string;
  readonly access_token?: string;
}

/** One answered item of a batch; null where the platform had no time for it. */
export type BatchAnswer = {
  readonly code: number;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly body: string;
} | null;

/** How one item is served; null where it is left out. */
export type ServeItem = (call: GraphCall, index: number) => PlatformReply | null;

/** `POST /` with `batch`: up to 50 calls, each answered on its own, in the order in which they came. */
export function serveBatch(call: GraphCall, headers: Headers, serve: ServeItem): PlatformReply {
  for (const name of call.parameters.keys()) if (!ENVELOPE_KEYS.includes(name)) throw unknownParameter(name);
  const items = readItems(call.parameters.get('batch') ?? '');
  const withHeaders = !['false', '0'].includes(call.parameters.get('include_headers') ?? 'true');
  const used: Record<string, unknown> = {};
  const answers = items.map((item, index): BatchAnswer => {
    const reply = item instanceof GraphFailure ? refused(item, {}) : serve(callOf(item, call), index);
    if (reply === null) return null;
    const use = reply.headers[USE];
    if (use !== undefined && Object.keys(used).length < MOST_USES) Object.assign(used, JSON.parse(use));
    const shown = withHeaders ? { headers: Object.entries(reply.headers).map(([name, value]) => ({ name, value })) } : {};
    return { code: reply.status, ...shown, body: reply.body };
  });
  return answered(answers, Object.keys(used).length === 0 ? headers : { ...headers, [USE]: JSON.stringify(used) });
}

function readItems(text: string): readonly (BatchItem | GraphFailure)[] {
  let items: unknown;
  try {
    items = JSON.parse(text);
  } catch {
    throw invalid('param batch must be an array.');
  }
  if (!Array.isArray(items)) throw invalid('param batch must be an array.');
  if (items.length > MOST)
    throw new GraphFailure({ message: `Too many requests in batch message. Maximum batch size is ${MOST}`, type: 'GraphBatchException', code: 100 });
  return items.map(readItem);
}

function readItem(item: unknown): BatchItem | GraphFailure {
  if (typeof item !== 'object' || item === null) return invalid('param batch must hold objects.');
  const unknown = Object.keys(item).find((key) => !ITEM_KEYS.includes(key));
  if (unknown !== undefined) return unknownParameter(unknown);
  const { method, relative_url: url, access_token: token }: { method?: unknown; relative_url?: unknown; access_token?: unknown } = item;
  if (typeof method !== 'string' || typeof url !== 'string') return invalid('Each request of a batch needs method and relative_url.');
  return { method, relative_url: url, ...(typeof token === 'string' ? { access_token: token } : {}) };
}

/** An item has the token of the envelope unless it brings its own; the proof belongs to the envelope's token alone. */
function callOf(item: BatchItem, outer: GraphCall): GraphCall {
  const [path = '', query = ''] = item.relative_url.split(/\?(.*)/s);
  const parameters = new Map(new URLSearchParams(query));
  const outerToken = outer.parameters.get('access_token');
  const proof = outer.parameters.get('appsecret_proof');
  const ownToken = item.access_token ?? parameters.get('access_token');
  if (ownToken !== undefined) parameters.set('access_token', ownToken);
  else {
    if (outerToken !== undefined) parameters.set('access_token', outerToken);
    if (proof !== undefined) parameters.set('appsecret_proof', proof);
  }
  const { version, segments } = splitPath(path);
  return { door: outer.door, method: item.method, headers: outer.headers, version: version ?? outer.version, segments, parameters };
}

/** The case `batch-items-fail`, by the count of times that it showed: left out, a fault that passes, a page of HTML. */
export function failedItem(times: number): PlatformReply | null {
  if (times % 3 === 1) return null;
  if (times % 3 === 2) return refused(transient('An unknown error has occurred.'), {});
  return { status: 502, headers: { 'content-type': 'text/html' }, body: '<html><body><h1>502 Bad Gateway</h1></body></html>' };
}
