import type { Absence, Content, Origin, Quality, Series } from '../../../connectors/contract/observation.js';
import { snapshotId } from '../../../connectors/contract/observation.js';
import { dayNumber, fromDayNumber, type Instant, type Window } from '../../../connectors/contract/period.js';
import type { SeriesFilter, StoredEntry, StoredSnapshot, StoreStatus } from '../port.js';
import type { Database } from './driver.js';
import { instantOf, kindOf, type OriginRow, originOf, seriesOf } from './rows.js';

/** The series that match a filter, by key. */
export function listSeries(database: Database, filter: SeriesFilter): readonly Series[] {
  return database
    .prepare<{ key: string }>(
      'SELECT key FROM series WHERE published = 1 AND (?1 IS NULL OR subject = ?1) AND (?2 IS NULL OR metric = ?2) AND (?3 IS NULL OR grain = ?3) ORDER BY key',
    )
    .all(filter.subject ?? null, filter.metric ?? null, filter.grain ?? null)
    .map((row) => seriesOf(row.key));
}

/** The origins of a source name (of all where none is given), newest first. */
export function listOrigins(database: Database, name: string | undefined): readonly Origin[] {
  return database
    .prepare<OriginRow>(`${ORIGIN} WHERE ?1 IS NULL OR name = ?1 ORDER BY received_at DESC, number DESC`)
    .all(name ?? null)
    .map(originOf);
}

/** The origin of an id. */
export function readOrigin(database: Database, id: string): Origin | undefined {
  const row = database.prepare<OriginRow>(`${ORIGIN} WHERE id = ?`).get(id);
  return row && originOf(row);
}

const ORIGIN = 'SELECT id, kind, name, detail, hash, zone, received_at FROM origins';

interface ContentRow {
  readonly id: string;
  readonly subject: string;
  readonly kind: string;
  readonly published_at: number;
  readonly day: number;
  readonly title: string;
  readonly link: string | null;
  readonly origin_id: string;
}

/** What a subject published in a window, oldest first. */
export function readContent(database: Database, subject: string, window: Window): readonly Content[] {
  return database
    .prepare<ContentRow>(
      `SELECT content.*, origins.id AS origin_id FROM content JOIN origins ON origins.number = origin
       WHERE subject = ? AND day >= ? AND day < ? ORDER BY published_at, content.id`,
    )
    .all(subject, dayNumber(window.start), dayNumber(window.end))
    .map(({ published_at, day, link, origin_id, id, kind, title }) => ({
      id,
      subject,
      kind,
      publishedAt: instantOf(published_at),
      publishedOn: fromDayNumber(day),
      title,
      ...(link === null ? {} : { link }),
      origin: origin_id,
    }));
}

interface SnapshotRow {
  readonly read_at: number;
  readonly rank: number;
  readonly revision: number;
  readonly value: number | null;
  readonly absence: Absence | null;
  readonly quality: Quality;
  readonly received_at: number;
  readonly origin_id: string;
}

/** For each item the last reading of a metric at or before a moment, as it was known then, in the order asked; items without one are left out. */
export function readSnapshots(database: Database, contents: readonly string[], metric: string, asOf: Instant): readonly StoredSnapshot[] {
  const moment = Date.parse(asOf);
  // Best rank first, and of it the last revision: the first that had come in by then, or the reading's first statement where none had.
  const read = database.prepare<SnapshotRow>(
    `SELECT snapshots.*, origins.id AS origin_id FROM snapshots JOIN origins ON origins.number = origin
     WHERE content = ?1 AND metric = ?2
       AND read_at = (SELECT max(read_at) FROM snapshots WHERE content = ?1 AND metric = ?2 AND read_at <= ?3 AND (undone_at IS NULL OR undone_at > ?3))
       AND (undone_at IS NULL OR undone_at > ?3)
     ORDER BY rank, revision DESC`,
  );
  return contents.flatMap((content) => {
    const row = read.all(content, metric, moment).find(({ revision, received_at }) => revision === 1 || received_at <= moment);
    return row === undefined ? [] : storedSnapshot(content, metric, row);
  });
}

/** Every revision of one reading, best rank first, oldest first. */
export function readSnapshotRevisions(database: Database, content: string, metric: string, readAt: Instant): readonly StoredSnapshot[] {
  return database
    .prepare<SnapshotRow>(
      `SELECT snapshots.*, origins.id AS origin_id FROM snapshots JOIN origins ON origins.number = origin
       WHERE content = ? AND metric = ? AND read_at = ? ORDER BY rank, revision`,
    )
    .all(content, metric, Date.parse(readAt))
    .map((row) => storedSnapshot(content, metric, row));
}

function storedSnapshot(content: string, metric: string, row: SnapshotRow): StoredSnapshot {
  const readAt = instantOf(row.read_at);
  return {
    id: snapshotId(content, metric, readAt, row.revision, kindOf(row.rank)),
    content,
    metric,
    readAt,
    value: row.value,
    ...(row.absence === null ? {} : { absence: row.absence }),
    quality: row.quality,
    origin: row.origin_id,
    revision: row.revision,
  };
}

interface EntryRow {
  readonly id: string;
  readonly day: number;
  readonly title: string;
  readonly attributes: string;
  readonly reference: string | null;
  readonly origin_id: string;
}

/**
 * The entries of a kind in a window by day, those that are stated now or that were at `asOf`; what several sources state counts once, with the
 * best of their origins.
 */
export function readEntries(database: Database, kind: string, window: Window, asOf: Instant | undefined): readonly StoredEntry[] {
  const rows = database
    .prepare<EntryRow>(
      `SELECT entries.*, origins.id AS origin_id FROM entries JOIN origins ON origins.number = origin
       WHERE entries.kind = ?1 AND day >= ?2 AND day < ?3
         AND (withdrawn_at IS NULL OR (?4 IS NOT NULL AND withdrawn_at > ?4)) AND (?4 IS NULL OR entries.received_at <= ?4)
       ORDER BY day, title, entries.id, rank DESC, entries.number DESC`,
    )
    .all(kind, dayNumber(window.start), dayNumber(window.end), asOf === undefined ? null : Date.parse(asOf));
  const once = new Map(rows.map((row) => [row.id, row]));
  return [...once.values()].map(({ id, day, title, attributes, reference, origin_id }) => ({
    id,
    kind,
    date: fromDayNumber(day),
    title,
    attributes: JSON.parse(attributes) as Readonly<Record<string, string>>,
    origin: origin_id,
    ...(reference === null ? {} : { reference }),
  }));
}

/** How many rows are stored, and when the last origin came in. */
export function readStatus(database: Database): StoreStatus {
  const total = (name: string): number => database.prepare<{ count: number }>('SELECT count FROM totals WHERE name = ?').get(name)?.count ?? 0;
  const count = (what: string): number => database.prepare<{ rows: number }>(`SELECT count(${what}`).get()?.rows ?? 0;
  const last = database.prepare<{ last: number | null }>('SELECT max(last_received_at) AS last FROM origins').get()?.last ?? null;
  return {
    series: total('series'),
    observations: total('observations'),
    revisions: total('revisions'),
    entries: count('DISTINCT id) AS rows FROM entries WHERE withdrawn_at IS NULL'),
    content: count('*) AS rows FROM content'),
    lastReceivedAt: last === null ? undefined : instantOf(last),
  };
}
