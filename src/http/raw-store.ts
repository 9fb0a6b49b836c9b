import type { Instant } from '../../connectors/contract/period.js';

/** What is known of an answer that is kept. */
export interface RawMeta {
  readonly connection: string;
  /** as `fingerprintOf` writes it */
  readonly call: string;
  readonly status: number;
  /** those that the rules of a connector read */
  readonly headers: Readonly<Record<string, string>>;
  readonly receivedAt: Instant;
}

/** Keeps answers as they came, without secrets. Keys are `raw:` and the sha256 of the content in hexadecimal digits. */
export interface RawStore {
  readonly put: (bytes: Uint8Array, meta: RawMeta) => Promise<string>;
  /** undefined where it was never kept, or no longer is */
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
}

const KEPT =
  /^(?:content-type|date|retry-after|facebook-api-version|x-(?:app|business-use-case|page|ad-account)-usage|.*rate-?limit.*|x-.*-limit-.*)$/;

/** The headers that are kept with an answer: its type, its moment, its version and what it says of rate limits. */
export const keptHeaders = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT.test(name)));
