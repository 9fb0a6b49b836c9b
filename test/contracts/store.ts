import { describe, expect, it } from 'vitest';
import type { Fact } from '../../connectors/contract/layout.js';
import type { Origin, OriginKind, Series } from '../../connectors/contract/observation.js';
import { civilDate, type Instant, periodOf } from '../../connectors/contract/period.js';
import type { Delivery } from '../../src/domain/delivery.js';
import type { ImportOutcome, Store } from '../../src/store/port.js';

const at = (text: string): Instant => text as Instant;
const origin = (kind: OriginKind, name: string): Origin => ({
  id: `${kind}:${name}`,
  kind,
  name,
  detail: `${name}.csv`,
  hash: name,
  zone: 'Asia/Jakarta',
  receivedAt: at('2024-03-01T02:00:00.000Z'),
});

const tickets: Series = { subject: 'contact_centre', metric: 'tickets', dimensions: { channel: 'phone' }, grain: 'month' };
const february = periodOf('month', civilDate('2024-02-01'));

const stated = (
  value: number | null,
  from: Origin,
  extra: { readonly observedAt?: string; readonly series?: Series; readonly line?: string } = {},
): Fact => ({
  type: 'observation',
  observation: {
    series: extra.series ?? tickets,
    period: february,
    value,
    ...(value === null ? { absence: 'not-available' as const } : {}),
    quality: 'complete',
    precision: 'exact',
    observedAt: at(extra.observedAt ?? '2024-03-01T02:00:00.000Z'),
    origin: from.id,
    reference: extra.line ?? '2',
  },
});

async function hand(store: Store, from: Origin, facts: readonly Fact[]): Promise<ImportOutcome> {
  const session = await store.beginImport(from);
  await session.stage(facts);
  return session.commit();
}

const read = (store: Store, asOf?: string) => store.readSeries({ ...tickets, window: february, ...(asOf === undefined ? {} : { asOf: at(asOf) }) });

/** What every store promises; run over each of them. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    it('changes nothing when the same values come again', async () => {
      const store = await open();
      const report = origin('file', 'laporan');
      expect(await hand(store, report, [stated(46, report)])).toEqual({ inserted: 1, revised: 0, unchanged: 0, outranked: 0 });
      expect(await hand(store, report, [stated(46, report)])).toEqual({ inserted: 0, revised: 0, unchanged: 1, outranked: 0 });
      expect((await store.status()).revisions).toBe(1);
    });

    it('keeps a changed value as a revision beside the old one', async () => {
      const store = await open();
      const report = origin('file', 'laporan');
      await hand(store, report, [stated(46, report)]);
      expect(await hand(store, report, [stated(47, report)])).toMatchObject({ revised: 1 });
      expect(await read(store)).toMatchObject([{ id: 'contact_centre/tickets/channel=phone/month@2024-02-01#2', value: 47, revision: 2 }]);
      expect((await store.revisions(tickets, february.start, february.end)).map((row) => row.value)).toEqual([46, 47]);
    });

    it('lets no worse origin replace a better one, whichever comes first', async () => {
      for (const order of [
        ['file', 'synthetic'],
        ['synthetic', 'file'],
      ] as const) {
        const store = await open();
        for (const kind of order) {
          const from = origin(kind, kind);
          await hand(store, from, [stated(kind === 'file' ? 46 : 999, from)]);
        }
        expect(await read(store)).toMatchObject([{ value: 46, originKind: 'file' }]);
      }
    });

    it('counts a worse value once, and not again when it is handed in again', async () => {
      const store = await open();
      const [report, sample] = [origin('file', 'laporan'), origin('synthetic', 'contoh')];
      await hand(store, report, [stated(46, report)]);
      expect(await hand(store, sample, [stated(999, sample)])).toMatchObject({ outranked: 1 });
      expect(await hand(store, sample, [stated(999, sample)])).toMatchObject({ unchanged: 1 });
    });

    it('keeps no data apart from zero', async () => {
      const store = await open();
      const report = origin('file', 'laporan');
      await hand(store, report, [stated(null, report), stated(0, report, { series: { ...tickets, dimensions: { channel: 'email' } } })]);
      expect(await read(store)).toMatchObject([{ value: null, absence: 'not-available' }]);
      const [zero] = await store.readSeries({ ...tickets, dimensions: { channel: 'email' }, window: february });
      expect(zero).toMatchObject({ value: 0 });
      expect(zero).not.toHaveProperty('absence');
    });

    it('reads values as they stood at a past moment', async () => {
      const store = await open();
      const report = origin('file', 'laporan');
      await hand(store, report, [stated(46, report, { observedAt: '2024-03-01T02:00:00.000Z' })]);
      await hand(store, report, [stated(47, report, { observedAt: '2024-03-05T02:00:00.000Z' })]);
      expect(await read(store, '2024-03-02T00:00:00.000Z')).toMatchObject([{ value: 46 }]);
      expect(await read(store, '2024-02-01T00:00:00.000Z')).toEqual([]);
    });

    it('refuses two values for one figure in one file and keeps nothing of it', async () => {
      const store = await open();
      const report = origin('file', 'laporan');
      const session = await store.beginImport(report);
      await expect(session.stage([stated(46, report, { line: '2' }), stated(47, report, { line: '9' })])).rejects.toThrow('Lines 2 and 9');
      await session.discard();
      expect(await store.status()).toMatchObject({ observations: 0, revisions: 0 });
    });

    it('shows nothing of an import before it is committed', async () => {
      const store = await open();
      const report = origin('file', 'laporan');
      const session = await store.beginImport(report);
      await session.stage([stated(46, report)]);
      expect(await read(store)).toEqual([]);
      await session.commit();
      expect(await read(store)).toHaveLength(1);
    });

    it('keeps two like entries of a day as two, and no more when they come again', async () => {
      const store = await open();
      const list = origin('file', 'entri');
      const visit: Fact = {
        type: 'entry',
        entry: { kind: 'visit', date: civilDate('2024-02-20'), title: 'DBH', attributes: { guests: '2' }, origin: list.id },
      };
      await hand(store, list, [visit, visit]);
      expect(await hand(store, list, [visit, visit])).toMatchObject({ inserted: 0, unchanged: 2 });
      expect(await store.readEntries('visit', february)).toHaveLength(2);
    });

    it('takes the last snapshot at or before a moment', async () => {
      const store = await open();
      const sample = origin('synthetic', 'contoh');
      const snapshot = (readAt: string, value: number): Fact => ({
        type: 'snapshot',
        snapshot: { content: 'instagram:ditjenpk/1', metric: 'reach', readAt: at(readAt), value, quality: 'synthetic', origin: sample.id },
      });
      await hand(store, sample, [snapshot('2024-02-10T00:00:00.000Z', 100), snapshot('2024-02-20T00:00:00.000Z', 200)]);
      expect(await store.readSnapshots(['instagram:ditjenpk/1'], 'reach', at('2024-02-15T00:00:00.000Z'))).toMatchObject([{ value: 100 }]);
      expect(await store.readSnapshots(['instagram:ditjenpk/1'], 'reach', at('2024-02-20T00:00:00.000Z'))).toMatchObject([{ value: 200 }]);
    });

    it('lets one of two writers take a delivery on', async () => {
      const store = await open();
      const delivery: Delivery = {
        key: 'monthly@1>C1',
        slot: 'monthly@1',
        channel: 'C1',
        state: 'queued',
        startedAt: undefined,
        message: undefined,
        error: undefined,
        attempts: 0,
      };
      expect(await store.saveDelivery(delivery, 'absent')).toBe(true);
      const taken = await Promise.all([1, 2].map((attempts) => store.saveDelivery({ ...delivery, state: 'sending', attempts }, 'queued')));
      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await store.readDelivery(delivery.key)).toMatchObject({ state: 'sending' });
    });

    it('gives a lease to one holder until it ends', async () => {
      const store = await open();
      expect(await store.acquireLease('slot', 'a', 1_000, 0)).toBe(true);
      expect(await store.acquireLease('slot', 'b', 1_500, 500)).toBe(false);
      expect(await store.acquireLease('slot', 'b', 2_500, 1_000)).toBe(true);
    });

    it('keeps every version of a setting and reads the newest', async () => {
      const store = await open();
      for (const value of ['1', '2']) await store.saveSetting({ name: 'language:U1', value, validFrom: at('2024-03-01T02:00:00.000Z'), by: 'owner' });
      expect(await store.readSetting('language:U1')).toMatchObject({ value: '2' });
    });
  });
}
