import { strict as assert } from 'node:assert';
import { performance } from 'node:perf_hooks';
import { addDays, civilDate, dayNumber, type Window } from '../connectors/contract/period.js';
import { ADVOCACY_PLATFORMS } from '../src/domain/activation.js';
import { openFacets } from '../src/store/sqlite/advocacy/facets.js';
import { type AddedRows, appendSegments, reserve } from '../src/store/sqlite/advocacy/segments.js';
import { openSqliteStore } from '../src/store/sqlite/client.js';
import { type Database, openDatabase, transaction } from '../src/store/sqlite/driver.js';
import { monthOf } from '../src/store/sqlite/rows.js';
import { openService } from '../src/store/sqlite/service.js';

const PEOPLE = 75_000;
const DAYS = 730;
const FIRST = civilDate('2022-03-02');
const TURNS = 60;
const CHUNK = 4_096;

/** A number that looks like chance and is the same on every machine. */
function mixed(index: number, salt: number): number {
  let value = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 12)) >>> 0;
}

const windowOf = (turn: number): Window => {
  const start = addDays(FIRST, mixed(turn, 9) % (DAYS - 91));
  return { start, end: addDays(start, 91) };
};

/** Fills the columns of the ledger and, for SQL, a table of touches with what an index needs; answers how long the columns took. */
function fill(path: string, rows: number): number {
  const service = openService(path, { process: process.pid, token: 'fill' });
  service.close();
  const database = openDatabase(path);
  const facets = openFacets(database);
  database.exec('CREATE TABLE touches (platform INTEGER NOT NULL, day INTEGER NOT NULL, advocate INTEGER NOT NULL)');
  const first = dayNumber(FIRST);
  let upkeep = 0;
  transaction(database, 'import', () => {
    database.exec(`INSERT INTO advocates (number, salt, scopes)
      WITH RECURSIVE people (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM people WHERE number < ${PEOPLE}) SELECT number, NULL, 1 FROM people`);
  });
  for (let from = 0; from < rows; from += CHUNK) {
    transaction(database, 'import', () => {
      const months = new Map<number, AddedRows>();
      const cells: number[] = [];
      for (let index = from; index < Math.min(rows, from + CHUNK); index++) {
        const [platform, advocate, day] = [platformAt(index), 1 + (mixed(index, 4) % PEOPLE), first + Math.floor((index * DAYS) / rows)];
        const month = months.get(monthOf(day)) ?? { advocate: [], facet: [], unit: [], day: [] };
        months.set(monthOf(day), month);
        month.advocate.push(advocate);
        month.facet.push(facets.numberOf({ kind: 1, platforms: 1 << platform, campaign: index % 6 }));
        month.unit.push(advocate % 60);
        month.day.push(day);
        cells.push(platform, day, advocate);
      }
      insertTouches(database, cells);
      const start = performance.now();
      for (const [month, added] of months) appendSegments(database, reserve(database, month, added.day.length), added);
      upkeep += performance.now() - start;
    });
  }
  prepareSql(database);
  database.close();
  return upkeep;
}

function platformAt(index: number): number {
  const share = mixed(index, 2) % 100;
  return [65, 76, 88, 96, 100].findIndex((limit) => share < limit);
}

function insertTouches(database: Database, cells: readonly number[]): void {
  const insert = (rows: number) => database.prepare(`INSERT INTO touches VALUES ${Array(rows).fill('(?, ?, ?)').join(', ')}`);
  let at = 0;
  for (; at + 150 <= cells.length; at += 150) insert(50).run(...cells.slice(at, at + 150));
  for (; at < cells.length; at += 3) insert(1).run(...cells.slice(at, at + 3));
}

function prepareSql(database: Database): void {
  database.exec('CREATE INDEX touches_by_platform ON touches (platform, day, advocate)');
  database.exec('CREATE INDEX touches_by_day ON touches (day, platform, advocate)');
  database.exec('CREATE TABLE month_people (platform INTEGER, month TEXT, advocate INTEGER, PRIMARY KEY (platform, month, advocate)) WITHOUT ROWID');
  database.exec("INSERT OR IGNORE INTO month_people SELECT platform, strftime('%Y-%m', day * 86400, 'unixepoch'), advocate FROM touches");
  database.exec('ANALYZE');
}

type Counts = readonly number[];

/** Ways to ask it in SQL: by either index, and by months that were counted before with the days beside them. */
const WAYS: Readonly<Record<string, (database: Database, window: Window) => Counts>> = {
  'index (platform, day, advocate)': (database, { start, end }) =>
    ADVOCACY_PLATFORMS.map(
      (_, platform) =>
        database
          .prepare<{ people: number }>(
            'SELECT count(DISTINCT advocate) AS people FROM touches INDEXED BY touches_by_platform WHERE platform = ? AND day >= ? AND day < ?',
          )
          .get(platform, dayNumber(start), dayNumber(end))?.people ?? 0,
    ),
  'index (day, platform, advocate)': (database, { start, end }) => {
    const rows = database
      .prepare<{ platform: number; people: number }>(
        'SELECT platform, count(DISTINCT advocate) AS people FROM touches INDEXED BY touches_by_day WHERE day >= ? AND day < ? GROUP BY platform',
      )
      .all(dayNumber(start), dayNumber(end));
    return ADVOCACY_PLATFORMS.map((_, platform) => rows.find((row) => row.platform === platform)?.people ?? 0);
  },
  'months counted before, and days': (database, { start, end }) => {
    const [from, until] = [`${start.slice(0, 7)}`, `${end.slice(0, 7)}`];
    const after = dayNumber(civilDate(`${addDays(civilDate(`${from}-28`), 4).slice(0, 7)}-01`));
    const last = dayNumber(civilDate(`${until}-01`));
    return ADVOCACY_PLATFORMS.map(
      (_, platform) =>
        database
          .prepare<{ people: number }>(
            `SELECT count(*) AS people FROM (SELECT advocate FROM month_people WHERE platform = ?1 AND month > ?2 AND month < ?3
               UNION SELECT advocate FROM touches WHERE platform = ?1 AND day >= ?4 AND day < ?5
               UNION SELECT advocate FROM touches WHERE platform = ?1 AND day >= ?6 AND day < ?7)`,
          )
          .get(platform, from, until, dayNumber(start), after, last, dayNumber(end))?.people ?? 0,
    );
  },
};

interface Spread {
  readonly median: number;
  readonly worst: number;
}

async function timed(ask: (window: Window) => Counts | Promise<Counts>): Promise<{ readonly spread: Spread; readonly answers: readonly Counts[] }> {
  const times: number[] = [];
  const answers: Counts[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const start = performance.now();
    answers.push(await ask(windowOf(turn)));
    times.push(performance.now() - start);
  }
  times.sort((one, other) => one - other);
  return { spread: { median: times[TURNS >> 1] ?? 0, worst: times.at(-1) ?? 0 }, answers };
}

const told = ({ median, worst }: Spread): string => `median ${median.toFixed(2)} ms, worst ${worst.toFixed(2)} ms`;

/** Counts distinct people of random 91 days by platform over so many activations, in the ledger and in SQL, and prints the ratio. */
export async function compareQueries(path: string, rows: number): Promise<void> {
  const upkeep = fill(path, rows);
  console.log(`${rows} activations over ${DAYS} days of ${PEOPLE} people; the columns took ${(upkeep / 1000).toFixed(2)} s to keep`);
  const service = openService(path, { process: process.pid, token: 'read' });
  const counts = (summary: ReturnType<typeof service.advocacySummary>): Counts =>
    ADVOCACY_PLATFORMS.map((platform) => summary.peopleByPlatform[platform]);
  const own = await timed((window) => counts(service.advocacySummary(window, undefined)));
  service.close();
  const store = await openSqliteStore(path);
  const port = await timed(async (window) => counts(await store.advocacy.summary(window)));
  await store.close();
  console.log(`people of 91 days by platform: pantau in the thread ${told(own.spread)}; through the port, just opened ${told(port.spread)}`);
  const database = openDatabase(path);
  database.exec('PRAGMA cache_size = -256000');
  let best: Spread | undefined;
  for (const [name, ask] of Object.entries(WAYS)) {
    const { spread, answers } = await timed((window) => ask(database, window));
    assert.deepEqual(answers, own.answers);
    console.log(`SQL, ${name}: ${told(spread)}`);
    if (best === undefined || spread.median < best.median) best = spread;
  }
  database.close();
  console.log(
    `pantau is ${((best?.median ?? 0) / own.spread.median).toFixed(1)} x as fast as the best of them in the thread, ${((best?.median ?? 0) / port.spread.median).toFixed(1)} x through the port`,
  );
}
