import type { Fact } from '../../connectors/contract/layout.js';

/** Whether a file states a fact for the first time, again, or otherwise than on an earlier line. */
export interface Statement {
  readonly kind: 'first' | 'again' | 'otherwise';
  /** the line that stated it first */
  readonly line: number;
}

/** Remembers what a file has stated so far, about 24 bytes for each fact. */
export interface StatedFacts {
  readonly see: (fact: Fact, line: number) => Statement;
}

const SEEDS = { high: 0x9e3779b9, low: 0x85ebca6b, statement: 0xc2b2ae35 } as const;
const FIRST_CAPACITY = 1 << 14;

/**
 * A memory of hashes: 64 bits for what a fact is about, 32 more for what it states. Two different facts that share all 96 bits would count as a repeat;
 * sharing only the first 64 they would be refused aloud. Among a million facts the chance of the latter is below one in ten million.
 */
export function statedFacts(): StatedFacts {
  let table = emptyTable(FIRST_CAPACITY);
  let size = 0;
  return {
    see: (fact, line) => {
      const [about, statement] = texts(fact);
      const row = { high: hash(about, SEEDS.high), low: hash(about, SEEDS.low), statement: hash(statement, SEEDS.statement), line };
      const at = slotOf(table, row.high, row.low);
      const known = table.lines[at];
      if (known !== undefined && known !== 0) return { kind: table.statements[at] === row.statement ? 'again' : 'otherwise', line: known };
      put(table, at, row);
      size += 1;
      if (size * 3 > table.lines.length * 2) table = grown(table);
      return { kind: 'first', line };
    },
  };
}

interface Table {
  readonly highs: Uint32Array;
  readonly lows: Uint32Array;
  readonly statements: Uint32Array;
  /** the line of the first statement; 0 where the slot is free */
  readonly lines: Uint32Array;
}

interface HashedFact {
  readonly high: number;
  readonly low: number;
  readonly statement: number;
  readonly line: number;
}

const emptyTable = (capacity: number): Table => ({
  highs: new Uint32Array(capacity),
  lows: new Uint32Array(capacity),
  statements: new Uint32Array(capacity),
  lines: new Uint32Array(capacity),
});

/** The slot that holds a hash, or the free one where it belongs. */
function slotOf(table: Table, high: number, low: number): number {
  const mask = table.lines.length - 1;
  let at = low & mask;
  while (table.lines[at] !== 0 && (table.highs[at] !== high || table.lows[at] !== low)) at = (at + 1) & mask;
  return at;
}

function put(table: Table, at: number, row: HashedFact): void {
  table.highs[at] = row.high;
  table.lows[at] = row.low;
  table.statements[at] = row.statement;
  table.lines[at] = row.line;
}

function grown(old: Table): Table {
  const table = emptyTable(old.lines.length * 2);
  old.lines.forEach((line, at) => {
    if (line === 0) return;
    const row = { high: old.highs[at] ?? 0, low: old.lows[at] ?? 0, statement: old.statements[at] ?? 0, line };
    put(table, slotOf(table, row.high, row.low), row);
  });
  return table;
}

/** MurmurHash3 (32 bits) over the UTF-16 code units of a text. */
function hash(text: string, seed: number): number {
  let state = seed | 0;
  for (let index = 0; index < text.length; index++) {
    let block = Math.imul(text.charCodeAt(index), 0xcc9e2d51);
    block = (block << 15) | (block >>> 17);
    state ^= Math.imul(block, 0x1b873593);
    state = (state << 13) | (state >>> 19);
    state = (Math.imul(state, 5) + 0xe6546b64) | 0;
  }
  state ^= text.length;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** What a fact is about, and what it states of that; a note is no part of the statement. */
function texts(fact: Fact): readonly [string, string] {
  switch (fact.type) {
    case 'observation': {
      const { series, period, value, quality, precision } = fact.observation;
      return [
        join('o', series.metric, series.subject, record(series.dimensions), period.grain, period.start, period.end),
        join(value, quality, precision),
      ];
    }
    case 'snapshot': {
      const { content, metric, readAt, value, quality } = fact.snapshot;
      return [join('s', content, metric, readAt), join(value, quality)];
    }
    case 'content': {
      const { id, kind, publishedAt, title, link } = fact.content;
      return [join('c', id), join(kind, publishedAt, title, link ?? '')];
    }
    case 'entry': {
      const { kind, date, title, attributes } = fact.entry;
      return [join('e', kind, date, title, record(attributes)), ''];
    }
  }
}

const join = (...parts: readonly (string | number | null)[]): string => parts.join('\u0000');

function record(pairs: Readonly<Record<string, string>>): string {
  const names = Object.keys(pairs);
  return names.length === 0
    ? ''
    : names
        .sort()
        .map((name) => `${name}\u0001${pairs[name]}`)
        .join('\u0001');
}
