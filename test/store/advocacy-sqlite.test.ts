import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openActivationEncoder } from '../../src/store/sqlite/advocacy/staging.js';
import { openSqliteStore, type SqliteStore } from '../../src/store/sqlite/client.js';
import { openDatabase } from '../../src/store/sqlite/driver.js';
import { openService } from '../../src/store/sqlite/service.js';
import { advocacyContract, draft, fileOrigin, importDrafts, MANAGER, person, QUARTER } from '../contracts/advocacy-store.js';
import { type TemporaryStore, temporaryStore } from '../support/store.js';

const opened: SqliteStore[] = [];

async function openLedger(path: string) {
  const store = await openSqliteStore(path);
  opened.push(store);
  return store.advocacy;
}

const closeAll = async (): Promise<void> => {
  for (const store of opened.splice(0)) await store.close();
};

advocacyContract('the SQLite ledger', async () => {
  const home = await temporaryStore();
  const open = () => openLedger(home.path);
  const remove = async (): Promise<void> => {
    await closeAll();
    await home.remove();
  };
  return { ledger: await open(), open, remove };
});

describe('the SQLite ledger after a crash', () => {
  let home: TemporaryStore;
  beforeEach(async () => {
    home = await temporaryStore();
  });
  afterEach(async () => {
    await closeAll();
    await home.remove();
  });

  const rows = Array.from({ length: 26_000 }, (_, index) => ({
    draft: draft(person(index % 3_000), '2024-02-01', { links: [`x:${index}`], on: ['x'] }),
    line: index + 2,
  }));
  // The same process number with another token is a process that is gone.
  const dead = { process: process.pid, token: 'of an earlier process' };
  const batches = () => {
    const encoder = openActivationEncoder();
    rows.forEach(encoder.writer.writeDraft);
    return [...encoder.full(), ...encoder.rest()];
  };
  const state = async () => (await openLedger(home.path)).summary(QUARTER);

  it('discards what was being staged, and takes the file again', async () => {
    const service = openService(home.path, dead);
    const number = service.advocacyBegin();
    for (const batch of batches()) service.advocacyStage(number, batch);
    service.close();
    expect((await state()).activations).toBe(0);
    const database = openDatabase(home.path);
    for (const table of ['activation_imports', 'staged_activations', 'staged_people', 'staged_words'])
      expect(database.prepare(`SELECT * FROM ${table}`).all()).toEqual([]);
    database.close();
  });

  it.each([0, 1, 2, 3])('completes what was being swapped in, killed after %i steps, and a second run changes nothing', async (steps) => {
    const service = openService(home.path, dead);
    const number = service.advocacyBegin();
    for (const batch of batches()) service.advocacyStage(number, batch);
    service.advocacySeal(number, fileOrigin('a'));
    for (let step = 0; step < steps; step++) expect(service.advocacyStep(number)).toBeUndefined();
    service.close();
    const after = await state();
    expect([after.activations, after.people.atMost]).toEqual([26_000, 3_000]);
    const ledger = await openLedger(home.path);
    const again = await importDrafts(
      ledger,
      rows.map((row) => row.draft),
    );
    expect(again).toMatchObject({ added: 0, repeats: 26_000 });
    expect(await ledger.summary(QUARTER)).toEqual(after);
  });

  it('sees what another connection logged between two steps of an import', async () => {
    const service = openService(home.path, { process: process.pid, token: 'alive' });
    const number = service.advocacyBegin();
    for (const batch of batches()) service.advocacyStage(number, batch);
    service.advocacySeal(number, fileOrigin('a'));
    service.advocacyStep(number);
    const other = openService(home.path, { process: process.pid, token: 'alive' });
    const [last] = rows.slice(-1);
    if (last === undefined) throw new Error('no rows');
    expect(other.advocacyLog(last.draft, 'slack', MANAGER.at, undefined).outcome).toBe('added');
    let outcome = service.advocacyStep(number);
    while (outcome === undefined) outcome = service.advocacyStep(number);
    expect(outcome).toMatchObject({ added: 25_999, repeats: 1 });
    expect(other.advocacySummary(QUARTER, undefined).activations).toBe(26_000);
    for (const one of [service, other]) one.close();
  });

  it('keeps columns that say the same as the rows', async () => {
    await importDrafts(
      await openLedger(home.path),
      rows.map((row) => row.draft),
    );
    const database = openDatabase(home.path);
    const held = database.prepare<{ rows: number }>('SELECT sum(rows) AS rows FROM activation_segments').get();
    const stored = database.prepare<{ rows: number }>('SELECT count(*) AS rows FROM activations').get();
    expect(held).toEqual(stored);
    database.close();
  });

  it('leaves no trace of a forgotten person in the file', async () => {
    const ledger = await openLedger(home.path);
    const secret = 'instagram:a-very-own-link-of-theirs';
    await importDrafts(ledger, [draft(person(1), '2024-02-01', { links: [secret], evidence: 'evidence-of-theirs' }), draft(person(2), '2024-02-01')]);
    await ledger.nameAdvocate(person(1), 'Nama Seseorang', MANAGER);
    await ledger.forget([person(1)], MANAGER);
    const bytes = ['', '-wal'].map((end) => readFileSync(`${home.path}${end}`, 'latin1')).join('');
    for (const trace of [secret, 'evidence-of-theirs', 'Nama Seseorang']) expect(bytes.includes(trace), trace).toBe(false);
  });
});
