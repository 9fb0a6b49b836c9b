import type { FigureSetting, SectionSetting, SumCheckSetting, TermSetting } from '../../config/config.js';
import type { Check, Line } from '../../domain/digest.js';
import { figureValue, type KnownFigure, type MissingFigure } from '../../domain/figure.js';
import { share } from '../../domain/formula.js';
import { sign, subtract } from '../../domain/rational.js';
import type { StoredEntry } from '../../store/port.js';
import { valueLabel } from '../../text/labels.js';
import { embed, line, type Phrase, percent } from '../../text/sentence.js';
import { baselineChart, partsChart } from '../bar-charts.js';
import { writeCharts } from '../charts.js';
import { listCheck, sumCheck } from '../checks.js';
import { figurePhrase, followingComparisonPhrase, missingPhrase } from '../phrases.js';
import { type ComparedFigure, entryLine, figureLines, labelOf, metricOf, readCompared, readComparisons, sharePhrase } from '../rows.js';
import { defineSection, type SectionBody, type SectionContext } from '../section.js';

type CountedSetting = Extract<SectionSetting, { kind: 'counted' }>;

/** A figure with everything that is printed about it. */
interface CountedFigure {
  readonly id: string;
  readonly setting: FigureSetting;
  readonly compared: ComparedFigure;
  readonly whole: KnownFigure | undefined;
  /** the values of the dimension that the setting splits by */
  readonly parts: readonly ComparedFigure[];
  /** the values of that dimension of which the figure was voided */
  readonly voided: readonly MissingFigure[];
  readonly entries: readonly StoredEntry[];
}

interface CountedData {
  readonly figures: readonly CountedFigure[];
  readonly sums: readonly { readonly id: string; readonly parts: readonly KnownFigure[]; readonly whole: KnownFigure }[];
}

/** Any counted metrics with what they are compared with, their parts, and the entries behind them. */
export const counted = defineSection<CountedSetting, CountedData>(
  {
    kind: 'counted',
    title: { id: 'Metrik', en: 'Metrics' },
    query: async (setting, context) => {
      const figures: CountedFigure[] = [];
      for (const figure of setting.figures) figures.push(await readCounted(figure, context));
      return { figures, sums: await readSums(setting.checks, context) };
    },
    render: (data, _setting, context) => {
      const bodies = data.figures.map((figure) => renderCounted(figure, context));
      const sums = data.sums.map((check) => sumCheck(check.id, check.whole.question.metric.label, check.parts, check.whole));
      return {
        lines: bodies.flatMap((body) => body.lines),
        charts: bodies.flatMap((body) => body.charts),
        checks: [...bodies.flatMap((body) => body.checks), ...sums],
      };
    },
  },
  (setting): setting is CountedSetting => setting.kind === 'counted',
);

const figureId = (setting: FigureSetting): string =>
  [
    setting.subject,
    setting.metric,
    ...Object.entries(setting.dimensions).map(([name, value]) => `${name}=${value}`),
    ...(setting.by ? [`by-${setting.by}`] : []),
  ].join('/');

async function readCounted(setting: FigureSetting, context: SectionContext): Promise<CountedFigure> {
  const compared = await readCompared(setting.by ? { ...setting, compare: [] } : setting, labelOf(setting, context), context);
  const of = setting.of ? await context.figures.read(questionOf(setting.subject, setting.of, context)) : undefined;
  return {
    id: figureId(setting),
    setting,
    compared,
    whole: of?.state === 'known' ? of : undefined,
    parts: setting.by ? await readParts(setting, setting.by, context) : [],
    voided: setting.by ? await context.figures.readVoidedBy(questionOf(setting.subject, setting, context), setting.by) : [],
    entries: setting.entries
      ? inListOrder(await context.store.readEntries(setting.entries, { start: context.period.start, end: context.period.end }))
      : [],
  };
}

/** By day, and within a day in the order in which the list gave them. */
const inListOrder = (entries: readonly StoredEntry[]): readonly StoredEntry[] =>
  [...entries].sort((a, b) => a.date.localeCompare(b.date) || Number(a.reference ?? 0) - Number(b.reference ?? 0));

const questionOf = (subject: string, term: TermSetting, context: SectionContext) => ({
  subject,
  metric: metricOf(term.metric, context),
  dimensions: term.dimensions,
  period: context.period,
});

/** The values of a dimension, largest first; values that only a baseline has are not invented. */
async function readParts(setting: FigureSetting, by: string, context: SectionContext): Promise<readonly ComparedFigure[]> {
  const figures = await context.figures.readBy(questionOf(setting.subject, setting, context), by);
  const labels = metricOf(setting.metric, context).dimensions[by]?.labels;
  const ranked = [...figures].sort((a, b) => sign(subtract(figureValue(b), figureValue(a))));
  const parts: ComparedFigure[] = [];
  for (const figure of ranked) {
    const label = valueLabel(labels, figure.question.dimensions[by] ?? '');
    parts.push({ label, figure, comparisons: await readComparisons(figure, setting.compare, context) });
  }
  return parts;
}

async function readSums(checks: readonly SumCheckSetting[], context: SectionContext): Promise<CountedData['sums']> {
  const sums: { id: string; parts: readonly KnownFigure[]; whole: KnownFigure }[] = [];
  for (const [index, check] of checks.entries()) {
    const whole = await context.figures.read(questionOf(check.subject, check.equals, context));
    const parts: KnownFigure[] = [];
    let complete = whole.state === 'known';
    for (const term of check.sum) {
      if (term.by) {
        const question = questionOf(check.subject, term, context);
        parts.push(...(await context.figures.readBy(question, term.by)));
        if ((await context.figures.readVoidedBy(question, term.by)).length > 0) complete = false;
      } else {
        const part = await context.figures.read(questionOf(check.subject, term, context));
        if (part.state === 'known') parts.push(part);
        else complete = false;
      }
    }
    if (complete && whole.state === 'known' && parts.length > 0) sums.push({ id: `sum/${index}/${whole.question.metric.id}`, parts, whole });
  }
  return sums;
}

function renderCounted(figure: CountedFigure, context: SectionContext): SectionBody {
  if (figure.setting.by) return renderParts(figure, figure.setting.by, context);
  const { compared } = figure;
  const known = compared.figure.state === 'known' ? compared.figure : undefined;
  const lines: Line[] =
    known && figure.whole
      ? [line(figure.id, 'headline', sharePhrase(compared.label, known, figure.whole, context.rules.changeDigits))]
      : [...figureLines(figure.id, compared, context)];
  const checks: Check[] =
    known && figure.setting.entries && figure.entries.length > 0 ? [listCheck(`list/${figure.id}`, compared.label, figure.entries, known)] : [];
  return {
    lines: [...lines, ...figure.entries.map((entry, index) => entryLine(`${figure.id}/entry-${index + 1}`, entry))],
    charts: known && figure.setting.chart ? writeCharts(baselineChart(figure.id, compared.label, known, compared.comparisons, context)) : [],
    checks,
  };
}

/** The parts as a ranked list, with shares where they are the parts of a whole. */
function renderParts(figure: CountedFigure, by: string, context: SectionContext): SectionBody {
  const metric = metricOf(figure.setting.metric, context);
  const partition = metric.dimensions[by]?.kind === 'partition';
  const known = figure.parts.flatMap((part) => (part.figure.state === 'known' ? [{ ...part, figure: part.figure }] : []));
  const voided = figure.voided.map((part) => {
    const found = part.question.dimensions[by] ?? '';
    const phrase = missingPhrase(valueLabel(metric.dimensions[by]?.labels, found), part, context.calendar);
    return line(`${figure.id}/${found}`, 'missing', phrase, ['no-data']);
  });
  if (known.length === 0) return { lines: voided, charts: [], checks: [] };
  // Of a whole of which a part was voided nobody knows the shares.
  const shared = partition && voided.length === 0;
  const expressions = known.map((part) => part.figure.expression);
  const lines = known.flatMap((part, index): readonly Line[] => {
    const id = `${figure.id}/${part.figure.question.dimensions[by]}`;
    const plain = figurePhrase(part.label, part.figure);
    const phrase: Phrase = shared
      ? {
          words: { id: `${plain.words.id} ({share})`, en: `${plain.words.en} ({share})` },
          parts: {
            ...plain.parts,
            share: percent(share(context.config.organisation.decimals.share + 2, index, expressions), context.config.organisation.decimals.share),
          },
        }
      : plain;
    return [line(id, 'detail', withComparisons(phrase, part, context))];
  });
  const { figure: total } = figure.compared;
  const checks =
    shared && total.state === 'known' && total.via === 'reported'
      ? [
          sumCheck(
            `sum/${figure.id}`,
            metric.label,
            known.map((part) => part.figure),
            total,
          ),
        ]
      : [];
  const charts = figure.setting.chart ? writeCharts(partsChart(figure.id, metric.label, known, context)) : [];
  return { lines: [...lines, ...voided], charts, checks };
}

/** A part and its comparisons in one sentence: "Telepon: 46 (4,76%), turun 27,0% dari 63 pada Januari 2024; ...". */
function withComparisons(phrase: Phrase, part: ComparedFigure, context: SectionContext): Phrase {
  return part.comparisons.reduce((sentence, comparison, index) => {
    const place = `c${index}`;
    const joint = index === 0 ? ', ' : '; ';
    const outer = { words: { id: `${sentence.words.id}${joint}{${place}}`, en: `${sentence.words.en}${joint}{${place}}` }, parts: sentence.parts };
    return embed(outer, place, followingComparisonPhrase(comparison, context.rules));
  }, phrase);
}
