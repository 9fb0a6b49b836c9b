import { type Fields, fieldsOf, isFields, listOf } from '../blocks/check.js';
import type { Channel, StoredFile } from '../model.js';
import type { State } from '../state.js';

/** A refusal of the platform: answered with HTTP 200 and `ok: false`. */
export class Refusal extends Error {
  /** Further fields of the answer. */
  readonly details: Fields;

  constructor(error: string, details: Fields = {}) {
    super(error);
    this.details = details;
  }
}

/** A refusal with messages, each said to be an error, under response_metadata. */
export const refusalWith = (error: string, messages: readonly string[]): Refusal =>
  new Refusal(error, { errors: messages, response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) } });

/** The decoded arguments of a call. */
export interface Arguments {
  readonly all: Fields;
  readonly has: (name: string) => boolean;
  /** The string, or an empty one. */
  readonly text: (name: string) => string;
  readonly flag: (name: string) => boolean;
  readonly number: (name: string) => number | undefined;
  readonly list: (name: string) => readonly unknown[] | undefined;
  readonly fields: (name: string) => Fields | undefined;
}

/** Reads decoded values by kind; a value of another kind reads as missing. */
export const argumentsOf = (all: Fields): Arguments => {
  const of = (name: string): unknown => (Object.hasOwn(all, name) ? all[name] : undefined);
  return {
    all,
    has: (name) => of(name) !== undefined,
    text: (name) => (typeof of(name) === 'string' ? String(of(name)) : ''),
    flag: (name) => of(name) === true,
    number: (name) => (typeof of(name) === 'number' ? Number(of(name)) : undefined),
    list: (name) => (of(name) === undefined ? undefined : listOf(of(name))),
    fields: (name) => (isFields(of(name)) ? fieldsOf(of(name)) : undefined),
  };
};

/** What every method may use. */
export interface Context {
  readonly state: State;
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly base: () => string;
  /** A one-time address for a Socket Mode connection. */
  readonly socketUrl: () => string;
  /** The user of a trigger that is used for the first time within its life; refuses otherwise. */
  readonly spendTrigger: (trigger: string) => string;
}

/** One method: its answer without `ok`, or a Refusal thrown. */
export type Method = (args: Arguments, context: Context) => Fields;

/** A file that an image block names, by id or by address. */
const namedFile = (state: State, named: Fields): StoredFile | undefined => {
  const id = typeof named.id === 'string' ? named.id : /F[A-Z0-9]{8,}/.exec(String(named.url))?.[0];
  return id === undefined ? undefined : state.file(id);
};

/** Says whether the bot may see a file: its own, and what people have shared where it is. */
export const visibleToBot = (state: State, file: StoredFile): boolean =>
  file.user === undefined || file.channels.some((id) => state.botIsMember(id) || state.directUser(id) !== undefined);

/** Says whether an image block may show this file now. */
export const fileUsable =
  (state: State) =>
  (named: Fields): boolean => {
    const file = namedFile(state, named);
    return file !== undefined && state.processed(file) && file.mimetype?.startsWith('image/') === true;
  };

/** Where a message goes: a channel in which the bot may speak, or a talk with one user. */
export const destination = (state: State, id: string, purpose: 'read' | 'write'): string => {
  const user = state.user(id);
  if (user && purpose === 'write') return state.directChannel(user.id);
  if (state.directUser(id)) return id;
  const channel = state.channel(id);
  if (!channel || (channel.private && !state.botIsMember(id))) throw new Refusal('channel_not_found');
  if (channel.archived && purpose === 'write') throw new Refusal('is_archived');
  if (!state.botIsMember(id)) throw new Refusal('not_in_channel');
  return id;
};

/** A channel that the bot can see, member or not. */
export const visibleChannel = (state: State, id: string): Channel => {
  const channel = state.channel(id);
  if (!channel || (channel.private && !state.botIsMember(id))) throw new Refusal('channel_not_found');
  return channel;
};

/** A page of a list and the cursor of the next; the cursor is the place in the list. */
export const pageOf = <Item>(items: readonly Item[], cursor: string, limit: number): { readonly items: readonly Item[]; readonly next: string } => {
  const decoded = cursor === '' ? 'offset:0' : Buffer.from(cursor, 'base64').toString();
  const offset = Number(/^offset:(\d+)$/.exec(decoded)?.[1] ?? Number.NaN);
  if (Number.isNaN(offset)) throw new Refusal('invalid_cursor');
  const end = offset + limit;
  return { items: items.slice(offset, end), next: end < items.length ? Buffer.from(`offset:${end}`).toString('base64') : '' };
};

/** How many items a page has, or the refusal that the method documents. */
export const pageSize = (args: Arguments, usual: number, most: number, refusal: Refusal): number => {
  const limit = args.number('limit') ?? usual;
  if (limit < 1 || !Number.isInteger(limit)) throw refusal;
  return Math.min(limit, most);
};
