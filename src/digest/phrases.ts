import type { Text } from '../../connectors/contract/metric.js';
import type { Absence } from '../../connectors/contract/observation.js';
import { type Calendar, lastDay, type Period } from '../../connectors/contract/period.js';
import type { Comparison } from '../domain/comparison.js';
import type { KnownFigure, MissingFigure, Voiding } from '../domain/figure.js';
import { absolute, type Expression, type Statement } from '../domain/formula.js';
import { printStatement } from '../text/format.js';
import { day, decimal, direction, integer, name, type Phrase, percent, periodName, points, text } from '../text/sentence.js';

/** How many decimals are printed, and what a quarter is. */
export interface PhraseRules {
  readonly calendar: Calendar;
  readonly changeDigits: number;
}

const ABSENCES: Readonly<Record<Absence, Text>> = {
  'not-available': { id: 'tidak ada data', en: 'no data' },
  'not-yet': { id: 'data belum tersedia', en: 'not available yet' },
  withheld: { id: 'data ditahan platform', en: 'withheld by the platform' },
  retired: { id: 'metrik sudah dihentikan platform', en: 'metric retired by the platform' },
  'no-permission': { id: 'izin belum diberikan', en: 'permission not granted' },
  voided: { id: 'angkanya ditarik', en: 'the figure was voided' },
  undone: { id: 'impor dibatalkan', en: 'the import was undone' },
  gone: { id: 'data sudah hilang di platform', en: 'gone from the platform' },
  'out-of-window': { id: 'di luar jangkauan waktu platform', en: "outside the platform's time window" },
};

/** The number of a figure as it is printed: a mean of a score keeps a decimal, everything else is whole. */
export function figureNumber(figure: KnownFigure): Statement {
  return figure.question.metric.unit === 'score' ? decimal(figure.expression, 1) : integerOrMean(figure);
}

/** Means of counts are printed whole, rounded half away from zero. */
const integerOrMean = (figure: KnownFigure): Statement =>
  figure.question.metric.additivity === 'rate' ? decimal(figure.expression, 0) : integer(figure.expression);

const about = (figure: KnownFigure, place: string): Text =>
  figure.precision === 'about' ? { id: `sekitar {${place}}`, en: `about {${place}}` } : { id: `{${place}}`, en: `{${place}}` };

/** When a figure holds: on the day that a stock was read, else in its period. */
function when(figure: KnownFigure, period: Period, calendar: Calendar): { readonly words: Text; readonly statement: Statement } {
  if (figure.question.metric.additivity === 'stock') {
    return { words: { id: 'per {when}', en: 'on {when}' }, statement: day(figure.day ?? lastDay(period)) };
  }
  const words = period.grain === 'total' ? { id: 'pada {when}', en: 'over {when}' } : { id: 'pada {when}', en: 'in {when}' };
  return { words, statement: periodName(period, calendar) };
}

/** A figure with its name: "Tiket konsultasi: 967", "Pengikut @ditjenpk per 29 Februari 2024: 118.069". */
export function figurePhrase(label: Text, figure: KnownFigure): Phrase {
  const number = about(figure, 'current');
  const parts = { label: name(label), current: figureNumber(figure) };
  if (figure.question.metric.additivity !== 'stock' || figure.day === undefined) {
    return { words: { id: `{label}: ${number.id}`, en: `{label}: ${number.en}` }, parts };
  }
  return { words: { id: `{label} per {day}: ${number.id}`, en: `{label} on {day}: ${number.en}` }, parts: { ...parts, day: day(figure.day) } };
}

/** A figure that is not there, with the reason, and the first missing day where there is a gap. */
export function missingPhrase(label: Text, figure: MissingFigure, calendar: Calendar): Phrase {
  const reason = ABSENCES[figure.absence];
  const parts = { label: name(label), period: periodName(figure.question.period, calendar) };
  if (figure.voided !== undefined) return voidedPhrase(parts, figure.voided);
  if (figure.gap === undefined) return { words: { id: `{label} {period}: ${reason.id}`, en: `{label}, {period}: ${reason.en}` }, parts };
  return {
    words: {
      id: '{label} {period}: data belum lengkap, mulai kosong pada {gap}',
      en: '{label}, {period}: data is not complete, the first gap is on {gap}',
    },
    parts: { ...parts, gap: day(figure.gap as never) },
  };
}

/** The periods that nothing is known of, in one piece of a sentence: "pembanding Januari 2024 dan Februari 2023 tidak tersedia". */
export function noBaselinesPhrase(periods: readonly Period[], calendar: Calendar): Phrase {
  const places = periods.map((_, index) => `{period${index}}`);
  const listed = (and: string): string => [places.slice(0, -1).join(', '), places.at(-1)].filter(Boolean).join(` ${and} `);
  return {
    words: { id: `pembanding ${listed('dan')} tidak tersedia`, en: `no baseline for ${listed('or')}` },
    parts: Object.fromEntries(periods.map((period, index) => [`period${index}`, periodName(period, calendar)])),
  };
}

/** Who took the figure back, in their own words why. */
function voidedPhrase(parts: Phrase['parts'], { by, reason, row }: Voiding): Phrase {
  const said: Expression = { kind: 'value', value: { observation: row, value: reason, quality: 'complete' } };
  return {
    words: { id: '{label} {period}: tidak ada data, ditarik oleh {by}: {reason}', en: '{label}, {period}: no data, voided by {by}: {reason}' },
    parts: { ...parts, by: name({ id: by, en: by }), reason: text(said) },
  };
}

/** What a comparison says: "turun 25,8% dari 1.304 pada Januari 2024", and of a closed month what became of the published figure since. */
export const comparisonPhrase = (comparison: Comparison, rules: PhraseRules): Phrase =>
  withVintage(plainPhrase(comparison, rules), comparison, rules);

function plainPhrase(comparison: Comparison, rules: PhraseRules): Phrase {
  const { calendar } = rules;
  switch (comparison.kind) {
    case 'no-baseline':
      return noBaselinesPhrase([comparison.period], calendar);
    case 'broken-series':
      return {
        words: {
          id: 'tidak dibandingkan dengan {period}: definisi metrik berubah',
          en: 'not compared with {period}: the definition of the metric changed',
        },
        parts: { period: periodName(comparison.period, calendar) },
      };
    case 'unchanged':
      return unchangedPhrase(comparison, rules);
    case 'from-zero':
    case 'small-base':
      return numbersPhrase(comparison, rules);
    case 'points':
      return pointsPhrase(comparison, rules);
    case 'change':
      return changePhrase(comparison, rules);
  }
}

/** The same behind the figure in one sentence: "7, naik dari 1 pada Januari 2024" names the 7 once. */
export function followingComparisonPhrase(comparison: Comparison, rules: PhraseRules): Phrase {
  return withVintage(briefComparisonPhrase(comparison, rules), comparison, rules);
}

/** The same without what became of the published figure since, for the title of a picture. */
export function briefComparisonPhrase(comparison: Comparison, rules: PhraseRules): Phrase {
  const numbersAlone = comparison.kind === 'from-zero' || comparison.kind === 'small-base';
  return numbersAlone ? beforePhrase(comparison, rules) : plainPhrase(comparison, rules);
}

const LATE: Text = { id: 'masuk setelah bulan itu ditutup', en: 'came in after that month was closed' };
const VOIDED_SINCE: Text = { id: 'seperti diterbitkan; ditarik sejak itu', en: 'as published; voided since' };
const GONE_SINCE: Text = { id: 'seperti diterbitkan; tidak ada lagi', en: 'as published; no longer there' };

/** "... (seperti diterbitkan; kini 1.310, direvisi dari 1.304)": both figures stand in the basis. */
function withVintage(phrase: Phrase, comparison: Comparison, { changeDigits }: PhraseRules): Phrase {
  if (!('vintage' in comparison) || comparison.vintage === undefined) return phrase;
  const { vintage, baseline, kind } = comparison;
  const behind = ({ id, en }: Text): Text => ({ id: `${phrase.words.id} (${id})`, en: `${phrase.words.en} (${en})` });
  if (vintage.kind === 'late') return { words: behind(LATE), parts: phrase.parts };
  if (vintage.kind === 'gone') return { words: behind(vintage.now.absence === 'voided' ? VOIDED_SINCE : GONE_SINCE), parts: phrase.parts };
  const numberOf = (figure: KnownFigure): Statement => (kind === 'points' ? percent(figure.expression, changeDigits) : figureNumber(figure));
  const [revised, published] = [numberOf(vintage.now), numberOf(baseline)];
  if (printStatement(revised, 'id') === printStatement(published, 'id')) return phrase;
  const [now, before] = [about(vintage.now, 'revised'), about(baseline, 'published')];
  const words = {
    id: `seperti diterbitkan; kini ${now.id}, direvisi dari ${before.id}`,
    en: `as published; now ${now.en}, revised from ${before.en}`,
  };
  return { words: behind(words), parts: { ...phrase.parts, revised, published } };
}

type Sided<K extends Comparison['kind']> = Extract<Comparison, { kind: K }>;

function unchangedPhrase(comparison: Sided<'unchanged'>, rules: PhraseRules): Phrase {
  const at = when(comparison.baseline, comparison.period, rules.calendar);
  const baseline = about(comparison.baseline, 'baseline');
  const difference = { kind: 'operation', operator: '-', left: comparison.current.expression, right: comparison.baseline.expression } as const;
  return {
    words: { id: `{direction} dibanding ${baseline.id} ${at.words.id}`, en: `{direction} from ${baseline.en} ${at.words.en}` },
    parts: { direction: direction(difference), baseline: figureNumber(comparison.baseline), when: at.statement },
  };
}

/** The two numbers without a percentage: it would say nothing. */
function numbersPhrase(comparison: Sided<'from-zero' | 'small-base'>, rules: PhraseRules): Phrase {
  const before = beforePhrase(comparison, rules);
  return {
    words: { id: `${before.words.id} menjadi {now}`, en: `${before.words.en} to {now}` },
    parts: { ...before.parts, now: figureNumber(comparison.current) },
  };
}

function beforePhrase(comparison: Sided<'from-zero' | 'small-base'>, rules: PhraseRules): Phrase {
  const at = when(comparison.baseline, comparison.period, rules.calendar);
  const baseline = about(comparison.baseline, 'baseline');
  const difference = { kind: 'operation', operator: '-', left: comparison.current.expression, right: comparison.baseline.expression } as const;
  return {
    words: { id: `{direction} dari ${baseline.id} ${at.words.id}`, en: `{direction} from ${baseline.en} ${at.words.en}` },
    parts: { direction: direction(difference), baseline: figureNumber(comparison.baseline), when: at.statement },
  };
}

function pointsPhrase(comparison: Sided<'points'>, rules: PhraseRules): Phrase {
  const at = when(comparison.baseline, comparison.period, rules.calendar);
  return {
    words: { id: `{direction} {change} dari {baseline} ${at.words.id}`, en: `{direction} {change} from {baseline} ${at.words.en}` },
    parts: {
      direction: direction(comparison.difference),
      change: points(absolute(comparison.difference), rules.changeDigits),
      baseline: percent(comparison.baseline.expression, rules.changeDigits),
      when: at.statement,
    },
  };
}

function changePhrase(comparison: Sided<'change'>, rules: PhraseRules): Phrase {
  const at = when(comparison.baseline, comparison.period, rules.calendar);
  const baseline = about(comparison.baseline, 'baseline');
  const common = { direction: direction(comparison.difference), baseline: figureNumber(comparison.baseline), when: at.statement };
  const stock = comparison.current.question.metric.additivity === 'stock';
  const difference = { difference: integer(absolute(comparison.difference)) };
  if (comparison.ratio === undefined) {
    return {
      words: { id: `{direction} {difference} dari ${baseline.id} ${at.words.id}`, en: `{direction} {difference} from ${baseline.en} ${at.words.en}` },
      parts: { ...common, ...difference },
    };
  }
  // What follows from "about" is about as well: no decimals, and the word.
  const change = percent(absolute(comparison.ratio), comparison.approximate ? 0 : rules.changeDigits);
  const percentage = comparison.approximate ? { id: 'sekitar {change}', en: 'about {change}' } : { id: '{change}', en: '{change}' };
  const amount = stock ? { id: `{difference} (${percentage.id})`, en: `{difference} (${percentage.en})` } : percentage;
  return {
    words: { id: `{direction} ${amount.id} dari ${baseline.id} ${at.words.id}`, en: `{direction} ${amount.en} from ${baseline.en} ${at.words.en}` },
    parts: { ...common, change, ...(stock ? difference : {}) },
  };
}
