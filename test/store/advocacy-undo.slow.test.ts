import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../connectors/contract/period.js';
import { openActivationEncoder } from '../../src/store/sqlite/advocacy/staging.js';
import { openSqliteStore, type SqliteStore } from '../../src/store/sqlite/client.js';
import { openDatabase } from '../../src/store/sqlite/driver.js';
import { openService } from '../../src/store/sqlite/service.js';
import { draft, fileOrigin, importDrafts, MANAGER, person, QUARTER } from '../contracts/advocacy-store.js';
import { type TemporaryStore, temporaryStore } from '../support/store.js';

const LATER = new Date(Date.parse(MANAGER.at) + 3_600_000).toISOString() as Instant;
const BEFORE = new Date(Date.parse(LATER) - 1_000).toISOString() as Instant;
const request = (hash: string, at = LATER) => ({ origin: `file:form:${hash}`, by: 'budi', at, reason: 'the wrong file' });

let home: TemporaryStore;
let store: SqliteStore;
beforeEach(async () => {
  home = await temporaryStore();
  store = await openSqliteStore(home.path);
});
afterEach(async () => {
  await store.close();
  await home.remove();
});

const counted = async () => {
  const { people, activations, touches, touchesByPlatform } = await store.advocacy.summary(QUARTER);
  return { people: people.atMost, activations, touches, instagram: touchesByPlatform.instagram, x: touchesByPlatform.x };
};
const undone = async (hash: string, at = LATER) => (await store.undoImport(request(hash, at))).activations;

describe('undoing a file of activations', () => {
  const one = draft(person(1), '2024-02-01', { links: ['x:1'], on: ['x'] });
  const other = draft(person(2), '2024-02-02', { links: ['x:2'], on: ['x'] });

  it('takes what only it told out of the counts, says who, when and why, and takes the same file again', async () => {
    await importDrafts(store.advocacy, [one], 'a');
    const before = await counted();
    await importDrafts(store.advocacy, [other, { ...other, links: ['x:3'], second: other.second + 60 }], 'b');
    const both = await counted();
    expect(await undone('b')).toEqual({ removed: 2, touchesRemoved: 0, kept: 0 });
    expect(await counted()).toEqual(before);
    expect((await store.advocacy.auditLog(1))[0]).toEqual({ who: 'budi', at: LATER, what: 'undo', detail: 'file:form:b: the wrong file' });
    const [gone] = (await store.advocacy.exportPerson(person(2), MANAGER))?.activations ?? [];
    expect(gone).toMatchObject({ state: 'undone', links: ['x:2'] });
    expect((await store.advocacy.summary(QUARTER, { asOf: BEFORE })).activations).toBe(both.activations);
    expect((await store.advocacy.sources()).map(({ detail }) => detail)).toEqual(['a.csv']);
    await expect(store.undoImport(request('b'))).rejects.toMatchObject({ kind: 'refused-input', message: expect.stringMatching(/undone already/) });
    expect(await importDrafts(store.advocacy, [other], 'b')).toMatchObject({ added: 1, repeats: 0 });
    expect((await counted()).people).toBe(2);
    expect(await undone('b')).toMatchObject({ removed: 1 });
  });

  it('leaves what another file told as well, as that file told it', async () => {
    await importDrafts(store.advocacy, [draft(person(1), '2024-02-01', { links: ['x:1', 'instagram:1'], on: ['x', 'instagram'] }), other], 'a');
    const second = { ...one, second: one.second + 86_400, unit: 'KEUANGAN' };
    expect(await importDrafts(store.advocacy, [second], 'b')).toMatchObject({ added: 0, repeats: 1 });
    expect(await undone('a')).toEqual({ removed: 1, touchesRemoved: 0, kept: 1 });
    expect(await counted()).toEqual({ people: 1, activations: 1, touches: 1, instagram: 0, x: 1 });
    const [left] = await store.advocacy.activationsOf(person(1), QUARTER);
    expect(left).toMatchObject({ unit: 'KEUANGAN', source: 'file:form:b', line: 2, platforms: ['x'], links: ['x:1'] });
    expect((await store.advocacy.summary(QUARTER, { asOf: BEFORE })).activations).toBe(2);
    // The first file again is now the one that repeats; without both nothing is left.
    expect(await importDrafts(store.advocacy, [one], 'a')).toMatchObject({ added: 0, repeats: 1 });
    expect(await undone('b')).toMatchObject({ removed: 0, kept: 1 });
    expect(await undone('a')).toMatchObject({ removed: 1 });
    expect(await counted()).toEqual({ people: 0, activations: 0, touches: 0, instagram: 0, x: 0 });
  });

  it('forgets the tellings of a file that was undone first', async () => {
    await importDrafts(store.advocacy, [one], 'a');
    await importDrafts(store.advocacy, [one], 'b');
    expect(await undone('b')).toEqual({ removed: 0, touchesRemoved: 0, kept: 0 });
    expect((await counted()).activations).toBe(1);
    expect(await undone('a')).toEqual({ removed: 1, touchesRemoved: 0, kept: 0 });
  });

  it('takes back the platforms that it added to others, unless a third told them as well', async () => {
    await importDrafts(store.advocacy, [draft(person(1), '2024-02-01', { content: 'apbn', on: ['x'] })], 'a');
    const further = draft(person(1), '2024-02-01', { content: 'apbn', on: ['instagram'] });
    expect(await importDrafts(store.advocacy, [further], 'b')).toMatchObject({ touches: 1 });
    expect(await importDrafts(store.advocacy, [further], 'c')).toMatchObject({ repeats: 1 });
    expect(await undone('b')).toEqual({ removed: 0, touchesRemoved: 1, kept: 0 });
    expect(await counted()).toEqual({ people: 1, activations: 1, touches: 2, instagram: 1, x: 1 });
    expect(await undone('c')).toEqual({ removed: 0, touchesRemoved: 1, kept: 0 });
    expect(await counted()).toEqual({ people: 1, activations: 1, touches: 1, instagram: 0, x: 1 });
    expect((await store.advocacy.summary(QUARTER, { asOf: BEFORE })).touches).toBe(2);
  });

  it('leaves what the person told in Slack, also where the file came first, and what a manager voided stays void', async () => {
    await importDrafts(store.advocacy, [one, other], 'a');
    expect(await store.advocacy.log(one, 'slack', MANAGER.at)).toMatchObject({ outcome: 'repeat' });
    const [voided] = await store.advocacy.activationsOf(person(2), QUARTER);
    await store.advocacy.voidActivation(voided?.id ?? '', 'not theirs', MANAGER);
    expect(await undone('a')).toEqual({ removed: 0, touchesRemoved: 0, kept: 1 });
    expect(await store.advocacy.activationsOf(person(1), QUARTER)).toMatchObject([{ source: 'typed:slack', state: 'counted' }]);
    expect(await importDrafts(store.advocacy, [one, other], 'a')).toMatchObject({ added: 0, repeats: 2 });
    expect((await counted()).activations).toBe(1);
  });

  it('gives two tellings their own place where only the undone one joined them', async () => {
    await importDrafts(store.advocacy, [draft(person(1), '2024-02-01', { links: ['x:1', 'x:2'], on: ['x'] })], 'a');
    await importDrafts(store.advocacy, [draft(person(1), '2024-02-01', { links: ['x:1'], on: ['x'] })], 'b');
    await importDrafts(store.advocacy, [draft(person(1), '2024-02-01', { links: ['x:2'], on: ['x'] })], 'c');
    expect((await counted()).activations).toBe(1);
    expect(await undone('a')).toMatchObject({ kept: 1 });
    expect(await counted()).toMatchObject({ people: 1, activations: 2 });
  });

  it('knows whom a link made one person, and erases the tellings of whoever is forgotten', async () => {
    await importDrafts(store.advocacy, [one], 'a');
    await importDrafts(store.advocacy, [{ ...one, person: person(9), evidence: 'evidence-of-theirs' }], 'b');
    expect(await store.advocacy.linkNames(person(1), person(9), MANAGER)).toMatchObject({ repeats: 1 });
    expect(await undone('a')).toMatchObject({ removed: 0, kept: 1 });
    expect(await counted()).toMatchObject({ people: 1, activations: 1 });
    await store.advocacy.forget([person(1)], MANAGER);
    const database = openDatabase(home.path);
    expect(database.prepare('SELECT links, evidence, line FROM activation_repeats').all()).toEqual([{ links: null, evidence: null, line: null }]);
    database.close();
  });

  it('is refused where an earlier version did not keep what was a repeat, until that file came once more', async () => {
    await importDrafts(store.advocacy, [one], 'a');
    await importDrafts(store.advocacy, [one], 'b');
    const database = openDatabase(home.path);
    database.exec('DELETE FROM activation_repeats; UPDATE activation_imports SET repeats_kept = 0');
    database.close();
    await expect(store.undoImport(request('a'))).rejects.toMatchObject({ kind: 'refused-input', message: expect.stringMatching(/"b\.csv"/) });
    expect((await counted()).activations).toBe(1);
    await importDrafts(store.advocacy, [one], 'b');
    expect(await undone('a')).toEqual({ removed: 0, touchesRemoved: 0, kept: 1 });
  });
});

describe('undoing a file of activations by a process that dies', () => {
  const rows = Array.from({ length: 3_300 }, (_, index) => ({
    draft: draft(person(index % 700), '2024-02-01', { links: [`x:${index}`], on: ['x'] }),
    line: index + 2,
  }));
  const dead = { process: process.pid, token: 'of an earlier process' };

  it.each([0, 1, 2, 4, 5])('is completed by the next opener after %i steps, and no import comes in between', async (steps) => {
    await importDrafts(
      store.advocacy,
      rows.map((row) => row.draft),
      'a',
    );
    await importDrafts(
      store.advocacy,
      rows.slice(0, 1_500).map((row) => row.draft),
      'b',
    );
    const service = openService(home.path, dead);
    const number = service.advocacyBeginUndo(request('a'));
    if (number === undefined) throw new Error('Nothing is undone.');
    for (let step = 0; step < steps; step++) expect(service.advocacyUndoStep(number)).toBeUndefined();
    const waiting = service.advocacyBegin();
    const encoder = openActivationEncoder();
    rows.forEach(encoder.writer.writeDraft);
    for (const batch of [...encoder.full(), ...encoder.rest()]) service.advocacyStage(waiting, batch);
    expect(() => service.advocacySeal(waiting, fileOrigin('c'))).toThrow(/being undone/);
    service.close();
    await store.close();
    store = await openSqliteStore(home.path);
    expect(await counted()).toEqual({ people: 700, activations: 1_500, touches: 1_500, instagram: 0, x: 1_500 });
    const [listed] = (await store.listImports(5)).filter(({ origin }) => origin.hash === 'a');
    expect(listed).toMatchObject({ inserted: 3_300, undone: { by: 'budi', at: LATER, reason: 'the wrong file' } });
    const database = openDatabase(home.path);
    expect(database.prepare('SELECT count(*) AS rows FROM activation_corrections').get()).toEqual({ rows: 3_300 });
    expect(database.prepare('SELECT count(*) AS rows FROM staged_activations').get()).toEqual({ rows: 0 });
    database.close();
  });
});
