import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { knowsHeader } from '../../../connectors/files/layouts/recognise.js';
import { LIMITS } from '../../../connectors/files/reader/limits.js';
import { readWorkbook } from '../../../connectors/files/reader/read.js';
import { UnreadableFile } from '../../../connectors/files/reader/refusal.js';
import type { Table } from '../../../connectors/files/reader/table.js';
import { type ExportMemory, rememberedAnswers } from '../export-memory.js';
import type { Answers, ExportQuestion } from '../export-report.js';
import { type FileInput, sourceFile } from '../source-file.js';
import { type DateOrder, orderShownBy } from './moments.js';
import { type ActivationHeader, dateQuestion, headerSetting, isActivationHeader, mapAdvice, orderAnswered, readHeader } from './recognise.js';
import { type ActivationTable, openCsvTable, workbookTable } from './table.js';

/** A file of activations, as it is to be read. */
export interface ActivationFile {
  readonly header: ActivationHeader;
  /** the header's cells as they stand */
  readonly cells: readonly string[];
  readonly form: boolean;
  readonly dates: DateOrder;
  readonly questions: readonly ExportQuestion[];
  /** under what its answers are remembered, and those that were */
  readonly setting: string;
  readonly remembered: Answers;
  /** opens it from its beginning */
  readonly open: () => Promise<ActivationTable>;
}

/** A file that is none of activations; `advice` where a person could say that it is one. */
export interface OtherFile {
  readonly other: true;
  readonly advice: ReturnType<typeof mapAdvice>;
}

/** A file with what was answered about it. */
export type AnsweredFile = FileInput & { readonly answers: Answers };

/** Tells whether a file is one of activations, by its header, the answers that are given and those that are remembered. Throws `RefusedFile`. */
export async function findActivations(
  file: AnsweredFile,
  csvHeader: readonly string[] | undefined,
  memory: ExportMemory,
): Promise<ActivationFile | OtherFile> {
  const direct = csvHeader && (await describe(csvHeader, file.answers, memory, () => openCsvTable(file)));
  if (direct !== undefined) return direct;
  const source = await sourceFile(file);
  if (source.size > LIMITS.fileBytes) return { other: true, advice: undefined };
  const pieces: Uint8Array[] = [];
  for await (const piece of source.open()) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const hash = createHash('sha256').update(bytes).digest('hex');
  let advice: OtherFile['advice'];
  for (const table of await tablesOf(bytes)) {
    const name = 'path' in file ? basename(file.path) : file.fileName;
    const found = await describe(table.header.originals, file.answers, memory, async () => workbookTable(name, table, hash));
    if (found !== undefined) return found;
    advice ??= mapAdvice(table.header.originals);
  }
  return { other: true, advice };
}

/** The tables of a file; none where it can't be read: the reader of exports says why. */
async function tablesOf(bytes: Uint8Array): Promise<readonly Table[]> {
  try {
    const { tables } = await readWorkbook(bytes, { knows: (cell) => knowsHeader(cell) || isActivationHeader(cell) });
    return tables.filter(({ hidden }) => !hidden);
  } catch (error) {
    if (error instanceof UnreadableFile) return [];
    throw error;
  }
}

async function describe(
  cells: readonly string[],
  given: Answers,
  memory: ExportMemory,
  open: ActivationFile['open'],
): Promise<ActivationFile | undefined> {
  const setting = headerSetting(cells);
  const remembered = await rememberedAnswers(memory, setting);
  const answers = { ...remembered, ...given };
  const header = readHeader(cells, answers);
  if (header === undefined) return undefined;
  const shown = orderAnswered(answers) ?? (await surveyDates(header, await open()));
  const doubt = typeof shown === 'string' ? [] : [dateQuestion(shown.cell)];
  return {
    header,
    cells,
    form: cells.some((cell) => /^(?:timestamp|cap waktu|stempel waktu)$/i.test(cell.trim())),
    dates: typeof shown === 'string' ? shown : 'day-first',
    questions: [...header.questions, ...doubt],
    setting,
    remembered,
    open,
  };
}

const LOOKED_AT = 2_000;

/** The order that a file's own dates show: the first that has one reading only. Where all have two, one of them is given back to be asked about. */
async function surveyDates({ columns }: ActivationHeader, table: ActivationTable): Promise<DateOrder | { readonly cell: string }> {
  const place = columns.indexOf('occurredAt');
  let looked = 0;
  let doubtful: string | undefined;
  for await (const rows of table.rows) {
    for (const { cells } of rows) {
      const cell = cells[place] ?? '';
      const order = orderShownBy(cell);
      if (order === 'day-first' || order === 'month-first') return order;
      if (order === 'either') doubtful ??= cell;
    }
    looked += rows.length;
    if (doubtful === undefined && looked >= LOOKED_AT) return 'iso';
  }
  return doubtful === undefined ? 'iso' : { cell: doubtful };
}
