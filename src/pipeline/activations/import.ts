import { createHash } from 'node:crypto';
import { ConnectorError } from '../../../connectors/contract/errors.js';
import type { Rejection } from '../../../connectors/contract/layout.js';
import type { Origin, OriginKind } from '../../../connectors/contract/observation.js';
import { readCsv } from '../../../connectors/files/csv.js';
import type { BusinessClock } from '../../clock.js';
import type { Config } from '../../config/config.js';
import type { ActivationKind } from '../../domain/activation.js';
import type { Pseudonymiser } from '../../domain/pseudonym.js';
import type { ActivationImport, ActivationOutcome, ActivationRow, AdvocacyStore } from '../../store/advocacy-port.js';
import { RefusedFile } from '../import-report.js';
import { type FileInput, sourceFile } from '../source-file.js';
import { columnsOf } from './columns.js';
import { openRowJudge, type RowJudge } from './judge.js';
import type { DateOrder } from './moments.js';

/** One row of a file with the line on which it begins, from 1. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A long table (one activation a row) from whatever reader: its header, its rows in pieces, and the hash of the file once all rows were read. */
export interface ActivationTable {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: AsyncIterable<readonly TableRow[]>;
  /** SHA-256 of the file, hexadecimal */
  readonly hash: () => string;
}

/** What to import and how. */
export interface ActivationRequest {
  /** a CSV file in UTF-8 with commas, or a table that another reader made */
  readonly from: FileInput | { readonly table: ActivationTable };
  /** the source's name as the operator calls it */
  readonly sourceName: string;
  /** `file` unless the caller knows better: invented rows are `synthetic` */
  readonly originKind?: OriginKind;
  readonly dateOrder?: DateOrder;
  /** the kind of rows that do not say theirs */
  readonly kind?: ActivationKind;
  /** the spellings of units */
  readonly units?: readonly string[];
  /** keeps the rows that are right where others are not */
  readonly acceptPartial?: boolean;
  /** reads and checks everything and keeps nothing */
  readonly dryRun?: boolean;
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
  const table = await openTable(request.from);
  const reading: Reading = { session: undefined, rows: 0, rejected: 0, rejections: [] };
  try {
    const columns = columnsOf(table.header, { kindGiven: request.kind !== undefined });
    const judge = openRowJudge(columns, table.header, {
      zone: config.organisation.zone,
      now,
      dateOrder: request.dateOrder ?? 'iso',
      kind: request.kind,
      rules: await ledger.rules(),
      units: request.units,
      pseudonymiser: dependencies.pseudonymiser,
    });
    await readRows(table, judge, reading, { ledger: dryRun ? undefined : ledger, acceptPartial, onProgress });
    refuseWhereWrong(reading, acceptPartial);
  } catch (error) {
    await reading.session?.discard();
    throw error instanceof ConnectorError ? new RefusedFile(`${error.message} Nothing was imported.`, { cause: error }) : error;
  }
  const origin = originOf(table, request, config.organisation.zone, now);
  const { rows, rejected, rejections } = reading;
  // A commit that fails is resumed by the store and may not be discarded.
  const outcome = (await reading.session?.commit(origin, (stored) => onProgress?.({ read: rows, stored }))) ?? NOTHING_STORED;
  return { file: table.name, origin, rows, rejected, rejections, dryRun, ...outcome };
}

interface Reading {
  session: ActivationImport | undefined;
  rows: number;
  rejected: number;
  readonly rejections: Rejection[];
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
      if ('reason' in judged) reject(reading, judged);
      else chunk.push({ draft: judged, line });
    }
    await flush();
  }
}

function reject(reading: Reading, rejection: Rejection): void {
  reading.rejected += 1;
  if (reading.rejections.length < MOST_REJECTIONS) reading.rejections.push(rejection);
}

function refuseWhereWrong(read: Reading, acceptPartial: boolean): void {
  if (read.rows === 0) throw new RefusedFile('The file has a header and no rows. Nothing was imported.');
  if (read.rejected === 0 || (acceptPartial && read.rejected < read.rows)) return;
  const lines = read.rejections
    .slice(0, LISTED)
    .map(({ line, column, reason }) => `line ${line}${column === undefined ? '' : `, column ${column}`}: ${reason}`);
  const more = read.rejected > LISTED ? [`and ${read.rejected - LISTED} more`] : [];
  const hint = read.rejected < read.rows ? ['Correct them, or keep the other rows with --accept-partial.'] : [];
  throw new RefusedFile([`${read.rejected} of ${read.rows} rows can't be imported, so nothing was.`, ...lines, ...more, ...hint].join('\n'), {
    read,
  });
}

function originOf(table: ActivationTable, request: ActivationRequest, zone: string, receivedAt: Origin['receivedAt']): Origin {
  const { sourceName: name, originKind: kind = 'file' } = request;
  const hash = table.hash();
  return { id: `${kind}:${encodeURIComponent(name)}:${hash}`, kind, name, detail: table.name, hash, zone, receivedAt };
}

async function openTable(from: ActivationRequest['from']): Promise<ActivationTable> {
  if ('table' in from) return from.table;
  const file = await sourceFile(from);
  const hash = createHash('sha256');
  const pieces = readCsv(file.open((chunk) => hash.update(chunk)));
  try {
    const first = await pieces.next();
    const [header, ...rows] = first.done ? [] : first.value;
    if (header === undefined) throw new RefusedFile('The file has no header and no rows. Nothing was imported.');
    return { name: file.name, header: header.cells, rows: withFirst(rows, pieces), hash: () => hash.digest('hex') };
  } catch (error) {
    throw error instanceof ConnectorError ? new RefusedFile(`${error.message} Nothing was imported.`, { cause: error }) : error;
  }
}

async function* withFirst(first: readonly TableRow[], rest: AsyncIterable<readonly TableRow[]>): AsyncGenerator<readonly TableRow[]> {
  if (first.length > 0) yield first;
  yield* rest;
}
