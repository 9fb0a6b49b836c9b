import type { Metric } from '../../connectors/contract/metric.js';
import { PLATFORM_FACTS } from '../../connectors/index.js';
import type { Account, Baseline, Config } from '../config/config.js';
import type { Language } from '../domain/digest.js';
import { METRIC_WORDS, SHARED_METRIC_WORDS, SUBJECT_SYNONYMS, VALUE_SYNONYMS } from '../text/names.js';
import { type Expectations, expectationsOf } from './expected.js';
import type { Intent } from './question.js';
import { TIME_WORDS } from './time.js';
import { tokenise } from './tokens.js';
import {
  AGAINST_WORDS,
  BASELINE_WORDS,
  BOT_WORDS,
  DIGEST_PERIOD_WORDS,
  DIGEST_WORDS,
  DIMENSION_WORDS,
  FILLERS,
  INTENT_WORDS,
  THROUGH_WORDS,
} from './words.js';

/** What a phrase may mean. A weak subject is only one part of its name, such as "whatsapp" of "whatsapp blast". */
export type Meaning =
  | { readonly kind: 'subject'; readonly ids: readonly string[]; readonly weak: boolean }
  | { readonly kind: 'metric'; readonly ids: readonly string[] }
  | { readonly kind: 'value'; readonly metric: string; readonly name: string; readonly value: string }
  | { readonly kind: 'intent'; readonly intent: Intent }
  | { readonly kind: 'baseline'; readonly baseline: Baseline }
  | { readonly kind: 'bot'; readonly what: 'help' | 'status' | 'leaderboard' }
  | { readonly kind: 'digest'; readonly ids: readonly string[] }
  | { readonly kind: 'against' }
  | { readonly kind: 'filler' };

/** All words that questions may hold under one configuration. */
export interface Vocabulary {
  /** by the phrase's words, one space between them */
  readonly phrases: ReadonlyMap<string, readonly Meaning[]>;
  /** each word of the phrases and of times */
  readonly words: ReadonlySet<string>;
  /** how many words the longest phrase has */
  readonly longest: number;
  readonly expected: Expectations;
}

/** A phrase as the vocabulary spells it: its words without hyphens, one space between them. */
const phraseOf = (text: string): string =>
  tokenise(text)
    .filter((token) => token !== '-')
    .join(' ');

const vocabularies = new WeakMap<Config, Vocabulary>();

/** The vocabulary of a configuration, built once for each. */
export function vocabularyOf(config: Config): Vocabulary {
  const known = vocabularies.get(config) ?? buildVocabulary(config);
  vocabularies.set(config, known);
  return known;
}

function buildVocabulary(config: Config): Vocabulary {
  const phrases = new Map<string, Meaning[]>();
  const add: Add = (text, meaning) => {
    const phrase = phraseOf(text);
    if (phrase === '') return;
    const meanings = phrases.get(phrase) ?? [];
    if (!meanings.some((known) => JSON.stringify(known) === JSON.stringify(meaning))) meanings.push(meaning);
    phrases.set(phrase, meanings);
  };
  addCommon(add);
  addDigests(config, add);
  for (const metric of config.metrics.values()) if (!metric.internal) addMetric(metric, add);
  for (const [word, ids] of Object.entries(SHARED_METRIC_WORDS)) {
    const known = ids.filter((id) => config.metrics.has(id));
    const others = (phrases.get(word) ?? []).filter((meaning) => meaning.kind !== 'metric');
    if (known.length > 0) phrases.set(word, [...others, { kind: 'metric', ids: known }]);
  }
  addSubjects(config, add);
  addWeakSubjects(config, phrases, add);
  addQualifiedValues(phrases);
  // A word that means something is no filler.
  for (const [phrase, meanings] of phrases) {
    const telling = meanings.filter((meaning) => meaning.kind !== 'filler');
    if (telling.length > 0) phrases.set(phrase, telling);
  }
  const longest = Math.max(...[...phrases.keys()].map((phrase) => phrase.split(' ').length));
  const words = new Set([...[...phrases.keys()].flatMap((phrase) => phrase.split(' ')), ...TIME_WORDS]);
  return { phrases, words, longest, expected: expectationsOf(config) };
}

type Add = (text: string, meaning: Meaning) => void;

function addCommon(add: Add): void {
  for (const word of FILLERS) add(word, { kind: 'filler' });
  for (const word of AGAINST_WORDS) add(word, { kind: 'against' });
  for (const [word, intent] of Object.entries(INTENT_WORDS)) add(word, { kind: 'intent', intent });
  for (const [word, baseline] of Object.entries(BASELINE_WORDS)) add(word, { kind: 'baseline', baseline });
  for (const [word, what] of Object.entries(BOT_WORDS)) add(word, { kind: 'bot', what });
}

function addDigests(config: Config, add: Add): void {
  const all = config.digests.map((digest) => digest.id);
  if (all.length > 0) for (const word of DIGEST_WORDS) add(word, { kind: 'digest', ids: all });
  for (const [word, period] of Object.entries(DIGEST_PERIOD_WORDS)) {
    addDigestName(
      word,
      config.digests.filter((digest) => digest.period === period).map((digest) => digest.id),
      add,
    );
  }
  for (const digest of config.digests)
    for (const name of [digest.id, digest.title.id, digest.title.en])
      if (!Object.hasOwn(DIGEST_PERIOD_WORDS, phraseOf(name))) addDigestName(name, [digest.id], add);
}

/** A digest's name, alone and beside a word for digests: "monthly", "monthly report", "laporan bulanan". */
function addDigestName(name: string, ids: readonly string[], add: Add): void {
  if (ids.length === 0) return;
  const beside = DIGEST_WORDS.flatMap((word) => [`${word} ${name}`, `${name} ${word}`]);
  for (const text of [name, ...beside]) add(text, { kind: 'digest', ids });
}

/** How a metric may be called in one language, the plainest first. */
const namesOf = (metric: Metric, language: Language): readonly string[] => [metric.label[language], ...(METRIC_WORDS[metric.id]?.[language] ?? [])];

function addMetric(metric: Metric, add: Add): void {
  const names = [metric.id.replaceAll('_', ' '), ...namesOf(metric, 'id'), ...namesOf(metric, 'en')];
  for (const name of names) add(name, { kind: 'metric', ids: [metric.id] });
  // "unggahan" is the count of all posts, never only those of the kind "post".
  const own = new Set(names.map(phraseOf));
  for (const [name, definition] of Object.entries(metric.dimensions)) {
    for (const [value, label] of Object.entries(definition.labels ?? {})) {
      const synonyms = Object.entries(VALUE_SYNONYMS).flatMap(([word, known]) => (known === value ? [word] : []));
      for (const text of [value.replaceAll('_', ' '), label.id, label.en, ...synonyms])
        if (!own.has(phraseOf(text))) add(text, { kind: 'value', metric: metric.id, name, value });
    }
  }
}

const handleOf = (account: Account): string => account.id.slice(account.id.indexOf(':') + 1);

function addSubjects(config: Config, add: Add): void {
  const idsWhere = (matches: (account: Account) => boolean): readonly string[] => config.accounts.filter(matches).map((account) => account.id);
  for (const account of config.accounts) {
    const ids = idsWhere((other) => other.platform === account.platform);
    for (const name of PLATFORM_FACTS[account.platform].names) add(name, { kind: 'subject', ids, weak: false });
    add(account.id, { kind: 'subject', ids: [account.id], weak: false });
    for (const name of new Set([handleOf(account), account.label].map(phraseOf))) {
      const sharing = idsWhere((other) => phraseOf(handleOf(other)) === name || phraseOf(other.label) === name);
      add(name, { kind: 'subject', ids: sharing, weak: false });
    }
  }
  for (const subject of config.subjects) {
    const meaning: Meaning = { kind: 'subject', ids: [subject.id], weak: false };
    for (const name of [subject.id.replaceAll('_', ' '), subject.label.id, subject.label.en]) add(name, meaning);
    for (const [word, id] of Object.entries(SUBJECT_SYNONYMS)) if (id === subject.id) add(word, meaning);
  }
}

/** A dimension value that begins a subject's name may mean that subject too. */
function addWeakSubjects(config: Config, phrases: ReadonlyMap<string, readonly Meaning[]>, add: Add): void {
  const values = [...phrases].filter(([, meanings]) => meanings.some((meaning) => meaning.kind === 'value')).map(([phrase]) => phrase);
  for (const subject of config.subjects)
    for (const value of values)
      if (subject.id.replaceAll('_', ' ').startsWith(`${value} `)) add(value, { kind: 'subject', ids: [subject.id], weak: true });
}

/** "via whatsapp" and "kanal whatsapp" are values and never "WhatsApp Blast"; the second one of that dimension only. */
function addQualifiedValues(phrases: Map<string, readonly Meaning[]>): void {
  for (const [phrase, meanings] of [...phrases]) {
    const values = meanings.filter((meaning) => meaning.kind === 'value');
    const strong = meanings.filter((meaning) => meaning.kind === 'subject' && !meaning.weak);
    if (values.length === 0) continue;
    for (const word of THROUGH_WORDS) phrases.set(`${word} ${phrase}`, [...strong, ...values]);
    for (const name of new Set(values.map((value) => value.name)))
      for (const word of DIMENSION_WORDS[name] ?? [])
        phrases.set(`${word} ${phrase}`, [...strong, ...values.filter((value) => (DIMENSION_WORDS[value.name] ?? []).includes(word))]);
  }
}

/** How one asks for a metric and for no other; undefined where every name of it is shared. */
export function askingFor(metric: Metric, language: Language, { phrases }: Vocabulary): string | undefined {
  const other = language === 'id' ? 'en' : 'id';
  return [...namesOf(metric, language), ...namesOf(metric, other), metric.id.replaceAll('_', ' ')].find((name) => {
    const meanings = phrases.get(phraseOf(name)) ?? [];
    const [only] = meanings;
    return meanings.length === 1 && only?.kind === 'metric' && only.ids.length === 1 && only.ids[0] === metric.id;
  });
}

/** How one asks for one account or subject and for no other. */
export function askingForSubject(subject: string, config: Config, language: Language, { phrases }: Vocabulary): string {
  const account = config.accounts.find((candidate) => candidate.id === subject);
  const named = config.subjects.find((candidate) => candidate.id === subject);
  const names = account ? [...PLATFORM_FACTS[account.platform].names.slice(0, 1), account.label] : named ? [named.label[language]] : [];
  const isOwn = (name: string): boolean => {
    const subjects = (phrases.get(phraseOf(name)) ?? []).filter((meaning) => meaning.kind === 'subject');
    return subjects.length === 1 && subjects[0]?.ids.length === 1;
  };
  return names.find(isOwn) ?? subject;
}
