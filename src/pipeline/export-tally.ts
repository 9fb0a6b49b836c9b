import type { Fact } from '../../connectors/contract/layout.js';
import type { Metric, Text } from '../../connectors/contract/metric.js';
import { dimensionsKey } from '../../connectors/contract/observation.js';
import type { Grain } from '../../connectors/contract/period.js';
import type { ExportMetric } from './export-report.js';

/** One figure that is counted. */
export interface TalliedFigure {
  readonly metric: string;
  readonly subject: string;
  readonly platform: string | undefined;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly grain: Grain;
  readonly value: number | null;
  /** the first day of its period, or the day on which its item was published */
  readonly day: string | undefined;
}

/** Sums up what a file states, and what of it is left out. */
export interface ExportTally {
  readonly figure: (figure: TalliedFigure) => void;
  readonly leave: (reason: Text, rows?: number) => void;
  readonly metrics: (registry: ReadonlyMap<string, Metric>) => readonly ExportMetric[];
  readonly leftOut: () => readonly { readonly reason: Text; readonly rows: number }[];
}

interface Line extends Omit<TalliedFigure, 'value' | 'day'> {
  rows: number;
  sum: number;
  first: string | undefined;
  last: string | undefined;
  undated: boolean;
}

/** A tally of nothing yet. */
export function newExportTally(): ExportTally {
  const lines = new Map<string, Line>();
  const reasons = new Map<string, { readonly reason: Text; readonly rows: number }>();
  return {
    figure: (figure) => {
      const { value, day } = figure;
      const key = `${figure.metric} ${figure.subject} ${figure.grain} ${dimensionsKey(figure.dimensions)}`;
      let line = lines.get(key);
      if (line === undefined) {
        const { metric, subject, platform, dimensions, grain } = figure;
        line = { metric, subject, platform, dimensions, grain, rows: 0, sum: 0, first: undefined, last: undefined, undated: false };
        lines.set(key, line);
      }
      line.rows += 1;
      line.sum += value ?? 0;
      if (day === undefined) line.undated = true;
      else {
        if (line.first === undefined || day < line.first) line.first = day;
        if (line.last === undefined || day > line.last) line.last = day;
      }
    },
    leave: (reason, rows = 1) => {
      reasons.set(reason.en, { reason, rows: (reasons.get(reason.en)?.rows ?? 0) + rows });
    },
    metrics: (registry) => {
      const subjects = new Set([...lines.values()].map(({ subject }) => subject));
      return [...lines.values()].map((line) => ({
        metric: line.metric,
        dimensions: { ...line.dimensions, ...(subjects.size > 1 ? subjectDimension(line) : {}) },
        grain: line.grain,
        rows: line.rows,
        sum: registry.get(line.metric)?.additivity === 'flow' ? line.sum : null,
        first: line.grain === 'day' && line.undated ? null : (line.first ?? null),
        last: line.grain === 'day' && line.undated ? null : (line.last ?? null),
      }));
    },
    leftOut: () => [...reasons.values()],
  };
}

/** Tells the lines of several accounts apart. */
const subjectDimension = ({ subject, platform }: Line): Readonly<Record<string, string>> =>
  subject.endsWith(':?') ? { platform: platform ?? 'unknown' } : { account: subject };

/** An observation or a snapshot as a figure to count; undefined for items and entries. */
export function figureOfFact(fact: Fact): TalliedFigure | undefined {
  if (fact.type === 'observation') {
    const { series, period, value } = fact.observation;
    return { ...series, platform: undefined, grain: series.grain, value, day: period.start };
  }
  if (fact.type !== 'snapshot') return undefined;
  const { content, metric, value, readAt } = fact.snapshot;
  const subject = content.slice(0, Math.max(0, content.indexOf('/')));
  return { metric, subject, platform: undefined, dimensions: {}, grain: 'total', value, day: readAt.slice(0, 10) };
}
