import type { ImportOutcome, StoredImport } from '../../port.js';
import { lastActivationUndo } from '../advocacy/undo.js';
import type { Database } from '../driver.js';
import { instantOf, type OriginRow, originOf } from '../rows.js';

/** The kinds of origin that somebody hands in; a pull would come again by itself. */
export const HANDED_IN = "('export', 'file', 'typed', 'synthetic')";

/** An undoing that was begun. */
interface BegunUndo {
  readonly at: number;
  readonly who: string;
  readonly reason: string;
  /** the last import that had begun */
  readonly last_import: number;
}

/** The last undoing of an origin, by the number of its row. */
export const lastUndo = (database: Database, origin: number): BegunUndo | undefined =>
  database.prepare<BegunUndo>('SELECT at, who, reason, last_import FROM undos WHERE origin = ? ORDER BY number DESC LIMIT 1').get(origin);

interface BroughtRow extends ImportOutcome {
  readonly id: string;
  readonly number: number;
  readonly who: string | null;
}

type ListedOrigin = OriginRow & { readonly number: number; readonly last_received_at: number };

const NOTHING: ImportOutcome = { inserted: 0, revised: 0, unchanged: 0, outranked: 0, withdrawn: 0 };

/** What was handed in, newest first, with what it brought since it was last undone, and whether it is undone now. */
export function listImports(database: Database, limit: number): readonly StoredImport[] {
  const origins = database
    .prepare<ListedOrigin>(
      `SELECT number, id, kind, name, detail, hash, zone, received_at, last_received_at FROM origins WHERE kind IN ${HANDED_IN}
       ORDER BY last_received_at DESC, number DESC LIMIT ?`,
    )
    .all(limit);
  const imports = database
    .prepare<BroughtRow>(
      `SELECT json_extract(origin, '$.id') AS id, json_extract(origin, '$.by') AS who, number, inserted, revised, unchanged, outranked, withdrawn FROM imports
       WHERE state = 'done' AND json_extract(origin, '$.kind') IN ${HANDED_IN}
       UNION ALL
       SELECT json_extract(origin, '$.id'), json_extract(origin, '$.by'), number, added, touches, repeats + forgotten, 0, 0 FROM activation_imports
       WHERE state = 'done' AND json_extract(origin, '$.kind') IN ${HANDED_IN} ORDER BY number`,
    )
    .all();
  const brought = new Map<string, BroughtRow[]>();
  for (const row of imports) brought.set(row.id, [...(brought.get(row.id) ?? []), row]);
  return origins.map(({ number, last_received_at, ...origin }) => {
    const undo = lastUndo(database, number) ?? lastActivationUndo(database, number);
    const all = brought.get(origin.id) ?? [];
    const since = all.filter((row) => row.number > (undo?.last_import ?? 0));
    const isUndone = undo !== undefined && since.length === 0;
    return {
      origin: originOf(origin),
      lastReceivedAt: instantOf(last_received_at),
      ...(isUndone ? all : since).reduce<ImportOutcome>(added, NOTHING),
      by: all.at(-1)?.who ?? undefined,
      undone: isUndone ? { at: instantOf(undo.at), by: undo.who, reason: undo.reason } : undefined,
    };
  });
}

const added = (sum: ImportOutcome, row: ImportOutcome): ImportOutcome => ({
  inserted: sum.inserted + row.inserted,
  revised: sum.revised + row.revised,
  unchanged: sum.unchanged + row.unchanged,
  outranked: sum.outranked + row.outranked,
  withdrawn: sum.withdrawn + row.withdrawn,
});
