import type { LayoutContext } from '../contract/layout.js';
import type { Metric } from '../contract/metric.js';
import { clipped, unknownName } from '../contract/nearest.js';
import { type Dimensions, PRECISIONS, QUALITIES, type Series } from '../contract/observation.js';
import type { Grain, Instant } from '../contract/period.js';
import { CellProblem, cell, filled, layout, oneOf, pairs, type Row } from './cell.js';
import { endOfDay } from './moment.js';
import { plainNumber } from './number.js';
import { type StatedPeriod, statedPeriod } from './stated-period.js';

/** One value in each row: period, as of which day, whose, which metric and dimension. An empty value is no data, never zero. */
export const observations = layout(
  {
    id: 'observations',
    columns: ['period', 'as_of', 'source', 'metric', 'dimension', 'value', 'precision', 'note'],
    optionalColumns: ['quality'],
    places: { metric: 'metric', subject: 'source', dimensions: 'dimension', period: 'period', value: 'value' },
  },
  (row, line, context) => {
    const metric = context.metrics.get(cell(row, 'metric'));
    if (metric === undefined) throw new CellProblem('metric', unknownName(METRIC, cell(row, 'metric'), context.metrics.keys()));
    const stated = statedPeriod(row, metric, context);
    const value = plainNumber('value', cell(row, 'value'));
    const note = cell(row, 'note');
    return [
      {
        type: 'observation',
        observation: {
          series: seriesOf(row, metric, stated.period.grain, context),
          period: stated.period,
          value,
          ...(value === null ? { absence: 'not-available' as const } : {}),
          quality: oneOf(row, 'quality', QUALITIES, stated.partial ? 'partial' : 'complete'),
          precision: oneOf(row, 'precision', PRECISIONS, value === null ? 'exact' : undefined),
          observedAt: observedAt(stated, context),
          origin: context.origin.id,
          reference: String(line),
          ...(note === '' ? {} : { note }),
        },
      },
    ];
  },
);

const METRIC = { id: 'metrik', en: 'metric' };
const MOST_REMEMBERED = 50_000;
const remembered = new WeakMap<LayoutContext, Map<string, Series>>();

/** The series of a row; rows of one series share one object, by which later steps recognise it. */
function seriesOf(row: Row, metric: Metric, grain: Grain, context: LayoutContext): Series {
  const known = remembered.get(context) ?? new Map<string, Series>();
  remembered.set(context, known);
  const [source, dimension] = [filled(row, 'source'), cell(row, 'dimension')];
  const key = `${grain} ${metric.id} ${source}\n${dimension}`;
  const seen = known.get(key);
  if (seen !== undefined) return seen;
  if (known.size >= MOST_REMEMBERED) known.clear();
  const series: Series = { metric: metric.id, subject: detached(source), dimensions: dimensions(detached(dimension), metric), grain };
  known.set(detached(key), series);
  return series;
}

/** A copy of a text: a cell is a view of the whole chunk of the file that it was cut from, and would keep that in memory. */
const detached = (text: string): string => Buffer.from(text).toString();

/** Reads `name=value;name=value`, or a bare value where the metric has exactly one dimension; other spellings that the registry lists become its own. */
function dimensions(text: string, metric: Metric): Dimensions {
  if (text === '') return {};
  const named = text.includes('=') ? pairs('dimension', text) : bare(text, metric);
  return Object.fromEntries(
    Object.entries(named).map(([name, value]) => {
      const aliases = metric.dimensions[name]?.aliases ?? {};
      return [name, Object.hasOwn(aliases, value) ? (aliases[value] ?? value) : value];
    }),
  );
}

function bare(text: string, metric: Metric): Dimensions {
  const names = Object.keys(metric.dimensions);
  const [only] = names;
  if (only === undefined)
    throw new CellProblem('dimension', {
      id: `"${metric.id}" tidak memiliki dimensi. Kosongkan selnya.`,
      en: `"${metric.id}" has no dimensions. Leave the cell empty.`,
    });
  if (names.length > 1) {
    throw new CellProblem('dimension', {
      id: `"${metric.id}" memiliki beberapa dimensi. Tulis ${names.map((name) => `${name}=…`).join(' atau ')}, bukan hanya "${clipped(text)}".`,
      en: `"${metric.id}" has several dimensions. Write ${names.map((name) => `${name}=…`).join(' or ')}, not "${clipped(text)}" alone.`,
    });
  }
  return { [only]: text };
}

/** A value that was counted up to a day was stated at that day's end; while the day lasts, now. */
function observedAt(stated: StatedPeriod, context: LayoutContext): Instant {
  if (stated.asOf === undefined) return context.observedAt;
  const end = endOfDay(stated.asOf, context.origin.zone);
  const over = end < context.observedAt;
  return over ? end : context.observedAt;
}
