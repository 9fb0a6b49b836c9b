import type { Metric } from '../../../connectors/contract/metric.js';
import { editDistance } from '../../../connectors/contract/nearest.js';
import { periodOf } from '../../../connectors/contract/period.js';
import { PLATFORM_FACTS } from '../../../connectors/index.js';
import { METRIC_WORDS, SHARED_METRIC_WORDS, SUBJECT_SYNONYMS, VALUE_SYNONYMS } from '../../text/names.js';
import { type HandedConfig, type HandedItem, handedItems } from './items.js';
import { type Token, tokensOf } from './tokens.js';
import { EMPTY_WORDS, MERGED, SHORT_FORMS } from './words.js';

/** What a phrase of a message may mean. A weak subject is only the beginning of its name. */
export type Meaning =
  /** the whole name of one item, as the configuration gives it */
  | { readonly kind: 'name'; readonly key: string }
  | { readonly kind: 'subject'; readonly ids: readonly string[]; readonly weak: boolean }
  | { readonly kind: 'metric'; readonly ids: readonly string[] }
  | { readonly kind: 'value'; readonly metric: string; readonly name: string; readonly value: string };

/** Everything that messages may speak of under one configuration. */
export interface HandedNames {
  readonly items: readonly HandedItem[];
  readonly phrases: ReadonlyMap<string, readonly Meaning[]>;
  readonly words: ReadonlySet<string>;
  readonly longest: number;
}

/** A word of a line, in its plain form, and where it stood. */
export interface PlainWord {
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

const ANY_DAY = periodOf('month', '2024-02-01' as Parameters<typeof periodOf>[1]);
const NO_DATING = { period: ANY_DAY, today: ANY_DAY.start };

const known = new WeakMap<HandedConfig, HandedNames>();

/** The names of a configuration, gathered once for each. */
export function handedNames(config: HandedConfig): HandedNames {
  const names = known.get(config) ?? gather(config);
  known.set(config, names);
  return names;
}

/** Words in a row that are one, and short forms as what they stand for. */
export function plainWords(tokens: readonly Token[]): readonly PlainWord[] {
  const raw = tokens.flatMap((token) =>
    token.kind === 'word' || (token.kind === 'mark' && token.text === '-') ? [{ text: token.text, at: token.at, end: token.end }] : [],
  );
  const found: PlainWord[] = [];
  for (let index = 0; index < raw.length; index += 1) {
    const word = raw[index];
    if (!word) break;
    const merged = MERGED.find(([words]) => words.every((part, offset) => raw[index + offset]?.text === part));
    if (merged) {
      found.push({ text: merged[1], at: word.at, end: raw[index + merged[0].length - 1]?.end ?? word.end });
      index += merged[0].length - 1;
    } else if (word.text !== '-') found.push(...(SHORT_FORMS[word.text] ?? word.text).split(' ').map((text) => ({ ...word, text })));
  }
  return found;
}

/** A name in the form in which phrases are looked up. */
const plainPhrase = (text: string): string =>
  plainWords(
    tokensOf(text, NO_DATING).map(
      (token): Token =>
        token.kind === 'word' ? token : { kind: 'word', text: text.slice(token.at, token.end).toLowerCase(), at: token.at, end: token.end },
    ),
  )
    .map((word) => word.text)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .join(' ');

function gather(config: HandedConfig): HandedNames {
  const items = handedItems(config);
  const phrases = new Map<string, Meaning[]>();
  const add = (text: string, meaning: Meaning): void => {
    const phrase = plainPhrase(text);
    if (phrase === '') return;
    const meanings = phrases.get(phrase) ?? [];
    if (!meanings.some((other) => JSON.stringify(other) === JSON.stringify(meaning))) meanings.push(meaning);
    phrases.set(phrase, meanings);
  };
  for (const item of items) for (const name of [...item.names, item.label.id, item.label.en]) add(name, { kind: 'name', key: item.key });
  for (const metric of config.metrics.values()) if (!metric.internal) addMetric(metric, items, add);
  for (const [word, ids] of Object.entries(SHARED_METRIC_WORDS)) add(word, { kind: 'metric', ids });
  addSubjects(config, add);
  addWeakSubjects(config, phrases, add);
  const words = new Set([...phrases.keys()].flatMap((phrase) => phrase.split(' ')));
  return { items, phrases, words, longest: Math.max(1, ...[...phrases.keys()].map((phrase) => phrase.split(' ').length)) };
}

type Add = (text: string, meaning: Meaning) => void;

function addMetric(metric: Metric, items: readonly HandedItem[], add: Add): void {
  const others = METRIC_WORDS[metric.id];
  const shared = Object.keys(SHARED_METRIC_WORDS);
  for (const name of [metric.id.replaceAll('_', ' '), metric.label.id, metric.label.en, ...(others?.id ?? []), ...(others?.en ?? [])])
    if (!shared.includes(name.toLowerCase())) add(name, { kind: 'metric', ids: [metric.id] });
  for (const [name, definition] of Object.entries(metric.dimensions)) {
    const labels = definition.labels ?? {};
    const owed = items.flatMap((item) => (item.kind === 'figure' && item.metric.id === metric.id ? (item.dimensions[name] ?? []) : []));
    for (const value of new Set([...Object.keys(labels), ...owed])) {
      const synonyms = Object.entries(VALUE_SYNONYMS).flatMap(([word, of]) => (of === value ? [word] : []));
      const label = labels[value];
      for (const text of [value.replaceAll('_', ' '), ...(label ? [label.id, label.en] : []), ...synonyms])
        add(text, { kind: 'value', metric: metric.id, name, value });
    }
  }
}

function addSubjects(config: HandedConfig, add: Add): void {
  for (const account of config.accounts) {
    const ids = config.accounts.filter((other) => other.platform === account.platform).map((other) => other.id);
    for (const name of PLATFORM_FACTS[account.platform].names) add(name, { kind: 'subject', ids, weak: false });
    add(account.id.slice(account.id.indexOf(':') + 1), { kind: 'subject', ids: [account.id], weak: false });
    add(account.label, { kind: 'subject', ids: [account.id], weak: false });
  }
  const ofAccounts = subjectsOfAccounts(config);
  for (const subject of config.subjects) {
    const ids = ofAccounts.has(subject.id) ? [subject.id, ...config.accounts.map((account) => account.id)] : [subject.id];
    const meaning: Meaning = { kind: 'subject', ids, weak: false };
    for (const name of [subject.id.replaceAll('_', ' '), subject.label.id, subject.label.en]) add(name, meaning);
    for (const [word, id] of Object.entries(SUBJECT_SYNONYMS)) if (id === subject.id) add(word, meaning);
  }
}

/** The subjects whose figures are means over all accounts: their names stand for the accounts too. */
const subjectsOfAccounts = (config: HandedConfig): ReadonlySet<string> =>
  new Set(
    config.digests
      .flatMap((digest) => digest.sections)
      .flatMap((section) => ('figures' in section ? section.figures : []))
      .filter((figure) => config.metrics.get(figure.metric)?.derivation?.kind === 'platform-mean')
      .map((figure) => figure.subject),
  );

/** "email" may be the beginning of "Email Lapor". */
function addWeakSubjects(config: HandedConfig, phrases: ReadonlyMap<string, readonly Meaning[]>, add: Add): void {
  const values = [...phrases].filter(([, meanings]) => meanings.some((meaning) => meaning.kind === 'value')).map(([phrase]) => phrase);
  for (const subject of config.subjects)
    for (const value of values)
      if ([subject.id.replaceAll('_', ' '), subject.label.id, subject.label.en].some((name) => plainPhrase(name).startsWith(`${value} `)))
        add(value, { kind: 'subject', ids: [subject.id], weak: true });
}

const SPELLED_FROM = 6;

/** The one known word that is a mistake away from an unknown one; undefined where none or several are. */
export function spelledWord(word: string, names: HandedNames): string | undefined {
  if (word.length < SPELLED_FROM || EMPTY_WORDS.has(word)) return undefined;
  const near = [...names.words].filter((candidate) => Math.abs(candidate.length - word.length) <= 1 && editDistance(word, candidate) === 1);
  const [only, second] = near;
  if (only === undefined) return undefined;
  return second === undefined || near.every((one) => `${one}s` === only || `${only}s` === one || one === only) ? only : undefined;
}
