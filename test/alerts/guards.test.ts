import { describe, expect, it } from 'vitest';
import type { Metric } from '../../connectors/contract/metric.js';
import { addDays, type CivilDate, civilDate, ISO_CALENDAR, periodOf } from '../../connectors/contract/period.js';
import { BUILT_IN_METRICS } from '../../connectors/contract/registry.js';
import { daysOff } from '../../src/alerts/guards.js';
import { CONDITIONS } from '../../src/alerts/index.js';
import { pointsOf } from '../../src/alerts/points.js';
import type { Reading, SeriesView } from '../../src/alerts/reading.js';
import type { AlertRuleSetting } from '../../src/config/config.js';

const RULE: AlertRuleSetting = {
  id: 'rule',
  condition: 'relative-decline',
  metric: 'views',
  subject: 'youtube:a',
  platform: undefined,
  dimensions: {},
  target: undefined,
  threshold: 0.2,
  recovery: 0.1,
  baseline: { kind: 'previous' },
  grain: 'month',
  holdHours: 0,
  graceHours: 72,
  minimumBase: 20,
  noData: 'keep',
  group: 'none',
  route: ['owner'],
};

const metricOf = (id: string): Metric => {
  const metric = BUILT_IN_METRICS.find((candidate) => candidate.id === id);
  if (metric === undefined) throw new Error(`There is no ${id}.`);
  return metric;
};

interface Given {
  readonly subject?: string;
  readonly metric?: string;
  readonly holidays?: readonly string[];
  readonly rule?: Partial<AlertRuleSetting>;
  readonly value: (day: CivilDate) => number;
  /** the day that is judged, or one of the week or month */
  readonly of: string;
}

/** What a rule says of a period, of days from 1 October 2024 on. */
function judged({ subject = 'x:a', metric: id = 'impressions', holidays = [], rule = {}, value, of }: Given): Extract<Reading, { kind: 'measured' }> {
  const metric = metricOf(id);
  const whole = { ...RULE, ...rule };
  const period = periodOf(whole.grain, civilDate(of));
  const rows = [];
  for (let day = civilDate('2024-10-01'); day < period.end; day = addDays(day, 1)) {
    rows.push({
      id: `${subject}/${id}//day@${day}`,
      series: { subject, metric: id, dimensions: {}, grain: 'day' as const },
      period: periodOf('day', day),
      value: value(day),
      quality: 'complete' as const,
      precision: 'exact' as const,
      observedAt: '2025-06-01T00:00:00.000Z' as never,
      origin: 'api:x:1',
      originKind: 'api' as const,
      revision: 1,
    });
  }
  const held = whole.grain === 'day' ? { own: rows, days: [] } : { own: [], days: rows };
  const view: SeriesView = {
    key: `${subject}/${id}//day`,
    metric,
    label: metric.label,
    grain: whole.grain,
    calendar: ISO_CALENDAR,
    zone: 'Asia/Jakarta',
    today: period.end,
    holidays: daysOff(holidays.map(civilDate)),
    decimals: 1,
    points: pointsOf(held, { metric, grain: whole.grain, calendar: ISO_CALENDAR, readTwice: () => true }),
  };
  const condition = CONDITIONS[whole.condition];
  if (condition.watches !== 'series') throw new Error('It watches a series.');
  const reading = condition.judge(whole, view, period);
  if (reading.kind !== 'measured') throw new Error(`It is ${reading.kind}.`);
  return reading;
}

const LEBARAN = ['2025-03-28', '2025-03-31', '2025-04-01', '2025-04-02', '2025-04-03', '2025-04-04', '2025-04-07', '2025-04-18'];

describe('days off', () => {
  it('are the holidays, and the weekends between two of them', () => {
    expect([...daysOff(LEBARAN.map(civilDate))].filter((day) => !LEBARAN.includes(day)).sort()).toEqual([
      '2025-03-29',
      '2025-03-30',
      '2025-04-05',
      '2025-04-06',
    ]);
  });

  it('make a month with holidays no fall, where its ordinary days did not fall', () => {
    const holidays = [...LEBARAN, '2025-04-21', '2025-04-22', '2025-04-23'];
    const off = daysOff(holidays.map(civilDate));
    const quiet = (day: CivilDate): number => (off.has(day) ? 100 : 1_000);
    // 4 days off in March, 11 in April: 27,400 and 20,100
    expect(judged({ value: quiet, of: '2025-04-01', holidays })).toMatchObject({ breached: true, obstacles: ['holiday'] });
    expect(judged({ value: quiet, of: '2025-04-01' })).toMatchObject({ breached: true, obstacles: [] });
  });

  it('do not hide a fall of the ordinary days', () => {
    const value = (day: CivilDate): number => (day < '2025-04-01' ? 1_000 : 600);
    expect(judged({ value, of: '2025-04-01', holidays: LEBARAN })).toMatchObject({ breached: true, obstacles: [] });
  });

  it('are skipped by what compares a week with the one before', () => {
    // The weeks of 24 and 31 March and of 7 April have several days off: the last ordinary one is that of 17 March.
    const value = (day: CivilDate): number => (day < '2025-03-24' ? 1_000 : 700);
    const reading = judged({ value, of: '2025-04-14', holidays: [...LEBARAN, '2025-04-08'], rule: { grain: 'week' } });
    expect(reading).toMatchObject({ breached: true, obstacles: [] });
    expect(reading.phrases()[0].parts.when).toMatchObject({ expression: { text: '2025-03-17/2025-03-24' } });
  });
});

describe('a platform that begins to count otherwise', () => {
  const step = (day: CivilDate): number => (day < '2025-03-31' ? 1_000 : 400);

  it.each([
    ['relative-decline', { baseline: { kind: 'median', periods: 4 } }],
    ['anomaly', { threshold: undefined, recovery: undefined }],
    ['streak', { threshold: 2, recovery: undefined }],
  ] as const)('is believed by no rule across that day: %s', (condition, more) => {
    const rule = { condition, grain: 'day' as const, ...more };
    const youtube = judged({ subject: 'youtube:a', metric: 'views', value: step, of: '2025-04-02', rule });
    expect(youtube.obstacles).toContain('definition-changed');
    expect(judged({ subject: 'tiktok:a', metric: 'views', value: step, of: '2025-04-02', rule }).obstacles).not.toContain('definition-changed');
  });

  it('is compared with itself again as soon as both sides are counted alike', () => {
    const rule = { grain: 'day' as const, baseline: { kind: 'median' as const, periods: 4 } };
    expect(judged({ subject: 'youtube:a', metric: 'views', value: step, of: '2025-04-28', rule })).toMatchObject({ breached: false, obstacles: [] });
  });
});
