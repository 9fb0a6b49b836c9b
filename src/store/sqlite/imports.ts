import { createHash, randomUUID } from 'node:crypto';
import type { Fact } from '../../../connectors/contract/layout.js';
import {
  type Content,
  type Entry,
  type Observation,
  type Origin,
  type OriginKind,
  observationId,
  type Snapshot,
  seriesKey,
} from '../../../connectors/contract/observation.js';
import { dayNumber } from '../../../connectors/contract/period.js';
import { PantauError } from '../../errors.js';
import type { ImportOutcome } from '../port.js';
import type { Database } from './driver.js';
import { ABSENCES, monthNumber, ORIGIN_KINDS, PRECISIONS, QUALITIES, seriesNumber, type ValueRow } from './rows.js';

/** How many staged facts are swapped in by one transaction, so that other writers never wait long. */
const SWAP = 2_000;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Stages facts and swaps them in. One for each open database. */
export interface Imports {
  readonly begin: (origin: Origin) => string;
  readonly stage: (session: string, facts: readonly Fact[]) => void;
  readonly commit: (session: string) => Promise<ImportOutcome>;
  readonly discard: (session: string) => void;
  /** completes what was being swapped in when a process ended */
  readonly resume: () => Promise<void>;
}

/** Runs work in a transaction that takes the write lock at once. */
export function transaction<T>(database: Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (cause) {
    database.exec('ROLLBACK');
    throw cause;
  }
}

/** What identifies a fact inside one file, and what it states: the same identity twice must state the same. */
function identify(fact: Fact): { readonly identity: string; readonly content: string } {
  switch (fact.type) {
    case 'observation': {
      const { series, period, value, quality, precision, absence } = fact.observation;
      return { identity: `o ${observationId(series, period, 1)}`, content: JSON.stringify([value, quality, precision, absence]) };
    }
    case 'entry':
      return { identity: `e ${randomUUID()}`, content: '' };
    case 'content':
      return { identity: `c ${fact.content.id}`, content: JSON.stringify([fact.content.kind, fact.content.publishedAt, fact.content.title]) };
    case 'snapshot':
      return {
        identity: `s ${fact.snapshot.content} ${fact.snapshot.metric} ${fact.snapshot.readAt}`,
        content: JSON.stringify([fact.snapshot.value]),
      };
  }
}

const referenceOf = (fact: Fact): string =>
  fact.type === 'observation' ? (fact.observation.reference ?? '?') : fact.type === 'entry' ? (fact.entry.reference ?? '?') : '?';

/** Opens the door into one database. */
export function openImports(database: Database): Imports {
  const insertStaged = database.prepare('INSERT INTO staged (session, position, identity, content, fact) VALUES (?, ?, ?, ?, ?)');
  const sameStaged = database.prepare('SELECT content, fact FROM staged WHERE session = ? AND identity = ?');
  const positions = new Map<string, number>();
  const swap = openSwap(database);

  const stageOne = (session: string, fact: Fact): void => {
    const { identity, content } = identify(fact);
    const earlier = sameStaged.get(session, identity) as { content: string; fact: string } | undefined;
    if (earlier) {
      if (earlier.content === content) return;
      const before = JSON.parse(earlier.fact) as Fact;
      throw new PantauError(
        'refused-input',
        `Lines ${referenceOf(before)} and ${referenceOf(fact)} give different values for the same figure. Keep one of them.`,
      );
    }
    const position = (positions.get(session) ?? 0) + 1;
    positions.set(session, position);
    insertStaged.run(session, position, identity, content, JSON.stringify(fact));
  };

  return {
    begin: (origin) => {
      const session = randomUUID();
      transaction(database, () => {
        database
          .prepare('INSERT INTO origins (id, kind, name, detail, hash, zone, received_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING')
          .run(origin.id, origin.kind, origin.name, origin.detail, origin.hash, origin.zone, origin.receivedAt);
        database.prepare("INSERT INTO imports (id, state, session) VALUES (?, 'staging', ?)").run(`${origin.id} ${session}`, session);
      });
      return session;
    },
    stage: (session, facts) => {
      for (let start = 0; start < facts.length; start += SWAP) {
        transaction(database, () => {
          for (const fact of facts.slice(start, start + SWAP)) stageOne(session, fact);
        });
      }
    },
    commit: async (session) => {
      database.prepare("UPDATE imports SET state = 'swapping' WHERE session = ?").run(session);
      return swap(session);
    },
    discard: (session) => {
      database.prepare('DELETE FROM staged WHERE session = ?').run(session);
      database.prepare('DELETE FROM imports WHERE session = ?').run(session);
    },
    resume: async () => {
      const open = database.prepare("SELECT session FROM imports WHERE state = 'swapping'").all() as { session: string }[];
      for (const { session } of open) await swap(session);
    },
  };
}

type Counts = Mutable<ImportOutcome>;

function openSwap(database: Database): (session: string) => Promise<ImportOutcome> {
  const next = database.prepare('SELECT position, fact FROM staged WHERE session = ? ORDER BY position LIMIT ?');
  const drop = database.prepare('DELETE FROM staged WHERE session = ? AND position <= ?');
  const put = openWriters(database);
  return async (session) => {
    const counts: Counts = { inserted: 0, revised: 0, unchanged: 0, outranked: 0 };
    const occurrences = new Map<string, number>();
    for (;;) {
      const swapped = transaction(database, () => {
        const rows = next.all(session, SWAP) as { position: number; fact: string }[];
        // What was staged here was written by this program, so it is a fact.
        for (const row of rows) counts[put(JSON.parse(row.fact) as Fact, occurrences)] += 1;
        const last = rows.at(-1);
        if (last) drop.run(session, last.position);
        return rows.length;
      });
      if (swapped < SWAP) break;
      // Lets other work of this thread in between two transactions.
      await new Promise((resolve) => setImmediate(resolve));
    }
    database.prepare('DELETE FROM imports WHERE session = ?').run(session);
    return counts;
  };
}

type Put = (fact: Fact, occurrences: Map<string, number>) => keyof ImportOutcome;

function openWriters(database: Database): Put {
  const putObservation = openObservationWriter(database);
  const putEntry = openEntryWriter(database);
  const putContent = openContentWriter(database);
  const putSnapshot = openSnapshotWriter(database);
  return (fact, occurrences) => {
    switch (fact.type) {
      case 'observation':
        return putObservation(fact.observation);
      case 'entry':
        return putEntry(fact.entry, occurrences);
      case 'content':
        return putContent(fact.content);
      case 'snapshot':
        return putSnapshot(fact.snapshot);
    }
  };
}

function openEntryWriter(database: Database): (entry: Entry, occurrences: Map<string, number>) => keyof ImportOutcome {
  const insert = database.prepare(
    'INSERT INTO entries (id, kind, day, title, attributes, origin, reference, sequence) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
  );
  return (entry, occurrences) => {
    const { reference = null } = entry;
    const position = Number(reference ?? 0);
    const attributes = JSON.stringify(entry.attributes);
    const result = insert.run(
      entryId(entry, occurrences),
      entry.kind,
      dayNumber(entry.date),
      entry.title,
      attributes,
      entry.origin,
      reference,
      position,
    );
    return Number(result.changes) > 0 ? 'inserted' : 'unchanged';
  };
}

function openContentWriter(database: Database): (content: Content) => keyof ImportOutcome {
  const find = database.prepare('SELECT kind, published_at, title, link FROM content WHERE id = ?');
  const put = database.prepare(
    'INSERT OR REPLACE INTO content (id, subject, kind, published_at, day, title, link, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  return ({ id, subject, kind, publishedAt, publishedOn, title, link = null, origin }) => {
    const before = find.get(id) as { kind: string; published_at: string; title: string; link: string | null } | undefined;
    const stated = JSON.stringify([kind, publishedAt, title, link]);
    if (before && JSON.stringify([before.kind, before.published_at, before.title, before.link]) === stated) return 'unchanged';
    put.run(id, subject, kind, publishedAt, dayNumber(publishedOn), title, link, origin);
    return before ? 'revised' : 'inserted';
  };
}

function openSnapshotWriter(database: Database): (snapshot: Snapshot) => keyof ImportOutcome {
  const find = database.prepare('SELECT value, quality FROM snapshots WHERE content = ? AND metric = ? AND read_at = ?');
  const keep = database.prepare('INSERT INTO snapshot_revisions SELECT * FROM snapshots WHERE content = ? AND metric = ? AND read_at = ?');
  const put = database.prepare(
    'INSERT OR REPLACE INTO snapshots (content, metric, read_at, value, absence, quality, origin) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  return (snapshot) => {
    const key = [snapshot.content, snapshot.metric, snapshot.readAt] as const;
    const before = find.get(...key) as { value: number | null; quality: number } | undefined;
    const quality = QUALITIES.indexOf(snapshot.quality);
    if (before && before.value === snapshot.value && before.quality === quality) return 'unchanged';
    if (before) keep.run(...key);
    put.run(...key, snapshot.value, snapshot.absence === undefined ? null : ABSENCES.indexOf(snapshot.absence), quality, snapshot.origin);
    return before ? 'revised' : 'inserted';
  };
}

/** Two like entries in one file are two entries; the same file again gives the same ids. */
function entryId(entry: Entry, occurrences: Map<string, number>): string {
  const text = JSON.stringify([entry.kind, entry.date, entry.title, Object.entries(entry.attributes).sort()]);
  const occurrence = (occurrences.get(text) ?? 0) + 1;
  occurrences.set(text, occurrence);
  return `entry:${entry.kind}:${createHash('sha256').update(`${text}${occurrence}`).digest('hex').slice(0, 16)}`;
}

function openObservationWriter(database: Database): (observation: Observation) => keyof ImportOutcome {
  const fields = 'value, absence, quality, precision, origin, rank, observed_at, revision, reference, note';
  const findSeries = database.prepare('SELECT key FROM series WHERE id = ?');
  const addSeries = database.prepare('INSERT INTO series (id, key, subject, metric, grain) VALUES (?, ?, ?, ?, ?)');
  const findDay = database.prepare('SELECT * FROM day_values WHERE month = ? AND series = ? AND day = ?');
  const findPeriod = database.prepare('SELECT * FROM period_values WHERE series = ? AND start_day = ? AND end_day = ?');
  const putDay = database.prepare(`INSERT OR REPLACE INTO day_values (month, series, day, ${fields}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const putPeriod = database.prepare(
    `INSERT OR REPLACE INTO period_values (series, start_day, end_day, ${fields}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addRevision = database.prepare(
    'INSERT INTO revisions (series, start_day, end_day, revision, value, absence, quality, precision, origin, rank, observed_at, reference, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const lastRevision = database.prepare(
    'SELECT coalesce(max(revision), 0) AS last FROM revisions WHERE series = ? AND start_day = ? AND end_day = ?',
  );
  const sameOutranked = database.prepare(
    'SELECT 1 AS found FROM revisions WHERE series = ? AND start_day = ? AND end_day = ? AND rank = ? AND value IS ? AND quality = ? AND precision = ? AND absence IS ?',
  );
  const originKind = database.prepare('SELECT kind FROM origins WHERE id = ?');
  const known = new Set<number>();
  const ranks = new Map<string, number>();

  const seriesIdOf = (observation: Observation): number => {
    const key = seriesKey(observation.series);
    const id = seriesNumber(key);
    if (known.has(id)) return id;
    const found = findSeries.get(id) as { key: string } | undefined;
    if (found && found.key !== key) throw new PantauError('failure', `Two series share one id: ${found.key} and ${key}. Rename one subject.`);
    if (!found) addSeries.run(id, key, observation.series.subject, observation.series.metric, observation.series.grain);
    known.add(id);
    return id;
  };
  const rankOf = (origin: string): number => {
    const cached = ranks.get(origin);
    if (cached !== undefined) return cached;
    const row = originKind.get(origin) as { kind: OriginKind } | undefined;
    const rank = ORIGIN_KINDS.indexOf(row?.kind ?? 'synthetic');
    if (!row) throw new PantauError('failure', `Nothing is known of the origin ${origin}.`);
    ranks.set(origin, rank);
    return rank;
  };

  return (observation) => {
    const series = seriesIdOf(observation);
    const rank = rankOf(observation.origin);
    const [start, end] = [dayNumber(observation.period.start), dayNumber(observation.period.end)];
    const daily = observation.series.grain === 'day';
    const month = monthNumber(observation.period.start);
    const current = (daily ? findDay.get(month, series, start) : findPeriod.get(series, start, end)) as ValueRow | undefined;
    const absence = observation.absence === undefined ? null : ABSENCES.indexOf(observation.absence);
    const quality = QUALITIES.indexOf(observation.quality);
    const precision = PRECISIONS.indexOf(observation.precision);
    const same =
      current?.value === observation.value && current.quality === quality && current.precision === precision && current.absence === absence;
    if (current && same && rank >= current.rank) return 'unchanged';
    const outranked = current !== undefined && rank > current.rank;
    if (outranked && sameOutranked.get(series, start, end, rank, observation.value, quality, precision, absence)) return 'unchanged';
    const revision = current ? (lastRevision.get(series, start, end) as { last: number }).last + 1 : 1;
    const { reference = null, note = null } = observation;
    addRevision.run(
      series,
      start,
      end,
      revision,
      observation.value,
      absence,
      quality,
      precision,
      observation.origin,
      rank,
      observation.observedAt,
      reference,
      note,
    );
    if (outranked) return 'outranked';
    const written = [
      observation.value,
      absence,
      quality,
      precision,
      observation.origin,
      rank,
      observation.observedAt,
      revision,
      reference,
      note,
    ] as const;
    if (daily) putDay.run(month, series, start, ...written);
    else putPeriod.run(series, start, end, ...written);
    return current ? 'revised' : 'inserted';
  };
}
