import { describe, expect, it } from 'vitest';
import { apportion, seededChance } from '../../../sandbox/chance.js';
import { demoFiles, REPORT_FILES } from '../../../sandbox/demo/generate.js';
import { entriesText, reportText, type Table, tableOf } from '../../support/report.js';

const tables: ReadonlyMap<string, Table> = new Map(demoFiles().map(({ name, text }) => [name, tableOf(text)]));

type Row = Readonly<Record<string, string>>;

/** The rows of a generated file as objects. */
function rowsOf(name: string): readonly Row[] {
  const [header = [], ...rows] = tables.get(name) ?? [];
  return rows.map((cells) => Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])));
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe("the demo's invented data", () => {
  it('is the same bytes every time, and all of it says that it is invented', () => {
    expect(demoFiles()).toEqual(demoFiles());
    for (const { originKind, sourceName } of demoFiles()) expect([originKind, sourceName]).toEqual(['synthetic', 'contoh']);
    for (const name of ['contoh-pengikut.csv', 'contoh-impresi.csv', 'contoh-jangkauan.csv']) {
      expect(
        rowsOf(name).every(({ quality }) => quality === 'synthetic'),
        name,
      ).toBe(true);
    }
    expect(rowsOf('contoh-konten.csv').every(({ title }) => title?.endsWith('(contoh)'))).toBe(true);
  });

  it.each([
    ['instagram:ditjenpk', 118_069],
    ['x:DitjenPK', 16_743],
    ['facebook:djpk', 14_038],
  ])("has the followers of %s on each of 425 days, and ends on the report's %i", (account, last) => {
    const rows = rowsOf('contoh-pengikut.csv').filter(({ source }) => source === account);
    expect(rows).toHaveLength(425);
    expect([rows[0]?.period, rows.at(-1)?.period]).toEqual(['2023-01-01', '2024-02-29']);
    expect(rows.every(({ period, as_of }) => period === as_of)).toBe(true);
    expect(new Set(rows.map(({ period }) => period)).size).toBe(425);
    const counts = rows.map(({ value }) => Number(value));
    expect(counts.at(-1)).toBe(last);
    const steps = counts.slice(1).map((count, index) => count - (counts[index] ?? 0));
    expect(steps.some((step) => step < 0)).toBe(true);
    expect(counts[0]).toBeGreaterThan(last * 0.7);
    expect(counts[0]).toBeLessThan(last);
  });

  const posts = rowsOf('contoh-konten.csv').map((row): Row => ({ ...row, month: row.published_at?.slice(0, 7) ?? '' }));
  const count = (month: string, account: string, kind: string): number =>
    posts.filter((row) => row.month === month && row.account === account && row.kind === kind).length;
  const counts = (month: string): readonly number[] => [
    count(month, 'instagram:ditjenpk', 'feed'),
    count(month, 'instagram:ditjenpk', 'story'),
    count(month, 'x:DitjenPK', 'post'),
    count(month, 'facebook:djpk', 'feed'),
  ];

  it("has the report's 117 posts in February 2024, and in February 2023 as many as its rounded mean allows", () => {
    expect(counts('2024-02')).toEqual([25, 26, 33, 33]);
    expect(sum(counts('2023-02'))).toBeGreaterThanOrEqual(119);
    expect(sum(counts('2023-02'))).toBeLessThanOrEqual(121);
    expect(new Set(posts.map(({ account, id }) => `${account}/${id}`)).size).toBe(posts.length);
    const months = new Set(posts.map(({ month = '' }) => month));
    expect(months.size).toBe(14);
    for (const month of months) expect(Math.min(...counts(month)), month).toBeGreaterThan(0);
    expect(sum([...months].flatMap(counts))).toBe(posts.length);
  });

  const lastReadings = (account: string, month: string): readonly number[] => {
    const ids = new Set(posts.filter((row) => row.account === account && row.month === month).map(({ id }) => `${account}/${id}`));
    const last = new Map<string, { readonly readAt: string; readonly value: number }>();
    for (const { content = '', read_at: readAt = '', value } of rowsOf('contoh-jangkauan.csv')) {
      const known = last.get(content);
      if (ids.has(content) && (known === undefined || known.readAt < readAt)) last.set(content, { readAt, value: Number(value) });
    }
    return [...last.values()].map(({ value }) => value);
  };

  it("has reach that adds up to the report's 1,297,905 over 25 feed posts, and to a mean of 2,460 over 33 posts", () => {
    const instagram = lastReadings('instagram:ditjenpk', '2024-02');
    expect([instagram.length, sum(instagram)]).toEqual([25, 1_297_905]);
    expect(Math.floor(sum(instagram) / 25)).toBe(51_916);
    const facebook = lastReadings('facebook:djpk', '2024-02');
    expect([facebook.length, sum(facebook) / 33]).toEqual([33, 2_460]);
  });

  it('reads each post after it was published, never falling, and at the latest on 29 February at 23:59 in Jakarta', () => {
    const published = new Map(posts.map((row) => [`${row.account}/${row.id}`, row.published_at ?? '']));
    const seen = new Map<string, { readonly readAt: string; readonly value: number }>();
    for (const { content = '', read_at: readAt = '', value } of rowsOf('contoh-jangkauan.csv')) {
      expect(readAt > (published.get(content) ?? '9')).toBe(true);
      expect(readAt <= '2024-02-29T16:59:00Z').toBe(true);
      const before = seen.get(content);
      if (before) expect(readAt > before.readAt && Number(value) >= before.value).toBe(true);
      seen.set(content, { readAt, value: Number(value) });
    }
    const feed = posts.filter(({ kind }) => kind === 'feed');
    expect(seen.size).toBe(feed.length);
  });

  it("has daily impressions of X that add up to the report's 13,100", () => {
    const days = rowsOf('contoh-impresi.csv').filter(({ period }) => period?.startsWith('2024-02'));
    expect([days.length, sum(days.map(({ value }) => Number(value)))]).toEqual([29, 13_100]);
    expect(rowsOf('contoh-impresi.csv')).toHaveLength(425);
  });
});

describe("the report's own figures", () => {
  it('are 96 rows without the mean of February 2024, which is computed, and 39 entries', () => {
    const rows = tableOf(reportText).slice(1);
    expect(rows).toHaveLength(96);
    const means = rows.filter((cells) => cells[3] === 'posts_mean_per_platform');
    expect(means.map((cells) => cells.slice(0, 8))).toEqual([['2023-02', '', 'social', 'posts_mean_per_platform', '', '40', 'rounded', 'complete']]);
    const doubtful = rows.filter((cells) => cells[7] !== 'complete').map((cells) => `${cells[0]} ${cells[3]} ${cells[7]}`);
    expect(doubtful).toEqual(['2024-02 tickets_escalated to-be-confirmed', '2024-02 sessions to-be-confirmed', '2024-01 sessions to-be-confirmed']);
    expect(tableOf(entriesText).slice(1)).toHaveLength(39);
    expect(REPORT_FILES.map(({ originKind }) => originKind)).toEqual(['file', 'file']);
  });
});

describe('apportioning', () => {
  it('adds up exactly, in proportion, for any weights', () => {
    const chance = seededChance(7);
    for (let round = 0; round < 200; round++) {
      const weights = Array.from({ length: chance.between(1, 40) }, () => chance.between(1, 2_000));
      const total = chance.between(0, 2_000_000);
      const shares = apportion(total, weights);
      expect(sum(shares)).toBe(total);
      const whole = sum(weights);
      shares.forEach((share, index) => {
        expect(Math.abs(share - (total * (weights[index] ?? 0)) / whole)).toBeLessThan(1);
      });
    }
  });

  it('gives the same chance for the same seed', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededChance(seed).between.bind(undefined, 0, 1_000_000));
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});
