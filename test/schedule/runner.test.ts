import { describe, expect, it } from 'vitest';
import type { Text } from '../../connectors/contract/metric.js';
import type { Instant } from '../../connectors/contract/period.js';
import { shiftedBusinessClock } from '../../src/clock.js';
import { type Slot, slotId } from '../../src/domain/delivery.js';
import type { Schedule } from '../../src/schedule/due.js';
import { createRunner, type RunnerDeps, startRunner } from '../../src/schedule/runner.js';
import { memoryStore } from '../support/memory-store.js';
import { virtualClock } from '../support/virtual-clock.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = '2024-03-01T02:00:00.000Z' as Instant;
const SLOT = `slot:monthly@${START}`;
const monthly: Schedule = { id: 'monthly', cron: '0 9 1 * *', zone: 'Asia/Jakarta' };
const weekly: Schedule = { id: 'weekly', cron: '0 9 * * 1', zone: 'Asia/Jakarta' };

function bench(run: RunnerDeps['run'] = async () => undefined) {
  const clock = virtualClock();
  const store = memoryStore();
  const ran: string[] = [];
  const told: Text[] = [];
  const deps: RunnerDeps = {
    store,
    businessClock: shiftedBusinessClock(clock, START, clock.now()),
    wallClock: clock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    tellOwner: async (sentence) => void told.push(sentence),
    run: (slot: Slot, signal) => {
      ran.push(slotId(slot));
      return run(slot, signal);
    },
    installedAt: START,
  };
  const state = async (name: string): Promise<unknown> => JSON.parse((await store.readSetting(name))?.value ?? 'null');
  const history = (name: string): readonly unknown[] => store.settings.filter((one) => one.name === name).map((one) => JSON.parse(one.value).state);
  return { clock, store, ran, told, deps, state, history };
}

const fails = (times: number): RunnerDeps['run'] => {
  let left = times;
  return async () => {
    left -= 1;
    if (left >= 0) throw new Error('the store is locked');
  };
};

describe('a schedule that is added or taken away while the runner runs', () => {
  it('counts from the next tick on', async () => {
    const here = bench();
    let schedules = [monthly];
    const runner = createRunner({ schedules: () => schedules, deps: here.deps });
    await here.clock.settle(runner.tick());
    schedules = [weekly];
    await here.clock.settle(runner.tick());
    await here.clock.advance(40 * DAY);
    await here.clock.settle(runner.tick());
    expect(here.ran).toEqual([`monthly@${START}`, 'weekly@2024-04-08T02:00:00.000Z']);
  });
});

describe('a slot that is due', () => {
  it('runs once, over any number of ticks and restarts, and ends as done', async () => {
    const here = bench();
    const runner = createRunner({ schedules: () => [monthly], deps: here.deps });
    await here.clock.settle(runner.tick());
    await here.clock.settle(runner.tick());
    await here.clock.settle(createRunner({ schedules: () => [monthly], deps: here.deps }).tick());
    expect(here.ran).toEqual([`monthly@${START}`]);
    expect(here.history(SLOT)).toEqual(['running', 'done']);
    expect(await here.state('slot:monthly')).toEqual({ kind: 'handled', at: START });
  });

  it('of the past is not run after an installation', async () => {
    const here = bench();
    const { installedAt: _, ...deps } = here.deps;
    await here.clock.advance(MINUTE);
    await here.clock.settle(createRunner({ schedules: () => [monthly], deps }).tick());
    expect(here.ran).toEqual([]);
    expect(await here.state('slot:monthly')).toEqual({ kind: 'installed', at: '2024-03-01T02:01:00.000Z' });
  });

  it('after a long downtime only the newest runs, and the older ones are recorded as skipped', async () => {
    const here = bench();
    const runner = createRunner({ schedules: () => [weekly], deps: here.deps });
    await here.clock.settle(runner.tick());
    await here.clock.advance(19 * DAY);
    await here.clock.settle(runner.tick());
    expect(here.ran).toEqual(['weekly@2024-03-18T02:00:00.000Z']);
    expect(here.history('slot:weekly@2024-03-04T02:00:00.000Z')).toEqual(['skipped']);
    expect(here.history('slot:weekly@2024-03-11T02:00:00.000Z')).toEqual(['skipped']);
  });

  it('runs in one of two processes only', async () => {
    const here = bench(() => here.clock.sleep(5 * MINUTE));
    const ticks = [1, 2].map(() => createRunner({ schedules: () => [monthly], deps: here.deps }).tick());
    await here.clock.settle(Promise.all(ticks));
    expect(here.ran).toHaveLength(1);
  });
});

describe('a slot that fails', () => {
  it('is tried again on later ticks with growing pauses, and may still succeed', async () => {
    const here = bench(fails(2));
    const runner = createRunner({ schedules: () => [monthly], deps: here.deps });
    await here.clock.settle(runner.tick());
    expect(await here.state(SLOT)).toMatchObject({ state: 'retrying', attempts: 1, reason: 'the store is locked' });
    await here.clock.settle(runner.tick());
    expect(here.ran).toHaveLength(1);
    await here.clock.advance(MINUTE);
    await here.clock.settle(runner.tick());
    await here.clock.advance(4 * MINUTE);
    await here.clock.settle(runner.tick());
    expect(await here.state(SLOT)).toEqual({ state: 'done', attempts: 3 });
    expect(here.told).toEqual([]);
  });

  it('is failed with its reason after the last attempt; the owner hears once, and later slots still run', async () => {
    const here = bench(fails(5));
    const runner = createRunner({ schedules: () => [monthly], deps: here.deps });
    for (let minute = 0; minute < 60; minute += 1) {
      await here.clock.settle(runner.tick());
      await here.clock.advance(MINUTE);
    }
    expect(here.ran).toHaveLength(5);
    expect(await here.state(SLOT)).toEqual({ state: 'failed', attempts: 5, reason: 'the store is locked' });
    expect(here.told).toHaveLength(1);
    expect(here.told[0]?.en).toContain('2024-03-01 09:00 Asia/Jakarta (UTC+07:00) failed after 5 attempts: the store is locked');
    await here.clock.advance(31 * DAY);
    await here.clock.settle(runner.tick());
    expect(here.ran.at(-1)).toBe('monthly@2024-04-01T02:00:00.000Z');
    expect(await here.state('slot:monthly@2024-04-01T02:00:00.000Z')).toEqual({ state: 'done', attempts: 1 });
  });

  it('whose process died in every attempt ends as failed too', async () => {
    const here = bench();
    await here.store.saveSetting({ name: SLOT, value: JSON.stringify({ state: 'running', attempts: 5 }), validFrom: START, by: 'pantau' });
    await here.clock.settle(createRunner({ schedules: () => [monthly], deps: here.deps }).tick());
    expect(here.ran).toEqual([]);
    expect(await here.state(SLOT)).toEqual({ state: 'failed', attempts: 5, reason: 'the program ended during the last attempt' });
    expect(here.told).toHaveLength(1);
  });
});

describe('a run that hangs', () => {
  it('is given up after its time, told so by its signal, and counts as a failed attempt', async () => {
    const signals: AbortSignal[] = [];
    const here = bench((_slot, signal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    await here.clock.settle(createRunner({ schedules: () => [monthly], deps: here.deps }).tick());
    expect(signals[0]?.aborted).toBe(true);
    expect(await here.state(SLOT)).toMatchObject({ state: 'retrying', attempts: 1, reason: 'it was not done after 30 minutes' });
  });

  it('does not hold up another schedule, neither in this tick nor in the next', async () => {
    const here = bench((slot) => (slot.schedule === 'monthly' ? new Promise(() => undefined) : Promise.resolve()));
    const everyMinute: Schedule = { id: 'often', cron: '* * * * *', zone: 'Asia/Jakarta' };
    const runner = createRunner({ schedules: () => [monthly, everyMinute], deps: here.deps });
    const hung = runner.tick();
    await here.clock.advance(MINUTE);
    await here.clock.settle(runner.tick());
    expect(here.ran).toEqual([`monthly@${START}`, `often@${START}`, 'often@2024-03-01T02:01:00.000Z']);
    await here.clock.settle(hung);
  });
});

describe('a runner that can not read its store', () => {
  it('ends the tick, and the next one tries again', async () => {
    const here = bench();
    let broken = true;
    const readSetting: typeof here.store.readSetting = (name) => (broken ? Promise.reject(new Error('disk full')) : here.store.readSetting(name));
    const runner = createRunner({ schedules: () => [monthly], deps: { ...here.deps, store: { ...here.store, readSetting } } });
    await here.clock.settle(runner.tick());
    broken = false;
    await here.clock.settle(runner.tick());
    expect(here.ran).toHaveLength(1);
  });
});

describe('stopping', () => {
  it('waits for what runs, and begins nothing new', async () => {
    const here = bench(() => here.clock.sleep(10_000));
    const runner = startRunner({ schedules: () => [monthly], deps: here.deps });
    const tick = runner.tick();
    await here.clock.advance(1_000);
    expect(await here.clock.settle(runner.stop())).toBe(true);
    await tick;
    expect(await here.state(SLOT)).toMatchObject({ state: 'done' });
    await here.clock.advance(40 * DAY);
    await here.clock.settle(runner.tick());
    expect(here.ran).toHaveLength(1);
  });

  it('gives up on a run that hangs, says so, and leaves the slot for the next start', async () => {
    const here = bench(() => new Promise(() => undefined));
    const runner = createRunner({ schedules: () => [monthly], deps: here.deps });
    void runner.tick();
    await here.clock.advance(1_000);
    expect(await here.clock.settle(runner.stop())).toBe(false);
    expect(await here.state(SLOT)).toEqual({ state: 'running', attempts: 1 });
  });
});
