import type { Database } from '../driver.js';
import type { Counted, Undo } from './undoing.js';

const ROWS_PER_STEP = 1_000;

interface ReadingRow {
  readonly content: string;
  readonly metric: string;
  readonly read_at: number;
  readonly rank: number;
  readonly revision: number;
}

const AT = 'content = ? AND metric = ? AND read_at = ?';

/** Undoes the next readings of content items; false once all are done. */
export function undoSnapshots(database: Database, undo: Undo, counted: Counted): boolean {
  const rows = database
    .prepare<ReadingRow>(
      `SELECT content, metric, read_at, rank, revision FROM snapshots WHERE origin = ? AND undone_at IS NULL LIMIT ${ROWS_PER_STEP}`,
    )
    .all(undo.origin);
  for (const row of rows) {
    const key = [row.content, row.metric, row.read_at] as const;
    const best = database
      .prepare<ReadingRow>(`SELECT * FROM snapshots WHERE ${AT} AND undone_at IS NULL ORDER BY rank, revision DESC LIMIT 1`)
      .get(...key);
    database.prepare(`UPDATE snapshots SET undone_at = ? WHERE ${AT} AND rank = ? AND revision = ?`).run(undo.at, ...key, row.rank, row.revision);
    const wasBest = best?.rank === row.rank && best.revision === row.revision;
    if (restate(database, undo, row)) counted[wasBest ? 'restated' : 'overwritten'] += 1;
    else if (!wasBest) counted.overwritten += 1;
    else {
      const other = database.prepare(`SELECT 1 FROM snapshots WHERE ${AT} AND undone_at IS NULL LIMIT 1`).get(...key);
      counted[other === undefined ? 'removed' : 'restored'] += 1;
    }
  }
  return rows.length === ROWS_PER_STEP;
}

/** Gives a reading to another source that stated it alike, where there is one. */
function restate(database: Database, undo: Undo, row: ReadingRow): boolean {
  const key = [row.content, row.metric, row.read_at] as const;
  const witness = database
    .prepare<{ origin: number }>(`SELECT origin FROM restated_snapshots WHERE ${AT} AND rank = ? AND revision = ? AND origin <> ? LIMIT 1`)
    .get(...key, row.rank, row.revision, undo.origin);
  if (witness === undefined) return false;
  database
    .prepare(
      `INSERT INTO snapshots (content, metric, read_at, rank, revision, value, absence, quality, origin, received_at)
       SELECT content, metric, read_at, rank, (SELECT max(revision) + 1 FROM snapshots WHERE ${AT} AND rank = ?), value, absence, quality, ?, ?
       FROM snapshots WHERE ${AT} AND rank = ? AND revision = ?`,
    )
    .run(...key, row.rank, witness.origin, undo.at, ...key, row.rank, row.revision);
  return true;
}

const COLUMNS = 'id, subject, kind, published_at, day, title, link, origin, rank';

/** Undoes the content items that only this import stated, or stated otherwise; those of which others state figures stay listed. */
export function undoContent(database: Database, undo: Undo): void {
  const left = `origin IN (SELECT u.origin FROM undos u JOIN origins o ON o.number = u.origin
    WHERE NOT EXISTS (SELECT 1 FROM imports i WHERE i.number > u.last_import AND json_extract(i.origin, '$.id') = o.id))`;
  // Besides its own: items that an earlier undoing left listed because of the readings that this import stated.
  const rows = database
    .prepare<{ id: string }>(`SELECT id FROM content WHERE origin = ?1 OR (${left} AND id IN (SELECT content FROM snapshots WHERE origin = ?1))`)
    .all(undo.origin);
  // What another source said, and was not undone since it was replaced.
  const before = database.prepare<{ place: number }>(
    `SELECT rowid AS place FROM superseded_content s WHERE id = ?1 AND origin <> ?2
       AND NOT EXISTS (SELECT 1 FROM undos u WHERE u.origin = s.origin AND u.at >= s.replaced_at)
     ORDER BY rank, rowid DESC LIMIT 1`,
  );
  const stated = database.prepare('SELECT 1 FROM snapshots WHERE content = ? AND undone_at IS NULL LIMIT 1');
  for (const { id } of rows) {
    const place = before.get(id, undo.origin)?.place;
    if (place === undefined && stated.get(id) !== undefined) continue;
    database.prepare(`INSERT INTO superseded_content SELECT ${COLUMNS}, ?, ? FROM content WHERE id = ?`).run(undo.at, undo.origin, id);
    database.prepare('DELETE FROM content WHERE id = ?').run(id);
    if (place === undefined) continue;
    database.prepare(`INSERT INTO content SELECT ${COLUMNS} FROM superseded_content WHERE rowid = ?`).run(place);
  }
}

const MONTH = (row: string): string => `strftime('%Y-%m', ${row}.day * 86400, 'unixepoch')`;

/** Withdraws the entries that the import stated, and states again those that it withdrew; a later list of the same source is left as it is. */
export function undoEntries(database: Database, undo: Undo, counted: Counted): void {
  const own = "(SELECT number FROM imports WHERE json_extract(origin, '$.id') = ?2)";
  const kept = database
    .prepare<{ rows: number }>(`SELECT count(*) AS rows FROM entries WHERE origin = ?1 AND withdrawn_at IS NULL AND seen NOT IN ${own}`)
    .get(undo.origin, undo.id);
  const withdrawn = database
    .prepare(`UPDATE entries SET withdrawn_at = ?3, withdrawn_by = ?1 WHERE origin = ?1 AND withdrawn_at IS NULL AND seen IN ${own}`)
    .run(undo.origin, undo.id, undo.at);
  const later = `EXISTS (SELECT 1 FROM entries l WHERE l.source = e.source AND l.kind = e.kind AND ${MONTH('l')} = ${MONTH('e')}
    AND l.seen > ?4 AND l.withdrawn_at IS NULL)`;
  const replaced = 'e.withdrawn_by = ?1 AND e.origin <> ?1';
  // An origin that was itself undone says nothing any more.
  const undone = 'EXISTS (SELECT 1 FROM undos u WHERE u.origin = e.origin AND u.at >= e.withdrawn_at)';
  const again = 'EXISTS (SELECT 1 FROM entries a WHERE a.id = e.id AND a.source = e.source AND a.withdrawn_at IS NULL)';
  const columns = 'id, source, kind, day, title, attributes, reference, origin, rank';
  const cells = [undo.origin, undo.id, undo.at, undo.lastImport] as const;
  const superseded = database
    .prepare<{ rows: number }>(`SELECT count(*) AS rows FROM entries e WHERE ${replaced} AND NOT ${undone} AND NOT ${again} AND ${later}`)
    .get(...cells);
  const restored = database
    .prepare(
      `INSERT INTO entries (${columns}, received_at, seen) SELECT ${columns}, ?3, seen FROM entries e
       WHERE ${replaced} AND NOT ${undone} AND NOT ${again} AND NOT ${later}`,
    )
    .run(...cells);
  counted.entriesWithdrawn += Number(withdrawn.changes);
  counted.entriesRestored += Number(restored.changes);
  counted.entriesKept += (kept?.rows ?? 0) + (superseded?.rows ?? 0);
}
