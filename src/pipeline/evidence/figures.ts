import { createHash } from 'node:crypto';
import type { Basis, BasisValue } from '../../domain/basis.js';
import type { Digest } from '../../domain/digest.js';
import { evaluate } from '../../domain/formula.js';
import { readBasis, writeBasis } from '../../domain/formula-text.js';
import { toNumber } from '../../domain/rational.js';
import { printStatement } from '../../text/format.js';
import { type Cell, csvFile } from './csv.js';

/** One printed figure of a published digest, with the formula that gives it and the rows that the formula names. */
export interface EvidencedFigure {
  /** `F-` and ten hexadecimal digits: of the month, the digest, the line and the place in it */
  readonly id: string;
  readonly digest: string;
  readonly section: string;
  readonly line: string;
  /** from 1, in the order of the statements of the line's basis */
  readonly place: number;
  readonly basis: Basis;
  /** the unrounded number; undefined for names and dates */
  readonly result: number | undefined;
  readonly textId: string;
  readonly textEn: string;
}

/** A sentence of a digest with what it rests on. */
interface Sentence {
  readonly section: string;
  readonly line: string;
  readonly basis: Basis;
}

const sentencesOf = (digest: Digest): readonly Sentence[] =>
  digest.sections.flatMap(({ id: section, lines, checks }) => [...lines, ...checks].map(({ id: line, basis }) => ({ section, line, basis })));

/** Everything that rests on rows, and every number: names and dates from the configuration are left out. */
export function figuresOf(month: string, digest: Digest): readonly EvidencedFigure[] {
  return sentencesOf(digest).flatMap(({ section, line, basis }) =>
    readBasis(basis).flatMap((statement, index): EvidencedFigure[] => {
      const own = writeBasis([statement]);
      const evaluated = evaluate(statement.expression);
      if (own.values.length === 0 && evaluated.kind === 'words') return [];
      const place = index + 1;
      const id = createHash('sha256')
        .update(JSON.stringify([month, digest.digest, section, line, place]))
        .digest('hex')
        .slice(0, 10);
      const result = evaluated.kind === 'number' ? toNumber(evaluated.number) : undefined;
      const [textId, textEn] = [printStatement(statement, 'id'), printStatement(statement, 'en')];
      return [{ id: `F-${id}`, digest: digest.digest, section, line, place, basis: own, result, textId, textEn }];
    }),
  );
}

/** Every row that anything in a digest rests on, pictures included, each once and in order of their ids. */
export function rowsUnder(digests: readonly Digest[]): readonly BasisValue[] {
  const rows = new Map<string, BasisValue>();
  const bases = digests.flatMap((digest) => [
    ...sentencesOf(digest).map(({ basis }) => basis),
    ...digest.sections.flatMap(({ charts }) => charts.flatMap(({ basis, points }) => [basis, points])),
  ]);
  for (const value of bases.flatMap(({ values }) => values)) rows.set(value.observation, value);
  return [...rows.values()].sort((one, other) => (one.observation < other.observation ? -1 : 1));
}

const HEADER = ['figure', 'digest', 'section', 'line', 'place', 'printed_id', 'printed_en', 'result', 'formula', 'values'];

/** `figures.csv`: `values` is a JSON list of `[observation, value, quality]`, in the order of `v1`, `v2`, ... in the formula. */
export const figuresCsv = (figures: readonly EvidencedFigure[]): string =>
  csvFile(
    HEADER,
    figures.map(({ id, digest, section, line, place, basis, result, textId, textEn }): readonly Cell[] => {
      const values = basis.values.map(({ observation, value, quality }) => [observation, value, quality]);
      return [id, digest, section, line, place, textId, textEn, result, basis.formula, JSON.stringify(values)];
    }),
  );
