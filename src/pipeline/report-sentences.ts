import { addDays, isCivilDate } from '../../connectors/contract/period.js';
import type { Config } from '../config/config.js';
import type { Language } from '../domain/digest.js';
import { formatSpan } from '../text/date.js';
import { formatNumber } from '../text/number.js';
import { GRAIN_NAMES, layoutName, localeName, toolName } from './export-names.js';
import type { ExportMetric, ExportQuestion, ExportReport, RecognisedExport, RefusedExport } from './export-report.js';
import type { HandedIn, KeptFile } from './handed-file.js';

/** A question of a file with its readings in words. `asks`: a choice among the readings, or any day, days (`FROM..TO`) or year beside them. */
export interface AskedQuestion {
  readonly id: string;
  readonly text: string;
  readonly asks: 'choice' | 'day' | 'days' | 'year';
  readonly readings: readonly { readonly answer: string; readonly shows: string }[];
}

/** A report in the words of one language: each text is a whole line, without marks of any program. */
export type ReportSentences =
  | {
      readonly kind: 'recognised';
      /** what it is: tool, table, language of the headers */
      readonly title: string;
      /** whose it is, or that this is open */
      readonly account: string;
      /** one line for each metric: values, period, sum */
      readonly metrics: readonly string[];
      /** one line for each reason */
      readonly leftOut: readonly string[];
      readonly questions: readonly AskedQuestion[];
    }
  | { readonly kind: 'refused'; readonly reason: string; readonly advice: string };

type Named = Pick<Config, 'accounts' | 'metrics'>;

/** Puts a report into words. */
export const reportSentences = (report: ExportReport, config: Named, language: Language): ReportSentences =>
  'refused' in report ? refusedSentences(report, language) : recognisedSentences(report, config, language);

function refusedSentences({ refused }: RefusedExport, language: Language): ReportSentences {
  const { reason, line, advice } = refused;
  const where = line === null ? '' : { id: `Baris ${line}: `, en: `Line ${line}: ` }[language];
  return { kind: 'refused', reason: `${where}${reason[language]}`, advice: advice[language] };
}

function recognisedSentences(report: RecognisedExport, config: Named, language: Language): ReportSentences {
  const { tool, layout, locale } = report.recognised;
  const headers =
    locale === null ? '' : { id: ` (judul kolom ${localeName(locale, 'id')})`, en: ` (headers in ${localeName(locale, 'en')})` }[language];
  return {
    kind: 'recognised',
    title: `${toolName(tool, language)}: ${layoutName(layout, language)}${headers}`,
    account: report.about?.[language] ?? (LEDGER.test(tool) ? LEDGER_TEXT[language] : accountSentence(report.account, config, language)),
    metrics: report.stated?.map((text) => text[language]) ?? report.metrics.map((metric) => metricSentence(metric, config, language)),
    leftOut: report.leftOut.map(({ reason, rows }) => (rows === 0 ? reason[language] : `${rowsOf(rows, language)}: ${reason[language]}`)),
    questions: report.questions.map((question) => asked(question, language)),
  };
}

const LEDGER = /^advocacy/;
const LEDGER_TEXT = { id: 'Masuk ke buku aktivasi pegawai.', en: 'It goes into the ledger of employee advocacy.' } as const;

function accountSentence(account: string | null, { accounts }: Named, language: Language): string {
  if (account === null) return { id: 'Akun belum diketahui.', en: 'The account is not known yet.' }[language];
  const labels = account.split(', ').map((id) => {
    const label = accounts.find((one) => one.id === id)?.label;
    return label === undefined || label === id ? id : `${label} (${id})`;
  });
  return `${{ id: 'Akun', en: 'Account' }[language]}: ${labels.join(', ')}`;
}

const rowsOf = (rows: number, language: Language): string =>
  ({ id: `${formatNumber(rows, 'id')} baris`, en: `${formatNumber(rows, 'en')} ${rows === 1 ? 'row' : 'rows'}` })[language];

function metricSentence({ metric, dimensions, grain, rows, sum, first, last }: ExportMetric, { metrics }: Named, language: Language): string {
  const label = metrics.get(metric)?.label[language] ?? metric;
  const of = Object.values(dimensions).join(', ');
  const parts = [
    `${label}${of === '' ? '' : ` (${of})`} ${GRAIN_NAMES[grain][language]}: ${{ id: `${formatNumber(rows, 'id')} angka`, en: `${formatNumber(rows, 'en')} ${rows === 1 ? 'figure' : 'figures'}` }[language]}`,
    ...(first === null || last === null || !isCivilDate(first) || !isCivilDate(last) ? [] : [formatSpan(`${first}/${addDays(last, 1)}`, language)]),
    ...(sum === null ? [] : [`${{ id: 'jumlah', en: 'sum' }[language]} ${formatNumber(sum, language)}`]),
  ];
  return parts.join('; ');
}

const ASKS: Readonly<Record<string, AskedQuestion['asks']>> = { exported: 'day', period: 'days', year: 'year' };

/** Readings that only show how an answer is written, such as `FROM..TO`, are no choices. */
const isChoice = ({ answer }: ExportQuestion['readings'][number]): boolean => !/^[A-Z]+(?:\.\.[A-Z]+)?$/.test(answer);

const asked = ({ id, text, readings }: ExportQuestion, language: Language): AskedQuestion => ({
  id,
  text: text[language],
  asks: Object.hasOwn(ASKS, id) ? (ASKS[id] ?? 'choice') : 'choice',
  readings: readings.filter(isChoice).map(({ answer, shows }) => ({ answer, shows: shows[language] })),
});

/** One sentence on what became of a file that was to be kept. */
export function outcomeSentence(outcome: HandedIn, language: Language): string {
  switch (outcome.state) {
    case 'asks':
      return {
        id: 'Berkas belum disimpan: jawab dahulu pertanyaannya.',
        en: 'The file is not kept yet: answer its questions first.',
      }[language];
    case 'refused':
      return { id: 'Berkas ditolak; tidak ada yang disimpan.', en: 'The file is refused; nothing of it is kept.' }[language];
    case 'unchanged':
      return { id: 'Semua isinya sudah ada; tidak ada yang berubah.', en: 'All that it states is there already; nothing changed.' }[language];
    default:
      return keptSentence(outcome, language);
  }
}

function keptSentence({ inserted, revised, unchanged, withdrawn, rejections, state }: KeptFile, language: Language): string {
  const count = (value: number): string => formatNumber(value, language);
  const words = {
    id: [
      `${count(inserted)} baru`,
      `${count(revised)} direvisi`,
      `${count(unchanged)} tetap`,
      ...(withdrawn > 0 ? [`${count(withdrawn)} entri ditarik`] : []),
      ...(state === 'partial' ? [`${count(rejections.length)} baris tidak diambil`] : []),
    ],
    en: [
      `${count(inserted)} new`,
      `${count(revised)} revised`,
      `${count(unchanged)} unchanged`,
      ...(withdrawn > 0 ? [`${count(withdrawn)} entries withdrawn`] : []),
      ...(state === 'partial' ? [`${count(rejections.length)} rows not taken`] : []),
    ],
  }[language];
  return `${{ id: 'Disimpan', en: 'Kept' }[language]}: ${words.join(', ')}.`;
}
