import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TestCertificate } from './certificate.js';
import { close, listen } from './listening.js';

/** A running proxy. It knows hosts by a table, so that names that no resolver knows lead to servers of the test. */
export interface ConnectProxy {
  /** such as `http://127.0.0.1:40123` */
  readonly address: string;
  /** the targets of the tunnels, and the addresses of plain calls, in their order */
  readonly seen: readonly string[];
  /** the Proxy-Authorization of each of them */
  readonly authorizations: readonly (string | undefined)[];
  readonly close: () => Promise<void>;
}

/** What a proxy lets pass: ports of this machine by host name. With `user` it asks for `user:password` (HTTP Basic). */
export interface ProxyTable {
  readonly ports: Readonly<Record<string, number>>;
  readonly user?: string;
  /** answers every CONNECT with this status */
  readonly refuses?: number;
  /** speaks TLS with the callers themselves */
  readonly certificate?: TestCertificate;
}

/** Starts a proxy on 127.0.0.1 that tunnels by CONNECT, and hands plain calls on. */
export async function startConnectProxy({ ports, user, refuses, certificate }: ProxyTable): Promise<ConnectProxy> {
  const seen: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const open = new Set<Duplex>();
  const wanted = user === undefined ? undefined : `Basic ${Buffer.from(user).toString('base64')}`;
  const note = (what: string, authorization: string | undefined): boolean => {
    seen.push(what);
    authorizations.push(authorization);
    return wanted === undefined || authorization === wanted;
  };
  const answer: RequestListener = (incoming, outgoing) => {
    const url = new URL(incoming.url ?? '', 'http://none');
    if (!note(incoming.url ?? '', incoming.headers['proxy-authorization'])) return void outgoing.writeHead(407).end();
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ through: url.host, path: url.pathname + url.search }));
  };
  const server = certificate === undefined ? createServer(answer) : createSecureServer({ ...certificate }, answer);
  server.on('connect', (request, socket: Duplex, head: Buffer) => {
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    const [host = ''] = (request.url ?? '').split(':');
    const port = ports[host];
    if (!note(request.url ?? '', request.headers['proxy-authorization']))
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    if (refuses !== undefined || port === undefined) return void socket.end(`HTTP/1.1 ${refuses ?? 502} No\r\n\r\n`);
    const target = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n');
      if (head.length > 0) target.write(head);
      target.pipe(socket).pipe(target);
    });
    target.on('error', () => socket.destroy());
    socket.on('close', () => target.destroy());
  });
  const port = await listen(server);
  return {
    address: certificate === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
    seen,
    authorizations,
    close: async () => {
      for (const socket of open) socket.destroy();
      await close(server);
    },
  };
}
