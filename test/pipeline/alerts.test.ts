import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { addDays, type CivilDate, civilDate, type Instant } from '../../connectors/contract/period.js';
import type { Config } from '../../src/config/config.js';
import { verifyText } from '../../src/digest/verify.js';
import { openPseudonymiser } from '../../src/domain/pseudonym.js';
import { logActivation } from '../../src/pipeline/activations/log.js';
import { destinationsOf } from '../../src/pipeline/alert-destinations.js';
import { type AlertOutcome, evaluateAlerts } from '../../src/pipeline/evaluate-alerts.js';
import { pressIncident } from '../../src/pipeline/incident-actions.js';
import type { PlatformFacts } from '../../src/pipeline/judge-alerts.js';
import { setTarget } from '../../src/pipeline/targets.js';
import { importFacts, origin, value } from '../contracts/store.js';
import { demoConfig, demoFile } from '../support/ministry.js';
import { type TemporaryStore, temporaryStore } from '../support/store.js';

const [HEAD = ''] = demoFile('pantau.yaml').split('\nalerts:\n');

/** The demo's configuration with these rules instead of its own, and other words where they are asked for. */
const configWith = (rules: readonly object[], ...changes: readonly (readonly [string, string])[]): Config =>
  demoConfig(changes.reduce((text, [from, to]) => text.replace(from, to), `${HEAD}\n${stringify({ alerts: rules })}`));

const X = { subject: 'x:DitjenPK', metric: 'impressions', dimensions: {}, grain: 'day' as const };
const FALL = {
  id: 'fall',
  condition: 'relative-decline',
  metric: 'impressions',
  subject: X.subject,
  grain: 'day',
  baseline: { medianOf: 4 },
  threshold: 0.2,
  recovery: 0.1,
  route: ['laporan'],
};

/** 09:00 in Jakarta. */
const morning = (day: string): Instant => new Date(Date.parse(`${day}T02:00:00Z`)).toISOString() as Instant;

describe('alerts over a store', () => {
  let home: TemporaryStore;
  beforeEach(async () => {
    home = await temporaryStore();
  });
  afterEach(() => home.remove());

  /** One pull, on the morning after its last day, of the days from one to another. */
  async function pull(
    from: string,
    to: string,
    figure: (day: CivilDate) => number | undefined,
    quality: 'complete' | 'provisional' = 'complete',
  ): Promise<void> {
    const observedAt = morning(addDays(civilDate(to), 1));
    const facts = [];
    for (let day = civilDate(from); day <= to; day = addDays(day, 1)) {
      const number = figure(day);
      if (number !== undefined) facts.push(value(X, day, number, { quality, observedAt, origin: 'x' }));
    }
    await importFacts(home.store, origin('api', `${from} ${to} ${quality}`, observedAt), facts);
  }
  const evaluate = (config: Config, day: string, facts?: PlatformFacts): Promise<AlertOutcome> =>
    evaluateAlerts({ config, store: home.store, now: morning(day), ...(facts === undefined ? {} : { facts: async () => facts }) });
  const told = ({ transitions }: AlertOutcome) => transitions.filter((transition) => transition.told);
  const open = () => home.store.listIncidents({ open: true });
  const reasons = ({ transitions }: AlertOutcome) => transitions.map(({ reason }) => reason);

  it('tell a fall once, and its end; the same moment again tells nothing', async () => {
    const config = configWith([FALL]);
    await pull('2024-01-01', '2024-02-09', () => 1000);
    expect(reasons(await evaluate(config, '2024-02-10'))).toEqual([]);
    await pull('2024-02-10', '2024-02-10', () => 700);
    const outcome = await evaluate(config, '2024-02-11');
    expect(reasons(outcome)).toEqual(['fired']);
    expect(told(outcome)[0]?.sentence.text).toEqual({
      id: 'Impresi @DitjenPK 10 Februari 2024: 700, turun 30,0% dari 1.000 (median 4 hari Sabtu sebelumnya)',
      en: 'Impressions @DitjenPK 10 February 2024: 700, down 30.0% from 1,000 (the median of 4 Saturdays before)',
    });
    expect(destinationsOf(config.alerts[0], undefined, config, morning('2024-02-11'))).toMatchObject([
      { kind: 'channel', channel: { name: 'laporan' }, language: 'id', mayWake: true },
    ]);
    expect(reasons(await evaluate(config, '2024-02-11'))).toEqual([]);
    await pull('2024-02-11', '2024-02-11', () => 990);
    expect(reasons(await evaluate(config, '2024-02-12'))).toEqual(['resolved']);
    expect(await home.store.listIncidents({ open: true })).toEqual([]);
  });

  it('believe a fall of more than half only when its source was read again', async () => {
    const config = configWith([FALL]);
    await pull('2024-01-01', '2024-02-09', () => 1000);
    await pull('2024-02-10', '2024-02-10', () => 100);
    const first = await evaluate(config, '2024-02-11');
    expect(reasons(first)).toEqual(['withheld']);
    expect(first.transitions[0]).toMatchObject({ obstacles: ['single-reading'], told: false });
    expect(told(first)).toEqual([]);
    // Another pull of the same connection, about something else.
    await importFacts(home.store, origin('api', 'stories', morning('2024-02-12')), [value({ ...X, metric: 'likes' }, '2024-02-11', 5)]);
    expect(reasons(await evaluate(config, '2024-02-12'))).toEqual([]);
    await pull('2024-02-10', '2024-02-12', (day) => (day === '2024-02-10' ? 100 : 105));
    const second = await evaluate(config, '2024-02-13');
    // The newest day, as low as the one before, was read only once itself; that changes nothing.
    expect(second.transitions.map(({ reason, period, told }) => [reason, period?.start, told])).toEqual([
      ['fired', '2024-02-10', true],
      ['withheld', '2024-02-12', false],
    ]);
  });

  it('believe such a fall of a file when the file came again', async () => {
    const config = configWith([FALL]);
    const stated = (last: number) =>
      Array.from({ length: 41 }, (_, index) => value(X, addDays(civilDate('2024-01-01'), index), index < 40 ? 1000 : last));
    await importFacts(home.store, origin('file', 'a', morning('2024-02-11')), stated(100));
    expect(reasons(await evaluate(config, '2024-02-11'))).toEqual(['withheld']);
    await importFacts(home.store, origin('file', 'b', morning('2024-02-12')), stated(100));
    expect(reasons(await evaluate(config, '2024-02-12'))).toEqual(['fired']);
  });

  it('say nothing of a reading that was wrong once, of a provisional one, or of a missing one', async () => {
    const config = configWith([FALL]);
    await pull('2024-01-01', '2024-02-09', () => 1000);
    await pull('2024-02-10', '2024-02-10', () => 400);
    await evaluate(config, '2024-02-11');
    await pull('2024-02-10', '2024-02-11', (day) => (day === '2024-02-10' ? 1000 : 990));
    expect(reasons(await evaluate(config, '2024-02-12'))).toEqual([]);
    await pull('2024-02-12', '2024-02-12', () => 700, 'provisional');
    expect(told(await evaluate(config, '2024-02-13'))).toEqual([]);
    expect(told(await evaluate(config, '2024-02-20'))).toEqual([]);
  });

  it('catch up after a downtime: each missed period once, and nobody is told of what is over', async () => {
    const config = configWith([FALL]);
    await pull('2024-01-01', '2024-02-09', () => 1000);
    await evaluate(config, '2024-02-10');
    await pull('2024-02-10', '2024-02-18', (day) => (day === '2024-02-13' || day === '2024-02-18' ? 700 : 1000));
    const outcome = await evaluate(config, '2024-02-19');
    expect(outcome.transitions.map(({ reason, period, told }) => [reason, period?.start, told])).toEqual([
      ['fired', '2024-02-13', false],
      ['resolved', '2024-02-14', false],
      ['fired', '2024-02-18', true],
    ]);
    expect(told(outcome)).toHaveLength(1);
    expect(reasons(await evaluate(config, '2024-02-19'))).toEqual([]);
  });

  it('end what fires for a rule that is gone', async () => {
    await pull('2024-01-01', '2024-02-09', () => 1000);
    await pull('2024-02-10', '2024-02-10', () => 700);
    expect(reasons(await evaluate(configWith([FALL]), '2024-02-11'))).toEqual(['fired']);
    const gone = await evaluate(configWith([]), '2024-02-12');
    expect(told(gone).map(({ reason, sentence }) => [reason, sentence.text.en])).toEqual([['resolved', 'Resolved: it is no longer watched']]);
    expect(await home.store.listIncidents({ open: true })).toEqual([]);
    expect(reasons(await evaluate(configWith([]), '2024-02-13'))).toEqual([]);
  });

  it('open one incident for a fall that a rule sees on each of several accounts, in one group', async () => {
    const config = configWith(
      [{ ...FALL, subject: undefined, platform: 'x', group: 'platform' }],
      ['accounts:\n', "accounts:\n  - { id: 'x:other', platform: x, label: '@other' }\n"],
    );
    const days = (subject: string) =>
      Array.from({ length: 41 }, (_, index) => value({ ...X, subject }, addDays(civilDate('2024-01-01'), index), index < 40 ? 1000 : 600));
    await importFacts(home.store, origin('api', 'both', morning('2024-02-11')), [...days('x:DitjenPK'), ...days('x:other')]);
    expect(told(await evaluate(config, '2024-02-11')).map(({ series }) => series)).toEqual([
      'x:other/impressions//day',
      'x:DitjenPK/impressions//day',
    ]);
    const incidents = await open();
    expect(incidents).toHaveLength(2);
    expect(new Set(incidents.map(({ group }) => group)).size).toBe(1);
  });

  it('keep an acknowledgement over a restart, and end also where their rule is muted', async () => {
    const config = configWith([FALL]);
    await pull('2024-01-01', '2024-02-09', () => 1000);
    await pull('2024-02-10', '2024-02-10', () => 700);
    await evaluate(config, '2024-02-11');
    const id = (await open())[0]?.id ?? '';
    const at = morning('2024-02-11');
    const both = await Promise.all(['manager-1', 'manager-2'].map((by) => pressIncident(id, { kind: 'acknowledge' }, { by, at, store: home.store })));
    expect(both.map((one) => [one?.changed, one?.incident.acknowledged?.by])).toEqual([
      [true, 'manager-1'],
      [false, 'manager-1'],
    ]);
    expect(await (await home.open()).readIncident(id)).toMatchObject({ acknowledged: { by: 'manager-1' } });
    await pressIncident(id, { kind: 'mute', until: morning('2024-03-01') }, { by: 'manager-1', at, store: home.store });
    await pull('2024-02-11', '2024-02-11', () => 1000);
    expect(reasons(await evaluate(config, '2024-02-12'))).toEqual(['resolved']);
  });

  it("tell a target's owner directly, with the whole news in the first line", async () => {
    const config = configWith(
      [{ id: 'met', condition: 'target-met', target: 'ea-2024-q1', route: ['laporan'] }],
      ['Target pegawai aktif', 'Target EA'],
    );
    const quarter = { subject: 'advocacy', metric: 'active_employees', dimensions: {}, grain: 'quarter' as const };
    const toDate = { grain: 'quarter' as const, start: civilDate('2024-01-01'), end: civilDate('2024-03-01') };
    await importFacts(home.store, origin('file', 'a'), [value(quarter, '2024-01-01', 13_559, { period: toDate })]);
    expect(told(await evaluate(config, '2024-03-01'))[0]?.sentence.text).toEqual({
      id: 'Target EA Q1 137,84% (13.559/9.837) per 29 Feb',
      en: 'Target of active employees Q1 137.84% (13,559/9,837) as of 29 Feb',
    });
    expect(destinationsOf(config.alerts[0], 'manager-1', config, morning('2024-03-01'))).toMatchObject([
      { kind: 'channel' },
      { kind: 'person', person: { id: 'manager-1' }, language: 'id' },
    ]);
  });

  it('say what is needed, and by when, where a target is behind its plan', async () => {
    const config = configWith(
      [{ id: 'risk', condition: 'target-at-risk', target: 'ea-2024-q1', route: ['manager-1'] }],
      ['plan: { kind: none }', 'plan: { kind: linear }'],
    );
    const quarter = { subject: 'advocacy', metric: 'active_employees', dimensions: {}, grain: 'quarter' as const };
    const toDate = { grain: 'quarter' as const, start: civilDate('2024-01-01'), end: civilDate('2024-03-01') };
    await importFacts(home.store, origin('file', 'a'), [value(quarter, '2024-01-01', 6_000, { period: toDate })]);
    const [news] = told(await evaluate(config, '2024-03-01'));
    expect(news?.sentence.text.en).toBe('Target of active employees Q1 60.99% (6,000/9,837) as of 29 Feb');
    expect(news?.details[0]?.text.en).toBe('Day 60 of 91: 6,485.93 was planned, a difference of 485.93; 3,837 more are needed by 31 Mar (31 days)');
  });

  it('watch a target that was set in Slack, by what the ledger counts', async () => {
    const config = configWith([{ id: 'met', condition: 'target-met', metric: 'activations', subject: 'advocacy', route: ['laporan'] }]);
    const { advocacy } = home.store;
    const [manager] = config.people.filter(({ role }) => role === 'manager');
    if (manager === undefined) throw new Error('the demo has a manager');
    const target = { quarter: '2024-Q1', metric: 'activations', unit: 'DJPK', value: 2, plan: { kind: 'none' }, owner: manager.id } as const;
    const set = await setTarget(target, manager, { ledger: advocacy, config, clock: { now: () => morning('2024-02-01') } });
    expect(set.outcome).toBe('set');
    const pseudonymiser = openPseudonymiser(new Uint8Array(32).fill(7));
    const log = async (who: string, day: string): Promise<void> => {
      const clock = { now: () => morning(day) };
      const told = { person: { scope: 'form', value: who }, unit: 'DJPK', kind: 'engagement', platforms: ['instagram'] } as const;
      await logActivation(told, 'slack', { ledger: advocacy, pseudonymiser, config, clock });
    };
    await log('ayu', '2024-02-05');
    expect(told(await evaluate(config, '2024-02-06'))).toEqual([]);
    await log('budi', '2024-02-06');
    const [met, ...others] = told(await evaluate(config, '2024-02-07'));
    expect(others).toEqual([]);
    expect(met).toMatchObject({ rule: 'met', series: 'target:2024-Q1/activations/DJPK', reason: 'fired' });
    expect(met?.sentence.text.id).toContain('100,00%');
    expect(met?.sentence.text.id).toContain('2/2');
    expect(told(await evaluate(config, '2024-02-08'))).toEqual([]);
  });

  it('group what one cause makes, and wait for the end of quiet hours', async () => {
    const rules = [
      { id: 'access', condition: 'credential', group: 'condition', route: ['owner'] },
      { id: 'quota', condition: 'budget', route: ['owner'] },
    ];
    const config = configWith(rules, ['name: Ibu Sekar, role: owner,', 'name: Ibu Sekar, role: owner, quiet: { from: "08:00", to: "10:30" },']);
    const dead = (id: string) => ({ id, label: id, platform: undefined, state: 'dead' as const, expiresAt: undefined, renewal: undefined });
    const budget = { id: 'youtube', label: 'YouTube', platform: 'youtube', used: 9_000, limit: 10_000 };
    const outcome = await evaluate(config, '2024-03-01', { credentials: [dead('meta'), dead('x')], budgets: [budget] });
    expect(told(outcome).map(({ sentence }) => sentence.text.en)).toEqual([
      'The access to meta is dead; connect it again',
      'The access to x is dead; connect it again',
      'YouTube: 90.0% is used (9,000 of 10,000)',
    ]);
    expect(new Set((await open()).map(({ group }) => group)).size).toBe(2);
    expect(destinationsOf(config.alerts[0], undefined, config, morning('2024-03-01'))).toMatchObject([
      { mayWake: false, wakesAt: '2024-03-01T03:30:00.000Z' },
    ]);
    expect(reasons(await evaluate(config, '2024-03-02'))).toEqual([]);
    expect(reasons(await evaluate(config, '2024-03-02', { credentials: [], budgets: [] }))).toEqual(['resolved', 'resolved', 'resolved']);
  });

  it('can account for every number that they print', async () => {
    const rules = [
      FALL,
      { ...FALL, id: 'streak', condition: 'streak', threshold: 2, recovery: undefined, baseline: undefined },
      { ...FALL, id: 'anomaly', condition: 'anomaly', threshold: undefined, recovery: undefined, baseline: undefined },
      { ...FALL, id: 'below', condition: 'below', threshold: 900, recovery: 950, baseline: undefined },
      { ...FALL, id: 'gone', condition: 'no-data', threshold: undefined, recovery: undefined, baseline: undefined, graceHours: 24 },
      { id: 'stale', condition: 'stale-account', platform: 'x', route: ['owner'] },
    ];
    const config = configWith(rules);
    await pull('2023-12-01', '2024-02-02', () => 1000);
    await pull('2024-02-03', '2024-02-16', (day) => (day < '2024-02-10' ? 900 : 620));
    const outcomes = [await evaluate(config, '2024-02-17'), await evaluate(config, '2024-02-25')];
    const transitions = outcomes.flatMap((outcome) => outcome.transitions);
    expect(new Set(transitions.filter(({ reason }) => reason === 'fired').map(({ rule }) => rule))).toEqual(new Set(rules.map(({ id }) => id)));
    for (const { rule, sentence, details } of transitions)
      for (const { text, basis } of [sentence, ...details]) expect(verifyText(rule, text, basis)).toEqual([]);
  });
});
