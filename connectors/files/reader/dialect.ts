import { LIMITS } from './limits.js';
import { ADVICE, FileRefused } from './refusal.js';
import type { Delimiter } from './table.js';
import { CsvFault, openTokenizer, type TextRecord } from './tokenizer.js';

/** A UTF-8 text that is ready to be parted. */
export interface Dialected {
  readonly bytes: Uint8Array;
  readonly delimiter: Delimiter;
  /** lines that stood before the bytes: the `sep=` line */
  readonly linesBefore: number;
  readonly unwrapped: boolean;
}

const CANDIDATES: readonly Delimiter[] = [',', ';', '\t', '|'];
const HEAD_BYTES = 128 * 1024;
const SAMPLE = 40;

/** Chooses the delimiter: the one that the first line names as `sep=`, else the one by which the first records have the most even number of cells. */
export function dialectOf(bytes: Uint8Array): Dialected {
  const head = new TextDecoder('utf-8').decode(bytes.subarray(0, HEAD_BYTES));
  const whole = bytes.length <= HEAD_BYTES;
  const stated = /^"?sep=([,;\t|])?"?[\t ,;]*(?:\r\n|\r|\n|$)/i.exec(head);
  const start = stated === null ? 0 : Buffer.byteLength(stated[0]);
  const body = bytes.subarray(start);
  const linesBefore = stated === null ? 0 : 1;
  const text = head.slice(stated?.[0].length ?? 0);
  const delimiter = toDelimiter(stated?.[1]) ?? guessed(text, whole);
  const unwrapped = unwrap(body, text, whole, delimiter);
  if (unwrapped === undefined) return { bytes: body, delimiter, linesBefore, unwrapped: false };
  return { bytes: unwrapped, delimiter: guessed(new TextDecoder().decode(unwrapped.subarray(0, HEAD_BYTES)), true), linesBefore, unwrapped: true };
}

const toDelimiter = (text: string | undefined): Delimiter | undefined => CANDIDATES.find((candidate) => candidate === text);

/** The first records of a text under a delimiter, whatever their marks; fewer where the text is broken. */
function sample(text: string, whole: boolean, delimiter: string, most = SAMPLE): readonly TextRecord[] {
  const tokenizer = openTokenizer({
    delimiter,
    strayMarks: 'keep',
    guess: true,
    longestRow: LIMITS.rowCharacters,
    widestRow: Number.POSITIVE_INFINITY,
  });
  const records: TextRecord[] = [];
  const keep = (found: readonly TextRecord[]): void => {
    for (const record of found) if (records.length < most && record.cells.some((cell) => cell.trim() !== '')) records.push(record);
  };
  try {
    keep(tokenizer.feed(text));
    if (whole) keep(tokenizer.end());
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
  }
  return records;
}

function guessed(text: string, whole: boolean): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of CANDIDATES) {
    const score = evenness(sample(text, whole, delimiter).map(({ cells }) => cells.length));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** How well widths fit a table, above 0 where any record has several cells: the share of records with the commonest width, more for wider ones. */
function evenness(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
  let best = 0;
  for (const [width, count] of counts) best = Math.max(best, count / widths.length + Math.min(width, 50) / 10_000);
  const several = [...counts.values()].reduce((sum, count) => sum + count, 0) / Math.max(widths.length, 1);
  return best === 0 ? 0 : best + several;
}

/**
 * Undoes what a spreadsheet did that took each line for one cell: it put the line in quotation marks and doubled the inner ones.
 * Undefined where that did not happen; throws `FileRefused` where what comes out does not line up.
 */
function unwrap(bytes: Uint8Array, head: string, whole: boolean, delimiter: Delimiter): Uint8Array | undefined {
  const first = sample(head, whole, delimiter);
  const header = first[0]?.cells;
  const inner = header?.[0] ?? '';
  const single = first.every(({ cells }) => cells.slice(1).every((cell) => cell.trim() === ''));
  if (!single || !head.trimStart().startsWith('"') || !/[,;\t]"|"[,;\t]/.test(inner)) return undefined;
  const lines: string[] = [];
  const tokenizer = openTokenizer({ delimiter, strayMarks: 'keep', guess: true, longestRow: LIMITS.rowCharacters, widestRow: LIMITS.columns });
  const resaved = (line: number | undefined, cause?: unknown): FileRefused =>
    new FileRefused(
      {
        id: 'Berkasnya disimpan ulang oleh program lembar kerja, sehingga barisnya rusak.',
        en: 'The file was saved again by a spreadsheet program, which broke its rows.',
      },
      ADVICE.original,
      line,
      cause,
    );
  if (bytes.length > LIMITS.wrappedBytes) throw resaved(undefined);
  try {
    for (const { line, cells } of [...tokenizer.feed(new TextDecoder().decode(bytes)), ...tokenizer.end()]) {
      if (cells.slice(1).some((cell) => cell.trim() !== '')) throw resaved(line);
      lines.push(cells[0] ?? '');
    }
    const text = lines.join('\n');
    const parts = sample(text, true, guessed(text, true), Number.POSITIVE_INFINITY);
    const width = parts[0]?.cells.length ?? 0;
    const uneven = parts.find(({ cells }) => cells.length !== width);
    if (width < 2 || uneven !== undefined) throw resaved(uneven?.line);
    return Buffer.from(text, 'utf8');
  } catch (error) {
    throw error instanceof CsvFault ? resaved(error.line, error) : error;
  }
}
