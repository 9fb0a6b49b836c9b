import { createReadStream } from 'node:fs';
import type { Fact } from '../../connectors/contract/layout.js';
import { readCsv } from '../../connectors/files/csv.js';
import { layoutOf, unknownHeader } from '../../connectors/files/index.js';
import type { ImportedFile } from '../cli/application.js';
import { PantauError } from '../errors.js';
import type { Answers, ExportReport } from '../pipeline/export-report.js';
import { figureOfFact, newExportTally } from '../pipeline/export-tally.js';
import { importFile } from '../pipeline/import.js';
import { type ExportDependencies, importExport } from '../pipeline/import-export.js';
import { RefusedFile } from '../pipeline/import-report.js';

/** A file to read, as the command line names it. */
export interface FileToRead {
  readonly path: string;
  readonly sourceName: string;
  readonly answers: Answers;
}

/** Reads `id=value` of each `--answer`. Throws `PantauError('usage')` for anything else. */
export function answersOf(texts: readonly string[]): Answers {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at < 1 || at === text.length - 1) throw new PantauError('usage', `"${text.slice(0, 80)}" is no answer. Write --answer QUESTION=VALUE.`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

/** The header of a file that is CSV in UTF-8; undefined for every other file. */
async function csvHeader(path: string): Promise<readonly string[] | undefined> {
  const stream = createReadStream(path);
  try {
    const rows = readCsv(stream as AsyncIterable<Uint8Array>);
    const first = await rows.next();
    await rows.return(undefined);
    return first.done ? undefined : first.value[0]?.cells;
  } catch {
    return undefined;
  } finally {
    stream.destroy();
  }
}

/** Whether a file is in one of Pantau's own layouts, or was meant to be: one that can't be read is left to their reader, which says why. */
export async function isOwnLayout(path: string): Promise<boolean> {
  const header = await csvHeader(path);
  return header !== undefined && (layoutOf(header) !== undefined || /nearly that of/.test(unknownHeader(header)));
}

/** Imports an export; what it leaves open refuses it and says how to answer. */
export async function importExportFile({ path, ...file }: FileToRead, dependencies: ExportDependencies): Promise<ImportedFile> {
  const { report, inserted, revised, unchanged, kept } = await importExport({ path, ...file, dryRun: false }, dependencies);
  if ('refused' in report) {
    const { reason, line, advice } = report.refused;
    return { file: path, state: 'refused', rows: 0, inserted, revised, unchanged, problems: [{ line: line ?? 1, sentence: `${reason} ${advice}` }] };
  }
  const rows = Math.max(0, ...report.metrics.map((metric) => metric.rows));
  return { file: path, state: kept && inserted + revised > 0 ? 'imported' : 'unchanged', rows, inserted, revised, unchanged, problems: [] };
}

/** Says what a file is and what it states, and keeps nothing. */
export async function checkFile({ path, ...file }: FileToRead, dependencies: ExportDependencies): Promise<ExportReport> {
  if (await isOwnLayout(path)) return checkOwn({ path, ...file }, dependencies);
  const { report } = await importExport({ path, ...file, dryRun: true }, dependencies);
  return { ...report, file: path };
}

/** The same for a file in one of Pantau's own layouts. */
async function checkOwn({ path, sourceName }: FileToRead, { config, clock }: ExportDependencies): Promise<ExportReport> {
  const tally = newExportTally();
  const count = (fact: Fact): void => {
    const figure = figureOfFact(fact);
    if (figure !== undefined) tally.figure(figure);
  };
  const nowhere = {
    beginImport: async () => ({
      stage: async (facts: readonly Fact[]) => facts.forEach(count),
      commit: async () => ({ inserted: 0, revised: 0, unchanged: 0, outranked: 0, withdrawn: 0 }),
      discard: async () => undefined,
    }),
  };
  try {
    const { layout } = await importFile({ path, sourceName }, { store: nowhere, config, clock });
    const recognised = { tool: 'pantau', layout, locale: null };
    return { version: 1, file: path, recognised, account: null, metrics: tally.metrics(config.metrics), leftOut: [], questions: [] };
  } catch (error) {
    if (!(error instanceof PantauError) || error.kind !== 'refused-input') throw error;
    const first = error instanceof RefusedFile ? error.rejections[0] : undefined;
    const reason = first === undefined ? error.message : `${first.column === undefined ? '' : `${first.column}: `}${first.reason}`;
    return { version: 1, file: path, refused: { reason, line: first?.line ?? null, advice: 'Correct the file and import it again.' } };
  }
}
