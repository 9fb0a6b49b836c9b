import type { StoredImport } from '../../port.js';
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

interface ImportRow extends OriginRow {
  readonly place: number;
  readonly last_received_at: number;
  readonly last: number | null;
  readonly inserted: number | null;
  readonly revised: number | null;
  readonly unchanged: number | null;
  readonly outranked: number | null;
  readonly withdrawn: number | null;
}

/** What was handed in, newest first, with what it brought and whether it was undone since. */
export function listImports(database: Database, limit: number): readonly StoredImport[] {
  const rows = database
    .prepare<ImportRow>(
      `SELECT origins.number AS place, origins.id, kind, name, detail, hash, zone, received_at, last_received_at, max(i.number) AS last,
         sum(inserted) AS inserted, sum(revised) AS revised, sum(unchanged) AS unchanged, sum(outranked) AS outranked, sum(withdrawn) AS withdrawn
       FROM (SELECT * FROM origins WHERE kind IN ${HANDED_IN} ORDER BY last_received_at DESC, number DESC LIMIT ?) origins
         LEFT JOIN imports i ON i.state = 'done' AND json_extract(i.origin, '$.id') = origins.id
       GROUP BY origins.number ORDER BY last_received_at DESC, origins.number DESC`,
    )
    .all(limit);
  return rows.map(({ place, last, last_received_at, inserted, revised, unchanged, outranked, withdrawn, ...origin }) => {
    const undo = lastUndo(database, place);
    const counts = { inserted, revised, unchanged, outranked, withdrawn };
    return {
      origin: originOf(origin),
      lastReceivedAt: instantOf(last_received_at),
      inserted: counts.inserted ?? 0,
      revised: counts.revised ?? 0,
      unchanged: counts.unchanged ?? 0,
      outranked: counts.outranked ?? 0,
      withdrawn: counts.withdrawn ?? 0,
      undone: undo === undefined || undo.last_import < (last ?? 0) ? undefined : { at: instantOf(undo.at), by: undo.who, reason: undo.reason },
    };
  });
}
