import { describe, expect, it } from 'vitest';
import { civilDate, type Instant, periodOf } from '../../connectors/contract/period.js';
import { eachDayOnce } from '../../src/pipeline/each-day-once.js';
import type { ZonedFact } from '../../src/pipeline/pulled-facts.js';

const PACIFIC = 'America/Los_Angeles';

/** The reach of a day as a pull states it; null where the platform left it out. */
const reach = (day: string, value: number | null, zone = PACIFIC): ZonedFact => ({
  zone,
  fact: {
    type: 'observation',
    observation: {
      series: { metric: 'reach', subject: 'instagram:ditjenpk', dimensions: {}, grain: 'day' },
      period: periodOf('day', civilDate(day)),
      value,
      ...(value === null ? { absence: 'not-available' } : {}),
      quality: 'complete',
      precision: 'exact',
      observedAt: '2026-11-24T16:30:00.000Z' as Instant,
      origin: 'api:meta:1',
      reference: 'raw:1',
    },
  },
});

describe('a day that one pull states twice', () => {
  it('with one figure is that figure, and with two the first one', () => {
    const once = eachDayOnce();
    const told = [reach('2026-11-20', 5), reach('2026-11-20', 5), reach('2026-11-20', 6, 'Asia/Jakarta'), reach('2026-11-21', 6)];
    expect(told.map((one) => once.tell(one))).toEqual(['first', 'again', 'contradicts', 'first']);
    expect(once.absences()).toEqual([]);
  });

  it('with a figure and an absence is the figure, whichever came first', () => {
    const once = eachDayOnce();
    const told = [reach('2026-11-20', null), reach('2026-11-20', 5), reach('2026-11-21', 6), reach('2026-11-21', null)];
    expect(told.map((one) => once.tell(one))).toEqual(['absent', 'first', 'first', 'absent']);
    expect(once.absences()).toEqual([]);
  });

  it('with nothing but absences is the first of them', () => {
    const once = eachDayOnce();
    const absent = reach('2026-11-20', null);
    expect([absent, reach('2026-11-20', null, 'Asia/Jakarta')].map((one) => once.tell(one))).toEqual(['absent', 'absent']);
    expect(once.absences()).toEqual([absent]);
  });
});
