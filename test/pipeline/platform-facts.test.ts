import { describe, expect, it } from 'vitest';
import type { Instant } from '../../connectors/contract/period.js';
import type { CredentialNotice } from '../../src/http/credentials.js';
import { isToldByCard, platformFacts } from '../../src/pipeline/platform-facts.js';
import type { Connection } from '../../src/pipeline/pull.js';
import { configWith } from '../support/alert-config.js';
import { scriptedConnection } from '../support/scripted-connector.js';

const since = '2026-11-24T05:00:00.000Z' as Instant;
const until = '2026-12-01T05:00:00.000Z' as Instant;

/** What is kept of a connection that was refused under a credential. */
const stoppedUnder = (credential: string) => ({
  readSetting: async () => ({
    name: 'health:meta',
    value: JSON.stringify({ stopped: { '*': { reason: 'auth', since, credential } }, told: {} }),
    validFrom: since,
    by: 'pantau',
  }),
});
const nothingKept = { readSetting: async () => undefined };
const factsOf = (changes: Partial<Connection>, store: Parameters<typeof platformFacts>[1] = nothingKept) =>
  platformFacts([scriptedConnection([], changes).connection], store);
const noticing = (...notices: readonly CredentialNotice[]): Partial<Connection> => ({ notices: async () => notices });

describe('what is known of a connection', () => {
  it('is that it opens its platform, until the day on which its credential ends', async () => {
    const { credentials } = await factsOf(noticing({ notice: 'expires-within-14-days', expiresAt: until, days: 7 }));
    expect(credentials).toMatchObject([{ id: 'meta', label: 'Scripted (meta)', platform: 'scripted', state: 'alive', expiresAt: until }]);
  });

  it('is what to renew, and where', async () => {
    const [fact] = (await factsOf({})).credentials;
    expect(fact?.renewal?.en).toContain('Make a new one at https://platform.example/tokens');
    expect(fact?.renewal?.id).toContain('Buat token baru di https://platform.example/tokens');
  });

  it.each([
    ['its credential was refused', noticing({ notice: 'refused', since, reason: 'signed out' }), nothingKept],
    ['its credential has ended', noticing({ notice: 'dead', expiresAt: since }), nothingKept],
    ['a pull was refused with the same credential', {}, stoppedUnder('first')],
  ] as const)('is that it is dead where %s', async (_, changes, store) => {
    expect((await factsOf(changes, store)).credentials).toMatchObject([{ state: 'dead' }]);
  });

  it('is that it is alive again as soon as there is another credential to be tried', async () => {
    expect((await factsOf({}, stoppedUnder('earlier'))).credentials).toMatchObject([{ state: 'alive' }]);
  });
});

describe('a dead credential', () => {
  const told = (key: string, ...rules: readonly object[]): boolean => isToldByCard(key, configWith(rules));
  const card = { id: 'access', condition: 'credential', route: ['owner'] };

  it('is told by its card alone where a rule brings one to the owner', () => {
    expect(['auth:*', 'credential:dead', 'credential:refused'].map((key) => told(key, card))).toEqual([true, true, true]);
  });

  it('is told by the pull where no rule does', () => {
    expect([told('auth:*'), told('auth:*', { ...card, route: ['laporan'] })]).toEqual([false, false]);
  });

  it('leaves everything else to the pull', () => {
    expect(['permission:*', 'credential:expires-within-14-days'].map((key) => told(key, card))).toEqual([false, false]);
  });
});
