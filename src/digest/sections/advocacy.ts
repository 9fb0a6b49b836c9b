import type { Text } from '../../../connectors/contract/metric.js';
import { earlierDay, lastDay, type Period, periodOf } from '../../../connectors/contract/period.js';
import type { SectionSetting, Target } from '../../config/config.js';
import type { BasisValue } from '../../domain/basis.js';
import type { Check, DigestChart, Line } from '../../domain/digest.js';
import { type Figure, figureValue, type KnownFigure } from '../../domain/figure.js';
import { type Expression, exact, operation, share, value } from '../../domain/formula.js';
import { sign, subtract } from '../../domain/rational.js';
import { attainment, dayOfPeriod, expectedBy, isInside } from '../../domain/target.js';
import { day, embed, integer, line, name, type Phrase, percent, periodName } from '../../text/sentence.js';
import { footnote, leading, listing, plain } from '../bar-charts.js';
import { type ChartDraft, writeCharts } from '../charts.js';
import { agreementCheck, CONFIGURATION_AND_REPORT, sumCheck } from '../checks.js';
import { missingPhrase } from '../phrases.js';
import { metricOf, valueLabel } from '../rows.js';
import { defineSection, type SectionBody, type SectionContext } from '../section.js';

type AdvocacySetting = Extract<SectionSetting, { kind: 'advocacy' }>;

interface Part {
  readonly label: Text;
  readonly figure: KnownFigure;
}

interface AdvocacyData {
  /** what the figures count: a quarter to date for a month, else the digest's own period */
  readonly counted: Period;
  readonly people: Figure;
  readonly activations: Figure;
  readonly kinds: readonly Part[];
  readonly touches: Figure;
  readonly platforms: readonly Part[];
  readonly headcount: Figure;
  readonly target: Target | undefined;
  /** the same target as a file states it, to reconcile with */
  readonly statedTarget: Figure | undefined;
}

/** People, activations and platform touches: three units that are never added together; the target, and the share of all employees. */
export const advocacy = defineSection<AdvocacySetting, AdvocacyData>(
  {
    kind: 'advocacy',
    title: { id: 'Employee advocacy', en: 'Employee advocacy' },
    query: readAdvocacy,
    render: renderAdvocacy,
  },
  (setting): setting is AdvocacySetting => setting.kind === 'advocacy',
);

async function readAdvocacy(setting: AdvocacySetting, context: SectionContext): Promise<AdvocacyData> {
  const quarter = periodOf('quarter', lastDay(context.period), context.calendar);
  const counted: Period = { ...quarter, end: earlierDay(context.period.end, quarter.end) };
  const { subject } = setting;
  const read = (metric: string, period: Period = context.period): Promise<Figure> =>
    context.figures.read({ subject, metric: metricOf(metric, context), dimensions: {}, period });
  const readParts = async (metric: string, dimension: string): Promise<readonly Part[]> => {
    const definition = metricOf(metric, context);
    const parts = await context.figures.readBy({ subject, metric: definition, dimensions: {}, period: context.period }, dimension);
    return [...parts]
      .sort((a, b) => sign(subtract(figureValue(b), figureValue(a))))
      .map((figure) => ({ label: valueLabel(definition.dimensions[dimension]?.labels, figure.question.dimensions[dimension] ?? ''), figure }));
  };
  const target = context.config.targets.find((candidate) => candidate.id === setting.target);
  return {
    counted,
    people: await read('active_employees'),
    activations: await read('activations'),
    kinds: await readParts('activations', 'kind'),
    touches: await read('touches'),
    platforms: await readParts('touches', 'platform'),
    headcount: await read('headcount'),
    target,
    statedTarget: target?.metric === 'active_employees' ? await read('target_active_employees', target.period) : undefined,
  };
}

function renderAdvocacy(data: AdvocacyData, _setting: AdvocacySetting, context: SectionContext): SectionBody {
  const { people, activations, touches, headcount, target } = data;
  const lines: Line[] = [toDateLine('people', { id: 'Pegawai aktif', en: 'Active employees' }, people, data, context)];
  if (people.state === 'known' && target) lines.push(...targetLines(people, target, data.counted, context));
  if (people.state === 'known' && headcount.state === 'known') lines.push(participationLine(people, headcount, context));
  lines.push(
    toDateLine('activations', { id: 'Aktivasi', en: 'Activations' }, activations, data, context),
    ...partLines('kinds', data.kinds, context),
  );
  lines.push(
    toDateLine('touches', { id: 'Sentuhan platform', en: 'Platform touches' }, touches, data, context),
    ...partLines('platforms', data.platforms, context),
  );
  return { lines, charts: advocacyCharts(data, context), checks: advocacyChecks(data) };
}

/** "Pegawai aktif Triwulan I 2024 s.d. 29 Februari 2024: 13.559". */
function toDateLine(id: string, label: Text, figure: Figure, data: AdvocacyData, context: SectionContext): Line {
  if (figure.state === 'missing') return line(id, 'missing', missingPhrase(label, figure, context.calendar), ['no-data']);
  return line(id, 'headline', toDatePhrase(label, figure, data.counted, context));
}

function toDatePhrase(label: Text, figure: KnownFigure, counted: Period, context: SectionContext): Phrase {
  return {
    words: { id: '{label} {quarter} s.d. {until}: {current}', en: '{label}, {quarter} to {until}: {current}' },
    parts: { label: name(label), quarter: quarterName(counted, context), until: day(lastDay(counted)), current: integer(figure.expression) },
  };
}

const quarterName = (counted: Period, context: SectionContext) => periodName(periodOf('quarter', counted.start, context.calendar), context.calendar);

const targetLeaf = (target: Target): BasisValue => ({ observation: `target:${target.id}`, value: target.value, quality: 'complete' });

/** The attainment, raw; where the period stands; what the plan expects; what is still needed or that the target is met. */
function targetLines(people: KnownFigure, target: Target, counted: Period, context: SectionContext): readonly Line[] {
  const goal = value(targetLeaf(target));
  const reached = attainment(people.expression, goal, target.value);
  if (!reached) return [];
  const digits = context.config.organisation.decimals.attainment;
  const parts = {
    attainment: percent(reached, digits),
    label: name(target.label),
    period: periodName(target.period, context.calendar),
    goal: integer(goal),
  };
  const sentence: Phrase = {
    words: { id: '{attainment} dari {label} {period} ({goal})', en: '{attainment} of the {label} for {period} ({goal})' },
    parts,
  };
  return [
    line('target', 'headline', isInside(target.period, counted.end) ? onDay(sentence, target, counted) : sentence),
    ...planLines(goal, target, counted),
    stillNeededLine(people, goal, target, context),
  ];
}

function onDay(sentence: Phrase, target: Target, counted: Period): Phrase {
  const { day: today, of } = dayOfPeriod(target.period, counted.end);
  return {
    words: { id: `${sentence.words.id}, hari ke-{day} dari {of}`, en: `${sentence.words.en}, day {day} of {of}` },
    parts: { ...sentence.parts, day: integer(today), of: integer(of) },
  };
}

function planLines(goal: Expression, target: Target, counted: Period): readonly Line[] {
  const expected = expectedBy(target.plan, goal, target.period, counted.end);
  if (!expected || !isInside(target.period, counted.end)) return [];
  const phrase: Phrase = {
    words: { id: 'Menurut rencana, s.d. {until} diharapkan {expected}', en: 'The plan expects {expected} by {until}' },
    parts: { until: day(lastDay(counted)), expected: integer(expected) },
  };
  const whole = exact(expected).denominator === 1n;
  return [
    line(
      'plan',
      'detail',
      whole ? phrase : { ...phrase, parts: { ...phrase.parts, expected: { expression: expected, format: { kind: 'decimal', digits: 0 } } } },
    ),
  ];
}

function stillNeededLine(people: KnownFigure, goal: Expression, target: Target, context: SectionContext): Line {
  const ahead = sign(subtract(figureValue(people), exact(goal)));
  const difference = integer({ kind: 'call', name: 'abs', parts: [operation(people.expression, '-', goal)] });
  const parts = { difference, period: periodName(target.period, context.calendar) };
  if (ahead >= 0)
    return line('target-gap', 'detail', {
      words: { id: 'Target {period} tercapai, lebih {difference}', en: 'The target for {period} is met, {difference} above it' },
      parts,
    });
  return line('target-gap', 'detail', {
    words: { id: 'Masih diperlukan {difference} untuk target {period}', en: '{difference} more are needed for the target for {period}' },
    parts,
  });
}

function participationLine(people: KnownFigure, headcount: KnownFigure, context: SectionContext): Line {
  return line('participation', 'headline', {
    words: { id: '{share} dari seluruh pegawai ({headcount})', en: '{share} of all employees ({headcount})' },
    parts: {
      share: percent(operation(people.expression, '/', headcount.expression), context.config.organisation.decimals.share),
      headcount: integer(headcount.expression),
    },
  });
}

function partLines(id: string, parts: readonly Part[], context: SectionContext): readonly Line[] {
  const digits = context.config.organisation.decimals.share;
  const expressions = parts.map((part) => part.figure.expression);
  return parts.map((part, index) =>
    line(`${id}/${Object.values(part.figure.question.dimensions).join('-')}`, 'detail', {
      words: { id: '{label}: {current} ({share})', en: '{label}: {current} ({share})' },
      parts: { label: name(part.label), current: integer(part.figure.expression), share: percent(share(digits + 2, index, expressions), digits) },
    }),
  );
}

function advocacyCharts(data: AdvocacyData, context: SectionContext): readonly DigestChart[] {
  const progress = data.people.state === 'known' && data.target ? writeCharts(progressChart(data.people, data.target, data.counted, context)) : [];
  const platforms = data.platforms.length > 1 ? writeCharts(platformsChart(data.platforms, data.counted, context)) : [];
  return [...progress, ...platforms];
}

/** The actual value against the target as a line. */
function progressChart(people: KnownFigure, target: Target, counted: Period, context: SectionContext): ChartDraft {
  const goal = value(targetLeaf(target));
  const digits = context.config.organisation.decimals.attainment;
  const title: Phrase = {
    words: { id: '{label}: {attainment} per {until}', en: '{label}: {attainment} on {until}' },
    parts: { label: name(target.label), attainment: percent(operation(people.expression, '/', goal), digits), until: day(lastDay(counted)) },
  };
  const mark: Phrase = { words: { id: 'Target {goal}', en: 'Target {goal}' }, parts: { goal: integer(goal) } };
  const actual = toDatePhrase({ id: 'Pegawai aktif', en: 'Active employees' }, people, counted, context);
  return {
    id: 'advocacy-target',
    kind: 'progress',
    title,
    subtitle: embed({ words: { id: '{actual}', en: '{actual}' }, parts: {} }, 'actual', actual),
    footnote: footnote(context),
    alt: embed(
      embed({ words: { id: 'Grafik capaian target. {actual}. {mark}', en: 'Progress chart. {actual}. {mark}' }, parts: {} }, 'actual', actual),
      'mark',
      mark,
    ),
    labels: { id: ['Pegawai aktif'], en: ['Active employees'] },
    series: [{ name: { id: 'Pegawai aktif', en: 'Active employees' }, points: [people.expression], emphasis: true }],
    marks: [{ at: goal, label: mark }],
    valueFormat: { kind: 'integer' },
  };
}

function platformsChart(platforms: readonly Part[], counted: Period, context: SectionContext): ChartDraft {
  const label: Text = { id: 'Sentuhan platform', en: 'Platform touches' };
  const [largest] = platforms;
  const subtitle: Phrase = {
    words: { id: '{label}, {quarter} s.d. {until}', en: '{label}, {quarter} to {until}' },
    parts: { label: name(label), quarter: quarterName(counted, context), until: day(lastDay(counted)) },
  };
  return {
    id: 'advocacy-platforms',
    kind: 'bar',
    title: largest ? leading(label, largest, context) : plain(label),
    subtitle,
    footnote: footnote(context),
    alt: embed(
      { words: { id: 'Grafik batang sentuhan per platform. {list}', en: 'Bar chart of touches by platform. {list}' }, parts: {} },
      'list',
      listing(platforms),
    ),
    labels: { id: platforms.map((part) => part.label.id), en: platforms.map((part) => part.label.en) },
    series: [{ name: label, points: platforms.map((part) => part.figure.expression), emphasis: true }],
    marks: [],
    valueFormat: { kind: 'integer' },
  };
}

function advocacyChecks(data: AdvocacyData): readonly Check[] {
  const sumOf = (id: string, parts: readonly Part[], whole: Figure, label: Text): readonly Check[] =>
    parts.length > 0 && whole.state === 'known' && whole.via === 'reported'
      ? [
          sumCheck(
            id,
            label,
            parts.map((part) => part.figure),
            whole,
          ),
        ]
      : [];
  const stated = data.statedTarget?.state === 'known' && data.target ? [statedTargetCheck(data.target, data.statedTarget)] : [];
  return [
    ...sumOf('sum/activations', data.kinds, data.activations, { id: 'aktivasi', en: 'activations' }),
    ...sumOf('sum/touches', data.platforms, data.touches, { id: 'sentuhan platform', en: 'platform touches' }),
    ...stated,
  ];
}

const statedTargetCheck = (target: Target, stated: KnownFigure): Check =>
  agreementCheck(`target/${target.id}`, target.label, CONFIGURATION_AND_REPORT, value(targetLeaf(target)), stated.expression);
