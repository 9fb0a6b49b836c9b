import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_METRICS } from '../../../connectors/contract/registry.js';
import { fitNumber, readWords, readWritten } from '../../../src/pipeline/handed/numbers.js';
import { readPaste } from '../../../src/pipeline/handed/paste.js';
import { february } from './february.js';

const group = (digits: string, mark: string): string => digits.replace(/\B(?=(\d{3})+$)/g, mark);

/** A number with the ways in which Indonesians and English write it. */
const styles: readonly ((value: number) => string)[] = [
  (value) => String(value),
  (value) => group(String(value), '.'),
  (value) => group(String(value), ','),
  (value) => group(String(value), ' '),
  (value) => group(String(value), "'"),
  (value) => `${group(String(value), '.')},0`,
  (value) => `${group(String(value), ',')}.00`,
  (value) => `${value / 1000}rb`,
  (value) => `${String(value / 1000).replace('.', ',')} ribu`,
  (value) => `${value / 1000}k`,
  (value) => `${String(value / 1_000_000).replace('.', ',')}jt`,
];
const decimalStyles: readonly ((text: string) => string)[] = [(text) => text, (text) => text.replace('.', ',')];
const metricOf = (id: string) => {
  const metric = BUILT_IN_METRICS.find((candidate) => candidate.id === id);
  if (!metric) throw new Error(id);
  return metric;
};
const [written, suffixed] = [/^([\d.,' ]*\d)/, /\d\s?(rb|ribu|k|jt)$/];
const read = (text: string) => readWritten(written.exec(text)?.[1] ?? '', suffixed.exec(text)?.[1] ?? '');
const language = fc.constantFrom('id' as const, 'en' as const);

describe('a whole number, however it is written', () => {
  it('is read as what it is, or asked', () => {
    let certain = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999 }),
        fc.constantFrom(...styles),
        language,
        fc.option(fc.nat(10_000_000), { nil: undefined }),
        (value, style, tongue, previous) => {
          const fitted = fitNumber(read(style(value)), { metric: metricOf('followers'), language: tongue, previous });
          if (fitted.kind === 'asked') return;
          certain += 1;
          expect(fitted.value).toBe(value);
        },
      ),
      { numRuns: 5_000 },
    );
    expect(certain).toBeGreaterThan(1_500);
  });

  it('is read inside a message, or asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), fc.constantFrom(...styles), (value, style) => {
        const { figures } = readPaste(`pengunjung web ${style(value)}`, february);
        for (const figure of figures) if (figure.questions.length === 0) expect(figure.figure).toBe(value);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a number with a fraction', () => {
  it('is read as what it is, or asked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_999 }),
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom(...decimalStyles),
        language,
        (digits, places, style, tongue) => {
          const value = digits / 10 ** places;
          const fitted = fitNumber(read(style(value.toFixed(places))), { metric: metricOf('satisfaction'), language: tongue, previous: undefined });
          if (fitted.kind === 'read') expect(fitted.value).toBe(value);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

describe('what is no number', () => {
  it.each(['0811', '12.34.56', '1.2345.678', '1,23,456.7', '1234567890123456789'])('%s has no reading that is believed', (text) =>
    expect(fitNumber(read(text), { metric: metricOf('followers'), language: 'id', previous: undefined }).kind).toBe('asked'),
  );
});

describe('numbers in words', () => {
  it.each([
    ['enam', 6],
    ['sebelas', 11],
    ['dua belas', 12],
    ['dua puluh', 20],
    ['dua puluh lima', 25],
    ['seven', 7],
  ])('%s is %i', (text, value) => expect(readWords(text.split(' ')).readings).toEqual([{ value, how: 'plain' }]));
  it.each(['seratus', 'dua ratus', 'lima puluh delapan ribu', 'belas'])('%s is asked', (text) =>
    expect(readWords(text.split(' ')).readings).toEqual([]),
  );
});

describe('any text', () => {
  it('is read without a failure, and states no figure without a number in it', () => {
    const words = fc.constantFrom(
      ...'telp wa email ig x follower tiket total feb jan 46 1.028 118,069 58rb 3% (8) : , ; - = / naik dari jadi bukan nihil kira2 total reach 29 per'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 6 })), { maxLength: 14 }), (parts) => {
        const text = parts.join(' ');
        const { figures } = readPaste(text, february);
        for (const { figure } of figures) if (typeof figure === 'number') expect(text).toMatch(/[\d]|nol|satu|one|zero/i);
      }),
      { numRuns: 2_000 },
    );
  });
});
