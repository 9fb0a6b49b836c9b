import { hostname } from 'node:os';
import type { Origin } from '../../../../connectors/contract/observation.js';
import { PantauError } from '../../../errors.js';
import type { UndoneImport, UndoRequest } from '../../port.js';
import { type Database, transaction } from '../driver.js';
import { type Owner, recoverLost } from '../imports.js';
import { type OriginRow, originOf } from '../rows.js';
import { note } from './audit.js';
import { type Facets, ledgerTransaction } from './facets.js';
import { type LedgerUndo, nextPlace, PHASES, type Phase, type UndoneCounts, undoPhase } from './undo-phases.js';

interface UndoRow extends LedgerUndo {
  readonly last_import: number;
  readonly phase: Phase;
  readonly place: number;
  readonly state: 'swapping' | 'done';
  readonly activations: number;
  readonly touches: number;
  readonly kept: number;
}

const THIS = "json_extract(origin, '$.id') = ?1";

/**
 * Begins to undo an import of activations: from here on it is undone to its end even where the process dies. Undefined where this origin brought none.
 * Throws `PantauError('refused-input')` where it was undone already, an import is going on, or it is not known who else told its activations.
 */
export function beginActivationUndo(database: Database, { origin: id, by, at, reason }: UndoRequest, owner: Owner): number | undefined {
  return transaction(database, 'durable', () => {
    const last = database
      .prepare<{ last: number | null }>(`SELECT max(number) AS last FROM activation_imports WHERE ${THIS} AND state = 'done'`)
      .get(id)?.last;
    const origin = database.prepare<{ number: number }>('SELECT number FROM origins WHERE id = ?').get(id)?.number;
    if (last === undefined || last === null || origin === undefined) return undefined;
    const before = lastActivationUndo(database, origin);
    if (before !== undefined && before.last_import >= last) throw new PantauError('refused-input', 'This import was undone already.');
    refuseWhereBusy(database);
    refuseWhereUnknown(database, id);
    const undo = database
      .prepare<{ number: number }>(
        `INSERT INTO activation_undos (origin, at, who, reason, last_import, phase, place, state, host, process, token, touched_at)
         VALUES (?, ?, ?, ?, ?, 'rows', 0, 'swapping', ?, ?, ?, ?) RETURNING number`,
      )
      .get(origin, Date.parse(at), by, reason, last, hostname(), owner.process, owner.token, Date.now());
    if (undo === undefined) throw new PantauError('failure', 'The import could not be undone. Try again.');
    note(database, { who: by, at }, 'undo', `${id}: ${reason}`);
    return undo.number;
  });
}

function refuseWhereBusy(database: Database): void {
  if (database.prepare("SELECT 1 FROM activation_imports WHERE state = 'swapping'").get() !== undefined)
    throw new PantauError('refused-input', 'An import of activations is still going on. Undo this one when it is done.');
  if (database.prepare("SELECT 1 FROM activation_undos WHERE state <> 'done'").get() !== undefined)
    throw new PantauError('refused-input', 'Another import of activations is being undone. Undo this one when that is done.');
}

/** An earlier version only counted the rows that another import had told already: which they were is known once the file is imported again. */
function refuseWhereUnknown(database: Database, id: string): void {
  const unknown = database
    .prepare<{ file: string }>(
      `SELECT json_extract(origin, '$.detail') AS file FROM activation_imports i WHERE state = 'done' AND NOT (${THIS}) AND repeats_kept = 0
         AND repeats + touches > 0 AND NOT EXISTS (SELECT 1 FROM activation_imports j WHERE j.state = 'done' AND j.repeats_kept = 1
           AND json_extract(j.origin, '$.id') = json_extract(i.origin, '$.id')) ORDER BY number LIMIT 1`,
    )
    .get(id);
  if (unknown !== undefined)
    throw new PantauError(
      'refused-input',
      `An earlier version of Pantau did not keep which activations "${unknown.file}" told again. Import that file once more, then undo this one.`,
    );
}

/** Undoes the next rows by one short transaction; answers what was done once nothing is left, undefined before. */
export function activationUndoStep(database: Database, facets: Facets, number: number): UndoneImport | undefined {
  return ledgerTransaction(database, facets, 'import', () => {
    const row = database.prepare<UndoRow>('SELECT * FROM activation_undos WHERE number = ?').get(number);
    if (row === undefined) throw new PantauError('failure', 'The undoing is not known. Undo the import again.');
    if (row.state === 'done') return undoneOf(database, row);
    const counted: UndoneCounts = { activations: 0, touches: 0, kept: 0 };
    const until = nextPlace(database, row.phase, row.place);
    const place = until === undefined ? undefined : undoPhase(database, facets, row, row.phase, { after: row.place, until }, counted);
    const phase = place === undefined ? PHASES[PHASES.indexOf(row.phase) + 1] : row.phase;
    database
      .prepare(
        `UPDATE activation_undos SET touched_at = ?, phase = ?, place = ?, state = ?, activations = activations + ?, touches = touches + ?, kept = kept + ?
         WHERE number = ?`,
      )
      .run(
        Date.now(),
        phase ?? row.phase,
        place ?? 0,
        phase === undefined ? 'done' : 'swapping',
        counted.activations,
        counted.touches,
        counted.kept,
        number,
      );
    return undefined;
  });
}

function undoneOf(database: Database, { origin, activations, touches, kept }: UndoRow): UndoneImport {
  const row = database.prepare<OriginRow>('SELECT id, kind, name, detail, hash, zone, received_at FROM origins WHERE number = ?').get(origin);
  if (row === undefined) throw new PantauError('failure', 'The import that was undone is not known.');
  const told: Origin = originOf(row);
  const none = { restored: 0, removed: 0, restated: 0, overwritten: 0, entriesWithdrawn: 0, entriesRestored: 0, entriesKept: 0 };
  return { origin: told, ...none, activations: { removed: activations, touchesRemoved: touches, kept } };
}

/** The last undoing of an origin that brought activations, by the number of its row. */
export const lastActivationUndo = (
  database: Database,
  origin: number,
): { readonly at: number; readonly who: string; readonly reason: string; readonly last_import: number } | undefined =>
  database.prepare<UndoRow & { readonly reason: string }>('SELECT * FROM activation_undos WHERE origin = ? ORDER BY number DESC LIMIT 1').get(origin);

/** The undoings of activations that dead processes were at. */
export function recoverActivationUndos(database: Database, owner: Owner): readonly number[] {
  const left = database
    .prepare<Parameters<typeof recoverLost>[0][number]>(
      "SELECT number, state, host, process, token, touched_at FROM activation_undos WHERE state = 'swapping'",
    )
    .all();
  return recoverLost(left, owner, () => undefined);
}
