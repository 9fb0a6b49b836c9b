import { PantauError } from '../../errors.js';
import { ACTIVATION_UNDO_TABLES, ADVOCACY_TABLES } from './advocacy/schema.js';
import { type Database, transaction } from './driver.js';
import { UNDO_TABLES } from './undo/schema.js';
import { VOID_TABLES } from './void/schema.js';

/*
 * Days are counted from 1970-01-01, months from year 0, moments in ms; ranks are places in the order of precedence, 0 the best. Values lie month
 * first, so that a day's figures of all series share few pages. `statements` holds once what thousands of values share: who said it, when, how surely.
 * `superseded` holds only what is not current: a value that was never revised is stored once.
 */
const KEY = 'month INTEGER NOT NULL, series INTEGER NOT NULL, start_day INTEGER NOT NULL, days INTEGER NOT NULL';
// A line's number is kept as an integer and any other reference as text, so that column has no type.
const VALUE = 'value REAL, statement INTEGER NOT NULL, revision INTEGER NOT NULL, reference, note TEXT';
const SNAPSHOT = 'content TEXT NOT NULL, metric TEXT NOT NULL, read_at INTEGER NOT NULL, rank INTEGER NOT NULL, revision INTEGER NOT NULL';
const CONTENT = `id TEXT NOT NULL, subject TEXT NOT NULL, kind TEXT NOT NULL, published_at INTEGER NOT NULL, day INTEGER NOT NULL, title TEXT NOT NULL,
  link TEXT, origin INTEGER NOT NULL, rank INTEGER NOT NULL`;

const FIRST = `
CREATE TABLE series (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, subject TEXT NOT NULL, metric TEXT NOT NULL, grain TEXT NOT NULL,
  published INTEGER NOT NULL DEFAULT 0);
CREATE TABLE origins (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL, detail TEXT NOT NULL,
  hash TEXT NOT NULL, zone TEXT NOT NULL, received_at INTEGER NOT NULL, last_received_at INTEGER NOT NULL);
CREATE TABLE statements (number INTEGER PRIMARY KEY, origin INTEGER NOT NULL, rank INTEGER NOT NULL, quality TEXT NOT NULL, precision TEXT NOT NULL,
  absence TEXT NOT NULL, observed_at INTEGER NOT NULL, received_at INTEGER NOT NULL);
CREATE UNIQUE INDEX statements_once ON statements (origin, received_at, observed_at, quality, precision, absence);
CREATE TABLE day_values (${KEY}, ${VALUE}, PRIMARY KEY (month, series, start_day)) WITHOUT ROWID;
CREATE TABLE period_values (${KEY}, ${VALUE}, PRIMARY KEY (series, start_day, days)) WITHOUT ROWID;
CREATE TABLE superseded (${KEY}, rank INTEGER NOT NULL, ${VALUE}, PRIMARY KEY (month, series, start_day, days, rank, revision)) WITHOUT ROWID;
CREATE TABLE entries (number INTEGER PRIMARY KEY, id TEXT NOT NULL, source TEXT NOT NULL, kind TEXT NOT NULL, day INTEGER NOT NULL, title TEXT NOT NULL,
  attributes TEXT NOT NULL, reference TEXT, origin INTEGER NOT NULL, rank INTEGER NOT NULL, received_at INTEGER NOT NULL, seen INTEGER NOT NULL,
  withdrawn_at INTEGER, withdrawn_by INTEGER);
CREATE INDEX entries_by_day ON entries (kind, day);
CREATE INDEX entries_by_id ON entries (id);
CREATE INDEX entries_by_import ON entries (seen);
CREATE TABLE content (${CONTENT}, PRIMARY KEY (id)) WITHOUT ROWID;
CREATE INDEX content_by_day ON content (subject, day);
CREATE TABLE superseded_content (${CONTENT}, replaced_at INTEGER NOT NULL, replaced_by INTEGER NOT NULL);
CREATE TABLE snapshots (${SNAPSHOT}, value REAL, absence TEXT, quality TEXT NOT NULL, origin INTEGER NOT NULL, received_at INTEGER NOT NULL,
  CHECK ((value IS NULL) = (absence IS NOT NULL)), PRIMARY KEY (content, metric, read_at, rank, revision)) WITHOUT ROWID;
CREATE TABLE totals (name TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE imports (number INTEGER PRIMARY KEY, origin TEXT NOT NULL, state TEXT NOT NULL, partial INTEGER NOT NULL DEFAULT 0, host TEXT NOT NULL,
  process INTEGER NOT NULL, token TEXT NOT NULL, touched_at INTEGER NOT NULL, inserted INTEGER NOT NULL DEFAULT 0, revised INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0, outranked INTEGER NOT NULL DEFAULT 0, withdrawn INTEGER NOT NULL DEFAULT 0);
CREATE TABLE staged_chunks (number INTEGER PRIMARY KEY, import INTEGER NOT NULL, days_only INTEGER NOT NULL, columns BLOB NOT NULL, texts TEXT);
CREATE INDEX staged_chunks_by_import ON staged_chunks (import);
CREATE TABLE staged_statements (import INTEGER NOT NULL, position INTEGER NOT NULL, quality TEXT NOT NULL, precision TEXT NOT NULL, absence TEXT NOT NULL,
  observed_at INTEGER NOT NULL, PRIMARY KEY (import, position)) WITHOUT ROWID;
CREATE TABLE staged_facts (number INTEGER PRIMARY KEY, import INTEGER NOT NULL, fact TEXT NOT NULL, id TEXT NOT NULL);
CREATE INDEX staged_facts_by_import ON staged_facts (import);
CREATE TABLE deliveries (key TEXT PRIMARY KEY, slot TEXT NOT NULL, channel TEXT NOT NULL, state TEXT NOT NULL, started_at INTEGER, message TEXT,
  error TEXT, attempts INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE settings (name TEXT NOT NULL, version INTEGER NOT NULL, value TEXT NOT NULL, valid_from TEXT NOT NULL, changed_by TEXT NOT NULL,
  PRIMARY KEY (name, version)) WITHOUT ROWID;
CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
`;

// One incident at most is open for a rule and a series: the index refuses a second.
const ALERTS = `
CREATE TABLE alert_states (rule TEXT NOT NULL, series TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (rule, series)) WITHOUT ROWID;
CREATE TABLE alert_transitions (number INTEGER PRIMARY KEY, rule TEXT NOT NULL, series TEXT NOT NULL, at TEXT NOT NULL, incident TEXT, transition TEXT NOT NULL);
CREATE INDEX alert_transitions_of ON alert_transitions (rule, series, at);
CREATE INDEX alert_transitions_at ON alert_transitions (at);
CREATE TABLE incidents (id TEXT PRIMARY KEY, rule TEXT NOT NULL, series TEXT NOT NULL, fired_at TEXT NOT NULL, open INTEGER NOT NULL, version INTEGER NOT NULL,
  incident TEXT NOT NULL) WITHOUT ROWID;
CREATE UNIQUE INDEX incidents_open ON incidents (rule, series) WHERE open = 1;
CREATE INDEX incidents_fired ON incidents (fired_at);
`;

const CARDS = `
CREATE TABLE incident_cards (id TEXT NOT NULL, channel TEXT NOT NULL, settled INTEGER NOT NULL, card TEXT NOT NULL, PRIMARY KEY (id, channel)) WITHOUT ROWID;
CREATE INDEX incident_cards_open ON incident_cards (id) WHERE settled = 0;
`;

/** What each version of the schema adds to the one before it. */
const MIGRATIONS: readonly string[] = [FIRST, ALERTS, ADVOCACY_TABLES, CARDS, UNDO_TABLES, VOID_TABLES, ACTIVATION_UNDO_TABLES];

/** Brings a database to the newest schema, an empty one too. Throws `PantauError` where a later Pantau wrote it. */
export function prepareSchema(database: Database): void {
  transaction(database, 'durable', () => {
    const version = database.prepare<{ user_version: number }>('PRAGMA user_version').get()?.user_version ?? 0;
    if (version > MIGRATIONS.length)
      throw new PantauError('failure', 'A later version of Pantau wrote this store. Start that version, or restore an older backup.');
    for (const migration of MIGRATIONS.slice(version)) database.exec(migration);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  });
}
