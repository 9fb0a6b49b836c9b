import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { close, listen } from './listening.js';

/** A call as the server read it. */
export interface ReceivedCall {
  readonly method: string;
  /** with the query */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the server does with one call: an answer (a body that is no text is sent as JSON), or something done to the connection. */
export type Reply =
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  | { readonly act: (response: ServerResponse, call: ReceivedCall) => void };

/** A server of the test with a script. */
export interface ScriptedServer {
  /** such as `http://127.0.0.1:40123` */
  readonly address: string;
  readonly port: number;
  readonly calls: readonly ReceivedCall[];
  /** connections that were opened */
  readonly connections: () => number;
  /** answers that are still to come */
  readonly left: () => number;
}

/** Starts a server on 127.0.0.1 that answers call after call from a script. A call too many, and an answer left over at the end, fail the test. */
export async function startScriptedServer(replies: readonly Reply[]): Promise<ScriptedServer> {
  const left = [...replies];
  const calls: ReceivedCall[] = [];
  let tooMany = 0;
  let connections = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      calls.push(call);
      const reply = left.shift();
      if (reply === undefined) {
        tooMany += 1;
        response.writeHead(599).end('not scripted');
      } else if ('act' in reply) reply.act(response, call);
      else {
        const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {});
        response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers }).end(text);
      }
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  const port = await listen(server);
  onTestFinished(async () => {
    await close(server);
    if (tooMany > 0) throw new Error(`${tooMany} calls were not scripted; the last: ${calls.at(-1)?.method} ${calls.at(-1)?.url}`);
    if (left.length > 0) throw new Error(`${left.length} scripted answers were never asked for.`);
  });
  return { address: `http://127.0.0.1:${port}`, port, calls, connections: () => connections, left: () => left.length };
}
