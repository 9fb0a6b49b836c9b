import { describe, expect, it } from 'vitest';
import { civilDate } from '../../connectors/contract/period.js';
import { isWorkingDay, workingDay, workingDaysBetween } from '../../src/domain/working-days.js';

const nyepi = new Set([civilDate('2024-03-11'), civilDate('2024-03-12')]);

describe('working days', () => {
  it('leave out weekends and holidays', () => {
    expect(isWorkingDay(civilDate('2024-03-08'), nyepi)).toBe(true);
    for (const day of ['2024-03-09', '2024-03-10', '2024-03-11', '2024-03-12']) expect(isWorkingDay(civilDate(day), nyepi)).toBe(false);
  });

  it.each([
    ['2024-03-01', 1, '2024-03-01'],
    ['2024-03-01', 2, '2024-03-04'],
    ['2024-03-01', 7, '2024-03-13'],
    ['2024-03-09', 1, '2024-03-13'],
  ])('from %s the number %i is %s', (from, count, day) => expect(workingDay(civilDate(from), count, nyepi)).toBe(day));

  it('are counted between two days, the second left out', () => {
    expect(workingDaysBetween(civilDate('2024-03-08'), civilDate('2024-03-14'), nyepi)).toBe(2);
    expect(workingDaysBetween(civilDate('2024-03-14'), civilDate('2024-03-08'), nyepi)).toBe(0);
  });
});
