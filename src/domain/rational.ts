/** An exact fraction; the denominator is positive and the fraction is in lowest terms. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

const greatestCommonDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? absolute(a) : greatestCommonDivisor(b, a % b));

/** The fraction `numerator / denominator`; throws `RangeError` where the denominator is 0. */
export function rational(numerator: bigint, denominator = 1n): Rational {
  if (denominator === 0n) throw new RangeError('A fraction needs a denominator other than 0.');
  const divisor = greatestCommonDivisor(numerator, denominator) || 1n;
  const sign = denominator < 0n ? -1n : 1n;
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

/** The exact decimal that a number is written as: 0.1 is one tenth. Throws `RangeError` for NaN and infinities. */
export function fromNumber(value: number): Rational {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no number that can be reckoned with.`);
  if (Number.isSafeInteger(value)) return { numerator: BigInt(value), denominator: 1n };
  const [mantissa = '0', exponentText = '0'] = String(value).toLowerCase().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const exponent = Number(exponentText) - fraction.length;
  const digits = BigInt(whole + fraction);
  return exponent >= 0 ? rational(digits * 10n ** BigInt(exponent)) : rational(digits, 10n ** BigInt(-exponent));
}

/** The nearest double. */
export const toNumber = (value: Rational): number => Number(value.numerator) / Number(value.denominator);

export const add = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);

export const subtract = (a: Rational, b: Rational): Rational => add(a, rational(-b.numerator, b.denominator));

export const multiply = (a: Rational, b: Rational): Rational => rational(a.numerator * b.numerator, a.denominator * b.denominator);

/** a / b; throws `RangeError` where b is 0. */
export const divide = (a: Rational, b: Rational): Rational => rational(a.numerator * b.denominator, a.denominator * b.numerator);

/** -1, 0 or 1. */
export const sign = (value: Rational): -1 | 0 | 1 => (value.numerator < 0n ? -1 : value.numerator > 0n ? 1 : 0);

/** The value without its sign. */
export const magnitude = (value: Rational): Rational => ({ numerator: absolute(value.numerator), denominator: value.denominator });

/** The value times 10^digits, rounded half away from zero to an integer. */
export function scaledRound(value: Rational, digits: number): bigint {
  const scaled = absolute(value.numerator) * 10n ** BigInt(digits);
  const rounded = (2n * scaled + value.denominator) / (2n * value.denominator);
  return value.numerator < 0n ? -rounded : rounded;
}

/** Shares of a whole in units of 10^-digits that add up to the whole exactly (largest remainder; ties go to the earlier part). All 0 where the whole is 0. */
export function largestRemainder(parts: readonly Rational[], digits: number): readonly Rational[] {
  const unit = 10n ** BigInt(digits);
  const whole = parts.reduce(add, rational(0n));
  if (sign(whole) === 0) return parts.map(() => rational(0n));
  const exact = parts.map((part) => multiply(divide(part, whole), rational(unit)));
  const floors = exact.map((share) => share.numerator / share.denominator);
  const missing = Number(unit - floors.reduce((sum, floor) => sum + floor, 0n));
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: subtract(share, rational(floors[index] ?? 0n)) }))
    .sort((a, b) => sign(subtract(b.remainder, a.remainder)) || a.index - b.index);
  const raised = new Set(byRemainder.slice(0, missing).map((part) => part.index));
  return floors.map((floor, index) => rational(floor + (raised.has(index) ? 1n : 0n), unit));
}

/** -1, 0 or 1 as a lies below, at or above b. */
export const compareRational = (a: Rational, b: Rational): -1 | 0 | 1 => sign(subtract(a, b));

/** The middle value; of an even count the mean of the two in the middle. Throws `RangeError` where there is none. */
export function medianOf(values: readonly Rational[]): Rational {
  const sorted = [...values].sort(compareRational);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) throw new RangeError('Nothing has no median.');
  return divide(add(low, high), rational(2n));
}
