import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { seriesKey } from '../connectors/contract/observation.js';
import { addDays, civilDate, dayNumber, type Instant, ISO_CALENDAR } from '../connectors/contract/period.js';
import { BUILT_IN_METRICS } from '../connectors/contract/registry.js';
import type { AlertRuleSetting, Config } from '../src/config/config.js';
import { evaluateAlerts } from '../src/pipeline/evaluate-alerts.js';
import { judgeAlerts, statesByKey } from '../src/pipeline/judge-alerts.js';
import type { SeriesQuestion } from '../src/store/port.js';
import { openSqliteStore } from '../src/store/sqlite/client.js';
import { openDatabase, transaction } from '../src/store/sqlite/driver.js';

const ACCOUNTS = 1_000;
const METRICS = ['followers_gained', 'impressions', 'views', 'likes', 'comments', 'shares', 'saves', 'followers', 'emails', 'users'];
const DAYS = 200;
const TURNS = 5;
const first = civilDate('2023-08-15');
const today = addDays(first, DAYS);
const now = `${today}T02:00:00.000Z` as Instant;

/** Ten series of each account, day by day. Filled by SQL, in the order of their keys: what is measured is reading and judging. */
function fill(path: string): void {
  const database = openDatabase(path);
  transaction(database, 'import', () => {
    database.exec(`INSERT INTO origins VALUES (1, 'api:bench:0', 'api', 'bench', '0', '0', 'Asia/Jakarta', 0, 0);
      INSERT INTO statements VALUES (1, 1, 0, 'complete', 'exact', '', 0, 0)`);
    const add = database.prepare('INSERT INTO series VALUES (?, ?, ?, ?, ?, 1)');
    for (let account = 0; account < ACCOUNTS; account += 1) {
      METRICS.forEach((metric, index) => {
        const subject = `x:${account}`;
        add.run(account * METRICS.length + index + 1, seriesKey({ subject, metric, dimensions: {}, grain: 'day' }), subject, metric, 'day');
      });
    }
    const from = dayNumber(first);
    database.exec(`CREATE TEMP TABLE days AS WITH RECURSIVE days (day) AS (SELECT ${from} UNION ALL SELECT day + 1 FROM days WHERE day < ${from + DAYS - 1})
      SELECT day, CAST(strftime('%Y', day * 86400, 'unixepoch') AS INTEGER) * 12 + CAST(strftime('%m', day * 86400, 'unixepoch') AS INTEGER) - 1 AS month FROM days;
      INSERT INTO day_values SELECT month, series.number, day, 1, 1000 + abs(series.number * 7919 + day * 104729) % 97, 1, 1, day, NULL
        FROM days CROSS JOIN series ORDER BY month, series.number, day`);
  });
  database.close();
}

const rule = (index: number): AlertRuleSetting => {
  const common = {
    id: `rule-${index}`,
    subject: `x:${Math.floor(index / METRICS.length)}`,
    metric: METRICS[index % METRICS.length],
    grain: 'day' as const,
  };
  const condition = (
    ['relative-decline', 'below', 'streak', 'no-data', 'relative-decline', 'above', 'relative-decline', 'below', 'streak', 'anomaly'] as const
  )[index % 10];
  return {
    ...common,
    condition: condition ?? 'below',
    platform: undefined,
    dimensions: {},
    target: undefined,
    threshold:
      condition === 'above'
        ? 5_000
        : condition === 'streak'
          ? 4
          : condition === 'anomaly' || condition === 'no-data'
            ? undefined
            : condition === 'below'
              ? 10
              : 0.3,
    recovery: undefined,
    baseline: { kind: 'median', periods: 4 },
    holdHours: 24,
    graceHours: 72,
    minimumBase: 20,
    noData: 'keep',
    group: 'none',
    route: ['owner'],
  };
};

const config: Config = {
  organisation: {
    name: { id: 'Bench', en: 'Bench' },
    zone: 'Asia/Jakarta',
    languages: ['id'],
    calendar: ISO_CALENDAR,
    smallBase: 20,
    decimals: { change: 1, attainment: 2, share: 2 },
    proxy: undefined,
  },
  channels: [],
  people: [],
  accounts: Array.from({ length: ACCOUNTS }, (_, index) => ({ id: `x:${index}`, platform: 'x', label: `@${index}`, pulled: undefined })),
  connections: [],
  sync: { daily: { cron: '0 6 * * *', zone: 'Asia/Jakarta' }, stories: { cron: '0 * * * *', zone: 'Asia/Jakarta' } },
  folders: [],
  subjects: [],
  metrics: new Map(BUILT_IN_METRICS.map((metric) => [metric.id, metric])),
  addedMetrics: [],
  targets: [],
  digests: [],
  duties: [],
  alerts: Array.from({ length: ACCOUNTS * METRICS.length }, (_, index) => rule(index)),
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

const folder = mkdtempSync(join(tmpdir(), 'pantau-bench-'));
try {
  const path = join(folder, 'store.sqlite');
  await (await openSqliteStore(path)).close();
  fill(path);
  const store = await openSqliteStore(path);
  const asked: SeriesQuestion[][] = [];
  // What the rules read is written down in a first evaluation, and asked again as bare queries: the same series over the same days.
  const recording: typeof store = {
    ...store,
    readSeriesMany: (questions) => {
      asked.push([...questions]);
      return store.readSeriesMany(questions);
    },
  };
  const firstOutcome = await evaluateAlerts({ config, store: recording, now });
  const questions = asked.flat();
  const states = statesByKey(await store.readAlertStates());
  const [bareMany, bareEach, judging, whole]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let turn = 0; turn < TURNS; turn += 1) {
    bareEach.push(
      await timed(async () => {
        for (const question of questions) await store.readSeries(question);
      }),
    );
    bareMany.push(
      await timed(async () => {
        for (const chunk of asked) await store.readSeriesMany(chunk);
      }),
    );
    judging.push(await timed(() => judgeAlerts({ config, store, now, asItStood: false }, states, undefined)));
    whole.push(await timed(() => evaluateAlerts({ config, store, now })));
  }
  console.log(
    `${config.alerts.length} rules over ${ACCOUNTS} accounts, ${questions.length} series; first evaluation: ${firstOutcome.transitions.length} transitions`,
  );
  console.log(`bare queries one by one: ${Math.round(median(bareEach))} ms; in bulk: ${Math.round(median(bareMany))} ms`);
  console.log(`judging: ${Math.round(median(judging))} ms; whole evaluation: ${Math.round(median(whole))} ms`);
  const ratio = (one: number, other: number): string => (one / other).toFixed(2);
  console.log(
    `whole evaluation / bare queries one by one: ${ratio(median(whole), median(bareEach))}; / in bulk: ${ratio(median(whole), median(bareMany))}`,
  );
  await store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
