import { describe, expect, it } from 'vitest';
import type { LayoutContext, Rejection } from '../../../connectors/contract/layout.js';
import type { Observation, Origin } from '../../../connectors/contract/observation.js';
import type { Instant } from '../../../connectors/contract/period.js';
import { observations } from '../../../connectors/files/observations.js';
import { demoConfig } from '../../support/report.js';

const now = '2024-03-01T02:00:00.000Z' as Instant;
const origin: Origin = { id: 'file:x:0', kind: 'file', name: 'x', detail: 'x.csv', hash: '0', zone: 'Asia/Jakarta', receivedAt: now };
const context: LayoutContext = {
  origin,
  metrics: demoConfig.metrics,
  subjects: new Set(['contact_centre']),
  calendar: demoConfig.organisation.calendar,
  observedAt: now,
};

const ROW = { period: '2024-02', as_of: '', source: 'contact_centre', metric: 'tickets', dimension: '', value: '967', precision: 'exact', note: '' };

const read = (cells: Partial<typeof ROW & { quality: string }>, given = context) => observations.read({ ...ROW, ...cells }, 7, given);

function observation(cells: Parameters<typeof read>[0], given = context): Observation {
  const facts = read(cells, given);
  if ('reason' in facts) throw new Error(facts.reason);
  const [fact] = facts;
  if (facts.length !== 1 || fact?.type !== 'observation') throw new Error('one observation was expected');
  return fact.observation;
}

function rejection(cells: Parameters<typeof read>[0], given = context): Rejection {
  const found = read(cells, given);
  if (!('reason' in found)) throw new Error('a rejection was expected');
  return found;
}

describe('a row of observations', () => {
  it('becomes one observation, word for word', () => {
    expect(observation({ dimension: 'whatsapp', value: '744', note: 'hand-counted' })).toEqual({
      series: { metric: 'tickets', subject: 'contact_centre', dimensions: { channel: 'whatsapp' }, grain: 'month' },
      period: { grain: 'month', start: '2024-02-01', end: '2024-03-01' },
      value: 744,
      quality: 'complete',
      precision: 'exact',
      observedAt: now,
      origin: 'file:x:0',
      reference: '7',
      note: 'hand-counted',
    });
  });

  it.each([
    ['a day', '2024-02-29', 'day', '2024-02-29', '2024-03-01'],
    ['an ISO week', '2024-W09', 'week', '2024-02-26', '2024-03-04'],
    ['a month', '2024-02', 'month', '2024-02-01', '2024-03-01'],
    ['a quarter', '2024-Q1', 'quarter', '2024-01-01', '2024-04-01'],
    ['a year', '2024', 'year', '2024-01-01', '2025-01-01'],
  ])('has the grain of its period: %s', (_name, period, grain, start, end) => {
    const read = observation({ period });
    expect(read.period).toEqual({ grain, start, end });
    expect(read.series.grain).toBe(grain);
  });

  it('reads a stock on the day of its as-of date, stated at the end of that day in the zone', () => {
    const read = observation({ metric: 'followers', as_of: '2024-02-29', value: '118069' });
    expect(read.period).toEqual({ grain: 'day', start: '2024-02-29', end: '2024-03-01' });
    expect(read.observedAt).toBe('2024-02-29T17:00:00.000Z');
  });

  it('reads a stock without an as-of date for its whole period', () => {
    expect(observation({ metric: 'headcount', value: '75711' }).series.grain).toBe('month');
  });

  it('counts a metric that is reported to date from the start of the quarter, and alone without an as-of date', () => {
    const toDate = observation({ metric: 'active_employees', as_of: '2024-02-29', value: '13559' });
    expect(toDate.period).toEqual({ grain: 'quarter', start: '2024-01-01', end: '2024-03-01' });
    expect(toDate.quality).toBe('complete');
    expect(observation({ metric: 'active_employees', value: '6000' }).period).toEqual({ grain: 'month', start: '2024-02-01', end: '2024-03-01' });
  });

  it('follows the quarters of the organisation', () => {
    const fiscal = { ...context, calendar: { weekStart: 'monday', quarterStartMonth: 2 } as const };
    expect(observation({ metric: 'touches', as_of: '2024-02-29' }, fiscal).period).toEqual({
      grain: 'quarter',
      start: '2024-02-01',
      end: '2024-03-01',
    });
  });

  it('is partial where a flow was counted only up to a day inside its period', () => {
    expect(observation({ as_of: '2024-02-20' }).quality).toBe('partial');
    expect(observation({ as_of: '2024-02-29' }).quality).toBe('complete');
    expect(observation({ as_of: '2024-02-20', quality: 'estimated' }).quality).toBe('estimated');
  });

  it('was not stated later than now while its day lasts', () => {
    const morning = { ...context, observedAt: '2024-02-29T02:00:00.000Z' as Instant };
    expect(observation({ as_of: '2024-02-29' }, morning).observedAt).toBe('2024-02-29T02:00:00.000Z');
  });

  it('reads other spellings of a dimension value, a named dimension, and a value with commas', () => {
    expect(observation({ metric: 'activations', dimension: 'own_content' }).series.dimensions).toEqual({ kind: 'original' });
    expect(observation({ metric: 'activations', dimension: 'kind=provided_content' }).series.dimensions).toEqual({ kind: 'provided' });
    expect(observation({ metric: 'menu_choices', dimension: 'menu=A=B' }).series.dimensions).toEqual({ menu: 'A=B' });
  });

  it('keeps an empty value as no data', () => {
    const read = observation({ value: '', precision: '' });
    expect(read.value).toBeNull();
    expect(read.absence).toBe('not-available');
  });

  it.each<[string, Parameters<typeof read>[0], string, string]>([
    ['an unknown metric', { metric: 'ticket' }, 'metric', '"tickets"'],
    ['no metric', { metric: '' }, 'metric', 'missing'],
    ['no source', { source: '' }, 'source', 'missing'],
    ['no period', { period: '' }, 'period', 'missing'],
    ['a month that does not exist', { period: '2024-13' }, 'period', 'no existing period'],
    ['a day that does not exist', { period: '2023-02-29' }, 'period', 'no existing period'],
    ['a week that the year does not have', { period: '2023-W53' }, 'period', 'no existing period'],
    ['a quarter that does not exist', { period: '2024-Q5' }, 'period', 'no existing period'],
    ['a month in words', { period: 'Februari 2024' }, 'period', 'no existing period'],
    ['a day the other way round', { period: '29-02-2024' }, 'period', 'no existing period'],
    ['a year that can only be mistyped', { period: '0224-02' }, 'period', 'no existing period'],
    ['an as-of date that does not exist', { as_of: '2024-02-30' }, 'as_of', 'no calendar day'],
    ['an as-of date outside the period', { as_of: '2024-03-01' }, 'as_of', 'outside the period 2024-02 (2024-02-01 to 2024-02-29)'],
    ['an as-of date that has not come', { period: '2024-03', as_of: '2024-03-02' }, 'as_of', 'not come'],
    ['a year to date of what counts by quarters', { metric: 'touches', period: '2024', as_of: '2024-02-29' }, 'period', 'start of the quarter'],
    ['a bare dimension of a metric without any', { metric: 'emails', dimension: 'x' }, 'dimension', 'has no dimensions'],
    ['half a pair', { dimension: 'channel=' }, 'dimension', 'name=value'],
    ['a dimension twice', { dimension: 'channel=a;channel=b' }, 'dimension', 'twice'],
    ['thousands that may be decimals', { value: '1.304' }, 'value', '1304 without a separator'],
    ['a word for a number', { value: 'seribu' }, 'value', 'no plain number'],
    ['an unknown precision', { precision: 'sekitar' }, 'precision', 'exact, rounded, about'],
    ['no precision', { precision: '' }, 'precision', 'missing'],
    ['an unknown quality', { quality: 'good' }, 'quality', 'to-be-confirmed'],
  ])('is rejected for %s, with the column and the reason', (_name, cells, column, reason) => {
    const found = rejection(cells);
    expect(found).toMatchObject({ line: 7, column });
    expect(found.reason).toContain(reason);
  });

  it('asks for the name of the dimension where a metric has several', () => {
    const tickets = demoConfig.metrics.get('tickets');
    if (!tickets) throw new Error('the registry has tickets');
    const two = { ...tickets, dimensions: { ...tickets.dimensions, user: { kind: 'partition' as const } } };
    const given = { ...context, metrics: new Map([['tickets', two]]) };
    expect(rejection({ dimension: 'phone' }, given).reason).toContain('channel=… or user=…');
    expect(observation({ dimension: 'user=others;channel=phone' }, given).series.dimensions).toEqual({ channel: 'phone', user: 'others' });
  });
});
