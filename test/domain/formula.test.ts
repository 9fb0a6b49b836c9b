import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absolute, days, type Expression, exact, literal, number, operation, share, sum, value } from '../../src/domain/formula.js';
import { readBasis, writeBasis } from '../../src/domain/formula-text.js';
import { toNumber } from '../../src/domain/rational.js';

const row = (observation: string, stated: number): Expression => value({ observation, value: stated, quality: 'complete' });

describe('a written formula', () => {
  it('names its values in order and says how each is printed', () => {
    const change = operation(operation(row('now', 967), '-', row('before', 1304)), '/', row('before', 1304));
    expect(writeBasis([{ expression: absolute(change), format: { kind: 'percent', digits: 1 } }])).toMatchObject({
      formula: 'abs((v1 - v2) / v2) as percent(1)',
      values: [{ observation: 'now' }, { observation: 'before' }],
    });
  });

  it('evaluates to the same number when it is read back', () => {
    const leaf = fc
      .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 9_999 }))
      .map(([name, stated]) => row(`row-${name}-${stated}`, stated));
    const tree = fc.letrec<{ node: Expression }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.integer({ min: 1, max: 99 }).map(number),
        fc
          .tuple(tie('node'), fc.constantFrom('+' as const, '-' as const, '*' as const), tie('node'))
          .map(([left, operator, right]) => operation(left, operator, right)),
        fc.array(tie('node'), { minLength: 2, maxLength: 4 }).map(sum),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (expression) => {
        const [back] = readBasis(writeBasis([{ expression, format: { kind: 'integer' } }]));
        expect(back && exact(back.expression)).toEqual(exact(expression));
      }),
    );
  });

  it('tells the day of a quarter: 60 of 91', () => {
    expect(toNumber(exact(days('2024-01-01', '2024-03-01')))).toBe(60);
    expect(toNumber(exact(days('2024-01-01', '2024-04-01')))).toBe(91);
  });

  it('gives the share of one part by largest remainder', () => {
    const parts = [row('a', 1), row('b', 1), row('c', 1)];
    expect([0, 1, 2].map((index) => toNumber(exact(share(2, index, parts))))).toEqual([0.34, 0.33, 0.33]);
  });

  it('keeps words with quotes and semicolons', () => {
    const basis = writeBasis([{ expression: literal("Isra' Mi'raj; \\ 2024"), format: { kind: 'text' } }]);
    expect(readBasis(basis)[0]?.expression).toEqual(literal("Isra' Mi'raj; \\ 2024"));
  });

  it.each(['v9 as integer', 'v1 as', 'v1 + as integer', 'what(v1) as integer', 'v1 as money', '§'])('refuses %s', (formula) => {
    expect(() => readBasis({ formula, values: [{ observation: 'a', value: 1, quality: 'complete' }] })).toThrow(SyntaxError);
  });
});
