import { z } from 'zod';
import type { Credential } from '../../connectors/contract/connector.js';
import type { Instant } from '../../connectors/contract/period.js';
import { PantauError } from '../errors.js';
import type { Seal } from './seal.js';

/** Where the sealed credentials are kept, by connection. */
export interface CredentialStore {
  readonly read: (connection: string) => Promise<string | undefined>;
  /** durable before it resolves */
  readonly write: (connection: string, sealed: string) => Promise<void>;
  /** does work while no other process does any for the same connection; rejects where its turn does not come, or the work rejects */
  readonly lock: <T>(connection: string, work: () => Promise<T>) => Promise<T>;
}

/** What is stored of a connection's credential. `seed` tells from which secrets it grew: with other secrets it counts for nothing. */
export type CredentialState =
  | { readonly state: 'ready'; readonly seed: string; readonly credential: Credential }
  /** written before a renewal: found at a start, its answer was lost */
  | { readonly state: 'renewing'; readonly seed: string; readonly since: Instant; readonly credential?: Credential }
  | { readonly state: 'dead'; readonly seed: string; readonly since: Instant; readonly reason: string; readonly credential?: Credential }
  /** nothing was obtained yet */
  | { readonly state: 'empty'; readonly seed: string };

const instant = z.iso.datetime({ offset: true }).transform((text) => text as Instant);
const credential = z
  .object({ accessToken: z.string().min(1), refreshToken: z.string().optional(), obtainedAt: instant, expiresAt: instant.optional() })
  .transform(
    ({ accessToken, refreshToken, obtainedAt, expiresAt }): Credential => ({
      accessToken,
      obtainedAt,
      ...(refreshToken === undefined ? {} : { refreshToken }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    }),
  );
const state = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ready'), seed: z.string(), credential }),
  z.object({ state: z.literal('renewing'), seed: z.string(), since: instant, credential: credential.optional() }),
  z.object({ state: z.literal('dead'), seed: z.string(), since: instant, reason: z.string(), credential: credential.optional() }),
  z.object({ state: z.literal('empty'), seed: z.string() }),
]);

/** The states of one connection's credential as they are stored. */
export interface StateKeeper {
  readonly read: () => Promise<CredentialState | undefined>;
  readonly write: (state: CredentialState) => Promise<void>;
}

/** Reads and writes the state of a connection under a seal; what grew from another seed reads as nothing. */
export function createStateKeeper(connection: string, seed: string, store: CredentialStore, seal: Seal): StateKeeper {
  return {
    read: async () => {
      const sealed = await store.read(connection);
      if (sealed === undefined) return undefined;
      const read = state.safeParse(JSON.parse(seal.open(sealed, connection)));
      if (!read.success) throw new PantauError('failure', `The stored token of "${connection}" is of another version. Connect it again.`);
      const { data } = read;
      if (data.seed !== seed) return undefined;
      switch (data.state) {
        case 'renewing':
          return renewing(data.seed, data.since, data.credential);
        case 'dead':
          return dead(data.seed, data.since, data.reason, data.credential);
        default:
          return data;
      }
    },
    write: (next) => store.write(connection, seal.close(JSON.stringify(next), connection)),
  };
}

/** The mark that a renewal has begun. */
export const renewing = (seed: string, since: Instant, before: Credential | undefined): CredentialState => ({
  state: 'renewing',
  seed,
  since,
  ...(before === undefined ? {} : { credential: before }),
});

/** The mark that the platform refused to renew. */
export const dead = (seed: string, since: Instant, reason: string, before: Credential | undefined): CredentialState => ({
  state: 'dead',
  seed,
  since,
  reason,
  ...(before === undefined ? {} : { credential: before }),
});

/** The credential that a state holds, good or not. */
export const credentialOf = (stored: CredentialState | undefined): Credential | undefined =>
  stored === undefined || stored.state === 'empty' ? undefined : stored.credential;
