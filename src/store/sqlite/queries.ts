import type { Absence, Content, Origin, Quality, Series } from '../../../connectors/contract/observation.js';
import { seriesKey, snapshotId } from '../../../connectors/contract/observation.js';
import { type CivilDate, dayNumber, fromDayNumber, type Instant, type Window } from '../../../connectors/contract/period.js';
import type { SeriesFilter, SeriesQuestion, StoredEntry, StoredObservation, StoredSnapshot, StoreStatus } from '../port.js';
import type { Database } from './driver.js';
import { type HeldRow, instantOf, monthOf, type OriginRow, originOf, seriesNumber, seriesOf, storedObservation } from './rows.js';

const HELD = 'value, absence, quality, precision, observed_at, reference, note, origins.id AS origin_id, rank, revision';

/** The current values of a series, or those of `asOf`, ordered by period. */
export function readSeries(database: Database, question: SeriesQuestion): readonly StoredObservation[] {
  const { subject, metric, grain, dimensions, window, asOf } = question;
  const series: Series = { subject, metric, grain, dimensions };
  const number = seriesNumber(seriesKey(series));
  const [start, end] = [dayNumber(window.start), dayNumber(window.end)];
  const rows =
    asOf === undefined ? readCurrent(database, grain === 'day', number, start, end) : readAsOf(database, number, start, end, Date.parse(asOf));
  return rows.map((row) => storedObservation(series, row));
}

function readCurrent(database: Database, days: boolean, number: number, start: number, end: number): HeldRow[] {
  if (!days) {
    return database
      .prepare<HeldRow>(
        `SELECT start_day, end_day, ${HELD} FROM period_values JOIN origins ON origins.number = origin
         WHERE series = ? AND start_day >= ? AND start_day < ? ORDER BY start_day, end_day`,
      )
      .all(number, start, end);
  }
  const held = database.prepare<{ first: number | null; last: number | null }>(
    'SELECT (SELECT min(month) FROM day_values) AS first, (SELECT max(month) FROM day_values) AS last',
  );
  const { first, last } = held.get() ?? { first: null, last: null };
  const read = database.prepare<HeldRow>(
    `SELECT day AS start_day, day + 1 AS end_day, ${HELD} FROM day_values JOIN origins ON origins.number = origin
     WHERE month = ? AND series = ? AND day >= ? AND day < ? ORDER BY day`,
  );
  const rows: HeldRow[] = [];
  if (first === null || last === null) return rows;
  for (let month = Math.max(first, monthOf(start)); month <= Math.min(last, monthOf(end - 1)); month += 1)
    rows.push(...read.all(month, number, start, end));
  return rows;
}

function readAsOf(database: Database, number: number, start: number, end: number, asOf: number): HeldRow[] {
  return database
    .prepare<HeldRow>(
      `SELECT * FROM (
         SELECT start_day, end_day, ${HELD}, row_number() OVER (PARTITION BY start_day, end_day ORDER BY rank, sequence DESC) AS place
         FROM revisions JOIN origins ON origins.number = origin
         WHERE series = ? AND start_day >= ? AND start_day < ? AND observed_at <= ?)
       WHERE place = 1 ORDER BY start_day, end_day`,
    )
    .all(number, start, end, asOf);
}

/** The series that match a filter, by key. */
export function listSeries(database: Database, filter: SeriesFilter): readonly Series[] {
  return database
    .prepare<{ key: string }>(
      'SELECT key FROM series WHERE (?1 IS NULL OR subject = ?1) AND (?2 IS NULL OR metric = ?2) AND (?3 IS NULL OR grain = ?3) ORDER BY key',
    )
    .all(filter.subject ?? null, filter.metric ?? null, filter.grain ?? null)
    .map((row) => seriesOf(row.key));
}

/** Every revision of one value in the order of arrival. */
export function readRevisions(database: Database, series: Series, start: CivilDate, end: CivilDate): readonly StoredObservation[] {
  return database
    .prepare<HeldRow>(
      `SELECT start_day, end_day, ${HELD} FROM revisions JOIN origins ON origins.number = origin
       WHERE series = ? AND start_day = ? AND end_day = ? ORDER BY sequence`,
    )
    .all(seriesNumber(seriesKey(series)), dayNumber(start), dayNumber(end))
    .map((row) => storedObservation(series, row));
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
  readonly content: string;
  readonly read_at: number;
  readonly value: number | null;
  readonly absence: Absence | null;
  readonly quality: Quality;
  readonly origin_id: string;
}

/** For each item the last snapshot of a metric at or before a moment, in the order asked; items without one are left out. */
export function readSnapshots(database: Database, contents: readonly string[], metric: string, asOf: Instant): readonly StoredSnapshot[] {
  const read = database.prepare<SnapshotRow>(
    `SELECT snapshots.*, origins.id AS origin_id FROM snapshots JOIN origins ON origins.number = origin
     WHERE content = ? AND metric = ? AND read_at <= ? ORDER BY read_at DESC LIMIT 1`,
  );
  return contents
    .map((content) => read.get(content, metric, Date.parse(asOf)))
    .filter((row) => row !== undefined)
    .map(({ content, read_at, value, absence, quality, origin_id }) => ({
      id: snapshotId(content, metric, instantOf(read_at)),
      content,
      metric,
      readAt: instantOf(read_at),
      value,
      ...(absence === null ? {} : { absence }),
      quality,
      origin: origin_id,
    }));
}

interface EntryRow {
  readonly id: string;
  readonly day: number;
  readonly title: string;
  readonly attributes: string;
  readonly reference: string | null;
  readonly origin_id: string;
}

/** The entries of a kind in a window by day; with `asOf`, those received until then. */
export function readEntries(database: Database, kind: string, window: Window, asOf: Instant | undefined): readonly StoredEntry[] {
  return database
    .prepare<EntryRow>(
      `SELECT entries.*, origins.id AS origin_id FROM entries JOIN origins ON origins.number = origin
       WHERE entries.kind = ?1 AND day >= ?2 AND day < ?3 AND (?4 IS NULL OR entries.received_at <= ?4) ORDER BY day, title, entries.id`,
    )
    .all(kind, dayNumber(window.start), dayNumber(window.end), asOf === undefined ? null : Date.parse(asOf))
    .map(({ id, day, title, attributes, reference, origin_id }) => ({
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
  const count = (table: string): number => database.prepare<{ rows: number }>(`SELECT count(*) AS rows FROM ${table}`).get()?.rows ?? 0;
  const last = database.prepare<{ last: number | null }>('SELECT max(last_received_at) AS last FROM origins').get()?.last ?? null;
  return {
    series: count('series'),
    observations: count('day_values') + count('period_values'),
    revisions: count('revisions'),
    entries: count('entries'),
    content: count('content'),
    lastReceivedAt: last === null ? undefined : instantOf(last),
  };
}
