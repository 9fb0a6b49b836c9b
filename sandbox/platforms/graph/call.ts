import type { PlatformRequest } from '../model.js';
import { appScopedId } from './account.js';
import type { AccountEntry, Directory, PostEntry } from './directory.js';
import { isVisible } from './directory.js';

/** A call as the Graph API understands it: of its own, or an item of a batch. */
export interface GraphCall {
  readonly door: 'graph' | 'instagram';
  readonly method: string;
  /** such as `v25.0`; undefined where the path names none */
  readonly version: string | undefined;
  /** the path under the version, such as `['17841400000000001', 'media']` */
  readonly segments: readonly string[];
  /** of the address and of the form; the form wins */
  readonly parameters: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string>>;
}

/** Reads a request. */
export function readCall(request: PlatformRequest): GraphCall {
  const door = request.host === 'instagram' ? 'instagram' : 'graph';
  const parameters = new Map([...request.query, ...(request.method === 'POST' ? request.form : [])]);
  return { door, method: request.method, headers: request.headers, ...splitPath(request.path), parameters };
}

/** The version and the rest of a path. */
export function splitPath(path: string): Pick<GraphCall, 'version' | 'segments'> {
  const segments = path.split('/').filter((segment) => segment !== '');
  const [first] = segments;
  return first !== undefined && /^v\d+\.\d+$/.test(first) ? { version: first, segments: segments.slice(1) } : { version: undefined, segments };
}

/** What an id names. */
export type Target =
  | { readonly kind: 'account' | 'page'; readonly entry: AccountEntry }
  | { readonly kind: 'media' | 'post' | 'video'; readonly entry: AccountEntry; readonly one: PostEntry };

/** The object of an id as it is there at a moment; undefined where nothing has it, or no longer, or not yet. */
export function findTarget(id: string, door: 'graph' | 'instagram', directory: Directory, now: number): Target | undefined {
  const account =
    directory.account(id) ?? (door === 'instagram' ? directory.instagram.find((entry) => appScopedId(entry.account.id) === id) : undefined);
  if (account !== undefined) return { kind: account.account.platform === 'instagram' ? 'account' : 'page', entry: account };
  const post = directory.post(id);
  const one = post ?? directory.video(id);
  if (one === undefined || !isVisible(one, now)) return undefined;
  if (post === undefined) return { kind: 'video', entry: one.entry, one };
  return { kind: one.entry.account.platform === 'instagram' ? 'media' : 'post', entry: one.entry, one };
}
