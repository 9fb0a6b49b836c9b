import { EnvHttpProxyAgent, fetch, type Response } from 'undici';
import { authorities } from './authorities.js';

/** How this machine reaches the internet. */
export interface WayOutSettings {
  /** the address of the proxy, with name and password where it wants them */
  readonly proxy: string | undefined;
  /** hosts that are reached directly, parted by commas, as in NO_PROXY */
  readonly noProxy: string | undefined;
  /** certificate authorities beside the usual ones, as PEM */
  readonly certificates: string | undefined;
}

/** A request as Slack's client and ours write it. */
export interface WayOutRequest {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly redirect?: 'error' | 'follow' | 'manual';
  readonly signal?: AbortSignal;
}

/** A way out to the internet: everything that is sent through it goes over the proxy by CONNECT, and trusts the further authorities. */
export interface WayOut {
  /** like the global one; takes a body of text or bytes */
  readonly fetch: (url: string | URL, request?: WayOutRequest) => Promise<Response>;
  /** for what opens connections by itself, such as a WebSocket */
  readonly dispatcher: EnvHttpProxyAgent;
  /** ends its idle connections at once, and those in use */
  readonly close: () => Promise<void>;
}

/** A way out by these settings; undefined where they ask for nothing, so that the usual way is right. Throws `PantauError` where the certificates are none. */
export function wayOut({ proxy, noProxy, certificates }: WayOutSettings): WayOut | undefined {
  if (proxy === undefined && certificates === undefined) return undefined;
  const ca = authorities(certificates);
  const trust = ca === undefined ? {} : { ca };
  const dispatcher = new EnvHttpProxyAgent({
    // An empty text keeps the agent from reading the environment by itself.
    httpProxy: proxy ?? '',
    httpsProxy: proxy ?? '',
    noProxy: noProxy ?? '',
    connect: trust,
    requestTls: trust,
    proxyTls: trust,
  });
  return {
    dispatcher,
    fetch: (url, { body, ...request } = {}) => fetch(url, { ...request, ...bodyOf(body), dispatcher }),
    close: () => dispatcher.destroy(),
  };
}

function bodyOf(body: unknown): { readonly body?: string | Uint8Array } {
  if (body === undefined) return {};
  if (typeof body === 'string' || body instanceof Uint8Array) return { body };
  throw new TypeError('Only text and bytes can be sent this way.');
}
