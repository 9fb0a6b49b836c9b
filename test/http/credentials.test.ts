import { describe, expect, it } from 'vitest';
import type { Credential, Renewal } from '../../connectors/contract/connector.js';
import { ConnectorError } from '../../connectors/contract/errors.js';
import type { Http } from '../../connectors/contract/http.js';
import type { Instant } from '../../connectors/contract/period.js';
import type { CredentialStore } from '../../src/http/credential-state.js';
import {
  type CredentialDependencies,
  type Credentials,
  createCredentials,
  createStaticCredentials,
  staticToken,
} from '../../src/http/credentials.js';
import { createSeal } from '../../src/http/seal.js';
import { type JumpingClock, jumpingClock } from '../support/jumping-clock.js';
import { startScriptedServer } from '../support/scripted-server.js';
import { get, rig } from './rig.js';

const KEY = new Uint8Array(32).fill(7);
const HOUR = 3_600_000;
const nowhere: Http = { send: () => Promise.reject(new Error('no network here')) };

/** Rows that outlive a process, with a lock between processes, and all that was ever written. */
interface Shelf extends CredentialStore {
  readonly rows: Map<string, string>;
  readonly history: string[];
}

function shelf(): Shelf {
  const queue = new Map<string, Promise<unknown>>();
  const self: Shelf = {
    rows: new Map(),
    history: [],
    read: async (connection) => self.rows.get(connection),
    write: async (connection, sealed) => {
      self.rows.set(connection, sealed);
      self.history.push(sealed);
    },
    lock: (connection, work) => {
      const before = queue.get(connection) ?? Promise.resolve();
      const mine = before.then(work, work);
      queue.set(
        connection,
        mine.catch(() => undefined),
      );
      return mine;
    },
  };
  return self;
}

/** The token endpoint of a platform: each refresh token is good once, and a second use kills the family. */
interface Issuer {
  readonly renewal: CredentialDependencies['renewal'];
  renewals: number;
  good: string;
  /** what happens instead of the next renewals, after the platform has renewed (`lost`) or before */
  readonly faults: (ConnectorError | 'lost')[];
}

const DEAD = new ConnectorError('auth', 'invalid_grant: the refresh token was used before.', { reach: 'connection' });
const TIMEOUT = new ConnectorError('unavailable', 'X could not be reached in time.', { code: 'TIMEOUT' });

function issuer(clock: JumpingClock, exclusive = true): Issuer {
  const self: Issuer = {
    renewals: 0,
    good: 'segar-0',
    faults: [],
    renewal: {
      kind: 'renewable',
      exclusive,
      due: ({ expiresAt }, now) => expiresAt !== undefined && Date.parse(expiresAt) - Date.parse(now) < 10 * 60_000,
      renew: async (credential, secrets) => {
        await new Promise((resolve) => setImmediate(resolve));
        const fault = self.faults.shift();
        if (fault !== undefined && fault !== 'lost') throw fault;
        const shown = credential?.refreshToken ?? secrets.refresh_token;
        if (shown !== self.good) throw DEAD;
        self.renewals += 1;
        self.good = `segar-${self.renewals}`;
        if (fault === 'lost') throw TIMEOUT;
        const now = clock.now();
        return {
          accessToken: `akses-${self.renewals}`,
          refreshToken: self.good,
          obtainedAt: new Date(now).toISOString() as Instant,
          expiresAt: new Date(now + 2 * HOUR).toISOString() as Instant,
        };
      },
    },
  };
  return self;
}

interface World {
  readonly clock: JumpingClock;
  readonly store: Shelf;
  readonly platform: Issuer;
  readonly start: (more?: Partial<CredentialDependencies>) => Credentials;
}

function world(exclusive = true): World {
  const clock = jumpingClock();
  const store = shelf();
  const platform = issuer(clock, exclusive);
  const start: World['start'] = (more = {}) =>
    createCredentials({
      connection: 'x-utama',
      label: 'X',
      renewal: platform.renewal,
      secrets: { refresh_token: 'segar-0', client_secret: 'rahasia' },
      store,
      masterKey: KEY,
      clock,
      ...more,
    });
  return { clock, store, platform, start };
}

const tokenOf = async (credentials: Credentials): Promise<string | undefined> => (await credentials.current(nowhere))?.accessToken;

describe('a credential that renews itself', () => {
  it('is obtained once, kept over a restart, and renewed when it is due', async () => {
    const { clock, start, platform } = world();
    const first = start();
    expect(await tokenOf(first)).toBe('akses-1');
    expect(await tokenOf(start())).toBe('akses-1');
    clock.advance(1.9 * HOUR);
    expect(await tokenOf(first)).toBe('akses-2');
    expect(await tokenOf(start())).toBe('akses-2');
    expect(platform.renewals).toBe(2);
  });

  it('is renewed exactly once by two processes with many calls each', async () => {
    const { clock, start, platform } = world();
    await tokenOf(start());
    clock.advance(1.9 * HOUR);
    const [one, other] = [start(), start()];
    const tokens = await Promise.all(Array.from({ length: 20 }, (_, index) => tokenOf(index % 2 ? one : other)));
    expect(new Set(tokens)).toEqual(new Set(['akses-2']));
    expect(platform.renewals).toBe(2);
  });

  it('is stored sealed, bound to its connection, before anybody uses it', async () => {
    const { store, start } = world();
    await tokenOf(start());
    const all = store.history.join(' ');
    for (const secret of ['akses-1', 'segar-', 'rahasia']) {
      expect(all).not.toContain(secret);
      expect(all).not.toContain(Buffer.from(secret).toString('base64url').slice(0, 6));
    }
    const [seed = '', envelope = ''] = store.rows.get('x-utama')?.split(' ') ?? [];
    const seal = createSeal(KEY);
    expect(seal.open(envelope, `x-utama ${seed}`)).toContain('akses-1');
    expect(seal.open(envelope, `x-lain ${seed}`)).toBeUndefined();
    const changed = envelope.slice(0, 30) + (envelope[30] === 'A' ? 'B' : 'A') + envelope.slice(31);
    expect(seal.open(changed, `x-utama ${seed}`)).toBeUndefined();
    expect(seal.open(seal.close('', 'x'), 'x')).toBe('');
    for (const other of ['', 'v1.', 'v2.AAAA', 'v1.AAAA']) expect(seal.open(other, 'x')).toBeUndefined();
  });

  it('that another master key locks is not replaced by itself: its family lives on; whoever connects anew gets in', async () => {
    const { start, platform } = world();
    await tokenOf(start());
    const masterKey = new Uint8Array(32).fill(8);
    const lost = start({ masterKey });
    await expect(lost.current(nowhere)).rejects.toMatchObject({ kind: 'auth', code: 'credential/unreadable' });
    await expect(lost.notices()).rejects.toMatchObject({ kind: 'auth' });
    expect(platform.renewals).toBe(1);
    const anew = start({ masterKey, secrets: { refresh_token: platform.good } });
    expect(await tokenOf(anew)).toBe('akses-2');
  });

  it('that cannot be stored is not used, and is stored later without another renewal', async () => {
    const { store, start, platform, clock } = world();
    const credentials = start();
    await tokenOf(credentials);
    clock.advance(3 * HOUR);
    const writes = store.history.length;
    const write = store.write;
    const failing = {
      ...store,
      write: async (name: string, sealed: string) => (store.history.length > writes ? Promise.reject(new Error('disk full')) : write(name, sealed)),
    };
    const other = start({ store: failing });
    await expect(other.current(nowhere)).rejects.toMatchObject({ kind: 'unavailable', code: 'credential/store' });
    expect(platform.renewals).toBe(2);
    failing.write = write;
    clock.advance(60_000);
    expect(await tokenOf(other)).toBe('akses-2');
    expect(platform.renewals).toBe(2);
    expect(await tokenOf(start())).toBe('akses-2');
  });

  it('says after a crash between answer and writing that a renewal may have been lost', async () => {
    const { store, start, clock } = world();
    const credentials = start();
    await tokenOf(credentials);
    clock.advance(3 * HOUR);
    const write = store.write;
    // The process dies right after it marked the renewal: nothing that it writes later arrives.
    let dead = false;
    const dying: CredentialStore = {
      ...store,
      write: async (name, sealed) => {
        if (dead) return new Promise<void>(() => undefined);
        dead = true;
        return write(name, sealed);
      },
      lock: (_name, work) => work(),
    };
    void start({ store: dying }).current(nowhere);
    for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
    clock.advance(10 * 60_000);
    const next = start();
    expect(await next.notices()).toEqual([{ notice: 'renewal-interrupted', since: '2026-11-25T05:00:00.000Z' }]);
    await expect(next.current(nowhere)).rejects.toMatchObject({
      kind: 'auth',
      reach: 'connection',
      message: expect.stringMatching(/A renewal of 2026-11-25T05:00:00.000Z was cut off.*lost: connect it again/),
    });
    expect(await next.notices()).toMatchObject([{ notice: 'refused', reason: expect.stringContaining('cut off') }]);
  });

  it('that the platform refuses to renew is not asked for again, over a restart too, until the secrets change or hours have passed', async () => {
    const { start, platform, clock } = world();
    platform.good = 'segar-lain';
    let asked = 0;
    const renewal: Extract<Renewal, { kind: 'renewable' }> = {
      ...platform.renewal,
      renew: (...given) => {
        asked += 1;
        return platform.renewal.renew(...given);
      },
    };
    await expect(start({ renewal }).current(nowhere)).rejects.toMatchObject({ kind: 'auth', message: expect.stringContaining('invalid_grant') });
    await expect(start({ renewal }).current(nowhere)).rejects.toMatchObject({ kind: 'auth' });
    expect(asked).toBe(1);
    const anew = start({ renewal, secrets: { refresh_token: 'segar-lain', client_secret: 'rahasia' } });
    expect(await tokenOf(anew)).toBe('akses-1');
    clock.advance(7 * HOUR);
    await expect(start({ renewal }).current(nowhere)).rejects.toMatchObject({ kind: 'auth' });
    expect(asked).toBe(3);
  });

  it('is used while it is still good where its renewal fails, and the platform is not asked at every call', async () => {
    const { start, platform, clock } = world(false);
    const credentials = start();
    await tokenOf(credentials);
    clock.advance(1.9 * HOUR);
    platform.faults.push(TIMEOUT);
    expect(await tokenOf(credentials)).toBe('akses-1');
    expect(await tokenOf(credentials)).toBe('akses-1');
    expect(platform.renewals).toBe(1);
    clock.advance(60_000);
    expect(await tokenOf(credentials)).toBe('akses-2');
    expect(await credentials.notices()).toEqual([]);
  });

  it('whose answer was lost on the way is told, and one whose call never arrived is not', async () => {
    const { start, platform, clock } = world();
    const credentials = start();
    await tokenOf(credentials);
    clock.advance(3 * HOUR);
    platform.faults.push(new ConnectorError('unavailable', 'X could not be reached.', { code: 'ECONNREFUSED' }), 'lost');
    await expect(credentials.current(nowhere)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    clock.advance(5 * 60_000);
    expect(await credentials.notices()).toEqual([]);
    await expect(credentials.current(nowhere)).rejects.toMatchObject({ code: 'TIMEOUT' });
    clock.advance(5 * 60_000);
    expect(await credentials.notices()).toMatchObject([{ notice: 'renewal-interrupted' }]);
    await expect(credentials.current(nowhere)).rejects.toMatchObject({ message: expect.stringContaining('may have been lost') });
  });
});

describe('a renewal whose answer cannot be read', () => {
  it('is told without a word of the answer', async () => {
    const { start, platform } = world();
    const renew = () => Promise.reject(new TypeError('no "id" in {"access_token":"akses-rahasia"}'));
    const failing = start({ renewal: { ...platform.renewal, renew } }).current(nowhere);
    await expect(failing).rejects.toMatchObject({ kind: 'malformed', cause: 'TypeError', message: expect.not.stringContaining('rahasia') });
  });
});

describe('a call that is refused for its credential', () => {
  const refusal = { status: 401, body: { fails: 'auth', reach: 'connection' } };

  it('is made once more with a renewed one', async () => {
    const server = await startScriptedServer([{}, refusal, {}]);
    const { start, clock, platform } = world();
    const { http } = rig(server.address, { credentials: start(), clock });
    await http.send(get('/a'));
    clock.advance(HOUR);
    await http.send(get('/a'));
    expect(platform.renewals).toBe(2);
    expect(server.calls.map(({ headers }) => headers.authorization)).toEqual(['Bearer akses-1', 'Bearer akses-1', 'Bearer akses-2']);
  });

  it('uses what another process has renewed meanwhile', async () => {
    const server = await startScriptedServer([{}, refusal, {}]);
    const { start, clock, platform } = world();
    const { http } = rig(server.address, { credentials: start(), clock });
    await http.send(get('/a'));
    clock.advance(HOUR);
    const stored: Credential | undefined = await start().current(nowhere);
    await start().refused(stored ?? { accessToken: '', obtainedAt: '2026-01-01T00:00:00.000Z' as Instant }, nowhere);
    await http.send(get('/a'));
    expect(platform.renewals).toBe(2);
  });

  it('is renewed for once, however fresh it is, and not again at once, nor where nothing renews it', async () => {
    const server = await startScriptedServer([refusal, refusal, refusal]);
    const { start, clock, platform } = world();
    const fresh = rig(server.address, { credentials: start(), clock });
    await expect(fresh.http.send(get('/a'))).rejects.toMatchObject({ kind: 'auth' });
    expect(platform.renewals).toBe(2);
    await expect(fresh.http.send(get('/a'))).rejects.toMatchObject({ kind: 'auth' });
    expect(platform.renewals).toBe(2);
    await expect(rig(server.address).http.send(get('/a'))).rejects.toMatchObject({ kind: 'auth' });
    expect(server.calls.map(({ headers }) => headers.authorization)).toEqual(['Bearer akses-1', 'Bearer akses-2', expect.anything()]);
  });

  it('renews through the same Http, also while its breaker for the old one is open', async () => {
    const server = await startScriptedServer([refusal, { body: { token: 'akses-baru' } }, {}]);
    const { start, clock } = world();
    const renewal: CredentialDependencies['renewal'] = {
      kind: 'renewable',
      exclusive: false,
      due: () => false,
      renew: async (credential, secrets, http) => {
        if (credential === undefined) return { accessToken: 'akses-lama', obtainedAt: '2026-11-24T00:00:00.000Z' as Instant };
        const form = { refresh_token: secrets.refresh_token ?? '' };
        const { json } = await http.send({ method: 'POST', host: 'platform', path: '/token', form, accounts: [], authorized: false });
        const { token } = json as { readonly token: string };
        return { accessToken: token, obtainedAt: new Date(clock.now()).toISOString() as Instant };
      },
    };
    const { http } = rig(server.address, { credentials: start({ renewal }), clock });
    await http.send(get('/a'));
    expect(server.calls.map(({ headers }) => headers.authorization)).toEqual(['Bearer akses-lama', undefined, 'Bearer akses-baru']);
  });
});

describe('a token that nothing renews', () => {
  const declared = (name: string, required = true) => ({ name, required, explanation: '' });

  it('is the secret named so, else the first that is required', () => {
    expect(staticToken([declared('app_secret'), declared('TOKEN', false)], { TOKEN: 'a', app_secret: 'b' })).toBe('a');
    expect(staticToken([declared('app_id', false), declared('bearer')], { bearer: 'a', app_id: 'b' })).toBe('a');
    expect(staticToken([declared('bearer')], {})).toBeUndefined();
  });

  it('is the same for ever', async () => {
    const credentials = createStaticCredentials('contoh', '2026-11-25T00:00:00.000Z' as Instant);
    expect(await tokenOf(credentials)).toBe('contoh');
    expect(await credentials.notices()).toEqual([]);
    expect(await createStaticCredentials(undefined, '2026-11-25T00:00:00.000Z' as Instant).current(nowhere)).toBeUndefined();
  });
});
