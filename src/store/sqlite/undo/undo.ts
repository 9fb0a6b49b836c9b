import { hostname } from 'node:os';
import type { Origin } from '../../../../connectors/contract/observation.js';
import { PantauError } from '../../../errors.js';
import type { UndoneImport, UndoRequest } from '../../port.js';
import { note } from '../advocacy/audit.js';
import { type Database, transaction } from '../driver.js';
import { type Owner, recoverLost } from '../imports.js';
import { type OriginRow, originOf } from '../rows.js';
import { undoContent, undoEntries, undoSnapshots } from './facts.js';
import { HANDED_IN, lastUndo } from './imports.js';
import type { Counted, Undo } from './undoing.js';
import { FIRST_PLACE, hideEmptySeries, notePeriods, undoValues, type ValuePlace } from './values.js';

type Phase = 'values' | 'snapshots' | 'rest';

interface UndoRow {
  readonly number: number;
  readonly origin: number;
  readonly at: number;
  readonly who: string;
  readonly reason: string;
  readonly last_import: number;
  readonly phase: Phase;
  readonly place: string;
  readonly state: 'swapping' | 'done';
  readonly restored: number;
  readonly removed: number;
  readonly restated: number;
  readonly overwritten: number;
  readonly entries_withdrawn: number;
  readonly entries_restored: number;
  readonly entries_kept: number;
}

type NumberedOrigin = OriginRow & { readonly number: number };

const ORIGIN = 'SELECT number, id, kind, name, detail, hash, zone, received_at FROM origins';

/** Marks all that an import stated as undone; from here on it is undone to its end even where the process dies. Throws `PantauError('refused-input')`. */
export function beginUndo(database: Database, { origin: id, by, at, reason }: UndoRequest, owner: Owner): number {
  return transaction(database, 'durable', () => {
    const origin = database.prepare<NumberedOrigin>(`${ORIGIN} WHERE id = ? AND kind IN ${HANDED_IN}`).get(id);
    if (origin === undefined) throw new PantauError('refused-input', `There is no import "${id}" that can be undone.`);
    const last = lastImports(database, id);
    if (last.open > 0) throw new PantauError('refused-input', 'This import is still going on. Undo it when it is done.');
    const before = lastUndo(database, origin.number);
    if (before !== undefined && before.last_import >= last.number) throw new PantauError('refused-input', 'This import was undone already.');
    const undo = database
      .prepare<{ number: number }>(
        `INSERT INTO undos (origin, at, who, reason, last_import, phase, place, state, host, process, token, touched_at)
         VALUES (?, ?, ?, ?, (SELECT coalesce(max(number), 0) FROM imports), 'values', ?, 'swapping', ?, ?, ?, ?) RETURNING number`,
      )
      .get(origin.number, Date.parse(at), by, reason, JSON.stringify(FIRST_PLACE), hostname(), owner.process, owner.token, Date.now());
    if (undo === undefined) throw new PantauError('failure', 'The import could not be undone. Try again.');
    database.prepare("UPDATE statements SET undone = ? WHERE origin = ? AND undone = 0 AND absence <> 'undone'").run(undo.number, origin.number);
    database.prepare('DELETE FROM restated_snapshots WHERE origin = ?').run(origin.number);
    notePeriods(database, undo.number);
    note(database, { who: by, at }, 'undo', `${id}: ${reason}`);
    return undo.number;
  });
}

const lastImports = (database: Database, id: string): { readonly number: number; readonly open: number } =>
  database
    .prepare<{ number: number | null; open: number }>(
      "SELECT max(number) AS number, count(*) FILTER (WHERE state <> 'done') AS open FROM imports WHERE json_extract(origin, '$.id') = ?",
    )
    .all(id)
    .map(({ number, open }) => ({ number: number ?? 0, open }))[0] ?? { number: 0, open: 0 };

/** Undoes the next rows by one short transaction; answers what was done once nothing is left, undefined before. */
export function undoStep(database: Database, number: number): UndoneImport | undefined {
  return transaction(database, 'import', () => {
    const row = database.prepare<UndoRow>('SELECT * FROM undos WHERE number = ?').get(number);
    const origin = row && database.prepare<NumberedOrigin>(`${ORIGIN} WHERE number = ?`).get(row.origin);
    if (row === undefined || origin === undefined) throw new PantauError('failure', 'The undoing is not known. Undo the import again.');
    if (row.state === 'done') return undoneOf(row, originOf(withoutNumber(origin)));
    const undo: Undo = { number, origin: row.origin, id: origin.id, at: row.at, lastImport: row.last_import };
    advance(database, undo, row);
    return undefined;
  });
}

const withoutNumber = ({ id, kind, name, detail, hash, zone, received_at }: NumberedOrigin): OriginRow => ({
  id,
  kind,
  name,
  detail,
  hash,
  zone,
  received_at,
});

function advance(database: Database, undo: Undo, row: UndoRow): void {
  const counted: Counted = {
    restored: 0,
    removed: 0,
    restated: 0,
    overwritten: 0,
    entriesWithdrawn: 0,
    entriesRestored: 0,
    entriesKept: 0,
    revisions: 0,
  };
  if (row.phase === 'values') {
    const next = undoValues(database, undo, JSON.parse(row.place) as ValuePlace, counted);
    save(database, undo, counted, next === undefined ? 'snapshots' : 'values', next);
    addTo(database, 'observations', -counted.removed);
    addTo(database, 'revisions', counted.revisions);
  } else if (row.phase === 'snapshots') {
    const more = undoSnapshots(database, undo, counted);
    save(database, undo, counted, more ? 'snapshots' : 'rest', undefined);
  } else {
    undoContent(database, undo);
    undoEntries(database, undo, counted);
    save(database, undo, counted, 'rest', undefined);
    addTo(database, 'series', -hideEmptySeries(database));
    addTo(database, 'undos', 1);
    database.prepare('DELETE FROM undo_periods WHERE undo = ?').run(undo.number);
    database.prepare("UPDATE undos SET state = 'done' WHERE number = ?").run(undo.number);
  }
}

function save(database: Database, undo: Undo, counted: Counted, phase: Phase, place: ValuePlace | undefined): void {
  database
    .prepare(
      `UPDATE undos SET touched_at = ?, phase = ?, place = coalesce(?, place), restored = restored + ?, removed = removed + ?, restated = restated + ?,
         overwritten = overwritten + ?, entries_withdrawn = entries_withdrawn + ?, entries_restored = entries_restored + ?, entries_kept = entries_kept + ?
       WHERE number = ?`,
    )
    .run(
      Date.now(),
      phase,
      place === undefined ? null : JSON.stringify(place),
      counted.restored,
      counted.removed,
      counted.restated,
      counted.overwritten,
      counted.entriesWithdrawn,
      counted.entriesRestored,
      counted.entriesKept,
      undo.number,
    );
}

function addTo(database: Database, name: 'series' | 'observations' | 'revisions' | 'undos', more: number): void {
  if (more !== 0) database.prepare('INSERT INTO totals VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET count = count + ?2').run(name, more);
}

const undoneOf = (row: UndoRow, origin: Origin): UndoneImport => ({
  origin,
  restored: row.restored,
  removed: row.removed,
  restated: row.restated,
  overwritten: row.overwritten,
  entriesWithdrawn: row.entries_withdrawn,
  entriesRestored: row.entries_restored,
  entriesKept: row.entries_kept,
});

/** The undoings that dead processes were at. */
export function recoverUndos(database: Database, owner: Owner): readonly number[] {
  const left = database
    .prepare<Parameters<typeof recoverLost>[0][number]>("SELECT number, state, host, process, token, touched_at FROM undos WHERE state = 'swapping'")
    .all();
  return recoverLost(left, owner, () => undefined);
}
