import { civilDate, daysBetween, earlierDay, laterDay } from '../../connectors/contract/period.js';
import { combine, reportedFigure } from '../digest/figures.js';
import type { SectionContext } from '../digest/section.js';
import type { Figure, FigureQuestion, KnownFigure, MissingFigure } from '../domain/figure.js';
import { sum } from '../domain/formula.js';
import { isSpan, spanOf, wholeMonths } from './span.js';

/** What the store can tell over a time, by what may be done with the metric. */
export type Measured =
  /** one figure for the whole period */
  | { readonly kind: 'figure'; readonly figure: Figure }
  /** a stock: its readings in order, two at least; `figure` is the last */
  | { readonly kind: 'readings'; readonly figure: KnownFigure; readonly pieces: readonly KnownFigure[] }
  /** a flow: the sum of days or months; `complete` where no day of the period is without data */
  | { readonly kind: 'sum'; readonly figure: KnownFigure; readonly pieces: readonly KnownFigure[]; readonly complete: boolean }
  /** a flow that is counted from stored content, of which nobody can say that it is complete */
  | { readonly kind: 'content'; readonly figure: KnownFigure }
  /** what never adds up over time: the figures of each month */
  | { readonly kind: 'steps'; readonly figure: MissingFigure; readonly pieces: readonly KnownFigure[] };

/** Reads a metric over a period or a span. A flow's whole period that nobody reports is summed from what there is. */
export async function measure(question: FigureQuestion, context: SectionContext): Promise<Measured> {
  if (await context.figures.countsAnyDays(question)) return { kind: 'figure', figure: await context.figures.read(question) };
  if (isSpan(question.period)) return measureSpan(question, context);
  const figure = await context.figures.read(question);
  if (figure.state === 'known' || figure.absence === 'voided' || question.metric.additivity !== 'flow' || question.period.grain === 'day')
    return { kind: 'figure', figure };
  const end = earlierDay(question.period.end, context.today);
  if (end <= question.period.start) return { kind: 'figure', figure };
  const summed = await measureSpan({ ...question, period: spanOf({ start: question.period.start, end }) }, context);
  return summed.figure.state === 'known' ? summed : { kind: 'figure', figure };
}

const isKnown = (figure: Figure): figure is KnownFigure => figure.state === 'known';

const missing = (question: FigureQuestion): MissingFigure => ({ state: 'missing', question, absence: 'not-available', gap: undefined });

function measureSpan(question: FigureQuestion, context: SectionContext): Promise<Measured> {
  if (question.metric.additivity === 'stock') return measureStock(question, context);
  // a count from the start of the quarter is no flow of its month
  if (question.metric.additivity === 'flow' && question.metric.reported !== 'quarter-to-date') return measureFlow(question, context);
  return measureSteps(question, context);
}

async function readDays(question: FigureQuestion, context: SectionContext): Promise<readonly KnownFigure[]> {
  const rows = await context.figures.readDays({ ...question, period: { ...question.period, grain: 'day' } });
  return rows.map((row) => reportedFigure({ ...question, period: row.period }, row)).filter(isKnown);
}

// older than any platform that is reported on
const EARLIEST = civilDate('2000-01-01');

async function readMonths(question: FigureQuestion, context: SectionContext): Promise<readonly KnownFigure[]> {
  const { start, end } = question.period;
  const window = { start: laterDay(start, EARLIEST), end: earlierDay(end, context.today) };
  const figures: Figure[] = [];
  for (const period of wholeMonths(window)) figures.push(await context.figures.read({ ...question, period }));
  return figures.filter(isKnown);
}

async function measureStock(question: FigureQuestion, context: SectionContext): Promise<Measured> {
  const days = await readDays(question, context);
  const pieces = days.length > 0 ? days : await readMonths(question, context);
  const last = pieces.at(-1);
  if (!last) return { kind: 'figure', figure: missing(question) };
  const figure: KnownFigure = { ...last, question };
  return pieces.length > 1 ? { kind: 'readings', figure, pieces } : { kind: 'figure', figure };
}

/** The days that figures cover together. */
const daysCovered = (figures: readonly KnownFigure[]): number =>
  figures.reduce((days, { question: { period } }) => days + daysBetween(period.start, period.end), 0);

/** Months or days, whichever cover more of the span; content where there are neither. */
async function measureFlow(question: FigureQuestion, context: SectionContext): Promise<Measured> {
  const [months, days] = [await readMonths(question, context), await readDays(question, context)];
  const pieces = daysCovered(months) >= daysCovered(days) ? months : days;
  const all = daysBetween(question.period.start, question.period.end);
  const content = daysCovered(pieces) < all ? await context.figures.readContentOnly(question) : undefined;
  if (content?.state === 'known') return { kind: 'content', figure: content };
  if (pieces.length === 0) return { kind: 'figure', figure: missing(question) };
  const figure = combine(question, sum(pieces.map((piece) => piece.expression)), pieces);
  return { kind: 'sum', figure, pieces, complete: daysCovered(pieces) === all };
}

async function measureSteps(question: FigureQuestion, context: SectionContext): Promise<Measured> {
  const pieces = await readMonths(question, context);
  return pieces.length > 0 ? { kind: 'steps', figure: missing(question), pieces } : { kind: 'figure', figure: missing(question) };
}
