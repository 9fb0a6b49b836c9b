import { describe, expect, it } from 'vitest';
import { createLedger, type Ledger, type LedgerStore } from '../../src/http/ledger.js';
import { jumpingClock } from '../support/jumping-clock.js';
import { startScriptedServer } from '../support/scripted-server.js';
import { get, judge, memoryLedger, rig } from './rig.js';

const HOUR = 3_600_000;
const BUCKETS = {
  'x:credits': { zone: 'UTC', limit: undefined },
  'youtube:units': { zone: 'America/Los_Angeles', limit: 10 },
};
const log = { warn: () => undefined };
const ledgerOf = (store: LedgerStore, clock = jumpingClock(), limits: Record<string, number> = {}): Ledger =>
  createLedger({ buckets: BUCKETS, limits, store, clock, log });
const unit = (units: number) => [{ bucket: 'youtube:units', units }];
const post = (id: string, units = 5_000) => ({ bucket: 'x:credits', units, resource: `post:${id}` });

describe('the ledger of charges', () => {
  it('refuses a call that would pass the budget, and says what is spent and when it begins anew', async () => {
    const ledger = ledgerOf(memoryLedger());
    await (await ledger.reserve(unit(8))).settle(unit(8));
    await expect(ledger.reserve(unit(3))).rejects.toMatchObject({
      kind: 'quota',
      reach: 'connection',
      // Midnight in Los Angeles, in winter.
      until: '2026-11-25T08:00:00.000Z',
      message: expect.stringMatching(/8 units of 10 units are spent .* may need 3 units.*midnight in America\/Los_Angeles/),
    });
    await (await ledger.reserve(unit(2))).settle(unit(2));
    expect(await ledger.spent('youtube:units')).toEqual({ units: 10, limit: 10, until: '2026-11-25T08:00:00.000Z' });
  });

  it('begins anew at the midnight of the zone, also on days of 23 and 25 hours', async () => {
    const days = [
      { night: '2026-11-25T07:59:59Z', until: '2026-11-25T08:00:00.000Z' },
      // Summer time ends on 1 November 2026 and began on 8 March.
      { night: '2026-11-01T12:00:00Z', until: '2026-11-02T08:00:00.000Z' },
      { night: '2026-11-01T06:59:00Z', until: '2026-11-01T07:00:00.000Z' },
      { night: '2026-03-08T12:00:00Z', until: '2026-03-09T07:00:00.000Z' },
    ];
    for (const { night, until } of days) {
      const clock = jumpingClock(Date.parse(night));
      const ledger = ledgerOf(memoryLedger(), clock);
      await (await ledger.reserve(unit(10))).settle(unit(10));
      await expect(ledger.reserve(unit(1))).rejects.toMatchObject({ until });
      clock.advance(Date.parse(until) - Date.parse(night));
      await expect(ledger.reserve(unit(1))).resolves.toBeDefined();
    }
  });

  it('counts a resource once a day, and again on the next', async () => {
    const store = memoryLedger();
    const clock = jumpingClock();
    const ledger = ledgerOf(store, clock, { 'x:credits': 20_000 });
    const read = async (...ids: readonly string[]): Promise<void> => {
      const charges = ids.map((id) => post(id));
      await (await ledger.reserve(charges)).settle(charges);
    };
    await read('1', '2', '1');
    await read('1', '2', '3');
    expect((await ledger.spent('x:credits')).units).toBe(15_000);
    await expect(ledger.reserve([post('4'), post('5')])).rejects.toMatchObject({ message: expect.stringContaining('0.015 US dollars of 0.020') });
    await read('1', '2', '3', '4');
    clock.advance(24 * HOUR);
    await read('1');
    expect([...store.days.values()]).toEqual([
      { bucket: 'x:credits', day: '2026-11-25', units: 20_000, resources: ['post:1', 'post:2', 'post:3', 'post:4'] },
      { bucket: 'x:credits', day: '2026-11-26', units: 5_000, resources: ['post:1'] },
    ]);
  });

  it('sets aside what calls under way may need, and gives back what they did not', async () => {
    const ledger = ledgerOf(memoryLedger());
    const first = await ledger.reserve(unit(6));
    await expect(ledger.reserve(unit(5))).rejects.toMatchObject({ kind: 'quota' });
    await first.settle(unit(1));
    await expect(ledger.reserve(unit(9))).resolves.toBeDefined();
  });

  it('goes on after a restart, and adds to what another process wrote', async () => {
    const store = memoryLedger();
    const [one, other] = [ledgerOf(store), ledgerOf(store)];
    await (await one.reserve(unit(4))).settle(unit(4));
    await (await other.reserve(unit(4))).settle(unit(4));
    await (await one.reserve(unit(1))).settle(unit(1));
    expect((await ledgerOf(store).spent('youtube:units')).units).toBe(9);
  });

  it('loses nothing while the store is away', async () => {
    const store = memoryLedger();
    let away = true;
    const flaky: LedgerStore = { load: store.load, save: async (day) => (away ? Promise.reject(new Error('disk full')) : store.save(day)) };
    const ledger = ledgerOf(flaky);
    await (await ledger.reserve(unit(4))).settle(unit(4));
    expect((await ledger.spent('youtube:units')).units).toBe(4);
    away = false;
    await (await ledger.reserve(unit(5))).settle(unit(5));
    expect([...store.days.values()]).toMatchObject([{ units: 9 }]);
  });

  it('refuses a bucket that no connector declared', async () => {
    await expect(ledgerOf(memoryLedger()).reserve([{ bucket: 'other', units: 1 }])).rejects.toMatchObject({ kind: 'rejected' });
  });
});

describe('the ledger of a connection', () => {
  const charges = unit(3);

  it('counts what the platform really charged, on failures too, and nothing where the call never arrived', async () => {
    const server = await startScriptedServer([{}, { status: 400, body: { fails: 'rejected' } }]);
    const clock = jumpingClock();
    const ledger = ledgerOf(memoryLedger(), clock);
    const used = () => unit(1);
    const base = { id: 'youtube', label: 'YouTube', authorization: { kind: 'bearer' } } as const;
    const rules = { judge, allowances: () => [], used };
    const { http } = rig(server.address, { clock, ledger, connector: { ...base, ...rules } });
    await http.send(get('/videos', { charges }));
    expect((await ledger.spent('youtube:units')).units).toBe(1);
    await expect(http.send(get('/videos', { charges }))).rejects.toMatchObject({ kind: 'rejected' });
    expect((await ledger.spent('youtube:units')).units).toBe(2);
    const nowhere = rig('http://127.0.0.1:1', { clock, ledger });
    await expect(nowhere.http.send(get('/videos', { charges }))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect((await ledger.spent('youtube:units')).units).toBe(2);
  });

  it('refuses beforehand: the platform never sees the call', async () => {
    const server = await startScriptedServer([]);
    const clock = jumpingClock();
    const { http } = rig(server.address, { clock, ledger: ledgerOf(memoryLedger(), clock, { 'youtube:units': 2 }) });
    await expect(http.send(get('/videos', { charges }))).rejects.toMatchObject({ kind: 'quota' });
  });
});
