import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TestCertificate } from './certificate.js';

/** What the proxy is told. */
export interface ConnectProxyOptions {
  /** whether a tunnel to `host:port` is opened; all are where left out. `earlier` counts the ones to it that were opened before. */
  readonly allow?: (target: string, earlier: number) => boolean;
  /** the port on 127.0.0.1 that a target leads to; its own where undefined is given */
  readonly divert?: (target: string) => number | undefined;
  /** `name:password` that a client must send */
  readonly credentials?: string;
  /** answers requests that are no tunnel in place of their host; they get 405 where left out */
  readonly plain?: RequestListener;
  /** speaks TLS with its clients, under the name of localhost */
  readonly certificate?: TestCertificate;
}

/** A running proxy. */
export interface ConnectProxy {
  /** for HTTPS_PROXY, credentials included */
  readonly url: string;
  /** every target that was asked for, in order, with what became of it */
  readonly asked: readonly { readonly target: string; readonly status: number }[];
  readonly close: () => Promise<void>;
}

/** A proxy on 127.0.0.1 for CONNECT. It leads to 127.0.0.1 whatever the host is called. */
export async function startConnectProxy(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const asked: { readonly target: string; readonly status: number }[] = [];
  const open = new Set<Duplex>();
  const plain: RequestListener = options.plain ?? ((_, response) => void response.writeHead(405).end());
  const server = options.certificate === undefined ? createServer(plain) : createSecureServer({ ...options.certificate }, plain);
  server.on('connect', (request: IncomingMessage, client: Duplex) => {
    const target = request.url ?? '';
    const status = judge(request, target, options, asked.filter((one) => one.target === target && one.status === 200).length);
    asked.push({ target, status });
    client.on('error', () => client.destroy());
    if (status !== 200) return void client.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const inside = connect(options.divert?.(target) ?? Number(target.split(':').at(-1)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      inside.pipe(client);
      client.pipe(inside);
    });
    for (const end of [client, inside]) {
      open.add(end);
      end.on('close', () => open.delete(end));
    }
    inside.on('error', () => client.destroy());
    client.on('close', () => inside.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `${options.certificate === undefined ? 'http' : 'https'}://${options.credentials === undefined ? '' : `${options.credentials}@`}${options.certificate === undefined ? '127.0.0.1' : 'localhost'}:${port}`,
    asked,
    close: async () => {
      for (const end of open) end.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function judge(request: IncomingMessage, target: string, { allow, credentials }: ConnectProxyOptions, earlier: number): number {
  const wanted = credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
  if (wanted !== undefined && request.headers['proxy-authorization'] !== wanted) return 407;
  return allow === undefined || allow(target, earlier) ? 200 : 403;
}
