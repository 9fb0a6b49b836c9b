import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Fact } from '../../connectors/contract/layout.js';
import { normalise, rulesOf } from '../../src/pipeline/normalise.js';
import { exportsConfig, handIn } from './exports.js';
import { root } from './paths.js';

const folder = join(root, 'test/fixtures/exports');
const fixtures = readdirSync(folder).map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }));

/** One damage done to a file: its bytes at `at` (a share of its length) replaced, cut off, doubled or filled in. */
const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom('flip', 'cut', 'double', 'insert', 'swap'),
  length: fc.integer({ min: 1, max: 60 }),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 12 }),
    fc
      .constantFrom('","', '\n', '\r', ';', '"', '-', '1.234', '3.Apr', 'NAN', '-4', '1E+18', '31/12/2026', ' ', '\u0000')
      .map((text) => new TextEncoder().encode(text)),
  ),
});

type Damage = typeof damage extends fc.Arbitrary<infer Kind> ? Kind : never;

function damaged(bytes: Uint8Array, { at, kind, length, bytes: other }: Damage): Uint8Array {
  const place = Math.floor(at * bytes.length);
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  switch (kind) {
    case 'cut':
      return Buffer.concat([before, after.subarray(length)]);
    case 'double':
      return Buffer.concat([before, after.subarray(0, length), after]);
    case 'insert':
      return Buffer.concat([before, other, after]);
    case 'swap':
      return Buffer.concat([after, before]);
    case 'flip':
      return Buffer.concat([before, other, after.subarray(other.length)]);
  }
}

const answers = {
  platform: 'instagram',
  exported: '2026-11-20',
  year: '2026',
  columns: 'first',
  period: 'lifetime',
  numbers: 'thousands',
  dates: 'month-first',
};

/** Damages made-up exports and imports them: each is kept, every row of it right, or refused with a reason, and of a refused one nothing is stored. */
export async function mutatedExports(numRuns: number, seed?: number): Promise<void> {
  const rules = rulesOf(exportsConfig);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...fixtures), fc.array(damage, { minLength: 1, maxLength: 4 }), async ({ name, bytes }, damages) => {
      const stored: Fact[] = [];
      let staged: Fact[] = [];
      const store = {
        origins: async () => [],
        readSetting: async () => undefined,
        saveSetting: async () => undefined,
        beginImport: async () => ({
          stage: async (facts: readonly Fact[]) => {
            staged.push(...facts);
          },
          commit: async () => {
            stored.push(...staged);
            return { inserted: staged.length, revised: 0, unchanged: 0, outranked: 0, withdrawn: 0 };
          },
          discard: async () => {
            staged = [];
          },
        }),
      };
      const { report, kept } = await handIn(damages.reduce(damaged, bytes), name, { store, answers, dryRun: false });
      if ('refused' in report) {
        expect(report.refused.reason).not.toBe('');
        expect(report.refused.advice).not.toBe('');
        expect({ kept, stored, staged }).toEqual({ kept: false, stored: [], staged: [] });
        return;
      }
      expect(kept).toBe(true);
      for (const fact of stored) expect(normalise(fact, rules)).toMatchObject({ accepted: true });
    }),
    seed === undefined ? { numRuns } : { numRuns, seed },
  );
}
