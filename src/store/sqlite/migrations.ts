import { PantauError } from '../../errors.js';
import type { Database } from './driver.js';

/** The steps of the schema; a step that has landed is never changed, a new one is added. */
const STEPS: readonly string[] = [
  `
  CREATE TABLE origins (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, detail TEXT NOT NULL, hash TEXT NOT NULL, zone TEXT NOT NULL, received_at TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE series (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, subject TEXT NOT NULL, metric TEXT NOT NULL, grain TEXT NOT NULL);
  CREATE INDEX series_by_name ON series (subject, metric, grain);
  CREATE TABLE day_values (
    month INTEGER NOT NULL, series INTEGER NOT NULL, day INTEGER NOT NULL,
    value REAL, absence INTEGER, quality INTEGER NOT NULL, precision INTEGER NOT NULL, origin TEXT NOT NULL, rank INTEGER NOT NULL,
    observed_at TEXT NOT NULL, revision INTEGER NOT NULL, reference TEXT, note TEXT,
    PRIMARY KEY (month, series, day)
  ) WITHOUT ROWID;
  CREATE TABLE period_values (
    series INTEGER NOT NULL, start_day INTEGER NOT NULL, end_day INTEGER NOT NULL,
    value REAL, absence INTEGER, quality INTEGER NOT NULL, precision INTEGER NOT NULL, origin TEXT NOT NULL, rank INTEGER NOT NULL,
    observed_at TEXT NOT NULL, revision INTEGER NOT NULL, reference TEXT, note TEXT,
    PRIMARY KEY (series, start_day, end_day)
  ) WITHOUT ROWID;
  CREATE TABLE revisions (
    series INTEGER NOT NULL, start_day INTEGER NOT NULL, end_day INTEGER NOT NULL, revision INTEGER NOT NULL,
    value REAL, absence INTEGER, quality INTEGER NOT NULL, precision INTEGER NOT NULL, origin TEXT NOT NULL, rank INTEGER NOT NULL,
    observed_at TEXT NOT NULL, reference TEXT, note TEXT,
    PRIMARY KEY (series, start_day, end_day, revision)
  ) WITHOUT ROWID;
  CREATE TABLE entries (id TEXT PRIMARY KEY, kind TEXT NOT NULL, day INTEGER NOT NULL, title TEXT NOT NULL, attributes TEXT NOT NULL, origin TEXT NOT NULL, reference TEXT, sequence INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX entries_by_day ON entries (kind, day, sequence);
  CREATE TABLE content (id TEXT PRIMARY KEY, subject TEXT NOT NULL, kind TEXT NOT NULL, published_at TEXT NOT NULL, day INTEGER NOT NULL, title TEXT NOT NULL, link TEXT, origin TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX content_by_day ON content (subject, day);
  CREATE TABLE snapshots (content TEXT NOT NULL, metric TEXT NOT NULL, read_at TEXT NOT NULL, value REAL, absence INTEGER, quality INTEGER NOT NULL, origin TEXT NOT NULL, PRIMARY KEY (content, metric, read_at)) WITHOUT ROWID;
  CREATE TABLE snapshot_revisions (content TEXT NOT NULL, metric TEXT NOT NULL, read_at TEXT NOT NULL, value REAL, absence INTEGER, quality INTEGER NOT NULL, origin TEXT NOT NULL);
  CREATE TABLE imports (id TEXT PRIMARY KEY, state TEXT NOT NULL, session TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE staged (session TEXT NOT NULL, position INTEGER NOT NULL, identity TEXT NOT NULL, content TEXT NOT NULL, fact TEXT NOT NULL, PRIMARY KEY (session, position)) WITHOUT ROWID;
  CREATE UNIQUE INDEX staged_identity ON staged (session, identity);
  CREATE TABLE deliveries (key TEXT PRIMARY KEY, slot TEXT NOT NULL, channel TEXT NOT NULL, state TEXT NOT NULL, started_at INTEGER, message TEXT, error TEXT, attempts INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE settings (name TEXT NOT NULL, valid_from TEXT NOT NULL, sequence INTEGER NOT NULL, value TEXT NOT NULL, changed_by TEXT NOT NULL, PRIMARY KEY (name, sequence)) WITHOUT ROWID;
  CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until_ms INTEGER NOT NULL) WITHOUT ROWID;
  `,
];

/** Brings a database to the newest schema; refuses one that a newer Pantau wrote. */
export function migrate(database: Database): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    const row = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (row.user_version > STEPS.length) {
      throw new PantauError(
        'configuration',
        'This database was written by a newer version of Pantau. Install that version, or name another data folder with PANTAU_HOME.',
      );
    }
    for (const step of STEPS.slice(row.user_version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${STEPS.length}`);
    database.exec('COMMIT');
  } catch (cause) {
    database.exec('ROLLBACK');
    throw cause;
  }
}
