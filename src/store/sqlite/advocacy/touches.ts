import type { Database } from '../driver.js';

/** What a further platform says: platforms, content, origin, line, recorded (seconds), links, evidence. The negative of a set takes back the touch that added it. */
export type TouchValues = readonly [number, number, number, number | null, number, string | null, string | null];

/** A touch as it is stored. */
export interface TouchCells {
  readonly platforms: number;
  readonly content: number;
  readonly links: string | null;
  readonly recorded: number;
  readonly origin: number;
}

/** Adds a further platform to a row, or takes one back, as an entry beside it. */
export function addTouch(database: Database, activation: number, values: TouchValues): void {
  database.prepare('INSERT INTO activation_touches VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(activation, ...values);
}

/** Puts the next entry of a row to those that stand: what takes a touch back removes the last one that added the same set. */
export function holdTouch<Touch extends Pick<TouchCells, 'platforms'>>(standing: Touch[], entry: Touch): void {
  if (entry.platforms >= 0) standing.push(entry);
  else {
    const at = standing.findLastIndex(({ platforms }) => platforms === -entry.platforms);
    if (at !== -1) standing.splice(at, 1);
  }
}

/** The touches of a row that were not taken back, oldest first. */
export function touchesOf(database: Database, activation: number): readonly TouchCells[] {
  const standing: TouchCells[] = [];
  const entries = database
    .prepare<TouchCells>('SELECT platforms, content, links, recorded, origin FROM activation_touches WHERE activation = ? ORDER BY rowid')
    .all(activation);
  for (const entry of entries) holdTouch(standing, entry);
  return standing;
}
