import type { PlatformSet } from '../../../domain/activation.js';
import { PantauError } from '../../../errors.js';
import { type Database, type Durability, transaction } from '../driver.js';

/** What many activations share: the code of a kind, a set of platforms, the number of a campaign's word (0 for none). */
export interface Facet {
  readonly kind: number;
  readonly platforms: PlatformSet;
  readonly campaign: number;
}

/** The facets by number; another process may have added some, so that an unknown number is looked up. */
export interface Facets {
  readonly numberOf: (facet: Facet) => number;
  readonly of: (number: number) => Facet;
  /** all facets by number, those that another process added included */
  readonly all: () => readonly (Facet | undefined)[];
  /** forgets what was read: after a transaction was rolled back, a number may come to mean another facet */
  readonly reset: () => void;
}

const NONE: Facet = { kind: 0, platforms: 0, campaign: 0 };

/** Opens the facets of a store. */
export function openFacets(database: Database): Facets {
  const known: (Facet | undefined)[] = [];
  const numbers = new Map<number, number>();
  // 2 bits of kind, 8 of platforms, and the campaign above them: a whole number below 2^53.
  const keyOf = ({ kind, platforms, campaign }: Facet): number => campaign * 1024 + platforms * 4 + kind;
  const load = (): void => {
    const rows = database
      .prepare<Facet & { readonly number: number }>('SELECT * FROM activation_facets WHERE number >= ? ORDER BY number')
      .all(known.length);
    for (const { number, ...facet } of rows) {
      known[number] = facet;
      if (number > 1) numbers.set(keyOf(facet), number);
    }
  };
  const insert = ({ kind, platforms, campaign }: Facet): number => {
    database.prepare('INSERT OR IGNORE INTO activation_facets (kind, platforms, campaign) VALUES (?, ?, ?)').run(kind, platforms, campaign);
    const row = database
      .prepare<{ number: number }>('SELECT number FROM activation_facets WHERE kind = ? AND platforms = ? AND campaign = ?')
      .get(kind, platforms, campaign);
    if (row === undefined) throw new PantauError('failure', 'An activation could not be stored. Try again.');
    return row.number;
  };
  return {
    // Nothing is remembered of what this transaction inserts: it may be rolled back.
    numberOf: (facet) => numbers.get(keyOf(facet)) ?? insert(facet),
    of: (number) => {
      if (known[number] === undefined) load();
      return known[number] ?? NONE;
    },
    all: () => {
      load();
      return known;
    },
    reset: () => {
      known.length = 0;
      numbers.clear();
    },
  };
}

/** Runs work on the ledger in one transaction; where it is rolled back, the facets are read anew. */
export function ledgerTransaction<Result>(database: Database, facets: Facets, durability: Durability, work: () => Result): Result {
  try {
    return transaction(database, durability, work);
  } catch (cause) {
    facets.reset();
    throw cause;
  }
}

/** The number of a word (a unit, a content, a campaign), made where it is new; 0 for none. */
export function wordNumber(database: Database, word: string | undefined): number {
  if (word === undefined || word === '') return 0;
  database.prepare('INSERT OR IGNORE INTO advocacy_words (word) VALUES (?)').run(word);
  return findWord(database, word) ?? 0;
}

/** The number of a word, where there is one. */
export const findWord = (database: Database, word: string): number | undefined =>
  database.prepare<{ number: number }>('SELECT number FROM advocacy_words WHERE word = ?').get(word)?.number;

/** The word of a number. */
export const wordOf = (database: Database, number: number): string | undefined =>
  number === 0 ? undefined : database.prepare<{ word: string }>('SELECT word FROM advocacy_words WHERE number = ?').get(number)?.word;
