import type { Fact } from '../../../connectors/contract/layout.js';
import type { Content, Entry, Origin, Snapshot } from '../../../connectors/contract/observation.js';
import { dayNumber } from '../../../connectors/contract/period.js';
import { PantauError } from '../../errors.js';
import type { ImportOutcome } from '../port.js';
import { type Database, transaction } from './driver.js';
import { cells, entryId, refuseCollision } from './imports.js';
import { rankOf, sameValue, seriesOf, type ValueRow } from './rows.js';

const ROWS_PER_STEP = 5000;

type Change = keyof ImportOutcome;

interface StagedValue extends ValueRow {
  readonly series: number;
  readonly start_day: number;
  readonly end_day: number;
  readonly month: number | null;
}

interface Source {
  readonly origin: Origin;
  readonly number: number;
  readonly rank: number;
}

/** Swaps in the next rows of an import by one short transaction; answers the outcome once nothing is left, undefined before. */
export function commitStep(database: Database, id: string): ImportOutcome | undefined {
  return transaction(database, 'import', () => {
    const row = database.prepare<ImportOutcome & { state: string; origin: string }>('SELECT * FROM imports WHERE id = ?').get(id);
    if (row === undefined) throw new PantauError('failure', 'This import is no longer open. Import the file again.');
    const { inserted, revised, unchanged, outranked } = row;
    if (row.state === 'done') return { inserted, revised, unchanged, outranked };
    const source = openSource(database, JSON.parse(row.origin) as Origin);
    if (row.state === 'staging') publishSeries(database, id);
    const changes = [...swapValues(database, id, source), ...swapFacts(database, id, source)];
    const count = (change: Change): number => changes.filter((made) => made === change).length;
    const total = {
      inserted: inserted + count('inserted'),
      revised: revised + count('revised'),
      unchanged: unchanged + count('unchanged'),
      outranked: outranked + count('outranked'),
    };
    database
      .prepare('UPDATE imports SET state = ?, touched_at = ?, inserted = ?, revised = ?, unchanged = ?, outranked = ? WHERE id = ?')
      .run(changes.length === 0 ? 'done' : 'swapping', Date.now(), total.inserted, total.revised, total.unchanged, total.outranked, id);
    return changes.length === 0 ? total : undefined;
  });
}

function openSource(database: Database, origin: Origin): Source {
  const received = Date.parse(origin.receivedAt);
  const row = database
    .prepare<{ number: number }>(
      `INSERT INTO origins (id, kind, name, detail, hash, zone, received_at, last_received_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
       ON CONFLICT (id) DO UPDATE SET last_received_at = max(last_received_at, ?7) RETURNING number`,
    )
    .get(origin.id, origin.kind, origin.name, origin.detail, origin.hash, origin.zone, received);
  if (row === undefined) throw new PantauError('failure', 'The origin of this import could not be stored. Import the file again.');
  return { origin, number: row.number, rank: rankOf(origin.kind) };
}

function publishSeries(database: Database, id: string): void {
  for (const staged of database.prepare<{ id: number; key: string }>('SELECT id, key FROM staged_series WHERE import = ?').all(id)) {
    const known = database.prepare<{ key: string }>('SELECT key FROM series WHERE id = ?').get(staged.id);
    refuseCollision(known?.key, staged.key);
    const { subject, metric, grain } = seriesOf(staged.key);
    database.prepare('INSERT OR IGNORE INTO series VALUES (?, ?, ?, ?, ?)').run(staged.id, staged.key, subject, metric, grain);
  }
  database.prepare('DELETE FROM staged_series WHERE import = ?').run(id);
}

function swapValues(database: Database, id: string, source: Source): readonly Change[] {
  const staged = database
    .prepare<StagedValue>('SELECT * FROM staged_values WHERE import = ? ORDER BY series, start_day, end_day LIMIT ?')
    .all(id, ROWS_PER_STEP);
  const remove = database.prepare('DELETE FROM staged_values WHERE import = ? AND series = ? AND start_day = ? AND end_day = ?');
  return staged.map((row) => {
    const change = applyValue(database, row, source);
    remove.run(id, row.series, row.start_day, row.end_day);
    return change;
  });
}

function applyValue(database: Database, row: StagedValue, source: Source): Change {
  const held = currentValue(database, row);
  if (held === undefined) {
    writeCurrent(database, row, source, 1);
    appendRevision(database, row, source, 1, 1);
    return 'inserted';
  }
  if (held.rank === source.rank && sameValue(held, row)) return 'unchanged';
  const key = [row.series, row.start_day, row.end_day] as const;
  const place = database
    .prepare<{ last: number; better: number }>(
      `SELECT max(sequence) AS last, count(*) FILTER (WHERE outranked = 0 AND rank <= ?4) AS better FROM revisions
       WHERE series = ?1 AND start_day = ?2 AND end_day = ?3`,
    )
    .get(...key, source.rank);
  const sequence = (place?.last ?? 0) + 1;
  if (source.rank > held.rank) {
    const before = database
      .prepare<ValueRow>('SELECT * FROM revisions WHERE series = ? AND start_day = ? AND end_day = ? AND rank = ? ORDER BY sequence DESC LIMIT 1')
      .get(...key, source.rank);
    if (before !== undefined && sameValue(before, row)) return 'unchanged';
    appendRevision(database, row, source, sequence, 0);
    return 'outranked';
  }
  const revision = (place?.better ?? 0) + 1;
  writeCurrent(database, row, source, revision);
  appendRevision(database, row, source, sequence, revision);
  return 'revised';
}

function currentValue(database: Database, row: StagedValue): (ValueRow & { readonly rank: number }) | undefined {
  return row.month === null
    ? database
        .prepare<ValueRow & { rank: number }>('SELECT * FROM period_values WHERE series = ? AND start_day = ? AND end_day = ?')
        .get(row.series, row.start_day, row.end_day)
    : database
        .prepare<ValueRow & { rank: number }>('SELECT * FROM day_values WHERE month = ? AND series = ? AND day = ?')
        .get(row.month, row.series, row.start_day);
}

function writeCurrent(database: Database, row: StagedValue, source: Source, revision: number): void {
  const key = row.month === null ? [row.series, row.start_day, row.end_day] : [row.month, row.series, row.start_day];
  database
    .prepare(`INSERT OR REPLACE INTO ${row.month === null ? 'period_values' : 'day_values'} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(...key, ...cells(row), source.number, source.rank, revision);
}

function appendRevision(database: Database, row: StagedValue, source: Source, sequence: number, revision: number): void {
  database
    .prepare('INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(row.series, row.start_day, row.end_day, sequence, revision === 0 ? 1 : 0, ...cells(row), source.number, source.rank, revision);
}

function swapFacts(database: Database, id: string, source: Source): readonly Change[] {
  const staged = database
    .prepare<{ sequence: number; fact: string; identity: string; occurrence: number }>(
      'SELECT * FROM staged_facts WHERE import = ? ORDER BY sequence LIMIT ?',
    )
    .all(id, ROWS_PER_STEP);
  const remove = database.prepare('DELETE FROM staged_facts WHERE import = ? AND sequence = ?');
  return staged.map((row) => {
    const fact = JSON.parse(row.fact) as Fact;
    remove.run(id, row.sequence);
    if (fact.type === 'entry') return applyEntry(database, fact.entry, entryId(fact.entry.kind, row.identity, row.occurrence), source);
    if (fact.type === 'content') return applyContent(database, fact.content, source);
    if (fact.type === 'snapshot') return applySnapshot(database, fact.snapshot, source);
    throw new PantauError('failure', 'An import was staged by another version of Pantau. Import the file again.');
  });
}

/** What becomes of a fact whose key is held by a row of some rank that states the same or not. */
function judge(held: { readonly rank: number } | undefined, same: boolean, source: Source): Change {
  if (held === undefined) return 'inserted';
  if (same && held.rank <= source.rank) return 'unchanged';
  return source.rank > held.rank ? 'outranked' : 'revised';
}

function applyEntry(database: Database, entry: Entry, id: string, source: Source): Change {
  const change = judge(database.prepare<{ rank: number }>('SELECT rank FROM entries WHERE id = ?').get(id), true, source);
  if (change === 'inserted') {
    database
      .prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        id,
        entry.kind,
        dayNumber(entry.date),
        entry.title,
        JSON.stringify(entry.attributes),
        entry.reference ?? null,
        source.number,
        source.rank,
        Date.parse(source.origin.receivedAt),
      );
  } else if (change === 'revised') {
    database
      .prepare('UPDATE entries SET origin = ?, rank = ?, reference = ? WHERE id = ?')
      .run(source.number, source.rank, entry.reference ?? null, id);
  }
  return change;
}

function applyContent(database: Database, content: Content, source: Source): Change {
  const { id, subject, kind, title } = content;
  const stated = [subject, kind, Date.parse(content.publishedAt), dayNumber(content.publishedOn), title, content.link ?? null] as const;
  const held = database
    .prepare<{ rank: number; same: number }>(
      `SELECT rank, subject = ?2 AND kind = ?3 AND published_at = ?4 AND day = ?5 AND title = ?6 AND link IS ?7 AS same FROM content WHERE id = ?1`,
    )
    .get(id, ...stated);
  const change = judge(held, held?.same === 1, source);
  if (change === 'inserted' || change === 'revised') {
    database.prepare('INSERT OR REPLACE INTO content VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(id, ...stated, source.number, source.rank);
  }
  return change;
}

function applySnapshot(database: Database, snapshot: Snapshot, source: Source): Change {
  const key = [snapshot.content, snapshot.metric, Date.parse(snapshot.readAt)] as const;
  const stated = [snapshot.value, snapshot.absence ?? null, snapshot.quality] as const;
  const held = database
    .prepare<{ rank: number; same: number }>(
      `SELECT rank, value IS ?4 AND absence IS ?5 AND quality = ?6 AS same FROM snapshots WHERE content = ?1 AND metric = ?2 AND read_at = ?3`,
    )
    .get(...key, ...stated);
  const change = judge(held, held?.same === 1, source);
  if (change === 'inserted' || change === 'revised') {
    database.prepare('INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(...key, ...stated, source.number, source.rank);
  }
  return change;
}
