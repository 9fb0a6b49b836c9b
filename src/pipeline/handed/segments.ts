import type { Precision } from '../../../connectors/contract/observation.js';
import { type Label, readLabel } from './label.js';
import { type HandedNames, type PlainWord, plainWords } from './names.js';
import type { WrittenNumber } from './numbers.js';
import type { Token } from './tokens.js';
import { FALLING, NO_DATA_WORDS, NOT_YET_WORDS, NOTHING_WORDS, RISING, ROLE_WORDS, type Role } from './words.js';

type PeriodToken = Extract<Token, { kind: 'period' }>;

/** Why a number, though it stands beside a label, may not be the figure. */
export type NumberDoubt = 'bound' | 'delta' | 'unclear' | 'percent' | 'range' | 'target' | 'before' | 'negated';

/** What a piece of a line states: a number, that there is nothing, or that it comes later. */
export type Stated =
  | { readonly kind: 'number'; readonly number: WrittenNumber; readonly precision: Precision; readonly doubt: NumberDoubt | undefined }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'no-data' }
  | { readonly kind: 'not-yet' };

/** A number beside the figure: the one before, as its writer has it. */
export interface Aside {
  readonly role: 'baseline' | 'year-ago' | 'other';
  readonly number: WrittenNumber;
}

/** A label with what is stated of it. */
export interface Pair {
  readonly label: Label;
  readonly stated: Stated;
  readonly periods: readonly PeriodToken[];
  readonly asides: readonly Aside[];
  /** a rise or a fall is said */
  readonly direction: 'up' | 'down' | undefined;
  /** "this month" is said, which on the first of the next one may mean either */
  readonly thisMonth: boolean;
  /** the words that stand around the number, as they were written */
  readonly source: string;
}

/** A piece of a line: a figure, a label alone, words that say nothing, or what can't be brought together. */
export type Piece =
  | { readonly kind: 'pair'; readonly pair: Pair }
  | { readonly kind: 'label'; readonly label: Label; readonly periods: readonly PeriodToken[]; readonly source: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'left'; readonly source: string; readonly why: 'pairing' | 'no-label' };

interface Segment {
  readonly tokens: Token[];
  readonly asides: (readonly Token[])[];
}

/** Brings the words and numbers of a line together. `unlabelled`: a heading says what the numbers are, so that they need no known words. */
export function readPieces(line: string, tokens: readonly Token[], names: HandedNames, unlabelled = false): readonly Piece[] {
  const pieces = splitSegments(tokens, names).flatMap((segment) => readSegment(segment, line, names, unlabelled));
  const numbers = pieces.filter((piece) => piece.kind === 'pair' || piece.kind === 'left');
  const broken = pieces.some((piece) => piece.kind === 'label' && piece.label.phrases.length > 0) || pieces.some((piece) => piece.kind === 'left');
  // "telp, email: 46, 131": what belongs to what can't be told, so nothing of the line is believed.
  return numbers.length > 0 && broken
    ? [{ kind: 'left', source: line, why: numbers.length === 1 && pieces.length === 1 ? 'no-label' : 'pairing' }]
    : pieces;
}

const isNumber = (token: Token): token is Extract<Token, { kind: 'number' }> => token.kind === 'number';
const isValue = (token: Token): boolean => isNumber(token) && !token.percent;
const isMark = (token: Token | undefined, marks: string): boolean => token?.kind === 'mark' && marks.includes(token.text);

function splitSegments(tokens: readonly Token[], names: HandedNames): readonly Segment[] {
  const found: Segment[] = [{ tokens: [], asides: [] }];
  const later: Segment[] = [];
  const next = (): void => void found.push(...later.splice(0), { tokens: [], asides: [] });
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    const current = found.at(-1);
    if (!token || !current) break;
    if (isMark(token, '([')) {
      const close = tokens.findIndex((other, at) => at > index && isMark(other, ')]'));
      const inner = tokens.slice(index + 1, close < 0 ? undefined : close);
      takeGroup(inner, current, later, names);
      index += inner.length + (close < 0 ? 0 : 1);
    } else if (separates(tokens, index, current)) next();
    else if (!isMark(token, ')],;|\t')) current.tokens.push(token);
  }
  return [...found, ...later];
}

/** Words in brackets are part of the label; numbers are the figure where it has none, figures of their own, or beside it. */
function takeGroup(inner: readonly Token[], current: Segment, later: Segment[], names: HandedNames): void {
  if (!inner.some((token) => isNumber(token) || token.kind === 'period') || !current.tokens.some(isValue)) current.tokens.push(...inner);
  else if (labelOf(inner, names).phrases.some((phrase) => !phrase.unit) && inner.some(isValue)) later.push(...splitSegments(inner, names));
  else current.asides.push(inner);
}

const JOINING = new Set(['dan', 'serta', 'and', 'trus', 'terus', 'lalu', 'kemudian', 'sedangkan', 'sementara']);

/** Whether a token ends a segment: a comma, a semicolon, a tab; "dan" and a dash only behind a number. */
function separates(tokens: readonly Token[], index: number, current: Segment): boolean {
  const token = tokens[index];
  const hasNumber = current.tokens.some(isValue);
  if (isMark(token, ',;•·')) return true;
  if (isMark(token, '|\t')) return hasNumber;
  const wordFollows = tokens[index + 1]?.kind === 'word';
  if (isMark(token, '.-/&:')) return hasNumber && wordFollows;
  return token?.kind === 'word' && JOINING.has(token.text) && hasNumber && wordFollows;
}

const labelOf = (tokens: readonly Token[], names: HandedNames): Label =>
  readLabel(
    wordsOf(tokens).filter((word) => !isSpecial(word.text)),
    tokens.filter(isNumber).map((token) => token.end),
    names,
  );

const isSpecial = (word: string): boolean =>
  ROLE_WORDS.has(word) || NOTHING_WORDS.has(word) || NO_DATA_WORDS.has(word) || NOT_YET_WORDS.has(word) || word === 'bulanini';

/** The plain words of tokens; words on two sides of a number are never merged. */
function wordsOf(tokens: readonly Token[]): readonly PlainWord[] {
  const runs: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'word' || isMark(token, '-')) runs.at(-1)?.push(token);
    else runs.push([]);
  }
  return runs.flatMap(plainWords);
}

interface RoledNumber {
  readonly token: Extract<Token, { kind: 'number' }>;
  readonly role: Role | 'percent' | 'range';
  readonly about: boolean;
}

interface Roles {
  readonly numbers: readonly RoledNumber[];
  readonly periods: readonly PeriodToken[];
  /** what was said behind the last number */
  readonly trailing: Role | undefined;
  readonly trailingAbout: boolean;
}

const MARK_ROLES = '+><≥≤~±≈';

/** Says of each number what the words before it make of it. */
function rolesOf(tokens: readonly Token[]): Roles {
  const numbers: RoledNumber[] = [];
  const periods: PeriodToken[] = [];
  let role: Role | undefined;
  let about = false;
  const hear = (word: string): void => {
    const heard = ROLE_WORDS.get(word);
    if (heard === 'about') about = true;
    else if (heard === 'unclear') role = role === 'delta' ? 'baseline' : (role ?? 'unclear');
    else if (heard !== undefined && !(role === 'baseline' && heard === 'delta')) role = heard;
  };
  const words = new Map(wordsOf(tokens).map((word) => [word.at, word.text] as const));
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'word') hear(words.get(token.at) ?? '');
    else if (token.kind === 'mark' && MARK_ROLES.includes(token.text)) hear(token.text);
    else if (token.kind === 'period' && role !== 'baseline') periods.push(token);
    else if (token.kind === 'number') {
      numbers.push({ token, role: token.percent ? 'percent' : isRange(tokens, index) ? 'range' : (role ?? 'value'), about });
      [role, about] = [undefined, false];
    }
  }
  return { numbers, periods, trailing: role, trailingAbout: about };
}

const LINKS = new Set(['-', '/', 'sampai', 'sd', 'hingga', 'to', '..', '…']);

/** "40-50", "46/63": two numbers that are linked. */
function isRange(tokens: readonly Token[], index: number): boolean {
  const linked = (step: -1 | 1): boolean => {
    const [link, other] = [tokens[index + step], tokens[index + 2 * step]];
    return (link?.kind === 'mark' || link?.kind === 'word') && LINKS.has(link.text) && other?.kind === 'number';
  };
  return linked(-1) || linked(1);
}

function readSegment(segment: Segment, line: string, names: HandedNames, unlabelled = false): readonly Piece[] {
  const { tokens } = segment;
  const source = sourceOf(tokens, line);
  const label = labelOf(tokens, names);
  const roles = rolesOf(tokens);
  const words = wordsOf(tokens).map((word) => word.text);
  const pair = (stated: Stated, asides: readonly Aside[] = []): Piece => ({
    kind: 'pair',
    pair: {
      label,
      stated,
      periods: roles.periods,
      asides: [...asides, ...segment.asides.flatMap(asidesOf)],
      direction: directionIn([...words, ...segment.asides.flatMap((aside) => wordsOf(aside).map((word) => word.text))]),
      thisMonth: words.includes('bulanini'),
      source,
    },
  });
  if (roles.numbers.length === 0) return withoutNumber(tokens, words, label, roles.periods, source, pair);
  const values = roles.numbers.filter(({ role }) => role === 'value');
  if (values.length > 1) return alternating(segment, line, names) ?? [{ kind: 'left', source, why: 'pairing' }];
  if (!unlabelled && label.phrases.length === 0 && !label.total && roles.periods.length === 0) return [{ kind: 'left', source, why: 'no-label' }];
  const [value] = values;
  const others = roles.numbers.filter((number) => number !== value);
  if (value) return [pair(statedBy(value, roles), others.map(asideOf))];
  const [doubtful, ...more] = roles.numbers.filter(({ role }) => role !== 'percent');
  const [percent] = roles.numbers;
  const chosen = doubtful ?? percent;
  return chosen ? [pair({ ...statedBy(chosen, roles), doubt: doubtOf(chosen.role) }, more.map(asideOf))] : [];
}

function directionIn(words: readonly string[]): Pair['direction'] {
  const [up, down] = [words.some((word) => RISING.has(word)), words.some((word) => FALLING.has(word))];
  return up === down ? undefined : up ? 'up' : 'down';
}

const doubtOf = (role: RoledNumber['role']): NumberDoubt => {
  if (role === 'baseline' || role === 'year-ago') return 'before';
  return role === 'value' || role === 'about' ? 'unclear' : role;
};

function statedBy({ token, about }: RoledNumber, { trailing, trailingAbout, numbers }: Roles): Extract<Stated, { kind: 'number' }> {
  const last = numbers.at(-1)?.token === token;
  const isAbout = about || (last && trailingAbout);
  // "1028 bulan lalu" is the figure of the month before.
  const before = last && (trailing === 'baseline' || trailing === 'year-ago') ? 'before' : undefined;
  return { kind: 'number', number: token.number, precision: isAbout ? 'about' : token.number.precision, doubt: before };
}

const asideOf = ({ token, role }: RoledNumber): Aside => ({
  role: role === 'baseline' || role === 'year-ago' ? role : 'other',
  number: token.number,
});

/** The numbers in brackets behind a figure; percentages and words are no more than remarks. */
function asidesOf(tokens: readonly Token[]): readonly Aside[] {
  const { numbers, periods } = rolesOf(tokens);
  return numbers
    .filter(({ role }) => role !== 'percent' && role !== 'delta')
    .map((number) => (periods.length > 0 && number.role === 'value' ? { role: 'baseline', number: number.token.number } : asideOf(number)));
}

function withoutNumber(
  tokens: readonly Token[],
  words: readonly string[],
  label: Label,
  periods: readonly PeriodToken[],
  source: string,
  pair: (stated: Stated) => Piece,
): readonly Piece[] {
  const labelled = label.phrases.length > 0 || label.total;
  const [unsure] = periods.filter((period) => !period.sure);
  if (labelled && unsure?.number) return [pair({ kind: 'number', number: unsure.number, precision: 'exact', doubt: 'unclear' })];
  if (labelled && words.some((word) => NO_DATA_WORDS.has(word))) return [pair({ kind: 'no-data' })];
  if (labelled && words.some((word) => NOT_YET_WORDS.has(word))) return [pair({ kind: 'not-yet' })];
  const dash = isMark(tokens.at(-1), '-') && tokens.length > 1;
  if (labelled && (dash || words.some((word) => NOTHING_WORDS.has(word)))) return [pair({ kind: 'nothing' })];
  return labelled || periods.length > 0 ? [{ kind: 'label', label, periods, source }] : [{ kind: 'empty' }];
}

/** "telp 46 email 131" and "46 telp 131 email": label and number by turns, the whole way; undefined where it is not so. */
function alternating(segment: Segment, line: string, names: HandedNames): readonly Piece[] | undefined {
  if (segment.asides.length > 0) return undefined;
  const runs: Token[][] = [];
  let numberLast: boolean | undefined;
  for (const token of segment.tokens) {
    const number = isNumber(token);
    if (number && numberLast) return undefined;
    if (number !== numberLast) runs.push([]);
    runs.at(-1)?.push(token);
    numberLast = number;
  }
  const labels = runs.filter((run) => !run.some(isNumber));
  if (runs.length % 2 !== 0 || labels.some((run) => labelOf(run, names).phrases.length === 0)) return undefined;
  const pairs = Array.from({ length: runs.length / 2 }, (_, index) => runs.slice(2 * index, 2 * index + 2).flat());
  const pieces = pairs.flatMap((tokens) => readSegment({ tokens, asides: [] }, line, names));
  return pieces.every((piece) => piece.kind === 'pair') ? pieces : undefined;
}

function sourceOf(tokens: readonly Token[], line: string): string {
  const [first] = tokens;
  const last = tokens.at(-1);
  return first && last ? line.slice(first.at, last.end).trim() : '';
}
