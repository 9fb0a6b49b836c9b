import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contributions, grouped, type Share, totalChange } from '../../src/domain/contribution.js';
import { add, type Rational, rational, subtract } from '../../src/domain/rational.js';

const shares = fc.array(
  fc.record({
    key: fc.integer({ min: 0, max: 12 }).map(String),
    value: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map((n) => rational(n)),
    detail: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 30 },
);
const totalOf = (list: readonly Share<number>[]): Rational => list.reduce((sum, { value }) => add(sum, value), rational(0n));

describe('contributions to a change', () => {
  it('add up to the change exactly, part by part and group by group', () => {
    fc.assert(
      fc.property(shares, shares, (before, now) => {
        const found = contributions(before, now);
        const change = subtract(totalOf(now), totalOf(before));
        expect(totalChange(found)).toEqual(change);
        const groups = grouped(found, String).reduce((sum, group) => add(sum, group.change), rational(0n));
        expect(groups).toEqual(change);
      }),
    );
  });

  it('tell what came, what left and what changed, the largest first', () => {
    const share = (key: string, value: bigint) => ({ key, value: rational(value), detail: key });
    const found = contributions([share('a', 10n), share('b', 7n), share('c', 5n)], [share('b', 9n), share('c', 5n), share('d', 30n)]);
    expect(found.map(({ key, kind, change }) => [key, kind, Number(change.numerator)])).toEqual([
      ['d', 'came', 30],
      ['a', 'left', -10],
      ['b', 'changed', 2],
    ]);
  });
});
