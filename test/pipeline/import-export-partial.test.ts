import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { CivilDate } from '../../connectors/contract/period.js';
import type { Answers } from '../../src/pipeline/export-report.js';
import type { Store } from '../../src/store/port.js';
import { HANDED_IN, handIn } from '../support/exports.js';
import { bytesOf } from '../support/report.js';
import { temporaryStore } from '../support/store.js';

let store: Store;
beforeEach(async () => {
  const temporary = await temporaryStore();
  onTestFinished(temporary.remove);
  store = temporary.store;
});

const keep = (name: string, text: string, { acceptPartial = true, answers = {} }: { acceptPartial?: boolean; answers?: Answers } = {}) =>
  handIn(bytesOf(text), name, { store, dryRun: false, acceptPartial, answers });

const views = async () => {
  const window = { start: '2026-01-01' as CivilDate, end: '2026-02-01' as CivilDate };
  const rows = await store.readSeries({ subject: 'youtube:kanal', metric: 'views', grain: 'day', dimensions: {}, window });
  return rows.map(({ period, value }) => `${period.start} ${value}`);
};

const TOTALS = 'Date,Views\n2026-01-02,10\n2026-01-03,oops\n2026-02-31,9\n2026-01-05,-4\n2026-01-06,30\n';

describe('the right rows of an export, where they are asked for', () => {
  it('are kept, and the others are told line by line', async () => {
    const outcome = await keep('Totals.csv', TOTALS);
    expect(outcome).toMatchObject({ kept: true, inserted: 2 });
    expect(outcome.rejections.map(({ line, text }) => [line, text?.en])).toEqual([
      [3, 'In "Views": "oops" is no number.'],
      [4, '"2026-02-31" is no day.'],
      [5, 'In "Views": -4 is below zero.'],
    ]);
    expect('leftOut' in outcome.report && outcome.report.leftOut.map(({ reason, rows }) => [rows, reason])).toEqual([
      [1, 'Line 3: In "Views": "oops" is no number.'],
      [1, 'Line 4: "2026-02-31" is no day.'],
      [1, 'Line 5: In "Views": -4 is below zero.'],
    ]);
    expect('metrics' in outcome.report && outcome.report.metrics).toMatchObject([{ metric: 'views', rows: 2, sum: 40 }]);
    expect(await views()).toEqual(['2026-01-02 10', '2026-01-06 30']);
    expect(await keep('Totals.csv', TOTALS)).toMatchObject({ kept: true, inserted: 0, revised: 0, rejections: [{}, {}, {}] });
  });

  it('are not kept unasked, and the refusal says that they could be', async () => {
    const outcome = await keep('Totals.csv', TOTALS, { acceptPartial: false });
    expect(outcome).toMatchObject({ kept: false, othersAreRight: true, report: { refused: { line: 3 } } });
    expect(await store.origins()).toEqual([]);
  });

  it('are not those that contradict each other, nor those that repeat one of them', async () => {
    const outcome = await keep('Totals.csv', 'Date,Views\n2026-01-02,10\n2026-01-02,10\n2026-01-03,20\n2026-01-02,11\n2026-01-02,10\n');
    expect(outcome.rejections.map(({ line }) => line)).toEqual([2, 3, 5, 6]);
    expect(outcome.rejections[0]?.reason).toBe('Lines 2 and 5 state different figures for the same thing.');
    expect(await views()).toEqual(['2026-01-03 20']);
  });

  it('are taken though a wrong row above states the same figure', async () => {
    const text = 'Post id,Date,Post text,Post Link,Impressions,Likes\n';
    const row = (id: string, likes: string): string => `${id},"Sat, Aug 15, 2026",a,https://x.com/DitjenPK/status/${id},100,${likes}\n`;
    const outcome = await keep('x.csv', text + row('2001234567890123451', 'oops') + row('2001234567890123451', '7'), {
      answers: { exported: '2026-08-16' },
    });
    expect(outcome).toMatchObject({ kept: true, rejections: [{ line: 2 }] });
    const snapshots = await store.readSnapshots(['x:DitjenPK/2001234567890123451'], 'impressions', HANDED_IN);
    expect(snapshots).toMatchObject([{ value: 100 }]);
  });

  it.each([
    ['a figure that became a fraction', 'Date,Views\n2026-01-02,12.5\n2026-01-03,12\n'],
    ['a figure that became a date', 'Date,Views\n2026-01-02,3.Apr\n2026-01-03,12\n'],
    ['a figure that was rounded', 'Date,Views\n2026-01-02,1.2E+06\n2026-01-03,12\n'],
  ])('are not trusted beside %s: a program changed the file', async (_, text) => {
    const outcome = await keep('Totals.csv', text);
    expect(outcome).toMatchObject({ kept: false, report: { refused: { line: 2 } } });
    expect(outcome.othersAreRight).not.toBe(true);
    expect(await store.origins()).toEqual([]);
  });

  it('are not trusted beside days in another order: 01/02 may be either', async () => {
    const head = 'Post id,Account ID,Account username,Account name,Description,Publish time,Permalink,Post type,Date,Views\n';
    const row = (id: number, day: string): string =>
      `1790000000000001${id},17841400000000099,ditjenpk,D,a,${day},https://www.instagram.com/p/a${id}/,IG reel,Lifetime,10\n`;
    const text = head + row(1, '13/02/2026 10:00') + row(2, '02/13/2026 10:00') + row(3, '01/02/2026 10:00');
    expect(await keep('Feb-01-2026_Feb-28-2026_1.csv', text)).toMatchObject({ kept: false, report: { refused: { line: 2 } } });
  });

  it('are none where every row is wrong: the file is refused', async () => {
    expect(await keep('Totals.csv', 'Date,Views\n2026-01-02,a\n2026-01-03,b\n')).toMatchObject({ kept: false, report: { refused: { line: 2 } } });
    expect(await store.origins()).toEqual([]);
  });

  it('are listed for a person as far as anybody reads, however many there are', async () => {
    const days = Array.from({ length: 28 }, (_, day) => `2026-01-${String(day + 1).padStart(2, '0')},${day === 0 ? 5 : 'x'}\n`);
    const outcome = await keep('Totals.csv', `Date,Views\n${days.join('')}`);
    expect(outcome.rejections).toHaveLength(27);
    expect('leftOut' in outcome.report && outcome.report.leftOut.at(-1)).toEqual({ reason: 'Further rows are wrong.', rows: 7 });
  });
});
