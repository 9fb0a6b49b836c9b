import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../connectors/contract/layout.js';
import type { CivilDate, Instant } from '../../connectors/contract/period.js';
import { statedFacts } from '../../src/pipeline/stated-facts.js';

const fact = (region: string, value: number): Fact => ({
  type: 'observation',
  observation: {
    series: { metric: 'tickets_by_region', subject: 'contact_centre', dimensions: { region }, grain: 'month' },
    period: { grain: 'month', start: '2024-02-01' as CivilDate, end: '2024-03-01' as CivilDate },
    value,
    quality: 'complete',
    precision: 'exact',
    observedAt: '2024-03-01T02:00:00.000Z' as Instant,
    origin: 'o',
  },
});

describe('the memory of what a file has stated', () => {
  it('answers as a map of all facts would', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 2 })), { maxLength: 200 }), (statements) => {
        const stated = statedFacts();
        const known = new Map<number, { readonly value: number; readonly line: number }>();
        statements.forEach(([region, value], index) => {
          const line = index + 2;
          const first = known.get(region);
          const kind = first === undefined ? 'first' : first.value === value ? 'again' : 'otherwise';
          expect(stated.see(fact(`region ${region}`, value), line)).toEqual({ kind, line: first?.line ?? line });
          if (first === undefined) known.set(region, { value, line });
        });
      }),
    );
  });

  it('still knows every one of 100,000 facts after it has grown', () => {
    const stated = statedFacts();
    for (let index = 0; index < 100_000; index++) expect(stated.see(fact(`region ${index}`, index), index + 2).kind).toBe('first');
    for (let index = 0; index < 100_000; index += 7) {
      expect(stated.see(fact(`region ${index}`, index), 1_000_000)).toEqual({ kind: 'again', line: index + 2 });
      expect(stated.see(fact(`region ${index}`, index + 1), 1_000_000)).toEqual({ kind: 'otherwise', line: index + 2 });
    }
  });
});
