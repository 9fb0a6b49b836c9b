import { onTestFinished } from 'vitest';
import type { DeclaredConnector, KnownAccount, Pulled, UnsettledRequest } from '../../../connectors/contract/connector.js';
import type { Http } from '../../../connectors/contract/http.js';
import { civilDate, type Instant } from '../../../connectors/contract/period.js';
import { seededWorld } from '../../../sandbox/platforms/seeded-world.js';
import { type Platforms, startPlatforms } from '../../../sandbox/platforms/server.js';
import type { World, WorldAccount } from '../../../sandbox/platforms/world.js';
import type { WallClock } from '../../../src/clock.js';
import { createAgents } from '../../../src/http/agents.js';
import { createBreakers } from '../../../src/http/breakers.js';
import { createHttp } from '../../../src/http/create.js';
import { createStaticCredentials } from '../../../src/http/credentials.js';
import { createLedger } from '../../../src/http/ledger.js';
import { createRedactor } from '../../../src/http/redact.js';
import { createTransport } from '../../../src/http/transport.js';
import { memoryLedger } from '../../http/rig.js';

export const NOW = '2026-10-20T20:00:00.000Z' as Instant;
export const API_DATE = '2026-11-25';
export const NOTHING_KNOWN: KnownAccount = { content: [], statedPosts: undefined };

/** Three accounts on each platform, with the days and posts of September and October 2026. */
export const smallWorld = (accounts = 3, postsPerDay = 1): World =>
  seededWorld({ seed: 7, firstDay: '2026-08-01', lastDay: '2026-10-31', accountsPerPlatform: accounts, postsPerDay });

export type MetaPlatform = 'instagram' | 'facebook';

export interface MetaRig {
  readonly platforms: Platforms;
  readonly http: Http;
  /** raw answers that were kept */
  readonly kept: string[];
  readonly request: (more?: Partial<UnsettledRequest>) => UnsettledRequest;
  readonly accounts: readonly WorldAccount[];
  readonly pull: (more?: Partial<UnsettledRequest>, settings?: object) => Promise<readonly Pulled<string>[]>;
}

/** A clock on which no pause lasts: whoever sleeps wakes at once, at the later time. */
function impatientClock(start: number): WallClock {
  let now = start;
  return {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
  };
}

/** A connector on the real core, in front of the stand-in of the Graph API. */
export async function metaRig(connector: DeclaredConnector, world: World = smallWorld(), now: Instant = NOW, token?: string): Promise<MetaRig> {
  const platforms = await startPlatforms({ world, now, apiDate: API_DATE });
  onTestFinished(() => platforms.close());
  const accounts = world.accounts.filter(({ platform }) => platform === connector.id);
  const pullAccounts = accounts.map(({ id, username }) => ({ id: `${connector.id}:${username}`, platformId: id }));
  const kept: string[] = [];
  const clock = impatientClock(Date.parse(now));
  const log = { debug: () => undefined, warn: () => undefined };
  const http = createHttp({
    connector,
    connection: 'meta',
    accounts: pullAccounts,
    hosts: platforms.hosts,
    secrets: {},
    credentials: createStaticCredentials(token ?? platforms.credentials.meta.token, now),
    transport: createTransport(createAgents({})),
    breakers: createBreakers(clock),
    ledger: createLedger({ buckets: {}, store: memoryLedger(), clock, log }),
    raw: {
      put: async (bytes, meta) => `raw:${kept.push(`${JSON.stringify(meta)} ${Buffer.from(bytes).toString('utf8')}`)}`,
      get: async () => undefined,
    },
    redactor: createRedactor(),
    clock,
    random: () => 0.5,
    log,
  });
  const request = (more: Partial<UnsettledRequest> = {}): UnsettledRequest => ({
    task: 'daily',
    accounts: pullAccounts,
    window: { start: civilDate('2026-10-17'), end: civilDate('2026-10-20') },
    now,
    zone: 'Asia/Jakarta',
    known: () => NOTHING_KNOWN,
    without: new Set(),
    ...more,
  });
  const pull = async (more: Partial<UnsettledRequest> = {}, settings: object = {}): Promise<readonly Pulled<string>[]> =>
    all(connector.configure(settings).pull(request(more), http));
  return { platforms, http, kept, request, accounts, pull };
}

/** All that a generator yields. */
export async function all<T>(source: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}

type Of<Type extends Pulled<string>['type']> = Extract<Pulled<string>, { type: Type }>;

/** The things of one type among those that were pulled. */
export const ofType = <Type extends Pulled<string>['type']>(pulled: readonly Pulled<string>[], type: Type): readonly Of<Type>[] =>
  pulled.filter((one): one is Of<Type> => one.type === type);

/** The values of one capability of one account as `day value` or `day absence`, in order. */
export const days = (pulled: readonly Pulled<string>[], account: string, capability: string): readonly string[] =>
  ofType(pulled, 'value')
    .filter((one) => one.account === account && one.capability === capability)
    .map(({ day, value, absence }) => `${day} ${value ?? absence}`)
    .toSorted();

/** The snapshots of one item as an object of values and absences. */
export const figures = (pulled: readonly Pulled<string>[], platformId: string): Readonly<Record<string, number | string | undefined>> =>
  Object.fromEntries(
    ofType(pulled, 'snapshot')
      .filter((one) => one.platformId === platformId)
      .map(({ capability, value, absence }) => [capability, value ?? absence]),
  );

/** The first problem; throws where there is none. */
export function firstProblem(pulled: readonly Pulled<string>[]): Of<'problem'> {
  const [first] = ofType(pulled, 'problem');
  if (first === undefined) throw new Error('There is no problem.');
  return first;
}

/** Problems as `kind account capability`. */
export const problems = (pulled: readonly Pulled<string>[]): readonly string[] =>
  ofType(pulled, 'problem').map(({ error, account, capability }) => [error.kind, account ?? '-', capability ?? '-'].join(' '));

/** An account of the world, the first one being 0. */
export const accountAt = (rig: MetaRig, index: number): WorldAccount => {
  const account = rig.accounts[index];
  if (account === undefined) throw new Error(`No account ${index}`);
  return account;
};

/** What is true of a day of an account. */
export const truth = (rig: MetaRig, index: number, day: string) => {
  const found = accountAt(rig, index).days.get(day);
  if (found === undefined) throw new Error(`No day ${day}`);
  return found;
};

/** The addresses of all questions, those inside batches too. */
export const urlsAsked = (rig: MetaRig): readonly string[] =>
  rig.platforms.calls().flatMap((call) => {
    const batch = call.form.get('batch');
    return batch === null ? [`${call.path}?${call.query}`] : (JSON.parse(batch) as { relative_url: string }[]).map(({ relative_url: url }) => url);
  });

/** The spans of time that were asked for, in seconds. */
export const spansAsked = (rig: MetaRig): readonly { since: number; until: number }[] =>
  urlsAsked(rig).flatMap((url) => {
    const query = new URLSearchParams(url.split('?')[1]);
    const [since, until] = [query.get('since'), query.get('until')];
    return since === null || until === null ? [] : [{ since: Number(since), until: Number(until) }];
  });
