import type { Text } from '../../connectors/contract/metric.js';
import type { Period } from '../../connectors/contract/period.js';
import { comparisonPhrase } from '../digest/phrases.js';
import { comparisonId } from '../digest/rows.js';
import type { SectionContext } from '../digest/section.js';
import { line, periodName } from '../digest/sentence.js';
import { compare } from '../domain/comparison.js';
import type { Line } from '../domain/digest.js';
import type { Figure, KnownFigure } from '../domain/figure.js';
import { type Measured, measure } from './measure.js';
import type { Against } from './question.js';
import { baselineOf, isSpan, periodAsked, sameLength } from './span.js';

/** What a figure was compared with: the sentences, and the baselines that they rest on. */
export interface Compared {
  readonly lines: readonly Line[];
  readonly baselines: readonly Figure[];
}

/** Why two times are not compared. */
type Refusal = 'running' | 'incomplete' | 'length';

const REFUSALS: Readonly<Record<Refusal, Text>> = {
  running: { id: 'tidak dibandingkan dengan {period}: {current} belum berakhir', en: 'not compared with {period}: {current} has not ended' },
  incomplete: { id: 'tidak dibandingkan dengan {period}: data tidak lengkap', en: 'not compared with {period}: the data is not complete' },
  length: {
    id: 'tidak dibandingkan dengan {period}: tidak sama panjang dengan {current}',
    en: 'not compared with {period}: not as long as {current}',
  },
};

/** Compares what was measured with each of some times; a part is never compared with a whole, and the answer says so. */
export async function compareMeasured(id: string, measured: Measured, against: readonly Against[], context: SectionContext): Promise<Compared> {
  const { figure } = measured;
  if (figure.state === 'missing') return { lines: [], baselines: [] };
  const lines: Line[] = [];
  const baselines: Figure[] = [];
  for (const one of against) {
    const period =
      one.kind === 'when' ? periodAsked(one.when, context.today, context.calendar) : baselineOf(one, figure.question.period, context.calendar);
    const baseline = await measure({ ...figure.question, period }, context);
    const refusal = refusalOf(measured, figure, baseline, period, context);
    if (refusal) {
      lines.push(refusalLine(`${id}/vs-${period.start}`, refusal, period, figure.question.period, context));
      continue;
    }
    const comparison = compare(figure, { ...baseline.figure, question: { ...figure.question, period } }, context.config.organisation.smallBase);
    lines.push(line(`${id}/${comparisonId(comparison)}`, 'detail', comparisonPhrase(comparison, context.rules)));
    baselines.push(baseline.figure);
  }
  return { lines, baselines };
}

function refusalOf(measured: Measured, figure: KnownFigure, baseline: Measured, period: Period, context: SectionContext): Refusal | undefined {
  const { additivity } = figure.question.metric;
  if (additivity === 'stock') return undefined;
  if (measured.kind === 'figure' && !isSpan(figure.question.period) && figure.question.period.end > context.today) return 'running';
  if (additivity !== 'rate' && !sameLength(figure.question.period, period)) return 'length';
  const parts = [measured, baseline].some((one) => one.kind === 'sum' && !one.complete);
  return parts || baseline.kind === 'steps' ? 'incomplete' : undefined;
}

function refusalLine(id: string, refusal: Refusal, period: Period, current: Period, context: SectionContext): Line {
  const parts = { period: periodName(period, context.calendar) };
  return line(id, 'detail', {
    words: REFUSALS[refusal],
    parts: refusal === 'incomplete' ? parts : { ...parts, current: periodName(current, context.calendar) },
  });
}
