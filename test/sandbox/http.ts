import { WebSocket } from 'ws';
import { z } from 'zod';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/slack/server.js';
import { demoWorkspace } from '../../sandbox/slack/workspace.js';

/** A public channel that the bot has not joined, a private one with it, a private one without it, and one that is archived. */
export const places = { open: 'C0TERBUKA1', closed: 'C0RAPAT001', secret: 'C0RAHASIA1', archived: 'C0ARSIP001' } as const;

/** The demo's team with a channel of every kind. */
export const everyPlace = {
  ...demoWorkspace,
  channels: [
    ...demoWorkspace.channels,
    { id: places.open, name: 'terbuka', topic: '', botIsMember: false },
    { id: places.closed, name: 'rapat', topic: '', private: true, botIsMember: true },
    { id: places.secret, name: 'rahasia', topic: '', private: true, botIsMember: false },
    { id: places.archived, name: 'arsip', topic: '', archived: true, botIsMember: true },
  ],
};

/** A sandbox with a channel of every kind. */
export const openPlaces = (options: Partial<SandboxOptions> = {}): Promise<Sandbox> => startSandbox({ workspace: everyPlace, ...options });

/** The methods about people and places, which reading.test.ts tries. */
export const readingMethods: readonly string[] = [
  'conversations.info',
  'conversations.join',
  'conversations.list',
  'conversations.open',
  'users.conversations',
  'users.info',
  'users.list',
];

/** An object of unknown content. */
export type Fields = Readonly<Record<string, unknown>>;

const fieldsSchema = z.record(z.string(), z.unknown());

/** The value as an object; fails when it is none. */
export const fields = (value: unknown): Fields => fieldsSchema.parse(value);

/** The value as a list of objects; fails when it is none. */
export const listed = (value: unknown): readonly Fields[] => z.array(fieldsSchema).parse(value);

/** How a call is made: with which token (the bot's unless given; none when empty) and in which kind of body (a form unless given). */
export interface How {
  readonly token?: string;
  readonly body?: 'form' | 'json' | 'multipart' | 'address';
}

/** What a call answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Fields;
}

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const bodyOf = (args: Fields, kind: How['body']): { readonly body?: string | FormData; readonly type?: string } => {
  if (kind === 'json') return { body: JSON.stringify(args), type: 'application/json; charset=utf-8' };
  const pairs = Object.entries(args).map(([name, value]): [string, string] => [name, written(value)]);
  if (kind === 'form' || kind === undefined) return { body: new URLSearchParams(pairs).toString(), type: 'application/x-www-form-urlencoded' };
  const form = new FormData();
  for (const [name, value] of pairs) form.append(name, value);
  return { body: form };
};

/** Calls a method over HTTP, as any program may. */
export const call = async (sandbox: Sandbox, method: string, args: Fields = {}, how: How = {}): Promise<Answer> => {
  const token = how.token ?? sandbox.botToken;
  const authorization: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` };
  const address = new URL(method, sandbox.apiUrl);
  if (how.body === 'address') {
    for (const [name, value] of Object.entries(args)) address.searchParams.set(name, written(value));
    return answerOf(await fetch(address, { headers: authorization }));
  }
  const { body, type } = bodyOf(args, how.body);
  const headers = { ...authorization, ...(type === undefined ? {} : { 'content-type': type }) };
  return answerOf(await fetch(address, { method: 'POST', headers, ...(body === undefined ? {} : { body }) }));
};

const answerOf = async (response: Response): Promise<Answer> => ({
  status: response.status,
  headers: response.headers,
  body: fields(await response.json()),
});

/** The answer of a call that must go well. */
export const good = async (sandbox: Sandbox, method: string, args: Fields = {}, how: How = {}): Promise<Fields> => {
  const { status, body } = await call(sandbox, method, args, how);
  if (status !== 200 || body.ok !== true) throw new Error(`${method} answered ${status} ${JSON.stringify(body)}`);
  return body;
};

/** A message of the bot: its ts. */
export const post = async (sandbox: Sandbox, channel: string, more: Fields = {}): Promise<string> =>
  String((await good(sandbox, 'chat.postMessage', { channel, text: 'Laporan', ...more })).ts);

/** Uploads in the three documented steps; the file's processing may still go on. */
export const uploadFile = async (sandbox: Sandbox, bytes: Buffer, more: Fields = {}, filename = 'chart.png'): Promise<string> => {
  const place = await good(sandbox, 'files.getUploadURLExternal', { filename, length: bytes.length });
  const sent = await fetch(String(place.upload_url), { method: 'POST', body: new Uint8Array(bytes) });
  if (!sent.ok) throw new Error(await sent.text());
  await good(sandbox, 'files.completeUploadExternal', { files: [{ id: place.file_id, title: filename }], ...more });
  return String(place.file_id);
};

/** A Socket Mode connection made by hand: what it was sent, in order. */
export interface Listener {
  readonly payloads: readonly Fields[];
  /** The trigger of a slash command that this user sends now. */
  readonly trigger: (user: string) => Promise<string>;
  readonly close: () => void;
}

/** Connects over Socket Mode and acknowledges everything at once (or nothing). */
export const openListener = async (sandbox: Sandbox, acknowledge = true): Promise<Listener> => {
  const { url } = await good(sandbox, 'apps.connections.open', {}, { token: sandbox.appToken });
  const socket = new WebSocket(String(url));
  const payloads: Fields[] = [];
  const before = sandbox.connections();
  socket.on('message', (data) => {
    const envelope = fields(JSON.parse(String(data)));
    if (envelope.envelope_id === undefined) return;
    payloads.push(fields(envelope.payload));
    if (acknowledge) socket.send(JSON.stringify({ envelope_id: envelope.envelope_id }));
  });
  const failed = new Promise<never>((_, reject) => socket.on('error', reject));
  await Promise.race([failed, sandbox.until(() => sandbox.connections() > before)]);
  return {
    payloads,
    trigger: async (user) => {
      await sandbox.as(user).command('/pantau trigger', user);
      return String(payloads.at(-1)?.trigger_id);
    },
    close: () => socket.close(),
  };
};

/** A modal with one input, or with other fields. */
export const modal = (more: Fields = {}): Fields => ({
  type: 'modal',
  callback_id: 'note',
  title: { type: 'plain_text', text: 'Catatan' },
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Isi' } }],
  ...more,
});

/** A Home tab with these words. */
export const homeTab = (text: string): Fields => ({ type: 'home', blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] });
