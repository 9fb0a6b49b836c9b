import type { Against, Intent, UnknownWord, When } from './question.js';
import { matchTime, type TimeContext } from './time.js';
import type { Meaning, Vocabulary } from './vocabulary.js';

/** A phrase of a question with everything that it may mean. */
export interface Phrase {
  readonly text: string;
  readonly meanings: readonly Meaning[];
}

type Kind<K extends Meaning['kind']> = Extract<Meaning, { kind: K }>;

/** The meanings of one kind that a phrase may have. */
export const ofKind = <K extends Meaning['kind']>(phrase: Phrase, kind: K): readonly Kind<K>[] =>
  phrase.meanings.filter((meaning): meaning is Kind<K> => meaning.kind === kind);

/** A question's phrases and times, before they are brought together. */
export interface Reading {
  readonly phrases: readonly Phrase[];
  readonly times: readonly { readonly when: When; readonly against: boolean }[];
  readonly compare: readonly Against[];
  readonly intent: Intent;
}

/** What was read, and the words that were not. */
export interface Read {
  readonly reading: Reading;
  readonly unknown: readonly UnknownWord[];
}

/** Reads tokens as times and phrases, the longest first; tokens that are neither are unknown. */
export function readPhrases(tokens: readonly string[], vocabulary: Vocabulary, time: TimeContext): Read {
  const draft: Draft = { phrases: [], times: [], compare: [], unknown: [], intent: 'figure', against: false };
  let at = 0;
  while (at < tokens.length) {
    const phrase = longestPhrase(tokens, at, vocabulary);
    const when = matchTime(tokens, at, time);
    if (when && when.length >= (phrase?.length ?? 0)) {
      takeTime(draft, when.when, relativeBaseline(tokens, at));
      at += when.length;
    } else if (phrase) {
      takePhrase(draft, phrase);
      at += phrase.length;
    } else {
      const word = tokens[at] ?? '';
      if (word !== '-' && !LINKS.has(word)) draft.unknown.push({ word, nearest: phrasesWith(word, vocabulary) });
      at += 1;
    }
  }
  const { phrases, times, compare, intent, unknown } = draft;
  return { reading: { phrases, times, compare, intent }, unknown };
}

interface Draft {
  readonly phrases: Phrase[];
  readonly times: { readonly when: When; readonly against: boolean }[];
  readonly compare: Against[];
  readonly unknown: UnknownWord[];
  intent: Intent;
  against: boolean;
}

function takeTime(draft: Draft, when: When, baseline: Against | undefined): void {
  if (draft.against && baseline) draft.compare.push(baseline);
  else draft.times.push({ when, against: draft.against });
  draft.against = false;
}

const SAY_NO_SUBJECT = ['intent', 'baseline', 'against', 'filler'];

function takePhrase(draft: Draft, phrase: Phrase): void {
  for (const meaning of phrase.meanings) {
    if (meaning.kind === 'intent') draft.intent = meaning.intent;
    if (meaning.kind === 'baseline') draft.compare.push(meaning.baseline);
    if (meaning.kind === 'against') draft.against = true;
  }
  if (phrase.meanings.some((meaning) => !SAY_NO_SUBJECT.includes(meaning.kind))) draft.phrases.push(phrase);
}

const LINKS = new Set(['sampai', 'hingga', 'sd', 'until', 'to', 'till']);

/** "vs last year" is the same period a year ago, "vs last month" the period before the one that is asked for. */
function relativeBaseline(tokens: readonly string[], at: number): Against | undefined {
  const pair = [tokens[at] ?? '', tokens[at + 1] ?? ''];
  if (!pair.some((word) => PREVIOUS.has(word))) return undefined;
  if (pair.some((word) => word === 'tahun' || word === 'year')) return { kind: 'year-ago' };
  return pair.some((word) => PREVIOUS_GRAINS.has(word)) ? { kind: 'previous' } : undefined;
}

const PREVIOUS = new Set(['lalu', 'last', 'previous', 'sebelumnya']);
const PREVIOUS_GRAINS = new Set(['bulan', 'month', 'minggu', 'pekan', 'week', 'triwulan', 'kuartal', 'quarter']);

function longestPhrase(tokens: readonly string[], at: number, vocabulary: Vocabulary): (Phrase & { readonly length: number }) | undefined {
  const words: string[] = [];
  let found: (Phrase & { readonly length: number }) | undefined;
  for (let next = at; next < tokens.length && words.length < vocabulary.longest; next += 1) {
    const token = tokens[next] ?? '';
    if (token === '-' && next === at) return undefined;
    if (token !== '-') words.push(token);
    const text = words.join(' ');
    const meanings = vocabulary.phrases.get(text);
    if (meanings && meanings.length > 0 && token !== '-') found = { text, meanings, length: next - at + 1 };
  }
  return found;
}

const phrasesWith = (word: string, vocabulary: Vocabulary): readonly string[] =>
  [...vocabulary.phrases.keys()].filter((phrase) => phrase.split(' ').includes(word)).slice(0, 5);
