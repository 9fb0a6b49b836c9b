import type { Text } from '../../connectors/contract/metric.js';
import { type Calendar, lastDay, periodOf } from '../../connectors/contract/period.js';
import { figureNumber, figurePhrase, missingPhrase } from '../digest/phrases.js';
import { meanPhrase } from '../digest/rows.js';
import type { SectionContext } from '../digest/section.js';
import type { Line } from '../domain/digest.js';
import type { KnownFigure, MissingFigure } from '../domain/figure.js';
import { figureValue } from '../domain/figure.js';
import { absolute, count, days, type Expression, leaves, operation, sum } from '../domain/formula.js';
import { readLedgerCount } from '../domain/ledger-count.js';
import { sign, subtract } from '../domain/rational.js';
import { day, direction, integer, line, name, type Phrase, percent, periodName } from '../text/sentence.js';
import type { Measured } from './measure.js';
import { countedPeriod } from './row-id.js';

/** The sentences on what was measured; each number is traced to its rows. */
export function measuredLines(id: string, label: Text, measured: Measured, context: SectionContext): readonly Line[] {
  switch (measured.kind) {
    case 'figure':
      return measured.figure.state === 'missing'
        ? [missingLine(id, label, measured.figure, context)]
        : [knownLine(id, label, measured.figure, context)];
    case 'readings':
      return readingLines(id, label, measured, context);
    case 'sum':
      return sumLines(id, label, measured, context);
    case 'content':
      return [
        knownLine(id, label, measured.figure, context),
        line(`${id}/content`, 'small', {
          words: { id: 'dihitung dari konten yang tersimpan', en: 'counted from the content that is stored' },
          parts: {},
        }),
      ];
    case 'steps':
      return stepLines(id, label, measured, context);
  }
}

const missingLine = (id: string, label: Text, figure: MissingFigure, context: SectionContext): Line =>
  line(id, 'missing', missingPhrase(label, figure, context.calendar), ['no-data']);

function knownLine(id: string, label: Text, figure: KnownFigure, context: SectionContext): Line {
  const { period, metric } = figure.question;
  return line(
    id,
    'headline',
    headline(label, figure, context.calendar),
    period.end > context.today && metric.additivity !== 'stock' ? ['partial'] : [],
  );
}

/** "Contact Center · Tiket konsultasi, Februari 2024: 967"; a stock bears the day on which it was read. */
function headline(label: Text, figure: KnownFigure, calendar: Calendar): Phrase {
  const phrase = meanPhrase(label, figure) ?? figurePhrase(label, figure);
  if ('day' in phrase.parts) return phrase;
  const { words, parts } = whenCounted(figure, calendar);
  return {
    words: { id: phrase.words.id.replace('{label}', `{label}, ${words.id}`), en: phrase.words.en.replace('{label}', `{label}, ${words.en}`) },
    parts: { ...phrase.parts, ...parts },
  };
}

/** The period of a figure; a row that counts from the start of its quarter says so. */
function whenCounted(figure: KnownFigure, calendar: Calendar): Phrase {
  const [row] = leaves(figure.expression);
  const days = row && readLedgerCount(row.observation)?.window;
  if (days !== undefined && days.end < figure.question.period.end)
    return {
      words: { id: '{period} s.d. {until}', en: '{period} to {until}' },
      parts: { period: periodName(figure.question.period, calendar), until: day(lastDay(days)) },
    };
  const counted = figure.question.metric.reported === 'quarter-to-date' && row ? countedPeriod(row.observation, calendar) : undefined;
  if (counted?.grain !== 'quarter')
    return { words: { id: '{period}', en: '{period}' }, parts: { period: periodName(figure.question.period, calendar) } };
  return {
    words: { id: '{quarter} s.d. {until}', en: '{quarter} to {until}' },
    parts: { quarter: periodName(periodOf('quarter', counted.start, calendar), calendar), until: day(lastDay(counted)) },
  };
}

type Kind<K extends Measured['kind']> = Extract<Measured, { kind: K }>;

/** The day on which a stock was read. */
const readOn = (figure: KnownFigure) => day(figure.day ?? lastDay(figure.question.period));

/** From the first reading to the last, the extremes between them, and how many days have one. */
function readingLines(id: string, label: Text, { pieces, figure }: Kind<'readings'>, context: SectionContext): readonly Line[] {
  const [first] = pieces;
  const last = pieces.at(-1);
  if (!first || !last) return [];
  const lines = [line(id, 'headline', changePhrase(label, first, last, context))];
  if (pieces.length > 2) lines.push(line(`${id}/extremes`, 'detail', extremesPhrase(pieces, first)));
  const daily = first.question.period.grain === 'day';
  if (!daily) return lines;
  const ends = monthEnds(pieces);
  if (ends.length > 1 && ends.length < pieces.length && ends.length <= LONGEST_LIST)
    lines.push(line(`${id}/month-ends`, 'detail', monthEndsPhrase(ends)));
  return [...lines, coverageLine(`${id}/days`, pieces, figure, context)];
}

/** The last reading of each month, in order. */
const monthEnds = (pieces: readonly KnownFigure[]): readonly KnownFigure[] => [
  ...new Map(pieces.map((piece) => [piece.question.period.start.slice(0, 7), piece])).values(),
];

function monthEndsPhrase(ends: readonly KnownFigure[]): Phrase {
  const list = ends.map((_, index) => `{value${index}} ({day${index}})`).join(', ');
  const parts = ends.flatMap((end, index) => [[`value${index}`, integer(end.expression)] as const, [`day${index}`, readOn(end)] as const]);
  return { words: { id: `di akhir tiap bulan: ${list}`, en: `at the end of each month: ${list}` }, parts: Object.fromEntries(parts) };
}

function changePhrase(label: Text, first: KnownFigure, last: KnownFigure, context: SectionContext): Phrase {
  const difference = operation(last.expression, '-', first.expression);
  const parts = { label: name(label), from: readOn(first), to: readOn(last), direction: direction(difference), now: integer(last.expression) };
  if (sign(subtract(figureValue(last), figureValue(first))) === 0)
    return { words: { id: '{label}, {from} s.d. {to}: {direction} {now}', en: '{label}, {from} to {to}: {direction} at {now}' }, parts };
  const ratio =
    sign(figureValue(first)) > 0 ? percent(absolute(operation(difference, '/', first.expression)), context.rules.changeDigits) : undefined;
  const change = ratio ? '{difference} ({ratio})' : '{difference}';
  return {
    words: {
      id: `{label}, {from} s.d. {to}: {direction} ${change}, dari {before} menjadi {now}`,
      en: `{label}, {from} to {to}: {direction} ${change}, from {before} to {now}`,
    },
    parts: { ...parts, difference: integer(absolute(difference)), before: integer(first.expression), ...(ratio ? { ratio } : {}) },
  };
}

function extremesPhrase(pieces: readonly KnownFigure[], first: KnownFigure): Phrase {
  const extreme = (direction: 1 | -1): KnownFigure =>
    pieces.reduce((best, piece) => (sign(subtract(figureValue(piece), figureValue(best))) === direction ? piece : best), first);
  const [lowest, highest] = [extreme(-1), extreme(1)];
  return {
    words: {
      id: 'terendah {lowest} pada {lowestDay}, tertinggi {highest} pada {highestDay}',
      en: 'lowest {lowest} on {lowestDay}, highest {highest} on {highestDay}',
    },
    parts: { lowest: integer(lowest.expression), lowestDay: readOn(lowest), highest: integer(highest.expression), highestDay: readOn(highest) },
  };
}

/** How many days of the asked period have data, of how many. */
function coverageLine(id: string, pieces: readonly KnownFigure[], figure: KnownFigure, context: SectionContext): Line {
  const { start, end } = figure.question.period;
  const [first, last] = [pieces[0]?.question.period ?? figure.question.period, pieces.at(-1)?.question.period ?? figure.question.period];
  const parts = { covered: integer(coveredDays(pieces)), all: integer(days(start, end)) };
  const words = { id: 'data ada untuk {covered} dari {all} hari', en: 'data for {covered} of {all} days' };
  if (first.start === start && last.end === end) return line(id, 'detail', { words, parts }, end > context.today ? ['partial'] : []);
  const between = { id: `${words.id}, antara {from} dan {to}`, en: `${words.en}, between {from} and {to}` };
  return line(id, 'detail', { words: between, parts: { ...parts, from: day(first.start), to: day(lastDay(last)) } });
}

/** A formula for the days of figures that do not overlap: days are counted, longer periods measured. */
function coveredDays(pieces: readonly KnownFigure[]): Expression {
  const daily = pieces[0]?.question.period.grain === 'day';
  return daily ? count(pieces.map((piece) => piece.expression)) : sum(pieces.map(({ question: { period } }) => days(period.start, period.end)));
}

const LONGEST_LIST = 14;

/** The sum, what it covers, and its months where they are few. */
function sumLines(id: string, label: Text, { figure, pieces, complete }: Kind<'sum'>, context: SectionContext): readonly Line[] {
  const daily = pieces[0]?.question.period.grain === 'day';
  const said = headline(label, figure, context.calendar);
  const lines = [
    line(id, 'headline', complete ? said : onlyCovered(said), complete ? [] : ['partial']),
    coverageLine(`${id}/days`, pieces, figure, context),
  ];
  if (daily || pieces.length < 2 || pieces.length > LONGEST_LIST) return lines;
  return [...lines, ...pieces.map((piece) => stepLine(id, piece, context))];
}

/** A sum over a part of its period says so in the same sentence. */
const onlyCovered = ({ words, parts }: Phrase): Phrase => ({
  words: { id: `${words.id}, dari hari yang ada datanya saja`, en: `${words.en}, from the days with data alone` },
  parts,
});

const stepLine = (id: string, piece: KnownFigure, context: SectionContext): Line =>
  line(`${id}/${piece.question.period.start}`, 'detail', {
    words: { id: '{step}: {current}', en: '{step}: {current}' },
    parts: { step: periodName(piece.question.period, context.calendar), current: figureNumber(piece) },
  });

const NEVER_SUMMED: Readonly<Record<'unique' | 'rate' | 'to-date', Text>> = {
  unique: {
    id: '{label} tidak dijumlahkan antarbulan, karena orang yang sama dapat terhitung lagi; per bulan:',
    en: '{label}: not added up over months, because the same people may be counted again; by month:',
  },
  rate: { id: '{label} tidak dijumlahkan; per bulan:', en: '{label}: a rate is not added up; by month:' },
  'to-date': {
    id: '{label} dihitung sejak awal triwulan dan tidak dijumlahkan antarbulan:',
    en: '{label}: counted from the start of the quarter, and not added up over months:',
  },
};

function stepLines(id: string, label: Text, { figure, pieces }: Kind<'steps'>, context: SectionContext): readonly Line[] {
  const { metric } = figure.question;
  const reason = metric.reported === 'quarter-to-date' ? 'to-date' : metric.additivity === 'rate' ? 'rate' : 'unique';
  return [
    line(`${id}/steps`, 'detail', { words: NEVER_SUMMED[reason], parts: { label: name(label) } }),
    ...pieces.map((piece) => line(`${id}/${piece.question.period.start}`, 'headline', headline(label, piece, context.calendar))),
  ];
}
