import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { civilDate } from '../../connectors/contract/period.js';
import { testAlerts } from '../../src/application/alerts.js';
import { alertsTestOutput } from '../../src/cli/output/operations.js';
import { replayAlerts } from '../../src/pipeline/replay-alerts.js';
import { demoStore } from '../support/demo-store.js';
import { demoConfig } from '../support/ministry.js';
import type { TemporaryStore } from '../support/store.js';

describe('a replay of the demo', () => {
  let home: TemporaryStore;
  const config = demoConfig();
  beforeAll(async () => {
    home = await demoStore();
  });
  afterAll(() => home.remove());

  it('tells the falls of reach that its months have, and stores nothing', async () => {
    const { rules, left } = await replayAlerts(config, home.store, civilDate('2023-08-01'), civilDate('2024-03-02'));
    const reach = rules.find(({ rule }) => rule.id === 'instagram-reach')?.transitions ?? [];
    // 1,318,405 in August, 1,021,690 in September; 1,402,560 in December, 1,118,720 in January
    expect(reach.map(({ reason, period }) => [reason, period?.start])).toEqual([
      ['fired', '2023-09-01'],
      ['resolved', '2023-10-01'],
      ['fired', '2024-01-01'],
      ['resolved', '2024-02-01'],
    ]);
    expect(left.map(({ id }) => id)).toEqual(['stale', 'access', 'quota', 'delivery']);
    expect([await home.store.readAlertStates(), await home.store.listIncidents({})]).toEqual([[], []]);
  });

  it('tells that the target was met when the report came, in one line', async () => {
    const { rules } = await replayAlerts(config, home.store, civilDate('2024-02-20'), civilDate('2024-03-03'));
    const met = rules.find(({ rule }) => rule.id === 'target')?.transitions.filter(({ told }) => told) ?? [];
    expect(met.map(({ sentence }) => sentence.text.id)).toEqual(['Target pegawai aktif Q1 137,84% (13.559/9.837) per 29 Feb']);
  });

  it('suggests thresholds that leave what is ordinary alone, as the command prints them', async () => {
    const result = await testAlerts({ from: '2023-06-01', to: '2024-02-29' }, config, home.store);
    expect(alertsTestOutput.parse({ version: 1, ...result }).rules).toHaveLength(config.alerts.length - result.left.length);
    const { suggestion } = result.rules.find(({ rule }) => rule === 'x-impressions') ?? {};
    expect(suggestion?.threshold).toBeGreaterThanOrEqual(0.05);
    expect(suggestion?.periods).toBeGreaterThan(30);
  });

  it.each([
    ['2024-02-30', '2024-03-01', /--from/],
    ['2024-02-01', 'soon', /--to/],
    ['2024-03-01', '2024-02-01', /lies before/],
    ['2010-01-01', '2024-02-01', /too many/],
  ])('refuses %s to %s with a sentence', async (from, to, sentence) => {
    await expect(testAlerts({ from, to }, config, home.store)).rejects.toThrow(sentence);
  });
});
