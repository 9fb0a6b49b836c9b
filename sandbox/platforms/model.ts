import type { Faults } from './faults.js';
import type { World } from './world.js';

/** A call as a server reads it. */
export interface PlatformRequest {
  /** the server that is called, such as `graph` */
  readonly host: string;
  readonly method: string;
  /** under the host's path, such as `/v25.0/17841400000000001` */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  /** names in lower case */
  readonly headers: Readonly<Record<string, string>>;
}

/** What a server answers. */
export interface PlatformReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A call with what became of it. */
export interface RecordedPlatformCall extends PlatformRequest {
  readonly status: number;
  /** the answer's body */
  readonly answer: string;
}

/** What every server knows, with the secrets that it accepts. */
export interface PlatformContext<Credentials> {
  readonly world: World;
  /** the data's clock, milliseconds since 1970 */
  readonly now: () => number;
  /** by which tokens age, milliseconds since 1970; the data's clock where nothing else is given */
  readonly wallNow: () => number;
  /** the day by which the rules are dated, `YYYY-MM-DD`; not the data's day */
  readonly apiDate: string;
  readonly faults: Faults;
  readonly credentials: Credentials;
}
