import type { Text } from '../../connectors/contract/metric.js';
import type { Basis } from '../domain/basis.js';
import type { Digest, Language } from '../domain/digest.js';
import { exact } from '../domain/formula.js';
import { readBasis } from '../domain/formula-text.js';
import { readLedgerCount } from '../domain/ledger-count.js';
import { toNumber } from '../domain/rational.js';
import type { AdvocacyStore } from '../store/advocacy-port.js';
import { printStatement } from '../text/format.js';
import { countInLedger } from './ledger.js';

/** Something printed that its basis does not yield. */
export interface Unfounded {
  /** where it stands: section, then line, chart or check */
  readonly place: string;
  readonly language: Language;
  readonly text: string;
  readonly reason: string;
}

const LANGUAGES: readonly Language[] = ['id', 'en'];

/**
 * Counts every number of a digest that rests on the ledger anew, and says which are not what the ledger counts. What was logged since a digest was made is
 * found too, unless the digest was read as things stood at a past moment.
 */
export async function verifyAgainstLedger(digest: Digest, ledger: Pick<AdvocacyStore, 'summary'>): Promise<readonly Unfounded[]> {
  const unfounded: Unfounded[] = [];
  for (const { place, basis, text } of basesOf(digest)) {
    for (const { observation, value } of basis.values) {
      const count = readLedgerCount(observation);
      if (count === undefined) continue;
      const counted = await countInLedger(ledger, count);
      if (counted !== value) unfounded.push({ place, language: 'id', text, reason: `The ledger counts ${counted} for ${observation}.` });
    }
  }
  return unfounded;
}

interface Founded {
  readonly place: string;
  readonly basis: Basis;
  readonly text: string;
}

const basesOf = (digest: Digest): readonly Founded[] =>
  digest.sections.flatMap((section) => [
    ...[...section.lines, ...section.checks].map(({ id, basis, text }) => ({ place: `${section.id}/${id}`, basis, text: text.id })),
    ...section.charts.flatMap(({ id, basis, points, spec }) =>
      [basis, points].map((one) => ({ place: `${section.id}/${id}`, basis: one, text: spec.title })),
    ),
  ]);

/** Evaluates every printed number of a digest anew from its basis. Nothing is found wrong where every digit of every text is accounted for. */
export function verifyDigest(digest: Digest): readonly Unfounded[] {
  return digest.sections.flatMap((section) => [
    ...section.lines.flatMap((line) => verifyText(`${section.id}/${line.id}`, line.text, line.basis)),
    ...section.checks.flatMap((check) => verifyText(`${section.id}/${check.id}`, check.text, check.basis)),
    ...section.charts.flatMap((chart) => [
      ...verifyPrinted(
        `${section.id}/${chart.id}`,
        [chart.spec.title, chart.spec.subtitle, chart.spec.footnote, chart.spec.alt, ...chart.spec.marks.map((mark) => mark.label)].join('\n'),
        chart.basis,
        chart.language,
      ),
      ...verifyPoints(`${section.id}/${chart.id}`, chart),
    ]),
  ]);
}

/** Evaluates every printed number of one sentence anew from its basis. */
export const verifyText = (place: string, text: Text, basis: Basis): readonly Unfounded[] =>
  LANGUAGES.flatMap((language) => verifyPrinted(place, text[language], basis, language));

/** Takes what the basis yields out of the text, longest first; what must be there and is not, or a digit that is left over, is unfounded. */
function verifyPrinted(place: string, text: string, basis: Basis, language: Language): readonly Unfounded[] {
  let printed: string[];
  try {
    printed = readBasis(basis).map((statement) => printStatement(statement, language));
  } catch (cause) {
    return [{ place, language, text, reason: cause instanceof Error ? cause.message : 'The formula can not be evaluated.' }];
  }
  let rest = text;
  for (const expected of [...printed].sort((a, b) => b.length - a.length)) {
    const at = rest.indexOf(expected);
    if (at < 0) return [{ place, language, text, reason: `The basis yields "${expected}", which the text does not print.` }];
    rest = `${rest.slice(0, at)} ${rest.slice(at + expected.length)}`;
  }
  const left = /\d[\d.,]*/.exec(rest);
  return left ? [{ place, language, text, reason: `"${left[0]}" is printed without a basis.` }] : [];
}

function verifyPoints(place: string, chart: Digest['sections'][number]['charts'][number]): readonly Unfounded[] {
  const plotted = chart.spec.series.flatMap((series) => series.values.filter((value): value is number => value !== null));
  const founded = readBasis(chart.points).map((statement) => toNumber(exact(statement.expression)));
  const same = plotted.length === founded.length && plotted.every((value, index) => value === founded[index]);
  return same ? [] : [{ place, language: chart.language, text: chart.spec.title, reason: 'The plotted points are not those of the basis.' }];
}
