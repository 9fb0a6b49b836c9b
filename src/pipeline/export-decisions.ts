import { addDays, type CivilDate, type Instant, isCivilDate, type Period, periodOf } from '../../connectors/contract/period.js';
import { FOLLOWERS_ON } from '../../connectors/files/layouts/linkedin.js';
import type { RecognisedTable } from '../../connectors/files/layouts/recognise.js';
import type { Decisions } from '../../connectors/files/layouts/row-figures.js';
import type { Survey } from '../../connectors/files/layouts/survey.js';
import { endOfDay } from '../../connectors/files/moment.js';
import type { StatedDays } from '../../connectors/files/values/day-order.js';
import { civilDay, inOrder, readDay } from '../../connectors/files/values/days.js';
import { statedDays } from '../../connectors/files/values/stated-days.js';
import { type MonthDay, newestOf, yearsBackwards } from '../../connectors/files/values/yearless.js';
import type { Config } from '../config/config.js';
import type { AccountChoice } from './export-account.js';
import { checkDays, dateOrder, marksOf } from './export-forms.js';
import type { Answers, Ask, ExportQuestion } from './export-report.js';

/** What is known of a file besides its tables. */
export interface ExportCircumstances {
  readonly fileName: string;
  /** the day on which the file was last written, where the disk says so */
  readonly modifiedOn: CivilDate | undefined;
  readonly answers: Answers;
  readonly config: Pick<Config, 'organisation' | 'accounts' | 'metrics'>;
  readonly receivedAt: Instant;
  readonly origin: string;
}

/** A table with its survey and all that was decided of it. */
export interface DecidedTable {
  readonly recognised: RecognisedTable;
  readonly survey: Survey;
  readonly decisions: Decisions;
}

/** A table and what a first reading of it told. */
export type Surveyed = { readonly recognised: RecognisedTable; readonly survey: Survey };

/** Decides what the tables leave open, by the answers, the file's name and the cells; what stays open becomes a question. */
export function decide(
  surveys: readonly Surveyed[],
  accounts: AccountChoice,
  about: ExportCircumstances,
): { readonly tables: readonly DecidedTable[]; readonly questions: readonly ExportQuestion[] } {
  const questions = new Map<string, ExportQuestion>();
  const ask = (question: ExportQuestion): void => {
    if (!questions.has(question.id)) questions.set(question.id, question);
  };
  for (const { recognised, survey } of surveys) checkDays(recognised, survey);
  const names = [about.fileName, ...surveys.map(({ recognised }) => recognised.table.name)];
  const [named, stated] = [daysInName(names), names.map(statedDays).find((days) => days !== undefined)];
  const year = yearOf(surveys, named, about, ask);
  const open = surveys.find(({ recognised }) => recognised.layout.shape === 'chosen-period');
  const period = open === undefined ? 'lifetime' : chosenPeriod(stated, about, ask, open.survey);
  const exported = exportedDay(period === 'lifetime' ? surveys : surveys.filter((one) => one !== open), named, year, about, ask);
  const tables = surveys.map(({ recognised, survey }) => {
    const chosen = recognised.layout.shape === 'chosen-period';
    if (survey.conflict !== undefined && about.answers.columns === undefined) ask(columnsQuestion(survey.conflict));
    const decisions: Decisions = {
      origin: about.origin,
      zone: about.config.organisation.zone,
      receivedAt: about.receivedAt,
      order: dateOrder(recognised, survey, about.answers, stated, ask),
      marks: marksOf(survey, about.answers, ask),
      exportedAt: exported === undefined ? undefined : momentOf(exported, about),
      days: year === undefined ? undefined : daysOf(recognised, survey, year),
      idsRounded: survey.idsRounded,
      twin: about.answers.columns === 'last' ? 'last' : 'first',
      subject: accounts.subject,
      signed: new Set([...about.config.metrics.values()].filter(({ signed, unit }) => signed === true || unit === 'score').map(({ id }) => id)),
      lifetime: !chosen || period === 'lifetime',
      period: chosen ? wholePeriod(period, about) : undefined,
    };
    return { recognised, survey, decisions };
  });
  return { tables, questions: [...questions.values()] };
}

function momentOf(day: CivilDate, { config, receivedAt }: ExportCircumstances): Instant {
  const end = endOfDay(day, config.organisation.zone);
  const sameDay = receivedAt < end && receivedAt.slice(0, 10) >= day;
  return sameDay ? receivedAt : end;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The days that the names of the file and its entries state, in their order: 2026-08-02, Apr-14-2025, or LinkedIn's count of milliseconds. */
function daysInName(names: readonly string[]): readonly CivilDate[] {
  for (const name of names) {
    const days = [
      ...name.matchAll(/(\d{4})-(\d{2})-(\d{2})|([A-Z][a-z]{2})-(\d{2})-(\d{4})|_(1[2-9]\d{11})(?=\D|$)|(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)/g),
    ].flatMap((match) => {
      const [, year = match[8], month = match[9], day = match[10], monthName, dayOfMonth, yearAfter, milliseconds] = match;
      if (milliseconds !== undefined) return [new Date(Number(milliseconds)).toISOString().slice(0, 10) as CivilDate];
      const found =
        year === undefined
          ? civilDay(Number(yearAfter), MONTHS.indexOf(monthName ?? '') + 1, Number(dayOfMonth))
          : civilDay(Number(year), Number(month), Number(day));
      return found ?? [];
    });
    if (days.length > 0) return days;
  }
  return [];
}

const place = ({ month, day }: MonthDay): number => month * 100 + day;
const placeOf = (date: CivilDate): number => Number(date.slice(5, 7)) * 100 + Number(date.slice(8, 10));

/** The year of the newest day of an export without years. */
function yearOf(surveys: readonly Surveyed[], named: readonly CivilDate[], about: ExportCircumstances, ask: Ask): number | undefined {
  const open = surveys.find(({ survey }) => survey.yearless.length > 0);
  if (open === undefined) return undefined;
  const newest = open.survey.exported[0] ?? newestOf(open.survey.yearless);
  if (newest === undefined) return undefined;
  const { answers } = about;
  if (answers.year !== undefined && /^20\d\d$/.test(answers.year)) return Number(answers.year);
  const until = (answers.exported !== undefined && isCivilDate(answers.exported) ? answers.exported : undefined) ?? named.at(-1);
  if (until !== undefined) return Number(until.slice(0, 4)) - (place(newest) > placeOf(until) ? 1 : 0);
  const today = about.receivedAt.slice(0, 10) as CivilDate;
  const latest = Number(today.slice(0, 4)) - (place(newest) > placeOf(today) ? 1 : 0);
  const possible = [latest, latest - 1, latest - 2, latest - 3].filter((year) => isPossible(open, year)).slice(0, 2);
  ask({
    id: 'year',
    text: {
      id: 'Tanggal di berkas tidak memiliki tahun. Tanggal terbarunya di tahun berapa?',
      en: 'The days of the file have no year. Its newest day is in which year?',
    },
    readings: possible.map((year) => ({
      answer: String(year),
      shows: {
        id: `tanggal terbarunya ${civilDay(year, newest.month, newest.day)}`,
        en: `the newest day is ${civilDay(year, newest.month, newest.day)}`,
      },
    })),
  });
  return undefined;
}

/** Whether the days exist in the years that would follow, without a gap that only another year explains: a 29 February that is stated or passed over. */
function isPossible({ recognised, survey }: Surveyed, year: number): boolean {
  const days = recognised.layout.shape === 'daily' ? yearsBackwards(survey.yearless, year) : [];
  if (days === undefined) return false;
  const leapDayStated = survey.yearless.some(({ month, day }) => month === 2 && day === 29);
  return (
    leapDayStated || !days.some((day, index) => day.slice(5) === '02-28' && days[index + 1]?.slice(5) === '03-01' && isLeap(Number(day.slice(0, 4))))
  );
}

const isLeap = (year: number): boolean => civilDay(year, 2, 29) !== undefined;

function daysOf({ layout }: RecognisedTable, survey: Survey, year: number): readonly CivilDate[] | undefined {
  if (survey.yearless.length === 0) return undefined;
  if (layout.shape === 'daily') return yearsBackwards(survey.yearless, year);
  const [made] = survey.exported;
  const days = survey.yearless.map((day) => civilDay(year - (made !== undefined && place(day) > place(made) ? 1 : 0), day.month, day.day));
  return days.every((day) => day !== undefined) ? days : undefined;
}

/** The day to which lifetime figures belong: answered, stated by the file or its name; otherwise asked, and never taken to be today. */
function exportedDay(
  surveys: readonly Surveyed[],
  named: readonly CivilDate[],
  year: number | undefined,
  about: ExportCircumstances,
  ask: Ask,
): CivilDate | undefined {
  const needing = surveys.filter(({ recognised }) => recognised.layout.shape !== 'daily');
  if (needing.length === 0) return undefined;
  const { exported } = about.answers;
  if (exported !== undefined && isCivilDate(exported)) return exported;
  const made = needing.find(({ survey }) => survey.exported.length > 0)?.survey.exported[0];
  if (made !== undefined) return year === undefined ? undefined : civilDay(year, made.month, made.day);
  const last = needing
    .map(({ survey }) => survey.lastDay)
    .filter((day) => day !== undefined)
    .sort()
    .at(-1) as CivilDate | undefined;
  const stated = followersDay(surveys) ?? named.at(-1);
  if (stated !== undefined && (last === undefined || stated >= last)) return stated;
  const readings = [
    ...(about.modifiedOn === undefined
      ? []
      : [{ answer: about.modifiedOn, shows: { id: 'hari berkasnya terakhir ditulis', en: 'the day on which the file was last written' } }]),
    ...(last === undefined || last === about.modifiedOn
      ? []
      : [{ answer: last, shows: { id: 'hari kiriman terbaru di dalamnya', en: 'the day of the newest item in it' } }]),
  ];
  ask({
    id: 'exported',
    text: {
      id: 'Angkanya dari hari ekspor, yang tidak disebut di berkas maupun di namanya. Hari apa itu?',
      en: 'The figures are those of the day of the export, which neither the file nor its name states. Which day was it?',
    },
    readings,
  });
  return undefined;
}

function followersDay(surveys: readonly Surveyed[]): CivilDate | undefined {
  for (const { recognised } of surveys) {
    const [, text] = FOLLOWERS_ON.exec(recognised.table.header.cells[0] ?? '') ?? [];
    const day = text === undefined ? undefined : inOrder(readDay(text), 'month-first');
    if (day?.year !== undefined) return civilDay(day.year, day.month, day.day);
  }
  return undefined;
}

/** Whether the figures of items are lifetime figures or of a period that somebody chose; the file does not say. */
function chosenPeriod(stated: StatedDays | undefined, about: ExportCircumstances, ask: Ask, survey: Survey): string {
  const { period } = about.answers;
  if (period !== undefined && (period === 'lifetime' || /^\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2}$/.test(period))) return period;
  if (stated !== undefined) return `${stated.first}..${stated.last}`;
  ask({
    id: 'period',
    text: {
      id: 'Angkanya dari periode yang dipilih saat ekspor dan tidak disebut di berkas.',
      en: 'The figures are of a period that was chosen at the export and that the file does not state.',
    },
    readings: [
      {
        answer: 'lifetime',
        shows: {
          id: `angka sepanjang masa dari ${survey.rows} video, disimpan seperti pada hari ekspor`,
          en: `lifetime figures of ${survey.rows} videos, kept as they stood on the day of the export`,
        },
      },
      {
        answer: 'FROM..TO',
        shows: {
          id: 'angka untuk hari-hari ini, misalnya 2026-09-01..2026-09-30: videonya didaftar dan angkanya tidak diambil; baris jumlah disimpan untuk pekan, bulan, triwulan, atau tahun yang utuh',
          en: 'figures of these days, such as 2026-09-01..2026-09-30: the videos are listed and their figures left out; the total row is kept for a whole week, month, quarter or year',
        },
      },
    ],
  });
  return 'lifetime';
}

/** A chosen period that is a whole one of the calendar; figures of any other span fit no series. */
function wholePeriod(text: string, { config }: ExportCircumstances): Period | undefined {
  const [from, to] = text.split('..');
  if (from === undefined || to === undefined || !isCivilDate(from) || !isCivilDate(to)) return undefined;
  const end = addDays(to, 1);
  return (['day', 'week', 'month', 'quarter', 'year'] as const)
    .map((grain) => periodOf(grain, from, config.organisation.calendar))
    .find((period) => period.start === from && period.end === end);
}

function columnsQuestion({ header, line, first, second }: NonNullable<Survey['conflict']>): ExportQuestion {
  return {
    id: 'columns',
    text: {
      id: `Dua kolom berarti "${header.trim()}" dan isinya berbeda, pertama di baris ${line}.`,
      en: `Two columns mean "${header.trim()}", and they differ, first on line ${line}.`,
    },
    readings: [
      { answer: 'first', shows: { id: `kolom pertama, "${first}" di baris itu`, en: `the first column, "${first}" on that line` } },
      { answer: 'last', shows: { id: `kolom terakhir, "${second}" di baris itu`, en: `the last column, "${second}" on that line` } },
    ],
  };
}
