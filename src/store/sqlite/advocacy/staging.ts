import { dayNumber } from '../../../../connectors/contract/period.js';
import { ACTIVATION_KINDS, type HashedName, NAME_SCOPES } from '../../../domain/activation.js';
import type { ActivationRow, NumberedRow, RowWriter } from '../../advocacy-port.js';

/** Activations on their way into the store, in columns of one length; people and words by their position in the import, words from 1 (0 is none). */
export interface StagedColumns {
  /** seconds since 1970-01-01 UTC */
  readonly second: Uint32Array;
  readonly person: Uint32Array;
  readonly unit: Uint32Array;
  readonly content: Uint32Array;
  readonly campaign: Uint32Array;
  readonly line: Uint32Array;
  readonly day: Uint16Array;
  /** 2 bits of kind, the platforms above them */
  readonly shape: Uint16Array;
  readonly rule: Uint16Array;
  readonly window: Uint16Array;
}

const ROW_BYTES = 32;

/** Columns for so many rows, in one piece of memory that can be handed to another thread. */
function stagedColumns(rows: number, memory: ArrayBuffer = new ArrayBuffer(rows * ROW_BYTES)): StagedColumns {
  const long = (index: number): Uint32Array => new Uint32Array(memory, rows * 4 * index, rows);
  const short = (index: number): Uint16Array => new Uint16Array(memory, rows * (24 + 2 * index), rows);
  return {
    second: long(0),
    person: long(1),
    unit: long(2),
    content: long(3),
    campaign: long(4),
    line: long(5),
    day: short(0),
    shape: short(1),
    rule: short(2),
    window: short(3),
  };
}

/** Columns as they were stored. */
export function readStaged(bytes: Uint8Array): StagedColumns {
  // Copied, because the numbers of a column must begin at a multiple of their length.
  const memory = new ArrayBuffer(bytes.length);
  new Uint8Array(memory).set(bytes);
  return stagedColumns(bytes.length / ROW_BYTES, memory);
}

/** Some rows of an import, with the people and words that were not named before. */
export interface ActivationBatch {
  readonly columns: StagedColumns;
  readonly newPeople: readonly (readonly [hash: string, scope: number])[];
  readonly newWords: readonly string[];
  /** the position of the first new person, and that of the first new word */
  readonly firstPerson: number;
  readonly firstWord: number;
  /** the links of each row parted by blanks, the rows by line breaks */
  readonly links: string;
  /** the evidence of each row, parted by line breaks; null where no row has any */
  readonly evidence: string | null;
  /** how many keys the rows have at most */
  readonly keys: number;
}

/** How many rows one batch holds at most, and so one short transaction swaps in. */
const BATCH_ROWS = 8_192;

/** Turns the rows of one import into batches, in the thread that hands them in. */
export interface ActivationEncoder {
  readonly writer: RowWriter;
  /** the batches that became full since the last call */
  readonly full: () => readonly ActivationBatch[];
  /** what is left */
  readonly rest: () => readonly ActivationBatch[];
}

interface Names<Named, Name> {
  readonly of: (text: string, named: Named) => number;
  /** what was named since the last call, and the position of the first of it */
  readonly take: () => { readonly first: number; readonly fresh: readonly Name[] };
}

function openNames<Named, Name>(from: number, nameOf: (named: Named) => Name): Names<Named, Name> {
  const known = new Map<string, number>();
  let fresh: Name[] = [];
  return {
    of: (text, named) => {
      let position = known.get(text);
      if (position !== undefined) return position;
      position = from + known.size;
      known.set(text, position);
      fresh.push(nameOf(named));
      return position;
    },
    take: () => {
      const taken = { first: from + known.size - fresh.length, fresh };
      fresh = [];
      return taken;
    },
  };
}

/** Opens the encoder of an import. */
export function openActivationEncoder(): ActivationEncoder {
  const people = openNames(0, ({ hash, scope }: HashedName): readonly [string, number] => [hash, NAME_SCOPES.indexOf(scope)]);
  const words = openNames(1, (text: string) => text);
  const word = (text: string | undefined): number => (text === undefined || text === '' ? 0 : words.of(text, text));
  const person = (name: HashedName): number => people.of(name.hash, name);
  const dayOf = remembered(dayNumber);
  let full: ActivationBatch[] = [];
  let columns = stagedColumns(BATCH_ROWS);
  let links: string[] = [];
  let evidence: string[] = [];
  let [rows, keys, anyEvidence] = [0, 0, false];
  const take = (): ActivationBatch => {
    const [{ first: firstPerson, fresh: newPeople }, { first: firstWord, fresh: newWords }] = [people.take(), words.take()];
    const texts = { links: links.join('\n'), evidence: anyEvidence ? evidence.join('\n') : null };
    const batch = { columns: cut(columns, rows), newPeople, newWords, firstPerson, firstWord, keys, ...texts };
    columns = stagedColumns(BATCH_ROWS);
    links = [];
    evidence = [];
    [rows, keys, anyEvidence] = [0, 0, false];
    return batch;
  };
  const write: RowWriter['write'] = (row) => {
    columns.second[rows] = row.second;
    columns.person[rows] = row.person;
    columns.unit[rows] = row.unit;
    columns.content[rows] = row.content;
    columns.campaign[rows] = row.campaign;
    columns.line[rows] = row.line;
    columns.day[rows] = row.day;
    columns.shape[rows] = row.kind | (row.platforms << 2);
    columns.rule[rows] = row.rule;
    columns.window[rows] = row.windowDays;
    links.push(row.links);
    evidence.push(row.evidence.includes('\n') ? row.evidence.replaceAll('\n', ' ') : row.evidence);
    anyEvidence ||= row.evidence !== '';
    keys += Math.max(1, row.linkCount + (row.content === 0 ? 0 : 1));
    rows += 1;
    if (rows === BATCH_ROWS) full.push(take());
  };
  const numbered = ({ draft, line }: ActivationRow): NumberedRow => ({
    second: draft.second,
    day: dayOf(draft.day),
    person: person(draft.person),
    unit: word(draft.unit),
    content: word(draft.content),
    campaign: word(draft.campaign),
    kind: ACTIVATION_KINDS.indexOf(draft.kind),
    platforms: draft.platforms,
    rule: draft.rule,
    windowDays: draft.windowDays,
    line,
    links: draft.links.length === 1 ? (draft.links[0] ?? '') : draft.links.join(' '),
    linkCount: draft.links.length,
    evidence: draft.evidence ?? '',
  });
  return {
    writer: { person, word, write, writeDraft: (row) => write(numbered(row)) },
    full: () => {
      const taken = full;
      full = [];
      return taken;
    },
    rest: () => (rows === 0 ? [] : [take()]),
  };
}

function cut(columns: StagedColumns, rows: number): StagedColumns {
  if (rows === BATCH_ROWS) return columns;
  const fewer = stagedColumns(rows);
  for (const name of Object.keys(fewer) as (keyof StagedColumns)[]) fewer[name].set(columns[name].subarray(0, rows));
  return fewer;
}

const MOST_DAYS = 10_000;

/** The same function, which remembers what it was asked before. */
function remembered<Given, Result>(reckon: (given: Given) => Result): (given: Given) => Result {
  const known = new Map<Given, Result>();
  return (given) => {
    let result = known.get(given);
    if (result === undefined) {
      result = reckon(given);
      if (known.size < MOST_DAYS) known.set(given, result);
    }
    return result;
  };
}
