import { allowedMistakes, nearestWords } from './nearest.js';
import type { Correction, UnknownWord } from './question.js';
import { isTimeToken, TIME_WORDS } from './time.js';
import type { Vocabulary } from './vocabulary.js';

/** A question's words after the spelling was looked at. */
export interface Spelled {
  readonly tokens: readonly string[];
  readonly corrections: readonly Correction[];
  readonly unknown: readonly UnknownWord[];
}

/** Reads each unknown word as the one known word that is near it; where none or several are, the word is unknown. */
export function spell(tokens: readonly string[], vocabulary: Vocabulary): Spelled {
  const known = [...new Set([...[...vocabulary.phrases.keys()].flatMap((phrase) => phrase.split(' ')), ...TIME_WORDS])];
  const isKnown = new Set(known);
  const corrections: Correction[] = [];
  const unknown: UnknownWord[] = [];
  const spelled = tokens.map((token) => {
    if (token === '-' || isKnown.has(token) || isTimeToken(token)) return token;
    const stem = /^(.{3,})nya$/.exec(token)?.[1];
    if (stem !== undefined && isKnown.has(stem)) return stem;
    const allowed = allowedMistakes(token);
    const near = nearestWords(token, known, Math.max(allowed, 2));
    const [best, second] = near;
    if (
      best &&
      best.distance <= allowed &&
      (second === undefined || second.distance > best.distance || sameMeaning(best.word, second.word, vocabulary))
    ) {
      corrections.push({ word: token, readAs: best.word });
      return best.word;
    }
    unknown.push({ word: token, nearest: token.length > 2 ? near.filter(({ word }) => isTelling(word, vocabulary)).map(({ word }) => word) : [] });
    return token;
  });
  return { tokens: spelled, corrections, unknown };
}

// "followr" is as near to "follower" as to nothing else; singular and plural of one metric are no ambiguity.
const sameMeaning = (a: string, b: string, vocabulary: Vocabulary): boolean => {
  const [first, second] = [vocabulary.phrases.get(a), vocabulary.phrases.get(b)];
  return first !== undefined && JSON.stringify(first) === JSON.stringify(second);
};

// "for" is no help to somebody who wrote "foo".
const isTelling = (word: string, vocabulary: Vocabulary): boolean =>
  word.length > 2 && !(vocabulary.phrases.get(word) ?? []).some((meaning) => meaning.kind === 'filler' || meaning.kind === 'against');
