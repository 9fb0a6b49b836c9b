import type { Text } from '../../connectors/contract/metric.js';
import { addDays, daysBetween } from '../../connectors/contract/period.js';
import type { Comparison } from '../domain/comparison.js';
import type { KnownFigure } from '../domain/figure.js';
import { type Expression, value } from '../domain/formula.js';
import type { StoredObservation } from '../store/port.js';
import { formatShortDay } from '../text/date.js';
import { day, integer, name } from '../text/sentence.js';
import { chartId, footnote, statement } from './bar-charts.js';
import type { ChartDraft } from './charts.js';
import { leafOf } from './figures.js';
import type { SectionContext } from './section.js';

/** A daily line with gaps where days are missing. `rows` are day-grain rows in order, two at least. */
export function trendChart(
  id: string,
  label: Text,
  figure: KnownFigure,
  comparisons: readonly Comparison[],
  rows: readonly StoredObservation[],
  context: SectionContext,
): ChartDraft {
  const known = rows.filter((row) => row.value !== null);
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last) throw new RangeError('A trend needs days with values.');
  const days = Array.from({ length: daysBetween(first.period.start, last.period.end) }, (_, index) => addDays(first.period.start, index));
  const byDay = new Map(known.map((row) => [row.period.start, row]));
  const points = days.map((date): Expression | null => {
    const row = byDay.get(date);
    return row ? value(leafOf(row)) : null;
  });
  const extreme = (better: (a: number, b: number) => boolean): StoredObservation =>
    known.reduce((best, row) => (better(row.value ?? 0, best.value ?? 0) ? row : best), first);
  const [lowest, highest] = [extreme((a, b) => a < b), extreme((a, b) => a > b)];
  return {
    id: chartId(id),
    kind: 'line',
    title: statement(label, figure, comparisons, context),
    subtitle: {
      words: { id: '{label} per hari, {from} s.d. {to}', en: '{label} by day, {from} to {to}' },
      parts: { label: name(label), from: day(first.period.start), to: day(last.period.start) },
    },
    footnote: footnote(context),
    alt: {
      words: {
        id: 'Grafik garis {label} per hari: {first} pada {from}, {last} pada {to}; terendah {lowest} pada {lowestDay}, tertinggi {highest} pada {highestDay}',
        en: 'Line chart of {label} by day: {first} on {from}, {last} on {to}; lowest {lowest} on {lowestDay}, highest {highest} on {highestDay}',
      },
      parts: {
        label: name(label),
        first: integer(value(leafOf(first))),
        from: day(first.period.start),
        last: integer(value(leafOf(last))),
        to: day(last.period.start),
        lowest: integer(value(leafOf(lowest))),
        lowestDay: day(lowest.period.start),
        highest: integer(value(leafOf(highest))),
        highestDay: day(highest.period.start),
      },
    },
    labels: { id: days.map((date) => formatShortDay(date, 'id')), en: days.map((date) => formatShortDay(date, 'en')) },
    series: [{ name: label, points, emphasis: true }],
    marks: [],
    valueFormat: undefined,
  };
}
