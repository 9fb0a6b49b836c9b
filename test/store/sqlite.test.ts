import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PantauError } from '../../src/errors.js';
import { openSqliteStore } from '../../src/store/sqlite/client.js';
import { openDatabase } from '../../src/store/sqlite/driver.js';
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
  // The same process number with another token is a process that is gone.
  const dead = { process: process.pid, token: 'of an earlier process' };

  it('completes an import that was being swapped in', async () => {
    const service = openService(home.path, dead);
    const id = service.beginImport(origin('file', 'a'));
    service.stage(id, facts);
    expect(service.commitStep(id)).toBeUndefined();
    service.close();
    expect((await home.store.status()).observations).toBe(5000);
    expect((await (await home.open()).status()).observations).toBe(7000);
  });

  it('discards an import that was being staged, and takes it again', async () => {
    const service = openService(home.path, dead);
    service.stage(service.beginImport(origin('file', 'a')), facts);
    service.close();
    const store = await home.open();
    const database = openDatabase(home.path);
    expect(database.prepare('SELECT * FROM imports').all()).toEqual([]);
    expect(database.prepare('SELECT * FROM staged_values').all()).toEqual([]);
    database.close();
    expect((await importFacts(store, origin('file', 'a'), facts)).inserted).toBe(7000);
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
