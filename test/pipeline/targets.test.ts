import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { civilDate, type Instant } from '../../connectors/contract/period.js';
import type { Config, Person, Role } from '../../src/config/config.js';
import type { AdvocacyTarget } from '../../src/domain/advocacy-target.js';
import { listTargets, removeTarget, setTarget, type TargetDependencies, withSetTargets } from '../../src/pipeline/targets.js';
import type { AdvocacyStore } from '../../src/store/advocacy-port.js';
import { demoConfig } from '../support/ministry.js';
import { temporaryStore } from '../support/store.js';

const config = demoConfig();
const personOf = (role: Role): Person => {
  const found = config.people.find((person) => person.role === role);
  if (!found) throw new Error(`The demo has no ${role}.`);
  return found;
};
const manager = personOf('manager');
const SECOND_QUARTER: AdvocacyTarget = {
  quarter: '2024-Q2',
  metric: 'people',
  unit: undefined,
  value: 11_000,
  plan: { kind: 'linear' },
  owner: manager.id,
};

let ledger: AdvocacyStore;
let now: Instant;
const deps = (of: Config = config): TargetDependencies => ({ ledger, config: of, clock: { now: () => now } });

beforeEach(async () => {
  const { store, remove } = await temporaryStore();
  onTestFinished(remove);
  ledger = store.advocacy;
  now = '2024-03-01T02:00:00.000Z' as Instant;
});

describe('a target that is set in Slack', () => {
  it('holds beside those of the configuration, and each change is a version with author and time', async () => {
    expect(await setTarget(SECOND_QUARTER, manager, deps())).toMatchObject({ outcome: 'set', before: undefined });
    now = '2024-03-02T02:00:00.000Z' as Instant;
    const changed = await setTarget({ ...SECOND_QUARTER, value: 12_000 }, manager, deps());
    expect(changed).toMatchObject({
      outcome: 'set',
      before: { value: 11_000 },
      target: { value: 12_000, label: { en: 'Target of active employees' } },
    });
    expect(await ledger.targetRevisions()).toMatchObject([
      { id: '2024-Q2/people', version: 1, by: manager.id, at: '2024-03-01T02:00:00.000Z', target: { value: 11_000 } },
      { version: 2, by: manager.id, at: '2024-03-02T02:00:00.000Z', target: { value: 12_000 } },
    ]);
    expect((await ledger.auditLog(5, 'target')).map(({ who }) => who)).toEqual([manager.id, manager.id]);
    const { targets } = await withSetTargets(config, ledger);
    expect(targets.map(({ id, value }) => [id, value])).toEqual([
      ['ea-2024-q1', 9_837],
      ['2024-Q2/people', 12_000],
    ]);
    const before = await withSetTargets(config, ledger, '2024-03-01T12:00:00.000Z' as Instant);
    expect(before.targets.at(-1)?.value).toBe(11_000);
  });

  it('may be one unit alone, in whatever spelling, and of activations', async () => {
    await setTarget({ ...SECOND_QUARTER, unit: ' djpk ', metric: 'activations', value: 900 }, manager, deps());
    const { targets } = await withSetTargets(config, ledger);
    expect(targets.at(-1)).toMatchObject({ id: '2024-Q2/activations/DJPK', metric: 'activations', dimensions: { unit: 'DJPK' }, value: 900 });
  });

  it('is taken away as a version too, and holds no more', async () => {
    await setTarget(SECOND_QUARTER, manager, deps());
    expect(await removeTarget(SECOND_QUARTER, manager, deps())).toMatchObject({ outcome: 'removed', before: { value: 11_000 } });
    expect((await withSetTargets(config, ledger)).targets).toEqual(config.targets);
    expect(await ledger.targetRevisions()).toHaveLength(2);
    expect(await removeTarget(SECOND_QUARTER, manager, deps())).toMatchObject({ outcome: 'refused' });
  });

  it('is listed with where it comes from, for its own quarter alone', async () => {
    await setTarget({ ...SECOND_QUARTER, quarter: '2024-Q1', unit: 'DJPK' }, manager, deps());
    await setTarget(SECOND_QUARTER, manager, deps());
    const listed = await listTargets(deps());
    expect(listed.map(({ target, revision }) => [target.id, revision?.version])).toEqual([
      ['ea-2024-q1', undefined],
      ['2024-Q1/people/DJPK', 1],
    ]);
  });

  it('said again changes nothing', async () => {
    await setTarget(SECOND_QUARTER, manager, deps());
    expect(await setTarget(SECOND_QUARTER, manager, deps())).toMatchObject({ outcome: 'unchanged' });
    expect(await ledger.targetRevisions()).toHaveLength(1);
  });

  it('is not overwritten by somebody who saw an older version', async () => {
    await setTarget(SECOND_QUARTER, manager, deps());
    const late = await ledger.saveTarget('2024-Q2/people', { ...SECOND_QUARTER, value: 1 }, 0, { who: manager.id, at: now });
    expect(late).toBe(false);
    expect(await ledger.targetRevisions()).toHaveLength(1);
    expect(await ledger.auditLog(5, 'target')).toHaveLength(1);
  });
});

describe('a target is refused', () => {
  const refusal = async (asked: Partial<AdvocacyTarget>, person: Person = manager): Promise<string> => {
    const outcome = await setTarget({ ...SECOND_QUARTER, ...asked }, person, deps());
    expect(await ledger.targetRevisions()).toEqual([]);
    return outcome.outcome === 'refused' ? outcome.reason.en : outcome.outcome;
  };

  it('from a member and an editor, with who may', async () => {
    for (const role of ['member', 'editor'] as const)
      expect(await refusal({}, personOf(role))).toBe('Only a manager or an owner can change a target.');
  });

  it('where the configuration names it, with the place', async () => {
    expect(await refusal({ quarter: '2024-Q1' })).toContain('targets: ea-2024-q1');
  });

  it('for a quarter that is over, or none', async () => {
    expect(await refusal({ quarter: '2023-Q4' })).toContain('is over');
    for (const quarter of ['2024-02', '2024-q2', 'soon']) expect(await refusal({ quarter })).toContain('2024-Q2');
  });

  it('that is no whole number of 1 or more, or whose checkpoints can not be', async () => {
    for (const value of [0, -5, 1.5, Number.NaN, 1e12]) expect(await refusal({ value })).toContain('whole number');
    const milestones = (...all: readonly (readonly [string, number])[]) => ({
      plan: { kind: 'milestones' as const, milestones: all.map(([by, value]) => ({ by: civilDate(by), value })) },
    });
    expect(await refusal(milestones(['2024-03-31', 5]))).toContain('within the quarter');
    expect(await refusal(milestones(['2024-05-01', 5], ['2024-04-15', 9]))).toContain('order');
    expect(await refusal(milestones(['2024-04-15', 9], ['2024-05-01', 5]))).toContain('order');
    expect(await refusal(milestones())).toContain('order');
  });

  it('with an owner who may not change it', async () => {
    expect(await refusal({ owner: personOf('member').id })).toContain("target's owner");
  });
});
