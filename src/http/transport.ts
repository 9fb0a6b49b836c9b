import axios, { type AxiosResponse, isAxiosError } from 'axios';
import type { Agents } from './agents.js';

/** A call as it goes over the wire. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came back over the wire, whatever the status. */
export interface WireAnswer {
  readonly status: number;
  /** names in lower case */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Sends one call; rejects with `WireFailure` where no whole answer came. */
export type Transport = (request: WireRequest) => Promise<WireAnswer>;

/** That no whole answer came. It holds no address, no header and no body. */
export class WireFailure extends Error {
  /** such as `ECONNREFUSED`, `TIMEOUT` or `TOO_LARGE` */
  readonly code: string;
  /** false where the call surely never reached the server */
  readonly sent: boolean;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'WireFailure';
    this.code = code;
    this.sent = !NEVER_SENT.has(code) && !isCertificateCode(code);
  }
}

const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'PROXY_REFUSED']);

/** Whether a code of Node says that a call never reached the server. */
export const isNeverSent = (code: string | undefined): boolean => code !== undefined && (NEVER_SENT.has(code) || isCertificateCode(code));

/** Whether a code of Node says that a server's certificate is not trusted. */
export const isCertificateCode = (code: string): boolean => /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)/.test(code);

/** How long a call may take, connecting included, and how large an answer may be. */
export interface WireLimits {
  readonly deadlineMs?: number;
  readonly mostBytes?: number;
}

const DEADLINE_MS = 30_000;
const MOST_BYTES = 20 * 1024 * 1024;

/** A transport on axios: it follows no redirect, takes any status, and hands the body on as text. */
export function createTransport(agents: Agents, { deadlineMs = DEADLINE_MS, mostBytes = MOST_BYTES }: WireLimits = {}): Transport {
  const client = axios.create({
    maxRedirects: 0,
    maxContentLength: mostBytes,
    maxBodyLength: mostBytes,
    responseType: 'text',
    transformResponse: [],
    transformRequest: [],
    validateStatus: () => true,
  });
  return async ({ method, url, headers, body }) => {
    // Of the timeouts of axios none covers a body that comes drop by drop.
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), deadlineMs);
    try {
      const response: AxiosResponse<string> = await client.request({
        method,
        url,
        headers,
        signal: controller.signal,
        ...agents.of(url),
        ...(body === undefined ? {} : { data: body }),
      });
      return { status: response.status, headers: plainHeaders(response), text: response.data };
    } catch (cause) {
      throw wireFailure(cause, controller.signal.aborted, deadlineMs);
    } finally {
      clearTimeout(timer);
    }
  };
}

function plainHeaders(response: AxiosResponse): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) if (name !== 'set-cookie') headers[name.toLowerCase()] = String(value);
  return headers;
}

function wireFailure(cause: unknown, timedOut: boolean, deadlineMs: number): WireFailure {
  if (timedOut) return new WireFailure('TIMEOUT', `There was no answer within ${deadlineMs / 1_000} s.`);
  if (!(cause instanceof Error)) return new WireFailure('UNKNOWN', 'The call failed.');
  if (cause.message.startsWith('maxContentLength')) return new WireFailure('TOO_LARGE', 'The answer is too large.');
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : 'UNKNOWN';
  // Errors of axios carry the whole call with its token: only their first words go on.
  return new WireFailure(code, isAxiosError(cause) ? firstWords(cause.message) : cause.name);
}

const firstWords = (message: string): string => message.replaceAll(/\bhttps?:\/\/\S+/g, 'the address').slice(0, 200);
