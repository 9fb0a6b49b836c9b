import { type Period, periodLabel } from '../../../connectors/contract/period.js';
import { listOfFigure } from './drafts.js';
import { type FigureItem, type HandedConfig, itemKey } from './items.js';
import type { HandedNames } from './names.js';
import type { PasteAnswers, PasteContext, PasteQuestion, PasteReading, ReadEntry, ReadFigure } from './reading.js';
import { askList, askSum, askTwice } from './words-of-questions.js';

type Read = Pick<PasteReading, 'figures' | 'entries'>;

/** What was read, with the questions that only the whole of it raises: figures stated twice, parts that miss their whole, lists that miss their count. */
export function checked(read: Read, context: PasteContext, answers: PasteAnswers, names: HandedNames): Read {
  const once = withoutRepeats(read.figures, answers);
  const asked = [...sumQuestions(once, context, names), ...listQuestions(once, read.entries, context)];
  const figures = once.flatMap((figure) => {
    const own = asked.filter((question) => question.figure === figure).map(({ question }) => question);
    if (own.some((question) => answers[question.id] === 'no')) return [];
    const open = own.filter((question) => answers[question.id] !== 'yes');
    return [open.length === 0 ? figure : { ...figure, questions: [...figure.questions, ...open] }];
  });
  return { figures, entries: read.entries };
}

interface Asked {
  readonly figure: ReadFigure;
  readonly question: PasteQuestion;
}

/** The key of a figure that was read, with the value of its open dimension. */
export function keyOf({ item, value }: Pick<ReadFigure, 'item' | 'value'>): string | undefined {
  if (item?.kind === 'open') return value === undefined ? undefined : itemKey(item.subject, item.metric.id, { [item.dimension]: value });
  return item?.key;
}

/** A figure that is stated again is kept once; stated otherwise, both are asked about until one is chosen. */
function withoutRepeats(figures: readonly ReadFigure[], answers: PasteAnswers): readonly ReadFigure[] {
  const place = (figure: ReadFigure): string | undefined => {
    const key = keyOf(figure);
    return key === undefined || figure.figure === undefined ? undefined : `${key}@${periodLabel(figure.period)}`;
  };
  return figures.flatMap((figure, index) => {
    const own = place(figure);
    const same = own === undefined ? [] : figures.filter((other) => place(other) === own);
    if (same.length < 2) return [figure];
    const values = [...new Set(same.map((other) => other.figure))];
    if (values.length === 1) return figures.findIndex((other) => place(other) === own) === index ? [figure] : [];
    const question = askTwice(
      figure.id,
      values.flatMap((value) => (typeof value === 'number' ? [value] : [])),
    );
    const chosen = same.find((other) => answers[`${other.id}:twice`] === 'yes');
    if (chosen) return chosen === figure ? [figure] : [];
    return answers[question.id] === 'no' ? [] : [{ ...figure, questions: [...figure.questions, question] }];
  });
}

interface Sum {
  readonly whole: FigureItem;
  readonly parts: readonly FigureItem[];
}

/** The sums that the configuration lets one check: the parts of a partition, and the checks of the digests. */
function sumsOf(names: HandedNames, config: HandedConfig): readonly Sum[] {
  const figures = names.items.filter((item): item is FigureItem => item.kind === 'figure');
  const partsOf = (subject: string, metric: string, by: string): readonly FigureItem[] =>
    figures.filter((item) => item.subject === subject && item.metric.id === metric && Object.keys(item.dimensions).join() === by);
  const partitions = figures
    .filter((item) => Object.keys(item.dimensions).length === 0)
    .flatMap((whole) =>
      Object.entries(whole.metric.dimensions)
        .filter(([, { kind }]) => kind === 'partition')
        .map(([name]) => ({ whole, parts: partsOf(whole.subject, whole.metric.id, name) })),
    );
  const checks = config.digests
    .flatMap((digest) => digest.sections)
    .flatMap((section) => (section.kind === 'counted' ? section.checks : []))
    .flatMap(({ subject, sum, equals }) => {
      const whole = figures.find((item) => item.key === itemKey(subject, equals.metric, equals.dimensions));
      const parts = sum.map((term) =>
        term.by === undefined
          ? figures.filter((item) => item.key === itemKey(subject, term.metric, term.dimensions))
          : partsOf(subject, term.metric, term.by),
      );
      return whole && parts.every((found) => found.length > 0) ? [{ whole, parts: parts.flat() }] : [];
    });
  return [...partitions, ...checks].filter(({ parts }) => parts.length > 0);
}

function sumQuestions(figures: readonly ReadFigure[], context: PasteContext, names: HandedNames): readonly Asked[] {
  const periods = [...new Map(figures.map(({ period }) => [periodLabel(period), period])).values()];
  return sumsOf(names, context.config).flatMap((sum) => periods.flatMap((period) => sumQuestion(sum, period, figures, context)));
}

function sumQuestion({ whole, parts }: Sum, period: Period, figures: readonly ReadFigure[], context: PasteContext): readonly Asked[] {
  const readOf = (item: FigureItem): ReadFigure | undefined =>
    figures.find((figure) => figure.item === item && figure.period.start === period.start && figure.figure !== undefined);
  const touched = [whole, ...parts].flatMap((item) => readOf(item) ?? []);
  if (touched.length === 0 || touched.some(({ precision }) => precision !== 'exact')) return [];
  const amountOf = (item: FigureItem): number | undefined => {
    const read = readOf(item);
    return read ? (read.figure ?? undefined) : context.known(item.key, period);
  };
  const total = amountOf(whole);
  const values = parts.map(amountOf);
  if (total === undefined || values.some((value) => value === undefined)) return [];
  const added = values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  if (Math.abs(added - total) < 1e-9) return [];
  return touched.map((figure) => ({ figure, question: askSum(figure.id, whole.label, added, total) }));
}

function listQuestions(figures: readonly ReadFigure[], entries: readonly ReadEntry[], { config }: PasteContext): readonly Asked[] {
  return figures.flatMap((figure) => {
    const kind = figure.item?.kind === 'figure' ? listOfFigure(figure.item, config) : undefined;
    const listed = entries.filter(({ list }) => list.list === kind).length;
    if (kind === undefined || listed === 0 || typeof figure.figure !== 'number' || figure.figure === listed) return [];
    return [{ figure, question: askList(figure.id, listed, figure.figure) }];
  });
}
