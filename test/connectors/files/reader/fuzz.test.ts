import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTokenizer } from '../../../../connectors/files/reader/tokenizer.js';
import { tablesIn } from '../../../support/tables.js';
import { fuzz } from './fuzz.js';

const cell = fc.array(fc.constantFrom('a', 'B', '7', ' ', '"', ',', ';', '\n', '\r', '\r\n', 'é', '🎉'), { maxLength: 6 }).map((all) => all.join(''));
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const record = fc.array(cell, { minLength: 3, maxLength: 3 });

describe('any bytes', () => {
  it('become tables or a refusal, soon', () => fuzz(2_000), 120_000);
});

describe('any cells', () => {
  it('are read back as they were written, whatever is in them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (rows, delimiter, end) => {
          const lines = [['id', 'text', 'more', 'date'], ...rows.map((row, index) => [`${index + 1}`, ...row.slice(1), '2025-01-01'])];
          const [table] = await tablesIn(lines.map((line) => line.map(quoted).join(delimiter) + end).join(''));
          expect(table?.rows).toEqual(lines.slice(1));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are the same in whatever pieces the text comes', () => {
    const read = (pieces: readonly string[]) => {
      const tokenizer = openTokenizer({ delimiter: ',', strayMarks: 'keep', guess: true, longestRow: 1_000, widestRow: 100 });
      try {
        return [...pieces.flatMap((piece) => tokenizer.feed(piece)), ...tokenizer.end()];
      } catch (error) {
        return String(error);
      }
    };
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), (cells, size) => {
        const text = cells.join(',');
        const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) => text.slice(index * size, (index + 1) * size));
        expect(read(pieces)).toEqual(read([text]));
      }),
      { numRuns: 2_000 },
    );
  });
});
