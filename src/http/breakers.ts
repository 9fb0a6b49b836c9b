import type { ConnectorError, ConnectorErrorKind, FailureReach } from '../../connectors/contract/errors.js';
import type { Instant } from '../../connectors/contract/period.js';
import type { WallClock } from '../clock.js';
import { connectorError } from './failures.js';

/** An open breaker as plain data, to be kept over a restart. It holds no secret. */
export interface OpenBreaker {
  /** what is closed off, such as `account:instagram:ditjenpk` */
  readonly scope: string;
  /** milliseconds since 1970 */
  readonly until: number;
  /** how often in a row the platform said no, the first time included */
  readonly refusals: number;
  /** a digest of the credential that was refused; another credential may pass */
  readonly credential: string | undefined;
  readonly error: {
    readonly kind: ConnectorErrorKind;
    readonly message: string;
    readonly reach: FailureReach;
    readonly until: Instant | undefined;
    readonly code: string | undefined;
  };
}

/** The leave to make one call. Exactly one of its methods is to be called when the call has ended. */
export interface Passage {
  /** the platform answered as it should: what the call tried out is open again */
  readonly good: () => void;
  /** the call told nothing of its breakers, or opened them anew */
  readonly ended: () => void;
}

/** Breakers by scope. While one is open, calls fail at once; at its end one call passes and the others wait for what it finds. */
export interface Breakers {
  /** rejects with the failure of a breaker that is open for any of the scopes; a call without a credential passes those that a credential opened */
  readonly enter: (scopes: readonly string[], credential: string | undefined) => Promise<Passage>;
  /** opens a breaker; `until` is asked with the number of refusals in a row, and gives milliseconds since 1970 */
  readonly open: (scope: string, opening: Opening) => ConnectorError;
  readonly state: () => readonly OpenBreaker[];
}

/** What opens a breaker. */
export interface Opening {
  readonly until: (refusals: number) => number;
  /** the failure that calls meet, with the moment that was found */
  readonly error: (until: number) => ConnectorError;
  readonly credential?: string | undefined;
  /** whether the platform said no to a call that should have passed */
  readonly refusal: boolean;
}

interface Entry {
  readonly error: ConnectorError;
  readonly until: number;
  readonly refusals: number;
  readonly credential: string | undefined;
  /** set while one call tries out whether the platform answers again */
  probe: Promise<void> | undefined;
}

const revived = ({ error, ...rest }: OpenBreaker): Entry => ({
  ...rest,
  probe: undefined,
  error: connectorError(error.kind, error.message, error.reach, { until: error.until, code: error.code }),
});

/** Breakers, all closed save those that are given. `changed` is called after one was opened or closed. */
export function createBreakers(clock: Pick<WallClock, 'now'>, open: readonly OpenBreaker[] = [], changed: () => void = () => undefined): Breakers {
  const entries = new Map<string, Entry>(open.map((one) => [one.scope, revived(one)]));
  const barring = (scope: string, credential: string | undefined): Entry | undefined => {
    const entry = entries.get(scope);
    if (entry?.error.kind !== 'auth' || entry.credential === credential) return entry;
    // Whoever connected anew need not wait for the end of the old credential's breaker, and who connects does so without one.
    if (credential !== undefined && entries.delete(scope)) changed();
    return undefined;
  };
  return {
    enter: async (scopes, credential) => {
      for (;;) {
        if (entries.size === 0) return free;
        const met = scopes.flatMap((scope) => barring(scope, credential) ?? []);
        const shut = met.find((entry) => entry.until > clock.now());
        if (shut !== undefined) throw shut.error;
        const probed = met.find((entry) => entry.probe !== undefined);
        if (probed === undefined) return tryOut(entries, met, changed);
        await probed.probe;
      }
    },
    open: (scope, opening) => {
      const before = entries.get(scope);
      const stillShut = before !== undefined && before.until > clock.now();
      // Calls that were under way together count as one refusal.
      const refusals = (before?.refusals ?? 0) + (opening.refusal && !stillShut ? 1 : 0);
      const until = opening.until(refusals);
      if (stillShut && before.until >= until) return before.error;
      const error = opening.error(until);
      entries.set(scope, { error, until, refusals, credential: opening.credential, probe: before?.probe });
      changed();
      return error;
    },
    state: () => [...entries].map(([scope, entry]) => asData(scope, entry)),
  };
}

const free: Passage = { good: () => undefined, ended: () => undefined };

function tryOut(entries: Map<string, Entry>, met: readonly Entry[], changed: () => void): Passage {
  if (met.length === 0) return free;
  let finish: () => void = () => undefined;
  const probe = new Promise<void>((resolve) => {
    finish = resolve;
  });
  for (const entry of met) entry.probe = probe;
  const ended = (): void => {
    for (const entry of entries.values()) if (entry.probe === probe) entry.probe = undefined;
    finish();
  };
  return {
    ended,
    good: () => {
      for (const [scope, entry] of entries) if (met.includes(entry)) entries.delete(scope);
      changed();
      ended();
    },
  };
}

const asData = (scope: string, { until, refusals, credential, error }: Entry): OpenBreaker => ({
  scope,
  until,
  refusals,
  credential,
  error: { kind: error.kind, message: error.message, reach: error.reach, until: error.until, code: error.code },
});
