import type { LayoutContext } from '../contract/layout.js';
import type { Metric } from '../contract/metric.js';
import { clipped } from '../contract/nearest.js';
import { addDays, type Calendar, type CivilDate, lastDay, type Period, parsePeriod, periodLabel, periodOf } from '../contract/period.js';
import { remembering } from '../contract/remember.js';
import { CellProblem, cell, type Row } from './cell.js';
import { dayOf, plausibleYear, day as readDay } from './moment.js';

/** The period of a row's value, and the day up to which it was counted where the row says so. */
export interface StatedPeriod {
  readonly period: Period;
  readonly asOf: CivilDate | undefined;
  /** the value covers only the first days of its period */
  readonly partial: boolean;
}

/** Reads the cells `period` and `as_of`: a stock is read on a day, a metric that is reported as a quarter to date counts from the quarter's first day. */
export function statedPeriod(row: Row, metric: Metric, context: LayoutContext): StatedPeriod {
  const named = namedPeriod(cell(row, 'period'), context);
  const asOfCell = cell(row, 'as_of');
  if (asOfCell === '') return { period: named, asOf: undefined, partial: false };
  const asOf = readDay('as_of', asOfCell);
  if (asOf < named.start || asOf >= named.end) {
    throw new CellProblem('as_of', {
      id: `${asOf} berada di luar periode ${cell(row, 'period')} (${named.start} sampai ${lastDay(named)}).`,
      en: `${asOf} lies outside the period ${cell(row, 'period')} (${named.start} to ${lastDay(named)}).`,
    });
  }
  if (asOf > dayOf(context.observedAt, context.origin.zone))
    throw new CellProblem('as_of', { id: `${asOf} belum tiba.`, en: `${asOf} has not come yet.` });
  if (metric.additivity === 'stock') return { period: periodOf('day', asOf, context.calendar), asOf, partial: false };
  if (metric.reported === 'quarter-to-date') return { period: quarterToDate(named, asOf, metric, context), asOf, partial: false };
  return { period: named, asOf, partial: asOf < lastDay(named) };
}

const LONGEST_PERIOD = '2024-02-29'.length;

function namedPeriod(text: string, { calendar }: LayoutContext): Period {
  if (text === '') throw new CellProblem('period', { id: 'Periodenya kosong.', en: 'The period is missing.' });
  const period = text.length > LONGEST_PERIOD ? undefined : existingPeriod(text, calendar);
  if (period === undefined) {
    throw new CellProblem('period', {
      id: `"${clipped(text)}" bukan periode yang ada. Tulis hari (2024-02-29), pekan (2024-W09), bulan (2024-02), triwulan (2024-Q1), atau tahun (2024).`,
      en: `"${clipped(text)}" is no existing period. Write a day (2024-02-29), week (2024-W09), month (2024-02), quarter (2024-Q1) or year (2024).`,
    });
  }
  return period;
}

const existingPeriod: (text: string, calendar: Calendar) => Period | undefined = remembering(
  (text, { weekStart, quarterStartMonth }) => `${weekStart} ${quarterStartMonth} ${text}`,
  (text, calendar) => {
    const period = plausibleYear(text) ? parsePeriod(text, calendar) : undefined;
    // A week 53 that a year does not have reads as the first week of the next one, whose label is another.
    return period !== undefined && periodLabel(period, calendar) === text ? period : undefined;
  },
);

function quarterToDate(named: Period, asOf: CivilDate, metric: Metric, context: LayoutContext): Period {
  const quarter = periodOf('quarter', asOf, context.calendar);
  if (named.start < quarter.start || named.end > quarter.end) {
    throw new CellProblem('period', {
      id: `"${metric.id}" dihitung dari awal triwulan. Tulis triwulan dari ${asOf}, atau salah satu bulannya.`,
      en: `"${metric.id}" is counted from the start of the quarter. Write the quarter of ${asOf}, or a month in it.`,
    });
  }
  return { grain: 'quarter', start: quarter.start, end: addDays(asOf, 1) };
}
