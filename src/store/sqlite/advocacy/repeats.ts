import type { Database } from '../driver.js';
import type { TouchCells } from './touches.js';

/** A telling of an activation that is kept already, as it was told. */
export interface RepeatCells {
  readonly activation: number;
  readonly second: number;
  readonly day: number;
  readonly unit: number;
  readonly facet: number;
  readonly content: number;
  readonly rule: number;
  readonly line: number | null;
  readonly links: string | null;
  readonly evidence: string | null;
}

/** A telling as it is stored; `number` is its own. */
export interface StoredRepeat extends RepeatCells {
  readonly number: number;
  readonly origin: number;
  readonly recorded: number;
}

const COLUMNS = 'activation, second, day, unit, facet, content, rule, origin, line, recorded, links, evidence';

/** Keeps that an origin told activations which are there already, but for those that nobody else told; `recorded` is in seconds. */
export function noteRepeats(database: Database, origin: number, recorded: number, repeats: readonly RepeatCells[]): void {
  if (repeats.length === 0) return;
  const insert = database.prepare(
    `INSERT INTO activation_repeats (${COLUMNS}) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12
     WHERE (EXISTS (SELECT 1 FROM activations WHERE number = ?1 AND origin <> ?8) OR EXISTS (SELECT 1 FROM activation_touches WHERE activation = ?1 AND origin <> ?8))
       AND NOT EXISTS (SELECT 1 FROM activation_repeats WHERE activation = ?1 AND origin = ?8 AND line = ?9 AND undone = 0)`,
  );
  for (const { activation, second, day, unit, facet, content, rule, line, links, evidence } of repeats)
    insert.run(activation, second, day, unit, facet, content, rule, origin, line, recorded, links, evidence);
}

/** A row that turned out to be a repeat of another becomes a telling of that one, with the tellings that it had. */
export function repeatsMove(database: Database, row: Omit<StoredRepeat, 'activation'>, to: number): void {
  database.prepare('UPDATE activation_repeats SET activation = ? WHERE activation = ?').run(to, row.number);
  noteRepeats(database, row.origin, row.recorded, [{ ...row, activation: to }]);
}

/** What a person told by a touch that they take back does not stand either. */
export function takeBackRepeat(database: Database, activation: number, { origin, recorded }: Pick<TouchCells, 'origin' | 'recorded'>): void {
  database
    .prepare('UPDATE activation_repeats SET undone = -1 WHERE activation = ? AND origin = ? AND recorded = ?')
    .run(activation, origin, recorded);
}

/** The tellings that stand of activations with numbers in `[first, last]`, but for those of one origin; oldest first. */
export function repeatsBetween(database: Database, first: number, last: number, but: number): ReadonlyMap<number, readonly StoredRepeat[]> {
  const found = new Map<number, StoredRepeat[]>();
  const rows = database
    .prepare<StoredRepeat>(
      `SELECT number, ${COLUMNS} FROM activation_repeats WHERE activation >= ? AND activation <= ? AND origin <> ? AND undone = 0 ORDER BY number`,
    )
    .all(first, last, but);
  for (const row of rows) {
    const held = found.get(row.activation);
    if (held === undefined) found.set(row.activation, [row]);
    else held.push(row);
  }
  return found;
}

/** The tellings of one activation that stand beside the first, oldest first. */
export const repeatsOf = (database: Database, activation: number): readonly StoredRepeat[] =>
  repeatsBetween(database, activation, activation, 0).get(activation) ?? [];
