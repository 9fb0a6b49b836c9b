import type { Text } from '../../connectors/contract/metric.js';
import type { Instant } from '../../connectors/contract/period.js';

/** Why nothing is pulled any more of an account, or of one capability, until somebody acts or a day has come. */
export interface Stopped {
  readonly reason: 'auth' | 'permission' | 'retired' | 'gone';
  readonly since: Instant;
  /** the platform's own code, for the log */
  readonly code: string | undefined;
  /** what the credential was when it stopped: another one is tried at once */
  readonly credential: string;
  /** asked again from then on; absent where a person must act first */
  readonly retryAt?: Instant;
}

/** How a connection stands: what of it has stopped, and what its owner was told. Names are accounts, capabilities, or `account capability`. */
export interface ConnectionHealth {
  readonly stopped: Readonly<Record<string, Stopped>>;
  /** the keys of the notices that were sent and still hold, with the day */
  readonly told: Readonly<Record<string, Instant>>;
}

/** A connection about which nothing is known. */
export const UNTRIED: ConnectionHealth = { stopped: {}, told: {} };

/** Something that the owner is told once, until it holds no more. */
export interface Notice {
  readonly key: string;
  readonly text: Text;
}
