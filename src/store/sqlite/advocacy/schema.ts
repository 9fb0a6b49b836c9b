/*
 * The ledger. `activations` is append-only: its number is month * 2^32 + place, so that a month lies together. What was said later stands beside it:
 * a further platform in `activation_touches` (its negative takes it back), a correction in `activation_corrections`. `activation_segments` is derived from these three and holds
 * the same rows in columns, for counting: the day of the month, unit, facet and advocate of each, with touches and corrections applied.
 * A facet is a kind, a set of platforms and a campaign; 0 stands for what was taken back, 1 for what a correction voided.
 */

/** The tables of the ledger, as the second version of the store's schema. */
export const ADVOCACY_TABLES = `
CREATE TABLE advocates (number INTEGER PRIMARY KEY, salt BLOB, scopes INTEGER NOT NULL, name TEXT, forgotten_at INTEGER);
CREATE TABLE advocate_names (hash TEXT PRIMARY KEY, scope INTEGER NOT NULL, advocate INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE advocate_tombstones (hash TEXT PRIMARY KEY, forgotten_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE advocacy_words (number INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
CREATE TABLE activation_facets (number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, platforms INTEGER NOT NULL, campaign INTEGER NOT NULL,
  UNIQUE (kind, platforms, campaign));
INSERT INTO activation_facets VALUES (1, 0, 0, 0);
CREATE TABLE activations (number INTEGER PRIMARY KEY, second INTEGER NOT NULL, day INTEGER NOT NULL, advocate INTEGER NOT NULL, unit INTEGER NOT NULL,
  facet INTEGER NOT NULL, content INTEGER NOT NULL, rule INTEGER NOT NULL, origin INTEGER NOT NULL, line INTEGER, recorded INTEGER NOT NULL,
  links TEXT, evidence TEXT);
CREATE TABLE activation_touches (activation INTEGER NOT NULL, platforms INTEGER NOT NULL, content INTEGER NOT NULL, origin INTEGER NOT NULL, line INTEGER,
  recorded INTEGER NOT NULL, links TEXT, evidence TEXT);
CREATE INDEX activation_touches_by_activation ON activation_touches (activation);
CREATE TABLE activation_corrections (activation INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, who TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX activation_corrections_by_activation ON activation_corrections (activation);
CREATE TABLE activation_segments (first INTEGER PRIMARY KEY, rows INTEGER NOT NULL, first_day INTEGER NOT NULL, last_day INTEGER NOT NULL,
  columns BLOB NOT NULL);
CREATE TABLE activation_months (month INTEGER PRIMARY KEY, next INTEGER NOT NULL, version INTEGER NOT NULL);
CREATE TABLE activation_imports (number INTEGER PRIMARY KEY, origin TEXT NOT NULL, state TEXT NOT NULL, host TEXT NOT NULL, process INTEGER NOT NULL,
  token TEXT NOT NULL, touched_at INTEGER NOT NULL, first_day INTEGER, last_day INTEGER, window_days INTEGER NOT NULL DEFAULT 0,
  keys INTEGER NOT NULL DEFAULT 0, added INTEGER NOT NULL DEFAULT 0, touches INTEGER NOT NULL DEFAULT 0, repeats INTEGER NOT NULL DEFAULT 0,
  forgotten INTEGER NOT NULL DEFAULT 0, repeated TEXT NOT NULL DEFAULT '[]');
CREATE TABLE staged_activations (number INTEGER PRIMARY KEY, import INTEGER NOT NULL, columns BLOB NOT NULL, links TEXT NOT NULL, evidence TEXT);
CREATE INDEX staged_activations_by_import ON staged_activations (import);
CREATE TABLE staged_people (import INTEGER NOT NULL, position INTEGER NOT NULL, hash TEXT NOT NULL, scope INTEGER NOT NULL,
  PRIMARY KEY (import, position)) WITHOUT ROWID;
CREATE TABLE staged_words (import INTEGER NOT NULL, position INTEGER NOT NULL, word TEXT NOT NULL, PRIMARY KEY (import, position)) WITHOUT ROWID;
CREATE TABLE content_library (id TEXT NOT NULL, version INTEGER NOT NULL, item TEXT NOT NULL, PRIMARY KEY (id, version)) WITHOUT ROWID;
CREATE TABLE campaigns (id TEXT NOT NULL, version INTEGER NOT NULL, campaign TEXT NOT NULL, PRIMARY KEY (id, version)) WITHOUT ROWID;
CREATE TABLE activation_rules (version INTEGER PRIMARY KEY, rule TEXT NOT NULL);
CREATE TABLE advocacy_audit (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL);
CREATE TABLE advocacy_scratch (bytes BLOB);
CREATE TABLE advocacy_texts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
`;

/*
 * `activation_repeats` keeps who else told an activation, as it was told: where its first source is undone, the next telling takes its place.
 * `repeats_kept` is 0 for imports from before there was this table.
 */

/** The tables by which imports of activations are undone. */
export const ACTIVATION_UNDO_TABLES = `
CREATE TABLE activation_repeats (number INTEGER PRIMARY KEY, activation INTEGER NOT NULL, second INTEGER NOT NULL, day INTEGER NOT NULL,
  unit INTEGER NOT NULL, facet INTEGER NOT NULL, content INTEGER NOT NULL, rule INTEGER NOT NULL, origin INTEGER NOT NULL, line INTEGER,
  recorded INTEGER NOT NULL, links TEXT, evidence TEXT, undone INTEGER NOT NULL DEFAULT 0);
CREATE INDEX activation_repeats_by_activation ON activation_repeats (activation);
ALTER TABLE activation_imports ADD COLUMN repeats_kept INTEGER NOT NULL DEFAULT 0;
CREATE TABLE activation_undos (number INTEGER PRIMARY KEY, origin INTEGER NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL, reason TEXT NOT NULL,
  last_import INTEGER NOT NULL, phase TEXT NOT NULL, place INTEGER NOT NULL, state TEXT NOT NULL, host TEXT NOT NULL, process INTEGER NOT NULL,
  token TEXT NOT NULL, touched_at INTEGER NOT NULL, activations INTEGER NOT NULL DEFAULT 0, touches INTEGER NOT NULL DEFAULT 0,
  kept INTEGER NOT NULL DEFAULT 0);
`;

/** The facet of what was taken back by its person, or by the undoing of its import. */
export const UNDONE = 0;
/** The facet of what a correction voided. */
export const VOID = 1;
/** Facets below this one do not count. */
export const FIRST_FACET = 2;

/** Rows of a month have numbers from month * 2^32. */
const MONTH_ROWS = 2 ** 32;

/** The number of a row, from its month (counted from year 0) and its place in the month. */
export const rowNumber = (month: number, place: number): number => month * MONTH_ROWS + place;

/** The month of a row's number. */
export const monthOfRow = (number: number): number => Math.floor(number / MONTH_ROWS);
