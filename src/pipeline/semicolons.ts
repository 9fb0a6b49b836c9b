import { layoutOf } from '../../connectors/files/index.js';
import { textGrid } from '../../connectors/files/reader/text-grid.js';
import type { Config } from '../config/config.js';
import type { Language } from '../domain/digest.js';
import type { ExportQuestion } from './export-report.js';
import { fitNumber, readWritten } from './handed/numbers.js';
import { askNumber } from './handed/words-of-questions.js';
import type { HandedFile } from './handed-file.js';
import { sourceFile } from './source-file.js';

/** A file in one of Pantau's own layouts that a spreadsheet saved with semicolons, as the same rows with commas and plain numbers. */
export interface CommaFile {
  /** the layout's id */
  readonly layout: string;
  readonly bytes: Uint8Array;
  /** the numbers that can be read in two ways and are not answered yet */
  readonly questions: readonly ExportQuestion[];
}

/** Whether the first line of a file is that of a layout of ours with semicolons. */
export async function hasSemicolons(file: HandedFile): Promise<boolean> {
  for await (const piece of (await sourceFile(file)).open()) {
    const [first = ''] = new TextDecoder('utf-8').decode(piece.subarray(0, LONGEST_HEADER)).split(/\r?\n/);
    return first.includes(';') && layoutOf(first.split(';').map((cell) => cell.replace(/^"(.*)"$/, '$1').trim())) !== undefined;
  }
  return false;
}

const LONGEST_HEADER = 1_000;

/** Reads such a file: `118.069` of whole things is one number, `4,75` a fraction; where both may be meant there is a question. Lines stay where they are. */
export async function withCommas(file: HandedFile, { metrics, organisation }: Pick<Config, 'metrics' | 'organisation'>): Promise<CommaFile> {
  const source = await sourceFile(file);
  const pieces: Uint8Array[] = [];
  for await (const piece of source.open()) pieces.push(piece);
  const { grid } = textGrid(source.name, Buffer.concat(pieces), {});
  const language = file.language ?? organisation.languages[0];
  const questions: ExportQuestion[] = [];
  const lines: string[] = [];
  let header: readonly string[] | undefined;
  let taken = 1;
  for await (const rows of grid.rows())
    for (const { line, cells } of rows) {
      const plain = header === undefined ? cells : plainRow(header, cells, line);
      header ??= cells;
      const text = `${'\n'.repeat(Math.max(0, line - taken))}${plain.map(quoted).join(',')}\n`;
      taken = Math.max(line, taken) + plain.join('').split('\n').length;
      lines.push(text);
    }
  function plainRow(names: readonly string[], cells: readonly string[], line: number): readonly string[] {
    const metric = metrics.get(cells[names.indexOf('metric')] ?? '');
    return cells.map((cell, column) => {
      if (names[column] !== 'value' || metric === undefined || !/[.,\s]/.test(cell.trim())) return cell;
      const { number, question } = plainNumber(cell.trim(), { line, answers: file.answers, language, metric });
      if (question !== undefined) questions.push(question);
      return number ?? cell;
    });
  }
  return { layout: layoutOf(header ?? [])?.id ?? '', bytes: Buffer.from(lines.join('')), questions };
}

interface Place {
  readonly line: number;
  readonly answers: HandedFile['answers'];
  readonly language: Language;
  readonly metric: Parameters<typeof fitNumber>[1]['metric'];
}

/** A number as it was written, plainly; without one it is left to its reader, which says what is wrong. */
function plainNumber(text: string, { line, answers, language, metric }: Place): { readonly number?: string; readonly question?: ExportQuestion } {
  if (!/^\d[\d.,'\s]*$/.test(text)) return {};
  const fitted = fitNumber(readWritten(text, ''), { metric, language, previous: undefined });
  if (fitted.kind === 'read') return { number: String(fitted.value) };
  if (fitted.options.length === 0) return {};
  const { id, sentence, options } = askNumber(`line-${line}`, text, fitted.options);
  const readings = options.filter((option) => option.id !== 'no').map((option) => ({ answer: option.id, shows: option.label }));
  const given = readings.find(({ answer }) => answer === answers[id]);
  if (given !== undefined) return { number: given.answer };
  return {
    question: {
      id,
      text: { id: `Baris ${line}, ${metric.label.id}: ${sentence.id}`, en: `Line ${line}, ${metric.label.en}: ${sentence.en}` },
      readings,
    },
  };
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
