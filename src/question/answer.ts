import { addDays, type Calendar, type CivilDate, type Instant, type Period, periodOf, shiftPeriod } from '../../connectors/contract/period.js';
import type { Baseline, Config, SectionSetting } from '../config/config.js';
import { sectionContext } from '../digest/context.js';
import { leafOf } from '../digest/figures.js';
import { SECTION_KINDS } from '../digest/index.js';
import { type ComparedFigure, figureLines, labelOf, readCompared } from '../digest/rows.js';
import type { SectionContext } from '../digest/section.js';
import { day, direction, integer, line, name } from '../digest/sentence.js';
import type { Language, Line } from '../domain/digest.js';
import type { Figure } from '../domain/figure.js';
import { absolute, leaves, operation, sum, value } from '../domain/formula.js';
import type { Store } from '../store/port.js';
import { helpText } from './help.js';
import type { Question, When } from './question.js';

/** What an answer is made from. */
export interface AnswerDeps {
  readonly config: Config;
  readonly store: Store;
  readonly now: Instant;
  readonly today: CivilDate;
  readonly language: Language;
}

/** An answer: sentences that are traced like those of a digest, or words where nothing is measured. */
export interface Answer {
  readonly answered: boolean;
  readonly words: string;
  readonly lines: readonly Line[];
  readonly figures: readonly Figure[];
}

const BOTH: readonly Baseline[] = [{ kind: 'previous' }, { kind: 'year-ago' }];

/** Answers a question from the store. A question that was not understood gets the nearest known words. */
export async function answer(question: Question, deps: AnswerDeps): Promise<Answer> {
  switch (question.kind) {
    case 'help':
      return inWords(true, helpText(deps.language));
    case 'figure':
      return answerFigures(question, deps);
    case 'overview':
      return answerOverview(question, deps);
    case 'unknown':
      return inWords(false, unknownWords(question, deps.language));
    case 'ambiguous':
      return inWords(false, `${deps.language === 'id' ? 'Maksudnya yang mana' : 'Which one do you mean'}? ${question.suggestions.join(' · ')}`);
    default:
      return inWords(
        false,
        deps.language === 'id' ? 'Pertanyaan ini dijawab oleh perintah dengan nama yang sama.' : 'The command of the same name answers this.',
      );
  }
}

const inWords = (answered: boolean, words: string): Answer => ({ answered, words, lines: [], figures: [] });

type Asked<K extends Question['kind']> = Extract<Question, { kind: K }>;

function unknownWords(question: Asked<'unknown'>, language: Language): string {
  const [says, near] = language === 'id' ? ['tidak dikenal', 'yang paling dekat'] : ['is not known', 'nearest'];
  const sentences = question.words.map(({ word, nearest }) => `"${word}" ${says}${nearest.length > 0 ? `; ${near}: ${nearest.join(', ')}` : ''}.`);
  return [...sentences, helpText(language)].join('\n');
}

/** The last whole month where no time is asked for; a trailing window or a range is read as the whole month that ends it. */
function periodAsked(when: When | undefined, today: CivilDate, calendar: Calendar): Period {
  if (when?.kind === 'period') return when.period;
  if (when?.kind === 'range') return periodOf(when.grain === 'total' ? 'month' : when.grain, addDays(when.period.end, -1), calendar);
  return shiftPeriod(periodOf('month', today, calendar), -1, calendar);
}

/** A quarter that has not ended is read up to the last whole month: a quarter to date. */
function contextOf(period: Period, deps: AnswerDeps): SectionContext {
  return sectionContext({ config: deps.config, period, asOf: deps.now, asItStood: false }, deps.store);
}

async function answerFigures(question: Asked<'figure'>, deps: AnswerDeps): Promise<Answer> {
  const context = contextOf(periodAsked(question.when, deps.today, deps.config.organisation.calendar), deps);
  const lines: Line[] = [];
  const figures: Figure[] = [];
  for (const subject of question.subjects) {
    for (const { metric } of question.metrics) {
      const setting = { subject, metric, dimensions: question.dimensions };
      const compared = await readCompared({ ...setting, compare: BOTH }, ownedLabel(subject, setting, context), context);
      figures.push(compared.figure);
      lines.push(...figureLines(`${subject}/${metric}`, compared, context));
      if (question.when?.kind === 'trailing') lines.push(...(await trailingLines(compared, question.when, deps.today, context)));
    }
  }
  return { answered: lines.length > 0, words: '', lines, figures };
}

const DAYS = { day: 1, week: 7, month: 30 } as const;

/** How a figure moved over the last days that are stored: both ends of a stock, the sum of a flow where no day is missing. */
async function trailingLines(
  compared: ComparedFigure,
  when: Extract<When, { kind: 'trailing' }>,
  today: CivilDate,
  context: SectionContext,
): Promise<readonly Line[]> {
  const { question } = compared.figure;
  const start = addDays(today, -when.count * DAYS[when.unit]);
  const rows = (await context.figures.readDays({ ...question, period: { grain: 'day', start, end: today } })).filter((row) => row.value !== null);
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last || first === last) return [];
  const parts = { label: name(compared.label), from: day(first.period.start), to: day(last.period.start) };
  const id = `${question.subject}/${question.metric.id}/trailing`;
  if (question.metric.additivity === 'flow' && rows.length === when.count * DAYS[when.unit]) {
    const total = integer(sum(rows.map((row) => value(leafOf(row)))));
    return [
      line(id, 'headline', {
        words: { id: '{label}, {from} s.d. {to}: {total}', en: '{label}, {from} to {to}: {total}' },
        parts: { ...parts, total },
      }),
    ];
  }
  if (question.metric.additivity !== 'stock') return [];
  const [before, now] = [value(leafOf(first)), value(leafOf(last))];
  const difference = operation(now, '-', before);
  return [
    line(id, 'headline', {
      words: {
        id: '{label}, {from} s.d. {to}: {direction} {difference}, dari {before} menjadi {now}',
        en: '{label}, {from} to {to}: {direction} {difference}, from {before} to {now}',
      },
      parts: { ...parts, direction: direction(difference), difference: integer(absolute(difference)), before: integer(before), now: integer(now) },
    }),
  ];
}

function ownedLabel(
  subject: string,
  setting: { readonly metric: string; readonly dimensions: Readonly<Record<string, string>> },
  context: SectionContext,
) {
  const label = labelOf(setting, context);
  const account = context.config.accounts.find((candidate) => candidate.id === subject);
  const owner = account ? { id: account.label, en: account.label } : context.config.subjects.find((candidate) => candidate.id === subject)?.label;
  return owner ? { id: `${owner.id}: ${label.id}`, en: `${owner.en}: ${label.en}` } : label;
}

/** The digest's own section on a subject, for the asked period. */
async function answerOverview(question: Asked<'overview'>, deps: AnswerDeps): Promise<Answer> {
  const asked = periodAsked(question.when, deps.today, deps.config.organisation.calendar);
  const period =
    asked.end > deps.today && asked.grain !== 'month'
      ? shiftPeriod(periodOf('month', deps.today, deps.config.organisation.calendar), -1, deps.config.organisation.calendar)
      : asked;
  const context = contextOf(period, deps);
  const lines: Line[] = [];
  for (const setting of sectionsOn(question.subjects, deps.config))
    lines.push(...(await SECTION_KINDS[setting.kind].compose(setting, context)).lines);
  return { answered: lines.length > 0, words: '', lines, figures: [] };
}

function sectionsOn(subjects: readonly string[], config: Config): readonly SectionSetting[] {
  const all = config.digests.flatMap((digest) => digest.sections);
  const found = subjects.flatMap((subject) => all.find((section) => isOn(section, subject)) ?? []);
  return found.map((section) =>
    'accounts' in section ? { ...section, accounts: section.accounts.filter((account) => subjects.includes(account)) } : section,
  );
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

/** The ids of the rows that the sentences of an answer rest on, each once. */
export const rowsBehind = (given: Answer): readonly string[] => [
  ...new Set([
    ...given.lines.flatMap((line) => line.basis.values.map((value) => value.observation)),
    ...given.figures.flatMap((figure) => (figure.state === 'known' ? leaves(figure.expression).map((leaf) => leaf.observation) : [])),
  ]),
];
