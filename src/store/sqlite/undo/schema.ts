/*
 * `statements.undone` and `snapshots.undone_at` mark what was undone; nothing is deleted. A value that nobody else states ends with a revision whose
 * absence is `undone`, kept beside the current values. `restated` tells who else stated a revision, so that it outlives the undoing of its first source.
 */
const KEY = 'month INTEGER NOT NULL, series INTEGER NOT NULL, start_day INTEGER NOT NULL, days INTEGER NOT NULL';
const READING = 'content TEXT NOT NULL, metric TEXT NOT NULL, read_at INTEGER NOT NULL, rank INTEGER NOT NULL, revision INTEGER NOT NULL';

/** The tables of undone imports. */
export const UNDO_TABLES = `
ALTER TABLE statements ADD COLUMN undone INTEGER NOT NULL DEFAULT 0;
DROP INDEX statements_once;
CREATE UNIQUE INDEX statements_once ON statements (origin, received_at, observed_at, quality, precision, absence, undone);
CREATE INDEX statements_undone ON statements (undone) WHERE undone > 0;
ALTER TABLE snapshots ADD COLUMN undone_at INTEGER;
CREATE TABLE restated (${KEY}, rank INTEGER NOT NULL, revision INTEGER NOT NULL, statement INTEGER NOT NULL,
  PRIMARY KEY (month, series, start_day, days, rank, revision, statement)) WITHOUT ROWID;
CREATE TABLE restated_snapshots (${READING}, origin INTEGER NOT NULL, PRIMARY KEY (content, metric, read_at, rank, revision, origin)) WITHOUT ROWID;
CREATE TABLE undos (number INTEGER PRIMARY KEY, origin INTEGER NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL, reason TEXT NOT NULL,
  last_import INTEGER NOT NULL, phase TEXT NOT NULL, place TEXT NOT NULL, state TEXT NOT NULL, host TEXT NOT NULL, process INTEGER NOT NULL,
  token TEXT NOT NULL, touched_at INTEGER NOT NULL, restored INTEGER NOT NULL DEFAULT 0, removed INTEGER NOT NULL DEFAULT 0,
  restated INTEGER NOT NULL DEFAULT 0, overwritten INTEGER NOT NULL DEFAULT 0, entries_withdrawn INTEGER NOT NULL DEFAULT 0,
  entries_restored INTEGER NOT NULL DEFAULT 0, entries_kept INTEGER NOT NULL DEFAULT 0);
CREATE INDEX undos_of ON undos (origin);
CREATE TABLE undo_periods (undo INTEGER NOT NULL, ${KEY}, PRIMARY KEY (undo, month, series, start_day, days)) WITHOUT ROWID;
CREATE TABLE undone_series (series INTEGER PRIMARY KEY) WITHOUT ROWID;
`;
