import { ConnectorError } from '../../connectors/contract/errors.js';
import type { Text } from '../../connectors/contract/metric.js';
import type { Instant } from '../../connectors/contract/period.js';
import type { BusinessClock, WallClock } from '../clock.js';
import type { ConnectionHealth, Notice } from '../domain/connection.js';
import type { CredentialNotice } from '../http/credentials.js';
import type { Store } from '../store/port.js';
import { civilDateIn, formatDay } from '../text/date.js';
import { CREDENTIAL } from './health.js';
import { readHealth, saveHealth } from './health-store.js';
import type { Connection } from './pull.js';
import { secretVariable } from './secret-variable.js';

/** A connection as a sentence on its credential names it. */
export type CredentialOwner = Pick<Connection, 'id'> & { readonly connector: Pick<Connection['connector'], 'label' | 'secrets' | 'secretsPage'> };

/** What telling an owner of a credential needs. */
export interface CredentialTelling {
  readonly store: Pick<Store, 'readSetting' | 'saveSetting'>;
  readonly clock: BusinessClock;
  readonly wall: WallClock;
  readonly tell: (notice: Notice) => Promise<void>;
}

/** Tells the owner of a connection what is new about its credential: each thing once, until it holds no more. */
export async function tellOfCredential(connection: Connection, deps: CredentialTelling): Promise<void> {
  const found = await noticesOf(connection);
  if (found === undefined) return;
  const before = await readHealth(connection.id, deps.store);
  const judged = judgeCredential(before, connection, found, deps.clock.now());
  for (const notice of judged.notices) await deps.tell(notice);
  await saveHealth(connection.id, before, judged.health, deps);
}

/** What is to be known of a credential; undefined where it can't be read just now, which the pull itself reports. */
export async function noticesOf({ notices }: Pick<Connection, 'notices'>): Promise<readonly CredentialNotice[] | undefined> {
  try {
    return (await notices?.()) ?? [];
  } catch (cause) {
    if (cause instanceof ConnectorError) return undefined;
    throw cause;
  }
}

/** What a pull that failed for the same reason has told already. */
const SAME_AS_DEAD: ReadonlySet<CredentialNotice['notice']> = new Set<CredentialNotice['notice']>(['dead', 'refused']);

/** The state of a connection after a look at its credential, and what its owner is to be told now. Pure. */
function judgeCredential(
  before: ConnectionHealth,
  owner: CredentialOwner,
  found: readonly CredentialNotice[],
  now: Instant,
): { readonly health: ConnectionHealth; readonly notices: readonly Notice[] } {
  const kept = Object.entries(before.told).filter(([key]) => !key.startsWith(CREDENTIAL));
  const knownDead = kept.some(([key]) => key.startsWith('auth:'));
  const told = new Map(kept);
  const notices: Notice[] = [];
  for (const one of found) {
    const key = `${CREDENTIAL}${one.notice}`;
    told.set(key, before.told[key] ?? now);
    if (before.told[key] !== undefined || (knownDead && SAME_AS_DEAD.has(one.notice))) continue;
    notices.push({ key, text: credentialText(owner, one) });
  }
  return { health: { ...before, told: Object.fromEntries(told) }, notices };
}

/** What is so of a credential, and what to renew and where, in a sentence or three. */
export function credentialText({ id, connector }: CredentialOwner, notice: CredentialNotice): Text {
  const told = stateOf(notice);
  const renewal = renewalText({ id, connector });
  return {
    id: `${id}: token ${connector.label} ${told.id} ${renewal.id}`,
    en: `${id}: the token of ${connector.label} ${told.en} ${renewal.en}`,
  };
}

/** What to do for another credential. */
export function renewalText({ id, connector }: CredentialOwner): Text {
  const { secrets, secretsPage } = connector;
  const [secret] = [...secrets.filter(({ name }) => name.endsWith('TOKEN')), ...secrets];
  const variable = secretVariable(id, secret?.name ?? 'TOKEN');
  return {
    id: `Buat token baru di ${secretsPage}, isikan pada ${variable}, lalu mulai ulang Pantau.`,
    en: `Make a new one at ${secretsPage}, set it as ${variable}, and start Pantau again.`,
  };
}

const dayOf = (moment: Instant): Text => {
  const day = civilDateIn(moment, 'UTC');
  return { id: formatDay(day, 'id'), en: formatDay(day, 'en') };
};

/** The rest of the sentence that begins with "the token". */
function stateOf(notice: CredentialNotice): Text {
  switch (notice.notice) {
    case 'expires-within-14-days':
    case 'expires-within-3-days': {
      const day = dayOf(notice.expiresAt);
      const days = notice.days === 1 ? '1 day' : `${notice.days} days`;
      return { id: `berakhir pada ${day.id}, ${notice.days} hari lagi.`, en: `ends on ${day.en}, in ${days}.` };
    }
    case 'dead': {
      const day = dayOf(notice.expiresAt);
      return { id: `sudah berakhir pada ${day.id}.`, en: `ended on ${day.en}.` };
    }
    case 'renewal-interrupted': {
      const day = dayOf(notice.since);
      return {
        id: `sedang diperbarui pada ${day.id} ketika terputus; token penggantinya mungkin hilang. Bertindaklah hanya bila tarikan berikutnya gagal.`,
        en: `was being renewed on ${day.en} when that was cut off; its successor may be lost. Act only if the next pull fails.`,
      };
    }
    case 'refused': {
      const day = dayOf(notice.since);
      return {
        id: `ditolak platform sejak ${day.id}: ${notice.reason}`,
        en: `has been refused by the platform since ${day.en}: ${notice.reason}`,
      };
    }
  }
}
