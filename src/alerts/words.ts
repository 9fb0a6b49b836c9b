import type { Text } from '../../connectors/contract/metric.js';
import type { Period } from '../../connectors/contract/period.js';
import { integer, name, type Phrase, periodName } from '../text/sentence.js';
import type { Reading, SeriesPoint, SeriesView } from './reading.js';

/** "Jangkauan @ditjenpk Februari 2024: 900". */
export const figureNews = (view: SeriesView, point: SeriesPoint): Phrase => ({
  words: { id: '{label} {period}: {value}', en: '{label} {period}: {value}' },
  parts: { label: name(view.label), period: periodName(point.period, view.calendar), value: integer(point.expression) },
});

/** "Jangkauan @ditjenpk Februari 2024: belum ada data". */
export const absenceNews = (view: SeriesView, period: Period): Phrase => ({
  words: { id: '{label} {period}: tidak ada data', en: '{label} {period}: there is no data' },
  parts: { label: name(view.label), period: periodName(period, view.calendar) },
});

/** A figure that was due and is not there. */
export const absentReading = (view: SeriesView, period: Period): Reading => ({
  kind: 'absent',
  period,
  phrases: () => [absenceNews(view, period)],
});

const WEEKDAYS: readonly Text[] = [
  { id: 'Minggu', en: 'Sundays' },
  { id: 'Senin', en: 'Mondays' },
  { id: 'Selasa', en: 'Tuesdays' },
  { id: 'Rabu', en: 'Wednesdays' },
  { id: 'Kamis', en: 'Thursdays' },
  { id: 'Jumat', en: 'Fridays' },
  { id: 'Sabtu', en: 'Saturdays' },
];

/** The weekday of a period's first day, in English as several: "on Saturdays", "4 Saturdays". */
export const weekdayOf = ({ start }: Period): Text => WEEKDAYS[new Date(`${start}T00:00:00Z`).getUTCDay()] ?? { id: '', en: '' };
