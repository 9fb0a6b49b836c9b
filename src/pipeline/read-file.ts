import { createHash } from 'node:crypto';
import type { Fact, Layout, LayoutContext } from '../../connectors/contract/layout.js';
import type { Origin } from '../../connectors/contract/observation.js';
import { readCsv } from '../../connectors/files/csv.js';
import type { CsvRow } from '../../connectors/files/csv-rows.js';
import { layoutOf, unknownHeader } from '../../connectors/files/index.js';
import { type ImportProgress, type ReadReport, RefusedFile } from './import-report.js';
import { type Contradictions, openJudge } from './judge.js';
import type { Rules } from './normalise.js';
import type { SourceFile } from './source-file.js';
import { newTally, type Tally } from './tally.js';

/** A file to read, what it is checked against, and where its facts go. */
export interface Reading {
  readonly file: SourceFile;
  readonly origin: Origin;
  readonly rules: Rules;
  /** goes on taking facts after a row was rejected */
  readonly acceptPartial: boolean;
  /** takes the facts in chunks of some 1,000; without it the file is only checked */
  readonly stage: ((facts: readonly Fact[]) => Promise<void>) | undefined;
  readonly onProgress: ((progress: ImportProgress) => void) | undefined;
}

/** Few enough that most of them die young: what outlives two collections is copied. */
const CHUNK = 1_000;

/**
 * Reads and checks every row, and stages the facts of the right ones; after a wrong row nothing more is staged unless partial files are accepted.
 * Throws `ConnectorError` where the file is no readable CSV, and `RefusedFile` where its header is unknown or it changes while it is read.
 */
export async function readFile(reading: Reading): Promise<ReadReport> {
  if (!reading.acceptPartial) return pass(reading, new Map());
  // Which lines contradict each other is known only at the end, and of such lines none may be kept.
  const contradictions: Contradictions = new Map();
  const checked = await pass({ ...reading, stage: undefined }, contradictions);
  if (reading.stage === undefined && contradictions.size === 0) return checked;
  return pass(reading, contradictions);
}

async function pass(reading: Reading, contradictions: Contradictions): Promise<ReadReport> {
  const { file, onProgress } = reading;
  const hash = createHash('sha256');
  let bytes = 0;
  const rows = readCsv(
    file.open((chunk) => {
      hash.update(chunk);
      bytes += chunk.length;
    }),
  );
  const tally = newTally();
  const progress = () => onProgress?.({ rows: tally.rows(), bytes, totalBytes: file.size });
  const layout = await readRows(rows, reading, contradictions, tally, progress);
  // Its hash is the import's identity, so that a file which somebody still writes to may not be kept.
  if (hash.digest('hex') !== reading.origin.hash)
    throw new RefusedFile({
      id: `Berkasnya berubah saat dibaca. Tidak ada yang diimpor; coba lagi.`,
      en: `The file changed while it was read. Nothing was imported; try again.`,
    });
  progress();
  return tally.report(layout.id);
}

async function readRows(
  pieces: AsyncGenerator<readonly CsvRow[]>,
  reading: Reading,
  contradictions: Contradictions,
  tally: Tally,
  progress: () => void,
): Promise<Layout> {
  const { origin, rules } = reading;
  const first = await pieces.next();
  const [header, ...rows] = first.done ? [] : first.value;
  if (header === undefined)
    throw new RefusedFile({
      id: 'Berkasnya tidak memiliki baris judul maupun baris lain. Tidak ada yang diimpor.',
      en: 'The file has no header and no rows. Nothing was imported.',
    });
  const columns = header.cells;
  const layout = layoutOf(columns);
  if (layout === undefined) {
    await pieces.return(undefined);
    const { id, en } = unknownHeader(columns);
    throw new RefusedFile({ id: `${id} Tidak ada yang diimpor.`, en: `${en} Nothing was imported.` });
  }
  const context: LayoutContext = { origin, ...rules, observedAt: origin.receivedAt };
  const judge = openJudge({ layout, columns, context, rules, contradictions }, tally);
  let chunk: Fact[] = [];
  const flush = async (): Promise<void> => {
    const mayBeKept = reading.acceptPartial || tally.rejected() === 0;
    if (reading.stage !== undefined && mayBeKept && chunk.length > 0) await reading.stage(chunk);
    chunk = [];
    progress();
  };
  const take = async (some: readonly CsvRow[]): Promise<void> => {
    for (const row of some) {
      for (const fact of judge(row)) chunk.push(fact);
      if (chunk.length >= CHUNK) await flush();
    }
  };
  await take(rows);
  for await (const some of pieces) await take(some);
  await flush();
  return layout;
}
