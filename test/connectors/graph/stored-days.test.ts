import { describe, expect, it } from 'vitest';
import { addDays, civilDate } from '../../../connectors/contract/period.js';
import { EVENING, NEXT_EVENING, nameOf, openStored, SETTLED, TODAY, trueDays, truthOn } from './stored.js';

const BOTH = ['instagram', 'facebook'] as const;

describe.each(BOTH)('of the days of %s is stored, and the owner is told', (platform) => {
  it('case 1: of figures that are left out the absence, and nothing is told', async () => {
    const { rig, show, evenings, days, settled, beside } = await openStored(platform);
    show('no-data');
    await evenings(EVENING, NEXT_EVENING);
    expect(await settled('profile_views')).toBe('not-available');
    expect((await days('profile_views')).filter((line) => line.endsWith(' 0'))).toEqual([]);
    expect(await settled('views', beside)).toBe(String(truthOn(beside, SETTLED, 'views')));
    expect(rig.told).toEqual([]);
  });

  it('case 2: under 100 followers that it is withheld, the followers as they are, and nothing is told', async () => {
    const { rig, show, evenings, days, settled } = await openStored(platform);
    show('under-100-followers');
    await evenings(EVENING, NEXT_EVENING);
    expect(await days('followers')).toContain(`${TODAY} 87`);
    expect(await settled('followers_gained')).toBe('withheld');
    expect(rig.told).toEqual([]);
  });

  it('case 3: every day of a window that was too long, once and as it was, and nothing is told', async () => {
    const { rig, mine, show, backfill, days } = await openStored(platform);
    show('window-too-long', { times: 2 });
    await backfill('2026-08-20');
    for (const metric of ['reach', 'views'] as const) {
      const wanted = trueDays(mine, metric, '2026-08-20', SETTLED);
      expect((await days(metric)).slice(0, wanted.length)).toEqual(wanted);
    }
    expect(rig.platforms.faults.fired()).toHaveLength(2);
    expect(rig.told).toEqual([]);
  });

  it('case 12: the figure that ends on the 18th at 07:00 as that of the 17th, for every metric', async () => {
    const { rig, mine, show, evenings, settled } = await openStored(platform);
    show('end-time-next-day');
    await evenings(EVENING);
    for (const metric of ['reach', 'views', 'profile_views', 'followers_gained', 'followers_lost'] as const)
      expect(await settled(metric), metric).toBe(String(truthOn(mine, SETTLED, metric)));
    expect(rig.told).toEqual([]);
  });

  it('case 13: over the change of the clocks each day once, that of 25 hours too', async () => {
    const { rig, mine, evenings, days } = await openStored(platform);
    const dates = Array.from({ length: 9 }, (_, index) => addDays(civilDate('2026-10-30'), index));
    await evenings(...dates.map((day) => `${day}T16:30:00Z`));
    for (const metric of ['reach', 'followers_gained'] as const)
      expect((await days(metric)).filter((line) => line >= '2026-10-29' && line < '2026-11-05')).toEqual(
        trueDays(mine, metric, '2026-10-29', '2026-11-04'),
      );
    expect(rig.told).toEqual([]);
  });

  it('case 15: a value that still moves as provisional, and complete with a revision when it stands still', async () => {
    const { rig, mine, show, evenings } = await openStored(platform);
    show('provisional-values');
    const truth = truthOn(mine, '2026-10-18', 'reach');
    const early = Math.floor((truth * 600) / 1_000);
    const series = { subject: nameOf(mine), metric: 'reach', grain: 'day', dimensions: {} } as const;
    const [start, end] = [civilDate('2026-10-18'), civilDate('2026-10-19')];
    const read = async () => (await rig.store.readSeries({ ...series, window: { start, end } })).map(({ value, quality }) => [value, quality]);
    await evenings(EVENING);
    expect(await read()).toEqual([[early, 'provisional']]);
    await evenings(NEXT_EVENING);
    expect(await read()).toEqual([[truth, 'complete']]);
    expect((await rig.store.revisions(series, start, end)).map(({ value }) => value)).toEqual([early, truth]);
    expect(rig.told).toEqual([]);
  });
});

describe('of the days of Instagram alone is stored, and the owner is told', () => {
  it('case 9: the figure wherever it stands in an answer', async () => {
    const { rig, mine, show, evenings, settled } = await openStored('instagram');
    show('value-shapes');
    await evenings(EVENING);
    expect(await settled('views')).toBe(String(truthOn(mine, SETTLED, 'views')));
    expect(rig.told).toEqual([]);
  });

  it('case 10: nothing of a breakdown that is refused, told once in spite of the word "unknown", and the rest', async () => {
    const { rig, mine, show, evenings, days, settled } = await openStored('instagram');
    show('breakdown-refused', {});
    await evenings(EVENING, NEXT_EVENING);
    expect([...(await days('followers_gained')), ...(await days('followers_lost'))]).toEqual([]);
    expect(await settled('views')).toBe(String(truthOn(mine, SETTLED, 'views')));
    expect(rig.told).toEqual([
      'instagram, followers_gained, followers_lost: the platform has retired this metric. The platform refuses this combination of figure, period and breakdown. The rest goes on.',
    ]);
  });

  it('case 14: of an account east of UTC the last day that has ended, and not the one that runs', async () => {
    const { rig, mine, beside, show, evenings, days } = await openStored('instagram');
    show('account-east-of-utc');
    await evenings('2026-10-20T20:00:00Z');
    const reach = await days('reach');
    expect(reach.map((line) => line.slice(0, 10)).at(-1)).toBe('2026-10-20');
    expect(reach).toContain(`${SETTLED} ${truthOn(mine, SETTLED, 'reach')}`);
    expect((await days('reach', beside)).map((line) => line.slice(0, 10)).at(-1)).toBe('2026-10-19');
    expect(rig.told).toEqual([]);
  });
});

describe('of the days of Facebook alone is stored, and the owner is told', () => {
  it('case 9: of an empty object in the place of a figure the absence, and no figure', async () => {
    const { rig, beside, show, evenings, days, settled } = await openStored('facebook');
    show('value-shapes');
    await evenings(EVENING);
    expect(await settled('views')).toBe('not-available');
    expect((await days('views')).filter((line) => / \d+$/.test(line))).toEqual([]);
    expect(await settled('views', beside)).toBe(String(truthOn(beside, SETTLED, 'views')));
    expect(rig.told).toEqual([]);
  });

  it('case 11: of an answer that is empty without a word the absence, and no question has a wrong period', async () => {
    const { rig, mine, show, clear, evenings, days, settled } = await openStored('facebook');
    show('wrong-period-empty');
    await evenings(EVENING);
    expect(await settled('reach')).toBe('not-available');
    expect((await days('reach')).filter((line) => / \d+$/.test(line))).toEqual([]);
    const asked = rig.platforms.calls().flatMap(({ form }) => [...(form.get('batch') ?? '').matchAll(/insights\?[^"]*metric=page[^"]*/g)]);
    expect(asked.length).toBeGreaterThan(0);
    for (const [question] of asked) expect(question).toContain('period=day');
    clear();
    // The slip is made good: what was left out is asked for again, once the platform has shown that it tells it.
    await evenings(NEXT_EVENING, '2026-10-22T16:30:00Z');
    expect(await settled('reach')).toBe(String(truthOn(mine, SETTLED, 'reach')));
    expect(rig.told).toEqual([]);
  });
});
