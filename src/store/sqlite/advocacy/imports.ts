import { hostname } from 'node:os';
import type { Origin } from '../../../../connectors/contract/observation.js';
import { PantauError } from '../../../errors.js';
import type { ActivationOutcome, LedgerSource } from '../../advocacy-port.js';
import { type Database, transaction } from '../driver.js';
import { type Owner, recoverLost } from '../imports.js';
import type { ActivationBatch } from './staging.js';

/** An import as a row. */
export interface ActivationImportRow {
  readonly number: number;
  readonly origin: string;
  readonly state: 'staging' | 'swapping' | 'done';
  readonly host: string;
  readonly process: number;
  readonly token: string;
  readonly touched_at: number;
  readonly first_day: number | null;
  readonly last_day: number | null;
  readonly window_days: number;
  readonly keys: number;
  readonly added: number;
  readonly touches: number;
  readonly repeats: number;
  readonly forgotten: number;
  readonly repeated: string;
}

const CLOSED = 'This import is no longer open. Import the file again.';

/** Opens an import; answers its number. */
export function beginActivationImport(database: Database, owner: Owner): number {
  const row = transaction(database, 'import', () =>
    database
      .prepare<{ number: number }>(
        "INSERT INTO activation_imports (origin, state, host, process, token, touched_at, repeats_kept) VALUES ('', 'staging', ?, ?, ?, ?, 1) RETURNING number",
      )
      .get(hostname(), owner.process, owner.token, Date.now()),
  );
  if (row === undefined) throw new PantauError('failure', 'The import could not be opened. Try again.');
  return row.number;
}

/** Keeps a batch aside; the positions of its new people and words follow those of the batches before it. */
export function stageActivations(database: Database, number: number, batch: ActivationBatch): void {
  const { columns, links, evidence, keys, newPeople, newWords, firstPerson, firstWord } = batch;
  transaction(database, 'import', () => {
    const { changes } = database
      .prepare(
        `UPDATE activation_imports SET touched_at = ?2, keys = keys + ?3, first_day = min(coalesce(first_day, ?4), ?4),
           last_day = max(coalesce(last_day, ?5), ?5), window_days = max(window_days, ?6) WHERE number = ?1 AND state = 'staging'`,
      )
      .run(number, Date.now(), keys, least(columns.day), most(columns.day), most(columns.window));
    if (Number(changes) === 0) throw new PantauError('failure', CLOSED);
    database
      .prepare('INSERT INTO staged_people SELECT ?, ? + key, value ->> 0, value ->> 1 FROM json_each(?)')
      .run(number, firstPerson, JSON.stringify(newPeople));
    database.prepare('INSERT INTO staged_words SELECT ?, ? + key, value FROM json_each(?)').run(number, firstWord, JSON.stringify(newWords));
    database
      .prepare('INSERT INTO staged_activations (import, columns, links, evidence) VALUES (?, ?, ?, ?)')
      .run(number, new Uint8Array(columns.second.buffer), links, evidence);
  });
}

const least = (numbers: Uint16Array): number => numbers.reduce((one, other) => Math.min(one, other), 0xffff_ffff);
const most = (numbers: Uint16Array): number => numbers.reduce((one, other) => Math.max(one, other), 0);

/** Ends the staging: from here on the import is completed even where the process dies. Throws `PantauError` while an import is being undone. */
export function sealActivationImport(database: Database, number: number, origin: Origin): void {
  transaction(database, 'durable', () => {
    if (database.prepare("SELECT 1 FROM activation_undos WHERE state <> 'done'").get() !== undefined)
      throw new PantauError('failure', 'An import of activations is being undone. Import this file again when that is done.');
    const { changes } = database
      .prepare("UPDATE activation_imports SET state = 'swapping', origin = ?, touched_at = ? WHERE number = ? AND state = 'staging'")
      .run(JSON.stringify(origin), Date.now(), number);
    if (Number(changes) === 0) throw new PantauError('failure', CLOSED);
  });
}

/** An import by number. Throws `PantauError` where there is none. */
export function readImport(database: Database, number: number): ActivationImportRow {
  const row = database.prepare<ActivationImportRow>('SELECT * FROM activation_imports WHERE number = ?').get(number);
  if (row === undefined) throw new PantauError('failure', CLOSED);
  return row;
}

/** What an import did so far. */
export const outcomeOf = ({ added, touches, repeats, forgotten, repeated }: ActivationImportRow): ActivationOutcome => ({
  added,
  touches,
  repeats,
  forgotten,
  repeated: JSON.parse(repeated) as ActivationOutcome['repeated'],
});

/** The imports that brought activations and were not undone, newest first. */
export function readSources(database: Database): readonly LedgerSource[] {
  return database
    .prepare<ActivationImportRow>(
      `SELECT * FROM activation_imports i WHERE state = 'done' AND added + touches > 0 AND NOT EXISTS
         (SELECT 1 FROM activation_undos u JOIN origins o ON o.number = u.origin
          WHERE o.id = json_extract(i.origin, '$.id') AND u.last_import >= i.number) ORDER BY number DESC`,
    )
    .all()
    .map(({ origin, added, touches, repeats }) => {
      // Written by `sealActivationImport` alone.
      const { kind, name, detail, receivedAt } = JSON.parse(origin) as Origin;
      return { kind, name, detail, receivedAt, added, touches, repeats };
    });
}

/** Drops an import that was not committed, with all that was staged. */
export function discardActivations(database: Database, number: number): void {
  transaction(database, 'import', () => {
    const { changes } = database.prepare("DELETE FROM activation_imports WHERE number = ? AND state = 'staging'").run(number);
    if (Number(changes) > 0) clearStaged(database, number);
  });
}

/** Deletes what an import staged. */
export function clearStaged(database: Database, number: number): void {
  for (const table of ['staged_activations', 'staged_people', 'staged_words']) database.prepare(`DELETE FROM ${table} WHERE import = ?`).run(number);
}

/** Discards the imports that dead processes were staging and answers the numbers of those that they were swapping in. */
export function recoverActivationImports(database: Database, owner: Owner): readonly number[] {
  const left = database.prepare<ActivationImportRow>("SELECT * FROM activation_imports WHERE state <> 'done' ORDER BY number").all();
  return recoverLost(left, owner, (number) => discardActivations(database, number));
}
