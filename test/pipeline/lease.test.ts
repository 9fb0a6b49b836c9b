import { describe, expect, it } from 'vitest';
import { withLease } from '../../src/pipeline/lease.js';
import { memoryStore } from '../support/memory-store.js';
import { virtualClock } from '../support/virtual-clock.js';

const TTL = 60_000;

describe('work under a lease', () => {
  it('gives its result and gives the lease back', async () => {
    const [clock, store] = [virtualClock(), memoryStore()];
    expect(await clock.settle(withLease(store, 'slot', 'one', TTL, clock, async () => 25))).toEqual({ held: true, value: 25 });
    expect(await store.acquireLease('slot', 'two', clock.now() + TTL, clock.now())).toBe(true);
  });

  it('is not begun where another holder has it', async () => {
    const [clock, store] = [virtualClock(), memoryStore()];
    await store.acquireLease('slot', 'other', clock.now() + TTL, clock.now());
    let begun = false;
    const work = async () => {
      begun = true;
    };
    expect(await clock.settle(withLease(store, 'slot', 'one', TTL, clock, work))).toEqual({ held: false });
    expect(begun).toBe(false);
  });

  it('keeps the lease while it takes longer than the lease lasts', async () => {
    const [clock, store] = [virtualClock(), memoryStore()];
    const long = withLease(store, 'slot', 'one', TTL, clock, () => clock.sleep(10 * TTL));
    await clock.advance(5 * TTL);
    expect(await store.acquireLease('slot', 'two', clock.now() + TTL, clock.now())).toBe(false);
    expect((await clock.settle(long)).held).toBe(true);
  });

  it('gives the lease back where it throws', async () => {
    const [clock, store] = [virtualClock(), memoryStore()];
    const broken = withLease(store, 'slot', 'one', TTL, clock, () => Promise.reject(new Error('no')));
    await expect(clock.settle(broken)).rejects.toThrow('no');
    expect(await store.acquireLease('slot', 'two', clock.now() + TTL, clock.now())).toBe(true);
  });

  it('learns that it lost the lease, and does not take it back or release the new one', async () => {
    const [clock, store] = [virtualClock(), memoryStore()];
    const result = await clock.settle(
      withLease(store, 'slot', 'one', TTL, clock, async (lease) => {
        await store.releaseLease('slot', 'one');
        await store.acquireLease('slot', 'two', clock.now() + TTL, clock.now());
        const first = await lease.confirm();
        await store.releaseLease('slot', 'two');
        return [first, await lease.confirm()];
      }),
    );
    expect(result).toEqual({ held: true, value: [false, false] });
  });
});
