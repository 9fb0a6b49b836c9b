import { dayNumber } from '../../../../connectors/contract/period.js';
import { ACTIVATION_KINDS, NAME_SCOPES } from '../../../domain/activation.js';
import type { ActivationRow } from '../../advocacy-port.js';

/** Activations on their way into the store, in columns of one length; people and words by their position in the import, words from 1 (0 is none). */
export interface StagedColumns {
  readonly second: Float64Array;
  readonly person: Uint32Array;
  readonly unit: Uint32Array;
  readonly content: Uint32Array;
  readonly campaign: Uint32Array;
  readonly line: Uint32Array;
  readonly day: Uint32Array;
  /** 2 bits of kind, the platforms above them */
  readonly shape: Uint32Array;
  readonly rule: Uint32Array;
  readonly window: Uint32Array;
}

const ROW_BYTES = 44;

/** Columns for so many rows, in one piece of memory that can be handed to another thread. */
export function stagedColumns(rows: number, memory: ArrayBuffer = new ArrayBuffer(rows * ROW_BYTES)): StagedColumns {
  const column = (index: number): Uint32Array => new Uint32Array(memory, rows * (8 + 4 * index), rows);
  return {
    second: new Float64Array(memory, 0, rows),
    person: column(0),
    unit: column(1),
    content: column(2),
    campaign: column(3),
    line: column(4),
    day: column(5),
    shape: column(6),
    rule: column(7),
    window: column(8),
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
  readonly newPeople: readonly { readonly hash: string; readonly scope: number }[];
  readonly newWords: readonly string[];
  /** the links of each row parted by blanks, the rows by line breaks */
  readonly links: string;
  /** the evidence of each row, parted by line breaks; null where no row has any */
  readonly evidence: string | null;
  /** how many keys the rows have at most */
  readonly keys: number;
}

/** Turns the rows of one import into batches, in the thread that hands them in. */
export interface ActivationEncoder {
  readonly encode: (rows: readonly ActivationRow[]) => ActivationBatch;
}

/** Opens the encoder of an import. */
export function openActivationEncoder(): ActivationEncoder {
  const people = new Map<string, number>();
  const words = new Map<string, number>();
  let newPeople: { readonly hash: string; readonly scope: number }[] = [];
  let newWords: string[] = [];
  const person = ({ hash, scope }: ActivationRow['draft']['person']): number => {
    let position = people.get(hash);
    if (position !== undefined) return position;
    position = people.size;
    people.set(hash, position);
    newPeople.push({ hash, scope: NAME_SCOPES.indexOf(scope) });
    return position;
  };
  const word = (text: string | undefined): number => {
    if (text === undefined || text === '') return 0;
    let position = words.get(text);
    if (position !== undefined) return position;
    position = words.size + 1;
    words.set(text, position);
    newWords.push(text);
    return position;
  };
  const dayOf = rememberLast(dayNumber);
  return {
    encode: (rows) => {
      const columns = stagedColumns(rows.length);
      const links: string[] = [];
      const evidence: string[] = [];
      let keys = 0;
      let anyEvidence = false;
      for (let row = 0; row < rows.length; row++) {
        const given = rows[row];
        if (given === undefined) continue;
        const { draft } = given;
        columns.second[row] = Math.floor(Date.parse(draft.occurredAt) / 1000);
        columns.person[row] = person(draft.person);
        columns.unit[row] = word(draft.unit);
        columns.content[row] = word(draft.content);
        columns.campaign[row] = word(draft.campaign);
        columns.line[row] = given.line;
        columns.day[row] = dayOf(draft.day);
        columns.shape[row] = ACTIVATION_KINDS.indexOf(draft.kind) | (draft.platforms << 2);
        columns.rule[row] = draft.rule;
        columns.window[row] = draft.windowDays;
        links.push(draft.links.length === 1 ? (draft.links[0] ?? '') : draft.links.join(' '));
        evidence.push(draft.evidence?.replaceAll('\n', ' ') ?? '');
        anyEvidence ||= draft.evidence !== undefined;
        keys += 1 + draft.links.length;
      }
      const batch = { columns, newPeople, newWords, links: links.join('\n'), evidence: anyEvidence ? evidence.join('\n') : null, keys };
      newPeople = [];
      newWords = [];
      return batch;
    },
  };
}

/** The same function, quick where it is asked the same several times in a row. */
function rememberLast<Given, Result>(reckon: (given: Given) => Result): (given: Given) => Result {
  let last: { readonly given: Given; readonly result: Result } | undefined;
  return (given) => {
    if (last === undefined || last.given !== given) last = { given, result: reckon(given) };
    return last.result;
  };
}
