import type { Content, Snapshot } from '../../../connectors/contract/observation.js';
import { dayNumber } from '../../../connectors/contract/period.js';
import type { Database } from './driver.js';
import type { Change, Source } from './source.js';

/** Keeps a content item; what it replaces, and what an origin of lower precedence says of it, is kept beside it. */
export function applyContent(database: Database, content: Content, source: Source): Change {
  const { id, subject, kind, title } = content;
  const stated = [subject, kind, Date.parse(content.publishedAt), dayNumber(content.publishedOn), title, content.link ?? null] as const;
  const same = 'subject = ?2 AND kind = ?3 AND published_at = ?4 AND day = ?5 AND title = ?6 AND link IS ?7';
  const held = database.prepare<{ rank: number; same: number }>(`SELECT rank, ${same} AS same FROM content WHERE id = ?1`).get(id, ...stated);
  const row = [id, ...stated, source.number, source.rank] as const;
  if (held !== undefined && held.same === 1 && held.rank <= source.rank) return 'unchanged';
  if (held !== undefined && source.rank > held.rank) {
    const before = database.prepare(`SELECT 1 FROM superseded_content WHERE id = ?1 AND ${same} AND rank = ?8`).get(id, ...stated, source.rank);
    if (before !== undefined) return 'unchanged';
    database.prepare('INSERT INTO superseded_content VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(...row, source.received, source.number);
    return 'outranked';
  }
  if (held !== undefined) {
    database.prepare('INSERT INTO superseded_content SELECT *, ?, ? FROM content WHERE id = ?').run(source.received, source.number, id);
  }
  database.prepare('INSERT OR REPLACE INTO content VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(...row);
  return held === undefined ? 'inserted' : 'revised';
}

/** Keeps a reading; another value of the same reading becomes a revision beside it. */
export function applySnapshot(database: Database, snapshot: Snapshot, source: Source): Change {
  const key = [snapshot.content, snapshot.metric, Date.parse(snapshot.readAt)] as const;
  const stated = [snapshot.value, snapshot.absence ?? null, snapshot.quality] as const;
  const held = database
    .prepare<{ rank: number; revision: number; same: number; origin: number; undone: number }>(
      `SELECT rank, revision, value IS ?4 AND absence IS ?5 AND quality = ?6 AS same, origin, undone_at IS NOT NULL AS undone FROM snapshots
       WHERE content = ?1 AND metric = ?2 AND read_at = ?3 ORDER BY rank, revision`,
    )
    .all(...key, ...stated);
  const own = held.findLast((row) => row.rank === source.rank);
  const last = held.findLast((row) => row.rank === source.rank && row.undone === 0);
  if (last?.same === 1) {
    if (last.origin !== source.number && source.origin.kind !== 'api')
      database.prepare('INSERT OR IGNORE INTO restated_snapshots VALUES (?, ?, ?, ?, ?, ?)').run(...key, source.rank, last.revision, source.number);
    return 'unchanged';
  }
  database
    .prepare(
      `INSERT INTO snapshots (content, metric, read_at, rank, revision, value, absence, quality, origin, received_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(...key, source.rank, (own?.revision ?? 0) + 1, ...stated, source.number, source.received);
  const best = held.find((row) => row.undone === 0)?.rank;
  if (best === undefined) return 'inserted';
  return source.rank > best ? 'outranked' : 'revised';
}
