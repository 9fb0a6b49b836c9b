import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDate } from '../../../../connectors/contract/period.js';
import { voteDayOrder } from '../../../../connectors/files/values/day-order.js';
import { isDamagedFigure, readDay } from '../../../../connectors/files/values/days.js';
import { durationSeconds, readFigure, voteNumbers } from '../../../../connectors/files/values/figures.js';
import { areIdsRounded, readId } from '../../../../connectors/files/values/ids.js';
import { isNothing } from '../../../../connectors/files/values/nothing.js';
import { statedDays } from '../../../../connectors/files/values/stated-days.js';
import { inferYears } from '../../../../connectors/files/values/yearless.js';

describe('a cell without a figure', () => {
  it.each(['', ' ', '-', '--', 'NAN', 'N/A', 'undefined', 'Libur', 'tidak ada', ' Belum  ada ', 'Nihil'])('is %j, and not zero', (text) => {
    expect(isNothing(text)).toBe(true);
    expect(readFigure(text, 'count', undefined)).toEqual({ kind: 'nothing' });
  });

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

describe('a figure', () => {
  const value = (number: number, percent = false, rounded = false) => ({ kind: 'value', value: number, percent, rounded });

  it.each([
    ['1938.0', 'count', '.', value(1938)],
    ['1.234', 'count', undefined, value(1234)],
    ['1,234', 'count', undefined, value(1234)],
    ['28.500', 'count', ',', value(28_500)],
    ['1 234', 'count', undefined, value(1234)],
    ["1'234", 'count', undefined, value(1234)],
    ['1\u202f234\u202f567', 'count', undefined, value(1_234_567)],
    ['-12', 'count', undefined, value(-12)],
    ['4,8', 'rate', ',', value(4.8)],
    ['3.1%', 'rate', '.', value(3.1, true)],
    ['1.2K', 'count', undefined, value(1_200, false, true)],
    ['3,4 rb', 'count', undefined, value(3_400, false, true)],
    ['1,1 jt', 'count', undefined, value(1_100_000, false, true)],
    ['2 Mio.', 'count', undefined, value(2_000_000, false, true)],
    ['1 mil', 'count', undefined, value(1_000, false, true)],
    ['1.234', 'rate', undefined, { kind: 'unclear', readings: [1234, 1.234] }],
    ['1.234', 'rate', '.', value(1.234)],
    ['1.234', 'rate', ',', value(1234)],
    ['1.234', 'count', '.', { kind: 'unclear', readings: [1.234, 1234] }],
    ['12.5', 'count', undefined, { kind: 'unclear', readings: [12.5, 12_500] }],
  ] as const)('%s of a %s with decimal mark %s', (text, unit, decimal, figure) => expect(readFigure(text, unit, decimal)).toEqual(figure));

  it.each(['abc', '1.29403E+18', '< 1%', '12 apples', '1 2', '1.2.3', '1,23,456', '0x1F', 'Infinity', '1..2', '٣'])('is not %s', (text) =>
    expect(readFigure(text, 'count', undefined)).toMatchObject({ kind: 'wrong' }),
  );

  it('is read back from every way of writing it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.constantFrom('.', ',', ' ', ''), (number, separator) => {
        const text = String(number).replace(/\B(?=(\d{3})+$)/g, separator);
        expect(readFigure(text, 'count', undefined)).toEqual(value(number));
      }),
    );
  });

  it('may be a duration', () => {
    expect(['0:05:12', '11:34', '0:00:00', '5', '0:99:00', ''].map(durationSeconds)).toEqual([312, 694, 0, undefined, undefined, undefined]);
  });

  it.each(['3. Apr', '17-Jun', '8.яну'])('that a spreadsheet turned into the date %s is told', (text) => expect(isDamagedFigure(text)).toBe(true));
  it.each(['3.4', '12', '2025-01-01'])('%s is no such date', (text) => expect(isDamagedFigure(text)).toBe(false));
});

describe('an id', () => {
  it('is text, without what was put before it', () => {
    expect([' -td1OgsnW1k', "'17900000000000001", '="0042"', '007', '123.0'].map(readId)).toEqual(
      ['-td1OgsnW1k', '17900000000000001', '0042', '007', '123'].map((id) => ({ id })),
    );
  });

  it('is lost where a spreadsheet rounded it', () => {
    expect(readId('1.29403E+18')).toHaveProperty('lost');
    expect(readId(' ')).toHaveProperty('lost');
    expect(areIdsRounded(['1294030000000000000'])).toBe(true);
    expect(areIdsRounded(['17900000000000100', '17900000000003200', '17900000000005500'])).toBe(true);
    expect(areIdsRounded(['17900000000000100', '17900000000003201', '17900000000005500'])).toBe(false);
    expect(areIdsRounded(['17900000000000100'])).toBe(false);
    expect(areIdsRounded(['AAA', '12'])).toBe(false);
  });
});

describe('a day', () => {
  const day = (date: string, time?: string, zone?: string) => ({ kind: 'day', date, clock: time === undefined ? undefined : { time, zone } });

  it.each([
    ['2025-01-01', day('2025-01-01')],
    ['2025-01-01T01:00:00', day('2025-01-01', '01:00:00')],
    ['2016-12-23 18:50 +0000', day('2016-12-23', '18:50:00', '+0000')],
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
    ['02/14/2016 12:40:16 AM', { kind: 'numeric', dayFirst: undefined, monthFirst: '2016-02-14', clock: { time: '00:40:16', zone: undefined } }],
    ['14/09/2026 8.05.10', { kind: 'numeric', dayFirst: '2026-09-14', monthFirst: undefined, clock: { time: '08:05:10', zone: undefined } }],
    ['03/08/2025 10:15', { kind: 'numeric', dayFirst: '2025-08-03', monthFirst: '2025-03-08', clock: { time: '10:15:00', zone: undefined } }],
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
    '0/0/2025',
  ])('is not %j, and never becomes another one', (text) => expect(readDay(text)).toBeUndefined());
});

describe('the order of day and month', () => {
  it.each([
    [['03/08/2025', '13/08/2025'], undefined, { outcome: 'decided', order: 'day-first', why: 'impossible' }],
    [['8/24/2014', '8/2/2014'], undefined, { outcome: 'decided', order: 'month-first', why: 'impossible' }],
    [['13/1/2025', '1/13/2025'], undefined, { outcome: 'contradictory', examples: ['13/1/2025', '1/13/2025'] }],
    [['11/01/2025', '12/01/2025', '01/02/2025', '02/02/2025'], undefined, { outcome: 'decided', order: 'day-first', why: 'sorted' }],
    [['03/08/2025'], { first: '2025-03-01', last: '2025-03-31' }, { outcome: 'decided', order: 'month-first', why: 'period' }],
    [['5/5/2025', '2025-01-01'], undefined, { outcome: 'clear' }],
  ])('%j is told by the whole column', (texts, stated, vote) => {
    const period = stated === undefined ? undefined : { first: civilDate(stated.first), last: civilDate(stated.last) };
    expect(voteDayOrder(texts, period)).toEqual(vote);
  });

  it('is left open with both readings where nothing decides it', () => {
    expect(voteDayOrder(['03/08/2025', '04/08/2025'])).toEqual({
      outcome: 'ambiguous',
      examples: [
        { text: '03/08/2025', dayFirst: '2025-08-03', monthFirst: '2025-03-08' },
        { text: '04/08/2025', dayFirst: '2025-08-04', monthFirst: '2025-04-08' },
      ],
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

describe('a day without a year', () => {
  const days = (...texts: readonly string[]) =>
    texts.map((text) => {
      const reading = readDay(text);
      if (reading?.kind !== 'yearless') throw new Error(text);
      return reading;
    });

  it('has the year that follows from the last row, backwards', () => {
    expect(inferYears(days('February 28', 'December 31', 'January 1', 'February 27'), civilDate('2026-02-27'), 'oldest-first')).toEqual([
      '2025-02-28',
      '2025-12-31',
      '2026-01-01',
      '2026-02-27',
    ]);
    expect(inferYears(days('January 2', 'December 31'), civilDate('2026-01-03'), 'newest-first')).toEqual(['2026-01-02', '2025-12-31']);
  });

  it('is never later than the export, in whatever order', () => {
    expect(inferYears(days('July 16', 'February 28', 'March 1'), civilDate('2026-02-28'), 'unsorted')).toEqual([
      '2025-07-16',
      '2026-02-28',
      '2025-03-01',
    ]);
  });

  it('is left open where its year has no such day', () => {
    expect(inferYears(days('February 29'), civilDate('2026-03-01'), 'unsorted')).toEqual([undefined]);
    expect(inferYears(days('February 29'), civilDate('2024-03-01'), 'unsorted')).toEqual(['2024-02-29']);
  });
});
