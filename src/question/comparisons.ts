import type { Text } from '../../connectors/contract/metric.js';
import type { Calendar, CivilDate, Period } from '../../connectors/contract/period.js';
import { comparisonLines } from '../digest/rows.js';
import type { SectionContext } from '../digest/section.js';
import { type Comparison, compare, publishedBaseline } from '../domain/comparison.js';
import type { Line } from '../domain/digest.js';
import type { Figure, KnownFigure } from '../domain/figure.js';
import { line, periodName } from '../text/sentence.js';
import { type Measured, measure } from './measure.js';
import type { Against } from './question.js';
import { baselineOf, isSpan, periodAsked, sameLength } from './span.js';

/** What a figure was compared with: the sentences, and the baselines that they rest on. */
export interface Compared {
  readonly lines: readonly Line[];
  readonly baselines: readonly Figure[];
}

/** Why two times are not compared, and the one of them that is the reason. */
interface Refusal {
  readonly reason: 'unfinished' | 'incomplete' | 'length';
  readonly because: Period | undefined;
}

const REFUSALS: Readonly<Record<Refusal['reason'], Text>> = {
  unfinished: { id: 'tidak dibandingkan dengan {period}: {because} belum berakhir', en: 'not compared with {period}: {because} has not ended' },
  incomplete: { id: 'tidak dibandingkan dengan {period}: data tidak lengkap', en: 'not compared with {period}: the data is not complete' },
  length: {
    id: 'tidak dibandingkan dengan {period}: tidak sama panjang dengan {because}',
    en: 'not compared with {period}: not as long as {because}',
  },
};

/** Compares what was measured with each of some times; a part is never compared with a whole, and the answer says so. */
export async function compareMeasured(id: string, measured: Measured, against: readonly Against[], context: SectionContext): Promise<Compared> {
  const { figure } = measured;
  if (figure.state === 'missing') return { lines: [], baselines: [] };
  const { calendar, today } = context;
  const comparisons: Comparison[] = [];
  const refusals: Line[] = [];
  const baselines: Figure[] = [];
  for (const one of against) {
    const period = one.kind === 'when' ? periodAsked(one.when, today, calendar) : baselineOf(one, figure.question.period, calendar);
    const question = { ...figure.question, period };
    const baseline = await measure(question, context);
    const published = await context.published(period);
    const dated =
      published === undefined
        ? { figure: baseline.figure, vintage: undefined }
        : publishedBaseline((await measure(question, published)).figure, baseline.figure);
    const refusal = refusalOf(measured, figure, baseline, period, today);
    if (refusal) refusals.push(refusalLine(`${id}/vs-${period.start}`, refusal, period, calendar));
    else {
      comparisons.push(compare(figure, { ...dated.figure, question }, context.config.organisation.smallBase, dated.vintage));
      baselines.push(dated.figure);
    }
  }
  return { lines: [...comparisonLines(id, comparisons, context), ...refusals], baselines };
}

function refusalOf(measured: Measured, figure: KnownFigure, baseline: Measured, period: Period, today: CivilDate): Refusal | undefined {
  const { metric, period: current } = figure.question;
  if (metric.additivity === 'stock') return undefined;
  const unfinished = [current, period].find((one) => !isSpan(one) && one.end > today);
  if (unfinished) return { reason: 'unfinished', because: unfinished };
  if (metric.additivity !== 'rate' && !sameLength(current, period)) return { reason: 'length', because: current };
  const parts = [measured, baseline].some((one) => one.kind === 'sum' && !one.complete);
  return parts || baseline.kind === 'steps' ? { reason: 'incomplete', because: undefined } : undefined;
}

function refusalLine(id: string, { reason, because }: Refusal, period: Period, calendar: Calendar): Line {
  const parts = { period: periodName(period, calendar) };
  return line(id, 'detail', { words: REFUSALS[reason], parts: because ? { ...parts, because: periodName(because, calendar) } : parts });
}
