import type { Fact } from '../../../connectors/contract/layout.js';
import type { Content, Origin, Series } from '../../../connectors/contract/observation.js';
import { seriesKey, snapshotId } from '../../../connectors/contract/observation.js';
import { addDays, dayNumber, fromDayNumber, type Instant } from '../../../connectors/contract/period.js';
import type { Delivery } from '../../domain/delivery.js';
import { PantauError } from '../../errors.js';
import type { ImportOutcome, SeriesFilter, SeriesQuestion, SettingVersion, Store, StoredEntry, StoredObservation, StoredSnapshot } from '../port.js';
import type { Database } from './driver.js';
import { openImports, transaction } from './imports.js';
import { ABSENCES, daySpan, member, monthNumber, observationOf, QUALITIES, seriesNumber, seriesOf, type ValueRow } from './rows.js';

/** The store's methods as they run in the thread of the database; an import is a session's name instead of an object. */
export interface DatabaseStore extends Omit<Store, 'beginImport'> {
  readonly begin: (origin: Origin) => Promise<string>;
  readonly stage: (session: string, facts: readonly Fact[]) => Promise<void>;
  readonly commit: (session: string) => Promise<ImportOutcome>;
  readonly discard: (session: string) => Promise<void>;
}

interface OriginRow {
  readonly id: string;
  readonly kind: Origin['kind'];
  readonly name: string;
  readonly detail: string;
  readonly hash: string;
  readonly zone: string;
  readonly received_at: Instant;
}

const originOf = (row: OriginRow): Origin => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  detail: row.detail,
  hash: row.hash,
  zone: row.zone,
  receivedAt: row.received_at,
});

/** The store over an open, migrated database. */
export function databaseStore(database: Database): DatabaseStore {
  const imports = openImports(database);
  void imports.resume();
  return {
    begin: async (origin) => imports.begin(origin),
    stage: async (session, facts) => imports.stage(session, facts),
    commit: (session) => imports.commit(session),
    discard: async (session) => imports.discard(session),
    origins: async (name) =>
      (
        database
          .prepare('SELECT * FROM origins WHERE ? IS NULL OR name = ? ORDER BY received_at DESC, id')
          .all(name ?? null, name ?? null) as unknown as OriginRow[]
      ).map(originOf),
    origin: async (id) => {
      const row = database.prepare('SELECT * FROM origins WHERE id = ?').get(id) as unknown as OriginRow | undefined;
      return row && originOf(row);
    },
    ...seriesMethods(database),
    ...contentMethods(database),
    ...recordMethods(database),
    status: async () => {
      const counted = (table: string): number => (database.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
      const last = database.prepare('SELECT max(received_at) AS at FROM origins').get() as { at: Instant | null };
      return {
        series: counted('series'),
        observations: counted('day_values') + counted('period_values'),
        revisions: counted('revisions'),
        entries: counted('entries'),
        content: counted('content'),
        lastReceivedAt: last.at ?? undefined,
      };
    },
    close: async () => database.close(),
  };
}

function seriesMethods(database: Database): Pick<DatabaseStore, 'readSeries' | 'listSeries' | 'revisions'> {
  const days = database.prepare(
    'SELECT *, day AS start_day, day + 1 AS end_day FROM day_values WHERE month BETWEEN ? AND ? AND series = ? AND day >= ? AND day < ? ORDER BY month, day',
  );
  const periods = database.prepare('SELECT * FROM period_values WHERE series = ? AND start_day >= ? AND start_day < ? ORDER BY start_day, end_day');
  const past = database.prepare(
    'SELECT * FROM revisions WHERE series = ? AND start_day >= ? AND start_day < ? AND observed_at <= ? ORDER BY start_day, end_day, rank DESC, revision',
  );
  const list = database.prepare(
    'SELECT key FROM series WHERE (?1 IS NULL OR subject = ?1) AND (?2 IS NULL OR metric = ?2) AND (?3 IS NULL OR grain = ?3) ORDER BY key',
  );
  const history = database.prepare('SELECT * FROM revisions WHERE series = ? AND start_day = ? AND end_day = ? ORDER BY revision');
  return {
    readSeries: async (question: SeriesQuestion) => {
      const series: Series = { subject: question.subject, metric: question.metric, dimensions: question.dimensions, grain: question.grain };
      const id = seriesNumber(seriesKey(series));
      const [start, end] = daySpan(question.window);
      if (question.asOf !== undefined)
        return newestOfEach(past.all(id, start, end, question.asOf) as unknown as ValueRow[]).map((row) => observationOf(row, series));
      const last = monthNumber(addDays(question.window.end, -1));
      const rows = question.grain === 'day' ? days.all(monthNumber(question.window.start), last, id, start, end) : periods.all(id, start, end);
      return (rows as unknown as ValueRow[]).map((row): StoredObservation => observationOf(row, series));
    },
    listSeries: async (filter: SeriesFilter) =>
      (list.all(filter.subject ?? null, filter.metric ?? null, filter.grain ?? null) as { key: string }[]).map((row) => seriesOf(row.key)),
    revisions: async (series, start, end) => {
      const [from, to] = [dayNumber(start as never), dayNumber(end as never)];
      return (history.all(seriesNumber(seriesKey(series)), from, to) as unknown as ValueRow[]).map((row) => observationOf(row, series));
    },
  };
}

/** Of the rows of one period the last: they come by rank, worst first, then by revision. */
const newestOfEach = (rows: readonly ValueRow[]): readonly ValueRow[] => [
  ...new Map(rows.map((row) => [`${row.start_day} ${row.end_day}`, row])).values(),
];

function contentMethods(database: Database): Pick<DatabaseStore, 'readContent' | 'readSnapshots' | 'readEntries'> {
  const content = database.prepare('SELECT * FROM content WHERE subject = ? AND day >= ? AND day < ? ORDER BY published_at, id');
  const snapshot = database.prepare('SELECT * FROM snapshots WHERE content = ? AND metric = ? AND read_at <= ? ORDER BY read_at DESC LIMIT 1');
  const entries = database.prepare('SELECT * FROM entries WHERE kind = ? AND day >= ? AND day < ? ORDER BY day, sequence, id');
  return {
    readContent: async (subject, window) =>
      (
        content.all(subject, ...daySpan(window)) as unknown as {
          id: string;
          subject: string;
          kind: string;
          published_at: Instant;
          day: number;
          title: string;
          link: string | null;
          origin: string;
        }[]
      ).map(
        (row): Content => ({
          id: row.id,
          subject: row.subject,
          kind: row.kind,
          publishedAt: row.published_at,
          publishedOn: fromDayNumber(row.day),
          title: row.title,
          ...(row.link === null ? {} : { link: row.link }),
          origin: row.origin,
        }),
      ),
    readSnapshots: async (contents, metric, asOf) =>
      contents.flatMap((id): readonly StoredSnapshot[] => {
        const row = snapshot.get(id, metric, asOf) as
          | { read_at: Instant; value: number | null; absence: number | null; quality: number; origin: string }
          | undefined;
        if (!row) return [];
        const absence = row.absence === null ? {} : { absence: member(ABSENCES, row.absence) };
        return [
          {
            id: snapshotId(id, metric, row.read_at),
            content: id,
            metric,
            readAt: row.read_at,
            value: row.value,
            ...absence,
            quality: member(QUALITIES, row.quality),
            origin: row.origin,
          },
        ];
      }),
    readEntries: async (kind, window) =>
      (
        entries.all(kind, ...daySpan(window)) as unknown as {
          id: string;
          kind: string;
          day: number;
          title: string;
          attributes: string;
          origin: string;
          reference: string | null;
        }[]
      ).map(
        (row): StoredEntry => ({
          id: row.id,
          kind: row.kind,
          date: fromDayNumber(row.day),
          title: row.title,
          // Written by this program from an entry's attributes.
          attributes: JSON.parse(row.attributes) as Record<string, string>,
          origin: row.origin,
          ...(row.reference === null ? {} : { reference: row.reference }),
        }),
      ),
  };
}

interface DeliveryRow {
  readonly key: string;
  readonly slot: string;
  readonly channel: string;
  readonly state: Delivery['state'];
  readonly started_at: number | null;
  readonly message: string | null;
  readonly error: string | null;
  readonly attempts: number;
}

const deliveryOf = (row: DeliveryRow): Delivery => ({
  key: row.key,
  slot: row.slot,
  channel: row.channel,
  state: row.state,
  startedAt: row.started_at ?? undefined,
  message: row.message ?? undefined,
  error: row.error ?? undefined,
  attempts: row.attempts,
});

type Records = Pick<
  DatabaseStore,
  'readDelivery' | 'listDeliveries' | 'saveDelivery' | 'readSetting' | 'saveSetting' | 'acquireLease' | 'releaseLease'
>;

function recordMethods(database: Database): Records {
  const readDelivery = database.prepare('SELECT * FROM deliveries WHERE key = ?');
  const putDelivery = database.prepare(
    'INSERT OR REPLACE INTO deliveries (key, slot, channel, state, started_at, message, error, attempts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const readSetting = database.prepare('SELECT * FROM settings WHERE name = ? ORDER BY sequence DESC LIMIT 1');
  const addSetting = database.prepare(
    'INSERT INTO settings (name, valid_from, sequence, value, changed_by) SELECT ?1, ?2, coalesce(max(sequence), 0) + 1, ?3, ?4 FROM settings WHERE name = ?1',
  );
  const takeLease = database.prepare(
    'INSERT INTO leases (name, holder, until_ms) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET holder = ?2, until_ms = ?3 WHERE holder = ?2 OR until_ms <= ?4',
  );
  const find = (key: string): Delivery | undefined => {
    const row = readDelivery.get(key) as unknown as DeliveryRow | undefined;
    return row && deliveryOf(row);
  };
  return {
    readDelivery: async (key) => find(key),
    listDeliveries: async (states) =>
      (database.prepare('SELECT * FROM deliveries ORDER BY key').all() as unknown as DeliveryRow[])
        .filter((row) => states.includes(row.state))
        .map(deliveryOf),
    saveDelivery: async (delivery, expected) =>
      transaction(database, () => {
        if (expected !== undefined && (find(delivery.key)?.state ?? 'absent') !== expected) return false;
        const { key, slot, channel, state, startedAt = null, message = null, error = null, attempts } = delivery;
        putDelivery.run(key, slot, channel, state, startedAt, message, error, attempts);
        return true;
      }),
    readSetting: async (name) => {
      const row = readSetting.get(name) as { name: string; value: string; valid_from: Instant; changed_by: string } | undefined;
      return row && { name: row.name, value: row.value, validFrom: row.valid_from, by: row.changed_by };
    },
    saveSetting: async (setting: SettingVersion) => void addSetting.run(setting.name, setting.validFrom, setting.value, setting.by),
    acquireLease: async (name, holder, untilMs, nowMs) => Number(takeLease.run(name, holder, untilMs, nowMs).changes) > 0,
    releaseLease: async (name, holder) => void database.prepare('DELETE FROM leases WHERE name = ? AND holder = ?').run(name, holder),
  };
}

/** Whatever went wrong in the database as a failure with a sentence. */
export const storeFailure = (cause: unknown): PantauError =>
  cause instanceof PantauError
    ? cause
    : new PantauError('failure', `The database refused the work: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
