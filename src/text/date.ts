import { civilDayOf } from '../../connectors/contract/day-label.js';
import type { CivilDate, Instant, Period } from '../../connectors/contract/period.js';
import { lastDay } from '../../connectors/contract/period.js';
import type { Language } from '../domain/digest.js';

const MONTHS = {
  id: ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
} as const;

const ROMAN = ['I', 'II', 'III', 'IV'] as const;

/** The abbreviations that Indonesians use for their zones. */
const INDONESIAN_ZONES: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};

const monthName = (date: string, language: Language): string => MONTHS[language][Number(date.slice(5, 7)) - 1] ?? '';

/** `29 Februari 2024`, `29 February 2024`. */
export const formatDay = (date: CivilDate, language: Language): string => `${Number(date.slice(8))} ${monthName(date, language)} ${date.slice(0, 4)}`;

/** `Februari 2024`, for any day of the month. */
export const formatMonth = (date: CivilDate, language: Language): string => `${monthName(date, language)} ${date.slice(0, 4)}`;

/** `29 Feb`, for the axis of a chart. */
export const formatShortDay = (date: CivilDate, language: Language): string => `${Number(date.slice(8))} ${monthName(date, language).slice(0, 3)}`;

/** `Feb 2024`, for the axis of a chart. */
export const formatShortMonth = (date: CivilDate, language: Language): string => `${monthName(date, language).slice(0, 3)} ${date.slice(0, 4)}`;

/** `Triwulan I 2024`, `Q1 2024`, from the quarter's name `2024-Q1`. */
export function formatQuarter(name: string, language: Language): string {
  const [year, quarter = '1'] = name.split('-Q');
  return language === 'id' ? `Triwulan ${ROMAN[Number(quarter) - 1] ?? quarter} ${year}` : `Q${quarter} ${year}`;
}

/** `19–25 Februari 2024`, `26 Februari – 3 Maret 2024`: the days of a span, written `2024-02-19/2024-02-26` (end exclusive). */
export function formatSpan(span: string, language: Language): string {
  const [start = '', end = ''] = span.split('/');
  const from = start as CivilDate;
  const to = lastDay({ start: from, end: end as CivilDate });
  if (from === to) return formatDay(from, language);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${formatDay(to, language)}`;
  const first = from.slice(0, 4) === to.slice(0, 4) ? formatDay(from, language).replace(/ \d{4}$/, '') : formatDay(from, language);
  return `${first} – ${formatDay(to, language)}`;
}

/** `1 Maret 2024 pukul 09.00 WIB`, `1 March 2024, 09:00 WIB`: a moment in a zone, written `2024-03-01T02:00:00.000Z@Asia/Jakarta`. */
export function formatMoment(moment: string, language: Language): string {
  const [instant = '', zone = 'UTC'] = moment.split('@');
  const { date, time, name } = wallTime(instant as Instant, zone);
  return language === 'id' ? `${formatDay(date, language)} pukul ${time.replace(':', '.')} ${name}` : `${formatDay(date, language)}, ${time} ${name}`;
}

/** The civil date of a moment in a zone. */
export const civilDateIn = civilDayOf;

function wallTime(instant: Instant, zone: string): { readonly date: CivilDate; readonly time: string; readonly name: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return {
    date: civilDayOf(instant, zone),
    time: `${part('hour')}:${part('minute')}`,
    name: INDONESIAN_ZONES[zone] ?? part('timeZoneName'),
  };
}

/** A period by its own name: a day, the span of a week, a month, a quarter, a year. */
export function formatPeriod(period: Period, language: Language): string {
  switch (period.grain) {
    case 'day':
      return formatDay(period.start, language);
    case 'month':
      return formatMonth(period.start, language);
    case 'year':
      return period.start.slice(0, 4);
    default:
      return formatSpan(`${period.start}/${period.end}`, language);
  }
}
