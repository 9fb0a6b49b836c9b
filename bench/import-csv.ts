import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { manyRows } from '../sandbox/demo/many.js';

const ROWS = Number(process.argv[3] ?? 1_000_000);
const TURNS = 3;
const folder = mkdtempSync(join(tmpdir(), 'pantau-bench-'));
const once = fileURLToPath(new URL('./import-once.js', import.meta.url));

interface Import {
  readonly inserted: number;
  readonly seconds: number;
  readonly readSeconds: number;
  /** of the whole process, its start included */
  readonly processorSeconds: number;
  readonly megabytes: number;
}

/** Seconds that `.import` of the sqlite3 command line takes for the same file, without any check; undefined where it is not installed. */
function peerSeconds(csv: string, turn: number): number | undefined {
  const start = performance.now();
  try {
    execFileSync('sqlite3', [join(folder, `peer-${turn}.sqlite`), '.mode csv', `.import "${csv}" rows`], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return (performance.now() - start) / 1000;
}

try {
  const path = join(folder, 'many.csv');
  await pipeline(Readable.from(manyRows(ROWS)), createWriteStream(path));
  console.log(`${ROWS} rows of 9 columns, ${Math.round(statSync(path).size / 1_000_000)} MB; each turn in fresh processes, one after the other`);
  for (let turn = 1; turn <= TURNS; turn++) {
    const peer = peerSeconds(path, turn);
    const store = join(folder, `store-${turn}.sqlite`);
    const made = JSON.parse(execFileSync(process.execPath, [once, path, store], { encoding: 'utf8' })) as Import;
    if (made.inserted !== ROWS) throw new Error(`${made.inserted} rows came in`);
    const rate = Math.round(ROWS / made.seconds);
    const [file, peerFile] = [store, join(folder, `peer-${turn}.sqlite`)].map((name, index) =>
      index === 1 && peer === undefined ? 0 : Math.round(statSync(name).size / 1_000_000),
    );
    console.log(
      `pantau: ${rate} rows/s, of that reading and checking ${made.readSeconds.toFixed(2)} s of ${made.seconds.toFixed(2)} s; processor ${made.processorSeconds.toFixed(2)} s; peak ${made.megabytes} MB; store ${file} MB`,
    );
    if (peer === undefined) console.log('sqlite3 .import: sqlite3 is not installed');
    else
      console.log(
        `sqlite3 .import: ${Math.round(ROWS / peer)} rows/s, ${peerFile} MB; pantau runs at ${(peer / made.seconds).toFixed(2)} x its rate`,
      );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
