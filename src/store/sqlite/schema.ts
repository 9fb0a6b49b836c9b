import { PantauError } from '../../errors.js';
import { type Database, transaction } from './driver.js';

const VERSION = 1;

// Days are counted from 1970-01-01, months from year 0, moments in ms; ranks are places in the order of precedence, 0 the best.
const VALUE = `value REAL, absence TEXT, quality TEXT NOT NULL, precision TEXT NOT NULL, observed_at INTEGER NOT NULL, reference TEXT, note TEXT`;
const HELD = `${VALUE}, origin INTEGER NOT NULL, rank INTEGER NOT NULL, revision INTEGER NOT NULL, CHECK ((value IS NULL) = (absence IS NOT NULL))`;

const TABLES = `
CREATE TABLE series (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, subject TEXT NOT NULL, metric TEXT NOT NULL, grain TEXT NOT NULL);
CREATE TABLE origins (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL, detail TEXT NOT NULL,
  hash TEXT NOT NULL, zone TEXT NOT NULL, received_at INTEGER NOT NULL, last_received_at INTEGER NOT NULL);
CREATE TABLE day_values (month INTEGER NOT NULL, series INTEGER NOT NULL, day INTEGER NOT NULL, ${HELD}, PRIMARY KEY (month, series, day)) WITHOUT ROWID;
CREATE TABLE period_values (series INTEGER NOT NULL, start_day INTEGER NOT NULL, end_day INTEGER NOT NULL, ${HELD},
  PRIMARY KEY (series, start_day, end_day)) WITHOUT ROWID;
CREATE TABLE revisions (series INTEGER NOT NULL, start_day INTEGER NOT NULL, end_day INTEGER NOT NULL, sequence INTEGER NOT NULL, outranked INTEGER NOT NULL,
  ${HELD}, PRIMARY KEY (series, start_day, end_day, sequence)) WITHOUT ROWID;
CREATE TABLE entries (id TEXT PRIMARY KEY, kind TEXT NOT NULL, day INTEGER NOT NULL, title TEXT NOT NULL, attributes TEXT NOT NULL,
  reference TEXT, origin INTEGER NOT NULL, rank INTEGER NOT NULL, received_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX entries_by_day ON entries (kind, day);
CREATE TABLE content (id TEXT PRIMARY KEY, subject TEXT NOT NULL, kind TEXT NOT NULL, published_at INTEGER NOT NULL, day INTEGER NOT NULL,
  title TEXT NOT NULL, link TEXT, origin INTEGER NOT NULL, rank INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX content_by_day ON content (subject, day);
CREATE TABLE snapshots (content TEXT NOT NULL, metric TEXT NOT NULL, read_at INTEGER NOT NULL, value REAL, absence TEXT, quality TEXT NOT NULL,
  origin INTEGER NOT NULL, rank INTEGER NOT NULL, CHECK ((value IS NULL) = (absence IS NOT NULL)), PRIMARY KEY (content, metric, read_at)) WITHOUT ROWID;
CREATE TABLE imports (id TEXT PRIMARY KEY, origin TEXT NOT NULL, state TEXT NOT NULL, host TEXT NOT NULL, process INTEGER NOT NULL, token TEXT NOT NULL,
  touched_at INTEGER NOT NULL, inserted INTEGER NOT NULL DEFAULT 0, revised INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0,
  outranked INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE staged_series (import TEXT NOT NULL, id INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (import, id)) WITHOUT ROWID;
CREATE TABLE staged_values (import TEXT NOT NULL, series INTEGER NOT NULL, start_day INTEGER NOT NULL, end_day INTEGER NOT NULL, month INTEGER, ${VALUE},
  PRIMARY KEY (import, series, start_day, end_day)) WITHOUT ROWID;
CREATE TABLE staged_facts (import TEXT NOT NULL, sequence INTEGER NOT NULL, fact TEXT NOT NULL, identity TEXT NOT NULL, occurrence INTEGER NOT NULL,
  PRIMARY KEY (import, sequence)) WITHOUT ROWID;
CREATE INDEX staged_by_identity ON staged_facts (import, identity);
CREATE TABLE deliveries (key TEXT PRIMARY KEY, slot TEXT NOT NULL, channel TEXT NOT NULL, state TEXT NOT NULL, started_at INTEGER, message TEXT,
  error TEXT, attempts INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE settings (name TEXT NOT NULL, version INTEGER NOT NULL, value TEXT NOT NULL, valid_from TEXT NOT NULL, changed_by TEXT NOT NULL,
  PRIMARY KEY (name, version)) WITHOUT ROWID;
CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
PRAGMA user_version = ${VERSION};
`;

/** Creates the tables in an empty database. Throws `PantauError` where a later Pantau wrote it. */
export function prepareSchema(database: Database): void {
  transaction(database, 'durable', () => {
    const version = database.prepare<{ user_version: number }>('PRAGMA user_version').get()?.user_version ?? 0;
    if (version > VERSION)
      throw new PantauError('failure', 'A later version of Pantau wrote this store. Start that version, or restore an older backup.');
    if (version === 0) database.exec(TABLES);
  });
}
