import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Dialected, dialectOf } from './dialect.js';
import { decodeWhole } from './encoding.js';
import type { Grid, GridRow } from './grid.js';
import { LIMITS } from './limits.js';
import { ADVICE, FileRefused } from './refusal.js';
import type { ReadOptions, TextReading } from './table.js';
import { CsvFault, openTokenizer, type TextRecord } from './tokenizer.js';

/** Characters that are decoded at once. */
const PIECE = 256 * 1024;

/** A text with separators as rows of cells, and how it was read. Throws `FileRefused` where it can't be read; reading its rows may throw it too. */
export function textGrid(name: string, given: Uint8Array, options: ReadOptions): { readonly grid: Grid; readonly reading: TextReading } {
  if (given.length > LIMITS.textBytes) {
    throw new FileRefused(
      { id: `Teksnya lebih besar dari ${LIMITS.textBytes / 1_000_000} MB.`, en: `The text is larger than ${LIMITS.textBytes / 1_000_000} MB.` },
      ADVICE.shorter,
    );
  }
  const { bytes, encoding, perhaps } = decodeWhole(given, options.encoding);
  if (bytes.length === 0) throw new FileRefused({ id: 'Berkasnya kosong.', en: 'The file is empty.' }, ADVICE.download);
  const dialect = dialectOf(bytes);
  const grid: Grid = { name, hidden: false, rows: () => rowsOf(dialect) };
  return { grid, reading: { encoding, perhaps, delimiter: dialect.delimiter, unwrapped: dialect.unwrapped } };
}

async function* rowsOf({ bytes, delimiter, linesBefore }: Dialected): AsyncGenerator<readonly GridRow[]> {
  for (const records of recordsOf(bytes, delimiter, linesBefore + 1)) {
    if (records.length > 0) yield records;
    // Others in this process get their turn, however long the file is.
    await nextTurn();
  }
}

/** The records of a UTF-8 text, in batches. */
function* recordsOf(bytes: Uint8Array, delimiter: string, firstLine: number): Generator<readonly TextRecord[]> {
  const tokenizer = openTokenizer({ delimiter, strayMarks: 'keep', longestRow: LIMITS.rowCharacters, widestRow: LIMITS.columns }, firstLine);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  try {
    for (let at = 0; at < bytes.length; at += PIECE) {
      yield tokenizer.feed(decoder.decode(bytes.subarray(at, at + PIECE), { stream: true }));
    }
    yield tokenizer.end();
  } catch (error) {
    throw error instanceof CsvFault ? refused(error) : error;
  }
}

function refused(fault: CsvFault): FileRefused {
  const again = ADVICE.again;
  switch (fault.kind) {
    case 'too-long':
      return new FileRefused(
        {
          id: `Barisnya lebih panjang dari ${LIMITS.rowCharacters} karakter; mungkin ada tanda kutip yang tidak ditutup.`,
          en: `The row is longer than ${LIMITS.rowCharacters} characters; perhaps a quotation mark never closes.`,
        },
        again,
        fault.line,
        fault,
      );
    case 'too-wide':
      return new FileRefused(
        { id: `Barisnya memiliki lebih dari ${LIMITS.columns} sel.`, en: `The row has more than ${LIMITS.columns} cells.` },
        ADVICE.narrower,
        fault.line,
        fault,
      );
    case 'never-closes':
      return new FileRefused(
        {
          id: 'Ada tanda kutip yang tidak ditutup, jadi akhir berkasnya mungkin hilang.',
          en: 'A quotation mark never closes, so the end of the file may be missing.',
        },
        again,
        fault.line,
        fault,
      );
    default:
      return new FileRefused(
        { id: 'Ada teks di belakang tanda kutip yang menutup sel.', en: 'There is text behind the quotation mark that closes a cell.' },
        again,
        fault.line,
        fault,
      );
  }
}
