import type { Text } from '../../connectors/contract/metric.js';
import type { Check } from '../domain/digest.js';
import type { KnownFigure } from '../domain/figure.js';
import { count, type Expression, exact, operation, sum, value } from '../domain/formula.js';
import { sign } from '../domain/rational.js';
import type { StoredEntry } from '../store/port.js';
import { integer, name, writeSentence } from '../text/sentence.js';

/** Whether parts add up to a whole that is reported beside them. */
export function sumCheck(id: string, label: Text, parts: readonly KnownFigure[], whole: KnownFigure): Check {
  return equality(id, label, sum(parts.map((part) => part.expression)), whole.expression, {
    right: { id: 'Jumlah bagian {left} sama dengan {label} {right}', en: 'The parts add up to {left}, as does {label}: {right}' },
    wrong: {
      id: 'Jumlah bagian {left} TIDAK sama dengan {label} {right}: selisih {difference}',
      en: 'The parts add up to {left}, NOT to {label} {right}: a difference of {difference}',
    },
  });
}

/** Whether a count agrees with the list behind it. */
export function listCheck(id: string, label: Text, entries: readonly StoredEntry[], whole: KnownFigure): Check {
  const listed = count(entries.map((entry) => value({ observation: entry.id, value: entry.title, quality: 'complete' })));
  return equality(id, label, listed, whole.expression, {
    right: { id: 'Daftar memuat {left} entri, sama dengan {label} {right}', en: 'The list holds {left} entries, as many as {label}: {right}' },
    wrong: {
      id: 'Daftar memuat {left} entri, TIDAK sama dengan {label} {right}: selisih {difference}',
      en: 'The list holds {left} entries, NOT as many as {label} {right}: a difference of {difference}',
    },
  });
}

/** Two ways to the same figure, by the names of who states it. */
export interface Witnesses {
  readonly first: Text;
  readonly second: Text;
}

/** The content behind a figure, and the report of it. */
export const CONTENT_AND_REPORT: Witnesses = { first: { id: 'konten', en: 'content' }, second: { id: 'laporan', en: 'report' } };

/** The configuration, and the report beside it. */
export const CONFIGURATION_AND_REPORT: Witnesses = { first: { id: 'konfigurasi', en: 'configuration' }, second: { id: 'laporan', en: 'report' } };

/** Whether two ways to the same figure agree, such as a report and the content behind it. */
export function agreementCheck(id: string, label: Text, witnesses: Witnesses, first: Expression, second: Expression): Check {
  const said = (language: 'id' | 'en'): string => `{label}: ${witnesses.first[language]} {left}, ${witnesses.second[language]} {right}`;
  return equality(id, label, first, second, {
    right: { id: `${said('id')}: cocok`, en: `${said('en')}: they agree` },
    wrong: { id: `${said('id')}: TIDAK cocok, selisih {difference}`, en: `${said('en')}: they DISAGREE by {difference}` },
  });
}

interface CheckWords {
  readonly right: Text;
  readonly wrong: Text;
}

function equality(id: string, label: Text, left: Expression, right: Expression, words: CheckWords): Check {
  const difference = operation(left, '-', right);
  const ok = sign(exact(difference)) === 0;
  const parts = {
    left: integer(left),
    label: name(label),
    right: integer(right),
    difference: integer({ kind: 'call', name: 'abs', parts: [difference] }),
  };
  return { id, ok, ...writeSentence({ words: ok ? words.right : words.wrong, parts }) };
}
