import type { FigureItem } from './items.js';
import { type HandedNames, type Meaning, type PlainWord, spelledWord } from './names.js';
import { EMPTY_WORDS, MEAN_WORDS, TOTAL_WORDS, UNIT_WORDS } from './words.js';

/** A phrase of a label with all that it may mean. */
export interface NamedPhrase {
  readonly text: string;
  readonly meanings: readonly Meaning[];
  /** it stands behind a number and may be no more than what is counted: "38 pengguna" */
  readonly unit: boolean;
}

/** The words around a number, read. */
export interface Label {
  readonly phrases: readonly NamedPhrase[];
  readonly unknown: readonly string[];
  /** a mean is asked for, or the whole of parts */
  readonly mean: boolean;
  readonly total: boolean;
}

/** A label without words. */
export const NO_LABEL: Label = { phrases: [], unknown: [], mean: false, total: false };

/** Reads words as phrases, the longest first; `numbersEnd` are the places where numbers end, behind which units stand. */
export function readLabel(words: readonly PlainWord[], numbersEnd: readonly number[], names: HandedNames): Label {
  const label = { phrases: [] as NamedPhrase[], unknown: [] as string[], mean: false, total: false };
  for (let at = 0; at < words.length; ) {
    const word = words[at];
    if (!word) break;
    const unit = isUnit(word, numbersEnd);
    const found = unit && word.text === 'x' ? undefined : longest(words, at, names);
    if (found) {
      label.phrases.push({ text: found.text, meanings: found.meanings, unit: unit && found.length === 1 });
      label.mean ||= found.text.split(' ').some((part) => MEAN_WORDS.has(part));
    } else if (!unit) takeWord(word.text, label, names);
    at += found?.length ?? 1;
  }
  return label;
}

function takeWord(word: string, label: { phrases: NamedPhrase[]; unknown: string[]; mean: boolean; total: boolean }, names: HandedNames): void {
  if (MEAN_WORDS.has(word)) label.mean = true;
  else if (TOTAL_WORDS.has(word)) label.total = true;
  else if (!EMPTY_WORDS.has(word)) {
    const spelled = spelledWord(word, names);
    const meanings = spelled === undefined ? undefined : names.phrases.get(spelled);
    if (spelled !== undefined && meanings) label.phrases.push({ text: spelled, meanings, unit: false });
    else label.unknown.push(word);
  }
}

const isUnit = (word: PlainWord, numbersEnd: readonly number[]): boolean => {
  if (!UNIT_WORDS.has(word.text) && word.text !== 'posts') return false;
  // "6x" is six times; in "33 x" the letter is the platform.
  return numbersEnd.some((end) => (word.text === 'x' ? word.at === end : word.at >= end && word.at <= end + 1));
};

function longest(
  words: readonly PlainWord[],
  at: number,
  names: HandedNames,
): { readonly text: string; readonly meanings: readonly Meaning[]; readonly length: number } | undefined {
  for (let length = Math.min(names.longest, words.length - at); length >= 1; length -= 1) {
    const text = words
      .slice(at, at + length)
      .map((word) => word.text)
      .join(' ');
    const meanings = names.phrases.get(text);
    if (meanings) return { text, meanings, length };
  }
  return undefined;
}

/** Two labels as one: a heading with the words of a line below it. */
export const withHeading = (heading: Label, label: Label): Label => ({
  phrases: [...heading.phrases, ...label.phrases],
  unknown: label.unknown,
  mean: heading.mean || label.mean,
  total: label.total,
});

const isMean = ({ metric }: FigureItem): boolean => metric.additivity === 'rate';

function agrees(meaning: Meaning, item: FigureItem, mean: boolean): boolean {
  switch (meaning.kind) {
    case 'name':
      return meaning.key === item.key;
    case 'subject':
      return meaning.ids.includes(item.subject);
    case 'value':
      return meaning.metric === item.metric.id && item.dimensions[meaning.name] === meaning.value;
    case 'metric': {
      const { id, derivation } = item.metric;
      return meaning.ids.includes(id) || (mean && derivation?.kind === 'ratio' && meaning.ids.includes(derivation.numerator.metric));
    }
  }
}

/** The figures of which a label may speak: all of its phrases agree with each, and each dimension of theirs is named. */
export function candidates(label: Label, names: HandedNames): readonly FigureItem[] {
  if (label.phrases.length === 0) return [];
  return names.items.filter((item): item is FigureItem => {
    if (item.kind !== 'figure' || (label.mean && !isMean(item))) return false;
    const agreeing = label.phrases.map(({ meanings }) => meanings.filter((meaning) => agrees(meaning, item, label.mean)));
    if (agreeing.some((meanings) => meanings.length === 0)) return false;
    const said = agreeing.flat();
    if (said.some((meaning) => meaning.kind === 'name')) return true;
    return Object.keys(item.dimensions).every((name) => said.some((meaning) => meaning.kind === 'value' && meaning.name === name));
  });
}

/** Whether a figure answers to a label only by the beginning of its subject's name. */
export const isWeak = (label: Label, item: FigureItem): boolean =>
  label.phrases.length > 0 &&
  label.phrases.every(({ meanings }) =>
    meanings.filter((meaning) => agrees(meaning, item, label.mean)).every((meaning) => meaning.kind === 'subject' && meaning.weak),
  );

/** The figures that agree with most of a label's phrases, best first: what the writer may have meant. */
export function nearestItems(label: Label, names: HandedNames): readonly FigureItem[] {
  const scored = names.items
    .filter((item): item is FigureItem => item.kind === 'figure')
    .map((item) => ({
      item,
      score: label.phrases.filter(({ meanings }) => meanings.some((meaning) => agrees(meaning, item, true))).length,
    }))
    .filter(({ score }) => score > 0);
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return scored.filter(({ score }) => score === best).map(({ item }) => item);
}
