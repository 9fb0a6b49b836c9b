import type { Credential, Renewal } from '../../connectors/contract/connector.js';
import { ConnectorError } from '../../connectors/contract/errors.js';
import type { Http } from '../../connectors/contract/http.js';
import type { Instant } from '../../connectors/contract/period.js';
import type { WallClock } from '../clock.js';
import { type CredentialState, credentialOf, dead, renewing, type StateKeeper } from './credential-state.js';
import { isNeverSent } from './transport.js';

/** Renews a credential; the caller holds the lock of the connection. `refused` is the one that the platform did not take, where that is why. */
export type Renewer = (refused: Credential | undefined, http: Http) => Promise<Credential>;

/** What a renewer needs of its connection. */
export interface RenewerDependencies {
  readonly connection: string;
  readonly label: string;
  readonly renewal: Extract<Renewal, { kind: 'renewable' }>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly clock: Pick<WallClock, 'now'>;
  readonly keeper: StateKeeper;
}

// A refusal may have been the platform's own trouble, so it is not believed for ever.
const BELIEVED_MS = 6 * 3_600_000;

/** Whether a failure says that a credential is not taken. */
export const isAuth = (error: unknown): error is ConnectorError => error instanceof ConnectorError && error.kind === 'auth';

/** A renewer that marks a renewal before it begins, and stores what it brings before it hands it on. */
export function createRenewer(dependencies: RenewerDependencies): Renewer {
  const { renewal, secrets, clock, keeper } = dependencies;
  let unsaved: Credential | undefined;
  const save = async (credential: Credential): Promise<Credential> => {
    unsaved = credential;
    await keeper.write({ state: 'ready', credential });
    unsaved = undefined;
    return credential;
  };
  return async (refused, http) => {
    // A credential that could not be stored is the only good one there is.
    if (unsaved !== undefined) return save(unsaved);
    const now = new Date(clock.now()).toISOString() as Instant;
    const stored = await keeper.read();
    if (stored?.state === 'dead' && clock.now() - Date.parse(stored.since) < BELIEVED_MS) throw refusal(dependencies, stored);
    // Another process may have renewed it meanwhile.
    if (stored?.state === 'ready' && stored.credential.accessToken !== refused?.accessToken && !renewal.due(stored.credential, now))
      return stored.credential;
    const before = credentialOf(stored);
    const interrupted = stored?.state === 'renewing' ? stored.since : undefined;
    await keeper.write(renewing(interrupted ?? now, before));
    const renewed = await renewal.renew(before, secrets, http).catch((error: unknown) => giveUp(dependencies, { error, before, interrupted, now }));
    return save(renewed);
  };
}

interface FailedRenewal {
  readonly error: unknown;
  readonly before: Credential | undefined;
  /** when an earlier renewal began whose end is not known */
  readonly interrupted: Instant | undefined;
  readonly now: Instant;
}

/** Writes down how a renewal failed, and throws. */
async function giveUp(dependencies: RenewerDependencies, { error, before, interrupted, now }: FailedRenewal): Promise<never> {
  const { renewal, keeper } = dependencies;
  if (isAuth(error)) {
    const lost =
      interrupted === undefined ? '' : ` A renewal of ${interrupted} was cut off, and what it brought may have been lost: connect it again.`;
    const state = dead(now, `${error.message}${lost}`, before);
    await keeper.write(state);
    throw refusal(dependencies, state);
  }
  // Where the answer may have been lost the mark stays, so that it can be told.
  const lost = interrupted !== undefined || (renewal.exclusive && mayBeLost(error));
  if (!lost) await keeper.write(before === undefined ? { state: 'empty' } : { state: 'ready', credential: before });
  if (error instanceof ConnectorError) throw error;
  // What a reader of answers throws may quote them, and with them the token.
  const cause = error instanceof Error ? error.name : typeof error;
  throw new ConnectorError('malformed', `${dependencies.label} answered the renewal of "${dependencies.connection}" in a way that is not known.`, {
    cause,
  });
}

function refusal({ connection, label }: RenewerDependencies, state: CredentialState): ConnectorError {
  const reason = state.state === 'dead' ? `(since ${state.since}): ${state.reason}` : '';
  return new ConnectorError('auth', `${label} no longer takes the credential of "${connection}" ${reason}`, {
    reach: 'connection',
  });
}

/** Whether the platform may have renewed although no answer came that could be read. */
const mayBeLost = (error: unknown): boolean =>
  !(error instanceof ConnectorError) || error.kind === 'malformed' || (error.kind === 'unavailable' && !isNeverSent(error.code));
