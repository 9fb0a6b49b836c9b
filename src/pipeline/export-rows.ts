import type { Fact, Rejection } from '../../connectors/contract/layout.js';
import type { Text } from '../../connectors/contract/metric.js';
import { type ReadRow, WrongRow } from '../../connectors/files/layouts/row-figures.js';
import { readRows } from '../../connectors/files/layouts/rows.js';
import { ADVICE } from '../../connectors/files/reader/refusal.js';
import type { ExportTally } from './export-tally.js';
import { normalise, type Rules } from './normalise.js';
import type { RecognisedFile } from './recognise.js';
import { type Statement, statedFacts } from './stated-facts.js';

/** The wrong rows of a file whose right ones are asked for all the same. */
export interface WrongRows {
  /** how many were found by the last reading */
  readonly count: () => number;
  /** the first 10,000 of them */
  readonly listed: () => readonly Rejection[];
  /** forgets what a reading found, but for which rows contradict each other */
  readonly startReading: () => void;
  readonly reject: (row: WrongRow, table: string) => void;
  /** by the place of a row, the place of the one that states something else */
  readonly contradictions: Map<number, number>;
}

const MOST = 10_000;
const LISTED = 20;

/** No wrong rows yet. */
export function newWrongRows(): WrongRows {
  let count = 0;
  let listed: Rejection[] = [];
  return {
    count: () => count,
    listed: () => listed,
    startReading: () => {
      count = 0;
      listed = [];
    },
    reject: ({ line, reason }, table) => {
      count += 1;
      const text = table === '' ? reason : { id: `${table}: ${reason.id}`, en: `${table}: ${reason.en}` };
      if (listed.length < MOST) listed.push({ line, column: undefined, reason: text.en, text });
    },
    contradictions: new Map(),
  };
}

/** Tells the wrong rows one by one, as far as a person reads them. */
export function leaveWrongRows(wrong: WrongRows, tally: ExportTally): void {
  for (const { line, reason, text = { id: reason, en: reason } } of wrong.listed().slice(0, LISTED))
    tally.leave({ id: `Baris ${line}: ${text.id}`, en: `Line ${line}: ${text.en}` });
  if (wrong.count() > LISTED) tally.leave({ id: 'Baris lain juga salah.', en: 'Further rows are wrong.' }, wrong.count() - LISTED);
}

/** What the rows of a file are read with; with `wrong` the right rows are taken and the others noted there. */
export interface ExportRows {
  readonly found: RecognisedFile;
  readonly rules: Rules;
  readonly wrong: WrongRows | undefined;
}

const CHUNK = 5_000;
/** Rows are told apart by their table and line in one number of 32 bits. */
const LINES = 2 ** 24;

/** Reads all rows, of which each fact is taken once. Throws `WrongRow` where a row is wrong or contradicts another, and `FileRefused` where a limit is passed. */
export async function readExportRows(
  { found, rules, wrong }: ExportRows,
  taker: { readonly row?: (row: ReadRow) => void; readonly facts?: (facts: readonly Fact[]) => Promise<void> },
): Promise<void> {
  wrong?.startReading();
  const judge = openJudge({ found, rules, wrong });
  let chunk: Fact[] = [];
  const flush = async (least: number): Promise<void> => {
    if (chunk.length < least) return;
    await taker.facts?.(chunk);
    chunk = [];
  };
  for (const [index, { recognised, decisions }] of found.tables.entries()) {
    for await (const rows of readRows(recognised, decisions, wrong !== undefined)) {
      for (const row of rows) {
        const facts = judge(row, index);
        if (facts === undefined) continue;
        taker.row?.(row);
        chunk.push(...facts);
      }
      await flush(CHUNK);
    }
  }
  await flush(1);
}

/** Gives the facts of a row that are new within the file; undefined where the row is wrong and noted as such. */
function openJudge({ found, rules, wrong }: ExportRows): (row: ReadRow, table: number) => readonly Fact[] | undefined {
  const stated = statedFacts();
  const open = found.questions.length > 0;
  const contradicted = (line: number, other: number): WrongRow => {
    const [first, second] = [line % LINES, other % LINES].sort((one, two) => one - two);
    return new WrongRow(
      line % LINES,
      {
        id: `Baris ${first} dan ${second} menyatakan angka berbeda untuk hal yang sama.`,
        en: `Lines ${first} and ${second} state different figures for the same thing.`,
      },
      { id: 'Pertahankan salah satunya, atau ekspor ulang.', en: 'Keep one of them, or export again.' },
    );
  };
  /** The place of a row against which this one speaks. */
  const against = (seen: Statement, fact: Fact, place: number): number | undefined => {
    if (seen.kind === 'first') return undefined;
    if (seen.kind === 'again' || fact.type === 'content') return wrong?.contradictions.has(seen.line) === true ? seen.line : undefined;
    wrong?.contradictions.set(place, seen.line);
    if (wrong?.contradictions.has(seen.line) === false) wrong.contradictions.set(seen.line, place);
    return seen.line;
  };
  const newFacts = (row: ReadRow, place: number): readonly Fact[] => {
    if (row.wrong !== undefined) throw row.wrong;
    const facts = factsOf(row);
    for (const fact of facts) checkRules(fact, row.line, rules, open);
    let other = wrong?.contradictions.get(place);
    const kept = facts.filter((fact) => {
      const seen = stated.see(fact, place);
      const found = against(seen, fact, place);
      other ??= found;
      return seen.kind === 'first';
    });
    if (other !== undefined) throw contradicted(place, other);
    return kept;
  };
  return (row, table) => {
    if (wrong === undefined) return newFacts(row, table * LINES + row.line);
    try {
      return newFacts(row, table * LINES + row.line);
    } catch (error) {
      if (!(error instanceof WrongRow) || error.spoilsOthers) throw error;
      wrong.reject(error, found.tables[table]?.recognised.table.name ?? '');
      return undefined;
    }
  };
}

const factsOf = ({ item, figures }: ReadRow): readonly Fact[] => [
  ...(item === undefined ? [] : [item]),
  ...figures.flatMap(({ fact }) => fact ?? []),
];

/** Throws where a fact breaks a rule. An account that is not configured yet is asked for, and no reason to refuse the file. */
function checkRules(fact: Fact, line: number, rules: Rules, open: boolean): void {
  const verdict = normalise(fact, rules);
  if (verdict.accepted) return;
  const { field, text } = verdict.violation;
  if (!open || (field !== 'subject' && field !== 'content')) throw new WrongRow(line, text, ADVICE.original);
}

const NO_DIMENSIONS = {};

/** Counts what a row states and what of it is left out. */
export function tallyRow({ figures, item, leftOut }: ReadRow, tally: ExportTally): void {
  for (const reason of leftOut) tally.leave(reason);
  const published = item?.type === 'content' ? item.content.publishedOn : undefined;
  for (const { metric, subject, platform, grain, value, day } of figures)
    tally.figure({ metric, subject, platform, dimensions: NO_DIMENSIONS, grain, value, day: grain === 'total' ? published : day });
}

/** The sentence about columns that the layout does not know. */
export const unknownColumns = (headers: readonly string[]): Text => {
  const named = headers
    .slice(0, 5)
    .map((header) => `"${header.trim().slice(0, 50)}"`)
    .join(', ');
  const more = headers.length - 5;
  return {
    id: `Kolom yang tidak disimpan: ${named}${more > 0 ? ` dan ${more} lagi` : ''}.`,
    en: `Columns are not kept: ${named}${more > 0 ? ` and ${more} more` : ''}.`,
  };
};
