import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Fact } from '../connectors/contract/layout.js';
import type { Origin, Series } from '../connectors/contract/observation.js';
import { seriesKey } from '../connectors/contract/observation.js';
import { addDays, civilDate, dayNumber, type Instant, periodOf } from '../connectors/contract/period.js';
import { openSqliteStore } from '../src/store/sqlite/client.js';
import { openDatabase, transaction } from '../src/store/sqlite/driver.js';
import { seriesNumber } from '../src/store/sqlite/rows.js';

const SERIES = 10_000;
const DAYS = Number(process.argv[2] ?? 1000);
const first = civilDate('2021-06-01');
const last = addDays(first, DAYS);
const seriesAt = (index: number): Series => ({ subject: `x:${index}`, metric: 'reach', dimensions: {}, grain: 'day' });
const receivedAt = '2024-03-01T02:00:00.000Z' as Instant;
const origin: Origin = { id: 'file:bench:a', kind: 'file', name: 'bench', detail: 'a', hash: 'a', zone: 'Asia/Jakarta', receivedAt };
const round = (milliseconds: number): number => Math.round(milliseconds * 100) / 100;

async function timed<Result>(label: string, work: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  const result = await work();
  console.log(`${label}: ${round(performance.now() - start)} ms`);
  return result;
}

const fact = (index: number, value: number): Fact => ({
  type: 'observation',
  observation: {
    series: seriesAt(index),
    period: periodOf('day', addDays(last, -1)),
    value,
    quality: 'complete',
    precision: 'exact',
    observedAt: receivedAt,
    origin: origin.id,
  },
});

/** Fills the tables by SQL, in the order of their keys: what is measured is reading and writing beside many rows, not how they came there. */
function fill(path: string): void {
  const database = openDatabase(path);
  transaction(database, 'import', () => {
    database.exec(`INSERT INTO origins VALUES (1, 'file:bench:0', 'file', 'bench', '0', '0', 'Asia/Jakarta', 0, 0)`);
    const add = database.prepare('INSERT INTO series VALUES (?, ?, ?, ?, ?)');
    for (let index = 0; index < SERIES; index += 1) {
      const key = seriesKey(seriesAt(index));
      add.run(seriesNumber(key), key, `x:${index}`, 'reach', 'day');
    }
    const from = dayNumber(first);
    const stated = `abs(series.id + day) % 10007, NULL, 'complete', 'exact', 0, NULL, NULL, 1, 2, 1`;
    database.exec(`CREATE TEMP TABLE days AS WITH RECURSIVE days (day) AS (SELECT ${from} UNION ALL SELECT day + 1 FROM days WHERE day < ${from + DAYS - 1})
      SELECT day, CAST(strftime('%Y', day * 86400, 'unixepoch') AS INTEGER) * 12 + CAST(strftime('%m', day * 86400, 'unixepoch') AS INTEGER) - 1 AS month FROM days`);
    for (const { month } of database.prepare<{ month: number }>('SELECT DISTINCT month FROM days ORDER BY month').all()) {
      database
        .prepare(`INSERT INTO day_values SELECT month, series.id, day, ${stated} FROM series CROSS JOIN days WHERE month = ? ORDER BY series.id, day`)
        .run(month);
    }
    database.exec(`INSERT INTO revisions SELECT series.id, day, day + 1, 1, 0, ${stated} FROM series CROSS JOIN days`);
  });
  database.close();
}

const folder = mkdtempSync(join(tmpdir(), 'pantau-bench-'));
const path = join(folder, 'store.sqlite');
try {
  await (await openSqliteStore(path)).close();
  await timed(`fill ${SERIES * DAYS} values and as many revisions`, async () => fill(path));
  console.log(`file: ${Math.round(statSync(path).size / 1_000_000)} MB`);
  const store = await openSqliteStore(path);
  const times: number[] = [];
  for (let turn = 0; turn < 500; turn += 1) {
    const start = performance.now();
    const rows = await store.readSeries({ ...seriesAt((turn * 7919) % SERIES), window: { start: addDays(last, -90), end: last } });
    times.push(performance.now() - start);
    if (rows.length !== Math.min(90, DAYS)) throw new Error(`read ${rows.length} rows`);
  }
  times.sort((one, other) => one - other);
  console.log(`read 90 days of one series: median ${round(times[250] ?? 0)} ms, 99th percentile ${round(times[495] ?? 0)} ms`);
  await timed('read 90 days as of a moment', () =>
    store.readSeries({ ...seriesAt(5), window: { start: addDays(last, -90), end: last }, asOf: receivedAt }),
  );
  const session = await store.beginImport(origin);
  const facts = Array.from({ length: SERIES }, (_, index) => fact(index, -1 - index));
  await timed(`stage ${SERIES} values`, () => session.stage(facts));
  console.log(await timed(`commit ${SERIES} revisions`, session.commit));
  await timed('status (counts all rows)', store.status);
  await store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
