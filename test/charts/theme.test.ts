import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisAround } from '../../charts/scale.js';
import { apart, wrapped } from '../../charts/text.js';
import { axisNumbers, contrastOnWhite, palette, percent } from '../../charts/theme.js';

describe('numbers on an axis', () => {
  it('are written by language, in one unit', () => {
    expect(axisNumbers([0, 600000, 1200000], 'id')).toEqual(['0', '0,6 jt', '1,2 jt']);
    expect(axisNumbers([0, 600000, 1200000], 'en')).toEqual(['0', '0.6M', '1.2M']);
    expect(axisNumbers([16700], 'id')).toEqual(['16,7 rb']);
    expect(axisNumbers([16700], 'en')).toEqual(['16.7K']);
    expect(axisNumbers([-500, 0, 500], 'id')).toEqual(['-500', '0', '500']);
    expect(axisNumbers([0.05, 0.1], 'id')).toEqual(['0,05', '0,1']);
  });

  it('are never the same for two ticks', () => {
    expect(axisNumbers([118020, 118040, 118060], 'id')).toEqual(['118.020', '118.040', '118.060']);
    expect(axisNumbers([118001, 118002], 'id')).toEqual(['118.001', '118.002']);
    expect(axisNumbers([-1e-6, -8e-7, -6e-7, 0], 'en')).toEqual(['-0.000001', '-0.0000008', '-0.0000006', '0']);
    // Below the normal numbers a double has no digits left to tell ticks apart.
    const figure = fc.double({ noNaN: true, min: -1e17, max: 1e17 }).map((value) => (Math.abs(value) < 1e-300 ? 0 : value));
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1, maxLength: 5 }), fc.boolean(), (values, zero) => {
        const words = axisNumbers(axisAround(values, zero).ticks, 'id');
        expect(new Set(words).size).toBe(words.length);
      }),
    );
  });

  it('start at 0 where bars need it and hug the values of a line', () => {
    expect(axisAround([115300, 118069], true).min).toBe(0);
    expect(axisAround([115300, 118069], false).min).toBeGreaterThan(110000);
    expect(axisAround([1, 2], false).ticks.every(Number.isInteger)).toBe(true);
  });

  it('state a share above 100%', () => {
    expect(percent(13559 / 9837, 'id')).toBe('137,84%');
    expect(percent(13559 / 9837, 'en')).toBe('137.84%');
  });
});

describe('words', () => {
  const measure = (words: string): number => words.length * 10;

  it('wrap without losing a letter', () => {
    expect(wrapped('satu dua tiga', '', 80, measure)).toEqual(['satu dua', 'tiga']);
    expect(wrapped('abcdefghij', '', 40, measure)).toEqual(['abcd', 'efgh', 'ij']);
    expect(wrapped(' ', '', 40, measure)).toEqual([]);
  });

  it('move apart where they collide and stay within the ends', () => {
    expect(
      apart(
        [
          { at: 50, height: 20 },
          { at: 52, height: 20 },
          { at: 99, height: 20 },
        ],
        0,
        100,
      ),
    ).toEqual([50, 70, 90]);
  });
});

describe('the palette', () => {
  it('has a contrast of 3 to 1 on white', () => {
    for (const colour of palette) expect(contrastOnWhite(colour)).toBeGreaterThanOrEqual(3);
  });
});
