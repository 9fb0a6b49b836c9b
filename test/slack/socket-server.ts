import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** The little of Slack that the connections need: the calls that open them, the sockets, and an address for replies. */
export async function startSocketServer() {
  const acks = new Map<string, (payload: unknown) => void>();
  const sockets: WebSocket[] = [];
  const replies: { readonly text: string }[] = [];
  const accepted = { bot: 'xoxb-good', app: 'xapp-good' };
  const ephemeral: URLSearchParams[] = [];
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const token = request.headers.authorization?.replace('Bearer ', '');
    response.setHeader('content-type', 'application/json');
    if (request.url === '/reply') replies.push(JSON.parse(body));
    if (request.url === '/expired') response.statusCode = 404;
    if (request.url === '/api/chat.postEphemeral') ephemeral.push(new URLSearchParams(body));
    const valid = request.url === '/api/apps.connections.open' ? token === accepted.app : token === accepted.bot || !request.url?.startsWith('/api/');
    response.end(
      JSON.stringify(
        valid ? { ok: true, url: `${base.replace('http', 'ws')}/link`, bot_id: 'B1', user_id: 'UB' } : { ok: false, error: 'invalid_auth' },
      ),
    );
  });
  const server = new WebSocketServer({ server: http });
  server.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('message', (data) => {
      const { envelope_id: id, payload } = JSON.parse(String(data));
      acks.get(id)?.(payload);
    });
    socket.on('close', () => sockets.splice(sockets.indexOf(socket), 1));
    socket.send(JSON.stringify({ type: 'hello' }));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  let count = 0;
  return {
    base,
    accepted,
    sockets,
    replies,
    ephemeral,
    /** sends an envelope over the newest connection and answers with the payload of its acknowledgement */
    send: (type: string, payload: object): Promise<unknown> =>
      new Promise((resolve) => {
        count += 1;
        acks.set(`e${count}`, resolve);
        sockets.at(-1)?.send(JSON.stringify({ envelope_id: `e${count}`, type, payload }));
      }),
    command: (text: string, extra: object = {}) => {
      const ids = { team_id: 'T1', channel_id: 'C1', user_id: 'U1', trigger_id: `t.${text}` };
      return { command: '/pantau', text, response_url: `${base}/reply`, is_enterprise_install: 'false', ...ids, ...extra };
    },
    refresh: (socket: WebSocket | undefined) => socket?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' })),
    stop: async (): Promise<void> => {
      for (const socket of sockets) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
