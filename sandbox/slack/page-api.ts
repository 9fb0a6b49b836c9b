import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Fields } from './blocks/check.js';
import { parseJson, readBody, sendJson, sendText } from './http.js';
import type { Interactions, Outcome } from './interactions.js';
import { limits } from './limits.js';
import type { Message, User } from './model.js';
import type { SocketMode } from './socket.js';
import type { Notice, State } from './state.js';
import { sendFile } from './uploads.js';
import { enteredValues } from './values.js';
import { fileShape, messageShape, viewShape } from './web-api/shapes.js';

/** What the page's side is made of. */
export interface PageParts {
  readonly state: State;
  readonly sockets: SocketMode;
  readonly interactions: Interactions;
  readonly base: () => string;
}

/** The page in the browser and what it calls. */
export interface Page {
  /** Answers a request for the page, its files or its calls; says whether it was one. */
  readonly handle: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>;
  readonly close: () => void;
}

// The page is served from the sources, so that a browser shows what stands in the checkout.
const pageFolder = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, 'sandbox', 'slack', 'page');
};

const styles = ['base', 'layout', 'messages', 'blocks', 'controls', 'writing', 'narrow'];
const scripts = ['main', 'api', 'dom', 'mrkdwn', 'markdown', 'blocks', 'charts', 'elements', 'messages', 'views', 'composer', 'attachments'];
const assets: ReadonlyMap<string, string> = new Map([
  ...styles.map((name) => [`${name}.css`, 'text/css'] as const),
  ...scripts.map((name) => [`${name}.js`, 'text/javascript'] as const),
]);

const safety = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

const entered = z.record(z.string(), z.record(z.string(), z.unknown())).default({});
const calls = {
  say: z
    .strictObject({
      user: z.string(),
      channel: z.string(),
      text: z.string().max(40_000),
      thread: z.string().optional(),
      files: z.array(z.string()).max(limits.file.perMessage).optional(),
    })
    .refine(({ text, files = [] }) => text !== '' || files.length > 0, 'a message has words or files'),
  command: z.strictObject({ user: z.string(), channel: z.string(), text: z.string().startsWith('/').max(8_000) }),
  shortcut: z.strictObject({ user: z.string(), shortcut: z.string() }),
  act: z.strictObject({ user: z.string(), channel: z.string(), ts: z.string(), block: z.string(), action: z.string(), value: z.unknown() }),
  'act-in-view': z.strictObject({ user: z.string(), view: z.string(), block: z.string(), action: z.string(), value: z.unknown(), entered }),
  submit: z.strictObject({ user: z.string(), view: z.string(), entered }),
  close: z.strictObject({ user: z.string(), view: z.string() }),
  'open-home': z.strictObject({ user: z.string(), tab: z.enum(['home', 'messages']) }),
};

const ok: Outcome = { ok: true };

class NotFound extends Error {}

const personOf = ({ state }: PageParts, id: string): User => {
  const user = state.user(id);
  if (!user) throw new NotFound('no such user');
  return user;
};

const maySee = (state: State, user: string, channel: string): boolean =>
  state.channel(channel) !== undefined || state.directUser(channel)?.id === user;

const seen = (state: State, user: string, message: Message): boolean =>
  maySee(state, user, message.channel) && (message.visibleTo === undefined || message.visibleTo === user);

const perform = async (parts: PageParts, name: string, body: unknown): Promise<Outcome> => {
  const { interactions, state } = parts;
  switch (name) {
    case 'say': {
      const { user, channel, ...said } = calls.say.parse(body);
      if (!maySee(state, user, channel)) throw new NotFound('no such channel');
      if ((said.files ?? []).some((id) => state.file(id)?.user !== user)) throw new NotFound('no such file');
      interactions.say(personOf(parts, user), channel, said);
      return ok;
    }
    case 'command': {
      const { user, channel, text } = calls.command.parse(body);
      if (!maySee(state, user, channel)) throw new NotFound('no such channel');
      await interactions.command(personOf(parts, user), channel, text);
      return ok;
    }
    case 'shortcut': {
      const { user, shortcut } = calls.shortcut.parse(body);
      return interactions.shortcut(personOf(parts, user), shortcut);
    }
    case 'act': {
      const { user, channel, ts, block, action, value } = calls.act.parse(body);
      const message = state.message(channel, ts);
      if (!message || !seen(state, user, message)) throw new NotFound('no such message');
      return interactions.act(personOf(parts, user), message, block, action, value);
    }
    case 'act-in-view': {
      const given = calls['act-in-view'].parse(body);
      return interactions.actInView(personOf(parts, given.user), given.view, given.block, given.action, given.value, given.entered);
    }
    case 'submit': {
      const given = calls.submit.parse(body);
      return interactions.submit(personOf(parts, given.user), given.view, given.entered);
    }
    case 'close': {
      const { user, view } = calls.close.parse(body);
      return interactions.close(personOf(parts, user), view);
    }
    case 'open-home': {
      const { user, tab } = calls['open-home'].parse(body);
      void interactions.openHome(personOf(parts, user), tab);
      return ok;
    }
    default:
      throw new NotFound('no such call');
  }
};

const workspaceShape = ({ state, sockets }: PageParts): Fields => {
  const { id, name, bot, users, commands, shortcuts } = state.workspace;
  const channels = state.workspace.channels.map((channel) => ({ ...channel, botIsMember: state.botIsMember(channel.id) }));
  const directs = users.map((user) => ({ id: state.directChannel(user.id), user: user.id }));
  return { id, name, bot, users, commands, shortcuts, channels, directs, connected: sockets.connections > 0 };
};

const messagesShape = ({ state, base }: PageParts, user: string, channel: string): Fields => {
  if (!maySee(state, user, channel)) throw new NotFound('no such channel');
  const shown = state.messages(channel).filter((message) => seen(state, user, message));
  return {
    messages: shown.map((message) => ({
      ...messageShape(state, base(), message),
      ephemeral: message.visibleTo !== undefined,
    })),
  };
};

const read = (parts: PageParts, name: string, query: URLSearchParams): Fields => {
  const { state } = parts;
  const user = query.get('user') ?? '';
  switch (name) {
    case 'workspace':
      return workspaceShape(parts);
    case 'messages':
      return messagesShape(parts, user, query.get('channel') ?? '');
    case 'home': {
      const view = state.home(personOf(parts, user).id);
      return { view: view ? viewShape(state, view, enteredValues(view)) : null };
    }
    case 'modal': {
      const stack = state.modals(personOf(parts, user).id);
      const view = stack.at(-1);
      return { depth: stack.length, view: view ? { ...viewShape(state, view, enteredValues(view)), entered: view.entered } : null };
    }
    case 'file': {
      const file = state.file(query.get('id') ?? '');
      if (!file) throw new NotFound('no such file');
      return { file: fileShape(state, parts.base(), file) };
    }
    default:
      throw new NotFound('no such call');
  }
};

const noticeFor = (state: State, user: string, notice: Notice): Fields | undefined => {
  switch (notice.kind) {
    case 'message': {
      const { channel, ts, thread } = notice.message;
      return seen(state, user, notice.message)
        ? { kind: 'message', channel, ts, from: notice.message.user, ...(thread ? { thread } : {}) }
        : undefined;
    }
    case 'message-deleted':
      return maySee(state, user, notice.channel) ? { ...notice } : undefined;
    case 'modal':
    case 'home':
      return notice.user === user ? { kind: notice.kind } : undefined;
    case 'activity':
      return undefined;
    default:
      return { ...notice };
  }
};

/** Opens the page: only who has read the page itself knows the token that its calls need. */
export const openPage = (parts: PageParts): Page => {
  const token = randomBytes(24).toString('base64url');
  const folder = pageFolder();
  const streams = new Set<ServerResponse>();

  const sendPage = (response: ServerResponse): void => {
    const html = readFileSync(join(folder, 'index.html'), 'utf8').replace('{{token}}', token);
    response.writeHead(200, { ...safety, 'content-type': 'text/html; charset=utf-8' }).end(html);
  };

  const stream = (request: IncomingMessage, response: ServerResponse, user: string): void => {
    response.writeHead(200, { ...safety, 'content-type': 'text/event-stream' });
    response.write('retry: 1000\n\n');
    const stop = parts.state.subscribe((notice) => {
      const shown = noticeFor(parts.state, user, notice);
      if (shown) response.write(`data: ${JSON.stringify(shown)}\n\n`);
    });
    streams.add(response);
    request.on('close', () => {
      stop();
      streams.delete(response);
    });
  };

  const upload = async (request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> => {
    const user = personOf(parts, query.get('user') ?? '');
    if (Number(request.headers['content-length']) > limits.file.bytes) return sendJson(response, 413, { problem: 'a file has at most 1 GB' });
    const bytes = await readBody(request, limits.file.bytes);
    if (bytes.length === 0) return sendJson(response, 400, { problem: 'an empty file cannot be sent' });
    const { id } = parts.interactions.upload(user, query.get('name') || 'file', bytes);
    sendJson(response, 200, { id });
  };

  const call = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const name = url.pathname.slice('/sandbox/'.length);
    const given = request.headers['x-sandbox-token'] ?? url.searchParams.get('token');
    const origin = request.headers.origin;
    if (given !== token || (origin !== undefined && origin !== url.origin)) return sendJson(response, 403, { problem: 'only the page may do this' });
    if (request.method === 'POST' && name === 'upload') return upload(request, response, url.searchParams);
    if (request.method === 'POST')
      return sendJson(response, 200, await perform(parts, name, parseJson((await readBody(request, 300_000)).toString())));
    if (name === 'events') return stream(request, response, url.searchParams.get('user') ?? '');
    const file = /^files\/(F[A-Z0-9]{8,})$/.exec(name)?.[1];
    if (file === undefined) return sendJson(response, 200, read(parts, name, url.searchParams));
    const stored = parts.state.file(file);
    return stored ? sendFile(parts.state, stored, response) : sendText(response, 404, 'not found');
  };

  const handle: Page['handle'] = async (request, response, url) => {
    const asset = url.pathname.slice('/page/'.length);
    if (url.pathname.startsWith('/page/') && assets.has(asset)) {
      response.writeHead(200, { ...safety, 'content-type': `${assets.get(asset)}; charset=utf-8` }).end(readFileSync(join(folder, asset)));
      return true;
    }
    if (url.pathname.startsWith('/sandbox/')) {
      try {
        await call(request, response, url);
      } catch (error) {
        if (error instanceof NotFound) sendJson(response, 404, { problem: error.message });
        else if (error instanceof z.ZodError) sendJson(response, 400, { problem: z.prettifyError(error) });
        else throw error;
      }
      return true;
    }
    if (url.pathname !== '/' && !/^\/(archives|files)\//.test(url.pathname)) return false;
    sendPage(response);
    return true;
  };

  return {
    handle,
    close: () => {
      for (const response of streams) response.end();
    },
  };
};
