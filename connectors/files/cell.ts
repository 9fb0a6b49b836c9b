import type { Fact, Layout, LayoutContext, Rejection } from '../contract/layout.js';
import type { Text } from '../contract/metric.js';
import { clipped } from '../contract/nearest.js';

/** Named cells of one row. */
export type Row = Readonly<Record<string, string>>;

/** A cell that can't be read. The layout turns it into a rejection of the row. */
export class CellProblem extends Error {
  readonly column: string;
  readonly text: Text;

  constructor(column: string, text: Text) {
    super(text.en);
    this.name = 'CellProblem';
    this.column = column;
    this.text = text;
  }
}

/** The sentence that a cell must not be empty. */
export const missing = (column: string): Text => ({ id: `Kolom ${column} kosong.`, en: `The ${column} is missing.` });

/** The text of a cell; an absent optional column reads as empty. */
export const cell = (row: Row, column: string): string => row[column] ?? '';

/** The text of a cell that must not be empty. */
export function filled(row: Row, column: string): string {
  const text = cell(row, column);
  if (text.trim() === '') throw new CellProblem(column, missing(column));
  return text;
}

/** The cell as one of a closed list of words, or the fallback where it is empty. */
export function oneOf<Word extends string>(row: Row, column: string, words: readonly Word[], fallback: Word | undefined): Word {
  const text = cell(row, column);
  if (text === '' && fallback !== undefined) return fallback;
  const found = words.find((word) => word === text);
  if (found === undefined) {
    throw new CellProblem(
      column,
      text === ''
        ? { id: `Kolom ${column} kosong. Tulis salah satu: ${words.join(', ')}.`, en: `The ${column} is missing. Write one of: ${words.join(', ')}.` }
        : {
            id: `"${clipped(text)}" tidak dikenal di kolom ${column}. Tulis salah satu: ${words.join(', ')}.`,
            en: `"${clipped(text)}" is no ${column}. Write one of: ${words.join(', ')}.`,
          },
    );
  }
  return found;
}

/** Reads `name=value;name=value`; a name may stand once. */
export function pairs(column: string, text: string): Readonly<Record<string, string>> {
  const read = new Map<string, string>();
  for (const part of text.split(';')) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0));
    const value = part.slice(at + 1);
    if (at < 1 || value === '')
      throw new CellProblem(column, {
        id: `"${clipped(part)}" bukan pasangan. Tulis nama=nilai, dengan titik koma di antara pasangan.`,
        en: `"${clipped(part)}" is no pair. Write name=value, and a semicolon between pairs.`,
      });
    if (read.has(name)) throw new CellProblem(column, { id: `"${clipped(name)}" tertulis dua kali.`, en: `"${clipped(name)}" stands twice.` });
    read.set(name, value);
  }
  return Object.fromEntries(read);
}

type ReadFacts = (row: Row, line: number, context: LayoutContext) => readonly Fact[];

/** A layout out of its description and a reader that throws `CellProblem`; the header must have exactly the named columns, in any order. */
export function layout(description: Pick<Layout, 'id' | 'columns' | 'optionalColumns' | 'places'>, read: ReadFacts): Layout {
  const allowed = new Set([...description.columns, ...description.optionalColumns]);
  return {
    ...description,
    recognises: (header) => {
      const present = new Set(header);
      const complete = description.columns.every((column) => present.has(column));
      return complete && present.size === header.length && header.every((column) => allowed.has(column));
    },
    read: (row, line, context) => {
      try {
        return read(row, line, context);
      } catch (problem) {
        if (!(problem instanceof CellProblem)) throw problem;
        const rejection: Rejection = { line, column: problem.column, reason: problem.message, text: problem.text };
        return rejection;
      }
    },
  };
}
