import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../connectors/contract/period.js';
import { type AlertPolicy, evaluate } from '../../src/alerts/evaluate.js';
import type { Reading } from '../../src/alerts/reading.js';
import { type AlertState, newAlertState, type Obstacle, type Transition } from '../../src/domain/alert-state.js';
import { acknowledgeIncident, afterTransition, closes, type Incident, openIncident, opens } from '../../src/domain/incident.js';

const HOUR = 3_600_000;
const START = Date.parse('2025-01-01T00:00:00Z');
const at = (hours: number): Instant => new Date(START + hours * HOUR).toISOString() as Instant;
const phrases = () => [{ words: { id: 'Kabar', en: 'News' }, parts: {} }] as const;

const measured = (breached: boolean, recovered: boolean, obstacles: readonly Obstacle[] = []): Reading => ({
  kind: 'measured',
  breached,
  recovered,
  obstacles,
  period: undefined,
  phrases,
});
const BREACH = measured(true, false);
const FINE = measured(false, true);
const ABSENT: Reading = { kind: 'absent', period: undefined, phrases };

const reading: fc.Arbitrary<Reading> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(BREACH) },
  { weight: 4, arbitrary: fc.constant(FINE) },
  fc.constant(measured(false, false)),
  fc.constantFrom(measured(true, false, ['single-reading']), measured(false, true, ['unsettled'])),
  fc.constant(ABSENT),
  fc.constant<Reading>({ kind: 'failed', period: undefined, message: 'a reason' }),
);
const policy: fc.Arbitrary<AlertPolicy> = fc.record({
  holdMs: fc.constantFrom(0, 2 * HOUR, 30 * HOUR),
  noData: fc.constantFrom('keep' as const, 'alert' as const, 'ignore' as const),
  calmMs: fc.constantFrom(12 * HOUR, 100 * HOUR),
});
const steps = fc.array(fc.record({ reading, wait: fc.integer({ min: 0, max: 40 }) }), { maxLength: 120 });

/** Every transition of a run, with the state after it. */
function run(how: AlertPolicy, taken: readonly { readonly reading: Reading; readonly wait: number }[], first?: AlertState) {
  let state = first ?? newAlertState('r', 's', at(0));
  let hours = 0;
  const transitions: Transition[] = [];
  for (const { reading: seen, wait } of taken) {
    hours += wait;
    const step = evaluate(how, seen, state, at(hours));
    state = step.state;
    transitions.push(...step.transitions);
  }
  return { state, transitions, hours };
}

describe('the state machine of alerts', () => {
  it('ends only what began, and has one open incident at most', () => {
    fc.assert(
      fc.property(policy, steps, (how, taken) => {
        let open: string | undefined;
        for (const transition of run(how, taken).transitions) {
          if (opens(transition)) {
            expect(open).toBeUndefined();
            open = transition.incident;
          } else if (closes(transition) && transition.incident !== undefined) {
            expect(transition.incident).toBe(open);
            open = undefined;
          } else if (transition.reason === 'resolved') throw new Error('Something ended that never began.');
        }
        expect(run(how, taken).state.incident).toBe(open);
      }),
      { numRuns: 400 },
    );
  });

  it('moves each time from the state that the move before led to', () => {
    fc.assert(
      fc.property(policy, steps, (how, taken) => {
        let kind = 'normal';
        for (const { from, to } of run(how, taken).transitions) {
          expect(from).toBe(kind);
          kind = to;
        }
      }),
    );
  });

  it('believes no breach and no recovery behind an obstacle, and never fires for want of data', () => {
    fc.assert(
      fc.property(
        policy,
        fc.array(fc.record({ reading: fc.constantFrom(measured(true, false, ['unsettled']), ABSENT), wait: fc.nat(40) })),
        (how, taken) => {
          expect(run(how, taken).transitions.filter(({ reason }) => reason === 'fired' || reason === 'flapping')).toEqual([]);
        },
      ),
    );
  });

  it('sends a bounded number of messages however it flaps', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(100 * HOUR, 400 * HOUR),
        fc.array(fc.boolean(), { minLength: 200, maxLength: 600 }),
        fc.integer({ min: 1, max: 2 }),
        (calmMs, sides, wait) => {
          const how: AlertPolicy = { holdMs: 0, noData: 'keep', calmMs };
          const { transitions, hours } = run(
            how,
            sides.map((side) => ({ reading: side ? BREACH : FINE, wait })),
          );
          const told = transitions.filter((transition) => transition.told).length;
          expect(told).toBeLessThanOrEqual(6 * (1 + Math.ceil((hours * HOUR) / calmMs)));
        },
      ),
    );
  });

  it('tells of a long flapping six times at most', () => {
    const { transitions } = run(
      { holdMs: 0, noData: 'keep', calmMs: 24 * HOUR },
      Array.from({ length: 1_000 }, (_, index) => ({ reading: index % 2 === 0 ? BREACH : FINE, wait: 1 })),
    );
    expect(transitions.filter(({ told }) => told).map(({ reason }) => reason)).toEqual(['fired', 'resolved', 'fired', 'resolved', 'flapping']);
  });

  it('goes on from what was stored as if it had never stopped', () => {
    fc.assert(
      fc.property(policy, steps, fc.nat(120), (how, taken, cut) => {
        const whole = run(how, taken);
        let state = newAlertState('r', 's', at(0));
        const transitions: Transition[] = [];
        let hours = 0;
        for (const [index, { reading: seen, wait }] of taken.entries()) {
          hours += wait;
          if (index === cut) state = JSON.parse(JSON.stringify(state));
          const step = evaluate(how, seen, state, at(hours));
          state = step.state;
          transitions.push(...step.transitions);
        }
        expect(transitions).toEqual(whole.transitions);
      }),
    );
  });

  it('waits for the whole hold, and starts it anew after every end', () => {
    const how: AlertPolicy = { holdMs: 24 * HOUR, noData: 'keep', calmMs: 24 * HOUR };
    const told = (taken: readonly (readonly [Reading, number])[]) =>
      run(
        how,
        taken.map(([seen, wait]) => ({ reading: seen, wait })),
      ).transitions.map(({ reason }) => reason);
    expect(
      told([
        [BREACH, 0],
        [BREACH, 23],
        [BREACH, 1],
      ]),
    ).toEqual(['held', 'fired']);
    expect(
      told([
        [BREACH, 0],
        [FINE, 23],
        [BREACH, 1],
        [BREACH, 23],
      ]),
    ).toEqual(['held', 'cleared', 'held']);
  });

  it('goes on waiting between the threshold and the recovery, and tells nothing there', () => {
    const how: AlertPolicy = { holdMs: 24 * HOUR, noData: 'keep', calmMs: 24 * HOUR };
    const between = measured(false, false);
    const reasons = (taken: readonly Reading[]) =>
      run(
        how,
        taken.map((seen) => ({ reading: seen, wait: 12 })),
      ).transitions.map(({ reason }) => reason);
    expect(reasons([BREACH, between, between, between])).toEqual(['held']);
    expect(reasons([BREACH, between, BREACH])).toEqual(['held', 'fired']);
    expect(reasons([BREACH, between, FINE, BREACH])).toEqual(['held', 'cleared', 'held']);
  });

  it('has no end between the threshold and the recovery', () => {
    const how: AlertPolicy = { holdMs: 0, noData: 'keep', calmMs: 24 * HOUR };
    const between = measured(false, false);
    const { transitions } = run(
      how,
      [BREACH, between, between, FINE].map((seen) => ({ reading: seen, wait: 1 })),
    );
    expect(transitions.map(({ reason }) => reason)).toEqual(['fired', 'resolved']);
  });
});

describe('an incident', () => {
  const sentence = { text: { id: 'Kabar', en: 'News' }, basis: { formula: '', values: [] } };
  const fresh = (): Incident =>
    openIncident({
      rule: 'r',
      series: 's',
      about: 'condition',
      group: 'g',
      firedAt: at(0),
      period: undefined,
      headline: sentence,
      details: [],
      told: true,
    });
  const resolve = (incident: Incident): Incident => {
    const { transitions } = run({ holdMs: 0, noData: 'keep', calmMs: HOUR }, [
      { reading: BREACH, wait: 0 },
      { reading: FINE, wait: 5 },
    ]);
    return transitions.filter(closes).reduce(afterTransition, incident);
  };

  it('names the first who acknowledges it, and nobody else', () => {
    const first = acknowledgeIncident(fresh(), 'manager-1', at(1));
    const second = acknowledgeIncident(first.incident, 'manager-2', at(1));
    expect([first.changed, second.changed, second.incident.acknowledged?.by]).toEqual([true, false, 'manager-1']);
  });

  it('is not opened again by an acknowledgement after its end', () => {
    const ended = resolve(fresh());
    expect(ended.resolvedAt).toBe(at(5));
    expect(acknowledgeIncident(ended, 'manager-1', at(6))).toEqual({ incident: ended, changed: false });
  });

  it('keeps its acknowledgement when it ends', () => {
    expect(resolve(acknowledgeIncident(fresh(), 'manager-1', at(1)).incident)).toMatchObject({
      acknowledged: { by: 'manager-1' },
      resolvedAt: at(5),
    });
  });
});
