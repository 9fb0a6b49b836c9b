import { editDistance } from '../../connectors/contract/nearest.js';
import type { Correction, UnknownWord } from './question.js';
import { isTimeToken } from './time.js';
import type { Vocabulary } from './vocabulary.js';

/** A question's words after the spelling was looked at. */
export interface Spelled {
  readonly tokens: readonly string[];
  readonly corrections: readonly Correction[];
  readonly unknown: readonly UnknownWord[];
}

/** Reads each unknown word as the one known word that is near it; where none or several are, the word is unknown. */
export function spell(tokens: readonly string[], vocabulary: Vocabulary): Spelled {
  const corrections = new Map<string, Correction>();
  const unknown = new Map<string, UnknownWord>();
  const spelled = tokens.map((token) => {
    if (token === '-' || vocabulary.words.has(token) || isTimeToken(token)) return token;
    const stem = /^(.{3,})nya$/.exec(token)?.[1];
    if (stem !== undefined && vocabulary.words.has(stem)) return stem;
    const near = nearestWords(token, vocabulary);
    const readAs = correctionOf(token, near, vocabulary);
    if (readAs !== undefined) corrections.set(token, { word: token, readAs });
    else
      unknown.set(token, {
        word: token,
        nearest: token.length > 2 ? near.map(({ word }) => word).filter((word) => isTelling(word, vocabulary)) : [],
      });
    return readAs ?? token;
  });
  return { tokens: spelled, corrections: [...corrections.values()], unknown: [...unknown.values()] };
}

/** How many mistakes a word of a length may hold and still be read as another: none up to 3 letters, 1 up to 6, then 2. */
const allowedMistakes = (word: string): number => (word.length <= 3 ? 0 : word.length <= 6 ? 1 : 2);

interface NearWord {
  readonly word: string;
  readonly distance: number;
}

const SUGGESTED = 5;
const MOST_MISTAKES = 2;

/** The known words that are at most two mistakes away, nearest first. */
const nearestWords = (word: string, { words }: Vocabulary): readonly NearWord[] =>
  [...words]
    .filter((candidate) => Math.abs(candidate.length - word.length) <= MOST_MISTAKES)
    .map((candidate) => ({ word: candidate, distance: editDistance(word, candidate) }))
    .filter((candidate) => candidate.distance <= MOST_MISTAKES)
    .sort((a, b) => a.distance - b.distance || (a.word < b.word ? -1 : 1))
    .slice(0, SUGGESTED);

function correctionOf(token: string, [best, second]: readonly NearWord[], vocabulary: Vocabulary): string | undefined {
  if (!best || best.distance > allowedMistakes(token)) return undefined;
  const alone = second === undefined || second.distance > best.distance || sameMeaning(best.word, second.word, vocabulary);
  return alone ? best.word : undefined;
}

// "followr" is as near to "follower" as to nothing else; singular and plural of one metric are no ambiguity.
const sameMeaning = (a: string, b: string, vocabulary: Vocabulary): boolean => {
  if (`${a}s` === b || a === `${b}s`) return true;
  const [first, second] = [vocabulary.phrases.get(a), vocabulary.phrases.get(b)];
  return first !== undefined && JSON.stringify(first) === JSON.stringify(second);
};

// "for" is no help to somebody who wrote "foo".
const isTelling = (word: string, vocabulary: Vocabulary): boolean =>
  word.length > 2 && !(vocabulary.phrases.get(word) ?? []).some((meaning) => meaning.kind === 'filler' || meaning.kind === 'against');
