import { createHmac } from 'node:crypto';
import { type Advocate, type HashedName, NAME_SCOPES, type NameScope } from '../../../domain/activation.js';
import { PantauError } from '../../../errors.js';
import type { Database } from '../driver.js';

interface AdvocateRow {
  readonly number: number;
  readonly salt: Uint8Array | null;
  readonly scopes: number;
  readonly name: string | null;
}

/** The number that stands for somebody who was forgotten: no advocate has it. */
export const FORGOTTEN = 0;

/** The bit of a kind of name. */
const bitOf = (scope: NameScope): number => 1 << NAME_SCOPES.indexOf(scope);

/** Whether somebody with this name was forgotten. */
export const isForgotten = (database: Database, hash: string): boolean =>
  database.prepare('SELECT 1 FROM advocate_tombstones WHERE hash = ?').get(hash) !== undefined;

/** The number of the advocate whom a name means. */
export const findAdvocate = (database: Database, { hash }: HashedName): number | undefined =>
  database.prepare<{ advocate: number }>('SELECT advocate FROM advocate_names WHERE hash = ?').get(hash)?.advocate;

/** The number of the advocate whom a name means, made where the name is new; `FORGOTTEN` where it has a tombstone. */
export function advocateNumber(database: Database, name: HashedName): number {
  const found = findAdvocate(database, name);
  if (found !== undefined) return found;
  if (isForgotten(database, name.hash)) return FORGOTTEN;
  const row = database
    .prepare<{ number: number }>('INSERT INTO advocates (salt, scopes) VALUES (randomblob(16), ?) RETURNING number')
    .get(bitOf(name.scope));
  if (row === undefined) throw new PantauError('failure', 'A pseudonym could not be stored. Try again.');
  database.prepare('INSERT INTO advocate_names VALUES (?, ?, ?)').run(name.hash, NAME_SCOPES.indexOf(name.scope), row.number);
  return row.number;
}

/** The advocates of an import's people by position, `FORGOTTEN` for those with a tombstone; who is new is made, all by two statements. */
export function advocatesOfImport(database: Database, number: number): Uint32Array {
  const last = database.prepare<{ last: number | null }>('SELECT max(number) AS last FROM advocates').get()?.last ?? 0;
  database
    .prepare(
      `INSERT INTO advocate_names SELECT hash, scope, ?2 + row_number() OVER (ORDER BY position) FROM staged_people
       WHERE import = ?1 AND hash NOT IN (SELECT hash FROM advocate_names) AND hash NOT IN (SELECT hash FROM advocate_tombstones)`,
    )
    .run(number, last);
  database
    .prepare(
      `INSERT INTO advocates (number, salt, scopes)
       SELECT ?2 + row_number() OVER (ORDER BY position), randomblob(16), 1 << scope FROM staged_people
       WHERE import = ?1 AND (SELECT advocate FROM advocate_names WHERE hash = staged_people.hash) > ?2`,
    )
    .run(number, last);
  const rows = database
    .prepareArrays<[number]>(
      `SELECT coalesce((SELECT advocate FROM advocate_names WHERE hash = staged_people.hash), ${FORGOTTEN}) FROM staged_people
       WHERE import = ? ORDER BY position`,
    )
    .all(number);
  return Uint32Array.from(rows, ([advocate]) => advocate);
}

/** A pseudonym can be reckoned only with the person's salt: once that is destroyed, what was exported before leads nowhere. */
const pseudonym = (salt: Uint8Array): string => `advocate:${createHmac('sha256', salt).update('pseudonym').digest('hex').slice(0, 24)}`;

/** Notes that the advocates or their names changed, for what is remembered of them. */
export function noteAdvocateChange(database: Database): void {
  database.prepare("INSERT INTO totals VALUES ('advocate-changes', 1) ON CONFLICT (name) DO UPDATE SET count = count + 1").run();
}

/** An advocate by number. */
export function readAdvocate(database: Database, number: number): Advocate | undefined {
  const row = database.prepare<AdvocateRow>('SELECT number, salt, scopes, name FROM advocates WHERE number = ?').get(number);
  if (row === undefined) return undefined;
  const id = row.salt === null ? `forgotten:${row.number}` : pseudonym(row.salt);
  return { id, name: row.name ?? undefined, scopes: NAME_SCOPES.filter((scope) => (row.scopes & bitOf(scope)) !== 0) };
}

/** Keeps or takes away an advocate's clear name. */
export function nameAdvocate(database: Database, number: number, name: string | undefined): void {
  database.prepare('UPDATE advocates SET name = ? WHERE number = ?').run(name ?? null, number);
}

/** Gives all names of one advocate to another. */
export function moveNames(database: Database, from: number, to: number): void {
  database.prepare('UPDATE advocate_names SET advocate = ? WHERE advocate = ?').run(to, from);
  database
    .prepare(
      'UPDATE advocates SET scopes = scopes | (SELECT scopes FROM advocates WHERE number = ?1), name = coalesce(name, (SELECT name FROM advocates WHERE number = ?1)) WHERE number = ?2',
    )
    .run(from, to);
  database.prepare('UPDATE advocates SET scopes = 0, name = NULL, salt = NULL WHERE number = ?').run(from);
  noteAdvocateChange(database);
}

/** Adds a name to an advocate. */
export function addName(database: Database, { hash, scope }: HashedName, advocate: number): void {
  database.prepare('INSERT INTO advocate_names VALUES (?, ?, ?)').run(hash, NAME_SCOPES.indexOf(scope), advocate);
  database.prepare('UPDATE advocates SET scopes = scopes | ? WHERE number = ?').run(bitOf(scope), advocate);
  noteAdvocateChange(database);
}

/** Destroys what ties a number to a person, and leaves a tombstone for each name; answers how many names that were. */
export function destroyAdvocate(database: Database, number: number, at: number): number {
  const { changes } = database
    .prepare('INSERT OR IGNORE INTO advocate_tombstones SELECT hash, ? FROM advocate_names WHERE advocate = ?')
    .run(at, number);
  database.prepare('DELETE FROM advocate_names WHERE advocate = ?').run(number);
  database.prepare('UPDATE advocates SET salt = NULL, name = NULL, forgotten_at = ? WHERE number = ?').run(at, number);
  return Number(changes);
}

/** Leaves a tombstone for a name that the ledger does not know; false where it has one. */
export function bury(database: Database, hash: string, at: number): boolean {
  return Number(database.prepare('INSERT OR IGNORE INTO advocate_tombstones VALUES (?, ?)').run(hash, at).changes) > 0;
}
