import type { AccountEntry } from './directory.js';
import { invalid, invalidCursor, reduce } from './errors.js';
import type { EdgeCall } from './node.js';
import { fires, type Scope } from './scope.js';
import type { Range } from './times.js';

/** The parameters of every list. */
export const LIST_PARAMETERS: readonly string[] = ['limit', 'after', 'before'];

const DEFAULT_LIMIT = 25;
const MOST = 100;
const FEW = 10;

/** A list in the order in which it is shown. */
export interface Source<Row> {
  /** the positions from `first` to before `end` may hold rows */
  readonly first: number;
  readonly end: number;
  /** undefined where nothing is shown at a position */
  readonly at: (position: number) => Row | undefined;
  readonly key: (row: Row) => string;
  /** the position of a row whether it is shown or not; undefined where it never was */
  readonly find: (key: string) => number | undefined;
}

/** Some rows of a list with the addresses of its neighbours. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** absent where there are no rows */
  readonly paging?: unknown;
}

/** Reads the `limit` of a list; `0` where nothing but a summary is wanted. */
export function readLimit(parameters: ReadonlyMap<string, string>, least = 1): number {
  const text = parameters.get('limit') ?? String(DEFAULT_LIMIT);
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < least || limit > MOST) throw invalid(`Param limit must be a number from ${least} to ${MOST}`);
  return limit;
}

/**
 * A page of a list. Cursors name rows, so that a list that grows meanwhile loses nothing and repeats nothing. The cases `reduce-data`,
 * `endless-paging` and `moved-and-deleted-posts` show here, for lists of an account (`owner`).
 */
export function readPage<Row>(source: Source<Row>, call: EdgeCall, scope: Scope, owner: AccountEntry | undefined): Page<Row> {
  const limit = readLimit(call.arguments);
  if (owner !== undefined && limit > FEW && fires(scope, 'reduce-data', owner)) throw reduce();
  const [after, before] = [call.arguments.get('after'), call.arguments.get('before')];
  if (owner !== undefined && fires(scope, 'endless-paging', owner)) {
    const cursor = after ?? encode('');
    return { rows: [], paging: { cursors: { before: cursor, after: cursor }, next: address(call, scope, { limit: String(limit), after: cursor }) } };
  }
  const begin = after === undefined ? source.first : Math.max(source.first, position(source, after) + 1);
  const { positions, more } = before === undefined ? collect(source, begin, limit) : collectBefore(source, position(source, before), limit);
  const rows = positions.flatMap((place) => source.at(place) ?? []);
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return { rows };
  const cursors = { before: encode(source.key(first)), after: encode(source.key(last)) };
  const hasPrevious = collectBefore(source, positions[0] ?? 0, 1).positions.length > 0;
  const paging = {
    cursors,
    ...(more ? { next: address(call, scope, { limit: String(limit), after: cursors.after }) } : {}),
    ...(hasPrevious ? { previous: address(call, scope, { limit: String(limit), before: cursors.before }) } : {}),
  };
  if (owner === undefined || !fires(scope, 'moved-and-deleted-posts', owner)) return { rows, paging };
  const repeated = after === undefined ? undefined : source.at(begin - 1);
  return { rows: [...(repeated === undefined ? [] : [repeated]), ...rows.slice(0, -1)], paging };
}

function collect<Row>(source: Source<Row>, begin: number, limit: number): { readonly positions: readonly number[]; readonly more: boolean } {
  const positions: number[] = [];
  for (let place = begin; place < source.end; place += 1) {
    if (source.at(place) === undefined) continue;
    if (positions.length === limit) return { positions, more: true };
    positions.push(place);
  }
  return { positions, more: false };
}

function collectBefore<Row>(source: Source<Row>, end: number, limit: number): { readonly positions: readonly number[]; readonly more: boolean } {
  const positions: number[] = [];
  for (let place = end - 1; place >= source.first && positions.length < limit; place -= 1)
    if (source.at(place) !== undefined) positions.unshift(place);
  return { positions, more: true };
}

const PREFIX = 'QVFI';
const encode = (key: string): string => `${PREFIX}${Buffer.from(key).toString('base64url')}ZD`;

function position<Row>(source: Source<Row>, cursor: string): number {
  if (!cursor.startsWith(PREFIX) || !cursor.endsWith('ZD')) throw invalidCursor();
  const key = Buffer.from(cursor.slice(PREFIX.length, -2), 'base64url').toString();
  const found = key === '' ? source.first - 1 : source.find(key);
  if (found === undefined) throw invalidCursor();
  return found;
}

/** The address of another page. It holds the token, as the platform's does. */
function address(call: EdgeCall, scope: Scope, more: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams({ access_token: scope.token.value });
  if (call.text !== '') query.set('fields', call.text);
  for (const [name, value] of call.arguments) if (name !== 'after' && name !== 'before') query.set(name, value);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return `${scope.address}/${call.path}?${query}`;
}

/** The paging of insights, which goes on for ever into the past and the future. */
export function timePaging(call: EdgeCall, scope: Scope, { since, until }: Range): unknown {
  const span = until - since;
  const seconds = (moment: number): string => String(Math.floor(moment / 1_000));
  return {
    previous: address(call, scope, { since: seconds(since - span), until: seconds(since) }),
    next: address(call, scope, { since: seconds(until), until: seconds(until + span) }),
  };
}

/** A short list that is all there at once. */
export const sourceOf = <Row>(rows: readonly Row[], key: (row: Row) => string): Source<Row> => ({
  first: 0,
  end: rows.length,
  at: (place) => rows[place],
  key,
  find: (wanted) => {
    const found = rows.findIndex((row) => key(row) === wanted);
    return found < 0 ? undefined : found;
  },
});
