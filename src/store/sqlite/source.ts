import type { Origin } from '../../../connectors/contract/observation.js';
import { PantauError } from '../../errors.js';
import type { ImportOutcome } from '../port.js';
import type { Database } from './driver.js';
import { rankOf } from './rows.js';

/** What became of one fact. */
export type Change = Exclude<keyof ImportOutcome, 'withdrawn'>;

/** The import whose rows are being swapped in. */
export interface Source {
  readonly import: number;
  readonly origin: Origin;
  /** the origin's row */
  readonly number: number;
  /** the kind and the name: one source over all its imports */
  readonly name: string;
  readonly rank: number;
  /** ms */
  readonly received: number;
  /** rows were left out, so that what is missing says nothing */
  readonly partial: boolean;
  /** why what is held of its values is voided first, and whether that is all; undefined where nothing is voided */
  readonly voids: { readonly reason: string; readonly alone: boolean } | undefined;
  /** the numbers of the statements, by the position that staged values name */
  readonly statements: readonly number[];
  /** whether the last chunk held nothing but new values; the next one is then tried as such */
  allNew: boolean;
}

/** Stores the origin and the statements of an import, as far as they are not stored yet. */
export function openSource(
  database: Database,
  number: number,
  row: { readonly origin: string; readonly partial: number; readonly voids: string | null },
): Source {
  const origin = JSON.parse(row.origin) as Origin;
  const received = Date.parse(origin.receivedAt);
  const stored = database
    .prepare<{ number: number }>(
      `INSERT INTO origins (id, kind, name, detail, hash, zone, received_at, last_received_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
       ON CONFLICT (id) DO UPDATE SET last_received_at = max(last_received_at, ?7) RETURNING number`,
    )
    .get(origin.id, origin.kind, origin.name, origin.detail, origin.hash, origin.zone, received);
  if (stored === undefined) throw new PantauError('failure', 'The origin of this import could not be stored. Import the file again.');
  const rank = rankOf(origin.kind);
  database
    .prepare(
      `INSERT OR IGNORE INTO statements (origin, rank, quality, precision, absence, observed_at, received_at)
       SELECT ?, ?, quality, precision, absence, observed_at, ? FROM staged_statements WHERE import = ? ORDER BY position`,
    )
    .run(stored.number, rank, received, number);
  const statements = database
    .prepare<{ number: number }>(
      `SELECT number FROM staged_statements JOIN statements USING (observed_at, quality, precision, absence)
       WHERE import = ? AND origin = ? AND rank = ? AND received_at = ? AND undone = 0 ORDER BY position`,
    )
    .all(number, stored.number, rank, received)
    .map((statement) => statement.number);
  return {
    import: number,
    origin,
    number: stored.number,
    name: `${origin.kind}:${origin.name}`,
    rank,
    received,
    partial: row.partial === 1,
    voids: row.voids === null ? undefined : { reason: row.voids, alone: statesNothingElse(database, number) },
    statements,
    allNew: true,
  };
}

const statesNothingElse = (database: Database, number: number): boolean =>
  database.prepare("SELECT 1 FROM staged_statements WHERE import = ? AND absence <> 'voided' LIMIT 1").get(number) === undefined;
