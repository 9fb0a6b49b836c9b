import type { Fact } from '../../connectors/contract/layout.js';
import type { Series } from '../../connectors/contract/observation.js';
import type { Period } from '../../connectors/contract/period.js';

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
  const hashes = openHashes();
  let table = emptyTable(FIRST_CAPACITY);
  let size = 0;
  return {
    see: (fact, line) => {
      const row = { ...hashes(fact), line };
      const at = slotOf(table, row.high, row.low);
      const known = table.words[at + 3] ?? 0;
      if (known !== 0) return { kind: table.words[at + 2] === row.statement ? 'again' : 'otherwise', line: known };
      put(table, at, row);
      size += 1;
      if (size * 3 > table.slots * 2) table = grown(table);
      return { kind: 'first', line };
    },
  };
}

/** Four words a slot, so that a look needs one place of the memory: high and low half of what a fact is about, its statement, its line (0: free). */
interface Table {
  readonly words: Uint32Array;
  readonly slots: number;
}

interface HashedFact {
  readonly high: number;
  readonly low: number;
  readonly statement: number;
  readonly line: number;
}

const emptyTable = (slots: number): Table => ({ words: new Uint32Array(slots * 4), slots });

/** Where the slot begins that holds a hash, or the free one where it belongs. */
function slotOf({ words, slots }: Table, high: number, low: number): number {
  const mask = slots - 1;
  let slot = low & mask;
  for (;;) {
    const at = slot * 4;
    if (words[at + 3] === 0 || (words[at] === high && words[at + 1] === low)) return at;
    slot = (slot + 1) & mask;
  }
}

function put({ words }: Table, at: number, row: HashedFact): void {
  words[at] = row.high;
  words[at + 1] = row.low;
  words[at + 2] = row.statement;
  words[at + 3] = row.line;
}

function grown({ words, slots }: Table): Table {
  const table = emptyTable(slots * 2);
  for (let from = 0; from < words.length; from += 4) {
    if (words[from + 3] === 0) continue;
    const at = slotOf(table, words[from] ?? 0, words[from + 1] ?? 0);
    for (let word = 0; word < 4; word++) table.words[at + word] = words[from + word] ?? 0;
  }
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

type Hashes = Omit<HashedFact, 'line'>;

interface Halves {
  readonly high: number;
  readonly low: number;
}

const MOST_REMEMBERED = 100_000;

/** Opens the hashing of a file's facts. Rows of one series share one object, and so do those of one period: each is hashed once. */
function openHashes(): (fact: Fact) => Hashes {
  const ofSeries = rememberingThings((series: Series) => join('o', series.metric, series.subject, record(series.dimensions)));
  const ofPeriod = rememberingThings((period: Period) => join(period.grain, period.start, period.end));
  const ofWord = new Map<string, number>();
  const wordHash = (word: string): number => {
    const known = ofWord.get(word) ?? hash(word, SEEDS.statement);
    ofWord.set(word, known);
    return known;
  };
  const number = new Float64Array(1);
  const words = new Uint32Array(number.buffer);
  return (fact) => {
    if (fact.type !== 'observation') {
      const [about, statement] = texts(fact);
      return { high: hash(about, SEEDS.high), low: hash(about, SEEDS.low), statement: hash(statement, SEEDS.statement) };
    }
    const { series, period, value, quality, precision } = fact.observation;
    const [one, other] = [ofSeries(series), ofPeriod(period)];
    number[0] = value ?? Number.NaN;
    const statement = mixed(mixed(words[0] ?? 0, words[1] ?? 0), wordHash(quality) ^ (wordHash(precision) >>> 3));
    return { high: mixed(one.high, other.high), low: mixed(one.low, other.low), statement };
  };
}

function rememberingThings<Thing extends object>(text: (thing: Thing) => string): (thing: Thing) => Halves {
  const known = new Map<Thing, Halves>();
  let last: Thing | undefined;
  let lastHalves: Halves = { high: 0, low: 0 };
  return (thing) => {
    if (thing === last) return lastHalves;
    let found = known.get(thing);
    if (found === undefined) {
      const about = text(thing);
      found = { high: hash(about, SEEDS.high), low: hash(about, SEEDS.low) };
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(thing, found);
    }
    last = thing;
    lastHalves = found;
    return found;
  };
}

/** Two hashes as one, in their order. */
function mixed(one: number, other: number): number {
  const turned = Math.imul((other << 15) | (other >>> 17), 0x1b873593);
  let state = Math.imul(one, 0xcc9e2d51) ^ turned;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** What a fact is about, and what it states of that; a note is no part of the statement. */
function texts(fact: Exclude<Fact, { readonly type: 'observation' }>): readonly [string, string] {
  switch (fact.type) {
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
