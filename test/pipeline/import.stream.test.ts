import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type CivilDate, fromDayNumber } from '../../connectors/contract/period.js';
import { importFile } from '../../src/pipeline/import.js';
import type { ImportProgress } from '../../src/pipeline/import-report.js';
import { recordingStore } from '../support/recording-store.js';
import { demoClock, demoConfig } from '../support/report.js';

const ROWS = 200_000;
const METRICS = ['impressions', 'views', 'likes', 'comments', 'shares', 'saves', 'reach', 'followers_gained'];

function* manyRows(): Generator<string> {
  yield 'period,as_of,source,metric,dimension,value,precision,note\n';
  for (let index = 0; index < ROWS; index++) {
    const day: CivilDate = fromDayNumber(Math.floor(index / METRICS.length / 3));
    const account = demoConfig.accounts[index % 3]?.id;
    yield `${day},,${account},${METRICS[Math.floor(index / 3) % METRICS.length]},,${index},exact,"row ${index}, of many"\n`;
  }
}

describe('a file of 200,000 rows', () => {
  it('is read in pieces that wait for the store, and every row arrives once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pantau-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const path = join(folder, 'many.csv');
    await pipeline(Readable.from(manyRows()), createWriteStream(path));
    let progress: ImportProgress = { rows: 0, bytes: 0, totalBytes: 0 };
    const readWhileWaiting: number[] = [];
    const values = createHash('sha256');
    const recording = recordingStore(async () => {
      // While the store takes its time, nobody reads on to the end.
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
      readWhileWaiting.push(progress.bytes);
    });
    const report = await importFile(
      { path, sourceName: 'many' },
      {
        store: recording.store,
        config: demoConfig,
        clock: demoClock,
        onProgress: (next) => {
          progress = next;
        },
      },
    );
    expect(report).toMatchObject({ rows: ROWS, rejected: 0, repeats: 0, inserted: ROWS });
    expect(Math.max(...recording.chunks)).toBeLessThanOrEqual(5_000);
    expect(readWhileWaiting[1]).toBeLessThan(progress.totalBytes / 4);
    expect(progress).toEqual({ rows: ROWS, bytes: progress.totalBytes, totalBytes: progress.totalBytes });
    recording.facts.forEach((fact, index) => {
      if (fact.type !== 'observation' || fact.observation.value !== index) throw new Error(`row ${index} went astray`);
      values.update(String(fact.observation.reference));
    });
    expect(recording.facts).toHaveLength(ROWS);
  });
});
