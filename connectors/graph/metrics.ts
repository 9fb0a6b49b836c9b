import { ConnectorError } from '../contract/errors.js';
import { byName, type Insight, insights } from './insight.js';
import type { Question, Reply, Step } from './question.js';

/** What is learned of a set of metrics during one pull, for all accounts: one bad metric fails every call in which it is named. */
export interface Learned {
  readonly retired: Set<string>;
  /** the questions that are finding out which metric is refused; the others wait for them */
  readonly scouts: Set<object>;
}

/** Nothing learned yet. */
export const learning = (): Learned => ({ retired: new Set(), scouts: new Set() });

/** Metrics to be asked for together. */
export interface MetricsQuestion<Name extends string> {
  readonly account: string;
  readonly token?: string;
  readonly path: string;
  /** without `metric` */
  readonly query: Readonly<Record<string, string>>;
  readonly metrics: readonly string[];
  readonly learned: Learned;
  /** what came; a metric that was asked for and is not in the map has no data */
  readonly answered: (found: ReadonlyMap<string, Insight>, asked: readonly string[], reply: Extract<Reply, { ok: true }>) => Step<Name>;
  /** metrics that cannot be had; those that are retired are told once in a pull */
  readonly refused: (metrics: readonly string[], error: ConnectorError) => Step<Name>;
  /** some of the metrics for less at a time; empty where it cannot be less */
  readonly smaller?: (metrics: readonly string[]) => readonly Question<Name>[];
}

/** A question for metrics, which finds out by itself which of them the platform refuses, and keeps the rest. */
export function metricsQuestion<Name extends string>(one: MetricsQuestion<Name>): Question<Name> {
  return scouting(one, undefined);
}

function scouting<Name extends string>(one: MetricsQuestion<Name>, scout: object | undefined): Question<Name> {
  const { learned } = one;
  let asked: readonly string[] = [];
  const question: Question<Name> = {
    account: one.account,
    ...(one.token === undefined ? {} : { token: one.token }),
    ask: (impatient) => {
      if (learned.scouts.size > 0 && scout === undefined && !impatient) return 'wait';
      asked = one.metrics.filter((metric) => !learned.retired.has(metric));
      if (asked.length > 0) return { path: one.path, query: { metric: asked.join(','), ...one.query } };
      if (scout !== undefined) learned.scouts.delete(scout);
      return undefined;
    },
    read: (reply) => {
      if (scout !== undefined) learned.scouts.delete(scout);
      if (reply.ok) return readAnswer(one, asked, reply);
      const waiting = scout === undefined && learned.scouts.size > 0;
      return readFailure(one, asked, reply.error, waiting ? question : undefined);
    },
  };
  return question;
}

function readAnswer<Name extends string>(one: MetricsQuestion<Name>, asked: readonly string[], reply: Extract<Reply, { ok: true }>): Step<Name> {
  const { success, data, error } = insights.safeParse(reply.json);
  return success ? one.answered(byName(data.data), asked, reply) : one.refused(asked, malformed(error.message));
}

function readFailure<Name extends string>(
  one: MetricsQuestion<Name>,
  asked: readonly string[],
  error: ConnectorError,
  waiting: Question<Name> | undefined,
): Step<Name> {
  if (error.kind === 'reduce') {
    const next = one.smaller?.(asked) ?? [];
    return next.length > 0 ? { found: [], next } : one.refused(asked, error);
  }
  if (error.kind !== 'retired' && error.kind !== 'rejected') return one.refused(asked, error);
  const named = asked.filter((metric) => error.metrics.includes(metric));
  const bad = asked.length === 1 ? asked : named;
  if (bad.length > 0) return without(one, asked, bad, error);
  if (waiting !== undefined) return { found: [], next: [waiting] };
  const middle = Math.ceil(asked.length / 2);
  const halves = [asked.slice(0, middle), asked.slice(middle)].map((metrics) => ({ ...one, metrics }));
  return { found: [], next: halves.map((half) => asScout(half)) };
}

function asScout<Name extends string>(one: MetricsQuestion<Name>): Question<Name> {
  const scout = {};
  one.learned.scouts.add(scout);
  return scouting(one, scout);
}

function without<Name extends string>(
  one: MetricsQuestion<Name>,
  asked: readonly string[],
  bad: readonly string[],
  error: ConnectorError,
): Step<Name> {
  const untold = bad.filter((metric) => !one.learned.retired.has(metric));
  if (error.kind === 'retired') for (const metric of bad) one.learned.retired.add(metric);
  const { found, next = [] } = untold.length > 0 ? one.refused(untold, error) : { found: [] };
  const rest = asked.filter((metric) => !bad.includes(metric));
  return { found, next: rest.length > 0 ? [...next, metricsQuestion({ ...one, metrics: rest })] : next };
}

/** The failure of an answer that is JSON, but not as documented. */
export const malformed = (cause: string): ConnectorError =>
  new ConnectorError('malformed', 'The platform answered in another shape than it documents. The answer is kept.', { cause: cause.slice(0, 400) });
