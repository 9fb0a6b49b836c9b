import { describe, expect, it } from 'vitest';
import { dayText } from '../../../sandbox/calendar.js';
import { apportion, seededChance } from '../../../sandbox/chance.js';
import { REPORT_FILES } from '../../../sandbox/demo/report-files.js';
import { demoWorld } from '../../../sandbox/demo/world.js';
import { figuresAt, type WorldAccount } from '../../../sandbox/platforms/world.js';
import { entriesText, reportText, tableOf } from '../../support/report.js';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const world = demoWorld();

function accountOn(platform: string): WorldAccount {
  const account = world.accounts.find((candidate) => candidate.platform === platform);
  if (account === undefined) throw new Error(`The demo has no account on ${platform}.`);
  return account;
}

/** The last daily pull of February 2024: 23:30 in Jakarta. */
const LAST_PULL = Date.parse('2024-02-29T16:30:00Z');

describe("the demo's invented world", () => {
  it('is the same every time, and its titles say that it is invented', () => {
    expect(demoWorld()).toEqual(world);
    expect(world.accounts.flatMap(({ posts }) => posts).every(({ title }) => title.endsWith('(contoh)'))).toBe(true);
  });

  it.each([
    ['instagram', 118_069],
    ['x', 16_743],
    ['facebook', 14_038],
  ])("has the followers on %s on each of 426 days, adds up from day to day, and shows the report's %i to the last pull", (platform, last) => {
    const days = [...accountOn(platform).days];
    expect(days.map(([day]) => day)).toEqual(Array.from({ length: 426 }, (_, index) => dayText(19_357 + index)));
    expect(days.at(-2)?.[1].followers).toBe(last);
    days.slice(1).forEach(([day, truth], index) => {
      expect(truth.followers - (days[index]?.[1].followers ?? 0), day).toBe(truth.gained - truth.lost);
    });
    expect(days.every(([, { gained, lost }]) => gained >= 0 && lost >= 0)).toBe(true);
    expect(days.some(([, { gained, lost }]) => lost > gained)).toBe(true);
    expect(days[0]?.[1].followers).toBeGreaterThan(last * 0.7);
  });

  const published = (platform: string, kind: string, month: string) =>
    accountOn(platform).posts.filter((post) => post.kind === kind && post.publishedAt.startsWith(month));
  const counts = (month: string): readonly number[] => [
    published('instagram', 'feed', month).length,
    published('instagram', 'story', month).length,
    published('x', 'post', month).length,
    published('facebook', 'feed', month).length,
  ];

  it("has the report's 117 posts in February 2024, and the 120 of February 2023 whose mean over three platforms is its 40", () => {
    expect(counts('2024-02')).toEqual([25, 26, 33, 33]);
    expect(sum(counts('2023-02'))).toBe(120);
    const posts = world.accounts.flatMap((account) => account.posts.map(({ id }) => `${account.platform}/${id}`));
    expect(new Set(posts).size).toBe(posts.length);
  });

  it("has reach that adds up to the report's 1,297,905 over 25 feed posts, and to a mean of 2,460 over 33 posts, at the month's last pull", () => {
    const reach = (platform: string) => published(platform, 'feed', '2024-02').map((post) => figuresAt(post, LAST_PULL)?.reach ?? 0);
    expect(sum(reach('instagram'))).toBe(1_297_905);
    expect(Math.floor(1_297_905 / 25)).toBe(51_916);
    expect(sum(reach('facebook')) / 33).toBe(2_460);
  });

  it("has impressions on X that add up to the report's 13,100 within the month", () => {
    const posts = published('x', 'post', '2024-02');
    expect(sum(posts.map((post) => figuresAt(post, LAST_PULL)?.views ?? 0))).toBe(13_100);
    expect(posts.every((post) => figuresAt(post, Date.parse('2024-02-01T00:00:00Z')) === undefined)).toBe(true);
  });

  it('has posts whose figures never fall', () => {
    for (const post of world.accounts.flatMap((account) => account.posts)) {
      const steps = post.growth.map(({ afterHours }) => afterHours);
      expect(steps, post.id).toEqual([...steps].sort((a, b) => a - b));
      expect(post.growth.at(-1)?.thousandths, post.id).toBe(1_000);
    }
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
    expect(REPORT_FILES.map(({ sourceName }) => sourceName)).toEqual(['laporan', 'entri']);
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
