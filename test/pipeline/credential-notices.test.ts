import { describe, expect, it, onTestFinished } from 'vitest';
import { ConnectorError } from '../../connectors/contract/errors.js';
import type { Instant } from '../../connectors/contract/period.js';
import type { Notice } from '../../src/domain/connection.js';
import type { CredentialNotice } from '../../src/http/credentials.js';
import { credentialText } from '../../src/pipeline/credential-notices.js';
import { type SyncDependencies, syncConnection } from '../../src/pipeline/sync.js';
import { demoConfig, failingLog } from '../support/ministry.js';
import { scriptedConnection } from '../support/scripted-connector.js';
import { temporaryStore } from '../support/store.js';

const expiresAt = '2026-12-08T10:00:00.000Z' as Instant;
const since = '2026-11-24T10:00:00.000Z' as Instant;
const in14: CredentialNotice = { notice: 'expires-within-14-days', expiresAt, days: 14 };
const in3: CredentialNotice = { notice: 'expires-within-3-days', expiresAt, days: 3 };
const dead: CredentialNotice = { notice: 'dead', expiresAt };
const refused: CredentialNotice = { notice: 'refused', since, reason: 'The person signed out.' };
const interrupted: CredentialNotice = { notice: 'renewal-interrupted', since };

/** Pulls once for each entry, a day apart: what is known of the credential then, or the failure to read it. */
async function pulls(days: readonly (readonly CredentialNotice[] | ConnectorError)[], problems: readonly ConnectorError[] = []) {
  const { store, remove } = await temporaryStore();
  onTestFinished(remove);
  const told: Notice[][] = [];
  let day = 0;
  const now = (): number => Date.parse('2026-11-01T16:30:00Z') + day * 86_400_000;
  const { connection } = scriptedConnection(
    days.map((_, index) => {
      const error = problems[index];
      return error === undefined ? { yields: [] } : { yields: [{ type: 'problem', error }] };
    }),
    {
      notices: async () => {
        const found = days[day] ?? [];
        if (found instanceof ConnectorError) throw found;
        return found;
      },
    },
  );
  const deps: SyncDependencies = {
    store,
    config: demoConfig(),
    log: failingLog,
    clock: { now: () => new Date(now()).toISOString() as Instant },
    wall: { now, sleep: () => new Promise(() => undefined) },
    tell: async (notice) => void told.at(-1)?.push(notice),
  };
  for (; day < days.length; day += 1) {
    told.push([]);
    await syncConnection(connection, 'daily', deps);
  }
  return told.map((of) => of.map(({ key }) => key));
}

describe('what the owner of a connection is told of its credential', () => {
  it('is told at each threshold once, and again when a later credential comes to it', async () => {
    expect(await pulls([[], [in14], [in14], [in3], [in3], [dead], [dead], [], [in14]])).toEqual([
      [],
      ['credential:expires-within-14-days'],
      [],
      ['credential:expires-within-3-days'],
      [],
      ['credential:dead'],
      [],
      [],
      ['credential:expires-within-14-days'],
    ]);
  });

  it('is not told where the pull has just told that the access is dead, nor on the days after', async () => {
    const auth = new ConnectorError('auth', 'X no longer takes it.', { reach: 'connection' });
    expect(await pulls([[refused], [refused], [refused]], [auth])).toEqual([['auth:*'], [], []]);
  });

  it('is told where a renewal was refused though the token still opens', async () => {
    expect(await pulls([[refused], [refused]])).toEqual([['credential:refused'], []]);
  });

  it('is neither told nor forgotten while it cannot be read', async () => {
    const away = new ConnectorError('unavailable', 'The disk is full.');
    expect(await pulls([[in14], away, [in14]])).toEqual([['credential:expires-within-14-days'], [], []]);
  });

  it('says what is so, what to renew and where, in both languages', () => {
    const { connection } = scriptedConnection([]);
    const renew = 'Make a new one at https://platform.example/tokens, set it as PANTAU_META_TOKEN, and start Pantau again.';
    const perbarui = 'Buat token baru di https://platform.example/tokens, isikan pada PANTAU_META_TOKEN, lalu mulai ulang Pantau.';
    expect([in14, in3, dead, refused, interrupted].map((one) => credentialText(connection, one))).toEqual([
      {
        id: `meta: token Scripted berakhir pada 8 Desember 2026, 14 hari lagi. ${perbarui}`,
        en: `meta: the token of Scripted ends on 8 December 2026, in 14 days. ${renew}`,
      },
      {
        id: `meta: token Scripted berakhir pada 8 Desember 2026, 3 hari lagi. ${perbarui}`,
        en: `meta: the token of Scripted ends on 8 December 2026, in 3 days. ${renew}`,
      },
      {
        id: `meta: token Scripted sudah berakhir pada 8 Desember 2026. ${perbarui}`,
        en: `meta: the token of Scripted ended on 8 December 2026. ${renew}`,
      },
      {
        id: `meta: token Scripted ditolak platform sejak 24 November 2026: The person signed out. ${perbarui}`,
        en: `meta: the token of Scripted has been refused by the platform since 24 November 2026: The person signed out. ${renew}`,
      },
      {
        id: `meta: token Scripted sedang diperbarui pada 24 November 2026 ketika terputus; token penggantinya mungkin hilang. Bertindaklah hanya bila tarikan berikutnya gagal. ${perbarui}`,
        en: `meta: the token of Scripted was being renewed on 24 November 2026 when that was cut off; its successor may be lost. Act only if the next pull fails. ${renew}`,
      },
    ]);
  });
});
