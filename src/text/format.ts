import type { CivilDate } from '../../connectors/contract/period.js';
import type { Language } from '../domain/digest.js';
import { type Evaluated, evaluate, type Format, type Statement } from '../domain/formula.js';
import { type Rational, sign } from '../domain/rational.js';
import { formatDay, formatMoment, formatMonth, formatQuarter, formatShortDay, formatSpan } from './date.js';
import { formatCount, formatDecimal, formatPercent } from './number.js';

const DIRECTIONS = { id: { '-1': 'turun', '0': 'tetap', '1': 'naik' }, en: { '-1': 'down', '0': 'unchanged', '1': 'up' } } as const;

/** The word for a change, from the sign of its exact value: naik, turun, tetap. */
const directionWord = (change: Rational, language: Language): string => DIRECTIONS[language][`${sign(change)}`];

/** The printed form of a statement. A name in both languages is written `id|en`. Throws `RangeError` where the statement does not come to what its format prints. */
export function printStatement(statement: Statement, language: Language): string {
  const evaluated = evaluate(statement.expression);
  return evaluated.kind === 'number' ? printNumber(evaluated.number, statement.format, language) : printWords(evaluated, statement, language);
}

function printNumber(number: Rational, format: Format, language: Language): string {
  switch (format.kind) {
    case 'integer':
      return formatCount(number, language);
    case 'decimal':
      return formatDecimal(number, format.digits, language);
    case 'percent':
      return formatPercent(number, format.digits, language);
    case 'points':
      return `${formatPercent(number, format.digits, language).slice(0, -1)} ${language === 'id' ? 'poin persentase' : 'percentage points'}`;
    case 'direction':
      return directionWord(number, language);
    default:
      throw new RangeError(`A number can't be printed as ${format.kind}.`);
  }
}

function printWords(evaluated: Extract<Evaluated, { kind: 'words' }>, statement: Statement, language: Language): string {
  const { words } = evaluated;
  switch (statement.format.kind) {
    case 'day':
      return formatDay(words as CivilDate, language);
    case 'shortDay':
      return formatShortDay(words as CivilDate, language);
    case 'shortQuarter':
      return words.slice(5);
    case 'month':
      return formatMonth(words as CivilDate, language);
    case 'quarter':
      return formatQuarter(words, language);
    case 'week':
      return formatSpan(words, language);
    case 'moment':
      return formatMoment(words, language);
    case 'year':
      return words;
    case 'text':
      return statement.expression.kind === 'literal' ? nameIn(words, language) : words;
    default:
      throw new RangeError(`"${words}" can't be printed as ${statement.format.kind}.`);
  }
}

function nameIn(words: string, language: Language): string {
  const [id = '', en = id] = words.split('|');
  return language === 'id' ? id : en;
}
