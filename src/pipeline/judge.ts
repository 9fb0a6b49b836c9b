import type { Fact, FactField, Layout, LayoutContext, Rejection } from '../../connectors/contract/layout.js';
import type { Text } from '../../connectors/contract/metric.js';
import type { CsvRow } from '../../connectors/files/csv-rows.js';
import { normalise, type Rules } from './normalise.js';
import { statedFacts } from './stated-facts.js';
import type { Tally } from './tally.js';

/** Lines that contradict each other: the first line that states something, with the next line that states it otherwise. */
export type Contradictions = Map<number, number>;

/** What rows are judged by. */
export interface Law {
  readonly layout: Layout;
  readonly columns: readonly string[];
  readonly context: LayoutContext;
  readonly rules: Rules;
  /** those found by an earlier reading of the same file, whose rows are all rejected; new ones are added */
  readonly contradictions: Contradictions;
}

const said = (text: Text): { readonly reason: string; readonly text: Text } => ({ reason: text.en, text });

/** Opens a judge of one file's rows, in their order: it returns the facts that may be kept and tells the tally of everything else. */
export function openJudge(law: Law, tally: Tally): (row: CsvRow) => readonly Fact[] {
  const { layout, rules } = law;
  const restatement = openRestatement(law);
  const columnOf = (field: FactField): string | undefined => layout.places[field];
  const judged = (row: CsvRow): readonly Fact[] | Rejection => {
    const facts = readRow(law, row);
    if ('reason' in facts) return facts;
    const kept: Fact[] = [];
    for (const fact of facts) {
      const verdict = normalise(fact, rules);
      if (!verdict.accepted) return { line: row.line, column: columnOf(verdict.violation.field), ...said(verdict.violation.text) };
      const again = restatement(fact, row.line);
      if (again.kind === 'otherwise') return { line: row.line, column: columnOf('value'), ...said(again.reason) };
      for (const { field, text } of verdict.warnings) tally.warn({ line: row.line, column: columnOf(field), ...said(text) });
      if (again.kind === 'twice') tally.warn({ line: row.line, column: undefined, ...said(again.reason) });
      if (again.kind === 'repeat') tally.repeat();
      else kept.push(verdict.fact);
    }
    return kept;
  };
  return (row) => {
    tally.row();
    const found = judged(row);
    if ('reason' in found) {
      tally.reject(found);
      return [];
    }
    for (const fact of found) tally.take(fact);
    return found;
  };
}

function readRow({ layout, columns, context }: Law, { line, cells }: CsvRow): readonly Fact[] | Rejection {
  if (cells.length !== columns.length) {
    const id = `Barisnya memiliki ${cells.length} sel, sedangkan baris judulnya ${columns.length}. Teks yang memuat koma diapit tanda kutip.`;
    const en = `The row has ${cells.length} cells and the header has ${columns.length}. A text with a comma in it stands in quotation marks.`;
    return { line, column: undefined, ...said({ id, en }) };
  }
  const row: Record<string, string> = {};
  for (let index = 0; index < columns.length; index++) row[columns[index] ?? ''] = cells[index] ?? '';
  return layout.read(row, line, context);
}

type Restated = { readonly kind: 'new' | 'repeat' } | { readonly kind: 'twice' | 'otherwise'; readonly reason: Text };

/** Says whether a fact was stated before. Like entries are two things that happened; every other fact that is stated again is a repeat. */
function openRestatement({ contradictions }: Law): (fact: Fact, line: number) => Restated {
  const stated = statedFacts();
  const otherwise = (first: number, other: number): Restated => ({
    kind: 'otherwise',
    reason: {
      id: `Baris ${first} dan ${other} menyatakan nilai berbeda untuk hal yang sama. Pertahankan salah satunya.`,
      en: `Lines ${first} and ${other} state different values for the same thing. Keep one of them.`,
    },
  });
  return (fact, line) => {
    const seen = stated.see(fact, line);
    if (seen.kind === 'otherwise') {
      if (!contradictions.has(seen.line)) contradictions.set(seen.line, line);
      return otherwise(seen.line, line);
    }
    const other = contradictions.get(seen.line);
    if (other !== undefined) return otherwise(seen.line, other);
    if (seen.kind === 'first') return { kind: 'new' };
    if (fact.type !== 'entry') return { kind: 'repeat' };
    return {
      kind: 'twice',
      reason: {
        id: `Baris ${seen.line} dan ${line} sama. Keduanya disimpan, sebagai dua kejadian.`,
        en: `Lines ${seen.line} and ${line} are alike. Both are kept, as two things that happened.`,
      },
    };
  };
}
