import type { Fact, Rejection } from '../../connectors/contract/layout.js';
import type { Text } from '../../connectors/contract/metric.js';
import type { Origin } from '../../connectors/contract/observation.js';
import { readCsv } from '../../connectors/files/csv.js';
import { layoutOf, unknownHeader } from '../../connectors/files/index.js';
import { PantauError } from '../errors.js';
import type { ImportSession } from '../store/port.js';
import type { RecognisedExport, RefusedExport } from './export-report.js';
import { type ExportTally, figureOfFact, newExportTally } from './export-tally.js';
import { type ImportDependencies, type ImportReport, importFile } from './import.js';
import { RefusedFile } from './import-report.js';
import { type FileInput, sourceFile } from './source-file.js';

/** The header of a file that is CSV in UTF-8; undefined for every other file. Throws `PantauError('refused-input')` where there is no such file. */
export async function csvHeader(input: FileInput): Promise<readonly string[] | undefined> {
  const source = await sourceFile(input);
  const rows = readCsv(source.open());
  try {
    const first = await rows.next();
    return first.done ? undefined : first.value[0]?.cells;
  } catch {
    return undefined;
  } finally {
    await rows.return(undefined);
  }
}

/**
 * Whether a file with this header is in one of Pantau's own layouts, or was meant to be: one that can't be read is left to their reader, which says why.
 */
export function isOwnLayout(header: readonly string[] | undefined): boolean {
  return header !== undefined && (layoutOf(header) !== undefined || /nearly that of/.test(unknownHeader(header).en));
}

/** A file in one of Pantau's own layouts, by the source's name. */
export type OwnFile = FileInput & { readonly sourceName: string; readonly acceptPartial: boolean };

const NOWHERE: ImportDependencies['store'] = {
  beginImport: async () => ({
    stage: async () => undefined,
    commit: async () => ({ inserted: 0, revised: 0, unchanged: 0, outranked: 0, withdrawn: 0 }),
    discard: async () => undefined,
  }),
};

/** Says what a file in one of Pantau's own layouts states, and keeps nothing. Throws `RefusedFile` as its import would. */
export const previewOwn = async (own: OwnFile, dependencies: ImportDependencies): Promise<RecognisedExport> =>
  (await keepOwn(own, { ...dependencies, store: NOWHERE })).report;

/** Imports a file in one of Pantau's own layouts, and says what it states. Throws `RefusedFile`. */
export async function keepOwn(
  own: OwnFile,
  dependencies: ImportDependencies,
): Promise<{ readonly kept: ImportReport; readonly report: RecognisedExport }> {
  const tally = newExportTally();
  const counted = async (origin: Origin): Promise<ImportSession> => {
    const session = await dependencies.store.beginImport(origin);
    return {
      ...session,
      stage: async (facts) => {
        for (const fact of facts) tallyFact(fact, tally);
        await session.stage(facts);
      },
    };
  };
  const kept = await importFile(own, { ...dependencies, store: { beginImport: counted } });
  const { layout, rejected, rejections, file } = kept;
  for (const rejection of rejections) tally.leave(withColumn(rejection));
  if (rejected > rejections.length) tally.leave({ id: 'Baris lain juga salah.', en: 'Further rows are wrong.' }, rejected - rejections.length);
  const recognised = { tool: 'pantau', layout, locale: null };
  const metrics = tally.metrics(dependencies.config.metrics);
  return { kept, report: { version: 1, file, recognised, account: null, metrics, leftOut: tally.leftOut(), questions: [] } };
}

function tallyFact(fact: Fact, tally: ExportTally): void {
  const figure = figureOfFact(fact);
  if (figure !== undefined) tally.figure(figure);
}

const textOf = (error: PantauError): Text => (error instanceof RefusedFile ? error.text : { id: error.message, en: error.message });

/** Why a row was not taken, with its column. */
export function withColumn({ column, reason, text = { id: reason, en: reason } }: Rejection): Text {
  return column === undefined ? text : { id: `${column}: ${text.id}`, en: `${column}: ${text.en}` };
}

/** The refusal of a file in one of Pantau's own layouts. Throws what is no refusal. */
export function refusedOwn(file: string, error: unknown): RefusedExport {
  if (!(error instanceof PantauError) || error.kind !== 'refused-input') throw error;
  const first = error instanceof RefusedFile ? error.rejections[0] : undefined;
  const reason = first === undefined ? textOf(error) : withColumn(first);
  const advice = { id: 'Perbaiki berkasnya lalu impor lagi.', en: 'Correct the file and import it again.' };
  return { version: 1, file, refused: { reason, line: first?.line ?? null, advice } };
}
