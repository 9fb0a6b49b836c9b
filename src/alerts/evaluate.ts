import type { Instant } from '../../connectors/contract/period.js';
import type { AlertState, AlertStateKind, Transition, TransitionReason } from '../domain/alert-state.js';
import { incidentId } from '../domain/incident.js';
import type { Reading } from './reading.js';
import { transitionSentences } from './sentences.js';

/** How a rule treats what it sees. */
export interface AlertPolicy {
  /** a breach must have held so long before anybody is told */
  readonly holdMs: number;
  readonly noData: 'keep' | 'alert' | 'ignore';
  /** more than two fires within this time are flapping, which ends when nothing has changed for as long */
  readonly calmMs: number;
}

/** A state afterwards, with what happened. */
export interface Step {
  readonly state: AlertState;
  readonly transitions: readonly Transition[];
}

type Measured = Extract<Reading, { readonly kind: 'measured' }>;

/** So many fires and ends within the time of calm make the next fire a flap. */
const FLIPS_BEFORE_FLAPPING = 4;

/** One evaluation of a rule over one series. Pure: the same readings, states and moments give the same steps. Moments never go back. */
export function evaluate(policy: AlertPolicy, reading: Reading, previous: AlertState, at: Instant): Step {
  switch (reading.kind) {
    case 'failed':
      return failed(previous, reading, at);
    case 'absent':
      return absent(policy, previous, reading, at);
    case 'measured': {
      const back = comeBack(previous, reading, at);
      const onward = measured(policy, back.state, reading, at);
      return { state: onward.state, transitions: [...back.transitions, ...onward.transitions] };
    }
  }
}

interface Move {
  readonly to: AlertStateKind;
  readonly reason: TransitionReason;
  readonly told: boolean;
  readonly incident: string | undefined;
  readonly change: Partial<AlertState>;
}

function move(state: AlertState, reading: Reading, at: Instant, { to, reason, told, incident, change }: Move): Step {
  const { sentence, details } = transitionSentences(reason, reading);
  const transition: Transition = {
    rule: state.rule,
    series: state.series,
    at,
    from: state.kind,
    to,
    reason,
    obstacles: reading.kind === 'measured' ? reading.obstacles : [],
    period: reading.period,
    incident,
    told,
    sentence,
    details,
  };
  const since = to === state.kind ? state.since : at;
  return { state: { ...state, kind: to, since, last: undefined, ...change }, transitions: [transition] };
}

const still = (state: AlertState): Step => ({ state, transitions: [] });

/** Records once what changes nothing. */
function note(state: AlertState, reading: Reading, at: Instant, reason: TransitionReason, mark: string): Step {
  if (state.last === mark) return still(state);
  return move(state, reading, at, { to: state.kind, reason, told: false, incident: state.incident, change: { last: mark } });
}

function failed(state: AlertState, reading: Extract<Reading, { readonly kind: 'failed' }>, at: Instant): Step {
  const mark = `failed ${reading.message}`;
  if (state.kind === 'firing' || state.incident !== undefined) return note(state, reading, at, 'failed', mark);
  if (state.kind === 'error') return note(state, reading, at, 'failed', mark);
  const change = { last: mark, pendingSince: undefined };
  return move(state, reading, at, { to: 'error', reason: 'failed', told: true, incident: undefined, change });
}

function absent(policy: AlertPolicy, state: AlertState, reading: Extract<Reading, { readonly kind: 'absent' }>, at: Instant): Step {
  if (policy.noData === 'ignore') return still(state);
  const mark = `lost ${reading.period?.start ?? ''}`;
  if (state.kind === 'firing') return note(state, reading, at, 'lost', mark);
  if (state.kind === 'no-data') return still(state);
  const opens = policy.noData === 'alert';
  const incident = opens ? incidentId(state.rule, state.series, at) : undefined;
  const change = { incident, about: opens ? ('no-data' as const) : undefined, pendingSince: undefined, breached: false };
  return move(state, reading, at, { to: 'no-data', reason: 'lost', told: opens, incident, change });
}

/** A reading is there again after none was, or after a failure. */
function comeBack(state: AlertState, reading: Measured, at: Instant): Step {
  if (state.kind === 'error') {
    return move(state, reading, at, { to: 'normal', reason: 'repaired', told: false, incident: undefined, change: {} });
  }
  if (state.kind !== 'no-data') return still(state);
  const { incident } = state;
  return move(state, reading, at, {
    to: 'normal',
    reason: 'found',
    told: incident !== undefined,
    incident,
    change: { incident: undefined, about: undefined },
  });
}

function measured(policy: AlertPolicy, state: AlertState, reading: Measured, at: Instant): Step {
  if (reading.obstacles.length > 0) {
    const matters = reading.breached || state.kind === 'firing' || state.kind === 'pending';
    const mark = `withheld ${reading.period?.start ?? ''} ${reading.obstacles.join()}`;
    return matters ? note(state, reading, at, 'withheld', mark) : still(state);
  }
  const seen = { ...state, breached: reading.breached || (state.breached && !reading.recovered) };
  if (state.flapping) return flapping(policy, state, seen, reading, at);
  if (reading.breached) return breach(policy, seen, reading, at);
  if (state.kind === 'firing') return reading.recovered ? recover(policy, seen, reading, at) : still(seen);
  // A figure between the threshold and the recovery neither begins nor ends anything.
  if (state.kind !== 'pending' || !reading.recovered) return still(seen);
  return move(seen, reading, at, {
    to: 'normal',
    reason: 'cleared',
    told: false,
    incident: undefined,
    change: { pendingSince: undefined, breached: false },
  });
}

function breach(policy: AlertPolicy, state: AlertState, reading: Measured, at: Instant): Step {
  if (state.kind === 'firing') return still(state);
  const since = state.kind === 'pending' ? (state.pendingSince ?? at) : at;
  if (Date.parse(at) - Date.parse(since) >= policy.holdMs) return fire(policy, state, reading, at);
  if (state.kind === 'pending') return still(state);
  return move(state, reading, at, { to: 'pending', reason: 'held', told: false, incident: undefined, change: { pendingSince: at } });
}

const within = (flips: readonly Instant[], at: Instant, ms: number): readonly Instant[] =>
  flips.filter((flip) => Date.parse(at) - Date.parse(flip) < ms);

function fire(policy: AlertPolicy, state: AlertState, reading: Measured, at: Instant): Step {
  const recent = within(state.flips, at, policy.calmMs);
  const flaps = recent.length >= FLIPS_BEFORE_FLAPPING;
  const incident = incidentId(state.rule, state.series, at);
  const change = { incident, about: 'condition' as const, pendingSince: undefined, flips: [...recent, at], flapping: flaps };
  return move(state, reading, at, { to: 'firing', reason: flaps ? 'flapping' : 'fired', told: true, incident, change });
}

function recover(policy: AlertPolicy, state: AlertState, reading: Measured, at: Instant): Step {
  const flips = [...within(state.flips, at, policy.calmMs), at];
  const change = { incident: undefined, about: undefined, flips, breached: false };
  return move(state, reading, at, { to: 'normal', reason: 'resolved', told: true, incident: state.incident, change });
}

/** While it flaps the incident stays open and nobody is told, until nothing has changed for the time of calm. */
function flapping(policy: AlertPolicy, before: AlertState, seen: AlertState, reading: Measured, at: Instant): Step {
  if (before.breached !== seen.breached) return still({ ...seen, flips: [at] });
  const last = before.flips.at(-1);
  if (last !== undefined && Date.parse(at) - Date.parse(last) < policy.calmMs) return still(seen);
  const ends = !seen.breached;
  const { incident, about } = before;
  return move(seen, reading, at, {
    to: ends ? 'normal' : 'firing',
    reason: 'calmed',
    told: ends,
    incident,
    change: { flapping: false, flips: [], incident: ends ? undefined : incident, about: ends ? undefined : about },
  });
}
