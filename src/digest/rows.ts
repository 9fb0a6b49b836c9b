import type { Text } from '../../connectors/contract/metric.js';
import type { Dimensions } from '../../connectors/contract/observation.js';
import { type Period, shiftPeriod, yearBefore } from '../../connectors/contract/period.js';
import type { Baseline, FigureSetting } from '../config/config.js';
import { type Comparison, compare, type DatedBaseline, publishedBaseline } from '../domain/comparison.js';
import type { Line } from '../domain/digest.js';
import type { Figure, FigureQuestion, KnownFigure } from '../domain/figure.js';
import { operation, type Statement } from '../domain/formula.js';
import type { StoredEntry } from '../store/port.js';
import { joined, valueLabels } from '../text/labels.js';
import { day, integer, line, name, type Phrase, percent, text } from '../text/sentence.js';
import { comparisonPhrase, figurePhrase, missingPhrase, noBaselinesPhrase } from './phrases.js';
import type { SectionContext } from './section.js';

/** A figure with its comparisons. */
export interface ComparedFigure {
  readonly label: Text;
  readonly figure: Figure;
  readonly comparisons: readonly Comparison[];
}

/** The metric of an id; the configuration was checked, so it is there. */
export function metricOf(id: string, context: SectionContext) {
  const metric = context.config.metrics.get(id);
  if (!metric) throw new RangeError(`The metric "${id}" is not in the registry.`);
  return metric;
}

/** The period of a baseline. */
function baselinePeriod(baseline: Baseline, context: SectionContext): Period {
  switch (baseline.kind) {
    case 'previous':
      return shiftPeriod(context.period, -1, context.calendar);
    case 'year-ago':
      return yearBefore(context.period, context.calendar);
    case 'periods-ago':
      return shiftPeriod(context.period, -baseline.periods, context.calendar);
  }
}

/** Whether the digest's period has not ended by its as-of day: a part is never compared with a whole. */
const isRunning = (context: SectionContext): boolean => context.period.end > context.today;

/** Reads a figure and what it is compared with. */
export async function readCompared(
  setting: { readonly subject: string; readonly metric: string; readonly dimensions: Dimensions; readonly compare: readonly Baseline[] },
  label: Text,
  context: SectionContext,
): Promise<ComparedFigure> {
  const question = { subject: setting.subject, metric: metricOf(setting.metric, context), dimensions: setting.dimensions, period: context.period };
  const figure = await context.figures.read(question);
  return { label, figure, comparisons: figure.state === 'known' ? await readComparisons(figure, setting.compare, context) : [] };
}

/** Compares a known figure with its baselines; a running period is compared with none, unless it is a stock. */
export async function readComparisons(figure: KnownFigure, baselines: readonly Baseline[], context: SectionContext): Promise<readonly Comparison[]> {
  if (isRunning(context) && figure.question.metric.additivity !== 'stock') return [];
  const comparisons: Comparison[] = [];
  for (const baseline of baselines) {
    const before = await readBaseline({ ...figure.question, period: baselinePeriod(baseline, context) }, context);
    comparisons.push(compare(figure, before.figure, context.config.organisation.smallBase, before.vintage));
  }
  return comparisons;
}

/** A baseline: of a closed month as it was published, with what became of it since. */
async function readBaseline(question: FigureQuestion, context: SectionContext): Promise<DatedBaseline> {
  const [published, now] = [await context.published(question.period), await context.figures.read(question)];
  return published === undefined ? { figure: now, vintage: undefined } : publishedBaseline(await published.figures.read(question), now);
}

/** The lines of a figure: what it is, then each comparison, then the baselines that nothing is known of. */
export function figureLines(id: string, compared: ComparedFigure, context: SectionContext): readonly Line[] {
  const { figure, label } = compared;
  if (figure.state === 'missing') return [line(id, 'missing', missingPhrase(label, figure, context.calendar), ['no-data'])];
  const running = isRunning(context) && figure.question.metric.additivity !== 'stock';
  return [
    line(id, 'headline', meanPhrase(label, figure) ?? figurePhrase(label, figure), running ? ['partial'] : []),
    ...comparisonLines(id, compared.comparisons, context),
  ];
}

/** Each comparison, then the baselines that nothing is known of in one sentence. */
export function comparisonLines(id: string, comparisons: readonly Comparison[], context: SectionContext): readonly Line[] {
  const known = comparisons.filter((comparison) => comparison.kind !== 'no-baseline');
  const unknown = comparisons.filter((comparison) => comparison.kind === 'no-baseline').map((comparison) => comparison.period);
  return [
    ...known.map((comparison) => line(`${id}/${comparisonId(comparison)}`, 'detail', comparisonPhrase(comparison, context.rules))),
    ...(unknown.length > 0 ? [line(`${id}/no-baseline`, 'detail', noBaselinesPhrase(unknown, context.calendar))] : []),
  ];
}

/** The place of a comparison among the lines of its figure, by the baseline's first day. */
const comparisonId = (comparison: Comparison): string => `vs-${comparison.period.start}`;

/** A mean that was computed prints what it was computed from: "51.916 (1.297.905 dibagi 25)". */
export function meanPhrase(label: Text, figure: KnownFigure): Phrase | undefined {
  const { expression, question } = figure;
  if (question.metric.additivity !== 'rate' || expression.kind !== 'operation' || expression.operator !== '/') return undefined;
  const plain = figurePhrase(label, figure);
  return {
    words: { id: `${plain.words.id} ({numerator} dibagi {denominator})`, en: `${plain.words.en} ({numerator} divided by {denominator})` },
    parts: { ...plain.parts, numerator: integer(expression.left), denominator: integer(expression.right) },
  };
}

/** A figure as a share of another: "Tiket dieskalasi: 150 (15,5% dari 967)". Undefined where one of them is missing. */
export function sharePhrase(label: Text, figure: KnownFigure, whole: KnownFigure, digits: number): Phrase {
  const plain = figurePhrase(label, figure);
  return {
    words: { id: `${plain.words.id} ({share} dari {whole})`, en: `${plain.words.en} ({share} of {whole})` },
    parts: { ...plain.parts, share: percent(operation(figure.expression, '/', whole.expression), digits), whole: integer(whole.expression) },
  };
}

/** The name under which a figure is printed: the dimension values' labels, else the metric's. */
export function labelOf(setting: Pick<FigureSetting, 'metric' | 'dimensions'>, context: SectionContext): Text {
  const metric = metricOf(setting.metric, context);
  const values = valueLabels(metric, setting.dimensions);
  return values.length === 0 ? metric.label : joined(values, ', ');
}

const ATTRIBUTES: Readonly<Record<string, Text>> = { region: { id: 'daerah', en: 'region' }, guests: { id: 'tamu', en: 'guests' } };

/** An entry as an item of a list: its day, its title, its attributes. */
export function entryLine(id: string, entry: StoredEntry): Line {
  const printed = (suffix: string, value: string): Statement =>
    text({ kind: 'value', value: { observation: `${entry.id}${suffix}`, value, quality: 'complete' } });
  const attributes = Object.entries(entry.attributes);
  const words = `{date}: {title}${attributes.map((_, index) => ` · {name${index}}: {value${index}}`).join('')}`;
  const attributeParts = attributes.flatMap(([attribute, value], index) => [
    [`name${index}`, name(ATTRIBUTES[attribute] ?? { id: attribute, en: attribute })] as const,
    [`value${index}`, printed(`#${attribute}`, value)] as const,
  ]);
  return line(id, 'entry', {
    words: { id: words, en: words },
    parts: { date: day(entry.date), title: printed('', entry.title), ...Object.fromEntries(attributeParts) },
  });
}
