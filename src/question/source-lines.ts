import type { Text } from '../../connectors/contract/metric.js';
import { integer, line, moment, name, type Parts } from '../digest/sentence.js';
import type { Line } from '../domain/digest.js';
import { number, type Statement as Printed, value } from '../domain/formula.js';
import type { SourcedFigure, SourceRow, Statement } from './source.js';

const SHOWN = 12;

/** The rows behind a figure in sentences: id, value, origin, when it was read, and what was said before; the formula last. */
export function sourceLines({ title, formula, rows }: SourcedFigure, zone: string): readonly Line[] {
  const shown = rows.slice(0, SHOWN);
  const lines = shown.flatMap((row) => [rowLine(row, zone), ...row.revisions.map((revision, index) => revisionLine(row, revision, index, zone))]);
  const heading = line(`source/${title.en}`, 'headline', {
    words: { id: 'Sumber {title}', en: 'Source of {title}' },
    parts: { title: name(title) },
  });
  const rest: Line[] = rows.length > SHOWN ? [restLine(title, rows.length - SHOWN)] : [];
  return [heading, ...lines, ...rest, ...(formula === '' ? [] : [formulaLine(title, formula)])];
}

const plain = (words: string): Printed => name({ id: words, en: words });

const printedValue = (row: SourceRow): Printed => {
  const leaf = value({ observation: row.observation, value: row.value, quality: row.quality });
  return typeof row.value === 'number' ? integer(leaf) : plain(row.value ?? '-');
};

/** What is said of every statement: ", laporan (laporan-2024-02.csv), baris 42, dibaca 1 Maret 2024 pukul 09.00 WIB, revisi 1". */
function saying({ origin, reference, observedAt, revision }: Statement, zone: string): { readonly words: Text; readonly parts: Parts } {
  const pieces: readonly (readonly [boolean, Text, Parts])[] = [
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

const restLine = (title: Text, more: number): Line =>
  line(`source/${title.en}/more`, 'small', {
    words: { id: 'dan {more} baris lagi', en: 'and {more} more rows' },
    parts: { more: integer(number(more)) },
  });

const formulaLine = (title: Text, formula: string): Line =>
  line(`source/${title.en}/formula`, 'small', { words: { id: 'rumus: {formula}', en: 'formula: {formula}' }, parts: { formula: plain(formula) } });
