import { type Instant, type Period, periodOf, shiftPeriod } from '../../connectors/contract/period.js';
import type { AlertRuleSetting } from '../config/config.js';
import { type AlertState, newAlertState, type Obstacle, type Transition } from '../domain/alert-state.js';
import { opens } from '../domain/incident.js';
import { startOfDay } from '../domain/zone.js';
import { type AlertPolicy, evaluate, type Step } from './evaluate.js';
import { isHoliday, pointAt } from './guards.js';
import type { Reading, SeriesCondition, SeriesView } from './reading.js';
import { absentReading } from './words.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CALM_DAYS = { day: 14, week: 42, month: 120 } as const;
/** After a longer downtime than this many periods, older ones are left alone. */
const MOST_CAUGHT_UP = 120;

/** How a rule treats what it sees of a series; what Pantau knows of itself is calm after a day. */
export const policyOf = (rule: AlertRuleSetting, watches: 'series' | 'facts'): AlertPolicy => ({
  holdMs: rule.holdHours * HOUR_MS,
  noData: rule.noData,
  calmMs: watches === 'facts' ? DAY_MS : CALM_DAYS[rule.grain] * DAY_MS,
});

/** Obstacles that pass by themselves when a later reading comes. */
const PASSING: ReadonlySet<Obstacle> = new Set(['partial-period', 'unsettled', 'single-reading']);

interface Candidate {
  readonly period: Period;
  /** undefined where there is no value yet and the condition does not judge that */
  readonly reading: Reading | undefined;
  /** when the period's time of grace is over */
  readonly due: Instant;
}

/**
 * Judges every period of a series that has ended since the last one that was judged, each once and in order, then the last one again where nothing new
 * came: its hold may have passed, or its value may have been revised. Pure.
 */
export function judgeSeries(
  rule: AlertRuleSetting,
  condition: SeriesCondition,
  view: SeriesView,
  previous: AlertState | undefined,
  now: Instant,
): Step {
  const state = previous ?? newAlertState(rule.id, view.key, now);
  const candidates = candidatesOf(rule, condition, view, state, now);
  const clear = candidates.filter(({ reading }) => reading !== undefined && isClear(reading));
  const last = clear.at(-1);
  const policy = policyOf(rule, 'series');
  const run = openRun(policy, state, previous?.since);
  for (const candidate of clear) {
    const { period, reading } = candidate;
    if (reading === undefined) continue;
    const at = candidate === last ? now : effective(view, period, now);
    run.step(reading, at, period.start);
  }
  const rest = last === undefined ? candidates : candidates.slice(candidates.indexOf(last) + 1);
  if (last === undefined) judgeAgain(rule, condition, view, run, rest.length > 0, now);
  judgeRest(view, rest, run, now);
  return { state: run.state(), transitions: quiet(run.transitions(), run.state()) };
}

interface Run {
  readonly step: (reading: Reading, at: Instant, judged?: string) => void;
  readonly state: () => AlertState;
  readonly transitions: () => readonly Transition[];
}

/** Steps whose moments rise: an incident is named by the moment at which it fired. */
function openRun(policy: AlertPolicy, first: AlertState, since: Instant | undefined): Run {
  let state = first;
  let last = since;
  const transitions: Transition[] = [];
  return {
    step: (reading, at, judged) => {
      const moment = last === undefined || at > last ? at : later(last);
      const step = evaluate(policy, reading, state, moment);
      state = judged === undefined ? step.state : { ...step.state, judged };
      if (step.transitions.length > 0) last = moment;
      transitions.push(...step.transitions);
    },
    state: () => state,
    transitions: () => transitions,
  };
}

const later = (moment: Instant): Instant => new Date(Date.parse(moment) + 1).toISOString() as Instant;

const isClear = (reading: Reading): boolean => reading.kind === 'measured' && reading.obstacles.length === 0;

/** The moment at which a period that was missed would have been judged. */
function effective(view: SeriesView, period: Period, now: Instant): Instant {
  const [earlier = now] = [startOfDay(period.end, view.zone), now].sort();
  return earlier;
}

function candidatesOf(rule: AlertRuleSetting, condition: SeriesCondition, view: SeriesView, state: AlertState, now: Instant): readonly Candidate[] {
  const running = periodOf(rule.grain, view.today, view.calendar);
  const ended = running.end <= view.today ? running : shiftPeriod(running, -1, view.calendar);
  const found: Candidate[] = [];
  const oldest = oldestCandidate(rule, view, state, ended);
  for (let period = ended; period.start >= oldest && found.length < MOST_CAUGHT_UP; period = shiftPeriod(period, -1, view.calendar)) {
    if (isHoliday(view, period)) continue;
    const due = new Date(Date.parse(startOfDay(period.end, view.zone)) + rule.graceHours * HOUR_MS).toISOString() as Instant;
    const known = pointAt(view, period) !== undefined;
    const judged = known || (condition.judgesAbsence && due <= now);
    found.push({ period, reading: judged ? condition.judge(rule, view, period) : undefined, due });
  }
  return found.reverse();
}

/** The first day from which periods are looked at: after the last judged one, else as far back as figures may still come. */
function oldestCandidate(rule: AlertRuleSetting, view: SeriesView, state: AlertState, ended: Period): string {
  if (state.judged !== undefined) return shiftPeriod({ ...ended, start: periodStart(state.judged, view) }, 1, view.calendar).start;
  const days = { day: 1, week: 7, month: 31 }[rule.grain];
  return shiftPeriod(ended, -Math.ceil(rule.graceHours / 24 / days), view.calendar).start;
}

const periodStart = (judged: string, view: SeriesView): Period['start'] => periodOf(view.grain, judged as Period['start'], view.calendar).start;

/**
 * Judges the last judged period again. While a later figure is awaited a breach that is waited for becomes older only where it is not the first of its kind:
 * one low day and a gap are no fall that holds.
 */
function judgeAgain(rule: AlertRuleSetting, condition: SeriesCondition, view: SeriesView, run: Run, awaited: boolean, now: Instant): void {
  const { judged, kind } = run.state();
  if (judged === undefined) return;
  const period = periodOf(rule.grain, judged as Period['start'], view.calendar);
  const reading = condition.judge(rule, view, period);
  if (reading.kind !== 'measured') return;
  if (awaited && kind === 'pending' && reading.breached) {
    const before = condition.judge(rule, view, shiftPeriod(period, -1, view.calendar));
    if (![before, reading].every((one) => one.kind === 'measured' && one.breached && isClear(one))) return;
  }
  if (kind === 'no-data') return;
  run.step(reading, now);
}

/** What is newer than the last clear reading: what is not believed yet is noted, what is overdue is missing. */
function judgeRest(view: SeriesView, rest: readonly Candidate[], run: Run, now: Instant): void {
  const newest = rest.findLast(({ reading }) => reading !== undefined);
  if (newest?.reading !== undefined) {
    const lasting = newest.reading.kind === 'measured' && newest.reading.obstacles.every((obstacle) => !PASSING.has(obstacle));
    run.step(newest.reading, now, lasting ? newest.period.start : undefined);
    return;
  }
  const overdue = rest.findLast(({ due }) => due <= now);
  if (overdue !== undefined) run.step(absentReading(view, overdue.period), now);
}

/** Of what began and ended while nobody looked nobody is told; it is recorded. */
function quiet(transitions: readonly Transition[], { incident }: AlertState): readonly Transition[] {
  const opened = new Set(transitions.filter(opens).map((transition) => transition.incident));
  return transitions.map((transition) =>
    transition.incident !== undefined && opened.has(transition.incident) && transition.incident !== incident
      ? { ...transition, told: false }
      : transition,
  );
}
