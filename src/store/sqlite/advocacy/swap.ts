import type { Origin } from '../../../../connectors/contract/observation.js';
import type { ActivationOutcome } from '../../advocacy-port.js';
import type { Database } from '../driver.js';
import { monthOf } from '../rows.js';
import { advocatesOfImport } from './advocates.js';
import { note } from './audit.js';
import { type Facets, ledgerTransaction, wordNumber } from './facets.js';
import { clearStaged, outcomeOf, readImport } from './imports.js';
import { openInsertRows } from './insert-rows.js';
import { newKeyTable } from './key-table.js';
import { learnRows } from './learn.js';
import { readStaged } from './staging.js';
import { newStep, type SwapState } from './step.js';

/** Swaps in the next staged batch by one short transaction; answers the outcome once nothing is left. */
export function swapActivations(database: Database, facets: Facets, number: number, states: Map<number, SwapState>): ActivationOutcome | undefined {
  const held = states.get(number);
  // Put back only after the commit: what a transaction that was rolled back had found must not be remembered.
  states.delete(number);
  const result = ledgerTransaction(database, facets, 'import', () => {
    const row = readImport(database, number);
    if (row.state === 'done') return outcomeOf(row);
    const state = held ?? openState(database, row);
    learnRows(database, facets, state);
    const chunk = database
      .prepare<{ number: number; columns: Uint8Array; links: string; evidence: string | null }>(
        'SELECT number, columns, links, evidence FROM staged_activations WHERE import = ? ORDER BY number LIMIT 1',
      )
      .get(number);
    if (chunk === undefined) return finish(database, number, state);
    const step = newStep(database, facets, state, number);
    step.take(readStaged(chunk.columns), chunk.links.split('\n'), chunk.evidence?.split('\n'));
    step.write();
    database.prepare('DELETE FROM staged_activations WHERE number = ?').run(chunk.number);
    return state;
  });
  if ('added' in result) return result;
  states.set(number, result);
  return undefined;
}

function finish(database: Database, number: number, state: SwapState): ActivationOutcome {
  database.prepare("UPDATE activation_imports SET state = 'done', touched_at = ? WHERE number = ?").run(Date.now(), number);
  clearStaged(database, number);
  const { repeated, ...counts } = outcomeOf(readImport(database, number));
  note(database, { who: state.who, at: state.at }, 'import', `${state.id}: ${JSON.stringify(counts)}`);
  return { ...counts, repeated };
}

function openState(database: Database, row: ReturnType<typeof readImport>): SwapState {
  const origin = JSON.parse(row.origin) as Origin;
  const received = Date.parse(origin.receivedAt);
  const words = database.prepare<{ word: string }>('SELECT word FROM staged_words WHERE import = ? ORDER BY position').all(row.number);
  const [firstDay, lastDay] = [(row.first_day ?? 0) - row.window_days, (row.last_day ?? -1) + row.window_days];
  const stored = database
    .prepare<{ rows: number }>('SELECT coalesce(sum(next), 0) AS rows FROM activation_months WHERE month >= ? AND month <= ?')
    .get(monthOf(firstDay), monthOf(lastDay));
  const [number, recorded] = [originNumber(database, origin), Math.floor(received / 1000)];
  return {
    origin: number,
    insert: openInsertRows(database, number, recorded),
    recorded,
    id: origin.id,
    who: origin.by ?? origin.id,
    at: origin.receivedAt,
    people: advocatesOfImport(database, row.number),
    words: [0, ...words.map(({ word }) => wordNumber(database, word))],
    table: newKeyTable(row.keys + (stored?.rows ?? 0)),
    firstDay,
    lastDay,
    known: new Map(),
  };
}

/** The number of an origin, which is stored where it is new. */
export function originNumber(database: Database, origin: Origin): number {
  const { id, kind, name, detail, hash, zone } = origin;
  return (
    database
      .prepare<{ number: number }>(
        `INSERT INTO origins (id, kind, name, detail, hash, zone, received_at, last_received_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
         ON CONFLICT (id) DO UPDATE SET last_received_at = max(last_received_at, ?7) RETURNING number`,
      )
      .get(id, kind, name, detail, hash, zone, Date.parse(origin.receivedAt))?.number ?? 0
  );
}
