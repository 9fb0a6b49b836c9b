import type { Text } from '../../connectors/contract/metric.js';
import type { Quality } from '../../connectors/contract/observation.js';
import { type Calendar, type CivilDate, type Period, periodLabel } from '../../connectors/contract/period.js';
import type { Basis } from '../domain/basis.js';
import type { Badge, Line, LineRole } from '../domain/digest.js';
import { type Expression, leaves, literal, type Statement } from '../domain/formula.js';
import { writeBasis } from '../domain/formula-text.js';
import { printStatement } from './format.js';

/** The printed things of a sentence by the name of their place in it. */
export type Parts = Readonly<Record<string, Statement>>;

/** A piece of a sentence: words in both languages with `{places}`, and what is printed there. Both languages use the same places, each once. */
export interface Phrase {
  readonly words: Text;
  readonly parts: Parts;
}

export const integer = (expression: Expression): Statement => ({ expression, format: { kind: 'integer' } });
export const decimal = (expression: Expression, digits: number): Statement => ({ expression, format: { kind: 'decimal', digits } });
export const percent = (expression: Expression, digits: number): Statement => ({ expression, format: { kind: 'percent', digits } });
export const points = (expression: Expression, digits: number): Statement => ({ expression, format: { kind: 'points', digits } });
export const direction = (expression: Expression): Statement => ({ expression, format: { kind: 'direction' } });
export const text = (expression: Expression): Statement => ({ expression, format: { kind: 'text' } });
export const day = (date: CivilDate): Statement => ({ expression: literal(date), format: { kind: 'day' } });

/** A name from the configuration or the registry, printed in the language of the text. */
export const name = (label: Text): Statement => text(literal(`${label.id.replaceAll('|', '/')}|${label.en.replaceAll('|', '/')}`));

/** A moment in a zone. */
export const moment = (instant: string, zone: string): Statement => ({ expression: literal(`${instant}@${zone}`), format: { kind: 'moment' } });

/** A period by its name: Februari 2024, Triwulan I 2024, 19–25 Februari 2024. */
export function periodName(period: Period, calendar: Calendar): Statement {
  switch (period.grain) {
    case 'day':
      return day(period.start);
    case 'month':
      return { expression: literal(period.start), format: { kind: 'month' } };
    case 'quarter':
      return { expression: literal(periodLabel(period, calendar).slice(0, 7)), format: { kind: 'quarter' } };
    case 'year':
      return { expression: literal(period.start.slice(0, 4)), format: { kind: 'year' } };
    default:
      return { expression: literal(`${period.start}/${period.end}`), format: { kind: 'week' } };
  }
}

const PLACE = /\{(\w+)\}/g;
const placesOf = (words: string): readonly string[] => [...words.matchAll(PLACE)].map((match) => match[1] ?? '');

/** Sets a sentence in both languages and writes down what it rests on. Throws `RangeError` where the languages' places differ. */
export function writeSentence(phrase: Phrase): { readonly text: Text; readonly basis: Basis } {
  const places = placesOf(phrase.words.id);
  if ([...places].sort().join() !== [...placesOf(phrase.words.en)].sort().join() || new Set(places).size !== places.length) {
    throw new RangeError(`Both languages must use the same places, each once: "${phrase.words.id}" / "${phrase.words.en}".`);
  }
  const statementAt = (place: string): Statement => {
    const statement = phrase.parts[place];
    if (!statement) throw new RangeError(`Nothing is given for {${place}} in "${phrase.words.id}".`);
    return statement;
  };
  const inLanguage = (language: 'id' | 'en'): string =>
    phrase.words[language].replace(PLACE, (_, place: string) => printStatement(statementAt(place), language));
  return { text: { id: inLanguage('id'), en: inLanguage('en') }, basis: writeBasis(places.map(statementAt)) };
}

/** Puts a phrase into a place of another; its own places get a prefix, so that nothing collides. */
export function embed(outer: Phrase, place: string, inner: Phrase): Phrase {
  const prefixed = (words: string): string => words.replace(PLACE, (_, own: string) => `{${place}_${own}}`);
  return {
    words: {
      id: outer.words.id.replace(`{${place}}`, () => prefixed(inner.words.id)),
      en: outer.words.en.replace(`{${place}}`, () => prefixed(inner.words.en)),
    },
    parts: { ...outer.parts, ...Object.fromEntries(Object.entries(inner.parts).map(([own, statement]) => [`${place}_${own}`, statement])) },
  };
}

const BADGES: Readonly<Record<Quality, Badge | undefined>> = {
  complete: undefined,
  provisional: 'provisional',
  partial: 'partial',
  delayed: 'delayed',
  estimated: 'estimated',
  typed: 'typed',
  'to-be-confirmed': 'to-be-confirmed',
  'platform-rounded': 'platform-rounded',
  synthetic: 'synthetic',
};

/** The badges of everything that a phrase rests on, each once. */
function badgesOf(phrase: Phrase): readonly Badge[] {
  const qualities = Object.values(phrase.parts).flatMap((statement) => leaves(statement.expression).map((leaf) => BADGES[leaf.quality]));
  return [...new Set(qualities.filter((badge): badge is Badge => badge !== undefined))].sort();
}

/** A line from a sentence that is written already, with the badges of what it rests on. */
export function tracedLine(id: string, role: LineRole, { text: words, basis }: { readonly text: Text; readonly basis: Basis }): Line {
  const badges = basis.values.flatMap(({ quality }) => BADGES[quality] ?? []);
  return { id, role, text: words, basis, badges: [...new Set(badges)].sort() };
}

/** A line of a digest from a phrase. */
export function line(id: string, role: LineRole, phrase: Phrase, extraBadges: readonly Badge[] = []): Line {
  return { id, role, ...writeSentence(phrase), badges: [...new Set([...badgesOf(phrase), ...extraBadges])].sort() };
}
