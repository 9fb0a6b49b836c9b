import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { Instant } from '../connectors/contract/period.js';
import { manyRows, withManyAccounts } from '../sandbox/demo/many.js';
import { parseConfig } from '../src/config/load.js';
import { importFile } from '../src/pipeline/import.js';
import { openSqliteStore, openSqliteStoreHere } from '../src/store/sqlite/client.js';

const ROWS = Number(process.argv[3] ?? 1_000_000);
const DEMO = fileURLToPath(new URL('../../sandbox/demo/pantau.yaml', import.meta.url));
const clock = { now: () => '2024-03-01T02:00:00.000Z' as Instant };
const folder = mkdtempSync(join(tmpdir(), 'pantau-bench-'));

const read = parseConfig(withManyAccounts(readFileSync(DEMO, 'utf8')), 'pantau.yaml');
if (read.kind === 'refused') throw new Error(read.sentences.join('\n'));
const { config } = read;

/** Seconds that `.import` of the sqlite3 command line takes for the same file, without any check; undefined where it is not installed. */
function peerSeconds(csv: string): number | undefined {
  const start = performance.now();
  try {
    execFileSync('sqlite3', [join(folder, 'peer.sqlite'), '.mode csv', `.import "${csv}" rows`], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return (performance.now() - start) / 1000;
}

try {
  const path = join(folder, 'many.csv');
  await pipeline(Readable.from(manyRows(ROWS)), createWriteStream(path));
  console.log(`${ROWS} rows of 9 columns, ${Math.round(statSync(path).size / 1_000_000)} MB`);
  const peer = peerSeconds(path);
  console.log(peer === undefined ? 'sqlite3 .import: sqlite3 is not installed' : `sqlite3 .import: ${Math.round(ROWS / peer)} rows/s`);
  for (const [name, open] of [
    ['one thread', openSqliteStoreHere],
    ['two threads', openSqliteStore],
  ] as const) {
    const store = await open(join(folder, `${name}.sqlite`));
    const start = performance.now();
    const report = await importFile({ path, sourceName: 'many' }, { store, config, clock });
    const seconds = (performance.now() - start) / 1000;
    if (report.inserted !== ROWS) throw new Error(`${report.inserted} rows came in`);
    const ratio = peer === undefined ? '' : `, ${(peer / seconds).toFixed(2)} x the peer`;
    const memory = Math.round(process.resourceUsage().maxRSS / 1024);
    console.log(`import in ${name}: ${Math.round(ROWS / seconds)} rows/s${ratio}; peak memory of the process ${memory} MB`);
    await store.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
