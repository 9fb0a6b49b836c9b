import { randomBytes } from 'node:crypto';
import type { Change, Journal } from './journal.js';
import type { Channel, Message, StoredFile, User, View, Workspace } from './model.js';
import { formatTs, micros } from './timestamps.js';

/** Tells the page what has changed. */
export type Notice =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'message-deleted'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'modal'; readonly user: string }
  | { readonly kind: 'home'; readonly user: string }
  | { readonly kind: 'channels' }
  | { readonly kind: 'connection'; readonly connected: boolean }
  /** A call or an acknowledgement: for those who wait for one, not for the page. */
  | { readonly kind: 'activity' };

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const key = (channel: string, ts: string): string => `${channel} ${ts}`;

interface Tables {
  readonly messages: Map<string, Message>;
  readonly files: Map<string, StoredFile>;
  readonly homes: Map<string, View>;
  readonly modals: Map<string, readonly View[]>;
  readonly joined: Set<string>;
  readonly kept: { port: number | undefined; botToken: string; appToken: string; last: number };
}

const apply = (tables: Tables, change: Change): void => {
  switch (change.kind) {
    case 'message':
      tables.messages.set(key(change.value.channel, change.value.ts), change.value);
      tables.kept.last = Math.max(tables.kept.last, micros(change.value.ts));
      return;
    case 'message-deleted':
      tables.messages.delete(key(change.channel, change.ts));
      tables.kept.last = Math.max(tables.kept.last, micros(change.ts));
      return;
    case 'file':
      return void tables.files.set(change.value.id, change.value);
    case 'home':
      return void tables.homes.set(change.value.user, change.value);
    case 'modals':
      return void tables.modals.set(change.user, change.stack);
    case 'last':
      tables.kept.last = Math.max(tables.kept.last, change.micros);
      return;
    case 'joined':
      return void tables.joined.add(change.channel);
    case 'secrets':
      return void Object.assign(tables.kept, { botToken: change.botToken, appToken: change.appToken });
    case 'port':
      tables.kept.port = change.port;
  }
};

const snapshot = (tables: Tables): readonly Change[] => [
  { kind: 'secrets', botToken: tables.kept.botToken, appToken: tables.kept.appToken },
  ...(tables.kept.port === undefined ? [] : [{ kind: 'port', port: tables.kept.port } as const]),
  ...Array.from(tables.joined, (channel) => ({ kind: 'joined', channel }) as const),
  ...Array.from(tables.files.values(), (value) => ({ kind: 'file', value }) as const),
  ...Array.from(tables.homes.values(), (value) => ({ kind: 'home', value }) as const),
  { kind: 'last', micros: tables.kept.last },
  ...Array.from(tables.modals)
    .filter(([, stack]) => stack.length > 0)
    .map(([user, stack]) => ({ kind: 'modals', user, stack }) as const),
  ...Array.from(tables.messages.values())
    .filter((value) => value.visibleTo === undefined)
    .map((value) => ({ kind: 'message', value }) as const),
];

const load = (journal: Journal): Tables => {
  const secret = (): string => randomBytes(18).toString('hex');
  const kept = { port: undefined, botToken: `xoxb-sandbox-${secret()}`, appToken: `xapp-sandbox-${secret()}`, last: 0 };
  const tables: Tables = { messages: new Map(), files: new Map(), homes: new Map(), modals: new Map(), joined: new Set(), kept };
  for (const change of journal.replay()) apply(tables, change);
  journal.compact(snapshot(tables));
  return tables;
};

/** What a state is made of; `fileProcessingMs` is how long an uploaded file is being processed. */
export interface StateParts {
  readonly workspace: Workspace;
  readonly journal: Journal;
  readonly now: () => number;
  readonly fileProcessingMs: number;
}

/** What the workspace knows: kept in memory, written to the journal as it changes. */
export class State {
  readonly workspace: Workspace;
  /** The milliseconds since 1970. */
  readonly now: () => number;
  readonly #parts: StateParts;
  readonly #tables: Tables;
  readonly #listeners = new Set<(notice: Notice) => void>();

  /** Opens the workspace with all that its journal remembers. */
  constructor(parts: StateParts) {
    this.#parts = parts;
    this.workspace = parts.workspace;
    this.now = parts.now;
    this.#tables = load(parts.journal);
  }

  get botToken(): string {
    return this.#tables.kept.botToken;
  }

  get appToken(): string {
    return this.#tables.kept.appToken;
  }

  get rememberedPort(): number | undefined {
    return this.#tables.kept.port;
  }

  rememberPort(port: number): void {
    this.#keep({ kind: 'port', port });
  }

  /** A timestamp that no other message has and that is later than all before. */
  nextTs(): string {
    const { kept } = this.#tables;
    kept.last = Math.max(kept.last + 1, Math.floor(this.now()) * 1_000);
    return formatTs(kept.last);
  }

  /** An id that nobody can guess: the letter of its kind and ten characters. */
  newId(letter: string): string {
    return letter + Array.from(randomBytes(10), (byte) => alphabet[byte % alphabet.length]).join('');
  }

  user(id: string): User | undefined {
    return this.workspace.users.find((user) => user.id === id);
  }

  channel(id: string): Channel | undefined {
    return this.workspace.channels.find((channel) => channel.id === id);
  }

  botIsMember(channel: string): boolean {
    return this.channel(channel)?.botIsMember === true || this.#tables.joined.has(channel);
  }

  join(channel: string): void {
    this.#keep({ kind: 'joined', channel });
    this.notify({ kind: 'channels' });
  }

  /** The channel id of a user's talk with the bot. */
  directChannel(user: string): string {
    return `D${user.slice(1)}`;
  }

  /** The user who talks with the bot in this channel. */
  directUser(channel: string): User | undefined {
    return this.workspace.users.find((user) => this.directChannel(user.id) === channel);
  }

  putMessage(message: Message): void {
    this.#keep({ kind: 'message', value: message });
    this.notify({ kind: 'message', message });
  }

  message(channel: string, ts: string): Message | undefined {
    return this.#tables.messages.get(key(channel, ts));
  }

  /** All messages of a channel, ephemeral ones too, oldest first. */
  messages(channel: string): readonly Message[] {
    return [...this.#tables.messages.values()]
      .filter((message) => message.channel === channel)
      .sort((left, right) => micros(left.ts) - micros(right.ts));
  }

  deleteMessage(channel: string, ts: string): void {
    this.#keep({ kind: 'message-deleted', channel, ts });
    this.notify({ kind: 'message-deleted', channel, ts });
  }

  putFile(file: StoredFile, bytes?: Uint8Array): void {
    if (bytes) this.#parts.journal.saveBytes(file.id, bytes);
    this.#keep({ kind: 'file', value: file });
  }

  file(id: string): StoredFile | undefined {
    return this.#tables.files.get(id);
  }

  files(): readonly StoredFile[] {
    return [...this.#tables.files.values()];
  }

  bytes(id: string): Uint8Array | undefined {
    return this.#tables.files.has(id) ? this.#parts.journal.loadBytes(id) : undefined;
  }

  /** Says whether the processing of a file is over. */
  processed(file: StoredFile): boolean {
    return file.completedAt !== undefined && this.now() - file.completedAt >= this.#parts.fileProcessingMs;
  }

  home(user: string): View | undefined {
    return this.#tables.homes.get(user);
  }

  putHome(view: View): void {
    this.#keep({ kind: 'home', value: view });
    this.notify({ kind: 'home', user: view.user });
  }

  /** The stack of open modals of a user, the visible one last. */
  modals(user: string): readonly View[] {
    return this.#tables.modals.get(user) ?? [];
  }

  setModals(user: string, stack: readonly View[]): void {
    this.#keep({ kind: 'modals', user, stack });
    this.notify({ kind: 'modal', user });
  }

  findModal(match: (view: View) => boolean): View | undefined {
    return [...this.#tables.modals.values()].flat().find(match);
  }

  /** A modal or Home tab of anybody. */
  findView(match: (view: View) => boolean): View | undefined {
    return this.findModal(match) ?? [...this.#tables.homes.values()].find(match);
  }

  notify(notice: Notice): void {
    for (const listener of [...this.#listeners]) listener(notice);
  }

  /** Calls the listener at every change until the returned function is called. */
  subscribe(listener: (notice: Notice) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#parts.journal.compact(snapshot(this.#tables));
    this.#parts.journal.close();
  }

  #keep(change: Change): void {
    apply(this.#tables, change);
    // Slack does not store ephemeral messages either; but what was said under a timestamp is never said under it again.
    const forgotten = change.kind === 'message' && change.value.visibleTo !== undefined;
    this.#parts.journal.append(forgotten ? { kind: 'last', micros: this.#tables.kept.last } : change);
  }
}
