import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Fact } from '../connectors/contract/layout.js';
import type { Origin, Series } from '../connectors/contract/observation.js';
import { seriesKey } from '../connectors/contract/observation.js';
import { addDays, civilDate, dayNumber, type Instant, periodOf } from '../connectors/contract/period.js';
import type { SeriesQuestion } from '../src/store/port.js';
import { openEncoder } from '../src/store/sqlite/batch.js';
import { openSqliteStore } from '../src/store/sqlite/client.js';
import { openDatabase, transaction } from '../src/store/sqlite/driver.js';
import { openService, type Service } from '../src/store/sqlite/service.js';

const SERIES = 10_000;
const DAYS = Number(process.argv[3] ?? 1000);
const first = civilDate('2021-06-01');
const last = addDays(first, DAYS);
const seriesAt = (index: number): Series => ({ subject: `x:${index}`, metric: 'reach', dimensions: {}, grain: 'day' });
const receivedAt = '2024-03-01T02:00:00.000Z' as Instant;
const originOf = (hash: string): Origin => ({
  id: `file:bench:${hash}`,
  kind: 'file',
  name: 'bench',
  detail: hash,
  hash,
  zone: 'Asia/Jakarta',
  receivedAt,
});
const round = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000;
const question = (turn: number): SeriesQuestion => ({ ...seriesAt((turn * 7919) % SERIES), window: { start: addDays(last, -90), end: last } });

const facts = (daysBack: number, value: (index: number) => number): readonly Fact[] =>
  Array.from({ length: SERIES }, (_, index) => ({
    type: 'observation',
    observation: {
      series: seriesAt(index),
      period: periodOf('day', addDays(last, -daysBack)),
      value: value(index),
      quality: 'complete',
      precision: 'exact',
      observedAt: receivedAt,
      origin: 'file:bench:x',
      reference: String(index + 2),
    },
  }));

/** Fills the tables by SQL, in the order of their keys: what is measured is reading and writing beside many rows, not how they came there. */
function fill(path: string): void {
  const database = openDatabase(path);
  transaction(database, 'import', () => {
    database.exec(`INSERT INTO origins VALUES (1, 'file:bench:0', 'file', 'bench', '0', '0', 'Asia/Jakarta', 0, 0);
      INSERT INTO statements VALUES (1, 1, 2, 'complete', 'exact', '', 0, 0);
      INSERT INTO totals VALUES ('series', ${SERIES}), ('observations', ${SERIES * DAYS}), ('revisions', ${SERIES * DAYS})`);
    const add = database.prepare('INSERT INTO series VALUES (?, ?, ?, ?, ?, 1)');
    for (let index = 0; index < SERIES; index += 1) add.run(index + 1, seriesKey(seriesAt(index)), `x:${index}`, 'reach', 'day');
    const from = dayNumber(first);
    database.exec(`CREATE TEMP TABLE days AS WITH RECURSIVE days (day) AS (SELECT ${from} UNION ALL SELECT day + 1 FROM days WHERE day < ${from + DAYS - 1})
      SELECT day, CAST(strftime('%Y', day * 86400, 'unixepoch') AS INTEGER) * 12 + CAST(strftime('%m', day * 86400, 'unixepoch') AS INTEGER) - 1 AS month FROM days`);
    for (const { month } of database.prepare<{ month: number }>('SELECT DISTINCT month FROM days ORDER BY month').all()) {
      database
        .prepare(
          `INSERT INTO day_values SELECT month, series.number, day, 1, abs(series.number * 7919 + day * 104729) % 1000003, 1, 1, series.number + 1, NULL
           FROM series CROSS JOIN days WHERE month = ? ORDER BY series.number, day`,
        )
        .run(month);
    }
  });
  database.close();
}

function spread(label: string, times: number[]): void {
  times.sort((one, other) => one - other);
  const at = (share: number): number => round(times[Math.floor(times.length * share)] ?? 0);
  console.log(`${label}: median ${at(0.5)} ms, 99th percentile ${at(0.99)} ms`);
}

async function readings(label: string, read: (question: SeriesQuestion) => unknown): Promise<void> {
  const times: number[] = [];
  for (let turn = 0; turn < 2000; turn += 1) {
    const asked = question(turn);
    const start = performance.now();
    await read(asked);
    if (turn >= 200) times.push(performance.now() - start);
  }
  spread(label, times);
}

/** An import in the thread that asks: time to stage and to swap in, and the longest transaction. */
function upsertHere(service: Service, label: string, given: readonly Fact[]): void {
  const batch = openEncoder().encode(given);
  const used = process.cpuUsage();
  const start = performance.now();
  const number = service.beginImport(originOf(label));
  service.stage(number, batch);
  service.beginCommit(number, {});
  const staged = performance.now();
  let longest = 0;
  for (;;) {
    const step = performance.now();
    const outcome = service.commitStep(number);
    longest = Math.max(longest, performance.now() - step);
    if (outcome === undefined) continue;
    const [stage, swap, all] = [staged - start, performance.now() - staged, performance.now() - start];
    const rate = Math.round(given.length / (all / 1000));
    const { user, system } = process.cpuUsage(used);
    const rateOfProcessor = Math.round(given.length / ((user + system) / 1_000_000));
    console.log(
      `${label}, in the thread: stage ${round(stage)} ms, swap in ${round(swap)} ms (longest step ${round(longest)}), ${rate} rows/s, ${rateOfProcessor} a second of processor time; ${JSON.stringify(outcome)}`,
    );
    return;
  }
}

async function upsertThroughThePort(path: string, label: string, given: readonly Fact[]): Promise<void> {
  const store = await openSqliteStore(path);
  const start = performance.now();
  const session = await store.beginImport(originOf(label));
  await session.stage(given);
  const outcome = await session.commit();
  const all = performance.now() - start;
  console.log(`${label}, through the port: ${round(all)} ms, ${Math.round(given.length / (all / 1000))} rows/s; ${JSON.stringify(outcome)}`);
  await store.close();
}

const folder = mkdtempSync(join(tmpdir(), 'pantau-bench-'));
const path = join(folder, 'store.sqlite');
try {
  await (await openSqliteStore(path)).close();
  fill(path);
  console.log(`${SERIES * DAYS} values in ${SERIES} series: ${Math.round(statSync(path).size / 1_000_000)} MB`);
  const service = openService(path, { process: process.pid, token: 'read' });
  await readings('90 days of one series, in the thread', service.readSeries);
  service.close();
  const store = await openSqliteStore(path);
  await readings('90 days of one series, through the port', store.readSeries);
  await readings('90 days as of a moment, through the port', (asked) => store.readSeries({ ...asked, asOf: receivedAt }));
  await store.close();
  const importer = openService(path, { process: process.pid, token: 'import' });
  for (const turn of [1, 2, 3, 4, 5]) {
    upsertHere(
      importer,
      `${SERIES} new values of a day (${turn})`,
      facts(-turn, (index) => index),
    );
    upsertHere(
      importer,
      `${SERIES} revisions of a day (${turn})`,
      facts(turn, (index) => -1 - index - turn),
    );
  }
  importer.close();
  await upsertThroughThePort(
    path,
    `${SERIES} revisions of a day`,
    facts(9, (index) => -1 - index),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
