import { describe, expect, it } from 'vitest';
import { civilDate, periodOf } from '../../connectors/contract/period.js';
import { BUILT_IN_METRICS } from '../../connectors/contract/registry.js';
import { compare } from '../../src/domain/comparison.js';
import type { KnownFigure } from '../../src/domain/figure.js';

/** A stored figure of a month. */
function figure(metric: string, subject: string, month: string, value: number): KnownFigure {
  const found = BUILT_IN_METRICS.find(({ id }) => id === metric);
  if (found === undefined) throw new Error(metric);
  const start = civilDate(`${month}-01`);
  return {
    state: 'known',
    question: { subject, metric: found, dimensions: {}, period: periodOf('month', start) },
    expression: { kind: 'value', value: { observation: `${subject}/${metric}//month@${start}#1.api`, value, quality: 'complete' } },
    precision: 'exact',
    origin: 'api',
    via: 'reported',
  };
}

const kind = (metric: string, subject: string, month: string, before: string): string =>
  compare(figure(metric, subject, month, 1_300), figure(metric, subject, before, 1_000), 10).kind;

describe('the views of YouTube, counted otherwise since 2026-08-24 (case 32)', () => {
  it.each([
    ['2026-09', '2026-07'],
    ['2026-09', '2026-08'],
    ['2026-08', '2026-07'],
    ['2026-07', '2026-09'],
  ])('are not compared: %s with %s', (month, before) => {
    expect(kind('views', 'youtube:djpkkemenkeu', month, before)).toBe('broken-series');
  });

  it('are compared on either side of the day', () => {
    expect(kind('views', 'youtube:djpkkemenkeu', '2026-10', '2026-09')).toBe('change');
    expect(kind('views', 'youtube:djpkkemenkeu', '2026-07', '2026-06')).toBe('change');
  });

  it('are not compared across the day on which Shorts began to be counted so', () => {
    expect(kind('views', 'youtube:djpkkemenkeu', '2025-04', '2025-03')).toBe('broken-series');
  });

  it('leave engaged views, and the views of other platforms, as they are', () => {
    expect(kind('engaged_views', 'youtube:djpkkemenkeu', '2026-09', '2026-07')).toBe('change');
    expect(kind('views', 'instagram:ditjenpk', '2026-09', '2026-07')).toBe('change');
  });

  it('break a sum that they are part of', () => {
    const sum = (month: string): KnownFigure => {
      const [one, other] = [figure('views', 'youtube:djpkkemenkeu', month, 400), figure('views', 'instagram:ditjenpk', month, 900)];
      return {
        ...one,
        question: { ...one.question, subject: 'all' },
        expression: { kind: 'call', name: 'sum', parts: [one.expression, other.expression] },
      };
    };
    expect(compare(sum('2026-09'), sum('2026-07'), 10).kind).toBe('broken-series');
  });
});
