import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { CivilDate, Grain, Instant } from '../../connectors/contract/period.js';
import type { Answers } from '../../src/pipeline/export-report.js';
import type { Store } from '../../src/store/port.js';
import { HANDED_IN, handIn } from '../support/exports.js';
import { root } from '../support/paths.js';
import { temporaryStore } from '../support/store.js';

const fixture = (name: string): Uint8Array => readFileSync(join(root, 'test/fixtures/exports', name));

let store: Store;
beforeEach(async () => {
  const temporary = await temporaryStore();
  onTestFinished(temporary.remove);
  store = temporary.store;
});

const keep = (name: string, answers: Answers = {}, bytes: Uint8Array = fixture(name)) => handIn(bytes, name, { store, answers, dryRun: false });

async function refusal(result: ReturnType<typeof keep>): Promise<{ reason: string; line: number | null; advice: string }> {
  const { report, kept } = await result;
  expect(kept).toBe(false);
  if (!('refused' in report)) throw new Error('It was not refused.');
  return report.refused;
}

const series = async (subject: string, metric: string, window: readonly [string, string], grain: Grain = 'day') => {
  const [start, end] = window as readonly [CivilDate, CivilDate];
  const rows = await store.readSeries({ subject, metric, grain, dimensions: {}, window: { start, end } });
  return rows.map(({ period, value }) => `${period.start} ${value}`);
};

describe('the same figures again', () => {
  it('change nothing, whether the bytes are the same or only the days', async () => {
    expect(await keep('meta-daily-id.csv')).toMatchObject({ kept: true, inserted: 3, revised: 0 });
    expect(await keep('meta-daily-id.csv')).toMatchObject({ kept: true, inserted: 0, revised: 0 });
    expect(await series('instagram:ditjenpk', 'followers_gained', ['2026-09-01', '2026-10-01'])).toEqual([
      '2026-09-01 4',
      '2026-09-02 0',
      '2026-09-04 7',
    ]);
  });

  it('of a later export with overlapping days add the new days and revise the changed ones', async () => {
    await keep('youtube-totals-fr.csv');
    const later = new TextEncoder().encode('Date,Views\n2026-01-02,0\n2026-01-03,26\n2026-01-04,9\n');
    expect(await keep('Totals.csv', {}, later)).toMatchObject({ inserted: 1, revised: 1, unchanged: 1 });
    expect(await series('youtube:kanal', 'views', ['2026-01-01', '2026-02-01'])).toEqual([
      '2026-01-01 10',
      '2026-01-02 0',
      '2026-01-03 26',
      '2026-01-04 9',
    ]);
  });

  it('of an earlier export take nothing back that a later one revised', async () => {
    await keep('youtube-totals-fr.csv');
    await keep('Totals.csv', {}, new TextEncoder().encode('Date,Views\n2026-01-03,26\n'));
    expect(await keep('youtube-totals-fr.csv')).toMatchObject({ kept: true, inserted: 0, revised: 0 });
    expect(await series('youtube:kanal', 'views', ['2026-01-01', '2026-02-01'])).toEqual(['2026-01-01 10', '2026-01-02 0', '2026-01-03 26']);
  });

  it('with another answer are another statement', async () => {
    await keep('meta-daily-es-reach.csv', { platform: 'instagram' });
    expect(await keep('meta-daily-es-reach.csv', { platform: 'facebook' })).toMatchObject({ kept: true, inserted: 2 });
  });

  it('come in as an export, which a file of our own layout does not outrank', async () => {
    await keep('youtube-totals-fr.csv');
    const [origin] = await store.origins('ekspor');
    expect(origin).toMatchObject({ kind: 'export', detail: 'youtube-totals-fr.csv' });
  });
});

describe('figures of posts', () => {
  const content = 'Sep-01-2026_Sep-30-2026_100200300400500.csv';
  const september = { start: '2026-09-01' as CivilDate, end: '2026-10-01' as CivilDate };

  it('are snapshots of the last day in the name of the file, never figures by day', async () => {
    await keep(content);
    const posts = await store.readContent('instagram:ditjenpk', september);
    expect(posts.map(({ id, kind, publishedOn }) => [id, kind, publishedOn])).toEqual([
      ['instagram:ditjenpk/17900000000000011', 'reel', '2026-09-03'],
      ['instagram:ditjenpk/17900000000000012', 'feed', '2026-09-21'],
      ['instagram:ditjenpk/17900000000000013', 'story', '2026-09-22'],
    ]);
    const ids = posts.map(({ id }) => id);
    const snapshots = await store.readSnapshots(ids, 'views', HANDED_IN);
    expect(snapshots.map(({ value, readAt }) => [value, readAt])).toEqual([1200, 300, 90].map((value) => [value, '2026-09-30T17:00:00.000Z']));
    expect(await store.readSnapshots(ids, 'views', '2026-09-30T16:00:00.000Z' as Instant)).toEqual([]);
    expect(await store.listSeries({ subject: 'instagram:ditjenpk' })).toEqual([]);
  });

  it('keep days and times as the file states them, in the zone of the organisation', async () => {
    await keep(content);
    const [first] = await store.readContent('instagram:ditjenpk', september);
    expect(first).toMatchObject({ publishedAt: '2026-09-03T03:15:00.000Z', title: 'Baris satu baris "dua", dan lagi' });
  });

  it('that were not delivered are no zeros', async () => {
    await keep(content);
    const story = await store.readSnapshots(['instagram:ditjenpk/17900000000000013'], 'comments', HANDED_IN);
    expect(story).toEqual([]);
  });

  it('of another account are left out, and so are rows that the tool could not compute', async () => {
    const { report } = await keep(content);
    expect('leftOut' in report && report.leftOut).toEqual(
      expect.arrayContaining([
        { reason: 'The row belongs to another account, as a post in common does.', rows: 1 },
        { reason: 'The tool could not compute the row and says so in place of its id.', rows: 1 },
      ]),
    );
  });

  it('whose every id a spreadsheet rounded, with no link that has it, are refused with what to do', async () => {
    const head = 'Post ID,Account ID,Account username,Account name,Description,Publish time,Permalink,Post type,Date,Views\n';
    const row = (id: string, day: string): string => `${id},17841400000000099,ditjenpk,DJPK,a,${day} 10:00,,IG image,Lifetime,10\n`;
    const bytes = new TextEncoder().encode(head + row('1.79E+16', '09/03/2026') + row('1.79E+16', '09/04/2026'));
    const told = await refusal(keep('Sep-01-2026_Sep-30-2026_1.csv', {}, bytes));
    expect(told.reason).toBe("Nothing is kept: no row gives a figure. 2 rows: The item's id was rounded by a spreadsheet program and is lost.");
    expect(told.advice).toContain('Hand in the original download');
    expect(await store.origins()).toEqual([]);
    expect(await store.status()).toMatchObject({ content: 0 });
  });

  it('whose ids a spreadsheet rounded are matched by their links', async () => {
    await keep('x-premium-content.csv', { exported: '2026-08-16' });
    const posts = await store.readContent('x:DitjenPK', { start: '2026-08-01' as CivilDate, end: '2026-09-01' as CivilDate });
    expect(posts.map(({ id }) => id)).toEqual(['x:DitjenPK/2070000000000000012', 'x:DitjenPK/2070000000000000011']);
  });
});

describe('what a file leaves open', () => {
  it('refuses it, says how to answer, and keeps nothing', async () => {
    const { advice } = await refusal(keep('meta-daily-es-reach.csv'));
    expect(advice).toContain('--answer platform=facebook');
    expect(advice).toContain('--answer platform=instagram');
    expect(await store.status()).toMatchObject({ observations: 0, content: 0 });
    expect(await store.origins()).toEqual([]);
  });

  it('is taken once it is answered', async () => {
    expect(await keep('meta-daily-es-reach.csv', { platform: 'instagram' })).toMatchObject({ kept: true, inserted: 2 });
    expect(await series('instagram:ditjenpk', 'reach', ['2026-09-01', '2026-10-01'])).toEqual(['2026-09-01 900', '2026-09-02 1100']);
  });

  it('is asked again of the next file, where headers can not tell whose it is', async () => {
    await keep('meta-daily-es-reach.csv', { platform: 'instagram' });
    expect((await refusal(keep('meta-daily-es-reach.csv'))).advice).toContain('--answer platform=facebook');
  });

  it('is remembered for the same headers, where the answer is about the columns', async () => {
    const answers = { exported: '2026-01-31' };
    expect((await refusal(keep('meta-content-facebook.csv', answers))).advice).toContain(
      '--answer columns=last: the last column, "900" on that line',
    );
    await keep('meta-content-facebook.csv', { ...answers, columns: 'last' });
    expect(await keep('meta-content-facebook.csv', answers)).toMatchObject({ kept: true, inserted: 0 });
    const [, second] = await store.readSnapshots(['facebook:djpk/122000000000000001', 'facebook:djpk/122000000000000002'], 'views', HANDED_IN);
    expect(second?.value).toBe(900);
  });

  it('such as an account under another name is learnt with the answer', async () => {
    const text = new TextDecoder().decode(fixture('tiktok-business-video.csv')).replaceAll('@kanal', '@lain');
    const bytes = new TextEncoder().encode(text);
    const exported = { exported: '2026-11-01' };
    expect((await refusal(keep('video.csv', exported, bytes))).advice).toContain('The file is of tiktok:lain, which is not configured.');
    await keep('video.csv', { ...exported, account: 'tiktok:kanal' }, bytes);
    expect(await keep('video.csv', exported, bytes)).toMatchObject({ kept: true });
  });

  it('in a column of two numbers shows both days', async () => {
    const bytes = new TextEncoder().encode('Date,Views\n03/04/2026,10\n04/04/2026,11\n');
    expect((await refusal(keep('Totals.csv', {}, bytes))).advice).toContain(
      '--answer dates=month-first: "03/04/2026" is 2026-03-04 --answer dates=day-first: "03/04/2026" is 2026-04-03',
    );
    await keep('Totals.csv', { dates: 'day-first' }, bytes);
    expect(await series('youtube:kanal', 'views', ['2026-01-01', '2027-01-01'])).toEqual(['2026-04-03 10', '2026-04-04 11']);
  });

  it('in a group of three digits shows both numbers where the file has decimals with the same sign', async () => {
    const bytes = new TextEncoder().encode('Date,Views,Watch time (hours)\n2026-01-01,1.234,2.5\n');
    expect((await refusal(keep('Totals.csv', {}, bytes))).advice).toContain('--answer numbers=thousands: "1.234" is 1234');
    await keep('Totals.csv', { numbers: 'thousands' }, bytes);
    expect(await series('youtube:kanal', 'views', ['2026-01-01', '2027-01-01'])).toEqual(['2026-01-01 1234']);
    expect(await series('youtube:kanal', 'watch_seconds', ['2026-01-01', '2027-01-01'])).toEqual(['2026-01-01 9000']);
  });
});

describe('days without a year', () => {
  it('are asked for, and counted backwards from the newest', async () => {
    const { advice } = await refusal(keep('tiktok-overview.csv'));
    expect(advice).toContain('--answer year=2026: the newest day is 2026-01-01');
    await keep('tiktok-overview.csv', { year: '2026' });
    expect(await series('tiktok:kanal', 'likes', ['2025-01-01', '2027-01-01'])).toEqual(['2025-12-30 2', '2025-12-31 3', '2026-01-01 4']);
    expect(await series('tiktok:kanal', 'comments', ['2025-01-01', '2027-01-01'])).toEqual(['2025-12-30 0', '2026-01-01 5']);
  });

  it('never fall in a year that would skip 29 February', async () => {
    const { advice } = await refusal(keep('tiktok-follower-history.csv'));
    expect(advice).toContain('--answer year=2026');
    expect(advice).not.toContain('--answer year=2024');
  });

  it('of videos come before the day of the export', async () => {
    await keep('tiktok-content.csv', { year: '2026' });
    const videos = await store.readContent('tiktok:kanal', { start: '2025-01-01' as CivilDate, end: '2027-01-01' as CivilDate });
    expect(videos.map(({ id, publishedOn }) => [id, publishedOn])).toEqual([
      ['tiktok:kanal/7300000000000000011', '2025-07-16'],
      ['tiktok:kanal/7300000000000000012', '2026-02-02'],
    ]);
  });
});

describe('an archive of YouTube', () => {
  it('gives the channel by day and its chosen month; the chart and the rows of single videos give no figures', async () => {
    const { report } = await keep('Content 2026-09-01_2026-09-30 Kanal.zip');
    expect('leftOut' in report && report.leftOut).toContainEqual({
      reason: 'The figures of single items are of the chosen period and no lifetime figures.',
      rows: 2,
    });
    expect(await series('youtube:kanal', 'views', ['2026-09-01', '2026-10-01'])).toEqual(['2026-09-01 20', '2026-09-02 30']);
    expect(await series('youtube:kanal', 'views', ['2026-09-01', '2026-10-01'], 'month')).toEqual(['2026-09-01 500']);
    expect(await store.status()).toMatchObject({ content: 2 });
  });
});

describe('a bad file', () => {
  it.each([
    ['resaved-months.csv', 'a spreadsheet program changed the file', 2],
    ['youtube-revenue.csv', 'no figure that is kept', null],
    ['youtube-chart.csv', 'holds no figures of an account', null],
    ['form.csv', 'holds no figures of an account', null],
    ['unknown.csv', 'No export is known', 1],
  ])('%s is refused and leaves no trace', async (name, reason, line) => {
    const refused = await refusal(keep(name, { exported: '2026-11-01' }));
    expect(refused.reason).toContain(reason);
    expect(refused.line).toBe(line);
    expect(await store.origins()).toEqual([]);
  });

  it('with a day of publication that does not exist is refused, whatever order was answered', async () => {
    const text = new TextDecoder().decode(fixture('meta-content-facebook.csv')).replace('01/02/2026 05:14', '26/01/2026 05:14');
    const bytes = new TextEncoder().encode(text);
    const answers = { exported: '2026-02-01', columns: 'first' };
    expect((await refusal(keep('konten.csv', { ...answers, dates: 'month-first' }, bytes))).reason).toContain('"26/01/2026 05:14" is no day.');
    expect((await refusal(keep('konten.csv', { ...answers, dates: 'day-first' }, bytes))).reason).toContain('"12/31/2025 05:14" is no day.');
    expect(await store.origins()).toEqual([]);
  });

  it('that states one day twice with different figures is refused with both lines', async () => {
    const bytes = new TextEncoder().encode('Date,Views\n2026-01-01,10\n2026-01-02,11\n2026-01-01,12\n');
    expect(await refusal(keep('Totals.csv', {}, bytes))).toMatchObject({
      reason: 'Lines 2 and 4 state different figures for the same thing.',
      line: 4,
    });
    expect(await store.origins()).toEqual([]);
  });
});
