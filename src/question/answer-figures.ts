import type { Metric } from '../../connectors/contract/metric.js';
import { type CivilDate, type Period, periodOf } from '../../connectors/contract/period.js';
import type { Config, SectionSetting } from '../config/config.js';
import { sectionContext } from '../digest/context.js';
import { SECTION_KINDS } from '../digest/index.js';
import { daysCounted } from '../digest/ledger-figures.js';
import type { SectionContext } from '../digest/section.js';
import type { Line } from '../domain/digest.js';
import type { Figure } from '../domain/figure.js';
import { ledgerSubject } from '../domain/ledger-count.js';
import { line, name, periodName } from '../text/sentence.js';
import { compareMeasured } from './comparisons.js';
import { type Answer, type AnswerDeps, inWords } from './deps.js';
import { type Measured, measure } from './measure.js';
import { measuredLines } from './measured-lines.js';
import { lacksLine, nothingLine, readingNotes, storedGrainsLine, whyNote } from './notes.js';
import { figureLabel } from './owner.js';
import type { Against, Asked, FigureAsked, MetricChoice, OverviewAsked, When } from './question.js';
import { sourceOf } from './source.js';
import { sourceLines } from './source-lines.js';
import { baselineOf, isSpan, periodAsked } from './span.js';
import { vocabularyOf } from './vocabulary.js';
import { tellWhy } from './why.js';

const BOTH: readonly Against[] = [{ kind: 'previous' }, { kind: 'year-ago' }];

/** Some metrics of some subjects: each with what it is compared with, or with its rows where these are asked for. */
export const answerFigures = (question: FigureAsked, deps: AnswerDeps): Promise<Answer> => answerEach(question, 'told', deps);

/** Whether a metric without data is worth a sentence: not where a subject's metrics were asked for all together. */
type Gaps = 'told' | 'silent';

async function answerEach(question: FigureAsked, gaps: Gaps, deps: AnswerDeps): Promise<Answer> {
  const context = contextOf(periodAsked(question.when, deps.today, deps.config.organisation.calendar), deps);
  const parts: Part[] = [];
  const pairs = await pairsOf(question, context);
  const told = question.intent === 'why' ? await whyParts(question, pairs, { context, deps }) : [];
  const untold = pairs.filter(({ choice }) => !told.some((part) => part.choice === choice));
  for (const pair of untold) parts.push(await answerPair(pair, question, gaps, { context, deps }));
  return assembled(question, [...told, ...parts], untold.length > 0, context);
}

/** What is said of one figure. */
type Part = Pick<Answer, 'lines' | 'figures' | 'charts'>;

/** The changes that can be taken apart, each with the metric that it is of. Only whole figures can: of one value of a dimension the parts are not known. */
async function whyParts(
  question: FigureAsked,
  pairs: readonly Pair[],
  { context, deps }: Place,
): Promise<readonly (Part & { readonly choice: MetricChoice })[]> {
  const found: (Part & { readonly choice: MetricChoice })[] = [];
  const [against = { kind: 'previous' } as const] = question.compare;
  const { period, calendar } = context;
  const baseline = against.kind === 'when' ? periodAsked(against.when, context.today, calendar) : baselineOf(against, period, calendar);
  for (const choice of question.metrics) {
    const metric = context.config.metrics.get(choice.metric);
    const subjects = pairs.filter((pair) => pair.choice === choice).map(({ subject }) => subject);
    if (metric === undefined || subjects.length === 0 || Object.keys(choice.dimensions).length > 0) continue;
    const told = await tellWhy({ metric, subjects, period, baseline }, deps);
    if (told !== undefined) found.push({ ...told, figures: [], choice });
  }
  return found;
}

function assembled(question: Asked | FigureAsked, parts: readonly Part[], unexplained: boolean, context: SectionContext): Answer {
  const said = parts.flatMap((part) => part.lines);
  const why = question.intent === 'why' && unexplained ? [whyNote()] : [];
  const notes = [...readingNotes(question, context.config), ...why];
  if (said.length === 0) return inWords(true, [...notes, nothingLine(question.subjects, context)]);
  const charts = parts.flatMap((part) => part.charts ?? []);
  return { answered: true, lines: [...notes, ...said], suggestions: [], figures: parts.flatMap((part) => part.figures), charts };
}

const contextOf = (period: Period, deps: AnswerDeps): SectionContext =>
  sectionContext({ config: deps.config, period, asOf: deps.now, asItStood: false }, deps.store);

/** One metric of one subject, and whether the configuration lets one expect it. */
interface Pair {
  readonly subject: string;
  readonly choice: MetricChoice;
  readonly expected: boolean;
}

/** Every metric of every named subject; where none is named, of those who are expected to have it or have it in the store. */
async function pairsOf(question: FigureAsked, { config, store }: SectionContext): Promise<readonly Pair[]> {
  const { has } = vocabularyOf(config).expected;
  const pairs: Pair[] = [];
  for (const choice of question.metrics) {
    const stored = question.subjectsNamed ? [] : (await store.listSeries({ metric: choice.metric })).map((series) => series.subject);
    const known = [...config.accounts, ...config.subjects].map(({ id }) => id).filter((id) => stored.includes(id));
    for (const subject of new Set([...question.subjects, ...known])) {
      const expected = has(subject, choice.metric, choice.dimensions);
      if (question.subjectsNamed || expected || known.includes(subject)) pairs.push({ subject, choice, expected });
    }
  }
  return pairs;
}

/** Where an answer is made. */
interface Place {
  readonly context: SectionContext;
  readonly deps: AnswerDeps;
}

const NOTHING: Part = { lines: [], figures: [] };

async function answerPair(pair: Pair, question: FigureAsked, gaps: Gaps, { context, deps }: Place): Promise<Part> {
  const { subject, choice, expected } = pair;
  const metric = context.config.metrics.get(choice.metric);
  if (!metric) return NOTHING;
  const period = wholeTrailingMonths(question.when, metric, deps) ?? context.period;
  const label = figureLabel(subject, metric, choice.dimensions, context.config);
  const id = idOf(subject, choice);
  const measured = await measure({ subject, metric, dimensions: choice.dimensions, period }, context);
  if (isMissing(measured)) {
    const told = gaps === 'told' && (question.subjectsNamed || expected);
    if (!told) return NOTHING;
    const lines = await gapLines(pair, metric, measuredLines(id, label, measured, context), context);
    const rows = question.intent === 'source' && isVoided(measured.figure) ? await rowsBehind([measured.figure], deps) : [];
    return { lines: [...lines, ...rows], figures: [measured.figure] };
  }
  const compared = await compareMeasured(id, measured, againstOf(question, measured, context.today), context);
  const lines = [...measuredLines(id, label, measured, context), ...compared.lines];
  const own = figuresOf(measured);
  return {
    lines: question.intent === 'source' ? [...lines, ...(await rowsBehind(own, deps))] : lines,
    figures: [...own, ...compared.baselines],
  };
}

/** "6 bulan" of what is counted by month are the last six whole months; a stock is read up to yesterday. */
function wholeTrailingMonths(when: When | undefined, metric: Metric, { config, today }: AnswerDeps): Period | undefined {
  if (when?.kind !== 'trailing' || when.unit !== 'month' || metric.additivity === 'stock') return undefined;
  return periodAsked(when, periodOf('month', today, config.organisation.calendar).start, config.organisation.calendar);
}

/** What is said of a figure that is not there: that its subject has never had it, or that it is missing, and how it is stored. */
async function gapLines(
  { subject, choice, expected }: Pair,
  metric: Metric,
  missing: readonly Line[],
  context: SectionContext,
): Promise<readonly Line[]> {
  const stored = await context.store.listSeries({ subject, metric: metric.id });
  const never = stored.length === 0 && !(expected && metric.derivation);
  return never
    ? [await lacksLine(subject, metric, expected, context)]
    : [...missing, ...storedGrainsLine(idOf(subject, choice), stored, choice.dimensions)];
}

const idOf = (subject: string, { metric, dimensions }: MetricChoice): string =>
  [subject, metric, ...Object.entries(dimensions).map(([dimension, value]) => `${dimension}=${value}`)].join('/');

const isMissing = (measured: Measured): boolean => measured.figure.state === 'missing' && measured.kind !== 'steps';

/** The figures that an answer rests on: both ends of readings, every month of what is not added up. */
function figuresOf(measured: Measured): readonly Figure[] {
  switch (measured.kind) {
    case 'readings':
      return [...measured.pieces.slice(0, 1), ...measured.pieces.slice(-1)];
    case 'steps':
      return measured.pieces;
    default:
      return [measured.figure];
  }
}

/** What was asked for; else, for one period that is over, the period before and the year before. Rows are shown without comparisons. */
function againstOf(question: FigureAsked, { kind, figure }: Measured, today: CivilDate): readonly Against[] {
  if (question.compare.length > 0) return question.compare;
  const { period, metric } = figure.question;
  const running = period.end > today && metric.additivity !== 'stock';
  return question.intent === 'source' || kind !== 'figure' || isSpan(period) || running ? [] : BOTH;
}

const isVoided = (figure: Figure): boolean => figure.state === 'missing' && figure.absence === 'voided';

async function rowsBehind(figures: readonly Figure[], deps: AnswerDeps): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const figure of figures) lines.push(...sourceLines(await sourceOf(figure, deps), deps.config.organisation.zone));
  return lines;
}

/** The digest's own section on each subject; over a span, or beside a named time, each of the subject's figures instead. */
export async function answerOverview(question: OverviewAsked, deps: AnswerDeps): Promise<Answer> {
  const { calendar } = deps.config.organisation;
  const asked = periodAsked(question.when, deps.today, calendar);
  const sections = sectionsOn(question.subjects, deps.config);
  const figuresWanted =
    isSpan(asked) || question.compare.some((against) => against.kind === 'when') || question.intent === 'source' || sections.length === 0;
  if (figuresWanted) return answerEach(allFigures(question, deps.config), 'silent', deps);
  // a quarter that has not ended is read up to the last whole month: a quarter to date
  const running = asked.end > deps.today && asked.grain !== 'month';
  const context = (await toDate(question, asked, sections, deps)) ?? contextOf(running ? periodAsked(undefined, deps.today, calendar) : asked, deps);
  const parts: Part[] = [];
  for (const setting of sections) parts.push(await sectionPart(setting, context));
  return assembled(question, parts, true, context);
}

/** Of what the ledger counts, the running quarter up to today: where it is asked for or no time is named, and where anything counted in it. */
async function toDate(
  { when }: OverviewAsked,
  asked: Period,
  sections: readonly SectionSetting[],
  deps: AnswerDeps,
): Promise<SectionContext | undefined> {
  const quarter = periodOf('quarter', deps.today, deps.config.organisation.calendar);
  const meant = when === undefined || (asked.grain === 'quarter' && asked.start === quarter.start);
  const counted = sections.every(({ kind, ...rest }) => kind === 'advocacy' && 'subject' in rest && rest.subject === ledgerSubject(deps.config));
  if (!meant || !counted) return undefined;
  const context = contextOf(quarter, deps);
  return (await context.ledger.holds(daysCounted(quarter, deps.today))) ? context : undefined;
}

/** A section under its title and its period. */
async function sectionPart(setting: SectionSetting, context: SectionContext): Promise<Part> {
  const kind = SECTION_KINDS[setting.kind];
  const { lines } = await kind.compose(setting, context);
  const parts = { title: name(setting.title ?? kind.title), period: periodName(context.period, context.calendar) };
  const heading = line(`section/${setting.id}`, 'headline', { words: { id: '{title}, {period}', en: '{title}, {period}' }, parts });
  return { lines: lines.length > 0 ? [heading, ...lines] : [], figures: [] };
}

/** All metrics that the subjects are expected to have. */
function allFigures(question: OverviewAsked, config: Config): FigureAsked {
  const { expected } = vocabularyOf(config);
  const ids = new Set(question.subjects.flatMap((subject) => expected.metricsOf(subject)));
  const metrics = [...ids].map((metric): MetricChoice => ({ metric, dimensions: {}, word: '', alternatives: [] }));
  return { ...question, kind: 'figure', metrics };
}

function sectionsOn(subjects: readonly string[], config: Config): readonly SectionSetting[] {
  const all = config.digests.flatMap((digest) => digest.sections);
  const found = new Set(subjects.flatMap((subject) => all.find((section) => isOn(section, subject)) ?? []));
  return [...found].map((section) => onlyOn(section, subjects));
}

function isOn(section: SectionSetting, subject: string): boolean {
  switch (section.kind) {
    case 'summary':
      return false;
    case 'advocacy':
      return section.subject === subject;
    case 'counted':
      return section.figures.some((figure) => figure.subject === subject);
    default:
      return section.accounts.includes(subject);
  }
}

/** A section without what it says of others. */
function onlyOn(section: SectionSetting, subjects: readonly string[]): SectionSetting {
  if ('accounts' in section) return { ...section, accounts: section.accounts.filter((account) => subjects.includes(account)) };
  if (section.kind !== 'counted') return section;
  return { ...section, figures: section.figures.filter((figure) => subjects.includes(figure.subject)), checks: [] };
}
