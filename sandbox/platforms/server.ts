import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Faults, openFaults } from './faults.js';
import type { PlatformReply, PlatformRequest, RecordedPlatformCall } from './model.js';
import { credentialsOfDemo, type HostName, openServers, type PlatformCredentials, STAND_IN_OF } from './stand-ins.js';
import type { World } from './world.js';
import type { XCharges } from './x/charges.js';
import type { QuotaUse } from './youtube/quota.js';

/** How the stand-ins of the platforms start. */
export interface PlatformsOptions {
  readonly world: World;
  /** the data's clock at the beginning: ISO 8601, UTC */
  readonly now: string;
  /** the day by which the platforms' rules are dated, `YYYY-MM-DD` */
  readonly apiDate: string;
  readonly credentials?: PlatformCredentials;
  /** by which tokens age; the data's clock where it is not given */
  readonly wallNow?: () => number;
}

/** The running stand-ins. */
export interface Platforms {
  /** the base address of each server, without a slash at the end */
  readonly hosts: Readonly<Record<HostName, string>>;
  readonly credentials: PlatformCredentials;
  readonly faults: Faults;
  /** moves the data's clock */
  readonly setNow: (moment: string) => void;
  /** the last calls, oldest first (at most 20,000) */
  readonly calls: (host?: HostName) => readonly RecordedPlatformCall[];
  readonly forgetCalls: () => void;
  /** what X has charged and what YouTube's quota has lost, by day of the platform */
  readonly charges: () => { readonly x: XCharges; readonly youtube: QuotaUse };
  /** a person signs in to X anew: a refresh token, good for one use */
  readonly signInToX: () => string;
  readonly close: () => Promise<void>;
}

const MOST_CALLS = 20_000;
const MOST_BODY_BYTES = 2_000_000;

/** Starts the stand-ins of all platforms on 127.0.0.1. */
export async function startPlatforms(options: PlatformsOptions): Promise<Platforms> {
  let now = Date.parse(options.now);
  let calls: RecordedPlatformCall[] = [];
  const faults = openFaults(() => now);
  const credentials = options.credentials ?? credentialsOfDemo;
  const context = { world: options.world, now: () => now, wallNow: options.wallNow ?? (() => now), apiDate: options.apiDate, faults };
  const servers = openServers(context, credentials);
  const names = Object.keys(STAND_IN_OF) as readonly HostName[];
  const server = createServer((incoming, outgoing) => {
    readRequest(incoming).then((request) => {
      const host = names.find((name) => name === request.host);
      const reply = host === undefined ? notFound : servers[STAND_IN_OF[host]](request);
      if (host !== undefined) calls.push({ ...request, status: reply.status, answer: reply.body });
      if (calls.length > MOST_CALLS) calls = calls.slice(MOST_CALLS / 10);
      send(outgoing, reply);
    }, outgoing.destroy.bind(outgoing));
  });
  await listen(server);
  const { port } = server.address() as AddressInfo;
  return {
    hosts: Object.fromEntries(names.map((host) => [host, `http://127.0.0.1:${port}/${host}`])) as Record<HostName, string>,
    credentials,
    faults,
    setNow: (moment) => {
      now = Date.parse(moment);
    },
    calls: (host) => (host === undefined ? calls : calls.filter((call) => call.host === host)),
    forgetCalls: () => {
      calls = [];
    },
    charges: () => ({ x: servers.x.charges(), youtube: servers.google.use() }),
    signInToX: servers.x.signIn,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const notFound: PlatformReply = { status: 404, headers: { 'content-type': 'text/plain' }, body: 'No platform has this address.' };

/** The request, with what the first part of its path names as its host. */
async function readRequest(incoming: IncomingMessage): Promise<PlatformRequest> {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const [, host = '', ...rest] = url.pathname.split('/');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += (chunk as Buffer).length;
    if (length > MOST_BODY_BYTES) throw new RangeError('The body is too long.');
    chunks.push(chunk as Buffer);
  }
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  return {
    host,
    method: incoming.method ?? 'GET',
    path: `/${rest.join('/')}`,
    query: url.searchParams,
    form: new URLSearchParams(Buffer.concat(chunks).toString('utf8')),
    headers,
  };
}

function send(outgoing: ServerResponse, reply: PlatformReply): void {
  outgoing.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
  outgoing.end(reply.body);
}

const listen = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
