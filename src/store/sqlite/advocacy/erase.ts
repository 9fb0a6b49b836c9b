import type { Instant } from '../../../../connectors/contract/period.js';
import type { HashedName } from '../../../domain/activation.js';
import type { Actor, Erasure } from '../../advocacy-port.js';
import { type Database, transaction } from '../driver.js';
import { bury, destroyAdvocate, findAdvocate, noteAdvocateChange, readAdvocate } from './advocates.js';
import { anonymise, note } from './audit.js';
import { rowsOfAdvocate } from './segments.js';
import { keepTombstones, readTombstoneFile } from './tombstone-file.js';

const EVER = 0x10000;

/** The hashes of everybody who was forgotten. */
export const readTombstones = (database: Database): readonly string[] =>
  database
    .prepare<{ hash: string }>('SELECT hash FROM advocate_tombstones ORDER BY hash')
    .all()
    .map(({ hash }) => hash);

/**
 * Forgets whoever has these names: erases every trace of the person, the settings that are named after them, keeps the counts, and
 * leaves tombstones, in the store and in the file of that path beside it.
 */
export function forgetPerson(database: Database, names: readonly HashedName[], actor: Actor, tombstones: string): Erasure {
  database.exec('PRAGMA secure_delete = ON');
  try {
    const erased = transaction(database, 'durable', () => {
      const before = new Set(readTombstones(database));
      const done = erase(database, names, actor);
      const hashes = readTombstones(database);
      const fresh = hashes.filter((hash) => !before.has(hash));
      const removed = removeSettings(database, [...fresh, ...names.map(({ hash }) => hash)]);
      // Before the store: where the process dies in between, whoever opens the store next forgets again.
      keepTombstones(tombstones, hashes);
      return { ...done, settings: removed };
    });
    overwriteFreePages(database);
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return erased;
  } finally {
    database.exec('PRAGMA secure_delete = FAST');
  }
}

const AT_ONCE = 64 * 1024 * 1024;

/** Writes zeros over the pages that earlier deletions left: files that were staged lie there in clear. */
function overwriteFreePages(database: Database): void {
  const free = database.prepare<{ freelist_count: number }>('PRAGMA freelist_count').get()?.freelist_count ?? 0;
  const size = database.prepare<{ page_size: number }>('PRAGMA page_size').get()?.page_size ?? 4096;
  transaction(database, 'durable', () => {
    const fill = database.prepare('INSERT INTO advocacy_scratch VALUES (zeroblob(?))');
    // Each page of a blob begins with the number of the next.
    for (let left = free * (size - 4); left > 0; left -= AT_ONCE) fill.run(Math.min(left, AT_ONCE));
    database.exec('DELETE FROM advocacy_scratch');
  });
}

/** Removes the settings that are named after a hash, in all their versions, and answers how many there were. */
function removeSettings(database: Database, hashes: readonly string[]): number {
  let removed = 0;
  for (const hash of new Set(hashes)) removed += Number(database.prepare("DELETE FROM settings WHERE name LIKE '%:' || ?").run(hash).changes);
  return removed;
}

function erase(database: Database, names: readonly HashedName[], actor: Actor): Omit<Erasure, 'settings'> {
  const at = Date.parse(actor.at);
  const numbers = new Set(names.flatMap((name) => findAdvocate(database, name) ?? []));
  let [buried, activations] = [0, 0];
  for (const number of numbers) {
    const before = readAdvocate(database, number)?.id;
    const rows = rowsOfAdvocate(database, number, 0, EVER, true);
    for (const row of rows) stripRow(database, row);
    buried += destroyAdvocate(database, number, at);
    if (before !== undefined) anonymise(database, before, `forgotten:${number}`);
    activations += rows.length;
  }
  for (const { hash } of names) if (bury(database, hash, at)) buried += 1;
  noteAdvocateChange(database);
  note(database, actor, 'forget', `${buried} names, ${activations} activations kept without a person`);
  return { names: buried, activations, unknown: numbers.size === 0 };
}

/** Takes from a row what may lead to its person: links, evidence and the time of day. */
function stripRow(database: Database, number: number): void {
  database.prepare('UPDATE activations SET links = NULL, evidence = NULL, line = NULL, second = day * 86400 WHERE number = ?').run(number);
  database.prepare('UPDATE activation_touches SET links = NULL, evidence = NULL, line = NULL WHERE activation = ?').run(number);
  database.prepare('UPDATE activation_repeats SET links = NULL, evidence = NULL, line = NULL, second = day * 86400 WHERE activation = ?').run(number);
  database.prepare("UPDATE activation_corrections SET reason = '' WHERE activation = ?").run(number);
}

/** Forgets again whom a restored backup brought back; answers how many people that were. */
export function reapplyTombstones(database: Database, tombstones: readonly string[], actor: Actor, path: string): number {
  const back = tombstones.filter((hash) => findAdvocate(database, { scope: 'form', hash }) !== undefined);
  const people = new Set(back.map((hash) => findAdvocate(database, { scope: 'form', hash }))).size;
  if (tombstones.length > 0)
    forgetPerson(
      database,
      tombstones.map((hash) => ({ scope: 'form', hash })),
      actor,
      path,
    );
  return people;
}

/** Forgets again whom a restored copy of the store brought back, by the tombstones beside it, and keeps there those that only the store has. */
export function forgetRestored(database: Database, path: string): void {
  const outside = readTombstoneFile(path);
  const inside = new Set(readTombstones(database));
  const known = new Set(outside);
  const actor = { who: 'restore', at: new Date().toISOString() as Instant };
  if (outside.some((hash) => !inside.has(hash))) reapplyTombstones(database, outside, actor, path);
  else if ([...inside].some((hash) => !known.has(hash))) keepTombstones(path, [...inside]);
}
