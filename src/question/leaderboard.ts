import { type Calendar, isWhole, lastDay, type Period, periodOf } from '../../connectors/contract/period.js';
import { type LedgerReader, openLedgerReader } from '../digest/ledger.js';
import { daysCounted } from '../digest/ledger-figures.js';
import { SMALLEST_UNIT } from '../digest/units.js';
import type { Line } from '../domain/digest.js';
import { number } from '../domain/formula.js';
import { day, integer, type Phrase, periodName } from '../text/sentence.js';
import { type Answer, type AnswerDeps, inWords } from './deps.js';
import { correctionNotes, quoted, sentence } from './notes.js';
import type { Question } from './question.js';
import { periodAsked } from './span.js';

/** More units than this are only counted. */
const MOST_UNITS = 25;

/** The units by how many of their people took part; small ones are grouped, and no person has a place. */
export async function leaderboardAnswer({ when, corrections }: Extract<Question, { kind: 'leaderboard' }>, deps: AnswerDeps): Promise<Answer> {
  const { config, store, today } = deps;
  const { calendar } = config.organisation;
  const asked = when === undefined ? periodOf('quarter', today, calendar) : periodAsked(when, today, calendar);
  const counted = { ...asked, ...daysCounted(asked, today) };
  const notes = correctionNotes(corrections);
  if (counted.end <= counted.start) return inWords(true, [...notes, nothingLine(asked, calendar)]);
  const reader = openLedgerReader(store.advocacy, undefined);
  const rows = await unitLines(reader, counted);
  if (rows.length === 0) return inWords(true, [...notes, nothingLine(asked, calendar), rulesLine()]);
  return inWords(true, [...notes, titleLine(counted, calendar), ...rows, rulesLine()]);
}

function titleLine(counted: Period, calendar: Calendar): Line {
  const whole = counted.grain === 'total' || isWhole(counted, calendar);
  const phrase: Phrase = whole
    ? { words: { id: 'Papan unit, {period}', en: 'Leaderboard of units, {period}' }, parts: { period: periodName(counted, calendar) } }
    : {
        words: { id: 'Papan unit, {period} s.d. {until}', en: 'Leaderboard of units, {period} to {until}' },
        parts: { period: periodName(periodOf(counted.grain, counted.start, calendar), calendar), until: day(lastDay(counted)) },
      };
  return sentence('leaderboard', 'headline', phrase.words, phrase.parts);
}

async function unitLines(reader: LedgerReader, window: Period): Promise<readonly Line[]> {
  const { shown, rest } = await reader.units(window);
  const lines: Line[] = [];
  const countsOf = async (units: readonly string[]): Promise<Phrase['parts']> => ({
    people: integer(await reader.count({ counted: 'people', window, units })),
    activations: integer(await reader.count({ counted: 'activations', window, units })),
  });
  const named = shown.filter(({ name }) => name !== undefined);
  for (const { name = '', people } of named.slice(0, MOST_UNITS)) {
    // Units with as many people share a place.
    const place = 1 + named.filter((other) => other.people > people).length;
    const words = {
      id: '{place}. {unit}: {people} pegawai, {activations} aktivasi',
      en: '{place}. {unit}: {people} people, {activations} activations',
    };
    lines.push(sentence(`leaderboard/${name}`, 'detail', words, { place: integer(number(place)), unit: quoted(name), ...(await countsOf([name])) }));
  }
  if (named.length > MOST_UNITS) {
    const words = { id: 'dan {more} unit lain', en: 'and {more} more units' };
    lines.push(sentence('leaderboard/more', 'detail', words, { more: integer(number(named.length - MOST_UNITS)) }));
  }
  if (rest !== undefined) {
    const words = {
      id: '{count} unit digabung: {people} pegawai, {activations} aktivasi',
      en: '{count} units together: {people} people, {activations} activations',
    };
    lines.push(sentence('leaderboard/small', 'detail', words, { count: integer(number(rest.units)), ...(await countsOf(rest.names)) }));
  }
  if (shown.some(({ name }) => name === undefined)) {
    const words = {
      id: 'Tanpa unit: {people} pegawai, {activations} aktivasi',
      en: 'No unit named: {people} people, {activations} activations',
    };
    lines.push(sentence('leaderboard/none', 'detail', words, await countsOf([''])));
  }
  return lines;
}

const nothingLine = (asked: Period, calendar: Calendar): Line =>
  sentence(
    'leaderboard/nothing',
    'headline',
    {
      id: 'Papan unit, {period}: belum ada unit dengan cukup pegawai untuk ditampilkan.',
      en: 'Leaderboard of units, {period}: no unit has enough people to be shown yet.',
    },
    { period: periodName(asked, calendar) },
  );

const rulesLine = (): Line =>
  sentence(
    'leaderboard/rules',
    'small',
    {
      id: 'Menurut unit saja; unit dengan kurang dari {least} pegawai digabung. Tidak ada peringkat perorangan, dan ikut serta bersifat sukarela.',
      en: 'By unit alone; units with fewer than {least} people are grouped. Nobody is ranked, and taking part is voluntary.',
    },
    { least: integer(number(SMALLEST_UNIT)) },
  );
