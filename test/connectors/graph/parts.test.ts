import { describe, expect, it } from 'vitest';
import { civilDayOf } from '../../../connectors/contract/day-label.js';
import { civilDate, type Instant } from '../../../connectors/contract/period.js';
import { isDoubtful } from '../../../connectors/contract/reading.js';
import { daySeries, dayValues, zoneEndingAt } from '../../../connectors/graph/day-values.js';
import { brokenDown, figureOf, insight, sumOf, wholeFigure } from '../../../connectors/graph/insight.js';
import { readBody } from '../../../connectors/graph/json.js';
import { halvesOf, pacificMidnight, spansOf } from '../../../connectors/graph/window.js';

const NOW = '2026-11-25T02:00:00.000Z' as Instant;

describe('case 36: the body of a batch item', () => {
  it('keeps every digit of long ids, and leaves texts alone', () => {
    expect(readBody('{"id":17841400000000001,"n":12,"caption":"no: 17841400000000001, \\"1\\": 17841400000000001"}')).toEqual({
      id: '17841400000000001',
      n: 12,
      caption: 'no: 17841400000000001, "1": 17841400000000001',
    });
    expect(readBody('[1880000000000000000,-1880000000000000000,1.5]')).toEqual(['1880000000000000000', '-1880000000000000000', 1.5]);
    expect(readBody('<html>')).toBeUndefined();
  });
});

describe('case 9: figures', () => {
  it.each([
    [12, 12],
    ['12', 12],
    [0, 0],
    [{}, 'absent'],
    [[], 'absent'],
    [null, 'absent'],
    [undefined, 'absent'],
    [{ like: 10 }, 'malformed'],
    ['many', 'malformed'],
    [true, 'malformed'],
  ])('%j alone is %s', (value, figure) => {
    expect(figureOf(value)).toBe(figure);
  });

  it.each([
    [{ like: 10, love: 2 }, 12],
    [{}, 0],
    [[], 0],
    [7, 7],
    [{ like: 'x' }, 'malformed'],
  ])('%j by kind adds up to %s', (value, figure) => {
    expect(sumOf(value)).toBe(figure);
  });

  it('stand under values, total_value or link_total_values', () => {
    expect(wholeFigure(insight.parse({ name: 'reach', values: [{ value: 1310 }] }))).toBe(1310);
    expect(wholeFigure(insight.parse({ name: 'views', total_value: { value: 9 } }))).toBe(9);
    expect(
      wholeFigure(
        insight.parse({
          name: 'views',
          link_total_values: [
            { link_url: 'a', value: 4 },
            { link_url: 'b', value: 5 },
          ],
        }),
      ),
    ).toBe(9);
    expect(wholeFigure(insight.parse({ name: 'views', total_value: {} }))).toBe('absent');
    expect(wholeFigure(undefined)).toBe('absent');
  });

  it('of a breakdown are found by their value', () => {
    const results = [
      { dimension_values: ['FOLLOWER'], value: 41 },
      { dimension_values: ['NON_FOLLOWER'], value: 12 },
    ];
    const one = insight.parse({ name: 'follows_and_unfollows', total_value: { breakdowns: [{ dimension_keys: ['follow_type'], results }] } });
    expect([brokenDown(one, 'FOLLOWER'), brokenDown(one, 'NON_FOLLOWER'), brokenDown(one, 'OTHER')]).toEqual([41, 12, 'absent']);
  });
});

describe('case 3: spans', () => {
  it('are at most 30 days of seconds, overlap no day, and reach a day beyond the last one', () => {
    const spans = spansOf({ start: civilDate('2026-03-01'), end: civilDate('2026-06-01') }, 30, NOW);
    expect(spans.map(({ days }) => days)).toEqual([
      { start: '2026-03-01', end: '2026-03-29' },
      { start: '2026-03-29', end: '2026-04-26' },
      { start: '2026-04-26', end: '2026-05-24' },
      { start: '2026-05-24', end: '2026-06-01' },
    ]);
    for (const { since, until } of spans) expect(until - since).toBeLessThanOrEqual(2_592_000);
    expect(spans.at(-1)?.until).toBe(Date.parse('2026-06-02T00:00:00Z') / 1_000);
  });

  it('case 14: reach to the end of tomorrow and no further, though the window may', () => {
    const [span] = spansOf({ start: civilDate('2026-11-21'), end: civilDate('2026-11-27') }, 30, NOW);
    expect(span?.until).toBe(Date.parse('2026-11-27T00:00:00Z') / 1_000);
    expect(span?.days.end).toBe('2026-11-27');
  });

  it('are halved down to a single day', () => {
    const [span] = spansOf({ start: civilDate('2026-03-01'), end: civilDate('2026-03-04') }, 30, NOW);
    if (span === undefined) throw new Error('No span');
    expect(halvesOf(span, NOW).map(({ days }) => days)).toEqual([
      { start: '2026-03-01', end: '2026-03-03' },
      { start: '2026-03-03', end: '2026-03-04' },
    ]);
    const [day] = spansOf({ start: civilDate('2026-03-01'), end: civilDate('2026-03-02') }, 30, NOW);
    expect(day === undefined ? undefined : halvesOf(day, NOW)).toEqual([]);
  });
});

describe('case 13: days', () => {
  it('begin in California at 08:00 UTC, and at 07:00 in summer', () => {
    const begins = (day: string): string => new Date(pacificMidnight(civilDate(day))).toISOString();
    expect(['2026-03-08', '2026-03-09', '2026-11-01', '2026-11-02'].map(begins)).toEqual([
      '2026-03-08T08:00:00.000Z',
      '2026-03-09T07:00:00.000Z',
      '2026-11-01T07:00:00.000Z',
      '2026-11-02T08:00:00.000Z',
    ]);
  });

  it('that are stated twice with different values are told, and have no value', () => {
    const values = [
      { value: 5, end_time: '2026-10-02T07:00:00+0000' },
      { value: 6, end_time: '2026-10-02T08:00:00+0000' },
      { value: 7, end_time: '2026-10-03T07:00:00+0000' },
    ];
    const series = daySeries(insight.parse({ name: 'reach', values }), NOW);
    const report = { capability: 'reach', account: 'instagram:ditjenpk', raw: 'raw:1', now: NOW, absence: 'not-available' as const };
    const window = { start: civilDate('2026-10-01'), end: civilDate('2026-10-03') };
    const told = dayValues(report, { span: window, window, told: new Set() }, series);
    expect(told.map((one) => (one.type === 'value' ? `${one.day} ${one.value ?? one.absence}` : one.type))).toEqual(['problem', '2026-10-02 7']);
  });

  it('that have not ended are left out', () => {
    const values = [{ value: 5, end_time: '2026-11-25T08:00:00+0000' }];
    expect(daySeries(insight.parse({ name: 'reach', values }), NOW).values.size).toBe(0);
  });

  it('end at midnight of the zone that their end tells', () => {
    expect(['T07:00', 'T08:00', 'T00:00', 'T17:00', 'T05:00'].map((time) => zoneEndingAt(`2026-10-02${time}:00+0000`))).toEqual([
      'America/Los_Angeles',
      'America/Los_Angeles',
      'UTC',
      'Etc/GMT-7',
      'Etc/GMT+5',
    ]);
  });

  it('of a reading are those of the organisation', () => {
    expect(civilDayOf('2026-10-20T20:00:00.000Z' as Instant, 'Asia/Jakarta')).toBe('2026-10-21');
  });
});

describe('case 42: a number of followers', () => {
  it('is doubtful at nothing, and below half of the last one', () => {
    expect([
      isDoubtful(0, undefined),
      isDoubtful(49, 100),
      isDoubtful(50, 100),
      isDoubtful(90, 100),
      isDoubtful(5, undefined),
      isDoubtful(null, 100),
    ]).toEqual([true, true, false, false, false, false]);
  });
});
