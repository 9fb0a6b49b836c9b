import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromDayNumber, type Instant } from '../../connectors/contract/period.js';
import { PantauError } from '../../src/errors.js';
import { openEncoder } from '../../src/store/sqlite/batch.js';
import { openSqliteStore } from '../../src/store/sqlite/client.js';
import { openDatabase } from '../../src/store/sqlite/driver.js';
import { CHUNK_ROWS, RUN_ROWS } from '../../src/store/sqlite/run.js';
import { openService } from '../../src/store/sqlite/service.js';
import { importFacts, origin, PHONE, storeContract, value } from '../contracts/store.js';
import { type TemporaryStore, temporaryStore } from '../support/store.js';

storeContract('the SQLite store', temporaryStore);

describe('the SQLite store after a crash', () => {
  let home: TemporaryStore;
  beforeEach(async () => {
    home = await temporaryStore();
  });
  afterEach(() => home.remove());

  const facts = Array.from({ length: 7000 }, (_, index) => value({ ...PHONE, dimensions: { channel: `c${index}` } }, '2024-02-01', index));
  const batch = () => openEncoder().encode(facts);
  // The same process number with another token is a process that is gone.
  const dead = { process: process.pid, token: 'of an earlier process' };

  it('completes an import that was being swapped in', async () => {
    const service = openService(home.path, dead);
    const number = service.beginImport(origin('file', 'a'));
    service.stage(number, batch());
    service.beginCommit(number, {});
    expect(service.commitStep(number)).toBeUndefined();
    service.close();
    expect((await home.store.status()).observations).toBe(CHUNK_ROWS);
    expect((await (await home.open()).status()).observations).toBe(7000);
  });

  it('completes an undoing that was begun', async () => {
    await importFacts(home.store, origin('file', 'a'), facts);
    const service = openService(home.path, dead);
    const number = service.beginUndo({ origin: 'file:laporan:a', by: 'budi', at: '2024-03-02T02:00:00.000Z' as Instant, reason: 'wrong' });
    expect(service.undoStep(number)).toBeUndefined();
    expect(service.undoStep(number)).toBeUndefined();
    service.close();
    expect((await home.store.status()).observations).toBe(6000);
    const store = await home.open();
    expect(await store.status()).toMatchObject({ observations: 0, series: 0 });
    expect(await store.listSeries({})).toEqual([]);
    // The connection that was open all the while has hidden series in mind, and shows them again.
    expect((await importFacts(home.store, origin('file', 'a'), facts)).inserted).toBe(7000);
    expect(await store.listSeries({})).toHaveLength(7000);
  });

  it('discards an import that was being staged, and takes it again', async () => {
    const service = openService(home.path, dead);
    service.stage(service.beginImport(origin('file', 'a')), batch());
    service.close();
    const store = await home.open();
    const database = openDatabase(home.path);
    for (const table of ['imports', 'staged_chunks', 'staged_statements', 'staged_facts']) {
      expect(database.prepare(`SELECT * FROM ${table}`).all()).toEqual([]);
    }
    database.close();
    expect(await store.listSeries({})).toEqual([]);
    expect((await importFacts(store, origin('file', 'a'), facts)).inserted).toBe(7000);
  });

  it('stores a value that was never revised once, and what replaces it beside it', async () => {
    await importFacts(home.store, origin('file', 'a'), facts);
    const database = openDatabase(home.path);
    const superseded = () => database.prepare<{ rows: number }>('SELECT count(*) AS rows FROM superseded').get()?.rows;
    expect(superseded()).toBe(0);
    await importFacts(
      home.store,
      origin('file', 'b'),
      facts.slice(0, 3).map((fact) => ({ ...fact, observation: { ...fact.observation, value: -1 } })),
    );
    expect(superseded()).toBe(3);
    database.close();
  });

  it('keeps long notes of many rows, each with its row', async () => {
    const note = (index: number): string => `${index} ${'x'.repeat(2_000)}`;
    const noted = Array.from({ length: 5_000 }, (_, index) =>
      value({ ...PHONE, dimensions: { channel: `c${index}` } }, '2024-02-01', index, { note: note(index) }),
    );
    await importFacts(home.store, origin('file', 'a'), [...noted].reverse());
    for (const index of [0, 1, 2_500, 4_999]) {
      const [row] = await home.store.readSeries({
        ...PHONE,
        dimensions: { channel: `c${index}` },
        window: { start: fromDayNumber(19_754), end: fromDayNumber(19_755) },
      });
      expect(row).toMatchObject({ value: index, note: note(index) });
    }
  });

  it('sorts more rows than one run holds, and finds a contradiction between two runs', async () => {
    const days = Array.from({ length: RUN_ROWS + 5_000 }, (_, index) => ({
      series: { ...PHONE, dimensions: { channel: `c${(index * 7919) % 500}` }, grain: 'day' as const },
      day: fromDayNumber(19_000 + Math.floor(index / 500)),
    }));
    const rows = days.map(({ series, day }, index) => value(series, day, index, { reference: String(index + 2) }));
    expect((await importFacts(home.store, origin('api', 'a'), rows)).inserted).toBe(rows.length);
    const [first] = rows;
    if (first === undefined) throw new Error('no rows');
    const [series] = days.map((day) => day.series);
    if (series === undefined) throw new Error('no rows');
    const read = await home.store.readSeries({ ...series, window: { start: fromDayNumber(19_000), end: fromDayNumber(19_400) } });
    expect(read.map((row) => row.value)).toEqual(rows.flatMap((_, index) => (index % 500 === 0 ? [index] : [])));
    const session = await home.store.beginImport(origin('api', 'b'));
    await session.stage([...rows, { ...first, observation: { ...first.observation, value: 5, reference: 'the last' } }]);
    await expect(session.commit()).rejects.toThrow(/2 and the last/);
    expect(await home.store.origins()).toHaveLength(1);
  });

  it('leaves the import of a living process alone', async () => {
    const session = await home.store.beginImport(origin('file', 'a'));
    await session.stage([value(PHONE, '2024-02-01', 1046)]);
    await home.open();
    expect((await session.commit()).inserted).toBe(1);
  });

  it('refuses a store of a later version, and a folder that is not there', async () => {
    const database = openDatabase(home.path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    await expect(openSqliteStore(home.path)).rejects.toThrow(/later version/);
    await expect(openSqliteStore(`${home.path}/none/store`)).rejects.toThrow(PantauError);
  });
});
