import type { Database } from '../driver.js';
import { monthOf } from '../rows.js';
import type { Facet } from './facets.js';
import { rowNumber, VOID } from './schema.js';
import { newSegment, type SegmentColumns } from './segments.js';

/** Rows in columns, as the counting takes them. */
export interface CountedColumns extends SegmentColumns {
  readonly rows: number;
}

type Row = [number: number, day: number, advocate: number, unit: number, facet: number];

/**
 * The activations on days in `[start, end)` as they stood at a past second: what was recorded later, added later or corrected later is left out. Read from
 * the rows themselves, which is slower than the columns of the present. Persons who were linked or forgotten since are as they are now.
 */
export function columnsAsOf(database: Database, start: number, end: number, second: number, all: readonly (Facet | undefined)[]): CountedColumns {
  const span = [rowNumber(monthOf(start), 0), rowNumber(monthOf(Math.max(start, end - 1)) + 1, 0)] as const;
  const rows = database
    .prepareArrays<Row>(
      `SELECT number, day, advocate, unit, facet FROM activations
       WHERE number >= ? AND number < ? AND day >= ? AND day < ? AND recorded <= ? ORDER BY number`,
    )
    .all(...span, start, end, second);
  const added = touchesUntil(database, span, second);
  const corrected = correctedUntil(database, span, second);
  const numberOf = facetFinder(all);
  const columns = newSegment(rows.length);
  rows.forEach(([number, day, advocate, unit, facet], at) => {
    const platforms = added.get(number) ?? 0;
    columns.day[at] = day;
    columns.advocate[at] = advocate;
    columns.unit[at] = unit;
    columns.facet[at] = corrected.has(number) ? VOID : platforms === 0 ? facet : numberOf(facet, platforms);
  });
  return { ...columns, rows: rows.length };
}

type Span = readonly [first: number, end: number];

function touchesUntil(database: Database, span: Span, second: number): ReadonlyMap<number, number> {
  const added = new Map<number, number>();
  const rows = database
    .prepareArrays<[number, number]>(
      'SELECT activation, platforms FROM activation_touches WHERE activation >= ? AND activation < ? AND recorded <= ? ORDER BY rowid',
    )
    .all(...span, second);
  for (const [activation, platforms] of rows) {
    const held = added.get(activation) ?? 0;
    // the negative of a set takes it back
    added.set(activation, platforms < 0 ? held & ~-platforms : held | platforms);
  }
  return added;
}

function correctedUntil(database: Database, span: Span, second: number): ReadonlySet<number> {
  const rows = database
    .prepareArrays<[number]>('SELECT activation FROM activation_corrections WHERE activation >= ? AND activation < ? AND at <= ?')
    .all(...span, second * 1000 + 999);
  return new Set(rows.map(([activation]) => activation));
}

/** The facet with further platforms: it was made when these were added. */
function facetFinder(all: readonly (Facet | undefined)[]): (facet: number, platforms: number) => number {
  const key = ({ kind, platforms, campaign }: Facet): string => `${kind}/${platforms}/${campaign}`;
  const numbers = new Map(all.flatMap((facet, number) => (facet === undefined || number <= VOID ? [] : [[key(facet), number] as const])));
  return (number, platforms) => {
    const facet = all[number];
    return facet === undefined ? number : (numbers.get(key({ ...facet, platforms: facet.platforms | platforms })) ?? number);
  };
}
