import { describe, expect, it } from 'vitest';
import { type DecimalMark, decimalMark, NO_MARKS, readCount, readMeasure, withMark } from '../../../../connectors/files/layouts/figures.js';

const count = (text: string, mark?: DecimalMark, signed = false): number | string => {
  const figure = readCount(text, mark, signed);
  return figure.kind === 'value' || figure.kind === 'negative' ? figure.value : figure.kind;
};

describe('a count', () => {
  it.each([
    ['0', 0],
    ['118069', 118069],
    ['1938.0', 1938],
    ['1,234', 1234],
    ['1.234', 1234],
    ['1\u00A0234', 1234],
    ['28.500', 28500],
    ['1,234,567', 1234567],
    ["'42", 42],
  ])('%s is %d', (text, value) => {
    expect(count(text)).toBe(value);
  });

  it.each(['', '-', '--', 'NAN', 'undefined', 'N/A', 'Libur', 'tidak ada'])('%j is nothing, and no zero', (text) => {
    expect(count(text)).toBe('nothing');
  });

  it.each(['12.5', '3.апр', '8.яну', '17. Jun', '1.2K', '3,4 rb', 'teks', '1.23.456', '12,34', '1.29403E+18', '9007199254740993'])(
    '%j is wrong',
    (text) => {
      expect(count(text)).toBe('wrong');
    },
  );

  it('with a group of three digits is doubtful where the file parts decimals with the same sign', () => {
    expect(count('1.234', 'point')).toBe('doubtful');
    expect(count('1,234', 'point')).toBe(1234);
    expect(count('1.234', 'comma')).toBe(1234);
  });

  it('may be below zero only where it is a net change', () => {
    expect(readCount('-4', undefined, false)).toEqual({ kind: 'negative', value: -4 });
    expect(readCount('-4', undefined, true)).toEqual({ kind: 'value', value: -4 });
  });
});

describe('the decimal mark of a file', () => {
  const markOf = (...cells: string[]): DecimalMark | 'doubtful' | undefined => decimalMark(cells.reduce(withMark, NO_MARKS));

  it('is what some cell proves', () => {
    expect(markOf('28.500', '1.310')).toBeUndefined();
    expect(markOf('28.500', '4,8')).toBe('comma');
    expect(markOf('1.234.567')).toBe('comma');
    expect(markOf('1,234', '2.5%')).toBe('point');
    expect(markOf('1,234.5')).toBe('point');
    expect(markOf('2.5', '4,8')).toBe('doubtful');
  });
});

describe('a measure with decimals', () => {
  it('is kept in whole units', () => {
    expect(readMeasure('12.25', undefined, 3600)).toEqual({ kind: 'value', value: 44100 });
    expect(readMeasure('11,5', 'comma', 3600)).toEqual({ kind: 'value', value: 41400 });
    expect(readMeasure('1,234.5', 'point', 1)).toEqual({ kind: 'value', value: 1235 });
    expect(readMeasure('', undefined, 1)).toEqual({ kind: 'nothing' });
    expect(readMeasure('x', undefined, 1)).toMatchObject({ kind: 'wrong' });
  });
});
