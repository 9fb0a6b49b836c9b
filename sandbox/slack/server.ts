import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { fromBrowser, ownAddress } from './address.js';
import { fieldsOf } from './blocks/check.js';
import { openWebApi, type WebApi } from './dispatch.js';
import { BodyTooLong, BodyUnreadable, parseJson, readBody, sendText } from './http.js';
import { Interactions } from './interactions.js';
import { folderJournal, memoryJournal } from './journal.js';
import type { Acknowledgement, Fault, Message, RecordedCall, StoredFile, View, Workspace } from './model.js';
import { openPage, type Page } from './page-api.js';
import { actAs, type Person } from './person.js';
import { noLimits, slackLimits } from './rate.js';
import { openResponseUrls, type ResponseUrls } from './response-urls.js';
import { type DisconnectReason, SocketMode } from './socket.js';
import { State } from './state.js';
import { openTriggers } from './triggers.js';
import { receiveUpload, sendFile } from './uploads.js';
import { visibleToBot } from './web-api/call.js';

/** How the sandbox starts. */
export interface SandboxOptions {
  readonly workspace: Workspace;
  /** The port on 127.0.0.1; without it the one of the last start when it is free, else any. */
  readonly port?: number;
  /** The folder in which everything is kept; without it nothing is. */
  readonly home?: string;
  /** The milliseconds since 1970. */
  readonly clock?: () => number;
  /** How long an uploaded file is being processed, 300 ms when not given. */
  readonly fileProcessingMs?: number;
  /** Answers 429 like Slack; off when not given. */
  readonly rateLimits?: boolean;
  /** The scopes of the bot; every method may be called when not given. */
  readonly scopes?: readonly string[];
  /** The events that the app is subscribed to, as its manifest names them (`message.im`); all of them when not given. */
  readonly events?: readonly string[];
  /** Faults by method, to begin with. */
  readonly faults?: Readonly<Record<string, readonly Fault[]>>;
}

/** A running local Slack. */
export interface Sandbox {
  /** The page in the browser. */
  readonly url: string;
  /** For the client option `slackApiUrl`. */
  readonly apiUrl: string;
  readonly port: number;
  readonly botToken: string;
  readonly appToken: string;
  /** Queues misbehaviour for the next calls of a method. */
  readonly fault: (method: string, ...faults: readonly Fault[]) => void;
  readonly clearFaults: () => void;
  /** How many calls a fault of the kind `hold` holds now. */
  readonly held: () => number;
  /** Lets every held call go on. */
  readonly release: () => void;
  /** The messages of a channel (or of the talk with a user) that everybody sees, oldest first, thread replies too. */
  readonly messages: (channel: string) => readonly Message[];
  /** The messages of a channel that one person alone sees, oldest first. */
  readonly ephemerals: (channel: string, user?: string) => readonly Message[];
  /** The calls of one method, or of all, in order. */
  readonly calls: (method?: string) => readonly RecordedCall[];
  readonly files: () => readonly StoredFile[];
  readonly fileBytes: (id: string) => Uint8Array | undefined;
  /** The Home tab of a user. */
  readonly home: (user: string) => View | undefined;
  /** The modal that a user sees. */
  readonly modal: (user: string) => View | undefined;
  /** What became of each envelope, in order, with the milliseconds until its acknowledgement. */
  readonly acknowledgements: () => readonly Acknowledgement[];
  /** The number of Socket Mode connections that take payloads. */
  readonly connections: () => number;
  /** Asks the oldest connection, or all, to move to a new one. */
  readonly requestRefresh: (reason?: DisconnectReason, which?: 'oldest' | 'all') => void;
  /** Acts as a person does in the page. */
  readonly as: (user: string) => Person;
  /** Waits until a condition holds, looking at every change; fails after 20 s or the given time. */
  readonly until: (condition: () => boolean, timeoutMs?: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Parts {
  readonly port: () => number;
  readonly state: State;
  readonly sockets: SocketMode;
  readonly webApi: WebApi;
  readonly responseUrls: ResponseUrls;
  readonly page: Page;
}

const listen = (server: Server, port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException): void => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error));
    server.once('error', refused);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', refused);
      resolve(true);
    });
  });

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const respond = async ({ responseUrls }: Parts, key: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const body = fieldsOf(parseJson((await readBody(request, 1_000_000)).toString() || '{}'));
  const { status, text } = responseUrls.answer(key, body);
  sendText(response, status, text);
};

const privateFile = ({ state }: Parts, id: string, request: IncomingMessage, response: ServerResponse): void => {
  const file = state.file(id);
  const allowed = request.headers.authorization === `Bearer ${state.botToken}`;
  if (file && allowed && visibleToBot(state, file)) sendFile(state, file, response);
  else sendText(response, allowed ? 404 : 403, allowed ? 'not found' : 'a bearer token is needed');
};

const route = async (parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = ownAddress(request, parts.port());
  if (!url) return sendText(response, 403, 'This server answers to 127.0.0.1 only.');
  const path = url.pathname;
  const [, method] = /^\/api\/([A-Za-z.]+)$/.exec(path) ?? [];
  const [, upload] = /^\/upload\/v1\/(F[A-Z0-9]{8,})$/.exec(path) ?? [];
  const [, answer] = /^\/commands\/[A-Z0-9]+\/([\w-]+)$/.exec(path) ?? [];
  const [, file] = /^\/files-pri\/[A-Z0-9]+-(F[A-Z0-9]{8,})\//.exec(path) ?? [];
  const forPrograms = (method ?? upload ?? answer ?? file) !== undefined;
  if (forPrograms && fromBrowser(request)) return sendText(response, 403, 'This address is for programs, not for browsers.');
  if (method !== undefined) return parts.webApi.handle(method, request, response, url.searchParams);
  if (upload !== undefined && request.method === 'POST') return receiveUpload(parts.state, upload, request, response);
  if (answer !== undefined && request.method === 'POST') return respond(parts, answer, request, response);
  if (file !== undefined) return privateFile(parts, file, request, response);
  if (!(await parts.page.handle(request, response, url))) sendText(response, 404, 'not found');
};

const answerAll = (parts: Parts) => (request: IncomingMessage, response: ServerResponse) => {
  route(parts, request, response).catch((error: unknown) => {
    if (response.headersSent) return void response.destroy();
    if (error instanceof BodyTooLong) return sendText(response, 413, error.message);
    if (error instanceof BodyUnreadable) return sendText(response, 400, error.message);
    sendText(response, 500, error instanceof Error ? error.message : 'failed');
  });
};

const openState = (options: SandboxOptions): State =>
  new State({
    workspace: options.workspace,
    journal: options.home === undefined ? memoryJournal() : folderJournal(options.home),
    now: options.clock ?? Date.now,
    fileProcessingMs: options.fileProcessingMs ?? 300,
  });

const listenSomewhere = async (server: Server, state: State, wanted: number | undefined): Promise<number> => {
  if (wanted !== undefined && !(await listen(server, wanted))) throw new Error(`port ${wanted} is taken`);
  if (wanted === undefined && !(state.rememberedPort && (await listen(server, state.rememberedPort)))) await listen(server, 0);
  const port = portOf(server);
  if (port !== state.rememberedPort) state.rememberPort(port);
  return port;
};

/** Waits until a condition holds, looking whenever something happens, and now and then for what only time changes. */
const waitUntil = (state: State, condition: () => boolean, timeoutMs: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = (error?: Error): void => {
      stop();
      clearInterval(often);
      clearTimeout(last);
      if (error) reject(error);
      else resolve();
    };
    const look = (): void => {
      try {
        if (condition()) end();
      } catch (error) {
        end(error instanceof Error ? error : new Error(String(error)));
      }
    };
    const stop = state.subscribe(look);
    const often = setInterval(look, 50);
    const last = setTimeout(() => end(new Error(`the condition did not hold within ${timeoutMs} ms: ${condition.toString()}`)), timeoutMs);
    look();
  });

const faceOf = (parts: Parts, interactions: Interactions, server: Server): Sandbox => {
  const { state, sockets, webApi, page } = parts;
  const port = parts.port();
  const base = `http://127.0.0.1:${port}`;
  const room = (channel: string): string => (state.user(channel) ? state.directChannel(channel) : channel);
  return {
    url: `${base}/`,
    apiUrl: `${base}/api/`,
    port,
    botToken: state.botToken,
    appToken: state.appToken,
    fault: webApi.fault,
    clearFaults: webApi.clearFaults,
    held: webApi.held,
    release: webApi.release,
    messages: (channel) => state.messages(room(channel)).filter((message) => message.visibleTo === undefined),
    ephemerals: (channel, user) =>
      state.messages(room(channel)).filter((message) => message.visibleTo !== undefined && (user === undefined || message.visibleTo === user)),
    calls: (method) => webApi.calls.filter((call) => method === undefined || call.method === method),
    files: () => state.files(),
    fileBytes: (id) => state.bytes(id),
    home: (user) => state.home(user),
    modal: (user) => state.modals(user).at(-1),
    acknowledgements: () => [...sockets.acknowledgements],
    connections: () => sockets.connections,
    requestRefresh: (reason = 'refresh_requested', which = 'oldest') => sockets.requestRefresh(reason, which),
    as: (user) => actAs(state, interactions, user),
    until: (condition, timeoutMs = 20_000) => waitUntil(state, condition, timeoutMs),
    close: async () => {
      page.close();
      sockets.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      state.close();
    },
  };
};

/** Starts a local stand-in for Slack on 127.0.0.1; fails when the named port is taken or the home folder cannot be written. */
export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const state = openState(options);
  const server = createServer();
  const port = (): number => portOf(server);
  const base = (): string => `http://127.0.0.1:${port()}`;
  const sockets = new SocketMode(state);
  const triggers = openTriggers(state.now);
  const responseUrls = openResponseUrls(state);
  const context = { state, base, socketUrl: () => `ws://127.0.0.1:${port()}${sockets.ticket()}`, spendTrigger: triggers.spend };
  const webApi = openWebApi({ context, rateLimiter: options.rateLimits ? slackLimits(state.now) : noLimits, scopes: options.scopes });
  for (const [method, faults] of Object.entries(options.faults ?? {})) webApi.fault(method, ...faults);
  const interactions = new Interactions({ state, sockets, triggers, responseUrls, base, events: options.events });
  const page = openPage({ state, sockets, interactions, base });
  const parts: Parts = { port, state, sockets, webApi, responseUrls, page };
  server.on('request', answerAll(parts));
  server.on('upgrade', (request, socket, head) => {
    const url = ownAddress(request, port());
    const ticket = url?.pathname === '/link/' ? (url.searchParams.get('ticket') ?? '') : '';
    if (!sockets.upgrade(request, socket, head, ticket)) socket.destroy();
  });
  await listenSomewhere(server, state, options.port);
  return faceOf(parts, interactions, server);
};
