import { describe, expect, it } from 'vitest';
import type { Fact } from '../../connectors/contract/layout.js';
import type { Metric } from '../../connectors/contract/metric.js';
import type { Observation } from '../../connectors/contract/observation.js';
import type { CivilDate, Instant } from '../../connectors/contract/period.js';
import { normalise, rulesOf } from '../../src/pipeline/normalise.js';
import { demoConfig } from '../support/report.js';

const rules = rulesOf(demoConfig);
const day = (text: string) => text as CivilDate;
const moment = '2024-02-29T16:59:00.000Z' as Instant;

const TICKETS: Observation = {
  series: { metric: 'tickets', subject: 'contact_centre', dimensions: { channel: 'phone' }, grain: 'month' },
  period: { grain: 'month', start: day('2024-02-01'), end: day('2024-03-01') },
  value: 46,
  quality: 'complete',
  precision: 'exact',
  observedAt: moment,
  origin: 'typed:x:0',
};

const observation = (change: Partial<Observation>, series: Partial<Observation['series']> = {}): Fact => ({
  type: 'observation',
  observation: { ...TICKETS, ...change, series: { ...TICKETS.series, ...series } },
});

describe('the one door', () => {
  it('lets a sound observation through unchanged and without remarks', () => {
    const fact = observation({});
    expect(normalise(fact, rules)).toEqual({ accepted: true, fact, warnings: [] });
  });

  it.each<[string, Fact, string, string]>([
    ['an unknown metric', observation({}, { metric: 'tiket' }), 'metric', '"tickets"'],
    ['an unknown subject', observation({}, { subject: 'contact_center' }), 'subject', '"contact_centre"'],
    ['a dimension that the metric does not have', observation({}, { dimensions: { region: 'Riau' } }), 'dimensions', 'It has: channel.'],
    ['a dimension value with a line break', observation({}, { dimensions: { channel: 'a\nb' } }), 'dimensions', 'line break'],
    ['a grain that is not the period', observation({}, { grain: 'day' }), 'period', 'month'],
    ['a month that begins on its second day', observation({ period: { ...TICKETS.period, start: day('2024-02-02') } }), 'period', 'no month'],
    ['a month to date', observation({ period: { ...TICKETS.period, end: day('2024-02-20') } }), 'period', 'not counted to date'],
    [
      'a period before there were figures',
      observation({ period: { grain: 'month', start: day('1969-02-01'), end: day('1969-03-01') } }),
      'period',
      '1970',
    ],
    ['a negative count', observation({ value: -1 }), 'value', 'negative'],
    ['a fraction of a count', observation({ value: 4.5 }), 'value', 'fraction'],
    ['no value and no reason', observation({ value: null }), 'value', 'nothing says why'],
    ['a value that is called absent', observation({ absence: 'not-yet' }), 'value', 'absent'],
    ['what is no number', observation({ value: Number.NaN }), 'value', 'no number'],
  ])('refuses %s', (_name, fact, field, reason) => {
    const verdict = normalise(fact, rules);
    expect(verdict).toMatchObject({ accepted: false, violation: { field } });
    expect(verdict.accepted ? '' : verdict.violation.reason).toContain(reason);
  });

  it('takes a fraction of a rate and a missing value with its reason', () => {
    expect(normalise(observation({ value: 4.7 }, { metric: 'satisfaction', dimensions: {} }), rules).accepted).toBe(true);
    expect(normalise(observation({ value: null, absence: 'withheld' }), rules).accepted).toBe(true);
  });

  it('takes a quarter to date of what is reported so', () => {
    const period = { grain: 'quarter', start: day('2024-01-01'), end: day('2024-03-01') } as const;
    expect(normalise(observation({ period }, { metric: 'touches', dimensions: {}, grain: 'quarter' }), rules).accepted).toBe(true);
  });

  it('takes a dimension value that has no label yet, and asks where it looks like a misspelling', () => {
    const open = normalise(observation({}, { dimensions: { channel: 'telegram' } }), rules);
    expect(open).toMatchObject({ accepted: true, warnings: [] });
    const misspelt = normalise(observation({}, { dimensions: { channel: 'whatsap' } }), rules);
    expect(misspelt).toMatchObject({
      accepted: true,
      warnings: [
        {
          field: 'dimensions',
          reason: '"whatsap" is a new value of "channel". Was "whatsapp" meant?',
          text: expect.objectContaining({ id: '"whatsap" nilai baru untuk "channel". Apakah maksudnya "whatsapp"?' }),
        },
      ],
    });
  });

  it('keeps a metric to the days for which it is defined', () => {
    const [views] = [...demoConfig.metrics.values()].filter(({ id }) => id === 'views');
    const retired: Metric = { ...(views as Metric), id: 'old', validFrom: day('2020-01-01'), validTo: day('2024-01-31'), successor: 'views' };
    const given = { ...rules, metrics: new Map([['old', retired]]) };
    const verdict = normalise(observation({}, { metric: 'old', dimensions: {} }), given);
    expect(verdict.accepted ? '' : verdict.violation.reason).toContain('Its successor is "views"');
  });

  it.each<[string, Fact, string]>([
    [
      'a reading of no content item',
      { type: 'snapshot', snapshot: { content: 'instagram:ditjenpk', metric: 'reach', readAt: moment, value: 1, quality: 'complete', origin: 'o' } },
      'content',
    ],
    [
      'a reading of an unknown account',
      { type: 'snapshot', snapshot: { content: 'instagram:x/1', metric: 'reach', readAt: moment, value: 1, quality: 'complete', origin: 'o' } },
      'content',
    ],
    [
      'a negative reading',
      {
        type: 'snapshot',
        snapshot: { content: 'instagram:ditjenpk/1', metric: 'reach', readAt: moment, value: -1, quality: 'complete', origin: 'o' },
      },
      'value',
    ],
    [
      'content of an unknown account',
      {
        type: 'content',
        content: {
          id: 'tiktok:a/1',
          subject: 'tiktok:a',
          kind: 'video',
          publishedAt: moment,
          publishedOn: day('2024-02-29'),
          title: '',
          origin: 'o',
        },
      },
      'subject',
    ],
    [
      'content of another account than its id says',
      {
        type: 'content',
        content: {
          id: 'x:DitjenPK/1',
          subject: 'facebook:djpk',
          kind: 'feed',
          publishedAt: moment,
          publishedOn: day('2024-02-29'),
          title: '',
          origin: 'o',
        },
      },
      'id',
    ],
    ['an entry on no day', { type: 'entry', entry: { kind: 'visit', date: day('2024-02-30'), title: 'DAU', attributes: {}, origin: 'o' } }, 'date'],
    [
      'an entry without a title',
      { type: 'entry', entry: { kind: 'visit', date: day('2024-02-28'), title: '', attributes: {}, origin: 'o' } },
      'title',
    ],
  ])('refuses %s', (_name, fact, field) => {
    expect(normalise(fact, rules)).toMatchObject({ accepted: false, violation: { field } });
  });
});
