import type { Dimensions } from '../../connectors/contract/observation.js';
import type { Config } from '../config/config.js';
import type { Language } from '../domain/digest.js';
import type { Expectations } from './expected.js';
import type { Correction, MetricChoice, Question, Remark } from './question.js';
import { ofKind, type Phrase } from './reading.js';
import type { Meaning, Vocabulary } from './vocabulary.js';

/** What the phrases of a question are brought together by. */
export interface ResolveContext {
  readonly config: Config;
  readonly language: Language;
  readonly vocabulary: Vocabulary;
  readonly corrections: readonly Correction[];
}

/** The metrics and subjects that a question's phrases name. */
export interface Chosen {
  readonly kind: 'chosen';
  readonly subjects: readonly string[];
  readonly subjectsNamed: boolean;
  readonly metrics: readonly MetricChoice[];
  readonly remarks: readonly Remark[];
}

type Value = Extract<Meaning, { kind: 'value' }>;
type Subject = Extract<Meaning, { kind: 'subject' }>;

/** A dimension's value with the word that named it. */
interface NamedValue extends Value {
  readonly word: string;
}

/** A word for metrics: several ids are alternatives in order of preference. */
interface MetricWord {
  readonly word: string;
  readonly ids: readonly string[];
}

/** Chooses metrics, subjects and dimension values; a phrase that keeps several readings, or that fits none of the metrics, is asked about. */
export function choose(phrases: readonly Phrase[], context: ResolveContext): Chosen | Extract<Question, { kind: 'ambiguous' | 'misfit' }> {
  const { expected } = context.vocabulary;
  const words: readonly MetricWord[] = phrases.flatMap((phrase) => ofKind(phrase, 'metric').map(({ ids }) => ({ word: phrase.text, ids })));
  const wanted = words.flatMap(({ ids }) => ids);
  const others = phrases.filter((phrase) => ofKind(phrase, 'metric').length === 0);
  const named = others.flatMap((phrase) => (phrase.meanings.length === 1 ? ofKind(phrase, 'subject').flatMap((meaning) => meaning.ids) : []));
  const subjects: string[] = [];
  const values: NamedValue[] = [];
  const remarks: Remark[] = [];
  for (const phrase of others) {
    const readings = readingsOf(phrase, wanted, named, expected);
    if (readings.length === 0) return misfit(phrase, wanted, context);
    if (!isClear(readings, wanted)) return ambiguous(phrase, readings, context);
    for (const reading of readings) {
      if (reading.kind === 'value') values.push({ ...reading, word: phrase.text });
      if (reading.kind !== 'subject') continue;
      subjects.push(...reading.ids);
      if (reading.ids.length > 1) remarks.push({ kind: 'shared-name', word: phrase.text, subjects: reading.ids });
    }
  }
  const implied = [...new Set(values.map((value) => value.metric))].filter((metric) => !wanted.includes(metric));
  const choices = distinct(
    [...words, ...implied.map((metric) => ({ word: '', ids: [metric] }))].flatMap((word) => choicesOf(word, values, subjects, expected)),
  );
  return {
    kind: 'chosen',
    subjects: [...new Set(subjects.length > 0 ? subjects : subjectsOf(choices, expected))],
    subjectsNamed: subjects.length > 0,
    metrics: choices,
    remarks: [...remarks, ...notSplit(choices, values)],
  };
}

/** One reading, or values that belong to different metrics of the question: each applies to its own. */
const isClear = (readings: readonly Meaning[], wanted: readonly string[]): boolean =>
  readings.length === 1 ||
  (readings.every((reading) => reading.kind === 'value' && wanted.includes(reading.metric)) &&
    new Set(readings.map((reading) => (reading.kind === 'value' ? reading.metric : ''))).size === readings.length);

/** What a phrase that is no metric means beside the metrics and subjects that are named. */
function readingsOf(phrase: Phrase, wanted: readonly string[], named: readonly string[], expected: Expectations): readonly (Subject | Value)[] {
  const strong = ofKind(phrase, 'subject').filter((meaning) => !meaning.weak);
  const weak = ofKind(phrase, 'subject').filter((meaning) => meaning.weak);
  const values = ofKind(phrase, 'value');
  if (wanted.length > 0) {
    const having = [...strong, ...weak].filter((meaning) => meaning.ids.some((id) => wanted.some((metric) => expected.has(id, metric))));
    if (having.length > 0) return having;
    const matching = values.filter((value) => wanted.includes(value.metric));
    return matching.length > 0 ? matching : strong;
  }
  if (strong.length > 0 && named.length === 0) return strong;
  const ofNamed = values.filter((value) => named.some((subject) => expected.has(subject, value.metric)));
  if (ofNamed.length > 0 && !strong.some((meaning) => meaning.ids.some((id) => named.includes(id)))) return ofNamed;
  return strong.length > 0 ? strong : [...values, ...weak];
}

/** The metric of a word, once for each combination of the values that split it. Among alternatives those come first that the values split and the subjects have. */
function choicesOf(
  { word, ids }: MetricWord,
  values: readonly NamedValue[],
  subjects: readonly string[],
  expected: Expectations,
): readonly MetricChoice[] {
  const split = ids.filter((id) => values.some((value) => value.metric === id));
  const fitting = split.length > 0 ? split : ids;
  const metric = fitting.find((id) => subjects.some((subject) => expected.has(subject, id))) ?? fitting[0] ?? '';
  const alternatives = fitting.filter((id) => id !== metric);
  const own = values.filter((value) => value.metric === metric);
  return combinations(own).map((dimensions) => ({ metric, dimensions, word, alternatives }));
}

/** Values of one dimension side by side, of several dimensions together. */
function combinations(values: readonly Value[]): readonly Dimensions[] {
  let all: readonly Dimensions[] = [{}];
  for (const name of new Set(values.map((value) => value.name))) {
    const given = [...new Set(values.filter((value) => value.name === name).map(({ value }) => value))];
    all = all.flatMap((dimensions) => given.map((value) => ({ ...dimensions, [name]: value })));
  }
  return all;
}

const distinct = (choices: readonly MetricChoice[]): readonly MetricChoice[] => {
  const key = ({ metric, dimensions }: MetricChoice): string => JSON.stringify([metric, dimensions]);
  return choices.filter((choice, index) => choices.findIndex((other) => key(other) === key(choice)) === index);
};

/** Who is expected to have one of the metrics, split as asked; where nobody is, who has it at all. */
function subjectsOf(choices: readonly MetricChoice[], { subjects, has }: Expectations): readonly string[] {
  const split = subjects.filter((subject) => choices.some(({ metric, dimensions }) => has(subject, metric, dimensions)));
  return split.length > 0 ? split : subjects.filter((subject) => choices.some(({ metric }) => has(subject, metric)));
}

const notSplit = (choices: readonly MetricChoice[], values: readonly NamedValue[]): readonly Remark[] =>
  choices
    .filter(({ metric }) => values.length > 0 && !values.some((value) => value.metric === metric))
    .map(({ metric }) => ({ kind: 'not-split', metric, word: [...new Set(values.map((value) => value.word))].join(', ') }));

const ambiguous = (phrase: Phrase, readings: readonly Meaning[], context: ResolveContext): Extract<Question, { kind: 'ambiguous' }> => ({
  kind: 'ambiguous',
  word: phrase.text,
  suggestions: readings.flatMap((one) => suggestion(one, context)),
  corrections: context.corrections,
});

const misfit = (phrase: Phrase, wanted: readonly string[], context: ResolveContext): Extract<Question, { kind: 'misfit' }> => ({
  kind: 'misfit',
  word: phrase.text,
  metrics: [...new Set(wanted)].slice(0, 1),
  suggestions: phrase.meanings.flatMap((one) => suggestion(one, context)),
  corrections: context.corrections,
});

function suggestion(meaning: Meaning, { config, language }: ResolveContext): readonly string[] {
  if (meaning.kind === 'subject') return meaning.ids.map((id) => config.subjects.find((subject) => subject.id === id)?.label[language] ?? id);
  if (meaning.kind !== 'value') return [];
  const metric = config.metrics.get(meaning.metric);
  const label = metric?.dimensions[meaning.name]?.labels?.[meaning.value]?.[language] ?? meaning.value;
  return [`${metric?.label[language] ?? meaning.metric} ${label}`];
}
