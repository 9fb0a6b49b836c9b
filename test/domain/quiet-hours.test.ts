import { describe, expect, it } from 'vitest';
import type { Instant } from '../../connectors/contract/period.js';
import { mayWake, wakesAt } from '../../src/domain/quiet-hours.js';

const moment = (text: string): Instant => new Date(text).toISOString() as Instant;
const NIGHT = { from: '20:00', to: '07:00', weekends: false };

describe('quiet hours', () => {
  it.each([
    ['2024-03-01T19:59:00+07:00', true],
    ['2024-03-01T20:00:00+07:00', false],
    ['2024-03-02T06:59:00+07:00', false],
    ['2024-03-02T07:00:00+07:00', true],
  ])('over midnight in Jakarta: at %s a message may wake: %s', (at, may) => {
    expect(mayWake(moment(at), NIGHT, 'Asia/Jakarta')).toBe(may);
  });

  it('are those of the zone, not of the machine', () => {
    const at = moment('2024-03-01T18:30:00+07:00');
    expect([mayWake(at, NIGHT, 'Asia/Jakarta'), mayWake(at, NIGHT, 'Asia/Jayapura')]).toEqual([true, false]);
  });

  it('within one day, over a weekend, and the whole day', () => {
    const noon = { from: '12:00', to: '13:00', weekends: true };
    expect(mayWake(moment('2024-03-01T12:30:00+07:00'), noon, 'Asia/Jakarta')).toBe(false);
    expect(mayWake(moment('2024-03-02T15:00:00+07:00'), noon, 'Asia/Jakarta')).toBe(false);
    expect(mayWake(moment('2024-03-01T15:00:00+07:00'), { from: '00:00', to: '00:00', weekends: false }, 'Asia/Jakarta')).toBe(false);
    expect(mayWake(moment('2024-03-02T15:00:00+07:00'), undefined, 'Asia/Jakarta')).toBe(true);
  });

  it('end at a moment that is told, after a weekend too', () => {
    expect(wakesAt(moment('2024-03-01T23:10:00+07:00'), NIGHT, 'Asia/Jakarta')).toBe(moment('2024-03-02T07:00:00+07:00'));
    expect(wakesAt(moment('2024-03-01T23:10:00+07:00'), { ...NIGHT, weekends: true }, 'Asia/Jakarta')).toBe(moment('2024-03-04T07:00:00+07:00'));
    expect(wakesAt(moment('2024-03-01T12:00:00+07:00'), NIGHT, 'Asia/Jakarta')).toBe(moment('2024-03-01T12:00:00+07:00'));
    expect(wakesAt(moment('2024-03-01T12:00:00+07:00'), { from: '00:00', to: '00:00', weekends: false }, 'Asia/Jakarta')).toBeUndefined();
  });
});
