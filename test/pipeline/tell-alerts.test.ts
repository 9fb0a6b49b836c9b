import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays, civilDate, type Instant } from '../../connectors/contract/period.js';
import { systemWallClock, type WallClock } from '../../src/clock.js';
import type { Config } from '../../src/config/config.js';
import { newAlertState } from '../../src/domain/alert-state.js';
import type { Outgoing, PostOutcome } from '../../src/domain/delivery.js';
import { evaluateAlerts } from '../../src/pipeline/evaluate-alerts.js';
import type { TellingDeps } from '../../src/pipeline/show-card.js';
import { tellAlerts } from '../../src/pipeline/tell-alerts.js';
import { tellFailures } from '../../src/pipeline/tell-failures.js';
import { importFacts, origin, value } from '../contracts/store.js';
import { laporan } from '../sandbox/rig.js';
import { at, configWith, FALL, X } from '../support/alert-config.js';
import { type TemporaryStore, temporaryStore } from '../support/store.js';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const MINUTE_MS = 60_000;

interface Posted {
  readonly channel: string;
  readonly outgoing: Outgoing;
}

/** A Slack that answers what the test says, and otherwise takes everything. */
interface World {
  readonly deps: (config: Config, now: Instant) => TellingDeps;
  readonly wall: WallClock;
  /** moves the wall clock on */
  readonly advance: (minutes: number) => void;
  readonly posted: Posted[];
  readonly told: string[];
  /** how often a post was tried */
  tries: number;
  refusal: string | undefined;
}

function worldOf(place: TemporaryStore): World {
  let ahead = 0;
  const wall: WallClock = { ...systemWallClock, now: () => systemWallClock.now() + ahead };
  const advance = (minutes: number): void => {
    ahead += minutes * MINUTE_MS;
  };
  const world: World = { deps, wall, advance, posted: [], told: [], tries: 0, refusal: undefined };
  function deps(config: Config, now: Instant): TellingDeps {
    return {
      config,
      store: place.store,
      log: quiet,
      now,
      wallClock: world.wall,
      illustrate: async () => undefined,
      tellOwner: async ({ en }) => void world.told.push(en),
      messenger: {
        direct: async (person) => `D${person}`,
        upload: async () => 'F1',
        edit: async () => ({ outcome: 'edited' }),
        find: async () => undefined,
        prepare: async (outgoing, { channel }) => ({ post: async () => post({ channel, outgoing }) }),
      },
    };
  }
  function post(message: Posted): PostOutcome {
    world.tries += 1;
    if (world.refusal !== undefined) return { outcome: 'refused', reason: world.refusal, retryAfterMs: undefined };
    world.posted.push(message);
    return { outcome: 'sent', message: `${world.posted.length}.0` };
  }
  return world;
}

describe('alerts that are told', () => {
  let place: TemporaryStore;
  let world: World;
  beforeEach(async () => {
    place = await temporaryStore();
    world = worldOf(place);
  });
  afterEach(() => place.remove());

  const now = at('2024-02-11');
  const tell = (config: Config, moment = now) => tellAlerts(world.deps(config, moment));

  /** Accounts whose impressions fell by 30 % on the newest day, as they are judged on the next morning. */
  async function fallen(accounts: readonly string[], rules: readonly object[]): Promise<Config> {
    const listed = accounts.map((account) => `  - { id: "${account}", platform: x, label: "@${account.slice(2)}" }\n`).join('');
    const config = configWith(rules, ['accounts:\n', `accounts:\n${listed}`]);
    const days = accounts.flatMap((subject) =>
      Array.from({ length: 41 }, (_, index) => value({ ...X, subject }, addDays(civilDate('2024-01-01'), index), index < 40 ? 1000 : 700)),
    );
    await importFacts(place.store, origin('api', 'days', at('2024-02-11', '08:00')), days);
    await evaluateAlerts({ config, store: place.store, now });
    return config;
  }
  const crowd = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `x:account-${index}`);

  describe('where Pantau was not invited', () => {
    it('come once it is, are tried with growing patience until then, and the owner hears of it once', async () => {
      const config = await fallen(['x:one'], [{ ...FALL, subject: 'x:one' }]);
      world.refusal = 'not_in_channel';
      expect(await tell(config)).toBe(at('2024-02-11', '09:20'));
      await tell(config);
      expect([world.tries, world.told.length]).toEqual([1, 1]);

      world.advance(15);
      expect(await tell(config, at('2024-02-11', '09:20'))).toBe(at('2024-02-11', '09:50'));
      expect([world.tries, world.told.length]).toEqual([2, 1]);

      world.refusal = undefined;
      world.advance(29);
      await tell(config, at('2024-02-11', '09:49'));
      expect(world.posted).toEqual([]);
      world.advance(1);
      expect(await tell(config, at('2024-02-11', '09:50'))).toBeUndefined();
      expect(world.posted.map(({ channel }) => channel)).toEqual([laporan]);
      await tell(config, at('2024-02-11', '10:00'));
      expect([world.posted.length, world.told.length]).toEqual([1, 1]);
    });
  });

  describe('of a rule that fires everywhere at once', () => {
    it('are one card', async () => {
      const config = await fallen(crowd(200), [{ ...FALL, subject: undefined, platform: 'x' }]);
      await tell(config);
      expect(world.posted).toHaveLength(1);
      const [card] = world.posted;
      expect(card?.outgoing.type === 'incident' && [card.outgoing.view.items.length, card.outgoing.view.title]).toEqual([
        200,
        { id: 'fall', en: 'fall' },
      ]);
    });

    it('are one card too where each account has a rule of its own', async () => {
      const accounts = crowd(40);
      const config = await fallen(
        accounts,
        accounts.map((subject, index) => ({ ...FALL, id: `fall-${index}`, subject })),
      );
      await tell(config);
      expect(world.posted).toHaveLength(1);
      const [card] = world.posted;
      expect(card?.outgoing.type === 'incident' && card.outgoing.view.title).toEqual({ id: 'penurunan', en: 'declines' });
    });

    it('stay apart as long as they are few', async () => {
      const config = await fallen(crowd(10), [{ ...FALL, subject: undefined, platform: 'x' }]);
      await tell(config);
      expect(world.posted).toHaveLength(10);
    });
  });

  describe('of rules that cannot be judged', () => {
    const config = configWith([]);
    const failing = (rule: string, since: Instant, reason = 'failed The store is busy.') => ({
      ...newAlertState(rule, `${rule}/series`, since),
      kind: 'error' as const,
      last: reason,
    });
    const tellOf = (states: Parameters<typeof tellFailures>[0]) => tellFailures(states, world.deps(config, now));
    const said = (): readonly string[] => world.posted.map(({ outgoing }) => (outgoing.type === 'notice' ? outgoing.text : ''));

    it('are one message to the owner for each reason, once, in their language', async () => {
      const states = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((rule) => failing(rule, now));
      await tellOf(states);
      await tellOf(states);
      expect(said()).toEqual(['Aturan peringatan tidak dapat dinilai (a, b, c, d, e dan 2 lagi): The store is busy.']);
      expect(world.posted[0]?.channel).toBe('DU0OWNER001');
      await tellOf([...states, failing('h', now, 'failed It has no target.')]);
      expect(said().slice(1)).toEqual(['Aturan peringatan tidak dapat dinilai (h): It has no target.']);
    });

    it('are told again where they fail again later', async () => {
      await tellOf([failing('a', now)]);
      await tellOf([failing('a', at('2024-02-14'))]);
      expect(said()).toHaveLength(2);
    });
  });
});
