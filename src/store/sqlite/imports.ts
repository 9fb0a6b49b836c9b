import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Fact } from '../../../connectors/contract/layout.js';
import type { Entry, Observation, Origin } from '../../../connectors/contract/observation.js';
import { dimensionsKey, seriesKey } from '../../../connectors/contract/observation.js';
import { dayNumber } from '../../../connectors/contract/period.js';
import { PantauError } from '../../errors.js';
import { type Database, transaction } from './driver.js';
import { monthOf, seriesNumber, type ValueRow, valueRow } from './rows.js';

const LOST_AFTER_MS = 3_600_000;

/** Who holds an import: this process, told apart from an earlier one with the same number by a token. */
export interface Owner {
  readonly process: number;
  readonly token: string;
}

interface ImportRow {
  readonly id: string;
  readonly state: 'staging' | 'swapping' | 'done';
  readonly host: string;
  readonly process: number;
  readonly token: string;
  readonly touched_at: number;
}

/** Opens an import for an origin and answers its id. */
export function beginImport(database: Database, origin: Origin, owner: Owner): string {
  const id = `${origin.id}~${randomUUID()}`;
  transaction(database, 'import', () =>
    database
      .prepare('INSERT INTO imports (id, origin, state, host, process, token, touched_at) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(id, JSON.stringify(origin), 'staging', hostname(), owner.process, owner.token, Date.now()),
  );
  return id;
}

/** Stages facts of an import, all or none. Throws `PantauError('refused-input')` where they contradict each other or state no proper value. */
export function stage(database: Database, id: string, facts: readonly Fact[]): void {
  transaction(database, 'import', () => {
    const { changes } = database.prepare("UPDATE imports SET touched_at = ? WHERE id = ? AND state = 'staging'").run(Date.now(), id);
    if (Number(changes) === 0) throw new PantauError('failure', 'This import is no longer open. Import the file again.');
    for (const fact of facts) {
      if (fact.type === 'observation') stageObservation(database, id, fact.observation);
      else stageOther(database, id, fact);
    }
  });
}

/** Drops an import that was not committed, with all that was staged. */
export function discard(database: Database, id: string): void {
  transaction(database, 'import', () => {
    const { changes } = database.prepare("DELETE FROM imports WHERE id = ? AND state = 'staging'").run(id);
    if (Number(changes) === 0) return;
    for (const table of ['staged_series', 'staged_values', 'staged_facts']) database.prepare(`DELETE FROM ${table} WHERE import = ?`).run(id);
  });
}

/** Discards the imports that dead processes were staging and answers the ids of those that they were swapping in. */
export function recoverImports(database: Database, owner: Owner): readonly string[] {
  const left = database.prepare<ImportRow>("SELECT * FROM imports WHERE state <> 'done'").all();
  const lost = left.filter((row) => isLost(row, owner));
  for (const row of lost) if (row.state === 'staging') discard(database, row.id);
  return lost.filter((row) => row.state === 'swapping').map((row) => row.id);
}

function isLost(row: ImportRow, owner: Owner): boolean {
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

function stageObservation(database: Database, id: string, observation: Observation): void {
  const row = valueRow(observation);
  const key = seriesKey(observation.series);
  const { start, end, grain } = observation.period;
  const [first, last] = [dayNumber(start), dayNumber(end)];
  const where = `${key} from ${start} (${row.reference ?? 'no reference'})`;
  if ((row.value === null) !== (row.absence !== null) || (row.value !== null && !Number.isFinite(row.value))) {
    throw new PantauError('refused-input', `${where} has neither a number nor a reason for its absence, or both. Correct that row.`);
  }
  if (grain !== observation.series.grain || last < first || (grain === 'day' && last !== first + 1)) {
    throw new PantauError('refused-input', `${where} has a period that does not fit its series. Correct that row.`);
  }
  const series = stageSeries(database, id, key);
  const before = database
    .prepare<ValueRow>('SELECT * FROM staged_values WHERE import = ? AND series = ? AND start_day = ? AND end_day = ?')
    .get(id, series, first, last);
  if (before === undefined) {
    database
      .prepare('INSERT INTO staged_values VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(id, series, first, last, grain === 'day' ? monthOf(first) : null, ...cells(row));
  } else if (before.value !== row.value || before.absence !== row.absence) {
    const [one, other] = [before.reference ?? 'no reference', row.reference ?? 'no reference'];
    throw new PantauError('refused-input', `${key} from ${start} is stated twice with different values: ${one} and ${other}. Keep one of them.`);
  }
}

/** The cells of a value in the order of the tables. */
export const cells = (row: ValueRow) => [row.value, row.absence, row.quality, row.precision, row.observed_at, row.reference, row.note] as const;

function stageSeries(database: Database, id: string, key: string): number {
  const number = seriesNumber(key);
  const known =
    database.prepare<{ key: string }>('SELECT key FROM series WHERE id = ?').get(number) ??
    database.prepare<{ key: string }>('SELECT key FROM staged_series WHERE import = ? AND id = ?').get(id, number);
  refuseCollision(known?.key, key);
  if (known === undefined) database.prepare('INSERT INTO staged_series VALUES (?, ?, ?)').run(id, number, key);
  return number;
}

/** Throws `PantauError` where a series' number already belongs to another key. */
export function refuseCollision(known: string | undefined, key: string): void {
  if (known !== undefined && known !== key)
    throw new PantauError('refused-input', `The series "${key}" and "${known}" share a number. Rename one subject.`);
}

function stageOther(database: Database, id: string, fact: Exclude<Fact, { readonly type: 'observation' }>): void {
  const sequence = database.prepare<{ last: number | null }>('SELECT max(sequence) AS last FROM staged_facts WHERE import = ?').get(id)?.last ?? 0;
  if (fact.type === 'snapshot' && (fact.snapshot.value === null) !== (fact.snapshot.absence !== undefined)) {
    throw new PantauError('refused-input', `A figure of ${fact.snapshot.content} has neither a number nor a reason for its absence, or both.`);
  }
  const identity = fact.type === 'entry' ? entryIdentity(fact.entry) : '';
  const count = database.prepare<{ count: number }>('SELECT count(*) AS count FROM staged_facts WHERE import = ? AND identity = ?');
  const occurrence = identity === '' ? 0 : (count.get(id, identity)?.count ?? 0) + 1;
  database.prepare('INSERT INTO staged_facts VALUES (?, ?, ?, ?, ?)').run(id, sequence + 1, JSON.stringify(fact), identity, occurrence);
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);

const entryIdentity = (entry: Entry): string => digestOf(JSON.stringify([entry.kind, entry.date, entry.title, dimensionsKey(entry.attributes)]));

/** The id of an entry, from its kind, its content's identity and which of the file's equal entries it is (from 1). */
export const entryId = (kind: string, identity: string, occurrence: number): string => `entry:${kind}:${digestOf(`${identity}:${occurrence}`)}`;
