import type { Credential, Renewal, SecretDeclaration } from '../../connectors/contract/connector.js';
import type { Http } from '../../connectors/contract/http.js';
import type { Instant } from '../../connectors/contract/period.js';
import type { WallClock } from '../clock.js';
import type { CredentialSource } from './create.js';
import { type CredentialState, type CredentialStore, createStateKeeper, credentialOf, reachable, seedOf } from './credential-state.js';
import { type ExpiryNotice, expiryNotices } from './expiry.js';
import { createRenewer, isAuth } from './renewer.js';
import { createSeal } from './seal.js';

/** What the owner of a connection should know: of its end, of a refusal, or of a renewal that a crash cut off. */
export type CredentialNotice =
  | ExpiryNotice
  | { readonly notice: 'refused'; readonly since: Instant; readonly reason: string }
  | { readonly notice: 'renewal-interrupted'; readonly since: Instant };

/** The credential of one connection, with what its owner should know. */
export interface Credentials extends CredentialSource {
  readonly notices: () => Promise<readonly CredentialNotice[]>;
}

/** What keeping a rotating credential needs. `secrets` are the connection's, from the environment. */
export interface CredentialDependencies {
  readonly connection: string;
  readonly label: string;
  readonly renewal: Extract<Renewal, { kind: 'renewable' }>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly store: CredentialStore;
  /** 32 bytes */
  readonly masterKey: Uint8Array;
  readonly clock: Pick<WallClock, 'now'>;
}

/** The secret that is a connection's token where nothing renews it: the one named `token`, else the first that is required. */
export function staticToken(declarations: readonly SecretDeclaration[], secrets: Readonly<Record<string, string>>): string | undefined {
  const declared = declarations.find(({ name }) => name.toLowerCase() === 'token') ?? declarations.find(({ required }) => required);
  const token = declared === undefined ? undefined : secrets[declared.name];
  return token === '' ? undefined : token;
}

/** A credential that never changes; none where the token is undefined. */
export function createStaticCredentials(token: string | undefined, since: Instant): Credentials {
  const credential = token === undefined ? undefined : { accessToken: token, obtainedAt: since };
  return { current: async () => credential, refused: async () => undefined, notices: async () => [] };
}

// A platform that refuses every token for an hour must not be asked for a new one at every call.
const REST_MS = 60_000;
const FRESH_MS = 5 * 60_000;
// Longer than a renewal that is under way in another process can take.
const UNDER_WAY_MS = 2 * 60_000;

/**
 * A credential that renews itself: where it is time, or where the platform refused it, one process at a time asks for another, and it is stored before it
 * is used. Rejects with `ConnectorError`; `auth` where the owner has to act.
 */
export function createCredentials(dependencies: CredentialDependencies): Credentials {
  const { connection, clock, renewal, secrets, store } = dependencies;
  const keeper = createStateKeeper(connection, seedOf(secrets), store, createSeal(dependencies.masterKey));
  const renewer = createRenewer({ ...dependencies, keeper });
  const nowInstant = (): Instant => new Date(clock.now()).toISOString() as Instant;
  let known: Credential | undefined;
  let under: Promise<Credential> | undefined;
  let rest: { readonly until: number; readonly error: unknown } | undefined;
  /** the access token that was obtained because another one was refused */
  let replacement: string | undefined;

  const isOver = ({ expiresAt }: Credential): boolean => expiresAt !== undefined && Date.parse(expiresAt) <= clock.now();
  const renew = (refused: Credential | undefined, http: Http): Promise<Credential> => {
    under ??= reachable(
      connection,
      store.lock(connection, () => renewer(refused, http)),
    )
      .then((credential) => {
        known = credential;
        return credential;
      })
      .finally(() => {
        under = undefined;
      });
    return under;
  };
  const renewOrRest = async (refused: Credential | undefined, http: Http): Promise<Credential> => {
    if (rest !== undefined && rest.until > clock.now()) throw rest.error;
    try {
      return await renew(refused, http);
    } catch (error) {
      rest = { until: clock.now() + REST_MS, error };
      throw error;
    }
  };
  return {
    current: async (http) => {
      if (known === undefined) {
        const stored = await keeper.read();
        if (stored?.state !== 'dead') known = credentialOf(stored);
      }
      if (known !== undefined && !renewal.due(known, nowInstant())) return known;
      const old = known;
      return renewOrRest(undefined, http).catch((error: unknown) => {
        // What is still good is used as long as it is; the next call tries again.
        if (old === undefined || isOver(old) || isAuth(error)) throw error;
        return old;
      });
    },
    refused: async (credential, http) => {
      const stored = await keeper.read();
      if (stored?.state === 'ready' && stored.credential.accessToken !== credential.accessToken) {
        known = stored.credential;
        return known;
      }
      // A fresh token may be refused where the platform's clock is another one. That is worth one renewal; who is refused again has to connect again.
      const isFresh = clock.now() - Date.parse(credential.obtainedAt) < FRESH_MS;
      if (isFresh && credential.accessToken === replacement) return undefined;
      const renewed = await renewOrRest(credential, http);
      replacement = renewed.accessToken;
      return renewed;
    },
    notices: async () => noticesOf(await keeper.read(), nowInstant()),
  };
}

function noticesOf(stored: CredentialState | undefined, now: Instant): readonly CredentialNotice[] {
  switch (stored?.state) {
    case undefined:
    case 'empty':
      return [];
    case 'ready':
      return expiryNotices(stored.credential, now);
    case 'renewing':
      return Date.parse(now) - Date.parse(stored.since) < UNDER_WAY_MS ? [] : [{ notice: 'renewal-interrupted', since: stored.since }];
    case 'dead':
      return [{ notice: 'refused', since: stored.since, reason: stored.reason }];
  }
}
