import type { Basis, BasisValue } from './basis.js';
import { type CallName, type Expression, type Format, leaves, type Operator, type Statement } from './formula.js';

const FORMATS: ReadonlySet<string> = new Set([
  'integer',
  'direction',
  'day',
  'shortDay',
  'month',
  'quarter',
  'shortQuarter',
  'week',
  'year',
  'moment',
  'text',
  'decimal',
  'percent',
  'points',
]);
const CALLS: ReadonlySet<string> = new Set(['sum', 'count', 'abs', 'days', 'share', 'median']);
const isCall = (name: string): name is CallName => CALLS.has(name);
const isOperator = (text: string): text is Operator => text === '+' || text === '-' || text === '*' || text === '/';

/** Statements as a basis: `v1 as integer; abs((v1 - v2) / v2) as percent(1)`, and the values that they name in order. */
export function writeBasis(statements: readonly Statement[]): Basis {
  const values: BasisValue[] = [];
  const index = new Map<string, number>();
  for (const leaf of statements.flatMap((statement) => leaves(statement.expression))) {
    if (index.has(leaf.observation)) continue;
    values.push(leaf);
    index.set(leaf.observation, values.length);
  }
  const formula = statements.map((statement) => `${write(statement.expression, index)} as ${writeFormat(statement.format)}`).join('; ');
  return { formula, values };
}

function writeFormat(format: Format): string {
  return 'digits' in format ? `${format.kind}(${format.digits})` : format.kind;
}

function write(expression: Expression, index: ReadonlyMap<string, number>): string {
  switch (expression.kind) {
    case 'value':
      return `v${index.get(expression.value.observation)}`;
    case 'number':
      return String(expression.value);
    case 'literal':
      return `'${expression.text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
    case 'operation':
      return `${bracketed(expression.left, index)} ${expression.operator} ${bracketed(expression.right, index)}`;
    case 'call':
      return `${expression.name}(${expression.parts.map((part) => write(part, index)).join(', ')})`;
  }
}

function bracketed(expression: Expression, index: ReadonlyMap<string, number>): string {
  const text = write(expression, index);
  return expression.kind === 'operation' ? `(${text})` : text;
}

const TOKEN = /\s*('(?:\\.|[^'\\])*'|[A-Za-z][A-Za-z0-9]*|\d+(?:\.\d+)?|[()+\-*/,;])/y;

/** Reads a basis back into statements; throws `SyntaxError` where the formula can't be read or names a value that is not there. */
export function readBasis(basis: Basis): readonly Statement[] {
  if (basis.formula.trim() === '') return [];
  const reader = new Reader(basis);
  const statements = [reader.statement()];
  while (reader.takes(';')) statements.push(reader.statement());
  reader.end();
  return statements;
}

/** Reads one formula from left to right: a thing with a life of one call of `readBasis`. */
class Reader {
  private readonly basis: Basis;
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(basis: Basis) {
    this.basis = basis;
    this.tokens = tokens(basis.formula);
  }

  statement(): Statement {
    const expression = this.expression();
    this.expect('as');
    return { expression, format: this.format() };
  }

  takes(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at += 1;
    return true;
  }

  end(): void {
    if (this.at < this.tokens.length) throw new SyntaxError(`Unexpected "${this.tokens[this.at]}" in "${this.basis.formula}".`);
  }

  private expect(token: string): void {
    if (!this.takes(token)) throw new SyntaxError(`Expected "${token}" but found "${this.tokens[this.at]}" in "${this.basis.formula}".`);
  }

  private next(): string {
    const token = this.tokens[this.at];
    if (token === undefined) throw new SyntaxError(`"${this.basis.formula}" ends too early.`);
    this.at += 1;
    return token;
  }

  private format(): Format {
    const kind = this.next();
    if (!FORMATS.has(kind)) throw new SyntaxError(`"${kind}" is no format.`);
    if (kind !== 'decimal' && kind !== 'percent' && kind !== 'points') return { kind } as Format;
    this.expect('(');
    const digits = Number(this.next());
    this.expect(')');
    return { kind, digits };
  }

  /** operand, or operand operator operand: the writer brackets everything deeper */
  private expression(): Expression {
    const left = this.operand();
    const operator = this.tokens[this.at];
    if (operator === undefined || !isOperator(operator)) return left;
    this.at += 1;
    return { kind: 'operation', operator, left, right: this.operand() };
  }

  private operand(): Expression {
    const token = this.next();
    if (token === '(') {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    if (token.startsWith("'")) return { kind: 'literal', text: token.slice(1, -1).replace(/\\(.)/g, '$1') };
    if (/^\d/.test(token)) return { kind: 'number', value: Number(token) };
    if (/^v\d+$/.test(token)) return this.valueAt(Number(token.slice(1)));
    if (isCall(token)) return { kind: 'call', name: token, parts: this.parts() };
    throw new SyntaxError(`"${token}" is neither a value nor a function.`);
  }

  private parts(): readonly Expression[] {
    this.expect('(');
    if (this.takes(')')) return [];
    const parts = [this.expression()];
    while (this.takes(',')) parts.push(this.expression());
    this.expect(')');
    return parts;
  }

  private valueAt(position: number): Expression {
    const found = this.basis.values[position - 1];
    if (!found) throw new SyntaxError(`The basis has no value v${position}.`);
    return { kind: 'value', value: found };
  }
}

function tokens(formula: string): readonly string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  let end = 0;
  while (end < formula.trimEnd().length) {
    TOKEN.lastIndex = end;
    const match = TOKEN.exec(formula);
    if (!match?.[1]) throw new SyntaxError(`Unreadable at character ${end + 1}: "${formula}".`);
    found.push(match[1]);
    end = TOKEN.lastIndex;
  }
  return found;
}
