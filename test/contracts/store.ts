import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fact } from '../../connectors/contract/layout.js';
import type { Observation, Origin, OriginKind, Series } from '../../connectors/contract/observation.js';
import { addDays, civilDate, type Instant, periodOf } from '../../connectors/contract/period.js';
import type { Delivery } from '../../src/domain/delivery.js';
import { PantauError } from '../../src/errors.js';
import type { ImportOutcome, Store, StoredObservation } from '../../src/store/port.js';
import type { TemporaryStore } from '../support/store.js';

type ObservationFact = Extract<Fact, { readonly type: 'observation' }>;

const moment = (text: string): Instant => text as Instant;
const MARCH_FIRST = moment('2024-03-01T02:00:00.000Z');
const FEBRUARY = { start: civilDate('2024-02-01'), end: civilDate('2024-03-01') };
const YEAR = { start: civilDate('2024-01-01'), end: civilDate('2025-01-01') };

/** Tickets by phone at the contact centre, month by month. */
export const PHONE: Series = { subject: 'contact_centre', metric: 'tickets', dimensions: { channel: 'phone' }, grain: 'month' };
const REACH: Series = { subject: 'instagram:ditjenpk', metric: 'reach', dimensions: {}, grain: 'day' };

/** An origin of a kind. */
export const origin = (kind: OriginKind, hash: string, receivedAt: Instant = MARCH_FIRST): Origin => ({
  id: `${kind}:laporan:${hash}`,
  kind,
  name: 'laporan',
  detail: `${hash}.csv`,
  hash,
  zone: 'Asia/Jakarta',
  receivedAt,
});

/** A value of a series for the period that holds a day. */
export function value(series: Series, day: string, number: number | null, more: Partial<Observation> = {}): ObservationFact {
  const observation: Observation = {
    series,
    period: periodOf(series.grain, civilDate(day)),
    value: number,
    quality: 'complete',
    precision: 'exact',
    observedAt: MARCH_FIRST,
    origin: 'file:laporan:a',
    reference: 'row 2',
    ...more,
  };
  return { type: 'observation', observation };
}

const entry = (title: string, date = '2024-02-05'): Fact => ({
  type: 'entry',
  entry: { kind: 'visit', date: civilDate(date), title, attributes: { region: 'Kab. Bogor', guests: '4' }, origin: 'x' },
});

/** Imports facts of one origin and answers the outcome. */
export async function importFacts(store: Store, from: Origin, facts: readonly Fact[]): Promise<ImportOutcome> {
  const session = await store.beginImport(from);
  await session.stage(facts);
  return session.commit();
}

const readPhone = (store: Store, asOf?: Instant): Promise<readonly StoredObservation[]> =>
  store.readSeries({ ...PHONE, window: YEAR, ...(asOf === undefined ? {} : { asOf }) });

const delivery = (state: Delivery['state']): Delivery => ({
  key: 'monthly@2024-03-01T02:00:00.000Z>C1',
  slot: 'monthly@2024-03-01T02:00:00.000Z',
  channel: 'C1',
  state,
  startedAt: undefined,
  message: undefined,
  error: undefined,
  attempts: 0,
});

/** What every store must do; `create` makes an empty one. */
export function storeContract(name: string, create: () => Promise<TemporaryStore>): void {
  describe(name, () => {
    let home: TemporaryStore;
    let store: Store;
    beforeEach(async () => {
      home = await create();
      store = home.store;
    });
    afterEach(() => home.remove());

    describe('values', () => {
      it('hands out what was imported, with id, revision and origin', async () => {
        const outcome = await importFacts(store, origin('file', 'a'), [value(PHONE, '2024-02-01', 1046), value(REACH, '2024-02-29', 15200)]);
        expect(outcome).toEqual({ inserted: 2, revised: 0, unchanged: 0, outranked: 0, withdrawn: 0 });
        const [row] = await readPhone(store);
        expect(row).toEqual({
          id: 'contact_centre/tickets/channel=phone/month@2024-02-01#1',
          series: PHONE,
          period: { grain: 'month', start: '2024-02-01', end: '2024-03-01' },
          value: 1046,
          quality: 'complete',
          precision: 'exact',
          observedAt: MARCH_FIRST,
          origin: 'file:laporan:a',
          originKind: 'file',
          reference: 'row 2',
          revision: 1,
        });
        const days = await store.readSeries({ ...REACH, window: FEBRUARY });
        expect(days.map((day) => [day.id, day.value])).toEqual([['instagram:ditjenpk/reach//day@2024-02-29#1', 15200]]);
        expect(await store.listSeries({ grain: 'day' })).toEqual([REACH]);
        expect(await store.status()).toEqual({ series: 2, observations: 2, revisions: 2, entries: 0, content: 0, lastReceivedAt: MARCH_FIRST });
      });

      it('reads only the days of the window, over the ends of months', async () => {
        const days = ['2024-01-30', '2024-01-31', '2024-02-01', '2024-02-29', '2024-03-01'];
        await importFacts(store, origin('api', 'a'), days.map((day, index) => value(REACH, day, index)).reverse());
        const rows = await store.readSeries({ ...REACH, window: { start: civilDate('2024-01-31'), end: civilDate('2024-03-01') } });
        expect(rows.map((row) => row.period.start)).toEqual(['2024-01-31', '2024-02-01', '2024-02-29']);
      });

      it('changes nothing when the same file, or another that states the same, comes again', async () => {
        await importFacts(store, origin('file', 'a'), [value(PHONE, '2024-02-01', 1046)]);
        for (const hash of ['a', 'b']) {
          const again = await importFacts(store, origin('file', hash), [value(PHONE, '2024-02-01', 1046)]);
          expect(again).toEqual({ inserted: 0, revised: 0, unchanged: 1, outranked: 0, withdrawn: 0 });
        }
        expect(await store.revisions(PHONE, '2024-02-01', '2024-03-01')).toHaveLength(1);
      });

      it('keeps a changed value as a new revision beside the old one', async () => {
        await importFacts(store, origin('file', 'a'), [value(PHONE, '2024-02-01', 1046)]);
        const outcome = await importFacts(store, origin('file', 'b'), [value(PHONE, '2024-02-01', 1050)]);
        expect(outcome).toEqual({ inserted: 0, revised: 1, unchanged: 0, outranked: 0, withdrawn: 0 });
        expect((await readPhone(store)).map((row) => [row.value, row.revision, row.origin])).toEqual([[1050, 2, 'file:laporan:b']]);
        const all = await store.revisions(PHONE, '2024-02-01', '2024-03-01');
        expect(all.map((row) => [row.value, row.revision])).toEqual([
          [1046, 1],
          [1050, 2],
        ]);
      });

      it('takes a change of quality alone as a revision', async () => {
        await importFacts(store, origin('file', 'a'), [value(PHONE, '2024-02-01', 1046, { quality: 'provisional' })]);
        expect((await importFacts(store, origin('file', 'b'), [value(PHONE, '2024-02-01', 1046)])).revised).toBe(1);
      });

      it('takes a change of precision or of the note alone as a revision, and of the line or the moment alone as none', async () => {
        const first = { note: 'preliminary', reference: '7' };
        await importFacts(store, origin('file', 'a'), [value(PHONE, '2024-02-01', 1046, first)]);
        const later = { ...first, reference: 'page 3', observedAt: moment('2024-03-05T02:00:00.000Z') };
        expect((await importFacts(store, origin('file', 'b'), [value(PHONE, '2024-02-01', 1046, later)])).unchanged).toBe(1);
        expect((await importFacts(store, origin('file', 'c'), [value(PHONE, '2024-02-01', 1046)])).revised).toBe(1);
        expect((await importFacts(store, origin('file', 'd'), [value(PHONE, '2024-02-01', 1046, { precision: 'about' })])).revised).toBe(1);
        const all = await store.revisions(PHONE, '2024-02-01', '2024-03-01');
        expect(all.map((row) => [row.revision, row.note, row.reference, row.precision])).toEqual([
          [1, 'preliminary', '7', 'exact'],
          [2, undefined, 'row 2', 'exact'],
          [3, undefined, 'row 2', 'about'],
        ]);
      });

      it('reads a correction of the same moment only from when it came in', async () => {
        await importFacts(store, origin('file', 'a'), [value(PHONE, '2024-02-01', 1046)]);
        const corrected = origin('file', 'b', moment('2024-03-05T02:00:00.000Z'));
        await importFacts(store, corrected, [value(PHONE, '2024-02-01', 1050)]);
        const read = async (asOf: string) => (await readPhone(store, moment(asOf))).map((row) => row.value);
        expect(await read('2024-03-04T00:00:00.000Z')).toEqual([1046]);
        expect(await read('2024-03-05T02:00:00.000Z')).toEqual([1050]);
        // The first file once more, after its correction, is a third revision.
        await importFacts(store, origin('file', 'a', moment('2024-03-07T00:00:00.000Z')), [value(PHONE, '2024-02-01', 1046)]);
        expect(await read('2024-03-06T00:00:00.000Z')).toEqual([1050]);
        expect(await read('2024-03-07T00:00:00.000Z')).toEqual([1046]);
      });

      it('keeps fractions, large and negative numbers and odd references exactly', async () => {
        const numbers = [0.1 + 0.2, -0.35, 9_007_199_254_740_991, 281_474_976_710_657, 1e-7];
        const days = numbers.map((number, index) =>
          value(REACH, `2024-02-0${index + 1}`, number, { reference: ['007', '12', '1.0', '[1]', ''][index] ?? '' }),
        );
        await importFacts(store, origin('api', 'a'), days);
        const rows = await store.readSeries({ ...REACH, window: FEBRUARY });
        expect(rows.map((row) => row.value)).toEqual(numbers);
        expect(rows.map((row) => row.reference)).toEqual(['007', '12', '1.0', '[1]', '']);
      });

      it('keeps no data apart from zero, with its reason', async () => {
        await importFacts(store, origin('file', 'a'), [
          value(PHONE, '2024-01-01', 0),
          value(PHONE, '2024-02-01', null, { absence: 'not-available' }),
        ]);
        expect((await readPhone(store)).map((row) => [row.value, row.absence])).toEqual([
          [0, undefined],
          [null, 'not-available'],
        ]);
        expect((await importFacts(store, origin('file', 'b'), [value(PHONE, '2024-02-01', 0)])).revised).toBe(1);
      });

      it('refuses a value without a number and without a reason', async () => {
        const session = await store.beginImport(origin('file', 'a'));
        await expect(session.stage([value(PHONE, '2024-02-01', null)])).rejects.toThrow(PantauError);
        await expect(session.stage([value(PHONE, '2024-02-01', Number.NaN)])).rejects.toThrow(/contact_centre/);
      });

      it('reads a value as it stood at a moment', async () => {
        await importFacts(store, origin('file', 'a'), [value(PHONE, '2024-02-01', 1046)]);
        const later = moment('2024-03-05T02:00:00.000Z');
        await importFacts(store, origin('file', 'b'), [value(PHONE, '2024-02-01', 1050, { observedAt: later })]);
        expect((await readPhone(store, moment('2024-03-04T00:00:00.000Z'))).map((row) => [row.value, row.revision])).toEqual([[1046, 1]]);
        expect((await readPhone(store, later)).map((row) => row.value)).toEqual([1050]);
        expect(await readPhone(store, moment('2024-02-29T00:00:00.000Z'))).toEqual([]);
      });
    });

    describe('precedence', () => {
      const synthetic = (number: number) => value(PHONE, '2024-02-01', number, { quality: 'synthetic' });

      it('lets a file take over from synthetic rows as its own first revision', async () => {
        await importFacts(store, origin('synthetic', 's'), [synthetic(900)]);
        expect((await importFacts(store, origin('file', 'a'), [value(PHONE, '2024-02-01', 1046)])).revised).toBe(1);
        expect((await readPhone(store)).map((row) => [row.value, row.revision, row.originKind])).toEqual([[1046, 1, 'file']]);
      });

      it('never lets synthetic rows replace a file, and stores them beside it once', async () => {
        await importFacts(store, origin('file', 'a'), [value(PHONE, '2024-02-01', 1046)]);
        expect((await importFacts(store, origin('synthetic', 's'), [synthetic(900)])).outranked).toBe(1);
        expect((await importFacts(store, origin('synthetic', 's'), [synthetic(900)])).unchanged).toBe(1);
        expect((await readPhone(store)).map((row) => [row.value, row.revision, row.originKind])).toEqual([[1046, 1, 'file']]);
        expect((await readPhone(store, moment('2025-01-01T00:00:00.000Z'))).map((row) => row.value)).toEqual([1046]);
        const all = await store.revisions(PHONE, '2024-02-01', '2024-03-01');
        expect(all.map((row) => [row.value, row.originKind])).toEqual([
          [1046, 'file'],
          [900, 'synthetic'],
        ]);
      });

      it('gives every revision of every origin an id of its own, by which it is found', async () => {
        await importFacts(store, origin('synthetic', 's'), [synthetic(900)]);
        await importFacts(store, origin('file', 'a'), [value(PHONE, '2024-02-01', 1046)]);
        await importFacts(store, origin('api', 'p'), [value(PHONE, '2024-02-01', 1047)]);
        for (const number of [901, 902]) await importFacts(store, origin('synthetic', `s${number}`), [synthetic(number)]);
        await importFacts(store, origin('file', 'b'), [value(PHONE, '2024-02-01', 1050)]);
        await importFacts(store, origin('api', 'q'), [value(PHONE, '2024-02-01', 1048)]);
        const all = await store.revisions(PHONE, '2024-02-01', '2024-03-01');
        const key = 'contact_centre/tickets/channel=phone/month@2024-02-01';
        expect(Object.fromEntries(all.map((row) => [row.id, row.value]))).toEqual({
          [`${key}#1.synthetic`]: 900,
          [`${key}#2.synthetic`]: 901,
          [`${key}#3.synthetic`]: 902,
          [`${key}#1`]: 1046,
          [`${key}#2`]: 1050,
          [`${key}#1.api`]: 1047,
          [`${key}#2.api`]: 1048,
        });
        for (const row of all) expect(await store.observation(row.id)).toEqual(row);
        expect((await readPhone(store)).map((row) => row.id)).toEqual([`${key}#2.api`]);
        for (const id of [`${key}#3`, `${key}#1.typed`, 'none@2024-02-01#1', 'no id']) expect(await store.observation(id)).toBeUndefined();
        expect(await store.status()).toMatchObject({ observations: 1, revisions: 7 });
      });

      it('finds a quarter to date by its id beside the whole quarter', async () => {
        const quarter: Series = { ...PHONE, grain: 'quarter' };
        const toDate = { grain: 'quarter', start: civilDate('2024-01-01'), end: civilDate('2024-03-01') } as const;
        await importFacts(store, origin('file', 'a'), [value(quarter, '2024-01-01', 3), value(quarter, '2024-01-01', 2, { period: toDate })]);
        const rows = await store.readSeries({ ...quarter, window: YEAR });
        expect(rows.map((row) => row.value)).toEqual([2, 3]);
        for (const row of rows) expect(await store.observation(row.id)).toEqual(row);
      });
    });

    describe('imports', () => {
      it('refuses a file that states one value twice differently, naming both rows', async () => {
        const session = await store.beginImport(origin('file', 'a'));
        await session.stage([value(PHONE, '2024-02-01', 1046), value(PHONE, '2024-01-01', 1)]);
        await session.stage([value(PHONE, '2024-02-01', 1064, { reference: 'row 9' })]);
        const contradiction = session.commit();
        await expect(contradiction).rejects.toMatchObject({ kind: 'refused-input', message: expect.stringMatching(/row 2 and row 9/) });
        await expect(contradiction).rejects.toThrow(PantauError);
        expect(await readPhone(store)).toEqual([]);
        expect(await store.origins()).toEqual([]);
      });

      it('shows nothing before the commit and leaves nothing after a discard', async () => {
        const session = await store.beginImport(origin('file', 'a'));
        await session.stage([value(PHONE, '2024-02-01', 1046), entry('DPRD')]);
        expect(await readPhone(store)).toEqual([]);
        expect(await store.listSeries({})).toEqual([]);
        await session.discard();
        await expect(session.commit()).rejects.toThrow(PantauError);
        expect(await store.status()).toMatchObject({ series: 0, observations: 0, entries: 0, lastReceivedAt: undefined });
        expect(await store.origins()).toEqual([]);
      });

      it('swaps in more rows than one transaction takes', async () => {
        const facts = Array.from({ length: 12_001 }, (_, index) => value({ ...REACH, subject: `x:${index}` }, '2024-02-29', index));
        expect(await importFacts(store, origin('api', 'a'), facts)).toEqual({
          inserted: 12_001,
          revised: 0,
          unchanged: 0,
          outranked: 0,
          withdrawn: 0,
        });
      });

      it('lists origins newest first', async () => {
        await importFacts(store, origin('file', 'a', moment('2024-02-01T00:00:00.000Z')), []);
        await importFacts(store, origin('file', 'b'), []);
        expect((await store.origins('laporan')).map((from) => from.hash)).toEqual(['b', 'a']);
        expect(await store.origins('lain')).toEqual([]);
        expect(await store.origin('file:laporan:b')).toEqual(origin('file', 'b'));
      });
    });

    describe('lists', () => {
      it('keeps two equal entries of one file, once', async () => {
        const facts = [entry('DPRD'), entry('DPRD'), entry('BPKAD', '2024-02-07'), entry('BPKAD', '2024-03-01')];
        expect((await importFacts(store, origin('file', 'a'), facts)).inserted).toBe(4);
        expect((await importFacts(store, origin('file', 'b'), facts)).unchanged).toBe(4);
        const entries = await store.readEntries('visit', FEBRUARY);
        expect(entries.map((row) => row.title)).toEqual(['DPRD', 'DPRD', 'BPKAD']);
        expect(new Set(entries.map((row) => row.id)).size).toBe(3);
        expect(entries[0]?.id).toMatch(/^entry:visit:[0-9a-f]+$/);
        expect(entries[0]).toMatchObject({ attributes: { region: 'Kab. Bogor', guests: '4' }, origin: 'file:laporan:a' });
        expect(await store.readEntries('visit', FEBRUARY, moment('2024-02-29T00:00:00.000Z'))).toEqual([]);
      });

      const title = async (asOf?: Instant) => (await store.readEntries('visit', FEBRUARY, asOf)).map((row) => row.title);
      const LATER = moment('2024-03-05T02:00:00.000Z');

      it('withdraws from a corrected list what it states no more, and still shows it as of before', async () => {
        const before = [entry('DPRD'), entry('DPRD'), entry('BPKAD', '2024-02-07'), entry('Bappeda', '2024-03-01')];
        await importFacts(store, origin('file', 'a'), before);
        const outcome = await importFacts(store, origin('file', 'b', LATER), [entry('DPRD'), entry('BPKPD', '2024-02-07')]);
        expect(outcome).toEqual({ inserted: 1, revised: 0, unchanged: 1, outranked: 0, withdrawn: 2 });
        expect(await title()).toEqual(['DPRD', 'BPKPD']);
        expect(await title(MARCH_FIRST)).toEqual(['DPRD', 'DPRD', 'BPKAD']);
        expect(await title(LATER)).toEqual(['DPRD', 'BPKPD']);
        // March is a month of which the corrected list says nothing.
        expect((await store.readEntries('visit', YEAR)).map((row) => row.title)).toContain('Bappeda');
        expect(await store.status()).toMatchObject({ entries: 3 });
        // The first list again takes the correction back, under the ids of before.
        expect(await importFacts(store, origin('file', 'a', moment('2024-03-06T00:00:00.000Z')), before)).toMatchObject({
          inserted: 2,
          withdrawn: 1,
        });
        expect(await title()).toEqual(['DPRD', 'DPRD', 'BPKAD']);
        expect(await title(LATER)).toEqual(['DPRD', 'BPKPD']);
      });

      it('withdraws nothing of other sources and kinds, and nothing where rows were left out or a person adds an entry', async () => {
        await importFacts(store, origin('file', 'a'), [entry('DPRD'), entry('BPKAD')]);
        const other = { ...origin('file', 'c'), id: 'file:lain:c', name: 'lain' };
        expect(await importFacts(store, other, [entry('DPRD'), entry('Bupati')])).toMatchObject({ inserted: 1, unchanged: 1, withdrawn: 0 });
        const session = await store.beginImport(origin('file', 'b', LATER));
        await session.stage([entry('DPRD')]);
        expect((await session.commit({ partial: true })).withdrawn).toBe(0);
        for (const kind of ['typed', 'api'] as const) expect((await importFacts(store, origin(kind, kind), [entry('Wali')])).withdrawn).toBe(0);
        expect((await title()).sort()).toEqual(['BPKAD', 'Bupati', 'DPRD', 'Wali']);
        // What another source still states stays, though the first withdraws it.
        expect((await importFacts(store, origin('file', 'd', LATER), [entry('Sekda')])).withdrawn).toBe(2);
        expect((await title()).sort()).toEqual(['Bupati', 'DPRD', 'Sekda', 'Wali']);
      });

      it('keeps another value of the same reading as a revision', async () => {
        const content = 'instagram:ditjenpk/17900';
        const readAt = moment('2024-02-10T00:00:00.000Z');
        const reading = (number: number): Fact => ({
          type: 'snapshot',
          snapshot: { content, metric: 'reach', readAt, value: number, quality: 'complete', origin: 'x' },
        });
        await importFacts(store, origin('api', 'a'), [reading(100)]);
        expect((await importFacts(store, origin('api', 'b', LATER), [reading(120)])).revised).toBe(1);
        expect((await importFacts(store, origin('api', 'b', LATER), [reading(120)])).unchanged).toBe(1);
        expect((await importFacts(store, origin('synthetic', 's'), [reading(5)])).outranked).toBe(1);
        const read = async (asOf: Instant) => (await store.readSnapshots([content], 'reach', asOf)).map((row) => [row.value, row.id, row.origin]);
        const id = `${content}!reach@${readAt}`;
        expect(await read(MARCH_FIRST)).toEqual([[100, `${id}#1.api`, 'api:laporan:a']]);
        expect(await read(LATER)).toEqual([[120, `${id}#2.api`, 'api:laporan:b']]);
        expect(await read(readAt)).toEqual([[100, `${id}#1.api`, 'api:laporan:a']]);
        const all = await store.snapshotRevisions(content, 'reach', readAt);
        expect(all.map((row) => [row.id, row.value])).toEqual([
          [`${id}#1.api`, 100],
          [`${id}#2.api`, 120],
          [`${id}#1.synthetic`, 5],
        ]);
      });

      it('answers for each post its last reading at or before a moment', async () => {
        const content = 'instagram:ditjenpk/17900';
        const reading = (readAt: string, number: number): Fact => ({
          type: 'snapshot',
          snapshot: { content, metric: 'reach', readAt: moment(readAt), value: number, quality: 'complete', origin: 'x' },
        });
        const post = { id: content, subject: 'instagram:ditjenpk', kind: 'feed', publishedAt: moment('2024-02-03T03:00:00.000Z') };
        const fact: Fact = { type: 'content', content: { ...post, publishedOn: civilDate('2024-02-03'), title: 'DAU', origin: 'x' } };
        const outcome = await importFacts(store, origin('api', 'a'), [
          fact,
          reading('2024-02-10T00:00:00.000Z', 100),
          reading('2024-03-10T00:00:00.000Z', 130),
        ]);
        expect(outcome.inserted).toBe(3);
        expect(await store.readContent('instagram:ditjenpk', FEBRUARY)).toEqual([
          { ...post, publishedOn: '2024-02-03', title: 'DAU', origin: 'api:laporan:a' },
        ]);
        const read = async (asOf: string) => (await store.readSnapshots([content, 'none'], 'reach', moment(asOf))).map((row) => row.value);
        expect([await read('2024-02-29T17:00:00.000Z'), await read('2024-03-10T00:00:00.000Z'), await read('2024-02-09T00:00:00.000Z')]).toEqual([
          [100],
          [130],
          [],
        ]);
      });
    });

    describe('undoing', () => {
      const LATER = moment('2024-03-02T02:00:00.000Z');
      const UNDONE = moment('2024-03-03T02:00:00.000Z');
      const SINCE = moment('2024-03-04T02:00:00.000Z');
      const undo = (id: string, at = UNDONE) => store.undoImport({ origin: id, by: 'budi', at, reason: 'the wrong file' });
      const dayOne = (number: number) => value(REACH, '2024-02-05', number);
      const readDay = (asOf?: Instant) =>
        store.readSeries({ ...REACH, window: FEBRUARY, ...(asOf === undefined ? {} : { asOf }) }).then((rows) => rows.map((row) => row.value));
      const NONE = { restored: 0, removed: 0, restated: 0, overwritten: 0, entriesWithdrawn: 0, entriesRestored: 0, entriesKept: 0 };

      it('gives back the value of before as a new revision, and still shows what stood in between', async () => {
        await importFacts(store, origin('file', 'a'), [value(PHONE, '2024-02-01', 967), dayOne(10)]);
        await importFacts(store, origin('file', 'b', LATER), [value(PHONE, '2024-02-01', 99), dayOne(99)]);
        expect(await undo('file:laporan:b')).toMatchObject({ ...NONE, restored: 2 });
        expect(await readPhone(store)).toMatchObject([{ value: 967, revision: 1, origin: 'file:laporan:a' }]);
        expect(await readDay()).toEqual([10]);
        expect(await readDay(LATER)).toEqual([99]);
        expect(await readDay(SINCE)).toEqual([10]);
        const revisions = await store.revisions(PHONE, '2024-02-01', '2024-03-01');
        expect(revisions.map((row) => row.value)).toEqual([967, 99, 967]);
        expect(new Set(revisions.map(({ id }) => id)).size).toBe(3);
      });

      it('leaves no value where nobody else states one, and takes it again when the file comes again', async () => {
        await importFacts(store, origin('export', 'a'), [value(PHONE, '2024-02-01', 967), dayOne(10)]);
        expect(await undo('export:laporan:a')).toMatchObject({ ...NONE, removed: 2 });
        expect(await readPhone(store)).toEqual([]);
        expect(await readPhone(store, SINCE)).toEqual([]);
        expect(await readDay(LATER)).toEqual([10]);
        expect(await store.listSeries({})).toEqual([]);
        expect(await store.status()).toMatchObject({ series: 0, observations: 0 });
        expect(await store.revisions(REACH, '2024-02-05', '2024-02-06')).toMatchObject([{ value: 10 }, { value: null, absence: 'undone' }]);
        const again = await importFacts(store, origin('export', 'a'), [value(PHONE, '2024-02-01', 967), dayOne(10)]);
        expect(again).toMatchObject({ inserted: 2 });
        expect(await readDay()).toEqual([10]);
        expect(await readDay(SINCE)).toEqual([10]);
        expect(await store.listSeries({})).toHaveLength(2);
        expect(await undo('export:laporan:a', SINCE)).toMatchObject({ removed: 2 });
        expect(await readDay()).toEqual([]);
      });

      it('leaves what a later or better source replaced, and what another one states as well', async () => {
        await importFacts(store, origin('file', 'a'), [dayOne(10), value(REACH, '2024-02-06', 20), value(REACH, '2024-02-07', 30)]);
        await importFacts(store, origin('file', 'b', LATER), [dayOne(11), value(REACH, '2024-02-06', 20)]);
        await importFacts(store, origin('api', 'c', LATER), [value(REACH, '2024-02-07', 33)]);
        expect(await undo('file:laporan:a')).toMatchObject({ ...NONE, restated: 1, overwritten: 2 });
        expect(await readDay()).toEqual([11, 20, 33]);
        expect((await store.readSeries({ ...REACH, window: FEBRUARY }))[1]).toMatchObject({ origin: 'file:laporan:b', revision: 2 });
        expect(await undo('file:laporan:b')).toMatchObject({ ...NONE, removed: 2 });
        expect(await readDay()).toEqual([33]);
        expect(await readDay(SINCE)).toEqual([33]);
      });

      it('shows again what a source of lower precedence states', async () => {
        await importFacts(store, origin('synthetic', 's'), [dayOne(7)]);
        await importFacts(store, origin('file', 'a', LATER), [dayOne(10)]);
        expect(await undo('file:laporan:a')).toMatchObject({ ...NONE, restored: 1 });
        expect(await store.readSeries({ ...REACH, window: FEBRUARY })).toMatchObject([{ value: 7, originKind: 'synthetic' }]);
        expect([await readDay(LATER), await readDay(SINCE)]).toEqual([[10], [7]]);
        await importFacts(store, origin('file', 'd', SINCE), [dayOne(12)]);
        expect(await readDay()).toEqual([12]);
      });

      it('gives back the list that a corrected one replaced, unless a later list speaks of it', async () => {
        await importFacts(store, origin('file', 'a'), [entry('Audiensi'), entry('Kunjungan')]);
        await importFacts(store, origin('file', 'b', LATER), [entry('Audiensi'), entry('Lokakarya')]);
        expect(await undo('file:laporan:b')).toMatchObject({ ...NONE, entriesWithdrawn: 1, entriesRestored: 1 });
        const titles = async (asOf?: Instant) => (await store.readEntries('visit', FEBRUARY, asOf)).map(({ title }) => title);
        expect(await titles()).toEqual(['Audiensi', 'Kunjungan']);
        expect(await titles(LATER)).toEqual(['Audiensi', 'Lokakarya']);
        await importFacts(store, origin('file', 'c', SINCE), [entry('Audiensi')]);
        expect(await undo('file:laporan:a', SINCE)).toMatchObject({ entriesWithdrawn: 0, entriesKept: 1 });
        expect(await titles()).toEqual(['Audiensi']);
      });

      it('takes back items and their readings, as far as nobody else states them', async () => {
        const content = (id: string): Fact => ({
          type: 'content',
          content: {
            id: `instagram:ditjenpk/${id}`,
            subject: 'instagram:ditjenpk',
            kind: 'feed',
            publishedAt: moment('2024-02-05T02:00:00.000Z'),
            publishedOn: civilDate('2024-02-05'),
            title: id,
            origin: 'x',
          },
        });
        const likes = (id: string, readAt: Instant, number: number): Fact => ({
          type: 'snapshot',
          snapshot: { content: `instagram:ditjenpk/${id}`, metric: 'likes', readAt, value: number, quality: 'complete', origin: 'x' },
        });
        await importFacts(store, origin('export', 'a'), [content('1'), content('2'), likes('1', MARCH_FIRST, 5), likes('2', MARCH_FIRST, 6)]);
        await importFacts(store, origin('export', 'b', LATER), [content('1'), likes('1', MARCH_FIRST, 5), likes('1', LATER, 8)]);
        expect(await undo('export:laporan:a')).toMatchObject({ ...NONE, removed: 1, restated: 1 });
        expect((await store.readContent('instagram:ditjenpk', FEBRUARY)).map(({ title }) => title)).toEqual(['1']);
        const read = async (asOf: Instant) =>
          (await store.readSnapshots(['instagram:ditjenpk/1', 'instagram:ditjenpk/2'], 'likes', asOf)).map((row) => row.value);
        expect(await read(SINCE)).toEqual([8]);
        expect(await undo('export:laporan:b', SINCE)).toMatchObject({ removed: 2 });
        expect(await read(SINCE)).toEqual([]);
        expect(await store.readContent('instagram:ditjenpk', FEBRUARY)).toEqual([]);
        await importFacts(store, origin('export', 'b', SINCE), [content('1'), likes('1', LATER, 8)]);
        expect(await read(moment('2024-03-05T00:00:00.000Z'))).toEqual([8]);
        expect(await store.readContent('instagram:ditjenpk', FEBRUARY)).toHaveLength(1);
      });

      it('lists what was handed in with who undid it, and undoes nothing twice', async () => {
        await importFacts(store, origin('file', 'a'), [dayOne(10)]);
        await importFacts(store, origin('api', 'c', LATER), [value(REACH, '2024-02-07', 33)]);
        expect(await store.listImports(10)).toMatchObject([{ origin: { id: 'file:laporan:a' }, inserted: 1, undone: undefined }]);
        await expect(undo('api:laporan:c')).rejects.toThrow('can be undone');
        await expect(undo('file:laporan:unknown')).rejects.toThrow('can be undone');
        await undo('file:laporan:a');
        await expect(undo('file:laporan:a')).rejects.toThrow('undone already');
        expect(await store.listImports(10)).toMatchObject([{ undone: { by: 'budi', at: UNDONE, reason: 'the wrong file' } }]);
        await importFacts(store, origin('file', 'a', SINCE), [dayOne(10)]);
        expect(await store.listImports(10)).toMatchObject([{ lastReceivedAt: SINCE, undone: undefined }]);
      });

      it('goes through more values than one transaction takes, and back to the same state', async () => {
        const many = Array.from({ length: 60 }, (_, day) => addDays(civilDate('2024-01-01'), day)).flatMap((day) =>
          Array.from({ length: 50 }, (_, index) => value({ ...REACH, dimensions: { kind: `k${index}` } }, day, index)),
        );
        await importFacts(store, origin('file', 'a'), many);
        const before = await store.status();
        await importFacts(
          store,
          origin('file', 'b', LATER),
          many.map((fact) => ({ ...fact, observation: { ...fact.observation, value: 1_000 } })),
        );
        expect(await undo('file:laporan:b')).toMatchObject({ ...NONE, restored: 3_000 });
        const rows = await store.readSeries({ ...REACH, dimensions: { kind: 'k7' }, window: YEAR });
        expect(rows.map((row) => row.value)).toEqual(Array(60).fill(7));
        expect(await store.status()).toMatchObject({ series: before.series, observations: before.observations });
      });
    });

    describe('voiding', () => {
      const [LATER, VOIDED, SINCE] = ['2024-03-02T02:00:00.000Z', '2024-03-03T02:00:00.000Z', '2024-03-04T02:00:00.000Z'].map(moment) as [
        Instant,
        Instant,
        Instant,
      ];
      const typed = (hash: string, at: Instant): Origin => ({ ...origin('typed', hash, at), name: 'budi' });
      const correct = async (from: Origin, number: number | null): Promise<ImportOutcome> => {
        const session = await store.beginImport(from);
        const absence = number === null ? { absence: 'voided' as const } : {};
        await session.stage([value(PHONE, '2024-02-01', number, { ...absence, quality: 'typed', observedAt: from.receivedAt })]);
        return session.commit({ voids: 'salah hitung' });
      };
      const state = (from: Origin, number: number) => importFacts(store, from, [value(PHONE, '2024-02-01', number, { observedAt: from.receivedAt })]);
      const current = async (asOf?: Instant) => (await readPhone(store, asOf)).map((row) => row.value ?? `${row.absence}: ${row.note}`);
      const NO_DATA = ['voided: salah hitung'];
      const undo = (id: string, at = SINCE) => store.undoImport({ origin: id, by: 'budi', at, reason: 'ternyata benar' });

      it('leaves no data, shows nothing older in its place, and still shows what stood before', async () => {
        await state(origin('synthetic', 'a'), 50);
        await state(origin('file', 'a', LATER), 967);
        expect(await correct(typed('v', VOIDED), null)).toMatchObject({ revised: 1, inserted: 0, outranked: 0 });
        expect(await current()).toEqual(NO_DATA);
        expect(await current(SINCE)).toEqual(NO_DATA);
        expect(await current(LATER)).toEqual([967]);
        expect(await current(MARCH_FIRST)).toEqual([50]);
        expect((await readPhone(store))[0]).toMatchObject({
          id: `${'contact_centre/tickets/channel=phone/month@2024-02-01'}#2`,
          origin: 'typed:laporan:v',
        });
        const revisions = await store.revisions(PHONE, '2024-02-01', '2024-03-01');
        expect(revisions.map((row) => row.value)).toEqual([50, 967, null, null]);
        expect(new Set(revisions.map(({ id }) => id)).size).toBe(4);
        for (const row of revisions) expect(await store.observation(row.id)).toEqual(row);
      });

      it.each(['api', 'export', 'file', 'typed', 'synthetic'] as const)('takes what a later %s states', async (kind) => {
        await state(origin('file', 'a'), 967);
        await correct(typed('v', VOIDED), null);
        expect(await state(origin(kind, 'b', SINCE), 970)).toMatchObject({ revised: 1 });
        expect(await current()).toEqual([970]);
        expect(await current(SINCE)).toEqual([970]);
        expect(await current(VOIDED)).toEqual(NO_DATA);
      });

      it('stays voided where a machine only repeats the number, and comes back where a person states it', async () => {
        await state(origin('file', 'a'), 967);
        await correct(typed('v', VOIDED), null);
        expect(await state(origin('file', 'b', SINCE), 967)).toMatchObject({ unchanged: 1, revised: 0 });
        expect(await current()).toEqual(NO_DATA);
        await state(typed('t', SINCE), 967);
        expect(await current()).toEqual([967]);
      });

      it('puts a typed figure in the place of what a better source holds, which the source can not take back by repeating itself', async () => {
        await state(origin('api', 'a'), 967);
        expect(await correct(typed('c', VOIDED), 976)).toMatchObject({ revised: 1 });
        expect(await current()).toEqual([976]);
        expect(await current(SINCE)).toEqual([976]);
        expect(await current(LATER)).toEqual([967]);
        await state(origin('api', 'b', SINCE), 967);
        expect(await current()).toEqual([976]);
        await state(origin('api', 'c', SINCE), 980);
        expect(await current()).toEqual([980]);
      });

      it('is taken back as a whole by undoing it, alone or with the figure that came in its place', async () => {
        await state(origin('synthetic', 'a'), 50);
        await state(origin('file', 'a'), 967);
        await correct(typed('v', LATER), null);
        expect(await undo('typed:laporan:v', VOIDED)).toMatchObject({ restored: 1, removed: 0 });
        expect(await current()).toEqual([967]);
        await correct(typed('c', VOIDED), 976);
        await undo('typed:laporan:c');
        expect(await current()).toEqual([967]);
        expect(await current(SINCE)).toEqual([967]);
        expect(await current(VOIDED)).toEqual([976]);
      });

      it('holds again where what was stated after it is undone, whatever was stated before', async () => {
        await state(typed('old', MARCH_FIRST), 50);
        await state(origin('file', 'a'), 967);
        await correct(typed('v', LATER), null);
        await state(typed('t', VOIDED), 970);
        await undo('typed:laporan:t');
        expect(await current()).toEqual(NO_DATA);
        expect(await current(SINCE)).toEqual(NO_DATA);
        await undo('file:laporan:a');
        expect(await current()).toEqual(NO_DATA);
        await undo('typed:laporan:v');
        expect(await current()).toEqual([50]);
      });
    });

    describe('the ledger', () => {
      it('saves a delivery only where the stored state is the expected one', async () => {
        expect(await store.saveDelivery(delivery('queued'), 'absent')).toBe(true);
        expect(await store.saveDelivery(delivery('queued'), 'absent')).toBe(false);
        expect(await store.saveDelivery({ ...delivery('sending'), startedAt: 5, attempts: 1 }, 'queued')).toBe(true);
        expect(await store.saveDelivery(delivery('sending'), 'queued')).toBe(false);
        expect(await store.readDelivery(delivery('sending').key)).toEqual({ ...delivery('sending'), startedAt: 5, attempts: 1 });
        expect(await store.listDeliveries(['queued', 'sent'])).toEqual([]);
        expect(await store.listDeliveries(['sending', 'unknown'])).toHaveLength(1);
      });

      it('gives a lease to one holder until it ends or is given back', async () => {
        expect(await store.acquireLease('bot', 'one', 1000, 0)).toBe(true);
        expect(await store.acquireLease('bot', 'two', 1500, 999)).toBe(false);
        expect(await store.acquireLease('bot', 'one', 2000, 999)).toBe(true);
        expect(await store.acquireLease('bot', 'two', 3000, 2000)).toBe(true);
        await store.releaseLease('bot', 'one');
        expect(await store.acquireLease('bot', 'one', 4000, 2500)).toBe(false);
        await store.releaseLease('bot', 'two');
        expect(await store.acquireLease('bot', 'one', 4000, 2500)).toBe(true);
      });

      it('answers the last version of a setting', async () => {
        expect(await store.readSetting('language:U1')).toBeUndefined();
        for (const text of ['id', 'en']) await store.saveSetting({ name: 'language:U1', value: text, validFrom: MARCH_FIRST, by: 'U1' });
        expect(await store.readSetting('language:U1')).toEqual({ name: 'language:U1', value: 'en', validFrom: MARCH_FIRST, by: 'U1' });
      });
    });

    describe('opening', () => {
      it('keeps everything over a restart', async () => {
        await importFacts(store, origin('file', 'a'), [value(PHONE, '2024-02-01', 1046), entry('DPRD')]);
        await store.saveDelivery(delivery('sent'));
        const before = await store.status();
        await store.close();
        await expect(store.status()).rejects.toThrow(PantauError);
        const again = await home.open();
        expect(await again.status()).toEqual(before);
        expect((await readPhone(again)).map((row) => row.value)).toEqual([1046]);
        expect(await again.readDelivery(delivery('sent').key)).toEqual(delivery('sent'));
      });

      it('lets two connections import at the same time', async () => {
        const other = await home.open();
        const facts = (subject: string) =>
          Array.from({ length: 6000 }, (_, index) => value({ ...REACH, subject: `${subject}:${index}` }, '2024-02-29', 1));
        const outcomes = await Promise.all([importFacts(store, origin('api', 'a'), facts('a')), importFacts(other, origin('api', 'b'), facts('b'))]);
        expect(outcomes.map((outcome) => outcome.inserted)).toEqual([6000, 6000]);
        expect((await other.status()).observations).toBe(12_000);
      });
    });
  });
}
