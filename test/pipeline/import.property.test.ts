import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../connectors/contract/layout.js';
import { importFile } from '../../src/pipeline/import.js';
import { RefusedFile } from '../../src/pipeline/import-report.js';
import { recordingStore } from '../support/recording-store.js';
import { bytesOf, csvOf, demoClock, demoConfig, entriesText, ministryTable, type Table, tableOf } from '../support/report.js';

/** The facts of a table by their line, apart from their origin; undefined where it is refused. */
async function factsOf(table: Table): Promise<{ readonly byLine: ReadonlyMap<string, string>; readonly repeats: number } | undefined> {
  const recording = recordingStore();
  const request = { bytes: bytesOf(csvOf(table)), fileName: 'x.csv', sourceName: 'x' };
  try {
    const { repeats } = await importFile(request, { store: recording.store, config: demoConfig, clock: demoClock });
    return {
      byLine: new Map(recording.facts.map((fact) => [referenceOf(fact), JSON.stringify(fact, (name, value) => (name === 'origin' ? '' : value))])),
      repeats,
    };
  } catch (error) {
    if (error instanceof RefusedFile) return undefined;
    throw error;
  }
}

function referenceOf(fact: Fact): string {
  if (fact.type === 'observation') return fact.observation.reference ?? '';
  return fact.type === 'entry' ? (fact.entry.reference ?? '') : '';
}

/** Other texts for a cell: anything, another cell of its column, one character more or less, a number with separators. */
const otherText = (table: Table, row: number, column: number): fc.Arbitrary<string> => {
  const text = table[row]?.[column] ?? '';
  const place = fc.nat({ max: text.length });
  return fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(...table.slice(1).map((cells) => cells[column] ?? '')),
    fc.tuple(place, fc.constantFrom(...'0123456789.,-;="\n\r abQW')).map(([at, character]) => text.slice(0, at) + character + text.slice(at)),
    place.map((at) => text.slice(0, at) + text.slice(at + 1)),
  );
};

const mutation = (table: Table) =>
  fc
    .tuple(fc.integer({ min: 1, max: table.length - 1 }), fc.nat({ max: (table[0]?.length ?? 1) - 1 }))
    .chain(([row, column]) => otherText(table, row, column).map((text) => ({ row, column, text })));

type Facts = NonNullable<Awaited<ReturnType<typeof factsOf>>>;

/** What other lines than one state, each under the line where it stood before that one gained line breaks. */
function othersOf(facts: Facts, line: number, breaks: number): ReadonlyMap<number, string> {
  const others = [...facts.byLine].filter(([reference]) => Number(reference) !== line);
  return new Map(
    others.map(([reference, fact]) => [
      Number(reference) > line ? Number(reference) - breaks : Number(reference),
      fact.replace(`"reference":"${reference}"`, ''),
    ]),
  );
}

/** 5.0 and 5.00 are one number; and where a row has an as-of date, a month and its quarter frame the same reading. */
function meansTheSame(table: Table, row: number, column: number, text: string): boolean {
  const [header = [], cells = []] = [table[0], table[row]];
  if (header[column] === 'value') return text !== '' && Number(text) === Number(cells[column]);
  return header[column] === 'period' && cells[header.indexOf('as_of')] !== '' && /^\d{4}(-Q[1-4]|-\d{2})?$/.test(text);
}

const withCell = (table: Table, row: number, column: number, text: string): Table =>
  table.map((cells, index) => (index === row ? cells.map((cell, at) => (at === column ? text : cell)) : cells));

describe.each<[string, Table]>([
  ['observations', ministryTable],
  ['entries', tableOf(entriesText)],
])('one changed cell in a file of %s', (_name, table) => {
  it('changes that one fact, or the file is refused', async () => {
    const before = await factsOf(table);
    if (before === undefined) throw new Error('the table is right');
    let kept = 0;
    await fc.assert(
      fc.asyncProperty(mutation(table), async ({ row, column, text }) => {
        const old = table[row]?.[column] ?? '';
        fc.pre(text !== old && !meansTheSame(table, row, column, text));
        const after = await factsOf(withCell(table, row, column, text));
        if (after === undefined) return;
        kept += 1;
        const line = row + 1;
        const now = after.byLine.get(String(line));
        expect(now).not.toBe(before.byLine.get(String(line)));
        // A row that now states what another one states takes that one's place, or its own is dropped: one fact fewer, and no other fact.
        expect(after.repeats).toBe(before.byLine.size - after.byLine.size);
        expect(after.repeats).toBeLessThanOrEqual(1);
        const breaks = text.match(/\r\n|\r|\n/g)?.length ?? 0;
        const [others, expected] = [othersOf(after, line, breaks), othersOf(before, line, 0)];
        for (const [other, fact] of others) expect(fact).toBe(expected.get(other));
        if (after.repeats === 0) expect(others.size).toBe(expected.size);
      }),
      { numRuns: 300 },
    );
    expect(kept).toBeGreaterThan(20);
  });
});
