import { describe, expect, it } from 'vitest';
import { type DateOrder, doubtfulOrder, newestOf, readDay, type StatedDay, yearsBackwards } from '../../../../connectors/files/layouts/days.js';

const read = (text: string, order: DateOrder = 'month-first'): string | undefined => {
  const day = readDay(text, order);
  return (
    day &&
    `${day.year ?? '????'}-${String(day.month).padStart(2, '0')}-${String(day.day).padStart(2, '0')}${day.time === undefined ? '' : ` ${day.time}`}`
  );
};

describe('a day of a tool', () => {
  it.each([
    ['2025-03-09T01:00:00', '2025-03-09 01:00:00'],
    ['2025/10/31 18:19:10', '2025-10-31 18:19:10'],
    ['02/16/2025 05:14', '2025-02-16 05:14:00'],
    ['02/14/2016 12:40:16 AM', '2016-02-14 00:40:16'],
    ['02/14/2016 12:40:16 PM', '2016-02-14 12:40:16'],
    ['8/24/2014', '2014-08-24'],
    ['01-15-2025', '2025-01-15'],
    ['11/26/24', '2024-11-26'],
    ['27-Jul-20', '2020-07-27'],
    ['Sat, Aug 15, 2026', '2026-08-15'],
    ['Jan 01, 2020', '2020-01-01'],
    ['2016-12-23 18:50 +0000', '2016-12-23 18:50:00'],
    ['14.09.2026', '2026-09-14'],
    ['February 28', '????-02-28'],
    ['8 de marzo', '????-03-08'],
    ['8 Juli', '????-07-08'],
    ['2. September', '????-09-02'],
    ['29 Februari', '????-02-29'],
    ['45292', '2024-01-01'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each(['', 'Lifetime', '31/12/2026', '02/30/2026', 'Juli', '12.5', '2026', '1.234', '99999', 'February 31', 'Total', '8 Foo'])(
    '%j is none',
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );

  it('of two numbers is read in the order that was decided, and a point always puts the day first', () => {
    expect(read('03/04/2026', 'day-first')).toBe('2026-04-03');
    expect(doubtfulOrder('03/04/2026')).toEqual([3, 4]);
    expect(doubtfulOrder('03.04.2026')).toBeUndefined();
    expect(doubtfulOrder('2026-03-04')).toBeUndefined();
  });
});

describe('days without a year', () => {
  const days = (...texts: string[]): StatedDay[] => texts.flatMap((text) => readDay(text, 'month-first') ?? []);

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
