import { ConnectorError } from '../../../connectors/contract/errors.js';
import type { Rejection } from '../../../connectors/contract/layout.js';
import type { Text } from '../../../connectors/contract/metric.js';
import type { Origin, OriginKind } from '../../../connectors/contract/observation.js';
import { type CivilDate, dayNumber, fromDayNumber } from '../../../connectors/contract/period.js';
import type { CsvBlock, CsvPiece } from '../../../connectors/files/csv-blocks.js';
import { UnreadableFile } from '../../../connectors/files/reader/refusal.js';
import type { BusinessClock } from '../../clock.js';
import type { Config } from '../../config/config.js';
import type { ActivationKind } from '../../domain/activation.js';
import type { Pseudonymiser } from '../../domain/pseudonym.js';
import type { ActivationImport, ActivationOutcome, AdvocacyStore, NumberedRow, RowWriter } from '../../store/advocacy-port.js';
import { RefusedFile } from '../import-report.js';
import type { FileInput } from '../source-file.js';
import { openBlockJudge } from './blocks.js';
import { type ActivationColumn, columnsOf } from './columns.js';
import { type JudgeSettings, openRowJudge } from './judge.js';
import type { DateOrder } from './moments.js';
import { type ActivationTable, blockCells, openCsvTable, type TableRow } from './table.js';

/** What to import and how. */
export interface ActivationRequest {
  /** a CSV file in UTF-8 with commas, or a table that another reader made */
  readonly from: FileInput | { readonly table: ActivationTable };
  /** the source's name as the operator calls it */
  readonly sourceName: string;
  /** `file` unless the caller knows better: invented rows are `synthetic` */
  readonly originKind?: OriginKind;
  readonly dateOrder?: DateOrder;
  /** how the header was read, where its names alone do not say it */
  readonly header?: { readonly columns: readonly (ActivationColumn | undefined)[]; readonly wide: boolean };
  /** the kind of rows that do not say theirs */
  readonly kind?: ActivationKind;
  /** the spellings of units */
  readonly units?: readonly string[];
  /** keeps the rows that are right where others are not */
  readonly acceptPartial?: boolean;
  /** reads and checks everything and keeps nothing */
  readonly dryRun?: boolean;
  /** who hands it in */
  readonly by?: string;
}

/** How far an import has come: rows read, then rows swapped in. */
export interface ActivationProgress {
  readonly read: number;
  readonly stored: number;
}

/** What an import of activations needs. */
export interface ActivationDependencies {
  readonly ledger: Pick<AdvocacyStore, 'beginImport' | 'rules'>;
  readonly pseudonymiser: Pseudonymiser;
  readonly config: Pick<Config, 'organisation'>;
  readonly clock: BusinessClock;
  readonly onProgress?: (progress: ActivationProgress) => void;
}

/** What became of a file. In a dry run nothing is stored, and the counts of the store are 0. */
export interface ActivationReport extends ActivationOutcome {
  readonly file: string;
  readonly origin: Origin;
  readonly rows: number;
  readonly rejected: number;
  /** the first 10,000 of them */
  readonly rejections: readonly Rejection[];
  /** rows of a wide file in which nothing was told */
  readonly untold: number;
  /** the first and the last day of what was taken */
  readonly days: { readonly first: CivilDate; readonly last: CivilDate } | undefined;
  readonly dryRun: boolean;
}

const NOTHING_STORED: ActivationOutcome = { added: 0, touches: 0, repeats: 0, forgotten: 0, repeated: [] };
const LISTED = 20;
const MOST_REJECTIONS = 10_000;

/**
 * Imports a long file of activations: every row is checked, what is told twice is kept once, and all of the file is kept or nothing (with
 * `acceptPartial`, the rows that are right). Importing the same file again changes nothing. Throws `RefusedFile` with line and reason.
 */
export async function importActivations(request: ActivationRequest, dependencies: ActivationDependencies): Promise<ActivationReport> {
  const { acceptPartial = false, dryRun = false } = request;
  const { ledger, clock, config, onProgress } = dependencies;
  const now = clock.now();
  const table = 'table' in request.from ? request.from.table : await openCsvTable(request.from);
  const reading: Reading = {
    session: undefined,
    rows: 0,
    rejected: 0,
    rejections: [],
    untold: 0,
    firstDay: Number.POSITIVE_INFINITY,
    lastDay: Number.NEGATIVE_INFINITY,
  };
  try {
    const columns = request.header?.columns ?? columnsOf(table.header, { kindGiven: request.kind !== undefined });
    const settings: JudgeSettings = {
      zone: config.organisation.zone,
      now,
      dateOrder: request.dateOrder ?? 'iso',
      kind: request.kind,
      rules: await ledger.rules(),
      units: request.units,
      pseudonymiser: dependencies.pseudonymiser,
      wide: request.header?.wide,
    };
    reading.session = dryRun ? undefined : await ledger.beginImport();
    await readRows(table, columns, settings, reading, { acceptPartial, onProgress });
    refuseWhereWrong(reading, acceptPartial);
  } catch (error) {
    await reading.session?.discard();
    throw error instanceof ConnectorError ? unreadable(error) : error;
  }
  const origin = originOf(table, request, config.organisation.zone, now);
  const { rows, rejected, rejections, untold, firstDay, lastDay } = reading;
  const days = firstDay > lastDay ? undefined : { first: fromDayNumber(firstDay), last: fromDayNumber(lastDay) };
  // A commit that fails is resumed by the store and may not be discarded.
  const outcome = (await reading.session?.commit(origin, (stored) => onProgress?.({ read: rows, stored }))) ?? NOTHING_STORED;
  return { file: table.name, origin, rows, rejected, rejections, untold, days, dryRun, ...outcome };
}

interface Reading {
  session: ActivationImport | undefined;
  rows: number;
  rejected: number;
  readonly rejections: Rejection[];
  untold: number;
  /** days since 1970-01-01 */
  firstDay: number;
  lastDay: number;
}

interface Taking {
  readonly acceptPartial: boolean;
  readonly onProgress: ((progress: ActivationProgress) => void) | undefined;
}

/** A dry run names people and words as well, and keeps none of them. */
const NOTHING_KEPT: Pick<RowWriter, 'person' | 'word'> = { person: () => 0, word: () => 0 };

type Columns = readonly (ActivationColumn | undefined)[];

async function readRows(table: ActivationTable, columns: Columns, settings: JudgeSettings, reading: Reading, taking: Taking): Promise<void> {
  const { session } = reading;
  const judge = openRowJudge(columns, table.header, settings);
  const judgeBlock = openBlockJudge(columns, settings, session?.writer ?? NOTHING_KEPT);
  const mayBeKept = (): boolean => taking.acceptPartial || reading.rejected === 0;
  const takeRow = ({ cells, line }: TableRow): void => {
    reading.rows += 1;
    const judged = judge(cells, line);
    if (judged === undefined) reading.untold += 1;
    else if ('reason' in judged) reject(reading, judged);
    else {
      seeDay(reading, dayNumber(judged.day));
      if (mayBeKept()) session?.writer.writeDraft({ draft: judged, line });
    }
  };
  const row = emptyRow();
  const takeBlock = (block: CsvBlock): void => {
    for (let at = 0; at < block.rows; at++) {
      if (judgeBlock === undefined || !judgeBlock(block, at, row)) {
        takeRow({ cells: blockCells(block, at), line: block.firstLine + at });
        continue;
      }
      reading.rows += 1;
      seeDay(reading, row.day);
      if (mayBeKept()) session?.writer.write(row);
    }
  };
  for await (const piece of table.pieces ?? asPieces(table.rows)) {
    if ('block' in piece) takeBlock(piece.block);
    else piece.rows.forEach(takeRow);
    if (mayBeKept()) await session?.flush();
    taking.onProgress?.({ read: reading.rows, stored: 0 });
  }
}

async function* asPieces(rows: AsyncIterable<readonly TableRow[]>): AsyncGenerator<CsvPiece> {
  for await (const some of rows) yield { rows: some };
}

function seeDay(reading: Reading, day: number): void {
  if (day < reading.firstDay) reading.firstDay = day;
  if (day > reading.lastDay) reading.lastDay = day;
}

const emptyRow = (): NumberedRow => ({
  ...{ second: 0, day: 0, person: 0, unit: 0, content: 0, campaign: 0, kind: 0, platforms: 0, rule: 0, windowDays: 0, line: 0 },
  ...{ links: '', linkCount: 0, evidence: '' },
});

function reject(reading: Reading, rejection: Rejection): void {
  reading.rejected += 1;
  if (reading.rejections.length < MOST_REJECTIONS) reading.rejections.push(rejection);
}

function refuseWhereWrong(read: Reading, acceptPartial: boolean): void {
  if (read.rows === read.untold)
    throw new RefusedFile(
      read.rows === 0
        ? { id: 'Berkasnya hanya punya baris judul. Tidak ada yang diimpor.', en: 'The file has a header and no rows. Nothing was imported.' }
        : { id: 'Tidak ada tautan di baris mana pun. Tidak ada yang diimpor.', en: 'No row has a link. Nothing was imported.' },
    );
  if (read.rejected === 0 || (acceptPartial && read.rejected < read.rows)) return;
  throw new RefusedFile({ id: wrongRows(read, 'id'), en: wrongRows(read, 'en') }, { read });
}

function wrongRows({ rows, rejected, rejections }: Reading, language: keyof Text): string {
  const words = {
    id: {
      head: `${rejected} dari ${rows} baris tidak dapat diimpor, jadi tidak ada yang diimpor.`,
      line: 'baris',
      column: 'kolom',
      more: `dan ${rejected - LISTED} lagi`,
      hint: 'Perbaiki baris itu, atau simpan baris lainnya dengan --accept-partial.',
    },
    en: {
      head: `${rejected} of ${rows} rows can't be imported, so nothing was.`,
      line: 'line',
      column: 'column',
      more: `and ${rejected - LISTED} more`,
      hint: 'Correct them, or keep the other rows with --accept-partial.',
    },
  }[language];
  const lines = rejections
    .slice(0, LISTED)
    .map(
      ({ line, column, reason, text }) =>
        `${words.line} ${line}${column === undefined ? '' : `, ${words.column} ${column}`}: ${text?.[language] ?? reason}`,
    );
  return [words.head, ...lines, ...(rejected > LISTED ? [words.more] : []), ...(rejected < rows ? [words.hint] : [])].join('\n');
}

/** Why a file broke off while it was read. */
function unreadable(error: ConnectorError): RefusedFile {
  const { id, en } = error instanceof UnreadableFile ? error.text : { id: error.message, en: error.message };
  return new RefusedFile({ id: `${id} Tidak ada yang diimpor.`, en: `${en} Nothing was imported.` }, { cause: error });
}

function originOf(table: ActivationTable, request: ActivationRequest, zone: string, receivedAt: Origin['receivedAt']): Origin {
  const { sourceName: name, originKind: kind = 'file', by } = request;
  const hash = table.hash();
  return {
    id: `${kind}:${encodeURIComponent(name)}:${hash}`,
    kind,
    name,
    detail: table.name,
    hash,
    zone,
    receivedAt,
    ...(by === undefined ? {} : { by }),
  };
}
