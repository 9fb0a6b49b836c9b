import type { Language } from '../domain/digest.js';
import { fromNumber, multiply, type Rational, rational, scaledRound } from '../domain/rational.js';

const MARKS = { id: { group: '.', decimal: ',' }, en: { group: ',', decimal: '.' } } as const;

/** A number with a fixed count of decimals, rounded half away from zero: 1.455 and 33,5 in Indonesian, 1,455 and 33.5 in English. */
export function formatDecimal(value: Rational, digits: number, language: Language): string {
  const scaled = scaledRound(value, digits);
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const fraction = digits > 0 ? MARKS[language].decimal + text.slice(-digits) : '';
  // 1.455, but the CLDR's minimum of one group digit holds in both languages
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, MARKS[language].group);
  return `${scaled < 0n ? '-' : ''}${grouped}${fraction}`;
}

/** A whole number with group marks; a value with a fraction keeps up to two decimals. */
export function formatCount(value: Rational, language: Language): string {
  if (value.denominator === 1n) return formatDecimal(value, 0, language);
  return formatDecimal(value, scaledRound(value, 1) * 10n === scaledRound(value, 2) ? 1 : 2, language);
}

/** A share of 1 as a percentage without a space before the sign, as CLDR has it in both languages. */
export function formatPercent(share: Rational, digits: number, language: Language): string {
  return `${formatDecimal(multiply(share, rational(100n)), digits, language)}%`;
}

/** A stored number in a language. */
export const formatNumber = (value: number, language: Language): string => formatCount(fromNumber(value), language);
