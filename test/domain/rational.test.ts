import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, divide, fromNumber, largestRemainder, multiply, rational, scaledRound, subtract } from '../../src/domain/rational.js';
import { formatDecimal, formatPercent } from '../../src/text/number.js';

const ratio = (a: number, b: number) => divide(fromNumber(a), fromNumber(b));

describe('golden values of the report', () => {
  it('13,559 of a target of 9,837 is 137.84 %', () => {
    expect(formatPercent(ratio(13559, 9837), 2, 'id')).toBe('137,84%');
    expect(formatPercent(ratio(13559, 9837), 2, 'en')).toBe('137.84%');
  });

  it('13,559 of 75,711 employees is 17.91 %', () => {
    expect(formatPercent(ratio(13559, 75711), 2, 'id')).toBe('17,91%');
  });

  it('967 tickets after 1,455 is -33.5 %, 46 calls after 95 is -51.6 %', () => {
    const change = (now: number, before: number) => divide(subtract(fromNumber(now), fromNumber(before)), fromNumber(before));
    expect(formatPercent(change(967, 1455), 1, 'en')).toBe('-33.5%');
    expect(formatPercent(change(46, 95), 1, 'en')).toBe('-51.6%');
  });

  it('the kinds of activation are 15.68 / 83.50 / 0.82 %', () => {
    const shares = largestRemainder([2245, 11954, 117].map(fromNumber), 2 + 2);
    expect(shares.map((share) => formatPercent(share, 2, 'en'))).toEqual(['15.68%', '83.50%', '0.82%']);
  });

  it('the tie of -2.5 % rounds away from zero', () => {
    const change = divide(subtract(rational(39n), rational(40n)), rational(40n));
    expect(formatPercent(change, 0, 'en')).toBe('-3%');
  });
});

describe('exact fractions', () => {
  it('reads 0.1 as one tenth, so 0.1 + 0.2 is 0.3', () => {
    expect(add(fromNumber(0.1), fromNumber(0.2))).toEqual(fromNumber(0.3));
  });

  it('reads exponents: 1e21 and 1e-7', () => {
    expect(fromNumber(1e21)).toEqual(rational(10n ** 21n));
    expect(fromNumber(1e-7)).toEqual(rational(1n, 10n ** 7n));
  });

  it('prints -0.04 with one decimal as 0.0, never -0.0', () => {
    expect(formatDecimal(fromNumber(-0.04), 1, 'en')).toBe('0.0');
  });

  it('rounds half away from zero on both sides', () => {
    expect([scaledRound(fromNumber(2.5), 0), scaledRound(fromNumber(-2.5), 0), scaledRound(fromNumber(1.005), 2)]).toEqual([3n, -3n, 101n]);
  });

  it('largest remainders add up to the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 12 }), fc.integer({ min: 0, max: 4 }), (parts, digits) => {
        const shares = largestRemainder(parts.map(fromNumber), digits);
        const whole = shares.reduce(add, rational(0n));
        expect(whole).toEqual(parts.some((part) => part > 0) ? rational(1n) : rational(0n));
      }),
    );
  });

  it('divides and multiplies back exactly', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1 }), (a, b) => {
        expect(multiply(ratio(a, b), fromNumber(b))).toEqual(fromNumber(a));
      }),
    );
  });
});
