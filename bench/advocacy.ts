import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { manyActivations } from '../sandbox/demo/many-activations.js';
import { compareQueries } from './activation-queries.js';

/*
 * Imports a CSV file of activations, each time in a fresh process, beside `.import` of the sqlite3 command line, which checks nothing; then counts
 * distinct people of random 91 days by platform beside the best of three ways to ask it in SQL. `advocacy ROWS ROWS_OF_THE_STRETCH`.
 */
const ROWS = Number(process.argv[3] ?? 1_000_000);
const STRETCH = Number(process.argv[4] ?? 0);
const TURNS = 3;
const folder = mkdtempSync(join(tmpdir(), 'pantau-bench-'));
const once = fileURLToPath(new URL('./activations-once.js', import.meta.url));

interface Import {
  readonly added: number;
  readonly touches: number;
  readonly repeats: number;
  /** how often progress was told */
  readonly told: number;
  readonly seconds: number;
  readonly readSeconds: number;
  readonly processorSeconds: number;
  readonly megabytes: number;
}

interface Peer {
  readonly name: string;
  readonly seconds: number;
}

function peerImport(csv: string, turn: number): Peer {
  const start = performance.now();
  try {
    execFileSync('sqlite3', [join(folder, `peer-${turn}.sqlite`), '.mode csv', `.import "${csv}" rows`], { stdio: 'ignore' });
    return { name: 'sqlite3 .import', seconds: (performance.now() - start) / 1000 };
  } catch {
    const bare = fileURLToPath(new URL('./bare-insert.js', import.meta.url));
    const { seconds } = JSON.parse(execFileSync(process.execPath, [bare, csv, join(folder, `bare-${turn}.sqlite`)], { encoding: 'utf8' })) as {
      readonly seconds: number;
    };
    return { name: 'a bare insert in this process (sqlite3 is not installed)', seconds };
  }
}

// The importer's thread has the same limits on its memory.
const HEAP = ['--max-semi-space-size=8', '--max-old-space-size=96'];

try {
  const csv = join(folder, 'activations.csv');
  await pipeline(Readable.from(manyActivations(ROWS)), createWriteStream(csv));
  console.log(`${ROWS} rows of 11 columns, ${Math.round(statSync(csv).size / 1_000_000)} MB; each turn in fresh processes, one after the other`);
  for (let turn = 1; turn <= TURNS; turn++) {
    const store = join(folder, `store-${turn}.sqlite`);
    const made = JSON.parse(execFileSync(process.execPath, [...HEAP, once, csv, store], { encoding: 'utf8' })) as Import;
    const peer = peerImport(csv, turn);
    if (made.added + made.touches + made.repeats !== ROWS) throw new Error(`${JSON.stringify(made)} came in`);
    console.log(
      `pantau: ${Math.round(ROWS / made.seconds)} rows/s (${made.seconds.toFixed(2)} s, reading and checking ${made.readSeconds.toFixed(2)} of it; processor ${made.processorSeconds.toFixed(2)} s); kept ${made.added}, repeats ${made.repeats}; peak ${made.megabytes} MB; progress told ${made.told} times; store ${Math.round(statSync(store).size / 1_000_000)} MB`,
    );
    console.log(
      `${peer.name}: ${Math.round(ROWS / peer.seconds)} rows/s (${peer.seconds.toFixed(2)} s); pantau runs at ${(peer.seconds / made.seconds).toFixed(2)} x its rate`,
    );
  }
  await compareQueries(join(folder, 'queries.sqlite'), ROWS);
  if (STRETCH > 0) await compareQueries(join(folder, 'stretch.sqlite'), STRETCH);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
