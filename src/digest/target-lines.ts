import { type Calendar, type CivilDate, lastDay, type Period, periodOf, type Window } from '../../connectors/contract/period.js';
import type { Target } from '../config/config.js';
import type { BasisValue } from '../domain/basis.js';
import type { Line } from '../domain/digest.js';
import { type Expression, exact, operation, value } from '../domain/formula.js';
import { sign, subtract } from '../domain/rational.js';
import { attainment, dayOfPeriod, expectedBy, isInside } from '../domain/target.js';
import { day, integer, line, name, type Phrase, percent, periodName } from '../text/sentence.js';
import { SMALLEST_UNIT } from './units.js';

/** How much there is of what a target asks for: `atLeast` is given where names that nobody linked make it a range. */
export interface Reached {
  readonly atMost: Expression;
  readonly atLeast: Expression | undefined;
}

/** Where a target stands on a day. */
export interface Standing {
  readonly target: Target;
  /** from the target's first day up to the last day that was counted */
  readonly counted: Window;
  readonly reached: Reached;
  /** how many people stand behind it, as the ledger counts them; undefined where it is only reported */
  readonly people: number | undefined;
  /** the day on which it was met, and how much there was by its end; undefined where it was not met, or where nobody can tell */
  readonly met: { readonly day: CivilDate; readonly reached: Expression } | undefined;
}

/** What printing a standing needs. */
export interface StandingRules {
  readonly calendar: Calendar;
  /** decimals of an attainment */
  readonly digits: number;
}

/** The target as a leaf of a formula. */
export const targetLeaf = (target: Target): BasisValue => ({ observation: `target:${target.id}`, value: target.value, quality: 'complete' });

/** Whether a standing would tell of fewer people of one unit than may be shown; of a unit whose people nobody counted nothing is told. */
const isHidden = ({ target, people = 0 }: Standing): boolean => target.dimensions.unit !== undefined && people < SMALLEST_UNIT;

/** The attainment, raw; where the period stands; what the plan expects; what is still needed, or that the target is met and since when. */
export function standingLines(standing: Standing, rules: StandingRules, id = 'target'): readonly Line[] {
  const { target, counted, reached } = standing;
  const goal = value(targetLeaf(target));
  const ratio = attainment(reached.atMost, goal, target.value);
  if (ratio === undefined) return [];
  if (isHidden(standing)) return [hiddenLine(target, rules.calendar, id)];
  const least = reached.atLeast === undefined ? undefined : attainment(reached.atLeast, goal, target.value);
  const sentence: Phrase = {
    words: { id: '{attainment} dari {label} {period} ({goal})', en: '{attainment} of the {label} for {period} ({goal})' },
    parts: { label: name(target.label), period: periodName(target.period, rules.calendar), goal: integer(goal) },
  };
  const phrase = inRange(sentence, 'attainment', least && percent(least, rules.digits), percent(ratio, rules.digits));
  return [
    line(id, 'headline', isInside(target.period, counted.end) ? onDay(phrase, target, counted) : phrase),
    ...planLines(standing, goal, id),
    stillNeededLine(standing, goal, rules.calendar, id),
    ...(standing.met === undefined ? [] : [metLine(standing.met, id)]),
  ];
}

/** A number, or the two ends between which it lies where they differ: "13.400 sampai 13.559". */
export function inRange(phrase: Phrase, place: string, least: Phrase['parts'][string] | undefined, most: Phrase['parts'][string]): Phrase {
  if (least === undefined) return { ...phrase, parts: { ...phrase.parts, [place]: most } };
  const within = (words: string, to: string): string => words.replace(`{${place}}`, `{${place}Least} ${to} {${place}}`);
  return {
    words: { id: within(phrase.words.id, 'sampai'), en: within(phrase.words.en, 'to') },
    parts: { ...phrase.parts, [place]: most, [`${place}Least`]: least },
  };
}

function onDay(sentence: Phrase, target: Target, counted: Window): Phrase {
  const { day: today, of } = dayOfPeriod(target.period, counted.end);
  return {
    words: { id: `${sentence.words.id}, hari ke-{day} dari {of}`, en: `${sentence.words.en}, day {day} of {of}` },
    parts: { ...sentence.parts, day: integer(today), of: integer(of) },
  };
}

function planLines({ target, counted }: Standing, goal: Expression, id: string): readonly Line[] {
  const expected = expectedBy(target.plan, goal, target.period, counted.end);
  if (!expected || !isInside(target.period, counted.end)) return [];
  const phrase: Phrase = {
    words: { id: 'Menurut rencana, s.d. {until} diharapkan {expected}', en: 'The plan expects {expected} by {until}' },
    parts: { until: day(lastDay(counted)), expected: integer(expected) },
  };
  const whole = exact(expected).denominator === 1n;
  const parts = { ...phrase.parts, expected: { expression: expected, format: { kind: 'decimal', digits: 0 } as const } };
  return [line(id === 'target' ? 'plan' : `${id}/plan`, 'detail', whole ? phrase : { ...phrase, parts })];
}

function stillNeededLine({ target, reached }: Standing, goal: Expression, calendar: Calendar, id: string): Line {
  // A range is met only where its lower end is.
  const sure = reached.atLeast ?? reached.atMost;
  const ahead = sign(subtract(exact(sure), exact(goal)));
  const difference = integer({ kind: 'call', name: 'abs', parts: [operation(sure, '-', goal)] });
  const parts = { difference, period: periodName(target.period, calendar) };
  const gap = id === 'target' ? 'target-gap' : `${id}/gap`;
  if (ahead >= 0)
    return line(gap, 'detail', {
      words: { id: 'Target {period} tercapai, lebih {difference}', en: 'The target for {period} is met, {difference} above it' },
      parts,
    });
  return line(gap, 'detail', {
    words: { id: 'Masih diperlukan {difference} untuk target {period}', en: '{difference} more are needed for the target for {period}' },
    parts,
  });
}

const metLine = (met: NonNullable<Standing['met']>, id: string): Line =>
  line(id === 'target' ? 'target-met' : `${id}/met`, 'detail', {
    words: { id: 'Tercapai pada {day}, dengan {reached}', en: 'Met on {day}, with {reached}' },
    parts: { day: day(met.day), reached: integer(met.reached) },
  });

const hiddenLine = (target: Target, calendar: Calendar, id: string): Line =>
  line(id, 'detail', {
    words: {
      id: '{label} {period}: kurang dari lima pegawai, tidak ditampilkan',
      en: '{label} for {period}: fewer than five people, not shown',
    },
    parts: { label: name(target.label), period: periodName(target.period, calendar) },
  });

/** Whether a target speaks of the time that is counted: it has begun, and is not over before the last day. */
export function isTargetOf(target: Target, counted: Period, calendar: Calendar): boolean {
  const last = lastDay(counted);
  if (target.period.grain === 'quarter')
    return target.period.start === periodOf('quarter', last, calendar).start && counted.start >= target.period.start;
  return target.period.start <= counted.start && last < target.period.end;
}
