import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDate } from '../../../../connectors/contract/period.js';
import { type OrderVote, orderNotes, type StatedDays } from '../../../../connectors/files/values/day-order.js';
import { type DayOrder, inOrder, isDamagedFigure, readDay, type StatedDay } from '../../../../connectors/files/values/days.js';
import { type DecimalMark, type NumberVote, numberNotes, readCount, readMeasure } from '../../../../connectors/files/values/figures.js';
import { idNotes, isRoundedId, readId } from '../../../../connectors/files/values/ids.js';
import { isNothing } from '../../../../connectors/files/values/nothing.js';
import { statedDays } from '../../../../connectors/files/values/stated-days.js';
import { newestOf, yearsBackwards } from '../../../../connectors/files/values/yearless.js';

const voteNumbers = (texts: readonly string[]): NumberVote => {
  const notes = numberNotes();
  for (const text of texts) notes.note(text);
  return notes.vote();
};

const voteDayOrder = (texts: readonly string[], stated?: StatedDays): OrderVote => {
  const notes = orderNotes();
  for (const text of texts) {
    const reading = readDay(text);
    if (reading !== undefined) notes.note(text, reading);
  }
  return notes.vote(stated);
};

describe('a cell without a figure', () => {
  it.each(['', ' ', '-', '--', 'NAN', 'N/A', 'undefined', 'Libur', 'tidak ada', ' Belum  ada ', 'Nihil', 'keine Daten'])(
    'is %j, and not zero',
    (text) => {
      expect(isNothing(text)).toBe(true);
      expect(readCount(text, undefined)).toEqual({ kind: 'nothing' });
      expect(readMeasure(text, undefined, 3600)).toEqual({ kind: 'nothing' });
    },
  );

  it.each(['0', '-1', 'no', 'Total'])('is not %j', (text) => expect(isNothing(text)).toBe(false));
});

describe('how a file writes its numbers', () => {
  it.each([
    [['0', '12', 'abc'], { outcome: 'plain' }],
    [['1.234', '4,8'], { outcome: 'decided', decimal: ',', example: '4,8' }],
    [['28.500', '1.297.905'], { outcome: 'decided', decimal: ',', example: '1.297.905' }],
    [['1,234', '2.05'], { outcome: 'decided', decimal: '.', example: '2.05' }],
    [['1,234.5'], { outcome: 'decided', decimal: '.', example: '1,234.5' }],
    [['0.125'], { outcome: 'decided', decimal: '.', example: '0.125' }],
    [['23,9%'], { outcome: 'decided', decimal: ',', example: '23,9%' }],
    [['1.234', '5'], { outcome: 'ambiguous', example: '1.234' }],
    [['4,8', '4.8'], { outcome: 'contradictory', examples: ['4.8', '4,8'] }],
  ])('is told by all cells together: %j', (texts, vote) => expect(voteNumbers(texts)).toEqual(vote));
});

describe('a count', () => {
  const value = (number: number, rounded = false) => ({ kind: 'value', value: number, rounded });

  it.each<readonly [string, DecimalMark | undefined, object]>([
    ['0', undefined, value(0)],
    ['118069', undefined, value(118_069)],
    ['1938.0', '.', value(1938)],
    ['1938.0', undefined, value(1938)],
    ['5,0', ',', value(5)],
    ['1.234', undefined, value(1234)],
    ['1,234', undefined, value(1234)],
    ['1,234', '.', value(1234)],
    ['28.500', ',', value(28_500)],
    ['1 234', undefined, value(1234)],
    ["1'234", undefined, value(1234)],
    ["'42", undefined, value(42)],
    ['1\u202f234\u202f567', undefined, value(1_234_567)],
    ['1.234.567', undefined, value(1_234_567)],
    ['-12', undefined, value(-12)],
    ['\u221212', undefined, value(-12)],
    ['1.2K', undefined, value(1_200, true)],
    ['3,4 rb', undefined, value(3_400, true)],
    ['1,1 jt', undefined, value(1_100_000, true)],
    ['2 Mio.', undefined, value(2_000_000, true)],
    // A billion in Indonesian and a million elsewhere; a thousand in Spanish and a million in English.
    ['1,2 M', undefined, { kind: 'unclear', readings: [1_200_000, 1_200_000_000] }],
    ['1 mil', undefined, { kind: 'unclear', readings: [1_000, 1_000_000] }],
    ['1.234', '.', { kind: 'unclear', readings: [1.234, 1234] }],
    ['12.000', '.', { kind: 'unclear', readings: [12, 12_000] }],
  ])('%s with decimal mark %s', (text, decimal, figure) => expect(readCount(text, decimal)).toEqual(figure));

  it.each([
    'abc',
    '1.29403E+18',
    '< 1%',
    '3.1%',
    '12 apples',
    '1 2',
    '1.2.3',
    '1,23,456',
    '0x1F',
    'Infinity',
    '1..2',
    '٣',
    '12,34',
    '9007199254740993',
  ])('is not %s', (text) => expect(readCount(text, undefined)).toMatchObject({ kind: 'wrong' }));

  it('with a fraction is wrong, and what may have been meant is said', () => {
    expect(readCount('12.5', undefined)).toMatchObject({
      kind: 'wrong',
      reason: { en: '"12.5" is a fraction where a count is expected. Where 12500 is meant, write it so.' },
    });
  });

  it('is read back from every way of writing it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.constantFrom('.', ',', ' ', ''), (number, separator) => {
        const text = String(number).replace(/\B(?=(\d{3})+$)/g, separator);
        expect(readCount(text, undefined)).toEqual(value(number));
      }),
    );
  });

  it.each(['3. Apr', '3.апр', '17. Jun'])('that a spreadsheet turned into the date %s is told', (text) =>
    expect(readCount(text, undefined)).toMatchObject({ reason: { en: expect.stringContaining('is a date where a number is expected') } }),
  );

  it.each(['3. Apr', '17-Jun', '8.яну'])('that a spreadsheet turned into the date %s is told', (text) => expect(isDamagedFigure(text)).toBe(true));
  it.each(['3.4', '12', '2025-01-01'])('%s is no such date', (text) => expect(isDamagedFigure(text)).toBe(false));
});

describe('a measure with decimals', () => {
  it.each<readonly [string, DecimalMark | undefined, number, number]>([
    ['12.25', undefined, 3600, 44_100],
    ['11,5', ',', 3600, 41_400],
    ['1,234.5', '.', 1, 1235],
    ['1.234,5', ',', 1, 1235],
    ['1.125', undefined, 3600, 4050],
    ['1.125', ',', 1, 1125],
    ['2E-7', undefined, 3600, 0],
  ])('%s with decimal mark %s times %d', (text, decimal, factor, expected) => {
    expect(readMeasure(text, decimal, factor)).toEqual({ kind: 'value', value: expected, rounded: false });
  });

  it.each(['x', '2,5', '12:30:00'])('is not %s', (text) => expect(readMeasure(text, undefined, 1)).toMatchObject({ kind: 'wrong' }));
});

describe('an id', () => {
  it('is text, without what was put before it', () => {
    expect([' -td1OgsnW1k', "'17900000000000001", '="0042"', '007', '123.0', ' '].map(readId)).toEqual([
      ...['-td1OgsnW1k', '17900000000000001', '0042', '007', '123', ''],
    ]);
  });

  it('is lost where a spreadsheet rounded it', () => {
    const areRounded = (...ids: readonly string[]): boolean => {
      const notes = idNotes();
      for (const id of ids) notes.note(id);
      return notes.areRounded();
    };
    expect(['1.29403E+18', '1,79E+16', '1790000000000000'].map(isRoundedId)).toEqual([true, true, true]);
    expect(areRounded('1294030000000000000')).toBe(true);
    expect(areRounded('17900000000000100', '17900000000003200', '17900000000005500')).toBe(true);
    expect(areRounded('17900000000000100', '17900000000003201', '17900000000005500')).toBe(false);
    expect(areRounded('17900000000000100')).toBe(false);
    expect(areRounded('AAA', '12')).toBe(false);
  });
});

describe('a day', () => {
  const day = (date: string, time?: string, offset?: number) => ({ kind: 'day', date, clock: time === undefined ? undefined : { time, offset } });

  it.each([
    ['2025-01-01', day('2025-01-01')],
    ['2025-01-01T01:00:00', day('2025-01-01', '01:00:00')],
    ['2016-12-23 18:50 +0000', day('2016-12-23', '18:50:00', 0)],
    ['2026-01-05T10:00:00+07:00', day('2026-01-05', '10:00:00', 420)],
    ['14.09.2026', day('2026-09-14')],
    ['45292', day('2024-01-01')],
    ['sáb., 15 de ago. de 2026', day('2026-08-15')],
    ['Samstag, 15. August 2026', day('2026-08-15')],
    ['2025/10/31 18:19:10', day('2025-10-31', '18:19:10')],
    ['20231010', day('2023-10-10')],
    ['Aug 19, 2011', day('2011-08-19')],
    ['Sat, Aug 15, 2026', day('2026-08-15')],
    ['27-Jul-20', day('2020-07-27')],
    ['14 de outubro de 2025', day('2025-10-14')],
    ['1er janvier 2024', day('2024-01-01')],
    ['3. März 2024', day('2024-03-03')],
    ['17 Agustus 2025', day('2025-08-17')],
    ['5 Nop 2025', day('2025-11-05')],
    ['February 28', { kind: 'yearless', month: 2, day: 28 }],
    ['8 de marzo', { kind: 'yearless', month: 3, day: 8 }],
    ['8 Juli', { kind: 'yearless', month: 7, day: 8 }],
    ['2. September', { kind: 'yearless', month: 9, day: 2 }],
    ['02/14/2016 12:40:16 AM', { kind: 'numeric', dayFirst: undefined, monthFirst: '2016-02-14', clock: { time: '00:40:16', offset: undefined } }],
    ['14/09/2026 8.05.10', { kind: 'numeric', dayFirst: '2026-09-14', monthFirst: undefined, clock: { time: '08:05:10', offset: undefined } }],
    ['03/08/2025 10:15', { kind: 'numeric', dayFirst: '2025-08-03', monthFirst: '2025-03-08', clock: { time: '10:15:00', offset: undefined } }],
    ['11/26/24', { kind: 'numeric', dayFirst: undefined, monthFirst: '2024-11-26', clock: undefined }],
    ['01-15-2025', { kind: 'numeric', dayFirst: undefined, monthFirst: '2025-01-15', clock: undefined }],
  ])('%s', (text, reading) => expect(readDay(text)).toEqual(reading));

  it.each([
    '',
    '2025-02-30',
    '30 February',
    '99/99/2025',
    '2025-01-01 25:00',
    '13:00 PM',
    '12',
    'May',
    'Lifetime',
    '2025',
    '12 apples 2025',
    '12.5',
    '1.234',
    '99999',
    '8 Juli 20',
    '0/0/2025',
  ])('is not %j, and never becomes another one', (text) => expect(readDay(text)).toBeUndefined());
});

describe('a day in an order', () => {
  const read = (text: string, order: DayOrder) => inOrder(readDay(text), order);

  it('is the one that the order makes of two numbers; a point always puts the day first', () => {
    expect(read('03/04/2026', 'day-first')).toMatchObject({ year: 2026, month: 4, day: 3 });
    expect(read('03/04/2026', 'month-first')).toMatchObject({ year: 2026, month: 3, day: 4 });
    expect(read('03.04.2026', 'month-first')).toMatchObject({ year: 2026, month: 4, day: 3 });
    expect(read('31/12/2026', 'month-first')).toBeUndefined();
  });
});

describe('the order of day and month', () => {
  it.each([
    [['03/08/2025', '13/08/2025'], undefined, { outcome: 'decided', order: 'day-first', why: 'impossible', example: '03/08/2025' }],
    [['8/24/2014', '8/2/2014'], undefined, { outcome: 'decided', order: 'month-first', why: 'impossible', example: '8/2/2014' }],
    [['13/1/2025', '1/13/2025'], undefined, { outcome: 'contradictory', examples: ['13/1/2025', '1/13/2025'] }],
    [
      ['11/01/2025', '12/01/2025', '01/02/2025', '02/02/2025', '05/02/2025'],
      undefined,
      { outcome: 'decided', order: 'day-first', why: 'sorted', example: '11/01/2025' },
    ],
    // Both readings are in order; only one of them is day after day.
    [
      ['1/3/2026', '2/3/2026', '3/3/2026', '4/3/2026', '5/3/2026'],
      undefined,
      { outcome: 'decided', order: 'day-first', why: 'sorted', example: '1/3/2026' },
    ],
    [['03/08/2025'], { first: '2025-03-01', last: '2025-03-31' }, { outcome: 'decided', order: 'month-first', why: 'period', example: '03/08/2025' }],
    [['5/5/2025', '2025-01-01'], undefined, { outcome: 'clear' }],
  ])('%j is told by the whole column', (texts, stated, vote) => {
    const period = stated === undefined ? undefined : { first: civilDate(stated.first), last: civilDate(stated.last) };
    expect(voteDayOrder(texts, period)).toEqual(vote);
  });

  it('is left open with both readings where nothing decides it', () => {
    expect(voteDayOrder(['03/08/2025', '04/08/2025'])).toEqual({
      outcome: 'ambiguous',
      example: { text: '03/08/2025', dayFirst: '2025-08-03', monthFirst: '2025-03-08' },
    });
  });

  it.each([
    ['Jan-14-2025_Apr-14-2025_1396269028466733.csv', '2025-01-14', '2025-04-14'],
    ['account_analytics_content_2026-07-06_2026-08-02.csv', '2026-07-06', '2026-08-02'],
    ['Content 2026-09-12_2026-10-01 Name.zip', '2026-09-12', '2026-10-01'],
    ['tweet_activity_metrics_rOpenSci_20161201_20170101_en.csv', '2016-12-01', '2017-01-01'],
    ['Facebook Insights Data Export - A - 2014-01-01 - 2014-02-27.csv', '2014-01-01', '2014-02-27'],
    ['Untitled-report-Apr-1-2023-to-Mar-11-2024.xlsx', '2023-04-01', '2024-03-11'],
  ])('may be told by the period in %s', (name, first, last) => expect(statedDays(name)).toEqual({ first, last }));

  it.each(['Visits (1).csv', 'Reach.csv', '2026-08-02_2026-07-06.csv'])('is not told by %s', (name) => expect(statedDays(name)).toBeUndefined());
});

describe('days without a year', () => {
  const days = (...texts: string[]): StatedDay[] => texts.flatMap((text) => inOrder(readDay(text), 'month-first') ?? []);

  it('get theirs backwards from the newest, whichever way they run', () => {
    expect(yearsBackwards(days('December 30', 'December 31', 'January 1'), 2026)).toEqual(['2025-12-30', '2025-12-31', '2026-01-01']);
    expect(yearsBackwards(days('January 2', 'January 1', 'December 31'), 2026)).toEqual(['2026-01-02', '2026-01-01', '2025-12-31']);
    expect(newestOf(days('January 2', 'January 1', 'December 31'))).toMatchObject({ month: 1, day: 2 });
  });

  it('are none where one of them does not exist', () => {
    expect(yearsBackwards(days('February 28', 'February 29', 'March 1'), 2026)).toBeUndefined();
    expect(yearsBackwards(days('February 28', 'February 29', 'March 1'), 2024)).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
  });
});
