import type { Text } from '../../connectors/contract/metric.js';
import type { RecognisedTable } from '../../connectors/files/layouts/recognise.js';
import { type Decisions, ORIGINAL, WrongRow } from '../../connectors/files/layouts/row-figures.js';
import type { Survey } from '../../connectors/files/layouts/survey.js';
import type { StatedDays } from '../../connectors/files/values/day-order.js';
import { type DayOrder, readDay } from '../../connectors/files/values/days.js';
import type { DecimalMark } from '../../connectors/files/values/figures.js';
import type { Answers, Ask } from './export-report.js';

/** Throws `WrongRow` where the days of a table are none: changed by a spreadsheet program, or the first days of weeks and months. */
export function checkDays({ layout, table }: RecognisedTable, { stored, steps }: Survey): void {
  const swapped = stored.kind === 'mixed' || (stored.kind === 'swappable' && layout.dates === 'month-first');
  if (swapped && layout.dates !== 'yearless' && 'line' in stored)
    throw new WrongRow(
      stored.line,
      {
        id: `Program lembar kerja mengubah tanggalnya saat disimpan: ${stored.day} bisa jadi hari dan bulannya tertukar.`,
        en: `A spreadsheet program changed the days when it saved the file: day and month of ${stored.day} may be swapped.`,
      },
      ORIGINAL,
    );
  if (layout.shape !== 'daily' || steps === undefined) return;
  const [id, en] = steps === 'week' ? ['pekan', 'weeks'] : ['bulan', 'months'];
  throw new WrongRow(
    table.header.line,
    { id: `Angkanya per ${id}, padahal yang diharapkan per hari.`, en: `The figures are of ${en}, where figures of days are expected.` },
    { id: 'Pilih angka per hari saat mengekspor.', en: 'Choose figures by day at the export.' },
  );
}

/** The order of day and month: the tool's own, unless the cells say otherwise; asked where nothing decides. */
export function dateOrder({ layout }: RecognisedTable, survey: Survey, answers: Answers, stated: StatedDays | undefined, ask: Ask): DayOrder {
  if (answers.dates === 'day-first' || answers.dates === 'month-first') return answers.dates;
  const vote = survey.order(stated);
  // Contradictory days can't be read in any order: the first that can't refuses the file.
  if (vote.outcome === 'clear' || vote.outcome === 'contradictory') return 'month-first';
  const own = layout.dates === 'month-first';
  if (vote.outcome === 'decided' && (!own || vote.order === 'month-first')) return vote.order;
  if (vote.outcome === 'ambiguous' && own) return 'month-first';
  const text = vote.outcome === 'ambiguous' ? vote.example.text : vote.example;
  const reading = readDay(text);
  const { monthFirst, dayFirst } = reading?.kind === 'numeric' ? reading : { monthFirst: undefined, dayFirst: undefined };
  const shows = (day: string | undefined): Text =>
    day === undefined ? { id: `"${text}" bukan tanggal`, en: `"${text}" is no day` } : { id: `"${text}" adalah ${day}`, en: `"${text}" is ${day}` };
  ask({
    id: 'dates',
    text: { id: 'Urutan hari dan bulannya tidak pasti.', en: 'The order of day and month is not certain.' },
    readings: [
      { answer: 'month-first', shows: shows(monthFirst) },
      { answer: 'day-first', shows: shows(dayFirst) },
    ],
  });
  return vote.outcome === 'decided' ? vote.order : 'month-first';
}

/** The decimal marks of counts and measures: what the cells prove; asked where a group of three digits could be a fraction. */
export function marksOf({ numbers, grouped }: Survey, answers: Answers, ask: Ask): Decisions['marks'] {
  const mark = numbers.outcome === 'decided' ? numbers.decimal : undefined;
  const voted = { counts: mark, measures: mark };
  if (grouped === undefined) return voted;
  const sign: DecimalMark = grouped.text.includes('.') ? '.' : ',';
  const other: DecimalMark = sign === '.' ? ',' : '.';
  const open = numbers.outcome === 'contradictory' || (grouped.measure ? mark === undefined : mark === sign);
  if (!open) return voted;
  const answered = (chosen: DecimalMark): Decisions['marks'] => ({ counts: chosen, measures: grouped.measure ? chosen : mark });
  if (answers.numbers === 'thousands') return answered(other);
  if (answers.numbers === 'decimals') return answered(sign);
  const plain = grouped.text.replace(/[.,]/g, '');
  const fraction = grouped.text.replace(',', '.');
  ask({
    id: 'numbers',
    text: {
      id: `"${grouped.text}" di baris ${grouped.line} dapat dibaca dengan dua cara.`,
      en: `"${grouped.text}" on line ${grouped.line} can be read in two ways.`,
    },
    readings: [
      { answer: 'thousands', shows: { id: `"${grouped.text}" adalah ${plain}`, en: `"${grouped.text}" is ${plain}` } },
      {
        answer: 'decimals',
        shows: grouped.measure
          ? { id: `"${grouped.text}" adalah ${fraction}`, en: `"${grouped.text}" is ${fraction}` }
          : {
              id: `"${grouped.text}" adalah ${fraction}, yang bukan hitungan, sehingga berkasnya ditolak`,
              en: `"${grouped.text}" is ${fraction}, which is no count, so that the file is refused`,
            },
      },
    ],
  });
  return answered(other);
}
