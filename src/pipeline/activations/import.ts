import { ConnectorError } from '../../../connectors/contract/errors.js';
import type { Rejection } from '../../../connectors/contract/layout.js';
import type { Text } from '../../../connectors/contract/metric.js';
import type { Origin, OriginKind } from '../../../connectors/contract/observation.js';
import type { CivilDate } from '../../../connectors/contract/period.js';
import { UnreadableFile } from '../../../connectors/files/reader/refusal.js';
import type { BusinessClock } from '../../clock.js';
import type { Config } from '../../config/config.js';
import type { ActivationKind } from '../../domain/activation.js';
import type { Pseudonymiser } from '../../domain/pseudonym.js';
import type { ActivationImport, ActivationOutcome, ActivationRow, AdvocacyStore } from '../../store/advocacy-port.js';
import { RefusedFile } from '../import-report.js';
import type { FileInput } from '../source-file.js';
import { type ActivationColumn, columnsOf } from './columns.js';
import { openRowJudge, type RowJudge } from './judge.js';
import type { DateOrder } from './moments.js';
import { type ActivationTable, openCsvTable } from './table.js';

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
  const reading: Reading = { session: undefined, rows: 0, rejected: 0, rejections: [], untold: 0, first: undefined, last: undefined };
  try {
    const columns = request.header?.columns ?? columnsOf(table.header, { kindGiven: request.kind !== undefined });
    const judge = openRowJudge(columns, table.header, {
      zone: config.organisation.zone,
      now,
      dateOrder: request.dateOrder ?? 'iso',
      kind: request.kind,
      rules: await ledger.rules(),
      units: request.units,
      pseudonymiser: dependencies.pseudonymiser,
      wide: request.header?.wide,
    });
    await readRows(table, judge, reading, { ledger: dryRun ? undefined : ledger, acceptPartial, onProgress });
    refuseWhereWrong(reading, acceptPartial);
  } catch (error) {
    await reading.session?.discard();
    throw error instanceof ConnectorError ? unreadable(error) : error;
  }
  const origin = originOf(table, request, config.organisation.zone, now);
  const { rows, rejected, rejections, untold, first, last } = reading;
  const days = first === undefined || last === undefined ? undefined : { first, last };
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
  first: CivilDate | undefined;
  last: CivilDate | undefined;
}

interface Taking {
  readonly ledger: Pick<AdvocacyStore, 'beginImport'> | undefined;
  readonly acceptPartial: boolean;
  readonly onProgress: ((progress: ActivationProgress) => void) | undefined;
}

async function readRows(table: ActivationTable, judge: RowJudge, reading: Reading, { ledger, acceptPartial, onProgress }: Taking): Promise<void> {
  let chunk: ActivationRow[] = [];
  const flush = async (): Promise<void> => {
    const mayBeKept = acceptPartial || reading.rejected === 0;
    if (ledger !== undefined && mayBeKept && chunk.length > 0) {
      reading.session ??= await ledger.beginImport();
      await reading.session.stage(chunk);
    }
    chunk = [];
    onProgress?.({ read: reading.rows, stored: 0 });
  };
  for await (const rows of table.rows) {
    for (const { cells, line } of rows) {
      reading.rows += 1;
      const judged = judge(cells, line);
      if (judged === undefined) reading.untold += 1;
      else if ('reason' in judged) reject(reading, judged);
      else {
        if (reading.first === undefined || judged.day < reading.first) reading.first = judged.day;
        if (reading.last === undefined || judged.day > reading.last) reading.last = judged.day;
        chunk.push({ draft: judged, line });
      }
    }
    await flush();
  }
}

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
