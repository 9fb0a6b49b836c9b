import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ConnectorError } from '../../connectors/contract/errors.js';
import type { Fact, Rejection } from '../../connectors/contract/layout.js';
import type { Text } from '../../connectors/contract/metric.js';
import type { Origin } from '../../connectors/contract/observation.js';
import type { CivilDate } from '../../connectors/contract/period.js';
import { LOST_ID } from '../../connectors/files/layouts/item-rows.js';
import { knowsHeader } from '../../connectors/files/layouts/recognise.js';
import { ORIGINAL, WrongRow } from '../../connectors/files/layouts/row-figures.js';
import { LIMITS } from '../../connectors/files/reader/limits.js';
import { readWorkbook } from '../../connectors/files/reader/read.js';
import { ADVICE, FileRefused } from '../../connectors/files/reader/refusal.js';
import type { LeftOut } from '../../connectors/files/reader/table.js';
import type { BusinessClock } from '../clock.js';
import type { Config } from '../config/config.js';
import { PantauError } from '../errors.js';
import type { ImportOutcome, ImportSession, Store } from '../store/port.js';
import { keptBefore, noteKept, remember, rememberedAnswers } from './export-memory.js';
import { type Answers, type ExportReport, howToAnswer, type RecognisedExport, type RefusedExport } from './export-report.js';
import { type ExportRows, leaveWrongRows, newWrongRows, readExportRows, tallyRow, unknownColumns, type WrongRows } from './export-rows.js';
import { type ExportTally, newExportTally } from './export-tally.js';
import { RefusedFile } from './import-report.js';
import { rulesOf } from './normalise.js';
import { fingerprint, hasFigures, type NoExport, type RecognisedFile, recogniseFile } from './recognise.js';
import { type FileInput, sourceFile } from './source-file.js';

/** An exported file to read, with what a person answered. */
export type ExportRequest = FileInput & {
  readonly sourceName: string;
  readonly answers: Answers;
  /** reads and checks everything and keeps nothing, not even the answers */
  readonly dryRun: boolean;
  /** keeps the rows that are right where others are not; a row that shows that the others can't be trusted refuses the file all the same */
  readonly acceptPartial?: boolean;
  /** who hands it in */
  readonly by?: string;
};

/** What reading an export needs. */
export interface ExportDependencies {
  readonly store: Pick<Store, 'beginImport' | 'origins' | 'readSetting' | 'saveSetting'>;
  readonly config: Pick<Config, 'organisation' | 'accounts' | 'subjects' | 'metrics'>;
  readonly clock: BusinessClock;
}

/** What became of an export: the report, and what the store did; the counts are 0 where nothing was kept. */
export interface ExportOutcome extends ImportOutcome {
  readonly report: ExportReport;
  readonly kept: boolean;
  /** the wrong rows beside those that were taken, the first 10,000 of them */
  readonly rejections: readonly Rejection[];
  /** true where the file is refused for single rows, and the others could be kept */
  readonly othersAreRight?: boolean;
  /** the id of the import, where the file is kept or was before */
  readonly importId?: string;
  /** what the file states, where it is refused for nothing but a question that is open */
  readonly asks?: RecognisedExport;
}

const NOTHING = { inserted: 0, revised: 0, unchanged: 0, outranked: 0, withdrawn: 0, rejections: [] } as const;

/**
 * Reads a file that a platform or a planning tool exported. All of it is kept or nothing: an open question, a cell that no original has and a
 * contradiction refuse it. The same file again changes nothing.
 */
export async function importExport(request: ExportRequest, dependencies: ExportDependencies): Promise<ExportOutcome> {
  const name = 'path' in request ? basename(request.path) : request.fileName;
  try {
    const source = await sourceFile(request);
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of source.open()) {
      pieces.push(piece);
      length += piece.length;
      // The reader refuses what is so long; the rest of it need not be held.
      if (length > LIMITS.fileBytes) break;
    }
    const bytes = Buffer.concat(pieces);
    const origin = originOf(bytes, source.name, request, dependencies);
    const workbook = await readWorkbook(bytes, { knows: knowsHeader });
    const setting = `import:${fingerprint(workbook)}`;
    const remembered = await rememberedAnswers(dependencies, setting);
    const found = await recogniseFile(workbook, {
      fileName: source.name,
      modifiedOn: await modifiedOn(request),
      answers: { ...remembered, ...request.answers },
      config: dependencies.config,
      receivedAt: origin.receivedAt,
      origin: origin.id,
    });
    if ('refused' in found) return { ...NOTHING, kept: false, report: { version: 1, file: name, ...found } };
    const wrong = request.acceptPartial === true ? newWrongRows() : undefined;
    const reading: Reading = { found, file: name, origin, dependencies, leftOut: workbook.leftOut, wrong };
    const file = { hash: origin.hash, answers: request.answers, accounts: found.accounts.named };
    const before = await keptBefore(file, dependencies);
    const outcome = await keep(reading, request.dryRun || before);
    if (before && !request.dryRun) return { ...outcome, kept: !('refused' in outcome.report), importId: origin.id };
    const { by } = request;
    if (outcome.kept) await noteKept(file, dependencies, by);
    if (outcome.kept) await remember(dependencies, setting, remembered, { ...request.answers, ...found.accounts.learnt }, by);
    return outcome;
  } catch (error) {
    const othersAreRight = error instanceof WrongRow && !error.spoilsOthers && request.acceptPartial !== true;
    return { ...NOTHING, kept: false, report: refusedReport(name, error), othersAreRight };
  }
}

function originOf(bytes: Uint8Array, detail: string, { sourceName: name, by }: ExportRequest, { config, clock }: ExportDependencies): Origin {
  if (!/^\P{Cc}{1,100}$/u.test(name)) throw new PantauError('usage', 'The name of a source has 1 to 100 characters and no line breaks.');
  const hash = createHash('sha256').update(bytes).digest('hex');
  const id = `export:${encodeURIComponent(name)}:${hash}`;
  return { id, kind: 'export', name, detail, hash, zone: config.organisation.zone, receivedAt: clock.now(), ...(by === undefined ? {} : { by }) };
}

async function modifiedOn(request: ExportRequest): Promise<CivilDate | undefined> {
  if (!('path' in request)) return undefined;
  return (await stat(request.path)).mtime.toISOString().slice(0, 10) as CivilDate;
}

interface Reading {
  readonly found: RecognisedFile;
  readonly file: string;
  readonly origin: Origin;
  readonly dependencies: ExportDependencies;
  readonly leftOut: readonly LeftOut[];
  /** given where the right rows are kept beside wrong ones */
  readonly wrong: WrongRows | undefined;
}

/** Checks every row before the first is staged, then stages them, so that a refused file leaves no trace. */
async function keep(reading: Reading, dryRun: boolean): Promise<ExportOutcome> {
  const { found, file, origin, dependencies } = reading;
  const tally = newExportTally();
  const refused = noFigures(found);
  if (refused !== undefined && (!dryRun || found.tables.length > 0)) return { ...NOTHING, kept: false, report: { version: 1, file, ...refused } };
  const rows: ExportRows = { found, rules: rulesOf(dependencies.config), wrong: reading.wrong };
  await checkRows(rows, tally);
  await leaveAside(reading, tally);
  const report = reportOf(reading, tally);
  const rejections = reading.wrong?.listed() ?? [];
  if (dryRun) return { ...NOTHING, kept: false, report, rejections };
  const [open] = report.questions;
  if (open !== undefined) {
    const inOne = (language: 'id' | 'en'): string => report.questions.map((question) => howToAnswer(question, language)).join(' ');
    const advice = { id: inOne('id'), en: inOne('en') };
    return {
      ...NOTHING,
      kept: false,
      asks: report,
      report: {
        version: 1,
        file,
        refused: {
          reason: {
            id: 'Berkasnya menyisakan pertanyaan yang harus dijawab dahulu.',
            en: 'The file leaves something open that must be answered first.',
          },
          line: null,
          advice,
        },
      },
    };
  }
  let session: ImportSession | undefined;
  try {
    const facts = async (some: readonly Fact[]): Promise<void> => {
      session ??= await dependencies.store.beginImport(origin);
      await session.stage(some);
    };
    await readExportRows(rows, { facts });
  } catch (error) {
    await session?.discard();
    throw error;
  }
  // A commit that fails is resumed by the store and may not be discarded.
  const outcome = (await session?.commit({ partial: true })) ?? NOTHING;
  return { ...outcome, rejections, kept: true, report, importId: origin.id };
}

/** Counts what the rows state. Throws `WrongRow` where one is wrong, or where none is right. */
async function checkRows(rows: ExportRows, tally: ExportTally): Promise<void> {
  const { found, wrong } = rows;
  // Which rows contradict each other is known only at the end, and of such rows none may be kept.
  if (wrong !== undefined) await readExportRows(rows, {});
  let right = 0;
  await readExportRows(rows, {
    row: (row) => {
      right += row.figures.length + (row.item === undefined ? 0 : 1);
      tallyRow(row, tally);
    },
  });
  const [first] = wrong?.listed() ?? [];
  if (right === 0 && first === undefined && tally.leftOut().length > 0) throw nothingTaken(tally);
  for (const { recognised, survey } of found.tables) if (recognised.unknown.length > 0) tally.leave(unknownColumns(recognised.unknown), survey.rows);
  if (wrong === undefined || first === undefined) return;
  const text = first.text ?? { id: first.reason, en: first.reason };
  if (right === 0) throw new WrongRow(first.line, text, ADVICE.original);
  leaveWrongRows(wrong, tally);
}

/** The refusal of a file whose rows are all left out: what most of them lack. */
function nothingTaken(tally: ExportTally): FileRefused {
  const [most] = [...tally.leftOut()].sort((one, other) => other.rows - one.rows);
  const { reason, rows } = most ?? { reason: { id: '', en: '' }, rows: 0 };
  return new FileRefused(
    {
      id: `Tidak ada yang disimpan: tidak satu baris pun memberi angka. ${rows} baris: ${reason.id}`,
      en: `Nothing is kept: no row gives a figure. ${rows} ${rows === 1 ? 'row' : 'rows'}: ${reason.en}`,
    },
    reason === LOST_ID ? ORIGINAL : { id: 'Ekspor periode dan metrik yang memiliki angka.', en: 'Export a period and metrics that have figures.' },
  );
}

/** Why a file without any figure can't be kept. */
function noFigures({ tables, aside }: RecognisedFile): NoExport | undefined {
  const refuse = (reason: Text, advice: Text, line: number | null = null): NoExport => ({ refused: { reason, line, advice } });
  const [first] = aside;
  if (tables.length === 0) {
    return first === undefined
      ? undefined
      : refuse(
          { id: `Berkasnya tidak memuat angka akun. ${first.reason.id}`, en: `The file holds no figures of an account. ${first.reason.en}` },
          { id: 'Ekspor angka harian atau kontennya.', en: 'Export the daily figures or the content.' },
        );
  }
  if (!hasFigures(tables) && !tables.some(({ recognised }) => recognised.metricUnknown)) {
    const columns = tables.flatMap(({ recognised }) => recognised.columns.slice(1).map(({ header }) => `"${header.trim()}"`));
    return refuse(
      {
        id: `Berkasnya dikenal, tetapi tidak memiliki angka yang disimpan: ${columns.slice(0, 5).join(', ')}.`,
        en: `The file is known, and it has no figure that is kept: ${columns.slice(0, 5).join(', ')}.`,
      },
      { id: 'Pilih metrik lain saat mengekspor.', en: 'Choose another metric at the export.' },
    );
  }
  if (tables.every(({ recognised, survey }) => survey.rows === 0 && recognised.layout.layout !== 'followers-total')) {
    const { layout } = tables[0]?.recognised ?? {};
    return refuse(
      {
        id: `Berkasnya dikenal (${layout?.tool}, ${layout?.layout}), tetapi tidak ada baris di bawah judulnya.`,
        en: `The file is known (${layout?.tool}, ${layout?.layout}), and below its header there are no rows.`,
      },
      { id: 'Ekspor periode yang memiliki angka.', en: 'Export a period that has figures.' },
    );
  }
  return undefined;
}

async function leaveAside({ found, leftOut }: Reading, tally: ExportTally): Promise<void> {
  for (const { recognised, reason } of found.aside) {
    let rows = 0;
    if (recognised !== undefined) for await (const batch of recognised.table.rows()) rows += batch.length;
    tally.leave(reason, rows);
  }
  for (const { name, reason } of leftOut) tally.leave({ id: `${name}: ${reason.id}`, en: `${name}: ${reason.en}` }, 0);
  for (const reason of await totals(found)) tally.leave(reason, 0);
}

/** What the rows that add up say: check values, which are told and never added to anything. */
async function totals({ tables }: RecognisedFile): Promise<readonly Text[]> {
  const told: Text[] = [];
  for (const { recognised } of tables) {
    for await (const batch of recognised.table.rows())
      for (const row of batch) {
        if (row.role !== 'total') continue;
        const figures = recognised.columns
          .filter(({ meaning }) => !meaning.startsWith('@'))
          .map(({ meaning, index }) => `${meaning} ${row.cells[index] ?? ''}`);
        told.push({ id: `Angka pemeriksa dari baris jumlah: ${figures.join(', ')}.`, en: `Check values of the total row: ${figures.join(', ')}.` });
      }
  }
  return told;
}

function reportOf({ found, file, dependencies }: Reading, tally: ExportTally): RecognisedExport {
  const known = [...found.tables.map(({ recognised }) => recognised), ...found.aside.flatMap(({ recognised }) => recognised ?? [])];
  const unique = (texts: readonly string[]): string => [...new Set(texts)].join('+');
  const main = found.tables.length > 0 ? found.tables.map(({ recognised }) => recognised) : known;
  return {
    version: 1,
    file,
    recognised: {
      tool: unique(main.map(({ layout }) => layout.tool)),
      layout: unique(main.map(({ layout }) => layout.layout)),
      locale: known.find(({ locale }) => locale !== undefined)?.locale ?? null,
    },
    account: found.accounts.named.length === 0 ? null : found.accounts.named.join(', '),
    metrics: tally.metrics(dependencies.config.metrics),
    leftOut: tally.leftOut(),
    questions: found.questions,
  };
}

function refusedReport(file: string, error: unknown): RefusedExport {
  if (error instanceof FileRefused) {
    const { reason, line, advice } = error.refusal;
    return { version: 1, file, refused: { reason, line: line ?? null, advice } };
  }
  if (error instanceof WrongRow) return { version: 1, file, refused: { reason: error.reason, line: error.line, advice: error.advice } };
  if (error instanceof ConnectorError || (error instanceof PantauError && error.kind === 'refused-input')) {
    const reason = error instanceof RefusedFile ? error.text : { id: error.message, en: error.message };
    return { version: 1, file, refused: { reason, line: null, advice: ADVICE.original } };
  }
  throw error;
}
