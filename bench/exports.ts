import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Instant } from '../connectors/contract/period.js';

const CSV_ROWS = 200_000;
const SHEET_ROWS = 100_000;
const ROUNDS = Number(process.argv[3] ?? 3);
const HEADER = [
  'Post ID',
  'Account ID',
  'Account name',
  'Description',
  'Publish time',
  'Permalink',
  'Post type',
  'Views',
  'Reach',
  'Likes',
  'Shares',
];
const result = z.object({ rows: z.number(), sum: z.number(), milliseconds: z.number(), processor: z.number(), megabytes: z.number() });
type Result = z.infer<typeof result>;

const rowAt = (index: number): readonly (string | number)[] => [
  `1790000000${String(index + 1).padStart(7, '0')}`,
  '17841400000000001',
  'Account of an example',
  `Caption ${index}, with a comma${index % 4 === 0 ? ' and "marks"' : ''}${index % 10 === 0 ? '\nand a second line' : ''} 🎉`,
  `0${1 + (index % 9)}/${10 + (index % 18)}/2025 10:15`,
  `https://www.instagram.com/p/${index}/`,
  'IG reel',
  index % 100_000,
  index % 70_000,
  index % 900,
  index % 40,
];

const quoted = (cell: string | number): string => (/[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell));

function writeCsv(path: string): void {
  const lines = Array.from({ length: CSV_ROWS }, (_, index) => rowAt(index).map(quoted).join(','));
  writeFileSync(path, `\ufeff${HEADER.map(quoted).join(',')}\n${lines.join('\n')}\n`);
}

async function writeSheet(path: string): Promise<void> {
  const { default: Excel } = await import('exceljs');
  const book = new Excel.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: true });
  const sheet = book.addWorksheet('Metrics');
  sheet.addRow(HEADER).commit();
  for (let index = 0; index < SHEET_ROWS; index++) sheet.addRow(rowAt(index)).commit();
  sheet.commit();
  await book.commit();
}

const FIGURE = /^\d+$/;
const MOMENT = /^(\d{2})\/(\d{2})\/(\d{4}) \d{2}:\d{2}$/;

/** What a layout asks of a row at least: its width, its moment, its figures, its id. */
function checked(cells: readonly string[]): number {
  if (cells.length !== HEADER.length) throw new Error('a row of another width');
  const [, month, day] = MOMENT.exec(cells[4] ?? '') ?? [];
  if (Number(month) > 12 || Number(day) > 31 || month === undefined) throw new Error(`no moment: ${cells[4]}`);
  if ((cells[0] ?? '').length !== 17) throw new Error('no id');
  let sum = 0;
  for (let column = 7; column < 11; column++) {
    const cell = cells[column] ?? '';
    if (!FIGURE.test(cell)) throw new Error(`no figure: ${cell}`);
    sum += Number(cell);
  }
  return sum;
}

async function ours(path: string): Promise<Pick<Result, 'rows' | 'sum'>> {
  const { readWorkbook } = await import('../connectors/files/reader/read.js');
  const [table] = (await readWorkbook(new Uint8Array(readFileSync(path)))).tables;
  let [rows, sum] = [0, 0];
  for await (const batch of table?.rows() ?? []) {
    for (const row of batch) sum += checked(row.cells);
    rows += batch.length;
  }
  return { rows, sum };
}

/** Everything that `pantau import --dry-run` does: recognising, the votes on dates and numbers, and every row judged by its layout and the rules. */
async function dryRun(path: string): Promise<Pick<Result, 'rows' | 'sum'>> {
  const { importExport } = await import('../src/pipeline/import-export.js');
  const { parseConfig } = await import('../src/config/load.js');
  const parsedConfig = parseConfig(readFileSync(new URL('../../sandbox/demo/pantau.yaml', import.meta.url), 'utf8'), 'pantau.yaml');
  if (parsedConfig.kind === 'refused') throw new Error(parsedConfig.sentences.join('\n'));
  const nothing = async (): Promise<never> => {
    throw new Error('A dry run keeps nothing.');
  };
  const { report } = await importExport(
    { path, sourceName: 'bench', answers: { exported: '2026-11-25' }, dryRun: true },
    {
      store: { beginImport: nothing, saveSetting: nothing, origins: async () => [], readSetting: async () => undefined },
      config: parsedConfig.config,
      clock: { now: () => '2026-11-25T03:00:00.000Z' as Instant },
    },
  );
  if (!('recognised' in report)) throw new Error(JSON.stringify(report));
  return { rows: Math.max(...report.metrics.map((metric) => metric.rows)), sum: 0 };
}

async function streamed(path: string): Promise<Pick<Result, 'rows' | 'sum'>> {
  const { default: Excel } = await import('exceljs');
  let [rows, sum] = [-1, 0];
  for await (const sheet of new Excel.stream.xlsx.WorkbookReader(path, { sharedStrings: 'cache', worksheets: 'emit' })) {
    for await (const row of sheet) {
      rows += 1;
      if (rows > 0) for (let column = 8; column < 12; column++) sum += Number(row.getCell(column).value);
    }
  }
  return { rows, sum };
}

async function parsed(path: string): Promise<Pick<Result, 'rows' | 'sum'>> {
  const { default: Papa } = await import('papaparse');
  return { rows: Papa.parse<string[]>(readFileSync(path, 'utf8'), { skipEmptyLines: true }).data.length - 1, sum: 0 };
}

const RUNS: Readonly<Record<string, (path: string) => Promise<Pick<Result, 'rows' | 'sum'>>>> = {
  papaparse: parsed,
  csv: ours,
  exceljs: streamed,
  xlsx: ours,
  'csv, whole dry run': dryRun,
  'xlsx, whole dry run': dryRun,
};

async function run(name: string, path: string): Promise<void> {
  const start = performance.now();
  const before = process.cpuUsage();
  const found = await RUNS[name]?.(path);
  const { user, system } = process.cpuUsage(before);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(
    JSON.stringify({ ...found, milliseconds: Math.round(performance.now() - start), processor: Math.round((user + system) / 1000), megabytes }),
  );
}

/** Each reader runs in a process of its own, in turns, so that a busy machine is busy for both; the best of the rounds counts. */
function compare(names: readonly [peer: string, own: string], path: string, floor: number): void {
  const best = new Map<string, Result>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      const text = execFileSync(process.execPath, [fileURLToPath(import.meta.url), '--run', name, path], { encoding: 'utf8' });
      const next = result.parse(JSON.parse(text));
      const held = best.get(name);
      const megabytes = Math.max(next.megabytes, held?.megabytes ?? 0);
      best.set(name, {
        ...next,
        milliseconds: Math.min(next.milliseconds, held?.milliseconds ?? next.milliseconds),
        processor: Math.min(next.processor, held?.processor ?? next.processor),
        megabytes,
      });
    }
  }
  const [peer, own] = names.map((name) => best.get(name));
  if (peer === undefined || own === undefined) return;
  if (peer.rows !== own.rows || (peer.sum !== 0 && own.sum !== 0 && peer.sum !== own.sum)) throw new Error('the two readers read different things');
  const ratio = peer.milliseconds / own.milliseconds;
  console.log(`${own.rows} rows, ${Math.round(statSync(path).size / 1_000_000)} MB`);
  for (const [name, { milliseconds, processor, rows, megabytes }] of best) {
    console.log(
      `  ${name}: ${milliseconds} ms (processor ${processor} ms), ${Math.round(rows / (milliseconds / 1000))} rows/s, peak ${megabytes} MB`,
    );
  }
  const byProcessor = peer.processor / own.processor;
  console.log(
    `  speed ${ratio.toFixed(2)} x ${names[0]} (wanted ${floor}), by processor time ${byProcessor.toFixed(2)}; memory ${own.megabytes} MB (wanted below 200)`,
  );
}

if (process.argv[2] === '--run') {
  await run(process.argv[3] ?? '', process.argv[4] ?? '');
} else {
  const folder = mkdtempSync(join(tmpdir(), 'pantau-bench-'));
  try {
    const [csv, sheet] = [join(folder, 'posts.csv'), join(folder, 'posts.xlsx')];
    writeCsv(csv);
    compare(['papaparse', 'csv'], csv, 0.6);
    compare(['papaparse', 'csv, whole dry run'], csv, 0.6);
    await writeSheet(sheet);
    compare(['exceljs', 'xlsx'], sheet, 1.5);
    compare(['exceljs', 'xlsx, whole dry run'], sheet, 1.5);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
