import type { ChartKind, ChartSpec } from '../../charts/spec.js';
import type { Text } from '../../connectors/contract/metric.js';
import type { DigestChart, Language } from '../domain/digest.js';
import { type Expression, exact, type Format, leaves, type Statement } from '../domain/formula.js';
import { writeBasis } from '../domain/formula-text.js';
import { toNumber } from '../domain/rational.js';
import { printStatement } from '../text/format.js';
import { type Phrase, writeSentence } from '../text/sentence.js';

/** One row of points before it has a language. */
export interface SeriesDraft {
  readonly name: Text;
  readonly points: readonly (Expression | null)[];
  readonly emphasis: boolean;
}

/** A picture before it has a language. Titles, small print and alternative text are phrases, so that they are traced like any sentence. */
export interface ChartDraft {
  readonly id: string;
  readonly kind: ChartKind;
  readonly title: Phrase;
  readonly subtitle: Phrase;
  readonly footnote: Phrase;
  readonly alt: Phrase;
  readonly labels: Readonly<Record<Language, readonly string[]>>;
  /** the index of the bar that the title speaks of */
  readonly highlight?: number;
  readonly series: readonly SeriesDraft[];
  readonly marks: readonly { readonly at: Expression; readonly label: Phrase }[];
  /** how a value is printed beside its mark; undefined prints none */
  readonly valueFormat: Format | undefined;
}

const SYNTHETIC: Text = { id: 'data contoh', en: 'sample data' };

/** The picture in both languages: two entries that share their basis. */
export function writeCharts(draft: ChartDraft): readonly DigestChart[] {
  const phrases = [draft.title, draft.subtitle, draft.footnote, draft.alt, ...draft.marks.map((mark) => mark.label)];
  const statements = phrases.flatMap((phrase) => statementsOf(phrase));
  const points = draft.series.flatMap((series) => series.points.filter((point): point is Expression => point !== null));
  const alt = writeSentence(draft.alt).text;
  const languages: readonly Language[] = ['id', 'en'];
  return languages.map((language) => ({
    id: draft.id,
    language,
    spec: specOf(draft, alt, language),
    file: `${draft.id}.${language}.png`,
    alt,
    basis: writeBasis(statements),
    points: writeBasis(points.map((expression) => ({ expression, format: draft.valueFormat ?? { kind: 'integer' } }))),
  }));
}

function specOf(draft: ChartDraft, alt: Text, language: Language): ChartSpec {
  const synthetic = draft.series.some((series) =>
    series.points.some((point) => point !== null && leaves(point).some((leaf) => leaf.quality === 'synthetic')),
  );
  const printed = (expression: Expression | null): string | null =>
    expression === null || draft.valueFormat === undefined ? null : printStatement({ expression, format: draft.valueFormat }, language);
  return {
    kind: draft.kind,
    title: writeSentence(draft.title).text[language],
    subtitle: writeSentence(draft.subtitle).text[language],
    labels: draft.labels[language],
    ...(draft.highlight === undefined ? {} : { highlight: draft.highlight }),
    series: draft.series.map((series) => ({
      name: series.name[language],
      values: series.points.map((point) => (point === null ? null : toNumber(exact(point)))),
      ...(draft.valueFormat === undefined ? {} : { valueLabels: series.points.map(printed) }),
      emphasis: series.emphasis,
    })),
    marks: draft.marks.map((mark) => ({ value: toNumber(exact(mark.at)), label: writeSentence(mark.label).text[language] })),
    language,
    footnote: writeSentence(draft.footnote).text[language],
    ...(synthetic ? { badge: SYNTHETIC[language] } : {}),
    alt: alt[language],
  };
}

function statementsOf(phrase: Phrase): readonly Statement[] {
  return [...phrase.words.id.matchAll(/\{(\w+)\}/g)].flatMap((match) => {
    const statement = phrase.parts[match[1] ?? ''];
    return statement ? [statement] : [];
  });
}
