import type { Text } from '../../connectors/contract/metric.js';
import { lastDay, type Period } from '../../connectors/contract/period.js';
import type { Compared, Comparison } from '../domain/comparison.js';
import type { Language } from '../domain/digest.js';
import type { KnownFigure } from '../domain/figure.js';
import type { Expression } from '../domain/formula.js';
import { formatPeriod, formatShortMonth } from '../text/date.js';
import { embed, name, type Phrase, periodName } from '../text/sentence.js';
import type { ChartDraft, SeriesDraft } from './charts.js';
import { briefComparisonPhrase, figureNumber } from './phrases.js';
import type { ComparedFigure } from './rows.js';
import type { SectionContext } from './section.js';

const isCompared = (comparison: Comparison): comparison is Comparison & Compared => 'baseline' in comparison;

/** A period on an axis. */
const axisLabel = (period: Period, language: Language): string =>
  period.grain === 'month' ? formatShortMonth(period.start, language) : formatPeriod(period, language);

/** The file name of a chart: letters, digits and hyphens. */
export const chartId = (id: string): string =>
  id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** "Per 29 Februari 2024. Sumber: baris data Pantau", with the last day that the digest covers. */
export function footnote(context: SectionContext): Phrase {
  return {
    words: { id: 'Data s.d. {until} · dibaca {asOf} · {organisation}', en: 'Data up to {until} · read {asOf} · {organisation}' },
    parts: {
      until: { expression: { kind: 'literal', text: lastDay(context.period) }, format: { kind: 'day' } },
      asOf: { expression: { kind: 'literal', text: `${context.asOf}@${context.config.organisation.zone}` }, format: { kind: 'moment' } },
      organisation: name(context.config.organisation.name),
    },
  };
}

/** A subtitle of words alone. */
export const plain = (words: Text): Phrase => ({ words: { id: '{words}', en: '{words}' }, parts: { words: name(words) } });

/** "Tiket konsultasi Februari 2024: 967, turun 25,8% dari 1.304 pada Januari 2024". */
export function statement(label: Text, figure: KnownFigure, comparisons: readonly Comparison[], context: SectionContext): Phrase {
  const base: Phrase = {
    words: { id: '{label} {period}: {current}', en: '{label}, {period}: {current}' },
    parts: { label: name(label), period: periodName(context.period, context.calendar), current: figureNumber(figure) },
  };
  const [first] = comparisons.filter(isCompared);
  if (!first) return base;
  const outer = { words: { id: `${base.words.id}, {change}`, en: `${base.words.en}, {change}` }, parts: base.parts };
  return embed(outer, 'change', briefComparisonPhrase(first, context.rules));
}

/** A list of names and values for the alternative text: "WhatsApp 744; Telepon 46". */
export function listing(items: readonly { readonly label: Text; readonly figure: KnownFigure }[]): Phrase {
  const words = items.map((_, index) => `{label${index}} {value${index}}`).join('; ');
  const parts = items.flatMap((item, index) => [[`label${index}`, name(item.label)] as const, [`value${index}`, figureNumber(item.figure)] as const]);
  return { words: { id: words, en: words }, parts: Object.fromEntries(parts) };
}

/** One bar for each period: the baselines, oldest first, then the current one. */
export function baselineChart(id: string, label: Text, figure: KnownFigure, comparisons: readonly Comparison[], context: SectionContext): ChartDraft {
  const bars = [
    ...comparisons.filter(isCompared).map((comparison) => ({ period: comparison.period, figure: comparison.baseline })),
    { period: context.period, figure },
  ].sort((a, b) => a.period.start.localeCompare(b.period.start));
  const title = statement(label, figure, comparisons, context);
  const names = bars.map((bar) => ({ label: { id: formatPeriod(bar.period, 'id'), en: formatPeriod(bar.period, 'en') }, figure: bar.figure }));
  return {
    id: chartId(id),
    kind: 'bar',
    title,
    subtitle: plain(label),
    footnote: footnote(context),
    alt: embed({ words: { id: 'Grafik batang. {list}', en: 'Bar chart. {list}' }, parts: {} }, 'list', listing(names)),
    labels: { id: bars.map((bar) => axisLabel(bar.period, 'id')), en: bars.map((bar) => axisLabel(bar.period, 'en')) },
    highlight: bars.findIndex((bar) => bar.figure === figure),
    series: [{ name: label, points: bars.map((bar) => bar.figure.expression), emphasis: true }],
    marks: [],
    valueFormat: { kind: 'integer' },
  };
}

/** One group for each part of a whole, one bar for each period. */
export function partsChart(
  id: string,
  label: Text,
  parts: readonly (ComparedFigure & { readonly figure: KnownFigure })[],
  context: SectionContext,
): ChartDraft {
  const periods = [
    ...new Map(
      parts.flatMap((part) => part.comparisons.filter(isCompared)).map((comparison) => [comparison.period.start, comparison.period]),
    ).values(),
  ].sort((a, b) => a.start.localeCompare(b.start));
  const baselineOf = (part: ComparedFigure, period: Period): Expression | null =>
    part.comparisons.filter(isCompared).find((comparison) => comparison.period.start === period.start)?.baseline.expression ?? null;
  const seriesOf = (period: Period): SeriesDraft => ({
    name: { id: axisLabel(period, 'id'), en: axisLabel(period, 'en') },
    points: parts.map((part) => baselineOf(part, period)),
    emphasis: false,
  });
  const current: SeriesDraft = {
    name: { id: axisLabel(context.period, 'id'), en: axisLabel(context.period, 'en') },
    points: parts.map((part) => part.figure.expression),
    emphasis: true,
  };
  const [largest] = parts;
  return {
    id: chartId(id),
    kind: 'bar',
    title: largest ? leading(label, largest, context) : plain(label),
    subtitle: plain(label),
    footnote: footnote(context),
    alt: embed(
      {
        words: { id: 'Grafik batang {period}. {list}', en: 'Bar chart, {period}. {list}' },
        parts: { period: periodName(context.period, context.calendar) },
      },
      'list',
      listing(parts),
    ),
    labels: { id: parts.map((part) => part.label.id), en: parts.map((part) => part.label.en) },
    series: [...periods.map(seriesOf), current],
    marks: [],
    valueFormat: { kind: 'integer' },
  };
}

/** "Tiket konsultasi Februari 2024: terbanyak WhatsApp, 744". */
export function leading(label: Text, largest: { readonly label: Text; readonly figure: KnownFigure }, context: SectionContext): Phrase {
  return {
    words: { id: '{label} {period}: terbanyak {largest}, {value}', en: '{label}, {period}: most are {largest}, {value}' },
    parts: {
      label: name(label),
      period: periodName(context.period, context.calendar),
      largest: name(largest.label),
      value: figureNumber(largest.figure),
    },
  };
}
