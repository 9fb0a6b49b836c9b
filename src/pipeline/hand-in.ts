import { basename } from 'node:path';
import { PantauError } from '../errors.js';
import { findActivations, type OtherFile } from './activations/file.js';
import { type ActivationKeeping, keepActivations, previewActivations } from './activations/keep.js';
import { noteKeptAgain } from './export-memory.js';
import type { ExportReport, RecognisedExport, RefusedExport } from './export-report.js';
import type { HandedFile, HandedIn, NamedFile } from './handed-file.js';
import { type ExportDependencies, importExport } from './import-export.js';
import { RefusedFile } from './import-report.js';
import { csvHeader, isOwnLayout, keepOwn, previewOwn, refusedOwn } from './own-layout.js';
import { type HeldRecap, keepRecap, previewRecap, recapIn } from './recap/hand-in.js';
import { type CommaFile, hasSemicolons, withCommas } from './semicolons.js';
import { type FileInput, sourceFile } from './source-file.js';
import { type FoundWorkbook, ownWorkbook, sheetsOf } from './workbook/find.js';
import { keepWorkbook, previewWorkbook, type WorkbookDependencies } from './workbook/hand-in.js';

/** What handing a file in needs. */
export type HandInDependencies = ExportDependencies & ActivationKeeping & WorkbookDependencies;

/** The name of a handed file without its folder. */
const nameOf = (file: FileInput): string => ('path' in file ? basename(file.path) : file.fileName);

const SOURCE_NAME = 100;

/** What the operator calls the source, else the file's name without its ending, as far as a source's name may go. */
function sourceNameOf(file: HandedFile): string {
  if (file.sourceName !== undefined) return file.sourceName;
  const short = nameOf(file)
    .replace(/(?<=.)\.[^.]+$/, '')
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, SOURCE_NAME);
  // half a character at the cut becomes the sign for an unknown one
  const name = Buffer.from(short).toString();
  return name.trim() === '' ? 'file' : name;
}

/** Says what a file is, whose, what it states, what is left out and why, and what must be answered; keeps nothing. A file that can't be read is a refusal. */
export async function previewFile(file: HandedFile, dependencies: HandInDependencies): Promise<ExportReport> {
  const sourceName = sourceNameOf(file);
  try {
    const header = await csvHeader(file);
    const workbook = header === undefined ? await workbookIn(file, dependencies) : undefined;
    if (workbook !== undefined && 'marks' in workbook) return await previewWorkbook(workbook, file, dependencies);
    if (workbook !== undefined) return previewRecap(workbook, file, dependencies);
    const commas = (await hasSemicolons(file)) ? await withCommas(file, dependencies.config) : undefined;
    if (commas !== undefined && commas.questions.length > 0) return askingCommas(file, commas);
    if (commas !== undefined) return await previewOwn({ ...ownOf(file, commas), sourceName }, dependencies);
    if (isOwnLayout(header)) return await previewOwn({ ...file, sourceName }, dependencies);
    const found = await findActivations(file, header, dependencies);
    if (!('other' in found)) return await previewActivations(found, { ...file, sourceName }, dependencies);
    const { report } = await importExport({ ...file, sourceName, dryRun: true }, dependencies);
    return 'refused' in report ? advised(report, found) : report;
  } catch (error) {
    return refusedOwn(nameOf(file), error);
  }
}

/** Keeps a file as a whole or not at all (with `acceptPartial`, its right rows); what it leaves open keeps it out and is given back to be asked. */
export async function keepFile(file: HandedFile, dependencies: HandInDependencies): Promise<HandedIn> {
  const sourceName = sourceNameOf(file);
  try {
    const header = await csvHeader(file);
    const workbook = header === undefined ? await workbookIn(file, dependencies) : undefined;
    if (workbook !== undefined && 'marks' in workbook) return await keepWorkbook(workbook, file, dependencies);
    if (workbook !== undefined) return await keepRecap(workbook, file, dependencies);
    const commas = (await hasSemicolons(file)) ? await withCommas(file, dependencies.config) : undefined;
    if (commas !== undefined && commas.questions.length > 0) return { state: 'asks', report: askingCommas(file, commas) };
    if (commas !== undefined) return await keepOwnFile({ ...ownOf(file, commas), sourceName }, dependencies);
    if (isOwnLayout(header)) return await keepOwnFile({ ...file, sourceName }, dependencies);
    const found = await findActivations(file, header, dependencies);
    if (!('other' in found)) return await keepActivations(found, { ...file, sourceName }, dependencies);
    const kept = await keepExport({ ...file, sourceName }, dependencies);
    return kept.state === 'refused' ? { ...kept, report: advised(kept.report, found) } : kept;
  } catch (error) {
    return { state: 'refused', report: refusedOwn(nameOf(file), error), rejections: error instanceof RefusedFile ? error.rejections : [] };
  }
}

/** A file with semicolons as what its rows say. */
const ownOf = (file: HandedFile, { bytes }: CommaFile): HandedFile & { readonly bytes: Uint8Array } => ({
  bytes,
  fileName: nameOf(file),
  answers: file.answers,
  acceptPartial: file.acceptPartial,
});

const askingCommas = (file: HandedFile, { layout, questions }: CommaFile): RecognisedExport => ({
  version: 1,
  file: nameOf(file),
  recognised: { tool: 'pantau', layout, locale: null },
  account: null,
  metrics: [],
  leftOut: [],
  questions,
});

/** The workbook of a month or the old recap that a file is; undefined for every other file. */
async function workbookIn(file: HandedFile, dependencies: HandInDependencies): Promise<FoundWorkbook | HeldRecap | undefined> {
  const source = await sourceFile(file);
  const pieces: Uint8Array[] = [];
  for await (const piece of source.open()) pieces.push(piece);
  const sheets = await sheetsOf(Buffer.concat(pieces));
  if (sheets === undefined) return undefined;
  return ownWorkbook(sheets, dependencies.config.organisation.calendar) ?? (await recapIn(sheets, file, dependencies));
}

/** A refusal with the advice how a person says that the file is one of activations after all. */
function advised(report: RefusedExport, { advice: more }: OtherFile): RefusedExport {
  if (more === undefined) return report;
  const { advice } = report.refused;
  return { ...report, refused: { ...report.refused, advice: { id: `${advice.id} ${more.id}`, en: `${advice.en} ${more.en}` } } };
}

async function keepExport(file: NamedFile, dependencies: HandInDependencies): Promise<HandedIn> {
  const outcome = await importExport({ ...file, dryRun: false }, dependencies);
  const { report, asks, importId, rejections, inserted, revised, unchanged, outranked, withdrawn } = outcome;
  if (asks !== undefined) return { state: 'asks', report: asks };
  if ('refused' in report) return { state: 'refused', report, rejections: [], othersAreRight: outcome.othersAreRight === true };
  if (importId === undefined) throw new PantauError('failure', 'The file was read and not kept. Import it again.');
  const rows = Math.max(0, ...report.metrics.map((metric) => metric.rows));
  const state = rejections.length > 0 ? 'partial' : inserted + revised + withdrawn === 0 ? 'unchanged' : 'kept';
  return { state, report, importId, rows, rejections, inserted, revised, unchanged, outranked, withdrawn };
}

async function keepOwnFile(file: NamedFile, dependencies: HandInDependencies): Promise<HandedIn> {
  const { kept, report } = await keepOwn(file, dependencies);
  await noteKeptAgain(kept.origin.hash, dependencies, file.by);
  const { rows, rejected, rejections, inserted, revised, unchanged, outranked, withdrawn, origin } = kept;
  const state = rejected > 0 ? 'partial' : inserted + revised + withdrawn === 0 ? 'unchanged' : 'kept';
  return { state, report, importId: origin.id, rows, rejections, inserted, revised, unchanged, outranked, withdrawn };
}
