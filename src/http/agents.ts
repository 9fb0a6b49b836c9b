import { Agent as HttpAgent } from 'node:http';
import { type AgentOptions, Agent as HttpsAgent } from 'node:https';
import { BlockList, connect, isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import { PantauError } from '../errors.js';
import { authorities } from './authorities.js';
import type { WayOutSettings } from './way-out.js';

/** The plain proxy of an unencrypted call, as axios wants it. */
export interface PlainProxy {
  readonly protocol: string;
  readonly host: string;
  readonly port: number;
  readonly auth?: { readonly username: string; readonly password: string };
}

/** Connections that stay open between calls, direct ones and those through the proxy. */
export interface Agents {
  /** what one call goes out by; `proxy` only for unencrypted calls through a proxy */
  readonly of: (address: string) => { readonly httpAgent: HttpAgent; readonly httpsAgent: HttpsAgent; readonly proxy: PlainProxy | false };
  readonly close: () => void;
}

const IDLE_MS = 15_000;
const MOST_HEAD_BYTES = 16_384;

/**
 * Agents for a way out. NO_PROXY may name hosts with their subdomains, addresses, networks such as `10.0.0.0/8`, each with a port if wanted, or `*`.
 * Throws `PantauError` where the proxy's address is none, or the certificates are none.
 */
export function createAgents(wayOut: Partial<WayOutSettings> = {}): Agents {
  const ca = authorities(wayOut.certificates);
  const options: AgentOptions = { keepAlive: true, timeout: IDLE_MS, scheduling: 'lifo', ...(ca === undefined ? {} : { ca }) };
  const httpAgent = new HttpAgent({ keepAlive: true, timeout: IDLE_MS, scheduling: 'lifo' });
  const direct = { httpAgent, httpsAgent: new HttpsAgent(options), proxy: false } as const;
  const proxy = wayOut.proxy === undefined ? undefined : proxyAddress(wayOut.proxy);
  const tunnelled = proxy === undefined ? direct : { httpAgent, httpsAgent: new TunnelAgent(proxy, options), proxy: false as const };
  // Only of unencrypted calls axios may know the proxy: its own tunnels do not stay open.
  const plain = proxy === undefined ? direct : { ...tunnelled, proxy: plainProxy(proxy) };
  const goesDirect = exceptions(wayOut.noProxy ?? '');
  return {
    of: (address) => {
      if (proxy === undefined) return direct;
      const url = new URL(address);
      if (goesDirect(url)) return direct;
      return url.protocol === 'http:' ? plain : tunnelled;
    },
    close: () => {
      for (const agent of [httpAgent, direct.httpsAgent, tunnelled.httpsAgent]) agent.destroy();
    },
  };
}

function proxyAddress(text: string): URL {
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (address?.protocol !== 'http:' && address?.protocol !== 'https:')
    throw new PantauError('configuration', 'The proxy must be an address such as http://proxy.example:3128.');
  return address;
}

const portOf = (address: URL): number => Number(address.port || (address.protocol === 'https:' ? 443 : 80));
const nameOf = (address: URL): string => address.hostname.replace(/^\[|\]$/g, '');

function userOf(proxy: URL): { readonly username: string; readonly password: string } | undefined {
  if (proxy.username === '') return undefined;
  return { username: decodeURIComponent(proxy.username), password: decodeURIComponent(proxy.password) };
}

function plainProxy(proxy: URL): PlainProxy {
  const auth = userOf(proxy);
  return { protocol: proxy.protocol, host: nameOf(proxy), port: portOf(proxy), ...(auth === undefined ? {} : { auth }) };
}

/** Whether an address is reached directly: this machine's own always are. */
function exceptions(noProxy: string): (address: URL) => boolean {
  const rules = noProxy
    .split(/[\s,]+/)
    .filter((rule) => rule !== '')
    .map(exception);
  return (address) => {
    const name = nameOf(address).toLowerCase().replace(/\.$/, '');
    return isThisMachine(name) || rules.some((rule) => rule(name, portOf(address)));
  };
}

const isThisMachine = (name: string): boolean =>
  name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(?:\.\d+){3}$/.test(name);

function exception(rule: string): (name: string, port: number) => boolean {
  if (rule === '*') return () => true;
  const [, network, prefix] = /^([\d.]+|[\da-f:]+)\/(\d+)$/i.exec(rule) ?? [];
  if (network !== undefined && isIP(network) !== 0) return inNetwork(network, Number(prefix));
  const [, host = rule, wantedPort] = /^([^:]+|\[.+\]):(\d+)$/.exec(rule) ?? [];
  const wanted = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/^\*?\./, '');
  return (name, port) => (wantedPort === undefined || Number(wantedPort) === port) && (name === wanted || name.endsWith(`.${wanted}`));
}

function inNetwork(network: string, prefix: number): (name: string) => boolean {
  const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
  const block = new BlockList();
  if (prefix > (family(network) === 'ipv4' ? 32 : 128)) return () => false;
  block.addSubnet(network, prefix, family(network));
  return (name) => isIP(name) !== 0 && block.check(name, family(name));
}

type Connected = (error: Error | null, socket?: Duplex) => void;

interface Target {
  readonly host: string;
  readonly port: number;
  readonly servername?: string;
}

/** Connections to https servers through a proxy by CONNECT; Node keeps them open as it does direct ones. */
class TunnelAgent extends HttpsAgent {
  readonly #proxy: URL;
  readonly #options: AgentOptions;

  constructor(proxy: URL, options: AgentOptions) {
    super(options);
    this.#proxy = proxy;
    this.#options = options;
  }

  override createConnection(target: Target & tls.ConnectionOptions, connected: Connected): undefined {
    tunnel(this.#proxy, target, this.#options)
      .then((socket) => tls.connect({ ...target, socket, servername: target.servername || (isIP(target.host) ? '' : target.host) }))
      .then(
        (socket) => connected(null, socket),
        (cause: Error) => connected(cause),
      );
  }
}

/** Opens a way through the proxy; rejects with the proxy's status where it says no. */
function tunnel(proxy: URL, target: Target, options: AgentOptions): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const place = { host: nameOf(proxy), port: portOf(proxy) };
    const socket =
      proxy.protocol === 'https:' ? tls.connect({ ...place, ca: options.ca, servername: isIP(place.host) ? '' : place.host }) : connect(place);
    const name = target.host.includes(':') ? `[${target.host}]` : target.host;
    const user = userOf(proxy);
    const authorization =
      user === undefined ? '' : `Proxy-Authorization: Basic ${Buffer.from(`${user.username}:${user.password}`).toString('base64')}\r\n`;
    let head = Buffer.alloc(0);
    const fail = (cause: Error): void => {
      socket.destroy();
      reject(cause);
    };
    const closed = (): void => fail(new ProxyRefusal('The proxy closed the connection.'));
    const read = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0 && head.length < MOST_HEAD_BYTES) return;
      // What breaks from here on is met by the encrypted connection upon it.
      socket
        .off('data', read)
        .off('close', closed)
        .off('error', fail)
        .on('error', () => undefined);
      socket.setTimeout(0);
      socket.removeAllListeners('timeout').pause();
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(head.toString('latin1'))?.[1];
      if (end < 0 || status?.startsWith('2') !== true) fail(new ProxyRefusal(`The proxy answered ${status ?? 'nothing of HTTP'}.`));
      else {
        if (head.length > end + 4) socket.unshift(head.subarray(end + 4));
        resolve(socket);
      }
    };
    socket.on('error', fail).on('close', closed).on('data', read);
    socket.setTimeout(IDLE_MS, () => fail(new ProxyRefusal('The proxy did not answer in time.')));
    socket.write(`CONNECT ${name}:${target.port} HTTP/1.1\r\nHost: ${name}:${target.port}\r\n${authorization}\r\n`);
  });
}

/** A proxy that did not open the way. */
class ProxyRefusal extends Error {
  readonly code = 'PROXY_REFUSED';
}
