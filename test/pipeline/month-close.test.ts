import { describe, expect, it, onTestFinished } from 'vitest';
import { civilDate, type Instant, periodOf } from '../../connectors/contract/period.js';
import { readDeeds } from '../../src/pipeline/audit-log.js';
import { composeDigest } from '../../src/pipeline/compose.js';
import { correctHanded, keepHanded } from '../../src/pipeline/handed/keep.js';
import { closeMonth, publishedDigest, readClosed, reopenMonth } from '../../src/pipeline/month-close.js';
import { undoImport } from '../../src/pipeline/undo-import.js';
import { voidValue } from '../../src/pipeline/void-value.js';
import { demoStore } from '../support/demo-store.js';
import { demoConfig, FEBRUARY, failingLog, MARCH_FIRST } from '../support/ministry.js';

const config = demoConfig();
const JANUARY = periodOf('month', civilDate('2024-01-01'));
/** What brought the demo in is done by then. */
const AFTER_THE_DEMO = '2024-03-01T02:00:30.000Z' as Instant;
const PHONE_JANUARY = {
  kind: 'figure',
  subject: 'contact_centre',
  metric: 'tickets',
  dimensions: { channel: 'phone' },
  period: JANUARY,
  value: 99,
  precision: 'exact',
  note: undefined,
} as const;

async function opened() {
  const { store, remove } = await demoStore();
  onTestFinished(remove);
  let now = Date.parse(MARCH_FIRST);
  const clock = {
    now: () => {
      now += 60_000;
      return new Date(now).toISOString() as Instant;
    },
  };
  const deps = { store, config, clock, log: failingLog };
  const close = (accepted = true) => closeMonth({ period: FEBRUARY, by: 'manager', accepted }, deps);
  const published = async () => JSON.stringify(await publishedDigest({ id: 'monthly', period: 'month' }, FEBRUARY, deps));
  const composed = async (asOf: Instant) => {
    const digest = config.digests.find(({ id }) => id === 'monthly');
    if (digest === undefined) throw new Error('The demo has a monthly digest.');
    return JSON.stringify(await composeDigest({ config, digest, period: FEBRUARY, asOf, asItStood: false }, store, failingLog));
  };
  return { store, deps, close, published, composed };
}

describe('closing a month', () => {
  it('keeps the published digest as it was, byte for byte, whatever changes afterwards', async () => {
    const { deps, close, published, composed } = await opened();
    const outcome = await close();
    if (outcome.outcome !== 'closed') throw new Error('It was not closed.');
    const before = await published();
    const { at } = outcome.closed;
    expect(before).toBe(await composed(at));
    await correctHanded({ by: 'editor', way: 'modal', facts: [PHONE_JANUARY], reason: 'salah hitung' }, deps);
    await voidValue({ observation: 'contact_centre/tickets/channel=email/month@2024-02-01#1', by: 'editor', reason: 'ganda' }, deps);
    expect(await composed(at)).not.toBe(before);
    expect(await published()).toBe(before);
  });

  it('happens once, until it is opened again with a reason', async () => {
    const { deps, close, published } = await opened();
    const [one, other] = await Promise.allSettled([close(), close()]);
    expect([one.status, other.status].sort()).toEqual(['fulfilled', 'rejected']);
    await expect(close()).rejects.toMatchObject({ kind: 'refused-input' });
    await expect(reopenMonth({ period: FEBRUARY, by: 'manager', reason: ' ' }, deps)).rejects.toThrow('Say why.');
    await reopenMonth({ period: FEBRUARY, by: 'manager', reason: 'angka telepon salah' }, deps);
    expect(await published()).toBeUndefined();
    await expect(reopenMonth({ period: FEBRUARY, by: 'manager', reason: 'lagi' }, deps)).rejects.toThrow('is not closed');
    expect(await close()).toMatchObject({ outcome: 'closed' });
  });

  it('is refused before the month is over', async () => {
    const { deps } = await opened();
    const march = periodOf('month', civilDate('2024-03-01'));
    await expect(closeMonth({ period: march, by: 'manager', accepted: true }, deps)).rejects.toThrow('is not over');
    expect(await readClosed('2024-03', deps)).toBeUndefined();
  });

  it('stands in the audit log with every other step of the month', async () => {
    const { store, deps, close } = await opened();
    const { importId } = await keepHanded({ by: 'editor', way: 'modal', facts: [PHONE_JANUARY] }, deps);
    await undoImport({ import: importId, by: 'editor', reason: 'keliru' }, deps);
    await voidValue({ observation: 'contact_centre/tickets/channel=email/month@2024-02-01#1', by: 'editor', reason: 'ganda' }, deps);
    await close();
    await reopenMonth({ period: FEBRUARY, by: 'manager', reason: 'angka telepon salah' }, deps);
    await close();
    const deeds = await readDeeds({ from: AFTER_THE_DEMO }, { store, config });
    expect(deeds.map(({ who, kind }) => `${who} ${kind}`)).toEqual([
      'editor hand-in',
      'editor undo',
      'editor void',
      'manager close',
      'manager reopen',
      'manager close',
    ]);
    expect(deeds[4]?.detail).toBe('2024-02: angka telepon salah');
    expect(await readDeeds({ who: 'Mas Dito', kind: 'void' }, { store, config })).toEqual([deeds[2]]);
    expect((await readDeeds({ to: AFTER_THE_DEMO }, { store, config })).some(({ kind }) => kind === 'close')).toBe(false);
  });
});
