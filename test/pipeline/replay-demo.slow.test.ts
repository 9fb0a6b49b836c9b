import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, type CivilDate, civilDate } from '../../connectors/contract/period.js';
import type { Transition } from '../../src/domain/alert-state.js';
import { opens } from '../../src/domain/incident.js';
import { replayAlerts } from '../../src/pipeline/replay-alerts.js';
import { civilDateIn } from '../../src/text/date.js';
import { demoStore } from '../support/demo-store.js';
import { demoConfig } from '../support/ministry.js';
import type { TemporaryStore } from '../support/store.js';

const FROM = civilDate('2023-01-02');
const TO = civilDate('2024-03-03');
const IMPRESSIONS = { subject: 'x:DitjenPK', metric: 'impressions', dimensions: {}, grain: 'day' as const };

describe('the whole history of the demo, as its rules would have told it', () => {
  let home: TemporaryStore;
  let replayed: ReadonlyMap<string, readonly Transition[]>;
  const config = demoConfig();
  beforeAll(async () => {
    home = await demoStore();
    const { rules } = await replayAlerts(config, home.store, FROM, TO);
    replayed = new Map(rules.map(({ rule, transitions }) => [rule.id, transitions]));
  }, 120_000);
  afterAll(() => home.remove());

  /** What began: of which period, and on which morning it was told. */
  const fired = (rule: string): readonly (readonly [string | undefined, string])[] =>
    (replayed.get(rule) ?? []).filter((one) => opens(one) && one.told).map(({ period, at }) => [period?.start, civilDateIn(at, 'Asia/Jakarta')]);
  const ended = (rule: string): readonly (string | undefined)[] =>
    (replayed.get(rule) ?? []).filter(({ reason }) => reason === 'resolved').map(({ period }) => period?.start);

  /** Each week of X with its sum, as plain arithmetic over the days gives it. */
  async function weeks(): Promise<ReadonlyMap<CivilDate, number>> {
    const rows = await home.store.readSeries({ ...IMPRESSIONS, window: { start: civilDate('2023-01-02'), end: TO } });
    const days = new Map(rows.map(({ period, value }) => [period.start, value ?? 0]));
    const sums = new Map<CivilDate, number>();
    for (let monday = civilDate('2023-01-02'); addDays(monday, 6) < TO; monday = addDays(monday, 7)) {
      const seven = Array.from({ length: 7 }, (_, index) => days.get(addDays(monday, index)));
      if (seven.every((day) => day !== undefined))
        sums.set(
          monday,
          seven.reduce<number>((sum, day) => sum + (day ?? 0), 0),
        );
    }
    return sums;
  }

  it('X fell against the median of four weeks in just the weeks whose days come to that', async () => {
    const sums = await weeks();
    const begun: CivilDate[] = [];
    const over: CivilDate[] = [];
    let isFiring = false;
    for (const [monday, sum] of sums) {
      const known = [1, 2, 3, 4].flatMap((back) => sums.get(addDays(monday, -7 * back)) ?? []).sort((a, b) => a - b);
      if (known.length < 3) continue;
      const middle = ((known[(known.length - 1) >> 1] ?? 0) + (known[known.length >> 1] ?? 0)) / 2;
      const fall = (middle - sum) / middle;
      if (!isFiring && fall >= 0.2) begun.push(monday);
      else if (isFiring && fall <= 0.1) over.push(monday);
      isFiring = isFiring ? fall > 0.1 : fall >= 0.2;
    }
    expect(fired('x-impressions').map(([start]) => start)).toEqual(begun);
    expect(ended('x-impressions')).toEqual(over);
    expect(fired('x-impressions')).toEqual([
      ['2023-03-06', '2023-03-13'],
      // less than half of the week before: told when it was read a second time
      ['2023-04-03', '2023-04-11'],
      ['2023-06-12', '2023-06-19'],
      ['2023-08-21', '2023-08-28'],
      ['2023-10-02', '2023-10-10'],
      ['2023-11-20', '2023-11-27'],
      ['2023-12-11', '2023-12-18'],
      ['2024-01-01', '2024-01-09'],
    ]);
  });

  it('the reach of Instagram fell three times, and contact centre tickets once', () => {
    // 1,004,780 and 701,330; 1,318,405 and 1,021,690; 1,402,560 and 1,118,720: 30.2, 22.5 and 20.2 %
    expect(fired('instagram-reach')).toEqual([
      ['2023-04-01', '2023-05-01'],
      ['2023-09-01', '2023-10-01'],
      ['2024-01-01', '2024-02-01'],
    ]);
    expect(ended('instagram-reach')).toEqual(['2023-05-01', '2023-10-01', '2024-02-01']);
    // 1,304 and 967: 25.8 %
    expect(fired('tickets')).toEqual([['2024-02-01', '2024-03-01']]);
  });

  it('the followers of Facebook never fell three weeks in a row, and the target was met when the report came', () => {
    expect(fired('followers')).toEqual([]);
    expect(fired('target')).toEqual([['2024-01-01', '2024-03-01']]);
    expect(fired('target-risk')).toEqual([]);
  });

  it('every day of X that was out of the ordinary was the last of its month', () => {
    const days = fired('impressions-anomaly').map(([start]) => start ?? '');
    expect(days).toHaveLength(13);
    expect(days.every((day) => addDays(civilDate(day), 1).endsWith('-01'))).toBe(true);
  });
});
