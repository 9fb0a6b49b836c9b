import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { civilDate, type Instant, parsePeriod, type Window } from '../../../connectors/contract/period.js';
import { demoLedger } from '../../../sandbox/demo/advocacy.js';
import { type ActivationReport, importActivations } from '../../../src/pipeline/activations/import.js';
import { openInstallationPseudonyms } from '../../../src/pipeline/activations/people.js';
import type { AdvocacySummary } from '../../../src/store/advocacy-port.js';
import { openSqliteStore, type SqliteStore } from '../../../src/store/sqlite/client.js';
import { demoConfig } from '../../support/ministry.js';
import { type TemporaryStore, temporaryStore } from '../../support/store.js';

const NOW = '2024-03-01T02:00:00.000Z' as Instant;

describe("the demo's ledger", () => {
  let home: TemporaryStore;
  let store: SqliteStore;
  let report: ActivationReport;
  const importLedger = async (): Promise<ActivationReport> => {
    const { name, sourceName, text } = demoLedger();
    return importActivations(
      { from: { bytes: new TextEncoder().encode(text), fileName: name }, sourceName, originKind: 'synthetic' },
      {
        ledger: store.advocacy,
        pseudonymiser: await openInstallationPseudonyms(store.advocacy, undefined),
        config: demoConfig(),
        clock: { now: () => NOW },
      },
    );
  };
  beforeAll(async () => {
    home = await temporaryStore();
    store = await openSqliteStore(home.path);
    report = await importLedger();
  });
  afterAll(async () => {
    await store.close();
    await home.remove();
  });
  const of = (start: string, end: string): Promise<AdvocacySummary> => store.advocacy.summary({ start: civilDate(start), end: civilDate(end) });

  it('is the same bytes every time, and says of every person that they are invented', () => {
    const { text } = demoLedger();
    expect(demoLedger().text).toBe(text);
    const rows = text.trim().split('\n').slice(1);
    expect(rows.every((row) => row.split(',')[1]?.startsWith('CONTOH-'))).toBe(true);
    expect(report.origin).toMatchObject({ kind: 'synthetic', name: 'contoh' });
  });

  it("counts to the report's page as the quarter to date on 29 February", async () => {
    expect(await of('2024-01-01', '2024-03-01')).toMatchObject({
      people: { atLeast: 13_559, atMost: 13_559 },
      activations: 14_316,
      activationsByKind: { provided: 2_245, engagement: 11_954, original: 117 },
      touches: 14_887,
      touchesByPlatform: { instagram: 9_721, x: 1_656, facebook: 1_677, whatsapp: 1_271, linkedin: 491, youtube: 37, tiktok: 34, threads: 0 },
    });
    expect(await of('2024-01-01', '2024-04-01')).toEqual(await of('2024-01-01', '2024-03-01'));
  });

  it('has fewer in February alone', async () => {
    const february = await of('2024-02-01', '2024-03-01');
    const january = await of('2024-01-01', '2024-02-01');
    expect(february.people.atMost).toBeLessThan(13_559);
    expect(january.people.atMost + february.people.atMost).toBeGreaterThan(13_559);
    expect(january.activations + february.activations).toBe(14_316);
  });

  it('has a whole last quarter of 2023, whose months have more people together than the quarter', async () => {
    const quarter = parsePeriod('2023-Q4') as Window;
    const whole = await store.advocacy.summary(quarter);
    const parts = await Promise.all([of('2023-10-01', '2023-11-01'), of('2023-11-01', '2023-12-01'), of('2023-12-01', '2024-01-01')]);
    const people = parts.reduce((sum, month) => sum + month.people.atMost, 0);
    expect(whole.people.atMost).toBe(11_873);
    expect(people).toBeGreaterThan(whole.people.atMost + 1_000);
    expect(parts.reduce((sum, month) => sum + month.activations, 0)).toBe(whole.activations);
    expect(parts.every((month) => month.activations > 4_000)).toBe(true);
  });

  it('has people in all units, some units with under five', async () => {
    const units = await store.advocacy.groups('unit', { start: civilDate('2024-01-01'), end: civilDate('2024-03-01') });
    expect(units.reduce((sum, unit) => sum + unit.people, 0)).toBe(13_559);
    const small = units.filter((unit) => unit.people < 5).map(({ name }) => name);
    expect(small.length).toBeGreaterThanOrEqual(2);
    expect(units.filter((unit) => unit.people >= 5).length).toBeGreaterThan(8);
    const campaigns = await store.advocacy.groups('campaign', { start: civilDate('2024-01-01'), end: civilDate('2024-03-01') });
    expect(campaigns.map(({ name }) => name)).toEqual(['dana-desa', 'uu-hkpd']);
  });

  it('tells some activations twice and some platforms later: one is kept, and again nothing changes', async () => {
    expect(report).toMatchObject({ rejected: 0, repeats: 240 });
    expect(report.touches).toBeGreaterThan(200);
    const before = await of('2023-10-01', '2024-03-01');
    expect(await importLedger()).toMatchObject({ added: 0, touches: 0, repeats: report.rows });
    expect(await of('2023-10-01', '2024-03-01')).toEqual(before);
  });
});
