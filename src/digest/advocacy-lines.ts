import type { Text } from '../../connectors/contract/metric.js';
import { isWhole, lastDay, type Period, periodOf } from '../../connectors/contract/period.js';
import type { Line } from '../domain/digest.js';
import type { Figure, KnownFigure } from '../domain/figure.js';
import { type Expression, number, operation, share } from '../domain/formula.js';
import { day, integer, line, name, type Phrase, percent, periodName } from '../text/sentence.js';
import type { AdvocacyData, LedgerParts, Part, PeopleAndActs } from './advocacy-data.js';
import { missingPhrase } from './phrases.js';
import type { SectionContext } from './section.js';
import { inRange } from './target-lines.js';

/** "Pegawai aktif Triwulan I 2024 s.d. 29 Februari 2024: 13.559". */
export function countedLine(id: string, label: Text, figure: Figure, data: AdvocacyData, context: SectionContext, atLeast?: Expression): Line {
  if (figure.state === 'missing') return line(id, 'missing', missingPhrase(label, figure, context.calendar), ['no-data']);
  return line(id, 'headline', countedPhrase(label, figure, data.counted, context, atLeast));
}

/** What was counted over which time, in words. */
export function countedPhrase(label: Text, figure: KnownFigure, counted: Period, context: SectionContext, atLeast?: Expression): Phrase {
  const time = timeOf(counted, context);
  const phrase: Phrase = {
    words: { id: `{label} ${time.words.id}: {current}`, en: `{label}, ${time.words.en}: {current}` },
    parts: { label: name(label), ...time.parts },
  };
  return inRange(phrase, 'current', atLeast && integer(atLeast), integer(figure.expression));
}

/** "Triwulan I 2024 s.d. 29 Februari 2024", or the period's own name where it is whole and asked for as such. */
export function timeOf(counted: Period, { calendar, period }: SectionContext): Phrase {
  const asked = period.grain === counted.grain && isWhole(counted, calendar);
  if (asked || counted.grain === 'total') return { words: { id: '{period}', en: '{period}' }, parts: { period: periodName(counted, calendar) } };
  return {
    words: { id: '{quarter} s.d. {until}', en: '{quarter} to {until}' },
    parts: { quarter: periodName(periodOf(counted.grain, counted.start, calendar), calendar), until: day(lastDay(counted)) },
  };
}

/** "17,91% dari seluruh pegawai (75.711)". */
export function participationLine(people: KnownFigure, headcount: KnownFigure, atLeast: Expression | undefined, context: SectionContext): Line {
  const digits = context.config.organisation.decimals.share;
  const shareOf = (some: Expression) => percent(operation(some, '/', headcount.expression), digits);
  const phrase: Phrase = {
    words: { id: '{share} dari seluruh pegawai ({headcount})', en: '{share} of all employees ({headcount})' },
    parts: { headcount: integer(headcount.expression) },
  };
  return line('participation', 'headline', inRange(phrase, 'share', atLeast && shareOf(atLeast), shareOf(people.expression)));
}

/** Each part with its share of the whole. */
export function partLines(id: string, parts: readonly Part[], context: SectionContext): readonly Line[] {
  const digits = context.config.organisation.decimals.share;
  const expressions = parts.map((part) => part.figure.expression);
  return parts.map((part, index) =>
    line(`${id}/${Object.values(part.figure.question.dimensions).join('-')}`, 'detail', {
      words: { id: '{label}: {current} ({share})', en: '{label}: {current} ({share})' },
      parts: { label: name(part.label), current: integer(part.figure.expression), share: percent(share(digits + 2, index, expressions), digits) },
    }),
  );
}

/** Units, campaigns and months with their people, which are distinct in each and never added up. */
export function ledgerLines(parts: LedgerParts, context: SectionContext): readonly Line[] {
  return [...beginningLine(parts), ...unitLines(parts), ...campaignLines(parts), ...monthLines(parts, context)];
}

function beginningLine({ begins }: LedgerParts): readonly Line[] {
  if (begins === undefined) return [];
  const words = {
    id: 'Catatan aktivasi baru mulai {begins}: hari-hari sebelumnya tidak tercatat',
    en: 'The recorded activations begin on {begins}: nothing is recorded of the days before',
  };
  return [line('begins', 'small', { words, parts: { begins: day(begins) } })];
}

const heading = (id: string, words: Text): Line => line(id, 'headline', { words, parts: {} });

const pairPhrase = ({ label, people, activations }: PeopleAndActs): Phrase => ({
  words: { id: '{label}: {people} pegawai, {activations} aktivasi', en: '{label}: {people} people, {activations} activations' },
  parts: { label: name(label), people: integer(people), activations: integer(activations) },
});

function unitLines({ units, moreUnits, smallUnits }: LedgerParts): readonly Line[] {
  if (units.length === 0) return [];
  const lines = [
    heading('units', { id: 'Menurut unit', en: 'By unit' }),
    ...units.map((unit) => line(`units/${unit.id || '-'}`, 'detail', pairPhrase(unit))),
  ];
  if (moreUnits > 0)
    lines.push(
      line('units-more', 'detail', {
        words: { id: 'dan {more} unit lain', en: 'and {more} more units' },
        parts: { more: integer(number(moreUnits)) },
      }),
    );
  if (smallUnits !== undefined)
    lines.push(
      line('units-small', 'detail', {
        words: {
          id: '{count} unit lain digabung: {people} pegawai, {activations} aktivasi',
          en: '{count} other units together: {people} people, {activations} activations',
        },
        parts: {
          count: integer(number(smallUnits.units)),
          people: integer(smallUnits.row.people),
          activations: integer(smallUnits.row.activations),
        },
      }),
    );
  return lines;
}

const campaignLines = ({ campaigns }: LedgerParts): readonly Line[] =>
  campaigns.length === 0
    ? []
    : [
        heading('campaigns', { id: 'Menurut kampanye', en: 'By campaign' }),
        ...campaigns.map((campaign) => line(`campaigns/${campaign.id || '-'}`, 'detail', pairPhrase(campaign))),
      ];

function monthLines({ months }: LedgerParts, context: SectionContext): readonly Line[] {
  if (months.length < 2) return [];
  return [
    heading('months', {
      id: 'Tren bulanan (pegawai tiap bulan dihitung sendiri, tidak dijumlahkan)',
      en: 'By month (people of each month by itself, never added up)',
    }),
    ...months.map(({ id, period, people, activations }) =>
      line(`months/${id}`, 'detail', {
        words: {
          id: isWhole(period, context.calendar)
            ? '{month}: {people} pegawai, {activations} aktivasi'
            : '{month} s.d. {until}: {people} pegawai, {activations} aktivasi',
          en: isWhole(period, context.calendar)
            ? '{month}: {people} people, {activations} activations'
            : '{month} to {until}: {people} people, {activations} activations',
        },
        parts: {
          month: periodName(periodOf('month', period.start), context.calendar),
          people: integer(people),
          activations: integer(activations),
          ...(isWhole(period, context.calendar) ? {} : { until: day(lastDay(period)) }),
        },
      }),
    ),
  ];
}

/** Where the figures come from: counted in the ledger, with what is reported beside it, or reported, with its scope. */
export function originLines(data: AdvocacyData, scope: Text): readonly Line[] {
  const parts = { scope: name(scope) };
  if (data.ledger === undefined) {
    const known = [data.people, data.activations, data.touches].some(({ state }) => state === 'known');
    return known
      ? [line('origin', 'small', { words: { id: 'Angka yang dilaporkan ({scope})', en: 'Figures as reported ({scope})' }, parts }, ['reported'])]
      : [];
  }
  const words = { id: 'Dihitung dari catatan aktivasi', en: 'Counted from the recorded activations' };
  if (data.reported.length === 0) return [line('origin', 'small', { words, parts: {} })];
  const listed = (language: 'id' | 'en'): string =>
    data.reported.map(({ question }, index) => `${question.metric.label[language].toLowerCase()} {value${index}}`).join(', ');
  return [
    line('origin', 'small', {
      words: {
        id: `${words.id}. Dilaporkan terpisah ({scope}): ${listed('id')}`,
        en: `${words.en}. Reported apart from that ({scope}): ${listed('en')}`,
      },
      parts: { ...parts, ...Object.fromEntries(data.reported.map(({ expression }, index) => [`value${index}`, integer(expression)])) },
    }),
  ];
}
