import type { CivilDate } from '../../connectors/contract/period.js';
import type { Config } from '../config/config.js';
import type { Language } from '../domain/digest.js';
import type { Against, Intent, Question, UnknownWord, When } from './question.js';
import { resolve } from './resolve.js';
import { spell } from './spelling.js';
import { matchTime, type TimeContext } from './time.js';
import { QUESTION_LIMIT, tokenise } from './tokens.js';
import { buildVocabulary, type Meaning, type Vocabulary } from './vocabulary.js';

/** What a question is read by. */
export interface QuestionContext {
  readonly config: Config;
  /** the language in which suggestions are worded; both languages are always read */
  readonly language: Language;
  /** the business day in the organisation's zone */
  readonly today: CivilDate;
}

/** A phrase of a question with everything that it may mean. */
export interface Phrase {
  readonly text: string;
  readonly meanings: readonly Meaning[];
}

/** A question's phrases and times, before they are brought together. */
export interface Reading {
  readonly phrases: readonly Phrase[];
  readonly times: readonly { readonly when: When; readonly against: boolean }[];
  readonly compare: readonly Against[];
  readonly intent: Intent;
}

const vocabularies = new WeakMap<Config, Vocabulary>();

function vocabularyOf(config: Config): Vocabulary {
  const known = vocabularies.get(config) ?? buildVocabulary(config);
  vocabularies.set(config, known);
  return known;
}

/** What a text asks. Never throws; every word that is not understood is named. */
export function parseQuestion(text: string, { config, language, today }: QuestionContext): Question {
  if (text.length > QUESTION_LIMIT) return { kind: 'too-long', limit: QUESTION_LIMIT };
  const vocabulary = vocabularyOf(config);
  const tokens = tokenise(text);
  if (tokens.length === 0) return { kind: 'help', corrections: [] };
  const { tokens: spelled, corrections, unknown } = spell(tokens, vocabulary);
  if (unknown.length > 0) return { kind: 'unknown', words: unknown };
  const read = readPhrases(spelled, vocabulary, { today, calendar: config.organisation.calendar });
  if (read.unknown.length > 0) return { kind: 'unknown', words: read.unknown };
  return resolve(read.reading, { config, language, vocabulary, corrections });
}

interface Read {
  readonly reading: Reading;
  readonly unknown: readonly UnknownWord[];
}

function readPhrases(tokens: readonly string[], vocabulary: Vocabulary, time: TimeContext): Read {
  const phrases: Phrase[] = [];
  const times: { when: When; against: boolean }[] = [];
  const compare: Against[] = [];
  const unknown: UnknownWord[] = [];
  let intent: Intent = 'figure';
  let against = false;
  let at = 0;
  while (at < tokens.length) {
    const phrase = longestPhrase(tokens, at, vocabulary);
    const when = matchTime(tokens, at, time);
    if (when && when.length >= (phrase?.length ?? 0)) {
      if (against && relativeBaseline(tokens, at)) compare.push(relativeBaseline(tokens, at) ?? { kind: 'previous' });
      else times.push({ when: when.when, against });
      against = false;
      at += when.length;
    } else if (phrase) {
      for (const meaning of phrase.meanings) {
        if (meaning.kind === 'intent') intent = meaning.intent;
        if (meaning.kind === 'baseline') compare.push(meaning.baseline);
        if (meaning.kind === 'against') against = true;
      }
      if (phrase.meanings.some((meaning) => !['intent', 'baseline', 'against', 'filler'].includes(meaning.kind))) phrases.push(phrase);
      at += phrase.length;
    } else {
      const word = tokens[at] ?? '';
      if (word !== '-' && !LINKS.has(word)) unknown.push({ word, nearest: phrasesWith(word, vocabulary) });
      at += 1;
    }
  }
  return { reading: { phrases, times, compare, intent }, unknown };
}

const LINKS = new Set(['sampai', 'hingga', 'sd', 'until', 'to', 'till']);

/** "vs last year" is a year ago, "vs last month" the period before: baselines that fit any period. */
function relativeBaseline(tokens: readonly string[], at: number): Against | undefined {
  const pair = `${tokens[at] ?? ''} ${tokens[at + 1] ?? ''}`;
  if (pair === 'tahun lalu' || pair === 'last year' || pair === 'tahun sebelumnya' || pair === 'previous year') return { kind: 'year-ago' };
  return undefined;
}

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
