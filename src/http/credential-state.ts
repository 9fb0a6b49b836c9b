import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Credential } from '../../connectors/contract/connector.js';
import { ConnectorError } from '../../connectors/contract/errors.js';
import type { Instant } from '../../connectors/contract/period.js';
import type { Seal } from './seal.js';

/** Where the sealed credentials are kept, by connection. */
export interface CredentialStore {
  readonly read: (connection: string) => Promise<string | undefined>;
  /** durable before it resolves */
  readonly write: (connection: string, sealed: string) => Promise<void>;
  /** does work while no other process does any for the same connection; rejects where its turn does not come, or the work rejects */
  readonly lock: <T>(connection: string, work: () => Promise<T>) => Promise<T>;
}

/** What is stored of a connection's credential. */
export type CredentialState =
  | { readonly state: 'ready'; readonly credential: Credential }
  /** written before a renewal: found at a start, its answer was lost */
  | { readonly state: 'renewing'; readonly since: Instant; readonly credential?: Credential }
  | { readonly state: 'dead'; readonly since: Instant; readonly reason: string; readonly credential?: Credential }
  /** nothing was obtained yet */
  | { readonly state: 'empty' };

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
  z.object({ state: z.literal('ready'), credential }),
  z.object({ state: z.literal('renewing'), since: instant, credential: credential.optional() }),
  z.object({ state: z.literal('dead'), since: instant, reason: z.string(), credential: credential.optional() }),
  z.object({ state: z.literal('empty') }),
]);

/** The states of one connection's credential as they are stored. */
export interface StateKeeper {
  /** rejects with `ConnectorError` (`auth`) where the stored one cannot be opened */
  readonly read: () => Promise<CredentialState | undefined>;
  readonly write: (state: CredentialState) => Promise<void>;
}

/**
 * Reads and writes the state of a connection under a seal. `seed` tells from which secrets it grew: with other secrets, given by whoever connects anew,
 * the stored one counts for nothing, even where it can no longer be opened.
 */
export function createStateKeeper(connection: string, seed: string, store: CredentialStore, seal: Seal): StateKeeper {
  const owner = `${connection} ${seed}`;
  return {
    read: async () => {
      const [storedSeed, envelope = ''] = (await reachable(connection, store.read(connection)))?.split(' ') ?? [];
      if (storedSeed !== seed) return undefined;
      const text = seal.open(envelope, owner);
      const read = text === undefined ? undefined : state.safeParse(JSON.parse(text));
      if (read?.success !== true) throw unreadable(connection);
      return withoutGaps(read.data);
    },
    write: (next) => reachable(connection, store.write(connection, `${seed} ${seal.close(JSON.stringify(next), owner)}`)),
  };
}

/** What a store gives, its failure as `ConnectorError` (`unavailable`), which passes by itself. */
export const reachable = <T>(connection: string, work: Promise<T>): Promise<T> =>
  work.catch((cause: unknown) => {
    if (cause instanceof ConnectorError) throw cause;
    const words = `The stored token of "${connection}" could not be read or written. Check the disk and the database.`;
    throw new ConnectorError('unavailable', words, { reach: 'connection', code: 'credential/store', cause });
  });

/** A mark by which secrets can be told from others; it does not tell them, since tokens are long and made by chance. */
export const seedOf = (secrets: Readonly<Record<string, string>>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(secrets).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('base64url')
    .slice(0, 22);

const unreadable = (connection: string): ConnectorError =>
  new ConnectorError(
    'auth',
    `The stored token of "${connection}" cannot be opened with this PANTAU_MASTER_KEY. Set the key that it was stored with, or connect it again.`,
    { reach: 'connection', code: 'credential/unreadable' },
  );

function withoutGaps(read: z.infer<typeof state>): CredentialState {
  if (read.state === 'renewing') return renewing(read.since, read.credential);
  return read.state === 'dead' ? dead(read.since, read.reason, read.credential) : read;
}

/** The mark that a renewal has begun. */
export const renewing = (since: Instant, before: Credential | undefined): CredentialState => ({ state: 'renewing', since, ...held(before) });

/** The mark that the platform refused to renew. */
export const dead = (since: Instant, reason: string, before: Credential | undefined): CredentialState => ({
  state: 'dead',
  since,
  reason,
  ...held(before),
});

const held = (before: Credential | undefined): { readonly credential?: Credential } => (before === undefined ? {} : { credential: before });

/** The credential that a state holds, good or not. */
export const credentialOf = (stored: CredentialState | undefined): Credential | undefined =>
  stored === undefined || stored.state === 'empty' ? undefined : stored.credential;
