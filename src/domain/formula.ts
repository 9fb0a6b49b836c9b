import { civilDate, daysBetween } from '../../connectors/contract/period.js';
import type { BasisValue } from './basis.js';
import { add, divide, fromNumber, largestRemainder, magnitude, medianOf, multiply, type Rational, rational, subtract } from './rational.js';

/** How the value of a statement is printed; `text/format.ts` has the printed form of each in each language. */
export type Format =
  | { readonly kind: 'integer' | 'direction' | 'day' | 'shortDay' | 'month' | 'quarter' | 'shortQuarter' | 'week' | 'year' | 'moment' | 'text' }
  | { readonly kind: 'decimal' | 'percent' | 'points'; readonly digits: number };

/** An arithmetic expression over stored values. */
export type Expression =
  | { readonly kind: 'value'; readonly value: BasisValue }
  | { readonly kind: 'number'; readonly value: number }
  /** a date, a moment or a name in both languages (`id|en`): nothing that is measured */
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'call'; readonly name: CallName; readonly parts: readonly Expression[] };

/** The four operations. */
export type Operator = '+' | '-' | '*' | '/';

/**
 * `sum(a, b, ...)`, `count(a, b, ...)`, `median(a, b, ...)`, `abs(a)`, `days('from', 'to')`, and `share(digits, index, a, b, ...)`: the share of the part with
 * that index (from 0) among the parts, by largest remainder in units of 10^-digits.
 */
export type CallName = 'sum' | 'count' | 'abs' | 'days' | 'share' | 'median';

/** One printed thing: what it is and how it is printed. */
export interface Statement {
  readonly expression: Expression;
  readonly format: Format;
}

/** What an expression comes to: an exact number, or words. */
export type Evaluated = { readonly kind: 'number'; readonly number: Rational } | { readonly kind: 'words'; readonly words: string };

export const value = (of: BasisValue): Expression => ({ kind: 'value', value: of });
export const number = (of: number): Expression => ({ kind: 'number', value: of });
export const literal = (text: string): Expression => ({ kind: 'literal', text });
export const sum = (parts: readonly Expression[]): Expression => (parts.length === 1 && parts[0] ? parts[0] : { kind: 'call', name: 'sum', parts });
export const count = (parts: readonly Expression[]): Expression => ({ kind: 'call', name: 'count', parts });
export const median = (parts: readonly Expression[]): Expression => ({ kind: 'call', name: 'median', parts });
export const absolute = (part: Expression): Expression => ({ kind: 'call', name: 'abs', parts: [part] });
export const days = (from: string, to: string): Expression => ({ kind: 'call', name: 'days', parts: [literal(from), literal(to)] });
export const operation = (left: Expression, operator: Operator, right: Expression): Expression => ({ kind: 'operation', operator, left, right });
export const share = (digits: number, index: number, parts: readonly Expression[]): Expression => ({
  kind: 'call',
  name: 'share',
  parts: [number(digits), number(index), ...parts],
});

/** The stored values that an expression rests on, each once, in the order in which they stand. */
export function leaves(expression: Expression): readonly BasisValue[] {
  switch (expression.kind) {
    case 'value':
      return [expression.value];
    case 'number':
    case 'literal':
      return [];
    case 'operation':
      return [...leaves(expression.left), ...leaves(expression.right)];
    case 'call':
      return expression.parts.flatMap(leaves);
  }
}

const numeric = (evaluated: Evaluated): Rational => {
  if (evaluated.kind === 'words') throw new RangeError(`"${evaluated.words}" is no number.`);
  return evaluated.number;
};

/** What an expression comes to, exactly. Throws `RangeError` for a division by 0 or a missing value. */
export function evaluate(expression: Expression): Evaluated {
  switch (expression.kind) {
    case 'value':
      if (expression.value.value === null) throw new RangeError(`${expression.value.observation} has no value.`);
      return typeof expression.value.value === 'string'
        ? { kind: 'words', words: expression.value.value }
        : { kind: 'number', number: fromNumber(expression.value.value) };
    case 'number':
      return { kind: 'number', number: fromNumber(expression.value) };
    case 'literal':
      return { kind: 'words', words: expression.text };
    case 'operation':
      return { kind: 'number', number: operate(expression.operator, exact(expression.left), exact(expression.right)) };
    case 'call':
      return { kind: 'number', number: call(expression.name, expression.parts) };
  }
}

/** The exact number of an expression; throws `RangeError` where it comes to words. */
export const exact = (expression: Expression): Rational => numeric(evaluate(expression));

function operate(operator: Operator, left: Rational, right: Rational): Rational {
  switch (operator) {
    case '+':
      return add(left, right);
    case '-':
      return subtract(left, right);
    case '*':
      return multiply(left, right);
    case '/':
      return divide(left, right);
  }
}

function call(name: CallName, parts: readonly Expression[]): Rational {
  switch (name) {
    case 'sum':
      return parts.map(exact).reduce(add, rational(0n));
    case 'count':
      return rational(BigInt(parts.length));
    case 'median':
      return medianOf(parts.map(exact));
    case 'abs':
      return magnitude(exact(only(parts)));
    case 'days': {
      const [from, to] = parts.map((part) => evaluate(part));
      if (from?.kind !== 'words' || to?.kind !== 'words') throw new RangeError('days() takes two dates.');
      return rational(BigInt(daysBetween(civilDate(from.words), civilDate(to.words))));
    }
    case 'share': {
      const [digits, index, ...values] = parts.map(exact);
      const chosen = largestRemainder(values, Number(digits?.numerator))[Number(index?.numerator)];
      if (!chosen) throw new RangeError('share() names a part that is not there.');
      return chosen;
    }
  }
}

function only(parts: readonly Expression[]): Expression {
  const [first] = parts;
  if (!first || parts.length !== 1) throw new RangeError('This function takes one part.');
  return first;
}
