import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import { SocketModeClient, type SocketModeOptions } from '@slack/socket-mode';
import type { WebClientOptions } from '@slack/web-api';
import { z } from 'zod';
import type { WallClock } from '../clock.js';
import type { Logger } from '../log.js';
import { boltLogger } from './bolt-log.js';

/** How many of the connections are up; `problem` is the last failure while one is down, for the operator. */
export interface SlackHealth {
  readonly connected: number;
  readonly wanted: number;
  readonly problem: string | undefined;
}

/** What the connections need. */
export interface ReceiverOptions {
  readonly appToken: string;
  readonly connections: number;
  readonly clientOptions: Pick<WebClientOptions, 'slackApiUrl' | 'fetch' | 'timeout'>;
  readonly dispatcher?: SocketModeOptions['dispatcher'];
  readonly wall: WallClock;
  readonly log: Logger;
  readonly onHealth: (health: SlackHealth) => void;
}

const envelope = z.object({
  ack: z.custom<(response?: unknown) => Promise<void>>((value) => typeof value === 'function'),
  body: z.record(z.string(), z.unknown()),
  retry_num: z.number().optional(),
  retry_reason: z.string().optional(),
});

const CLOSE_WITHIN_MS = 3_000;
const HELLO_WITHIN_MS = 20_000;
const LONGEST_PAUSE_MS = 30_000;

interface Connection {
  readonly client: SocketModeClient;
  up: boolean;
}

/**
 * Several Socket Mode connections in one app, so that a refresh of one drops nothing. The library's own reconnecting is off: its failures
 * are unhandled rejections that end the process (node-slack-sdk#2656, 2026-11-25).
 */
export class SocketsReceiver implements Receiver {
  readonly #options: ReceiverOptions;
  readonly #connections: readonly Connection[];
  readonly #running = new Set<Promise<unknown>>();
  #app: App | undefined;
  #stopping = false;
  #problem: string | undefined;

  constructor(options: ReceiverOptions) {
    this.#options = options;
    this.#connections = Array.from({ length: options.connections }, () => this.#connection());
  }

  /** Called by the app: where the events go. */
  init(app: App): void {
    this.#app = app;
  }

  /** Opens every connection; rejects where the first attempt of one fails. */
  async start(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => this.#open(connection)));
    for (const connection of this.#connections) connection.client.on('disconnected', () => void this.#reopen(connection));
  }

  /** Takes no more events, closes the sockets after the running listeners have finished, at most `drainMs` later. */
  async stop(drainMs = 10_000): Promise<void> {
    this.#stopping = true;
    await this.#within(drainMs, Promise.allSettled([...this.#running]));
    await Promise.all(this.#connections.map(({ client }) => this.#within(CLOSE_WITHIN_MS, client.disconnect())));
    await this.#within(drainMs, Promise.allSettled([...this.#running]));
  }

  #connection(): Connection {
    const { appToken, clientOptions, dispatcher, log } = this.#options;
    const client = new SocketModeClient({
      appToken,
      autoReconnectEnabled: false,
      logger: boltLogger(log),
      clientOptions: { ...clientOptions, retryConfig: { retries: 2, minTimeout: 500, maxTimeout: 2_000 }, rejectRateLimitedCalls: true },
      ...(dispatcher ? { dispatcher } : {}),
    });
    const connection: Connection = { client, up: false };
    client.on('slack_event', (raw: unknown) => this.#receive(raw));
    return connection;
  }

  #receive(raw: unknown): void {
    const parsed = envelope.safeParse(raw);
    if (!parsed.success || !this.#app) {
      this.#options.log.warn('Slack sent an envelope that could not be read.');
      return;
    }
    const { ack, body, retry_num: retryNum, retry_reason: retryReason } = parsed.data;
    const event: ReceiverEvent = {
      body,
      ack: once(ack),
      ...(retryNum === undefined ? {} : { retryNum }),
      ...(retryReason === undefined ? {} : { retryReason }),
    };
    const work = this.#app.processEvent(event).catch((cause: unknown) => this.#options.log.error('An event from Slack failed.', { cause }));
    this.#running.add(work);
    void work.then(() => this.#running.delete(work));
  }

  async #open(connection: Connection): Promise<void> {
    // a socket that never says hello would leave `start` waiting for ever
    const timer = setTimeout(() => void connection.client.disconnect(), HELLO_WITHIN_MS);
    try {
      await connection.client.start();
    } finally {
      clearTimeout(timer);
    }
    connection.up = true;
    if (this.#connections.every(({ up }) => up)) this.#problem = undefined;
    this.#report();
  }

  async #reopen(connection: Connection): Promise<void> {
    // a failed attempt says `disconnected` as well; then the loop below goes on by itself
    if (!connection.up) return;
    connection.up = false;
    this.#report();
    for (let failures = 0; !this.#stopping; failures += 1) {
      try {
        await this.#open(connection);
        return;
      } catch (cause) {
        this.#problem = cause instanceof Error ? cause.message : 'the connection to Slack was closed';
        this.#options.log.error('The connection to Slack could not be renewed; Pantau tries again.', {
          problem: this.#problem,
          failures: failures + 1,
        });
        this.#report();
        await this.#options.wall.sleep(Math.min(LONGEST_PAUSE_MS, 500 * 2 ** failures));
      }
    }
  }

  #report(): void {
    const connected = this.#connections.filter(({ up }) => up).length;
    this.#options.onHealth({ connected, wanted: this.#connections.length, problem: this.#problem });
  }

  async #within(milliseconds: number, work: Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([work.catch(() => undefined), limit]);
    clearTimeout(timer);
  }
}

/** A second `ack` does nothing: the catch-all may follow a listener that has answered. */
function once(ack: (response?: unknown) => Promise<void>): (response?: unknown) => Promise<void> {
  let done = false;
  return async (response) => {
    if (done) return;
    done = true;
    await ack(response);
  };
}
