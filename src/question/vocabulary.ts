import type { Metric } from '../../connectors/contract/metric.js';
import type { Account, Baseline, Config } from '../config/config.js';
import type { Intent } from './question.js';
import { tokenise } from './tokens.js';
import {
  AGAINST_WORDS,
  BASELINE_WORDS,
  BOT_WORDS,
  DIGEST_PERIOD_WORDS,
  DIGEST_WORDS,
  FILLERS,
  INTENT_WORDS,
  METRIC_SYNONYMS,
  SUBJECT_SYNONYMS,
  VALUE_SYNONYMS,
} from './words.js';

/** What a phrase may mean. A weak subject is only one part of its name, such as "whatsapp" of "whatsapp blast". */
export type Meaning =
  | { readonly kind: 'subject'; readonly ids: readonly string[]; readonly weak: boolean }
  | { readonly kind: 'metric'; readonly ids: readonly string[] }
  | { readonly kind: 'value'; readonly metric: string; readonly name: string; readonly value: string }
  | { readonly kind: 'intent'; readonly intent: Intent }
  | { readonly kind: 'baseline'; readonly baseline: Baseline }
  | { readonly kind: 'bot'; readonly what: 'help' | 'status' }
  | { readonly kind: 'digest'; readonly ids: readonly string[] }
  | { readonly kind: 'against' }
  | { readonly kind: 'filler' };

/** All words that questions may hold under one configuration. */
export interface Vocabulary {
  /** by the phrase's words, one space between them */
  readonly phrases: ReadonlyMap<string, readonly Meaning[]>;
  /** how many words the longest phrase has */
  readonly longest: number;
  /** the metrics that each subject is known to have */
  readonly uses: ReadonlyMap<string, ReadonlySet<string>>;
}

const ACCOUNT_METRICS: readonly string[] =
  'followers followers_gained posts reach content_reach_sum reach_mean impressions views likes comments shares saves'.split(' ');
const ADVOCACY_METRICS: readonly string[] = ['active_employees', 'target_active_employees', 'headcount', 'activations', 'touches'];
const PLATFORM_NAMES: Readonly<Record<Account['platform'], readonly string[]>> = {
  instagram: ['instagram', 'ig', 'insta'],
  x: ['x', 'twitter'],
  facebook: ['facebook', 'fb'],
  youtube: ['youtube', 'yt'],
  threads: ['threads'],
  tiktok: ['tiktok'],
  linkedin: ['linkedin'],
};

/** A phrase as the vocabulary spells it: its words without hyphens, one space between them. */
export const phraseOf = (text: string): string =>
  tokenise(text)
    .filter((token) => token !== '-')
    .join(' ');

/** The vocabulary of a configuration. */
export function buildVocabulary(config: Config): Vocabulary {
  const phrases = new Map<string, Meaning[]>();
  const add = (text: string, meaning: Meaning): void => {
    const phrase = phraseOf(text);
    if (phrase === '') return;
    const meanings = phrases.get(phrase) ?? [];
    if (!meanings.some((known) => JSON.stringify(known) === JSON.stringify(meaning))) meanings.push(meaning);
    phrases.set(phrase, meanings);
  };
  addCommon(add);
  addDigests(config, add);
  for (const metric of config.metrics.values()) addMetric(metric, add);
  for (const [word, ids] of Object.entries(METRIC_SYNONYMS)) {
    const known = ids.filter((id) => config.metrics.has(id));
    if (known.length > 0) {
      phrases.set(
        word,
        (phrases.get(word) ?? []).filter((meaning) => meaning.kind !== 'metric'),
      );
      add(word, { kind: 'metric', ids: known });
    }
  }
  addSubjects(config, add);
  addWeakSubjects(config, phrases, add);
  // A word that means something is no filler.
  for (const [phrase, meanings] of phrases)
    if (meanings.length > 1)
      phrases.set(
        phrase,
        meanings.filter((meaning) => meaning.kind !== 'filler'),
      );
  const longest = Math.max(...[...phrases.keys()].map((phrase) => phrase.split(' ').length));
  return { phrases, longest, uses: usesOf(config) };
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

function addMetric(metric: Metric, add: Add): void {
  for (const name of [metric.id.replaceAll('_', ' '), metric.label.id, metric.label.en]) add(name, { kind: 'metric', ids: [metric.id] });
  for (const [name, definition] of Object.entries(metric.dimensions)) {
    for (const [value, label] of Object.entries(definition.labels ?? {})) {
      const meaning: Meaning = { kind: 'value', metric: metric.id, name, value };
      const synonyms = Object.entries(VALUE_SYNONYMS).flatMap(([word, known]) => (known === value ? [word] : []));
      for (const text of [value.replaceAll('_', ' '), label.id, label.en, ...synonyms]) if (!isMetricWord(metric, text)) add(text, meaning);
    }
  }
}

// "unggahan" is the count of all posts, never only those of the kind "post".
const isMetricWord = (metric: Metric, text: string): boolean =>
  [...Object.keys(METRIC_SYNONYMS), metric.id, metric.label.id, metric.label.en].map(phraseOf).includes(phraseOf(text));

function addSubjects(config: Config, add: Add): void {
  for (const account of config.accounts) {
    const ids = config.accounts.filter((other) => other.platform === account.platform).map((other) => other.id);
    for (const name of PLATFORM_NAMES[account.platform]) add(name, { kind: 'subject', ids, weak: false });
    const handle = account.id.slice(account.id.indexOf(':') + 1);
    const sharing = config.accounts
      .filter((other) => phraseOf(other.id.slice(other.id.indexOf(':') + 1)) === phraseOf(handle))
      .map((other) => other.id);
    add(account.id, { kind: 'subject', ids: [account.id], weak: false });
    for (const name of [handle, account.label]) add(name, { kind: 'subject', ids: sharing, weak: false });
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

function usesOf(config: Config): ReadonlyMap<string, ReadonlySet<string>> {
  const uses = new Map<string, Set<string>>();
  const use = (subject: string, metric: string): void => {
    const known = uses.get(subject) ?? new Set<string>();
    known.add(metric);
    uses.set(subject, known);
  };
  for (const account of config.accounts) for (const metric of ACCOUNT_METRICS) use(account.id, metric);
  for (const target of config.targets) use(target.subject, target.metric);
  for (const section of config.digests.flatMap((digest) => digest.sections)) {
    if (section.kind === 'advocacy') for (const metric of ADVOCACY_METRICS) use(section.subject, metric);
    if (section.kind === 'summary' || section.kind === 'counted') for (const figure of section.figures) use(figure.subject, figure.metric);
  }
  return uses;
}
