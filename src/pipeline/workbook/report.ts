import type { Text } from '../../../connectors/contract/metric.js';
import type { Language } from '../../domain/digest.js';
import { formatDay, formatPeriod } from '../../text/date.js';
import { formatNumber } from '../../text/number.js';
import type { ExportQuestion, RecognisedExport } from '../export-report.js';
import { keyOf } from '../handed/checks.js';
import type { PasteContext, PasteQuestion, ReadEntry, ReadFigure } from '../handed/reading.js';
import { NOTE_LABELS } from '../note-lines.js';
import type { ReadNote } from './notes-sheet.js';
import type { WorkbookReading } from './read.js';
import { PRECISION_WORDS } from './words.js';

const LANGUAGES = ['id', 'en'] as const;
const inBoth = (say: (language: Language) => string): Text => ({ id: say('id'), en: say('en') });

/** Says what a workbook states: each figure with that of the month before, what stays open, and what is asked. */
export function workbookReport(file: string, reading: WorkbookReading, context: PasteContext): RecognisedExport {
  const { figures, entries, texts, blank, told } = reading;
  return {
    version: 1,
    file,
    recognised: { tool: 'pantau', layout: 'workbook', locale: null },
    account: null,
    about: inBoth((language) => aboutText(reading, language)),
    metrics: [],
    stated: [...figures.map((figure) => figureText(figure, reading, context)), ...entries.map(entryText), ...texts.map(noteText)],
    leftOut: [...told, ...blankText(blank, context)].map((reason) => ({ reason, rows: 0 })),
    questions: questionsOf(reading),
  };
}

function aboutText({ period, figures, entries, texts }: WorkbookReading, language: Language): string {
  const [month, stated, listed, written] = [formatPeriod(period, language), figures.length, entries.length, texts.length];
  if (written > 0)
    return {
      id: `${month}: ${stated} angka, ${listed} entri, dan ${written} catatan diisi`,
      en: `${month}: ${stated} figures, ${listed} entries and ${written} notes are filled in`,
    }[language];
  return { id: `${month}: ${stated} angka dan ${listed} entri diisi`, en: `${month}: ${stated} figures and ${listed} entries are filled in` }[
    language
  ];
}

/** The name of a figure, with the value of its open dimension. */
const nameOf = ({ item, value }: ReadFigure, language: Language): string =>
  `${item?.label[language] ?? '?'}${value === undefined ? '' : `, ${value}`}`;

const NO_DATA: Text = { id: 'tidak ada data', en: 'no data' };
const SAME: Text = { id: 'sudah tersimpan', en: 'stored already' };

function figureText(figure: ReadFigure, { notes }: WorkbookReading, context: PasteContext): Text {
  return inBoth((language) => {
    const { figure: value, precision, previous, period, source } = figure;
    const number = value === undefined ? `"${source}" ?` : value === null ? NO_DATA[language] : formatNumber(value, language);
    const about = precision === 'exact' || typeof value !== 'number' ? '' : ` ${PRECISION_WORDS[precision][language]}`;
    const before = previous === undefined ? '–' : formatNumber(previous, language);
    const note = notes.get(figure.id);
    const stored = context.known(keyOf(figure) ?? '', period);
    return [
      `${nameOf(figure, language)}: ${number}${about} (${{ id: 'bulan sebelumnya', en: 'month before' }[language]}: ${before})`,
      ...(typeof value === 'number' && stored === value ? [SAME[language]] : []),
      ...(note === undefined ? [] : [`"${note}"`]),
    ].join('; ');
  });
}

const entryText = ({ list, date, title, attributes }: ReadEntry): Text =>
  inBoth((language) => [list.label[language], formatDay(date, language), title, ...Object.values(attributes)].join('; '));

const SHOWN = 200;

/** A note by its beginning; how long it is shows that the rest was read too. */
const noteText = ({ place: { title, kind }, text }: ReadNote): Text =>
  inBoth((language) => {
    const shown = text.replace(/\s+/g, ' ');
    const more = { id: `… (${text.length} huruf)`, en: `… (${text.length} characters)` }[language];
    return `${title[language]}, ${NOTE_LABELS[kind][language]}: "${shown.length > SHOWN ? `${shown.slice(0, SHOWN)}${more}` : shown}"`;
  });

const MOST_NAMED = 12;

/** What is blank stays open: it is never read as nought. */
function blankText(blank: WorkbookReading['blank'], { known, period }: PasteContext): readonly Text[] {
  const open = blank.filter(({ key }) => known(key, period) === undefined);
  if (open.length === 0) return [];
  return [
    inBoth((language) => {
      const named = open.slice(0, MOST_NAMED).map(({ label }) => label[language]);
      const more = open.length - named.length;
      const rest = more > 0 ? { id: ` dan ${more} lagi`, en: ` and ${more} more` }[language] : '';
      return {
        id: `${open.length} angka dikosongkan dan tetap terbuka, bukan nol: ${named.join('; ')}${rest}.`,
        en: `${open.length} figures are blank and stay open, they are not nought: ${named.join('; ')}${rest}.`,
      }[language];
    }),
  ];
}

/** What must be answered before anything is kept; of questions in the same words the first. */
function questionsOf({ asked, figures, entries, texts }: WorkbookReading): readonly ExportQuestion[] {
  const all = [
    ...asked.map((question) => exportQuestion(question, undefined)),
    ...figures.flatMap((figure) =>
      figure.questions.map((question) =>
        exportQuestion(question, question.kind === 'sum' ? undefined : inBoth((language) => nameOf(figure, language))),
      ),
    ),
    ...[...entries, ...texts].flatMap(({ questions }) => questions.map((question) => exportQuestion(question, undefined))),
  ];
  return all.filter(
    (question, index) => all.findIndex((other) => LANGUAGES.every((language) => other.text[language] === question.text[language])) === index,
  );
}

const exportQuestion = ({ id, sentence, options }: PasteQuestion, about: Text | undefined): ExportQuestion => ({
  id,
  text: about === undefined ? sentence : inBoth((language) => `${about[language]}: ${sentence[language]}`),
  readings: options.map((option) => ({ answer: option.id, shows: option.label })),
});
