import { createHash } from 'node:crypto';
import type { Entry, OriginKind } from '../../../connectors/contract/observation.js';
import { dimensionsKey } from '../../../connectors/contract/observation.js';
import { dayNumber } from '../../../connectors/contract/period.js';
import type { Database } from './driver.js';
import type { Change, Source } from './source.js';

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);

/** What an entry is: its kind, day, title and attributes. */
export const entryIdentity = (entry: Entry): string =>
  digestOf(JSON.stringify([entry.kind, entry.date, entry.title, dimensionsKey(entry.attributes)]));

/** The id of an entry, from its kind, its identity and which of the file's equal entries it is (from 1). */
export const idOfEntry = (kind: string, identity: string, occurrence: number): string => `entry:${kind}:${digestOf(`${identity}:${occurrence}`)}`;

/** The kinds of origin that hand in a list as a whole; a pull or a person adds entries to what is there. */
const WHOLE_LISTS: readonly OriginKind[] = ['export', 'file', 'synthetic'];

/** States an entry for a source. Each source's statement is a row of its own, so that one source can withdraw it while another goes on stating it. */
export function applyEntry(database: Database, entry: Entry, id: string, source: Source): Change {
  const held = database
    .prepare<{ number: number; rank: number; source: string }>('SELECT number, rank, source FROM entries WHERE id = ? AND withdrawn_at IS NULL')
    .all(id);
  const own = held.find((row) => row.source === source.name);
  if (own !== undefined) {
    database.prepare('UPDATE entries SET seen = ? WHERE number = ?').run(source.import, own.number);
    return 'unchanged';
  }
  database
    .prepare(
      `INSERT INTO entries (id, source, kind, day, title, attributes, reference, origin, rank, received_at, seen)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      id,
      source.name,
      entry.kind,
      dayNumber(entry.date),
      entry.title,
      JSON.stringify(entry.attributes),
      entry.reference ?? null,
      source.number,
      source.rank,
      source.received,
      source.import,
    );
  if (held.length === 0) return 'inserted';
  return held.every((row) => row.rank > source.rank) ? 'revised' : 'unchanged';
}

const MONTH = "strftime('%Y-%m', day * 86400, 'unixepoch')";

/** Withdraws what the source stated before of the same kinds in the same months and states no more; answers how many that were. */
export function withdrawUnstated(database: Database, source: Source): number {
  if (!WHOLE_LISTS.includes(source.origin.kind)) return 0;
  const { changes } = database
    .prepare(
      `UPDATE entries SET withdrawn_at = ?1, withdrawn_by = ?2
       WHERE withdrawn_at IS NULL AND source = ?3 AND seen <> ?4
         AND (kind, ${MONTH}) IN (SELECT DISTINCT kind, ${MONTH} FROM entries WHERE seen = ?4 AND source = ?3 AND withdrawn_at IS NULL)`,
    )
    .run(source.received, source.number, source.name, source.import);
  return Number(changes);
}
