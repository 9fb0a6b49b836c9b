import type { Metric } from '../../connectors/contract/metric.js';
import type { Config } from '../config/config.js';
import type { Language } from '../domain/digest.js';
import type { Against, Correction, MetricChoice, Question, When } from './question.js';
import type { Phrase, Reading } from './reading.js';
import type { Meaning, Vocabulary } from './vocabulary.js';

/** What the phrases of a question are brought together by. */
export interface ResolveContext {
  readonly config: Config;
  readonly language: Language;
  readonly vocabulary: Vocabulary;
  readonly corrections: readonly Correction[];
}

type Kind<K extends Meaning['kind']> = Extract<Meaning, { kind: K }>;

const ofKind = <K extends Meaning['kind']>(phrase: Phrase, kind: K): readonly Kind<K>[] =>
  phrase.meanings.filter((meaning): meaning is Kind<K> => meaning.kind === kind);

/** Brings phrases together to one question; a phrase that keeps several readings makes the question ambiguous. */
export function resolve(reading: Reading, context: ResolveContext): Question {
  const { corrections } = context;
  const bot = reading.phrases.flatMap((phrase) => ofKind(phrase, 'bot'))[0];
  const digest = reading.phrases.find((phrase) => ofKind(phrase, 'digest').length > 0);
  const rest = reading.phrases.filter((phrase) => phrase.meanings.some((meaning) => meaning.kind !== 'bot' && meaning.kind !== 'digest'));
  if (rest.length === 0) {
    if (digest) return digestQuestion(reading, context);
    return { kind: bot?.what ?? 'help', corrections };
  }
  const chosen = choose(rest, context);
  if (chosen.kind === 'ambiguous') return chosen;
  const { when, compare } = timesOf(reading);
  const intent = reading.intent === 'figure' && compare.length > 0 ? 'compare' : reading.intent;
  const baselines: readonly Against[] = intent === 'compare' && compare.length === 0 ? [{ kind: 'previous' }, { kind: 'year-ago' }] : compare;
  const common = { subjects: chosen.subjects, when, compare: baselines, intent, corrections };
  return chosen.metrics.length === 0
    ? { kind: 'overview', ...common }
    : { kind: 'figure', ...common, metrics: chosen.metrics, dimensions: chosen.dimensions };
}

function digestQuestion(reading: Reading, { config, corrections }: ResolveContext): Question {
  const sets = reading.phrases.flatMap((phrase) => ofKind(phrase, 'digest').map((meaning) => meaning.ids));
  const ids = config.digests.map((digest) => digest.id).filter((id) => sets.every((set) => set.includes(id)));
  const [id] = ids;
  const word = reading.phrases[0]?.text ?? '';
  if (id === undefined || ids.length > 1) {
    const offered = ids.length > 0 ? ids : config.digests.map((digest) => digest.id);
    return { kind: 'ambiguous', word, suggestions: offered.map((each) => `digest ${each}`) };
  }
  return { kind: 'digest', id, when: reading.times[0]?.when, corrections };
}

const startOf = (when: When): string => (when.kind === 'trailing' ? '' : when.period.start);

/** The time that is asked for, and those that it is compared with: the ones after "vs", else all but the latest. */
function timesOf({ times, compare }: Reading): { readonly when: When | undefined; readonly compare: readonly Against[] } {
  const plain = times.filter((time) => !time.against).map((time) => time.when);
  const against = times.filter((time) => time.against).map((time) => time.when);
  const [latest, ...earlier] = [...plain].sort((a, b) => (startOf(a) < startOf(b) ? 1 : startOf(a) > startOf(b) ? -1 : 0));
  return { when: latest, compare: [...compare, ...[...against, ...earlier].map((when): Against => ({ kind: 'when', when }))] };
}

type Chosen = {
  readonly kind: 'chosen';
  readonly subjects: readonly string[];
  readonly metrics: readonly MetricChoice[];
  readonly dimensions: Readonly<Record<string, string>>;
};

const usedBy = (subject: string, metric: string, vocabulary: Vocabulary): boolean => vocabulary.uses.get(subject)?.has(metric) ?? false;

function choose(phrases: readonly Phrase[], context: ResolveContext): Chosen | Extract<Question, { kind: 'ambiguous' }> {
  const { vocabulary } = context;
  const metricPhrases = phrases.filter((phrase) => ofKind(phrase, 'metric').length > 0);
  const wanted = metricPhrases.flatMap((phrase) => ofKind(phrase, 'metric').flatMap((meaning) => meaning.ids));
  const others = phrases.filter((phrase) => !metricPhrases.includes(phrase));
  const named = others.flatMap((phrase) => (phrase.meanings.length === 1 ? ofKind(phrase, 'subject').flatMap((meaning) => meaning.ids) : []));
  const subjects: string[] = [];
  const values: Kind<'value'>[] = [];
  for (const phrase of others) {
    const readings = readingsOf(phrase, wanted, named, context);
    const [only] = readings;
    if (only === undefined || readings.length > 1)
      return {
        kind: 'ambiguous',
        word: phrase.text,
        suggestions: (readings.length > 0 ? readings : phrase.meanings).flatMap((one) => suggestion(one, context)),
      };
    if (only.kind === 'subject') subjects.push(...only.ids);
    if (only.kind === 'value') values.push(only);
  }
  const twice = values.find((value) => values.some((other) => other.name === value.name && other.value !== value.value));
  if (twice) return { kind: 'ambiguous', word: twice.name, suggestions: values.flatMap((value) => suggestion(value, context)) };
  const groups = metricPhrases.flatMap((phrase) => ofKind(phrase, 'metric').map((meaning) => meaning.ids));
  const implied = values.map((value) => value.metric).filter((metric) => !wanted.includes(metric));
  const metrics = [...groups, ...[...new Set(implied)].map((metric) => [metric])].map((ids) => choiceOf(ids, subjects, vocabulary));
  const dimensions = Object.fromEntries(values.map((value) => [value.name, value.value]));
  const found =
    subjects.length > 0
      ? subjects
      : [...vocabulary.uses.keys()].filter((subject) => metrics.some(({ metric }) => usedBy(subject, metric, vocabulary)));
  return { kind: 'chosen', subjects: [...new Set(found)], metrics: distinct(metrics), dimensions };
}

/** What a phrase that is no metric means beside the metrics and subjects that are named. */
function readingsOf(phrase: Phrase, wanted: readonly string[], named: readonly string[], { vocabulary }: ResolveContext): readonly Meaning[] {
  const strong = ofKind(phrase, 'subject').filter((meaning) => !meaning.weak);
  const weak = ofKind(phrase, 'subject').filter((meaning) => meaning.weak);
  const values = ofKind(phrase, 'value');
  if (wanted.length > 0) {
    const matching = values.filter((value) => wanted.includes(value.metric));
    const having = [...strong, ...weak].filter((meaning) => meaning.ids.some((id) => wanted.some((metric) => usedBy(id, metric, vocabulary))));
    if (having.length > 0 || matching.length > 0) return having.length > 0 ? having : matching;
    return strong;
  }
  if (strong.length > 0 && named.length === 0) return strong;
  const ofNamed = values.filter((value) => named.some((subject) => usedBy(subject, value.metric, vocabulary)));
  if (ofNamed.length > 0 && (strong.length === 0 || !strong.some((meaning) => meaning.ids.some((id) => named.includes(id))))) return ofNamed;
  return strong.length > 0 ? strong : [...values, ...weak];
}

/** The first metric of a word that the subjects have; the others are alternatives. */
function choiceOf(ids: readonly string[], subjects: readonly string[], vocabulary: Vocabulary): MetricChoice {
  const metric = ids.find((id) => subjects.some((subject) => usedBy(subject, id, vocabulary))) ?? ids[0] ?? '';
  return { metric, alternatives: ids.filter((id) => id !== metric) };
}

const distinct = (choices: readonly MetricChoice[]): readonly MetricChoice[] =>
  choices.filter((choice, index) => choices.findIndex((other) => other.metric === choice.metric) === index);

const valueLabel = (metric: Metric | undefined, meaning: Kind<'value'>, language: Language): string =>
  metric?.dimensions[meaning.name]?.labels?.[meaning.value]?.[language] ?? meaning.value;

function suggestion(meaning: Meaning, { config, language }: ResolveContext): readonly string[] {
  if (meaning.kind === 'subject') return meaning.ids.map((id) => config.subjects.find((subject) => subject.id === id)?.label[language] ?? id);
  if (meaning.kind !== 'value') return [];
  const metric = config.metrics.get(meaning.metric);
  return [`${metric?.label[language] ?? meaning.metric} ${valueLabel(metric, meaning, language)}`];
}
