import { describe, expect, it, onTestFinished } from 'vitest';
import type { Instant } from '../../connectors/contract/period.js';
import { scheduleOf } from '../../src/application/schedule.js';
import { systemWallClock } from '../../src/clock.js';
import type { Delivery } from '../../src/domain/delivery.js';
import { slotBook } from '../../src/schedule/state.js';
import { postingConfig } from '../support/posting-config.js';
import { temporaryStore } from '../support/store.js';

const config = postingConfig(1);
const at = (moment: string): Instant => moment as Instant;
const row = (day: string, state: Delivery['state'], more: Partial<Delivery> = {}): Delivery => {
  const slot = `daily@2024-03-${day}T02:00:00.000Z`;
  return { key: `${slot}>C0LAPORAN1`, slot, channel: 'C0LAPORAN1', state, startedAt: 1, message: undefined, error: undefined, attempts: 1, ...more };
};

describe('the schedule of a digest', () => {
  it('tells the newest slot that is owed, with why it was not done, and what became of those before', async () => {
    const { store, remove } = await temporaryStore();
    onTestFinished(remove);
    const book = slotBook(store, systemWallClock);
    await book.saveSince('daily', { kind: 'handled', at: at('2024-03-02T02:00:00.000Z') });
    await book.saveState({ schedule: 'daily', at: at('2024-03-04T02:00:00.000Z') }, { state: 'retrying', attempts: 2, reason: 'no room' });
    await store.saveDelivery(row('01', 'sent'));
    await store.saveDelivery(row('02', 'unknown', { error: 'timeout' }));
    await store.saveDelivery(row('03', 'failed', { error: 'is_archived' }));
    await store.saveDelivery(row('03', 'queued', { key: `${row('03', 'queued').key}#1` }));
    await store.saveDelivery(row('01', 'queued', { key: `${row('01', 'queued').key}#1` }));
    await store.saveDelivery(row('01', 'sent', { key: 'weekly@2024-03-01T02:00:00.000Z>C0LAPORAN1', slot: 'weekly@2024-03-01T02:00:00.000Z' }));

    const { schedules } = await scheduleOf(config, store, at('2024-03-04T05:00:00.000Z'));
    expect(schedules).toHaveLength(1);
    expect(schedules[0]?.next[0]).toEqual({ at: '2024-03-05T02:00:00.000Z', local: '2024-03-05 09:00 Asia/Jakarta (UTC+07:00)' });
    expect(schedules[0]?.owed).toMatchObject({ at: '2024-03-04T02:00:00.000Z', attempts: 2, reason: 'no room' });
    expect(schedules[0]?.deliveries.map(({ slot, reply, state, error }) => [slot.at.slice(0, 10), reply, state, error])).toEqual([
      ['2024-03-03', undefined, 'failed', 'is_archived'],
      ['2024-03-02', undefined, 'unknown', 'timeout'],
      ['2024-03-01', undefined, 'sent', undefined],
      ['2024-03-01', 1, 'queued', undefined],
    ]);
  });

  it('owes nothing before its first start, and lists at most twelve slots', async () => {
    const { store, remove } = await temporaryStore();
    onTestFinished(remove);
    for (let day = 10; day < 28; day += 1) await store.saveDelivery(row(`${day}`, 'sent'));
    const { schedules } = await scheduleOf(config, store, at('2024-03-28T00:00:00.000Z'));
    expect(schedules[0]?.owed).toBeUndefined();
    expect(schedules[0]?.deliveries.map(({ slot }) => slot.at.slice(8, 10)).slice(0, 2)).toEqual(['27', '26']);
    expect(schedules[0]?.deliveries).toHaveLength(12);
  });
});
