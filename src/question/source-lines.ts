import type { Text } from '../../connectors/contract/metric.js';
import type { Line } from '../domain/digest.js';
import { number, type Statement as Printed, value } from '../domain/formula.js';
import { integer, line, moment, name, type Parts } from '../text/sentence.js';
import type { AnswerDeps } from './deps.js';
import { type SourcedFigure, type SourceRow, type Statement, sourceRow } from './source.js';

const SHOWN = 12;

/** The rows behind a figure in sentences: id, value, origin, when it was read, and what was said before; the formula last. */
export function sourceLines({ title, formula, rows }: SourcedFigure, zone: string): readonly Line[] {
  const heading = line(`source/${title.en}`, 'headline', {
    words: { id: 'Sumber {title}', en: 'Source of {title}' },
    parts: { title: name(title) },
  });
  return [heading, ...rowLines(rows, title.en, zone), ...(formula === '' ? [] : [formulaLine(title.en, formula)])];
}

/** A sentence of a digest, and under it the rows that it rests on. */
export async function lineSource(told: Line, deps: AnswerDeps): Promise<readonly Line[]> {
  const rows: SourceRow[] = [];
  for (const value of told.basis.values) rows.push(await sourceRow(value, deps));
  return [told, ...rowLines(rows, told.id, deps.config.organisation.zone)];
}

/** The first rows with what else was stated of each, and how many more there are. */
function rowLines(rows: readonly SourceRow[], id: string, zone: string): readonly Line[] {
  const lines = rows
    .slice(0, SHOWN)
    .flatMap((row) => [rowLine(row, zone), ...row.revisions.map((revision, index) => revisionLine(row, revision, index, zone))]);
  return rows.length > SHOWN ? [...lines, restLine(id, rows.length - SHOWN)] : lines;
}

/** Whether a line of an answer tells a row rather than a figure. */
export const isSourceLine = (line: Line): boolean => line.id.startsWith('source/');

const plain = (words: string): Printed => name({ id: words, en: words });

const printedValue = (row: SourceRow): Printed => {
  const leaf = value({ observation: row.observation, value: row.value, quality: row.quality });
  return typeof row.value === 'number' ? integer(leaf) : plain(row.value ?? '-');
};

/** Where a value was voided: why. */
const voidedPiece = ({ voided }: Statement): readonly [boolean, Text, Parts] => [
  voided !== undefined,
  { id: 'ditarik: {voided}', en: 'voided: {voided}' },
  { voided: plain(voided ?? '') },
];

/** What is said of every statement: ", laporan (laporan-2024-02.csv), baris 42, dibaca 1 Maret 2024 pukul 09.00 WIB, revisi 1". */
function saying(statement: Statement, zone: string): { readonly words: Text; readonly parts: Parts } {
  const { origin, reference, observedAt, revision } = statement;
  const pieces: readonly (readonly [boolean, Text, Parts])[] = [
    voidedPiece(statement),
    [origin !== '', { id: '{origin}', en: '{origin}' }, { origin: plain(origin) }],
    [reference !== undefined, { id: 'baris {reference}', en: 'row {reference}' }, { reference: plain(reference ?? '') }],
    [
      observedAt !== undefined,
      { id: 'dinyatakan {observedAt}', en: 'stated {observedAt}' },
      observedAt === undefined ? {} : { observedAt: moment(observedAt, zone) },
    ],
    [true, { id: 'revisi {revision}', en: 'revision {revision}' }, { revision: integer(number(revision)) }],
  ];
  const said = pieces.filter(([there]) => there);
  return {
    words: { id: said.map(([, words]) => words.id).join(', '), en: said.map(([, words]) => words.en).join(', ') },
    parts: Object.assign({}, ...said.map(([, , parts]) => parts)),
  };
}

function rowLine(row: SourceRow, zone: string): Line {
  const { words, parts } = saying(row, zone);
  return line(`source/${row.observation}`, 'entry', {
    words: { id: `{row} = {value} · ${words.id}`, en: `{row} = {value} · ${words.en}` },
    parts: { row: plain(row.observation), value: printedValue(row), ...parts },
  });
}

function revisionLine(row: SourceRow, revision: Statement, index: number, zone: string): Line {
  const { words, parts } = saying(revision, zone);
  const printed = typeof revision.value === 'number' ? integer(number(revision.value)) : plain(revision.value ?? '-');
  return line(`source/${row.observation}/${index}`, 'detail', {
    words: { id: `juga dinyatakan: {value} · ${words.id}`, en: `also stated: {value} · ${words.en}` },
    parts: { value: printed, ...parts },
  });
}

const restLine = (id: string, more: number): Line =>
  line(`source/${id}/more`, 'small', {
    words: { id: 'dan {more} baris lagi', en: 'and {more} more rows' },
    parts: { more: integer(number(more)) },
  });

const formulaLine = (id: string, formula: string): Line =>
  line(`source/${id}/formula`, 'small', { words: { id: 'rumus: {formula}', en: 'formula: {formula}' }, parts: { formula: plain(formula) } });
