import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainNumber } from '../../../connectors/files/number.js';

describe('a number in a cell', () => {
  it.each([
    ['118069', 118069],
    ['0', 0],
    ['5.0', 5],
    ['0.125', 0.125],
    ['-3', -3],
    ['1234.5', 1234.5],
    ['137.84', 137.84],
  ])('reads %s', (text, value) => expect(plainNumber('value', text)).toBe(value));

  it('reads an empty cell as no data, not as zero', () => expect(plainNumber('value', '')).toBeNull());

  it.each([
    ['118.069', 'Write it plainly: 118069 without a separator, or 118.0690'],
    ['13,559', 'Write it plainly: 13559 without a separator, or 13.5590'],
    ['-9.837', 'Write it plainly: -9837'],
    ['1.297.905', 'Write it plainly: 1297905.'],
    ['5,0', 'Write a point: 5.0'],
    ['137.84%', 'percent sign'],
    [' 967', 'Remove the space'],
    ['1e5', 'no plain number'],
    ['+5', 'no plain number'],
    ['007', 'no plain number'],
    ['5.', 'no plain number'],
    ['.5', 'no plain number'],
    ['-0', 'no plain number'],
    ['NaN', 'no plain number'],
    ['1 304', 'no plain number'],
    ['١٢٣', 'no plain number'],
    ['1234567890123456', '15 digits'],
  ])('rejects %s and says how to write it', (text, reason) => expect(() => plainNumber('value', text)).toThrow(reason));

  it('reads every whole number as it is written, and rejects it with separators', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 999_999_999 }), fc.constantFrom('.', ','), (number, separator) => {
        expect(plainNumber('value', String(number))).toBe(number);
        const grouped = String(number).replace(/\B(?=(\d{3})+$)/g, separator);
        expect(() => plainNumber('value', grouped)).toThrow('Write it plainly');
      }),
    );
  });
});
