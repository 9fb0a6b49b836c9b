import { describe, expect, it } from 'vitest';
import { dayNumber, dayText } from '../../../sandbox/calendar.js';
import { dayOf, stamp, startOfDay } from '../../../sandbox/platforms/graph/days.js';

const californian = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles', dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' });

describe('the days of the Graph API', () => {
  it('begin at midnight in California on every day from 2020 to 2030', () => {
    const wrong: string[] = [];
    for (let day = dayNumber('2020-01-01'); day < dayNumber('2030-12-31'); day += 1)
      if (californian.format(startOfDay(day)) !== `${dayText(day)}, 00:00:00`) wrong.push(dayText(day));
    expect(wrong).toEqual([]);
  });

  it('last 23 and 25 hours where the clocks change', () => {
    const hours = (day: string): number => (startOfDay(dayNumber(day) + 1) - startOfDay(dayNumber(day))) / 3_600_000;
    expect([hours('2026-03-07'), hours('2026-03-08'), hours('2026-03-09')]).toEqual([24, 23, 24]);
    expect([hours('2026-10-31'), hours('2026-11-01'), hours('2026-11-02')]).toEqual([24, 25, 24]);
  });

  it('a moment falls on the day that has begun and not ended', () => {
    for (const day of [dayNumber('2026-01-15'), dayNumber('2026-03-08'), dayNumber('2026-07-01'), dayNumber('2026-11-01')])
      for (const zone of ['pacific', 'jakarta'] as const) {
        expect(dayOf(startOfDay(day, zone), zone)).toBe(day);
        expect(dayOf(startOfDay(day, zone) - 1, zone)).toBe(day - 1);
      }
  });

  it('are written with an offset without a colon', () => {
    expect(stamp(startOfDay(dayNumber('2026-10-05')))).toBe('2026-10-05T07:00:00+0000');
    expect(stamp(startOfDay(dayNumber('2026-12-05')))).toBe('2026-12-05T08:00:00+0000');
  });
});
