import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { limits } from './limits.js';
import type { Acknowledgement, EnvelopeType } from './model.js';
import type { State } from './state.js';

const ackSchema = z.object({ envelope_id: z.string(), payload: z.record(z.string(), z.unknown()).optional() });

/** Why Slack asks a client to leave its connection. */
export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

interface Connection {
  readonly socket: WebSocket;
  retiring: boolean;
}

interface Pending {
  readonly type: EnvelopeType;
  readonly sentAt: number;
  readonly settle: (acknowledgement: Acknowledgement) => void;
}

interface Undelivered {
  readonly payload: object;
  readonly attempt: number;
}

/** The Socket Mode side: connections, envelopes and their acknowledgements. */
export class SocketMode {
  readonly acknowledgements: Acknowledgement[] = [];
  readonly #state: State;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 1_000_000 });
  readonly #tickets = new Set<string>();
  readonly #connections: Connection[] = [];
  readonly #pending = new Map<string, Pending>();
  #undelivered: Undelivered[] = [];
  #turn = 0;
  #closed = false;
  /** What has not been said again yet; ended when the sandbox closes. */
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(state: State) {
    this.#state = state;
  }

  /** The number of connections that take payloads now. */
  get connections(): number {
    return this.#connections.filter((connection) => !connection.retiring).length;
  }

  /** A one-time path for a new connection. */
  ticket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return `/link/?ticket=${ticket}&app_id=${this.#state.workspace.appId}`;
  }

  /** Takes an upgrade request whose ticket is good; says whether it did. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, ticket: string): boolean {
    if (!this.#tickets.delete(ticket) || this.#connections.length >= limits.sockets) return false;
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#welcome(opened));
    return true;
  }

  /** Sends one payload to any one of the connections and waits for its acknowledgement, at most three seconds. */
  async send(type: EnvelopeType, payload: object, retry: { readonly attempt: number } = { attempt: 0 }): Promise<Acknowledgement> {
    const connection = this.#next();
    const envelopeId = randomUUID();
    if (!connection) return this.#record({ envelopeId, type, outcome: 'dispatch_failed' });
    const again = retry.attempt === 0 ? {} : { retry_attempt: retry.attempt, retry_reason: 'timeout' };
    const settled = this.#expect(envelopeId, type);
    connection.socket.send(JSON.stringify({ envelope_id: envelopeId, type, payload, accepts_response_payload: type !== 'events_api', ...again }));
    return this.#record(await settled);
  }

  /** Delivers an event; like Slack it is sent again when nobody acknowledges it, and kept for a while when nobody listens. */
  async deliver(payload: object, attempt = 0): Promise<Acknowledgement> {
    const result = await this.send('events_api', payload, { attempt });
    if (result.outcome === 'acked' || this.#closed) return result;
    if (result.outcome === 'dispatch_failed') {
      this.#undelivered.push({ payload, attempt });
      return result;
    }
    return attempt + 1 < limits.eventAttempts ? this.deliver(payload, attempt + 1) : result;
  }

  /** Asks the oldest connection (or all) to move to a new one; `refresh_requested` gets no payloads any more. */
  requestRefresh(reason: DisconnectReason, which: 'oldest' | 'all'): void {
    const active = this.#connections.filter((connection) => !connection.retiring);
    for (const connection of which === 'all' ? active : active.slice(0, 1)) {
      connection.retiring = reason !== 'warning';
      connection.socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }));
    }
  }

  /** Ends all connections and everything that waits. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const [envelopeId, { type, settle }] of this.#pending) settle({ envelopeId, type, outcome: 'operation_timeout' });
    for (const { socket } of [...this.#connections]) socket.terminate();
    this.#server.close();
  }

  #welcome(socket: WebSocket): void {
    const connection: Connection = { socket, retiring: false };
    this.#connections.push(connection);
    const { appId } = this.#state.workspace;
    const debug = { host: 'sandbox', build_number: 1, approximate_connection_time: 18_060 };
    socket.send(JSON.stringify({ type: 'hello', num_connections: this.#connections.length, connection_info: { app_id: appId }, debug_info: debug }));
    const ping = setInterval(() => socket.ping('Ping from sandbox'), 5_000);
    socket.on('message', (data) => this.#hear(data));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(ping);
      this.#connections.splice(this.#connections.indexOf(connection), 1);
      this.#state.notify({ kind: 'connection', connected: this.connections > 0 });
    });
    this.#state.notify({ kind: 'connection', connected: true });
    const waiting = this.#undelivered;
    this.#undelivered = [];
    for (const { payload, attempt } of waiting) void this.deliver(payload, attempt + 1);
  }

  #hear(data: RawData): void {
    const text = Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Buffer).toString();
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      return;
    }
    const ack = ackSchema.safeParse(parsed);
    const pending = ack.success ? this.#pending.get(ack.data.envelope_id) : undefined;
    if (!ack.success || !pending) return;
    pending.settle({
      envelopeId: ack.data.envelope_id,
      type: pending.type,
      outcome: 'acked',
      latencyMs: performance.now() - pending.sentAt,
      payload: ack.data.payload ?? {},
    });
  }

  #expect(envelopeId: string, type: EnvelopeType): Promise<Acknowledgement> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle({ envelopeId, type, outcome: 'operation_timeout' }), limits.ackMs);
      const settle = (acknowledgement: Acknowledgement): void => {
        clearTimeout(timer);
        this.#timers.delete(timer);
        this.#pending.delete(envelopeId);
        resolve(acknowledgement);
      };
      this.#timers.add(timer);
      this.#pending.set(envelopeId, { type, sentAt: performance.now(), settle });
    });
  }

  #next(): Connection | undefined {
    const active = this.#connections.filter((connection) => !connection.retiring);
    this.#turn += 1;
    return active[this.#turn % Math.max(active.length, 1)];
  }

  #record(acknowledgement: Acknowledgement): Acknowledgement {
    this.acknowledgements.push(acknowledgement);
    this.#state.notify({ kind: 'activity' });
    return acknowledgement;
  }
}
