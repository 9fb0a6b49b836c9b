import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDate, type Instant, ISO_CALENDAR, type Period, periodOf } from '../../connectors/contract/period.js';
import { nextSlots, owedSlots, type Schedule, slotOfPeriod, slotPeriod, slotWords } from '../../src/schedule/due.js';

const at = (text: string): Instant => new Date(text).toISOString() as Instant;
const monthly: Schedule = { id: 'monthly', cron: '0 9 1 * *', zone: 'Asia/Jakarta' };
const weekly: Schedule = { id: 'weekly', cron: '0 9 * * 1', zone: 'Asia/Jakarta' };
const daily = (cron: string, zone: string): Schedule => ({ id: 'daily', cron, zone });
const installed = (text: string) => ({ kind: 'installed', at: at(text) }) as const;
const handled = (text: string) => ({ kind: 'handled', at: at(text) }) as const;
const moments = (schedule: Schedule, from: string, count: number) => nextSlots(schedule, at(from), count).map((slot) => slot.at);

describe('which slots are owed', () => {
  it('the slot at the very moment of installation is owed: 1 March 2024, 09:00 in Jakarta', () => {
    const owed = owedSlots(monthly, at('2024-03-01T02:00:00Z'), installed('2024-03-01T02:00:00Z'));
    expect(owed).toEqual({ due: { schedule: 'monthly', at: '2024-03-01T02:00:00.000Z' }, skipped: [], moreSkipped: false });
  });

  it('a slot before the installation never is', () => {
    expect(owedSlots(monthly, at('2024-03-01T02:05:00Z'), installed('2024-03-01T02:00:00.001Z')).due).toBeUndefined();
  });

  it('one millisecond before its time a slot is not owed', () => {
    expect(owedSlots(monthly, at('2024-03-01T01:59:59.999Z'), installed('2024-02-02T00:00:00Z')).due).toBeUndefined();
  });

  it('a slot that was handled is not owed again', () => {
    expect(owedSlots(monthly, at('2024-03-31T00:00:00Z'), handled('2024-03-01T02:00:00Z')).due).toBeUndefined();
  });

  it('of several missed slots only the newest is owed, the older ones are skipped, oldest first', () => {
    const owed = owedSlots(weekly, at('2024-02-27T00:00:00Z'), handled('2024-01-29T02:00:00Z'));
    expect(owed.due?.at).toBe('2024-02-26T02:00:00.000Z');
    expect(owed.skipped.map((slot) => slot.at)).toEqual(['2024-02-05T02:00:00.000Z', '2024-02-12T02:00:00.000Z', '2024-02-19T02:00:00.000Z']);
  });

  it('lists at most a hundred skipped slots and says that there were more', () => {
    const owed = owedSlots(daily('* * * * *', 'Asia/Jakarta'), at('2024-03-01T02:00:00Z'), handled('2024-02-01T02:00:00Z'));
    expect(owed.due?.at).toBe('2024-03-01T02:00:00.000Z');
    expect(owed.skipped).toHaveLength(100);
    expect(owed.skipped.at(-1)?.at).toBe('2024-03-01T01:59:00.000Z');
    expect(owed.moreSkipped).toBe(true);
  });

  it.each([
    ['0 9 * *', 'Asia/Jakarta'],
    ['0 9 1 * * 2024', 'Asia/Jakarta'],
    ['0 25 * * *', 'Asia/Jakarta'],
    ['0 9 1 * *', 'Asia/Djakarta Raya'],
  ])('a schedule that can not be read (%s in %s) is a configuration failure that names it', (cron, zone) => {
    expect(() => owedSlots(daily(cron, zone), at('2024-03-01T02:00:00Z'), installed('2024-03-01T00:00:00Z'))).toThrow(/"daily" can't be read/);
  });
});

describe('daylight saving and the calendar', () => {
  it('Berlin: a time inside the spring gap is due right after it, once', () => {
    expect(moments(daily('30 2 * * *', 'Europe/Berlin'), '2024-03-30T12:00:00Z', 2)).toEqual([
      '2024-03-31T01:00:00.000Z',
      '2024-04-01T00:30:00.000Z',
    ]);
  });

  it('Berlin: a time that autumn repeats is due once, at its first occurrence', () => {
    const slots = moments(daily('30 2 * * *', 'Europe/Berlin'), '2024-10-26T12:00:00Z', 2);
    expect(slots).toEqual(['2024-10-27T00:30:00.000Z', '2024-10-28T01:30:00.000Z']);
    const owed = owedSlots(daily('30 2 * * *', 'Europe/Berlin'), at('2024-10-27T01:45:00Z'), handled('2024-10-27T00:30:00Z'));
    expect(owed.due).toBeUndefined();
  });

  it('New York: 09:00 stays 09:00 on both sides of a change', () => {
    const slots = moments(daily('0 9 * * *', 'America/New_York'), '2024-03-09T12:00:00Z', 2);
    expect(slots).toEqual(['2024-03-09T14:00:00.000Z', '2024-03-10T13:00:00.000Z']);
  });

  it('Perth and Jakarta have no change: the same UTC time all year', () => {
    for (const [zone, hour] of [
      ['Australia/Perth', 'T01:00:00.000Z'],
      ['Asia/Jakarta', 'T02:00:00.000Z'],
    ] as const) {
      const slots = moments(daily('0 9 * * *', zone), '2024-01-01T12:00:00Z', 366);
      expect(new Set(slots.map((slot) => slot.slice(10)))).toEqual(new Set([hour]));
    }
  });

  it('the 31st skips short months, L is the last day, 29 February waits for a leap year', () => {
    expect(moments(daily('0 9 31 * *', 'Asia/Jakarta'), '2024-01-31T02:00:00Z', 2).map((slot) => slot.slice(0, 10))).toEqual([
      '2024-03-31',
      '2024-05-31',
    ]);
    expect(moments(daily('0 9 L * *', 'Asia/Jakarta'), '2024-01-31T02:00:00Z', 2).map((slot) => slot.slice(0, 10))).toEqual([
      '2024-02-29',
      '2024-03-31',
    ]);
    expect(moments(daily('0 9 29 2 *', 'Asia/Jakarta'), '2024-03-01T00:00:00Z', 1).map((slot) => slot.slice(0, 10))).toEqual(['2028-02-29']);
  });

  it('is printed with its zone, also where the same local time comes twice', () => {
    expect(slotWords({ schedule: 'monthly', at: at('2024-03-01T02:00:00Z') }, 'Asia/Jakarta')).toBe('2024-03-01 09:00 Asia/Jakarta (UTC+07:00)');
    expect(slotWords({ schedule: 'x', at: at('2024-10-27T00:30:00Z') }, 'Europe/Berlin')).toBe('2024-10-27 02:30 Europe/Berlin (UTC+02:00)');
    expect(slotWords({ schedule: 'x', at: at('2024-10-27T01:30:00Z') }, 'Europe/Berlin')).toBe('2024-10-27 02:30 Europe/Berlin (UTC+01:00)');
  });

  it('walking slot by slot, what was next is what is owed: none lost, none twice, in any zone and across changes', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Jakarta', 'Africa/Cairo');
    const cron = fc.constantFrom('30 2 * * *', '0 9 * * 1', '0 9 1 * *', '*/15 * * * *', '30 1,2 * * *', '0 0 * * *');
    const start = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2024-12-31') });
    fc.assert(
      fc.property(zone, cron, start, (where, text, from) => {
        const schedule = daily(text, where);
        const begin = new Date(from).toISOString() as Instant;
        let last: Instant = begin;
        for (const slot of nextSlots(schedule, begin, 6)) {
          const since = { kind: 'handled', at: last } as const;
          expect(owedSlots(schedule, slot.at, since)).toEqual({ due: slot, skipped: [], moreSkipped: false });
          last = slot.at;
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('the period of a slot', () => {
  const slot = (text: string) => ({ schedule: 'any', at: at(text) });

  it('is the whole period before it', () => {
    const month = slotPeriod(slot('2024-03-01T02:00:00Z'), 'month', ISO_CALENDAR, 'Asia/Jakarta');
    expect(month).toEqual({ grain: 'month', start: '2024-02-01', end: '2024-03-01' });
    const week = slotPeriod(slot('2024-02-26T02:00:00Z'), 'week', ISO_CALENDAR, 'Asia/Jakarta');
    expect(week).toEqual({ grain: 'week', start: '2024-02-19', end: '2024-02-26' });
    const quarter = slotPeriod(slot('2024-04-01T02:00:00Z'), 'quarter', ISO_CALENDAR, 'Asia/Jakarta');
    expect(quarter).toEqual({ grain: 'quarter', start: '2024-01-01', end: '2024-04-01' });
  });

  it('goes by the day in the zone, not by the day in UTC', () => {
    const early = slot('2024-02-29T17:30:00Z');
    expect(slotPeriod(early, 'month', ISO_CALENDAR, 'Asia/Jakarta').start).toBe('2024-02-01');
    expect(slotPeriod(early, 'month', ISO_CALENDAR, 'UTC').start).toBe('2024-01-01');
  });

  it('follows the calendar: weeks from Sunday, fiscal quarters', () => {
    const sunday = { weekStart: 'sunday', quarterStartMonth: 2 } as const;
    expect(slotPeriod(slot('2024-02-26T02:00:00Z'), 'week', sunday, 'Asia/Jakarta').start).toBe('2024-02-18');
    expect(slotPeriod(slot('2024-05-01T02:00:00Z'), 'quarter', sunday, 'Asia/Jakarta')).toMatchObject({ start: '2024-02-01', end: '2024-05-01' });
  });
});

describe('the slot of which a period is the report', () => {
  const calendar = ISO_CALENDAR;
  const week = periodOf('week', civilDate('2024-02-19'), calendar);
  const slotAt = (cron: string, period: Period, now: string): string =>
    slotOfPeriod({ id: 'x', cron, zone: 'Asia/Jakarta' }, period, now as Instant, calendar).at;

  it('is the one that the schedule itself uses for it', () => {
    expect(slotAt('0 9 1 * *', periodOf('month', civilDate('2024-02-01'), calendar), '2024-05-20T00:00:00.000Z')).toBe('2024-03-01T02:00:00.000Z');
    expect(slotAt('0 9 * * 1', week, '2024-03-01T02:00:00.000Z')).toBe('2024-02-26T02:00:00.000Z');
  });

  it('is the next one where it is not due yet, and the newest one where there are several', () => {
    expect(slotAt('0 9 1 * *', periodOf('month', civilDate('2024-03-01'), calendar), '2024-03-15T00:00:00.000Z')).toBe('2024-04-01T02:00:00.000Z');
    expect(slotAt('0 9 * * *', week, '2024-02-28T12:00:00.000Z')).toBe('2024-02-28T02:00:00.000Z');
    expect(slotAt('0 9 * * *', week, '2024-06-01T00:00:00.000Z')).toBe('2024-03-03T02:00:00.000Z');
  });

  it('is the beginning of the following period where the schedule has none there', () => {
    expect(slotAt('0 9 1 1 *', periodOf('month', civilDate('2024-02-01'), calendar), '2024-05-20T00:00:00.000Z')).toBe('2024-02-29T17:00:00.000Z');
  });
});
