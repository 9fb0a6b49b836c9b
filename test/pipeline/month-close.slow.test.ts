import { describe, expect, it, onTestFinished } from 'vitest';
import { civilDate, type Instant, periodOf } from '../../connectors/contract/period.js';
import { readClosed } from '../../src/digest/closing.js';
import { verifyDigest } from '../../src/digest/verify.js';
import { readDeeds } from '../../src/pipeline/audit-log.js';
import { composeDigest } from '../../src/pipeline/compose.js';
import { correctHanded, keepHanded } from '../../src/pipeline/handed/keep.js';
import { closeMonth, publishedDigest, reopenMonth } from '../../src/pipeline/month-close.js';
import { undoImport } from '../../src/pipeline/undo-import.js';
import { voidValue } from '../../src/pipeline/void-value.js';
import { asking, sentences, unfounded } from '../question/demo-answers.js';
import { demoStore } from '../support/demo-store.js';
import { composeFebruary, demoConfig, FEBRUARY, failingLog } from '../support/ministry.js';
import { tickingClock } from '../support/ticking-clock.js';

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
  const clock = tickingClock(60_000);
  const deps = { store, config, clock, log: failingLog };
  const close = (accepted = true) => closeMonth({ period: FEBRUARY, by: 'manager', accepted }, deps);
  const published = async () => JSON.stringify(await publishedDigest({ id: 'monthly', period: 'month' }, FEBRUARY, deps));
  const composed = async (asOf: Instant) => {
    const digest = config.digests.find(({ id }) => id === 'monthly');
    if (digest === undefined) throw new Error('The demo has a monthly digest.');
    return JSON.stringify(await composeDigest({ config, digest, period: FEBRUARY, asOf, asItStood: false }, store, failingLog));
  };
  const comparedWithJanuary = async () => {
    const digest = await composeFebruary(store, config);
    expect(verifyDigest(digest)).toEqual([]);
    return digest.sections.flatMap(({ lines }) => lines.flatMap(({ text }) => [text.id, text.en]));
  };
  return { store, deps, close, published, composed, comparedWithJanuary };
}

/** What a better source stated of January's first days, and what came in only by now. */
async function pulledLate(value: number, { store, clock }: Awaited<ReturnType<typeof opened>>['deps']) {
  const { subject, metric, dimensions, period } = PHONE_JANUARY;
  const origin = { id: 'api:late', kind: 'api', name: 'late', detail: 'pull', hash: 'late', zone: 'Asia/Jakarta', receivedAt: clock.now() } as const;
  const session = await store.beginImport(origin);
  const series = { subject, metric, dimensions, grain: 'month' } as const;
  const observedAt = '2024-02-01T00:00:00.000Z' as Instant;
  const observation = { series, period, value, quality: 'complete', precision: 'exact', observedAt, origin: origin.id } as const;
  await session.stage([{ type: 'observation', observation }]);
  await session.commit();
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

  it('leaves the next comparisons with what was published, and they say from what it was revised', async () => {
    const { store, deps, comparedWithJanuary } = await opened();
    await closeMonth({ period: JANUARY, by: 'manager', accepted: true }, deps);
    const before = await comparedWithJanuary();
    await correctHanded({ by: 'editor', way: 'modal', facts: [PHONE_JANUARY], reason: 'salah hitung' }, deps);
    const after = await comparedWithJanuary();
    const [id, en] = [
      'Telepon: 46 (4,75%), turun 27,0% dari 63 pada Januari 2024 (seperti diterbitkan; kini 99, direvisi dari 63)',
      'Phone: 46 (4.75%), down 27.0% from 63 in January 2024 (as published; now 99, revised from 63)',
    ];
    expect(before.join('\n')).toContain('turun 27,0% dari 63 pada Januari 2024');
    expect(after.filter((sentence) => !before.includes(sentence))).toEqual([expect.stringContaining(id), expect.stringContaining(en)]);
    const asked = await asking(store, config)('telepon feb 2024');
    expect(unfounded(asked)).toEqual([]);
    expect(sentences(asked, 'id').join()).toContain('turun 27,0% dari 63 pada Januari 2024 (seperti diterbitkan; kini 99, direvisi dari 63)');
    expect(sentences(asked, 'en').join()).toContain('down 27.0% from 63 in January 2024 (as published; now 99, revised from 63)');
    await reopenMonth({ period: JANUARY, by: 'manager', reason: 'salah hitung' }, deps);
    expect((await comparedWithJanuary()).join('\n')).toContain('turun 53,5% dari 99 pada Januari 2024');
  });

  it('is compared as it was published though a better source speaks of it later', async () => {
    const { deps, comparedWithJanuary } = await opened();
    await closeMonth({ period: JANUARY, by: 'manager', accepted: true }, deps);
    await pulledLate(70, deps);
    expect((await comparedWithJanuary()).join()).toContain('dari 63 pada Januari 2024 (seperti diterbitkan; kini 70, direvisi dari 63)');
  });

  it('says of a figure that was voided since, and of one that came in since, that it was', async () => {
    const { deps, comparedWithJanuary } = await opened();
    await voidValue({ observation: 'contact_centre/tickets/channel=email/month@2024-01-01#1', by: 'editor', reason: 'ganda' }, deps);
    await closeMonth({ period: JANUARY, by: 'manager', accepted: true }, deps);
    await voidValue({ observation: 'contact_centre/tickets/channel=phone/month@2024-01-01#1', by: 'editor', reason: 'ganda' }, deps);
    const email = { ...PHONE_JANUARY, dimensions: { channel: 'email' }, value: 150 };
    await keepHanded({ by: 'editor', way: 'modal', facts: [email] }, deps);
    const said = (await comparedWithJanuary()).join();
    expect(said).toContain('turun 27,0% dari 63 pada Januari 2024 (seperti diterbitkan; ditarik sejak itu)');
    expect(said).toContain('from 150 in January 2024 (came in after that month was closed)');
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
