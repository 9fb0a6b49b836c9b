import { hostname } from 'node:os';
import type { Origin } from '../../../connectors/contract/observation.js';
import { PantauError } from '../../errors.js';
import type { Batch, OtherFact } from './batch.js';
import { type Database, transaction } from './driver.js';
import { entryIdentity, idOfEntry } from './entries.js';
import { repeatedKeys, type SortedKeys, sortedKeys } from './repeats.js';
import { seriesOf } from './rows.js';
import { add, CHUNK_ROWS, chunkOf, empty, isFull, newRun, type Run, sortedOrder } from './run.js';

const LOST_AFTER_MS = 3_600_000;

/** Who holds an import: this process, told apart from an earlier one with the same number by a token. */
export interface Owner {
  readonly process: number;
  readonly token: string;
}

interface ImportRow {
  readonly number: number;
  readonly state: 'staging' | 'swapping' | 'done';
  readonly host: string;
  readonly process: number;
  readonly token: string;
  readonly touched_at: number;
}

/** What of an import that is being staged lies in memory. */
export interface Staging {
  readonly number: number;
  /** by position: the series' number, and whether its periods are days */
  readonly series: { readonly number: number; readonly days: boolean }[];
  statements: number;
  /** how many like entries were stated so far, by identity */
  readonly entries: Map<string, number>;
  /** the values of days, and those of longer periods */
  readonly days: { run: Run | undefined };
  readonly periods: { run: Run | undefined };
  readonly keys: SortedKeys[];
}

/** Opens an import for an origin. */
export function beginImport(database: Database, origin: Origin, owner: Owner): Staging {
  const row = transaction(database, 'import', () =>
    database
      .prepare<{ number: number }>('INSERT INTO imports (origin, state, host, process, token, touched_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING number')
      .get(JSON.stringify(origin), 'staging', hostname(), owner.process, owner.token, Date.now()),
  );
  if (row === undefined) throw new PantauError('failure', 'The import could not be opened. Try again.');
  const nothing = { series: [], statements: 0, entries: new Map(), days: { run: undefined }, periods: { run: undefined }, keys: [] };
  return { number: row.number, ...nothing };
}

/** Stages a batch. Throws `PantauError('refused-input')` where one value is stated twice with different numbers, as far as that is seen yet. */
export function stage(database: Database, staging: Staging, batch: Batch, known: KnownSeries): void {
  transaction(database, 'import', () => {
    touch(database, staging.number);
    for (const key of batch.newSeries) staging.series.push({ number: seriesNumber(database, key, known), days: key.endsWith('/day') });
    const keep = database.prepare('INSERT INTO staged_statements VALUES (?, ?, ?, ?, ?, ?)');
    for (const { quality, precision, absence, observedAt } of batch.newStatements) {
      keep.run(staging.number, staging.statements, quality, precision, absence, observedAt);
      staging.statements += 1;
    }
    stageValues(database, staging, batch);
    for (const fact of batch.others) stageOther(database, staging, fact);
  });
}

/** Writes what still lies in memory and looks through the whole import for values that are stated twice. Throws `PantauError('refused-input')`. */
export function seal(database: Database, staging: Staging): void {
  transaction(database, 'import', () => {
    touch(database, staging.number);
    flush(database, staging, staging.days);
    flush(database, staging, staging.periods);
  });
  repeatedKeys(database, staging.number, staging.keys);
}

function touch(database: Database, number: number): void {
  const { changes } = database.prepare("UPDATE imports SET touched_at = ? WHERE number = ? AND state = 'staging'").run(Date.now(), number);
  if (Number(changes) === 0) throw new PantauError('failure', 'This import is no longer open. Import the file again.');
}

/** Series that a connection has met, so that a daily import need not look them up: their numbers by key, and which of them are published. */
export interface KnownSeries {
  readonly numbers: Map<string, number>;
  readonly published: Set<number>;
}

const MOST_KNOWN = 50_000;

/** The number of a series; a new one stays hidden until a value of it is swapped in. */
function seriesNumber(database: Database, key: string, known: KnownSeries): number {
  const remembered = known.numbers.get(key);
  if (remembered !== undefined) return remembered;
  const stored = database.prepare<{ number: number; published: number }>('SELECT number, published FROM series WHERE key = ?').get(key);
  if (stored !== undefined) {
    if (known.numbers.size >= MOST_KNOWN) {
      known.numbers.clear();
      known.published.clear();
    }
    known.numbers.set(key, stored.number);
    if (stored.published === 1) known.published.add(stored.number);
    return stored.number;
  }
  const { subject, metric, grain } = seriesOf(key);
  const row = database
    .prepare<{ number: number }>('INSERT INTO series (key, subject, metric, grain) VALUES (?, ?, ?, ?) RETURNING number')
    .get(key, subject, metric, grain);
  if (row === undefined) throw new PantauError('failure', `The series "${key}" could not be stored. Import the file again.`);
  return row.number;
}

function stageValues(database: Database, staging: Staging, { columns, texts }: Batch): void {
  const textOf = new Map(texts.map(([row, reference, note]) => [row, { reference, note }]));
  for (let row = 0; row < columns.values.length; row++) {
    const series = staging.series[columns.series[row] ?? -1];
    if (series === undefined) throw new PantauError('failure', 'A batch names a series that it does not have. Import the file again.');
    const place = series.days ? staging.days : staging.periods;
    place.run ??= newRun();
    const text = textOf.size === 0 ? undefined : textOf.get(row);
    add(place.run, columns, row, series.number, text);
    if (isFull(place.run)) flush(database, staging, place);
  }
}

function flush(database: Database, staging: Staging, place: { run: Run | undefined }): void {
  const { run } = place;
  if (run === undefined || run.rows === 0) return;
  const order = sortedOrder(run);
  staging.keys.push(sortedKeys(run, order));
  const keep = database.prepare('INSERT INTO staged_chunks (import, days_only, columns, texts) VALUES (?, ?, ?, ?)');
  for (let from = 0; from < order.length; from += CHUNK_ROWS) {
    const { columns, texts } = chunkOf(run, order.subarray(from, from + CHUNK_ROWS));
    keep.run(staging.number, place === staging.days ? 1 : 0, columns, texts);
  }
  // The same memory takes the next rows: as much again for each run would wait for the garbage collector.
  empty(run);
}

function stageOther(database: Database, staging: Staging, fact: OtherFact): void {
  let id = '';
  if (fact.type === 'entry') {
    const identity = entryIdentity(fact.entry);
    const occurrence = (staging.entries.get(identity) ?? 0) + 1;
    staging.entries.set(identity, occurrence);
    id = idOfEntry(fact.entry.kind, identity, occurrence);
  }
  database.prepare('INSERT INTO staged_facts (import, fact, id) VALUES (?, ?, ?)').run(staging.number, JSON.stringify(fact), id);
}

/** Drops an import that was not committed, with all that was staged. */
export function discard(database: Database, number: number): void {
  transaction(database, 'import', () => {
    const { changes } = database.prepare("DELETE FROM imports WHERE number = ? AND state = 'staging'").run(number);
    if (Number(changes) > 0) clearStaged(database, number);
  });
}

/** Deletes what an import staged. */
export function clearStaged(database: Database, number: number): void {
  for (const table of ['staged_chunks', 'staged_statements', 'staged_facts']) database.prepare(`DELETE FROM ${table} WHERE import = ?`).run(number);
}

/** Discards the imports that dead processes were staging and answers the numbers of those that they were swapping in. */
export function recoverImports(database: Database, owner: Owner): readonly number[] {
  const left = database.prepare<ImportRow>("SELECT * FROM imports WHERE state <> 'done'").all();
  return recoverLost(left, owner, (number) => discard(database, number));
}

/** Of imports that are not done: drops those that a dead process was staging, and answers the numbers of those that one was swapping in. */
export function recoverLost(
  left: readonly Pick<ImportRow, 'number' | 'state' | 'host' | 'process' | 'token' | 'touched_at'>[],
  owner: Owner,
  drop: (number: number) => void,
): readonly number[] {
  const lost = left.filter((row) => isLost(row, owner));
  for (const row of lost) if (row.state === 'staging') drop(row.number);
  return lost.filter((row) => row.state === 'swapping').map((row) => row.number);
}

/** Whether the process that held an import is gone. */
function isLost(row: Pick<ImportRow, 'host' | 'process' | 'token' | 'touched_at'>, owner: Owner): boolean {
  // A container that was created anew has another host name; whether it lives can't be asked, so time tells.
  if (row.host !== hostname()) return Date.now() - row.touched_at > LOST_AFTER_MS;
  if (row.process === owner.process) return row.token !== owner.token;
  try {
    process.kill(row.process, 0);
    return false;
  } catch (cause) {
    return !(cause instanceof Error && 'code' in cause && cause.code === 'EPERM');
  }
}
