import type { Database } from '../driver.js';
import { monthOf } from '../rows.js';
import type { ActivationCells } from './activations.js';
import type { Facets } from './facets.js';
import { whoOf } from './key-table.js';
import { rowNumber } from './schema.js';
import { linksOf, rememberKeys, type SwapState } from './step.js';
import { holdTouch } from './touches.js';

type KeyCells = Pick<ActivationCells, 'number' | 'second' | 'day' | 'advocate' | 'facet' | 'content' | 'links'>;

interface TouchKeys {
  readonly activation: number;
  readonly platforms: number;
  readonly content: number;
  readonly links: string | null;
}

const PAGE = 10_000;

/** Puts the keys of rows that are stored and not known yet into an import's table: all of them at first, later those of other writers. */
export function learnRows(database: Database, facets: Facets, state: SwapState): void {
  const months = database
    .prepare<{ month: number; next: number }>('SELECT month, next FROM activation_months WHERE month >= ? AND month <= ?')
    .all(monthOf(state.firstDay), monthOf(state.lastDay));
  for (const { month, next } of months) {
    const [from, until] = [rowNumber(month, state.known.get(month) ?? 0), rowNumber(month, next)];
    if (from < until) learnMonth(database, facets, state, from, until);
    state.known.set(month, next);
  }
}

function learnMonth(database: Database, facets: Facets, state: SwapState, from: number, until: number): void {
  const touches = touchesBetween(database, from, until);
  const undone = undoneBetween(database, from, until);
  const read = database.prepare<KeyCells>(
    'SELECT number, second, day, advocate, facet, content, links FROM activations WHERE number >= ? AND number < ? ORDER BY number LIMIT ?',
  );
  for (let first = from; first < until; ) {
    const rows = read.all(first, until, PAGE);
    for (const row of rows) {
      if (row.day < state.firstDay || row.day > state.lastDay || undone.has(row.number)) continue;
      const who = whoOf(row.advocate, facets.of(row.facet).kind);
      for (const said of [row, ...(touches.get(row.number) ?? [])]) addKeys(state, who, row, said);
    }
    first = (rows.at(-1)?.number ?? until) + 1;
  }
}

function addKeys(state: SwapState, who: number, row: KeyCells, { content, links }: Pick<KeyCells, 'content' | 'links'>): void {
  const place = row.number - rowNumber(monthOf(row.day), 0);
  rememberKeys(state.table, { who, day: row.day, place, content, links: linksOf(links ?? ''), second: row.second });
}

function undoneBetween(database: Database, from: number, until: number): ReadonlySet<number> {
  const rows = database
    .prepare<{ activation: number }>("SELECT activation FROM activation_corrections WHERE activation >= ? AND activation < ? AND state = 'undone'")
    .all(from, until);
  return new Set(rows.map(({ activation }) => activation));
}

function touchesBetween(database: Database, from: number, until: number): ReadonlyMap<number, readonly TouchKeys[]> {
  const found = new Map<number, TouchKeys[]>();
  const rows = database
    .prepare<TouchKeys>(
      'SELECT activation, platforms, content, links FROM activation_touches WHERE activation >= ? AND activation < ? ORDER BY rowid',
    )
    .all(from, until);
  for (const row of rows) {
    const held = found.get(row.activation) ?? [];
    holdTouch(held, row);
    found.set(row.activation, held);
  }
  return found;
}
