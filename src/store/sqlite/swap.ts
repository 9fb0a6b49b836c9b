import type { Origin } from '../../../connectors/contract/observation.js';
import { PantauError } from '../../errors.js';
import type { CommitOptions, ImportOutcome } from '../port.js';
import { note } from './advocacy/audit.js';
import type { OtherFact } from './batch.js';
import { type Database, transaction } from './driver.js';
import { applyEntry, withdrawUnstated } from './entries.js';
import { applyContent, applySnapshot } from './facts.js';
import { clearStaged, type KnownSeries } from './imports.js';
import { type Counts, mergeChunk } from './merge.js';
import { type Chunk, readChunk } from './run.js';
import { openSource, type Source } from './source.js';
import { voidHeld } from './void/void.js';

const FACTS_PER_STEP = 1_000;

interface ImportRow extends ImportOutcome {
  readonly state: 'staging' | 'swapping' | 'done';
  readonly origin: string;
  readonly partial: number;
  readonly voids: string | null;
}

/** What a connection remembers between the steps of its imports; all of it can be read again from the tables. */
export interface SwapMemory {
  readonly sources: Map<number, Source>;
  readonly series: KnownSeries;
  /** how many undoings were done, and the series in which they left periods without a value */
  undone: { readonly count: number; readonly series: ReadonlySet<number> };
}

/** A memory that knows nothing yet. */
export const newSwapMemory = (): SwapMemory => ({
  sources: new Map(),
  series: { numbers: new Map(), published: new Set() },
  undone: { count: 0, series: new Set() },
});

/** Marks a sealed import as being swapped in: from here on it is completed even where its process dies. */
export function beginSwap(database: Database, number: number, { partial, voids }: CommitOptions): void {
  transaction(database, 'import', () => {
    const { changes } = database
      .prepare("UPDATE imports SET state = 'swapping', partial = ?, voids = ?, touched_at = ? WHERE number = ? AND state = 'staging'")
      .run(partial ? 1 : 0, voids ?? null, Date.now(), number);
    if (Number(changes) === 0) throw new PantauError('failure', 'This import is no longer open. Import the file again.');
  });
}

/** Swaps in the next rows of an import by one short transaction; answers the outcome once nothing is left, undefined before. */
export function commitStep(database: Database, number: number, memory: SwapMemory): ImportOutcome | undefined {
  const published: number[] = [];
  const { outcome, source } = transaction(database, 'import', () => {
    const row = database.prepare<ImportRow>('SELECT * FROM imports WHERE number = ?').get(number);
    if (row === undefined || row.state === 'staging') throw new PantauError('failure', 'This import is no longer open. Import the file again.');
    if (row.state === 'done') return { outcome: outcomeOf(row), source: undefined };
    rememberUndone(database, memory);
    const from = memory.sources.get(number) ?? openSource(database, number, row);
    const counts = swapChunk(database, from, memory, published) ?? swapFacts(database, from);
    if (counts !== undefined) {
      count(database, number, counts);
      return { outcome: undefined, source: from };
    }
    return { outcome: finish(database, from, row), source: undefined };
  });
  // Only after the commit: what a transaction that was rolled back had found must not be remembered.
  for (const series of published) memory.series.published.add(series);
  if (source === undefined) memory.sources.delete(number);
  else memory.sources.set(number, source);
  return outcome;
}

/** What was published may be hidden again by an undoing, of another process too. */
function rememberUndone(database: Database, memory: SwapMemory): void {
  const count = database.prepare<{ count: number }>("SELECT count FROM totals WHERE name = 'undos'").get()?.count ?? 0;
  if (count === memory.undone.count) return;
  memory.series.published.clear();
  const series = database.prepare<{ series: number }>('SELECT series FROM undone_series').all();
  memory.undone = { count, series: new Set(series.map((row) => row.series)) };
}

const outcomeOf = ({ inserted, revised, unchanged, outranked, withdrawn }: ImportRow): ImportOutcome => ({
  inserted,
  revised,
  unchanged,
  outranked,
  withdrawn,
});

function finish(database: Database, source: Source, row: ImportRow): ImportOutcome {
  const withdrawn = source.partial ? 0 : withdrawUnstated(database, source);
  clearStaged(database, source.import);
  const { id, by, receivedAt } = JSON.parse(row.origin) as Origin;
  const { inserted, revised } = row;
  if (by !== undefined) note(database, { who: by, at: receivedAt }, 'import', `${id}: ${JSON.stringify({ inserted, revised, withdrawn })}`);
  database.prepare("UPDATE imports SET state = 'done', touched_at = ?, withdrawn = ? WHERE number = ?").run(Date.now(), withdrawn, source.import);
  return { ...outcomeOf(row), withdrawn };
}

function count(database: Database, number: number, counts: Counts): void {
  database
    .prepare(
      `UPDATE imports SET touched_at = ?, inserted = inserted + ?, revised = revised + ?, unchanged = unchanged + ?, outranked = outranked + ?
       WHERE number = ?`,
    )
    .run(Date.now(), counts.inserted, counts.revised, counts.unchanged, counts.outranked, number);
}

/** Adds to a total that `status` hands out without counting rows. */
function addTo(database: Database, name: 'series' | 'observations' | 'revisions', more: number): void {
  if (more === 0) return;
  database.prepare('INSERT INTO totals VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET count = count + ?2').run(name, more);
}

const NOTHING: Counts = { inserted: 0, revised: 0, unchanged: 0, outranked: 0 };

function swapChunk(database: Database, source: Source, memory: SwapMemory, published: number[]): Counts | undefined {
  const chunk = database
    .prepare<Chunk & { readonly number: number; readonly days_only: number }>('SELECT * FROM staged_chunks WHERE import = ? ORDER BY number LIMIT 1')
    .get(source.import);
  if (chunk === undefined) return undefined;
  const read = readChunk(chunk);
  addTo(database, 'series', publish(database, read.columns.series, memory, published));
  const voided = source.voids && voidHeld(database, read, source, source.voids.reason);
  addTo(database, 'revisions', voided?.revisions ?? 0);
  const table = chunk.days_only === 1 ? 'day_values' : 'period_values';
  const merged = source.voids?.alone === true ? NOTHING : mergeChunk(database, table, read, source, memory.undone.series);
  addTo(database, 'observations', merged.inserted);
  addTo(database, 'revisions', merged.inserted + merged.revised + merged.outranked);
  const counts = source.voids?.alone === true ? { ...merged, revised: voided?.values ?? 0 } : merged;
  database.prepare('DELETE FROM staged_chunks WHERE number = ?').run(chunk.number);
  return counts;
}

function publish(database: Database, numbers: Uint32Array, memory: SwapMemory, published: number[]): number {
  const show = database.prepare('UPDATE series SET published = 1 WHERE number = ? AND published = 0');
  let shown = 0;
  let last = -1;
  for (const number of numbers) {
    if (number === last || memory.series.published.has(number)) continue;
    last = number;
    shown += Number(show.run(number).changes);
    published.push(number);
  }
  return shown;
}

function swapFacts(database: Database, source: Source): Counts | undefined {
  const staged = database
    .prepare<{ number: number; fact: string; id: string }>('SELECT number, fact, id FROM staged_facts WHERE import = ? ORDER BY number LIMIT ?')
    .all(source.import, FACTS_PER_STEP);
  const last = staged.at(-1);
  if (last === undefined) return undefined;
  const counts: Counts = { inserted: 0, revised: 0, unchanged: 0, outranked: 0 };
  for (const row of staged) {
    const fact = JSON.parse(row.fact) as OtherFact;
    if (fact.type === 'entry') counts[applyEntry(database, fact.entry, row.id, source)] += 1;
    else if (fact.type === 'content') counts[applyContent(database, fact.content, source)] += 1;
    else counts[applySnapshot(database, fact.snapshot, source)] += 1;
  }
  database.prepare('DELETE FROM staged_facts WHERE import = ? AND number <= ?').run(source.import, last.number);
  return counts;
}
